//! The rules that every rulebook has: what is said of their weight, and who is in the register.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{built_in as codes, names as name_codes};
use shensuan_diagnostics::{Both, Lang, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{BuiltInDecl, Change, ChangeDecl, Clause, Ident, Item, SubjectDecl};

use super::layers::{Effective, Found};
use super::{Checker, at, severity};
use crate::layers::{Effect, height};
use crate::model::{BuiltIn, BuiltInRule, Severity};

fn word(which: BuiltIn) -> Both {
    Both::new(which.word(Lang::Zh), which.word(Lang::En))
}

/// All of them, advisory until something else is said.
pub(super) fn built_in_rules() -> BTreeMap<BuiltIn, BuiltInRule> {
    let advisory = BuiltInRule { severity: Severity::Advisory, declared: None, layer: None };
    BuiltIn::ALL.into_iter().map(|rule| (rule, advisory)).collect()
}

/// What is said of them, lower layers first.
enum Said<'t> {
    /// `built-in rule unit severity mandatory`.
    Weight(&'t BuiltInDecl),
    /// `override built-in rule unit …`, `disable built-in rule unit …`: the change, counted.
    Change(usize, &'t ChangeDecl),
}

impl Checker {
    /// What the layers say of the rules that every rulebook has, lower ones first.
    pub(super) fn built_ins(&mut self, trees: &[SyntaxTree], found: &[Found<'_>], effective: &Effective<'_>) {
        let mut all = Vec::new();
        for item in trees.iter().flat_map(|tree| &tree.items) {
            if let Item::BuiltIn(declared) = item {
                all.push((self.layers.of(declared.rule.span.source), Said::Weight(declared)));
            }
        }
        for index in &effective.built_in {
            if let Some(found) = found.get(*index) {
                all.push((found.layer, Said::Change(*index, found.declared)));
            }
        }
        all.sort_by_key(|(layer, _)| height(*layer));
        for (_, said) in all {
            match said {
                Said::Weight(declared) => self.built_in_severity(declared),
                Said::Change(index, declared) => self.built_in_changed(index, declared),
            }
        }
    }

    /// `built-in rule unit severity mandatory`. One above may raise what those below say.
    fn built_in_severity(&mut self, declared: &BuiltInDecl) {
        let (which, span) = (declared.rule.value, declared.rule.span);
        let said = BuiltInRule {
            severity: severity(declared.severity.value),
            declared: Some(span),
            layer: self.layers.of(span.source),
        };
        let Some(before) = self.first_in_its_layer(which, span) else { return };
        if let Some(first) = before.declared
            && (before.severity, said.severity) == (Severity::Mandatory, Severity::Advisory)
        {
            let layer = before.layer.and_then(|layer| self.layers.get(layer));
            let layer = layer.map_or_else(String::new, |layer| layer.id.clone());
            return self.say(
                at(codes::BUILT_IN_LOWERED, declared.severity.span)
                    .with("rule", word(which))
                    .with("layer", layer)
                    .label(first, name_codes::DECLARED_HERE)
                    .help(codes::RAISE_OR_LEAVE.with("rule", word(which))),
            );
        }
        self.put_back(which);
        self.built_in.insert(which, said);
    }

    /// A layer disables one, or says anew how much it weighs.
    fn built_in_changed(&mut self, index: usize, declared: &ChangeDecl) {
        let Some(which) = declared.built_in else { return };
        let span = declared.target.name.span;
        let Some(before) = self.first_in_its_layer(which, span) else { return };
        let mut now = BuiltInRule { declared: Some(span), layer: self.layers.of(span.source), ..before };
        let disabled = self.put_back(which);
        let effects = if declared.change == Change::Disable {
            self.built_in_disabled.insert(which, index);
            (vec![Effect::Disabled(before.severity)], true)
        } else {
            let stated = declared.clauses.iter().find_map(|clause| match clause {
                Clause::Severity(stated) => Some(severity(stated.value)),
                _ => None,
            });
            now.severity = stated.unwrap_or(before.severity);
            let lowered = before.severity == Severity::Mandatory && now.severity == Severity::Advisory;
            let differs = before.severity != now.severity || disabled;
            (
                differs.then_some(Effect::Severity(before.severity, now.severity)).into_iter().collect(),
                lowered,
            )
        };
        self.built_in_effects.insert(index, effects);
        self.built_in.insert(which, now);
    }

    /// What is said below of a rule; none where its own layer says something of it already, which is said.
    fn first_in_its_layer(&mut self, which: BuiltIn, span: Span) -> Option<BuiltInRule> {
        let before = *self.built_in.get(&which)?;
        if let Some(first) = before.declared
            && before.layer == self.layers.of(span.source)
        {
            return self.refuse(
                at(name_codes::DECLARED_TWICE, span)
                    .with("name", word(which))
                    .label(first, name_codes::FIRST_DECLARED_HERE),
            );
        }
        Some(before)
    }

    /// What is said above a disable takes its place.
    fn put_back(&mut self, which: BuiltIn) -> bool {
        let below = self.built_in_disabled.remove(&which);
        if let Some(below) = below {
            self.built_in_effects.remove(&below);
        }
        below.is_some()
    }

    /// A rule that would be listed like a built-in one.
    pub(super) fn id_of_a_built_in(&mut self, id: &Ident) {
        if BuiltIn::named(&id.value.to_ascii_lowercase()).is_some() {
            self.say(
                at(codes::ID_OF_A_BUILT_IN, id.span)
                    .with("id", id.value.as_str())
                    .help(codes::AN_ID_OF_ITS_OWN.with("example", format!("R-{}", id.value))),
            );
        }
    }

    /// `listed in …`, when the forms are known.
    pub(super) fn register(&mut self, subject: &SubjectDecl) {
        let Some(path) = &subject.listed else { return };
        let Some(form) = self.resolve_form(path) else { return };
        if self.vocab.form(form).parent.is_some() {
            let name = Both::of(&self.vocab.form(form).name);
            return self.say(at(codes::REGISTER_IS_A_GROUP, path.span).with("form", name));
        }
        if let Some(subject) = &mut self.vocab.subject {
            subject.register = Some(form);
        }
    }
}
