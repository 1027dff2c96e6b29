//! Values, and why there is none.

use std::collections::BTreeSet;

use shensuan_vocab::FormId;
use shensuan_vocab::units::Unit;

/// Why a value is missing, or a truth unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A cell of this form is empty in a row that is there.
    Blank(FormId),
    /// A form was not filed.
    Unfiled(FormId),
    /// A cell holds what cannot be read.
    Unread(FormId),
    /// A form of one row has several, which disagree.
    Conflict(FormId),
    /// A cell of this form holds a mark, which takes part in no arithmetic.
    Marked(FormId),
    /// Units do not fit.
    Misfit,
    /// No row has the key that was asked for.
    NotFound,
    /// It has no value: a division by 0, too small a group, `missing`.
    Undefined,
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// In the unit of its expression's type; of a quantity whose unit stands in its row in coherent units.
    pub value: f64,
    /// The largest absolute term that was added to make it; 0 where nothing was.
    pub terms: f64,
    /// The unit of such a quantity; none for 0, which fits all, and for any other number.
    pub unit: Option<Unit>,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, or a date as its number of days.
    Number(Number),
    /// A condition that is decided.
    Truth(bool),
    /// A text.
    Text(String),
    /// A mark that stands instead of a number in a cell of this form: given, in no arithmetic, neither less nor more than
    /// anything.
    Mark(FormId),
    /// Missing or unknown, and why.
    Absent(BTreeSet<Cause>),
}

impl Value {
    /// None, for one cause.
    pub(crate) fn absent(cause: Cause) -> Self {
        Self::Absent(BTreeSet::from([cause]))
    }

    /// A number that nothing was added to; what is not finite is no number.
    pub(crate) fn number(value: f64) -> Self {
        Self::sum(value, 0.0, None)
    }

    /// A number made of terms, perhaps with a unit of its own.
    pub(crate) fn sum(value: f64, terms: f64, unit: Option<Unit>) -> Self {
        if value.is_finite() {
            Self::Number(Number { value, terms, unit })
        } else {
            Self::absent(Cause::Undefined)
        }
    }

    /// A truth, or why it is unknown.
    pub(crate) fn truth(truth: Result<bool, BTreeSet<Cause>>) -> Self {
        truth.map_or_else(Self::Absent, Self::Truth)
    }

    /// The number; or why there is none.
    pub(crate) fn into_number(self) -> Result<Number, BTreeSet<Cause>> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Absent(causes) => Err(causes),
            Self::Mark(form) => Err(BTreeSet::from([Cause::Marked(form)])),
            Self::Truth(_) | Self::Text(_) => Err(BTreeSet::from([Cause::Undefined])),
        }
    }

    /// The truth; or why it is unknown.
    pub(crate) fn into_truth(self) -> Result<bool, BTreeSet<Cause>> {
        match self {
            Self::Truth(truth) => Ok(truth),
            Self::Absent(causes) => Err(causes),
            Self::Number(_) | Self::Text(_) | Self::Mark(_) => Err(BTreeSet::from([Cause::Undefined])),
        }
    }

    /// Whether there is one that counts.
    pub(crate) fn is_there(&self) -> bool {
        !matches!(self, Self::Absent(_) | Self::Mark(_))
    }
}

/// All that must be there, or why not all of it is.
pub(crate) fn all<T, const N: usize>(
    parts: [Result<T, BTreeSet<Cause>>; N],
) -> Result<[T; N], BTreeSet<Cause>> {
    let mut causes = BTreeSet::new();
    let mut there = Vec::new();
    for part in parts {
        match part {
            Ok(part) => there.push(part),
            Err(more) => causes.extend(more),
        }
    }
    there.try_into().map_err(|_| causes)
}

/// Kleene's `and`, of any number of truths.
pub(crate) fn and(truths: impl IntoIterator<Item = Result<bool, BTreeSet<Cause>>>) -> Value {
    let mut causes = BTreeSet::new();
    let mut decided = false;
    for truth in truths {
        match truth {
            Ok(true) => {}
            Ok(false) => decided = true,
            Err(more) => causes.extend(more),
        }
    }
    match (decided, causes.is_empty()) {
        (true, _) => Value::Truth(false),
        (false, true) => Value::Truth(true),
        (false, false) => Value::Absent(causes),
    }
}

/// Kleene's `not`.
pub(crate) fn not(truth: Result<bool, BTreeSet<Cause>>) -> Result<bool, BTreeSet<Cause>> {
    truth.map(|truth| !truth)
}
