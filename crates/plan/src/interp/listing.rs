//! What the rows of groups list, and what is common in a group.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::bits::Bits;
use crate::column::Column;
use crate::{scalar, statistic};

/// The numbers that a row has in its rows below, and whether all of them are given.
pub(crate) struct Listed {
    pub(crate) numbers: Vec<u64>,
    pub(crate) whole: bool,
}

/// What the rows of a group list.
#[derive(Clone, Default)]
pub(crate) struct Listing {
    /// How many rows there are, and how many list anything.
    size: usize,
    pub(crate) listing: usize,
    /// How many rows list each number.
    times: BTreeMap<u64, usize>,
}

impl Listing {
    /// Adds a row with its numbers.
    pub(crate) fn add(&mut self, numbers: Vec<u64>) {
        self.size += 1;
        self.listing += usize::from(!numbers.is_empty());
        numbers.into_iter().for_each(|number| *self.times.entry(number).or_default() += 1);
    }

    /// Adds other rows of the group.
    pub(crate) fn join(&mut self, other: Self) {
        self.size += other.size;
        self.listing += other.listing;
        other.times.into_iter().for_each(|(number, times)| *self.times.entry(number).or_default() += times);
    }

    /// The numbers that at least a share of the rows list.
    pub(crate) fn common(&self, share: f64) -> Vec<u64> {
        let often = self.times.iter().filter(|(_, times)| is_share(**times, self.size, share));
        often.map(|(number, _)| *number).collect()
    }
}

/// What a row lists in the kept rows below.
pub(crate) fn listed(column: Option<&Column>, kept: &Bits, below: Range<usize>) -> Listed {
    let mut numbers: Vec<u64> = Vec::with_capacity(below.len());
    let mut whole = true;
    for below in below.filter(|below| kept.get(*below)) {
        match column.and_then(|column| column.number(below)) {
            Some(number) => numbers.push(statistic::exact(number)),
            None => whole = false,
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Listed { numbers, whole }
}

/// Whether some of them are at least a share of all; 6 of 10 are 60 %, as written.
pub(crate) fn is_share(some: usize, all: usize, share: f64) -> bool {
    scalar::raw::at_most(share * scalar::count(all), scalar::count(some), 0.0)
}
