//! The rows below the rows of a window, and what folds and lifts ask of them.
//!
//! A row has few rows below it, and each another number of them: a loop over them, row after row, spends its time on
//! guessing where it ends. So numbers are folded row below by row below, each into what its owner has, and truths 64 at a
//! time, whosever they are.

use std::cell::OnceCell;
use std::ops::Range;

use crate::bits::{Bits, WORD, words_for};
use crate::interp::arith::set_or;
use crate::scalar;

/// So many places are filled in one go, whether there are as many rows below or fewer.
const FEW: usize = 8;

/// For each row of a table, its rows of a table below, both counted from the beginning of a window.
pub(crate) struct Spans {
    /// Where the rows of each begin, and at last how many rows there are below all of them.
    edges: Vec<u32>,
    owners: OnceCell<Vec<u32>>,
    ends: OnceCell<Vec<u64>>,
}

impl Spans {
    /// From the edges: ascending from 0, one more than there are rows.
    pub(crate) fn new(edges: Vec<u32>) -> Self {
        Self { edges, owners: OnceCell::new(), ends: OnceCell::new() }
    }

    /// How many rows have a span.
    fn rows(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// How many rows there are below all of them.
    fn below(&self) -> usize {
        self.edges.last().map_or(0, |edge| *edge as usize)
    }

    fn each(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.edges.iter().zip(self.edges.iter().skip(1)).map(|(from, to)| *from as usize..*to as usize)
    }

    /// By row below: whose it is.
    pub(crate) fn owners(&self) -> &[u32] {
        self.owners.get_or_init(|| {
            let mut owners = vec![0; self.below()];
            for (row, span) in (0..).zip(self.each()) {
                // What reaches beyond the span is written over by the next ones.
                let most = span.start..span.start + FEW;
                match owners.get_mut(most) {
                    Some(most) if span.len() <= FEW => most.fill(row),
                    Some(_) | None => owners.get_mut(span).unwrap_or(&mut []).fill(row),
                }
            }
            owners
        })
    }

    /// By row below, a bit: whether it is the last one of its owner.
    fn ends(&self) -> &[u64] {
        self.ends.get_or_init(|| {
            let mut ends = vec![0; words_for(self.below())];
            for span in self.each().filter(|span| !span.is_empty()) {
                let last = span.end - 1;
                if let Some(word) = ends.get_mut(last / WORD) {
                    *word |= 1 << (last % WORD);
                }
            }
            ends
        })
    }

    /// The numbers of each row below it, folded in their order from a seed. They are told by word, with those that count;
    /// `other` stands for the rest. Each goes to what its owner has so far, so that nobody asks where an owner's rows end.
    pub(crate) fn fold<'v>(
        &self,
        values: impl Fn(usize) -> (&'v [f64], u64),
        other: f64,
        seed: f64,
        f: impl Fn(f64, f64) -> f64,
    ) -> Vec<f64> {
        let mut folded = vec![seed; self.rows()];
        let mut room = [other; WORD];
        for (index, owners) in self.owners().chunks(WORD).enumerate() {
            let (block, set) = values(index);
            for (owner, value) in owners.iter().zip(set_or(block, set, other, &mut room)) {
                if let Some(folded) = folded.get_mut(*owner as usize) {
                    *folded = f(*folded, *value);
                }
            }
        }
        folded
    }

    /// Whether a row below is set, of each row. The bits are told by word; none is set past the end.
    ///
    /// Of the rows of one owner, taken as a number whose highest bit is the last one, all bits but that one are added to
    /// a number that has them all: the sum reaches the last bit if any of them was set, and never goes beyond.
    pub(crate) fn any(&self, hits: impl Fn(usize) -> u64) -> Bits {
        let mut found = vec![0_u64; words_for(self.rows())];
        let mut carried = false;
        for (index, (ends, owners)) in self.ends().iter().zip(self.owners().chunks(WORD)).enumerate() {
            let hits = hits(index);
            let (sum, over) = (hits & !ends).overflowing_add(!ends);
            let (sum, over_again) = sum.overflowing_add(u64::from(carried));
            carried = over | over_again;
            let mut rest = (sum | hits) & ends;
            while rest != 0 {
                if let Some(owner) = owners.get(rest.trailing_zeros() as usize)
                    && let Some(word) = found.get_mut(*owner as usize / WORD)
                {
                    *word |= 1 << (owner % 64);
                }
                rest &= rest - 1;
            }
        }
        Bits::from_words(found, self.rows())
    }

    /// How many rows below are set, of each row. The bits are told by word.
    pub(crate) fn count(&self, set: impl Fn(usize) -> u64) -> Vec<f64> {
        let words: Vec<(u64, u32)> = (0..=self.below() / WORD)
            .scan(0, |before, index| {
                let word = set(index);
                let all = *before;
                *before += word.count_ones();
                Some((word, all))
            })
            .collect();
        let before = |row: u32| {
            let (word, all) = words.get(row as usize / WORD).copied().unwrap_or((0, 0));
            all + (word & !(u64::MAX << (row % 64))).count_ones()
        };
        let mut last = 0;
        let counts = self.edges.iter().skip(1).map(|edge| {
            let all = before(*edge);
            f64::from(all - std::mem::replace(&mut last, all))
        });
        counts.collect()
    }

    /// How many rows below there are, of each row.
    pub(crate) fn lengths(&self) -> Vec<f64> {
        self.each().map(|span| scalar::count(span.len())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths around words and around as many as are filled in one go, with and without empty spans between and at the ends.
    fn samples() -> Vec<Vec<usize>> {
        let lengths = [0, 1, 7, 8, 9, 63, 64, 65, 128, 200];
        let mut samples: Vec<Vec<usize>> = lengths.iter().map(|length| vec![*length]).collect();
        samples.push(Vec::new());
        samples.push(lengths.to_vec());
        samples.push(lengths.iter().rev().copied().collect());
        samples.extend(lengths.iter().map(|length| [0, *length, 0, 0, 1, *length, 3].repeat(9)));
        samples.push((0..500).map(|row| row * row % 7).collect());
        samples
    }

    fn spans(lengths: &[usize]) -> Spans {
        let mut edges = vec![0];
        for length in lengths {
            edges.push(edges.last().unwrap() + u32::try_from(*length).unwrap());
        }
        Spans::new(edges)
    }

    /// None, all, single and scattered ones.
    fn patterns(rows: usize) -> Vec<Bits> {
        let scattered = |step: usize| (0..rows).map(move |row| (row * row + row) % step == 0);
        let mut patterns = vec![Bits::new(rows, false), Bits::new(rows, true)];
        patterns.extend([2, 3, 5, 11, 97].map(|step| scattered(step).collect()));
        for row in [0, 1, 62, 63, 64, 65, 127, rows.saturating_sub(1)] {
            let mut one = Bits::new(rows, false);
            one.set(row, true);
            patterns.push(one);
        }
        patterns
    }

    #[test]
    fn bits_are_those_of_each_span() {
        for lengths in samples() {
            let spans = spans(&lengths);
            for bits in patterns(lengths.iter().sum()) {
                let any: Bits = spans.each().map(|span| bits.any_in(span)).collect();
                assert_eq!(spans.any(|index| bits.word(index)), any, "{lengths:?} {bits:?}");
                let counts: Vec<f64> = spans.each().map(|span| scalar::count(bits.count_in(span))).collect();
                assert_eq!(spans.count(|index| bits.word(index)), counts, "{lengths:?} {bits:?}");
            }
        }
    }

    #[test]
    fn numbers_are_folded_in_their_order() {
        for lengths in samples() {
            let spans = spans(&lengths);
            let values: Vec<f64> = (0..spans.below()).map(|row| scalar::count(row).sin()).collect();
            let f = |all: f64, value: f64| all * 0.5 + value;
            let expected: Vec<f64> =
                spans.each().map(|span| span.fold(0.25, |all, row| f(all, values[row]))).collect();
            let block = |index: usize| (values.get(index * WORD..).unwrap_or(&[]), u64::MAX);
            assert_eq!(spans.fold(block, 0.0, 0.25, f), expected, "{lengths:?}");
            let owners: Vec<u32> =
                (0..).zip(spans.each()).flat_map(|(row, span)| span.map(move |_| row)).collect();
            assert_eq!(spans.owners(), owners);
            let all: Vec<f64> = lengths.iter().map(|length| scalar::count(*length)).collect();
            assert_eq!(spans.lengths(), all);
        }
    }
}
