//! Searches: which row of a table these keys find.
//!
//! A row says of each key what it matches: a number, any of several, a span, or everything. Of the rows that match all
//! keys the most specific is found: key by key from left to right only those stay that have the smallest rank, and of
//! groups that lie within one another the inner ones. Where several stay to the end the search has no result.

use std::collections::{HashMap, HashSet};

use crate::plan::ValueId;

/// A search has at most so many keys.
pub const MOST_KEYS: usize = 8;

/// The rank of a span, and that of everything; a number has the rank that its pattern gives it.
const SPAN: u32 = 1;
const EVERYTHING: u32 = u32::MAX;

/// A row whose patterns list more numbers than this, multiplied over the keys, is looked at instead of listed.
const MOST_ENTRIES: usize = 4096;

/// The numbers that are searched for, from the first key to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keys([Option<ValueId>; MOST_KEYS]);

impl Keys {
    /// These keys; those past the last that a search may have are left out.
    pub fn new(keys: impl IntoIterator<Item = ValueId>) -> Self {
        let mut held = Self::default();
        held.0.iter_mut().zip(keys).for_each(|(place, key)| *place = Some(key));
        held
    }

    /// The keys in order.
    pub fn iter(self) -> impl Iterator<Item = ValueId> {
        self.0.into_iter().flatten()
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// What a row says of one key.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// These numbers, each with its rank: 0 where the row names it itself, more where it names a group. An [`Index`]
    /// keeps them in order.
    Among(Vec<(f64, u32)>),
    /// The numbers from one bound to another.
    Between(Option<Bound>, Option<Bound>),
    /// Every number.
    Any,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub number: f64,
    /// Whether it belongs to the span.
    pub included: bool,
}

impl Pattern {
    /// The rank with which a number matches; none where it does not.
    #[must_use]
    pub fn rank(&self, number: f64) -> Option<u32> {
        match self {
            Self::Among(numbers) => {
                // They ascend, of equal numbers the one with the smallest rank first.
                let at = numbers.partition_point(|(known, _)| *known < number);
                numbers.get(at).filter(|(known, _)| *known == number).map(|(_, rank)| *rank)
            }
            Self::Between(low, high) => {
                let above = |bound: &Bound| number > bound.number || bound.included && number == bound.number;
                let below = |bound: &Bound| number < bound.number || bound.included && number == bound.number;
                (low.as_ref().is_none_or(above) && high.as_ref().is_none_or(below)).then_some(SPAN)
            }
            Self::Any => Some(EVERYTHING),
        }
    }
}

/// A row that can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in its table.
    pub row: u32,
    /// What it says of each key.
    pub patterns: Vec<Pattern>,
}

/// The rows of a search, laid out to be found.
#[derive(Clone, Debug, Default)]
pub struct Index {
    keys: usize,
    entries: Vec<Entry>,
    shapes: Vec<Shape>,
    /// By entry and key: which of the groups it names, counted over all entries.
    groups: Vec<Vec<usize>>,
    /// Groups that lie within others: the inner one, the outer one.
    within: HashSet<(usize, usize)>,
}

/// Rows that list their numbers for the same keys.
#[derive(Clone, Debug, Default)]
struct Shape {
    listed: Vec<bool>,
    /// By the numbers of the listed keys: places among the entries, ascending.
    buckets: HashMap<Vec<u64>, Vec<u32>>,
}

/// −0 is 0.
fn plain(number: f64) -> f64 {
    number + 0.0
}

impl Index {
    /// The index of rows, each with a pattern for each of `keys` keys; others are never found.
    #[must_use]
    pub fn new(keys: usize, mut entries: Vec<Entry>) -> Self {
        entries.retain(|entry| entry.patterns.len() == keys);
        for pattern in entries.iter_mut().flat_map(|entry| &mut entry.patterns) {
            if let Pattern::Among(numbers) = pattern {
                numbers.iter_mut().for_each(|(number, _)| *number = plain(*number));
                numbers.sort_by(|(a, x), (b, y)| a.total_cmp(b).then(x.cmp(y)));
            }
        }
        let mut index = Self { keys, ..Self::default() };
        for (at, entry) in (0..).zip(&entries) {
            index.lay(at, entry);
        }
        index.nest(&entries);
        index.entries = entries;
        index
    }

    /// Finds which groups lie within which: each is looked at once, however many rows name it.
    fn nest(&mut self, entries: &[Entry]) {
        let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
        for entry in entries {
            let groups = entry.patterns.iter().map(|pattern| {
                let Pattern::Among(numbers) = pattern else { return usize::MAX };
                if numbers.iter().all(|(_, rank)| *rank == 0) {
                    return usize::MAX;
                }
                let next = known.len();
                *known.entry(numbers.iter().map(|(number, _)| number.to_bits()).collect()).or_insert(next)
            });
            let groups = groups.collect();
            self.groups.push(groups);
        }
        let sets: Vec<(HashSet<u64>, usize)> =
            known.into_iter().map(|(numbers, id)| (numbers.into_iter().collect(), id)).collect();
        for (inner, id) in &sets {
            let larger = sets.iter().filter(|(outer, _)| outer.len() > inner.len());
            let around = larger.filter(|(outer, _)| inner.is_subset(outer));
            self.within.extend(around.map(|(_, outer)| (*id, *outer)));
        }
    }

    fn lay(&mut self, at: u32, entry: &Entry) {
        let mut listed: Vec<bool> =
            entry.patterns.iter().map(|pattern| matches!(pattern, Pattern::Among(_))).collect();
        let mut product = 1_usize;
        for (pattern, listed) in entry.patterns.iter().zip(&mut listed) {
            if let Pattern::Among(numbers) = pattern {
                match product.checked_mul(numbers.len()).filter(|product| *product <= MOST_ENTRIES) {
                    Some(more) => product = more,
                    None => *listed = false,
                }
            }
        }
        let mut tuples: Vec<Vec<u64>> = vec![Vec::new()];
        for (pattern, _) in entry.patterns.iter().zip(&listed).filter(|(_, listed)| **listed) {
            if let Pattern::Among(numbers) = pattern {
                let longer = |tuple: &Vec<u64>| {
                    let with = |(number, _): &(f64, u32)| [tuple.as_slice(), &[number.to_bits()]].concat();
                    numbers.iter().map(with).collect::<Vec<_>>()
                };
                tuples = tuples.iter().flat_map(longer).collect();
            }
        }
        let place = self.shapes.iter().position(|shape| shape.listed == listed).unwrap_or_else(|| {
            self.shapes.push(Shape { listed, buckets: HashMap::new() });
            self.shapes.len() - 1
        });
        let Some(shape) = self.shapes.get_mut(place) else { return };
        for tuple in tuples {
            let bucket = shape.buckets.entry(tuple).or_default();
            if bucket.last() != Some(&at) {
                bucket.push(at);
            }
        }
    }

    /// How many keys there are.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys
    }

    /// The rows that can be found.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().map(|entry| entry.row)
    }

    /// The row that these keys find; none where one of them is missing.
    #[must_use]
    pub fn find(&self, keys: &[Option<f64>]) -> Option<u32> {
        match self.best(keys).as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }

    /// The rows that match these keys best: more than one where they are equally specific.
    #[must_use]
    pub fn best(&self, keys: &[Option<f64>]) -> Vec<u32> {
        let Some(keys) = keys.iter().map(|key| key.map(plain)).collect::<Option<Vec<f64>>>() else {
            return Vec::new();
        };
        let mut left = Vec::new();
        for shape in &self.shapes {
            let listed = keys.iter().zip(&shape.listed).filter(|(_, listed)| **listed);
            let tuple: Vec<u64> = listed.map(|(key, _)| key.to_bits()).collect();
            for at in shape.buckets.get(&tuple).into_iter().flatten() {
                let Some(entry) = self.entries.get(*at as usize) else { continue };
                left.extend(ranks(entry, &keys).map(|ranks| (*at as usize, ranks)));
            }
        }
        for key in 0..keys.len() {
            if left.len() < 2 {
                break;
            }
            self.keep_the_most_specific(key, &mut left);
        }
        let mut found: Vec<u32> =
            left.iter().filter_map(|(at, _)| self.entries.get(*at)).map(|entry| entry.row).collect();
        found.sort_unstable();
        found
    }

    /// Drops the rows that say less of a key than another: those of a larger rank, and groups around a group.
    fn keep_the_most_specific(&self, key: usize, left: &mut Vec<(usize, Vec<u32>)>) {
        let rank = |(_, ranks): &(usize, Vec<u32>)| ranks.get(key).copied();
        let least = left.iter().filter_map(rank).min();
        left.retain(|row| rank(row) == least);
        if least == Some(0) {
            return; // each names the number itself
        }
        let group = |(at, _): &(usize, Vec<u32>)| self.groups.get(*at)?.get(key).copied();
        let groups: Vec<usize> = left.iter().filter_map(group).collect();
        left.retain(|row| {
            let own = group(row).unwrap_or(usize::MAX);
            !groups.iter().any(|inner| self.within.contains(&(*inner, own)))
        });
    }
}

/// How specific a row is in each key; none where it does not match.
fn ranks(entry: &Entry, keys: &[f64]) -> Option<Vec<u32>> {
    entry.patterns.iter().zip(keys).map(|(pattern, key)| pattern.rank(*key)).collect()
}
