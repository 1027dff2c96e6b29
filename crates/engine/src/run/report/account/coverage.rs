//! How much could be accounted: of each value that counts in each district how many were asked for, how many there are, and
//! how many are listed as unaccounted.

use std::collections::BTreeMap;

use shensuan_diagnostics::{Lang, Localised};
use shensuan_findings::{ResultCells, ResultColumn, ResultTable, heading_of_names};
use shensuan_model::{Formula, Model, Scope, Type};
use shensuan_plan::{Column, TableId};
use shensuan_vocab::FieldType;

use super::super::{NOBODY, Report};
use super::columns::Texts;
use super::{Accounting, Output};

/// The district of a subject: its code, and what that is called.
type District<'t> = (&'t str, Option<&'t str>);

/// The districts of subjects, where the rulebook says which field holds them and it is not private.
pub(super) struct Districts<'t> {
    /// What the field is called.
    name: String,
    lang: Lang,
    /// Of each entry of its texts the district.
    entries: Vec<District<'t>>,
    texts: Option<Texts<'t>>,
}

impl<'t> Districts<'t> {
    pub(super) fn of(of: &'t Accounting<'_, '_>) -> Self {
        let vocab = &of.ready.model.vocab;
        let lang = of.options.lang;
        let none = Self { name: String::new(), lang, entries: Vec::new(), texts: None };
        let Some(field) = of.ready.named.district.filter(|field| !vocab.field(*field).private) else {
            return none;
        };
        let texts = Texts::of_subjects(of, field);
        let district = |text: &'t str| match vocab.field(field).kind {
            FieldType::Code(list) => of.meaning(list, text),
            _ => (text, None),
        };
        let entries = texts.entries.iter().map(district).collect();
        Self { name: vocab.field(field).name.in_lang(lang), lang, entries, texts: Some(texts) }
    }

    /// That of a subject.
    pub(super) fn at(&self, subject: usize) -> Option<District<'t>> {
        self.entries.get(self.entry(subject)?).copied()
    }

    fn entry(&self, subject: usize) -> Option<usize> {
        let texts = self.texts.as_ref()?;
        let entry = texts.index.get(subject).filter(|_| texts.given.get(subject) == Some(&true))?;
        Some(*entry as usize)
    }

    /// Districts row by row as a column, and their names beside them where any has one; nothing where none is known.
    pub(super) fn columns<'d>(
        &self,
        rows: impl Iterator<Item = Option<District<'t>>> + Clone,
    ) -> Vec<ResultColumn<'d>> {
        if self.texts.is_none() {
            return Vec::new();
        }
        let codes = ResultCells::texts(rows.clone().map(|row| row.map(|(code, _)| code)));
        let mut columns = vec![ResultColumn::plain(self.name.as_str(), codes)];
        let names = rows.map(|row| row.and_then(|(_, name)| name));
        if names.clone().any(|name| name.is_some()) {
            let heading = heading_of_names(&self.name, self.lang);
            columns.push(ResultColumn::plain(heading, ResultCells::texts(names)));
        }
        columns
    }
}

impl<'d> Accounting<'_, 'd> {
    /// The table.
    pub(super) fn coverage(&self, report: &Report<'_>, outputs: &[Output<'_>]) -> ResultTable<'d> {
        let lang = self.options.lang;
        let districts = Districts::of(self);
        // Rows of one table are those of the same subjects.
        let mut homes: BTreeMap<(TableId, bool), Vec<Option<usize>>> = BTreeMap::new();
        let mut lines: BTreeMap<(Option<District<'_>>, usize), (u32, u32)> = BTreeMap::new();
        for (at, output) in outputs.iter().enumerate().filter(|(_, output)| output.counts) {
            let Column::Number { given, .. } = &*output.column else { continue };
            let of_nobody = output.formula.scope == Scope::DataSet;
            let home = homes.entry((output.table, of_nobody)).or_insert_with(|| {
                let subjects =
                    if of_nobody { vec![NOBODY; output.rows] } else { self.subjects_of(report, output) };
                subjects.into_iter().map(|subject| districts.entry(subject)).collect()
            });
            // By the entry of the district; those without one behind the last.
            let mut counted = vec![(0_u32, 0_u32); districts.entries.len() + 1];
            for (row, entry) in home.iter().enumerate().take(output.rows) {
                if let Some(count) = counted.get_mut(entry.unwrap_or(districts.entries.len())) {
                    count.0 += 1;
                    count.1 += u32::from(given.get(row));
                }
            }
            for (entry, (asked, computed)) in counted.into_iter().enumerate().filter(|(_, count)| count.0 > 0)
            {
                // Texts that are written in two ways may mean one district.
                let line = lines.entry((districts.entries.get(entry).copied(), at)).or_default();
                line.0 += asked;
                line.1 += computed;
            }
        }
        let mut columns = districts.columns(lines.keys().map(|(district, _)| *district));
        let mut put = |zh: &str, en: &str, cells| columns.push(ResultColumn::plain(lang.pick(zh, en), cells));
        let name = |at: usize| Some(outputs.get(at)?.formula.name.in_lang(lang));
        put("算式", "formula", ResultCells::texts(lines.keys().map(|(_, at)| name(*at))));
        let counts =
            |of: fn(&(u32, u32)) -> u32| ResultCells::counts(lines.values().map(|line| Some(of(line))));
        put("应算", "asked", counts(|(asked, _)| *asked));
        put("算出", "computed", counts(|(_, computed)| *computed));
        put("无法核算", "unaccounted", counts(|(asked, computed)| asked - computed));
        let name = lang.pick("核算情况", "coverage").to_owned();
        ResultTable { name, rows: lines.len(), columns }
    }

    /// Whose the rows of a formula are.
    fn subjects_of(&self, report: &Report<'_>, output: &Output<'_>) -> Vec<usize> {
        let filed = report.form(output.table).filter(|_| matches!(output.formula.scope, Scope::Rows(_)));
        let filed = filed.filter(|form| self.ready.model.vocab.form(*form).copy_of.is_none());
        match filed.and_then(|form| self.cells.table(form)) {
            Some(table) => table.subject.iter().map(|subject| *subject as usize).collect(),
            None => (0..output.rows).map(|row| report.item(output.table, row).subject).collect(),
        }
    }
}

/// By formula of the model whether it counts. Of rows of which statistics take formulas these count, of all others those that no
/// other formula reads. What is missing of the rest is missing in one that counts, or matters to none.
pub(super) fn that_count(model: &Model) -> Vec<bool> {
    let mut read = vec![false; model.formulas.len()];
    let mut totalled = read.clone();
    for formula in model.order.iter().filter_map(|id| model.formula(*id)) {
        model.mark_read(&formula.value, &mut read);
    }
    for statistic in &model.statistics {
        model.mark_read(&statistic.made_of, &mut totalled);
        model.mark_read(&statistic.value, &mut totalled);
    }
    let is_number = |formula: &Formula| matches!(formula.value.ty, Type::Number(_) | Type::Quantity);
    let of_each = || model.formulas.iter().zip(read.iter().zip(&totalled));
    let taken = of_each().filter(|(formula, (_, totalled))| **totalled && is_number(formula));
    let taken: Vec<Scope> = taken.map(|(formula, _)| formula.scope).collect();
    of_each()
        .map(|(formula, (read, totalled))| *totalled || !read && !taken.contains(&formula.scope))
        .collect()
}
