//! The rules that every rulebook has: what is said of their weight, and who is in the register.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{built_in as codes, names as name_codes};
use shensuan_diagnostics::{Both, Lang};
use shensuan_syntax::tree::{BuiltInDecl, Ident, SubjectDecl};

use super::{Checker, at, severity};
use crate::model::{BuiltIn, BuiltInRule, Severity};

/// All of them, advisory until something else is said.
pub(super) fn built_in_rules() -> BTreeMap<BuiltIn, BuiltInRule> {
    let advisory = BuiltInRule { severity: Severity::Advisory, declared: None, layer: None };
    BuiltIn::ALL.into_iter().map(|rule| (rule, advisory)).collect()
}

impl Checker {
    /// `built-in rule unit severity mandatory`. Lower layers come first; one above may raise what they say.
    pub(super) fn built_in_severity(&mut self, declared: &BuiltInDecl) {
        let (which, span) = (declared.rule.value, declared.rule.span);
        let said = BuiltInRule {
            severity: severity(declared.severity.value),
            declared: Some(span),
            layer: self.layers.of(span.source),
        };
        let name = Both::new(which.word(Lang::Zh), which.word(Lang::En));
        if let Some((before, first)) =
            self.built_in.get(&which).and_then(|rule| Some((*rule, rule.declared?)))
        {
            if before.layer == said.layer {
                return self.say(
                    at(name_codes::DECLARED_TWICE, span)
                        .with("name", name)
                        .label(first, name_codes::FIRST_DECLARED_HERE),
                );
            }
            if before.severity == Severity::Mandatory && said.severity == Severity::Advisory {
                let layer = before.layer.and_then(|layer| self.layers.get(layer));
                let layer = layer.map_or_else(String::new, |layer| layer.id.clone());
                return self.say(
                    at(codes::BUILT_IN_LOWERED, declared.severity.span)
                        .with("rule", name)
                        .with("layer", layer.as_str())
                        .label(first, name_codes::DECLARED_HERE)
                        .help(codes::RAISE_OR_LEAVE.with("layer", layer.as_str())),
                );
            }
        }
        self.built_in.insert(which, said);
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
