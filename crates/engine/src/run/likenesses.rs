//! How alike two texts are, a row at a time: evaluated once per distinct pair.

use std::collections::HashMap;

use shensuan_model::{Likeness, Lowered, Model, TableSource, TextValue, likeness, that_counts};
use shensuan_plan::{Column, TableId, TableRows};
use shensuan_vocab::{FormId, Rows, Vocab};

use super::bind::content;
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
    let (left, right) =
        (Texts::new(model, cells, asked, &asked.left), Texts::new(model, cells, asked, &asked.right));
    let above = |texts: &Texts<'_>| {
        let own = table_of(&model.vocab, lowered, model.vocab.field(texts.text.field).form);
        rows_above(lowered, tables, table, own)
    };
    let (lefts, rights) = (above(&left), above(&right));
    let mut known: HashMap<(String, String), f64> = HashMap::new();
    let pairs = lefts.into_iter().zip(rights);
    Column::numbers(pairs.map(|(a, b)| {
        let (a, b) = (left.at(a)?, right.at(b)?);
        Some(*known.entry((a, b)).or_insert_with_key(|(a, b)| likeness(a, b)))
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

/// The texts of a field as they count.
struct Texts<'t> {
    model: &'t Model,
    cells: &'t Cells<'t>,
    text: &'t TextValue,
    made: HashMap<&'t str, Option<String>>,
}

impl<'t> Texts<'t> {
    fn new(model: &'t Model, cells: &'t Cells<'t>, asked: &'t Likeness, text: &'t TextValue) -> Self {
        let made = super::bind::texts(cells, text.field).iter();
        let made = made.map(|found| (found.as_str(), counted(model, text, &asked.without, found))).collect();
        Self { model, cells, text, made }
    }

    fn at(&self, row: usize) -> Option<String> {
        let apart = self.model.vocab.reference(self.model.vocab.field(self.text.field).form).is_some();
        match content(&self.model.vocab, self.cells, self.text.field, row, apart) {
            Content::Text(found) => self.made.get(found).cloned().flatten(),
            Content::Number(_)
            | Content::YesNo(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => None,
        }
    }
}

/// What counts of a text of a field.
pub(super) fn counted(model: &Model, text: &TextValue, without: &[String], found: &str) -> Option<String> {
    Some(that_counts(&text.of(&model.vocab, found)?, without))
}
