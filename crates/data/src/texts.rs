//! Files of text: read and decoded in blocks of whole lines, so that threads share the work and what was read is let go.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use shensuan_diagnostics::Arg;
use shensuan_diagnostics::codes::data as codes;

use crate::encoding::{Encoding, decode, may_be_utf8, take_marks};
use crate::folder::{ordinary, read_bytes};
use crate::threads::of_each;
use crate::workbook;

/// About so many bytes are a block.
const BLOCK: usize = 1 << 18;

/// A file of at most so many bytes is one block.
const SMALL: usize = 4 << 20;

/// No line of cells is as long as this.
const LARGEST_LINE: usize = 256 << 20;

/// The end of a line is looked for in so many bytes, and then in so many.
const NEAR: usize = 1 << 10;
const LINE: usize = 1 << 16;

/// A text, in blocks that end where lines do.
#[derive(Debug)]
pub(crate) struct Blocks {
    pub(crate) all: Vec<String>,
    pub(crate) encoding: Encoding,
}

/// Why a file is no text.
pub(crate) enum NoText {
    /// It cannot be read.
    Unreadable(Arg),
    /// It is a workbook inside.
    Workbook,
    /// It is Parquet inside.
    Parquet,
    /// The bytes of this line are none.
    Bytes(usize),
}

impl Blocks {
    /// Reads and decodes a file. How it is encoded is found, where it is not said.
    pub(crate) fn read(path: &Path, said: Option<Encoding>, threads: usize) -> Result<Self, NoText> {
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
            let bytes = read_bytes(path).map_err(NoText::Unreadable)?;
            return Self::decoded(bytes, said);
        }
        let failed = |error: std::io::Error| NoText::Unreadable(Arg::from(&error));
        let Some(ends) = ends(path, length).map_err(failed)? else {
            let why = codes::WHY_LINE_TOO_LONG.with("most", LARGEST_LINE >> 20);
            return Err(NoText::Unreadable(why.into()));
        };
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let ranges: Vec<(usize, usize)> = starts.zip(ends.iter().copied()).collect();
        let read = of_each(ranges, threads, |(from, to)| {
            let mut bytes = Vec::new();
            bytes.try_reserve_exact(to - from).map_err(|_| std::io::ErrorKind::OutOfMemory)?;
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from as u64))?;
            file.take((to - from) as u64).read_to_end(&mut bytes)?;
            Ok(if from == 0 && !may_be_utf8(&bytes) { Err(bytes) } else { checked(bytes) })
        });
        let read = read.into_iter().collect::<Result<Vec<_>, std::io::Error>>().map_err(failed)?;
        if read.iter().all(Result::is_ok) {
            let mut all: Vec<String> = read.into_iter().flatten().collect();
            let marked = all.first_mut().is_some_and(take_marks);
            let mut blocks = Self { all, encoding: if marked { Encoding::Utf8Bom } else { Encoding::Utf8 } };
            blocks.trim();
            return Ok(blocks);
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length).map_err(|_| failed(std::io::ErrorKind::OutOfMemory.into()))?;
        for block in read {
            bytes.append(&mut block.map_or_else(|bytes| bytes, String::into_bytes));
        }
        Self::decoded(bytes, said)
    }

    fn decoded(bytes: Vec<u8>, said: Option<Encoding>) -> Result<Self, NoText> {
        let (text, encoding) = decode(bytes, said).map_err(NoText::Bytes)?;
        let mut blocks = Self { all: vec![text], encoding };
        blocks.trim();
        blocks.cut();
        Ok(blocks)
    }

    /// Takes away what stands at the end: blank lines there are no rows.
    fn trim(&mut self) {
        while let Some(last) = self.all.last_mut() {
            last.truncate(last.trim_end_matches(['\r', '\n']).len());
            if !last.is_empty() || self.all.len() == 1 {
                return;
            }
            self.all.pop();
        }
    }

    /// Cuts a text that is one block, where it is long.
    fn cut(&mut self) {
        let [whole] = self.all.as_mut_slice() else { return };
        let mut cut = Vec::new();
        while whole.len() > SMALL {
            let from = whole.len() - BLOCK;
            let line = whole.as_bytes().iter().take(from).rposition(|byte| *byte == b'\n');
            let Some(line) = line else { break };
            cut.push(whole.split_off(line + 1));
        }
        whole.shrink_to_fit();
        self.all.extend(cut.into_iter().rev());
    }
}

/// Blocks in one piece.
pub(crate) fn whole(blocks: Vec<String>) -> String {
    let mut blocks = blocks.into_iter();
    let mut whole = blocks.next().unwrap_or_default();
    blocks.for_each(|block| whole.push_str(&block));
    whole
}

/// The text of bytes that are UTF-8; else the bytes again. To copy it takes less time than the standard library takes to check it.
fn checked(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    match encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(bytes),
    }
}

/// Where the blocks of a file end: behind line breaks; none where these are too far from each other.
fn ends(path: &Path, length: usize) -> std::io::Result<Option<Vec<usize>>> {
    let mut file = File::open(path)?;
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
            Some(found) => ends.push(at + found + 1),
            None if at - ends.last().unwrap_or(&0) > LARGEST_LINE => return Ok(None),
            None => {}
        }
        at += BLOCK.max(found.unwrap_or(0));
    }
    if ends.last() != Some(&length) {
        ends.push(length);
    }
    Ok(Some(ends))
}
