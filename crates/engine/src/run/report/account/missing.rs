//! What could not be accounted (无法核算): why each value that counts is missing, and the cell that left it so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use shensuan_data::letters;
use shensuan_diagnostics::Localised;
use shensuan_findings::{
    Cell, Evidence, ReasonSummary, ResultCells, ResultColumn, ResultTable, State, Words,
};
use shensuan_model::Scope;
use shensuan_plan::{Column, TableId, Tracer, shared_out};

use super::super::why::{Cause, Known};
use super::super::{NOBODY, Report};
use super::columns::Texts;
use super::coverage::Districts;
use super::{Accounting, Output};

/// A value that is missing.
struct Missing {
    /// Of which of the formulas.
    formula: usize,
    row: usize,
    subject: usize,
    why: Arc<Why>,
}

/// What left values missing, the first cause first; values of one row mostly share it.
struct Why {
    lacking: Vec<Evidence>,
    left_out: usize,
}

impl Missing {
    fn first(&self) -> Option<&Evidence> {
        self.why.lacking.first()
    }

    fn cell(&self) -> Option<&Cell> {
        self.first()?.cell.as_ref()
    }
}

/// A value that is missing: the table and the row that it stands in, and of which of the formulas it is.
type Gap = (TableId, usize, usize);

impl<'d> Accounting<'_, 'd> {
    /// The list, and how often each reason comes.
    pub(super) fn unaccounted(
        &self,
        report: &Report<'_>,
        outputs: &[Output<'_>],
    ) -> (ResultTable<'d>, Vec<ReasonSummary>) {
        let mut missing = self.missing(outputs);
        let mut times: BTreeMap<(State, &str), usize> = BTreeMap::new();
        for first in missing.iter().filter_map(Missing::first) {
            *times.entry((first.state, &first.name)).or_default() += 1;
        }
        let reason =
            |((state, name), times): (_, _)| ReasonSummary { state, name: str::to_owned(name), times };
        let mut reasons: Vec<ReasonSummary> = times.into_iter().map(reason).collect();
        reasons.sort_by_key(|reason| Reverse(reason.times));

        let districts = Districts::of(self);
        let district = |subject: usize| districts.at(subject);
        let mut subjects: Vec<usize> = missing.iter().map(|missing| missing.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.sort_by_key(|subject| (district(*subject), self.data.subjects.get(*subject)));
        let places: HashMap<usize, usize> = subjects.into_iter().zip(0..).collect();
        // Rows of one subject keep the order of the forms and of the data.
        missing.sort_by_cached_key(|missing| {
            let table = outputs.get(missing.formula).map(|output| output.table);
            (places.get(&missing.subject).copied(), table, missing.row, missing.formula)
        });
        let columns = self.list(report, outputs, &missing, &districts);
        let name = self.options.lang.pick("无法核算", "unaccounted").to_owned();
        (ResultTable { name, rows: missing.len(), columns }, reasons)
    }

    /// All values that are missing, with their reasons: by threads, each for a stretch of them.
    fn missing(&self, outputs: &[Output<'_>]) -> Vec<Missing> {
        let of_output = |(formula, output): (usize, &Output<'_>)| {
            let Column::Number { given, .. } = &*output.column else { return Vec::new() };
            let rows = if output.missing == 0 || !output.counts { 0 } else { output.rows };
            let missing = given.not();
            let missing = missing.iter_ones().take_while(|row| *row < rows);
            missing.map(|row| (output.table, row, formula)).collect::<Vec<_>>()
        };
        // What is missing in one row is asked together: one trace serves all.
        let mut all: Vec<Gap> = outputs.iter().enumerate().flat_map(of_output).collect();
        all.sort_unstable();
        let threads = self.threads_of_a_part();
        // The rows of some tables are harder to trace than those of others.
        let stretch = all.len().div_ceil(threads.max(1) * STRETCHES).max(SHORTEST);
        let rows: Vec<&[Gap]> = all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).collect();
        let stretches: Vec<&[&[Gap]]> = rows.chunks(stretch).collect();
        let traced = shared_out(stretches.len(), threads, |at| {
            let report = self.report();
            let mut tracer = Tracer::behind(&self.ready.lowered.plan, self.frame, self.run);
            let stretch = stretches.get(at).copied().unwrap_or_default();
            let mut made = Vec::new();
            for row in stretch {
                self.traced(&report, &mut tracer, outputs, row, &mut made);
                // Rows share little, and what is known of one is found at once.
                tracer.forget();
            }
            made
        });
        traced.into_iter().flatten().collect()
    }

    /// Why values are missing in one row.
    fn traced(
        &self,
        report: &Report<'_>,
        tracer: &mut Tracer<'_>,
        outputs: &[Output<'_>],
        missing: &[Gap],
        into: &mut Vec<Missing>,
    ) {
        let mut known = Known::default();
        let mut said: Vec<(Vec<Cause>, Arc<Why>)> = Vec::new();
        for (table, row, formula) in missing {
            let Some(output) = outputs.get(*formula) else { continue };
            let causes = output.value.map(|value| report.why_knowing(&known, value, *row, tracer));
            let causes = causes.unwrap_or_default();
            let why = match said.iter().find(|(same, _)| *same == causes) {
                Some((_, why)) => Arc::clone(why),
                None => {
                    let (lacking, left_out) = report.lacking(&causes);
                    let why = Arc::new(Why { lacking, left_out });
                    said.push((causes.clone(), Arc::clone(&why)));
                    why
                }
            };
            let of_nobody = output.formula.scope == Scope::DataSet;
            let subject = if of_nobody { NOBODY } else { report.item(*table, *row).subject };
            into.push(Missing { formula: *formula, row: *row, subject, why });
            // That nothing is the cause says nothing of what reads it.
            if let Some(value) = output.value.filter(|_| !matches!(causes.as_slice(), [Cause::Nowhere(_)])) {
                known.insert((value, *row), causes);
            }
        }
    }

    fn list<'m>(
        &self,
        report: &Report<'_>,
        outputs: &[Output<'_>],
        missing: &'m [Missing],
        districts: &Districts<'m>,
    ) -> Vec<ResultColumn<'d>> {
        let lang = self.options.lang;
        let words = Words::of(lang);
        let vocab = &self.ready.model.vocab;
        let mut columns = Vec::new();
        columns.extend(districts.columns(missing.iter().map(|missing| districts.at(missing.subject))));
        let mut put = |zh: &str, en: &str, cells| columns.push(ResultColumn::plain(lang.pick(zh, en), cells));
        let subject = report.subject_word();
        put(&subject, &subject, texts(missing, |missing| self.data.subjects.get(missing.subject)));
        if let Some(field) = self.ready.named.name.filter(|field| !vocab.field(*field).private) {
            let names = Texts::of_subjects(self, field);
            put("名称", "name", texts(missing, |missing| names.at(missing.subject)));
        }
        let form = |missing: &Missing| {
            let output = outputs.get(missing.formula)?;
            report.form(output.table).filter(|_| matches!(output.formula.scope, Scope::Rows(_)))
        };
        // Of rows made of columns each says which it is; all others of a table are called alike.
        let mut forms: BTreeMap<TableId, Option<String>> = BTreeMap::new();
        let mut called = Vec::with_capacity(missing.len());
        for missing in missing {
            let made_of_columns = form(missing).is_some_and(|form| !vocab.form(form).columns.is_empty());
            let table = outputs.get(missing.formula).map_or(TableId(0), |output| output.table);
            let of_row =
                || report.form_of_row(report.item(table, missing.row)).filter(|_| form(missing).is_some());
            called.push(match made_of_columns {
                true => of_row(),
                false => forms.entry(table).or_insert_with(of_row).clone(),
            });
        }
        put("报表", "form", ResultCells::texts(called));
        let place = |missing: &Missing| {
            let table = self.cells.table(form(missing)?)?;
            let (file, number) = (table.file_of(missing.row), *table.rows.get(missing.row)?);
            let account = self.cells.data.files.get(file)?;
            Some((account.name.as_str(), account.place(number, None)))
        };
        put("文件", "file", texts(missing, |missing| Some(place(missing)?.0)));
        put("行", "row", counts(missing, |missing| Some(place(missing)?.1.0)));
        // Of a block that lies on its side the column says whose row it is.
        if missing.iter().any(|missing| place(missing).is_some_and(|(_, (_, column))| column.is_some())) {
            let column = |missing| Some(letters(place(missing)?.1.1?.saturating_sub(1) as usize));
            put("列", "column", texts(missing, column));
        }
        let names: Vec<String> = outputs.iter().map(|output| output.formula.name.in_lang(lang)).collect();
        put("算式", "formula", texts(missing, |missing| names.get(missing.formula)));
        put("原因", "reason", texts(missing, |missing| Some(missing.first()?.state.word(lang))));
        put("指标", "field", texts(missing, |missing| Some(&missing.first()?.name)));
        put("原文", "text", texts(missing, |missing| written(missing.first()?)));
        put("所在文件", "file of the cell", texts(missing, |missing| Some(&missing.cell()?.file)));
        put("所在行", "row of the cell", counts(missing, |missing| Some(missing.cell()?.row)));
        if missing.iter().any(|missing| missing.cell().is_some_and(|cell| cell.column.is_some())) {
            let of_column = texts(missing, |missing| missing.cell()?.column.as_ref());
            put("所在列", "column of the cell", of_column);
        }
        put("其他原因", "other reasons", texts(missing, |missing| others(&missing.why, words)));
        columns
    }
}

/// Each thread traces so many stretches of rows, none of them shorter than this.
const STRETCHES: usize = 8;
const SHORTEST: usize = 64;
fn texts<'m, T: AsRef<str>>(
    missing: &'m [Missing],
    text: impl Fn(&'m Missing) -> Option<T>,
) -> ResultCells<'static> {
    ResultCells::texts(missing.iter().map(text))
}

fn counts<'m>(missing: &'m [Missing], count: impl Fn(&'m Missing) -> Option<u32>) -> ResultCells<'static> {
    ResultCells::counts(missing.iter().map(count))
}

/// What stands in a cell, its unit behind it.
fn written(evidence: &Evidence) -> Option<String> {
    let value = evidence.value.as_ref()?;
    Some(match evidence.unit.as_str() {
        "" => value.clone(),
        "%" => format!("{value}%"),
        unit => format!("{value} {unit}"),
    })
}

/// What else left a value missing.
fn others(why: &Why, words: Words) -> Option<String> {
    let others = why.lacking.get(1..).filter(|others| !others.is_empty())?;
    Some(words.lacking(others, why.left_out))
}
