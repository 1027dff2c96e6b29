//! Rows of tables as they stand in their files, for complaints about them.

use std::ops::Range;
use std::path::Path;

use shensuan_diagnostics::codes::{table_data as codes, text};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Message, Quote};

use crate::dataset::FileAccount;
use crate::encoding::decode;
use crate::folder::read_bytes;
use crate::geojson::{is_one, place};
use crate::headings::bracketed;
use crate::parquet;
use crate::records::Records;
use crate::sheet::Record;
use crate::words::fold_heading;
use crate::workbook;

/// A cell of a table that cannot be used.
#[derive(Clone, Debug)]
pub struct BadCell<'c> {
    /// Its file.
    pub file: &'c FileAccount,
    /// The number of its row.
    pub row: u32,
    /// The headings that its column may have.
    pub headings: Vec<String>,
    /// What the column is called.
    pub column: Both,
    /// What stands in it.
    pub text: &'c str,
    /// Why it cannot be used.
    pub why: Message,
    /// Where in the text, if not all of it.
    pub inside: Option<Range<usize>>,
    /// Whether its line may be shown: none is in which a private cell stands.
    pub open: bool,
}

impl BadCell<'_> {
    /// The complaint, with the cell as it stands in its file.
    #[must_use]
    pub fn said(self) -> Diagnostic {
        let place = place(&self.file.name, self.row);
        let line = self.open.then(|| row_of(self.file, self.row, &[self.headings])).flatten();
        let quote = line.map(|mut quote| {
            let stands = quote.text.get(quote.start..quote.end);
            if let (Some(inside), Some(stands)) = (&self.inside, stands)
                && let Some(lead) = stands.find(self.text)
            {
                (quote.start, quote.end) =
                    (quote.start + lead + inside.start, quote.start + lead + inside.end);
            }
            quote
        });
        Diagnostic::new(codes::BAD_TABLE_CELL)
            .with("place", Arg::from(place))
            .with("column", self.column)
            .with("text", shortened(self.text))
            .with("why", Arg::from(self.why))
            .quote(quote)
    }
}

/// Characters of a cell that a complaint repeats.
const REPEATED: usize = 60;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some((end, _)) => text.get(..end).unwrap_or("").to_owned() + "…",
        None => text.to_owned(),
    }
}

/// The line of a row, from the first of these columns to the last marked; each may have several headings.
/// Features of outlines stand on no line of their own.
pub(crate) fn row_of(file: &FileAccount, row: u32, columns: &[Vec<String>]) -> Option<Quote> {
    let path = file.path.as_path();
    if is_one(&path.to_string_lossy()) || workbook::is_one(path) || parquet::is_one(path) {
        return None;
    }
    let (text, _) = decode(read_bytes(path).ok()?, Some(file.encoding)).ok()?;
    let delimiter = file.delimiter?;
    let mut records = Records::new(&text, delimiter);
    let mut record = Record::default();
    let mut places: Vec<Option<usize>> = vec![None; columns.len()];
    let headings = file.header..file.header.saturating_add(file.header_rows);
    loop {
        let from = records.place();
        if !records.next(&mut record).ok()? {
            return None;
        }
        if record.row == row {
            let whole = text.get(from..records.place())?;
            let cells = cells(whole, delimiter);
            let marked = places.iter().flatten().filter_map(|column| cells.get(*column).cloned());
            let marked = marked.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
            return Some(line(path, whole, &marked, record.line));
        }
        if headings.contains(&record.row) {
            let is = |heading: &str, cell: &str| {
                let bare = bracketed(cell).map_or(cell, |(bare, _)| bare);
                [cell, bare].iter().any(|cell| fold_heading(heading) == fold_heading(cell))
            };
            for (place, headings) in places.iter_mut().zip(columns) {
                let mut cells = record.cells.iter();
                let found = cells.position(|cell| headings.iter().any(|heading| is(heading, cell)));
                *place = place.or(found);
            }
        }
    }
}

/// The line of a record on which a piece of it begins.
fn line(path: &Path, record: &str, piece: &Range<usize>, first: u32) -> Quote {
    let before = record.get(..piece.start).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let whole = record.get(start..).unwrap_or("");
    let whole = whole.lines().next().unwrap_or("");
    let lines = before.bytes().filter(|byte| *byte == b'\n').count();
    Quote {
        file: path.display().to_string(),
        line: first.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX)),
        text: whole.to_owned() + "\n",
        start: (piece.start - start).min(whole.len()),
        end: (piece.end - start).min(whole.len()),
        message: text::HERE.into(),
    }
}

/// Where the cells of a record stand, without quotes and blanks around them.
fn cells(record: &str, delimiter: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let ends = record.char_indices().chain(std::iter::once((record.len(), delimiter)));
    for (at, sign) in ends {
        match sign {
            '"' if quoted || at == from => quoted = !quoted,
            sign if sign == delimiter && !quoted => {
                cells.push(bare(record, from..at));
                from = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    cells
}

fn bare(record: &str, cell: Range<usize>) -> Range<usize> {
    let whole = record.get(cell.clone()).unwrap_or("");
    let closed = whole.strip_prefix('"').and_then(|inner| inner.trim_end().strip_suffix('"'));
    let (lead, inner) = closed.map_or((0, whole), |inner| (1, inner));
    let start = cell.start + lead + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_of_a_record() {
        let record = "a,\"33-37,431\", 16S+ ,\"x\"\"y\",\n";
        let found: Vec<&str> = cells(record, ',').into_iter().map(|cell| &record[cell]).collect();
        assert_eq!(found, ["a", "33-37,431", "16S+", "x\"\"y", ""]);
    }
}
