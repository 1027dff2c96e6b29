//! Rows laid out to be found: the keys of tables and forms as numbers.
//!
//! Threads share the rows of a table, whose keys are texts at first; these are numbered one after the other, some at a time.
//! The rows of a form say one value of each key: they are numbered key by key, each distinct text once.

use std::borrow::Cow;
use std::ops::Range;

use shensuan_data::{FieldColumn, FormTable, KeyCell, keyed_rows};
use shensuan_model::{KeyColumn, SearchSource, TextValue};
use shensuan_plan::{Bound, Entry, Index, Pattern, in_turn};
use shensuan_vocab::names::folded;
use shensuan_vocab::{FieldId, FieldType};

use super::bind::Identities;
use super::cells::Cells;

/// So many rows of a table are read in one go: what a group of codes means is read once in each.
const ROWS: usize = 16_384;

/// A row that can be found, and what it says of each key.
type Keyed = (usize, Vec<KeyCell>);

/// The index of a search.
pub(super) fn index<'d>(
    search: &SearchSource,
    cells: &Cells<'d>,
    identities: &mut Identities<'d>,
    threads: usize,
) -> Index {
    let keys = search.columns.len();
    let Some(table) = cells.table(search.of) else { return Index::new(keys, Vec::new()) };
    if cells.vocab.reference(search.of).is_none() {
        return of_form(search, table, cells, identities);
    }
    let mut entries = Vec::new();
    let number = |keyed: Vec<Keyed>| {
        entries.extend(keyed.into_iter().map(|(row, keys)| Entry {
            row: u32::try_from(row).unwrap_or(u32::MAX),
            patterns: keys.into_iter().map(|cell| pattern(cell, identities)).collect(),
        }));
    };
    in_turn(table.rows.len(), ROWS, threads, |rows| of_table(table, cells, rows), number);
    Index::new(keys, entries)
}

/// Those of some rows of a table that are in force on the last day of the reporting period.
fn of_table(table: &FormTable, cells: &Cells<'_>, rows: Range<usize>) -> Vec<Keyed> {
    #[expect(clippy::cast_precision_loss, reason = "days stay far below 2^53")]
    let day = cells.data.period.map(|period| period.last.days() as f64);
    let (rows, _) = keyed_rows(cells.vocab, table, rows);
    let rows = rows.into_iter().filter(|row| row.in_force(day));
    rows.map(|row| (row.row, row.cells)).collect()
}

fn pattern(cell: KeyCell, identities: &mut Identities<'_>) -> Pattern {
    let bound = |end: Option<shensuan_data::Bound>| {
        end.map(|end| Bound { number: end.number, included: end.included })
    };
    match cell {
        KeyCell::Texts(texts) => Pattern::Among(
            texts.into_iter().map(|(text, rank)| (identities.of(Cow::Owned(text)), rank)).collect(),
        ),
        KeyCell::Number(number) => Pattern::Among(vec![(number, 0)]),
        KeyCell::Between(low, high) => Pattern::Between(bound(low), bound(high)),
        KeyCell::Any => Pattern::Any,
    }
}

/// The rows of a form; one whose key is not whole is not found.
fn of_form<'d>(
    search: &SearchSource,
    table: &'d FormTable,
    cells: &Cells<'d>,
    identities: &mut Identities<'d>,
) -> Index {
    let keys: Vec<NumbersOfKey<'_>> =
        search.columns.iter().map(|column| NumbersOfKey::new(*column, table, cells, identities)).collect();
    let (mut rows, mut numbers) = (Vec::new(), Vec::with_capacity(table.subject.len() * keys.len()));
    for (row, subject) in table.subject.iter().enumerate() {
        let whole = numbers.len();
        numbers.extend(keys.iter().map_while(|key| key.of(row, *subject)));
        if numbers.len() == whole + keys.len() {
            rows.push(u32::try_from(row).unwrap_or(u32::MAX));
        } else {
            numbers.truncate(whole);
        }
    }
    Index::of_numbers(keys.len(), rows, &numbers)
}

/// What the rows of a form say of a key, as numbers.
enum NumbersOfKey<'d> {
    /// The number of the subject.
    Subject,
    /// By row what stands for a part of the subject's key.
    OfSubject(Vec<Option<f64>>),
    /// By row.
    Numbers { values: &'d [f64], given: &'d [bool] },
    /// By row its text, and by text what stands for it.
    Texts { index: &'d [u32], given: &'d [bool], numbers: Vec<Option<f64>> },
    /// No row says anything that can be searched for.
    Nothing,
}

impl<'d> NumbersOfKey<'d> {
    fn new(column: KeyColumn, table: &FormTable, cells: &Cells<'d>, identities: &mut Identities<'d>) -> Self {
        match column {
            KeyColumn::Own => Self::Subject,
            // Which row it is was said, and is not searched for.
            KeyColumn::Place => Self::Nothing,
            KeyColumn::Subject(part) => {
                let data = cells.data;
                let mut number =
                    |subject: u32| Some(identities.of(folded(data.key_part(subject as usize, part)?)));
                // The rows of a subject mostly stand together.
                let mut last = None;
                let numbers = table.subject.iter().map(|subject| match last {
                    Some((before, number)) if before == *subject => number,
                    _ => last.insert((*subject, number(*subject))).1,
                });
                Self::OfSubject(numbers.collect())
            }
            KeyColumn::Field(field) => Self::of_field(field, cells, identities),
        }
    }

    fn of_field(field: FieldId, cells: &Cells<'d>, identities: &mut Identities<'d>) -> Self {
        let vocab = cells.vocab;
        match cells.column(field) {
            Some(FieldColumn::Number { values, given, .. }) => Self::Numbers { values, given },
            Some(FieldColumn::Text { index, given, entries }) => {
                let declared = vocab.field(field);
                let list = if let FieldType::Code(list) = declared.kind { Some(list) } else { None };
                let key = TextValue { field, steps: Vec::new(), list };
                let number = |text| Some(identities.of(key.identity(vocab, text, declared.exact)?));
                Self::Texts { index, given, numbers: entries.iter().map(number).collect() }
            }
            Some(FieldColumn::YesNo { .. }) | None => Self::Nothing,
        }
    }

    /// What a row of a subject says.
    fn of(&self, row: usize, subject: u32) -> Option<f64> {
        let is_given = |given: &[bool]| given.get(row) == Some(&true);
        match self {
            Self::Subject => Some(f64::from(subject)),
            Self::OfSubject(numbers) => *numbers.get(row)?,
            Self::Numbers { values, given } => values.get(row).copied().filter(|_| is_given(given)),
            Self::Texts { index, given, numbers } => {
                let entry = index.get(row).filter(|_| is_given(given))?;
                *numbers.get(*entry as usize)?
            }
            Self::Nothing => None,
        }
    }
}
