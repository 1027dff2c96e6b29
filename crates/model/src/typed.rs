//! Expressions with nothing left to look up.

use shensuan_diagnostics::Span;
use shensuan_plan::{How, OfOutline};
use shensuan_vocab::units::{Conversion, Unit};
use shensuan_vocab::{FieldId, FormId, Vocab};

use crate::formula_cells::WorkedCell;
use crate::functions::Callee;
use crate::grouped::{Common, Grouped};
use crate::model::FormulaId;
use crate::predicate::Predicate;
use crate::statistics::Judged;
use crate::text::{TextStep, TextValue};
use crate::types::Type;

/// The rows over which an expression has values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The same everywhere: a constant.
    Everywhere,
    /// One value for the data set: made of all subjects.
    DataSet,
    /// One value a subject.
    Subject,
    /// One value a row of a form that has many.
    Rows(FormId),
}

impl Scope {
    /// The coarsest scope in which both have one value; none for two unrelated row forms.
    #[must_use]
    pub fn join(self, other: Self, vocab: &Vocab) -> Option<Self> {
        match (self, other) {
            (Self::Everywhere, scope) | (scope, Self::Everywhere) => Some(scope),
            // The rows of a table belong to no subject.
            (Self::DataSet | Self::Subject, Self::Rows(form))
            | (Self::Rows(form), Self::DataSet | Self::Subject)
                if vocab.is_nobodys(form) =>
            {
                None
            }
            (Self::DataSet, scope) | (scope, Self::DataSet) => Some(scope),
            (Self::Subject, scope) | (scope, Self::Subject) => Some(scope),
            (Self::Rows(a), Self::Rows(b)) if vocab.stands_in(a, b) => Some(self),
            (Self::Rows(a), Self::Rows(b)) => vocab.stands_in(b, a).then_some(other),
        }
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// What it is.
    pub kind: Kind,
    /// Its type.
    pub ty: Type,
    /// Where it has values.
    pub scope: Scope,
    /// Where it is written.
    pub span: Span,
}

/// What an expression is. Numbers are in the unit of their expression's type; where two units meet, the
/// conversion is written out ([`Kind::Convert`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A literal, bare or with a unit.
    Number(f64),
    /// A literal written with %, as a ratio.
    Ratio(f64),
    /// A number, a ratio or a yes/no of a form.
    Field(FieldId),
    /// A computed quantity.
    Formula(FormulaId),
    /// A text that is made of a field's; never empty of steps.
    Text(TextValue),
    /// A text that is written out.
    Words(String),
    /// A number that a function makes of a text.
    Measure(TextValue, TextStep),
    /// How alike two texts are, from 0 to 1, without these words; both are read off fields.
    Likeness(Box<Typed>, Box<Typed>, Vec<String>),
    /// A number that stands for a text: equal for texts that compare as equal, or where marked are exactly equal.
    TextId(TextValue, bool),
    /// The number that stands for a text that is written out, likewise.
    WordsId(String, bool),
    /// A function of values in a row.
    Call(Callee, Vec<Typed>),
    /// The same quantity in another unit.
    Convert(Box<Typed>, Conversion),
    /// A number in a unit, as a quantity in coherent units.
    Widen(Box<Typed>, Unit),
    /// A quantity in a unit; missing where it is of another dimension.
    Narrow(Box<Typed>, Unit),
    /// Terms added, or taken away where marked.
    Sum(Vec<(bool, Typed)>),
    /// `a × b`
    Times(Box<Typed>, Box<Typed>),
    /// `a ÷ b`
    Over(Box<Typed>, Box<Typed>),
    /// `−a`
    Negative(Box<Typed>),
    /// `a ^ n`
    Power(Box<Typed>, i32),
    /// `a otherwise b`
    Otherwise(Box<Typed>, Box<Typed>),
    /// `a < b`
    Less(Box<Typed>, Box<Typed>),
    /// `a ≤ b`
    AtMost(Box<Typed>, Box<Typed>),
    /// `a = b`
    Equal(Box<Typed>, Box<Typed>),
    /// `a ≈ b within …`: relative to |b|, absolute in the unit of a; at least one of them.
    Near(Box<Typed>, Box<Typed>, Option<f64>, Option<Box<Typed>>),
    /// What the formula in a cell comes to.
    Worked(Box<WorkedCell>),
    /// The bare number of a quantity in the unit that a field of texts names; missing where it is of another dimension.
    InRowUnit(Box<Typed>, FieldId),
    /// A test of a text or a code, evaluated once per distinct text.
    Predicate(Predicate),
    /// Whether a number is given.
    Given(Box<Typed>),
    /// Whether a text or a code is given.
    GivenText(FieldId),
    /// Whether a truth is known.
    Known(Box<Typed>),
    /// Whether a truth is true; never unknown.
    IsTrue(Box<Typed>),
    /// How rules judged a subject; whether it asks for failures. Inside statistics alone.
    Judged(Judged, bool),
    /// The missing value, of whatever type.
    Missing,
    /// Whether a cell holds this one of its field's marks, counted from 1.
    Mark(FieldId, u8),
    /// A test of these fields: false where one of them holds a mark, or is optional and blank.
    Unless(Vec<FieldId>, Box<Typed>),
    /// The number of a field, 0 where its cell is blank in a row that is filed.
    BlankZero(FieldId),
    /// Whether the unit of a quantity fits a unit; unknown where its row names none.
    Fits(Box<Typed>, Unit),
    /// A quantity that is shown in the unit of another; missing where they are of different dimension.
    InUnitOf(Box<Typed>, Box<Typed>),
    /// An aggregate over values of one row: missing ones are skipped, as over rows.
    OverFields(How, Vec<Typed>),
    /// Whether a form is filed, or a group has rows.
    Filed(FormId),
    /// Whether the row that keys find is there.
    Found(FormId),
    /// How many rows of a form that has one a subject has filed: 0, 1, or more where it filed twice.
    RowCount(FormId),
    /// All of them.
    And(Vec<Typed>),
    /// One of them.
    Or(Vec<Typed>),
    /// `not a`
    Not(Box<Typed>),
    /// `a if and only if b`
    Iff(Box<Typed>, Box<Typed>),
    /// `if a then b`, in a condition the implication.
    Implies(Box<Typed>, Box<Typed>),
    /// `if a then b else c`
    Choose(Box<Typed>, Box<Typed>, Box<Typed>),
    /// An aggregate over a group of subjects, or of rows of a form.
    Group(Box<Grouped>),
    /// Whether what is judged is alone in its group.
    Unique(Box<Grouped>),
    /// Which row of a form it is: a number that no other row has.
    Row(FormId),
    /// Which subject it is, likewise.
    Which,
    /// Whether the rows of a subject list all that is common in its group.
    Common(Box<Common>),
    /// What is asked of an outline and a place.
    Outlined(Box<Outlined>),
    /// Whether a value lies at most so many median deviations of its group from the median: value, median, deviation.
    Inlier(Box<Typed>, Box<Typed>, Box<Typed>, f64),
    /// An aggregate over the rows of a form.
    Fold {
        /// Which.
        how: How,
        /// The form.
        rows: FormId,
        /// Of what; none for a count of rows.
        value: Option<Box<Typed>>,
        /// `where …`
        keep: Option<Box<Typed>>,
    },
}

/// What is asked of an outline and a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlined {
    /// What is asked.
    pub asked: OfOutline,
    /// The longitude of the place in degrees.
    pub east: Typed,
    /// Its latitude.
    pub north: Typed,
    /// The outline: the cell of a row that is looked up.
    pub outline: Typed,
}

impl Typed {
    /// The value of what asks whether a cell is given: `blank counts as 0` is for arithmetic, the cell stays blank.
    pub(crate) fn itself(self) -> Self {
        match self.kind {
            Kind::Worked(worked) => worked.cell,
            _ => self.with_its_blanks(),
        }
    }

    /// The value in whose place another stands where it is blank: `blank counts as 0` leaves it so.
    pub(crate) fn with_its_blanks(self) -> Self {
        match self.kind {
            Kind::BlankZero(field) => Self { kind: Kind::Field(field), ..self },
            _ => self,
        }
    }
}

impl Kind {
    /// The expressions directly inside, in order.
    #[must_use]
    pub fn inside(&self) -> Vec<&Typed> {
        match self {
            Self::Number(_)
            | Self::Ratio(_)
            | Self::Field(_)
            | Self::Formula(_)
            | Self::Text(_)
            | Self::Words(_)
            | Self::Measure(..)
            | Self::TextId(..)
            | Self::WordsId(..)
            | Self::Predicate(_)
            | Self::GivenText(_)
            | Self::Missing
            | Self::Judged(..)
            | Self::Mark(..)
            | Self::BlankZero(_)
            | Self::Filed(_)
            | Self::Found(_)
            | Self::Row(_)
            | Self::Which
            | Self::RowCount(_) => Vec::new(),
            Self::Convert(a, _)
            | Self::Widen(a, _)
            | Self::Narrow(a, _)
            | Self::Negative(a)
            | Self::Power(a, _)
            | Self::Given(a)
            | Self::Known(a)
            | Self::IsTrue(a)
            | Self::Unless(_, a)
            | Self::Fits(a, _)
            | Self::InRowUnit(a, _)
            | Self::Not(a) => vec![a.as_ref()],
            Self::Worked(worked) => std::iter::once(&worked.cell).chain(&worked.parameters).collect(),
            Self::Sum(terms) => terms.iter().map(|(_, term)| term).collect(),
            Self::Times(a, b)
            | Self::Over(a, b)
            | Self::Otherwise(a, b)
            | Self::Less(a, b)
            | Self::AtMost(a, b)
            | Self::Equal(a, b)
            | Self::Near(a, b, _, _)
            | Self::Iff(a, b)
            | Self::Likeness(a, b, _)
            | Self::InUnitOf(a, b)
            | Self::Implies(a, b) => {
                vec![a.as_ref(), b.as_ref()]
            }
            Self::And(parts) | Self::Or(parts) | Self::OverFields(_, parts) | Self::Call(_, parts) => {
                parts.iter().collect()
            }
            Self::Group(grouped) | Self::Unique(grouped) => {
                grouped.value.iter().chain(&grouped.keep).chain(&grouped.keys).collect()
            }
            Self::Common(common) => {
                std::iter::once(&common.listed).chain(&common.keep).chain(&common.keys).collect()
            }
            Self::Outlined(outlined) => vec![&outlined.east, &outlined.north, &outlined.outline],
            Self::Choose(a, b, c) | Self::Inlier(a, b, c, _) => vec![a.as_ref(), b.as_ref(), c.as_ref()],
            Self::Fold { value, keep, .. } => value.iter().chain(keep).map(AsRef::as_ref).collect(),
        }
    }

    /// The field whose cell the expression itself reads.
    #[must_use]
    pub fn cell(&self) -> Option<FieldId> {
        match self {
            Self::Field(field) | Self::GivenText(field) | Self::Mark(field, _) | Self::BlankZero(field) => {
                Some(*field)
            }
            Self::Text(text)
            | Self::Measure(text, _)
            | Self::TextId(text, _)
            | Self::Predicate(Predicate { text, .. }) => Some(text.field),
            _ => None,
        }
    }
}
