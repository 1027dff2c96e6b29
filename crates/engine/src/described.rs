//! Layers for readers: their names, what they change in each other, and which rules are not in force.

use shensuan_diagnostics::codes::{Note, built_in as codes};
use shensuan_diagnostics::{Lang, Localised, Message, SourceMap, Span};
use shensuan_findings::{
    Action, Changed, Effect, LayerChange, LayerName, NotInForce, RestingRule, RulePlace, Severity,
};
use shensuan_model::{Bearing, BuiltIn, LayerId, Model, Rest, Rule};

/// What layers change in each other, lower layers first.
pub(crate) fn changes(model: &Model, sources: &SourceMap) -> Vec<LayerChange> {
    let described = model.changes.iter().map(|change| LayerChange {
        changes: match change.changed {
            shensuan_model::Changed::Rule => Changed::Rule,
            shensuan_model::Changed::BuiltIn => Changed::BuiltInRule,
            shensuan_model::Changed::Constant => Changed::Constant,
            shensuan_model::Changed::Formula => Changed::Formula,
            shensuan_model::Changed::Set => Changed::Set,
        },
        target: model.layers.qualified(change.declared_in, &change.target),
        layer: layer_name(model, change.layer),
        action: if change.disables { Action::Disable } else { Action::Override },
        effects: change.effects.iter().map(|known| effect(known, sources)).collect(),
        weakens: change.bearing == Bearing::Weakens,
        may_weaken: change.bearing == Bearing::MayWeaken,
        tightens: change.bearing == Bearing::Tightens,
        because: change.because.clone(),
        since: change.period.since.map(|date| date.to_string()),
        until: change.period.until.map(|date| date.to_string()),
        in_force: change.rests.is_none(),
        place: place(sources, change.span),
    });
    described.collect()
}

/// The rules that are not in force, in the order of the files; then the built-in ones that a layer disabled.
pub(crate) fn not_in_force(model: &Model, sources: &SourceMap, lang: Lang) -> Vec<RestingRule> {
    let built_in = model.built_in_resting.iter().filter_map(|(which, (rule, change))| {
        Some(RestingRule {
            rule: which.word(lang).to_owned(),
            title: Message::from(built_in_title(*which)).text(lang),
            severity: severity(rule.severity),
            why: disabled(model, *change),
            place: place(sources, rule.declared?),
            layer: None,
        })
    });
    let described = model.resting.iter().map(|resting| RestingRule {
        rule: resting.rule.id.clone(),
        title: title(&resting.rule, lang),
        severity: severity(resting.rule.severity),
        why: match resting.why {
            Rest::NotYet(since) => NotInForce::NotYet { since: since.to_string() },
            Rest::NoLonger(until) => NotInForce::NoLonger { until: until.to_string() },
            Rest::Disabled(change) => disabled(model, change),
        },
        place: place(sources, resting.rule.span),
        layer: layer_name(model, resting.rule.declared_in),
    });
    described.chain(built_in).collect()
}

/// By which change a rule is not in force.
fn disabled(model: &Model, change: usize) -> NotInForce {
    let change = model.changes.get(change);
    NotInForce::Disabled {
        by: change.and_then(|change| layer_name(model, change.layer)),
        because: change.map_or_else(String::new, |change| change.because.clone()),
        until: change.and_then(|change| change.period.until).map(|date| date.to_string()),
    }
}

fn effect(effect: &shensuan_model::Effect, sources: &SourceMap) -> Effect {
    let written = |span: &Span| sources.text(*span).split_whitespace().collect::<Vec<_>>().join(" ");
    match effect {
        shensuan_model::Effect::Disabled(before) => Effect::Disabled { severity: severity(*before) },
        shensuan_model::Effect::Severity(before, after) => {
            Effect::Severity { before: severity(*before), after: severity(*after) }
        }
        shensuan_model::Effect::Check => Effect::Check,
        shensuan_model::Effect::When => Effect::When,
        shensuan_model::Effect::Wording => Effect::Wording,
        shensuan_model::Effect::Constant(before, after) => {
            Effect::Constant { before: written(before), after: written(after) }
        }
        shensuan_model::Effect::Formula(before, after) => {
            Effect::Formula { before: written(before), after: written(after) }
        }
        shensuan_model::Effect::Set(added, removed) => {
            Effect::Set { added: added.clone(), removed: removed.clone() }
        }
    }
}

/// A layer's id and version; none for files that belong to no rulebook.
pub(crate) fn layer_name(model: &Model, layer: Option<LayerId>) -> Option<LayerName> {
    let layer = model.layers.get(layer?)?;
    Some(LayerName { id: layer.id.clone(), version: layer.version.clone() })
}

pub(crate) fn place(sources: &SourceMap, span: Span) -> RulePlace {
    let source = sources.get(span.source);
    let at = source.map(|source| source.position(span.start));
    RulePlace {
        file: source.map_or_else(String::new, |source| source.name().to_owned()),
        line: at.map_or(0, |at| at.line),
        column: at.map_or(0, |at| at.column),
    }
}

pub(crate) fn title(rule: &Rule, lang: Lang) -> String {
    rule.title.as_ref().map_or_else(|| rule.id.clone(), |title| title.in_lang(lang))
}

pub(crate) fn severity(severity: shensuan_model::Severity) -> Severity {
    match severity {
        shensuan_model::Severity::Mandatory => Severity::Mandatory,
        shensuan_model::Severity::Advisory => Severity::Advisory,
    }
}

/// What a built-in rule finds.
pub(crate) const fn built_in_title(rule: BuiltIn) -> Note {
    match rule {
        BuiltIn::Unit => codes::UNIT_TITLE,
        BuiltIn::Code => codes::CODE_TITLE,
        BuiltIn::Type => codes::TYPE_TITLE,
        BuiltIn::Key => codes::KEY_TITLE,
        BuiltIn::Orphan => codes::ORPHAN_TITLE,
        BuiltIn::Required => codes::REQUIRED_TITLE,
    }
}
