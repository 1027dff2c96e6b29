//! Groups of rows, and what is asked of them: the numbers of each group beside each other, in row order.
//!
//! Several threads gather shares of the rows, each for itself; what a group has of one share follows what it has of the
//! share before, so that its numbers stand in row order however many there are. Then they share the groups.

use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use crate::bits::{Bits, WORD, ones};
use crate::column::Column;
use crate::interp::dense::{Dense, NONE};
use crate::interp::runs::{InRuns, Runs};
use crate::plan::Kind;
use crate::scalar::{self, Scalar};
use crate::scattered::ByNumbers;
use crate::shares::{of_stretches, share, shared_out, shares_by_groups};
use crate::statistic::{self, Places, Statistic};

/// Which group each row belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    /// By row: its group, or [`NONE`].
    codes: Vec<u32>,
    count: usize,
    /// Runs of rows across whose edges no group lies, where they are known.
    runs: Option<Arc<Runs>>,
}

/// So many rows tell whether keys repeat.
const PROBE: usize = 16_384;

impl Groups {
    /// All rows in one.
    pub(crate) fn one(rows: usize) -> Self {
        Self { codes: vec![0; rows], count: 1, runs: None }
    }

    /// Those with the same key, numbered as they come; and the first row of each.
    pub(crate) fn by<K: Copy + Eq + Hash + Send + Sync>(
        rows: usize,
        threads: usize,
        key: impl Fn(usize) -> Option<K> + Sync,
    ) -> (Self, Vec<usize>) {
        // Keys that hardly repeat would be numbered once by each thread and all of them once more.
        let few = threads > 1 && Numbered::of(0..rows.min(PROBE), &key).repeat();
        let shares = if few { threads } else { 1 };
        let mut parts =
            shared_out(shares, threads, |at| Numbered::of(share(rows, at, shares), &key)).into_iter();
        let mut all = parts.next().unwrap_or_default();
        let parts: Vec<(Vec<u32>, Vec<u32>)> =
            parts.map(|part| (all.numbers_of(&part.firsts), part.codes)).collect();
        let renamed = shared_out(parts.len(), threads, |at| {
            let named = |(numbers, codes): &(Vec<u32>, Vec<u32>)| {
                let number = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(NONE);
                codes.iter().map(number).collect::<Vec<u32>>()
            };
            parts.get(at).map(named).unwrap_or_default()
        });
        renamed.into_iter().for_each(|codes| all.codes.extend(codes));
        let firsts: Vec<usize> = all.firsts.into_iter().map(|(_, row)| row).collect();
        (Self { codes: all.codes, count: firsts.len(), runs: None }, firsts)
    }

    /// The same, of numbers that have places in a list.
    pub(crate) fn dense(of: Dense) -> (Self, Vec<usize>) {
        (Self { codes: of.codes, count: of.firsts.len(), runs: None }, of.firsts)
    }

    /// The same, of keys that never lie in two runs.
    pub(crate) fn in_runs<K: Copy + Eq + Hash + Send + Sync>(
        runs: Arc<Runs>,
        threads: usize,
        key: impl Fn(usize) -> Option<K> + Sync,
    ) -> (Self, Vec<usize>) {
        let InRuns { codes, firsts } = runs.number(threads, NONE, key);
        (Self { codes, count: firsts.len(), runs: Some(runs) }, firsts)
    }

    /// Runs of rows across whose edges no group lies, where they are known.
    pub(crate) fn runs(&self) -> Option<&Arc<Runs>> {
        self.runs.as_ref()
    }

    /// The groups of other rows, which each know one of these rows by its code, if that is given.
    pub(crate) fn through(&self, codes: &[u32], given: &Bits, threads: usize) -> Self {
        let group = |code: &u32| self.codes.get(*code as usize).copied().unwrap_or(NONE);
        let shares = threads.max(1);
        let through = shared_out(shares, threads, |at| {
            let rows = share(codes.len(), at, shares);
            let words = given.words().get(rows.start / WORD..).unwrap_or(&[]);
            let mut through = Vec::with_capacity(rows.len());
            for (codes, given) in codes.get(rows).unwrap_or(&[]).chunks(WORD).zip(words) {
                let start = through.len();
                through.extend(codes.iter().map(group));
                for row in ones(!given) {
                    if let Some(group) = through.get_mut(start + row) {
                        *group = NONE;
                    }
                }
            }
            through
        });
        Self { codes: through.concat(), count: self.count, runs: None }
    }

    /// By row: its group; for a row of none, a number past all groups.
    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// How many groups there are at most.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The group of a row.
    pub(crate) fn of(&self, row: usize) -> Option<usize> {
        self.codes.get(row).filter(|group| **group != NONE).map(|group| *group as usize)
    }

    /// Goes through the set ones of some rows, which begin with a whole word of bits, with their groups: the rows
    /// themselves, or those below them, which begin and end at edges. A row of no group has a group past all.
    pub(crate) fn each(
        &self,
        own: Range<usize>,
        rows: &Bits,
        edges: Option<&[usize]>,
        mut visit: impl FnMut(usize, usize),
    ) {
        let codes = self.codes.get(own.clone()).unwrap_or(&[]);
        let Some(edges) = edges else {
            let words = rows.words().get(own.start / WORD..).unwrap_or(&[]);
            for (index, (groups, word)) in codes.chunks(WORD).zip(words).enumerate() {
                let start = own.start + index * WORD;
                if *word == u64::MAX {
                    (start..).zip(groups).for_each(|(row, group)| visit(*group as usize, row));
                } else {
                    let set = ones(*word).filter_map(|bit| Some((groups.get(bit)?, start + bit)));
                    set.for_each(|(group, row)| visit(*group as usize, row));
                }
            }
            return;
        };
        let edges = edges.get(own.start..).unwrap_or(&[]);
        for ((group, from), to) in codes.iter().zip(edges).zip(edges.iter().skip(1)) {
            for row in (*from..*to).filter(|row| rows.get(*row)) {
                visit(*group as usize, row);
            }
        }
    }

    /// How many rows each group has of those that are set; as [`Groups::each`].
    pub(crate) fn sizes(&self, own: Range<usize>, rows: &Bits, edges: Option<&[usize]>) -> Vec<u32> {
        let mut sizes = vec![0; self.count];
        self.each(own, rows, edges, |group, _| {
            if let Some(size) = sizes.get_mut(group) {
                *size += 1;
            }
        });
        sizes
    }
}

/// Keys of some rows, numbered as they come.
struct Numbered<K> {
    known: ByNumbers<K, u32>,
    /// By number: the key, and the first row that has it.
    firsts: Vec<(K, usize)>,
    /// By row: the number of its key, or [`NONE`].
    codes: Vec<u32>,
}

impl<K> Default for Numbered<K> {
    fn default() -> Self {
        Self { known: ByNumbers::default(), firsts: Vec::new(), codes: Vec::new() }
    }
}

impl<K: Copy + Eq + Hash> Numbered<K> {
    fn of(rows: Range<usize>, key: impl Fn(usize) -> Option<K>) -> Self {
        let mut numbered = Self::default();
        numbered.codes.reserve(rows.len());
        for row in rows {
            let code = key(row).map_or(NONE, |key| numbered.number(key, row));
            numbered.codes.push(code);
        }
        numbered
    }

    fn number(&mut self, key: K, row: usize) -> u32 {
        *self.known.entry(key).or_insert_with(|| {
            self.firsts.push((key, row));
            u32::try_from(self.firsts.len() - 1).unwrap_or(NONE)
        })
    }

    /// Whether most rows have a key that an earlier one has.
    fn repeat(&self) -> bool {
        2 * self.firsts.len() < self.codes.len()
    }

    /// The numbers of the keys of later rows.
    fn numbers_of(&mut self, later: &[(K, usize)]) -> Vec<u32> {
        later.iter().map(|(key, row)| self.number(*key, *row)).collect()
    }
}

/// Which rows of a table are gathered, and where.
#[derive(Clone, Copy)]
pub(crate) struct Kept<'a> {
    pub(crate) groups: &'a Groups,
    /// The numbers or truths of the rows, if anything but their number is asked.
    pub(crate) column: Option<&'a Column>,
    /// Those that are kept.
    pub(crate) kept: &'a Bits,
    /// Where the rows below each row of the groups' table begin and at last end; nothing for those rows themselves.
    pub(crate) edges: Option<&'a [usize]>,
}

/// The kept rows of each group, by shares of all rows.
pub(crate) struct Gathered {
    groups: usize,
    shares: Vec<ByGroup>,
}

/// What some rows come to, by group.
#[derive(Default)]
struct ByGroup {
    /// How many there are; of no group where nobody asks.
    kept: Vec<u32>,
    /// The given numbers, one group after the other, each in row order.
    numbers: Vec<f64>,
    /// Where the numbers of each group end.
    ends: Vec<u32>,
    yes: Vec<u32>,
    no: Vec<u32>,
}

/// The kept rows of one group.
struct Rows<'a> {
    kept: usize,
    numbers: &'a [f64],
    yes: usize,
    no: usize,
    /// Made when they are asked for.
    places: Option<Places>,
}

impl ByGroup {
    fn new(own: Range<usize>, of: Kept<'_>, counted: bool) -> Self {
        let Kept { groups, column, kept, edges } = of;
        let mut all = Self::default();
        match column {
            Some(Column::Number { values, given }) => {
                let given = kept.and(given);
                let mut next = groups.sizes(own.clone(), &given, edges);
                let mut end = 0;
                next.iter_mut().for_each(|next| end += std::mem::replace(next, end));
                let mut numbers = vec![0.0; end as usize];
                groups.each(own.clone(), &given, edges, |group, row| {
                    if let (Some(next), Some(value)) = (next.get_mut(group), values.get(row)) {
                        if let Some(place) = numbers.get_mut(*next as usize) {
                            *place = *value;
                        }
                        *next += 1;
                    }
                });
                (all.numbers, all.ends) = (numbers, next);
            }
            Some(Column::Truth { yes, no }) => {
                all.yes = groups.sizes(own.clone(), &kept.and(yes), edges);
                all.no = groups.sizes(own.clone(), &kept.and(no), edges);
            }
            Some(Column::Code { .. }) | None => {}
        }
        if counted {
            all.kept = groups.sizes(own, kept, edges);
        }
        all
    }

    /// The numbers of a group.
    fn numbers(&self, group: usize) -> &[f64] {
        let edge = |group: usize| self.ends.get(group).map_or(0, |edge| *edge as usize);
        let from = group.checked_sub(1).map_or(0, edge);
        self.numbers.get(from..edge(group)).unwrap_or(&[])
    }
}

impl Gathered {
    /// The rows that are kept, and the numbers or truths that they have, if there is a column. How many are kept is
    /// known if they are counted.
    pub(crate) fn new(of: Kept<'_>, counted: bool, threads: usize) -> Self {
        let rows = of.groups.codes.len();
        let shares = shares_by_groups(of.kept.len(), of.groups.count, threads);
        let gathered = |at| ByGroup::new(share(rows, at, shares), of, counted);
        Self { groups: of.groups.count, shares: shared_out(shares, threads, gathered) }
    }

    /// The rows of a group; where they lie in several shares their numbers are put together in `scratch`.
    fn rows<'r>(&'r self, group: usize, scratch: &'r mut Vec<f64>) -> Rows<'r> {
        let sum = |counts: fn(&ByGroup) -> &Vec<u32>| {
            let own = self.shares.iter().filter_map(|share| counts(share).get(group));
            own.map(|count| *count as usize).sum()
        };
        let mut parts = self.shares.iter().map(|share| share.numbers(group)).filter(|part| !part.is_empty());
        let (first, second) = (parts.next().unwrap_or(&[]), parts.next());
        let numbers = match second {
            None => first,
            Some(second) => {
                scratch.clear();
                [first, second].into_iter().chain(parts).for_each(|part| scratch.extend_from_slice(part));
                scratch.as_slice()
            }
        };
        Rows {
            kept: sum(|share| &share.kept),
            numbers,
            yes: sum(|share| &share.yes),
            no: sum(|share| &share.no),
            places: None,
        }
    }

    /// What is made of each group, in their order.
    fn of_each<R: Send>(&self, threads: usize, make: impl Fn(Rows<'_>, &mut Vec<R>) + Sync) -> Vec<R> {
        let made = of_stretches(self.groups, threads, |groups| {
            let (mut made, mut scratch) = (Vec::new(), Vec::new());
            for group in groups {
                make(self.rows(group, &mut scratch), &mut made);
            }
            made
        });
        made.into_iter().flatten().collect()
    }

    /// What each group answers to what is asked of it, each with the fewest rows that are enough; `of_value` is whether
    /// anything is asked of its rows but how many there are.
    pub(crate) fn answers(&self, asked: &[(Statistic, u32)], of_value: bool, threads: usize) -> Vec<Column> {
        let answers: Vec<Scalar> = self.of_each(threads, |mut rows, answers| {
            answers.extend(asked.iter().map(|(how, least)| rows.answer(*how, *least, of_value)));
        });
        let column = |(at, (how, _)): (usize, &(Statistic, u32))| {
            let answers = answers.iter().skip(at).step_by(asked.len()).copied();
            match how.kind() {
                Kind::Number => Column::numbers(answers.map(Scalar::number)),
                Kind::Truth => Column::truths(answers.map(Scalar::truth)),
            }
        };
        asked.iter().enumerate().map(column).collect()
    }

    /// [`Statistic::Rank`] of each row.
    pub(crate) fn rank(&self, of: Kept<'_>, least: u32, threads: usize) -> Column {
        let sorted: Vec<Vec<f64>> = self.of_each(threads, |rows, sorted| {
            let mut numbers = rows.numbers.to_vec();
            statistic::ascending(&mut numbers);
            sorted.push(numbers);
        });
        by_rows(of.groups.codes.len(), threads, |rows| {
            Column::numbers(rows.map(|row| {
                let numbers = sorted.get(of.groups.of(row)?)?;
                let number = of.column?.number(row).filter(|_| of.kept.get(row))?;
                (numbers.len() >= least as usize).then(|| statistic::rank(numbers, number))
            }))
        })
    }
}

/// A column of numbers or truths whose shares are made by several threads.
pub(crate) fn by_rows(rows: usize, threads: usize, make: impl Fn(Range<usize>) -> Column + Sync) -> Column {
    let shares = threads.max(1);
    let mut made = shared_out(shares, threads, |at| make(share(rows, at, shares))).into_iter();
    let mut all = made.next().unwrap_or_else(|| Column::empty(Kind::Number));
    made.for_each(|more| all.append(&more));
    all
}

impl Rows<'_> {
    fn answer(&mut self, how: Statistic, least: u32, of_value: bool) -> Scalar {
        let given = if of_value { self.numbers.len() + self.yes + self.no } else { self.kept };
        if given < least as usize {
            return match how.kind() {
                Kind::Number => Scalar::Number(None),
                Kind::Truth => Scalar::Truth(None),
            };
        }
        Scalar::Number(match how {
            Statistic::Distinct => {
                let mut numbers = self.numbers.to_vec();
                statistic::ascending(&mut numbers);
                Some(scalar::count(statistic::distinct(&numbers)))
            }
            Statistic::Median => statistic::median(self.places()),
            Statistic::Mad => statistic::mad(self.numbers, self.places()),
            Statistic::StdDev => statistic::standard_deviation(self.numbers),
            Statistic::Percentile(share) => statistic::percentile(self.places(), share.get()),
            // The one is of rows, the others are folded as they are met.
            Statistic::Rank | Statistic::Fold(_) => None,
        })
    }

    /// What is asked of the same numbers shares them, as far as they are in order already.
    fn places(&mut self) -> &mut Places {
        self.places.get_or_insert_with(|| Places::new(self.numbers))
    }
}
