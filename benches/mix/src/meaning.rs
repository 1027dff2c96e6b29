//! What the rules of the mix mean, in a small language of its own: every engine is written from it.
//!
//! It is none of ours: neither its words nor its desugaring come from the language or from the plan, so that an engine
//! that agrees with it agrees with somebody else.

use std::collections::BTreeSet;

use crate::world::{Field, Form};

/// A number of an enterprise, or of an outlet within a fold; it may be missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// The cell of a field.
    Cell(Field),
    /// A number as written.
    Literal(f64),
    /// Missing where either is.
    Add(Box<Self>, Box<Self>),
    /// Missing where either is.
    Sub(Box<Self>, Box<Self>),
    /// Missing where either is.
    Mul(Box<Self>, Box<Self>),
    /// Missing where either is, or where the divisor is 0.
    Div(Box<Self>, Box<Self>),
    /// Without its sign.
    Abs(Box<Self>),
    /// The larger; one that is missing is passed over.
    Max(Box<Self>, Box<Self>),
    /// The first, or where it is missing the second.
    OrElse(Box<Self>, Box<Self>),
    /// The first where the condition is true, the second where it is false.
    Choose(Box<Truth>, Box<Self>, Box<Self>),
    /// Made of the outlets of the enterprise for which `keep` is true.
    Fold {
        /// How.
        how: Fold,
        /// Of what; of nothing for a count of rows.
        value: Option<Box<Self>>,
        /// Which rows; all without it.
        keep: Option<Box<Truth>>,
    },
    /// Asked of all enterprises with the same code; missing where that is.
    Group {
        /// What.
        how: Statistic,
        /// Of what; of nothing for a count of enterprises.
        value: Option<Box<Self>>,
        /// Of which enterprises; of all without it.
        keep: Option<Box<Truth>>,
        /// The field of the code.
        by: Field,
        /// Missing where fewer are given.
        least: u32,
    },
}

/// How outlets are made into a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// In row order from 0; of only missing ones missing, of none 0.
    Sum,
    /// Of none missing.
    Min,
    /// Of none missing.
    Max,
    /// Of the rows.
    Count,
    /// Of the given numbers.
    CountGiven,
}

/// What is asked of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// Of the rows.
    Count,
    /// Of the given numbers.
    CountGiven,
    /// In row order from 0; of none missing.
    Sum,
    /// Of none missing.
    Max,
    /// The middle one, or halfway between the two middle ones.
    Median,
    /// The median of the distances from the median.
    Mad,
    /// PERCENTILE.INC.
    Percentile(f64),
}

/// A condition of an enterprise, or of an outlet within a fold; it may be unknown.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// Less and not equal, on the scale of the third where it is given.
    Less(Number, Number, Option<Number>),
    /// Less or equal.
    AtMost(Number, Number, Option<Number>),
    /// They differ by at most 1e-12 of the largest of both and the scale.
    Equal(Number, Number, Option<Number>),
    /// Kleene's.
    And(Box<Self>, Box<Self>),
    /// Kleene's.
    Or(Box<Self>, Box<Self>),
    /// Unknown stays.
    Not(Box<Self>),
    /// Unknown where the first is true or unknown, else the second.
    UnknownIf(Box<Self>, Box<Self>),
    /// A cell of yes or no.
    Answer(Field),
    /// A test of a code or a text.
    Test(Field, Test),
    /// Whether a cell is filled.
    Given(Field),
    /// Whether an outlet is true; where it is unknown it is passed over.
    Any(Box<Self>),
    /// Whether no outlet is false; where it is unknown it is passed over.
    Every(Box<Self>),
}

/// A test of a code or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Begins with one of these: codes stand under those that they begin with.
    Under(Vec<String>),
    /// Is one of these.
    Is(Vec<String>),
    /// Holds it.
    Contains(String),
    /// Begins with it.
    Begins(String),
    /// Ends with it.
    Ends(String),
}

impl Test {
    /// Whether a text passes.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Under(codes) => codes.iter().any(|code| text.starts_with(code.as_str())),
            Self::Is(texts) => texts.iter().any(|one| one == text),
            Self::Contains(part) => text.contains(part.as_str()),
            Self::Begins(part) => text.starts_with(part.as_str()),
            Self::Ends(part) => text.ends_with(part.as_str()),
        }
    }
}

/// The forms that must be filed.
pub type Forms = BTreeSet<Form>;

/// A rule: not applicable where a form is not filed or `when` is false, else decided by `check`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// The condition.
    pub when: Option<Truth>,
    /// The forms that it reads.
    pub when_forms: Forms,
    /// What must hold.
    pub check: Truth,
    /// The forms that it reads.
    pub check_forms: Forms,
}

/// A column that is worked out and handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its name.
    pub id: String,
    /// What it comes to.
    pub value: Number,
}
