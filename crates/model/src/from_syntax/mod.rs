//! Syntax trees → model.
//!
//! Declarations first ([`declare`]), so that their order does not matter; then every name can be looked up
//! ([`names`]), formulas are put in the order of their dependence ([`order`]), and expressions get type, unit
//! and scope ([`expr`], [`compare`], [`aggregates`]). What cannot be resolved makes one complaint and is poisoned:
//! `None` travels up and nothing is said of it again.

mod aggregates;
mod alike;
mod built_in;
mod call;
mod cases;
mod choosing;
mod clauses;
mod coded;
mod compare;
mod dates;
mod declare;
mod expr;
mod formats;
mod formula_cells;
mod groups;
mod guesses;
mod items;
mod joined;
mod layers;
mod lists;
mod lookups;
mod membership;
mod messages;
mod names;
mod numerals;
mod order;
mod outlines;
mod parts;
mod peers;
mod periods;
mod rules;
mod sets;
mod several;
mod shapes;
mod similar;
mod size;
mod spreadsheet;
mod statistics;
mod tables;
mod units;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, Span, codes, suggest};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{FormulaDecl, Ident, Node, Severity as Written};
use shensuan_syntax::tree_expr::SetMember;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{CodeEntry, FieldId, FormId, Vocab};

use crate::layers::{Effect, Layers};
use crate::lookups::LookedUp;
use crate::model::{BuiltIn, BuiltInRule, Formula, FormulaId, Groups, Join, Model, Rule, Severity};
use crate::typed::Typed;
pub(crate) use call::{Call, Words};
pub(crate) use expr::ratio;
pub(crate) use groups::{COMMON, LIST};
pub(crate) use groups::{identity, is_exact};
pub(crate) use items::row_of;
use layers::Declared;
use names::NameTable;
use size::Summary;
pub use uses::{Uses, uses};

/// The code lists that a rulebook names, by path as written: the codes, or why they could not be read.
pub type CodeFiles = BTreeMap<String, Result<Vec<CodeEntry>, Arg>>;

/// Checks the trees of one rulebook together. It always returns a model; one with errors must not be lowered.
#[must_use]
pub fn check(trees: &[SyntaxTree], files: &CodeFiles) -> (Model, Diagnostics) {
    check_layers(trees, files, &Layers::default())
}

/// Checks the trees of rulebooks that build on each other: what is in force on the day they are asked for becomes
/// the model; what is not is read for mistakes.
#[must_use]
pub fn check_layers(trees: &[SyntaxTree], files: &CodeFiles, layers: &Layers) -> (Model, Diagnostics) {
    let mut said = Diagnostics::default();
    let found = layers::survey(trees, layers, &mut said);
    let unchanged =
        pass(&layers::apply(trees, &found, &|_| false), files, layers, &found, &Declared::default());
    if found.is_empty() {
        let (model, complaints) = unchanged;
        said.append(complaints);
        said.sort();
        return (model, said);
    }
    // What is overridden keeps the kind that it has without any change.
    let declared = layers::declared(trees, &found, &unchanged.0);
    let in_force = |index: usize| found.get(index).is_some_and(|change| change.rests.is_none());
    let (model, complaints) =
        pass(&layers::apply(trees, &found, &in_force), files, layers, &found, &declared);
    said.append(complaints);
    let mut errors = |complaints: Diagnostics| {
        let errors = complaints.iter().filter(|said| said.code.row().severity == codes::Severity::Error);
        errors.for_each(|error| said.push(error.clone()));
    };
    errors(unchanged.1);
    // What is out of force is read for mistakes too.
    for round in layers::rounds(&found, |change| change.rests.is_some()) {
        let other = layers::apply(trees, &found, &|index| round.contains(&index));
        errors(pass(&other, files, layers, &found, &declared).1);
    }
    said.sort();
    (model, said)
}

/// Checks trees in which changes stand already where they belong.
fn pass(
    effective: &layers::Effective<'_>,
    files: &CodeFiles,
    layers: &Layers,
    found: &[layers::Found<'_>],
    declared: &Declared,
) -> (Model, Diagnostics) {
    let (model, said, _) = pass_noting(effective, files, layers, found, declared, None);
    (model, said)
}

/// The same; what each name stands for is noted where that is asked for.
fn pass_noting(
    effective: &layers::Effective<'_>,
    files: &CodeFiles,
    layers: &Layers,
    found: &[layers::Found<'_>],
    declared: &Declared,
    uses: Option<Uses>,
) -> (Model, Diagnostics, Option<Uses>) {
    let trees = effective.trees.as_ref();
    let mut checker = Checker {
        vocab: Vocab::default(),
        units: UnitTable::base(),
        names: NameTable::default(),
        sets: Vec::new(),
        joins: BTreeMap::new(),
        found_by_key: BTreeSet::new(),
        groups: BTreeMap::new(),
        reached_out: 0,
        forms_beside: false,
        formulas: Vec::new(),
        rules: Vec::new(),
        built_in: built_in::built_in_rules(),
        order: Vec::new(),
        rules_of: BTreeMap::new(),
        rules_written: BTreeSet::new(),
        summaries: BTreeMap::new(),
        written: BTreeMap::new(),
        unit_spans: BTreeMap::new(),
        found: BTreeMap::new(),
        parameters: BTreeMap::new(),
        working: Vec::new(),
        worked: BTreeSet::new(),
        unread: BTreeSet::new(),
        subject_unread: trees.iter().any(|tree| tree.subject_unread),
        layers: layers.clone(),
        declared: declared.clone(),
        sets_read: Vec::new(),
        built_in_disabled: BTreeMap::new(),
        built_in_effects: BTreeMap::new(),
        uses,
        said: Diagnostics::default(),
    };
    if checker.uses.is_some() {
        checker.names.keep_all();
    }
    for tree in trees {
        checker.names.poison(&tree.poisoned);
    }
    checker.declare(trees, files);
    checker.built_ins(trees, found, effective);
    checker.check_sets();
    checker.order = checker.formulas(trees);
    checker.rules(trees);
    let cases = checker.cases(trees);
    let statistics = checker.statistics(trees);
    checker.cells_nobody_reads();
    let settled = checker.settle(found, effective, cases);
    checker.said.sort();
    let model = Model {
        vocab: checker.vocab,
        joins: checker.joins,
        groups: checker.groups,
        formulas: checker.formulas.into_iter().flatten().collect(),
        order: checker.order,
        rules: Vec::new(),
        statistics,
        cases: Vec::new(),
        found: checker.found.into_values().collect(),
        resting: Vec::new(),
        skipped: Vec::new(),
        changes: Vec::new(),
        built_in: checker.built_in,
        built_in_resting: BTreeMap::new(),
        layers: checker.layers,
        units: checker.units,
    };
    (settled.into_model(model), checker.said, checker.uses)
}

/// So many complaints come with names like the one that is not known.
const SUGGESTING: usize = 500;

/// A named set as declared.
struct NamedSet {
    name: Ident,
    members: Vec<Node<SetMember>>,
    /// Something was wrong with it that has been said.
    poisoned: bool,
}

/// A model in the making.
pub(crate) struct Checker {
    vocab: Vocab,
    units: UnitTable,
    names: NameTable,
    sets: Vec<NamedSet>,
    joins: BTreeMap<FormId, Join>,
    /// The copies whose rows are found by a key, those among them whose condition is still being read.
    found_by_key: BTreeSet<FormId>,
    /// Groups that rules judge, by the form whose rows they are.
    groups: BTreeMap<FormId, Groups>,
    /// In the arithmetic of a statistic: aggregates over the rows of several forms may stand beside each other.
    forms_beside: bool,
    /// How often `this row` reached out of an aggregate.
    reached_out: usize,
    /// By [`FormulaId`]; none until checked, and for good where it could not be.
    formulas: Vec<Option<Formula>>,
    rules: Vec<Rule>,
    built_in: BTreeMap<BuiltIn, BuiltInRule>,
    /// Formulas in the order of their dependence, then what rules name for themselves.
    order: Vec<FormulaId>,
    /// Which of them an id stands for.
    rules_of: BTreeMap<String, Vec<usize>>,
    /// The ids of all rules as written, those that could not be checked among them.
    rules_written: BTreeSet<String>,
    /// Of the formulas that are checked.
    summaries: BTreeMap<FormulaId, Summary>,
    /// What is looked up by keys, by the form that it is.
    found: BTreeMap<FormId, LookedUp>,
    /// Those of rows, as they are written.
    written: BTreeMap<FormulaId, FormulaDecl>,
    /// What goes into the formulas of a column.
    parameters: BTreeMap<FieldId, Vec<formula_cells::Parameter>>,
    /// The columns of formulas whose parameters are being read.
    working: Vec<FieldId>,
    /// Those that something reads.
    worked: BTreeSet<FieldId>,
    /// Where each unit is defined.
    unit_spans: BTreeMap<String, Span>,
    /// Fields whose unit or code list is not known, which has been said: nothing is said of their values.
    unread: BTreeSet<FieldId>,
    /// A `subject` line could not be read, which has been said.
    subject_unread: bool,
    layers: Layers,
    /// What is overridden, as it is without any change.
    declared: Declared,
    /// Which set a test names, and where.
    sets_read: Vec<(usize, Span)>,
    /// The change that disables a built-in rule.
    built_in_disabled: BTreeMap<BuiltIn, usize>,
    /// By change of a built-in rule: what becomes different, and whether that weakens the review.
    built_in_effects: BTreeMap<usize, (Vec<Effect>, bool)>,
    /// What each name stands for, where that is asked for.
    uses: Option<Uses>,
    said: Diagnostics,
}

/// Where a bare name is looked for first.
#[derive(Clone, Default)]
pub(crate) struct Context {
    /// `for each F`, `where` inside an aggregate over F: its own fields come first.
    rows: Option<FormId>,
    /// Inside `where`, the form over whose rows is aggregated: a `let` of one of its rows is of another row.
    aggregated: Option<FormId>,
    /// `blank counts as 0`: numbers of blank cells are 0.
    blank_zero: bool,
    /// A check where `missing counts as failure`: no row and no field that its empty cell leaves open is passed over.
    missing_fails: bool,
    /// In a statistic: how rules judge is a value.
    statistic: bool,
    /// And outside of its aggregates: they are asked of everybody unless they say of which groups.
    outside: bool,
    /// Where a group of subjects is what is judged: the form that stands for it. What is asked is asked of the group.
    of_subjects: Option<FormId>,
    /// Beside a code or a text: an unknown name is probably a text without its quotes.
    beside_text: bool,
    /// Names given by `let`, the latest last, with their places.
    lets: Vec<Let>,
    /// Whose rows are in hand where they are found by a key: a copy of `rows`.
    copy: Option<FormId>,
    /// Inside what is asked of a group, which has one value for all its rows: no row is around it.
    of_group: bool,
    /// Around `where` inside an aggregate.
    outer: Option<Arc<Self>>,
}

/// A value that a rule names for itself; none where it could not be checked.
#[derive(Clone)]
struct Let {
    name: String,
    value: Option<Typed>,
    span: Span,
}

impl Context {
    fn of_rows(rows: Option<FormId>) -> Self {
        Self { rows, ..Self::default() }
    }

    /// Whether `let` gave that name.
    fn has_let(&self, name: &str) -> bool {
        let name = shensuan_vocab::names::fold_name(name);
        self.lets.iter().any(|known| known.name == name)
    }

    /// The same where a rule says whom it binds: an empty cell fails nobody there.
    fn of_when(&self) -> Self {
        Self { missing_fails: false, ..self.clone() }
    }

    /// The same inside an aggregate of a statistic, or of a group of subjects.
    fn aggregated(&self) -> Self {
        Self { outside: false, of_subjects: None, ..self.clone() }
    }

    /// The same names, inside the rows of a form.
    fn inside(&self, rows: FormId) -> Self {
        let outer = Some(Arc::new(self.clone()));
        Self {
            rows: Some(rows),
            aggregated: Some(rows),
            beside_text: false,
            copy: None,
            of_group: false,
            outer,
            ..self.clone()
        }
    }

    /// The same, where these rows are of a group.
    fn in_group(&self, rows: FormId) -> Self {
        Self { of_group: true, ..self.inside(rows) }
    }

    /// The row in hand.
    fn row(&self) -> Option<FormId> {
        self.copy.or(self.rows)
    }

    /// How many aggregates around find their rows by a key.
    fn copies(&self) -> usize {
        let outer = self.outer.as_ref().map_or(0, |outer| outer.copies());
        outer + usize::from(self.copy.is_some())
    }
}

impl Checker {
    fn say(&mut self, diagnostic: Diagnostic) {
        self.said.push(diagnostic);
    }

    /// Says it and poisons the expression.
    fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.said.push(diagnostic);
        None
    }

    /// The nearest of the known names. Where much is wrong, suggestions are for the first mistakes: each costs a
    /// look at every name.
    fn nearest<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        if self.said.len() > SUGGESTING { Vec::new() } else { suggest::nearest(name, known) }
    }

    fn formula(&self, id: FormulaId) -> Option<&Formula> {
        self.formulas.get(id.0 as usize)?.as_ref()
    }
}

fn severity(written: Written) -> Severity {
    match written {
        Written::Mandatory => Severity::Mandatory,
        Written::Advisory => Severity::Advisory,
    }
}

/// A diagnostic of `code` at `span` without words under the mark.
fn at(code: shensuan_diagnostics::Code, span: Span) -> Diagnostic {
    Diagnostic::new(code).label(span, codes::text::HERE)
}
