//! Files of text, in blocks of whole lines, so that threads share the work. Those of UTF-8 are read a block at a time, when it is
//! taken: what was read is near then, and let go soon.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use shensuan_diagnostics::Arg;

use crate::encoding::{Encoding, decode, may_be_utf8, take_marks};
use crate::folder::{ordinary, read_bytes};
use crate::workbook;

/// About so many bytes are a block.
const BLOCK: usize = 1 << 18;

/// A file of at most so many bytes is read at once.
const SMALL: usize = 4 << 20;

/// No line of cells is as long as this.
const LARGEST_LINE: usize = 256 << 20;

/// The end of a line is looked for in so many bytes, and then in so many.
const NEAR: usize = 1 << 10;
const LINE: usize = 1 << 16;

/// A text, in blocks that end where lines do.
#[derive(Debug)]
pub(crate) struct Blocks {
    pub(crate) first: String,
    pub(crate) more: Vec<Block>,
    pub(crate) encoding: Encoding,
}

/// A part of a text.
#[derive(Debug)]
pub(crate) enum Block {
    /// It has been read.
    Here(String),
    /// It stands in a file at these bytes, which are UTF-8 in all likelihood.
    There(Arc<Path>, Range<usize>),
}

/// Why a file is no text.
pub(crate) enum NoText {
    /// It cannot be read.
    Unreadable(Arg),
    /// It is a workbook inside.
    Workbook,
    /// It is Parquet inside.
    Parquet,
    /// No line ends in more than so many million bytes.
    LongLine(usize),
    /// The bytes of this line are none.
    Bytes(usize),
}

/// A block cannot be read, or is no UTF-8: the file is to be read at once, which tells what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotInBlocks;

impl Blocks {
    /// Opens a file; what of it is not read yet may turn out to be [`NotInBlocks`]. How it is encoded is found, where it is not
    /// said.
    pub(crate) fn open(path: &Path, said: Option<Encoding>) -> Result<Self, NoText> {
        let length = ordinary(path).map_err(NoText::Unreadable)?;
        let mut first = Vec::new();
        let opened = File::open(path).and_then(|file| file.take(8).read_to_end(&mut first));
        if opened.is_ok() && workbook::is_inside(&first) {
            return Err(NoText::Workbook);
        }
        if first.starts_with(b"PAR1") {
            return Err(NoText::Parquet);
        }
        if length <= SMALL || !matches!(said, None | Some(Encoding::Utf8 | Encoding::Utf8Bom)) {
            return Self::at_once(path, said);
        }
        Self::in_blocks(path, length)?.map_or_else(|| Self::at_once(path, said), Ok)
    }

    /// Reads and decodes a whole file.
    pub(crate) fn at_once(path: &Path, said: Option<Encoding>) -> Result<Self, NoText> {
        let bytes = read_bytes(path).map_err(NoText::Unreadable)?;
        let (mut text, encoding) = decode(bytes, said).map_err(NoText::Bytes)?;
        // Blank lines at the end are no rows.
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        let more = cut(&mut text);
        Ok(Self { first: text, more, encoding })
    }

    /// The blocks of a file, of which the first is read; none if that is no UTF-8.
    fn in_blocks(path: &Path, length: usize) -> Result<Option<Self>, NoText> {
        let ends = File::open(path).and_then(|mut file| {
            let length = trimmed(&mut file, length)?;
            ends(&mut file, length)
        });
        let ends = ends.map_err(|error| NoText::Unreadable(Arg::from(&error)))?;
        let ends = ends.ok_or(NoText::LongLine(LARGEST_LINE >> 20))?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let places: Vec<Range<usize>> = starts.zip(&ends).map(|(from, to)| from..*to).collect();
        let path: Arc<Path> = Arc::from(path);
        let mut blocks = places.into_iter().map(|place| Block::There(path.clone(), place));
        let Some(first) = blocks.next().and_then(Block::bytes) else { return Ok(None) };
        if !may_be_utf8(&first) {
            return Ok(None);
        }
        let Ok(mut first) = String::from_utf8(first) else { return Ok(None) };
        let encoding = if take_marks(&mut first) { Encoding::Utf8Bom } else { Encoding::Utf8 };
        Ok(Some(Self { first, more: blocks.collect(), encoding }))
    }
}

impl Block {
    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Here(text) => text.len(),
            Self::There(_, place) => place.len(),
        }
    }

    /// Its bytes; none where they cannot be read.
    pub(crate) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Here(text) => Some(text.into_bytes()),
            Self::There(path, place) => {
                let mut bytes = Vec::new();
                bytes.try_reserve_exact(place.len()).ok()?;
                let mut file = File::open(path).ok()?;
                file.seek(SeekFrom::Start(place.start as u64)).ok()?;
                file.take(place.len() as u64).read_to_end(&mut bytes).ok()?;
                (bytes.len() == place.len()).then_some(bytes)
            }
        }
    }
}

/// The text of bytes that are UTF-8. It takes less time than the standard library takes.
pub(crate) fn text_of(bytes: &[u8]) -> Option<&str> {
    match encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)? {
        Cow::Borrowed(text) => Some(text),
        // Only what is not UTF-8 is written anew.
        Cow::Owned(_) => None,
    }
}

/// Blocks in one piece.
pub(crate) fn whole(first: String, more: Vec<Block>) -> Result<String, NotInBlocks> {
    let mut whole = first;
    for block in more {
        let bytes = block.bytes().ok_or(NotInBlocks)?;
        whole.push_str(text_of(&bytes).ok_or(NotInBlocks)?);
    }
    Ok(whole)
}

/// Takes blocks from the end of a text, where it is long.
fn cut(text: &mut String) -> Vec<Block> {
    let mut cut = Vec::new();
    while text.len() > SMALL {
        let from = text.len() - BLOCK;
        let line = text.as_bytes().iter().take(from).rposition(|byte| *byte == b'\n');
        let Some(line) = line else { break };
        cut.push(Block::Here(text.split_off(line + 1)));
    }
    text.shrink_to_fit();
    cut.reverse();
    cut
}

/// How many bytes a file has without the line breaks at its end: blank lines there are no rows.
fn trimmed(file: &mut File, length: usize) -> io::Result<usize> {
    let (mut length, mut last) = (length, Vec::new());
    while length > 0 {
        let from = length.saturating_sub(LINE);
        last.clear();
        file.seek(SeekFrom::Start(from as u64))?;
        file.by_ref().take((length - from) as u64).read_to_end(&mut last)?;
        if let Some(at) = last.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')) {
            return Ok(from + at + 1);
        }
        length = from;
    }
    Ok(length)
}

/// Where the blocks of a file end: behind line breaks; none where a line is too long.
fn ends(file: &mut File, length: usize) -> io::Result<Option<Vec<usize>>> {
    let mut ends = Vec::new();
    let mut near = vec![0; LINE];
    let mut at = BLOCK;
    while at < length {
        let mut found = None;
        for bytes in [NEAR, LINE] {
            file.seek(SeekFrom::Start(at as u64))?;
            let read = file.by_ref().take(bytes as u64).read(&mut near)?;
            found = near.get(..read).and_then(|near| near.iter().position(|byte| *byte == b'\n'));
            if found.is_some() {
                break;
            }
        }
        match found {
            Some(found) if at + found + 1 < length => ends.push(at + found + 1),
            None if at - ends.last().unwrap_or(&0) > LARGEST_LINE => return Ok(None),
            _ => {}
        }
        at += BLOCK.max(found.unwrap_or(0));
    }
    ends.push(length);
    Ok(Some(ends))
}
