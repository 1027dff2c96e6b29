//! What each pass is to make: for the steps behind it, for what is judged and handed out, and for later passes, which take
//! over what is dear instead of making it once more.

use std::collections::BTreeSet;

use super::cut::{Held, is_held, needed};
use super::is_fused;
use crate::interp::groups;
use crate::op::{RowOp, Step, TableStep};
use crate::plan::{JudgementId, Output, Plan, ValueId};

/// A value whose cone costs no more than so many ops on rows is made again, and takes no memory from pass to pass.
const CHEAP: u32 = 6;
/// What a search for a row costs, in ops on rows; what is read off rows elsewhere; and a function that is called.
const SEARCH: u32 = 50;
const READ: u32 = 5;
const CALL: u32 = 8;

/// A pass before it is cut.
pub(super) struct Task {
    pub(super) judgements: Vec<JudgementId>,
    /// What is handed out, or kept whole for what follows.
    pub(super) outputs: Vec<Output>,
    /// What is whole before it.
    pub(super) held: Held,
    /// The steps behind it that read everything.
    pub(super) then: Vec<ValueId>,
}

/// The tasks of the passes, one before each stage of steps that read everything, and the last, which judges and hands out;
/// what is handed out and whole before it is not made there.
pub(super) fn tasks(plan: &Plan, judgements: &[JudgementId], stages: Vec<Vec<ValueId>>) -> Vec<Task> {
    let costs = costs(plan);
    let mut tasks: Vec<Task> = Vec::new();
    let mut held = Held::new();
    // By value: the pass that makes it first.
    let mut made: Vec<Option<usize>> = vec![None; plan.values.len()];
    for then in stages.into_iter().map(Some).chain([None]) {
        let (judged, roots) = match &then {
            Some(steps) => (&[][..], read_by(plan, steps, &held)),
            None => (judgements, plan.outputs.clone()),
        };
        for (id, pass) in border(plan, judged, &roots, &held, (&made, &costs)) {
            let output = plan.value(id).and_then(|value| Some(Output { table: value.table?, value: id }));
            let (Some(output), Some(task)) = (output, tasks.get_mut(pass)) else { continue };
            held.insert(output);
            task.outputs.push(output);
        }
        let mut wanted: Vec<Output> = roots.into_iter().filter(|root| !held.contains(root)).collect();
        // Some are handed out more than once.
        let mut known = BTreeSet::new();
        wanted.retain(|output| known.insert(*output));
        let needed = needed(plan, judged, &wanted, &held);
        for (id, value) in plan.values_with_ids() {
            let is_made = needed.get(id.index()) == Some(&true) && value.table.is_some();
            if let Some(first) = made.get_mut(id.index())
                && first.is_none()
                && is_made
                && !is_held(plan, &held, id)
            {
                *first = Some(tasks.len());
            }
        }
        let then = then.unwrap_or_default();
        held.extend(wanted.iter().copied());
        let steps = then.iter().filter_map(|id| Some((*id, plan.value(*id)?.table?)));
        held.extend(steps.map(|(value, table)| Output { table, value }));
        let judgements = judged.to_vec();
        tasks.push(Task { judgements, outputs: wanted, held: Held::new(), then });
    }
    // What one pass takes from another is whole for those between them as well.
    let mut held = Held::new();
    for task in &mut tasks {
        task.held.clone_from(&held);
        held.extend(task.outputs.iter().copied());
        let steps = task.then.iter().filter_map(|id| Some((*id, plan.value(*id)?.table?)));
        held.extend(steps.map(|(value, table)| Output { table, value }));
    }
    tasks
}

/// What steps read that is not whole yet.
fn read_by(plan: &Plan, steps: &[ValueId], held: &Held) -> Vec<Output> {
    let mut wanted: Vec<Output> = Vec::new();
    let steps = steps.iter().filter_map(|id| groups::everything(plan, *id));
    for read in steps.flat_map(groups::reads) {
        let known = held.contains(&read) || groups::is_of_frame(plan, read.value);
        if !wanted.contains(&read) && !known {
            wanted.push(read);
        }
    }
    wanted
}

/// The dear values of earlier passes that something reads which none of them has made, each with its pass.
fn border(
    plan: &Plan,
    judgements: &[JudgementId],
    roots: &[Output],
    held: &Held,
    (made, costs): (&[Option<usize>], &[u32]),
) -> Vec<(ValueId, usize)> {
    let needed = needed(plan, judgements, roots, held);
    let pass = |id: ValueId| made.get(id.index()).copied().flatten();
    let mut read: BTreeSet<ValueId> = roots.iter().map(|root| root.value).collect();
    let judged = judgements.iter().filter_map(|id| plan.judgement(*id));
    read.extend(judged.flat_map(|judgement| judgement.operands()));
    for (id, value) in plan.values_with_ids() {
        let is_new = needed.get(id.index()) == Some(&true) && pass(id).is_none();
        if is_new && !is_held(plan, held, id) {
            read.extend(value.step.operands());
        }
    }
    let is_dear = |id: ValueId| costs.get(id.index()).is_some_and(|cost| *cost > CHEAP);
    let dear = read.into_iter().filter(|id| is_dear(*id) && !is_held(plan, held, *id));
    dear.filter_map(|id| Some((id, pass(id)?))).collect()
}

/// By value: what its cone costs, in ops on rows; what several values in it read is counted for each.
fn costs(plan: &Plan) -> Vec<u32> {
    let mut costs: Vec<u32> = Vec::with_capacity(plan.values.len());
    for value in &plan.values {
        let own = match value.step {
            _ if value.table.is_none() => 0,
            Step::Row(RowOp::Load(_)) => 0,
            Step::Row(RowOp::Gather(_)) => 2,
            Step::Row(op) => {
                if is_fused(op) {
                    1
                } else {
                    CALL
                }
            }
            Step::Table(TableStep::Find { .. } | TableStep::Outline { .. }) => SEARCH,
            Step::Table(TableStep::Lift { .. } | TableStep::Fold { .. } | TableStep::Fetch { .. }) => READ,
            // They are whole, whoever reads them.
            Step::Table(TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }) => {
                costs.push(READ);
                continue;
            }
        };
        let below = value.step.operands().filter_map(|operand| costs.get(operand.index()));
        let cost = below.fold(own, |all, cost| all.saturating_add(*cost));
        costs.push(cost);
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::Builder;
    use crate::math::Unary;
    use crate::op::How;
    use crate::plan::InputKind;
    use crate::program::{Part, Program};
    use crate::statistic::Statistic;

    /// In how many passes a value is made.
    fn passes_that_make(program: &Program<'_>, id: ValueId) -> usize {
        let makes = |part: &Part| match part {
            Part::Beside(value) => *value == id,
            Part::Entries { values, .. } => values.iter().any(|(value, _)| *value == id),
            Part::Section(section) => section.values.contains(&id),
        };
        program.passes().iter().filter(|pass| pass.parts().iter().any(makes)).count()
    }

    /// A value goes into a sum over all rows, and each row is held against the sum: two passes read it. With what it is made of.
    fn read_twice(make: impl Fn(&mut Builder, ValueId) -> [ValueId; 2]) -> (Plan, ValueId) {
        let mut builder = Builder::new();
        let table = builder.table(None);
        let input = builder.input(table, InputKind::Number);
        let loaded = builder.load(input);
        let [value, below] = make(&mut builder, loaded);
        let more = builder.add(value, loaded);
        let sum = builder.table_step(TableStep::Group {
            how: Statistic::Fold(How::Sum),
            least: 0,
            from: table,
            value: Some(more),
            keep: None,
            by: None,
            to: table,
        });
        let share = builder.div(value, sum);
        builder.output(table, share);
        (builder.finish(), below)
    }

    #[test]
    fn what_is_dear_is_made_once_and_what_is_cheap_again() {
        let dear = |builder: &mut Builder, loaded| {
            let log = builder.unary(Unary::Ln, loaded);
            [builder.unary(Unary::Exp, log), log]
        };
        let cheap = |builder: &mut Builder, loaded| {
            let less = builder.neg(loaded);
            [builder.abs(less), less]
        };
        for ((plan, below), times) in [(read_twice(dear), 1), (read_twice(cheap), 2)] {
            let program = Program::new(&plan).unwrap();
            assert_eq!((program.passes().len(), passes_that_make(&program, below)), (2, times));
        }
    }
}
