//! The same plan, with the value of every part of an expression kept: for whoever follows a result back to where it comes
//! from.

use std::collections::BTreeMap;

use shensuan_plan::ValueId;
use shensuan_vocab::FormId;

use super::{Lowered, Lowering, lower_into};
use crate::chosen::{branches, which};
use crate::lookups::KeyAsked;
use crate::model::{FormulaId, Model};
use crate::typed::Typed;

/// The value of an expression, and those of what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Its own. Of a text that a condition chooses the number of the end that is chosen; of any other text the missing
    /// number.
    pub value: ValueId,
    /// Those of [`Kind::inside`](crate::Kind::inside), in the same order.
    pub inside: Vec<Traced>,
}

/// The values of all that a model's rules and formulas are made of.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    /// By formula that is computed.
    pub formulas: BTreeMap<FormulaId, Traced>,
    /// The conditions and the checks of each rule of the model.
    pub rules: Vec<(Vec<Traced>, Vec<Traced>)>,
    /// By the form that is looked up: its keys, as [`LookedUp::keys`](crate::LookedUp) has them; none for one that is
    /// written out.
    pub keys: BTreeMap<FormId, Vec<Option<Traced>>>,
}

/// Lowers a model that was checked without an error, and keeps the value of every part.
#[must_use]
pub fn lower_traced(model: &Model) -> (Lowered, Traces) {
    let mut lowering = Lowering::new(model);
    let (rules, outputs) = lower_into(&mut lowering);
    let mut traces = Traces::default();
    for id in &model.order {
        if let Some(formula) = model.formula(*id) {
            traces.formulas.insert(*id, lowering.traced(&formula.value));
        }
    }
    for rule in &model.rules {
        let when = rule.when.iter().map(|when| lowering.traced(when)).collect();
        let checks = rule.checks.iter().map(|check| lowering.traced(&check.holds)).collect();
        traces.rules.push((when, checks));
    }
    let forms: Vec<FormId> = lowering.found.keys().copied().collect();
    for form in forms {
        let keys = model.looked_up(form).into_iter().flat_map(|found| &found.keys);
        let keys = keys.map(|key| match key {
            KeyAsked::Value(value) => Some(lowering.traced(value)),
            KeyAsked::Words(_) => None,
        });
        traces.keys.insert(form, keys.collect());
    }
    (Lowered { rules, outputs, ..lowering.finish() }, traces)
}

impl Lowering<'_> {
    fn traced(&mut self, value: &Typed) -> Traced {
        let own = match (branches(value), value.ty.is_text()) {
            (Some(_), _) => self.value(&which(value)),
            (None, true) => self.builder.missing(),
            (None, false) => self.value(value),
        };
        let inside = value.kind.inside().into_iter().map(|inner| self.traced(inner)).collect();
        Traced { value: own, inside }
    }
}
