//! The first rows of a sheet: what parts their cells, and which of them are the headings.

use std::collections::{BTreeSet, VecDeque};

use crate::header::Wanted;
use crate::headings::{Heading, headings};
use crate::layout::{DELIMITERS, Layout};
use crate::records::Records;
use crate::sheet::{Broken, Record, Rows};
use crate::words::fold_heading;

/// Headings are looked for in so many rows from the top.
const ROWS: usize = 40;

/// And among so many cells: a sheet of very many columns has few rows of titles.
const CELLS: usize = 100_000;

/// A text of more bytes is no heading.
const LONGEST: usize = 400;

/// Signs that part cells are looked for in so many bytes from the top.
const LOOKED_AT: usize = 1 << 20;

/// A sheet of which the first rows have been read.
pub(crate) struct Sheet<'a> {
    rows: Rows<'a>,
    /// Rows that were read, and come next.
    ahead: VecDeque<Record<'a>>,
    /// Why there are none behind these.
    broken: Option<Broken>,
    ended: bool,
    /// What parts its cells, of a text.
    pub(crate) delimiter: Option<char>,
}

/// Where the headings of a sheet stand.
pub(crate) struct Place {
    /// How many rows stand above them.
    above: usize,
    /// How many rows they take.
    rows: usize,
    worth: Worth,
}

/// How well rows do as headings; what is worth more is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    /// They name every part of the key, and some field beside it unless no other row names one.
    keyed: bool,
    /// How many fields they name.
    fields: usize,
}

/// The headings, with what was counted on the way to them.
pub(crate) struct Found {
    pub(crate) columns: Vec<Heading>,
    /// The number of their first row.
    pub(crate) row: u32,
    /// How many rows they take.
    pub(crate) rows: u32,
    /// How many cells they have, those without a heading at the end among them.
    pub(crate) width: usize,
    /// How many rows with something in them stand above.
    pub(crate) above: usize,
    /// The line of the file that they begin on.
    pub(crate) line: u32,
    /// Whether some cell of theirs holds what no text holds.
    pub(crate) is_no_text: bool,
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
        let sheet = Self::read(rows, None, layout);
        let place = sheet.place(wanted, layout);
        (sheet, place)
    }

    /// The first rows of a text. What parts its cells is, if it is not said, that by which some row does best as headings,
    /// then that by which most rows have as many cells as that row.
    pub(crate) fn of_text(text: &'a str, wanted: &Wanted<'_>, layout: &Layout) -> (Self, Place) {
        let by = |delimiter: char| {
            let sheet = Self::read(Rows::Text(Records::new(text, delimiter)), Some(delimiter), layout);
            let place = sheet.place(wanted, layout);
            (sheet, place)
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

    fn read(mut rows: Rows<'a>, delimiter: Option<char>, layout: &Layout) -> Self {
        let mut ahead = VecDeque::new();
        let (mut cells, mut broken, mut ended) = (0, None, false);
        let said = layout.header.map_or(0, |row| row.saturating_add(1));
        let wanted = |read: &VecDeque<Record<'a>>, cells: usize| match read.back() {
            Some(last) if said > 0 => last.row < said,
            Some(_) => read.len() < ROWS && cells < CELLS,
            None => true,
        };
        while wanted(&ahead, cells) {
            let mut record = Record::default();
            match rows.next(&mut record) {
                Ok(true) => {
                    cells += record.cells.len();
                    // Rows far above a row that is said are no concern of ours, but must be stepped over.
                    ahead.push_back(record);
                }
                Ok(false) => {
                    ended = true;
                    break;
                }
                Err(why) => {
                    broken = Some(why);
                    break;
                }
            }
        }
        Self { rows, ahead, broken, ended, delimiter }
    }

    /// Finds the headings: the rows that name the key and most fields; of several the first, and one row before two.
    fn place(&self, wanted: &Wanted<'_>, layout: &Layout) -> Place {
        let allowed = |rows: usize| layout.header_rows.is_none_or(|said| said as usize == rows);
        let seen: Vec<Seen> = self.ahead.iter().map(|record| Seen::of(record, wanted)).collect();
        let starts = |at: &usize| match layout.header {
            Some(said) => self.ahead.get(*at).is_some_and(|record| record.row == said),
            None => true,
        };
        let mut best = Place { above: 0, rows: 1, worth: Worth::default() };
        // Without a key: the row that names most, so that it can be said what it lacks.
        let mut bare: Option<(usize, usize)> = None;
        for (at, row) in seen.iter().enumerate().filter(|(at, row)| starts(at) && row.given > 0) {
            if bare.is_none_or(|(_, fields)| row.fields > fields) {
                bare = Some((at, row.fields));
            }
        }
        for rows in [1, 2].into_iter().filter(|rows| allowed(*rows)) {
            for at in (0..seen.len()).filter(starts) {
                let Some((upper, lower)) = self.rows_at(at, rows) else { continue };
                let names_key =
                    |part: usize| seen.iter().skip(at).take(rows).any(|row| row.keys.contains(&part));
                if !(0..wanted.key_parts()).all(names_key) {
                    continue;
                }
                let settled = wanted.settle(&headings(upper, lower));
                if !settled.has_keys() {
                    continue;
                }
                let beside = settled.fields_beside_keys();
                let elsewhere = bare.is_some_and(|(other, fields)| {
                    !(at..at + rows).contains(&other) && fields > 1 && fields > settled.fields()
                });
                if beside == 0 && elsewhere {
                    continue; // one line of a form's head
                }
                let below = self.ahead.get(at + 1).filter(|_| rows == 1 && allowed(2));
                if below.is_some_and(|below| goes_on(upper, below, settled.keys())) {
                    continue;
                }
                let worth = Worth { keyed: true, fields: settled.fields() };
                if worth > best.worth {
                    best = Place { above: at, rows, worth };
                }
            }
        }
        if !best.worth.keyed {
            let (above, fields) = bare.unwrap_or_default();
            let rows = layout.header_rows.map_or(1, |said| said as usize);
            best = Place { above, rows, worth: Worth { keyed: false, fields } };
        }
        best
    }

    /// One row and, of two, the one below; if they are there and something stands in each.
    fn rows_at(&self, at: usize, rows: usize) -> Option<(&Record<'a>, Option<&Record<'a>>)> {
        let upper = self.ahead.get(at).filter(|record| !record.is_blank())?;
        if rows == 1 {
            return Some((upper, None));
        }
        let lower = self.ahead.get(at + 1).filter(|record| !record.is_blank())?;
        Some((upper, Some(lower)))
    }

    /// Among the first rows, how many have as many cells as the headings; none if these are one cell.
    fn alike(&self, place: &Place) -> usize {
        let width = self.ahead.get(place.above).map_or(0, |record| record.cells.len());
        let alike = self.ahead.iter().filter(|record| record.cells.len() == width);
        if width > 1 { alike.count() } else { 0 }
    }

    /// Steps over the headings and what stands above them.
    pub(crate) fn step_over(&mut self, place: &Place, layout: &Layout) -> Result<Found, Headless> {
        let broken = self.broken.take_if(|_| !place.worth.keyed);
        let Some((upper, lower)) = self.rows_at(place.above, place.rows) else {
            return Err(match (broken, layout.header) {
                (Some(broken), _) => Headless::Broken(broken),
                (None, Some(_)) if self.ahead.iter().any(|row| !row.is_blank()) => Headless::NoSuchRow,
                (None, _) => Headless::Empty,
            });
        };
        if layout.header.is_some_and(|said| said != upper.row) {
            return Err(Headless::NoSuchRow);
        }
        if let Some(broken) = broken {
            return Err(Headless::Broken(broken));
        }
        let both = || std::iter::once(upper).chain(lower);
        let found = Found {
            columns: headings(upper, lower),
            row: upper.row,
            rows: if lower.is_some() { 2 } else { 1 },
            width: both().map(|record| record.cells.len()).max().unwrap_or(0),
            above: self.ahead.iter().take(place.above).filter(|record| !record.is_blank()).count(),
            line: upper.line,
            is_no_text: both().any(|record| record.cells.iter().any(|cell| cell.contains('\0'))),
        };
        self.ahead.drain(..place.above + place.rows);
        Ok(found)
    }

    /// Whether it was read to its end, or as far as it can be, while its headings were looked for.
    pub(crate) fn is_read(&self) -> bool {
        self.ended || self.broken.is_some()
    }

    /// The rows below the headings: those that were read already, and the others.
    pub(crate) fn into_parts(self) -> (VecDeque<Record<'a>>, Option<Broken>, Rows<'a>) {
        (self.ahead, self.broken, self.rows)
    }
}

/// What is seen in a row at a glance.
struct Seen {
    /// The parts of the key that its cells name.
    keys: BTreeSet<usize>,
    /// How many of its cells name a field.
    fields: usize,
    /// In how many something stands.
    given: usize,
}

impl Seen {
    fn of(record: &Record<'_>, wanted: &Wanted<'_>) -> Self {
        let mut seen = Self { keys: BTreeSet::new(), fields: 0, given: 0 };
        for cell in record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            seen.given += 1;
            if cell.len() <= LONGEST {
                let folded = fold_heading(cell);
                seen.keys.extend(wanted.part_named(&folded));
                seen.fields += usize::from(wanted.has(&folded));
            }
        }
        seen
    }
}

/// Whether the headings go on in the row below: the key is blank there, and words stand below upper headings that span
/// several columns, and below no others.
fn goes_on(upper: &Record<'_>, below: &Record<'_>, mut keys: impl Iterator<Item = usize>) -> bool {
    if !keys.all(|column| below.text(column).is_empty()) {
        return false;
    }
    let mut spans = 0;
    // Of the upper heading at hand whether something stands below it, and below how many blank cells beside it.
    let mut at_hand = (false, 0);
    for column in 0..=upper.width().max(below.width()) {
        let (above, text) = (upper.text(column), below.text(column));
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let last = column == upper.width().max(below.width());
        if above.is_empty() && !last {
            at_hand.1 += usize::from(!text.is_empty());
            continue;
        }
        match at_hand {
            (true, 0) | (false, 1..) => return false,
            (true, _) => spans += 1,
            (false, 0) => {}
        }
        at_hand = (!text.is_empty(), 0);
    }
    spans > 0
}
