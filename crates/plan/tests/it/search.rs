//! The row that keys find, against looking at every row.

use proptest::prelude::*;
use shensuan_plan::{Bound, Entry, Index, MOST_KEYS, Pattern, Search, TableId};

use crate::sample::{Dice, entries};

/// The rank of a number in a pattern, said as plainly as can be.
fn rank(pattern: &Pattern, number: f64) -> Option<u32> {
    match pattern {
        Pattern::Among(all) => all.iter().filter(|(known, _)| *known == number).map(|(_, rank)| *rank).min(),
        Pattern::Between(low, high) => {
            let from = low.is_none_or(|b| number > b.number || b.included && number == b.number);
            let to = high.is_none_or(|b| number < b.number || b.included && number == b.number);
            (from && to).then_some(1)
        }
        Pattern::Any => Some(u32::MAX),
    }
}

/// The rows that match best.
pub fn naive(entries: &[Entry], keys: &[Option<f64>]) -> Vec<u32> {
    let Some(keys) = keys.iter().copied().collect::<Option<Vec<f64>>>() else { return Vec::new() };
    let matches =
        |entry: &&Entry| entry.patterns.iter().zip(&keys).all(|(pattern, key)| rank(pattern, *key).is_some());
    let mut left: Vec<&Entry> = entries.iter().filter(matches).collect();
    for (at, key) in keys.iter().enumerate() {
        let worse = |entry: &Entry, than: &Entry| {
            let (own, other) = (&entry.patterns[at], &than.patterns[at]);
            let (own_rank, other_rank) = (rank(own, *key), rank(other, *key));
            other_rank < own_rank || other_rank == own_rank && own_rank != Some(0) && lies_within(other, own)
        };
        let all = left.clone();
        left.retain(|entry| !all.iter().any(|other| worse(entry, other)));
    }
    let mut found: Vec<u32> = left.into_iter().map(|entry| entry.row).collect();
    found.sort_unstable();
    found
}

/// Whether one list of numbers is a part of another.
fn lies_within(inner: &Pattern, outer: &Pattern) -> bool {
    let (Pattern::Among(inner), Pattern::Among(outer)) = (inner, outer) else { return false };
    let part = |a: &[(f64, u32)], b: &[(f64, u32)]| a.iter().all(|(x, _)| b.iter().any(|(y, _)| x == y));
    part(inner, outer) && !part(outer, inner)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn an_index_finds_what_looking_at_every_row_finds(seed: u64, rows in 0_usize..40, keys in 1_usize..4) {
        let mut dice = Dice(seed);
        let entries = entries(rows, &Search { table: TableId(0), keys }, &mut dice);
        let index = Index::new(keys, entries.clone());
        for _ in 0..50 {
            let asked: Vec<Option<f64>> =
                (0..keys).map(|_| Some(dice.roll(9) as f64 - 1.0).filter(|key| *key >= 0.0)).collect();
            let best = naive(&entries, &asked);
            prop_assert_eq!(&index.best(&asked), &best);
            prop_assert_eq!(index.find(&asked), if let [row] = best[..] { Some(row) } else { None });
        }
    }
}

proptest! {
    #[test]
    fn rows_of_numbers_are_found_as_rows_that_list_them(seed: u64, rows in 0_usize..60, keys in 0_usize..=MOST_KEYS + 1) {
        let mut dice = Dice(seed);
        let mut number = || [0.0, -0.0, 1.0, 2.5][dice.roll(4)];
        let numbers: Vec<f64> = (0..rows * keys).map(|_| number()).collect();
        let places: Vec<u32> = (0..rows as u32).map(|row| 3 * row).collect();
        let row = |at: usize| numbers[at * keys..(at + 1) * keys].iter().map(|number| one(*number)).collect();
        let entries =
            places.iter().enumerate().map(|(at, place)| Entry { row: *place, patterns: row(at) }).collect();
        let listed = Index::new(keys, entries);
        let plain = Index::of_numbers(keys, places, &numbers);
        prop_assert_eq!(plain.keys(), listed.keys());
        for _ in 0..50 {
            let asked: Vec<Option<f64>> =
                (0..keys).map(|_| [None, Some(0.0), Some(-0.0), Some(1.0), Some(2.5), Some(9.0)][dice.roll(6)]).collect();
            prop_assert_eq!(plain.best(&asked), listed.best(&asked));
            prop_assert_eq!(plain.find(&asked), listed.find(&asked));
        }
    }
}

fn one(number: f64) -> Pattern {
    Pattern::Among(vec![(number, 0)])
}

#[test]
fn the_most_specific_wins_from_left_to_right() {
    let group = Pattern::Among(vec![(33.0, 4), (34.0, 4), (35.0, 4), (36.0, 4)]);
    let rows = [
        vec![Pattern::Any, one(1.0)],
        vec![group.clone(), one(1.0)],
        vec![one(33.0), Pattern::Any],
        vec![group, Pattern::Any],
    ];
    let entries = (0..).zip(rows).map(|(row, patterns)| Entry { row, patterns }).collect();
    let index = Index::new(2, entries);
    // The code before the group whatever stands to the right, the group before any.
    assert_eq!(index.find(&[Some(33.0), Some(1.0)]), Some(2));
    assert_eq!(index.find(&[Some(34.0), Some(1.0)]), Some(1));
    assert_eq!(index.find(&[Some(34.0), Some(2.0)]), Some(3));
    assert_eq!(index.find(&[Some(99.0), Some(1.0)]), Some(0));
    assert_eq!(index.find(&[Some(99.0), Some(2.0)]), None);
    assert_eq!(index.find(&[None, Some(1.0)]), None);
}

#[test]
fn spans_and_ties() {
    let bound = |number, included| Some(Bound { number, included });
    let rows = [
        Pattern::Between(None, bound(10.0, false)),
        Pattern::Between(bound(10.0, true), bound(20.0, true)),
        Pattern::Between(bound(20.0, true), None),
        one(-0.0),
    ];
    let entries = (0..).zip(rows).map(|(row, pattern)| Entry { row, patterns: vec![pattern] }).collect();
    let index = Index::new(1, entries);
    assert_eq!(index.find(&[Some(9.9)]), Some(0));
    assert_eq!(index.find(&[Some(10.0)]), Some(1));
    assert_eq!(index.find(&[Some(21.0)]), Some(2));
    assert_eq!(index.find(&[Some(0.0)]), Some(3));
    assert_eq!((index.find(&[Some(20.0)]), index.best(&[Some(20.0)])), (None, vec![1, 2]));
}

#[test]
fn of_groups_that_overlap_neither_wins() {
    let among = |numbers: &[f64]| Pattern::Among(numbers.iter().map(|number| (*number, 1)).collect());
    let rows = [
        vec![among(&[33.0, 34.0, 35.0]), Pattern::Any],
        vec![among(&[33.0, 43.0]), one(1.0)],
        vec![among(&[33.0, 34.0]), Pattern::Any],
    ];
    let entries = (0..).zip(rows).map(|(row, patterns)| Entry { row, patterns }).collect();
    let index = Index::new(2, entries);
    // The next key decides; of one within another the inner.
    assert_eq!(index.find(&[Some(33.0), Some(1.0)]), Some(1));
    assert_eq!(index.find(&[Some(34.0), Some(1.0)]), Some(2));
    assert_eq!(index.best(&[Some(33.0), Some(2.0)]), [2]);
}
