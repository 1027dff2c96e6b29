//! The cells of an ODS, as far as where they stand: the library holds all of them, and the blank ones between, in memory.

use std::io::{BufReader, Read};

use shensuan_diagnostics::Message;

use super::{MOST_CELLS, too_many_cells};
use crate::merged::{Merged, Region};
use crate::tags::{Tag, Tags, attribute};

/// The part in which all sheets stand.
pub(super) const CONTENT: &str = "content.xml";

/// A sheet has no more rows and columns, whatever it says.
const ROWS: u64 = 1_048_576;
const COLUMNS: u64 = 16_384;

/// The field of a sheet that its cells are spread over, as far as it has been read.
#[derive(Default)]
struct Field {
    /// Rows so far, and those up to the last one in which something stands, from the first one on.
    rows: u64,
    first: Option<u64>,
    last: u64,
    /// The most columns of any row.
    width: u64,
    /// Cells that the rows have as they are written.
    written: u64,
    regions: Vec<Region>,
}

/// The row at hand.
#[derive(Default)]
struct Row {
    repeated: u64,
    columns: u64,
    /// Columns up to the last one in which something stands.
    given: u64,
}

/// The merged regions of all sheets, in their order; or why these take more room than there is.
pub(super) fn read(content: impl Read) -> Result<Vec<Merged>, Message> {
    let mut tags = Tags::of(BufReader::with_capacity(1 << 16, content));
    let (mut sheets, mut cells) = (Vec::new(), 0);
    let (mut field, mut row): (Option<Field>, Option<Row>) = (None, None);
    while let Some(tag) = tags.next() {
        match (tag.name(), tag.closes()) {
            (b"table:table", false) => field = Some(Field::default()),
            (b"table:table", true) => {
                if let Some(Field { regions, .. }) = field.take() {
                    sheets.push(Merged::told(regions));
                }
            }
            (b"table:table-row", false) => {
                row = Some(Row { repeated: number(&tag, b"number-rows-repeated"), ..Row::default() });
            }
            (b"table:table-cell" | b"table:covered-table-cell", false) => {
                if let (Some(field), Some(row)) = (&mut field, &mut row) {
                    field.cell(row, &tag);
                }
            }
            _ => {}
        }
        let ends = tag.name() == b"table:table-row" && (tag.closes() || tag.is_empty());
        if let (true, Some(row), Some(field)) = (ends, row.take_if(|_| ends), &mut field) {
            let before = field.size();
            field.end(&row);
            cells += field.size() - before;
            if cells > MOST_CELLS {
                return Err(too_many_cells());
            }
        }
    }
    Ok(sheets)
}

impl Field {
    fn cell(&mut self, row: &mut Row, tag: &Tag<'_>) {
        let (top, left) = (self.rows, row.columns);
        row.columns = (left + number(tag, b"number-columns-repeated")).min(COLUMNS);
        if !tag.is_empty() || attribute(tag.bytes(), b"value-type").is_some() {
            row.given = row.columns;
        }
        let (down, right) = (number(tag, b"number-rows-spanned"), number(tag, b"number-columns-spanned"));
        if down > 1 || right > 1 {
            let at = |place: u64| u32::try_from(place).unwrap_or(u32::MAX);
            let (bottom, right) = (at(top + down - 1), at(left + right - 1));
            self.regions.push(Region { top: at(top), left: at(left), bottom, right });
        }
    }

    fn end(&mut self, row: &Row) {
        let first = self.rows;
        self.rows = (self.rows + row.repeated).min(ROWS);
        self.written += row.given;
        if row.given > 0 {
            self.first.get_or_insert(first);
            self.last = self.rows;
            self.width = self.width.max(row.given);
        }
    }

    /// How many cells are held.
    fn size(&self) -> u64 {
        let spread = self.first.map_or(0, |first| self.last.saturating_sub(first) * self.width);
        spread.max(self.written)
    }
}

/// A number of cells or rows; 1 where none is written.
fn number(tag: &Tag<'_>, name: &[u8]) -> u64 {
    let written = attribute(tag.bytes(), name).and_then(|text| std::str::from_utf8(text).ok());
    written.and_then(|text| text.trim().parse::<u32>().ok()).map_or(1, |number| u64::from(number.max(1)))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::merged::Region;

    fn table(rows: &str) -> String {
        format!("<o><table:table table:name=\"a\"><table:table-column/>{rows}</table:table></o>")
    }

    #[test]
    fn regions_and_where_they_stand() {
        let rows = "<table:table-row table:number-rows-repeated=\"3\"/><table:table-row>\
            <table:table-cell table:number-columns-repeated=\"2\"/>\
            <table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"><text:p>x</text:p>\
            </table:table-cell><table:covered-table-cell/></table:table-row>";
        let sheets = read(table(rows).as_bytes()).unwrap();
        let regions = sheets[0].begun_in(0, 99);
        assert_eq!(regions, [Region { top: 3, left: 2, bottom: 3, right: 3 }]);
        assert_eq!(sheets.len(), 1);
    }

    #[test]
    fn cells_too_far_from_each_other_are_refused() {
        let cell =
            "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
        let far = "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
            <table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
        let blank =
            "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>";
        assert!(read(table(&[cell, blank, far].concat()).as_bytes()).is_err());
        // Behind the last cell nothing is held.
        assert!(read(table(&[cell, blank].concat()).as_bytes()).is_ok());
        assert!(read(table(&[cell, far].concat()).as_bytes()).is_ok());
        assert!(read(table(&far.repeat(800)).as_bytes()).is_err());
        let repeated =
            cell.replace("<table:table-row", "<table:table-row table:number-rows-repeated=\"4294967295\"");
        assert!(read(table(&(repeated.clone() + far)).as_bytes()).is_err());
        assert!(read(table(&repeated).as_bytes()).is_ok());
    }
}
