//! From a plan and a frame to outcomes and columns.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use crate::bits::words_for;
use crate::column::Column;
use crate::frame::{Frame, FrameFault};
use crate::interp::groups::{self, Computed, Whole};
use crate::interp::schedule::Schedule;
use crate::interp::slot::{Slot, Slots, Truths};
use crate::interp::window::Window;
use crate::interp::{arith, compare, logic, tables};
use crate::op::{RowOp, Step, TableStep};
use crate::outcome::{Decision, OutcomeColumn};
use crate::plan::{Judgement, Kind, Output, Plan, TableId, ValueId};
use crate::scalar;
use crate::verify::{PlanFault, verify};

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The outcomes, by [`JudgementId`](crate::JudgementId).
    pub outcomes: Vec<OutcomeColumn>,
    /// The columns, by [`OutputId`](crate::OutputId). The slot of a missing number holds 0.0.
    pub outputs: Vec<Column>,
    /// The steps that read everything, for a [`Tracer`](crate::Tracer) that goes on from here.
    pub whole: Whole,
}

/// How a run is carried out. None of it shows in the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many rows of the root, or of a table that stands apart, are computed at a time; 0 counts as 1.
    pub chunk_rows: usize,
    /// How many threads share the chunks; 0 counts as 1.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { chunk_rows: 4096, threads: 1 }
    }
}

/// Why a run did not begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The plan is not sound.
    Plan(Vec<PlanFault>),
    /// The frame does not fit the plan.
    Frame(FrameFault),
    /// A thread ended before its time.
    Thread,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(faults) => {
                f.write_str("the plan is not sound")?;
                faults.iter().try_for_each(|fault| write!(f, "; {fault}"))
            }
            Self::Frame(fault) => write!(f, "the frame does not fit the plan; {fault}"),
            Self::Thread => f.write_str("a thread of the run ended before its time"),
        }
    }
}

impl std::error::Error for Fault {}

/// Runs a plan over a frame, on one thread.
///
/// # Errors
///
/// If the plan is not sound or the frame does not fit it.
pub fn run(plan: &Plan, frame: &Frame) -> Result<Run, Fault> {
    run_with(plan, frame, Options::default())
}

/// Runs a plan over a frame. The options do not show in the result.
///
/// # Errors
///
/// If the plan is not sound or the frame does not fit it.
pub fn run_with(plan: &Plan, frame: &Frame, options: Options) -> Result<Run, Fault> {
    verify(plan).map_err(Fault::Plan)?;
    frame.check(plan).map_err(Fault::Frame)?;
    let mut whole = Whole::default();
    let all = Schedule::of(plan, &Work::of(plan), &whole);
    for stage in groups::stages(plan, |id| all.needed(id)) {
        compute_stage(plan, frame, &stage, options, &mut whole)?;
    }
    let mut run = run_work(plan, frame, Work::of(plan), &whole, options)?;
    whole.keep_steps(plan);
    run.whole = whole;
    Ok(run)
}

/// What a pass over the rows is for.
#[derive(Clone, Copy)]
pub(crate) struct Work<'p> {
    pub(crate) judgements: &'p [Judgement],
    pub(crate) outputs: &'p [Output],
}

impl<'p> Work<'p> {
    fn of(plan: &'p Plan) -> Self {
        Self { judgements: &plan.judgements, outputs: &plan.outputs }
    }
}

/// Makes the columns of steps that read everything, and before them what they read.
fn compute_stage(
    plan: &Plan,
    frame: &Frame,
    stage: &[ValueId],
    options: Options,
    whole: &mut Whole,
) -> Result<(), Fault> {
    let steps: Vec<_> = stage
        .iter()
        .filter_map(|id| Some((*id, plan.value(*id)?.table?, groups::everything(plan, *id)?)))
        .collect();
    let mut wanted: Vec<Output> = Vec::new();
    for read in steps.iter().flat_map(|(_, _, step)| groups::reads(*step)) {
        if !wanted.contains(&read) && !whole.holds(&read) {
            wanted.push(read);
        }
    }
    let work = Work { judgements: &[], outputs: &wanted };
    let columns = run_work(plan, frame, work, whole, options)?.outputs;
    wanted.into_iter().zip(columns).for_each(|(wanted, column)| whole.put(wanted, column));
    let found: Vec<Computed> = {
        let share = |steps: &[(ValueId, TableId, TableStep)]| -> Vec<Computed> {
            steps.iter().map(|(_, _, step)| groups::compute(*step, plan, frame, whole)).collect()
        };
        let each = steps.len().div_ceil(options.threads.max(1)).max(1);
        if each >= steps.len() {
            share(&steps)
        } else {
            std::thread::scope(|scope| {
                let started: Vec<_> =
                    steps.chunks(each).map(|steps| scope.spawn(move || share(steps))).collect();
                let done = started.into_iter().map(|thread| thread.join().map_err(|_| Fault::Thread));
                Ok(done.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
            })?
        }
    };
    steps.into_iter().zip(found).for_each(|((id, to, _), computed)| whole.put_step(id, to, computed));
    Ok(())
}

/// One pass over the rows.
fn run_work(
    plan: &Plan,
    frame: &Frame,
    work: Work<'_>,
    whole: &Whole,
    options: Options,
) -> Result<Run, Fault> {
    let schedule = Schedule::of(plan, &work, whole);
    let rows = schedule.tops(plan, &work).map(|top| frame.rows(top)).max().unwrap_or(0);
    // Without rows there is still one, empty, chunk: it makes the columns.
    let chunks = rows.div_ceil(options.chunk_rows.max(1)).max(1);
    let threads = options.threads.clamp(1, chunks);
    let share = |from: usize, to: usize| {
        let mut run = Run::empty(plan, work);
        for chunk in from..to {
            let window = Window::new(plan, frame, chunk, chunks);
            run_chunk(plan, frame, work, whole, &schedule, &window, &mut run);
        }
        run
    };
    if threads == 1 {
        return Ok(share(0, chunks));
    }
    std::thread::scope(|scope| {
        let share = &share;
        let bound = |thread: usize| thread * chunks / threads;
        let started: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || share(bound(thread), bound(thread + 1)))).collect();
        let mut run = Run::empty(plan, work);
        for thread in started {
            run.append(&thread.join().map_err(|_| Fault::Thread)?);
        }
        Ok(run)
    })
}

impl Run {
    fn empty(plan: &Plan, work: Work<'_>) -> Self {
        let kind = |id: ValueId| plan.value(id).map_or(Kind::Number, |value| value.kind);
        Self {
            outcomes: work.judgements.iter().map(|_| OutcomeColumn::default()).collect(),
            outputs: work.outputs.iter().map(|output| Column::empty(kind(output.value))).collect(),
            whole: Whole::default(),
        }
    }

    fn append(&mut self, other: &Self) {
        for (all, more) in self.outcomes.iter_mut().zip(&other.outcomes) {
            all.append(more);
        }
        for (all, more) in self.outputs.iter_mut().zip(&other.outputs) {
            all.append(more);
        }
    }
}

fn run_chunk(
    plan: &Plan,
    frame: &Frame,
    work: Work<'_>,
    whole: &Whole,
    schedule: &Schedule,
    window: &Window,
    run: &mut Run,
) {
    let mut slots = Slots::new(plan, frame);
    for (id, value) in plan.values_with_ids() {
        if !schedule.needed(id) {
            continue;
        }
        if let Some((column, table)) = whole.column(id, value.table).zip(value.table) {
            slots.put(id, Slot::of(column, window.range(table)));
            continue;
        }
        match value.step {
            Step::Row(op) => match value.table {
                None => slots.put(id, Slot::Constant(scalar::evaluate(op, &slots))),
                Some(table) => {
                    let range = window.range(table);
                    let slot = row_op(op, value.kind, &slots, range);
                    slots.put(id, slot);
                }
            },
            Step::Table(step) => {
                let slot = tables::step(step, plan, frame, window, &slots);
                slots.put(id, slot);
            }
        }
        for done in schedule.done_after(id) {
            slots.free(*done);
        }
    }
    for (judgement, outcomes) in work.judgements.iter().zip(&mut run.outcomes) {
        outcomes.append(&judge(judgement, &slots, window.range(judgement.table).len()));
    }
    for (output, column) in work.outputs.iter().zip(&mut run.outputs) {
        let kind = plan.value(output.value).map_or(Kind::Number, |value| value.kind);
        slots.write(output.value, kind, window.range(output.table).len(), column);
    }
}

fn row_op<'f>(op: RowOp, kind: Kind, slots: &Slots<'f>, range: Range<usize>) -> Slot<'f> {
    let rows = range.len();
    let number = |id| slots.numbers(id);
    let truth = |id| slots.truths(id);
    let scale_of = |scale: Option<ValueId>| slots.scale(scale);
    match op {
        RowOp::Number(_) | RowOp::MissingNumber | RowOp::Truth(_) => {
            Slot::Constant(scalar::evaluate(op, slots))
        }
        RowOp::Load(id) => slots.load(id, range),
        RowOp::Gather(id) => slots.gather(id, range),
        RowOp::GivenCode(id) => slots.given_code(id, range),
        RowOp::Add(a, b) => arith::both(rows, &number(a), &number(b), scalar::raw::add),
        RowOp::Sub(a, b) => arith::both(rows, &number(a), &number(b), scalar::raw::sub),
        RowOp::Mul(a, b) => arith::both(rows, &number(a), &number(b), scalar::raw::mul),
        RowOp::Div(a, b) => arith::both(rows, &number(a), &number(b), scalar::raw::div),
        RowOp::Neg(a) => arith::one(rows, &number(a), |a| -a),
        RowOp::Abs(a) => arith::one(rows, &number(a), f64::abs),
        RowOp::Min(a, b) => arith::either(rows, &number(a), &number(b), scalar::raw::min),
        RowOp::Max(a, b) => arith::either(rows, &number(a), &number(b), scalar::raw::max),
        RowOp::Otherwise(a, b) => arith::either(rows, &number(a), &number(b), |a, _| a),
        RowOp::Unary(function, a) => arith::one_finite(rows, &number(a), |a| function.of(a)),
        RowOp::Binary(function, a, b) => arith::both(rows, &number(a), &number(b), |a, b| function.of(a, b)),
        RowOp::Choose { condition, yes, no } => match kind {
            Kind::Number => arith::choose(rows, &truth(condition), &number(yes), &number(no)),
            Kind::Truth => logic::choose(rows, &truth(condition), &truth(yes), &truth(no)),
        },
        RowOp::Less { left, right, scale } => {
            compare::compare(rows, &number(left), &number(right), &scale_of(scale), scalar::raw::less)
        }
        RowOp::AtMost { left, right, scale } => {
            compare::compare(rows, &number(left), &number(right), &scale_of(scale), scalar::raw::at_most)
        }
        RowOp::Equal { left, right, scale } => {
            compare::compare(rows, &number(left), &number(right), &scale_of(scale), scalar::raw::equal)
        }
        RowOp::And(a, b) => logic::and(rows, &truth(a), &truth(b)),
        RowOp::Or(a, b) => logic::or(rows, &truth(a), &truth(b)),
        RowOp::Not(a) => logic::not(rows, &truth(a)),
        RowOp::Given(a) => logic::given(rows, &number(a)),
        RowOp::Known(a) => logic::known(rows, &truth(a)),
        RowOp::IsTrue(a) => logic::is_true(rows, &truth(a)),
    }
}

fn judge(judgement: &Judgement, slots: &Slots<'_>, rows: usize) -> OutcomeColumn {
    let applies = |id: Option<ValueId>| id.map(|id| slots.truths(id));
    let yes = |truths: &Option<Truths<'_>>, index| truths.as_ref().map_or(u64::MAX, |t| t.word(index).yes);
    let all = applies(judgement.applies);
    let whens: Vec<Truths<'_>> = judgement.when.iter().map(|id| slots.truths(*id)).collect();
    let checks: Vec<_> =
        judgement.checks.iter().map(|check| (applies(check.applies), slots.truths(check.holds))).collect();
    let planes = (0..words_for(rows)).map(|index| {
        let mut decision = Decision::new(yes(&all, index));
        for when in &whens {
            decision.when(when.word(index));
        }
        for (applies, holds) in &checks {
            decision.check(yes(applies, index), holds.word(index));
        }
        decision.planes()
    });
    OutcomeColumn::from_planes(rows, planes)
}
