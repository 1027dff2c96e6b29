//! Groups of rows, and what is asked of them: the numbers of each group beside each other, in row order.

use std::collections::HashMap;

use crate::bits::{Bits, WORD, ones};
use crate::column::Column;
use crate::op::How;
use crate::plan::Kind;
use crate::scalar::{self, Scalar};
use crate::statistic::{self, Places, Statistic};

/// Which group each row belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    /// By row: its group, or [`NONE`].
    codes: Vec<u32>,
    count: usize,
}

/// The group of a row whose key is missing.
const NONE: u32 = u32::MAX;

impl Groups {
    /// All rows in one.
    pub(crate) fn one(rows: usize) -> Self {
        Self { codes: vec![0; rows], count: 1 }
    }

    /// Those with the same key.
    pub(crate) fn by(keys: impl Iterator<Item = Option<f64>>) -> Self {
        let mut known: HashMap<u64, u32> = HashMap::new();
        let codes = keys.map(|key| {
            let Some(key) = key else { return NONE };
            let next = u32::try_from(known.len()).unwrap_or(NONE);
            *known.entry(statistic::exact(key)).or_insert(next)
        });
        let codes = codes.collect();
        Self { codes, count: known.len() }
    }

    /// The groups of other rows, which each know one of these rows by its code, if that is given.
    pub(crate) fn through(&self, codes: &[u32], given: &Bits) -> Self {
        let group = |code: &u32| self.codes.get(*code as usize).copied().unwrap_or(NONE);
        let mut through = Vec::with_capacity(codes.len());
        for (codes, given) in codes.chunks(WORD).zip(given.words()) {
            let start = through.len();
            through.extend(codes.iter().map(group));
            for row in ones(!given) {
                if let Some(group) = through.get_mut(start + row) {
                    *group = NONE;
                }
            }
        }
        Self { codes: through, count: self.count }
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

    /// Goes through the rows that are set, with their groups: the rows themselves, or those below them, which begin and
    /// end at edges. A row of no group is left out.
    fn each(&self, rows: &Bits, edges: Option<&[usize]>, mut visit: impl FnMut(usize, usize)) {
        let Some(edges) = edges else {
            for (index, (groups, word)) in self.codes.chunks(WORD).zip(rows.words()).enumerate() {
                let start = index * WORD;
                if *word == u64::MAX {
                    (start..).zip(groups).for_each(|(row, group)| visit(*group as usize, row));
                } else {
                    let set = ones(*word).filter_map(|bit| Some((groups.get(bit)?, start + bit)));
                    set.for_each(|(group, row)| visit(*group as usize, row));
                }
            }
            return;
        };
        for ((group, from), to) in self.codes.iter().zip(edges).zip(edges.iter().skip(1)) {
            for row in (*from..*to).filter(|row| rows.get(*row)) {
                visit(*group as usize, row);
            }
        }
    }

    /// How many rows each group has of those that are set; as [`Groups::each`].
    fn sizes(&self, rows: &Bits, edges: Option<&[usize]>) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        self.each(rows, edges, |group, _| {
            if let Some(size) = sizes.get_mut(group) {
                *size += 1;
            }
        });
        sizes
    }
}

/// The kept rows of each group.
pub(crate) struct Gathered {
    /// How many there are; 0 where nobody asks.
    kept: Vec<usize>,
    /// The given numbers, one group after the other, each in row order.
    numbers: Vec<f64>,
    /// Where the numbers of each group end.
    ends: Vec<usize>,
    yes: Vec<usize>,
    no: Vec<usize>,
}

/// The kept rows of one group.
#[derive(Clone, Copy)]
struct Rows<'a> {
    kept: usize,
    numbers: &'a [f64],
    yes: usize,
    no: usize,
}

impl Gathered {
    /// The rows that are kept, and the numbers or truths that they have, if there is a column. How many are kept is
    /// known if they are counted. For edges see [`Groups::each`].
    pub(crate) fn new(
        groups: &Groups,
        column: Option<&Column>,
        kept: &Bits,
        edges: Option<&[usize]>,
        counted: bool,
    ) -> Self {
        let none = || vec![0; groups.count];
        let (mut numbers, mut ends, mut yes, mut no) = (Vec::new(), none(), none(), none());
        match column {
            Some(Column::Number { values, given }) => {
                let given = kept.and(given);
                let mut next = groups.sizes(&given, edges);
                let mut all = 0;
                next.iter_mut().for_each(|next| all += std::mem::replace(next, all));
                numbers = vec![0.0; all];
                groups.each(&given, edges, |group, row| {
                    if let (Some(next), Some(value)) = (next.get_mut(group), values.get(row)) {
                        if let Some(place) = numbers.get_mut(*next) {
                            *place = *value;
                        }
                        *next += 1;
                    }
                });
                ends = next;
            }
            Some(Column::Truth { yes: true_in, no: false_in }) => {
                yes = groups.sizes(&kept.and(true_in), edges);
                no = groups.sizes(&kept.and(false_in), edges);
            }
            Some(Column::Code { .. }) | None => {}
        }
        let kept = if counted { groups.sizes(kept, edges) } else { none() };
        Self { kept, numbers, ends, yes, no }
    }

    fn each(&self) -> impl Iterator<Item = Rows<'_>> + '_ {
        let starts = std::iter::once(&0).chain(&self.ends);
        let numbers = starts.zip(&self.ends).map(|(from, to)| self.numbers.get(*from..*to).unwrap_or(&[]));
        let counts = self.kept.iter().zip(&self.yes).zip(&self.no);
        numbers.zip(counts).map(|(numbers, ((kept, yes), no))| Rows {
            kept: *kept,
            numbers,
            yes: *yes,
            no: *no,
        })
    }

    /// What each group answers; `of_value` is whether anything is asked of its rows but how many there are.
    pub(crate) fn answers(&self, how: Statistic, least: u32, of_value: bool) -> Column {
        let answers = self.each().map(|rows| rows.answer(how, least, of_value));
        match how.kind() {
            Kind::Number => Column::numbers(answers.map(Scalar::number)),
            Kind::Truth => Column::truths(answers.map(Scalar::truth)),
        }
    }

    /// [`Statistic::Rank`] of each row.
    pub(crate) fn rank(&self, groups: &Groups, column: &Column, kept: &Bits, least: u32) -> Column {
        let sorted = self.each().map(|rows| {
            let mut numbers = rows.numbers.to_vec();
            statistic::ascending(&mut numbers);
            numbers
        });
        let sorted: Vec<Vec<f64>> = sorted.collect();
        Column::numbers((0..groups.codes.len()).map(|row| {
            let numbers = sorted.get(groups.of(row)?).filter(|numbers| numbers.len() >= least as usize)?;
            let number = column.number(row).filter(|_| kept.get(row))?;
            Some(statistic::rank(numbers, number))
        }))
    }
}

impl Rows<'_> {
    fn answer(self, how: Statistic, least: u32, of_value: bool) -> Scalar {
        let given = if of_value { self.numbers.len() + self.yes + self.no } else { self.kept };
        if given < least as usize {
            return match how.kind() {
                Kind::Number => Scalar::Number(None),
                Kind::Truth => Scalar::Truth(None),
            };
        }
        let places = || Places::new(self.numbers);
        Scalar::Number(match how {
            Statistic::Fold(how) => return self.folded(how, given),
            Statistic::Distinct => {
                let mut numbers = self.numbers.to_vec();
                statistic::ascending(&mut numbers);
                Some(scalar::count(statistic::distinct(&numbers)))
            }
            Statistic::Median => statistic::median(&mut places()),
            Statistic::Mad => statistic::mad(self.numbers),
            Statistic::StdDev => statistic::standard_deviation(self.numbers),
            Statistic::Percentile(share) => statistic::percentile(&mut places(), share.get()),
            Statistic::Rank => None,
        })
    }

    fn folded(self, how: How, given: usize) -> Scalar {
        let reduced = |f: fn(f64, f64) -> f64| self.numbers.iter().copied().reduce(f);
        match how {
            How::Count => Scalar::Number(Some(scalar::count(self.kept))),
            How::CountGiven => Scalar::Number(Some(scalar::count(given))),
            How::Sum if self.numbers.is_empty() && self.kept > 0 => Scalar::Number(None),
            How::Sum => {
                Scalar::Number(scalar::finite(self.numbers.iter().copied().fold(0.0, scalar::raw::add)))
            }
            How::Min => Scalar::Number(reduced(scalar::raw::min)),
            How::Max => Scalar::Number(reduced(scalar::raw::max)),
            How::Any => Scalar::Truth(Some(self.yes > 0)),
            How::Every => Scalar::Truth(Some(self.no == 0)),
        }
    }
}
