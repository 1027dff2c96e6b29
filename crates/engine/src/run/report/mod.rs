//! Outcomes → findings, values, summary.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression have a part in it")]

mod account;
mod aggregates;
mod built_in;
pub(super) mod derive;
mod evidence;
mod formula_cells;
mod found;
mod groups;
mod magnitude;
mod message;
mod near_rows;
mod nearest;
mod outside;
mod row_units;
mod said;
mod statistics;
mod summary;
mod unkeyed;
mod unused;
mod values;
mod why;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use shensuan_diagnostics::{Lang, Localised, Message, Note};
use shensuan_findings::{
    Cell, Evidence, Finding, LayerName, Review, RulePlace, SCHEMA, Summary, Undetermined, Unused,
};
use shensuan_model::{Evidence as Shown, FormulaId, Kind, LoweredRule, Rule, Scope, TableSource, Typed};
use shensuan_plan::{Frame, Outcome, Run, TableId, Tracer, ValueId};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, FormId};

pub(crate) use self::account::Accounting;
use self::built_in::Misfits;
use self::evidence::SHOWN_ROWS;
pub(crate) use self::found::place as found_at;
use self::nearest::Nearest;
pub(crate) use self::statistics::Failing;
use self::summary::Lacked;
use self::unkeyed::Unkeyed;
use self::why::Cause;
use super::Options;
use super::cells::Cells;
use crate::described::{self, severity};
use crate::pipeline::Ready;

/// Items after which the tracer forgets what it has evaluated: most of it serves one item alone.
const FORGET_AFTER: usize = 1024;

/// The rows of a table by the bits of the number that tells their groups apart.
type Alike = BTreeMap<u64, Vec<usize>>;

/// Causes by the step over a group and the bits of the number that tells groups apart.
type OfGroups = BTreeMap<(ValueId, Option<u64>), Rc<[Cause]>>;

/// What turns one run into its answers.
pub(crate) struct Report<'r> {
    ready: &'r Ready,
    cells: &'r Cells<'r>,
    frame: &'r Frame,
    lang: Lang,
    /// The field that says in which district a subject is.
    districts: Option<FieldId>,
    /// Whether subjects were picked out: shares of them say nothing of a rule.
    partial: bool,
    /// The fields that rules and formulas read.
    read: Vec<FieldId>,
    /// What [`Report::unit_alike`] says of formulas: each is worked out once.
    alike: RefCell<BTreeMap<FormulaId, Option<Unit>>>,
    /// What the rows of a form list, by the step that asks what is common: each list is made once.
    listed: RefCell<BTreeMap<ValueId, BTreeMap<u64, String>>>,
    /// The rows of each group, by what tells groups apart.
    twins: RefCell<BTreeMap<(ValueId, TableId), Rc<Alike>>>,
    /// What left a step over a group without an answer, by the number that tells groups apart.
    of_groups: RefCell<OfGroups>,
    /// Names laid out to find the nearest, by the rows that a rule looks for by name.
    nearest: RefCell<BTreeMap<FormId, Nearest<'r>>>,
    /// Which rows have no key by which they could be found, by the rows that a rule looks for.
    unkeyed: RefCell<BTreeMap<FormId, Unkeyed>>,
    /// By value: whether anything that it is made of asks what units measure.
    asks_units: OnceCell<Vec<bool>>,
}

/// Whose a row is that belongs to nobody.
const NOBODY: usize = usize::MAX;

/// A judged or computed row: whose it is, and where it stands.
#[derive(Clone, Copy)]
struct Item {
    table: TableId,
    row: usize,
    subject: usize,
}

impl<'r> Report<'r> {
    pub(crate) fn new(ready: &'r Ready, cells: &'r Cells<'r>, frame: &'r Frame, options: Options) -> Self {
        let mut report = Self::of(ready, cells, frame, options);
        let mut read = Vec::new();
        for rule in &ready.model.rules {
            for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
                report.fields_read(value, &mut read);
            }
        }
        for formula in &ready.model.formulas {
            report.fields_read(&formula.value, &mut read);
        }
        report.read = read.into_iter().flat_map(|field| ready.model.vocab.filed_as(field)).collect();
        report
    }

    /// The same, which does not ask what is read.
    fn of(ready: &'r Ready, cells: &'r Cells<'r>, frame: &'r Frame, options: Options) -> Self {
        Self {
            ready,
            cells,
            frame,
            lang: options.lang,
            districts: ready.named.district,
            partial: options.partial,
            read: Vec::new(),
            alike: RefCell::new(BTreeMap::new()),
            listed: RefCell::new(BTreeMap::new()),
            twins: RefCell::new(BTreeMap::new()),
            of_groups: RefCell::new(BTreeMap::new()),
            nearest: RefCell::new(BTreeMap::new()),
            unkeyed: RefCell::new(BTreeMap::new()),
            asks_units: OnceCell::new(),
        }
    }

    /// All but the statistics, and who has findings.
    pub(crate) fn review(&self, run: &Run) -> (Review, Failing) {
        let mut findings = Vec::new();
        let mut undetermined = Vec::new();
        let mut rules = Vec::new();
        let mut misfits = Misfits::default();
        let mut failing = Failing::none_of(self.cells.data.subjects.len());
        let mut tracer = Tracer::after(&self.ready.lowered.plan, self.frame, run);
        for (rule, lowered) in self.ready.model.rules.iter().zip(&self.ready.lowered.rules) {
            let Some(outcomes) = run.outcomes.get(lowered.judgement.index()) else { continue };
            let of_data_set = rule.scope == Scope::DataSet;
            let of_no_subject = self.ready.model.is_of_no_subject(rule);
            // A list is held against all subjects, or not at all.
            let outcomes = &if self.partial && self.ready.model.judges_a_list(rule) {
                outcomes.head(0)
            } else {
                outcomes.clone()
            };
            // What every subject would be told alike is said once.
            let outcomes = &if of_data_set { outcomes.head(1) } else { outcomes.clone() };
            let mut lacked = Lacked::default();
            for (count, row) in outcomes.rows(Outcome::Undetermined).enumerate() {
                let item = self.item(lowered.table, row);
                let causes = self.why_undetermined(lowered, item, &mut tracer);
                // Whoever is judged: the row of a judged one may be what others lack.
                causes.iter().for_each(|cause| misfits.add(self, *cause, &rule.id));
                if of_data_set || self.is_judged(item) {
                    let mut all = Vec::new();
                    causes.into_iter().for_each(|cause| self.cause(cause, &mut all));
                    lacked.add(&all);
                    undetermined.push(self.undetermined(rule, lowered, item, all, &mut tracer));
                }
                if count % FORGET_AFTER == FORGET_AFTER - 1 {
                    tracer.forget();
                }
            }
            rules.push(self.rule_summary(rule, lowered, outcomes, lacked));
            for row in outcomes.rows(Outcome::Fail) {
                let item = self.item(lowered.table, row);
                if !of_no_subject && !self.is_judged(item) {
                    continue;
                }
                if !of_no_subject {
                    failing.mark(rule.severity, item.subject);
                }
                findings.push(self.finding(rule, lowered, item, &mut tracer));
            }
            tracer.forget();
        }
        let values = self.values(run, &mut tracer, &mut misfits);
        let built_in = self.built_in(&misfits, &mut findings, &mut failing);
        let data = self.cells.data;
        let Unused { files, unused_files, unreadable, rejected, orphans } = self.unused();
        let summary = Summary {
            schema: SCHEMA,
            subject: self.subject_word(),
            subjects: (0..data.subjects.len()).filter(|subject| data.is_selected(*subject)).count(),
            subjects_failing_mandatory: failing.mandatory().iter().filter(|failing| **failing).count(),
            findings: findings.len(),
            rules,
            built_in,
            not_in_force: described::not_in_force(&self.ready.model, &self.ready.sources, self.lang),
            changes: described::changes(&self.ready.model, &self.ready.sources),
            districts: self.district_summaries(&findings, failing.mandatory()),
            values: values.len(),
            values_missing: values.iter().filter(|value| value.value.is_none() && !value.private).count(),
            files,
            unused_files,
        };
        let review = Review {
            summary,
            findings,
            undetermined,
            values,
            statistics: Vec::new(),
            unreadable,
            rejected,
            orphans,
        };
        (review, failing)
    }

    fn is_private(&self, field: Option<FieldId>) -> bool {
        field.is_none_or(|field| self.ready.model.vocab.field(field).private)
    }

    fn words(&self, note: Note) -> String {
        Message::new(note).text(self.lang)
    }

    fn subject_word(&self) -> String {
        self.ready
            .model
            .vocab
            .subject
            .as_ref()
            .map_or_else(String::new, |subject| subject.name.in_lang(self.lang))
    }

    fn file_name(&self, file: usize) -> String {
        self.cells.data.files.get(file).map_or_else(String::new, |file| file.name.clone())
    }

    /// Whose a row of a table is.
    fn item(&self, table: TableId, row: usize) -> Item {
        let root = TableId(0);
        let subject = self.frame.parent_row(&self.ready.lowered.plan, table, row, root).unwrap_or(NOBODY);
        Item { table, row, subject }
    }

    /// Whether an item is among those that are judged.
    fn is_judged(&self, item: Item) -> bool {
        self.cells.data.is_selected(item.subject)
    }

    /// The form whose rows a table holds; none for the subjects.
    fn form(&self, table: TableId) -> Option<FormId> {
        match self.ready.lowered.tables.get(table.index()) {
            Some(TableSource::Rows(form) | TableSource::Apart(form)) => Some(*form),
            Some(TableSource::Subjects) | None => None,
        }
    }

    fn form_name(&self, form: FormId) -> String {
        let vocab = &self.ready.model.vocab;
        let form = vocab.form(form).copy_of.unwrap_or(form);
        let mut names: Vec<String> =
            vocab.lineage(form).map(|form| vocab.form(form).name.in_lang(self.lang)).collect();
        names.reverse();
        names.join(".")
    }

    /// The form of a value's row; of rows made of columns with the text that tells them apart, as one row of a file
    /// holds several and no cell says which.
    fn form_of_row(&self, item: Item) -> Option<String> {
        let form = self.form(item.table)?;
        let name = self.form_name(form);
        let columns = &self.ready.model.vocab.form(form).columns;
        let row = item.row.checked_rem(columns.len()).and_then(|row| columns.get(row));
        Some(match row {
            Some(row) => {
                self.lang.pick(format!("{name}「{}」", row.text), format!("{name} \"{}\"", row.text))
            }
            None => name,
        })
    }

    fn subject_key(&self, subject: usize) -> String {
        self.cells.data.subjects.get(subject).unwrap_or_default().to_owned()
    }

    /// What a subject states in a field of a form with one row.
    fn of_subject(&self, field: FieldId, subject: usize) -> Option<String> {
        if self.ready.model.vocab.field(field).private {
            return None;
        }
        self.text(field, &self.cells.of_subject(field, subject))
    }

    fn district(&self, subject: usize) -> Option<String> {
        self.of_subject(self.districts?, subject)
    }

    /// The place of a row of a form.
    fn cell(&self, form: FormId, row: usize) -> Option<Cell> {
        let table = self.cells.table(form)?;
        Some(self.cell_at(table.file_of(row), *table.rows.get(row)?, None))
    }

    /// The place of a cell of a form.
    fn field_cell(&self, field: FieldId, row: usize) -> Option<Cell> {
        let table = self.cells.table(self.ready.model.vocab.field(field).form)?;
        let filed = table.filed_as(row, field);
        Some(self.cell_at(table.file_of(row), *table.rows.get(row)?, filed))
    }

    /// The place of a cell, or of a row, by the number that the row has in its file.
    fn cell_at(&self, file: usize, number: u32, field: Option<FieldId>) -> Cell {
        let account = self.cells.data.files.get(file);
        let (row, column) = account.map_or((number, None), |account| account.place(number, field));
        self.cell_in(file, row, column)
    }

    /// The place of a rejected row.
    fn rejected_at(&self, rejected: &shensuan_data::RejectedRow) -> Cell {
        let account = self.cells.data.files.get(rejected.file);
        let (row, column) = account.map_or((rejected.row, None), |account| account.place_of(rejected));
        self.cell_in(rejected.file, row, column)
    }

    fn cell_in(&self, file: usize, row: u32, column: Option<u32>) -> Cell {
        let column = column.map(|column| shensuan_data::letters(column.saturating_sub(1) as usize));
        Cell { file: self.file_name(file), row, column }
    }

    fn place(&self, rule: &Rule) -> RulePlace {
        described::place(&self.ready.sources, rule.span)
    }

    fn title(&self, rule: &Rule) -> String {
        described::title(rule, self.lang)
    }

    fn layer(&self, rule: &Rule) -> Option<LayerName> {
        described::layer_name(&self.ready.model, rule.layer)
    }

    /// What a rule names as it is at an item; returns how many cells are left out.
    fn show(
        &self,
        named: &[Shown],
        item: Item,
        tracer: &mut Tracer<'_>,
        evidence: &mut Vec<Evidence>,
    ) -> usize {
        let mut left_out = 0;
        for shown in named {
            match shown {
                Shown::Cell(field) if self.is_found(*field) => {
                    self.cells_found(*field, item, tracer, evidence);
                }
                Shown::Cell(field) if self.is_key_of_list(*field) => {}
                Shown::Cell(field) => {
                    self.cells_of(*field, item, evidence);
                    left_out += self.cells_left_out(*field, item);
                }
                Shown::Formula(formula, value) => {
                    evidence.extend(self.computed(*formula, *value, item, tracer));
                }
                Shown::Worked(worked, result, parameters) => {
                    left_out += self.worked((worked, *result, parameters), item, tracer, evidence);
                }
            }
        }
        left_out
    }

    fn finding(&self, rule: &Rule, lowered: &LoweredRule, item: Item, tracer: &mut Tracer<'_>) -> Finding {
        let mut evidence = Vec::new();
        let mut evidence_left_out = 0;
        let of_no_subject = self.ready.model.is_of_no_subject(rule);
        evidence.extend(self.key_of_list(lowered, item));
        // No subject's cells stand for all of them.
        if !of_no_subject {
            evidence_left_out += self.show(&lowered.evidence, item, tracer, &mut evidence);
        }
        self.nearest(rule, item, &mut evidence);
        for form in self.counted_forms(rule).into_iter().filter(|_| !of_no_subject) {
            self.filed_twice(form, item.subject, &mut evidence);
        }
        if !of_no_subject {
            self.missed((rule, lowered), item, tracer, &mut evidence);
        }
        self.outside(lowered, item, tracer, &mut evidence);
        self.magnitudes(lowered, item, tracer, &mut evidence);
        each_once(&mut evidence);
        Finding {
            rule: rule.id.clone(),
            built_in: None,
            title: self.title(rule),
            severity: severity(rule.severity),
            subject: self.judged(rule, item).map(|item| self.subject_key(item.subject)).unwrap_or_default(),
            name: self.judged(rule, item).and_then(|item| self.name_of_item(item)),
            district: self.judged(rule, item).and_then(|item| self.district_of(item)),
            form: self.judged(rule, item).and_then(|item| Some(self.form_name(self.form(item.table)?))),
            row: self.judged(rule, item).and_then(|item| self.row(lowered, item)),
            message: self.message(rule, lowered, item, tracer),
            aggregates: if of_no_subject { Vec::new() } else { self.aggregates(lowered, item, tracer) },
            evidence,
            evidence_left_out,
            groups: self.groups(lowered, item, tracer),
            basis: rule.basis.clone(),
            place: self.place(rule),
            layer: self.layer(rule),
        }
    }

    fn undetermined(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        item: Item,
        mut lacking: Vec<Evidence>,
        tracer: &mut Tracer<'_>,
    ) -> Undetermined {
        let lacking_left_out = lacking.len().saturating_sub(SHOWN_ROWS);
        lacking.truncate(SHOWN_ROWS);
        let groups = self.groups(lowered, item, tracer);
        // Who has no key makes a group of its own, and is named.
        let named = self.judged(rule, item).or_else(|| {
            (rule.scope != Scope::DataSet && groups.len() < lowered.groups.len()).then_some(item)
        });
        Undetermined {
            rule: rule.id.clone(),
            title: self.title(rule),
            severity: severity(rule.severity),
            subject: named.map(|item| self.subject_key(item.subject)).unwrap_or_default(),
            name: named.and_then(|item| self.name_of_item(item)),
            district: named.and_then(|item| self.district_of(item)),
            form: named.and_then(|item| Some(self.form_name(self.form(item.table)?))),
            row: named.and_then(|item| self.row(lowered, item)),
            lacking,
            lacking_left_out,
            groups,
            place: self.place(rule),
            layer: self.layer(rule),
        }
    }

    /// The item that a rule judges; none for the data set as a whole and for a group of subjects.
    fn judged(&self, rule: &Rule, item: Item) -> Option<Item> {
        (!self.ready.model.is_of_no_subject(rule)).then_some(item)
    }

    /// What a subject is called, where the rulebook says which field names it.
    fn name(&self, subject: usize) -> Option<String> {
        self.ready.named.name.and_then(|field| self.of_subject(field, subject))
    }

    /// The place of what is judged.
    fn row(&self, lowered: &LoweredRule, item: Item) -> Option<Cell> {
        match self.form(lowered.table) {
            Some(form) => self.cell(form, item.row),
            None => self.home(item.subject),
        }
    }

    /// The forms whose rows a rule counts though a subject has one of each.
    fn counted_forms(&self, rule: &Rule) -> Vec<FormId> {
        // A formula is looked into once.
        fn collect(
            report: &Report<'_>,
            value: &Typed,
            into: &mut Vec<FormId>,
            seen: &mut BTreeSet<FormulaId>,
        ) {
            match &value.kind {
                Kind::RowCount(form) if !into.contains(form) => into.push(*form),
                Kind::Formula(id) => {
                    if let Some(formula) = report.ready.model.formula(*id).filter(|_| seen.insert(*id)) {
                        collect(report, &formula.value, into, seen);
                    }
                }
                kind => kind.inside().into_iter().for_each(|inner| collect(report, inner, into, seen)),
            }
        }
        let mut forms = Vec::new();
        let mut seen = BTreeSet::new();
        for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            collect(self, value, &mut forms, &mut seen);
        }
        forms
    }

    /// Where a subject itself stands: its first row in the first form that holds it.
    fn home(&self, subject: usize) -> Option<Cell> {
        self.cells.data.tables.iter().find_map(|table| {
            let row = self.cells.rows_of(table.form, subject).next()?;
            self.cell(table.form, row)
        })
    }
}

/// What several formulas read is shown where the first of them does.
fn each_once(evidence: &mut Vec<Evidence>) {
    let mut kept: Vec<Evidence> = Vec::with_capacity(evidence.len());
    for shown in std::mem::take(evidence) {
        if !kept.contains(&shown) {
            kept.push(shown);
        }
    }
    *evidence = kept;
}
