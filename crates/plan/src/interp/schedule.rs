//! Which values a run needs, and when each is read for the last time.

use crate::interp::groups::Whole;
use crate::interp::run::Work;
use crate::plan::{Plan, TableId, ValueId};

/// The life of each value.
pub(crate) struct Schedule {
    needed: Vec<bool>,
    /// By value: what is read for the last time there.
    done: Vec<Vec<ValueId>>,
}

impl Schedule {
    /// The schedule of some work of a sound plan. What judgements and outputs read lives to the end of the chunk; what
    /// is whole already needs nothing.
    pub(crate) fn of(plan: &Plan, work: &Work<'_>, whole: &Whole) -> Self {
        let mut needed = vec![false; plan.values.len()];
        let mut done = vec![Vec::new(); plan.values.len()];
        let judged = work.judgements.iter().flat_map(|judgement| judgement.operands());
        for id in judged.chain(work.outputs.iter().map(|output| output.value)) {
            if let Some(needed) = needed.get_mut(id.index()) {
                *needed = true;
            }
        }
        // From the last value to the first: who is met unneeded by a needed reader is read there for the last time.
        for (index, value) in plan.values.iter().enumerate().rev() {
            let is_whole = whole.column(ValueId::at(index), value.table).is_some();
            if needed.get(index) != Some(&true) || is_whole {
                continue;
            }
            for operand in value.step.operands() {
                if let Some(needed) = needed.get_mut(operand.index())
                    && !*needed
                {
                    *needed = true;
                    if let Some(done) = done.get_mut(index) {
                        done.push(operand);
                    }
                }
            }
        }
        Self { needed, done }
    }

    pub(crate) fn needed(&self, id: ValueId) -> bool {
        self.needed.get(id.index()) == Some(&true)
    }

    /// The tables without a parent below which something is computed.
    pub(crate) fn tops<'p>(&'p self, plan: &'p Plan, work: &Work<'p>) -> impl Iterator<Item = TableId> + 'p {
        let values = plan.values_with_ids().filter(|(id, _)| self.needed(*id));
        let judged = work.judgements.iter().map(|judgement| judgement.table);
        let tables = values.filter_map(|(_, value)| value.table).chain(judged);
        tables.chain(work.outputs.iter().map(|output| output.table)).map(|table| plan.top(table))
    }

    pub(crate) fn done_after(&self, id: ValueId) -> &[ValueId] {
        self.done.get(id.index()).map_or(&[], Vec::as_slice)
    }
}
