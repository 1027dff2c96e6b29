//! The ops: a small closed set, each total.
//!
//! "Missing" of a truth is unknown. Unless a variant says otherwise, an op with a missing operand is missing, and a
//! number that would not be finite is missing. No op fuses a multiplication with an addition.

use crate::math::{Binary, Unary};
use crate::plan::{InputId, Kind, LookupId, OutlinesId, SearchId, TableId, ValueId};
use crate::search::Keys;
use crate::statistic::Statistic;

/// How a value is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Within one row; fit for a fused kernel.
    Row(RowOp),
    /// From a table to one above or below it.
    Table(TableStep),
}

/// A number written into the plan; equal and hashed by its bits, so that 0 and −0 differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Literal(u64);

impl Literal {
    /// The literal of a number. A sound plan holds finite ones only.
    #[must_use]
    pub fn new(number: f64) -> Self {
        Self(number.to_bits())
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl std::fmt::Debug for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.get())
    }
}

/// An op within one row. Operands are values of one table, or constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowOp {
    /// A finite number; a constant.
    Number(Literal),
    /// The missing number; a constant.
    MissingNumber,
    /// True, false or unknown; a constant.
    Truth(Option<bool>),

    /// The cell of an input of numbers or of truths.
    Load(InputId),
    /// The entry of a lookup that the row's code names; missing if the code is, or the entry.
    Gather(LookupId),
    /// Whether the cell of a code input is given; never unknown.
    GivenCode(InputId),

    /// Number + number.
    Add(ValueId, ValueId),
    /// Number − number.
    Sub(ValueId, ValueId),
    /// Number × number.
    Mul(ValueId, ValueId),
    /// Number ÷ number; missing for a divisor of 0 or −0.
    Div(ValueId, ValueId),
    /// The number with its sign turned.
    Neg(ValueId),
    /// The number without its sign.
    Abs(ValueId),
    /// The smaller number. A missing operand is skipped; missing if both are. Of equal ones (0 and −0) the first.
    Min(ValueId, ValueId),
    /// The larger number. A missing operand is skipped; missing if both are. Of equal ones (0 and −0) the first.
    Max(ValueId, ValueId),

    /// A function of a number; missing where it has no result.
    Unary(Unary, ValueId),
    /// A function of two numbers; missing where it has no result.
    Binary(Binary, ValueId, ValueId),

    /// Numbers or truths: `yes` where the truth `condition` is true, `no` where it is false, missing where it is
    /// unknown. The branch that is not chosen may be missing.
    Choose {
        /// The truth that chooses.
        condition: ValueId,
        /// The value where it is true.
        yes: ValueId,
        /// The value where it is false.
        no: ValueId,
    },
    /// The first number if it is given, else the second; missing if both are.
    Otherwise(ValueId, ValueId),

    /// `left` is less than `right` and not equal to it (as [`RowOp::Equal`] sees it). Unknown if `left` or `right` is
    /// missing.
    Less {
        /// A number.
        left: ValueId,
        /// A number.
        right: ValueId,
        /// As in [`RowOp::Equal`].
        scale: Option<ValueId>,
    },
    /// `left` is less than `right` or equal to it (as [`RowOp::Equal`] sees it). Unknown if `left` or `right` is
    /// missing.
    AtMost {
        /// A number.
        left: ValueId,
        /// A number.
        right: ValueId,
        /// As in [`RowOp::Equal`].
        scale: Option<ValueId>,
    },
    /// Two numbers are equal when they differ by at most 1e-12 of the largest of |`left`|, |`right`| and `scale`.
    /// Unknown if `left` or `right` is missing.
    Equal {
        /// A number.
        left: ValueId,
        /// A number.
        right: ValueId,
        /// The largest absolute term that was added on either side, a number. No scale, or a missing one, adds
        /// nothing to |`left`| and |`right`|.
        scale: Option<ValueId>,
    },

    /// Kleene's and: false if either is false, true if both are true, else unknown.
    And(ValueId, ValueId),
    /// Kleene's or: true if either is true, false if both are false, else unknown.
    Or(ValueId, ValueId),
    /// True and false exchanged; unknown stays.
    Not(ValueId),
    /// Whether a number is given; never unknown.
    Given(ValueId),
    /// Whether a truth is true or false; never unknown.
    Known(ValueId),
    /// Whether a truth is true; false for unknown; never unknown.
    IsTrue(ValueId),
}

/// A step between tables.
///
/// Rows are read in their order, and equal ones told apart by it, so that neither chunks nor threads show in a result. A
/// plan is printed with the words `lift`, those of a fold (`count`, `count_given`, `sum`, `min_of`, `max_of`, `any`,
/// `every`), `pair`, `group` with what is asked, `common`, `find`, `fetch`, `inside` and `distance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableStep {
    /// A row of `to` gets what its row of the value's table has. That table lies above `to`.
    Lift {
        /// A number or a truth of a table above `to`.
        value: ValueId,
        /// The table that gets it.
        to: TableId,
    },
    /// A row of `to` gets one value made of its rows of `from`. `to` lies above `from`.
    Fold {
        /// How they are made into one.
        how: How,
        /// The table that is folded.
        from: TableId,
        /// What is folded, a value of `from` or a constant; none for [`How::Count`] alone.
        value: Option<ValueId>,
        /// The rows for which this truth of `from` is true are folded; without it all are.
        keep: Option<ValueId>,
        /// The table that gets it.
        to: TableId,
    },
    /// A row of `to` gets a number that rows with the same two numbers share, and no other: the place of the first of
    /// them. Missing if either is. Reads all rows of `to`.
    Pair {
        /// A number of `to` or a constant.
        first: ValueId,
        /// A number of `to` or a constant.
        second: ValueId,
        /// The table that gets it.
        to: TableId,
    },
    /// A row of `to` gets what is asked of its group: of all rows of `from` that lie below rows of `to` with the same
    /// number in `by`. Missing if that number is. Reads all rows of both tables.
    Group {
        /// What is asked.
        how: Statistic,
        /// A group with fewer rows given has no answer. Without a value all kept rows are given.
        least: u32,
        /// The table whose rows make up the group: `to` or one below it.
        from: TableId,
        /// Of what, a value of `from` or a constant; none for a count of rows alone.
        value: Option<ValueId>,
        /// The rows for which this truth of `from` is true are asked; without it all are.
        keep: Option<ValueId>,
        /// The number of `to`, or a constant, that tells groups apart; without it all rows are one group.
        by: Option<ValueId>,
        /// The table that gets it; for [`Statistic::Rank`] the same as `from`.
        to: TableId,
    },
    /// Whether a row of `to` has, in its rows of `from`, every number that is common in its group: that at least a
    /// share of the group's rows of `to` have in theirs. Unknown if one is absent while a number of the row is
    /// missing, if the number in `by` is missing, and in a group in which fewer rows than `least` have any number.
    Common {
        /// A number of `from`.
        value: ValueId,
        /// The rows for which this truth of `from` is true are looked at; without it all are.
        keep: Option<ValueId>,
        /// As in [`TableStep::Group`].
        by: Option<ValueId>,
        /// The share, from 0 to 1.
        share: Literal,
        /// How many rows of `to` must have a number.
        least: u32,
        /// The table of the numbers, below `to`.
        from: TableId,
        /// The table that gets it.
        to: TableId,
    },
    /// A row of `to` gets the place of the row that its keys find, counted from 0 in the table that is searched. Missing
    /// if a key is, if there is no such row, or if several are equally specific.
    Find {
        /// What is searched.
        search: SearchId,
        /// Numbers of `to`, or constants, as many as the search has keys.
        keys: Keys,
        /// The table that gets it.
        to: TableId,
    },
    /// A row gets what stands in the row of another table whose place it knows. Missing if it knows none.
    Fetch {
        /// The place, a number that [`TableStep::Find`] made, or another that counts rows from 0; no constant.
        row: ValueId,
        /// What is fetched.
        what: Fetched,
    },
    /// A row of `to` gets what is asked of the outline in the row of another table whose place it knows, and of a place
    /// in degrees. Missing if it knows none, if there is no outline, or if the place is missing. See [`crate::outline`].
    Outline {
        /// What is asked.
        asked: OfOutline,
        /// The place of the row, a number of `to` that [`TableStep::Find`] made.
        row: ValueId,
        /// Where the outline stands in that row.
        outlines: OutlinesId,
        /// A number of `to` or a constant.
        east: ValueId,
        /// A number of `to` or a constant.
        north: ValueId,
        /// The table that gets it.
        to: TableId,
    },
}

impl TableStep {
    /// Whether a row is made of rows all over the table, so that all of them must be there first.
    #[must_use]
    pub fn reads_everything(self) -> bool {
        match self {
            Self::Pair { .. } | Self::Group { .. } | Self::Common { .. } => true,
            Self::Lift { .. }
            | Self::Fold { .. }
            | Self::Find { .. }
            | Self::Fetch { .. }
            | Self::Outline { .. } => false,
        }
    }
}

/// What is fetched from a row that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fetched {
    /// The cell of an input of numbers or of truths.
    Cell(InputId),
    /// The entry of a lookup that the row's code names.
    Entry(LookupId),
    /// Whether the cell of a code input is given; unknown only where there is no row.
    GivenCode(InputId),
}

/// What is asked of an outline and a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfOutline {
    /// Whether the place lies inside, or on the border: a truth.
    Inside,
    /// How far away it is on a sphere of this radius, 0 inside: a number.
    Distance(Literal),
}

/// How rows are made into one value. "Rows" are the kept ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// How many rows there are: a number, never missing.
    Count,
    /// In how many rows the number is given, or the truth known: a number, never missing.
    CountGiven,
    /// The sum of the given numbers, added in row order from 0.0. Of no rows 0; of only missing ones missing; missing
    /// if it is not finite.
    Sum,
    /// The smallest given number, the first of equal ones; of none missing.
    Min,
    /// The largest given number, the first of equal ones; of none missing.
    Max,
    /// Whether the truth is true in a row; of no rows false. A row where it is unknown is passed over.
    Any,
    /// Whether the truth is false in no row; of no rows true. A row where it is unknown is passed over.
    Every,
}

impl How {
    /// What comes out.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Count | Self::CountGiven | Self::Sum | Self::Min | Self::Max => Kind::Number,
            Self::Any | Self::Every => Kind::Truth,
        }
    }
}

/// An operand and the kind that its op needs; `None` if either will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedOperand {
    /// The operand.
    pub value: ValueId,
    /// The kind that is needed.
    pub kind: Option<Kind>,
}

type Operands = [Option<TypedOperand>; 3];

fn number(value: ValueId) -> Option<TypedOperand> {
    Some(TypedOperand { value, kind: Some(Kind::Number) })
}

fn truth(value: ValueId) -> Option<TypedOperand> {
    Some(TypedOperand { value, kind: Some(Kind::Truth) })
}

fn either(value: ValueId) -> Option<TypedOperand> {
    Some(TypedOperand { value, kind: None })
}

/// What is folded.
fn folded(how: How, value: ValueId) -> Option<TypedOperand> {
    match how {
        How::Count | How::CountGiven => either(value),
        How::Sum | How::Min | How::Max => number(value),
        How::Any | How::Every => truth(value),
    }
}

impl Step {
    /// The values that the step reads, in the order in which they are written, with the kinds that it needs.
    pub fn typed_operands(self) -> impl Iterator<Item = TypedOperand> {
        let (operands, keys) = match self {
            Self::Row(op) => (op.operands(), Keys::default()),
            Self::Table(TableStep::Find { search: _, keys, to: _ }) => ([None; 3], keys),
            Self::Table(step) => (step.operands(), Keys::default()),
        };
        operands.into_iter().flatten().chain(keys.iter().filter_map(number))
    }

    /// The values that the step reads, in the order in which they are written.
    pub fn operands(self) -> impl Iterator<Item = ValueId> {
        self.typed_operands().map(|operand| operand.value)
    }
}

impl RowOp {
    /// The values that the op reads.
    pub(crate) fn reads(self) -> [Option<ValueId>; 3] {
        self.operands().map(|operand| operand.map(|operand| operand.value))
    }

    fn operands(self) -> Operands {
        match self {
            Self::Number(_)
            | Self::MissingNumber
            | Self::Truth(_)
            | Self::Load(_)
            | Self::Gather(_)
            | Self::GivenCode(_) => [None; 3],
            Self::Add(a, b)
            | Self::Sub(a, b)
            | Self::Mul(a, b)
            | Self::Div(a, b)
            | Self::Min(a, b)
            | Self::Max(a, b)
            | Self::Otherwise(a, b)
            | Self::Binary(_, a, b) => [number(a), number(b), None],
            Self::Neg(a) | Self::Abs(a) | Self::Given(a) | Self::Unary(_, a) => [number(a), None, None],
            Self::Choose { condition, yes, no } => [truth(condition), either(yes), either(no)],
            Self::Less { left, right, scale }
            | Self::AtMost { left, right, scale }
            | Self::Equal { left, right, scale } => [number(left), number(right), scale.and_then(number)],
            Self::And(a, b) | Self::Or(a, b) => [truth(a), truth(b), None],
            Self::Not(a) | Self::Known(a) | Self::IsTrue(a) => [truth(a), None, None],
        }
    }
}

impl TableStep {
    fn operands(self) -> Operands {
        match self {
            Self::Lift { value, to: _ } => [either(value), None, None],
            Self::Fold { how, from: _, value, keep, to: _ } => {
                [value.and_then(|value| folded(how, value)), keep.and_then(truth), None]
            }
            Self::Pair { first, second, to: _ } => [number(first), number(second), None],
            Self::Group { how, least: _, from: _, value, keep, by, to: _ } => {
                let value = value.and_then(|value| match how {
                    Statistic::Fold(how) => folded(how, value),
                    Statistic::Distinct
                    | Statistic::Median
                    | Statistic::Mad
                    | Statistic::StdDev
                    | Statistic::Percentile(_)
                    | Statistic::Rank => number(value),
                });
                [value, keep.and_then(truth), by.and_then(number)]
            }
            Self::Common { value, keep, by, share: _, least: _, from: _, to: _ } => {
                [number(value), keep.and_then(truth), by.and_then(number)]
            }
            Self::Find { .. } => [None; 3],
            Self::Fetch { row, what: _ } => [number(row), None, None],
            Self::Outline { asked: _, row, outlines: _, east, north, to: _ } => {
                [number(row), number(east), number(north)]
            }
        }
    }
}
