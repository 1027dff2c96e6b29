//! Rows of another form inside the rows whose key they share: their tables are made of those of the two forms.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression are a key")]

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_data::{DataSet, FieldColumn, FormTable, RowsOf};
use shensuan_diagnostics::Diagnostic;
use shensuan_model::{Join, Kind, Model, Typed};
use shensuan_vocab::{FormId, Vocab};

use super::cells::{Cells, Content};
use super::grouped;
use crate::pipeline::Ready;

/// Numbers this close may be equal; what is compared decides.
const NEAR: f64 = 1e-11;

/// The data set with the tables that rules make of it: first those that what groups are made by may read.
pub(crate) fn with_joins<'d>(
    ready: &Ready,
    data: &'d DataSet,
    threads: Option<usize>,
) -> Result<Cow<'d, DataSet>, Box<Diagnostic>> {
    let model = &ready.model;
    let mut all = Cow::Borrowed(data);
    let of_groups = |copy: FormId| model.vocab.lineage(copy).any(|form| model.groups.contains_key(&form));
    let (behind, before): (Vec<_>, Vec<_>) =
        model.joins.iter().partition(|(copy, join)| of_groups(**copy) || of_groups(join.of));
    let add = |all: &mut Cow<'_, DataSet>, joins: Vec<(&FormId, &Join)>| {
        for (copy, join) in joins {
            let table = table(model, &Cells::new(&model.vocab, all), *copy, join);
            if let Some(table) = table {
                all.to_mut().tables.push(table);
            }
        }
    };
    add(&mut all, before);
    let groups = grouped::tables(ready, &Cells::new(&model.vocab, &all), threads)?;
    if !groups.is_empty() {
        all.to_mut().tables.extend(groups);
    }
    add(&mut all, behind);
    Ok(all)
}

fn table(model: &Model, cells: &Cells<'_>, copy: FormId, join: &Join) -> Option<FormTable> {
    let beside = cells.vocab.form(copy).parent?;
    let of = cells.table(join.of)?;
    let (key, own) = join.key.as_ref();
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
    Some(picked(cells.vocab, of, copy, RowsOf { form: join.of, rows, offsets }))
}

/// Some rows of a table, as those of a copy of its form.
pub(super) fn picked(vocab: &Vocab, of: &FormTable, copy: FormId, rows_of: RowsOf) -> FormTable {
    let rows = &rows_of.rows;
    let picked = |values: &[u32]| rows.iter().filter_map(|row| values.get(*row as usize).copied()).collect();
    let fields = vocab.form(copy).fields.iter();
    FormTable {
        files: Vec::new(),
        form: copy,
        file: of.file,
        rows: picked(&of.rows),
        lines: picked(&of.lines),
        subject: picked(&of.subject),
        columns: fields.copied().zip(of.columns.iter().map(|(_, column)| chosen(column, rows))).collect(),
        made_of: Vec::new(),
        rows_of: Some(rows_of),
    }
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
enum Key {
    Number(f64),
    Text(String),
    Nothing,
}

fn read(model: &Model, cells: &Cells<'_>, key: &Typed, row: usize) -> Key {
    match &key.kind {
        Kind::Field(field) => match cells.at(*field, row) {
            Content::Number(number) => Key::Number(number),
            Content::YesNo(_)
            | Content::Text(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => Key::Nothing,
        },
        Kind::TextId(text, exact) => match cells.at(text.field, row) {
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

/// The rows of a subject by their keys.
#[derive(Default)]
struct Known {
    numbers: Vec<(f64, u32)>,
    texts: HashMap<String, Vec<u32>>,
}

impl Known {
    fn of(rows: impl Iterator<Item = (usize, Key)>) -> Self {
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

    /// The rows whose key may equal this one, in their order.
    fn like(&self, key: &Key) -> Vec<u32> {
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

/// The cells of some rows of a column.
fn chosen(column: &FieldColumn, rows: &[u32]) -> FieldColumn {
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
