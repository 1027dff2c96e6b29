//! Columns of small whole numbers, such as those that stand for texts: rows with the same number are found by its place in a
//! list, and nothing is hashed.

use crate::column::Column;

/// Rows by the number that they have, numbered as they come.
pub(crate) struct Dense {
    /// By row: the place of its number, or [`NONE`].
    pub(crate) codes: Vec<u32>,
    /// By place: the first row that has the number.
    pub(crate) firsts: Vec<usize>,
}

/// The place of a row without a number.
pub(crate) const NONE: u32 = u32::MAX;

/// A list may be so many times as long as there are rows, and a little.
const TIMES: usize = 4;
const AND: usize = 1 << 12;

impl Dense {
    /// The rows of a column; nothing where its numbers are not whole, or too large.
    pub(crate) fn of(column: &Column) -> Option<Self> {
        let Column::Number { values, given } = column else { return None };
        let most = longest(values.len());
        let mut made = Making::new(values.len());
        for (row, number) in values.iter().enumerate() {
            if !given.get(row) {
                made.codes.push(NONE);
                continue;
            }
            // −0 is 0.
            made.add(small(*number, most)?, row);
        }
        Some(made.done())
    }

    /// The rows of two columns by both of their numbers; nothing where there may be too many.
    pub(crate) fn of_both(first: &Column, second: &Column) -> Option<Self> {
        let (first, second) = (Self::of(first)?, Self::of(second)?);
        let base = second.firsts.len();
        let all = first.firsts.len().checked_mul(base)?;
        if all > longest(first.codes.len()) {
            return None;
        }
        let mut made = Making::new(first.codes.len());
        for (row, (first, second)) in first.codes.iter().zip(&second.codes).enumerate() {
            match (*first, *second) {
                (NONE, _) | (_, NONE) => made.codes.push(NONE),
                (first, second) => made.add(first as usize * base + second as usize, row),
            }
        }
        Some(made.done())
    }
}

struct Making {
    /// By number: its place, or [`NONE`].
    places: Vec<u32>,
    codes: Vec<u32>,
    firsts: Vec<usize>,
}

impl Making {
    fn new(rows: usize) -> Self {
        Self { places: Vec::new(), codes: Vec::with_capacity(rows), firsts: Vec::new() }
    }

    #[inline]
    fn add(&mut self, number: usize, row: usize) {
        if number >= self.places.len() {
            self.places.resize(number + 1, NONE);
        }
        let Some(place) = self.places.get_mut(number) else { return };
        if *place == NONE {
            *place = u32::try_from(self.firsts.len()).unwrap_or(NONE);
            self.firsts.push(row);
        }
        self.codes.push(*place);
    }

    fn done(self) -> Dense {
        Dense { codes: self.codes, firsts: self.firsts }
    }
}

fn longest(rows: usize) -> usize {
    rows.saturating_mul(TIMES).saturating_add(AND)
}

/// A whole number below a limit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is compared with what it was"
)]
fn small(number: f64, limit: usize) -> Option<usize> {
    let whole = number as u32;
    (f64::from(whole) == number && (whole as usize) < limit).then_some(whole as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_the_same_numbers_have_one_place() {
        let numbers = |all: &[Option<f64>]| Column::numbers(all.iter().copied());
        let first = numbers(&[Some(7.0), None, Some(0.0), Some(7.0), Some(-0.0), Some(7.0)]);
        let second = numbers(&[Some(1.0), Some(1.0), Some(1.0), None, Some(1.0), Some(2.0)]);
        let one = Dense::of(&first).unwrap();
        assert_eq!((one.codes, one.firsts), (vec![0, NONE, 1, 0, 1, 0], vec![0, 2]));
        let both = Dense::of_both(&first, &second).unwrap();
        assert_eq!((both.codes, both.firsts), (vec![0, NONE, 1, NONE, 1, 2], vec![0, 2, 5]));
    }

    #[test]
    fn other_numbers_have_no_places() {
        for number in [0.5, -1.0, 1e9, f64::MAX] {
            assert!(Dense::of(&Column::numbers([Some(number)])).is_none(), "{number}");
        }
        // A number that is not given is none.
        let column = Column::Number { values: vec![0.5], given: crate::bits::Bits::new(1, false) };
        assert_eq!(Dense::of(&column).unwrap().codes, [NONE]);
        assert!(Dense::of(&Column::truths([Some(true)])).is_none());
    }
}
