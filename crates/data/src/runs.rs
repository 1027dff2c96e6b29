//! Rows of a text that are as nearly all are: a cell for each heading, no quote, and a key that is plainly one. They are taken
//! together, one column after the other.

use std::borrow::Cow;

use crate::columns::{Cells, Counted};
use crate::keys::Subjects;
use crate::pieces::{CellPlace, Piece, Taking, bare};
use crate::plain_numbers::Spot;
use crate::records::Records;
use crate::repairs::Repairs;
use crate::sheet::Kept;
use crate::some_texts::is_plain_text;

/// So many rows at most are taken together: what stands in them stays near.
const ROWS: usize = 128;

/// So many rows are taken one by one where one was none of these.
const ONE_BY_ONE: u32 = 16;

/// Rows that stand below each other in a text.
#[derive(Debug)]
pub(crate) struct Runs<'t> {
    /// The column of the key.
    key: usize,
    /// How many columns have headings, and how many cells a row has.
    headed: usize,
    columns: usize,
    /// What rows of headings begin with.
    seen: Vec<(usize, &'t str)>,
    /// Of each row where it begins and where each of its cells ends.
    places: Vec<u32>,
    /// So many rows are taken one by one before it is tried again.
    wait: u32,
}

impl<'t> Runs<'t> {
    /// Some for tables whose rows may be taken so.
    pub(crate) fn of(taking: &'t Taking<'_>) -> Option<Self> {
        let header = taking.header;
        let [key] = *header.keys else { return None };
        let headed = header.headings.len();
        let plain = header.added == 0 && !taking.touching.has_missing() && !taking.touching.is_in_order();
        plain.then(|| Self {
            key,
            headed,
            columns: taking.width.map_or(headed, |width| width.max(headed)),
            seen: taking.touching.seen_first(),
            places: Vec::new(),
            wait: 0,
        })
    }

    /// Takes the rows that stand next in a text, as many as are like that; they begin with none.
    pub(crate) fn take<'a>(
        &mut self,
        (text, records): (&'a str, &mut Records<'a>),
        taking: &Taking<'_>,
        piece: &mut Piece<'a>,
        subjects: Option<&Subjects>,
    ) {
        if self.wait > 0 {
            self.wait -= 1;
            return;
        }
        loop {
            let (_, row, line) = records.rest();
            let read = records.plain_rows(self.columns, ROWS, &mut self.places);
            let run = Run { text, columns: self.columns, places: &self.places };
            let plain = |at: usize| {
                let is_seen = |(column, first): &(usize, &str)| bare(run.cell(at, *column)) == *first;
                // What stands beside the headings is listed apart.
                (self.headed..self.columns).all(|column| run.cell(at, column).is_empty())
                    && !self.seen.iter().any(is_seen)
            };
            let first = (row.saturating_add(1), line.saturating_add(1));
            let taken = run.take((self.key, plain), first, taking, piece, subjects);
            if taken < read {
                records.step_back(run.begins(taken), read - taken);
            }
            if taken < ROWS {
                self.wait = ONE_BY_ONE;
                return;
            }
        }
    }
}

/// Rows of a text, where their cells stand in it.
struct Run<'a, 'p> {
    text: &'a str,
    columns: usize,
    /// Of each row where it begins and where each of its cells ends.
    places: &'p [u32],
}

impl<'a> Run<'a, '_> {
    /// The cells of a column.
    fn cells(&self, column: usize) -> impl Iterator<Item = Spot<'a>> {
        let behind = usize::from(column > 0);
        let text = self.text;
        self.places.chunks_exact(self.columns + 1).map(move |row| match row.get(column..) {
            Some([before, end, ..]) => Spot::of(text, *before as usize + behind, *end as usize),
            Some(_) | None => Spot::alone(""),
        })
    }

    /// One of them.
    fn cell(&self, row: usize, column: usize) -> &'a str {
        let at = row * (self.columns + 1) + column;
        let behind = usize::from(column > 0);
        match self.places.get(at..) {
            Some([before, end, ..]) => self.text.get(*before as usize + behind..*end as usize).unwrap_or(""),
            Some(_) | None => "",
        }
    }

    /// Where a row begins.
    fn begins(&self, row: usize) -> usize {
        self.places.get(row * (self.columns + 1)).map_or(0, |place| *place as usize)
    }

    /// Takes rows up to one that is nobody's, or whose key is not plainly one, or that is not `plain` itself; how many.
    fn take(
        &self,
        (key, plain): (usize, impl Fn(usize) -> bool),
        (row, line): (u32, u32),
        taking: &Taking<'_>,
        piece: &mut Piece<'a>,
        subjects: Option<&Subjects>,
    ) -> usize {
        let mut rows = 0;
        for (cell, at) in self.cells(key).zip(0..) {
            let Some(text) = taking.plain_key(cell.text(), Kept::Untold) else { break };
            if !plain(at) || piece.whose.add_single(Cow::Borrowed(text), subjects).is_err() {
                break;
            }
            rows += 1;
        }
        let (row, line) = (row - taking.headings, line - taking.headings);
        let counted = || 0..u32::try_from(rows).unwrap_or(u32::MAX);
        piece.tally.rows_in += rows;
        piece.rows.extend(counted().map(|at| row.saturating_add(at)));
        piece.lines.extend(counted().map(|at| line.saturating_add(at)));
        let listed = piece.unreadable.len();
        for (column, slot) in &taking.used {
            let place = CellPlace { column: *column, slot: *slot, row, line };
            take_column(&mut self.cells(*column).take(rows), place, taking, piece);
        }
        // Those of one row stay in the order of the columns.
        piece.unreadable.get_mut(listed..).unwrap_or_default().sort_by_key(|cell| cell.row);
        for column in &taking.ignored {
            let given = self.cells(*column).take(rows).filter(|cell| !bare(cell.text()).is_empty());
            piece.tally.cells_ignored += given.count();
        }
        rows
    }
}

/// Takes the cells of a column, from this place on.
fn take_column<'a>(
    texts: &mut impl Iterator<Item = Spot<'a>>,
    first: CellPlace,
    taking: &Taking<'_>,
    piece: &mut Piece<'a>,
) {
    let marked = taking.is_marked(first.slot);
    let mut place = first;
    loop {
        let into = first.slot.and_then(|slot| {
            let cells: &mut Cells<'a> = piece.cells.get_mut(slot)?.as_mut()?;
            Some((cells, taking.manners.get(slot)?))
        });
        let (Counted { blank, given }, odd) = match into {
            Some((cells, manner)) => cells.add_while_plain(manner, marked, texts),
            None => count_while_plain(marked, texts),
        };
        piece.tally.cells_empty += blank;
        piece.tally.cells_used += given;
        let Some(odd) = odd else { return };
        let passed = u32::try_from(blank + given).unwrap_or(u32::MAX);
        (place.row, place.line) = (place.row.saturating_add(passed), place.line.saturating_add(passed));
        piece.take_cell(taking, place, Some(&Cow::Borrowed(odd)), (Kept::Untold, Repairs::default()));
        (place.row, place.line) = (place.row.saturating_add(1), place.line.saturating_add(1));
    }
}

/// Counts the cells of a column that is no field, up to one that is not plainly blank or given.
fn count_while_plain<'a>(
    marked: bool,
    texts: &mut impl Iterator<Item = Spot<'a>>,
) -> (Counted, Option<&'a str>) {
    let mut counted = Counted::default();
    for text in texts.map(Spot::text) {
        match text.is_empty() {
            true => counted.blank += 1,
            false if is_plain_text(text, marked) => counted.given += 1,
            false => return (counted, Some(text)),
        }
    }
    (counted, None)
}
