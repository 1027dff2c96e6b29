//! The rows of a text, block by block: threads take blocks side by side as if each began with a row, and where one does not,
//! as a quoted cell goes on in it, it is taken once more behind the row that it belongs to.

use crate::gathering::Gathering;
use crate::keys::Subjects;
use crate::pieces::{Owners, Piece, Taking};
use crate::records::Records;
use crate::sheet::{Broken, Record};
use crate::threads::of_each;

/// So many blocks for each thread are taken at a time.
const AT_A_TIME: usize = 12;

/// A row has so many bytes at least, where room is made for some.
const SHORTEST: usize = 16;

/// A text below its headings.
pub(crate) struct TextBelow<'t, 'g> {
    pub(crate) gathering: &'g mut Gathering,
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

impl TextBelow<'_, '_> {
    /// Reads the rows: what stands below the headings in the first block, and the other blocks.
    pub(crate) fn rows(
        &mut self,
        subjects: &mut Subjects,
        (first, records): (&str, &Records<'_>),
        more: Vec<String>,
        threads: usize,
    ) -> Option<Broken> {
        let rest = first.get(records.place()..).unwrap_or("").to_owned();
        let (_, rows, lines) = records.rest();
        let mut above = (rows, lines);
        let mut left: usize = rest.len() + more.iter().map(String::len).sum::<usize>();
        // A row that begins above the block at hand, and the line on which its quote is opened.
        let mut open: Option<(String, u32)> = None;
        let mut blocks = std::iter::once(rest).chain(more);
        loop {
            let texts: Vec<String> = blocks.by_ref().take(threads.max(1) * AT_A_TIME).collect();
            if texts.is_empty() {
                return open.map(|(_, line)| Broken::Quote(line));
            }
            let before = self.gathering.rows();
            let taken = of_each(texts.iter().collect(), threads, |text: &String| self.take(text, subjects));
            let mut run = Vec::new();
            for (text, taken) in texts.iter().zip(taken) {
                let end = match open.take() {
                    None => {
                        run.push((taken.piece, above));
                        self.end(text, taken.end, taken.size, &mut above)
                    }
                    Some((begun, _)) => {
                        self.append(std::mem::take(&mut run), subjects);
                        let joined = begun + text;
                        let taken = self.take(&joined, subjects);
                        self.append(vec![(taken.piece, above)], subjects);
                        self.end(&joined, taken.end, taken.size, &mut above)
                    }
                };
                match end {
                    Ok(begun) => open = begun,
                    Err(broken) => {
                        self.append(run, subjects);
                        return Some(broken);
                    }
                }
            }
            self.append(run, subjects);
            let read = texts.iter().map(String::len).sum::<usize>();
            left -= read;
            self.reserve(before, read, left, subjects);
        }
    }

    /// How a block ends that so many rows and lines stand above: nothing, or the row that goes on behind it and the line on
    /// which that opens a quote.
    fn end(
        &self,
        text: &str,
        end: End,
        size: (u32, u32),
        above: &mut (u32, u32),
    ) -> Result<Option<(String, u32)>, Broken> {
        let lines = above.1;
        *above = (above.0.saturating_add(size.0), lines.saturating_add(size.1));
        match end {
            End::Whole => Ok(None),
            End::Open(from, line) => {
                Ok(Some((text.get(from..).unwrap_or("").to_owned(), line.saturating_add(lines))))
            }
            End::Broken(line) => Err(Broken::Quote(line.saturating_add(lines))),
        }
    }

    /// Takes the rows of a block.
    fn take<'a>(&self, text: &'a str, subjects: &Subjects) -> Taken<'a> {
        let row = text.bytes().position(|byte| byte == b'\n').unwrap_or(0) + 1;
        let mut taken = Taken {
            piece: Piece::new(self.taking, (text.len() / row).min(text.len() / SHORTEST)),
            size: (0, 0),
            end: End::Whole,
        };
        let mut records = Records::of_part(text, self.delimiter);
        let mut record = Record::default();
        let mut touching = self.taking.touching.clone();
        loop {
            let from = records.place();
            match records.next(&mut record) {
                Ok(true) => {
                    touching.touch(&mut record);
                    taken.piece.take(self.taking, &record, subjects);
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

    fn append(&mut self, pieces: Vec<(Piece<'_>, (u32, u32))>, subjects: &mut Subjects) {
        if !pieces.is_empty() {
            self.gathering.append(pieces, self.taking, subjects);
        }
    }

    /// Makes room for the rows that come, by how many were in the bytes before.
    fn reserve(&mut self, before: usize, read: usize, left: usize, subjects: &mut Subjects) {
        let rows = self.gathering.rows() - before;
        if before < rows && read > 0 && left > read {
            let more = rows * (left / read + 1) + rows / 16;
            let subjects = (self.taking.whose == Owners::Anybody).then_some(subjects);
            self.gathering.reserve(more, subjects);
        }
    }
}
