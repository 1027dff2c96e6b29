//! A comparison with a constant is a comparison with a threshold.
//!
//! `x < c`, with the tolerance of [`raw::less`] and a scale that is a constant too, holds up to some number and for none
//! above it: as `x` grows towards `c`, their distance shrinks at least as fast as what is tolerated. That number is found
//! once, by halving, with the very comparison that it stands for; then one plain comparison a row is left.

use crate::scalar::raw;

/// A comparison of a number with a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// True below this number.
    Below(f64),
    /// True above this number.
    Above(f64),
    /// True from the first number on, and below the second.
    Within(f64, f64),
}

impl Threshold {
    /// Whether it holds for a number.
    #[must_use]
    pub fn holds(self, x: f64) -> bool {
        match self {
            Self::Below(bound) => x < bound,
            Self::Above(bound) => x > bound,
            Self::Within(from, bound) => from <= x && x < bound,
        }
    }

    /// `x` [less](raw::less) than a constant.
    #[must_use]
    pub fn less_than(constant: f64, scale: f64) -> Self {
        Self::Below(first_not(|x| raw::less(x, constant, scale)))
    }

    /// `x` [at most](raw::at_most) a constant.
    #[must_use]
    pub fn at_most(constant: f64, scale: f64) -> Self {
        Self::Below(first_not(|x| raw::at_most(x, constant, scale)))
    }

    /// A constant [less](raw::less) than `x`.
    #[must_use]
    pub fn more_than(constant: f64, scale: f64) -> Self {
        Self::Above(-first_not(|x| raw::less(constant, -x, scale)))
    }

    /// A constant [at most](raw::at_most) `x`.
    #[must_use]
    pub fn at_least(constant: f64, scale: f64) -> Self {
        Self::Above(-first_not(|x| raw::at_most(constant, -x, scale)))
    }

    /// `x` [equal](raw::equal) to a constant.
    #[must_use]
    pub fn equal_to(constant: f64, scale: f64) -> Self {
        let from = first_not(|x| x < constant && !raw::equal(x, constant, scale));
        Self::Within(from, first_not(|x| x <= constant || raw::equal(x, constant, scale)))
    }
}

/// The lowest number for which something does not hold that holds up to there; infinity if it holds for all that are
/// finite.
fn first_not(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (rank(f64::MIN), rank(f64::INFINITY));
    if !holds(f64::MIN) {
        return f64::MIN;
    }
    // It holds at `low` and not at `high`, which counts as not finite.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(of_rank(middle)) { low = middle } else { high = middle }
    }
    of_rank(high)
}

/// The place of a number among all, in ascending order; 0 and −0 share one.
fn rank(number: f64) -> i128 {
    let size = i128::from(number.abs().to_bits());
    if number < 0.0 { -size } else { size }
}

fn of_rank(rank: i128) -> f64 {
    let size = f64::from_bits(u64::try_from(rank.unsigned_abs()).unwrap_or(u64::MAX));
    if rank < 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers at and around a bound, and all over.
    fn probes(threshold: Threshold, constant: f64) -> Vec<f64> {
        let bounds = match threshold {
            Threshold::Below(bound) | Threshold::Above(bound) => vec![bound],
            Threshold::Within(from, bound) => vec![from, bound],
        };
        let near = bounds.iter().copied().chain([constant, 0.0, -constant]);
        let near = near.flat_map(|bound| (-70..=70).map(move |step| of_rank(rank(bound) + step)));
        let wide = (-1100..1100).flat_map(|power| [1.0, -1.0, 1.7, -1.3].map(|m| m * f64::powi(2.0, power)));
        let shares = (-60..60).flat_map(|n| {
            [1e-13, 1e-12, 2e-12, 1e-11, 1e-3, 0.1].map(|share| constant * (1.0 + share * f64::from(n)))
        });
        near.chain(wide).chain(shares).filter(|x| x.is_finite()).collect()
    }

    #[test]
    fn a_threshold_is_the_comparison() {
        let constants = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            3.0,
            -7.25,
            1e-300,
            -1e-300,
            5e-324,
            -5e-324,
            2.3e-308,
            1e300,
            -1e300,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            1e12,
            1e-12,
            123_456.789,
            50_000.0,
            -0.3,
        ];
        for constant in constants {
            for scale in [0.0, 1.0, 1e6, 1e15, -5.0, 1e300] {
                let all: [(Threshold, &dyn Fn(f64) -> bool); 5] = [
                    (Threshold::less_than(constant, scale), &|x| raw::less(x, constant, scale)),
                    (Threshold::at_most(constant, scale), &|x| raw::at_most(x, constant, scale)),
                    (Threshold::more_than(constant, scale), &|x| raw::less(constant, x, scale)),
                    (Threshold::at_least(constant, scale), &|x| raw::at_most(constant, x, scale)),
                    (Threshold::equal_to(constant, scale), &|x| raw::equal(x, constant, scale)),
                ];
                for (which, (threshold, holds)) in all.into_iter().enumerate() {
                    for x in probes(threshold, constant) {
                        assert_eq!(
                            threshold.holds(x),
                            holds(x),
                            "{which}: {x:?} and {constant:?} at {scale:?}, {threshold:?}"
                        );
                    }
                }
            }
        }
    }
}
