//! What codes name: columns with a row per entry, read by rows that know their entry.
//!
//! Up to eight bits of an entry stand in one byte. The bytes of 64 rows are looked up once and turned over into words,
//! so that eight truths of a dictionary cost little more than one.

use std::ops::Range;

use crate::bits::{Bits, WORD, words_for};
use crate::column::Column;
use crate::frame::Frame;
use crate::interp::slot::Slot;
use crate::plan::{InputId, LookupId, Plan};

/// Rows that each know an entry, and columns by entry.
pub(crate) struct Coded<'a> {
    /// By row: its entry. A row of none holds what is no entry, or lies outside `given`.
    codes: &'a [u32],
    /// The rows that know one; nothing if those do whose code is an entry.
    given: Option<&'a Bits>,
    /// Whether the code of every row that knows one is an entry.
    sound: bool,
    planes: Planes,
    columns: Vec<ByEntry<'a>>,
}

/// A column by entry; bits are told by their plane.
enum ByEntry<'a> {
    /// Without a plane all entries are given.
    Number { values: &'a [f64], given: Option<usize> },
    /// Without a plane all entries that are not true are false.
    Truth { yes: usize, no: Option<usize> },
    /// No column that can be read.
    Nothing,
}

impl<'a> Coded<'a> {
    /// Rows whose code is their entry, where it is one.
    pub(crate) fn new(codes: &'a [u32]) -> Self {
        Self { codes, given: None, sound: false, planes: Planes::default(), columns: Vec::new() }
    }

    /// Rows that all have an owner among the entries.
    pub(crate) fn owned(owners: &'a [u32]) -> Self {
        Self { sound: true, ..Self::new(owners) }
    }

    /// Rows of which those that are given have an entry.
    pub(crate) fn among(codes: &'a [u32], given: &'a Bits) -> Self {
        Self { given: Some(given), ..Self::owned(codes) }
    }

    /// The rows of a code input with some of its lookups.
    pub(crate) fn input(
        plan: &Plan,
        frame: &'a Frame,
        input: InputId,
        lookups: impl IntoIterator<Item = LookupId>,
    ) -> Self {
        let mut coded = Self::new(&[]);
        if let Some(Column::Code { index, given, .. }) = frame.columns.get(input.index()) {
            (coded.codes, coded.given, coded.sound) = (index, Some(given), true);
        }
        for lookup in lookups {
            let own = plan.lookup(lookup).is_some_and(|lookup| lookup.input == input);
            match frame.lookups.get(lookup.index()).filter(|_| own) {
                Some(column) => coded.add(column),
                None => coded.columns.push(ByEntry::Nothing),
            }
        }
        coded
    }

    /// Adds a column by entry.
    pub(crate) fn add(&mut self, column: &'a Column) {
        match column {
            Column::Number { values, given } => self.add_numbers(values, given),
            Column::Truth { yes, no } => self.add_truths(yes, no),
            Column::Code { .. } => self.columns.push(ByEntry::Nothing),
        }
    }

    pub(crate) fn add_numbers(&mut self, values: &'a [f64], given: &Bits) {
        let all = self.sound && given.count() == values.len();
        let given = (!all).then(|| self.planes.add(given));
        self.columns.push(ByEntry::Number { values, given });
    }

    pub(crate) fn add_truths(&mut self, yes: &Bits, no: &Bits) {
        let all = self.sound && yes.count() + no.count() == yes.len();
        let yes = self.planes.add(yes);
        let no = (!all).then(|| self.planes.add(no));
        self.columns.push(ByEntry::Truth { yes, no });
    }

    /// Some rows of every column, in the order in which they were added.
    pub(crate) fn slots(&self, range: Range<usize>) -> Vec<Slot<'static>> {
        let codes = self.codes.get(range.clone()).unwrap_or(&[]);
        let given = match self.given {
            Some(given) => given.slice(range),
            None => Bits::new(codes.len(), true),
        };
        let planes = self.planes.gather(codes, &given);
        let plane = |place: usize| planes.get(place).cloned().unwrap_or_default();
        let slot = |column: &ByEntry<'_>| match column {
            ByEntry::Number { values, given: place } => {
                let number = |code: &u32| values.get(*code as usize).copied().unwrap_or(0.0);
                let values: Vec<f64> = codes.iter().map(number).collect();
                Slot::Number { values: values.into(), given: place.map_or_else(|| given.clone(), plane) }
            }
            ByEntry::Truth { yes, no } => {
                let yes = plane(*yes);
                let no = no.map_or_else(|| given.and_not(&yes), plane);
                Slot::Truth { yes, no }
            }
            ByEntry::Nothing => Slot::Empty,
        };
        self.columns.iter().map(slot).collect()
    }
}

/// Bitmaps by entry, eight to a byte.
#[derive(Default)]
struct Planes {
    bytes: Vec<Vec<u8>>,
    count: usize,
}

impl Planes {
    /// Adds a bitmap; its place.
    fn add(&mut self, bits: &Bits) -> usize {
        let place = self.count % 8;
        if place == 0 {
            self.bytes.push(Vec::new());
        }
        if let Some(bytes) = self.bytes.last_mut() {
            if bytes.len() < bits.len() {
                bytes.resize(bits.len(), 0);
            }
            for (bytes, word) in bytes.chunks_mut(WORD).zip(bits.words()) {
                match *word {
                    0 => {}
                    u64::MAX => bytes.iter_mut().for_each(|byte| *byte |= 1 << place),
                    word => {
                        for (byte, bit) in bytes.iter_mut().zip(0..) {
                            *byte |= u8::from(word >> bit & 1 == 1) << place;
                        }
                    }
                }
            }
        }
        self.count += 1;
        self.count - 1
    }

    /// The bitmaps by row: false where there is no entry, or none is given.
    fn gather(&self, codes: &[u32], given: &Bits) -> Vec<Bits> {
        let mut planes: Vec<Vec<u64>> =
            (0..self.count).map(|_| Vec::with_capacity(words_for(codes.len()))).collect();
        for (bytes, planes) in self.bytes.iter().zip(planes.chunks_mut(8)) {
            for (codes, given) in codes.chunks(WORD).zip(given.words()) {
                let mut rows = [0; WORD];
                for (row, code) in rows.iter_mut().zip(codes) {
                    *row = bytes.get(*code as usize).copied().unwrap_or(0);
                }
                for (plane, word) in planes.iter_mut().zip(turned(&rows)) {
                    plane.push(word & given);
                }
            }
        }
        planes.into_iter().map(|words| Bits::from_words(words, codes.len())).collect()
    }
}

/// Of 64 bytes, the word of their lowest bits, of the next ones, and so on: squares of bits within each eight bytes are
/// turned over, and then squares of bytes.
fn turned(bytes: &[u8; WORD]) -> [u64; 8] {
    let mut words = [0; 8];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    for (shift, mask) in
        [(7, 0x00AA_00AA_00AA_00AA), (14, 0x0000_CCCC_0000_CCCC), (28, 0x0000_0000_F0F0_F0F0)]
    {
        for word in &mut words {
            let exchanged = (*word ^ (*word >> shift)) & mask;
            *word ^= exchanged ^ (exchanged << shift);
        }
    }
    let exchange = |bytes: usize, a: u64, b: u64| {
        let bits = 8 * bytes;
        let mask = u64::MAX / (1 + (1 << bits));
        let exchanged = ((a >> bits) ^ b) & mask;
        (a ^ (exchanged << bits), b ^ exchanged)
    };
    let [a, b, c, d, e, f, g, h] = words;
    let ((a, e), (b, f), (c, g), (d, h)) =
        (exchange(4, a, e), exchange(4, b, f), exchange(4, c, g), exchange(4, d, h));
    let ((a, c), (b, d), (e, g), (f, h)) =
        (exchange(2, a, c), exchange(2, b, d), exchange(2, e, g), exchange(2, f, h));
    let ((a, b), (c, d), (e, f), (g, h)) =
        (exchange(1, a, b), exchange(1, c, d), exchange(1, e, f), exchange(1, g, h));
    [a, b, c, d, e, f, g, h]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_turned_over_into_words() {
        let mut bytes = [0; WORD];
        let mut seed = 1_u32;
        for byte in &mut bytes {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = seed.to_be_bytes()[0];
        }
        for (bit, word) in turned(&bytes).into_iter().enumerate() {
            for (row, byte) in bytes.iter().enumerate() {
                assert_eq!((word >> row) & 1, u64::from(byte >> bit) & 1, "bit {bit} of byte {row}");
            }
        }
    }

    /// More columns than fit a byte, entries missing and not, windows around words, codes that are no entries.
    #[test]
    fn columns_by_entry_are_read_row_by_row() {
        const ENTRIES: usize = 70;
        let columns: Vec<Column> = (2..9)
            .flat_map(|step| {
                let truth = |entry: usize| match entry * step % 5 {
                    0 => None,
                    rest => Some(rest % 2 == 0),
                };
                [
                    Column::truths((0..ENTRIES).map(truth)),
                    Column::truths((0..ENTRIES).map(|entry| Some(truth(entry) == Some(true)))),
                    Column::numbers((0..ENTRIES).map(|entry| (entry % step > 0).then_some(entry as f64))),
                    Column::numbers((0..ENTRIES).map(|entry| Some(entry as f64 + 0.5))),
                ]
            })
            .collect();
        for rows in [0, 1, 7, 8, 9, 63, 64, 65, 200] {
            let codes: Vec<u32> = (0..rows).map(|row| row * row % 90).collect();
            let given: Bits = codes.iter().map(|code| (*code as usize) < ENTRIES && code % 7 != 3).collect();
            for given in [None, Some(&given)] {
                let mut coded = Coded { given, ..Coded::new(&codes) };
                columns.iter().for_each(|column| coded.add(column));
                for from in [0, 1, 64].into_iter().filter(|from| *from <= codes.len()) {
                    let range = from..codes.len();
                    for (slot, column) in coded.slots(range.clone()).iter().zip(&columns) {
                        for row in range.clone() {
                            let known = given.is_none_or(|given| given.get(row));
                            let entry = codes[row] as usize;
                            let number = column.number(entry).filter(|_| known);
                            let truth = column.truth(entry).filter(|_| known);
                            match slot {
                                Slot::Number { values, given } => {
                                    assert_eq!(given.get(row - from).then(|| values[row - from]), number);
                                }
                                Slot::Truth { yes, no } => {
                                    assert_eq!(yes.get(row - from), truth == Some(true));
                                    assert_eq!(no.get(row - from), truth == Some(false));
                                }
                                Slot::Empty | Slot::Constant(_) => panic!("a column was not read"),
                            }
                        }
                    }
                }
            }
        }
    }
}
