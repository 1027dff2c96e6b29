//! Where an outcome or a value comes from: the interpreter follows it back on one row, through formulas, look-ups and
//! aggregates, to the cells.

mod followed;
mod members;
mod needs;
mod numbers;
mod one;
mod reopened;
mod rows;
mod steps;

use std::borrow::Cow;
use std::path::Path;

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::{data as codes, names};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Localised, suggest};
use shensuan_findings::{
    AskedFor, Derivation, Derived, RuleStands, Standing, State, Step, ValueStands, Verdict, WHY_LIST_SCHEMA,
    WHY_SCHEMA, Whose,
};
use shensuan_model::{Formula, FormulaId, Listed, LoweredRule, Rule, Scope, Traced, Traces, lower_traced};
use shensuan_plan::{Outcome, TableId, Tracer, ValueId};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FormId, Name};

pub use self::followed::{Following, WhyStatistic};
use self::steps::Way;
use super::evidence::SHOWN_ROWS;
use super::{Item, NOBODY, Report};
use crate::described::{self, severity};
use crate::pipeline::Ready;
use crate::run::{Engine, Options, bind, evaluate, joined};

/// A rulebook of which only what is asked is left, as a plan whose every part can be followed back.
#[derive(Debug)]
pub struct Why {
    ready: Ready,
    traces: Traces,
    /// Whether what is asked reads other subjects.
    everybody: bool,
    /// The statistics that the value that is asked for goes into.
    goes_into: Vec<Name>,
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The language of the answers.
    pub lang: Lang,
    /// The row that is meant, by its number in the file; all where none is said.
    pub row: Option<u32>,
    /// So many rows are shown.
    pub most: usize,
    /// Whether sources are opened once more, to say of each cell its column, heading and text.
    pub cells: bool,
}

/// A data set laid out for one subject.
struct Stage<'s> {
    data: Cow<'s, DataSet>,
    subject: usize,
}

impl Why {
    /// Follows back what this rulebook asks: all its rules, and the formulas in its order of computation.
    #[must_use]
    pub fn of(mut ready: Ready) -> Self {
        let (lowered, traces) = lower_traced(&ready.model);
        ready.lowered = lowered;
        let everybody = needs::everybody(&ready);
        Self { ready, traces, everybody, goes_into: Vec::new() }
    }

    /// The rulebook.
    #[must_use]
    pub const fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Opens a folder of data, a typed copy, or one file of a folder, to ask about the subject with a key: of a copy nothing
    /// else is read where that will do. `watch` as [`Ready::open_on`] has it.
    #[must_use]
    pub fn open(
        &self,
        path: &Path,
        key: &str,
        watch: &mut dyn FnMut(&str, usize, usize),
    ) -> (DataSet, Diagnostics) {
        if !self.everybody && shensuan_data::is_copy(path) {
            return self.ready.open_copy_of(path, key);
        }
        open_all(&self.ready, path, watch)
    }

    /// The same, which names the statistics that a value goes into.
    #[must_use]
    pub fn going_into(self, statistics: Vec<Name>) -> Self {
        Self { goes_into: statistics, ..self }
    }

    /// Whether what is asked reads other subjects too: then all of them are computed.
    #[must_use]
    pub const fn reads_everybody(&self) -> bool {
        self.everybody
    }

    /// Why the rule, or the value, that is left of the rulebook is what it is for a subject; none where several things
    /// are asked, or nothing.
    ///
    /// # Errors
    /// There is no such subject; a defect of ours.
    pub fn derive(
        &self,
        data: &DataSet,
        key: &str,
        telling: Telling,
    ) -> Result<Option<Derivation>, Box<Diagnostic>> {
        let told = self.told(data, key, telling, |report, subject, tracer| {
            let mut told = report.derivation(&self.traces, subject, telling, tracer)?;
            told.goes_into = self.goes_into.iter().map(|name| name.in_lang(telling.lang)).collect();
            Some(told)
        })?;
        Ok(told.map(|mut told| {
            if telling.cells {
                self.reopen(data, &mut told, telling.lang);
            }
            told
        }))
    }

    /// What every rule and every formula that is handed out comes to for a subject.
    ///
    /// # Errors
    /// There is no such subject; a defect of ours.
    pub fn standing(&self, data: &DataSet, key: &str, telling: Telling) -> Result<Standing, Box<Diagnostic>> {
        self.told(data, key, telling, |report, subject, tracer| report.standing(subject, tracer))
    }

    fn told<T>(
        &self,
        data: &DataSet,
        key: &str,
        telling: Telling,
        tell: impl FnOnce(&Report<'_>, usize, &mut Tracer<'_>) -> T,
    ) -> Result<T, Box<Diagnostic>> {
        let subject = subject(data, key)?;
        let Stage { data, subject } = if self.everybody {
            Stage { data: Cow::Borrowed(data), subject }
        } else {
            Stage { data: Cow::Owned(one::data_of(data, subject)), subject: 0 }
        };
        let ready = &self.ready;
        let options = Options {
            lang: telling.lang,
            partial: true,
            threads: (!self.everybody).then_some(1),
            engine: Engine::Fitting,
        };
        let threads = options.thread_count();
        let data = joined::with_joins(ready, &data, threads)?;
        let cells = data.cells(&ready.model.vocab);
        let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), threads);
        let report = Report::new(ready, &cells, &frame, options);
        // What reads everybody is computed for everybody, once; all else a row at a time.
        let run = match self.everybody {
            true => Some(evaluate(&ready.model, &ready.lowered, &frame, threads, options.engine)?),
            false => None,
        };
        let plan = &ready.lowered.plan;
        let mut tracer = match &run {
            Some(run) => Tracer::after(plan, &frame, run),
            None => Tracer::new(plan, &frame),
        };
        Ok(tell(&report, subject, &mut tracer))
    }
}

/// A folder of data, a typed copy, or one file of a folder, for all subjects.
fn open_all(ready: &Ready, path: &Path, watch: &mut dyn FnMut(&str, usize, usize)) -> (DataSet, Diagnostics) {
    if !path.is_file() {
        return ready.open_on(path, None, watch);
    }
    let (described, said) = ready.describe(path, &|_| {});
    let mut data = described.set;
    data.add_references(&ready.references);
    (data, said)
}

/// The subject with a key.
fn subject(data: &DataSet, key: &str) -> Result<usize, Box<Diagnostic>> {
    let exact = data.subjects.iter().position(|known| known == key);
    let folded = || {
        let wanted = fold_text(key);
        data.subjects.iter().position(|known| fold_text(known) == wanted)
    };
    exact.or_else(folded).ok_or_else(|| {
        let near = suggest::nearest(key, &data.subjects);
        let unknown = Diagnostic::new(codes::NO_SUCH_SUBJECT).with("subject", key);
        Box::new(if near.is_empty() {
            unknown
        } else {
            unknown.help(names::DID_YOU_MEAN.with("names", near))
        })
    })
}

impl Report<'_> {
    fn told_of(&self, subject: usize) -> Whose {
        Whose {
            subject: self.subject_word(),
            key: self.subject_key(subject),
            name: self.name(subject),
            district: self.district(subject),
        }
    }

    fn derivation(
        &self,
        traces: &Traces,
        subject: usize,
        telling: Telling,
        tracer: &mut Tracer<'_>,
    ) -> Option<Derivation> {
        let model = &self.ready.model;
        let (asked, mut results, form) = match model.rules.first() {
            Some(first) => {
                let mut results = Vec::new();
                let rules = model.rules.iter().zip(&self.ready.lowered.rules).zip(&traces.rules);
                for ((rule, lowered), traced) in rules.filter(|((rule, _), _)| rule.id == first.id) {
                    for item in self.items_of(rule, lowered, subject) {
                        if self.is_asked(lowered.table, item, telling) {
                            results.push(self.judged_item((rule, lowered, traced), item, traces, tracer));
                        }
                    }
                }
                let asked = AskedFor::Rule {
                    rule: first.id.clone(),
                    title: self.title(first),
                    severity: severity(first.severity),
                    basis: first.basis.clone(),
                    place: self.place(first),
                    layer: self.layer(first),
                };
                (asked, results, rows_of(first.scope))
            }
            None => {
                let id = *model.order.last()?;
                let (formula, traced) = (model.formula(id)?, traces.formulas.get(&id)?);
                let mut results = Vec::new();
                for item in self.items_in(self.table_of(formula), subject) {
                    if self.is_asked(item.table, item, telling) {
                        results.push(self.computed_item((id, formula, traced), item, traces, tracer));
                    }
                }
                let asked = AskedFor::Value {
                    value: formula.name.in_lang(self.lang),
                    place: described::place(&self.ready.sources, formula.span),
                    layer: self.layer_of(formula.span),
                };
                (asked, results, rows_of(formula.scope))
            }
        };
        let no_rows = form.filter(|_| results.is_empty()).map(|form| self.form_name(form));
        results.sort_by_key(|result| result.outcome);
        let left_out = results.len().saturating_sub(telling.most);
        results.truncate(telling.most);
        let whose = self.told_of(subject);
        let (goes_into, sources_gone) = (Vec::new(), Vec::new());
        Some(Derivation {
            schema: WHY_SCHEMA,
            whose,
            asked,
            results,
            left_out,
            no_rows,
            goes_into,
            sources_gone,
        })
    }

    /// Whether the row of an item is meant.
    fn is_asked(&self, table: TableId, item: Item, telling: Telling) -> bool {
        let Some(wanted) = telling.row else { return true };
        let place = self.form(table).and_then(|form| self.cell(form, item.row));
        place.is_none_or(|place| place.row == wanted)
    }

    /// The table in which a formula has values.
    fn table_of(&self, formula: &Formula) -> TableId {
        let Scope::Rows(form) = formula.scope else { return TableId(0) };
        let tables = &self.ready.lowered.tables;
        let of = |known: &shensuan_model::TableSource| *known == shensuan_model::TableSource::Rows(form);
        let at = tables.iter().position(of).and_then(|at| u32::try_from(at).ok());
        at.map_or(TableId(0), TableId)
    }

    /// The rows of a table that belong to a subject.
    fn items_in(&self, table: TableId, subject: usize) -> Vec<Item> {
        let rows = match table {
            TableId(0) => subject..subject + 1,
            table => self.frame.child_rows(&self.ready.lowered.plan, table, TableId(0), subject),
        };
        rows.map(|row| self.item(table, row)).collect()
    }

    /// The rows that a rule judges for a subject. Of the data set as a whole there is one; of groups of subjects the one
    /// that it is in.
    fn items_of(&self, rule: &Rule, lowered: &LoweredRule, subject: usize) -> Vec<Item> {
        if rule.scope == Scope::DataSet || !self.ready.model.is_of_no_subject(rule) {
            return self.items_in(lowered.table, subject);
        }
        let members = lowered.groups.iter().find_map(|group| match group.listed {
            Listed::Rows(table) => Some(table),
            Listed::None | Listed::All(_) | Listed::Twins(_) => None,
        });
        let Some(members) = members else { return self.items_in(lowered.table, subject) };
        let plan = &self.ready.lowered.plan;
        let holds = |row: &usize| {
            let mut within = self.frame.child_rows(plan, members, lowered.table, *row);
            within.any(|member| self.cells_subject(members, member) == Some(subject))
        };
        let rows = (0..self.frame.rows(lowered.table)).filter(holds);
        rows.map(|row| self.item(lowered.table, row)).collect()
    }

    /// Whose a row of a form's table was filed by.
    fn cells_subject(&self, table: TableId, row: usize) -> Option<usize> {
        let table = self.cells.table(self.form(table)?)?;
        table.subject.get(row).map(|subject| *subject as usize)
    }

    fn judged_item(
        &self,
        (rule, lowered, (when, checks)): (&Rule, &LoweredRule, &(Vec<Traced>, Vec<Traced>)),
        item: Item,
        traces: &Traces,
        tracer: &mut Tracer<'_>,
    ) -> Derived {
        let outcome = tracer
            .outcome(lowered.judgement, item.row)
            .map_or(Verdict::NotApplicable, |verdict| told(verdict.outcome));
        let (mut lacking, mut lacking_left_out) = (Vec::new(), 0);
        if outcome == Verdict::Undetermined {
            let causes = self.why_undetermined(lowered, item, tracer);
            (lacking, lacking_left_out) = self.lacking(&causes);
        }
        let message = (outcome == Verdict::Fail).then(|| self.message(rule, lowered, item, tracer));
        let groups = self.groups(lowered, item, tracer);
        let read = rule.when_forms.iter().chain(rule.checks.iter().flat_map(|check| &check.forms));
        let (mut not_filed, mut not_supplied): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for form in read.filter(|form| !self.is_filed(**form, item.subject)) {
            let name = self.form_name(*form);
            let table = self.ready.model.vocab.reference(*form).is_some();
            let of_kind = if table { &mut not_supplied } else { &mut not_filed };
            if !of_kind.contains(&name) {
                of_kind.push(name);
            }
        }
        let judgement = self.ready.lowered.plan.judgement(lowered.judgement);
        let mut way = Way::new(self, traces, tracer);
        let conditions: Vec<Option<ValueId>> =
            judgement.map(|judgement| judgement.when.iter().copied().map(Some).collect()).unwrap_or_default();
        let conditions = rule.when.iter().zip(when).zip(conditions);
        let when =
            conditions.map(|((value, traced), own)| way.condition((value, traced), own, item)).collect();
        let wanted = rule.checks.iter().zip(checks).zip(&lowered.checks);
        let checks = wanted
            .map(|((check, traced), own)| way.condition((&check.holds, traced), Some(own.holds), item))
            .collect();
        Derived {
            form: self.form_of_row(item),
            row: self.form(item.table).and_then(|form| self.cell(form, item.row)),
            outcome: Some(outcome),
            message,
            not_filed,
            not_supplied,
            when,
            checks,
            value: None,
            groups,
            lacking,
            lacking_left_out,
        }
    }

    fn computed_item(
        &self,
        (id, formula, traced): (FormulaId, &Formula, &Traced),
        item: Item,
        traces: &Traces,
        tracer: &mut Tracer<'_>,
    ) -> Derived {
        let (mut lacking, mut lacking_left_out) = (Vec::new(), 0);
        let mut way = Way::new(self, traces, tracer);
        let step = way.formula(id, (formula, traced), item);
        if !step.state.is_given()
            && let Some(row) = way.row_of(traced.value, item)
        {
            let causes = self.why(traced.value, row, tracer);
            (lacking, lacking_left_out) = self.lacking(&causes);
        }
        Derived {
            form: self.form_of_row(item),
            row: self.form(item.table).and_then(|form| self.cell(form, item.row)),
            outcome: None,
            message: None,
            not_filed: Vec::new(),
            not_supplied: Vec::new(),
            when: Vec::new(),
            checks: Vec::new(),
            value: Some(step),
            groups: Vec::new(),
            lacking,
            lacking_left_out,
        }
    }

    /// Whether a subject filed a form, or a table is supplied.
    fn is_filed(&self, form: FormId, subject: usize) -> bool {
        if self.ready.model.vocab.reference(form).is_some() || subject == NOBODY {
            return self.cells.table(form).is_some();
        }
        !self.cells.rows_of(form, subject).is_empty()
    }

    fn standing(&self, subject: usize, tracer: &mut Tracer<'_>) -> Standing {
        let model = &self.ready.model;
        let (mut rules, mut values) = (Vec::new(), Vec::new());
        for (rule, lowered) in model.rules.iter().zip(&self.ready.lowered.rules) {
            for item in self.items_of(rule, lowered, subject) {
                let Some(verdict) = tracer.outcome(lowered.judgement, item.row) else { continue };
                rules.push(RuleStands {
                    rule: rule.id.clone(),
                    title: self.title(rule),
                    severity: severity(rule.severity),
                    outcome: told(verdict.outcome),
                    row: self.form(item.table).and_then(|form| self.cell(form, item.row)),
                });
            }
        }
        for (id, table, output) in &self.ready.lowered.outputs {
            let (Some(formula), Some(output)) =
                (model.formula(*id), self.ready.lowered.plan.output(*output).copied())
            else {
                continue;
            };
            for item in self.items_in(*table, subject) {
                let shown = self.shown_scalar(&formula.value, output.value, item, tracer);
                values.push(ValueStands {
                    name: formula.name.in_lang(self.lang),
                    value: shown.value,
                    unit: shown.unit,
                    state: shown.state,
                    row: self.form(item.table).and_then(|form| self.cell(form, item.row)),
                });
            }
        }
        Standing { schema: WHY_LIST_SCHEMA, whose: self.told_of(subject), rules, values }
    }
}

/// The form over whose rows something has values.
fn rows_of(scope: Scope) -> Option<FormId> {
    match scope {
        Scope::Rows(form) => Some(form),
        Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
    }
}

fn told(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Pass => Verdict::Pass,
        Outcome::Fail => Verdict::Fail,
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Undetermined => Verdict::Undetermined,
    }
}

/// So many cells of a field are shown.
const CELLS: usize = SHOWN_ROWS;

/// Puts what is known of a value into a step.
fn with_shown(step: Step, shown: numbers::Shown) -> Step {
    let numbers::Shown { value, unit, number, truth, state } = shown;
    Step { value, unit, number, truth, state, ..step }
}

/// A value that is not known, for a cause that shows elsewhere.
const UNKNOWN: State = State::Missing;
