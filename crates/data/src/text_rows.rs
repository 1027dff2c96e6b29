//! The rows of a text, block by block: threads take blocks side by side as if each began with a row, and where one does not,
//! as a quoted cell goes on in it, it is taken once more behind the row that it belongs to. What came of a block is put to the
//! end by the thread that took it, when those of the blocks before have been.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::columns::{Cells, Growing};
use crate::gathering::{Apart, Gathering, Listed};
use crate::in_step::Owned;
use crate::keys::Subjects;
use crate::pieces::{Owners, Piece, Taking, Whose};
use crate::records::Records;
use crate::runs::Runs;
use crate::sheet::{Broken, Record};
use crate::texts::{Block, text_of};
use crate::threads::{Alarm, Turns, of_each};

/// Behind so many blocks room is made for what comes.
const AT_A_TIME: usize = 24;

/// A row has so many bytes at least, where room is made for some.
const SHORTEST: usize = 16;

/// A text below its headings.
pub(crate) struct TextBelow<'t> {
    pub(crate) taking: &'t Taking<'t>,
    pub(crate) delimiter: char,
}

/// What came of a block.
struct Taken<'a> {
    piece: Piece<'a>,
    /// How many rows and line breaks it has, as far as it could be read.
    size: (u32, u32),
    end: End,
}

/// How the rows of a block end.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// With the block.
    Whole,
    /// A row begins at this byte that goes on behind the block; the line, from 1, on which its quote is opened.
    Open(usize, u32),
    /// It cannot be read any further; the line, from 1, on which the quote is opened.
    Broken(u32),
}

/// What is known when the blocks above one have been taken.
struct Above<'g> {
    listed: &'g mut Listed,
    /// How many rows and lines stand above.
    size: (u32, u32),
    /// A row that begins above, and the line on which its quote is opened.
    open: Option<(String, u32)>,
    /// Why no more can be read.
    broken: Option<Broken>,
    /// How many bytes have not been read, how many have since room was made, and how many rows there were then.
    left: usize,
    read: usize,
    rows: usize,
}

/// A column, and whether nearly all of its texts differ.
struct Column<'g> {
    growing: Turns<&'g mut Growing>,
    differs: AtomicBool,
}

/// What blocks are put to the end of, in turns.
struct Ends<'g> {
    above: Turns<Above<'g>>,
    /// By the places of their fields in the form.
    columns: Vec<Column<'g>>,
    /// Whose the rows are.
    whose: Turns<Owned<'g>>,
    /// The place in the form of the field that is the key, if it is one.
    key: Option<usize>,
    /// The subjects, where a row must be of one of them.
    known: Option<&'g Subjects>,
    broken: AtomicBool,
    /// A block cannot be read by itself: the file is no such text, and nothing of it counts.
    not_in_blocks: AtomicBool,
    alarm: Alarm,
}

impl TextBelow<'_> {
    /// Reads the rows: what stands below the headings in the first block, and the other blocks.
    pub(crate) fn rows(
        &self,
        gathering: &mut Gathering,
        subjects: &mut Subjects,
        (first, records): (&str, &Records<'_>),
        more: Vec<Block>,
        threads: usize,
    ) -> Option<Broken> {
        let rest = first.get(records.place()..).unwrap_or("").to_owned();
        let (_, rows, lines) = records.rest();
        let left = rest.len() + more.iter().map(Block::len).sum::<usize>();
        let (known, brought) = match self.taking.whose {
            Owners::Anybody => (None, Some(subjects)),
            Owners::Listed | Owners::Nobody => (Some(&*subjects), None),
        };
        let Apart { listed, columns, subject } = gathering.apart();
        let before = listed.rows();
        let key = self.taking.key_field();
        let whose = Owned::beside(columns, key, subject, brought);
        let column = |growing| Column { growing: Turns::new(growing), differs: AtomicBool::default() };
        let ends = Ends {
            above: Turns::new(Above {
                listed,
                size: (rows, lines),
                open: None,
                broken: None,
                left,
                read: 0,
                rows: before,
            }),
            columns: columns.iter_mut().map(column).collect(),
            whose: Turns::new(whose),
            key,
            known,
            broken: AtomicBool::default(),
            not_in_blocks: AtomicBool::default(),
            alarm: Alarm::default(),
        };
        let blocks = std::iter::once(Block::Here(rest)).chain(more).enumerate().collect();
        of_each(blocks, threads, |(number, block): (usize, Block)| self.block(number, block, &ends));
        if ends.not_in_blocks.load(Ordering::Relaxed) {
            return Some(Broken::NotInBlocks);
        }
        let mut columns: Vec<_> = ends.columns.into_iter().map(|column| column.growing.done()).collect();
        ends.whose.done()?.end(&mut columns);
        let Above { broken, open, .. } = ends.above.done()?;
        broken.or_else(|| open.map(|(_, line)| Broken::Quote(line)))
    }

    /// Reads a block; none where that came to nothing.
    fn block(&self, number: usize, block: Block, ends: &Ends<'_>) -> Option<()> {
        let _watch = ends.alarm.watch();
        let bytes = block.bytes();
        let text = bytes.as_deref().and_then(text_of).unwrap_or_else(|| {
            ends.not_in_blocks.store(true, Ordering::Relaxed);
            ends.broken.store(true, Ordering::Relaxed);
            ""
        });
        // Of a text that is broken above no row is read, but its turn goes on.
        let taken = (!ends.broken.load(Ordering::Relaxed)).then(|| self.take(text, ends));
        let joined;
        let mut above = ends.above.turn(number, &ends.alarm)?;
        if above.broken.is_some() {
            return None;
        }
        let (taken, text) = match above.open.take() {
            None => match taken {
                Some(taken) => (taken, text),
                // Of what is below nobody may wait for the turn that this block does not take.
                None => {
                    above.broken = Some(Broken::NotInBlocks);
                    return None;
                }
            },
            Some((begun, _)) => {
                joined = begun + text;
                (self.take(&joined, ends), joined.as_str())
            }
        };
        let Taken { mut piece, size, end } = taken;
        let (rows, cells) = (piece.rows.len(), std::mem::take(&mut piece.cells));
        let whose = std::mem::replace(&mut piece.whose, Whose::Nobody);
        let (rows_above, lines_above) = above.size;
        above.listed.add(piece, (rows_above, lines_above));
        above.size = (rows_above.saturating_add(size.0), lines_above.saturating_add(size.1));
        match end {
            End::Whole => {}
            End::Open(from, line) => {
                above.open =
                    Some((text.get(from..).unwrap_or("").to_owned(), line.saturating_add(lines_above)));
            }
            End::Broken(line) => {
                above.broken = Some(Broken::Quote(line.saturating_add(lines_above)));
                ends.broken.store(true, Ordering::Relaxed);
            }
        }
        let room = above.room(number, text.len());
        let all = above.listed.rows();
        drop(above);
        self.put(number, (cells, whose), (rows, all, room), ends)
    }

    /// Puts the cells of so many rows to the end, and whose they are; room is made for more.
    fn put(
        &self,
        number: usize,
        (cells, whose): (Vec<Option<Cells<'_>>>, Whose<'_>),
        (rows, all, room): (usize, usize, Option<usize>),
        ends: &Ends<'_>,
    ) -> Option<()> {
        let mut whose = Some(whose);
        for (slot, ((column, cells), manner)) in
            ends.columns.iter().zip(cells).zip(&self.taking.manners).enumerate()
        {
            let mut growing = column.growing.turn(number, &ends.alarm)?;
            match cells {
                Some(cells) if ends.key == Some(slot) => {
                    let mut turn = ends.whose.turn(number, &ends.alarm)?;
                    let whose = whose.take().unwrap_or(Whose::Nobody);
                    turn.append_with((cells, &mut growing), whose, all);
                    room.into_iter().for_each(|room| turn.reserve(room));
                }
                Some(cells) => growing.append(cells),
                None => growing.skip(rows, manner),
            }
            column.differs.store(growing.differs(), Ordering::Relaxed);
            if let Some(room) = room {
                growing.reserve(room);
            }
        }
        if let Some(whose) = whose {
            let mut turn = ends.whose.turn(number, &ends.alarm)?;
            turn.append(whose, all);
            room.into_iter().for_each(|room| turn.reserve(room));
        }
        Some(())
    }

    /// Takes the rows of a block.
    fn take<'a>(&self, text: &'a str, ends: &Ends<'_>) -> Taken<'a> {
        let row = text.bytes().position(|byte| byte == b'\n').unwrap_or(0) + 1;
        let differ: Vec<bool> =
            ends.columns.iter().map(|column| column.differs.load(Ordering::Relaxed)).collect();
        let mut taken = Taken {
            piece: Piece::new(self.taking, (text.len() / row).min(text.len() / SHORTEST), &differ),
            size: (0, 0),
            end: End::Whole,
        };
        let mut records = Records::of_part(text, self.delimiter);
        let mut record = Record::default();
        let mut runs = Runs::of(self.taking);
        let mut touching = self.taking.touching.clone();
        loop {
            if let Some(runs) = &mut runs {
                runs.take((text, &mut records), self.taking, &mut taken.piece, ends.known);
                let (_, rows, lines) = records.rest();
                taken.size = (rows, lines);
            }
            let from = records.place();
            match records.next(&mut record) {
                Ok(true) => {
                    touching.touch(&mut record);
                    taken.piece.take(self.taking, &record, ends.known);
                    record.out = None;
                    record.touched.clear();
                }
                Ok(false) => break,
                Err(quote) => {
                    taken.end = match quote.at_end {
                        true => End::Open(from, quote.line),
                        false => End::Broken(quote.line),
                    };
                    break;
                }
            }
            let (_, rows, lines) = records.rest();
            taken.size = (rows, lines);
        }
        taken
    }
}

impl Above<'_> {
    /// For how many more rows room is to be made behind a block of so many bytes, by how many were in the bytes before. There is
    /// room for their numbers then.
    fn room(&mut self, number: usize, bytes: usize) -> Option<usize> {
        (self.left, self.read) = (self.left.saturating_sub(bytes), self.read + bytes);
        if !(number + 1).is_multiple_of(AT_A_TIME) {
            return None;
        }
        let (read, rows) = (std::mem::take(&mut self.read), self.listed.rows() - self.rows);
        self.rows = self.listed.rows();
        let room = rows > 0 && self.left > read && read > 0;
        let more = room.then(|| rows * (self.left / read + 1) + rows / 16)?;
        self.listed.reserve(more);
        Some(more)
    }
}
