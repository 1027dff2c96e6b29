//! Parquet files: the columns by their names, their cells as they are kept. What they hold means what its text would.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::path::Path;

use shensuan_columnar::{Chunk, ParquetColumn, ParquetFile, Trouble, View};
use shensuan_diagnostics::codes::{copies as codes, data};
use shensuan_diagnostics::{Arg, Diagnostic, Message};

use crate::columns::{Cells, Counted, Growing, Manner};
use crate::dataset::{CellTrouble, Unreadable};
use crate::gathering::{Apart, Gathering, Mark};
use crate::in_step;
use crate::kept_at_once::{Places, numbers_at_once, texts_while_plain};
use crate::kept_cell::{Direct, kept_as};
use crate::keys::Subjects;
use crate::parquet_keys::{Ahead, Whoses, as_record, kept};
use crate::pieces::{Owners, Piece, Taking, Tally, as_listed, bare, unmarked};
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
    /// The number of the row above the first.
    above: u32,
    rows: usize,
    road: Road,
    /// What stands for nothing.
    touching: &'b Touching,
    /// The places in the batch of those that are nobody's.
    rejected: &'b [usize],
    /// Whether the cells of the key stand at the end of their column already.
    listed: bool,
}

/// Reads the rows of a file to the end of what was gathered, as far as they can be read. While the other columns are read the one
/// of the key is a batch ahead of them, as it says which rows are somebody's.
pub(crate) fn rows(
    (columns, total): (Vec<ParquetColumn>, usize),
    taking: &Taking<'_>,
    gathering: &mut Gathering,
    subjects: &mut Subjects,
    (threads, road): (usize, Road),
) -> Option<Broken> {
    if taking.touching.is_in_order() {
        return rows_in_order(columns, taking, gathering, subjects, threads);
    }
    let mut lists = false;
    let broken = batches((columns, total), taking, gathering, (&mut *subjects, &mut lists), (threads, road));
    if let (true, Some(slot)) = (lists, taking.key_field())
        && let Some(growing) = gathering.apart().columns.get_mut(slot)
    {
        in_step::end(growing, subjects);
    }
    broken
}

/// Reads batch after batch; at the end `lists` says whether the column of the key lists the subjects still.
fn batches(
    (mut columns, total): (Vec<ParquetColumn>, usize),
    taking: &Taking<'_>,
    gathering: &mut Gathering,
    (subjects, lists): (&mut Subjects, &mut bool),
    (threads, road): (usize, Road),
) -> Option<Broken> {
    let uses: Vec<Use> = (0..columns.len())
        .map(|column| match taking.used.iter().position(|(used, _)| *used == column) {
            Some(place) => Use::Used(place, taking.used.get(place).and_then(|(_, slot)| *slot)),
            None => Use::Ignored,
        })
        .collect();
    // Of a key of several parts the first is as good as any.
    let key = taking.header.keys.first().copied().unwrap_or(0);
    let mut above = 1; // the headings
    let damaged = |above: u32, why: Message| Some(Broken::Damaged(above, why));
    let mut ahead = {
        let Apart { columns: growing, subject, .. } = gathering.apart();
        let listing = in_step::listing(growing, taking.key_field(), subject, subjects);
        let listing = listing.filter(|_| taking.whose == Owners::Anybody && road == Road::Direct);
        let listing = listing.and_then(|slot| growing.get_mut(slot));
        let mut whoses = Whoses { numbers: subject, subjects: &mut *subjects, listing };
        match whoses.ahead(columns.get_mut(key)?, above, taking) {
            Ok(ahead) => ahead,
            Err(trouble) => return damaged(above, message(&trouble)),
        }
    };
    loop {
        let Some(mut at) = ahead.take() else {
            // The others end here too.
            let ends = of_each(columns.iter_mut().collect(), threads, ParquetColumn::next_rows);
            let trouble = ends.into_iter().find_map(|end| match end {
                Ok(None) => None,
                Ok(Some(_)) => Some(of_different_lengths()),
                Err(trouble) => Some(message(&trouble)),
            });
            return trouble.and_then(|why| damaged(above, why));
        };
        let (rows, listed) = (at.chunk.rows(), at.listed);
        *lists = listed;
        let before = mark(gathering, &at, taking);
        let mut chunks: Vec<Option<Chunk>> = columns.iter().map(|_| None).collect();
        if at.known < rows {
            // Some row must be seen whole to tell whose it is.
            let others: Vec<_> =
                columns.iter_mut().enumerate().filter(|(column, _)| *column != key).collect();
            let read = of_each(others, threads, |(_, column)| of_rows(column, rows));
            let read = read.into_iter().collect::<Result<Vec<Chunk>, Message>>();
            let mut all = match read {
                Ok(all) => all,
                Err(why) => {
                    gathering.back_to(&before, subjects);
                    return damaged(above, why);
                }
            };
            all.insert(key.min(all.len()), at.chunk);
            let numbers = gathering.apart().subject;
            let mut whoses = Whoses { numbers, subjects: &mut *subjects, listing: None };
            whoses.find(&all, (above, at.known), taking, (&mut at.piece, &mut at.rejected));
            chunks = all.into_iter().map(Some).collect();
        } else if let Some(of_key) = chunks.get_mut(key) {
            *of_key = Some(at.chunk);
        }
        let Ahead { mut piece, rejected, .. } = at;
        let touching = &taking.touching;
        let batch = Batch { above, rows, road, touching, rejected: &rejected, listed };
        let next = above.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        let read = columns.iter_mut().zip(chunks).collect();
        let filled = fill(&batch, (read, &uses, key), taking, (&mut *gathering, &mut *subjects), threads);
        match filled {
            Ok(Filled { unreadable, tally, ahead: read_next }) => {
                piece.unreadable = unreadable;
                piece.tally.add(&tally);
                ahead = match read_next {
                    Ok(ahead) => ahead,
                    Err(trouble) => {
                        gathering.append_rows(piece);
                        return damaged(next, message(&trouble));
                    }
                };
            }
            Err(why) => {
                gathering.back_to(&before, subjects);
                return damaged(above, why);
            }
        }
        gathering.append_rows(piece);
        if above == 1 && total > rows {
            let anybody = (taking.whose == Owners::Anybody).then_some(&mut *subjects);
            if !gathering.reserve(total - rows, anybody.map(|subjects| (subjects, listed))) {
                if let Some(ahead) = ahead {
                    gathering.back_to(&mark(gathering, &ahead, taking), subjects);
                }
                let why = data::WHY_NO_ROOM.with("rows", total);
                return damaged(above, why);
            }
        }
        above = next;
    }
}

/// The same where what is done to a row depends on those above it: row by row, as texts are read.
fn rows_in_order(
    mut columns: Vec<ParquetColumn>,
    taking: &Taking<'_>,
    gathering: &mut Gathering,
    subjects: &mut Subjects,
    threads: usize,
) -> Option<Broken> {
    let mut touching = taking.touching.clone();
    let (mut above, mut record) = (1, Record::default());
    loop {
        let read = of_each(columns.iter_mut().collect(), threads, ParquetColumn::next_rows);
        let chunks: Result<Vec<Option<Chunk>>, Trouble> = read.into_iter().collect();
        let chunks: Vec<Option<Chunk>> = match chunks {
            Ok(chunks) => chunks,
            Err(trouble) => return Some(Broken::Damaged(above, message(&trouble))),
        };
        let rows = chunks.iter().map(|chunk| chunk.as_ref().map_or(0, Chunk::rows));
        let rows: Vec<usize> = rows.collect();
        let Some(count) = rows.first().copied().filter(|count| rows.iter().all(|rows| rows == count)) else {
            return Some(Broken::Damaged(above, of_different_lengths()));
        };
        let chunks: Vec<Chunk> = chunks.into_iter().flatten().collect();
        if count == 0 {
            return None;
        }
        let mut piece = Piece::new(taking, count, &[]);
        for at in 0..count {
            above = above.saturating_add(1);
            as_record(&chunks, at, above, &mut record);
            touching.touch(&mut record);
            piece.take(taking, &record, Some(subjects));
            (record.out, record.touched) = (None, Vec::new());
        }
        gathering.append(vec![(piece, (0, 0))], taking, subjects);
    }
}

/// What is gathered above a batch of which the column of the key has been read.
fn mark(gathering: &Gathering, ahead: &Ahead, taking: &Taking<'_>) -> Mark {
    let lists = taking.key_field().filter(|_| ahead.listed);
    gathering.mark(ahead.subjects, lists)
}

fn of_different_lengths() -> Message {
    data::WHY_DAMAGED.with("why", "columns of different lengths".to_owned())
}

/// The next rows of a column, which must be so many.
fn of_rows(column: &mut ParquetColumn, rows: usize) -> Result<Chunk, Message> {
    match column.next_rows() {
        Ok(Some(chunk)) if chunk.rows() == rows => Ok(chunk),
        Ok(_) => Err(of_different_lengths()),
        Err(trouble) => Err(message(&trouble)),
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

/// A column, and what has been read of its next cells.
type ReadColumn<'w> = (&'w mut ParquetColumn, Option<Chunk>);

/// What is done with a batch by one thread or another.
enum Work<'w> {
    /// A column, the cells of which may have been read, is put to the end of its field, or its cells are counted.
    Column(usize, ReadColumn<'w>, Use, Option<&'w mut Growing>),
    /// The same of the column of the key; and whose the next rows are is found.
    Key(usize, ReadColumn<'w>, Use, Option<&'w mut Growing>, Whoses<'w>),
}

/// What came of a column, or of the rows behind.
enum Done {
    Column(usize, Use, Box<Tally>, Vec<Fault>),
    Ahead(Box<Result<Option<Ahead>, Trouble>>),
}

/// What came of a batch.
struct Filled {
    unreadable: Vec<Unreadable>,
    tally: Tally,
    ahead: Result<Option<Ahead>, Trouble>,
}

/// Puts the cells of a batch to the ends of the columns of their fields, and reads ahead in the column of the key; or why they
/// cannot be read.
fn fill(
    batch: &Batch<'_>,
    (read, uses, key): (Vec<ReadColumn<'_>>, &[Use], usize),
    taking: &Taking<'_>,
    (gathering, subjects): (&mut Gathering, &mut Subjects),
    threads: usize,
) -> Result<Filled, Message> {
    let used_rows = batch.rows - batch.rejected.len();
    let next = batch.above.saturating_add(u32::try_from(batch.rows).unwrap_or(u32::MAX));
    let Apart { columns, subject, .. } = gathering.apart();
    let mut fields: Vec<Option<&mut Growing>> = columns.iter_mut().map(Some).collect();
    let mut whoses = Some(Whoses { numbers: subject, subjects, listing: None });
    let mut work: Vec<(Reverse<usize>, Work<'_>)> = Vec::new();
    for ((column, chunk), of) in read.into_iter().enumerate().zip(uses) {
        let growing = match of {
            Use::Used(_, Some(slot)) => fields.get_mut(*slot).and_then(Option::take),
            Use::Used(_, None) | Use::Ignored => None,
        };
        // What takes longest comes first.
        let weight = growing.as_ref().map_or(0, |growing| growing.weight());
        work.push(match whoses.take_if(|_| column == key) {
            Some(whoses) => (Reverse(usize::MAX), Work::Key(column, chunk, *of, growing, whoses)),
            None => (Reverse(weight), Work::Column(column, chunk, *of, growing)),
        });
    }
    work.sort_by_key(|(weight, _)| *weight);
    let work = work.into_iter().map(|(_, work)| work).collect();
    let done = of_each(work, threads, |work| match work {
        Work::Column(column, read, of, growing) => {
            Ok(vec![take_column(batch, (column, read), of, growing, taking)?])
        }
        Work::Key(column, (read, _), of, growing, mut whoses) if batch.listed => {
            let tally = Tally { cells_used: batch.rows, ..Tally::default() };
            let taken = Done::Column(column, of, Box::new(tally), Vec::new());
            whoses.listing = growing;
            Ok(vec![taken, Done::Ahead(Box::new(whoses.ahead(read, next, taking)))])
        }
        Work::Key(column, (read, chunk), of, growing, mut whoses) => {
            let taken = take_column(batch, (column, (&mut *read, chunk)), of, growing, taking)?;
            Ok(vec![taken, Done::Ahead(Box::new(whoses.ahead(read, next, taking)))])
        }
    });
    let (mut tally, mut ahead) = (Tally::default(), Ok(None));
    let mut placed: Vec<(Fault, usize, usize, Option<usize>)> = Vec::new();
    for done in done.into_iter().collect::<Result<Vec<_>, Message>>()?.into_iter().flatten() {
        match done {
            Done::Column(column, of, counted, faults) => {
                tally.add(&counted);
                if let Use::Used(place, slot) = of {
                    placed.extend(faults.into_iter().map(|fault| (fault, place, column, slot)));
                }
            }
            Done::Ahead(read) => ahead = *read,
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
    Ok(Filled { unreadable: placed.into_iter().map(refused).collect(), tally, ahead })
}

/// Puts the cells of a column to the end of that of its field, or counts them.
fn take_column(
    batch: &Batch<'_>,
    (column, (read, chunk)): (usize, (&mut ParquetColumn, Option<Chunk>)),
    of: Use,
    growing: Option<&mut Growing>,
    taking: &Taking<'_>,
) -> Result<Done, Message> {
    let (mut tally, mut faults) = (Tally::default(), Vec::new());
    let chunk = chunk.map_or_else(|| of_rows(read, batch.rows), Ok)?;
    let used_rows = batch.rows - batch.rejected.len();
    let slot = match of {
        Use::Used(_, slot) => slot,
        Use::Ignored => None,
    };
    let manner = slot.and_then(|slot| taking.manners.get(slot));
    match (of, growing, manner) {
        (Use::Used(..), Some(growing), Some(manner)) => {
            let exact = slot.is_some_and(|slot| taking.exact.get(slot) == Some(&true));
            let field = Field { manner, exact, marked: taking.is_marked(slot) };
            append(batch, &chunk, field, growing, &mut tally, &mut faults);
        }
        (Use::Used(..), _, _) => {
            let given = count_given(batch, &chunk).0;
            tally.cells_used += given;
            tally.cells_empty += used_rows - given;
        }
        (Use::Ignored, _, _) => {
            let (taken, rejected) = count_given(batch, &chunk);
            tally.cells_ignored += taken + rejected;
        }
    }
    if let (Use::Used(..), false) = (of, batch.rejected.is_empty()) {
        let given = count_given(batch, &chunk).1;
        tally.cells_of_rejected_rows += given;
        tally.cells_empty += batch.rejected.len() - given;
    }
    Ok(Done::Column(column, of, Box::new(tally), faults))
}

/// In how many rows that are somebody's, and in how many that are nobody's, something stands.
fn count_given(batch: &Batch<'_>, chunk: &Chunk) -> (usize, usize) {
    let Batch { rejected, rows, touching, .. } = *batch;
    let view = chunk.view();
    let mut text = String::new();
    let mut is_given = |at: usize| {
        if touching.has_missing() {
            chunk.shown(at, &mut text);
            if touching.is_missing(bare(&text)) {
                return false;
            }
        }
        chunk.is_given(at)
            && match &view {
                View::Whole(_) | View::Days(_) | View::Truths(_) => true,
                View::Floats(values) => values.get(at).is_some_and(|value| !value.is_nan()),
                View::Texts(_) | View::Coded(..) => view.text(at).is_some_and(|text| !bare(text).is_empty()),
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
    let given = chunk.given();
    let is_given = |at: usize| given.as_ref().is_none_or(|given| given.get(at) == Some(&true));
    let plainly = batch.rejected.is_empty() && !batch.touching.has_missing();
    if plainly
        && let Some(Counted { blank, given }) = numbers_at_once(&view, given.as_deref(), manner, growing)
    {
        tally.cells_empty += blank;
        tally.cells_used += given;
        return;
    }
    let coded = matches!(view, View::Coded(..));
    let mut cells = Cells::new(manner, batch.rows, coded || growing.differs());
    let mut places = Places::of(&view);
    let mut rejected = batch.rejected.iter().copied().peekable();
    let mut rows = 0..batch.rows;
    loop {
        if plainly {
            let counted = match &mut places {
                Some(places) => places.add_while_plain(&mut rows, is_given, (&mut cells, manner, is_marked)),
                None => texts_while_plain(&view, &mut rows, is_given, (&mut cells, manner, is_marked)),
            };
            tally.cells_empty += counted.blank;
            tally.cells_used += counted.given;
        }
        let Some(at) = rows.next() else { break };
        if rejected.next_if_eq(&at).is_some() {
            continue;
        }
        if batch.touching.has_missing() && is_given(at) {
            let mut text = String::new();
            chunk.shown(at, &mut text);
            if batch.touching.is_missing(bare(&text)) {
                tally.cells_empty += 1;
                tally.repaired.add(Repairs::default().with(Repair::Nothing));
                cells.skip(manner);
                continue;
            }
        }
        let direct = if is_given(at) { kept_as(&view, at, manner) } else { Direct::Missing };
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
                // One text may be very long, and stand in many rows.
                let text = view.text(at).map(as_listed).unwrap_or_else(|| {
                    let mut text = String::new();
                    chunk.shown(at, &mut text);
                    as_listed(&text)
                });
                faults.push((at, text, why));
            }
        }
    }
    growing.append(cells);
}

fn with_marks(read: Result<Repairs, CellTrouble>, marked: bool) -> Result<Repairs, CellTrouble> {
    read.map(|repairs| if marked { repairs.with(Repair::TextMarks) } else { repairs })
}

#[cfg(test)]
#[path = "../tests/roads/parquet.rs"]
mod tests;
