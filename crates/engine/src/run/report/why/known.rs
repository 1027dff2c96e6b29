//! A value that is given and chose something missing: a unit that does not fit, a cell that is asked for and not there, or
//! what a condition ruled out.

use shensuan_findings::State;
use shensuan_model::{InputSource, Lookup};
use shensuan_plan::{How, RowOp, Step, TableStep, ValueId};

use super::{Asked, Cause, Way};
use crate::run::cells::Content;

impl Way<'_, '_, '_> {
    /// A value that is given and chose something missing.
    pub(super) fn known(&mut self, value: ValueId, step: Step, row: usize) {
        let op = match step {
            Step::Table(TableStep::Find { .. } | TableStep::Fetch { .. } | TableStep::Outline { .. }) => {
                return;
            }
            Step::Row(op) => op,
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(above) = self.row_above(value, row, to) {
                    self.ask(Asked::Known, value, above);
                }
                return;
            }
            Step::Table(
                step @ (TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }),
            ) => return self.known_of_group(value, step, row),
            Step::Table(TableStep::Fold { how, from, value, keep, to }) => {
                let decides = match how {
                    How::Any => true,
                    How::Every => false,
                    How::Count | How::CountGiven | How::Sum | How::Min | How::Max => return,
                };
                let Some(value) = value else { return };
                for child in self.tracer.child_rows(from, to, row) {
                    let kept = keep.is_none_or(|keep| self.tracer.truth(keep, child) == Some(true));
                    if kept && self.tracer.truth(value, child) == Some(decides) {
                        self.ask(Asked::Known, value, child);
                    }
                }
                return;
            }
        };
        let truth = self.tracer.truth(value, row);
        if let RowOp::Load(input) | RowOp::GivenCode(input) = op {
            match (self.report.ready.lowered.inputs.get(input.index()), truth) {
                (Some(InputSource::Agree(field)), Some(false))
                | (Some(InputSource::Blank(field)), Some(true)) => {
                    self.name(Cause::Cell(*field, row, None));
                }
                // A text that is asked for and not there.
                (Some(InputSource::Field(field)), Some(false)) if matches!(op, RowOp::GivenCode(_)) => {
                    self.name(Cause::Cell(*field, row, None));
                }
                _ => {}
            }
            return;
        }
        if let RowOp::Gather(lookup) = op {
            let lowered = &self.report.ready.lowered;
            let input =
                lowered.plan.lookup(lookup).and_then(|lookup| lowered.inputs.get(lookup.input.index()));
            let fits =
                matches!(lowered.lookups.get(lookup.index()), Some(Lookup::Dimension(_) | Lookup::Nouns(..)));
            if let (true, Some(InputSource::Field(field))) = (fits, input) {
                self.name(Cause::Cell(*field, row, Some(State::UnitMisfit)));
            }
            return;
        }
        if matches!(op, RowOp::Less { .. } | RowOp::AtMost { .. } | RowOp::Equal { .. }) {
            step.operands().for_each(|operand| self.ask(Asked::Compared, operand, row));
        }
        for operand in step.operands() {
            let matters = match (op, truth) {
                (RowOp::And(..), Some(false)) => self.tracer.truth(operand, row) == Some(false),
                (RowOp::Or(..), Some(true)) => self.tracer.truth(operand, row) == Some(true),
                // The branch that was not taken has no part in it.
                (RowOp::Choose { condition, yes, no }, _) => {
                    let taken = if self.tracer.truth(condition, row) == Some(true) { yes } else { no };
                    operand == condition || operand == taken
                }
                _ => true,
            };
            if matters {
                self.ask(Asked::Known, operand, row);
            }
        }
    }

    /// The cells that were compared where the comparison ruled a value out: of a choice the branch that was taken.
    pub(super) fn compared(&mut self, step: Step, row: usize) {
        match step {
            Step::Row(RowOp::Load(input)) => {
                if let Some(InputSource::Field(field)) = self.report.ready.lowered.inputs.get(input.index())
                    && !matches!(self.report.content(*field, row), Content::Missing)
                {
                    self.ruled_out.push(Cause::Cell(*field, row, Some(State::RuledOut)));
                }
            }
            Step::Row(RowOp::Choose { condition, yes, no }) => {
                let branch = if self.tracer.truth(condition, row) == Some(true) { yes } else { no };
                self.ask(Asked::Compared, branch, row);
            }
            Step::Row(op) => {
                Step::Row(op).operands().for_each(|operand| self.ask(Asked::Compared, operand, row));
            }
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(above) = self.row_above(value, row, to) {
                    self.ask(Asked::Compared, value, above);
                }
            }
            // Of rows that are counted those that are left out, and why.
            Step::Table(TableStep::Fold { how: How::Count, from, keep: Some(keep), to, .. }) => {
                for child in self.tracer.child_rows(from, to, row) {
                    match self.tracer.truth(keep, child) {
                        None => self.ask(Asked::Missing, keep, child),
                        Some(false) => self.ask(Asked::Known, keep, child),
                        Some(true) => {}
                    }
                }
            }
            // What many rows come to is not for one of their cells to answer for; look-ups name their rows themselves.
            Step::Table(_) => {}
        }
    }
}
