//! What is done to the cells of a row before they are read, where the data set says so, or the file says what is merged: words
//! for nothing are taken out, and blanks filled in from the row above.

use std::borrow::Cow;

use shensuan_vocab::names::fold_text;

use crate::dataset::RowTrouble;
use crate::footers::Footers;
use crate::header::Header;
use crate::heading_units::is_unit;
use crate::merged::Merged;
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
    /// The rows are columns of a sheet.
    turned: bool,
    /// Columns of the key in which cells are merged over several rows.
    merged: Vec<MergedKey>,
    /// Columns that are a part of another; with that one.
    parts: Vec<(usize, usize)>,
}

/// A column of the key in which cells are merged over several rows: what stands in the first is the key of all.
#[derive(Clone, Debug)]
struct MergedKey {
    column: usize,
    /// The first and the last row of each such cell, from 0.
    regions: Vec<(u32, u32)>,
    /// The last row in which something stood, and what.
    last: Option<(u32, String, Kept)>,
}

impl Touching {
    pub(crate) fn new(missing: &[String], fill: Vec<usize>, keys: Vec<usize>, footers: &[String]) -> Self {
        Self {
            seen: Vec::new(),
            missing: missing.iter().map(|text| fold_text(text)).collect(),
            fill: fill.into_iter().map(|column| (column, None)).collect(),
            keys,
            footers: footers.to_vec(),
            turned: false,
            merged: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The same for a table on its side.
    pub(crate) fn turned(self) -> Self {
        Self { turned: true, ..self }
    }

    /// Takes in what is merged below the headings, which end above this row, counted from 1.
    pub(crate) fn merge(&mut self, merged: &Merged, header: &Header, below: u32) {
        let tall = |column: &usize| {
            let regions = merged.tall(*column, below.saturating_sub(1));
            (!regions.is_empty()).then_some(MergedKey { column: *column, regions, last: None })
        };
        self.merged = self.keys.iter().filter_map(tall).collect();
        self.parts.clone_from(&header.parts);
    }

    /// Whether the blank cells of a column are filled in because the data set says so.
    pub(crate) fn fills(&self, column: usize) -> bool {
        self.fill.iter().any(|(filled, _)| *filled == column)
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
        !self.missing.is_empty() && !text.is_empty() && self.missing.contains(&fold_text(text))
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
        for (part, of) in &self.parts {
            put_together(record, *part, *of);
        }
        if self.fill.is_empty() && self.merged.is_empty() || record.is_blank() {
            return;
        }
        let footers = Footers::new(&self.footers).of_columns(self.turned);
        if let Some(why) = footers.why(record, &self.keys) {
            record.out = Some(why);
            return;
        }
        for (column, above) in &mut self.fill {
            if !record.text(*column).is_empty() {
                *above = Some((record.text(*column).to_owned(), record.kept(*column)));
            } else if let Some((text, kept)) = above {
                fill(record, *column, (text.as_str(), *kept), Repair::FilledDown);
            }
        }
        let row = record.row.saturating_sub(1);
        for MergedKey { column, regions, last } in &mut self.merged {
            let before = regions.partition_point(|(top, _)| *top < row).checked_sub(1);
            let around = before.and_then(|at| regions.get(at)).filter(|(_, bottom)| row <= *bottom);
            if let (Some((top, _)), Some((first, text, kept))) = (around, &*last)
                && top == first
            {
                // It may have been filled down already.
                if record.text(*column) != text {
                    fill(record, *column, (text.as_str(), *kept), Repair::Merged);
                }
            } else if !record.text(*column).is_empty() {
                *last = Some((row, record.text(*column).to_owned(), record.kept(*column)));
            }
        }
    }
}

/// Puts into a blank cell what another holds.
fn fill(record: &mut Record<'_>, column: usize, (text, kept): (&str, Kept), repair: Repair) {
    put(record, column, Cow::Owned(text.to_owned()), kept);
    record.touched.push((column, repair));
}

fn put<'a>(record: &mut Record<'a>, column: usize, text: Cow<'a, str>, kept: Kept) {
    let width = record.cells.len().max(column + 1);
    record.cells.resize(width, Cow::Borrowed(""));
    if let Some(cell) = record.cells.get_mut(column) {
        *cell = text;
    }
    if !record.kept.is_empty() || kept != Kept::Untold {
        record.kept.resize(width.max(record.kept.len()), Kept::Untold);
        if let Some(cell) = record.kept.get_mut(column) {
            *cell = kept;
        }
    }
}

/// Takes what stands in a column that is a part of another for what stands in that.
fn put_together(record: &mut Record<'_>, part: usize, of: usize) {
    let text = record.text(part);
    if text.is_empty() {
        return;
    }
    let (text, kept) = match joined(record.text(of), &[text]) {
        Joined::Alone => (record.cells.get(part).cloned().unwrap_or_default(), record.kept(part)),
        Joined::Together(text, kept) => (Cow::Owned(text), kept),
    };
    put(record, of, text, kept);
    put(record, part, Cow::Borrowed(""), Kept::Untold);
}

/// What cells come to over which one heading is merged.
pub(crate) enum Joined {
    /// To what stands in the only one in which anything does.
    Alone,
    /// To this: a number with its unit, or what cannot be read, as which of them is meant nobody can say.
    Together(String, Kept),
}

/// What several cells below one heading come to; nothing stands in the first where it is blank.
pub(crate) fn joined(first: &str, more: &[&str]) -> Joined {
    match (first, more) {
        ("", [_]) | (_, []) => Joined::Alone,
        (number, [unit]) if is_unit(unit) && number.ends_with(|c: char| c.is_ascii_digit()) => {
            Joined::Together(format!("{number}{unit}"), Kept::Text)
        }
        _ => {
            let all: Vec<&str> = std::iter::once(first).chain(more.iter().copied()).collect();
            Joined::Together(all.join(" ").trim().to_owned(), Kept::Several)
        }
    }
}

/// Whether a row holds the same as one before, and something at all; files that were put together have a mark between them.
fn is_again(record: &Record<'_>, seen: &[String]) -> bool {
    let Some(first) = seen.iter().position(|text| !text.is_empty()) else { return false };
    let text = |column: usize| record.text(column).trim_start_matches('\u{feff}');
    // Nearly all rows differ here.
    if text(first) != seen.get(first).map_or("", String::as_str) {
        return false;
    }
    let width = record.cells.len().max(seen.len());
    (0..width).all(|column| text(column) == seen.get(column).map_or("", String::as_str))
}
