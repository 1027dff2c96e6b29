//! The meaning of every row op on one row.
//!
//! `None` is missing, or unknown. Constant folding and the tracer use these functions; the column loops use the inner
//! arithmetic of [`raw`], so that all give the same bits.

use crate::math::{Binary, Unary};
use crate::op::RowOp;
use crate::plan::{InputId, LookupId, ValueId};

/// The arithmetic on given numbers, before the test for finite results.
pub mod raw {
    /// How much two equal numbers may differ, as a share of the scale.
    pub const TOLERANCE: f64 = 1e-12;

    /// Sum.
    #[inline]
    #[must_use]
    pub fn add(a: f64, b: f64) -> f64 {
        a + b
    }

    /// Difference.
    #[inline]
    #[must_use]
    pub fn sub(a: f64, b: f64) -> f64 {
        a - b
    }

    /// Product.
    #[inline]
    #[must_use]
    pub fn mul(a: f64, b: f64) -> f64 {
        a * b
    }

    /// Quotient.
    #[inline]
    #[must_use]
    pub fn div(a: f64, b: f64) -> f64 {
        a / b
    }

    /// The smaller, the first of equal ones. (`f64::min` leaves the sign of zero open.)
    #[inline]
    #[must_use]
    pub fn min(a: f64, b: f64) -> f64 {
        if b < a { b } else { a }
    }

    /// The larger, the first of equal ones.
    #[inline]
    #[must_use]
    pub fn max(a: f64, b: f64) -> f64 {
        if b > a { b } else { a }
    }

    /// Equal at a scale; a scale of 0 adds nothing. A difference that overflows is not equal: the bound is finite.
    #[inline]
    #[must_use]
    pub fn equal(left: f64, right: f64, scale: f64) -> bool {
        let scale = max(max(left.abs(), right.abs()), scale);
        (left - right).abs() <= TOLERANCE * scale
    }

    /// Less, and not equal at a scale.
    #[inline]
    #[must_use]
    pub fn less(left: f64, right: f64, scale: f64) -> bool {
        (left < right) & !equal(left, right, scale)
    }

    /// Less, or equal at a scale.
    #[inline]
    #[must_use]
    pub fn at_most(left: f64, right: f64, scale: f64) -> bool {
        (left < right) | equal(left, right, scale)
    }
}

/// One row of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// A number, or missing.
    Number(Option<f64>),
    /// A truth, or unknown.
    Truth(Option<bool>),
}

impl Scalar {
    /// The number; missing if it is, or if this is a truth.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => number,
            Self::Truth(_) => None,
        }
    }

    /// The truth; unknown if it is, or if this is a number.
    #[must_use]
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::Truth(truth) => truth,
            Self::Number(_) => None,
        }
    }

    /// Whether both are the same, bit for bit.
    #[must_use]
    pub fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.map(f64::to_bits) == b.map(f64::to_bits),
            (Self::Truth(a), Self::Truth(b)) => a == b,
            (Self::Number(_), Self::Truth(_)) | (Self::Truth(_), Self::Number(_)) => false,
        }
    }
}

type Number = Option<f64>;
type Truth = Option<bool>;

/// A result that is finite, else missing.
#[inline]
#[must_use]
pub fn finite(number: f64) -> Number {
    Some(number).filter(|number| number.is_finite())
}

fn both(a: Number, b: Number, f: impl Fn(f64, f64) -> f64) -> Number {
    finite(f(a?, b?))
}

fn either(a: Number, b: Number, f: impl Fn(f64, f64) -> f64) -> Number {
    match (a, b) {
        (Some(a), Some(b)) => Some(f(a, b)),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

/// [`RowOp::Add`].
#[must_use]
pub fn add(a: Number, b: Number) -> Number {
    both(a, b, raw::add)
}

/// [`RowOp::Sub`].
#[must_use]
pub fn sub(a: Number, b: Number) -> Number {
    both(a, b, raw::sub)
}

/// [`RowOp::Mul`].
#[must_use]
pub fn mul(a: Number, b: Number) -> Number {
    both(a, b, raw::mul)
}

/// [`RowOp::Div`].
#[must_use]
pub fn div(a: Number, b: Number) -> Number {
    both(a, b, raw::div)
}

/// [`RowOp::Neg`].
#[must_use]
pub fn neg(a: Number) -> Number {
    a.map(|a| -a)
}

/// [`RowOp::Abs`].
#[must_use]
pub fn abs(a: Number) -> Number {
    a.map(f64::abs)
}

/// [`RowOp::Min`].
#[must_use]
pub fn min(a: Number, b: Number) -> Number {
    either(a, b, raw::min)
}

/// [`RowOp::Max`].
#[must_use]
pub fn max(a: Number, b: Number) -> Number {
    either(a, b, raw::max)
}

/// [`RowOp::Unary`].
#[must_use]
pub fn unary(function: Unary, a: Number) -> Number {
    finite(function.of(a?))
}

/// [`RowOp::Binary`].
#[must_use]
pub fn binary(function: Binary, a: Number, b: Number) -> Number {
    both(a, b, |a, b| function.of(a, b))
}

/// [`RowOp::Choose`], for numbers and for truths.
#[must_use]
pub fn choose<T>(condition: Truth, yes: Option<T>, no: Option<T>) -> Option<T> {
    if condition? { yes } else { no }
}

/// [`RowOp::Otherwise`].
#[must_use]
pub fn otherwise(a: Number, b: Number) -> Number {
    a.or(b)
}

/// [`RowOp::Less`].
#[must_use]
pub fn less(left: Number, right: Number, scale: Number) -> Truth {
    Some(raw::less(left?, right?, scale.unwrap_or(0.0)))
}

/// [`RowOp::AtMost`].
#[must_use]
pub fn at_most(left: Number, right: Number, scale: Number) -> Truth {
    Some(raw::at_most(left?, right?, scale.unwrap_or(0.0)))
}

/// [`RowOp::Equal`].
#[must_use]
pub fn equal(left: Number, right: Number, scale: Number) -> Truth {
    Some(raw::equal(left?, right?, scale.unwrap_or(0.0)))
}

/// [`RowOp::And`].
#[must_use]
pub fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, None | Some(true)) | (Some(true), None) => None,
    }
}

/// [`RowOp::Or`].
#[must_use]
pub fn or(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, None | Some(false)) | (Some(false), None) => None,
    }
}

/// [`RowOp::Not`].
#[must_use]
pub fn not(a: Truth) -> Truth {
    a.map(|a| !a)
}

/// [`RowOp::Given`].
#[must_use]
pub fn given(a: Number) -> Truth {
    Some(a.is_some())
}

/// [`RowOp::Known`].
#[must_use]
pub fn known(a: Truth) -> Truth {
    Some(a.is_some())
}

/// [`RowOp::IsTrue`].
#[must_use]
pub fn is_true(a: Truth) -> Truth {
    Some(a == Some(true))
}

/// A count of rows as a number: exact, as offsets of 32 bits keep every table far below 2^53 rows.
pub(crate) fn count(rows: usize) -> f64 {
    rows as f64
}

/// Where a row op finds what it reads.
pub trait Row {
    /// The row of an earlier value.
    fn value(&self, id: ValueId) -> Scalar;
    /// The cell of an input of numbers or truths.
    fn load(&self, id: InputId) -> Scalar;
    /// The entry of a lookup that the row's code names.
    fn gather(&self, id: LookupId) -> Scalar;
    /// Whether the cell of a code input is given.
    fn given_code(&self, id: InputId) -> bool;
}

/// The result of a row op on one row.
#[must_use]
pub fn evaluate(op: RowOp, row: &impl Row) -> Scalar {
    let number = |id| row.value(id).number();
    let truth = |id| row.value(id).truth();
    let scale_of = |scale: Option<ValueId>| scale.and_then(number);
    match op {
        RowOp::Number(literal) => Scalar::Number(finite(literal.get())),
        RowOp::MissingNumber => Scalar::Number(None),
        RowOp::Truth(truth) => Scalar::Truth(truth),
        RowOp::Load(id) => row.load(id),
        RowOp::Gather(id) => row.gather(id),
        RowOp::GivenCode(id) => Scalar::Truth(Some(row.given_code(id))),
        RowOp::Add(a, b) => Scalar::Number(add(number(a), number(b))),
        RowOp::Sub(a, b) => Scalar::Number(sub(number(a), number(b))),
        RowOp::Mul(a, b) => Scalar::Number(mul(number(a), number(b))),
        RowOp::Div(a, b) => Scalar::Number(div(number(a), number(b))),
        RowOp::Neg(a) => Scalar::Number(neg(number(a))),
        RowOp::Abs(a) => Scalar::Number(abs(number(a))),
        RowOp::Min(a, b) => Scalar::Number(min(number(a), number(b))),
        RowOp::Max(a, b) => Scalar::Number(max(number(a), number(b))),
        RowOp::Unary(function, a) => Scalar::Number(unary(function, number(a))),
        RowOp::Binary(function, a, b) => Scalar::Number(binary(function, number(a), number(b))),
        RowOp::Choose { condition, yes, no } => match row.value(yes) {
            Scalar::Number(yes) => Scalar::Number(choose(truth(condition), yes, number(no))),
            Scalar::Truth(yes) => Scalar::Truth(choose(truth(condition), yes, truth(no))),
        },
        RowOp::Otherwise(a, b) => Scalar::Number(otherwise(number(a), number(b))),
        RowOp::Less { left, right, scale } => {
            Scalar::Truth(less(number(left), number(right), scale_of(scale)))
        }
        RowOp::AtMost { left, right, scale } => {
            Scalar::Truth(at_most(number(left), number(right), scale_of(scale)))
        }
        RowOp::Equal { left, right, scale } => {
            Scalar::Truth(equal(number(left), number(right), scale_of(scale)))
        }
        RowOp::And(a, b) => Scalar::Truth(and(truth(a), truth(b))),
        RowOp::Or(a, b) => Scalar::Truth(or(truth(a), truth(b))),
        RowOp::Not(a) => Scalar::Truth(not(truth(a))),
        RowOp::Given(a) => Scalar::Truth(given(number(a))),
        RowOp::Known(a) => Scalar::Truth(known(truth(a))),
        RowOp::IsTrue(a) => Scalar::Truth(is_true(truth(a))),
    }
}
