//! How alike two texts are, a row at a time: evaluated once per distinct pair.

use std::collections::HashMap;

use shensuan_model::{Likeness, Lowered, Model, TableSource, TextValue, likeness, that_counts};
use shensuan_plan::{ByNumbers, Column, TableId, TableRows, of_each};
use shensuan_vocab::{FormId, Rows, Vocab};

use super::bind::{entry, texts};
use super::cells::Cells;

/// How alike the two texts are in each row of a table.
pub(super) fn column(
    model: &Model,
    lowered: &Lowered,
    cells: &Cells<'_>,
    tables: &[TableRows],
    table: TableId,
    asked: &Likeness,
    threads: usize,
) -> Column {
    let texts = |text| Texts::new(model, cells, text, &asked.without, threads);
    let (left, right) = (texts(&asked.left), texts(&asked.right));
    let above = |texts: &Texts<'_>| {
        let own = table_of(&model.vocab, lowered, model.vocab.field(texts.text.field).form);
        rows_above(lowered, tables, table, own)
    };
    let (lefts, rights) = (above(&left), above(&right));
    let mut known: ByNumbers<(u32, u32), usize> = ByNumbers::default();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let number = |(a, b): (usize, usize)| {
        let pair = (left.at(a)?, right.at(b)?);
        Some(*known.entry(pair).or_insert_with(|| {
            pairs.push(pair);
            pairs.len() - 1
        }))
    };
    let rows: Vec<Option<usize>> = lefts.into_iter().zip(rights).map(number).collect();
    let alike = of_each(pairs.len(), threads, |at| {
        pairs.get(at).map(|(a, b)| likeness(left.text(*a), right.text(*b)))
    });
    Column::numbers(rows.into_iter().map(|pair| alike.get(pair?).copied().flatten()))
}

/// The table of the plan in which a form has its rows.
pub(super) fn table_of(vocab: &Vocab, lowered: &Lowered, form: FormId) -> TableId {
    let is = |source: &TableSource| match source {
        TableSource::Rows(known) | TableSource::Apart(known) => *known == form,
        TableSource::Subjects => false,
    };
    let of_rows = lowered.tables.iter().position(is).filter(|_| vocab.form(form).rows == Rows::Many);
    TableId(of_rows.and_then(|at| u32::try_from(at).ok()).unwrap_or(0))
}

/// For each row of a table the row of one above it, in which it stands.
fn rows_above(lowered: &Lowered, tables: &[TableRows], table: TableId, above: TableId) -> Vec<usize> {
    let rows = |table: TableId| tables.get(table.index()).map_or(0, |table| table.rows);
    let mut standing: Vec<usize> = (0..rows(above)).collect();
    for below in lowered.plan.path(above, table).unwrap_or_default() {
        let offsets = tables.get(below.index()).and_then(|table| table.offsets.as_deref()).unwrap_or(&[]);
        let spans = offsets.iter().zip(offsets.iter().skip(1)).zip(&standing);
        standing = spans
            .flat_map(|((from, to), row)| std::iter::repeat_n(*row, to.saturating_sub(*from) as usize))
            .collect();
    }
    standing
}

/// The texts of a field as they count: each distinct one is made once, and goes by a number.
pub(super) struct Texts<'t> {
    model: &'t Model,
    cells: &'t Cells<'t>,
    text: &'t TextValue,
    made: Vec<String>,
    /// Of each distinct text of the column the number of what counts of it.
    numbers: Vec<Option<u32>>,
    apart: bool,
}

impl<'t> Texts<'t> {
    pub(super) fn new(
        model: &'t Model,
        cells: &'t Cells<'t>,
        text: &'t TextValue,
        without: &'t [String],
        threads: usize,
    ) -> Self {
        let found = texts(cells, text.field);
        let counting = of_each(found.len(), threads, |at| {
            Some(that_counts(&text.of(&model.vocab, found.get(at)?)?, without))
        });
        let (mut made, mut known) = (Vec::new(), HashMap::new());
        let number = |counts: Option<String>| {
            let next = u32::try_from(made.len()).unwrap_or(u32::MAX);
            Some(*known.entry(counts?).or_insert_with_key(|counts| {
                made.push(counts.clone());
                next
            }))
        };
        let numbers = counting.into_iter().map(number).collect();
        let apart = model.vocab.reference(model.vocab.field(text.field).form).is_some();
        Self { model, cells, text, made, numbers, apart }
    }

    /// The number of the text in a row.
    pub(super) fn at(&self, row: usize) -> Option<u32> {
        let entry = entry(&self.model.vocab, self.cells, self.text.field, row, self.apart)?;
        self.numbers.get(entry as usize).copied().flatten()
    }

    /// All of them, by their numbers.
    pub(super) fn all(&self) -> &[String] {
        &self.made
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        self.made.get(number as usize).map_or("", String::as_str)
    }
}
