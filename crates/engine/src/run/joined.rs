//! Rows of another form inside the rows whose key they share: their tables are made of those of the two forms.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression are a key")]

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use shensuan_data::{DataSet, FieldColumn, FormTable, RowsOf};
use shensuan_diagnostics::codes::limits;
use shensuan_diagnostics::{Both, Diagnostic};
use shensuan_model::{Join, JoinKey, Kind, Model, Typed};
use shensuan_plan::of_stretches;
use shensuan_vocab::{FieldId, FormId, Vocab};

use super::bind::content;
use super::cells::{Begins, Cells, Content};
use super::{everywhere, grouped};
use crate::pipeline::Ready;

/// Numbers this close may be equal; what is compared decides.
const NEAR: f64 = 1e-11;

/// So many rows may belong to others.
pub(super) const MOST_PAIRS: usize = 5_000_000;

/// A data set with the tables that rules make of it.
pub(crate) struct Joined<'d> {
    data: &'d DataSet,
    begins: Begins,
    made: Vec<FormTable>,
}

impl Joined<'_> {
    /// All cells.
    pub(crate) fn cells<'c>(&'c self, vocab: &'c Vocab) -> Cells<'c> {
        Cells::new(vocab, (self.data, &self.begins), &self.made)
    }
}

/// The data set with the tables that rules make of it: first those that what groups are made by may read.
pub(crate) fn with_joins<'d>(
    ready: &Ready,
    data: &'d DataSet,
    threads: usize,
) -> Result<Joined<'d>, Box<Diagnostic>> {
    let model = &ready.model;
    let begins = data.tables.iter().map(|table| (table.form, OnceLock::new())).collect();
    let mut all = Joined { data, begins, made: Vec::new() };
    let of_groups = |copy: FormId| model.vocab.lineage(copy).any(|form| model.groups.contains_key(&form));
    let read = model.joins_read();
    let joins = model.joins.iter().filter(|(copy, _)| read.contains(copy));
    let (behind, before): (Vec<_>, Vec<_>) =
        joins.partition(|(copy, join)| of_groups(**copy) || of_groups(join.of));
    let add = |all: &mut Joined<'_>, joins: Vec<(&FormId, &Join)>| -> Result<(), Box<Diagnostic>> {
        for (copy, join) in joins {
            let cells = all.cells(&model.vocab);
            let made = if join.everywhere {
                everywhere::table(model, &cells, (*copy, join), threads)
            } else {
                table(model, &cells, (*copy, join), threads)
            };
            if let Some(table) = made.map_err(|too_many| too_many.told(&model.vocab))? {
                all.made.push(table);
            }
        }
        Ok(())
    };
    add(&mut all, before)?;
    let groups = grouped::tables(ready, &all.cells(&model.vocab), threads)?;
    all.made.extend(groups);
    add(&mut all, behind)?;
    Ok(all)
}

/// More rows belong to others than are looked at.
pub(super) struct TooMany {
    /// As rows of this copy.
    pub(super) copy: FormId,
}

impl TooMany {
    fn told(&self, vocab: &Vocab) -> Box<Diagnostic> {
        let form = vocab.form(self.copy);
        let beside = match form.parent {
            Some(beside) => Both::of(&vocab.form(beside).name),
            None => vocab.subject.as_ref().map(|subject| Both::of(&subject.name)).unwrap_or_default(),
        };
        let said = Diagnostic::new(limits::TOO_MANY_PAIRS)
            .label(form.span, shensuan_diagnostics::codes::text::HERE)
            .with("left", beside)
            .with("right", Both::of(&form.name))
            .with("limit", MOST_PAIRS);
        Box::new(said.help(limits::SAY_MORE_OF_THEM))
    }
}

fn table(
    model: &Model,
    cells: &Cells<'_>,
    (copy, join): (FormId, &Join),
    threads: usize,
) -> Result<Option<FormTable>, TooMany> {
    let (Some(beside), Some(of)) = (cells.vocab.form(copy).parent, cells.table(join.of)) else {
        return Ok(None);
    };
    let Some(JoinKey::Equal(key, own)) = join.ways.first().and_then(|way| way.first()) else {
        return Ok(None);
    };
    let home = cells.vocab.rows_above_both(join.of, beside);
    let (ours, theirs) = (edges(cells, beside, home), edges(cells, join.of, home));
    let span = |edges: &[usize], home: usize| {
        let edge = |home: usize| edges.get(home).copied().unwrap_or(0);
        edge(home)..edge(home + 1)
    };
    let homes = ours.len().min(theirs.len()).saturating_sub(1);
    let pairs = AtomicUsize::new(0);
    // Of the rows of some homes, one after the other: which rows may belong to them, and how many to each, as long as all
    // are not too many.
    let found = of_stretches(homes, threads, |homes| {
        let (mut rows, mut counts): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for home in homes {
            // Most rows of most forms have none of such others beside them, or these stand beside none of them.
            if span(&ours, home).is_empty() || span(&theirs, home).is_empty() {
                counts.extend(span(&ours, home).map(|_| 0));
                continue;
            }
            let known = Known::of(span(&theirs, home).map(|row| (row, read(model, cells, own, row))));
            for key in span(&ours, home).map(|row| read(model, cells, key, row)) {
                let own = known.count(&key);
                if pairs.fetch_add(own, Ordering::Relaxed) + own > MOST_PAIRS {
                    return (rows, counts);
                }
                rows.extend(known.like(&key));
                counts.push(u32::try_from(own).unwrap_or(u32::MAX));
            }
        }
        (rows, counts)
    });
    if pairs.into_inner() > MOST_PAIRS {
        return Err(TooMany { copy });
    }
    let (mut rows, mut offsets) = (Vec::new(), vec![0]);
    let mut end = 0;
    for (found, counts) in found {
        rows.extend(found);
        offsets.extend(counts.into_iter().map(|count| {
            end += count;
            end
        }));
    }
    Ok(Some(picked(cells.vocab, of, copy, RowsOf { form: join.of, rows, offsets })))
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
            Content::Text(found) => text
                .identity(&model.vocab, found, *exact)
                .map_or(Key::Nothing, |text| Key::Text(text.into_owned())),
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
        known.add(rows);
        known.in_order()
    }

    /// Adds rows behind all others; they are found when all of them are in order.
    pub(super) fn add(&mut self, rows: impl IntoIterator<Item = (usize, Key)>) {
        for (row, key) in rows {
            let Ok(row) = u32::try_from(row) else { continue };
            match key {
                Key::Number(number) => self.numbers.push((number, row)),
                Key::Text(text) => self.texts.entry(text).or_default().push(row),
                Key::Nothing => {}
            }
        }
    }

    pub(super) fn in_order(mut self) -> Self {
        self.numbers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        self
    }

    /// How many rows have a key that may equal this one.
    pub(super) fn count(&self, key: &Key) -> usize {
        match key {
            Key::Text(text) => self.texts.get(text).map_or(0, Vec::len),
            Key::Number(number) => self.near(*number).count(),
            Key::Nothing => 0,
        }
    }

    /// The row whose key is nearest to this one; of equal ones the first.
    pub(super) fn nearest(&self, key: &Key) -> Option<u32> {
        match key {
            Key::Number(number) => {
                let near = self.near(*number).map(|(known, row)| ((known - number).abs(), *row));
                near.min_by(|(a, first), (b, second)| a.total_cmp(b).then(first.cmp(second)))
                    .map(|(_, row)| row)
            }
            Key::Text(text) => self.texts.get(text)?.first().copied(),
            Key::Nothing => None,
        }
    }

    fn near(&self, number: f64) -> impl Iterator<Item = &(f64, u32)> {
        let reach = number.abs() * NEAR;
        let from = self.numbers.partition_point(|(known, _)| *known < number - reach);
        self.numbers.iter().skip(from).take_while(move |(known, _)| *known <= number + reach)
    }

    /// The rows whose key may equal this one, in their order.
    pub(super) fn like(&self, key: &Key) -> Vec<u32> {
        match key {
            Key::Number(number) => {
                let mut rows: Vec<u32> = self.near(*number).map(|(_, row)| *row).collect();
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
