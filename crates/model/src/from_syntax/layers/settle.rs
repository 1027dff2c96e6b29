//! Says of each rule and case, once they are checked, which layer decided and whether it is in force.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{layers as codes, names};
use shensuan_syntax::tree::{Change, Node};

use super::super::{Checker, at};
use super::apply::Effective;
use super::survey::{Found, Key, owner_name};
use crate::layers::{Bearing, Effect, LayerChange, LayerId, Rest, RestingRule, Skip, SkippedCase, height};
use crate::model::{BuiltIn, BuiltInRule, Case, Model, Rule};

impl Checker {
    /// Whether the id is known already, and in which layer.
    pub(in crate::from_syntax) fn declared_before(&mut self, id: &Node<String>) {
        let first = self.rules_of.get(&id.value).and_then(|all| all.first());
        let Some(before) = first.and_then(|at| self.rules.get(*at)) else { return };
        let (span, here) = (before.span, self.layers.of(id.span.source));
        let there = self.layers.of(span.source);
        let said = if here == there {
            at(names::DECLARED_TWICE, id.span).with("name", id.value.as_str())
        } else {
            let target = self.layers.qualified(there, &id.value);
            at(codes::RULE_OF_A_LOWER_LAYER, id.span)
                .with("id", id.value.as_str())
                .with("layer", owner_name(there, &self.layers))
                .help(codes::OVERRIDE_IT.with("target", target))
        };
        self.say(said.label(span, names::FIRST_DECLARED_HERE));
    }

    /// Says of each rule which layer decided it, puts aside those that are not in force, and the cases that say
    /// nothing of what is in force.
    pub(in crate::from_syntax) fn settle(
        &mut self,
        found: &[Found<'_>],
        effective: &Effective<'_>,
        cases: Vec<Case>,
    ) -> Settled {
        let mut overridden = self.overridden(effective);
        let mut settled = Settled::default();
        let mut places = Vec::new();
        for mut rule in std::mem::take(&mut self.rules) {
            let disabled = effective.disabled.get(&rule.span).map(|change| Rest::Disabled(*change));
            let why = disabled.or_else(|| rule.period.rests(self.layers.as_of));
            let mut values = None;
            for of in &mut overridden {
                if self.follows(&rule, why.is_none(), of)
                    && values.is_none_or(|known| height(known) < height(of.layer))
                {
                    values = Some(of.layer);
                }
            }
            let topmost = |a: Option<Option<LayerId>>, b: Option<Option<LayerId>>| match (a, b) {
                (Some(a), Some(b)) => Some(if height(a) < height(b) { b } else { a }),
                (a, b) => a.or(b),
            };
            let decided = topmost(effective.decided.get(&rule.span).copied(), values);
            let judged = topmost(effective.judged.get(&rule.span).copied(), values);
            // What decides is never below the rule itself.
            rule.layer = topmost(Some(rule.declared_in), decided).flatten();
            places.push((rule.id.clone(), why.is_none().then_some(settled.rules.len()), judged));
            match why {
                // Of a rule that is judged in several forms one is enough.
                Some(_) if settled.resting.last().is_some_and(|last| last.rule.span == rule.span) => {}
                Some(why) => settled.resting.push(RestingRule { rule, why }),
                None => settled.rules.push(rule),
            }
        }
        for case in cases {
            let of: Vec<_> = case.rules.iter().filter_map(|rule| places.get(*rule)).collect();
            let Some((id, ..)) = of.first() else { continue };
            let own = self.layers.of(case.head.source);
            let above = of
                .iter()
                .filter_map(|(_, _, judged)| *judged)
                .find(|layer| self.layers.is_below(own, *layer));
            let skip = |why| SkippedCase { rule: id.clone(), why, head: case.head };
            let rules: Option<Vec<usize>> = of.iter().map(|(_, place, _)| *place).collect();
            match (rules, above) {
                (None, _) => settled.skipped.push(skip(Skip::Resting)),
                (Some(_), Some(layer)) => settled.skipped.push(skip(Skip::Changed(layer))),
                (Some(rules), None) => settled.cases.push(Case { rules, ..case }),
            }
        }
        for (index, (found, (effects, weakens))) in found.iter().zip(&effective.effects).enumerate() {
            let built_in = self.built_in_effects.remove(&index);
            let (effects, weakens) = built_in.as_ref().map_or((effects, *weakens), |(of, weak)| (of, *weak));
            let rules = if weakens { Bearing::Weakens } else { Bearing::None };
            let bearing = self.bearing(effective, index, &overridden).unwrap_or(rules);
            let mut changed = change(found, effects, bearing);
            // A model knows nothing of sets, so that the name as declared is to be kept here.
            let set = self.sets.iter().find(|set| found.key == Key::Declared(set.name.span));
            if let Some(set) = set {
                changed.target = set.name.value.clone();
            }
            settled.changes.push(changed);
        }
        for (rule, change) in std::mem::take(&mut self.built_in_disabled) {
            if let Some(said) = self.built_in.remove(&rule) {
                settled.built_in.insert(rule, (said, change));
            }
        }
        settled
    }
}

fn change(found: &Found<'_>, effects: &[Effect], bearing: Bearing) -> LayerChange {
    LayerChange {
        changed: found.what,
        target: found.declared.target.name.value.clone(),
        declared_in: found.declared_in,
        layer: found.layer,
        disables: found.declared.change == Change::Disable,
        bearing,
        effects: effects.to_vec(),
        because: found.because.clone(),
        period: found.period,
        rests: found.rests,
        span: found.declared.target.span(),
    }
}

/// What [`Checker::settle`] comes to.
#[derive(Default)]
pub(in crate::from_syntax) struct Settled {
    rules: Vec<Rule>,
    cases: Vec<Case>,
    resting: Vec<RestingRule>,
    skipped: Vec<SkippedCase>,
    changes: Vec<LayerChange>,
    built_in: BTreeMap<BuiltIn, (BuiltInRule, usize)>,
}

impl Settled {
    pub(in crate::from_syntax) fn into_model(self, model: Model) -> Model {
        Model {
            rules: self.rules,
            cases: self.cases,
            resting: self.resting,
            skipped: self.skipped,
            changes: self.changes,
            built_in_resting: self.built_in,
            ..model
        }
    }
}
