//! The part of a plan that some of its judgements and outputs need.

use std::collections::BTreeSet;

use crate::op::{RowOp, Step, TableStep};
use crate::plan::{Check, Judgement, JudgementId, Output, OutputId, Plan, Value, ValueId};
use crate::program::needed;
use crate::search::Keys;

impl Plan {
    /// These judgements and outputs alone, in this order, with the values that they need. What a frame brings in stays as
    /// it is, so that a frame of this plan fits its cones too. Ids that the plan does not have are passed over.
    #[must_use]
    pub fn cone(&self, judgements: &[JudgementId], outputs: &[OutputId]) -> Self {
        let wanted: Vec<Output> = outputs.iter().filter_map(|id| self.output(*id)).copied().collect();
        let needed = needed(self, judgements, &wanted, &BTreeSet::new());
        let mut places = vec![ValueId(0); self.values.len()];
        let mut values = Vec::new();
        let kept = self.values.iter().zip(needed).enumerate().filter(|(_, (_, needed))| *needed);
        for (index, (value, _)) in kept {
            let step = value.step.moved(&|id| place(&places, id));
            if let Some(place) = places.get_mut(index) {
                *place = ValueId::at(values.len());
            }
            values.push(Value { step, ..*value });
        }
        let at = |id: ValueId| place(&places, id);
        let judged = judgements.iter().filter_map(|id| self.judgement(*id));
        Self {
            values,
            judgements: judged.map(|judgement| judgement.moved(&at)).collect(),
            outputs: wanted.iter().map(|output| Output { value: at(output.value), ..*output }).collect(),
            ..self.clone()
        }
    }
}

/// The new place of a value. A sound plan reads none that has not got one.
fn place(places: &[ValueId], id: ValueId) -> ValueId {
    places.get(id.index()).copied().unwrap_or(id)
}

impl Judgement {
    fn moved(&self, at: &impl Fn(ValueId) -> ValueId) -> Self {
        let checks = self.checks.iter();
        Self {
            table: self.table,
            applies: self.applies.map(at),
            when: self.when.iter().copied().map(at).collect(),
            checks: checks
                .map(|check| Check { applies: check.applies.map(at), holds: at(check.holds) })
                .collect(),
        }
    }
}

impl Step {
    /// The same step over operands that stand elsewhere.
    fn moved(self, at: &impl Fn(ValueId) -> ValueId) -> Self {
        match self {
            Self::Row(op) => Self::Row(op.moved(at)),
            Self::Table(step) => Self::Table(step.moved(at)),
        }
    }
}

impl RowOp {
    fn moved(self, at: &impl Fn(ValueId) -> ValueId) -> Self {
        match self {
            Self::Number(_)
            | Self::MissingNumber
            | Self::Truth(_)
            | Self::Load(_)
            | Self::Gather(_)
            | Self::GivenCode(_) => self,
            Self::Add(a, b) => Self::Add(at(a), at(b)),
            Self::Sub(a, b) => Self::Sub(at(a), at(b)),
            Self::Mul(a, b) => Self::Mul(at(a), at(b)),
            Self::Div(a, b) => Self::Div(at(a), at(b)),
            Self::Neg(a) => Self::Neg(at(a)),
            Self::Abs(a) => Self::Abs(at(a)),
            Self::Min(a, b) => Self::Min(at(a), at(b)),
            Self::Max(a, b) => Self::Max(at(a), at(b)),
            Self::Unary(function, a) => Self::Unary(function, at(a)),
            Self::Binary(function, a, b) => Self::Binary(function, at(a), at(b)),
            Self::Choose { condition, yes, no } => {
                Self::Choose { condition: at(condition), yes: at(yes), no: at(no) }
            }
            Self::Otherwise(a, b) => Self::Otherwise(at(a), at(b)),
            Self::Less { left, right, scale } => {
                Self::Less { left: at(left), right: at(right), scale: scale.map(at) }
            }
            Self::AtMost { left, right, scale } => {
                Self::AtMost { left: at(left), right: at(right), scale: scale.map(at) }
            }
            Self::Equal { left, right, scale } => {
                Self::Equal { left: at(left), right: at(right), scale: scale.map(at) }
            }
            Self::And(a, b) => Self::And(at(a), at(b)),
            Self::Or(a, b) => Self::Or(at(a), at(b)),
            Self::Not(a) => Self::Not(at(a)),
            Self::Given(a) => Self::Given(at(a)),
            Self::Known(a) => Self::Known(at(a)),
            Self::IsTrue(a) => Self::IsTrue(at(a)),
        }
    }
}

impl TableStep {
    fn moved(self, at: &impl Fn(ValueId) -> ValueId) -> Self {
        match self {
            Self::Lift { value, to } => Self::Lift { value: at(value), to },
            Self::Fold { how, from, value, keep, to } => {
                Self::Fold { how, from, value: value.map(at), keep: keep.map(at), to }
            }
            Self::Pair { first, second, to } => Self::Pair { first: at(first), second: at(second), to },
            Self::Group { how, least, from, value, keep, by, to } => {
                Self::Group { how, least, from, value: value.map(at), keep: keep.map(at), by: by.map(at), to }
            }
            Self::Common { value, keep, by, share, least, from, to } => {
                Self::Common { value: at(value), keep: keep.map(at), by: by.map(at), share, least, from, to }
            }
            Self::Find { search, keys, to } => {
                Self::Find { search, keys: Keys::new(keys.iter().map(at)), to }
            }
            Self::Fetch { row, what } => Self::Fetch { row: at(row), what },
            Self::Outline { asked, row, outlines, east, north, to } => {
                Self::Outline { asked, row: at(row), outlines, east: at(east), north: at(north), to }
            }
        }
    }
}
