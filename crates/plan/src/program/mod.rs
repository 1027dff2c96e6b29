//! A plan in the order in which it runs: what an engine sees of it.
//!
//! ```text
//! Program ─ Pass ─ Part ┬ beside: one value, by a table step, from the frame, or by a function
//!                       ├ entries: all values that the codes of one input name in dictionaries
//!                       └ section: row ops of one table, and judgements on it, made in one go
//! ```
//!
//! A *pass* goes over all rows once, a chunk at a time; steps that read everything stand between passes. Within a chunk
//! the *parts* follow one another. A *section* is what an engine may fuse: it holds only ops that look at one row and
//! call nothing, so that what it reads and what it makes are columns of one table. Everything else is made *beside* it,
//! by the one implementation that all engines share.

mod cut;
mod section;
mod task;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::column::Column;
use crate::frame::Frame;
use crate::interp::HandedOut;
use crate::interp::groups::{self, Whole};
use crate::op::{RowOp, Step};
use crate::plan::{InputId, JudgementId, Kind, LookupId, Output, Plan, TableId, ValueId};
use crate::scalar::{self, Row, Scalar};
use crate::threshold::Threshold;
use crate::verify::{PlanFault, verify};

pub(crate) use cut::needed;
pub use section::Section;

/// A sound plan, cut into passes and parts.
#[derive(Debug)]
pub struct Program<'p> {
    plan: &'p Plan,
    /// By [`ValueId`]: those that are the same for all rows.
    constants: Vec<Option<Scalar>>,
    /// By [`ValueId`]: of comparisons with constants.
    thresholds: Vec<Option<(ValueId, Threshold)>>,
    passes: Vec<Pass>,
}

/// One way over the rows.
#[derive(Debug)]
pub struct Pass {
    /// What is judged, in the order of [`OutcomeColumn`](crate::OutcomeColumn)s.
    pub(crate) judgements: Vec<JudgementId>,
    /// What is handed out.
    pub(crate) outputs: Vec<Output>,
    /// The parts, in order.
    pub(crate) parts: Vec<Part>,
    /// By part: the values that are read there for the last time.
    pub(crate) frees: Vec<Vec<ValueId>>,
    /// The tables without a parent below which something is computed.
    pub(crate) tops: Vec<TableId>,
    /// Steps that read everything, whose operands are whole after this pass.
    pub(crate) then: Vec<ValueId>,
}

/// A stretch of a pass.
#[derive(Debug)]
pub enum Part {
    /// One value, not fit for a section.
    Beside(ValueId),
    /// What the codes of an input name.
    Entries {
        /// The input of codes.
        input: InputId,
        /// The values, with the lookups of their entries.
        values: Vec<(ValueId, LookupId)>,
    },
    /// Row ops and judgements of one table.
    Section(Section),
}

impl<'p> Program<'p> {
    /// The program of a plan.
    ///
    /// # Errors
    ///
    /// If the plan is not sound.
    pub fn new(plan: &'p Plan) -> Result<Self, Vec<PlanFault>> {
        verify(plan)?;
        let constants = constants(plan);
        let all: Vec<JudgementId> = (0..plan.judgements.len()).map(JudgementId::at).collect();
        let needed = needed(plan, &all, &plan.outputs, &BTreeSet::new());
        let stages = groups::stages(plan, |id| needed.get(id.index()) == Some(&true));
        let passes: Vec<Pass> =
            task::tasks(plan, &all, stages).into_iter().map(|task| cut::pass(plan, task)).collect();
        let thresholds = plan.values.iter().map(|value| threshold(&constants, value.step)).collect();
        Ok(Self { plan, constants, thresholds, passes })
    }

    /// What the last pass hands out, and what is whole besides, put together in the order of the plan.
    pub(crate) fn handed_out(&self, made: Vec<Column>, whole: &mut Whole) -> Vec<HandedOut> {
        let last = self.passes.last().map_or(&[][..], |pass| &pass.outputs);
        let mut known: BTreeMap<Output, HandedOut> =
            last.iter().copied().zip(made.into_iter().map(HandedOut::from)).collect();
        let mut all: Vec<HandedOut> = Vec::with_capacity(self.plan.outputs.len());
        for output in &self.plan.outputs {
            let column = match known.entry(*output) {
                Entry::Occupied(known) => Some(known.get().clone()),
                Entry::Vacant(place) => {
                    whole.hand_out(self.plan, *output).map(|column| place.insert(column).clone())
                }
            };
            all.push(column.unwrap_or_else(|| Column::empty(Kind::Number).into()));
        }
        all
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The passes, in order.
    #[must_use]
    pub fn passes(&self) -> &[Pass] {
        &self.passes
    }

    /// What a value is for all rows; nothing for a column.
    #[must_use]
    pub fn constant(&self, id: ValueId) -> Option<Scalar> {
        self.constants.get(id.index()).copied().flatten()
    }

    /// What is compared with a threshold, and that; nothing for another value.
    #[must_use]
    pub fn threshold(&self, id: ValueId) -> Option<(ValueId, Threshold)> {
        self.thresholds.get(id.index()).copied().flatten()
    }
}

impl Pass {
    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// How many rows the longest table at the top has.
    pub(crate) fn rows(&self, frame: &Frame) -> usize {
        self.tops.iter().map(|top| frame.rows(*top)).max().unwrap_or(0)
    }
}

/// Whether a section may hold an op: it looks at one row, and calls nothing.
pub(crate) fn is_fused(op: RowOp) -> bool {
    match op {
        RowOp::Number(_)
        | RowOp::MissingNumber
        | RowOp::Truth(_)
        | RowOp::Load(_)
        | RowOp::Gather(_)
        | RowOp::GivenCode(_)
        | RowOp::Unary(..)
        | RowOp::Binary(..) => false,
        RowOp::Add(..)
        | RowOp::Sub(..)
        | RowOp::Mul(..)
        | RowOp::Div(..)
        | RowOp::Neg(_)
        | RowOp::Abs(_)
        | RowOp::Min(..)
        | RowOp::Max(..)
        | RowOp::Choose { .. }
        | RowOp::Otherwise(..)
        | RowOp::Less { .. }
        | RowOp::AtMost { .. }
        | RowOp::Equal { .. }
        | RowOp::And(..)
        | RowOp::Or(..)
        | RowOp::Not(_)
        | RowOp::Given(_)
        | RowOp::Known(_)
        | RowOp::IsTrue(_) => true,
    }
}

/// The values without a table, each computed once.
fn constants(plan: &Plan) -> Vec<Option<Scalar>> {
    let mut row = Constants(Vec::with_capacity(plan.values.len()));
    for value in &plan.values {
        let scalar = match (value.table, value.step) {
            (None, Step::Row(op)) => Some(scalar::evaluate(op, &row)),
            _ => None,
        };
        row.0.push(scalar);
    }
    row.0
}

/// Makes a threshold of a constant and a scale.
type Make = fn(f64, f64) -> Threshold;

/// A comparison of a number with a constant, at a constant scale, as a threshold.
fn threshold(constants: &[Option<Scalar>], step: Step) -> Option<(ValueId, Threshold)> {
    let constant = |id: ValueId| constants.get(id.index()).copied().flatten();
    let number = |id: ValueId| constant(id).and_then(Scalar::number);
    // A missing scale adds nothing.
    let at = |scale: Option<ValueId>| match scale {
        None => Some(0.0),
        Some(scale) => Some(constant(scale)?.number().unwrap_or(0.0)),
    };
    let (left, right, scale, [below, above]): (_, _, _, [Make; 2]) = match step {
        Step::Row(RowOp::Less { left, right, scale }) => {
            (left, right, scale, [Threshold::less_than, Threshold::more_than])
        }
        Step::Row(RowOp::AtMost { left, right, scale }) => {
            (left, right, scale, [Threshold::at_most, Threshold::at_least])
        }
        Step::Row(RowOp::Equal { left, right, scale }) => {
            (left, right, scale, [Threshold::equal_to, Threshold::equal_to])
        }
        Step::Row(_) | Step::Table(_) => return None,
    };
    let scale = at(scale)?;
    match (number(left), number(right)) {
        (None, Some(right)) if constant(left).is_none() => Some((left, below(right, scale))),
        (Some(left), None) if constant(right).is_none() => Some((right, above(left, scale))),
        (None | Some(_), None | Some(_)) => None,
    }
}

/// Constants read constants only.
struct Constants(Vec<Option<Scalar>>);

impl Row for Constants {
    fn value(&self, id: ValueId) -> Scalar {
        self.0.get(id.index()).copied().flatten().unwrap_or(Scalar::Number(None))
    }

    fn load(&self, _: InputId) -> Scalar {
        Scalar::Number(None)
    }

    fn gather(&self, _: LookupId) -> Scalar {
        Scalar::Number(None)
    }

    fn given_code(&self, _: InputId) -> bool {
        false
    }
}
