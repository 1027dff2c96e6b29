//! Comparisons on columns: numbers in, truths out.

use crate::bits::low_mask;
use crate::interp::arith::{lanes, pack};
use crate::interp::slot::{Numbers, Slot};
use crate::outcome::TruthWord;
use crate::threshold::Threshold;

/// A comparison with a constant; unknown where the number is missing.
pub(crate) fn hold<'f>(rows: usize, numbers: &Numbers<'_>, threshold: Threshold) -> Slot<'f> {
    match threshold {
        Threshold::Below(bound) => each(rows, numbers, |x| x < bound),
        Threshold::Above(bound) => each(rows, numbers, |x| x > bound),
        Threshold::Within(from, bound) => each(rows, numbers, |x| (from <= x) & (x < bound)),
    }
}

fn each<'f>(rows: usize, numbers: &Numbers<'_>, holds: impl Fn(f64) -> bool) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let (block, given) = numbers.block(index);
        let yes = match lanes(block) {
            Some(lanes) => pack(lanes.iter().map(|number| holds(*number))),
            None => pack(block.iter().map(|number| holds(*number))),
        };
        TruthWord { yes: given & yes, no: given & !yes }
    })
}

/// A comparison that is unknown where `left` or `right` is missing; no scale, and a missing one, count as 0.
pub(crate) fn compare<'f>(
    rows: usize,
    left: &Numbers<'_>,
    right: &Numbers<'_>,
    scale: Option<&Numbers<'_>>,
    f: impl Fn(f64, f64, f64) -> bool,
) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let ((left, left_given), (right, right_given)) = (left.block(index), right.block(index));
        let yes = match scale {
            None => unscaled(left, right, &f),
            Some(scale) => scaled(left, right, scale.block(index), &f),
        };
        let known = left_given & right_given;
        TruthWord { yes: known & yes, no: known & !yes }
    })
}

fn unscaled(left: &[f64], right: &[f64], f: impl Fn(f64, f64, f64) -> bool) -> u64 {
    match (lanes(left), lanes(right)) {
        (Some(left), Some(right)) => pack(left.iter().zip(right).map(|(left, right)| f(*left, *right, 0.0))),
        _ => pack(left.iter().zip(right).map(|(left, right)| f(*left, *right, 0.0))),
    }
}

fn scaled(
    left: &[f64],
    right: &[f64],
    (scale, given): (&[f64], u64),
    f: impl Fn(f64, f64, f64) -> bool,
) -> u64 {
    let all = low_mask(left.len().min(right.len()));
    match (lanes(left), lanes(right), lanes(scale)) {
        (Some(left), Some(right), Some(scale)) if given == u64::MAX => {
            pack(left.iter().zip(right).zip(scale).map(|((left, right), scale)| f(*left, *right, *scale)))
        }
        _ if given & all == 0 => unscaled(left, right, f),
        _ => pack(left.iter().zip(right).zip(scale).enumerate().map(|(row, ((left, right), scale))| {
            let scale = if (given >> row) & 1 == 1 { *scale } else { 0.0 };
            f(*left, *right, scale)
        })),
    }
}
