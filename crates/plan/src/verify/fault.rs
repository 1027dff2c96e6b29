//! Faults of a plan, in plain English.

use std::fmt::{self, Display, Formatter};

use crate::op::How;
use crate::plan::{InputId, JudgementId, Kind, LookupId, OutlinesId, OutputId, SearchId, TableId, ValueId};

/// One fault of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanFault {
    /// Where it is.
    pub place: Place,
    /// What is wrong there.
    pub what: Wrong,
}

/// Where a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a table.
    Table(TableId),
    /// In an input.
    Input(InputId),
    /// In a lookup.
    Lookup(LookupId),
    /// In a search.
    Search(SearchId),
    /// In a column of outlines.
    Outlines(OutlinesId),
    /// In a value.
    Value(ValueId),
    /// In a judgement.
    Judgement(JudgementId),
    /// In an output.
    Output(OutputId),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Table 0 has a parent.
    RootWithParent,
    /// A table's parent does not come before it.
    ParentNotEarlier(TableId),
    /// There is no such table.
    UnknownTable(TableId),
    /// There is no such input.
    UnknownInput(InputId),
    /// There is no such lookup.
    UnknownLookup(LookupId),
    /// There is no such search.
    UnknownSearch(SearchId),
    /// There is no such column of outlines.
    UnknownOutlines(OutlinesId),
    /// There are more keys, or fewer, than this.
    KeyCount(usize),
    /// There is no such value.
    UnknownValue(ValueId),
    /// A value reads itself or a later one.
    NotEarlier(ValueId),
    /// The input is not one of codes.
    NotACode(InputId),
    /// An input of codes is loaded as if it were a value.
    LoadOfCode(InputId),
    /// A number written into the plan is not finite.
    NotFinite,
    /// An operand is not of the kind that is needed.
    Kind {
        /// The operand.
        operand: ValueId,
        /// The kind that is needed.
        needed: Kind,
    },
    /// An operand is neither a value of the table that is needed nor a constant.
    Table {
        /// The operand.
        operand: ValueId,
        /// The table that is needed.
        needed: TableId,
    },
    /// A value says that it is of another kind than this, which its step makes.
    DeclaredKind(Kind),
    /// A value says that it is of another table than this, which its step makes.
    DeclaredTable(Option<TableId>),
    /// A constant is lifted.
    LiftOfConstant(ValueId),
    /// The place of a row that is fetched from is a constant.
    FetchOfConstant(ValueId),
    /// A lift does not go down to a table below.
    LiftNotDown {
        /// The table of the value.
        from: TableId,
        /// Where it shall go.
        to: TableId,
    },
    /// A fold does not go up to a table above.
    FoldNotUp {
        /// The table that is folded.
        from: TableId,
        /// Where it shall go.
        to: TableId,
    },
    /// A fold of rows has a value.
    FoldWithValue(How),
    /// A fold of a value has none.
    FoldWithoutValue(How),
    /// A group is not made of the rows of its own table or of one below.
    GroupNotBelow {
        /// The table whose rows make it up.
        from: TableId,
        /// The table that gets what is asked.
        to: TableId,
    },
    /// Ranks are asked of rows of another table than that which gets them.
    RankOfOthers,
    /// A share does not lie between 0 and 1.
    ShareOutside,
    /// A group of rows is asked for something that needs a value, or counted with one.
    GroupValue,
    /// A judgement has no checks.
    NoChecks,
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(id) => id.fmt(f),
            Self::Input(id) => id.fmt(f),
            Self::Lookup(id) => id.fmt(f),
            Self::Search(id) => id.fmt(f),
            Self::Outlines(id) => id.fmt(f),
            Self::Value(id) => id.fmt(f),
            Self::Judgement(id) => id.fmt(f),
            Self::Output(id) => id.fmt(f),
        }
    }
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "number",
            Self::Truth => "truth",
        })
    }
}

impl Display for Wrong {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::RootWithParent => f.write_str("the root table has a parent"),
            Self::ParentNotEarlier(id) => write!(f, "the parent {id} does not come before the table"),
            Self::UnknownTable(id) => write!(f, "there is no table {id}"),
            Self::UnknownInput(id) => write!(f, "there is no input {id}"),
            Self::UnknownLookup(id) => write!(f, "there is no lookup {id}"),
            Self::UnknownSearch(id) => write!(f, "there is no search {id}"),
            Self::UnknownOutlines(id) => write!(f, "there is no column of outlines {id}"),
            Self::KeyCount(keys) => write!(f, "the number of keys is not {keys}"),
            Self::UnknownValue(id) => write!(f, "there is no value {id}"),
            Self::NotEarlier(id) => write!(f, "the operand {id} does not come before the value"),
            Self::NotACode(id) => write!(f, "the input {id} does not hold codes"),
            Self::LoadOfCode(id) => write!(f, "the input {id} holds codes and cannot be loaded"),
            Self::NotFinite => f.write_str("the number is not finite"),
            Self::Kind { operand, needed } => write!(f, "the operand {operand} is not a {needed}"),
            Self::Table { operand, needed } => {
                write!(f, "the operand {operand} is neither a value of {needed} nor a constant")
            }
            Self::DeclaredKind(kind) => write!(f, "the step makes a {kind}, but the value says otherwise"),
            Self::DeclaredTable(Some(table)) => {
                write!(f, "the step makes a value of {table}, but the value says otherwise")
            }
            Self::DeclaredTable(None) => {
                f.write_str("the step makes a constant, but the value says otherwise")
            }
            Self::LiftOfConstant(id) => write!(f, "the constant {id} needs no lift"),
            Self::FetchOfConstant(id) => write!(f, "the constant {id} is the place of no row"),
            Self::LiftNotDown { from, to } => write!(f, "a lift from {from} to {to} does not go down"),
            Self::FoldNotUp { from, to } => write!(f, "a fold of {from} to {to} does not go up"),
            Self::FoldWithValue(how) => write!(f, "the fold {how} takes no value"),
            Self::FoldWithoutValue(how) => write!(f, "the fold {how} needs a value"),
            Self::GroupNotBelow { from, to } => {
                write!(f, "a group of rows of {from} does not lie below {to}")
            }
            Self::RankOfOthers => f.write_str("a rank is one among the rows of its own table"),
            Self::ShareOutside => f.write_str("the share does not lie between 0 and 1"),
            Self::GroupValue => f.write_str("a count of rows takes no value, everything else needs one"),
            Self::NoChecks => f.write_str("the judgement has no checks"),
        }
    }
}

impl Display for PlanFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for PlanFault {}
