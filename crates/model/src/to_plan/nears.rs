//! What a rule holds against each other: the two sides of each `a ≈ b` that its checks say, so that a finding can tell in which
//! other unit they would agree.

use shensuan_plan::{TableId, ValueId};

use super::Lowering;
use crate::model::Rule;
use crate::typed::{Kind, Typed};

/// `a ≈ b within …` in a check.
#[derive(Clone, Debug)]
pub struct LoweredNear {
    /// The left side as the rule says it.
    pub left: Typed,
    /// And the right one.
    pub right: Typed,
    /// Both sides, in one unit.
    pub sides: [ValueId; 2],
    /// How far a may lie from b, as a part of b.
    pub relative: Option<f64>,
    /// And in the unit of both.
    pub absolute: Option<ValueId>,
    /// Whether it holds.
    pub holds: ValueId,
}

impl Lowering<'_> {
    /// Those that a rule needs: what stands behind an `or` or a `not` may fail without a finding.
    pub(super) fn nears(&mut self, rule: &Rule, table: TableId) -> Vec<LoweredNear> {
        let mut open: Vec<&Typed> = rule.checks.iter().rev().map(|check| &check.holds).collect();
        let mut nears = Vec::new();
        while let Some(value) = open.pop() {
            match &value.kind {
                Kind::And(parts) => open.extend(parts.iter().rev()),
                Kind::Near(a, b, relative, absolute) => nears.push(LoweredNear {
                    left: (**a).clone(),
                    right: (**b).clone(),
                    sides: [self.value_in(a, table), self.value_in(b, table)],
                    relative: *relative,
                    absolute: absolute.as_ref().map(|absolute| self.value_in(absolute, table)),
                    holds: self.value_in(value, table),
                }),
                _ => {}
            }
        }
        nears
    }
}
