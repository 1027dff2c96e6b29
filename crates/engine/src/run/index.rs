//! Rows laid out to be found: the keys of tables and forms as numbers.

use std::collections::HashMap;

use shensuan_data::{FormTable, KeyCell, keyed_rows};
use shensuan_model::{KeyColumn, SearchSource, TextValue};
use shensuan_plan::{Bound, Entry, Index, Pattern};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType};

use super::bind::identity;
use super::cells::{Cells, Content};

type Identities = HashMap<String, f64>;

/// The index of a search.
pub(super) fn index(search: &SearchSource, cells: &Cells<'_>, identities: &mut Identities) -> Index {
    let keys = search.columns.len();
    let Some(table) = cells.table(search.of) else { return Index::new(keys, Vec::new()) };
    let entries = match cells.vocab.reference(search.of) {
        Some(_) => of_table(table, cells, identities),
        None => of_form(search, table, cells, identities),
    };
    Index::new(keys, entries)
}

/// The rows of a table that are in force on the last day of the reporting period.
fn of_table(table: &FormTable, cells: &Cells<'_>, identities: &mut Identities) -> Vec<Entry> {
    #[expect(clippy::cast_precision_loss, reason = "days stay far below 2^53")]
    let day = cells.data.period.map(|period| period.last.days() as f64);
    let (rows, _) = keyed_rows(cells.vocab, table);
    let rows = rows.into_iter().filter(|row| row.in_force(day));
    rows.map(|row| {
        let patterns = row.cells.into_iter().map(|cell| pattern(cell, identities));
        Entry { row: u32::try_from(row.row).unwrap_or(u32::MAX), patterns: patterns.collect() }
    })
    .collect()
}

fn pattern(cell: KeyCell, identities: &mut Identities) -> Pattern {
    let bound = |end: Option<shensuan_data::Bound>| {
        end.map(|end| Bound { number: end.number, included: end.included })
    };
    match cell {
        KeyCell::Texts(texts) => {
            let numbers = texts.into_iter().map(|(text, rank)| (identity(identities, text), rank));
            Pattern::Among(numbers.collect())
        }
        KeyCell::Number(number) => Pattern::Among(vec![(number, 0)]),
        KeyCell::Between(low, high) => Pattern::Between(bound(low), bound(high)),
        KeyCell::Any => Pattern::Any,
    }
}

/// The rows of a form; one whose key is not whole is not found.
fn of_form(
    search: &SearchSource,
    table: &FormTable,
    cells: &Cells<'_>,
    identities: &mut Identities,
) -> Vec<Entry> {
    let rows = table.subject.iter().enumerate().filter_map(|(row, subject)| {
        let keys = search.columns.iter().map(|column| match column {
            KeyColumn::Own => Some(f64::from(*subject)),
            // Which row it is was said, and is not searched for.
            KeyColumn::Place => None,
            KeyColumn::Subject(part) => {
                let part = cells.data.key_part(*subject as usize, *part)?;
                Some(identity(identities, fold_text(part)))
            }
            KeyColumn::Field(field) => key(*field, row, cells, identities),
        });
        let patterns = keys.map(|key| key.map(|key| Pattern::Among(vec![(key, 0)])));
        let patterns = patterns.collect::<Option<Vec<_>>>()?;
        Some(Entry { row: u32::try_from(row).ok()?, patterns })
    });
    rows.collect()
}

/// The key that stands in a cell.
fn key(field: FieldId, row: usize, cells: &Cells<'_>, identities: &mut Identities) -> Option<f64> {
    let declared = cells.vocab.field(field);
    match cells.at(field, row) {
        Content::Number(number) => Some(number),
        Content::Text(text) => {
            let list = if let FieldType::Code(list) = declared.kind { Some(list) } else { None };
            let text =
                TextValue { field, steps: Vec::new(), list }.identity(cells.vocab, text, declared.exact)?;
            Some(identity(identities, text))
        }
        Content::YesNo(_)
        | Content::Mark(_)
        | Content::Missing
        | Content::Unreadable(_)
        | Content::Conflicting => None,
    }
}
