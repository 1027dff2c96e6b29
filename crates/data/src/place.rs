//! Where the headings of a sheet stand.

use std::collections::{BTreeSet, VecDeque};

use crate::header::{Settled, Wanted};
use crate::heading_units::{is_none, is_unit};
use crate::headings::{MOST_ROWS, headings, is_column_number};
use crate::layout::Layout;
use crate::merged::Merged;
use crate::sheet::Record;
use crate::words::fold_heading;

/// A text of more bytes is no heading.
const LONGEST: usize = 400;

/// Rows below a label in which others are looked for.
const LABELS: usize = 4;

/// What may stand behind the number of a heading: 1月, 2016年.
const NUMBERED: [char; 6] = ['月', '季', '年', '号', '期', '#'];

/// Signs that number columns of words.
const ORDINALS: [&str; 8] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];

/// Where the headings of a sheet stand.
pub(crate) struct Place {
    /// How many rows stand above them.
    pub(crate) above: usize,
    /// How many rows they take.
    pub(crate) rows: usize,
    pub(crate) worth: Worth,
    /// The columns of the key.
    pub(crate) keys: Vec<usize>,
}

/// How well rows do as headings; what is worth more is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Worth {
    /// They name every part of the key, and some field beside it unless no other row names one.
    pub(crate) keyed: bool,
    /// How many fields they name.
    pub(crate) fields: usize,
}

impl Place {
    /// Whether the headings have the key.
    pub(crate) const fn is_keyed(&self) -> bool {
        self.worth.keyed
    }

    /// Finds the headings: the rows that name the key and most fields; of several the first, and fewer rows before more.
    pub(crate) fn find(
        ahead: &VecDeque<Record<'_>>,
        wanted: &Wanted<'_>,
        layout: &Layout,
        merged: &Merged,
    ) -> Self {
        let allowed = |rows: usize| layout.header_rows.is_none_or(|said| said as usize == rows);
        let looking = Looking::at(ahead, wanted, merged);
        let starts = |at: &usize| match layout.header {
            Some(said) => ahead.get(*at).is_some_and(|record| record.row == said),
            None => true,
        };
        let mut best = Self { above: 0, rows: 1, worth: Worth::default(), keys: Vec::new() };
        // Without a key: the row that names most, so that it can be said what it lacks.
        let mut bare: Option<(usize, usize)> = None;
        for (at, row) in looking.seen.iter().enumerate().filter(|(at, row)| starts(at) && row.given > 0) {
            if bare.is_none_or(|(_, fields)| row.fields > fields) {
                bare = Some((at, row.fields));
            }
        }
        for rows in (1..=MOST_ROWS).filter(|rows| allowed(*rows)) {
            for at in (0..looking.seen.len()).filter(starts) {
                let Some(settled) = looking.settled(at, rows) else { continue };
                let beside = settled.fields_beside_keys();
                let elsewhere = looking.down > 1
                    || bare.is_some_and(|(other, fields)| {
                        !(at..at + rows).contains(&other) && fields > 1 && fields > settled.fields()
                    });
                let labels = looking.is_labels(at, rows);
                if elsewhere && (beside == 0 || labels) || labels && looking.has_values(at, settled.keys()) {
                    continue; // one line of a form's head
                }
                let last = ahead.get(at + rows - 1);
                let below = ahead.get(at + rows).filter(|_| rows < MOST_ROWS && allowed(rows + 1));
                if let (Some(last), Some(below)) = (last, below)
                    && (goes_on(last, below, settled.keys())
                        || looking.is_merged_below(at, rows, settled.keys()))
                {
                    continue;
                }
                let worth = Worth { keyed: true, fields: settled.fields() };
                if worth > best.worth {
                    best = Self { above: at, rows, worth, keys: settled.keys().collect() };
                }
            }
        }
        if !best.worth.keyed {
            let (above, fields) = bare.unwrap_or_default();
            let rows = layout.header_rows.map_or(1, |said| said as usize);
            let worth = Worth { keyed: false, fields };
            best = Self { above, rows, worth, keys: Vec::new() };
        }
        best
    }
}

/// The first rows, looked at for headings.
struct Looking<'l, 'a> {
    ahead: &'l VecDeque<Record<'a>>,
    wanted: &'l Wanted<'l>,
    merged: &'l Merged,
    seen: Vec<Seen>,
    /// How many rows, at most, name a field in one and the same column, and no other: fields one below the other.
    down: usize,
}

impl<'l, 'a> Looking<'l, 'a> {
    fn at(ahead: &'l VecDeque<Record<'a>>, wanted: &'l Wanted<'l>, merged: &'l Merged) -> Self {
        let seen: Vec<Seen> = ahead.iter().map(|record| Seen::of(record, wanted)).collect();
        let alone = |row: &Seen| row.alone.filter(|_| row.keys.is_empty());
        let columns: BTreeSet<usize> = seen.iter().filter_map(alone).collect();
        let down = |column: &usize| seen.iter().filter(|row| alone(row) == Some(*column)).count();
        let down = columns.iter().map(down).max().unwrap_or(0);
        Self { ahead, wanted, merged, seen, down }
    }

    /// Whether the heading of the key is merged with the row below so many, and more rows than these do as headings.
    fn is_merged_below(&self, at: usize, rows: usize, mut keys: impl Iterator<Item = usize>) -> bool {
        let row = |at: usize| self.ahead.get(at).and_then(|record| record.row.checked_sub(1));
        let (Some(first), Some(last), Some(below)) = (row(at), row(at + rows - 1), row(at + rows)) else {
            return false;
        };
        let heads = self.merged.begun_in(first, last);
        let goes_on = |column: usize| {
            let mut own = heads.iter().filter(|region| region.left as usize == column);
            own.any(|region| region.bottom >= below)
        };
        keys.any(goes_on) && (rows + 1..=MOST_ROWS).any(|rows| self.settled(at, rows).is_some())
    }

    /// What so many rows name, if something stands in each of them and they name the key.
    fn settled(&self, at: usize, rows: usize) -> Option<Settled> {
        let seen = self.seen.get(at..at + rows)?;
        let names_key = |part: usize| seen.iter().any(|row| row.keys.contains_key(&part));
        if !(0..self.wanted.key_parts()).all(names_key) {
            return None;
        }
        let records: Vec<&Record<'a>> = self.ahead.iter().skip(at).take(rows).collect();
        if records.iter().any(|record| record.is_blank()) {
            return None;
        }
        // Of several rows of headings one names the key, and the others are blank there or number it.
        for (row, columns) in seen.iter().map(|row| &row.keys).enumerate() {
            let others = || records.iter().enumerate().filter(|(other, _)| *other != row);
            let blank = |column: &usize| {
                others().all(|(_, record)| {
                    let text = record.text(*column);
                    text.is_empty() || is_column_number(text) || is_none(text) || is_unit(text)
                })
            };
            if rows > 1 && !columns.values().all(blank) {
                return None;
            }
        }
        let settled = self.wanted.settle(&headings(&records, self.merged));
        settled.has_keys().then_some(settled)
    }

    /// Whether a row of labels holds what is no heading, or has more labels below it.
    fn has_values(&self, at: usize, mut keys: impl Iterator<Item = usize>) -> bool {
        let values = |record: &Record<'a>| record.cells.iter().any(|cell| is_value(cell.trim()));
        let named = |record: &Record<'a>, column: usize| {
            let folded = fold_heading(record.text(column).trim_end_matches([':', '：']));
            self.wanted.has(&folded) && !folded.starts_with(|c: char| c.is_ascii_digit())
        };
        let below = || self.ahead.iter().skip(at + 1).take(LABELS);
        self.ahead.get(at).is_some_and(values)
            || keys.any(|column| below().any(|record| named(record, column)))
    }

    /// Whether a row is one of labels, each with its value to the right: a name, then what is none.
    fn is_labels(&self, at: usize, rows: usize) -> bool {
        let Some(record) = self.ahead.get(at).filter(|_| rows == 1) else { return false };
        let known = |text: &str| {
            let folded = fold_heading(text.trim_end_matches([':', '：']));
            self.wanted.has(&folded) || self.wanted.part_named(&folded).next().is_some()
        };
        let given = record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let known: Vec<bool> = given.map(known).collect();
        known.len() > 1 && known.chunks(2).all(|pair| matches!(pair, [true, false] | [true]))
    }
}

/// What is seen in a row at a glance.
struct Seen {
    /// The parts of the key that its cells name, with their columns.
    keys: std::collections::BTreeMap<usize, usize>,
    /// How many of its cells name a field.
    fields: usize,
    /// In how many something stands.
    given: usize,
    /// The column of the only cell that names a field, and by more than a number.
    alone: Option<usize>,
}

impl Seen {
    fn of(record: &Record<'_>, wanted: &Wanted<'_>) -> Self {
        let mut seen = Self { keys: Default::default(), fields: 0, given: 0, alone: None };
        for (column, cell) in record.cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            seen.given += 1;
            if cell.len() > LONGEST {
                continue;
            }
            let folded = fold_heading(cell);
            wanted.part_named(&folded).for_each(|part| {
                seen.keys.entry(part).or_insert(column);
            });
            if wanted.has(&folded) {
                seen.fields += 1;
                let is_name = !folded.starts_with(|c: char| c.is_ascii_digit());
                seen.alone = (seen.fields == 1 && is_name).then_some(column);
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
        if is_value(text) {
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

/// Whether a text holds digits and is no heading for them: `2016年`, `2016` and `1月` are.
pub(crate) fn is_value(text: &str) -> bool {
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    if first > 0 {
        // 第1季度, but not −5 or about 3.
        return !text.starts_with(char::is_alphabetic) || text.starts_with('约');
    }
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_year = text.len() - behind.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    !(behind.starts_with(NUMBERED) || behind.is_empty() && is_year)
}

/// Whether a row numbers the columns: 1, 2, 3, or 甲, 乙, 1, 2. Where all are digits the row below must not look the same:
/// keys may be 1, 2, 3.
pub(crate) fn is_row_of_numbers(record: &Record<'_>, next: Option<&Record<'_>>, keys: &[usize]) -> bool {
    let number = |text: &str| {
        let bare = text.trim_matches(|c| "（）()".contains(c));
        bare.parse::<usize>().ok().filter(|_| bare.len() < 4)
    };
    let given: Vec<&str> =
        record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let words = given.iter().zip(ORDINALS).take_while(|(text, ordinal)| *text == ordinal).count();
    let digits = given.iter().skip(words).enumerate().all(|(at, text)| number(text) == Some(at + 1));
    if !digits || given.len() < 2 {
        return false;
    }
    let of_key = |record: &Record<'_>| keys.iter().any(|column| number(record.text(*column)).is_some());
    words > 0 || given.len() > 2 && !next.is_some_and(|next| of_key(next) || is_row_of_digits(next))
}

/// Whether a row is of digits alone.
fn is_row_of_digits(record: &Record<'_>) -> bool {
    let mut given = record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    given.peek().is_some() && given.all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{is_row_of_numbers, is_value};
    use crate::sheet::Record;

    #[test]
    fn digits_in_headings() {
        for text in ["", "本年", "2016年", "2017", "1月", "第1季度", "COD2", "3号炉"] {
            assert!(!is_value(text), "{text}");
        }
        for text in ["5", "12.5", "2017.5", "1,200", "-5", "约3", "3吨", "20170101", "(5)"] {
            assert!(is_value(text), "{text}");
        }
    }

    #[test]
    fn rows_of_column_numbers() {
        let row = |cells: &[&str]| Record {
            cells: cells.iter().map(|cell| (*cell).to_owned().into()).collect(),
            ..Record::default()
        };
        let key = row(&["91990000MA5F00018P", "5", "6"]);
        for cells in
            [&["甲", "乙", "1", "2"][..], &["1", "2", "3"], &["甲", "1"], &["（1）", "（2）", "（3）"]]
        {
            assert!(is_row_of_numbers(&row(cells), Some(&key), &[0]), "{cells:?}");
        }
        for cells in
            [&["1", "2"][..], &["1", "2", "4"], &["甲", "5", "6"], &["甲厂", "1", "2"], &["2", "3", "4"]]
        {
            assert!(!is_row_of_numbers(&row(cells), Some(&key), &[0]), "{cells:?}");
        }
        // A table whose keys are small numbers.
        assert!(!is_row_of_numbers(&row(&["1", "2", "3"]), Some(&row(&["2", "5", "6"])), &[0]));
    }
}
