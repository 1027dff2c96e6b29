//! A table that is looked at: what its columns are, and how its cells are shown.

use std::collections::BTreeSet;
use std::ops::Range;

use shensuan_data::{FieldColumn, FileAccount, FormTable, KeyedRow, References, bad_cell, keyed_rows};
use shensuan_diagnostics::codes::table_data;
use shensuan_diagnostics::{Both, Message, Quote};
use shensuan_findings::HIDDEN;
use shensuan_model::Model;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{FieldId, FieldType, FormId, Key, Reference, Vocab};

/// A table, and what its declaration says.
pub(super) struct Looked<'a> {
    pub(super) vocab: &'a Vocab,
    pub(super) units: &'a UnitTable,
    pub(super) table: &'a FormTable,
    pub(super) reference: &'a Reference,
    files: &'a [FileAccount],
    /// The rows that keys can find, in order.
    pub(super) keyed: Vec<KeyedRow>,
    /// The cells that could not be read: file, row, field.
    unread: BTreeSet<(usize, u32, FieldId)>,
}

impl<'a> Looked<'a> {
    /// The table of a form; none that was not read.
    pub(super) fn of(model: &'a Model, references: &'a References, form: FormId) -> Option<Self> {
        let reference = model.vocab.reference(form)?;
        let table = references.tables().iter().find(|table| table.form == form)?;
        let (keyed, _) = keyed_rows(&model.vocab, table, 0..table.rows.len());
        let unread = references
            .unreadable()
            .filter_map(|(cell, _)| Some((cell.file, cell.row, cell.field?)))
            .collect();
        Some(Self {
            vocab: &model.vocab,
            units: &model.units,
            table,
            reference,
            files: references.files(),
            keyed,
            unread,
        })
    }

    /// The fields that hold what is looked up as numbers: no keys, no days.
    pub(super) fn values(&self) -> impl Iterator<Item = FieldId> {
        self.fields().filter(|field| match self.vocab.field(*field).kind {
            FieldType::Number(_) | FieldType::Quantity(_) | FieldType::Formula(_) | FieldType::Percent => {
                true
            }
            FieldType::Integer
            | FieldType::Text
            | FieldType::Code(_)
            | FieldType::YesNo
            | FieldType::Date
            | FieldType::Period
            | FieldType::Coordinates
            | FieldType::Outline => false,
        })
    }

    /// All fields but keys and days in force.
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let days = self.reference.in_force.map_or([None, None], |(from, to)| [Some(from), Some(to)]);
        let fields = self.table.columns.iter().map(|(field, _)| *field);
        fields.filter(move |field| {
            !days.contains(&Some(*field)) && !self.reference.keys.iter().any(|key| key.field == *field)
        })
    }

    /// The column of a field, counted in the order of the declaration: what remarks on a row are sorted by.
    pub(super) fn at(&self, row: usize, field: FieldId) -> (usize, usize) {
        (row, self.table.columns.iter().position(|(known, _)| *known == field).unwrap_or(usize::MAX))
    }

    /// The number of a row as a spreadsheet shows it.
    pub(super) fn number(&self, row: usize) -> usize {
        self.table.rows.get(row).map_or(0, |row| *row as usize)
    }

    /// The file and number of a row.
    pub(super) fn place(&self, row: usize) -> Message {
        let file = self.files.get(self.table.file_of(row)).map_or("", |file| file.name.as_str());
        table_data::PLACE_OF_ROW.with("file", file).with("row", self.number(row))
    }

    /// What a column is called.
    pub(super) fn column(&self, field: FieldId) -> Both {
        Both::of(&self.vocab.field(field).name)
    }

    /// The line of a cell with a mark, where it may be shown.
    pub(super) fn quote(&self, row: usize, field: FieldId, inside: Option<Range<usize>>) -> Option<Quote> {
        let text = self.table.text(field, row).unwrap_or("");
        let why = table_data::WHY_NO_UNIT.into();
        let said = bad_cell(self.vocab, self.table, self.files, (row, field), text, why, inside)?;
        said.quotes.into_iter().next()
    }

    /// What stands in a cell, as a message repeats it; empty where nothing does.
    pub(super) fn shown(&self, row: usize, field: FieldId) -> String {
        if self.vocab.field(field).private {
            return HIDDEN.to_owned();
        }
        if let Some(text) = self.table.text(field, row) {
            return text.to_owned();
        }
        let Some(number) = self.table.number(field, row) else { return String::new() };
        match self.vocab.field(field).kind {
            FieldType::Percent => format!("{}%", figure(number * 100.0)),
            FieldType::Date => {
                shensuan_vocab::Date::of_number(number).map_or_else(String::new, |day| day.to_string())
            }
            FieldType::Number(_)
            | FieldType::Quantity(_)
            | FieldType::Formula(_)
            | FieldType::Integer
            | FieldType::Text
            | FieldType::Code(_)
            | FieldType::YesNo
            | FieldType::Period
            | FieldType::Coordinates
            | FieldType::Outline => figure(number),
        }
    }

    /// The same with the unit that stands beside it.
    pub(super) fn shown_with_unit(&self, row: usize, field: FieldId) -> String {
        let unit = self.vocab.field(field).kind.unit_field();
        let unit = unit.map(|unit| self.shown(row, unit)).unwrap_or_default();
        format!("{} {unit}", self.shown(row, field)).trim_end().to_owned()
    }

    /// Whether something stands in a cell, also what cannot be read.
    pub(super) fn is_given(&self, row: usize, field: FieldId) -> bool {
        let marked = match self.table.column(field) {
            Some(FieldColumn::Number { marks, .. }) => marks.get(row).is_some_and(|mark| *mark > 0),
            Some(FieldColumn::Text { .. } | FieldColumn::YesNo { .. }) | None => false,
        };
        let place = (self.table.file_of(row), self.table.rows.get(row).copied().unwrap_or(0), field);
        marked
            || self.table.text(field, row).is_some()
            || self.table.number(field, row).is_some()
            || self.unread.contains(&place)
    }

    /// A key of a row in the form in which it is compared; none for one that stands for every value.
    pub(super) fn key(&self, row: usize, key: &Key) -> Option<String> {
        let text = match self.table.text(key.field, row) {
            Some(text) => fold_text(text),
            None => self.table.number(key.field, row)?.to_string(),
        };
        let any = key.any.as_ref().is_some_and(|any| fold_text(any) == text);
        (!any).then_some(text)
    }
}

/// A number to nine figures, as people write it.
pub(super) fn figure(number: f64) -> String {
    rounded(number, 9)
}

/// A number to so many figures, as people write it.
pub(super) fn rounded(number: f64, figures: usize) -> String {
    let written = format!("{number:.*e}", figures.saturating_sub(1));
    written.parse::<f64>().unwrap_or(number).to_string()
}
