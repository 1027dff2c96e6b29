//! What a statistic is made of, group by group: what `shensuan why` answers of a total.

use serde::Serialize;

use crate::{Cell, Evidence, LayerName, NoNumber, RulePlace, StatisticKey, Whose, is_zero};

/// The version of a [`FollowedStatistic`]. It changes when a key changes its meaning.
pub const WHY_STATISTIC_SCHEMA: &str = "shensuan.why-statistic/1";

/// A statistic, followed to the rows that it is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowedStatistic {
    /// [`WHY_STATISTIC_SCHEMA`].
    pub schema: &'static str,
    /// What it is called.
    pub statistic: String,
    /// As it is written.
    pub written: String,
    /// Where that is.
    pub place: RulePlace,
    /// In which rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
    /// The word for the subject.
    pub subject: String,
    /// What groups are made by.
    pub keys: Vec<String>,
    /// Whose share is asked; none where nobody's is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose: Option<Whose>,
    /// The groups that are meant, in the order of the table.
    pub groups: Vec<FollowedGroup>,
    /// How many more there are that are not shown.
    pub left_out: usize,
    /// Keys of groups that come near, where no group is the one that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
}

/// A group of a statistic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowedGroup {
    /// What it is made by; nothing for those without a key.
    pub keys: Vec<StatisticKey>,
    /// What is stated of it, to the last bit as `account` writes it; none where it is not known.
    pub value: Option<f64>,
    /// The same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// The unit of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Why there is none, or what is to be known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<NoNumber>,
    /// The statistic with what its aggregates came to in their place; none where it is one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_numbers: Option<String>,
    /// What it is made of, where that is asked: of one group, or of the groups that were named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aggregates: Vec<FollowedAggregate>,
    /// What other statistics say of it as a part of it: how much of it is uncertain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

/// What is made of the members of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowedAggregate {
    /// As it is written.
    pub written: String,
    /// What came out, to the last bit; none where it is not known.
    pub value: Option<f64>,
    /// The same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// The unit of all numbers here; shares are in percent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What its members are: the name of a form, or the word for the subject.
    pub members: String,
    /// Whether they are rows of a form.
    pub of_rows: bool,
    /// How many of them gave something.
    pub given: usize,
    /// Of how many subjects these are.
    pub subjects: usize,
    /// How many are counted in and have no value.
    pub missing: usize,
    /// Of how many it cannot be said whether they are counted in.
    pub undecided: usize,
    /// How many are not: the condition is false for them.
    pub not_counted: usize,
    /// Whether it is a sum or a count: what the subjects gave, and the rest, add up to it.
    pub adds_up: bool,
    /// Whether it looks at what is private, so that nobody is named.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The share of the subject that is asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
    /// The subjects that gave most, the largest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub largest: Vec<Contribution>,
    /// All others together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// What has to be added to the largest and the rest, added in this order, to come to the value to its last bit: numbers
    /// are rounded as often as they are added.
    #[serde(skip_serializing_if = "is_nothing")]
    pub rounding: f64,
    /// Members that gave nothing, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<LackingMember>,
    /// How many more there are that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub lacking_left_out: usize,
}

impl FollowedAggregate {
    /// Whether the group has any member: a form of several may have none.
    #[must_use]
    pub const fn has_members(&self) -> bool {
        self.given + self.missing + self.undecided + self.not_counted > 0
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_nothing(number: &f64) -> bool {
    *number == 0.0
}

/// The share of the subject that is asked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Own {
    /// One more than how many gave more; none where it gave nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// All it gave; none where that is nothing, or no sum.
    pub value: Option<f64>,
    /// The same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// In percent of the value; none where a number is negative or the total is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Its rows that gave something, in their order.
    pub rows: Vec<OwnRow>,
    /// How many more there are that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub rows_left_out: usize,
}

/// A row of the subject that is asked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnRow {
    /// Where it stands; none of the subject itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// What it gave.
    pub value: f64,
    /// The same as text.
    pub shown: String,
    /// How to go on; none where a cell alone is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Follow>,
}

/// What one subject gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// Its key.
    pub subject: String,
    /// What it is called, where the rulebook says which field names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many of its members gave something.
    pub given: usize,
    /// Where that stands, if it is one row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// What it gave: of a sum its part, else its largest or smallest.
    pub value: f64,
    /// The same as text.
    pub shown: String,
    /// In percent of the value; none where a number is negative, the total is 0, or it is no sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// How to go on; none where a cell alone is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Follow>,
}

/// All subjects that are not named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rest {
    /// How many.
    pub subjects: usize,
    /// How many of their members gave something.
    pub given: usize,
    /// What they gave together; none of what is no sum.
    pub value: Option<f64>,
    /// The same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// In percent of the value, as of those who are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

/// A member that gave nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LackingMember {
    /// The key of its subject.
    pub subject: String,
    /// What that is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// Whether it cannot be said if it is counted in; else its value is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undecided: bool,
    /// The cells that left it so.
    pub lacking: Vec<Evidence>,
    /// How many more did that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub lacking_left_out: usize,
    /// How to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Follow>,
}

/// What to ask `why` next: its options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// `--enterprise`
    pub enterprise: String,
    /// `--value`
    pub value: String,
    /// `--group`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// `--row`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

/// What another statistic says of a group as a part of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// What it is called.
    pub statistic: String,
    /// What it states; none where that is not known.
    pub value: Option<f64>,
    /// The same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
}
