//! Comparisons on columns: numbers in, truths out.

use crate::bits::{WORD, low_mask};
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

/// A comparison that is unknown where `left` or `right` is missing; a missing scale counts as 0.
pub(crate) fn compare<'f>(
    rows: usize,
    left: &Numbers<'_>,
    right: &Numbers<'_>,
    scale: &Numbers<'_>,
    f: impl Fn(f64, f64, f64) -> bool,
) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let ((left, left_given), (right, right_given)) = (left.block(index), right.block(index));
        let (scale, scale_given) = scale.block(index);
        let count = (rows - index * WORD).min(WORD);
        let scaled = scale_given & low_mask(count) == low_mask(count);
        let yes = match (lanes(left), lanes(right), lanes(scale)) {
            (Some(left), Some(right), Some(scale)) if scaled => {
                pack(left.iter().zip(right).zip(scale).map(|((left, right), scale)| f(*left, *right, *scale)))
            }
            _ => pack(left.iter().zip(right).zip(scale).take(count).enumerate().map(
                |(row, ((left, right), scale))| {
                    let scale = if (scale_given >> row) & 1 == 1 { *scale } else { 0.0 };
                    f(*left, *right, scale)
                },
            )),
        };
        let known = left_given & right_given;
        TruthWord { yes: known & yes, no: known & !yes }
    })
}
