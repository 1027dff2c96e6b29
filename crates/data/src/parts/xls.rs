//! The cells of an XLS, as far as where they stand: the library makes room for all that a sheet says it has, and for all between
//! its first cell and its last.

use shensuan_diagnostics::Message;
use shensuan_diagnostics::codes::data as codes;

use super::{MOST_CELLS, too_many_cells};

/// The streams that hold the sheets.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// No sector of this number or a greater one is one of data.
const LAST: u32 = 0xffff_fffa;

/// A stream of fewer bytes stands in small sectors.
const SMALL: usize = 4_096;

/// The records that begin and end a sheet, and that which says where one begins.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;

/// A sheet has no more rows and columns.
const ROWS: u32 = 65_536;
const COLUMNS: u32 = 256;

/// Refuses a file whose sheets take more room than there is, or say that they do. What is no such file is not refused: it is
/// told by who reads it.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Message> {
    match stream(bytes) {
        Some(stream) => records(&stream),
        None => Ok(()),
    }
}

/// Looks at the sheets, each where the workbook says that it begins; several may begin in one place.
fn records(stream: &[u8]) -> Result<(), Message> {
    let mut cells = 0;
    for place in Records(stream).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET) {
        let from = u32_at(place.1, 0).unwrap_or(u32::MAX) as usize;
        cells += cells_of(stream.get(from..).unwrap_or(&[]), MOST_CELLS - cells)?;
    }
    Ok(())
}

/// How many cells the field has that those of a sheet are spread over; or why they are too many.
fn cells_of(sheet: &[u8], most: u64) -> Result<u64, Message> {
    let size = |own: Option<[u32; 4]>| {
        own.map_or(0, |[top, left, bottom, right]| u64::from(bottom - top + 1) * u64::from(right - left + 1))
    };
    let (mut own, mut deep): (Option<[u32; 4]>, usize) = (None, 0);
    for (kind, data) in Records(sheet) {
        match kind {
            BEGIN => deep += 1,
            END if deep < 2 => break,
            END => deep -= 1,
            // The room that a sheet says it takes is made at once.
            0x0200 => {
                let (rows, columns) = match data.len() {
                    10 => {
                        (between(u16_at(data, 0), u16_at(data, 2)), between(u16_at(data, 4), u16_at(data, 6)))
                    }
                    _ => (
                        between(u32_at(data, 0), u32_at(data, 4)),
                        between(u16_at(data, 8), u16_at(data, 10)),
                    ),
                };
                let (rows, columns) = (rows.unwrap_or(u64::MAX), columns.unwrap_or(u64::MAX));
                if rows > u64::from(ROWS) || columns > u64::from(COLUMNS) {
                    return Err(codes::WHY_CELLS_OUT_OF_PLACE.into());
                }
            }
            // A cell with a number, a text, a truth or a formula; of several numbers the last column stands behind them.
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x00bd | 0x0006 => {
                let place = u16_at(data, 0).zip(u16_at(data, 2));
                let Some((row, left)) = place.map(|(row, left)| (u32::from(row), u32::from(left))) else {
                    continue;
                };
                let last = data.len().checked_sub(2).filter(|_| kind == 0x00bd);
                let right =
                    last.and_then(|last| u16_at(data, last)).map_or(left, |last| u32::from(last).max(left));
                if right >= COLUMNS {
                    return Err(codes::WHY_CELLS_OUT_OF_PLACE.into());
                }
                own = Some(match own {
                    Some([top, first, bottom, last]) => {
                        [top.min(row), first.min(left), bottom.max(row), last.max(right)]
                    }
                    None => [row, left, row, right],
                });
                if size(own) > most {
                    return Err(too_many_cells());
                }
            }
            _ => {}
        }
    }
    Ok(size(own))
}

/// The records of a stream: the kind of each, and its bytes.
struct Records<'s>(&'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.0.split_first_chunk::<4>()?;
        let (data, rest) = rest.split_at_checked(usize::from(u16_at(head, 2)?))?;
        self.0 = rest;
        Some((u16_at(head, 0)?, data))
    }
}

/// How many there are from one up to another, which is none of them; none where they are out of order.
fn between<N: Into<u64>>(from: Option<N>, to: Option<N>) -> Option<u64> {
    let (from, to) = (from?.into(), to?.into());
    // Of an empty sheet both are 0, and some programs count from 1 where nothing stands.
    if to == 0 { Some(0) } else { to.checked_sub(from) }
}

/// The stream of the sheets, if the file has one.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=16).contains(shift))?;
    let size = 1_usize << shift;
    let sector = |number: u32| {
        let at = (number as usize).checked_add(1)?.checked_mul(size)?;
        // The last one may be cut short.
        bytes.get(at..)?.get(..size).or_else(|| bytes.get(at..))
    };
    let fat = table_of_sectors(bytes, size, &sector);
    let directory = chain(u32_at(bytes, 48)?, &fat, &sector);
    let entries = directory.chunks_exact(128);
    let entry = |entry: &[u8]| Some((u32_at(entry, 116)?, u32_at(entry, 120)? as usize));
    let named = |wanted: &str| entries.clone().find(|entry| is_called(entry, wanted)).and_then(entry);
    let (start, length) = STREAMS.iter().find_map(|wanted| named(wanted))?;
    let mut stream = if length < SMALL {
        let small = 1_usize << u16_at(bytes, 32).filter(|shift| *shift <= shift_of(size))?;
        let root = entries.clone().next().and_then(entry)?;
        let inner = chain(root.0, &fat, &sector);
        let table = numbers(&chain(u32_at(bytes, 60)?, &fat, &sector));
        let sector = |number: u32| inner.get((number as usize).checked_mul(small)?..)?.get(..small);
        chain(start, &table, &sector)
    } else {
        chain(start, &fat, &sector)
    };
    stream.truncate(length);
    Some(stream)
}

fn shift_of(size: usize) -> u16 {
    u16::try_from(size.trailing_zeros()).unwrap_or(0)
}

/// Which sector comes behind each.
fn table_of_sectors<'b>(bytes: &'b [u8], size: usize, sector: &impl Fn(u32) -> Option<&'b [u8]>) -> Vec<u32> {
    let mut own: Vec<u32> = numbers(bytes.get(76..512).unwrap_or(&[]));
    let mut next = u32_at(bytes, 68).unwrap_or(LAST);
    let most = bytes.len() / size + 1;
    for _ in 0..most {
        let Some(more) = Some(next).filter(|next| *next < LAST).and_then(sector) else { break };
        let mut more = numbers(more);
        next = more.pop().unwrap_or(LAST);
        own.append(&mut more);
    }
    let sectors = own.into_iter().filter(|number| *number < LAST).take(most).filter_map(sector);
    sectors.flat_map(numbers).collect()
}

/// The bytes of a chain of sectors; a chain that goes round ends.
fn chain<'b>(start: u32, table: &[u32], sector: &impl Fn(u32) -> Option<&'b [u8]>) -> Vec<u8> {
    let (mut bytes, mut next) = (Vec::new(), start);
    for _ in 0..=table.len() {
        let Some(piece) = Some(next).filter(|next| *next < LAST).and_then(sector) else { break };
        bytes.extend_from_slice(piece);
        next = table.get(next as usize).copied().unwrap_or(LAST);
    }
    bytes
}

/// Whether an entry of the directory has this name.
fn is_called(entry: &[u8], wanted: &str) -> bool {
    let letters = wanted.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    let own = entry.iter().take(letters.clone().count()).map(u8::to_ascii_lowercase);
    own.eq(letters.map(|byte| byte.to_ascii_lowercase()))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|number| u16::from_le_bytes(*number))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::{check, records, stream};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
        record(0x0203, &[&place[..], &[0; 10]].concat())
    }

    fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
        let (rows, columns) = (rows.to_le_bytes(), columns.to_le_bytes());
        record(0x0200, &[&[0; 4][..], &rows, &[0; 2], &columns, &[0; 2]].concat())
    }

    /// A workbook whose sheets begin so far behind its own records.
    fn book(sheets: &[u8], places: &[usize]) -> Vec<u8> {
        let head = places.len() * 12 + 4;
        let place = |place: &usize| {
            record(0x0085, &[&u32::try_from(head + place).unwrap().to_le_bytes()[..], &[0; 4]].concat())
        };
        [places.iter().flat_map(place).collect(), record(0x000a, &[]), sheets.to_vec()].concat()
    }

    #[test]
    fn what_sheets_say_and_what_they_hold() {
        let sheet = |cells: &[(u16, u16)]| {
            let cells = cells.iter().flat_map(|(row, column)| cell(*row, *column));
            let chart = [record(0x0809, &[]), cell(7, 7), record(0x000a, &[])].concat();
            [record(0x0809, &[]), dimensions(65_536, 256), chart, cells.collect(), record(0x000a, &[])]
                .concat()
        };
        let one = |sheet: &[u8]| records(&book(sheet, &[0]));
        assert!(one(&sheet(&[(0, 0), (9, 255)])).is_ok());
        assert!(one(&sheet(&[(0, 0), (65_535, 255)])).is_err());
        assert!(one(&sheet(&[(0, 256)])).is_err());
        let large = sheet(&[(0, 0), (40_000, 255)]);
        assert!(one(&large).is_ok());
        assert!(records(&book(&large.repeat(2), &[0, large.len()])).is_err());
        assert!(records(&book(&large, &[0, 0])).is_err(), "one sheet may be named twice");
        assert!(one(&dimensions(u32::MAX, 256)).is_err() && one(&dimensions(9, 300)).is_err());
        assert!(one(&dimensions(0, 0)).is_ok() && records(&[1, 2, 3]).is_ok());
    }

    /// A compound file of one stream, in sectors of 512 bytes: the table of sectors, the directory, then the stream.
    fn compound(content: &[u8]) -> Vec<u8> {
        let sectors = content.len().div_ceil(512);
        let mut head = vec![0_u8; 512];
        head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        head[30] = 9;
        head[32] = 6;
        head[48] = 1;
        head[60..64].fill(0xff);
        head[68..72].fill(0xff);
        head[76..].fill(0xff);
        head[76..80].fill(0);
        let mut fat = vec![u32::MAX - 1, u32::MAX - 1];
        fat.extend((3..).take(sectors - 1));
        fat.push(u32::MAX - 1);
        fat.resize(128, u32::MAX);
        let mut directory = vec![0_u8; 512];
        for (at, letter) in "Workbook".bytes().enumerate() {
            directory[128 + 2 * at] = letter;
        }
        directory[128 + 116] = 2;
        directory[128 + 120..128 + 124].copy_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
        let fat = fat.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
        let mut content = content.to_vec();
        content.resize(sectors * 512, 0);
        [head, fat, directory, content].concat()
    }

    #[test]
    fn the_stream_of_a_compound_file() {
        let content: Vec<u8> = (0..5_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let file = compound(&content);
        assert_eq!(stream(&file).unwrap(), content);
        for at in 0..1536 {
            let mut other = file.clone();
            other[at] = !other[at];
            let _ = check(&other);
        }
        assert_eq!(stream(&file[..600]), None);
        let mut far = book(&[cell(0, 0), cell(65_535, 255)].concat(), &[0]);
        far.resize(5_000, 0);
        assert!(check(&compound(&far)).is_err());
    }
}
