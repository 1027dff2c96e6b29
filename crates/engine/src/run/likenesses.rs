//! How alike two texts are, a row at a time: evaluated once per distinct pair.

use std::collections::HashMap;

use shensuan_model::{Likeness, Lowered, Model, TableSource, TextValue, likeness, that_counts};
use shensuan_plan::{Column, TableId, TableRows};
use shensuan_vocab::{FormId, Rows, Vocab};

use super::bind::{content, texts};
use super::cells::{Cells, Content};

/// How alike the two texts are in each row of a table.
pub(super) fn column(
    model: &Model,
    lowered: &Lowered,
    cells: &Cells<'_>,
    tables: &[TableRows],
    table: TableId,
    asked: &Likeness,
) -> Column {
    let texts = |text| Texts::new(model, cells, text, &asked.without);
    let (left, right) = (texts(&asked.left), texts(&asked.right));
    let above = |texts: &Texts<'_>| {
        let own = table_of(&model.vocab, lowered, model.vocab.field(texts.text.field).form);
        rows_above(lowered, tables, table, own)
    };
    let (lefts, rights) = (above(&left), above(&right));
    let mut known: HashMap<(u32, u32), f64> = HashMap::new();
    let pairs = lefts.into_iter().zip(rights);
    Column::numbers(pairs.map(|(a, b)| {
        let (a, b) = (left.at(a)?, right.at(b)?);
        Some(*known.entry((a, b)).or_insert_with(|| likeness(left.text(a), right.text(b))))
    }))
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
    /// The number of what counts of each text that stands in a cell.
    numbers: HashMap<&'t str, u32>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(
        model: &'t Model,
        cells: &'t Cells<'t>,
        text: &'t TextValue,
        without: &'t [String],
    ) -> Self {
        let (mut made, mut numbers, mut known) = (Vec::new(), HashMap::new(), HashMap::new());
        for found in texts(cells, text.field) {
            let Some(counts) = text.of(&model.vocab, found) else { continue };
            let next = u32::try_from(made.len()).unwrap_or(u32::MAX);
            let number = *known.entry(that_counts(&counts, without)).or_insert_with_key(|counts| {
                made.push(counts.clone());
                next
            });
            numbers.insert(found.as_str(), number);
        }
        Self { model, cells, text, made, numbers }
    }

    /// The number of the text in a row.
    pub(super) fn at(&self, row: usize) -> Option<u32> {
        let apart = self.model.vocab.reference(self.model.vocab.field(self.text.field).form).is_some();
        match content(&self.model.vocab, self.cells, self.text.field, row, apart) {
            Content::Text(found) => self.numbers.get(found).copied(),
            Content::Number(_)
            | Content::YesNo(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => None,
        }
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
