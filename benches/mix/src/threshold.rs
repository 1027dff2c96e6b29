//! Comparisons with a number, as thresholds: where a comparison with tolerance turns from false to true is one number.

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Less and not equal.
    Less,
    /// Less or equal.
    AtMost,
    /// Equal.
    Equal,
}

/// Less and not equal, as it is defined.
fn less(left: f64, right: f64) -> bool {
    left < right && (left - right).abs() > 1e-12 * left.abs().max(right.abs())
}

/// The number below which all numbers are less than (or, for [`Sign::AtMost`], at most) a bound, and no others.
#[must_use]
pub fn below(sign: Sign, bound: f64) -> f64 {
    if sign == Sign::AtMost {
        first(|number| less(bound, number))
    } else {
        first(|number| !less(number, bound))
    }
}

/// The number from which on a bound is less than (or, for [`Sign::AtMost`], at most) all numbers, and no others.
#[must_use]
pub fn from(sign: Sign, bound: f64) -> f64 {
    if sign == Sign::AtMost {
        first(|number| !less(number, bound))
    } else {
        first(|number| less(bound, number))
    }
}

/// The smallest number of which something holds that holds of all larger ones and of no smaller ones.
///
/// It is found among the 2⁶⁴ numbers in 64 steps: as whole numbers their bits are in the same order.
fn first(holds: impl Fn(f64) -> bool) -> f64 {
    let turned = |key: i64| key ^ ((key >> 63) & i64::MAX);
    let (mut at_not, mut at) = (turned(f64::MIN.to_bits().cast_signed()), f64::MAX.to_bits().cast_signed());
    while i128::from(at) - i128::from(at_not) > 1 {
        // The middle of two of 64 bits needs no more of them.
        let middle = i64::midpoint(at_not, at);
        if holds(f64::from_bits(turned(middle).cast_unsigned())) { at = middle } else { at_not = middle }
    }
    f64::from_bits(turned(at).cast_unsigned())
}
