//! Numbers of a key that find the same rows: a group of codes that rows name as a whole is one of them. A search with many
//! keys asks for few combinations of these, however many codes there are, and each is looked for once.

use crate::bits::{Bits, WORD, words_for};
use crate::interp::lookup::row_of;
use crate::interp::slot::Numbers;
use crate::scattered::ByNumbers;
use crate::search::{Entry, Index, MOST_KEYS, Pattern};

/// Rows list no more numbers than this, all keys together, or nothing is laid out.
const MOST_LISTED: usize = 1 << 16;
/// Numbers up to this one are looked up by their place.
const MOST_PLACES: usize = 1 << 20;
/// Classes take so many bits of what is asked for together.
const BITS: u32 = 128 / MOST_KEYS as u32;

/// By key the classes of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Classes(Vec<OfKey>);

/// Class 0 holds the numbers that no row lists.
#[derive(Clone, Debug)]
struct OfKey {
    /// By number, where it is whole and not too large; all other numbers that are listed.
    places: Vec<u16>,
    others: ByNumbers<u64, u16>,
}

impl Classes {
    /// Those of rows; nothing where a row has a span, or where they are too many.
    pub(crate) fn of(keys: usize, entries: &[Entry]) -> Option<Self> {
        let patterns = || entries.iter().flat_map(|entry| &entry.patterns);
        let listed = patterns().map(|pattern| match pattern {
            Pattern::Among(numbers) => Some(numbers.len()),
            Pattern::Any => Some(0),
            Pattern::Between(..) => None,
        });
        if listed.sum::<Option<usize>>()? > MOST_LISTED {
            return None;
        }
        (0..keys).map(|key| OfKey::new(key, entries)).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The classes of the numbers of each row as one, −0 being 0, and which rows have a number of each key.
    fn of_rows(&self, columns: &[Numbers<'_>], rows: usize) -> (Vec<u128>, Bits) {
        let (mut together, mut all) = (vec![0_u128; rows], vec![u64::MAX; words_for(rows)]);
        for (of, column) in self.0.iter().zip(columns) {
            for (index, (together, all)) in together.chunks_mut(WORD).zip(&mut all).enumerate() {
                let (numbers, given) = column.block(index);
                *all &= given;
                for (together, number) in together.iter_mut().zip(numbers) {
                    *together = *together << BITS | u128::from(of.class(*number + 0.0));
                }
            }
        }
        (together, Bits::from_words(all, rows))
    }
}

impl OfKey {
    fn new(key: usize, entries: &[Entry]) -> Option<Self> {
        // By number: the rows that list it, and with which rank.
        let mut listed: ByNumbers<u64, Vec<(u32, u32)>> = ByNumbers::default();
        for (entry, at) in entries.iter().zip(0_u32..) {
            if let Some(Pattern::Among(numbers)) = entry.patterns.get(key) {
                // Of equal numbers the first has the smallest rank, which is the one that holds.
                for (number, rank) in numbers {
                    let rows = listed.entry(number.to_bits()).or_default();
                    if rows.last().is_none_or(|(last, _)| *last != at) {
                        rows.push((at, *rank));
                    }
                }
            }
        }
        let mut classes: ByNumbers<Vec<(u32, u32)>, u16> = ByNumbers::default();
        let mut made = Self { places: Vec::new(), others: ByNumbers::default() };
        let mut numbers: Vec<(u64, Vec<(u32, u32)>)> = listed.into_iter().collect();
        numbers.sort_unstable();
        for (bits, rows) in numbers {
            let next = u16::try_from(classes.len() + 1).ok()?;
            let class = *classes.entry(rows).or_insert(next);
            match place(f64::from_bits(bits)) {
                Some(place) => {
                    if made.places.len() <= place {
                        made.places.resize(place + 1, 0);
                    }
                    if let Some(own) = made.places.get_mut(place) {
                        *own = class;
                    }
                }
                None => {
                    made.others.insert(bits, class);
                }
            }
        }
        Some(made)
    }

    fn class(&self, number: f64) -> u16 {
        match place(number) {
            Some(place) => self.places.get(place).copied().unwrap_or(0),
            None => self.others.get(&number.to_bits()).copied().unwrap_or(0),
        }
    }
}

/// A whole number that is not too large.
fn place(number: f64) -> Option<usize> {
    row_of(number).filter(|place| *place < MOST_PLACES)
}

/// Finds rows for many keys, each combination of classes once.
pub(crate) struct Finder<'i> {
    index: &'i Index,
    scratch: Vec<u32>,
    known: ByNumbers<u128, Option<u32>>,
    /// What was looked for last.
    last: Option<(u128, Option<u32>)>,
}

impl<'i> Finder<'i> {
    pub(crate) fn new(index: &'i Index) -> Self {
        Self { index, scratch: Vec::new(), known: ByNumbers::default(), last: None }
    }

    /// The row that each of so many rows finds, by the columns of its keys, as [`Index::find`].
    pub(crate) fn find_all(
        mut self,
        columns: &[Numbers<'_>],
        rows: usize,
    ) -> impl Iterator<Item = Option<u32>> {
        // Key by key, as each has a list of its own.
        let classes = self.index.classes().filter(|_| columns.len() == self.index.keys());
        let together = classes.map(|classes| classes.of_rows(columns, rows));
        let mut asked = vec![None; columns.len()];
        (0..rows).map(move |row| {
            let Self { index, scratch, known, last } = &mut self;
            let mut find = || {
                asked.iter_mut().zip(columns).for_each(|(key, column)| *key = column.at(row));
                index.find_with(scratch, &asked)
            };
            let Some((together, given)) = &together else { return find() };
            let together = *together.get(row).filter(|_| given.get(row))?;
            // Rows beside each other often ask for the same.
            match last {
                Some((before, found)) if *before == together => *found,
                _ => {
                    let found = *known.entry(together).or_insert_with(find);
                    *last = Some((together, found));
                    found
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Column;

    /// Groups within groups, wildcards, numbers listed twice, numbers that nobody lists and such that are no places: with
    /// classes and without all keys find the same.
    #[test]
    fn classes_find_what_is_found_without_them() {
        let mut seed = 7_u32;
        let mut draw = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        let values = [0.0, -0.0, 1.0, 2.0, 3.0, 4.0, 5.5, -1.0, 3e6, 1e300, 77.0];
        for round in 0..40 {
            let keys = 1 + round % 4;
            let entries: Vec<Entry> = (0..12)
                .map(|row| Entry {
                    row,
                    patterns: (0..keys)
                        .map(|_| match draw(4) {
                            0 => Pattern::Any,
                            1 => Pattern::Among(vec![(values[draw(10) as usize], 0)]),
                            _ => {
                                let size = 1 + draw(6);
                                Pattern::Among(
                                    (0..size).map(|_| (values[draw(10) as usize], draw(3))).collect(),
                                )
                            }
                        })
                        .collect(),
                })
                .collect();
            let index = Index::new(keys, entries);
            let mut asked =
                || (0..keys).map(|_| (draw(20) > 0).then(|| values[draw(11) as usize])).collect::<Vec<_>>();
            let rows: Vec<Vec<Option<f64>>> = (0..400).map(|_| asked()).collect();
            let columns: Vec<Column> =
                (0..keys).map(|key| Column::numbers(rows.iter().map(|row| row[key]))).collect();
            let numbers = columns.iter().map(|column| match column {
                Column::Number { values, given } => Numbers::Column { values, given },
                Column::Truth { .. } | Column::Code { .. } => Numbers::constant(None),
            });
            let numbers: Vec<Numbers<'_>> = numbers.collect();
            let all: Vec<Option<u32>> = Finder::new(&index).find_all(&numbers, rows.len()).collect();
            let each: Vec<Option<u32>> = rows.iter().map(|row| index.find(row)).collect();
            assert_eq!(all, each, "{index:?}");
        }
    }
}
