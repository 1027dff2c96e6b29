//! Rulebooks that build on each other, and what one changes in another.

use std::collections::BTreeMap;

use shensuan_diagnostics::{SourceId, Span};
use shensuan_vocab::Date;

use crate::model::{Rule, Severity};

/// Names a layer within its [`Layers`]; what others build on comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerId(pub usize);

/// One rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Its id: `national`.
    pub id: String,
    /// Its version: `2019.1`.
    pub version: String,
    /// All that it builds on, directly or through others.
    pub below: Vec<LayerId>,
}

/// The rulebooks that are checked together, and the day they are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// Those that others build on first.
    pub layers: Vec<Layer>,
    /// The layer of each source; one without stands above all layers.
    pub of_source: BTreeMap<SourceId, LayerId>,
    /// The review date. Where there is none, no date keeps anything out of force.
    pub as_of: Option<Date>,
}

impl Layers {
    /// The layer that a source belongs to.
    #[must_use]
    pub fn of(&self, source: SourceId) -> Option<LayerId> {
        self.of_source.get(&source).copied()
    }

    /// A layer that these gave out.
    #[must_use]
    pub fn get(&self, id: LayerId) -> Option<&Layer> {
        self.layers.get(id.0)
    }

    /// The layer with an id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<LayerId> {
        self.layers.iter().position(|layer| layer.id == id).map(LayerId)
    }

    /// Whether `upper` builds on `lower`; what belongs to no layer stands above all of them.
    #[must_use]
    pub fn is_below(&self, lower: Option<LayerId>, upper: Option<LayerId>) -> bool {
        match (lower, upper) {
            (Some(_), None) => true,
            (Some(lower), Some(upper)) => self.get(upper).is_some_and(|upper| upper.below.contains(&lower)),
            (None, _) => false,
        }
    }

    /// An id with its layer before it: `national:G102-07`.
    #[must_use]
    pub fn qualified(&self, layer: Option<LayerId>, id: &str) -> String {
        match layer.and_then(|layer| self.get(layer)) {
            Some(layer) => format!("{}:{id}", layer.id),
            None => id.to_owned(),
        }
    }
}

/// How high a layer stands.
pub(crate) fn height(layer: Option<LayerId>) -> usize {
    layer.map_or(usize::MAX, |layer| layer.0)
}

/// From when to when something is in force, both days included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// Why it is out of force on a day, where it is.
    #[must_use]
    pub fn rests(&self, day: Option<Date>) -> Option<Rest> {
        let day = day?;
        match (self.since, self.until) {
            (Some(since), _) if day < since => Some(Rest::NotYet(since)),
            (_, Some(until)) if day > until => Some(Rest::NoLonger(until)),
            _ => None,
        }
    }

    /// Whether there is a day of both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let ends_before =
            |a: &Self, b: &Self| a.until.zip(b.since).is_some_and(|(until, since)| until < since);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// Why a rule is not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// It begins on a later day.
    NotYet(Date),
    /// It ended on an earlier one.
    NoLonger(Date),
    /// A layer above disabled it: counted in [`crate::Model::changes`].
    Disabled(usize),
}

/// A rule that is not judged, and why.
#[derive(Clone, Debug)]
pub struct RestingRule {
    /// The rule.
    pub rule: Rule,
    /// Why.
    pub why: Rest,
}

/// What kind of thing a layer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A rule.
    Rule,
    /// A rule that every rulebook has.
    BuiltIn,
    /// A constant.
    Constant,
    /// A formula.
    Formula,
    /// A named set.
    Set,
}

/// What a change means for the mandatory rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bearing {
    /// Nothing that is known.
    #[default]
    None,
    /// One is disabled, weighs less, judges something else, or fails less often; or a rule that every rulebook has is
    /// disabled.
    Weakens,
    /// They fail more often, and none less.
    Tightens,
    /// They read what is changed, and which way they go by it is not known.
    MayWeaken,
}

/// What becomes different by a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The rule, of this severity, is judged no more.
    Disabled(Severity),
    /// It weighs otherwise: before and after.
    Severity(Severity, Severity),
    /// Other checks.
    Check,
    /// Other conditions.
    When,
    /// Another message, title, basis, other tags: what is judged stays.
    Wording,
    /// A constant: where the value before and the new one stand.
    Constant(Span, Span),
    /// A formula: where the expression before and the new one stand.
    Formula(Span, Span),
    /// A set: which members come in, and which drop out.
    Set(Vec<String>, Vec<String>),
}

/// What a layer changes in a layer below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerChange {
    /// What it changes.
    pub changed: Changed,
    /// The rule's id, the name of the constant, formula or set.
    pub target: String,
    /// The layer that declares it.
    pub declared_in: Option<LayerId>,
    /// The layer that changes it.
    pub layer: Option<LayerId>,
    /// Whether it disables its target; else it overrides it.
    pub disables: bool,
    /// What becomes different; nothing while it is out of force.
    pub effects: Vec<Effect>,
    /// What that means for the mandatory rules.
    pub bearing: Bearing,
    /// Why.
    pub because: String,
    /// From when to when.
    pub period: Period,
    /// Why it is out of force, where it is.
    pub rests: Option<Rest>,
    /// Where it stands.
    pub span: Span,
}

/// A case that is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedCase {
    /// The rule it tests.
    pub rule: String,
    /// Why.
    pub why: Skip,
    /// Where it stands.
    pub head: Span,
}

/// Why a case is not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Its rule is not in force.
    Resting,
    /// A layer above changed what the rule judges, or a constant, formula or set that it reads.
    Changed(Option<LayerId>),
}
