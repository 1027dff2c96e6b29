//! A text to its records, as RFC 4180 and spreadsheets have it.
//!
//! The `csv` crate reads the same records (a test compares the two), but skips blank lines, which count as
//! rows in a spreadsheet, and does not tell where a quote stays open.

use std::borrow::Cow;

use crate::marks::{WIDE, marks_of};
use crate::sheet::Record;

/// A quoted cell of more lines than this has lost its closing quote.
const LINES_OF_A_CELL: u32 = 100;

/// A quote that is not closed where its cell should end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenQuote {
    /// The line it was opened on.
    pub(crate) line: u32,
    /// Whether the text ends inside the cell: more of it might close the quote.
    pub(crate) at_end: bool,
}

/// Hands out the records of a text.
#[derive(Clone, Debug)]
pub(crate) struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: char,
    /// The first byte of the delimiter.
    lead: u8,
    row: u32,
    line: u32,
}

/// What ends a cell.
enum End {
    Cell,
    Record,
}

impl<'a> Records<'a> {
    /// The records of a text; blank lines at its end are none.
    pub(crate) fn new(text: &'a str, delimiter: char) -> Self {
        Self::of_part(text.trim_end_matches(['\r', '\n']), delimiter)
    }

    /// The records of a part of a text, which ends with a line break or with the text; blank lines at its end are rows.
    pub(crate) fn of_part(text: &'a str, delimiter: char) -> Self {
        let mut first = [0; 4];
        delimiter.encode_utf8(&mut first);
        let [lead, ..] = first;
        Self { text, at: 0, delimiter, lead, row: 0, line: 1 }
    }

    /// Reads the next record; false at the end.
    pub(crate) fn next(&mut self, record: &mut Record<'a>) -> Result<bool, OpenQuote> {
        record.cells.clear();
        if self.at >= self.text.len() {
            return Ok(false);
        }
        self.row = self.row.saturating_add(1);
        (record.row, record.line) = (self.row, self.line);
        loop {
            let (cell, end) = if self.byte() == Some(b'"') { self.quoted()? } else { self.bare() };
            record.cells.push(cell);
            match end {
                End::Cell => {}
                End::Record => return Ok(true),
            }
        }
    }

    /// How much of the text has been read, in bytes.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// What has not been read, and how many rows and line breaks stand above it.
    pub(crate) fn rest(&self) -> (&'a str, u32, u32) {
        (self.text.get(self.at..).unwrap_or(""), self.row, self.line - 1)
    }

    /// Steps over rows as long as each has so many cells, all of them bare, and no quote; at most so many rows. Where each of
    /// them begins and where its cells end is put to the places, row after row. The last row of a text is none of them.
    pub(crate) fn plain_rows(&mut self, columns: usize, most: usize, places: &mut Vec<u32>) -> usize {
        places.clear();
        let bytes = self.text.as_bytes();
        if !self.lead.is_ascii() || u32::try_from(bytes.len()).is_err() {
            return 0;
        }
        let (mut rows, mut cells) = (0, 0);
        let mut begins = self.at;
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        places.push(place(begins));
        let (wide, last) = bytes.get(self.at..).unwrap_or(&[]).as_chunks::<WIDE>();
        // Behind the end nothing stands that could end a cell.
        let mut tail = [0; WIDE];
        tail.iter_mut().zip(last).for_each(|(byte, of)| *byte = *of);
        let wide = wide.iter().chain(std::iter::once(&tail));
        'rows: for (some, from) in wide.zip((self.at..).step_by(WIDE)) {
            let mut found = marks_of(some, self.lead);
            while found != 0 {
                let at = from + found.trailing_zeros() as usize;
                found &= found - 1;
                match bytes.get(at) {
                    Some(byte) if *byte == self.lead => {
                        cells += 1;
                        if cells == columns {
                            break 'rows;
                        }
                        places.push(place(at));
                    }
                    Some(b'\n') if at < begins => {}
                    Some(byte @ (b'\n' | b'\r')) => {
                        cells += 1;
                        if cells != columns {
                            break 'rows;
                        }
                        places.push(place(at));
                        let pair = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                        begins = at + 1 + usize::from(pair);
                        (rows, cells) = (rows + 1, 0);
                        if rows == most {
                            break 'rows;
                        }
                        places.push(place(begins));
                    }
                    Some(_) | None => break 'rows,
                }
            }
        }
        places.truncate(rows * (columns + 1));
        self.at = begins;
        self.count(rows, u32::saturating_add);
        rows
    }

    /// Steps back to this place, over so many rows of one line each.
    pub(crate) fn step_back(&mut self, place: usize, rows: usize) {
        self.at = place;
        self.count(rows, u32::saturating_sub);
    }

    fn count(&mut self, rows: usize, with: impl Fn(u32, u32) -> u32) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        (self.row, self.line) = (with(self.row, rows), with(self.line, rows));
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn piece(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or("")
    }

    /// A cell up to what ends it; quotes in it are text.
    fn bare(&mut self) -> (Cow<'a, str>, End) {
        let from = self.at;
        let rest = self.text.as_bytes().get(from..).unwrap_or(&[]);
        let lead = self.lead;
        let length = if lead.is_ascii() {
            end_of_cell(rest, lead)
        } else {
            self.text.get(from..).and_then(|rest| rest.find([self.delimiter, '\n', '\r']))
        };
        self.at = from + length.unwrap_or(rest.len());
        let cell = self.piece(from);
        (Cow::Borrowed(cell), self.end())
    }

    /// A cell that begins with a quote.
    fn quoted(&mut self) -> Result<(Cow<'a, str>, End), OpenQuote> {
        let opened = self.line;
        self.at += 1;
        let mut from = self.at;
        let mut joined: Option<String> = None;
        loop {
            match self.byte() {
                None => return Err(OpenQuote { line: opened, at_end: true }),
                Some(b'"') => {
                    let piece = self.piece(from);
                    self.at += 1;
                    if self.byte() == Some(b'"') {
                        // Two quotes are one: the second begins the next piece.
                        joined.get_or_insert_default().push_str(piece);
                        from = self.at;
                        self.at += 1;
                        continue;
                    }
                    let cell = match joined {
                        Some(text) => Cow::Owned(text + piece),
                        None => Cow::Borrowed(piece),
                    };
                    return self.after_quote(cell, opened);
                }
                Some(b'\n' | b'\r') => {
                    self.line_break();
                    if self.line - opened > LINES_OF_A_CELL {
                        return Err(OpenQuote { line: opened, at_end: false });
                    }
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// What stands between a closing quote and the end of the cell belongs to the cell, as in a spreadsheet;
    /// but after a cell of several lines it shows that a quote before was not closed.
    fn after_quote(&mut self, cell: Cow<'a, str>, opened: u32) -> Result<(Cow<'a, str>, End), OpenQuote> {
        let closed = self.line;
        let (rest, end) = self.bare();
        if closed != opened && !rest.trim().is_empty() {
            return Err(OpenQuote { line: opened, at_end: false });
        }
        Ok((if rest.is_empty() { cell } else { Cow::Owned(cell.into_owned() + &rest) }, end))
    }

    /// Steps over what ends a cell.
    fn end(&mut self) -> End {
        match self.byte() {
            Some(b'\n' | b'\r') => {
                self.line_break();
                End::Record
            }
            Some(_) => {
                self.at += self.delimiter.len_utf8();
                End::Cell
            }
            None => End::Record,
        }
    }

    /// Steps over one line break: LF, CR LF or CR.
    fn line_break(&mut self) {
        let carriage = self.byte() == Some(b'\r');
        self.at += 1;
        if carriage && self.byte() == Some(b'\n') {
            self.at += 1;
        }
        self.line = self.line.saturating_add(1);
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Where a cell ends: at the first of these bytes or at a line break. Eight bytes are looked at together.
fn end_of_cell(rest: &[u8], lead: u8) -> Option<usize> {
    // Has the top bit of the lowest byte that is zero; those above it may have it too.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    let (words, last) = rest.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = zero(word ^ (ONES * u64::from(lead)))
            | zero(word ^ (ONES * u64::from(b'\n')))
            | zero(word ^ (ONES * u64::from(b'\r')));
        if ends != 0 {
            return Some(at * 8 + ends.trailing_zeros() as usize / 8);
        }
    }
    let ends = last.iter().position(|byte| *byte == lead || matches!(byte, b'\n' | b'\r'));
    ends.map(|at| words.len() * 8 + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{OpenQuote, Records};
    use crate::sheet::Record;

    /// Every record with its row and line, as far as it can be read.
    type Read = (Vec<(u32, u32, Vec<String>)>, Option<OpenQuote>);

    fn read(text: &str) -> Read {
        let (mut records, mut record, mut read) = (Records::new(text, ','), Record::default(), Vec::new());
        loop {
            match records.next(&mut record) {
                Ok(true) => {
                    let cells = record.cells.iter().map(|cell| cell.clone().into_owned()).collect();
                    read.push((record.row, record.line, cells));
                }
                Ok(false) => return (read, None),
                Err(quote) => return (read, Some(quote)),
            }
        }
    }

    #[test]
    fn rows_and_lines() {
        let row =
            |row, line, cells: &[&str]| (row, line, cells.iter().map(|cell| (*cell).to_owned()).collect());
        let (found, quote) = read("a,b\r\n\r\n\"c\nd\",\re,\"\"\"f\"\"\"g\n\n");
        let expected =
            [row(1, 1, &["a", "b"]), row(2, 2, &[""]), row(3, 3, &["c\nd", ""]), row(4, 5, &["e", "\"f\"g"])];
        assert_eq!((found.as_slice(), quote), (&expected[..], None));
        assert_eq!(read("").0, []);
        assert_eq!(read("\r\n\n").0, []);
        assert_eq!(read("a\n\"b\nc\n").1, Some(OpenQuote { line: 2, at_end: true }));
        assert_eq!(read("a\n\"b\nc\"d\n").1, Some(OpenQuote { line: 2, at_end: false }));
    }

    #[test]
    fn any_delimiter() {
        for delimiter in ['\t', ';', '|', '，'] {
            let text = format!("a,{delimiter}\"b{delimiter}\"\n{delimiter}丙\r\n");
            let (mut records, mut record) = (Records::new(&text, delimiter), Record::default());
            assert_eq!(records.next(&mut record), Ok(true));
            assert_eq!(record.cells, ["a,".to_owned(), format!("b{delimiter}")]);
            assert_eq!(records.next(&mut record), Ok(true));
            assert_eq!(record.cells, ["", "丙"]);
            assert_eq!(records.next(&mut record), Ok(false));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_csv_crate_reads_the_same(text in "[a1甲 ,\"\r\n]{0,40}") {
            let (found, quote) = read(&text);
            prop_assume!(quote.is_none());
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader.deserialize().map(|record| record.unwrap()).collect();
            // It skips blank lines; of lines of blanks both make a row.
            let ours: Vec<Vec<String>> = found.into_iter().map(|(_, _, cells)| cells).collect();
            let kept = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
                rows.into_iter().filter(|cells| *cells != [""]).collect()
            };
            prop_assert_eq!(kept(ours), kept(theirs));
        }
    }
}
