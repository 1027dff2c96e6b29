//! Some rows of a sheet, read by themselves: what they hold and what of them cannot be used, their rows and lines counted from
//! wherever they begin. Pieces of one file may be read side by side; put together in their order they are the file.

use std::borrow::Cow;

use shensuan_vocab::{FieldId, Form};

use crate::columns::{Cells, Manner, has_lost_digits};
use crate::dataset::{CellTrouble, FileAccount, RejectedRow, RowTrouble, Unreadable};
use crate::footers::Footers;
use crate::header::{Header, letters};
use crate::keys::{Key, Subjects};
use crate::references::HIDDEN;
use crate::repairs::{Repair, Repaired, Repairs, is_of_no_width, says_nothing, within_marks};
use crate::sheet::{Kept, Record};
use crate::touched::Touching;

/// So many cells to the right of the last heading are listed of a file; the others are counted.
pub(crate) const SURPLUS_LISTED: usize = 1_000;

/// What the marks begin with that make a text of a cell.
pub(crate) const MARKS: [char; 2] = ['=', '\''];

/// So many characters are listed of a cell that cannot be read, or of the key of somebody unknown.
const LISTED: usize = 1_000;

/// No word for nothing has more bytes.
const LONGEST_NOTHING: usize = 12;

/// How the rows of a file are taken; the same for all of its pieces.
pub(crate) struct Taking<'t> {
    pub(crate) form: &'t Form,
    pub(crate) header: &'t Header,
    pub(crate) footers: Footers<'t>,
    /// How the cells of each field are read, by its place in the form.
    pub(crate) manners: Vec<Manner>,
    /// The fields whose cells are compared to the letter, by their place in the form.
    pub(crate) exact: Vec<bool>,
    /// The fields that are private, by their place in the form, and whether any form has one.
    pub(crate) private: Vec<bool>,
    pub(crate) any_private: bool,
    /// What is done to rows before they are taken.
    pub(crate) touching: Touching,
    /// The columns in use, and the fields they fill.
    pub(crate) used: Vec<(usize, Option<usize>)>,
    /// The columns not in use.
    pub(crate) ignored: Vec<usize>,
    /// Whose rows they are.
    pub(crate) whose: Owners,
    /// Of a text how many cells the row of headings has: a row of more has something in the wrong columns.
    pub(crate) width: Option<usize>,
    /// How many rows come before the first that counts, where headings are no rows.
    pub(crate) headings: u32,
}

/// Whose the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owners {
    /// Nobody's: it is a table for reference, and all parts of its key must be there.
    Nobody,
    /// Of those that are known.
    Listed,
    /// Whoever they say.
    Anybody,
}

/// Whose the rows of a piece are.
#[derive(Debug)]
pub(crate) enum Whose<'a> {
    Nobody,
    /// Of these.
    Known(Vec<u32>),
    /// Of those who have these keys of one part.
    Single(Vec<Cow<'a, str>>),
    /// Of those who have these keys.
    Keys(Vec<Key>),
}

impl<'a> Whose<'a> {
    pub(crate) fn new(owners: Owners, parts: usize) -> Self {
        match owners {
            Owners::Nobody => Self::Nobody,
            Owners::Listed => Self::Known(Vec::new()),
            Owners::Anybody if parts == 1 => Self::Single(Vec::new()),
            Owners::Anybody => Self::Keys(Vec::new()),
        }
    }

    /// Adds whose a row is. The subjects need not be there where none of them is looked for.
    pub(crate) fn add(&mut self, key: &Key, subjects: Option<&Subjects>) -> Result<(), RowTrouble> {
        match self {
            Self::Nobody => {}
            Self::Known(known) => {
                known.push(subjects.and_then(|all| all.known(key)).ok_or(RowTrouble::NotListed)?);
            }
            Self::Single(keys) => keys.push(Cow::Owned(key.shown().to_owned())),
            Self::Keys(keys) => keys.push(key.clone()),
        }
        Ok(())
    }

    /// The same, of a key of one part.
    pub(crate) fn add_single(
        &mut self,
        key: Cow<'a, str>,
        subjects: Option<&Subjects>,
    ) -> Result<(), RowTrouble> {
        match self {
            Self::Nobody => {}
            Self::Known(known) => {
                known.push(subjects.and_then(|all| all.known_by(&key)).ok_or(RowTrouble::NotListed)?);
            }
            Self::Single(keys) => keys.push(key),
            Self::Keys(_) => {}
        }
        Ok(())
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows_in: usize,
    pub(crate) cells_used: usize,
    pub(crate) cells_empty: usize,
    pub(crate) cells_unreadable: usize,
    pub(crate) cells_surplus: usize,
    pub(crate) surplus_of_rejected_rows: usize,
    pub(crate) cells_of_rejected_rows: usize,
    pub(crate) cells_ignored: usize,
    pub(crate) repaired: Repaired,
}

impl Tally {
    /// Counts a cell that was read.
    pub(crate) fn read(&mut self, repairs: Repairs) {
        self.repaired.add(repairs);
        let filled = repairs.has(Repair::FilledDown) || repairs.has(Repair::Merged);
        if repairs.has(Repair::Nothing) && !filled {
            self.cells_empty += 1;
        } else {
            self.cells_used += 1;
        }
    }

    pub(crate) fn add(&mut self, more: &Self) {
        self.rows_in += more.rows_in;
        self.cells_used += more.cells_used;
        self.cells_empty += more.cells_empty;
        self.cells_unreadable += more.cells_unreadable;
        self.cells_surplus += more.cells_surplus;
        self.surplus_of_rejected_rows += more.surplus_of_rejected_rows;
        self.cells_of_rejected_rows += more.cells_of_rejected_rows;
        self.cells_ignored += more.cells_ignored;
        self.repaired.add_all(&more.repaired);
    }

    /// Writes the account of a file of which so many columns are in use and so many rows belong to somebody.
    pub(crate) fn settle(&self, account: &mut FileAccount, columns: usize, rows_used: usize) {
        account.rows_in = self.rows_in;
        account.rows_used = rows_used;
        account.rows_rejected = self.rows_in - rows_used;
        account.cells_used = self.cells_used;
        account.cells_empty = self.cells_empty;
        account.cells_unreadable = self.cells_unreadable;
        account.cells_surplus = self.cells_surplus;
        account.cells_of_rejected_rows = self.cells_of_rejected_rows;
        account.cells_rejected = self.cells_unreadable + self.cells_surplus + self.cells_of_rejected_rows;
        account.cells_in = self.rows_in * columns + self.cells_surplus + self.surplus_of_rejected_rows;
        account.repaired = self.repaired;
        account.cells_ignored = self.cells_ignored;
    }
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellPlace {
    pub(crate) column: usize,
    /// The place of its field in the form, if it has one.
    pub(crate) slot: Option<usize>,
    pub(crate) row: u32,
    pub(crate) line: u32,
}

/// Some rows.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    /// The number of each that belongs to somebody.
    pub(crate) rows: Vec<u32>,
    /// The line that each begins on.
    pub(crate) lines: Vec<u32>,
    pub(crate) whose: Whose<'a>,
    /// The cells of each field that has a column, by its place in the form.
    pub(crate) cells: Vec<Option<Cells<'a>>>,
    /// Rows that belong to nobody; of which file is not known here.
    pub(crate) rejected: Vec<RejectedRow>,
    /// Cells that cannot be read; of which file is not known here.
    pub(crate) unreadable: Vec<Unreadable>,
    pub(crate) tally: Tally,
    /// The key of the row at hand.
    key: Key,
}

impl<'a> Piece<'a> {
    /// None yet, and room for some rows. `differ` says of each field of texts whether nearly all of them do.
    pub(crate) fn new(taking: &Taking<'_>, rows: usize, differ: &[bool]) -> Self {
        let of = |(slot, manner): (usize, &Manner)| {
            let differ = differ.get(slot) == Some(&true);
            taking.header.slots.contains(&Some(slot)).then(|| Cells::new(manner, rows, differ))
        };
        Self {
            rows: Vec::with_capacity(rows),
            lines: Vec::with_capacity(rows),
            whose: Whose::new(taking.whose, taking.header.keys.len()),
            cells: taking.manners.iter().enumerate().map(of).collect(),
            rejected: Vec::new(),
            unreadable: Vec::new(),
            tally: Tally::default(),
            key: Key::default(),
        }
    }

    /// Takes a row.
    pub(crate) fn take(&mut self, taking: &Taking<'_>, record: &Record<'a>, subjects: Option<&Subjects>) {
        self.tally.rows_in += 1;
        let (row, line) = (record.row - taking.headings, record.line - taking.headings);
        let owner = record.out.map_or_else(|| self.owner(taking, record, subjects), Err);
        if let Err(why) = owner {
            let listed = why == RowTrouble::NotListed;
            let key = if listed { taking.shown_key(record) } else { String::new() };
            self.rejected.push(RejectedRow { file: 0, row, line, key, why });
            self.count_rejected(taking, record);
            return;
        }
        self.rows.push(row);
        self.lines.push(line);
        for (column, slot) in &taking.used {
            let written = record.cells.get(*column);
            // Nearly all cells of numbers are plain ones.
            if let (Some(slot), Some(Cow::Borrowed(text))) = (slot, written)
                && let Some(Some(cells)) = self.cells.get_mut(*slot)
                && cells.add_plain(taking.manners.get(*slot), text, record.kept(*column))
            {
                self.tally.cells_used += 1;
                continue;
            }
            let kept = record.kept(*column);
            let place = CellPlace { column: *column, slot: *slot, row, line };
            self.take_cell(taking, place, written, (kept, record.repairs(*column)));
        }
        for (column, cell) in record.cells.iter().enumerate().skip(taking.header.headings.len()) {
            if !cell.trim().is_empty() {
                self.tally.cells_surplus += 1;
                if self.tally.cells_surplus <= SURPLUS_LISTED {
                    let why = CellTrouble::WithoutHeading;
                    self.unreadable.push(taking.refused((row, line), column, None, cell, why));
                }
            }
        }
        self.tally.cells_ignored += given(record, &taking.ignored);
    }

    /// Takes a cell, what it is kept as and what was done to it before.
    pub(crate) fn take_cell(
        &mut self,
        taking: &Taking<'_>,
        place: CellPlace,
        written: Option<&Cow<'a, str>>,
        (kept, repairs): (Kept, Repairs),
    ) {
        let CellPlace { column, slot, row, line } = place;
        let mut cell = written.map_or(Cow::Borrowed(""), trimmed);
        let exact = slot.is_some_and(|slot| taking.exact.get(slot) == Some(&true));
        // A blank cell is blank; of what is compared to the letter the blanks around it are a part.
        if let (Some(written), true) = (written, exact && !cell.is_empty()) {
            cell = written.clone();
        }
        let (cell, marked) = unmarked(cell, taking.is_marked(slot));
        let into =
            slot.and_then(|slot| Some((self.cells.get_mut(slot)?.as_mut()?, taking.manners.get(slot)?)));
        if cell.is_empty() {
            self.tally.cells_empty += 1;
            self.tally.repaired.add(repairs);
            if let Some((cells, manner)) = into {
                cells.skip(manner);
            }
            return;
        }
        match into.map_or(Ok(Repairs::default()), |(cells, manner)| cells.add(manner, cell, kept)) {
            Ok(made) => {
                let made = if marked { made.with(Repair::TextMarks) } else { made };
                self.tally.read(made.and(repairs));
            }
            Err(why) => {
                self.tally.cells_unreadable += 1;
                let text = written.map_or("", |text| text);
                self.unreadable.push(taking.refused((row, line), column, slot, text, why));
            }
        }
    }

    /// Finds whose a row is; or why it is nobody's.
    fn owner(
        &mut self,
        taking: &Taking<'_>,
        record: &Record<'a>,
        subjects: Option<&Subjects>,
    ) -> Result<(), RowTrouble> {
        if let [column] = *taking.header.keys
            && let Some(cell) = record.cells.get(column)
            && let Some(key) = taking.plain_key(cell, record.kept(column))
        {
            taking.is_in_place(record, || subjects.and_then(|all| all.known_by(key)).is_none())?;
            return match cell {
                Cow::Borrowed(cell) => self.whose.add_single(Cow::Borrowed(bare(cell)), subjects),
                Cow::Owned(_) => self.whose.add_single(Cow::Owned(key.to_owned()), subjects),
            };
        }
        taking.key(record, &mut self.key)?;
        taking.is_in_place(record, || subjects.and_then(|all| all.known(&self.key)).is_none())?;
        self.whose.add(&self.key, subjects)
    }

    fn count_rejected(&mut self, taking: &Taking<'_>, record: &Record<'_>) {
        let used: Vec<usize> = taking.used.iter().map(|(column, _)| *column).collect();
        let of_used = given(record, &used);
        let surplus = surplus(record, taking.header.headings.len());
        self.tally.surplus_of_rejected_rows += surplus;
        self.tally.cells_of_rejected_rows += of_used + surplus;
        self.tally.cells_empty += used.len() - of_used;
        self.tally.cells_ignored += given(record, &taking.ignored);
    }
}

impl Taking<'_> {
    /// The place in the form of the field that is the key, if it is one.
    pub(crate) fn key_field(&self) -> Option<usize> {
        let [column] = *self.header.keys else { return None };
        self.header.slots.get(column).copied().flatten()
    }

    /// A key of one part, trimmed, if it is plainly one: not blank, and nothing that stands below a table.
    pub(crate) fn plain_key<'c>(&self, cell: &'c str, kept: Kept) -> Option<&'c str> {
        let text = bare(cell);
        let plain = !text.is_empty()
            && !text.starts_with(MARKS)
            && !text.starts_with('□')
            && !text.starts_with(char::is_control)
            && (text.is_ascii() || !text.contains(is_of_no_width))
            && !is_lost(text, kept)
            && (self.whose == Owners::Nobody || !is_shortened(text))
            && (self.whose == Owners::Nobody || text.len() > LONGEST_NOTHING || !says_nothing(text))
            && (self.whose == Owners::Nobody || !self.footers.may_be(text));
        plain.then_some(text)
    }

    /// Takes the key of a row, unless the row stands below the table.
    pub(crate) fn key(&self, record: &Record<'_>, key: &mut Key) -> Result<(), RowTrouble> {
        let taken = self.take_key(record, key);
        // In a reference table what a key says is not for us to judge.
        let named = || self.header.keys.iter().any(|column| self.footers.may_be(record.text(*column)));
        if taken.is_err() || self.whose != Owners::Nobody && named() {
            self.footers.why(record, &self.header.keys).map_or(Ok(()), Err)?;
        }
        taken
    }

    /// Takes the key of a row. Of a key of several parts only the first must be there.
    fn take_key(&self, record: &Record<'_>, key: &mut Key) -> Result<(), RowTrouble> {
        key.clear();
        let whole = self.whose == Owners::Nobody;
        for (part, column) in self.header.keys.iter().enumerate() {
            match record.cells.get(*column).map(|cell| seen(cell.trim())) {
                Some(text) if !text.is_empty() && is_lost(text, record.kept(*column)) => {
                    return Err(RowTrouble::LostKey(part));
                }
                Some(text) if !whole && is_shortened(text) => return Err(RowTrouble::LostKey(part)),
                Some(text) if !whole && part == 0 && says_nothing(text) => {
                    return Err(RowTrouble::BlankKey(part));
                }
                Some(text) if !text.is_empty() => key.add(text),
                _ if part > 0 && !whole => key.add(""),
                _ if record.is_blank() => return Err(RowTrouble::Blank),
                Some(_) => return Err(RowTrouble::BlankKey(part)),
                None => return Err(RowTrouble::TooShort(part)),
            }
        }
        Ok(())
    }

    /// Refuses a row of a text that has more cells than there are headings: a comma in a number or a name is one that parts
    /// cells, and what comes behind it stands a column too far. Of one that is nobody's that is said.
    fn is_in_place(&self, record: &Record<'_>, is_nobodys: impl Fn() -> bool) -> Result<(), RowTrouble> {
        match self.width {
            Some(width) if record.cells.len() > width && surplus(record, self.header.headings.len()) > 0 => {
                let listed = self.whose == Owners::Listed;
                Err(if listed && is_nobodys() { RowTrouble::NotListed } else { RowTrouble::TooLong })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The key of a row, as it is shown.
    fn shown_key(&self, record: &Record<'_>) -> String {
        let mut key = Key::default();
        let taken = self.take_key(record, &mut key);
        taken.map_or_else(|_| String::new(), |()| as_listed(key.shown()))
    }

    /// Whether the marks around a cell of this field that make a text of it are none of it; in tables for reference, and where
    /// cells are compared to the letter, they are.
    pub(crate) fn is_marked(&self, slot: Option<usize>) -> bool {
        let exact = slot.is_some_and(|slot| self.exact.get(slot) == Some(&true));
        !exact && self.whose != Owners::Nobody
    }

    /// A cell that is not read.
    pub(crate) fn refused(
        &self,
        (row, line): (u32, u32),
        column: usize,
        slot: Option<usize>,
        text: &str,
        why: CellTrouble,
    ) -> Unreadable {
        let beyond = || letters(column.saturating_sub(self.header.added));
        let heading = self.header.headings.get(column).cloned().unwrap_or_else(beyond);
        let field: Option<FieldId> = slot.and_then(|slot| self.form.fields.get(slot).copied());
        // What may not be shown is not even kept; what stands beside the headings may be of any column.
        let private = slot.map_or(self.any_private, |slot| self.private.get(slot) == Some(&true));
        let text = if private { HIDDEN.to_owned() } else { as_listed(text) };
        Unreadable { file: 0, row, line, column: heading, field, text, why }
    }
}

/// A cell without the marks that make a text of it, if they are none of it, and whether it had any.
pub(crate) fn unmarked(cell: Cow<'_, str>, is_marked: bool) -> (Cow<'_, str>, bool) {
    if !is_marked || !cell.starts_with(MARKS) {
        return (cell, false);
    }
    match within_marks(&cell) {
        Some(inner) => (Cow::Owned(inner.to_owned()), true),
        None => (cell, false),
    }
}

/// Whether a cell does not say any more what was typed into it.
pub(crate) fn is_lost(text: &str, kept: Kept) -> bool {
    matches!(kept, Kept::Fault | Kept::Formula | Kept::Bytes) || kept.is_rounded() && has_lost_digits(text)
}

/// A text as it is listed: of a very long one the beginning, as one text may stand in very many rows.
pub(crate) fn as_listed(text: &str) -> String {
    match text.char_indices().nth(LISTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Whether a text is a long number as spreadsheets write one into a text, of which they show the first digits alone: `9.199E+17`.
#[inline]
pub(crate) fn is_shortened(text: &str) -> bool {
    // Nearly no text has such a sign there.
    let [.., sign, tens, ones] = text.as_bytes() else { return false };
    *sign == b'+' && tens.is_ascii_digit() && ones.is_ascii_digit() && has_digits_cut_off(text)
}

/// Whether there are more digits before the point of a number than its text has.
fn has_digits_cut_off(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, behind) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = exponent.trim_start_matches('+').parse::<usize>();
    whole.len() == 1
        && is_number(whole)
        && is_number(behind)
        && digits.is_ok_and(|digits| digits > behind.len())
}

/// How many of these columns are given in a row.
fn given(record: &Record<'_>, columns: &[usize]) -> usize {
    let cells = columns.iter().filter_map(|column| record.cells.get(*column));
    cells.filter(|cell| !cell.trim().is_empty()).count()
}

/// How many cells of a row are given to the right of the last heading.
fn surplus(record: &Record<'_>, headings: usize) -> usize {
    record.cells.iter().skip(headings).filter(|cell| !cell.trim().is_empty()).count()
}

/// A text without the blanks around it; nearly none has any.
pub(crate) fn bare(text: &str) -> &str {
    if is_bare(text) { text } else { text.trim() }
}

/// Whether a text has no blanks around it, at a glance; of some that have none either it is not said.
#[inline]
pub(crate) fn is_bare(text: &str) -> bool {
    // No blank begins with such a byte; of three bytes the last two tell nothing else.
    let wide = |lead: u8| (0xe4..=0xef).contains(&lead);
    match text.as_bytes() {
        [one] => one.is_ascii_graphic(),
        [first, .., last] if last.is_ascii_graphic() => first.is_ascii_graphic() || wide(*first),
        [first, .., lead, _, _] => wide(*lead) && (first.is_ascii_graphic() || wide(*first)),
        [lead, _, _] => wide(*lead),
        [] | [_, _] => false,
    }
}

/// A cell without the blanks around it.
pub(crate) fn trimmed<'a>(cell: &Cow<'a, str>) -> Cow<'a, str> {
    match cell {
        Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
        Cow::Owned(text) => Cow::Owned(bare(text).to_owned()),
    }
}

/// A text, or nothing where nobody sees any of it: marks without width and signs that control something.
fn seen(text: &str) -> &str {
    if text.chars().all(|c| is_of_no_width(c) || c.is_control()) { "" } else { text }
}
