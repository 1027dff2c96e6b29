//! Where an outcome or a value comes from, back to the cells: what `shensuan why` answers.

use serde::Serialize;

use crate::{Cell, Evidence, Group, LayerName, RulePlace, Severity, State};

/// The version of a [`Derivation`]. It changes when a key changes its meaning.
pub const WHY_SCHEMA: &str = "shensuan.why/1";

/// The version of a [`Standing`].
pub const WHY_LIST_SCHEMA: &str = "shensuan.why-list/1";

/// Whose outcomes and values are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Whose {
    /// What is judged: 企业, enterprise.
    pub subject: String,
    /// Its key.
    pub key: String,
    /// What it is called, where the rulebook says which field names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its district, where the rulebook says what a district is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
}

/// Why a rule judged a subject as it did, or a value is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Derivation {
    /// [`WHY_SCHEMA`].
    pub schema: &'static str,
    /// Whose.
    #[serde(flatten)]
    pub whose: Whose,
    /// What is asked.
    pub asked: AskedFor,
    /// What came of it: of the subject, or of each of its rows; of a rule the failures first, then what could not be
    /// decided.
    pub results: Vec<Derived>,
    /// How many more rows there are that are not shown.
    pub left_out: usize,
    /// The form of which the subject has no row, where nothing could be judged or computed for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_rows: Option<String>,
    /// The statistics that the value goes into, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goes_into: Vec<String>,
    /// The sources that could not be opened once more, or in which a row is gone, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources_gone: Vec<String>,
}

/// A rule, or a computed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AskedFor {
    /// A rule.
    Rule {
        /// Its id.
        rule: String,
        /// Its title, or its id where it has none.
        title: String,
        /// How much a failure weighs.
        severity: Severity,
        /// On whose authority.
        #[serde(skip_serializing_if = "Option::is_none")]
        basis: Option<String>,
        /// Where it stands.
        place: RulePlace,
        /// The rulebook that decides what it says.
        #[serde(skip_serializing_if = "Option::is_none")]
        layer: Option<LayerName>,
    },
    /// A computed value.
    Value {
        /// What it is called.
        value: String,
        /// Where its formula stands.
        place: RulePlace,
        /// The rulebook in which that is.
        #[serde(skip_serializing_if = "Option::is_none")]
        layer: Option<LayerName>,
    },
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 不通过
    Fail,
    /// 无法判定
    Undetermined,
    /// 通过
    Pass,
    /// 不适用
    NotApplicable,
}

/// What came of a rule or a formula for a subject, or for one of its rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Derived {
    /// The form of the row; none for the subject itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Where the row stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// What the rule came to; none of a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Verdict>,
    /// What a finding would say, of a failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Forms that are read and not filed: the rule, or a check of it, does not apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_filed: Vec<String>,
    /// Tables that are read and not supplied, likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_supplied: Vec<String>,
    /// The conditions under which the rule applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Step>,
    /// What it wants to hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Step>,
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Step>,
    /// The groups that the rule holds it against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What was missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<Evidence>,
    /// How much more was that is not shown.
    pub lacking_left_out: usize,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Something that holds or does not.
    Condition,
    /// A formula of the rulebook.
    Formula,
    /// A cell of a form.
    Cell,
    /// A cell of the row that keys find, in a table or a form.
    LookedUp,
    /// The formula in such a cell.
    FormulaCell,
    /// What goes into the formula in a cell.
    Parameter,
    /// One of two values that something chooses.
    Choice,
    /// What is made of rows.
    Aggregate,
    /// One of these rows.
    Row,
    /// What is asked of a group.
    Group,
    /// Whether a form is filed, a table supplied, a row found; how many rows there are.
    Filed,
}

/// A value on the way, and what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// What it is called; empty for a condition, which is written out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its value as text, [`HIDDEN`](crate::HIDDEN) where that is private; none where it is missing.
    pub value: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The same as a number in that unit, to the last bit; none of what is no number, is missing or private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Whether it holds; none of what is no condition, cannot be said or is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
    /// What is known of it.
    pub state: State,
    /// As it is written: of a formula what it computes, of a formula in a cell that cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Where that is written in the rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<RulePlace>,
    /// In which rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
    /// The same with numbers and their units in the place of names; of a choice what was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_numbers: Option<String>,
    /// Where it stands in the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// How it stands in the source, where that was opened once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceCell>,
    /// The row that was looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_up: Option<FoundRow>,
    /// What was chosen; of a formula that is a choice its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// Of an aggregate: its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<RowsMade>,
    /// Whether it was taken apart before, and is named here alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// What it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Step>,
}

impl Step {
    /// A step of which nothing is known.
    #[must_use]
    pub const fn new(kind: StepKind, name: String) -> Self {
        Self {
            kind,
            name,
            value: None,
            unit: String::new(),
            number: None,
            truth: None,
            state: State::Missing,
            written: None,
            place: None,
            layer: None,
            with_numbers: None,
            cell: None,
            source: None,
            looked_up: None,
            choice: None,
            rows: None,
            again: false,
            parts: Vec::new(),
        }
    }
}

/// A cell as it stands in its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceCell {
    /// The letters of its column.
    pub column: String,
    /// The heading of that column, as it is written; none of a table on its side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Its text, where that is another than the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The row that keys find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundRow {
    /// The table, or the form.
    pub table: String,
    /// Its keys: what was asked, and what stands in the row.
    pub keys: Vec<KeyFound>,
    /// What else stands in the row: edition, source, certainty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Named>,
}

/// A key of a row that was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyFound {
    /// The column.
    pub name: String,
    /// What was asked for.
    pub asked: String,
    /// What stands there; none where no row was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<String>,
    /// How both fit; none where no row was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits: Option<Fits>,
    /// Where what was asked for stands, if it is a cell as it was filed; else the parts of the step say where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

/// How a key fits what stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fits {
    /// It is the same, or named there.
    Equal,
    /// It belongs to a group that is named there.
    Group,
    /// It lies within what stands there.
    Range,
    /// Everything fits.
    Any,
}

/// Something by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// What it is.
    pub value: String,
}

/// What was chosen of two, or of more by a condition behind another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The condition that was asked last, as written; none where the first is taken if it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// What was taken, as written; none where the condition cannot be decided, or is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<String>,
    /// What was not taken.
    pub not_taken: Vec<String>,
    /// The conditions in the order in which they were asked, with what each chooses; behind the last what is chosen
    /// otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
}

/// One way of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The condition as written; none of what is chosen otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The same with numbers in the place of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_numbers: Option<String>,
    /// Whether it holds; none where that cannot be said, or is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
    /// What it chooses, as written.
    pub written: String,
    /// Whether that was taken.
    pub taken: bool,
}

/// The rows of an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RowsMade {
    /// All rows of the form that it looks at.
    pub all: usize,
    /// Those that are counted in: for which `where` is not false.
    pub counted: usize,
    /// Those of them that were passed over: a cell that they would need is empty.
    pub passed_over: usize,
    /// How many of the counted ones are not shown.
    pub left_out: usize,
}

/// What every rule and value of a subject came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// [`WHY_LIST_SCHEMA`].
    pub schema: &'static str,
    /// Whose.
    #[serde(flatten)]
    pub whose: Whose,
    /// In the order of the rules, of each one line a row.
    pub rules: Vec<RuleStands>,
    /// In the order of the formulas, of each one line a row.
    pub values: Vec<ValueStands>,
}

/// What a rule came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleStands {
    /// Its id.
    pub rule: String,
    /// Its title, or its id.
    pub title: String,
    /// How much a failure weighs.
    pub severity: Severity,
    /// What it came to.
    pub outcome: Verdict,
    /// Where the row stands that was judged; none where the subject was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
}

/// What a formula came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueStands {
    /// What it is called.
    pub name: String,
    /// Its value as text, hidden where it is private; none where it is missing.
    pub value: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is known of it.
    pub state: State,
    /// Where the row stands that it is computed for; none of the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
}

/// A derivation, or a list, as JSON with a line feed at its end.
///
/// # Errors
/// None in practice: neither holds anything that JSON cannot.
pub fn why_json<T: Serialize>(told: &T) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(told)?;
    text.push('\n');
    Ok(text)
}
