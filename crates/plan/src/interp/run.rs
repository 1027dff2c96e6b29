//! From a program and a frame to outcomes and columns.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::bits::words_for;
use crate::column::Column;
use crate::frame::{Frame, FrameFault};
use crate::interp::HandedOut;
use crate::interp::codes::Coded;
use crate::interp::groups::{self, Whole};
use crate::interp::slot::{Slot, Slots, Truths};
use crate::interp::together::Together;
use crate::interp::window::Window;
use crate::interp::{arith, compare, logic, tables};
use crate::kernel::{Block, Kernels, SectionId};
use crate::op::{RowOp, Step};
use crate::outcome::{self, Decision, OutcomeColumn, PLANES};
use crate::plan::{Judgement, Kind, Plan, TableId, ValueId};
use crate::program::{Part, Pass, Program, Section};
use crate::scalar;
use crate::shares::shared_out;
use crate::verify::PlanFault;

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The outcomes, by [`JudgementId`](crate::JudgementId).
    pub outcomes: Vec<OutcomeColumn>,
    /// The columns, by [`OutputId`](crate::OutputId). The slot of a missing number holds 0.0.
    pub outputs: Vec<HandedOut>,
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

/// Why nothing comes of a run: it did not begin, or what it began with turned out not to fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The plan is not sound.
    Plan(Vec<PlanFault>),
    /// The frame does not fit the plan.
    Frame(FrameFault),
    /// A thread of the run, the only one or one of several, ended before its time: a defect of ours.
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
/// If the plan is not sound or the frame does not fit it, or a thread ended before its time.
pub fn run(plan: &Plan, frame: &Frame) -> Result<Run, Fault> {
    run_with(plan, frame, Options::default())
}

/// Runs a plan over a frame. The options do not show in the result.
///
/// # Errors
///
/// If the plan is not sound or the frame does not fit it, or a thread ended before its time.
pub fn run_with(plan: &Plan, frame: &Frame, options: Options) -> Result<Run, Fault> {
    Program::new(plan).map_err(Fault::Plan)?.run(frame, options, None)
}

impl Program<'_> {
    /// Runs the program over a frame once. Neither the options nor the kernels show in the result; a section without a
    /// kernel is interpreted. The kernels are those of this program.
    ///
    /// # Errors
    ///
    /// If the frame does not fit the plan, or a thread ended before its time.
    pub fn run(&self, frame: &Frame, options: Options, kernels: Option<&dyn Kernels>) -> Result<Run, Fault> {
        frame.check_form(self.plan()).map_err(Fault::Frame)?;
        let (run, is_whole) = self.all_passes(frame, options, kernels, true)?;
        if !is_whole {
            frame.check(self.plan()).map_err(Fault::Frame)?;
        }
        Ok(run)
    }

    /// Looks once through all of a frame, whether it fits.
    ///
    /// # Errors
    ///
    /// If it does not.
    pub fn fit<'a>(&'a self, frame: &'a Frame) -> Result<Fitted<'a>, Fault> {
        frame.check(self.plan()).map_err(Fault::Frame)?;
        Ok(Fitted { program: self, frame })
    }

    /// [`Program::every_pass`]; a panic in any of its threads, be there one or several, is a fault.
    fn all_passes(
        &self,
        frame: &Frame,
        options: Options,
        kernels: Option<&dyn Kernels>,
        asked: bool,
    ) -> Result<(Run, bool), Fault> {
        // Whatever the panic left half done is dropped with it: plan and frame are only read.
        let every = AssertUnwindSafe(|| self.every_pass(frame, options, kernels, asked));
        catch_unwind(every).ok().flatten().ok_or(Fault::Thread)
    }

    /// All passes over a frame of the right form; with the last one it is asked, if wanted, whether the frame is whole.
    fn every_pass(
        &self,
        frame: &Frame,
        options: Options,
        kernels: Option<&dyn Kernels>,
        asked: bool,
    ) -> Option<(Run, bool)> {
        let mut whole = Whole::default();
        let mut made = Made::default();
        let mut is_whole = false;
        for (place, pass) in self.passes().iter().enumerate() {
            let is_last = place + 1 == self.passes().len();
            let over =
                Over { asks: asked && is_last, ..Over::new(self, frame, place, pass, &whole, kernels) };
            (made, is_whole) = over.all_rows(options)?;
            let columns = if pass.then.is_empty() { Vec::new() } else { std::mem::take(&mut made.outputs) };
            pass.outputs.iter().zip(columns).for_each(|(wanted, column)| whole.put(*wanted, column));
            groups::compute(self.plan(), frame, &pass.then, options.threads, &mut whole);
        }
        let outputs = self.handed_out(made.outputs, &mut whole);
        whole.keep_steps(self.plan());
        Some((Run { outcomes: made.outcomes, outputs, whole }, is_whole))
    }
}

/// A program and a frame that fits it, to be run any number of times.
#[derive(Clone, Copy, Debug)]
pub struct Fitted<'a> {
    program: &'a Program<'a>,
    frame: &'a Frame,
}

impl Fitted<'_> {
    /// As [`Program::run`], without looking at the frame again.
    ///
    /// # Errors
    ///
    /// If a thread ended before its time.
    pub fn run(&self, options: Options, kernels: Option<&dyn Kernels>) -> Result<Run, Fault> {
        self.program.all_passes(self.frame, options, kernels, false).map(|(run, _)| run)
    }
}

/// What a pass makes of some rows.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) outcomes: Vec<OutcomeColumn>,
    pub(crate) outputs: Vec<Column>,
}

impl Made {
    fn empty(plan: &Plan, pass: &Pass) -> Self {
        let kind = |id: ValueId| plan.value(id).map_or(Kind::Number, |value| value.kind);
        Self {
            outcomes: pass.judgements.iter().map(|_| OutcomeColumn::default()).collect(),
            outputs: pass.outputs.iter().map(|output| Column::empty(kind(output.value))).collect(),
        }
    }

    /// Makes room for so many more rows of each table; outcomes stay where they are made.
    fn reserve(&mut self, pass: &Pass, rows: impl Fn(TableId) -> usize) {
        for (output, column) in pass.outputs.iter().zip(&mut self.outputs) {
            column.reserve(rows(output.table));
        }
    }

    pub(crate) fn append(&mut self, other: &Self) {
        for (all, more) in self.outcomes.iter_mut().zip(&other.outcomes) {
            all.append(more);
        }
        for (all, more) in self.outputs.iter_mut().zip(&other.outputs) {
            all.append(more);
        }
    }
}

/// One pass over the rows.
struct Over<'a> {
    program: &'a Program<'a>,
    frame: &'a Frame,
    pass: &'a Pass,
    place: usize,
    whole: &'a Whole,
    kernels: Option<&'a dyn Kernels>,
    /// Whether it is asked of the rows of each chunk if the frame is whole there.
    asks: bool,
    /// By part: what its rows read by their codes.
    coded: Vec<Option<Coded<'a>>>,
}

impl<'a> Over<'a> {
    fn new(
        program: &'a Program<'a>,
        frame: &'a Frame,
        place: usize,
        pass: &'a Pass,
        whole: &'a Whole,
        kernels: Option<&'a dyn Kernels>,
    ) -> Self {
        let plan = program.plan();
        let coded = pass.parts.iter().map(|part| match part {
            Part::Entries { input, values } => {
                let lookups = values.iter().map(|(_, lookup)| *lookup);
                Some(Coded::input(plan, frame, *input, lookups))
            }
            Part::Beside(id) => whole.column(*id, plan.value(*id)?.table)?.coded(),
            Part::Section(_) => None,
        });
        Self { program, frame, pass, place, whole, kernels, asks: false, coded: coded.collect() }
    }

    /// What comes of all rows, and whether the frame was asked about them and is whole.
    fn all_rows(&self, options: Options) -> Option<(Made, bool)> {
        let plan = self.program.plan();
        let rows = self.pass.rows(self.frame);
        // Without rows there is still one, empty, chunk: it makes the columns.
        let chunks = rows.div_ceil(options.chunk_rows.max(1)).max(1);
        let threads = options.threads.clamp(1, chunks);
        let is_whole = AtomicBool::new(self.asks);
        let chunk = |chunk: usize, made: &mut Made| {
            let window = Window::new(plan, self.frame, chunk, chunks);
            if self.asks && !self.frame.is_whole(plan, |table| window.range(table)) {
                is_whole.store(false, Ordering::Relaxed);
            }
            made.reserve(self.pass, |table| window.range(table).len());
            self.chunk(&window, made);
        };
        let mut all = Made::empty(plan, self.pass);
        all.reserve(self.pass, |table| self.frame.rows(table));
        if threads == 1 {
            (0..chunks).for_each(|place| chunk(place, &mut all));
            return Some((all, is_whole.into_inner()));
        }
        let together = Together::new(all, threads);
        shared_out(chunks, threads, |place| {
            together.put(place, || {
                let mut made = Made::empty(plan, self.pass);
                chunk(place, &mut made);
                made
            });
        });
        Some((together.into_made()?, is_whole.into_inner()))
    }

    fn chunk(&self, window: &Window<'_>, made: &mut Made) {
        let plan = self.program.plan();
        let mut slots = Slots::new(self.program, self.frame);
        let words = |section: &Section| PLANES * words_for(window.range(section.table).len());
        let all = self.sections().map(|section| section.judgements.len() * words(section));
        let mut planes = Vec::with_capacity(all.sum());
        let parts = self.pass.parts.iter().zip(&self.pass.frees).zip(&self.coded).enumerate();
        for (index, ((part, frees), coded)) in parts {
            let range = |id: ValueId| Some(window.range(plan.value(id)?.table?));
            match (part, coded) {
                (Part::Entries { input, values }, Some(coded)) => {
                    let range = plan.input(*input).map_or(0..0, |input| window.range(input.table));
                    for ((id, _), slot) in values.iter().zip(coded.slots(range)) {
                        slots.put(*id, slot);
                    }
                }
                (Part::Beside(id), Some(coded)) => {
                    let made = range(*id).and_then(|range| coded.slots(range).pop());
                    slots.put(*id, made.unwrap_or(Slot::Empty));
                }
                (Part::Entries { .. }, None) => {}
                (Part::Beside(id), None) => {
                    let slot = self.beside(*id, window, &slots);
                    slots.put(*id, slot);
                }
                (Part::Section(section), _) => {
                    let id = SectionId { pass: self.place, part: index };
                    // Cleared just before they are written, while they are near.
                    let before = planes.len();
                    planes.resize(before + section.judgements.len() * words(section), 0);
                    let own = planes.get_mut(before..).unwrap_or_default();
                    self.section(section, id, window, &mut slots, own);
                }
            }
            frees.iter().for_each(|id| slots.free(*id));
        }
        let planes = Arc::new(planes);
        let judged =
            self.sections().flat_map(|section| section.judgements.iter().map(move |of| (section, of.0)));
        let mut at = 0;
        for (section, place) in judged {
            if let Some(outcomes) = made.outcomes.get_mut(place) {
                outcomes.push(window.range(section.table).len(), &planes, at);
            }
            at += words(section);
        }
        for (output, column) in self.pass.outputs.iter().zip(&mut made.outputs) {
            let kind = plan.value(output.value).map_or(Kind::Number, |value| value.kind);
            slots.write(output.value, kind, window.range(output.table).len(), column);
        }
    }

    fn sections(&self) -> impl Iterator<Item = &'a Section> + use<'a> {
        self.pass.parts.iter().filter_map(|part| match part {
            Part::Section(section) => Some(section),
            Part::Beside(_) | Part::Entries { .. } => None,
        })
    }

    /// A value of a window that no section makes.
    fn beside<'f>(&'f self, id: ValueId, window: &Window<'_>, slots: &Slots<'f>) -> Slot<'f> {
        let plan = self.program.plan();
        let Some((value, table)) = plan.value(id).and_then(|value| Some((value, value.table?))) else {
            return Slot::Empty;
        };
        if let Some(held) = self.whole.column(id, value.table) {
            return held.rows(window.range(table));
        }
        match value.step {
            Step::Row(op) => row_op(op, value.kind, slots, window.range(table)),
            Step::Table(step) => tables::step(step, plan, self.frame, window, slots),
        }
    }

    /// Makes a section; its outcomes go to `planes`, as [`Kernels::run`] tells.
    fn section<'f>(
        &'f self,
        section: &Section,
        id: SectionId,
        window: &Window<'_>,
        slots: &mut Slots<'f>,
        planes: &mut [u64],
    ) {
        let range = window.range(section.table);
        let rows = range.len();
        let made = self.kernels.and_then(|kernels| {
            let reads = section.reads.iter().map(|id| slots.read(*id)).collect::<Option<Vec<_>>>()?;
            kernels.run(id, &Block { rows, reads }, planes)
        });
        // Kernels of another program make something else, or as much of it by chance: the caller's to see to.
        if let Some(made) = made.filter(|made| made.len() == section.stores.len()) {
            for (id, column) in section.stores.iter().zip(made) {
                slots.put(*id, Slot::from(column));
            }
            return;
        }
        let plan = self.program.plan();
        for (id, frees) in section.values.iter().zip(&section.frees) {
            if let Some(value) = plan.value(*id)
                && let Step::Row(op) = value.step
            {
                let slot = match self.program.threshold(*id) {
                    Some((compared, threshold)) => compare::hold(rows, &slots.numbers(compared), threshold),
                    None => row_op(op, value.kind, slots, range.clone()),
                };
                slots.put(*id, slot);
            }
            frees.iter().for_each(|id| slots.free(*id));
        }
        // Of no rows there are no words either, and nothing to be judged.
        let each = planes.chunks_mut((PLANES * words_for(rows)).max(1));
        for ((_, id), planes) in section.judgements.iter().zip(each) {
            if let Some(judgement) = plan.judgement(*id) {
                judge(judgement, slots, rows, planes);
            }
        }
        let inner = section.values.iter().filter(|id| section.stores.binary_search(id).is_err());
        inner.for_each(|id| slots.free(*id));
    }
}

fn row_op<'f>(op: RowOp, kind: Kind, slots: &Slots<'f>, range: Range<usize>) -> Slot<'f> {
    let rows = range.len();
    let number = |id| slots.numbers(id);
    let truth = |id| slots.truths(id);
    let scale_of = |scale: Option<ValueId>| scale.map(number);
    match op {
        // Constants stand in their slots from the beginning, and entries are a part of their own.
        RowOp::Number(_) | RowOp::MissingNumber | RowOp::Truth(_) | RowOp::Gather(_) => Slot::Empty,
        RowOp::Load(id) => slots.load(id, range),
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
            compare::compare(rows, &number(left), &number(right), scale_of(scale).as_ref(), scalar::raw::less)
        }
        RowOp::AtMost { left, right, scale } => compare::compare(
            rows,
            &number(left),
            &number(right),
            scale_of(scale).as_ref(),
            scalar::raw::at_most,
        ),
        RowOp::Equal { left, right, scale } => compare::compare(
            rows,
            &number(left),
            &number(right),
            scale_of(scale).as_ref(),
            scalar::raw::equal,
        ),
        RowOp::And(a, b) => logic::and(rows, &truth(a), &truth(b)),
        RowOp::Or(a, b) => logic::or(rows, &truth(a), &truth(b)),
        RowOp::Not(a) => logic::not(rows, &truth(a)),
        RowOp::Given(a) => logic::given(rows, &number(a)),
        RowOp::Known(a) => logic::known(rows, &truth(a)),
        RowOp::IsTrue(a) => logic::is_true(rows, &truth(a)),
    }
}

fn judge(judgement: &Judgement, slots: &Slots<'_>, rows: usize, planes: &mut [u64]) {
    let applies = |id: Option<ValueId>| id.map(|id| slots.truths(id));
    let yes = |truths: &Option<Truths<'_>>, index| truths.as_ref().map_or(u64::MAX, |t| t.word(index).yes);
    let all = applies(judgement.applies);
    let whens: Vec<Truths<'_>> = judgement.when.iter().map(|id| slots.truths(*id)).collect();
    let checks: Vec<_> =
        judgement.checks.iter().map(|check| (applies(check.applies), slots.truths(check.holds))).collect();
    let decided = (0..words_for(rows)).map(|index| {
        let mut decision = Decision::new(yes(&all, index));
        for when in &whens {
            decision.when(when.word(index));
        }
        for (applies, holds) in &checks {
            decision.check(yes(applies, index), holds.word(index));
        }
        decision.planes()
    });
    outcome::fill(planes, decided);
}
