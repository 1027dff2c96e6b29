//! Rows of tables as they stand in their files, for complaints about them.

use std::ops::Range;
use std::path::Path;

use shensuan_diagnostics::codes::{table_data as codes, text};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Message, Quote};
use shensuan_vocab::names::fold_text;

use crate::dataset::FileAccount;
use crate::encoding::decode;
use crate::folder::read_bytes;
use crate::geojson::{is_one, place};
use crate::parquet;
use crate::records::Records;
use crate::sheet::Record;
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
        let line = self.open.then(|| row_of(&self.file.path, self.row, &[self.headings])).flatten();
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
pub(crate) fn row_of(path: &Path, row: u32, columns: &[Vec<String>]) -> Option<Quote> {
    if is_one(&path.to_string_lossy()) || workbook::is_one(path) || parquet::is_one(path) {
        return None;
    }
    let (text, _) = decode(read_bytes(path).ok()?).ok()?;
    let mut records = Records::new(&text);
    let mut record = Record::default();
    let mut places: Option<Vec<usize>> = None;
    loop {
        let from = records.place();
        if !records.next(&mut record).ok()? {
            return None;
        }
        if record.row == row
            && let Some(places) = &places
        {
            let whole = text.get(from..records.place())?;
            let cells = cells(whole, records.delimiter());
            let marked = places.iter().filter_map(|column| cells.get(*column).cloned());
            let marked = marked.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
            return Some(line(path, whole, &marked, record.line));
        }
        let blank = record.cells.iter().all(|cell| cell.trim().is_empty());
        if places.is_none() && !blank {
            let is = |heading: &str, cell: &str| fold_text(heading) == fold_text(cell);
            let at = |headings: &Vec<String>| {
                record.cells.iter().position(|cell| headings.iter().any(|heading| is(heading, cell)))
            };
            places = Some(columns.iter().filter_map(at).collect());
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
fn cells(record: &str, delimiter: u8) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let ends = record.bytes().chain(std::iter::once(delimiter)).enumerate();
    for (at, byte) in ends {
        match byte {
            b'"' if quoted || at == from => quoted = !quoted,
            byte if byte == delimiter && !quoted => {
                cells.push(bare(record, from..at));
                from = at + 1;
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
        let found: Vec<&str> = cells(record, b',').into_iter().map(|cell| &record[cell]).collect();
        assert_eq!(found, ["a", "33-37,431", "16S+", "x\"\"y", ""]);
    }
}
