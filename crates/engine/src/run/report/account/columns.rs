//! The columns by which rows are known, and the units of numbers.

use std::borrow::Cow;

use shensuan_data::{DataSet, FieldColumn, TextList, letters};
use shensuan_diagnostics::Localised;
use shensuan_findings::{ResultCells, ResultColumn, heading_of_names, percent};
use shensuan_model::{Type, Typed};
use shensuan_plan::{Column, InputKind, TableId};
use shensuan_vocab::units::Conversion;
use shensuan_vocab::{FieldId, FieldType, FormId, ListId};

use super::super::{NOBODY, Report};
use super::Accounting;
use crate::run::bind;

/// How a computed number becomes the one that is shown.
pub(super) enum Scale {
    /// A ratio, shown in percent.
    Percent,
    /// A number in another unit.
    Convert(Conversion),
    /// As it is.
    Same,
}

impl Scale {
    pub(super) fn of(&self, number: f64) -> f64 {
        match self {
            Self::Percent => percent(number),
            Self::Convert(way) => way.apply(number),
            Self::Same => number,
        }
    }
}

impl Report<'_> {
    /// How all numbers of a value are shown, and in which unit, as [`Report::in_its_unit`] says of one; none where the unit
    /// travels in the row.
    pub(super) fn scale(&self, value: &Typed) -> Option<(Scale, String)> {
        let Type::Number(unit) = &value.ty else { return None };
        if self.is_percent(value) {
            return Some((Scale::Percent, "%".to_owned()));
        }
        let Some(alike) = self.unit_alike(value) else {
            return Some((Scale::Same, self.lang.pick(unit.in_zh(), unit.in_en())));
        };
        let way = unit.compatible(&alike).map_or(Scale::Same, Scale::Convert);
        Some((way, self.lang.pick(alike.in_zh(), alike.in_en())))
    }
}

/// Texts by rows, before they are a column.
pub(super) struct Texts<'d> {
    pub(super) index: Vec<u32>,
    pub(super) given: Vec<bool>,
    pub(super) entries: &'d TextList,
}

impl<'d> Texts<'d> {
    /// Those of a field of a form with one row, by subject.
    pub(super) fn of_subjects(of: &Accounting<'_, 'd>, field: FieldId) -> Self {
        let column = bind::cells_of(&of.ready.model.vocab, of.cells, field, InputKind::Code, false);
        let (index, given) = match column {
            Column::Code { index, given, .. } => {
                let given = (0..index.len()).map(|subject| given.get(subject)).collect();
                (index, given)
            }
            Column::Number { .. } | Column::Truth { .. } => (Vec::new(), Vec::new()),
        };
        Self { index, given, entries: entries(of.data, field) }
    }

    /// The same by rows, each of a subject; `nobody` for those of none.
    fn along(&self, subjects: &[u32]) -> Self {
        let at = |subject: &u32| *subject as usize;
        let index = subjects.iter().map(|subject| self.index.get(at(subject)).copied().unwrap_or(0));
        let given = subjects.iter().map(|subject| self.given.get(at(subject)) == Some(&true));
        Self { index: index.collect(), given: given.collect(), entries: self.entries }
    }

    fn cells(self) -> ResultCells<'d> {
        ResultCells::Texts { index: self.index, given: self.given, entries: Cow::Borrowed(self.entries) }
    }

    /// The text of a row.
    pub(super) fn at(&self, row: usize) -> Option<&'d str> {
        let entry = self.index.get(row).filter(|_| self.given.get(row) == Some(&true))?;
        self.entries.get(*entry as usize)
    }
}

/// The distinct texts of a field.
fn entries(data: &DataSet, field: FieldId) -> &TextList {
    let column = data.tables.iter().chain(&data.references).find_map(|table| table.column(field));
    match column {
        Some(FieldColumn::Text { entries, .. }) => entries,
        Some(FieldColumn::Number { .. } | FieldColumn::YesNo { .. }) | None => TextList::none(),
    }
}

impl<'d> Accounting<'_, 'd> {
    /// A field of texts as a column; of codes their names beside them, where any has one.
    fn texts(&self, field: FieldId, texts: Texts<'d>) -> Vec<ResultColumn<'d>> {
        let lang = self.options.lang;
        let declared = self.ready.model.vocab.field(field);
        let name = declared.name.in_lang(lang);
        let FieldType::Code(list) = declared.kind else {
            return vec![ResultColumn::plain(name, texts.cells())];
        };
        let meant: Vec<(&str, Option<&str>)> =
            texts.entries.iter().map(|text| self.meaning(list, text)).collect();
        let codes = meant.iter().map(|(code, _)| *code).collect();
        let names: TextList = meant.iter().map(|(_, name)| name.unwrap_or("")).collect();
        let has_name = |entry: &u32| names.get(*entry as usize).is_some_and(|name| !name.is_empty());
        let named: Vec<bool> =
            texts.index.iter().zip(&texts.given).map(|(entry, given)| *given && has_name(entry)).collect();
        let of_name = heading_of_names(&name, lang);
        let mut columns = Vec::new();
        let index = texts.index.clone();
        let cells = ResultCells::Texts { index: texts.index, given: texts.given, entries: Cow::Owned(codes) };
        columns.push(ResultColumn::plain(name, cells));
        if named.contains(&true) {
            let cells = ResultCells::Texts { index, given: named, entries: Cow::Owned(names) };
            columns.push(ResultColumn::plain(of_name, cells));
        }
        columns
    }

    /// The code that a text is, and what it is called; the text itself where it is none of the list.
    pub(super) fn meaning<'t>(&'t self, list: ListId, text: &'t str) -> (&'t str, Option<&'t str>) {
        let Some(entry) = self.ready.model.vocab.list(list).find(text) else { return (text, None) };
        let name = Some(entry.name.as_str()).filter(|name| !name.is_empty() && *name != entry.code);
        (&entry.code, name)
    }

    /// The fields that say what a subject is called, and in which district it is; nothing private.
    pub(super) fn named(&self) -> impl Iterator<Item = FieldId> {
        let named = self.ready.named;
        let vocab = &self.ready.model.vocab;
        [named.name, named.district].into_iter().flatten().filter(|field| !vocab.field(*field).private)
    }

    /// Who the subjects are, and where each stands first.
    pub(super) fn of_subjects(&self, report: &Report<'_>) -> Vec<ResultColumn<'d>> {
        let count = self.data.subjects.len();
        let key = ResultCells::Texts {
            index: (0..).take(count).collect(),
            given: vec![true; count],
            entries: Cow::Borrowed(&self.data.subjects),
        };
        let mut columns = vec![ResultColumn::plain(report.subject_word(), key)];
        for field in self.named() {
            columns.extend(self.texts(field, Texts::of_subjects(self, field)));
        }
        let home = |subject: usize| {
            self.data.tables.iter().find_map(|table| {
                let row = self.cells.rows_of(table.form, subject).next()?;
                Some((table.file_of(row), *table.rows.get(row)?))
            })
        };
        let homes: Vec<Option<(usize, u32)>> = (0..count).map(home).collect();
        columns.extend(self.places(&homes));
        columns
    }

    /// Whose the rows of a form are, where they stand, and what tells them apart: the form's texts and codes.
    pub(super) fn of_row(&self, report: &Report<'_>, table: TableId, form: FormId) -> Vec<ResultColumn<'d>> {
        let vocab = &self.ready.model.vocab;
        let rows = self.frame.tables.get(table.index()).map_or(0, |table| table.rows);
        let filed = self.cells.table(form);
        let nobody = u32::try_from(NOBODY).unwrap_or(u32::MAX);
        let subjects: Vec<u32> = match filed.filter(|_| vocab.form(form).copy_of.is_none()) {
            _ if vocab.is_nobodys(form) => Vec::new(),
            Some(table) => table.subject.clone(),
            None => {
                let subject = |row| u32::try_from(report.item(table, row).subject).unwrap_or(nobody);
                (0..rows).map(subject).collect()
            }
        };
        let mut columns = Vec::new();
        if !vocab.is_nobodys(form) {
            let known = |subject: &u32| (*subject as usize) < self.data.subjects.len();
            let key = ResultCells::Texts {
                given: subjects.iter().map(known).collect(),
                index: subjects.clone(),
                entries: Cow::Borrowed(&self.data.subjects),
            };
            columns.push(ResultColumn::plain(report.subject_word(), key));
            for field in self.named() {
                columns.extend(self.texts(field, Texts::of_subjects(self, field).along(&subjects)));
            }
        }
        let place = |row: usize| filed.and_then(|table| Some((table.file_of(row), *table.rows.get(row)?)));
        columns.extend(self.places(&(0..rows).map(place).collect::<Vec<_>>()));
        for field in self.telling(form) {
            let Some(FieldColumn::Text { index, given, .. }) = self.cells.column(field) else { continue };
            let (index, given) = (index.clone(), given.clone());
            let entries = entries(self.data, vocab.declared(field));
            columns.extend(self.texts(field, Texts { index, given, entries }));
        }
        columns
    }

    /// The texts and codes of a form that tell its rows apart: not the subject's key, which stands in front, no unit, which
    /// stands behind its number, and nothing private.
    fn telling(&self, form: FormId) -> impl Iterator<Item = FieldId> {
        let vocab = &self.ready.model.vocab;
        let declared = vocab.form(form);
        let is_unit = |unit: FieldId| {
            declared.fields.iter().any(|field| vocab.field(*field).kind.has_its_unit_in(unit))
        };
        let is_key = |field: FieldId| {
            let named = |key: &String| vocab.field(field).name.all().any(|name| name == key);
            vocab.subject.as_ref().is_some_and(|subject| subject.key.iter().any(named))
        };
        declared.fields.iter().copied().filter(move |field| {
            let kind = &vocab.field(*field).kind;
            matches!(kind, FieldType::Text | FieldType::Code(_))
                && !vocab.field(*field).private
                && !is_unit(*field)
                && !is_key(*field)
        })
    }

    /// Where rows stand: the file, the row, and the column where a block lies on its side.
    fn places(&self, rows: &[Option<(usize, u32)>]) -> Vec<ResultColumn<'d>> {
        let lang = self.options.lang;
        let files = &self.cells.data.files;
        let place = |row: &Option<(usize, u32)>| {
            let (file, number) = (*row)?;
            Some(files.get(file).map_or((number, None), |account| account.place(number, None)))
        };
        let turned = files.iter().any(|account| !account.turned.is_empty());
        let file = ResultCells::Texts {
            index: rows
                .iter()
                .map(|row| u32::try_from(row.map_or(0, |(file, _)| file)).unwrap_or(0))
                .collect(),
            given: rows.iter().map(Option::is_some).collect(),
            entries: Cow::Owned(files.iter().map(|account| &account.name).collect()),
        };
        let number = if turned {
            ResultCells::counts(rows.iter().map(|row| Some(place(row)?.0)))
        } else {
            ResultCells::counts(rows.iter().map(|row| Some((*row)?.1)))
        };
        let mut columns = vec![
            ResultColumn::plain(lang.pick("文件", "file"), file),
            ResultColumn::plain(lang.pick("行", "row"), number),
        ];
        let column = |row| Some(letters(place(row)?.1?.saturating_sub(1) as usize));
        let of_columns: Vec<Option<String>> =
            if turned { rows.iter().map(column).collect() } else { Vec::new() };
        if of_columns.iter().any(Option::is_some) {
            columns.push(ResultColumn::plain(lang.pick("列", "column"), ResultCells::texts(of_columns)));
        }
        columns
    }
}
