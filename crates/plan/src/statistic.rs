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

/// Numbers that are asked which one stands at a place, if they were ascending ([`ascending`]). Places that are asked from
/// low to high cost least.
pub(crate) struct Places {
    /// As integers in the same order.
    keys: Vec<i64>,
    /// So many at the beginning are at most as large as all others.
    low: usize,
}

impl Places {
    pub(crate) fn new(numbers: &[f64]) -> Self {
        Self { keys: numbers.iter().map(|number| ordered(number.to_bits().cast_signed())).collect(), low: 0 }
    }

    /// How many numbers there are.
    fn count(&self) -> usize {
        self.keys.len()
    }

    /// The number at a place, counted from 0.
    fn at(&mut self, place: usize) -> Option<f64> {
        if place >= self.keys.len() {
            return None;
        }
        if place < self.low {
            self.low = 0;
        }
        let (_, key, _) = self.keys.get_mut(self.low..)?.select_nth_unstable(place - self.low);
        let key = *key;
        self.low = place + 1;
        Some(f64::from_bits(ordered(key).cast_unsigned()))
    }
}

/// The bits of a number as an integer that compares as [`f64::total_cmp`] does, and back.
fn ordered(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// [`Statistic::Median`].
pub(crate) fn median(places: &mut Places) -> Option<f64> {
    let upper = places.count() / 2;
    if places.count() % 2 == 1 {
        return places.at(upper);
    }
    let lower = places.at(upper.checked_sub(1)?)?;
    Some(halfway(lower, places.at(upper)?))
}

/// [`Statistic::Mad`] of numbers and their places.
pub(crate) fn mad(numbers: &[f64], places: &mut Places) -> Option<f64> {
    let middle = median(places)?;
    let distances: Vec<f64> = numbers.iter().map(|number| raw::sub(*number, middle).abs()).collect();
    median(&mut Places::new(&distances)).and_then(scalar::finite)
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

/// [`Statistic::Percentile`].
pub(crate) fn percentile(places: &mut Places, share: f64) -> Option<f64> {
    let last = places.count().checked_sub(1)?;
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
    let lower = places.at(at)?;
    if part <= 0.0 {
        return Some(lower);
    }
    match places.at(at + 1) {
        Some(upper) => scalar::finite(lower + (upper - lower) * part),
        None => Some(lower),
    }
}

/// [`Statistic::Percentile`] of numbers in any order for each of several shares from 0 to 1, lowest share first for speed;
/// none of no numbers. Who shows quantiles beside the language gives the same bits.
#[must_use]
pub fn percentiles(numbers: &[f64], shares: &[f64]) -> Vec<Option<f64>> {
    let mut places = Places::new(numbers);
    shares.iter().map(|share| percentile(&mut places, *share)).collect()
}

/// [`Statistic::Rank`] of a number among ascending ones.
pub(crate) fn rank(ascending: &[f64], number: f64) -> f64 {
    let not_larger = ascending.partition_point(|other| *other <= number);
    scalar::count(ascending.len() - not_larger + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_sorted_numbers() {
        let mut seed = 7_u64;
        for count in [0, 1, 2, 7, 8, 9, 63, 64, 65, 1000] {
            let mut dice = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                seed >> 33
            };
            let numbers: Vec<f64> = (0..count)
                .map(|_| match dice() % 4 {
                    0 => 0.0,
                    1 => -0.0,
                    _ => (scalar::count(dice() as usize % 4096) - 2000.0) / 16.0,
                })
                .collect();
            let mut sorted = numbers.clone();
            ascending(&mut sorted);
            let mut places = Places::new(&numbers);
            let asked: Vec<usize> = (0..40).map(|_| dice() as usize % (count + 2)).collect();
            for place in asked.into_iter().chain(0..=count) {
                let found = places.at(place).map(f64::to_bits);
                assert_eq!(found, sorted.get(place).copied().map(f64::to_bits), "{place} of {count}");
            }
        }
    }
}
