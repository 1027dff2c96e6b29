//! Which rulebook decided, and what one changes in another.

use std::fmt;

use serde::Serialize;

use crate::{RulePlace, Severity};

/// A rulebook among those that build on each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LayerName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl fmt::Display for LayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.version)
    }
}

/// What a layer changes in a layer below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LayerChange {
    /// What kind of thing it changes.
    pub changes: Changed,
    /// The rule, constant, formula or set, its layer before it: `national:G102-07`; the word of a built-in rule.
    pub target: String,
    /// The layer that changes it; none for files that were named beside the rulebooks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
    /// What it does.
    pub action: Action,
    /// What becomes different; nothing where it is out of force, or a layer above decides.
    pub effects: Vec<Effect>,
    /// Whether a mandatory rule is disabled, weighs less, judges something else or fails less often; or a built-in rule
    /// is disabled.
    pub weakens: bool,
    /// Whether it is a constant, formula or set that a mandatory rule reads, and the rule may ask for less, or for more:
    /// which is not known.
    pub may_weaken: bool,
    /// Whether it is one by which mandatory rules fail more often, and none less.
    pub tightens: bool,
    /// Why.
    pub because: String,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether the review date is one of its days.
    pub in_force: bool,
    /// Where it stands.
    pub place: RulePlace,
}

/// What kind of thing a layer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// A rule.
    Rule,
    /// A rule that every rulebook has.
    BuiltInRule,
    /// A constant.
    Constant,
    /// A formula.
    Formula,
    /// A set.
    Set,
}

/// What a layer does to something of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The rule is judged no more.
    Disable,
    /// What the layer says takes the place of what was said.
    Override,
}

/// What becomes different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// The rule is not judged.
    Disabled {
        /// What it weighed.
        severity: Severity,
    },
    /// The rule weighs otherwise.
    Severity {
        /// What it weighed.
        before: Severity,
        /// What it weighs.
        after: Severity,
    },
    /// Its checks are others.
    Check,
    /// Its conditions are others.
    When,
    /// Its title, message, basis or tags are others.
    Wording,
    /// The constant has another value.
    Constant {
        /// Its value as written before.
        before: String,
        /// Its value as written now.
        after: String,
    },
    /// The formula computes something else.
    Formula {
        /// What it computed, as written.
        before: String,
        /// What it computes now.
        after: String,
    },
    /// The set holds other members.
    Set {
        /// Those that come in.
        added: Vec<String>,
        /// Those that drop out.
        removed: Vec<String>,
    },
}

/// A rule that is not in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RestingRule {
    /// Its id.
    pub rule: String,
    /// Its title, or its id.
    pub title: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Why it is not in force.
    pub why: NotInForce,
    /// Where it stands.
    pub place: RulePlace,
    /// Its layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
}

/// Why a rule is not in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NotInForce {
    /// It begins later.
    NotYet {
        /// Its first day.
        since: String,
    },
    /// It has ended.
    NoLonger {
        /// Its last day.
        until: String,
    },
    /// A layer disabled it.
    Disabled {
        /// The layer.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<LayerName>,
        /// Why.
        because: String,
        /// The last day of that.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
}
