//! What could not be accounted (无法核算): why each value is missing, and the cell that left it so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use shensuan_diagnostics::Localised;
use shensuan_findings::{Evidence, ReasonSummary, ResultCells, ResultColumn, ResultTable, State, Words};
use shensuan_model::Scope;
use shensuan_plan::{Column, Tracer, shared_out};
use shensuan_vocab::FieldType;

use super::super::{FORGET_AFTER, NOBODY, Report};
use super::columns::Texts;
use super::{Accounting, Output};

/// A value that is missing.
struct Missing {
    /// Of which of the formulas.
    formula: usize,
    row: usize,
    subject: usize,
    /// What left it so, the first cause first.
    lacking: Vec<Evidence>,
    left_out: usize,
}

impl<'d> Accounting<'_, 'd> {
    /// The list, and how often each reason comes.
    pub(super) fn unaccounted(
        &self,
        report: &Report<'_>,
        outputs: &[Output<'_>],
    ) -> (ResultTable<'d>, Vec<ReasonSummary>) {
        let mut missing = self.missing(outputs);
        let mut times: BTreeMap<(State, &str), usize> = BTreeMap::new();
        for first in missing.iter().filter_map(|missing| missing.lacking.first()) {
            *times.entry((first.state, &first.name)).or_default() += 1;
        }
        let reason =
            |((state, name), times): (_, _)| ReasonSummary { state, name: str::to_owned(name), times };
        let mut reasons: Vec<ReasonSummary> = times.into_iter().map(reason).collect();
        reasons.sort_by_key(|reason| Reverse(reason.times));

        let districts = self.ready.named.district;
        let districts = districts.filter(|field| !self.ready.model.vocab.field(*field).private);
        let district = districts.map(|field| (field, Texts::of_subjects(self, field)));
        let district = |missing: &Missing| {
            let (field, texts) = district.as_ref()?;
            let text = texts.at(missing.subject)?;
            Some(match self.ready.model.vocab.field(*field).kind {
                FieldType::Code(list) => self.meaning(list, text),
                _ => (text, None),
            })
        };
        let key = |missing: &Missing| self.data.subjects.get(missing.subject).map(String::as_str);
        // Rows of one subject keep the order of the forms and of the data.
        missing.sort_by_cached_key(|missing| {
            let district = district(missing).map(|(code, _)| code.to_owned());
            let table = outputs.get(missing.formula).map(|output| output.table);
            let of_subject = key(missing).map(str::to_owned);
            (district, of_subject, table, missing.row, missing.formula)
        });
        let columns = self.list(report, outputs, &missing, &district);
        let name = self.options.lang.pick("无法核算", "unaccounted").to_owned();
        (ResultTable { name, rows: missing.len(), columns }, reasons)
    }

    /// All values that are missing, with their reasons: by threads, each for a stretch of them.
    fn missing(&self, outputs: &[Output<'_>]) -> Vec<Missing> {
        let of_output = |(formula, output): (usize, &Output<'_>)| {
            let Column::Number { given, .. } = output.column else { return Vec::new() };
            let rows = if output.missing == 0 { 0 } else { output.rows };
            (0..rows).filter(|row| !given.get(*row)).map(|row| (formula, row)).collect::<Vec<_>>()
        };
        let mut all: Vec<(usize, usize)> = outputs.iter().enumerate().flat_map(of_output).collect();
        // What is missing in one row is asked together: one trace serves all.
        all.sort_by_key(|(formula, row)| (outputs.get(*formula).map(|output| output.table), *row, *formula));
        let threads = self.options.thread_count();
        let stretch = all.len().div_ceil(threads.max(1)).max(1);
        let stretches: Vec<&[(usize, usize)]> = all.chunks(stretch).collect();
        let traced = shared_out(stretches.len(), threads, |at| {
            let report = self.report();
            let mut tracer = Tracer::after(&self.ready.lowered.plan, self.frame, self.run);
            let stretch = stretches.get(at).copied().unwrap_or_default();
            let mut made = Vec::with_capacity(stretch.len());
            for (count, (formula, row)) in stretch.iter().enumerate() {
                let Some(output) = outputs.get(*formula) else { continue };
                made.push(self.traced(&report, &mut tracer, (*formula, output), *row));
                if count % FORGET_AFTER == FORGET_AFTER - 1 {
                    tracer.forget();
                }
            }
            made
        });
        traced.into_iter().flatten().collect()
    }

    fn traced(
        &self,
        report: &Report<'_>,
        tracer: &mut Tracer<'_>,
        (formula, output): (usize, &Output<'_>),
        row: usize,
    ) -> Missing {
        let causes = output.value.map(|value| report.why(value, row, tracer)).unwrap_or_default();
        let (lacking, left_out) = report.lacking(&causes);
        let of_nobody = output.formula.scope == Scope::DataSet;
        let subject = if of_nobody { NOBODY } else { report.item(output.table, row).subject };
        Missing { formula, row, subject, lacking, left_out }
    }

    fn list<'m>(
        &self,
        report: &Report<'_>,
        outputs: &[Output<'_>],
        missing: &'m [Missing],
        district: &impl Fn(&'m Missing) -> Option<(&'m str, Option<&'m str>)>,
    ) -> Vec<ResultColumn<'d>> {
        let lang = self.options.lang;
        let words = Words::of(lang);
        let mut columns = Vec::new();
        let mut put = |zh: &str, en: &str, cells| columns.push(ResultColumn::plain(lang.pick(zh, en), cells));
        let vocab = &self.ready.model.vocab;
        if let Some(field) = self.ready.named.district {
            let name = vocab.field(field).name.in_lang(lang);
            let codes = ResultCells::texts(missing.iter().map(|missing| Some(district(missing)?.0)));
            put(&name, &name, codes);
            if missing.iter().any(|missing| district(missing).is_some_and(|(_, name)| name.is_some())) {
                let names = ResultCells::texts(missing.iter().map(|missing| district(missing)?.1));
                put(&format!("{name}名称"), &format!("{name} name"), names);
            }
        }
        let subject = report.subject_word();
        let of_subject = |missing: &Missing| self.data.subjects.get(missing.subject);
        put(&subject, &subject, ResultCells::texts(missing.iter().map(of_subject)));
        if let Some(field) = self.ready.named.name.filter(|field| !vocab.field(*field).private) {
            let texts = Texts::of_subjects(self, field);
            put("名称", "name", ResultCells::texts(missing.iter().map(|missing| texts.at(missing.subject))));
        }
        let item = |missing: &Missing| {
            let output = outputs.get(missing.formula)?;
            let of_rows = matches!(output.formula.scope, Scope::Rows(_));
            of_rows.then(|| report.item(output.table, missing.row))
        };
        let place = |missing: &Missing| {
            let item = item(missing)?;
            report.cell(report.form(item.table)?, item.row)
        };
        let places: Vec<_> = missing.iter().map(place).collect();
        let form = |missing: &Missing| report.form_of_row(item(missing)?);
        put("报表", "form", ResultCells::texts(missing.iter().map(form)));
        put("文件", "file", ResultCells::texts(places.iter().map(|cell| Some(&cell.as_ref()?.file))));
        put("行", "row", ResultCells::counts(places.iter().map(|cell| Some(cell.as_ref()?.row))));
        let name =
            |missing: &Missing| outputs.get(missing.formula).map(|output| output.formula.name.in_lang(lang));
        put("算式", "formula", ResultCells::texts(missing.iter().map(name)));
        let first = |missing: &'m Missing| missing.lacking.first();
        let reason = |missing| first(missing).map(|first| first.state.word(lang));
        put("原因", "reason", ResultCells::texts(missing.iter().map(reason)));
        put("指标", "field", ResultCells::texts(missing.iter().map(|missing| Some(&first(missing)?.name))));
        let text = |missing| {
            let first = first(missing)?;
            let value = first.value.as_ref()?;
            Some(match first.unit.as_str() {
                "" => value.clone(),
                "%" => format!("{value}%"),
                unit => format!("{value} {unit}"),
            })
        };
        put("原文", "text", ResultCells::texts(missing.iter().map(text)));
        let cell = |missing| first(missing)?.cell.as_ref();
        let of_file = ResultCells::texts(missing.iter().map(|missing| Some(&cell(missing)?.file)));
        put("所在文件", "file of the cell", of_file);
        let of_row = ResultCells::counts(missing.iter().map(|missing| Some(cell(missing)?.row)));
        put("所在行", "row of the cell", of_row);
        if missing.iter().any(|missing| cell(missing).is_some_and(|cell| cell.column.is_some())) {
            let of_column = missing.iter().map(|missing| cell(missing)?.column.as_ref());
            put("所在列", "column of the cell", ResultCells::texts(of_column));
        }
        put("其他原因", "other reasons", ResultCells::texts(missing.iter().map(|m| others(m, words))));
        columns
    }
}

/// What else left a value missing.
fn others(missing: &Missing, words: Words) -> Option<String> {
    let others = missing.lacking.get(1..).filter(|others| !others.is_empty())?;
    Some(words.lacking(others, missing.left_out))
}
