//! Layers as the print has them: what a rule owes to whom, what rests, and what layers change in each other.

use super::{Printer, one, quoted, severity};
use crate::layers::{Effect, LayerChange, LayerId, Period, Rest, RestingRule};
use crate::model::Rule;

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

    /// Whether what is changed is in this model: some of its rules may have been left out.
    fn concerns(&self, change: &LayerChange) -> bool {
        let resting = self.model.resting.iter().map(|resting| &resting.rule);
        let mut rules = self.model.rules.iter().chain(resting);
        let mut formulas = self.model.order.iter().filter_map(|id| self.model.formula(*id));
        rules.any(|rule| rule.id == change.target)
            || formulas.any(|formula| formula.name.all().any(|name| name == change.target))
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
        let target = self.model.layers.qualified(change.declared_in, name);
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
            };
            self.line(1, &effect);
        }
    }
}
