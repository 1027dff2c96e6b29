//! A checked rulebook.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::{Both, Lang, Span};
pub use shensuan_syntax::tree::BuiltIn;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{FieldId, FormId, Vocab};

use crate::layers::{LayerChange, LayerId, Layers, Period, RestingRule, SkippedCase};
use crate::lookups::LookedUp;
use crate::statistics::Statistic;
use crate::text::TextValue;
use crate::typed::{Kind, Scope, Typed};

/// Names a formula within its [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormulaId(pub u32);

/// A checked rulebook: no name left to look up; formulas stand in the order of their dependence.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the survey calls things.
    pub vocab: Vocab,
    /// Copies of forms whose rows stand in those of another with which they share a key.
    pub joins: BTreeMap<FormId, Join>,
    /// Groups that rules judge, by the form whose rows they are.
    pub groups: BTreeMap<FormId, Groups>,
    /// Computed quantities, by [`FormulaId`].
    pub formulas: Vec<Formula>,
    /// The order in which formulas are computed: what one reads stands before it.
    pub order: Vec<FormulaId>,
    /// Rules in force, in the order of the files.
    pub rules: Vec<Rule>,
    /// Tables of the results, in the order of the files.
    pub statistics: Vec<Statistic>,
    /// The cases of the rules, in the order of the files.
    pub cases: Vec<Case>,
    /// The built-in rules that are judged: all of them, unless some rules were picked out.
    pub built_in: BTreeMap<BuiltIn, BuiltInRule>,
    /// Those that a layer disabled, and the change that did, counted in [`Model::changes`].
    pub built_in_resting: BTreeMap<BuiltIn, (BuiltInRule, usize)>,
    /// What is looked up by keys, in the order of the forms that it is.
    pub found: Vec<LookedUp>,
    /// Rules that are not in force, and why.
    pub resting: Vec<RestingRule>,
    /// Cases that say nothing of what is in force.
    pub skipped: Vec<SkippedCase>,
    /// What layers change in each other, lower layers first.
    pub changes: Vec<LayerChange>,
    /// The rulebooks, and the day they were asked for.
    pub layers: Layers,
    /// The units that a text may name, those of the rulebook among them.
    pub units: UnitTable,
}

impl Model {
    /// How many rules there are, as their author counts them: one that is judged in several forms is one.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        self.rules.iter().map(|rule| &rule.id).collect::<BTreeSet<_>>().len()
    }

    /// Whether a rule judges the rows of a list, which belong to no subject.
    #[must_use]
    pub fn judges_a_list(&self, rule: &Rule) -> bool {
        matches!(rule.scope, Scope::Rows(form) if self.vocab.is_nobodys(form))
    }

    /// The formula of an id that this model gave out.
    #[must_use]
    pub fn formula(&self, id: FormulaId) -> Option<&Formula> {
        self.formulas.get(id.0 as usize)
    }
}

impl Model {
    /// Leaves those formulas alone in the order of computation that a rule reads, directly or through another.
    pub fn keep_read_formulas(&mut self) {
        let read = self.formulas_read(self.values_of_rules());
        self.order.retain(|id| read.contains(id));
    }

    /// Leaves one formula alone, with those that it reads: no rule, no case, no statistic.
    pub fn keep_formula(&mut self, id: FormulaId) {
        self.rules.clear();
        self.cases.clear();
        self.statistics.clear();
        let mut read =
            self.formulas_read(self.formula(id).map(|formula| &formula.value).into_iter().collect());
        read.insert(id);
        self.order.retain(|id| read.contains(id));
    }

    /// Leaves these statistics alone, with the formulas that they read: no rule, no case.
    pub fn keep_statistics(&mut self, statistics: Vec<Statistic>) {
        self.rules.clear();
        self.cases.clear();
        self.groups.clear();
        self.statistics = statistics;
        self.keep_read_formulas();
    }

    /// The joins that a rule, a statistic or a computed formula asks: no others need their rows.
    #[must_use]
    pub fn joins_read(&self) -> BTreeSet<FormId> {
        let mut open = self.values_of_rules();
        open.extend(self.order.iter().filter_map(|id| self.formula(*id)).map(|formula| &formula.value));
        let mut read = BTreeSet::new();
        self.walk(open, &mut |kind| {
            let rows = match kind {
                Kind::Fold { rows, .. } => Some(*rows),
                Kind::Group(grouped) | Kind::Unique(grouped) => grouped.rows,
                Kind::Common(common) => Some(common.rows),
                _ => None,
            };
            read.extend(rows.filter(|rows| self.joins.contains_key(rows)));
        });
        read
    }

    /// What rules and statistics ask.
    fn values_of_rules(&self) -> Vec<&Typed> {
        let mut open: Vec<&Typed> = self.statistics.iter().flat_map(Statistic::values).collect();
        for rule in &self.rules {
            open.extend(&rule.when);
            open.extend(rule.checks.iter().map(|check| &check.holds));
            let pieces = rule.message.iter().flat_map(|message| &message.0);
            open.extend(pieces.filter_map(|piece| match piece {
                Piece::Value(value) | Piece::Formatted(value, _) | Piece::Chosen(value) => Some(value),
                Piece::Text(_) | Piece::Field(_) | Piece::Made(_) => None,
            }));
        }
        open
    }

    /// The formulas that values read, directly or through another.
    pub(crate) fn formulas_read<'m>(&'m self, open: Vec<&'m Typed>) -> BTreeSet<FormulaId> {
        self.walk(open, &mut |_| {})
    }

    /// Meets all that values are made of, each formula once; which formulas these are.
    fn walk<'m>(&'m self, mut open: Vec<&'m Typed>, met: &mut dyn FnMut(&Kind)) -> BTreeSet<FormulaId> {
        let mut read = BTreeSet::new();
        while let Some(value) = open.pop() {
            met(&value.kind);
            match value.kind {
                Kind::Formula(id) if read.insert(id) => {
                    open.extend(self.formula(id).map(|formula| &formula.value));
                }
                _ => open.extend(value.kind.inside()),
            }
            open.extend(self.keys_of(&value.kind));
        }
        read
    }
}

/// Rows that belong to the rows of another form by an equal key.
#[derive(Clone, Debug)]
pub struct Join {
    /// Whose rows they are.
    pub of: FormId,
    /// By what they belong together, in several ways of which any will do: a row by any key of the way that is taken.
    /// Where none of these keys holds, what is asked of the rows is not so.
    pub ways: Vec<Vec<JoinKey>>,
    /// Whether rows of all subjects, and of tables, are looked at; else those of the subject or the row above both.
    pub everywhere: bool,
    /// Whether nothing but these keys is asked, and whether there is one: the one that fits best answers for all.
    pub one_is_enough: bool,
}

/// What the row in which rows stand holds, and what each of them does.
#[derive(Clone, Debug)]
pub enum JoinKey {
    /// They are equal.
    Equal(Typed, Typed),
    /// They are texts at least so alike without these words.
    Alike {
        /// That of the row in which they stand.
        beside: TextValue,
        /// That of each of them.
        own: TextValue,
        /// The words that do not count.
        without: Vec<String>,
        /// How alike.
        least: f64,
    },
}

impl Rule {
    /// Whether it judges the data set, or groups of subjects: what it finds is nobody's.
    pub(crate) fn is_of_no_subject(&self, groups: &BTreeMap<FormId, Groups>) -> bool {
        match self.scope {
            Scope::DataSet => true,
            Scope::Rows(form) => groups.get(&form).is_some_and(|groups| groups.of.is_none()),
            Scope::Everywhere | Scope::Subject => false,
        }
    }
}

impl Model {
    /// Whether a rule judges no single subject: the data set, or groups of subjects.
    #[must_use]
    pub fn is_of_no_subject(&self, rule: &Rule) -> bool {
        rule.is_of_no_subject(&self.groups)
    }
}

/// Groups that are judged: of the rows of a form in each subject, or of subjects. The form that stands for them holds the
/// first row of each group; of subjects a row for the first of each.
#[derive(Clone, Debug)]
pub struct Groups {
    /// Whose rows they are made of; none where they are made of subjects.
    pub of: Option<GroupedRows>,
    /// What tells groups apart, those of one subject where they are made of rows, as what they are made of holds it.
    pub own: Vec<Typed>,
    /// What groups are made by, as a group has it.
    pub keys: Vec<Typed>,
}

/// The rows of which groups are made.
#[derive(Clone, Copy, Debug)]
pub struct GroupedRows {
    /// Whose they are.
    pub form: FormId,
    /// The copy of that form whose rows are those of each group.
    pub members: FormId,
}

/// A computed quantity. Its numbers are in the unit of its expression's type.
#[derive(Clone, Debug)]
pub struct Formula {
    /// What it is called.
    pub name: shensuan_vocab::Name,
    /// What it computes.
    pub value: Typed,
    /// The rows it is computed for: never coarser than what it reads.
    pub scope: Scope,
    /// A constant is not handed out with the results.
    pub constant: bool,
    /// Neither is a value that a rule names for itself (`let`).
    pub of_rule: bool,
    /// Where it is declared.
    pub span: Span,
}

/// How much a failure weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 强制: blocks passing.
    Mandatory,
    /// 提示: to be verified.
    Advisory,
}

/// What is said of a built-in rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInRule {
    /// How much a failure weighs; advisory where nothing is said.
    pub severity: Severity,
    /// Where that is said.
    pub declared: Option<Span>,
    /// The layer that says it.
    pub layer: Option<LayerId>,
}

/// A rule. One that is judged in several forms stands here once for each.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id; one made from the model where none is written.
    pub id: String,
    /// Its title, where it has one.
    pub title: Option<Both>,
    /// How much a failure weighs.
    pub severity: Severity,
    /// Who is judged.
    pub scope: Scope,
    /// Whom it binds.
    pub when: Vec<Typed>,
    /// The forms that the conditions read: where one is not filed, the rule does not apply.
    pub when_forms: Vec<FormId>,
    /// What must hold.
    pub checks: Vec<CheckExpr>,
    /// What a finding says.
    pub message: Option<Message>,
    /// On whose authority.
    pub basis: Option<String>,
    /// `blank counts as 0`: unknown where all cells are blank that a check would take for 0.
    pub blank_zero: bool,
    /// `missing counts as failure`: a check that an empty cell of a filed form leaves unknown fails.
    pub missing_fails: bool,
    /// What it is tagged with.
    pub tags: Vec<String>,
    /// From when to when it is in force.
    pub period: Period,
    /// The layer that declares it.
    pub declared_in: Option<LayerId>,
    /// The layer that decides what it says: the topmost one that overrides it, or a constant, formula or set it reads.
    pub layer: Option<LayerId>,
    /// Where it is declared.
    pub span: Span,
}

/// What a check is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A condition.
    Condition,
    /// A form that must be filed.
    Form(FormId),
}

/// A check of a rule.
#[derive(Clone, Debug)]
pub struct CheckExpr {
    /// What must hold.
    pub holds: Typed,
    /// What it is about.
    pub about: Subject,
    /// The forms it reads: where one is not filed, the check does not apply.
    pub forms: Vec<FormId>,
}

/// The text of a finding; where there are two, the Chinese one and then the English one, with the place where that begins.
#[derive(Clone, Debug)]
pub struct Message(pub Vec<Piece>, pub Option<usize>);

impl Message {
    /// The places of the pieces for readers of a language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> std::ops::Range<usize> {
        let all = self.0.len();
        match (self.1, lang) {
            (None, _) => 0..all,
            (Some(english), Lang::Zh) => 0..english.min(all),
            (Some(english), Lang::En) => english.min(all)..all,
        }
    }
}

/// A piece of a message.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A value in its place.
    Value(Typed),
    /// A number in its place, as its format has it.
    Formatted(Typed, Format),
    /// The text of a field in its place.
    Field(FieldId),
    /// What is made of a field's text.
    Made(TextValue),
    /// A text that a condition chooses.
    Chosen(Typed),
}

/// How a number stands in a message: `0.00 kg`. It is in the unit of its expression's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// Digits behind the point; as many as it has where nothing is said.
    pub decimals: Option<u8>,
    /// The unit as written, where one is.
    pub unit: Option<String>,
    /// A ratio in percent.
    pub percent: bool,
}

/// A rule's own test: one subject, what it filed, and what the rule should say.
#[derive(Clone, Debug)]
pub struct Case {
    /// The rule, counted in [`Model::rules`]; several where it is judged in several forms.
    pub rules: Vec<usize>,
    /// What it shows.
    pub title: Option<String>,
    /// What the subjects are called that it speaks of; one without a name where it names none.
    pub subjects: Vec<String>,
    /// The rows that are filed; what they do not name is empty.
    pub rows: Vec<CaseRow>,
    /// What the rule should say.
    pub expected: Expected,
    /// Of which subject; none for all of them together.
    pub of: Option<usize>,
    /// Where that is written.
    pub span: Span,
    /// Where it is declared.
    pub head: Span,
}

/// One filed row of a case.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Of which form or group.
    pub form: FormId,
    /// Whose, counted in [`Case::subjects`].
    pub subject: usize,
    /// Its given cells.
    pub cells: Vec<(FieldId, CaseValue)>,
}

/// A given cell of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseValue {
    /// A number in the unit of its field; a percent as a ratio.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// A text or a code.
    Text(String),
    /// One of the field's marks, counted from 1.
    Mark(u8),
}

/// What a case expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The rule passes.
    Pass,
    /// It fails; for a rule over rows: one of them does.
    Fail,
    /// It does not apply.
    NotApplicable,
    /// It cannot be decided.
    Undetermined,
}
