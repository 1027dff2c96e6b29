//! Parquet files: the columns by their names, their cells as they are kept. What they hold means what its text would.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::path::Path;

use shensuan_columnar::{Chunk, Kind, ParquetColumn, ParquetFile, Trouble, View};
use shensuan_diagnostics::codes::{copies as codes, data};
use shensuan_diagnostics::{Arg, Diagnostic, Message};
use shensuan_vocab::Date;

use crate::cells::{LARGEST_WHOLE, Numbers};
use crate::columns::{Cells, Growing, Manner};
use crate::dataset::{CellTrouble, RejectedRow, RowTrouble, Unreadable};
use crate::gathering::{Apart, Gathering, number_subjects};
use crate::keys::{Key, Subjects};
use crate::pieces::{Owners, Piece, Taking, Tally, Whose, bare, unmarked};
use crate::repairs::{Repair, Repairs};
use crate::sheet::{Broken, Kept, Record};
use crate::threads::of_each;
use crate::touched::Touching;
use crate::words::one_line;

/// So many rows are unpacked at a time.
const ROWS: usize = 1 << 16;

/// Whether a file is one, by its name.
pub(crate) fn is_one(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
}

/// The headings of a file, which are its first row.
#[derive(Clone, Debug)]
pub(crate) struct Headings {
    all: Vec<String>,
    told: bool,
}

impl Headings {
    /// Hands them out; false at the end.
    pub(crate) fn next(&mut self, record: &mut Record<'_>) -> bool {
        record.cells.clear();
        record.kept.clear();
        if std::mem::replace(&mut self.told, true) {
            return false;
        }
        (record.row, record.line) = (1, 1);
        record.cells.extend(self.all.iter().cloned().map(Cow::Owned));
        true
    }
}

/// Opens the bytes of a file; or why it cannot be opened.
pub(crate) fn open(bytes: Vec<u8>, path: &str) -> Result<ParquetFile, Diagnostic> {
    ParquetFile::open(bytes, ROWS).map_err(|trouble| {
        let said = Diagnostic::new(codes::NO_PARQUET).with("path", path);
        said.with("why", Arg::from(message(&trouble))).help(codes::WRITE_PARQUET_ANEW)
    })
}

/// What is said of columns that are not read.
pub(crate) fn unread(file: &ParquetFile, path: &str) -> Vec<Diagnostic> {
    let one = |(name, kind): &(String, String)| {
        let said = Diagnostic::new(codes::COLUMN_OF_NO_CELLS).with("path", path);
        said.with("column", one_line(name)).with("kind", one_line(kind)).help(codes::ONE_VALUE_A_ROW)
    };
    file.nested().iter().map(one).collect()
}

/// What the columns are called.
pub(crate) fn headings(file: &ParquetFile) -> Headings {
    Headings { all: file.headings().map(str::to_owned).collect(), told: false }
}

fn message(trouble: &Trouble) -> Message {
    data::WHY_DAMAGED.with("why", trouble.to_string())
}

/// How cells are brought to fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Road {
    /// As they are kept, where that comes to the same.
    Direct,
    /// By their texts, as of any other file.
    #[cfg(test)]
    Text,
}

/// What a column is there for.
#[derive(Clone, Copy, Debug)]
enum Use {
    /// It is in use, in this place among those; its field, if it has one.
    Used(usize, Option<usize>),
    /// It is not.
    Ignored,
}

/// The rows at hand.
struct Batch<'b> {
    chunks: &'b [Chunk],
    /// The number of the row above the first.
    above: u32,
    rows: usize,
    road: Road,
    /// What stands for nothing.
    touching: &'b Touching,
    /// The places in the batch of those that are nobody's.
    rejected: &'b [usize],
}

/// Reads the rows of a file to the end of what was gathered, as far as they can be read.
pub(crate) fn rows(
    (mut columns, total): (Vec<ParquetColumn>, usize),
    taking: &Taking<'_>,
    gathering: &mut Gathering,
    subjects: &mut Subjects,
    (threads, road): (usize, Road),
) -> Option<Broken> {
    let uses: Vec<Use> = (0..columns.len())
        .map(|column| match taking.used.iter().position(|(used, _)| *used == column) {
            Some(place) => Use::Used(place, taking.used.get(place).and_then(|(_, slot)| *slot)),
            None => Use::Ignored,
        })
        .collect();
    let mut above = 1; // the headings
    loop {
        let read = of_each(columns.iter_mut().collect(), threads, ParquetColumn::next_rows);
        let mut chunks = Vec::with_capacity(read.len());
        for chunk in read {
            match chunk {
                Ok(Some(chunk)) => chunks.push(chunk),
                Ok(None) => {}
                Err(trouble) => return Some(Broken::Damaged(above, message(&trouble))),
            }
        }
        let rows = chunks.first().map(Chunk::rows)?;
        if chunks.len() < columns.len() || chunks.iter().any(|chunk| chunk.rows() != rows) {
            let why = "columns of different lengths".to_owned();
            return Some(Broken::Damaged(above, data::WHY_DAMAGED.with("why", why)));
        }
        let mut piece = Piece::new(taking, 0, &[]);
        let rejected = whose(&chunks, (above, rows), taking, subjects, &mut piece);
        let touching = &taking.touching;
        let batch = Batch { chunks: &chunks, above, rows, road, touching, rejected: &rejected };
        let owners = std::mem::replace(&mut piece.whose, Whose::Nobody);
        piece.unreadable =
            fill(&batch, &uses, taking, (owners, &mut *gathering, &mut *subjects), &mut piece.tally, threads);
        gathering.append_rows(piece);
        if above == 1 && total > rows {
            let anybody = (taking.whose == Owners::Anybody).then_some(&mut *subjects);
            if !gathering.reserve(total - rows, anybody) {
                let why = data::WHY_NO_ROOM.with("rows", total);
                return Some(Broken::Damaged(above, why));
            }
        }
        above = above.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
    }
}

/// Finds whose each row is; the places of those that are nobody's.
fn whose<'c>(
    chunks: &'c [Chunk],
    (above, rows): (u32, usize),
    taking: &Taking<'_>,
    subjects: &Subjects,
    piece: &mut Piece<'c>,
) -> Vec<usize> {
    let single = match *taking.header.keys {
        [column] => chunks.get(column).map(|chunk| (chunk, chunk.view())),
        _ => None,
    };
    let mut rejected = Vec::new();
    let (mut record, mut key) = (Record::default(), Key::default());
    piece.tally.rows_in = rows;
    for at in 0..rows {
        let row = above + 1 + u32::try_from(at).unwrap_or(u32::MAX);
        let plain = match &single {
            Some((chunk, View::Texts(texts))) if chunk.is_given(at) => {
                texts.get(at).and_then(|text| taking.plain_key(text, Kept::Untold))
            }
            Some(_) | None => None,
        };
        let found = match plain {
            Some(plain) => piece.whose.add_single(Cow::Borrowed(plain), Some(subjects)),
            None => {
                as_record(chunks, at, row, &mut record);
                taking.key(&record, &mut key).and_then(|()| piece.whose.add(&key, Some(subjects)))
            }
        };
        match found {
            Ok(()) => piece.rows.push(row),
            Err(why) => {
                let key = match plain {
                    _ if why != RowTrouble::NotListed => String::new(),
                    Some(plain) => plain.to_owned(),
                    None => key.shown().to_owned(),
                };
                piece.rejected.push(RejectedRow { file: 0, row, line: row, key, why });
                rejected.push(at);
            }
        }
    }
    piece.lines.clone_from(&piece.rows);
    rejected
}

/// A row as texts.
fn as_record(chunks: &[Chunk], at: usize, row: u32, record: &mut Record<'_>) {
    record.cells.clear();
    record.kept.clear();
    (record.row, record.line) = (row, row);
    for chunk in chunks {
        let mut text = String::new();
        record.kept.push(kept(chunk.shown(at, &mut text)));
        record.cells.push(Cow::Owned(text));
    }
}

const fn kept(kind: Kind) -> Kept {
    match kind {
        Kind::Exact => Kept::Untold,
        Kind::Number => Kept::Float,
        Kind::Time => Kept::Time,
        Kind::Truth => Kept::Truth,
        Kind::Bytes => Kept::Fault,
    }
}

/// How the cells of a field are taken.
#[derive(Clone, Copy)]
struct Field<'f> {
    manner: &'f Manner,
    /// They are compared to the letter.
    exact: bool,
    /// Marks around them that make a text of them are none of them.
    marked: bool,
}

/// A cell that cannot be read: its row in the batch, its text and why.
type Fault = (usize, String, CellTrouble);

/// What is done with a batch by one thread or another.
enum Work<'w, 'c> {
    /// A column is put to the end of its field, or its cells are counted.
    Column(usize, Use, Option<&'w mut Growing>),
    /// Subjects get their numbers.
    Whose(Whose<'c>, &'w mut Vec<u32>, &'w mut Subjects),
}

/// Puts the cells of a batch to the ends of the columns of their fields; those that cannot be read.
fn fill(
    batch: &Batch<'_>,
    uses: &[Use],
    taking: &Taking<'_>,
    (owners, gathering, subjects): (Whose<'_>, &mut Gathering, &mut Subjects),
    tally: &mut Tally,
    threads: usize,
) -> Vec<Unreadable> {
    let used_rows = batch.rows - batch.rejected.len();
    let Apart { columns, subject: numbers, .. } = gathering.apart();
    let mut fields: Vec<Option<&mut Growing>> = columns.iter_mut().map(Some).collect();
    let mut work = vec![Work::Whose(owners, numbers, subjects)];
    let mut by_column: Vec<_> = uses
        .iter()
        .enumerate()
        .map(|(column, of)| match of {
            Use::Used(_, Some(slot)) => (column, *of, fields.get_mut(*slot).and_then(Option::take)),
            Use::Used(_, None) | Use::Ignored => (column, *of, None),
        })
        .collect();
    // Those that take longest come first.
    let weight = |growing: &Option<&mut Growing>| growing.as_ref().map_or(0, |growing| growing.weight());
    by_column.sort_by_key(|(column, _, growing)| (Reverse(weight(growing)), *column));
    work.extend(by_column.into_iter().map(|(column, of, growing)| Work::Column(column, of, growing)));
    let done = of_each(work, threads, |work| match work {
        Work::Whose(owners, numbers, subjects) => {
            number_subjects(owners, numbers, subjects);
            None
        }
        Work::Column(column, of, growing) => {
            let (mut tally, mut faults) = (Tally::default(), Vec::new());
            let chunk = batch.chunks.get(column)?;
            match (of, growing) {
                (Use::Used(_, Some(slot)), Some(growing)) => {
                    let exact = taking.exact.get(slot) == Some(&true);
                    let field = Field {
                        manner: taking.manners.get(slot)?,
                        exact,
                        marked: taking.is_marked(Some(slot)),
                    };
                    append(batch, chunk, field, growing, &mut tally, &mut faults);
                }
                (Use::Used(..), _) => {
                    let given = count_given(chunk, batch.rejected, batch.rows).0;
                    tally.cells_used += given;
                    tally.cells_empty += used_rows - given;
                }
                (Use::Ignored, _) => {
                    let (taken, rejected) = count_given(chunk, batch.rejected, batch.rows);
                    tally.cells_ignored += taken + rejected;
                }
            }
            if let (Use::Used(..), false) = (of, batch.rejected.is_empty()) {
                let given = count_given(chunk, batch.rejected, batch.rows).1;
                tally.cells_of_rejected_rows += given;
                tally.cells_empty += batch.rejected.len() - given;
            }
            Some((column, of, tally, faults))
        }
    });
    let mut placed: Vec<(Fault, usize, usize, Option<usize>)> = Vec::new();
    for (column, of, counted, faults) in done.into_iter().flatten() {
        tally.add(&counted);
        if let Use::Used(place, slot) = of {
            placed.extend(faults.into_iter().map(|fault| (fault, place, column, slot)));
        }
    }
    for (field, manner) in fields.into_iter().zip(&taking.manners) {
        if let Some(without_column) = field {
            without_column.skip(used_rows, manner);
        }
    }
    placed.sort_by_key(|((at, ..), place, ..)| (*at, *place));
    let refused = |((at, text, why), _, column, slot): (Fault, usize, usize, Option<usize>)| {
        let row = batch.above + 1 + u32::try_from(at).unwrap_or(u32::MAX);
        taking.refused((row, row), column, slot, &text, why)
    };
    placed.into_iter().map(refused).collect()
}

/// In how many rows that are somebody's, and in how many that are nobody's, something stands.
fn count_given(chunk: &Chunk, rejected: &[usize], rows: usize) -> (usize, usize) {
    let view = chunk.view();
    let mut text = String::new();
    let mut is_given = |at: usize| {
        chunk.is_given(at)
            && match &view {
                View::Whole(_) | View::Days(_) | View::Truths(_) => true,
                View::Floats(values) => values.get(at).is_some_and(|value| !value.is_nan()),
                View::Texts(texts) => texts.get(at).is_some_and(|text| !bare(text).is_empty()),
                View::Other => {
                    chunk.shown(at, &mut text);
                    !text.trim().is_empty()
                }
            }
    };
    let of_rejected = rejected.iter().filter(|at| is_given(**at)).count();
    ((0..rows).filter(|at| is_given(*at)).count() - of_rejected, of_rejected)
}

/// Puts the cells of a column to the end of that of its field.
fn append(
    batch: &Batch<'_>,
    chunk: &Chunk,
    Field { manner, exact, marked: is_marked }: Field<'_>,
    growing: &mut Growing,
    tally: &mut Tally,
    faults: &mut Vec<Fault>,
) {
    let view = match batch.road {
        Road::Direct => chunk.view(),
        #[cfg(test)]
        Road::Text => View::Other,
    };
    let mut cells = Cells::new(manner, batch.rows, growing.differs());
    let mut rejected = batch.rejected.iter().copied().peekable();
    let whole = chunk.is_whole();
    for at in 0..batch.rows {
        if rejected.next_if_eq(&at).is_some() {
            continue;
        }
        if batch.touching.has_missing() && (whole || chunk.is_given(at)) {
            let mut text = String::new();
            chunk.shown(at, &mut text);
            if batch.touching.is_missing(bare(&text)) {
                tally.cells_empty += 1;
                tally.repaired.add(Repairs::default().with(Repair::Nothing));
                cells.skip(manner);
                continue;
            }
        }
        let direct = if whole || chunk.is_given(at) { kept_as(&view, at, manner) } else { Direct::Missing };
        let read = match direct {
            Direct::Missing => None,
            Direct::Number(value) => Some(cells.add_number(value)),
            Direct::Truth(value) => Some(cells.add_truth(value)),
            Direct::Text(text) => {
                let trimmed = bare(text);
                let text = if exact && !trimmed.is_empty() { text } else { trimmed };
                let (text, marked) = unmarked(Cow::Borrowed(text), is_marked);
                (!text.is_empty()).then(|| with_marks(cells.add(manner, text, Kept::Untold), marked))
            }
            Direct::Shown => {
                let mut text = String::new();
                let kind = kept(chunk.shown(at, &mut text));
                let trimmed = bare(&text);
                let cell = if exact && !trimmed.is_empty() { &text } else { trimmed };
                let (cell, marked) = unmarked(Cow::Owned(cell.to_owned()), is_marked);
                (!cell.is_empty()).then(|| with_marks(cells.add(manner, cell, kind), marked))
            }
        };
        match read {
            None => {
                tally.cells_empty += 1;
                cells.skip(manner);
            }
            Some(Ok(repairs)) => tally.read(repairs),
            Some(Err(why)) => {
                tally.cells_unreadable += 1;
                let mut text = String::new();
                chunk.shown(at, &mut text);
                faults.push((at, text, why));
            }
        }
    }
    growing.append(cells);
}

fn with_marks(read: Result<Repairs, CellTrouble>, marked: bool) -> Result<Repairs, CellTrouble> {
    read.map(|repairs| if marked { repairs.with(Repair::TextMarks) } else { repairs })
}

/// What a cell comes to without its text.
enum Direct<'c> {
    Missing,
    Number(f64),
    Truth(bool),
    Text(&'c str),
    /// Its text must be asked.
    Shown,
}

fn kept_as<'c>(view: &View<'c>, at: usize, manner: &Manner) -> Direct<'c> {
    match (view, manner) {
        (View::Floats(values), _) if values.get(at).is_some_and(|value| value.is_nan()) => Direct::Missing,
        (View::Floats(values), Manner::Numbers { read, marks }) if marks.is_empty() => {
            let value = values.get(at).copied().unwrap_or(0.0);
            // −0 is 0.
            if value.is_finite() { number(read, value + 0.0) } else { Direct::Shown }
        }
        (View::Whole(values), Manner::Numbers { read, marks }) if marks.is_empty() => {
            let value = values.get(at).copied().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "so small a number is exact")]
            if value.unsigned_abs() < LARGEST_WHOLE as u64 {
                number(read, value as f64)
            } else {
                Direct::Shown
            }
        }
        (View::Days(days), Manner::Numbers { read: Numbers::Days, marks }) if marks.is_empty() => {
            let day = days.get(at).copied().unwrap_or(0);
            if Date::of_days(day.into()).is_some() { Direct::Number(day.into()) } else { Direct::Shown }
        }
        (View::Truths(truths), Manner::YesNo) => Direct::Truth(truths.get(at) == Some(&true)),
        (View::Texts(texts), _) => Direct::Text(texts.get(at).copied().unwrap_or("")),
        _ => Direct::Shown,
    }
}

fn number<'c>(read: &Numbers, value: f64) -> Direct<'c> {
    match read {
        Numbers::Of(_) => Direct::Number(value),
        Numbers::Percent => Direct::Number(value / 100.0),
        Numbers::Whole if value.fract() == 0.0 && value.abs() <= LARGEST_WHOLE => Direct::Number(value),
        // What is wrong with it says its text; a day is one by its digits.
        Numbers::Whole | Numbers::Days | Numbers::From(..) | Numbers::Misfit => Direct::Shown,
    }
}

#[cfg(test)]
#[path = "../tests/roads/parquet.rs"]
mod tests;
