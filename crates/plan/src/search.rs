//! Searches: which row of a table these keys find.
//!
//! A row says of each key what it matches: a number, any of several, a span, or everything. Of the rows that match all
//! keys the most specific is found: key by key from left to right only those stay that have the smallest rank, and of
//! groups that lie within one another the inner ones. Where several stay to the end the search has no result.

use std::collections::{HashMap, HashSet};

use crate::plan::ValueId;
use crate::scattered::scattered;
use crate::search_classes::Classes;

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
    /// By entry: the place of its row.
    rows: Vec<u32>,
    /// By entry: what it says of each key; nothing where all of them say a number of each.
    patterns: Vec<Vec<Pattern>>,
    shapes: Vec<Shape>,
    /// By entry and key: which of the groups it names, counted over all entries; empty for one that names none.
    groups: Vec<Vec<usize>>,
    /// Groups that lie within others: the inner one, the outer one.
    within: HashSet<(usize, usize)>,
    /// Which numbers of a key find the same, where finding takes several looks.
    classes: Option<Classes>,
}

/// Rows that list their numbers for the same keys.
#[derive(Clone, Debug)]
struct Shape {
    /// The keys that are listed; the others are looked at.
    listed: Vec<usize>,
    looked_at: Vec<usize>,
    tuples: Tuples,
}

/// −0 is 0.
fn plain(number: f64) -> f64 {
    number + 0.0
}

impl Index {
    /// The index of rows, each with a pattern for each of `keys` keys, of which there are at most [`MOST_KEYS`]; others
    /// are never found.
    #[must_use]
    pub fn new(keys: usize, mut entries: Vec<Entry>) -> Self {
        entries.retain(|entry| entry.patterns.len() == keys && keys <= MOST_KEYS);
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
        if index.shapes.len() > 1 {
            index.classes = Classes::of(keys, &entries);
        }
        (index.rows, index.patterns) = entries.into_iter().map(|entry| (entry.row, entry.patterns)).unzip();
        index
    }

    /// The same of rows that each say one number of each key: by row all its numbers, one row after the other.
    #[must_use]
    pub fn of_numbers(keys: usize, rows: Vec<u32>, numbers: &[f64]) -> Self {
        if keys == 0 || keys > MOST_KEYS || numbers.len() != keys * rows.len() {
            let entries = if keys == 0 { rows } else { Vec::new() };
            let entry = |row| Entry { row, patterns: Vec::new() };
            return Self::new(keys, entries.into_iter().map(entry).collect());
        }
        let mut tuples = Tuples::with_room(keys, rows.len());
        for (at, numbers) in (0..).zip(numbers.chunks(keys)) {
            let mut tuple = [0; MOST_KEYS];
            tuple.iter_mut().zip(numbers).for_each(|(bits, number)| *bits = plain(*number).to_bits());
            tuples.add(tuple.get(..keys).unwrap_or(&[]), at);
        }
        let shapes = vec![Shape { listed: (0..keys).collect(), looked_at: Vec::new(), tuples }];
        Self { keys, rows, shapes, ..Self::default() }
    }

    /// Which numbers find the same, where that is known.
    pub(crate) fn classes(&self) -> Option<&Classes> {
        self.classes.as_ref()
    }

    /// Finds which groups lie within which: each is looked at once, however many rows name it.
    fn nest(&mut self, entries: &[Entry]) {
        let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
        for entry in entries {
            let names_groups = |pattern: &Pattern| match pattern {
                Pattern::Among(numbers) => numbers.iter().any(|(_, rank)| *rank > 0),
                Pattern::Between(..) | Pattern::Any => false,
            };
            // Most rows name none.
            if !entry.patterns.iter().any(names_groups) {
                self.groups.push(Vec::new());
                continue;
            }
            let groups = entry.patterns.iter().map(|pattern| {
                let Pattern::Among(numbers) = pattern else { return usize::MAX };
                if !names_groups(pattern) {
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

    /// Lays an entry out under all tuples of the numbers that it lists.
    fn lay(&mut self, at: u32, entry: &Entry) {
        let mut listed: Vec<(usize, &[(f64, u32)])> = Vec::with_capacity(self.keys);
        let mut count = 1_usize;
        for (key, pattern) in entry.patterns.iter().enumerate() {
            if let Pattern::Among(numbers) = pattern
                && let Some(more) = count.checked_mul(numbers.len()).filter(|more| *more <= MOST_ENTRIES)
            {
                count = more;
                listed.push((key, numbers));
            }
        }
        let keys = || listed.iter().map(|(key, _)| *key);
        let known = self.shapes.iter().position(|shape| shape.listed.iter().copied().eq(keys()));
        let place = known.unwrap_or_else(|| {
            let looked_at = (0..self.keys).filter(|key| keys().all(|listed| listed != *key)).collect();
            let tuples = Tuples::new(listed.len());
            self.shapes.push(Shape { listed: keys().collect(), looked_at, tuples });
            self.shapes.len() - 1
        });
        let Some(shape) = self.shapes.get_mut(place) else { return };
        for number in 0..count {
            // The digits of a number to bases as large as the lists are long.
            let (mut tuple, mut rest) = ([0; MOST_KEYS], number);
            for (bits, (_, numbers)) in tuple.iter_mut().zip(&listed) {
                *bits = numbers.get(rest % numbers.len()).map_or(0, |(number, _)| number.to_bits());
                rest /= numbers.len();
            }
            shape.tuples.add(tuple.get(..listed.len()).unwrap_or(&[]), at);
        }
    }

    /// How many keys there are.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys
    }

    /// The rows that can be found.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied()
    }

    /// The row that these keys find; none where one of them is missing.
    #[must_use]
    pub fn find(&self, keys: &[Option<f64>]) -> Option<u32> {
        self.find_with(&mut Vec::new(), keys)
    }

    /// The row that these keys find; what is written on is the caller's.
    pub(crate) fn find_with(&self, scratch: &mut Vec<u32>, keys: &[Option<f64>]) -> Option<u32> {
        self.leave_the_best(scratch, keys);
        match scratch.as_slice() {
            [at] => self.rows.get(*at as usize).copied(),
            _ => None,
        }
    }

    /// The rows that match these keys best: more than one where they are equally specific.
    #[must_use]
    pub fn best(&self, keys: &[Option<f64>]) -> Vec<u32> {
        let mut left = Vec::new();
        self.leave_the_best(&mut left, keys);
        let row = |at: &u32| self.rows.get(*at as usize).copied();
        let mut found: Vec<u32> = left.iter().filter_map(row).collect();
        found.sort_unstable();
        found
    }

    /// Leaves the entries that match these keys best, and nothing else.
    fn leave_the_best(&self, left: &mut Vec<u32>, asked: &[Option<f64>]) {
        left.clear();
        if asked.len() != self.keys {
            return;
        }
        let mut keys = [0.0; MOST_KEYS];
        for (key, asked) in keys.iter_mut().zip(asked) {
            let Some(asked) = asked else { return };
            *key = plain(*asked);
        }
        let key = |key: usize| keys.get(key).copied().unwrap_or(f64::NAN);
        for shape in &self.shapes {
            let mut tuple = [0; MOST_KEYS];
            tuple.iter_mut().zip(&shape.listed).for_each(|(bits, listed)| *bits = key(*listed).to_bits());
            let tuple = tuple.get(..shape.listed.len()).unwrap_or(&[]);
            left.extend(shape.tuples.entries(tuple).filter(|at| {
                let pattern = |key: usize| self.pattern(*at, key);
                shape.looked_at.iter().all(|at| pattern(*at).is_some_and(|own| own.rank(key(*at)).is_some()))
            }));
        }
        for (at, key) in keys.iter().enumerate().take(asked.len()) {
            if left.len() < 2 {
                return;
            }
            self.keep_the_most_specific(at, *key, left);
        }
    }

    fn pattern(&self, at: u32, key: usize) -> Option<&Pattern> {
        self.patterns.get(at as usize)?.get(key)
    }

    /// Drops the entries that say less of a key than another: those of a larger rank, and groups around a group.
    fn keep_the_most_specific(&self, key: usize, number: f64, left: &mut Vec<u32>) {
        let rank = |at: &u32| self.pattern(*at, key).and_then(|pattern| pattern.rank(number));
        let least = left.iter().filter_map(rank).min();
        left.retain(|at| rank(at) == least);
        if least == Some(0) || left.len() < 2 {
            return; // each names the number itself
        }
        let group = |at: &u32| self.groups.get(*at as usize)?.get(key).copied();
        let groups: Vec<usize> = left.iter().filter_map(group).collect();
        left.retain(|at| {
            let own = group(at).unwrap_or(usize::MAX);
            !groups.iter().any(|inner| self.within.contains(&(*inner, own)))
        });
    }
}

/// Tuples of numbers and the entries that list them: a hash table with a chain for each tuple.
#[derive(Clone, Debug)]
struct Tuples {
    width: usize,
    /// Of each tuple, as often as an entry lists it: the bits of its numbers, its entry, and the tuple before it that is
    /// equal. What is read together stands together.
    nodes: Vec<u64>,
    /// By hash, or behind: the last of equal tuples. A power of two of them, at least twice as many as there are tuples.
    heads: Vec<u32>,
}

/// No tuple.
const NONE: u32 = u32::MAX;

impl Tuples {
    fn new(width: usize) -> Self {
        Self { width, nodes: Vec::new(), heads: vec![NONE; 2] }
    }

    /// With room for so many tuples.
    fn with_room(width: usize, tuples: usize) -> Self {
        let heads = vec![NONE; (2 * tuples).next_power_of_two().max(2)];
        Self { width, nodes: Vec::with_capacity(tuples * (width + 1)), heads }
    }

    /// Adds a tuple of an entry. Entries come in ascending order; what one of them says twice is told once.
    fn add(&mut self, tuple: &[u64], entry: u32) {
        let count = self.nodes.len() / (self.width + 1);
        let (Ok(own), Some(before)) = (u32::try_from(count), self.head(tuple)) else { return };
        let before = self.heads.get(before).copied().unwrap_or(NONE);
        if self.link(before).is_some_and(|(known, _)| known == entry) {
            return;
        }
        self.nodes.extend(tuple);
        self.nodes.push(u64::from(entry) << 32 | u64::from(before));
        if 2 * (count + 1) > self.heads.len() {
            self.heads = vec![NONE; 4 * self.heads.len()];
            for at in 0..own {
                self.lead(at);
            }
        }
        self.lead(own);
    }

    /// Makes a tuple the head of those that are equal.
    fn lead(&mut self, at: u32) {
        let head = self.node(at).and_then(|(tuple, _)| self.head(tuple));
        if let Some(head) = head.and_then(|head| self.heads.get_mut(head)) {
            *head = at;
        }
    }

    /// A tuple, and its link.
    fn node(&self, at: u32) -> Option<(&[u64], u64)> {
        let from = at as usize * (self.width + 1);
        let (link, tuple) = self.nodes.get(from..=from + self.width)?.split_last()?;
        Some((tuple, *link))
    }

    /// The entry of a tuple, and the tuple before that is equal.
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of a word")]
    fn link(&self, at: u32) -> Option<(u32, u32)> {
        self.node(at).map(|(_, link)| ((link >> 32) as u32, link as u32))
    }

    /// Where the head of a tuple stands, or would.
    fn head(&self, tuple: &[u64]) -> Option<usize> {
        let mask = self.heads.len() - 1;
        let first = scattered(tuple);
        let own = |place: &usize| {
            let head = self.heads.get(*place).copied().unwrap_or(NONE);
            head == NONE || self.node(head).is_some_and(|(known, _)| known.iter().eq(tuple))
        };
        (0..self.heads.len()).map(|step| first.wrapping_add(step) & mask).find(own)
    }

    /// The entries that list a tuple.
    fn entries(&self, tuple: &[u64]) -> impl Iterator<Item = u32> {
        let head = self.head(tuple).and_then(|place| self.link(*self.heads.get(place)?));
        std::iter::successors(head, |(_, before)| self.link(*before)).map(|(entry, _)| entry)
    }
}
