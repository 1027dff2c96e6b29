//! What a review answers: findings with their evidence, computed values, the summary.
//!
//! *What it is*: the public contract, versioned by [`SCHEMA`]; its CSV and JSON forms. The CSV files are for Excel; the
//! files by lines of JSON hold the same for programs, with every text as it is and every number to its last bit.
//!
//! *What it is not*: it opens no file (it writes into what it is given) and judges nothing.
//!
//! *Its place on the road*: syntax tree → model → plan → outcomes → **findings**.
#![forbid(unsafe_code)]

mod account;
mod aggregate;
mod csv;
mod derivation;
mod excel;
mod followed;
mod group;
mod layers;
mod lines;
mod number;
mod state;
mod statistic;
mod words;

use serde::Serialize;
use shensuan_diagnostics::Lang;

pub use account::{
    ACCOUNT_SCHEMA, Account, AccountSummary, FormulaSummary, ReasonSummary, ResultCells, ResultColumn,
    ResultTable, heading, heading_of_names, write_result, write_result_parquet, write_results_xlsx,
};
pub use aggregate::Aggregate;
pub use csv::{
    ListCell, write_findings, write_list, write_orphans, write_rejected, write_table, write_undetermined,
    write_unreadable, write_values,
};
pub use derivation::{
    AskedFor, Branch, Choice, Derivation, Derived, Fits, FoundRow, KeyFound, Named, RowsMade, RuleStands,
    SourceCell, Standing, Step, StepKind, ValueStands, Verdict, WHY_LIST_SCHEMA, WHY_SCHEMA, Whose, why_json,
};
pub use followed::{
    Beside, Contribution, Follow, FollowedAggregate, FollowedGroup, FollowedStatistic, LackingMember, Own,
    OwnRow, Rest, WHY_STATISTIC_SCHEMA,
};
pub use group::{Group, GroupKey, GroupStatistic, Member};
pub use layers::{Action, Changed, Effect, LayerChange, LayerName, NotInForce, RestingRule};
pub use lines::{write_findings_jsonl, write_statistics_jsonl, write_undetermined_jsonl, write_values_jsonl};
pub use number::{decimals, exact, percent, readable};
pub use state::State;
pub use statistic::{
    Listed, NoNumber, StatisticColumn, StatisticKey, StatisticNumbers, StatisticRow, StatisticTable,
    write_statistics,
};
pub use words::Words;

/// The version of everything this crate writes. It changes when a key or a column changes its meaning.
pub const SCHEMA: &str = "shensuan.review/2";

/// What stands for a value that is private.
pub const HIDDEN: &str = "***";

/// How much a failure weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 强制: blocks passing.
    Mandatory,
    /// 提示: to be verified.
    Advisory,
}

/// A place in the rule source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulePlace {
    /// The file, as named to the program.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl std::fmt::Display for RulePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A cell in the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The file.
    pub file: String,
    /// The row as a spreadsheet shows it; the heading is row 1. Of GeoJSON the feature, from 1.
    pub row: u32,
    /// Of a block that lies on its side the letters of the column, for each column is a row of its form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// A value that a rule looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The field or formula.
    pub name: String,
    /// Its value as text, [`HIDDEN`] where that is private; none where it is missing.
    pub value: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is known of it.
    pub state: State,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

/// One rule that failed on one subject or row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// What a built-in rule goes by in lists, in the reader's language; none for a rule of the rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_in: Option<String>,
    /// Its title, or its id where it has none.
    pub title: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The key of the subject; empty for a row that belongs to none, and for the data set as a whole.
    pub subject: String,
    /// What it is called, where the rulebook says which field names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its district, where the rulebook says what a district is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The form whose row was judged; none where the subject was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The cell's place of that row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// What it says.
    pub message: String,
    /// The aggregates over rows that it compares or asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aggregates: Vec<Aggregate>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// How many cells more it rests on that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub evidence_left_out: usize,
    /// The groups it was held against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// On whose authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where the rule stands.
    pub place: RulePlace,
    /// The layer that decided: the topmost one that overrides the rule or a constant it reads, else its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
}

impl Finding {
    /// Whether it is one of the data set as a whole.
    #[must_use]
    pub fn is_of_the_data_set(&self) -> bool {
        self.subject.is_empty() && self.row.is_none() && self.built_in.is_none()
    }

    /// Whether it is one of a group of subjects: nobody's, and the group names whom it holds.
    #[must_use]
    pub fn is_of_a_group(&self) -> bool {
        self.is_of_the_data_set() && self.groups.first().is_some_and(|group| !group.named.is_empty())
    }

    /// What its rule goes by in lists.
    #[must_use]
    pub fn listed_as(&self) -> &str {
        self.built_in.as_ref().unwrap_or(&self.rule)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// One rule that cannot be decided for one subject or row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Undetermined {
    /// The rule's id.
    pub rule: String,
    /// Its title, or its id where it has none.
    pub title: String,
    /// How much a failure would weigh.
    pub severity: Severity,
    /// The key of the subject.
    pub subject: String,
    /// What it is called, where the rulebook says which field names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its district, where the rulebook says what a district is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The form whose row was to be judged; none where the subject was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The place of that row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// The cells that left it so.
    pub lacking: Vec<Evidence>,
    /// How many more did that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub lacking_left_out: usize,
    /// The groups it was held against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where the rule stands.
    pub place: RulePlace,
    /// The layer that decided what the rule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
}

/// One computed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// The key of the subject.
    pub subject: String,
    /// The form whose row it belongs to; none where it belongs to the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The place of that row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// The formula.
    pub name: String,
    /// The value; none where it is missing or private.
    pub value: Option<f64>,
    /// Whether it is kept back: it was computed from a private cell.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The cells that left it missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<Evidence>,
    /// How many more did that are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub lacking_left_out: usize,
}

/// How often each outcome came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// 通过
    pub pass: usize,
    /// 不通过
    pub fail: usize,
    /// 不适用: a condition of the rule is false.
    pub when_false: usize,
    /// 不适用: a form it reads is not filed.
    pub not_filed: usize,
    /// 不适用: a table it reads is not supplied.
    #[serde(skip_serializing_if = "is_zero")]
    pub not_supplied: usize,
    /// 无法判定: a missing value decides.
    pub undetermined: usize,
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleSummary {
    /// Its id.
    pub rule: String,
    /// Its title, or its id.
    pub title: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What was judged: the subject, or rows of this form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// How often each outcome came.
    pub tally: Tally,
    /// Whether it fails for so many of those it judges that the rule itself should be looked at first.
    pub suspect: bool,
    /// The fields whose cells left it undecided, the most frequent first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<Lacking>,
    /// By district, where the rulebook says what a district is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictTally>,
    /// What it is tagged with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Where it stands.
    pub place: RulePlace,
    /// The layer that decided, as of a finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
}

/// What a rule that every rulebook has found in the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BuiltInSummary {
    /// Its id.
    pub rule: String,
    /// What it goes by in lists, in the reader's language.
    pub built_in: String,
    /// What it finds.
    pub title: String,
    /// How much a finding weighs.
    pub severity: Severity,
    /// How many there are.
    pub findings: usize,
    /// The layer that says how much it weighs; none where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayerName>,
}

/// A field whose cells left a rule undecided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// The field.
    pub field: String,
    /// What was wrong with its cells.
    pub state: State,
    /// For how many subjects or rows.
    pub times: usize,
}

/// What became of one rule in one district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DistrictTally {
    /// The district; empty for subjects that state none.
    pub district: String,
    /// How often each outcome came.
    pub tally: Tally,
}

/// One district in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DistrictSummary {
    /// The district; empty for subjects that state none.
    pub district: String,
    /// How many subjects it has.
    pub subjects: usize,
    /// Subjects with at least one mandatory finding.
    pub subjects_failing_mandatory: usize,
    /// Mandatory findings.
    pub mandatory: usize,
    /// Advisory findings.
    pub advisory: usize,
}

/// What became of one file of data: rows = used + rejected, cells = used + empty + rejected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileSummary {
    /// The file.
    pub file: String,
    /// The form it holds.
    pub form: String,
    /// Its encoding.
    pub encoding: String,
    /// What parts its cells; none for a workbook.
    pub delimiter: Option<String>,
    /// The row of its headings, of two the upper; 0 where it has none.
    pub header: u32,
    /// How many rows the headings take.
    pub header_rows: u32,
    /// Rows above the headings in which something stands.
    pub rows_above: usize,
    /// Rows below the headings.
    pub rows: usize,
    /// Rows used.
    pub rows_used: usize,
    /// Rows that could not be tied to a subject, or whose subject the register does not hold.
    pub rows_rejected: usize,
    /// Cells in the columns in use.
    pub cells: usize,
    /// Cells read.
    pub cells_used: usize,
    /// Empty cells.
    pub cells_empty: usize,
    /// Given cells that are not used: the sum of the next two.
    pub cells_rejected: usize,
    /// Cells that could not be read; each is listed among the unreadable cells, but for the next.
    pub cells_unreadable: usize,
    /// Of these the cells to the right of the last heading that are counted alone, beyond the first thousand.
    #[serde(skip_serializing_if = "is_zero")]
    pub cells_not_listed: usize,
    /// Given cells of rejected rows; each of these rows is listed.
    pub cells_of_rejected_rows: usize,
    /// Cells among those used and empty that were read only as something was done to them.
    pub cells_repaired: usize,
    /// How many cells of each repair; a cell may have had several.
    pub repairs: Vec<RepairSummary>,
    /// Columns that no field of the form is named by; `[D]–[Z] (23)` are many without a heading beside each other.
    pub ignored_columns: Vec<String>,
    /// Fields of the form without a column.
    pub missing_columns: Vec<String>,
    /// Those of them that a rule or a formula reads.
    pub missing_columns_read: Vec<String>,
}

/// Cells that could be read as something was done to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepairSummary {
    /// What was done.
    pub repair: String,
    /// How many cells.
    pub cells: usize,
}

/// The whole of a review in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// What is judged: 企业, enterprise.
    pub subject: String,
    /// How many of them.
    pub subjects: usize,
    /// Subjects with at least one mandatory finding.
    pub subjects_failing_mandatory: usize,
    /// All findings.
    pub findings: usize,
    /// By rule.
    pub rules: Vec<RuleSummary>,
    /// By built-in rule; those that had something to look at.
    pub built_in: Vec<BuiltInSummary>,
    /// Rules that were not judged because they are not in force.
    pub not_in_force: Vec<RestingRule>,
    /// What layers change in each other, lower layers first.
    pub changes: Vec<LayerChange>,
    /// By district, where the rulebook says what a district is.
    pub districts: Vec<DistrictSummary>,
    /// Computed values, those missing among them.
    pub values: usize,
    /// Computed values that are missing.
    pub values_missing: usize,
    /// By file.
    pub files: Vec<FileSummary>,
    /// Files of the data set that hold no declared form, with the reason.
    pub unused_files: Vec<UnusedFile>,
}

/// A file of the data set that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnusedFile {
    /// The file.
    pub file: String,
    /// Why.
    pub why: String,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnreadableCell {
    /// The file.
    pub file: String,
    /// The row as a spreadsheet shows it.
    pub row: u32,
    /// The heading of its column.
    pub column: String,
    /// What it holds.
    pub text: String,
    /// Why it cannot be read.
    pub why: String,
}

/// A row of somebody whom the register does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrphanRow {
    /// The key, as the row spells it.
    pub subject: String,
    /// The form.
    pub form: String,
    /// The file.
    pub file: String,
    /// The row as a spreadsheet shows it.
    pub row: u32,
    /// Of a block that lies on its side the letters of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// A row that could not be tied to a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedRow {
    /// The file.
    pub file: String,
    /// The row as a spreadsheet shows it.
    pub row: u32,
    /// Of a block that lies on its side the letters of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Why.
    pub why: String,
}

/// What became of the data before anything was asked of it: of every file how much was used, and all that was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unused {
    /// Files that hold a form.
    pub files: Vec<FileSummary>,
    /// Files that hold none.
    pub unused_files: Vec<UnusedFile>,
    /// Cells that could not be read.
    pub unreadable: Vec<UnreadableCell>,
    /// Rows that could not be tied to a subject.
    pub rejected: Vec<RejectedRow>,
    /// Rows of those whom the register does not hold, by key; none where there is no register.
    pub orphans: Option<Vec<OrphanRow>>,
}

/// Everything a review answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// In numbers.
    pub summary: Summary,
    /// In the order of the rules, then of the subjects and rows; behind them those of the built-in rules, by file
    /// and row.
    pub findings: Vec<Finding>,
    /// In the order of the rules, then of the subjects and rows.
    pub undetermined: Vec<Undetermined>,
    /// In the order of the formulas, then of the subjects and rows.
    pub values: Vec<Value>,
    /// In the order of the files.
    pub statistics: Vec<StatisticTable>,
    /// Cells that could not be read.
    pub unreadable: Vec<UnreadableCell>,
    /// Rows that could not be tied to a subject.
    pub rejected: Vec<RejectedRow>,
    /// Rows of those whom the register does not hold, by key; none where there is no register. With the rows above they are
    /// all that were rejected.
    pub orphans: Option<Vec<OrphanRow>>,
}

/// The summary as JSON, with a line feed at its end.
///
/// # Errors
/// None in practice: the summary holds nothing that JSON cannot.
pub fn summary_json(summary: &Summary) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(summary)?;
    text.push('\n');
    Ok(text)
}

/// The word of a severity.
#[must_use]
pub fn severity_word(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Mandatory => lang.pick("强制", "mandatory"),
        Severity::Advisory => lang.pick("提示", "advisory"),
    }
}
