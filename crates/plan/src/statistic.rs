//! What can be asked of a group of rows, and the arithmetic of it: the definitions of Excel, on given numbers.
//!
//! Numbers stand in row order where they are added up, and in ascending order where one of them is picked out, so that
//! neither threads nor the way in which rows are gathered show in a result.

use crate::op::{How, Literal};
use crate::plan::Kind;
use crate::scalar::{self, raw};

/// What is asked of a group. "Given" are the kept rows whose value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// What a fold makes of the rows.
    Fold(How),
    /// How many different numbers are given.
    Distinct,
    /// The middle one of the given numbers, or the mean of the two middle ones; of none missing.
    Median,
    /// The median of the distances from the median; of none missing.
    Mad,
    /// The standard deviation of a sample (STDEV.S); of fewer than two missing.
    StdDev,
    /// The number below which a share of the given ones lies, from 0 to 1 (PERCENTILE.INC); of none missing.
    Percentile(Literal),
    /// Of each row for itself: one more than how many given numbers of its group are larger (RANK.EQ). Missing for a row
    /// that is not kept or not given.
    Rank,
}

impl Statistic {
    /// What comes out.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Fold(how) => how.kind(),
            Self::Distinct | Self::Median | Self::Mad | Self::StdDev | Self::Percentile(_) | Self::Rank => {
                Kind::Number
            }
        }
    }
}

/// A number by which rows are told apart: 0 and −0 are one.
pub(crate) fn exact(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

/// Halfway between two numbers.
fn halfway(a: f64, b: f64) -> f64 {
    scalar::finite((a + b) / 2.0).unwrap_or(a / 2.0 + b / 2.0)
}

/// Sorts numbers; those that are equal are the same but for the sign of 0, which goes before 0.
pub(crate) fn ascending(numbers: &mut [f64]) {
    numbers.sort_unstable_by(f64::total_cmp);
}

/// How many different numbers there are among ascending ones.
pub(crate) fn distinct(ascending: &[f64]) -> usize {
    ascending.chunk_by(|a, b| exact(*a) == exact(*b)).count()
}

/// [`Statistic::Median`] of ascending numbers.
pub(crate) fn median(ascending: &[f64]) -> Option<f64> {
    let upper = ascending.get(ascending.len() / 2).copied()?;
    if ascending.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = ascending.get(ascending.len() / 2 - 1).copied()?;
    Some(halfway(lower, upper))
}

/// [`Statistic::Mad`] of ascending numbers.
pub(crate) fn mad(ascending: &[f64]) -> Option<f64> {
    let middle = median(ascending)?;
    let mut distances: Vec<f64> = ascending.iter().map(|number| raw::sub(*number, middle).abs()).collect();
    self::ascending(&mut distances);
    median(&distances).and_then(scalar::finite)
}

/// [`Statistic::StdDev`] of numbers in row order.
pub(crate) fn standard_deviation(numbers: &[f64]) -> Option<f64> {
    if numbers.len() < 2 {
        return None;
    }
    let mean = numbers.iter().copied().fold(0.0, raw::add) / scalar::count(numbers.len());
    let squares = numbers.iter().map(|number| {
        let distance = raw::sub(*number, mean);
        raw::mul(distance, distance)
    });
    let variance = squares.fold(0.0, raw::add) / scalar::count(numbers.len() - 1);
    scalar::finite(variance.sqrt())
}

/// A place so near to a whole number is that number: 0.55 × 20 is the eleventh, not a little more.
const NEAR_A_PLACE: f64 = 1e-9;

/// [`Statistic::Percentile`] of ascending numbers.
pub(crate) fn percentile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * scalar::count(last);
    let whole = place.round();
    let (below, part) =
        if (place - whole).abs() <= NEAR_A_PLACE { (whole, 0.0) } else { (place.floor(), place.fract()) };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place among the numbers: from 0 to their count"
    )]
    let at = below as usize;
    let lower = ascending.get(at).copied()?;
    match ascending.get(at + 1) {
        Some(upper) if part > 0.0 => scalar::finite(lower + (upper - lower) * part),
        Some(_) | None => Some(lower),
    }
}

/// [`Statistic::Rank`] of a number among ascending ones.
pub(crate) fn rank(ascending: &[f64], number: f64) -> f64 {
    let not_larger = ascending.partition_point(|other| *other <= number);
    scalar::count(ascending.len() - not_larger + 1)
}
