//! Whose the rows of a Parquet file are: the column of the key is read ahead of the others, and a row is seen whole only where its
//! key is not plainly one.

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_columnar::{Chunk, Kind, ParquetColumn, Trouble};

use crate::columns::{Cells, Growing};
use crate::dataset::{RejectedRow, RowTrouble};
use crate::gathering::number_subjects;
use crate::in_step;
use crate::keys::{Key, Subjects, is_own_identity};
use crate::pieces::{Piece, Taking, Whose, as_listed, bare};
use crate::sheet::{Kept, Record};
use crate::some_texts::Texts;

/// Rows that are read next, of which the column of the key has been.
pub(crate) struct Ahead {
    /// The cells of the key.
    pub(crate) chunk: Chunk,
    /// The rows and whose they are, and those that are nobody's, as far as that is known.
    pub(crate) piece: Piece<'static>,
    /// The places in the batch of those that are nobody's.
    pub(crate) rejected: Vec<usize>,
    /// Of so many rows it is known.
    pub(crate) known: usize,
    /// How many subjects there were above.
    pub(crate) subjects: usize,
    /// Whether the cells of the key stand at the end of their column already, which lists the subjects.
    pub(crate) listed: bool,
}

/// Whose rows are, row after row.
pub(crate) struct Whoses<'w> {
    pub(crate) numbers: &'w mut Vec<u32>,
    pub(crate) subjects: &'w mut Subjects,
    /// The column of the key, as long as it lists the subjects (`in_step.rs`).
    pub(crate) listing: Option<&'w mut Growing>,
}

impl Whoses<'_> {
    /// Reads the next cells of the key, and finds whose the rows are as long as that is plain from these alone.
    pub(crate) fn ahead(
        &mut self,
        key: &mut ParquetColumn,
        above: u32,
        taking: &Taking<'_>,
    ) -> Result<Option<Ahead>, Trouble> {
        let Some(chunk) = key.next_rows()? else { return Ok(None) };
        let (mut piece, mut rejected) = (Piece::new(taking, 0, &[]), Vec::new());
        piece.tally.rows_in = chunk.rows();
        let subjects = self.subjects.all.len();
        if let Some(growing) = self.listing.take() {
            match plain_keys(&chunk, growing, taking) {
                Some(keys) => {
                    in_step::list(keys, growing, self.numbers, self.subjects);
                    let known = chunk.rows();
                    piece.rows = (0..known).map(|at| row_behind(above, at)).collect();
                    piece.lines.clone_from(&piece.rows);
                    return Ok(Some(Ahead { chunk, piece, rejected, known, subjects, listed: true }));
                }
                None => in_step::part(growing, self.subjects),
            }
        }
        let mut known = 0;
        if let [_] = *taking.header.keys {
            let chunks = std::slice::from_ref(&chunk);
            known = self.of_key(chunks, 0, (above, 0), taking, (&mut piece, &mut rejected));
        }
        Ok(Some(Ahead { chunk, piece, rejected, known, subjects, listed: false }))
    }

    /// Finds whose each row is from this one on.
    pub(crate) fn find(
        &mut self,
        chunks: &[Chunk],
        (above, from): (u32, usize),
        taking: &Taking<'_>,
        found: (&mut Piece<'static>, &mut Vec<usize>),
    ) {
        let key = match *taking.header.keys {
            [column] => column,
            _ => usize::MAX,
        };
        self.of_key(chunks, key, (above, from), taking, found);
    }

    /// The same of chunks in which the key stands in this place; of chunks without other columns it ends with the first row that
    /// must be seen whole. Of how many rows it is known.
    fn of_key(
        &mut self,
        chunks: &[Chunk],
        key: usize,
        (above, from): (u32, usize),
        taking: &Taking<'_>,
        (piece, rejected): (&mut Piece<'static>, &mut Vec<usize>),
    ) -> usize {
        let alone = chunks.len() == 1 && taking.header.headings.len() > 1;
        let single = chunks.get(key).map(|chunk| (chunk.given(), chunk.view()));
        let rows = chunks.first().map_or(0, Chunk::rows);
        let mut whose = Whose::new(taking.whose, taking.header.keys.len());
        let (mut record, mut whole) = (Record::default(), Key::default());
        let mut known = rows;
        for at in from..rows {
            let row = row_behind(above, at);
            let plain = single.as_ref().and_then(|(given, view)| {
                let is_given = given.as_ref().is_none_or(|given| given.get(at) == Some(&true));
                let text = view.text(at).filter(|text| is_given && !taking.touching.is_missing(bare(text)));
                text.and_then(|text| taking.plain_key(text, Kept::Untold))
            });
            let found = match plain {
                Some(plain) => whose.add_single(Cow::Borrowed(plain), Some(self.subjects)),
                None if alone => {
                    known = at;
                    break;
                }
                None => {
                    as_record(chunks, at, row, &mut record);
                    if taking.touching.has_missing() {
                        let missing =
                            record.cells.iter_mut().filter(|cell| taking.touching.is_missing(bare(cell)));
                        missing.for_each(|cell| *cell = Cow::Borrowed(""));
                    }
                    taking.key(&record, &mut whole).and_then(|()| whose.add(&whole, Some(self.subjects)))
                }
            };
            match found {
                Ok(()) => piece.rows.push(row),
                Err(why) => {
                    let key = match plain {
                        _ if why != RowTrouble::NotListed => String::new(),
                        Some(plain) => as_listed(plain),
                        None => as_listed(whole.shown()),
                    };
                    piece.rejected.push(RejectedRow { file: 0, row, line: row, key, why });
                    rejected.push(at);
                }
            }
        }
        number_subjects(whose, self.numbers, self.subjects);
        piece.lines.clone_from(&piece.rows);
        known
    }
}

/// The number of a row in a batch.
fn row_behind(above: u32, at: usize) -> u32 {
    above + 1 + u32::try_from(at).unwrap_or(u32::MAX)
}

/// The cells of the key where each of them, as it stands there, is plainly one and what it compares by.
fn plain_keys<'c>(chunk: &'c Chunk, growing: &Growing, taking: &Taking<'_>) -> Option<Cells<'c>> {
    if chunk.given().is_some() {
        return None;
    }
    let view = chunk.view();
    let mut keys = Texts::new(chunk.rows(), growing.differs());
    for at in 0..chunk.rows() {
        let text = view.text(at)?;
        let plain = taking.plain_key(text, Kept::Untold)? == text && is_own_identity(text);
        if !plain || taking.touching.is_missing(text) {
            return None;
        }
        keys.add(Cow::Borrowed(text));
    }
    Some(Cells::Texts { cells: keys, found: HashMap::new() })
}

/// A row as texts.
pub(crate) fn as_record(chunks: &[Chunk], at: usize, row: u32, record: &mut Record<'_>) {
    record.cells.clear();
    record.kept.clear();
    (record.row, record.line) = (row, row);
    for chunk in chunks {
        let mut text = String::new();
        record.kept.push(kept(chunk.shown(at, &mut text)));
        record.cells.push(Cow::Owned(text));
    }
}

pub(crate) const fn kept(kind: Kind) -> Kept {
    match kind {
        Kind::Exact => Kept::Untold,
        Kind::Number => Kept::Float,
        Kind::Time => Kept::Time,
        Kind::Truth => Kept::Truth,
        Kind::Bytes => Kept::Bytes,
    }
}
