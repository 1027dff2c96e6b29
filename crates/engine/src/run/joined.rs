//! Rows of another form inside the rows whose key they share: their tables are made of those of the two forms.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression are a key")]

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_data::{DataSet, FieldColumn, FormTable, RowsOf};
use shensuan_model::{Join, JoinKey, Kind, Model, Typed};
use shensuan_vocab::{FieldId, FormId};

use super::bind::content;
use super::cells::{Cells, Content};
use super::everywhere;

/// Numbers this close may be equal; what is compared decides.
const NEAR: f64 = 1e-11;

/// The data set with the tables that rules make of it.
pub(crate) fn with_joins<'d>(model: &Model, data: &'d DataSet) -> Cow<'d, DataSet> {
    let mut all = Cow::Borrowed(data);
    for (copy, join) in &model.joins {
        let cells = Cells::new(&model.vocab, &all);
        let made = if join.everywhere {
            everywhere::table(model, &cells, *copy, join)
        } else {
            table(model, &cells, *copy, join)
        };
        if let Some(table) = made {
            all.to_mut().tables.push(table);
        }
    }
    all
}

fn table(model: &Model, cells: &Cells<'_>, copy: FormId, join: &Join) -> Option<FormTable> {
    let beside = cells.vocab.form(copy).parent?;
    let of = cells.table(join.of)?;
    let Some(JoinKey::Equal(key, own)) = join.ways.first().and_then(|way| way.first()) else { return None };
    let (mut rows, mut offsets) = (Vec::new(), vec![0]);
    let home = cells.vocab.rows_above_both(join.of, beside);
    let (ours, theirs) = (edges(cells, beside, home), edges(cells, join.of, home));
    let span = |edges: &[usize]| edges.first().copied().unwrap_or(0)..edges.last().copied().unwrap_or(0);
    for (ours, theirs) in ours.windows(2).zip(theirs.windows(2)) {
        let known = Known::of(span(theirs).map(|row| (row, read(model, cells, own, row))));
        for row in span(ours) {
            rows.extend(known.like(&read(model, cells, key, row)));
            offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
    }
    let picked = |values: &[u32]| rows.iter().filter_map(|row| values.get(*row as usize).copied()).collect();
    let fields = cells.vocab.form(copy).fields.iter();
    Some(FormTable {
        files: Vec::new(),
        form: copy,
        file: of.file,
        rows: picked(&of.rows),
        lines: picked(&of.lines),
        subject: picked(&of.subject),
        columns: fields.copied().zip(of.columns.iter().map(|(_, column)| chosen(column, &rows))).collect(),
        made_of: Vec::new(),
        rows_of: Some(RowsOf { form: join.of, rows, offsets }),
    })
}

/// Where the rows of a form begin in each row of `home`, or of each subject; and the end of the last.
fn edges(cells: &Cells<'_>, form: FormId, home: Option<FormId>) -> Vec<usize> {
    let above = cells.vocab.rows_above(form);
    let own = match above {
        Some(above) => cells.offsets_in(form, above),
        None => cells.offsets(form),
    };
    let own: Vec<usize> = own.into_iter().map(|row| row as usize).collect();
    match above {
        Some(between) if above != home => {
            edges(cells, between, home).into_iter().map(|row| own.get(row).copied().unwrap_or(0)).collect()
        }
        Some(_) | None => own,
    }
}

/// What a key reads in a row.
pub(super) enum Key {
    Number(f64),
    Text(String),
    Nothing,
}

/// What a key reads in a row of its form, or off a subject.
pub(super) fn read(model: &Model, cells: &Cells<'_>, key: &Typed, row: usize) -> Key {
    let content = |field: FieldId| content(&model.vocab, cells, field, row, false);
    match &key.kind {
        Kind::Field(field) => match content(*field) {
            Content::Number(number) => Key::Number(number),
            Content::YesNo(_)
            | Content::Text(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => Key::Nothing,
        },
        Kind::TextId(text, exact) => match content(text.field) {
            Content::Text(found) => {
                text.identity(&model.vocab, found, *exact).map_or(Key::Nothing, Key::Text)
            }
            Content::Number(_)
            | Content::YesNo(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => Key::Nothing,
        },
        Kind::Convert(inner, way) => match read(model, cells, inner, row) {
            Key::Number(number) => Key::Number(way.apply(number)),
            other @ (Key::Text(_) | Key::Nothing) => other,
        },
        _ => Key::Nothing,
    }
}

/// Rows by their keys.
#[derive(Default)]
pub(super) struct Known {
    numbers: Vec<(f64, u32)>,
    texts: HashMap<String, Vec<u32>>,
}

impl Known {
    pub(super) fn of(rows: impl Iterator<Item = (usize, Key)>) -> Self {
        let mut known = Self::default();
        for (row, key) in rows {
            let Ok(row) = u32::try_from(row) else { continue };
            match key {
                Key::Number(number) => known.numbers.push((number, row)),
                Key::Text(text) => known.texts.entry(text).or_default().push(row),
                Key::Nothing => {}
            }
        }
        known.numbers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        known
    }

    /// How many rows have a key that may equal this one.
    pub(super) fn count(&self, key: &Key) -> usize {
        match key {
            Key::Text(text) => self.texts.get(text).map_or(0, Vec::len),
            Key::Number(_) | Key::Nothing => self.like(key).len(),
        }
    }

    /// The rows whose key may equal this one, in their order.
    pub(super) fn like(&self, key: &Key) -> Vec<u32> {
        match key {
            Key::Number(number) => {
                let reach = number.abs() * NEAR;
                let from = self.numbers.partition_point(|(known, _)| *known < number - reach);
                let near = self.numbers.iter().skip(from).take_while(|(known, _)| *known <= number + reach);
                let mut rows: Vec<u32> = near.map(|(_, row)| *row).collect();
                rows.sort_unstable();
                rows
            }
            Key::Text(text) => self.texts.get(text).cloned().unwrap_or_default(),
            Key::Nothing => Vec::new(),
        }
    }
}

/// The cells of some rows of a column; blank for a row that is not there.
pub(super) fn chosen(column: &FieldColumn, rows: &[u32]) -> FieldColumn {
    fn of<T: Copy + Default>(values: &[T], rows: &[u32]) -> Vec<T> {
        rows.iter().map(|row| values.get(*row as usize).copied().unwrap_or_default()).collect()
    }
    match column {
        FieldColumn::Number { values, given, marks } => FieldColumn::Number {
            values: of(values, rows),
            given: of(given, rows),
            marks: if marks.is_empty() { Vec::new() } else { of(marks, rows) },
        },
        FieldColumn::YesNo { values } => FieldColumn::YesNo { values: of(values, rows) },
        FieldColumn::Text { index, given, entries } => {
            FieldColumn::Text { index: of(index, rows), given: of(given, rows), entries: entries.clone() }
        }
    }
}
