//! Layers as the print has them: what a rule owes to whom, what rests, and what layers change in each other.

use shensuan_diagnostics::Lang;

use super::{Printer, one, quoted, severity};
use crate::layers::{Bearing, Changed, Effect, LayerChange, LayerId, Period, Rest, RestingRule};
use crate::model::{BuiltIn, Rule};

impl Printer<'_> {
    fn layer(&self, layer: Option<LayerId>) -> &str {
        layer.and_then(|layer| self.model.layers.get(layer)).map_or("", |layer| layer.id.as_str())
    }

    /// The tags and days of a rule, and the layers that declare it and decide it.
    pub(super) fn standing(&mut self, rule: &Rule) {
        let mut tags: Vec<String> = rule.tags.iter().map(|tag| quoted(tag)).collect();
        tags.sort_unstable();
        if !tags.is_empty() {
            self.line(1, &format!("tags {}", tags.join(", ")));
        }
        self.period(rule.period);
        if rule.declared_in.is_some() {
            let (declared, decides) = (self.layer(rule.declared_in), self.layer(rule.layer));
            let text = if rule.declared_in == rule.layer {
                format!("layer {declared}")
            } else {
                format!("layer {declared}, decided by {decides}")
            };
            self.line(1, &text);
        }
    }

    fn period(&mut self, period: Period) {
        if let Some(since) = period.since {
            self.line(1, &format!("since {since}"));
        }
        if let Some(until) = period.until {
            self.line(1, &format!("until {until}"));
        }
    }

    /// A rule that is not judged.
    pub(super) fn resting(&mut self, resting: &RestingRule) {
        let why = match resting.why {
            Rest::NotYet(_) => "not yet in force".to_owned(),
            Rest::NoLonger(_) => "no longer in force".to_owned(),
            Rest::Disabled(change) => {
                let by = self.model.changes.get(change).map_or("", |change| self.layer(change.layer));
                format!("disabled by {by}")
            }
        };
        self.rule(&resting.rule, true);
        self.line(1, &why);
    }

    /// A rule that every rulebook has, and that a layer disabled.
    pub(super) fn built_in_resting(&mut self, rule: BuiltIn, change: usize) {
        let by = self.model.changes.get(change).map_or("", |change| self.layer(change.layer));
        let text = format!("built-in rule {}: disabled by {by}", rule.word(Lang::En));
        self.line(0, text.trim_end_matches(" by "));
    }

    /// Whether what is changed is in this model: some of its rules may have been left out.
    fn concerns(&self, change: &LayerChange) -> bool {
        let resting = self.model.resting.iter().map(|resting| &resting.rule);
        let mut rules = self.model.rules.iter().chain(resting);
        let mut formulas = self.model.order.iter().filter_map(|id| self.model.formula(*id));
        match change.changed {
            Changed::Rule => rules.any(|rule| rule.id == change.target),
            Changed::Constant | Changed::Formula => {
                formulas.any(|formula| formula.name.all().any(|name| name == change.target))
            }
            Changed::Set | Changed::BuiltIn => true,
        }
    }

    /// What a layer changes in another.
    pub(super) fn change(&mut self, change: &LayerChange) {
        if !self.concerns(change) {
            return;
        }
        let what = if change.disables { "disable" } else { "override" };
        let constant =
            self.model.formulas.iter().find(|known| known.name.all().any(|name| name == change.target));
        let name = constant.map_or(change.target.as_str(), |constant| one(&constant.name));
        let mut target = self.model.layers.qualified(change.declared_in, name);
        if change.changed == Changed::BuiltIn {
            target = format!("built-in rule {target}");
        }
        let text =
            format!("{}: {what} {target} because {}", self.layer(change.layer), quoted(&change.because));
        self.line(0, &text);
        self.period(change.period);
        for effect in &change.effects {
            let effect = match effect {
                Effect::Disabled(_) => "not judged".to_owned(),
                Effect::Severity(before, after) => {
                    format!("{} instead of {}", severity(*after), severity(*before))
                }
                Effect::Check => "other checks".to_owned(),
                Effect::When => "other conditions".to_owned(),
                Effect::Wording => "other words".to_owned(),
                Effect::Constant(..) => "another value".to_owned(),
                Effect::Formula(..) => "another expression".to_owned(),
                Effect::Set(added, removed) => {
                    let signed = |sign: char, members: &[String]| -> Vec<String> {
                        members.iter().map(|member| format!("{sign}{member}")).collect()
                    };
                    [signed('+', added), signed('−', removed)].concat().join(", ")
                }
            };
            self.line(1, &effect);
        }
        match change.bearing {
            Bearing::None => {}
            Bearing::Weakens => self.line(1, "weakens"),
            Bearing::Tightens => self.line(1, "tightens"),
            Bearing::MayWeaken => self.line(1, "may weaken"),
        }
    }
}
