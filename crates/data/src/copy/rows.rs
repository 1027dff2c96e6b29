//! The lists of a copy as columns: subjects, cells that could not be read, rows that were rejected.

use shensuan_columnar::{Column, TextList};
use shensuan_vocab::Vocab;

use super::words;
use crate::dataset::{DataSet, RejectedRow, RowTrouble, Unreadable};

/// Columns with their names.
pub(super) type Named = Vec<(String, Column)>;

/// Texts that hardly repeat.
fn texts<'t>(all: impl Iterator<Item = &'t str>) -> Column {
    let entries: TextList = all.collect();
    Column::Texts { index: (0..).take(entries.len()).collect(), given: vec![true; entries.len()], entries }
}

/// Texts of which there are few.
fn words_of<'t>(all: impl Iterator<Item = Option<&'t str>>) -> Column {
    let (mut index, mut given, mut entries) = (Vec::new(), Vec::new(), TextList::new());
    let mut known = std::collections::HashMap::new();
    for text in all {
        given.push(text.is_some());
        index.push(text.map_or(0, |text| {
            *known.entry(text).or_insert_with(|| {
                entries.push(text);
                count(entries.len() - 1)
            })
        }));
    }
    Column::Texts { index, given, entries }
}

/// Files and parts of keys are few.
pub(super) fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// The subjects: their keys, and the parts of them.
pub(super) fn of_subjects(set: &DataSet) -> Named {
    let parts = set.subject_parts.first().map_or(0, Vec::len);
    let key = ("key".to_owned(), texts(set.subjects.iter()));
    let part = |part: usize| {
        let all = set.subject_parts.iter().map(move |parts| parts.get(part).map_or("", String::as_str));
        (format!("part {}", part + 1), texts(all))
    };
    std::iter::once(key).chain((0..parts).map(part)).collect()
}

/// The cells that could not be read.
pub(super) fn of_unreadable(cells: &[Unreadable], vocab: &Vocab) -> Named {
    let field = |cell: &Unreadable| cell.field.map(|field| vocab.field(field).name.declared());
    vec![
        ("file".to_owned(), Column::Counts(cells.iter().map(|cell| count(cell.file)).collect())),
        ("row".to_owned(), Column::Counts(cells.iter().map(|cell| cell.row).collect())),
        ("line".to_owned(), Column::Counts(cells.iter().map(|cell| cell.line).collect())),
        ("column".to_owned(), words_of(cells.iter().map(|cell| Some(cell.column.as_str())))),
        ("field".to_owned(), words_of(cells.iter().map(field))),
        ("text".to_owned(), words_of(cells.iter().map(|cell| Some(cell.text.as_str())))),
        ("why".to_owned(), words_of(cells.iter().map(|cell| Some(words::of_cell(cell.why))))),
    ]
}

/// The rows that belong to nobody.
pub(super) fn of_rejected(rows: &[RejectedRow]) -> Named {
    let why = |row: &RejectedRow| match row.why {
        RowTrouble::Blank => (words::BLANK, 0),
        RowTrouble::BlankKey(part) => (words::BLANK_KEY, part),
        RowTrouble::TooShort(part) => (words::TOO_SHORT, part),
        RowTrouble::TooLong => (words::TOO_LONG, 0),
        RowTrouble::NotListed => (words::NOT_LISTED, 0),
        RowTrouble::Sum => (words::SUM, 0),
        RowTrouble::Remark => (words::REMARK, 0),
        RowTrouble::LostKey(part) => (words::LOST_KEY, part),
        RowTrouble::ColumnNumbers => (words::COLUMN_NUMBERS, 0),
        RowTrouble::Repeated => (words::REPEATED, 0),
        RowTrouble::Units => (words::UNITS, 0),
        RowTrouble::Title => (words::TITLE, 0),
        RowTrouble::Unused => (words::UNUSED, 0),
        RowTrouble::SumColumn => (words::SUM_COLUMN, 0),
        RowTrouble::RemarkColumn => (words::REMARK_COLUMN, 0),
    };
    vec![
        ("file".to_owned(), Column::Counts(rows.iter().map(|row| count(row.file)).collect())),
        ("row".to_owned(), Column::Counts(rows.iter().map(|row| row.row).collect())),
        ("line".to_owned(), Column::Counts(rows.iter().map(|row| row.line).collect())),
        ("key".to_owned(), words_of(rows.iter().map(|row| Some(row.key.as_str())))),
        ("why".to_owned(), words_of(rows.iter().map(|row| Some(why(row).0)))),
        ("part".to_owned(), Column::Counts(rows.iter().map(|row| count(why(row).1)).collect())),
    ]
}

/// Hands out columns one by one, each checked against what stands there; none where something else does.
pub(super) struct Reading {
    columns: std::vec::IntoIter<(String, Column)>,
    rows: usize,
}

/// A column of texts.
pub(super) struct Texts {
    pub(super) index: Vec<u32>,
    pub(super) given: Vec<bool>,
    pub(super) entries: TextList,
}

impl Texts {
    /// The text of a row.
    pub(super) fn at(&self, row: usize) -> Option<&str> {
        let given = self.given.get(row) == Some(&true);
        let at = self.index.get(row).filter(|_| given)?;
        self.entries.get(*at as usize)
    }
}

impl Reading {
    /// Of so many rows.
    pub(super) fn new(columns: Named, rows: usize) -> Option<Self> {
        let whole = columns.iter().all(|(_, column)| column.cells().rows() == rows);
        whole.then(|| Self { columns: columns.into_iter(), rows })
    }

    /// How many rows there are.
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// The next column, of this name.
    pub(super) fn next(&mut self, name: &str) -> Option<Column> {
        self.columns.next().filter(|(found, _)| found == name).map(|(_, column)| column)
    }

    /// The next column, of counts.
    pub(super) fn counts(&mut self, name: &str) -> Option<Vec<u32>> {
        match self.next(name)? {
            Column::Counts(counts) => Some(counts),
            Column::Numbers { .. } | Column::Truths(_) | Column::Texts { .. } | Column::Marks(_) => None,
        }
    }

    /// The next column, of small counts.
    pub(super) fn marks(&mut self, name: &str) -> Option<Vec<u8>> {
        match self.next(name)? {
            Column::Marks(marks) => Some(marks),
            Column::Numbers { .. } | Column::Truths(_) | Column::Texts { .. } | Column::Counts(_) => None,
        }
    }

    /// The next column, of texts.
    pub(super) fn texts(&mut self, name: &str) -> Option<Texts> {
        match self.next(name)? {
            Column::Texts { index, given, entries } => Some(Texts { index, given, entries }),
            Column::Numbers { .. } | Column::Truths(_) | Column::Counts(_) | Column::Marks(_) => None,
        }
    }

    /// The next column, of texts that stand one behind the other.
    pub(super) fn list(&mut self, name: &str) -> Option<TextList> {
        let texts = self.texts(name)?;
        let plain = texts.index.iter().copied().eq(0..count(texts.entries.len()));
        if plain {
            return Some(texts.entries);
        }
        let mut list = TextList::new();
        for row in 0..self.rows {
            list.push(texts.at(row)?);
        }
        Some(list)
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.columns.as_slice().is_empty()
    }
}

/// Reads the cells that could not be read; `field` finds a field of a file by its name.
pub(super) fn unreadable(
    mut reading: Reading,
    field: impl Fn(usize, &str) -> Option<shensuan_vocab::FieldId>,
) -> Option<Vec<Unreadable>> {
    let (file, row, line) = (reading.counts("file")?, reading.counts("row")?, reading.counts("line")?);
    let (column, fields) = (reading.texts("column")?, reading.texts("field")?);
    let (text, why) = (reading.texts("text")?, reading.texts("why")?);
    let cell = |at: usize| {
        let file = *file.get(at)? as usize;
        let field = match fields.at(at) {
            Some(name) => Some(field(file, name)?),
            None => None,
        };
        Some(Unreadable {
            file,
            row: *row.get(at)?,
            line: *line.get(at)?,
            column: column.at(at)?.to_owned(),
            field,
            text: text.at(at)?.to_owned(),
            why: words::cell(why.at(at)?)?,
        })
    };
    (0..reading.rows()).map(cell).collect()
}

/// Reads the rows that belong to nobody.
pub(super) fn rejected(mut reading: Reading) -> Option<Vec<RejectedRow>> {
    let (file, row, line) = (reading.counts("file")?, reading.counts("row")?, reading.counts("line")?);
    let (key, why, part) = (reading.texts("key")?, reading.texts("why")?, reading.counts("part")?);
    let of = |at: usize| {
        let part = *part.get(at)? as usize;
        let why = match why.at(at)? {
            words::BLANK => RowTrouble::Blank,
            words::BLANK_KEY => RowTrouble::BlankKey(part),
            words::TOO_SHORT => RowTrouble::TooShort(part),
            words::TOO_LONG => RowTrouble::TooLong,
            words::NOT_LISTED => RowTrouble::NotListed,
            words::SUM | words::SUM_BELOW => RowTrouble::Sum,
            words::REMARK => RowTrouble::Remark,
            words::LOST_KEY => RowTrouble::LostKey(part),
            words::COLUMN_NUMBERS => RowTrouble::ColumnNumbers,
            words::REPEATED => RowTrouble::Repeated,
            words::UNITS => RowTrouble::Units,
            words::TITLE => RowTrouble::Title,
            words::UNUSED => RowTrouble::Unused,
            words::SUM_COLUMN => RowTrouble::SumColumn,
            words::REMARK_COLUMN => RowTrouble::RemarkColumn,
            _ => return None,
        };
        Some(RejectedRow {
            file: *file.get(at)? as usize,
            row: *row.get(at)?,
            line: *line.get(at)?,
            key: key.at(at)?.to_owned(),
            why,
        })
    };
    (0..reading.rows()).map(of).collect()
}
