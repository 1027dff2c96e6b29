//! What a step makes: its kind and its table. The builder writes it into the value, the verifier compares.

use crate::op::{Fetched, OfOutline, RowOp, Step, TableStep};
use crate::plan::{InputKind, Kind, Plan, TableId};

/// The kind of what a step makes; for an unknown operand, a number.
pub(crate) fn kind(plan: &Plan, step: Step) -> Kind {
    let of_value = |id| plan.value(id).map_or(Kind::Number, |value| value.kind);
    match step {
        Step::Row(op) => match op {
            RowOp::Number(_)
            | RowOp::MissingNumber
            | RowOp::Add(..)
            | RowOp::Sub(..)
            | RowOp::Mul(..)
            | RowOp::Div(..)
            | RowOp::Neg(_)
            | RowOp::Abs(_)
            | RowOp::Min(..)
            | RowOp::Max(..)
            | RowOp::Unary(..)
            | RowOp::Binary(..)
            | RowOp::Otherwise(..) => Kind::Number,
            RowOp::Truth(_)
            | RowOp::GivenCode(_)
            | RowOp::Less { .. }
            | RowOp::AtMost { .. }
            | RowOp::Equal { .. }
            | RowOp::And(..)
            | RowOp::Or(..)
            | RowOp::Not(_)
            | RowOp::Given(_)
            | RowOp::Known(_)
            | RowOp::IsTrue(_) => Kind::Truth,
            RowOp::Choose { yes, .. } => of_value(yes),
            RowOp::Load(id) => fetched(plan, Fetched::Cell(id)),
            RowOp::Gather(id) => fetched(plan, Fetched::Entry(id)),
        },
        Step::Table(TableStep::Lift { value, .. }) => of_value(value),
        Step::Table(TableStep::Fold { how, .. }) => how.kind(),
        Step::Table(TableStep::Pair { .. }) => Kind::Number,
        Step::Table(TableStep::Group { how, .. }) => how.kind(),
        Step::Table(TableStep::Common { .. }) => Kind::Truth,
        Step::Table(TableStep::Find { .. }) => Kind::Number,
        Step::Table(TableStep::Fetch { what, .. }) => fetched(plan, what),
        Step::Table(TableStep::Outline { asked: OfOutline::Inside, .. }) => Kind::Truth,
        Step::Table(TableStep::Outline { asked: OfOutline::Distance(_), .. }) => Kind::Number,
    }
}

/// The kind of what stands in a row.
pub(crate) fn fetched(plan: &Plan, what: Fetched) -> Kind {
    match what {
        Fetched::Cell(id) => match plan.input(id).map(|input| input.kind) {
            Some(InputKind::Truth) => Kind::Truth,
            Some(InputKind::Number | InputKind::Code) | None => Kind::Number,
        },
        Fetched::Entry(id) => plan.lookup(id).map_or(Kind::Number, |lookup| lookup.kind),
        Fetched::GivenCode(_) => Kind::Truth,
    }
}

/// The table of what a step makes: that of the first operand that is not a constant.
pub(crate) fn table(plan: &Plan, step: Step) -> Option<TableId> {
    let of_input = |id| plan.input(id).map(|input| input.table);
    match step {
        Step::Row(RowOp::Load(id) | RowOp::GivenCode(id)) => of_input(id),
        Step::Row(RowOp::Gather(id)) => plan.lookup(id).and_then(|lookup| of_input(lookup.input)),
        Step::Row(_) => step.operands().find_map(|id| plan.value(id)?.table),
        Step::Table(
            TableStep::Lift { to, .. }
            | TableStep::Fold { to, .. }
            | TableStep::Pair { to, .. }
            | TableStep::Group { to, .. }
            | TableStep::Common { to, .. }
            | TableStep::Find { to, .. }
            | TableStep::Outline { to, .. },
        ) => Some(to),
        Step::Table(TableStep::Fetch { row, .. }) => plan.value(row)?.table,
    }
}
