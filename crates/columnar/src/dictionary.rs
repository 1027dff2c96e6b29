//! A column of texts as a chunk of a Parquet file: its distinct texts once, and the place of each row's text among them.
//!
//! The library looks every text up among those before it; a column here has its distinct texts already, so what is left is to
//! pack their places. The bytes are those of a data page, version 1: whether each row has a text, then the places.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use crate::TextList;

/// How hard texts are compressed: the library's own level, the quickest.
const LEVEL: i32 = 1;
/// Rows of a page.
const PAGE: usize = 1 << 16;
/// No place.
const NONE: u32 = u32::MAX;

/// A chunk, and what the file says of it.
pub(crate) type Made = (Bytes, ColumnCloseResult);

/// The chunk of some rows; nothing where their distinct texts take more than `most` bytes.
///
/// # Errors
/// What the library says.
pub(crate) fn chunk(
    description: &ColumnDescPtr,
    (index, given, entries): (&[u32], &[bool], &TextList),
    most: usize,
) -> Result<Option<Made>, ParquetError> {
    let Some((dictionary, count, places)) = kept(index, given, entries, most) else { return Ok(None) };
    let mut sink = TrackedWrite::new(Vec::new());
    let mut writer = SerializedPageWriter::new(&mut sink);
    let (mut uncompressed, mut compressed, mut written) = (0, 0, 0);
    let mut put = |page: CompressedPage| -> Result<u64, ParquetError> {
        let spec = writer.write_page(page)?;
        uncompressed += spec.uncompressed_size;
        compressed += spec.compressed_size;
        written += spec.bytes_written;
        Ok(spec.offset)
    };
    let whole = dictionary.len();
    let buf = squeezed(&dictionary)?;
    let page = Page::DictionaryPage { buf, num_values: count, encoding: Encoding::PLAIN, is_sorted: false };
    let dictionary_at = put(CompressedPage::new(page, whole))?;
    let width = (u32::BITS - count.saturating_sub(1).leading_zeros()).max(1);
    let mut first_page = None;
    let (mut content, mut level, mut of_page) = (Vec::new(), Vec::new(), Vec::new());
    let mut left = places.as_slice();
    for rows in given.chunks(PAGE) {
        content.clear();
        level.clear();
        level.extend(rows.iter().map(|given| u32::from(*given)));
        // The length of the levels stands before them.
        content.extend([0; 4]);
        pack(&level, 1, &mut content);
        let length = u32::try_from(content.len() - 4).unwrap_or(u32::MAX).to_le_bytes();
        content.iter_mut().zip(length).for_each(|(place, byte)| *place = byte);
        let here = rows.iter().filter(|given| **given).count();
        of_page.clear();
        let (of_these, others) = left.split_at_checked(here).unwrap_or((left, &[]));
        of_page.extend_from_slice(of_these);
        left = others;
        content.push(u8::try_from(width).unwrap_or(u8::MAX));
        pack(&of_page, width, &mut content);
        let page = Page::DataPage {
            buf: squeezed(&content)?,
            num_values: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            encoding: Encoding::RLE_DICTIONARY,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let at = put(CompressedPage::new(page, content.len()))?;
        first_page = first_page.or(Some(at));
    }
    writer.close()?;
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let rows = given.len() as u64;
    let metadata = ColumnChunkMetaData::builder(description.clone())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
        .set_total_compressed_size(signed(compressed as u64))
        .set_total_uncompressed_size(signed(uncompressed as u64))
        .set_num_values(signed(rows))
        .set_dictionary_page_offset(Some(signed(dictionary_at)))
        .set_data_page_offset(signed(first_page.unwrap_or(0)))
        .build()?;
    let close = ColumnCloseResult {
        bytes_written: written,
        rows_written: rows,
        metadata,
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    };
    Ok(Some((Bytes::from(sink.into_inner()?), close)))
}

/// The distinct texts that rows name, in the order in which they do, each behind its length; how many they are; and of each row
/// with a text which.
fn kept(index: &[u32], given: &[bool], entries: &TextList, most: usize) -> Option<(Vec<u8>, u32, Vec<u32>)> {
    let mut place_of = vec![NONE; entries.len()];
    let mut dictionary = Vec::new();
    let mut count = 0;
    let mut places = Vec::with_capacity(index.len());
    for (entry, _) in index.iter().zip(given).filter(|(_, given)| **given) {
        // A row that names no text of the column has none.
        let place = place_of.get_mut(*entry as usize)?;
        if *place == NONE {
            let text = entries.get(*entry as usize)?;
            dictionary.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
            dictionary.extend(text.as_bytes());
            if dictionary.len() > most {
                return None;
            }
            *place = count;
            count += 1;
        }
        places.push(*place);
    }
    Some((dictionary, count, places))
}

fn squeezed(bytes: &[u8]) -> Result<Bytes, ParquetError> {
    let made = zstd::bulk::compress(bytes, LEVEL).map_err(|error| ParquetError::External(Box::new(error)))?;
    Ok(Bytes::from(made))
}

/// Equal numbers in a row are written once from so many on.
const RUN: usize = 16;
/// Numbers are packed by so many.
const EIGHT: usize = 8;

/// Packs numbers of so many bits as the format asks: runs of equal ones, and others by eights.
fn pack(numbers: &[u32], width: u32, into: &mut Vec<u8>) {
    let mut rest = numbers;
    // What was passed and is not written yet.
    let mut open = 0;
    while let Some(first) = rest.get(open) {
        let others = rest.get(open..).unwrap_or(&[]);
        let equal = others.iter().take_while(|number| *number == first).count();
        // Eights are filled up before a run begins.
        let fill = (EIGHT - open % EIGHT) % EIGHT;
        if equal < RUN + fill {
            open += equal;
            continue;
        }
        let (before, after) = rest.split_at_checked(open + fill).unwrap_or((rest, &[]));
        pack_eights(before, width, into);
        let length = equal - fill;
        count(length << 1, into);
        into.extend(first.to_le_bytes().iter().take(width.div_ceil(8) as usize));
        rest = after.get(length..).unwrap_or(&[]);
        open = 0;
    }
    pack_eights(rest, width, into);
}

/// Packs numbers by eights, the lowest bits first; what is lacking to the last eight is 0.
fn pack_eights(numbers: &[u32], width: u32, into: &mut Vec<u8>) {
    if numbers.is_empty() {
        return;
    }
    let eights = numbers.len().div_ceil(EIGHT);
    count(eights << 1 | 1, into);
    into.reserve(eights * width as usize + 8);
    let (mut word, mut bits) = (0_u64, 0);
    let lacking = eights * EIGHT - numbers.len();
    for number in numbers.iter().copied().chain(std::iter::repeat_n(0, lacking)) {
        word |= u64::from(number) << bits;
        bits += width;
        if bits >= u32::BITS {
            into.extend(word.to_le_bytes().iter().take(4));
            word >>= u32::BITS;
            bits -= u32::BITS;
        }
    }
    into.extend(word.to_le_bytes().iter().take(bits.div_ceil(8) as usize));
}

/// A count, seven bits a byte.
fn count(mut count: usize, into: &mut Vec<u8>) {
    while count > 0x7f {
        into.push(u8::try_from(count & 0x7f).unwrap_or(0) | 0x80);
        count >>= 7;
    }
    into.push(u8::try_from(count).unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::pack;

    /// What packed numbers are, as the format says it.
    fn unpacked(mut bytes: &[u8], width: u32, length: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        while numbers.len() < length {
            let (mut header, mut shift) = (0_usize, 0);
            loop {
                let byte = bytes[0];
                bytes = &bytes[1..];
                header |= usize::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            if header & 1 == 0 {
                let taken = width.div_ceil(8) as usize;
                let number = (0..taken).fold(0, |number, at| number | u32::from(bytes[at]) << (8 * at));
                bytes = &bytes[taken..];
                numbers.extend(std::iter::repeat_n(number, header >> 1));
                continue;
            }
            let taken = (header >> 1) * width as usize;
            let bit = |at: usize| u32::from(bytes[at / 8] >> (at % 8) & 1);
            for number in 0..(header >> 1) * 8 {
                let from = number * width as usize;
                numbers.push((0..width as usize).fold(0, |sum, at| sum | bit(from + at) << at));
            }
            bytes = &bytes[taken..];
        }
        assert!(bytes.is_empty() && numbers[length..].iter().all(|number| *number == 0));
        numbers.truncate(length);
        numbers
    }

    #[test]
    fn numbers_are_unpacked_as_they_were() {
        let mut state = 7_u64;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32
        };
        for width in [1, 2, 3, 7, 8, 9, 17, 20, 31] {
            for longest in [1, 3, 40, 600] {
                for length in [0, 1, 7, 8, 9, 63, 1000, 70_000] {
                    let mut numbers = Vec::with_capacity(length);
                    while numbers.len() < length {
                        let number = next() & ((1 << width) - 1);
                        let times = 1 + next() as usize % longest;
                        numbers.extend(std::iter::repeat_n(number, times.min(length - numbers.len())));
                    }
                    let mut bytes = Vec::new();
                    pack(&numbers, width, &mut bytes);
                    assert_eq!(unpacked(&bytes, width, length), numbers, "{width} bits, {length}");
                }
            }
        }
    }
}
