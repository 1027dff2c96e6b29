//! Rows laid out to be found: the keys of tables and forms as numbers.
//!
//! Threads share the rows, whose keys are texts at first; these are numbered one after the other, some at a time.

use std::ops::Range;

use shensuan_data::{FormTable, KeyCell, keyed_rows};
use shensuan_model::{KeyColumn, SearchSource, TextValue};
use shensuan_plan::{Bound, Entry, Index, Pattern, in_turn};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType};

use super::bind::Identities;
use super::cells::{Cells, Content};

/// So many rows of a table are read in one go: what a group of codes means is read once in each.
const ROWS: usize = 16_384;

/// So many rows of a form are.
const ROWS_OF_FORM: usize = 1024;

/// A row that can be found, and what it says of each key.
type Keyed = (usize, Vec<KeyCell>);

/// The index of a search.
pub(super) fn index(
    search: &SearchSource,
    cells: &Cells<'_>,
    identities: &mut Identities<'_>,
    threads: usize,
) -> Index {
    let mut entries = Vec::new();
    let number = |keyed: Vec<Keyed>| {
        entries.extend(keyed.into_iter().map(|(row, keys)| Entry {
            row: u32::try_from(row).unwrap_or(u32::MAX),
            patterns: keys.into_iter().map(|cell| pattern(cell, identities)).collect(),
        }));
    };
    if let Some(table) = cells.table(search.of) {
        match cells.vocab.reference(search.of) {
            Some(_) => {
                in_turn(table.rows.len(), ROWS, threads, |rows| of_table(table, cells, rows), number);
            }
            None => {
                let of_form = |rows| of_form(search, table, cells, rows);
                in_turn(table.subject.len(), ROWS_OF_FORM, threads, of_form, number);
            }
        }
    }
    Index::new(search.columns.len(), entries)
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
        KeyCell::Texts(texts) => {
            Pattern::Among(texts.into_iter().map(|(text, rank)| (identities.of(text.into()), rank)).collect())
        }
        KeyCell::Number(number) => Pattern::Among(vec![(number, 0)]),
        KeyCell::Between(low, high) => Pattern::Between(bound(low), bound(high)),
        KeyCell::Any => Pattern::Any,
    }
}

/// Some rows of a form; one whose key is not whole is not found.
fn of_form(search: &SearchSource, table: &FormTable, cells: &Cells<'_>, rows: Range<usize>) -> Vec<Keyed> {
    let text = |text| KeyCell::Texts(vec![(text, 0)]);
    let keyed = |row: usize| {
        let subject = *table.subject.get(row)?;
        let keys = search.columns.iter().map(|column| match column {
            KeyColumn::Own => Some(KeyCell::Number(f64::from(subject))),
            // Which row it is was said, and is not searched for.
            KeyColumn::Place => None,
            KeyColumn::Subject(part) => {
                cells.data.key_part(subject as usize, *part).map(|part| text(fold_text(part)))
            }
            KeyColumn::Field(field) => key(*field, row, cells),
        });
        Some((row, keys.collect::<Option<Vec<KeyCell>>>()?))
    };
    rows.filter_map(keyed).collect()
}

/// The key that stands in a cell.
fn key(field: FieldId, row: usize, cells: &Cells<'_>) -> Option<KeyCell> {
    let declared = cells.vocab.field(field);
    match cells.at(field, row) {
        Content::Number(number) => Some(KeyCell::Number(number)),
        Content::Text(text) => {
            let list = if let FieldType::Code(list) = declared.kind { Some(list) } else { None };
            let text =
                TextValue { field, steps: Vec::new(), list }.identity(cells.vocab, text, declared.exact)?;
            Some(KeyCell::Texts(vec![(text.into_owned(), 0)]))
        }
        Content::YesNo(_)
        | Content::Mark(_)
        | Content::Missing
        | Content::Unreadable(_)
        | Content::Conflicting => None,
    }
}
