//! Arithmetic on columns.
//!
//! Each op computes 64 rows without asking what is missing, then the word of bits that says which results count. That
//! keeps the loops free of branches.

use crate::bits::{WORD, low_mask, words_for};
use crate::interp::slot::{Numbers, Slot, Truths};

/// Bit `i` of a word, by `i`.
static BIT: [u64; WORD] = {
    let mut bits = [1; WORD];
    let mut rest = bits.as_mut_slice();
    let mut bit = 1;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = bit;
        bit <<= 1;
        rest = others;
    }
    bits
};

/// All bits if the lowest is set, else none.
const fn mask(bits: u64) -> u64 {
    0_u64.wrapping_sub(bits & 1)
}

/// Four bits as four masks.
static FOUR: [[u64; 4]; 16] = {
    let mut four = [[0; 4]; 16];
    let mut rest = four.as_mut_slice();
    let mut bits: u64 = 0;
    while let Some((masks, others)) = rest.split_first_mut() {
        *masks = [mask(bits), mask(bits >> 1), mask(bits >> 2), mask(bits >> 3)];
        bits += 1;
        rest = others;
    }
    four
};

/// A word whose bit `i` is the `i`-th flag; at most 64 are read.
///
/// The bits come from a table and not from shifts, and the flags of a whole word from arrays ([`lanes`]), not slices:
/// then a comparison, a mask and an or of whole vectors remain.
#[inline]
pub(crate) fn pack(flags: impl Iterator<Item = bool>) -> u64 {
    BIT.iter().zip(flags).fold(0, |word, (bit, flag)| word | if flag { *bit } else { 0 })
}

/// The numbers of a whole word, whose count the compiler knows; nothing if they are fewer.
pub(crate) fn lanes(block: &[f64]) -> Option<&[f64; WORD]> {
    block.try_into().ok()
}

/// The numbers of 64 rows, at most: those that are set in a word, and another in the place of the rest.
pub(crate) fn set_or<'a>(block: &'a [f64], word: u64, other: f64, room: &'a mut [f64; WORD]) -> &'a [f64] {
    if word & low_mask(block.len()) == low_mask(block.len()) {
        return block;
    }
    let other = other.to_bits();
    let put = |rows: &mut [f64], block: &[f64], shift: usize| {
        let masks = FOUR.get((word >> shift) as usize & 15).unwrap_or(&[0; 4]);
        for ((row, from), mask) in rows.iter_mut().zip(block).zip(masks) {
            *row = f64::from_bits(other ^ ((from.to_bits() ^ other) & mask));
        }
    };
    let (fours, rest) = block.as_chunks::<4>();
    let (rooms, last) = room.as_chunks_mut::<4>();
    for ((room, block), shift) in rooms.iter_mut().zip(fours).zip((0..WORD).step_by(4)) {
        put(room, block, shift);
    }
    if let Some(room) = rooms.get_mut(fours.len())
        && !rest.is_empty()
    {
        put(room, rest, fours.len() * 4);
    }
    debug_assert!(last.is_empty());
    room.get(..block.len()).unwrap_or(block)
}

/// Adds the numbers of 64 rows, at most, to others: those that are set in a word, and another in the place of the rest.
pub(crate) fn extend_set(all: &mut Vec<f64>, block: &[f64], word: u64, other: f64) {
    all.extend_from_slice(set_or(block, word, other, &mut [other; WORD]));
}

/// The rows whose number is finite.
pub(crate) fn finite(numbers: &[f64]) -> u64 {
    match lanes(numbers) {
        Some(lanes) => pack(lanes.iter().map(|number| number.is_finite())),
        None => pack(numbers.iter().map(|number| number.is_finite())),
    }
}

fn bit(word: u64, row: usize) -> bool {
    (word >> row) & 1 == 1
}

/// The numbers and bits of each 64 rows, put together to a slot.
fn build<'f>(rows: usize, mut block: impl FnMut(usize, usize, &mut Vec<f64>) -> u64) -> Slot<'f> {
    let mut values = Vec::with_capacity(rows);
    let mut given = Vec::with_capacity(words_for(rows));
    for index in 0..words_for(rows) {
        let count = (rows - index * WORD).min(WORD);
        given.push(block(index, count, &mut values));
    }
    Slot::number(values, given)
}

/// An op that is missing where its operand is, and finite where it is given.
pub(crate) fn one<'f>(rows: usize, a: &Numbers<'_>, f: impl Fn(f64) -> f64) -> Slot<'f> {
    build(rows, |index, count, values| {
        let (a, given) = a.block(index);
        values.extend(a.iter().take(count).map(|a| f(*a)));
        given
    })
}

/// An op that is missing where its operand is, or where the result is not finite.
pub(crate) fn one_finite<'f>(rows: usize, a: &Numbers<'_>, f: impl Fn(f64) -> f64) -> Slot<'f> {
    build(rows, |index, count, values| {
        let (a, given) = a.block(index);
        values.extend(a.iter().take(count).map(|a| f(*a)));
        given & finite(values.get(index * WORD..).unwrap_or(&[]))
    })
}

/// An op that is missing where an operand is, or where the result is not finite.
pub(crate) fn both<'f>(
    rows: usize,
    a: &Numbers<'_>,
    b: &Numbers<'_>,
    f: impl Fn(f64, f64) -> f64,
) -> Slot<'f> {
    build(rows, |index, count, values| {
        let ((a, a_given), (b, b_given)) = (a.block(index), b.block(index));
        values.extend(a.iter().zip(b).take(count).map(|(a, b)| f(*a, *b)));
        let results = values.get(index * WORD..).unwrap_or(&[]);
        a_given & b_given & finite(results)
    })
}

/// An op that skips a missing operand, and is one of them else.
pub(crate) fn either<'f>(
    rows: usize,
    a: &Numbers<'_>,
    b: &Numbers<'_>,
    f: impl Fn(f64, f64) -> f64,
) -> Slot<'f> {
    build(rows, |index, count, values| {
        let ((a, a_given), (b, b_given)) = (a.block(index), b.block(index));
        let pairs = a.iter().zip(b).take(count);
        if a_given & b_given & low_mask(count) == low_mask(count) {
            values.extend(pairs.map(|(a, b)| f(*a, *b)));
        } else {
            values.extend(pairs.enumerate().map(|(row, (a, b))| {
                match (bit(a_given, row), bit(b_given, row)) {
                    (true, true) => f(*a, *b),
                    (true, false) => *a,
                    (false, _) => *b,
                }
            }));
        }
        a_given | b_given
    })
}

/// Numbers chosen by a truth.
pub(crate) fn choose<'f>(
    rows: usize,
    condition: &Truths<'_>,
    yes: &Numbers<'_>,
    no: &Numbers<'_>,
) -> Slot<'f> {
    build(rows, |index, count, values| {
        let (condition, (yes, yes_given), (no, no_given)) =
            (condition.word(index), yes.block(index), no.block(index));
        let pick = |(row, (yes, no)): (usize, (&f64, &f64))| if bit(condition.yes, row) { *yes } else { *no };
        values.extend(yes.iter().zip(no).take(count).enumerate().map(pick));
        (condition.yes & yes_given) | (condition.no & no_given)
    })
}
