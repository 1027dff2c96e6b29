//! A choice that is missing: what was chosen, or what chose it.

use std::collections::HashSet;

use shensuan_model::Lookup;
use shensuan_plan::{RowOp, Step, ValueId};

use super::{Asked, Way};

impl Way<'_, '_, '_> {
    pub(super) fn chosen(&mut self, condition: ValueId, yes: ValueId, no: ValueId, row: usize) {
        let truth = self.tracer.truth(condition, row);
        // Where none of the named values is meant, there is no unit that could fit.
        if truth != Some(true)
            && matches!(self.step_of(yes), Some(Step::Row(RowOp::Choose { .. })))
            && self.says_missing(no)
            && self.is_missing(yes, row)
            && self.asks_units(condition)
        {
            return self.ask(Asked::Missing, yes, row);
        }
        let Some(truth) = truth else {
            return self.ask(Asked::Missing, condition, row);
        };
        // `x otherwise y`, and what is asked of a value that is not known: both are missing.
        if let Some(Step::Row(RowOp::Given(inner) | RowOp::Known(inner) | RowOp::IsTrue(inner))) =
            self.step_of(condition)
        {
            self.ask(Asked::Missing, inner, row);
        }
        let branch = if truth { yes } else { no };
        if self.says_missing(branch) {
            self.ask(Asked::Known, condition, row);
        } else {
            self.ask(Asked::Missing, branch, row);
        }
    }

    /// Whether a condition asks what units measure.
    fn asks_units(&self, condition: ValueId) -> bool {
        let mut open = vec![condition];
        let mut met = HashSet::new();
        while let Some(value) = open.pop() {
            let Some(step) = self.step_of(value).filter(|_| met.insert(value)) else { continue };
            if let Step::Row(RowOp::Gather(lookup)) = step {
                let asked = self.report.ready.lowered.lookups.get(lookup.index());
                if matches!(asked, Some(Lookup::Dimension(_) | Lookup::Nouns(..))) {
                    return true;
                }
            }
            open.extend(step.operands());
        }
        false
    }
}
