//! What is done to the cells of a row before they are read, where the data set says so: words for nothing are taken out, and
//! blanks filled in from the row above.

use std::borrow::Cow;

use shensuan_vocab::names::fold_text;

use crate::dataset::RowTrouble;
use crate::footers::Footers;
use crate::repairs::Repair;
use crate::sheet::{Kept, Record};

/// What is done to each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touching {
    /// The headings and the rows above them: such a row below is no data.
    pub(crate) seen: Vec<Vec<String>>,
    /// Cells of these texts, folded, are blank.
    missing: Vec<String>,
    /// Columns of which blank cells hold what the cell above holds, with what that is.
    fill: Vec<(usize, Option<(String, Kept)>)>,
    /// The columns of the key, and what rows below the table begin with.
    keys: Vec<usize>,
    footers: Vec<String>,
}

impl Touching {
    pub(crate) fn new(missing: &[String], fill: Vec<usize>, keys: Vec<usize>, footers: &[String]) -> Self {
        Self {
            seen: Vec::new(),
            missing: missing.iter().map(|text| fold_text(text)).collect(),
            fill: fill.into_iter().map(|column| (column, None)).collect(),
            keys,
            footers: footers.to_vec(),
        }
    }

    /// Whether what is done to a row depends on the rows above it.
    pub(crate) fn is_in_order(&self) -> bool {
        !self.fill.is_empty()
    }

    /// Whether some text stands for nothing.
    pub(crate) fn has_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Whether a text does.
    pub(crate) fn is_missing(&self, text: &str) -> bool {
        !text.is_empty() && self.missing.contains(&fold_text(text))
    }

    /// Of each row of headings and above them the first column in which something stands, and what.
    pub(crate) fn seen_first(&self) -> Vec<(usize, &str)> {
        let firsts = self.seen.iter().map(|seen| seen.iter().enumerate().find(|(_, text)| !text.is_empty()));
        firsts.flatten().map(|(column, text)| (column, text.as_str())).collect()
    }

    /// Does it to a row.
    pub(crate) fn touch(&mut self, record: &mut Record<'_>) {
        if record.out.is_none() && self.seen.iter().any(|seen| is_again(record, seen)) {
            record.out = Some(RowTrouble::Repeated);
        }
        if record.out.is_some() {
            return;
        }
        if !self.missing.is_empty() {
            for (column, cell) in record.cells.iter_mut().enumerate() {
                if !cell.is_empty() && self.missing.contains(&fold_text(cell)) {
                    *cell = Cow::Borrowed("");
                    record.touched.push((column, Repair::Nothing));
                }
            }
        }
        if self.fill.is_empty() || record.is_blank() {
            return;
        }
        if let Some(why) = Footers::new(&self.footers).why(record, &self.keys) {
            record.out = Some(why);
            return;
        }
        for (column, above) in &mut self.fill {
            if !record.text(*column).is_empty() {
                *above = Some((record.text(*column).to_owned(), record.kept(*column)));
            } else if let Some((text, kept)) = above {
                let width = record.cells.len().max(*column + 1);
                record.cells.resize(width, Cow::Borrowed(""));
                if let Some(cell) = record.cells.get_mut(*column) {
                    *cell = Cow::Owned(text.clone());
                }
                if !record.kept.is_empty() {
                    record.kept.resize(width, Kept::Untold);
                    if let Some(cell) = record.kept.get_mut(*column) {
                        *cell = *kept;
                    }
                }
                record.touched.push((*column, Repair::FilledDown));
            }
        }
    }
}

/// Whether a row holds the same as one before, and something at all.
fn is_again(record: &Record<'_>, seen: &[String]) -> bool {
    let Some(first) = seen.iter().position(|text| !text.is_empty()) else { return false };
    // Nearly all rows differ here.
    if record.text(first) != seen.get(first).map_or("", String::as_str) {
        return false;
    }
    let width = record.cells.len().max(seen.len());
    (0..width).all(|column| record.text(column) == seen.get(column).map_or("", String::as_str))
}
