//! Reference tables: their files, several to a table, become one table of rows that are nobody's.

use std::ops::Range;
use std::sync::Arc;

use shensuan_diagnostics::codes::table_data;
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Message, Note, Quote};
use shensuan_vocab::{FieldId, FieldType, FormId, Key, Polynomial, Vocab};

use crate::database::Door;
use crate::dataset::{DataSet, FieldColumn, FileAccount, FormTable, RejectedRow, Unreadable};
use crate::folder::available;
use crate::geojson::place;
use crate::key_cells::keyed_rows;
use crate::keys::{KeyPart, Subjects};
use crate::quotes::{BadCell, row_of};
use crate::sources::Source;
use crate::table::Reading;
use crate::ties::ties;
use crate::together::merged;

/// Complaints of one kind about a table: who has made this many mistakes begins with the first.
const SHOWN: usize = 20;

/// The files of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFiles {
    /// The table.
    pub form: FormId,
    /// Its files, in order.
    pub files: Vec<Source>,
}

/// Tables as they were read, with their accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct References {
    files: Vec<FileAccount>,
    tables: Vec<FormTable>,
    unreadable: Vec<Unreadable>,
    rejected: Vec<RejectedRow>,
}

impl References {
    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &[FormTable] {
        &self.tables
    }

    /// The cells that could not be read, with the places of their rows.
    pub fn unreadable(&self) -> impl Iterator<Item = (&Unreadable, &FileAccount)> {
        self.unreadable.iter().filter_map(|cell| Some((cell, self.files.get(cell.file)?)))
    }

    /// The rows that were left out.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedRow] {
        &self.rejected
    }

    /// The files of the tables.
    #[must_use]
    pub fn files(&self) -> &[FileAccount] {
        &self.files
    }
}

impl DataSet {
    /// Adds tables that were read elsewhere.
    pub fn add_references(&mut self, references: &References) {
        let before = self.files.len();
        self.files.extend(references.files.iter().cloned());
        self.references.extend(references.tables.iter().cloned().map(|mut table| {
            table.file += before;
            table.files.iter_mut().for_each(|file| *file += before);
            table
        }));
        let cells = references.unreadable.iter().cloned();
        self.unreadable.extend(cells.map(|cell| Unreadable { file: cell.file + before, ..cell }));
        let rows = references.rejected.iter().cloned();
        self.rejected.extend(rows.map(|row| RejectedRow { file: row.file + before, ..row }));
    }
}

/// Reads tables. What could not be read is among the diagnostics, and so are rows that one key could find alike.
#[must_use]
pub fn read_tables(vocab: &Vocab, tables: &[TableFiles]) -> (References, Diagnostics) {
    read_tables_through(vocab, tables, &mut Door::default())
}

/// The same, where some of them stand in a database.
pub(crate) fn read_tables_through(
    vocab: &Vocab,
    tables: &[TableFiles],
    door: &mut Door,
) -> (References, Diagnostics) {
    let mut read = References::default();
    let mut said = Diagnostics::default();
    for table in tables {
        let mut reading = Reading {
            vocab,
            parts: key_columns(vocab, table.form),
            subjects: Subjects::default(),
            listed: false,
            apart: true,
            tables: Vec::new(),
            set: DataSet::default(),
            diagnostics: Diagnostics::default(),
            described: None,
            known: Default::default(),
            sheet_owners: Default::default(),
            book: None,
            shelf: Arc::default(),
            door: std::mem::take(door),
            threads: available(),
        };
        for source in table.files.iter().cloned() {
            reading.read_one(table.form, source);
        }
        *door = reading.door;
        said.append(reading.diagnostics);
        let before = read.files.len();
        let set = reading.set;
        let merged = merged(set.tables, before);
        read.files.extend(set.files);
        read.unreadable
            .extend(set.unreadable.into_iter().map(|cell| Unreadable { file: cell.file + before, ..cell }));
        read.rejected
            .extend(set.rejected.into_iter().map(|row| RejectedRow { file: row.file + before, ..row }));
        if let Some(merged) = merged {
            read.tables.push(merged);
            if let Some(table) = read.tables.last() {
                said.append(check_keys(vocab, table, &read.files));
                said.append(check_formulas(vocab, table, &read.files));
            }
        }
    }
    (read, said)
}

/// The columns of a table's keys.
fn key_columns(vocab: &Vocab, form: FormId) -> Vec<KeyPart> {
    let keys = vocab.reference(form).map_or(&[][..], |reference| &reference.keys);
    let part = |key: &Key| {
        let name = &vocab.field(key.field).name;
        KeyPart { name: name.declared().to_owned(), headings: name.all().map(str::to_owned).collect() }
    };
    keys.iter().map(part).collect()
}

/// The fields of keys whose cells are more than a number.
pub(crate) fn key_texts(vocab: &Vocab, form: FormId) -> Vec<FieldId> {
    let keys = vocab.reference(form).map_or(&[][..], |reference| &reference.keys);
    keys.iter().filter(|key| key.ranges || key.any.is_some()).map(|key| key.field).collect()
}

/// Adds the subjects themselves as a table, where something is keyed by theirs.
pub(crate) fn add_subjects_themselves(vocab: &Vocab, set: &mut DataSet) {
    let Some(form) = vocab.subjects_form() else { return };
    let subjects = set.subjects.len();
    let columns = vocab.form(form).fields.iter().enumerate().map(|(part, field)| {
        let parts = (0..subjects).map(|subject| set.key_part(subject, part));
        let given = parts.clone().map(|part| part.is_some()).collect();
        let entries = parts.map(|part| part.unwrap_or("")).collect();
        let index = (0..).take(subjects).collect();
        (*field, FieldColumn::Text { index, given, entries })
    });
    let table = FormTable {
        form,
        file: usize::MAX,
        files: Vec::new(),
        rows: Vec::new(),
        lines: Vec::new(),
        subject: (0..).take(subjects).collect(),
        columns: columns.collect(),
        made_of: Vec::new(),
        rows_of: None,
    };
    set.tables.push(table);
    set.tables.sort_by_key(|table| table.form);
}

/// A complaint about the text of a cell.
pub fn bad_cell(
    vocab: &Vocab,
    table: &FormTable,
    files: &[FileAccount],
    (row, field): (usize, FieldId),
    text: &str,
    why: Message,
    inside: Option<Range<usize>>,
) -> Option<Diagnostic> {
    let (field_of, open) = (vocab.field(field), may_be_shown(vocab, table));
    let cell = BadCell {
        file: files.get(table.file_of(row))?,
        row: table.rows.get(row).copied()?,
        headings: headings(vocab, field),
        column: Both::of(&field_of.name),
        text: if field_of.private { HIDDEN } else { text },
        why,
        inside,
        open,
    };
    Some(cell.said())
}

/// What stands for the text of a private cell.
pub(crate) const HIDDEN: &str = "***";

/// Whether the lines of a table may be shown: none of its cells is private.
fn may_be_shown(vocab: &Vocab, table: &FormTable) -> bool {
    table.columns.iter().all(|(field, _)| !vocab.field(*field).private)
}

fn headings(vocab: &Vocab, field: FieldId) -> Vec<String> {
    vocab.field(field).name.all().map(str::to_owned).collect()
}

/// Complaints about keys that cannot be read, and about rows that one key could find alike.
#[must_use]
pub fn check_keys(vocab: &Vocab, table: &FormTable, files: &[FileAccount]) -> Diagnostics {
    let mut said = Diagnostics::default();
    let Some(reference) = vocab.reference(table.form).filter(|reference| !reference.keys.is_empty()) else {
        return said; // what is looked up by nothing is found by nothing
    };
    let (rows, wrong) = keyed_rows(vocab, table, 0..table.rows.len());
    for (row, key, text, why) in wrong.into_iter().take(SHOWN) {
        bad_cell(vocab, table, files, (row, key), &text, why, None)
            .into_iter()
            .for_each(|one| said.push(one));
    }
    let columns: Vec<Vec<String>> = reference.keys.iter().map(|key| headings(vocab, key.field)).collect();
    let open = may_be_shown(vocab, table);
    let quote = |row: usize, message: Note| {
        let file = files.get(table.file_of(row))?;
        let row = table.rows.get(row).copied().filter(|_| open)?;
        let quote = row_of(file, row, &columns)?;
        Some(Quote { message: message.into(), ..quote })
    };
    let stands = |row: usize| {
        let file = files.get(table.file_of(row)).map_or("", |file| file.name.as_str());
        place(file, table.rows.get(row).copied().unwrap_or(0))
    };
    for (first, second, same) in ties(&rows, SHOWN * SHOWN).into_iter().take(SHOWN) {
        let texts =
            |row: usize| reference.keys.iter().map(|key| shown(vocab, table, key, row)).collect::<Vec<_>>();
        let (one, other) = (texts(first).join(" | "), texts(second).join(" | "));
        let key = if one == other { other } else { format!("{one}; {other}") };
        let code = if same { table_data::KEY_TWICE } else { table_data::KEY_TIE };
        said.push(
            Diagnostic::new(code)
                .with("table", Both::of(&vocab.form(table.form).name))
                .with("key", key)
                .quote(quote(first, table_data::ONE_ROW))
                .quote(quote(second, table_data::OTHER_ROW))
                .help(
                    table_data::ROWS_ARE
                        .with("first", Arg::from(stands(first)))
                        .with("second", Arg::from(stands(second))),
                )
                .help(table_data::KEEP_ONE_ROW),
        );
    }
    said
}

/// Complaints about cells that hold no formula of their column's parameters.
fn check_formulas(vocab: &Vocab, table: &FormTable, files: &[FileAccount]) -> Diagnostics {
    let mut said = Diagnostics::default();
    for (field, _) in &table.columns {
        let FieldType::Formula(cell) = &vocab.field(*field).kind else { continue };
        let texts = (0..table.rows.len()).filter_map(|row| Some((row, table.text(*field, row)?)));
        let faults = texts.filter_map(|(row, text)| {
            let (fault, inside) = Polynomial::read(text, &cell.parameters).err()?;
            let why = fault.message(&cell.parameters);
            bad_cell(vocab, table, files, (row, *field), text, why, Some(inside))
        });
        faults.take(SHOWN).for_each(|fault| said.push(fault));
    }
    said
}

/// What stands in a key's cell.
fn shown(vocab: &Vocab, table: &FormTable, key: &Key, row: usize) -> String {
    if vocab.field(key.field).private {
        return HIDDEN.to_owned();
    }
    let number = || {
        let number = table.number(key.field, row)?;
        if vocab.field(key.field).kind == FieldType::Date {
            return Some(shensuan_vocab::Date::of_number(number)?.to_string());
        }
        Some(number.to_string())
    };
    table.text(key.field, row).map(str::to_owned).or_else(number).unwrap_or_default()
}
