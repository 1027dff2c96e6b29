//! How much the pages of a Parquet file may unpack to, told before any is: a few bytes may say that they are gigabytes, or be.

use std::io::{Read, copy, sink};

use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;

use crate::file::Trouble;

/// A page unpacks to at most so many bytes; writers make pages of about one MB.
const LARGEST_PAGE: u64 = 256 << 20;

/// Of each column a page and a dictionary are in memory at a time: together so many bytes.
const LARGEST_HELD: u64 = 1 << 30;

/// So many rows are read of any file, and beyond these so many a byte of it: cells that repeat take hardly any room in a file, and
/// eight bytes each when they are read.
const ROWS: u64 = 10_000_000;
const ROWS_A_BYTE: u64 = 1_000;

/// And never more: rows are numbered by 32 bits, the headings among them.
const MOST_ROWS: u64 = u32::MAX as u64 - 1;

/// Deflate makes of a byte at most so many.
const DENSEST_DEFLATE: u64 = 1_032;

/// A block of zstd unpacks to at most so many bytes.
const ZSTD_BLOCK: u64 = 128 << 10;

/// Refuses a file of which a page, the pages of all columns, or all rows may take more than there is room for.
pub(crate) fn check(bytes: &[u8], about: &ParquetMetaData) -> Result<(), Trouble> {
    let groups = || about.row_groups().iter();
    let rows = groups()
        .map(|group| u64::try_from(group.num_rows()).unwrap_or(u64::MAX))
        .fold(0, u64::saturating_add);
    let told = u64::try_from(about.file_metadata().num_rows()).unwrap_or(u64::MAX);
    let most = (bytes.len() as u64).saturating_mul(ROWS_A_BYTE).saturating_add(ROWS).min(MOST_ROWS);
    if rows.max(told) > most {
        let (rows, bytes) = (rows.max(told), bytes.len());
        return Err(Trouble::Damaged(format!("{rows} rows in {bytes} bytes, more than can be read")));
    }
    // By the place of the column the largest page of cells and of a dictionary.
    let mut largest_of: Vec<[u64; 2]> = Vec::new();
    for (at, column) in groups().flat_map(|group| group.columns().iter().enumerate()) {
        let (start, length) = column.byte_range();
        let from = usize::try_from(start).unwrap_or(usize::MAX);
        let to = from.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        // What does not lie in the file is refused when it is read.
        let mut pages = bytes.get(from..to).unwrap_or(&[]);
        while let Some((page, packed, rest)) = next_page(pages) {
            let unpacked = page.unpacked.max(largest(column.compression(), packed));
            if unpacked > LARGEST_PAGE {
                let (name, most) = (column.column_path(), LARGEST_PAGE >> 20);
                return Err(Trouble::Damaged(format!("a page of {name} unpacks to more than {most} MB")));
            }
            if largest_of.len() <= at {
                largest_of.resize(at + 1, [0; 2]);
            }
            let kind = usize::from(page.is_dictionary);
            if let Some(largest) = largest_of.get_mut(at).and_then(|both| both.get_mut(kind)) {
                *largest = unpacked.max(*largest);
            }
            pages = rest;
        }
    }
    let held = largest_of.iter().flatten().fold(0, |sum: u64, page| sum.saturating_add(*page));
    if held > LARGEST_HELD {
        let most = LARGEST_HELD >> 20;
        return Err(Trouble::Damaged(format!(
            "the pages of its columns unpack to more than {most} MB together"
        )));
    }
    Ok(())
}

/// What a packed page surely does not unpack to more than; 0 where the library holds it to what it says.
fn largest(compression: Compression, packed: &[u8]) -> u64 {
    let length = packed.len() as u64;
    let counted = |unpacked: &mut dyn Read| copy(&mut unpacked.take(LARGEST_PAGE + 1), &mut sink());
    match compression {
        Compression::GZIP(_) if length * DENSEST_DEFLATE <= LARGEST_PAGE => 0,
        Compression::GZIP(_) => counted(&mut flate2::read::MultiGzDecoder::new(packed)).unwrap_or(0),
        Compression::BROTLI(_) => counted(&mut brotli::Decompressor::new(packed, 4096)).unwrap_or(0),
        Compression::ZSTD(_) => of_zstd(packed),
        Compression::UNCOMPRESSED
        | Compression::SNAPPY
        | Compression::LZO
        | Compression::LZ4
        | Compression::LZ4_RAW => 0,
    }
}

/// What the blocks of zstd frames unpack to at most. What is none ends it: it is refused when it is unpacked.
fn of_zstd(mut packed: &[u8]) -> u64 {
    let mut most = 0_u64;
    while let Some((magic, rest)) = packed.split_first_chunk::<4>() {
        let magic = u32::from_le_bytes(*magic);
        if magic & 0xffff_fff0 == 0x184d_2a50 {
            // A frame to be stepped over.
            let Some((length, rest)) = rest.split_first_chunk::<4>() else { return most };
            packed = rest.get(u32::from_le_bytes(*length) as usize..).unwrap_or(&[]);
            continue;
        }
        let Some((descriptor, rest)) = rest.split_first() else { return most };
        if magic != 0xfd2f_b528 {
            return most;
        }
        let single = descriptor & 0x20 != 0;
        let dictionary = [0, 1, 2, 4].get(usize::from(descriptor & 3)).copied().unwrap_or(0);
        let size = match descriptor >> 6 {
            0 => usize::from(single),
            1 => 2,
            2 => 4,
            _ => 8,
        };
        let mut blocks = rest.get(usize::from(!single) + dictionary + size..).unwrap_or(&[]);
        loop {
            let Some((header, rest)) = blocks.split_first_chunk::<3>() else { return most };
            let header = u32::from_le_bytes([header[0], header[1], header[2], 0]);
            let (last, kind, length) = (header & 1 != 0, header >> 1 & 3, header >> 3);
            let (packed_length, unpacked) = match kind {
                0 => (length as usize, u64::from(length)),
                1 => (1, u64::from(length)),
                _ => (length as usize, ZSTD_BLOCK),
            };
            most = most.saturating_add(unpacked);
            blocks = rest.get(packed_length..).unwrap_or(&[]);
            if last {
                break;
            }
        }
        // A sum may stand behind the blocks.
        packed = if descriptor & 4 != 0 { blocks.get(4..).unwrap_or(&[]) } else { blocks };
    }
    most
}

/// The kind of page that is a dictionary.
const DICTIONARY: i64 = 2;

/// What the header of a page says.
struct Page {
    unpacked: u64,
    is_dictionary: bool,
}

/// The next page of a column: its header, its packed bytes, and what stands behind it.
fn next_page(pages: &[u8]) -> Option<(Page, &[u8], &[u8])> {
    let mut header = Thrift(pages);
    let (mut unpacked, mut packed, mut kind_of_page) = (0, 0, 0);
    let mut field = 0;
    while let Some((number, kind)) = header.field(field)? {
        field = number;
        match (number, kind) {
            (1, 5) => kind_of_page = header.number()?,
            (2, 5) => unpacked = header.number()?,
            (3, 5) => packed = header.number()?,
            (_, kind) => header.step_over(kind, 8)?,
        }
    }
    let (unpacked, packed) = (u64::try_from(unpacked).unwrap_or(u64::MAX), usize::try_from(packed).ok()?);
    let (page, rest) = header.0.split_at_checked(packed)?;
    Some((Page { unpacked, is_dictionary: kind_of_page == DICTIONARY }, page, rest))
}

/// Bytes of Thrift's compact protocol.
struct Thrift<'b>(&'b [u8]);

impl<'b> Thrift<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of which the sign is the lowest bit.
    fn number(&mut self) -> Option<i64> {
        let folded = self.unsigned()?;
        Some(i64::try_from(folded >> 1).ok()? ^ -i64::from(folded & 1 != 0))
    }

    /// The number and kind of the next field; an inner none at the end of the struct.
    fn field(&mut self, before: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        let number = match byte >> 4 {
            0 => self.number()?,
            further => before.checked_add(further.into())?,
        };
        Some(Some((number, byte & 15)))
    }

    /// Steps over a value of a kind; none where it is nested too deep or is none.
    fn step_over(&mut self, kind: u8, deep: usize) -> Option<()> {
        let deeper = deep.checked_sub(1)?;
        match kind {
            1 | 2 => {}
            3 => {
                self.byte()?;
            }
            4..=6 => {
                self.unsigned()?;
            }
            7 => {
                self.take(8)?;
            }
            8 => {
                let length = usize::try_from(self.unsigned()?).ok()?;
                self.take(length)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let length = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
                for _ in 0..length {
                    // In a list a truth is a byte.
                    if head & 15 <= 2 {
                        self.byte()?;
                    } else {
                        self.step_over(head & 15, deeper)?
                    }
                }
            }
            12 => {
                let mut field = 0;
                while let Some((number, kind)) = self.field(field)? {
                    field = number;
                    self.step_over(kind, deeper)?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_PAGE, largest, next_page, of_zstd};
    use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};

    #[test]
    fn blocks_that_repeat_a_byte_are_counted() {
        // A frame of 4,000 blocks of four bytes, 128 kB each.
        let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x88];
        for block in 0..4000_u32 {
            let header = (131_072 << 3) | (1 << 1) | u32::from(block == 3999);
            frame.extend(&header.to_le_bytes()[..3]);
            frame.push(7);
        }
        assert_eq!(of_zstd(&frame), 4000 << 17);
        assert!(largest(Compression::ZSTD(ZstdLevel::default()), &frame) > LARGEST_PAGE);
        assert_eq!(of_zstd(b"nothing of the kind"), 0);
        assert_eq!(largest(Compression::GZIP(GzipLevel::default()), &[0; 1000]), 0);
        assert_eq!(largest(Compression::BROTLI(BrotliLevel::default()), b"no brotli \xff"), 0);
    }

    #[test]
    fn a_page_says_what_it_unpacks_to() {
        // Kind 0, unpacked 300, packed 2, an empty header of a data page; then the page and one byte more.
        let bytes = [0x15, 0, 0x15, 0xd8, 0x04, 0x15, 4, 0x2c, 0, 0, 1, 2, 9];
        let (page, packed, rest) = next_page(&bytes).unwrap();
        assert_eq!((page.unpacked, packed, rest), (300, &[1, 2][..], &[9][..]));
        assert!(!page.is_dictionary);
        let dictionary = [0x15, 4, 0x15, 2, 0x15, 2, 0, 7];
        assert!(next_page(&dictionary).is_some_and(|(page, ..)| page.is_dictionary));
        assert!(next_page(&bytes[..8]).is_none() && next_page(&[]).is_none());
    }
}
