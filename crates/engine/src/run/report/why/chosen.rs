//! A choice that is missing: what was chosen, or what chose it.

use shensuan_findings::State;
use shensuan_model::{Lookup, Predicate, Test};
use shensuan_plan::{LookupId, RowOp, Step, ValueId};
use shensuan_vocab::FieldId;

use super::super::Report;
use super::{Asked, Cause, Way};

impl Way<'_, '_, '_> {
    pub(super) fn chosen(&mut self, condition: ValueId, yes: ValueId, no: ValueId, row: usize) {
        let truth = self.tracer.truth(condition, row);
        // Where there is no value, there is no unit that could fit, nor values of one name that could agree.
        if truth != Some(true)
            && self.says_missing(no)
            && self.is_missing(yes, row)
            && (self.asks_units(condition) || self.asked_by_name(yes).is_some())
        {
            return self.ask(Asked::Missing, yes, row);
        }
        if truth == Some(false) && self.says_missing(no) {
            if let Some(lookup) = self.name_asked_for(condition) {
                return self.name(Cause::Named(lookup, State::NotNamed));
            }
            // Of several values that may go by a name it is asked whether they agree.
            if let Some(Step::Row(RowOp::Choose { no: others, .. })) = self.step_of(yes)
                && self.asked_by_name(others).is_some()
                && let Some(lookup) = self.asked_by_name(yes)
            {
                return self.name(Cause::Named(lookup, State::NamedTwice));
            }
        }
        let Some(truth) = truth else {
            return self.ask(Asked::Missing, condition, row);
        };
        // `x otherwise y`, and what is asked of a value that is not known: both are missing.
        if let Some(Step::Row(RowOp::Given(inner) | RowOp::Known(inner) | RowOp::IsTrue(inner))) =
            self.step_of(condition)
            && self.name_asked_for(condition).is_none()
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

    /// The look-up by which a value is asked for by its name, where the value is one of those that go by names.
    fn asked_by_name(&self, value: ValueId) -> Option<LookupId> {
        match self.step_of(value)? {
            Step::Row(RowOp::Choose { condition, .. }) => self.name_asked_for(condition),
            _ => None,
        }
    }

    /// The look-up of a condition that asks whether a value goes by a name.
    fn name_asked_for(&self, condition: ValueId) -> Option<LookupId> {
        let Some(Step::Row(RowOp::IsTrue(inner))) = self.step_of(condition) else { return None };
        let Some(Step::Row(RowOp::Gather(lookup))) = self.step_of(inner) else { return None };
        let ready = self.report.ready;
        let Some(Lookup::Test(Predicate { text, test: Test::TextIs(_) })) =
            ready.lowered.lookups.get(lookup.index())
        else {
            return None;
        };
        let vocab = &ready.model.vocab;
        let is_name = |(called, _): &(FieldId, FieldId)| *called == vocab.declared(text.field);
        let named =
            text.steps.is_empty() && vocab.named().iter().any(|named| named.slots.iter().any(is_name));
        named.then_some(lookup)
    }

    /// Whether a condition asks what units measure.
    fn asks_units(&self, condition: ValueId) -> bool {
        let asks = self.report.asks_units.get_or_init(|| self.report.that_ask_units());
        asks.get(condition.index()) == Some(&true)
    }
}

impl Report<'_> {
    /// By value: whether anything that it is made of asks what units measure.
    fn that_ask_units(&self) -> Vec<bool> {
        let lowered = &self.ready.lowered;
        let mut asks: Vec<bool> = Vec::with_capacity(lowered.plan.values.len());
        for value in &lowered.plan.values {
            let own = match value.step {
                Step::Row(RowOp::Gather(lookup)) => {
                    matches!(
                        lowered.lookups.get(lookup.index()),
                        Some(Lookup::Dimension(_) | Lookup::Nouns(..))
                    )
                }
                Step::Row(_) | Step::Table(_) => false,
            };
            let below = value.step.operands().any(|operand| asks.get(operand.index()) == Some(&true));
            asks.push(own || below);
        }
        asks
    }
}
