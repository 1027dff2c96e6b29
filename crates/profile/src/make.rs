//! A data set to its profile.

use std::collections::HashMap;

use shensuan_data::{DataSet, FieldColumn, FormTable};
use shensuan_plan::shared_out;
use shensuan_vocab::{FieldId, FormId, Rows as Many, TableFile, Vocab};

use crate::numbers::Column;
use crate::parts::{PartedBy, Parts};
use crate::shape::{Content, FieldProfile, FormProfile, Profile, Whose};
use crate::texts::texts;

/// What is asked of a profile.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// These fields; all where none is named. Private ones are counted and no more.
    pub fields: Option<Vec<FieldId>>,
    /// By what it is parted. A private field parts nothing.
    pub by: Option<PartedBy>,
    /// The field of a form with one row that names a subject; not if it is private.
    pub name: Option<FieldId>,
    /// How many extremes, frequent values and likenesses are kept of each field.
    pub few: usize,
    /// How many threads work at it, 0 counting as 1. It shows in no result.
    pub threads: usize,
}

/// Profiles a data set that was opened with this vocabulary; `watch` hears of each form before it is looked at, the how
/// manyth it is, and of how many.
pub fn profile(
    vocab: &Vocab,
    data: &DataSet,
    asked: &Asked,
    watch: &mut dyn FnMut(FormId, usize, usize),
) -> Profile {
    let open = |field: FieldId| !vocab.field(field).private;
    let by = asked.by.filter(|by| open(by.field));
    let parts = Parts::of(vocab, data, by);
    let names = Names::of(vocab, data, asked.name.filter(|field| open(*field)));
    let wanted = |field: &FieldId| asked.fields.as_ref().is_none_or(|fields| fields.contains(field));
    // Rows that are made of columns are profiled as those columns.
    let supplied = vocab.tables().filter(|(_, _, table)| table.file == TableFile::Data);
    let forms: Vec<(FormId, Vec<FieldId>)> = (vocab.forms())
        .chain(supplied.map(|(id, form, _)| (id, form)))
        .filter(|(_, form)| !form.is_made_of_columns())
        .map(|(id, form)| (id, form.fields.iter().copied().filter(wanted).collect::<Vec<_>>()))
        .filter(|(_, fields)| !fields.is_empty())
        .collect();
    let mut counts = unreadable(data);
    let mut found =
        Profile { subjects: data.subjects.len(), by, forms: Vec::new(), without_file: Vec::new() };
    for (at, (form, fields)) in forms.iter().enumerate() {
        watch(*form, at + 1, forms.len());
        let Some(table) = data.table(*form) else {
            found.without_file.push(*form);
            continue;
        };
        let rows = Rows { data, table, names: &names };
        let profiled = shared_out(fields.len(), asked.threads, |at| {
            let field = *fields.get(at)?;
            Some(field_of(vocab, &rows, field, &parts, asked.few))
        });
        let profiled = profiled.into_iter().flatten().map(|mut profiled| {
            profiled.unreadable = counts.remove(&profiled.field).unwrap_or(0);
            profiled.blank = profiled.blank.saturating_sub(profiled.unreadable);
            profiled
        });
        let mut subjects = table.subject.clone();
        subjects.dedup();
        found.forms.push(FormProfile {
            form: *form,
            files: rows.files(),
            rows: table.rows.len(),
            subjects: vocab.reference(*form).is_none().then_some(subjects.len()),
            fields: profiled.collect(),
        });
    }
    found
}

/// How many cells of each field could not be read.
fn unreadable(data: &DataSet) -> HashMap<FieldId, usize> {
    let mut counts = HashMap::new();
    for field in data.unreadable.iter().filter_map(|cell| cell.field) {
        *counts.entry(field).or_insert(0) += 1;
    }
    counts
}

/// A field; cells that could not be read are among those that are blank.
fn field_of(vocab: &Vocab, rows: &Rows<'_>, field: FieldId, parts: &Parts, few: usize) -> FieldProfile {
    let declared = vocab.field(field);
    let count = rows.table.rows.len();
    let mut marked = 0;
    let (given, distinct, content) = match rows.table.column(field) {
        Some(FieldColumn::Number { values, given, marks }) => {
            // A unit that nobody may read tells nothing.
            let units = declared.kind.unit_field().filter(|unit| !vocab.field(*unit).private);
            let column = Column {
                values,
                given,
                marks,
                kind: &declared.kind,
                known: &declared.marks,
                units: units.and_then(|unit| rows.table.column(unit)),
            };
            marked = marks.iter().filter(|mark| **mark > 0).count();
            let (distinct, content) = if declared.private {
                (column.distinct(), Content::Private)
            } else {
                column.content(rows, Some(parts).filter(|parts| parts.part(rows.table.form, field)), few)
            };
            (of(given), distinct, content)
        }
        Some(FieldColumn::YesNo { values }) => {
            let is = |wanted: bool| values.iter().filter(|value| **value == Some(wanted)).count();
            let (yes, no) = (is(true), is(false));
            let distinct = usize::from(yes > 0) + usize::from(no > 0);
            (yes + no, distinct, if declared.private { Content::Private } else { Content::YesNo { yes, no } })
        }
        Some(FieldColumn::Text { index, given, entries }) => {
            let (distinct, content) = texts(rows, (index, given, entries), declared.private, few);
            (of(given), distinct, content)
        }
        None => (0, 0, Content::YesNo { yes: 0, no: 0 }),
    };
    FieldProfile {
        field,
        has_column: rows.has_column(field),
        rows: count,
        given,
        marked,
        blank: count.saturating_sub(given + marked),
        unreadable: 0,
        distinct,
        content,
    }
}

fn of(given: &[bool]) -> usize {
    given.iter().filter(|given| **given).count()
}

/// What subjects are called.
struct Names<'d> {
    table: Option<(&'d FormTable, FieldId)>,
    /// The first row of each subject in that table.
    first: HashMap<u32, usize>,
}

impl<'d> Names<'d> {
    fn of(vocab: &Vocab, data: &'d DataSet, field: Option<FieldId>) -> Self {
        let field = field.filter(|field| vocab.form(vocab.field(*field).form).rows == Many::One);
        let table = field.and_then(|field| Some((data.table(vocab.field(field).form)?, field)));
        let mut first = HashMap::new();
        for (row, subject) in table.iter().flat_map(|(table, _)| table.subject.iter().enumerate()) {
            first.entry(*subject).or_insert(row);
        }
        Self { table, first }
    }

    fn at(&self, subject: u32) -> &str {
        let found = self.table.and_then(|(table, field)| table.text(field, *self.first.get(&subject)?));
        found.unwrap_or("")
    }
}

/// The rows of a table, for what is said of one.
pub(crate) struct Rows<'d> {
    data: &'d DataSet,
    pub(crate) table: &'d FormTable,
    names: &'d Names<'d>,
}

impl Rows<'_> {
    /// Whose a row is.
    pub(crate) fn whose(&self, row: usize) -> Whose {
        let subject = self.table.subject.get(row).copied();
        let key = subject.and_then(|subject| self.data.subjects.get(subject as usize));
        Whose {
            key: key.unwrap_or_default().to_owned(),
            name: subject.map_or("", |subject| self.names.at(subject)).to_owned(),
            file: self.file(self.table.file_of(row)),
            row: self.table.rows.get(row).copied().unwrap_or(0),
        }
    }

    fn file(&self, file: usize) -> String {
        self.data.files.get(file).map_or_else(String::new, |file| file.name.clone())
    }

    /// The files of the table.
    fn places(&self) -> Vec<usize> {
        let mut places: Vec<usize> = self.table.files.clone();
        places.push(self.table.file);
        places.sort_unstable();
        places.dedup();
        places
    }

    fn files(&self) -> Vec<String> {
        self.places().into_iter().map(|file| self.file(file)).collect()
    }

    /// Whether a file of the table has a column for a field.
    fn has_column(&self, field: FieldId) -> bool {
        let files = self.places();
        let mut accounts = files.iter().filter_map(|file| self.data.files.get(*file));
        accounts.any(|account| !account.missing_columns.contains(&field))
    }
}
