//! The first rows of a sheet: what parts their cells, and which of them are the headings; then the rows below, one by one.

use std::collections::VecDeque;

use shensuan_vocab::units::Unit;

use crate::dataset::RowTrouble;
use crate::header::Wanted;
use crate::heading_units::{is_row_of_units, take_row_of_units, units_of_line};
use crate::headings::{Heading, headings};
use crate::layout::{DELIMITERS, Layout};
use crate::merged::Merged;
use crate::place::{Place, is_row_of_numbers};
use crate::records::Records;
use crate::sheet::{Broken, Record, Rows};
use crate::touched::Touching;

/// Headings are looked for in so many rows from the top.
const ROWS: usize = 40;

/// And in so many where they are not among these.
const MORE_ROWS: usize = 2_000;

/// And among so many cells: a sheet of very many columns has few rows of titles.
const CELLS: usize = 100_000;

/// Signs that part cells are looked for in so many bytes from the top.
const LOOKED_AT: usize = 1 << 20;

/// Rows of units and of column numbers stand so far below the headings.
const BESIDE: usize = 3;

/// A sheet of which the first rows have been read.
pub(crate) struct Sheet<'a> {
    rows: Rows<'a>,
    /// Rows that were read, and come next.
    pub(crate) ahead: VecDeque<Record<'a>>,
    /// Why there are none behind these.
    broken: Option<Broken>,
    ended: bool,
    /// What parts its cells, of a text.
    pub(crate) delimiter: Option<char>,
    /// The headings and the rows above them: such a row below is no data.
    seen: Vec<Vec<String>>,
    /// What is done to cells before they are read.
    pub(crate) touching: Touching,
    /// Which cells are merged.
    pub(crate) merged: Merged,
}

/// The headings, with what was counted on the way to them.
pub(crate) struct Found {
    pub(crate) columns: Vec<Heading>,
    /// The number of their first row.
    pub(crate) row: u32,
    /// How many rows they take.
    pub(crate) rows: u32,
    /// How many rows with something in them stand above.
    pub(crate) above: usize,
    /// The line of the file that they begin on.
    pub(crate) line: u32,
    /// Whether some cell of theirs holds what no text holds.
    pub(crate) is_no_text: bool,
    /// How many cells the longest of them has.
    pub(crate) width: usize,
    /// The units that a line above says numbers are in.
    pub(crate) units: Vec<Unit>,
}

/// Why a sheet has no headings.
pub(crate) enum Headless {
    /// Nothing stands in it.
    Empty,
    /// The row that is said to hold them is not there, or blank.
    NoSuchRow,
    /// It cannot be read as far as that.
    Broken(Broken),
}

impl<'a> Sheet<'a> {
    /// The first rows of a sheet of cells.
    pub(crate) fn of_cells(rows: Rows<'a>, wanted: &Wanted<'_>, layout: &Layout) -> (Self, Place) {
        Self::of_rows(rows, None, wanted, layout)
    }

    /// The first rows of a text. What parts its cells is, if it is not said, that by which some row does best as headings,
    /// then that by which most rows have as many cells as that row.
    pub(crate) fn of_text(text: &'a str, wanted: &Wanted<'_>, layout: &Layout) -> (Self, Place) {
        let by = |delimiter: char| {
            Self::of_rows(Rows::Text(Records::new(text, delimiter)), Some(delimiter), wanted, layout)
        };
        if let Some(said) = layout.delimiter {
            return by(said);
        }
        let [comma, others @ ..] = DELIMITERS;
        let mut end = text.len().min(LOOKED_AT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let top = text.get(..end).unwrap_or("");
        let mut best = by(comma);
        for delimiter in others.into_iter().filter(|delimiter| top.contains(*delimiter)) {
            let next = by(delimiter);
            let worth = |(sheet, place): &(Self, Place)| (place.worth, sheet.alike(place));
            if worth(&next) > worth(&best) {
                best = next;
            }
        }
        best
    }

    /// Rows that were put together, below headings that are known.
    pub(crate) fn of_records(records: Vec<Record<'a>>, delimiter: Option<char>) -> Self {
        Self {
            rows: Rows::None,
            ahead: records.into(),
            broken: None,
            ended: true,
            delimiter,
            seen: Vec::new(),
            touching: Touching::default(),
            merged: Merged::default(),
        }
    }

    fn of_rows(
        rows: Rows<'a>,
        delimiter: Option<char>,
        wanted: &Wanted<'_>,
        layout: &Layout,
    ) -> (Self, Place) {
        let (broken, ended) = (None, false);
        let (ahead, seen, touching) = (VecDeque::new(), Vec::new(), Touching::default());
        let merged = rows.merged();
        let mut sheet = Self { rows, ahead, broken, ended, delimiter, seen, touching, merged };
        sheet.read_ahead(layout.header, ROWS);
        let mut place = Place::find(&sheet.ahead, wanted, layout, &sheet.merged);
        if !place.is_keyed() && layout.header.is_none() {
            let read = sheet.ahead.len();
            sheet.read_ahead(None, MORE_ROWS);
            if sheet.ahead.len() > read {
                place = Place::find(&sheet.ahead, wanted, layout, &sheet.merged);
            }
        }
        (sheet, place)
    }

    /// Reads rows from the top: as far as the headings are said to be, else so many.
    fn read_ahead(&mut self, header: Option<u32>, rows: usize) {
        // Units and numbers of columns may stand below.
        let said = header.map_or(0, |row| row.saturating_add(8));
        let mut cells: usize = self.ahead.iter().map(|record| record.cells.len()).sum();
        loop {
            let go_on = match self.ahead.back() {
                Some(last) if said > 0 => last.row < said,
                Some(_) => self.ahead.len() < rows && cells < CELLS,
                None => true,
            };
            if !go_on || self.ended || self.broken.is_some() {
                return;
            }
            // Rows far above a row that is said are no concern of ours, but must be stepped over.
            cells += self.one_more();
        }
    }

    /// Reads one more row ahead, if there is one; how many cells it has.
    fn one_more(&mut self) -> usize {
        let mut record = Record::default();
        match self.rows.next(&mut record) {
            Ok(true) => {
                let cells = record.cells.len();
                self.ahead.push_back(record);
                return cells;
            }
            Ok(false) => self.ended = true,
            Err(why) => self.broken = Some(why),
        }
        0
    }

    /// All its rows, where they are no more than this; else they come next as before.
    pub(crate) fn whole(&mut self, most_cells: usize) -> Option<&VecDeque<Record<'a>>> {
        let mut cells: usize = self.ahead.iter().map(|record| record.cells.len()).sum();
        while !self.ended && self.broken.is_none() {
            if cells > most_cells {
                return None;
            }
            cells += self.one_more();
        }
        self.broken.is_none().then_some(&self.ahead)
    }

    /// Among the first rows, how many have as many cells as the headings; none if these are one cell.
    fn alike(&self, place: &Place) -> usize {
        let width = self.ahead.get(place.above).map_or(0, |record| record.cells.len());
        let alike = self.ahead.iter().filter(|record| record.cells.len() == width);
        if width > 1 { alike.count() } else { 0 }
    }

    /// Steps over the headings and what stands above them.
    pub(crate) fn step_over(&mut self, place: &Place, layout: &Layout) -> Result<Found, Headless> {
        let broken = self.broken.take_if(|_| !place.is_keyed());
        let heads: Vec<&Record<'a>> = self.ahead.iter().skip(place.above).take(place.rows).collect();
        let first = heads
            .first()
            .filter(|_| heads.len() == place.rows && heads.iter().all(|record| !record.is_blank()));
        let Some(first) = first else {
            return Err(match (broken, layout.header) {
                (Some(broken), _) => Headless::Broken(broken),
                (None, Some(_)) if self.ahead.iter().any(|row| !row.is_blank()) => Headless::NoSuchRow,
                (None, _) => Headless::Empty,
            });
        };
        if layout.header.is_some_and(|said| said != first.row) {
            return Err(Headless::NoSuchRow);
        }
        if let Some(broken) = broken {
            return Err(Headless::Broken(broken));
        }
        let above = || self.ahead.iter().take(place.above).filter(|record| !record.is_blank());
        let lines = above().flat_map(|record| record.cells.iter().filter_map(|cell| units_of_line(cell)));
        let mut found = Found {
            columns: headings(&heads, &self.merged),
            row: first.row,
            rows: u32::try_from(heads.len()).unwrap_or(u32::MAX),
            above: above().count(),
            line: first.line,
            width: heads.iter().map(|record| record.cells.len()).max().unwrap_or(0),
            is_no_text: heads.iter().any(|record| record.cells.iter().any(|cell| cell.contains('\0'))),
            units: lines.last().unwrap_or_default(),
        };
        let given = |record: &Record<'_>| record.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        self.seen = above().chain(heads.iter().copied()).map(given).collect();
        self.ahead.drain(..place.above + place.rows);
        self.look_below(&mut found, place);
        Ok(found)
    }

    /// Finds rows of units and of column numbers beside the headings: they are no data.
    fn look_below(&mut self, found: &mut Found, place: &Place) {
        for at in 0..BESIDE {
            let Some(record) = self.ahead.get(at) else { return };
            let next = self.ahead.get(at + 1);
            let why = if is_row_of_units(record, &place.keys) {
                take_row_of_units(&mut found.columns, record);
                RowTrouble::Units
            } else if is_row_of_numbers(record, next, &place.keys) {
                RowTrouble::ColumnNumbers
            } else if record.is_blank() {
                continue;
            } else {
                return;
            };
            let given = record.cells.iter().map(|cell| cell.trim().to_owned()).collect();
            self.seen.push(given);
            if let Some(record) = self.ahead.get_mut(at) {
                record.out = Some(why);
            }
        }
    }

    /// Whether it was read to its end, or as far as it can be, while its headings were looked for.
    pub(crate) fn is_read(&self) -> bool {
        self.ended || self.broken.is_some()
    }

    /// The rows below the headings: those that were read already, and the others; and what is done to each.
    pub(crate) fn into_parts(self) -> Parts<'a> {
        let Self { ahead, broken, rows, seen, mut touching, ended, .. } = self;
        // Behind the end of what a server hands out nothing may be asked.
        let rows = if ended { Rows::None } else { rows };
        touching.seen = seen;
        Parts { ahead, broken, rows, touching }
    }
}

/// The rows of a sheet below its headings.
pub(crate) struct Parts<'a> {
    /// Those that were read already.
    pub(crate) ahead: VecDeque<Record<'a>>,
    /// Why there are none behind these.
    pub(crate) broken: Option<Broken>,
    /// The others.
    pub(crate) rows: Rows<'a>,
    /// What is done to each.
    pub(crate) touching: Touching,
}
