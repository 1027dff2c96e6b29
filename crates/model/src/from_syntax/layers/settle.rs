//! Says of each rule and case, once they are checked, which layer decided and whether it is in force.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::{layers as codes, names};
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::tree::{Change, Names, Node};

use super::super::{Checker, Context, at};
use super::apply::Effective;
use super::survey::{Found, owner_name};
use crate::layers::{Effect, LayerChange, LayerId, Rest, RestingRule, Skip, SkippedCase, height};
use crate::model::{Case, FormulaId, Model, Rule, Severity};
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Checker {
    /// An overridden constant stays what it was: where the new value is of another type or unit, that is said, and
    /// the value before is what the rules go by.
    pub(in crate::from_syntax) fn as_before(&mut self, names: &Names, now: Typed) -> Option<Typed> {
        let Some(before) = self.overridden.get(&names.name.span).cloned() else { return Some(now) };
        let before = self.infer(&before, &Context::default())?;
        let percent = |value: &Typed| matches!(value.kind, Kind::Ratio(_));
        let zero = |value: &Typed| matches!(value.kind, Kind::Number(0.0) | Kind::Ratio(0.0));
        let alike = match (&before.ty, &now.ty) {
            (Type::Number(a), Type::Number(b)) => {
                a.compatible(b).is_ok() && (percent(&before) == percent(&now) || zero(&before) || zero(&now))
            }
            (a, b) => a == b,
        };
        if alike {
            return Some(now);
        }
        let (found, stated) = (self.described_constant(&before), self.described_constant(&now));
        self.say(
            at(codes::CONSTANT_OF_ANOTHER_TYPE, now.span)
                .with("name", Both::of(&super::super::declare::name(names)))
                .with("found", found)
                .with("stated", stated)
                .label(before.span, codes::THE_CONSTANT),
        );
        Some(before)
    }

    fn described_constant(&self, value: &Typed) -> Both {
        match value.kind {
            Kind::Ratio(_) => Both::new("百分数", "a percentage"),
            _ => value.ty.describe(&self.vocab),
        }
    }

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

    /// The topmost layer that changed a constant which a value reads.
    fn constants_read(
        &self,
        value: &Typed,
        changed: &BTreeMap<FormulaId, Option<LayerId>>,
        seen: &mut BTreeSet<FormulaId>,
        topmost: &mut Option<Option<LayerId>>,
    ) {
        if let Kind::Formula(id) = &value.kind
            && seen.insert(*id)
        {
            if let Some(layer) = changed.get(id)
                && topmost.is_none_or(|known| height(known) < height(*layer))
            {
                *topmost = Some(*layer);
            }
            if let Some(formula) = self.formula(*id) {
                self.constants_read(&formula.value, changed, seen, topmost);
            }
        }
        value.kind.inside().into_iter().for_each(|inner| self.constants_read(inner, changed, seen, topmost));
    }

    /// Says of each rule which layer decided it, puts aside those that are not in force, and the cases that say
    /// nothing of what is in force.
    pub(in crate::from_syntax) fn settle(
        &mut self,
        found: &[Found<'_>],
        effective: &Effective<'_>,
        cases: Vec<Case>,
    ) -> Settled {
        let changed: BTreeMap<FormulaId, Option<LayerId>> = self
            .formulas
            .iter()
            .enumerate()
            .filter_map(|(index, formula)| {
                let span = formula.as_ref().filter(|formula| formula.constant)?.span;
                let (.., layer) = effective.constants.iter().rev().find(|(key, ..)| *key == span)?;
                Some((FormulaId(u32::try_from(index).ok()?), *layer))
            })
            .collect();
        let mut settled = Settled::default();
        let mut places = Vec::new();
        // Constants that a mandatory rule reads.
        let mut of_mandatory: BTreeSet<FormulaId> = BTreeSet::new();
        for mut rule in std::mem::take(&mut self.rules) {
            let mut constants = None;
            if !changed.is_empty() {
                for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
                    let mut seen = BTreeSet::new();
                    self.constants_read(value, &changed, &mut seen, &mut constants);
                    if rule.severity == Severity::Mandatory {
                        of_mandatory.append(&mut seen);
                    }
                }
            }
            let topmost = |a: Option<Option<LayerId>>, b: Option<Option<LayerId>>| match (a, b) {
                (Some(a), Some(b)) => Some(if height(a) < height(b) { b } else { a }),
                (a, b) => a.or(b),
            };
            let decided = topmost(effective.decided.get(&rule.span).copied(), constants);
            let judged = topmost(effective.judged.get(&rule.span).copied(), constants);
            // What decides is never below the rule itself.
            rule.layer = topmost(Some(rule.declared_in), decided).flatten();
            let disabled = effective.disabled.get(&rule.span).map(|change| Rest::Disabled(*change));
            let why = disabled.or_else(|| rule.period.rests(self.layers.as_of));
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
        let read: BTreeSet<Span> =
            of_mandatory.iter().filter_map(|id| self.formula(*id)).map(|constant| constant.span).collect();
        let changes = found.iter().zip(&effective.effects);
        let described = changes.map(|(found, (effects, weakens))| LayerChange {
            may_weaken: !effects.is_empty() && read.contains(&found.key),
            ..change(found, effects, *weakens)
        });
        settled.changes = described.collect();
        settled
    }
}

fn change(found: &Found<'_>, effects: &[Effect], weakens: bool) -> LayerChange {
    LayerChange {
        target: found.declared.target.name.value.clone(),
        declared_in: found.declared_in,
        layer: found.layer,
        disables: found.declared.change == Change::Disable,
        weakens,
        may_weaken: false,
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
}

impl Settled {
    pub(in crate::from_syntax) fn into_model(self, model: Model) -> Model {
        Model {
            rules: self.rules,
            cases: self.cases,
            resting: self.resting,
            skipped: self.skipped,
            changes: self.changes,
            ..model
        }
    }
}
