//! Columns as plain vectors.

use crate::text_list::TextList;

/// A column to be written, a value a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cells<'c> {
    /// Numbers, and which are given.
    Numbers {
        /// The values; what stands where none is given is kept too.
        values: &'c [f64],
        /// Which are given.
        given: &'c [bool],
    },
    /// Days after 1970-01-01: in Parquet dates, else numbers.
    Days {
        /// The values; what stands where none is given is kept too.
        values: &'c [f64],
        /// Which are given.
        given: &'c [bool],
    },
    /// True, false, or neither.
    Truths(&'c [Option<bool>]),
    /// Texts by their place among the distinct ones.
    Texts {
        /// For every row its text in `entries`.
        index: &'c [u32],
        /// Which are given.
        given: &'c [bool],
        /// The distinct texts.
        entries: &'c TextList,
    },
    /// Counts, all of them given.
    Counts(&'c [u32]),
    /// Whole numbers, and which are given.
    Whole {
        /// The values; what stands where none is given means nothing.
        values: &'c [u32],
        /// Which are given.
        given: &'c [bool],
    },
    /// Small counts, all of them given.
    Marks(&'c [u8]),
}

impl Cells<'_> {
    /// How many rows it has.
    #[must_use]
    pub const fn rows(&self) -> usize {
        match self {
            Self::Numbers { values, .. } | Self::Days { values, .. } => values.len(),
            Self::Truths(values) => values.len(),
            Self::Texts { index, .. } => index.len(),
            Self::Counts(values) | Self::Whole { values, .. } => values.len(),
            Self::Marks(values) => values.len(),
        }
    }
}

/// A column as it was read, a value a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers and days.
    Numbers {
        /// The values.
        values: Vec<f64>,
        /// Which are given.
        given: Vec<bool>,
    },
    /// True, false, or neither.
    Truths(Vec<Option<bool>>),
    /// Texts by their place among the distinct ones.
    Texts {
        /// For every row its text in `entries`.
        index: Vec<u32>,
        /// Which are given.
        given: Vec<bool>,
        /// The distinct texts.
        entries: TextList,
    },
    /// Counts.
    Counts(Vec<u32>),
    /// Small counts.
    Marks(Vec<u8>),
}

impl Column {
    /// The same, to be written.
    #[must_use]
    pub fn cells(&self) -> Cells<'_> {
        match self {
            Self::Numbers { values, given } => Cells::Numbers { values, given },
            Self::Truths(values) => Cells::Truths(values),
            Self::Texts { index, given, entries } => Cells::Texts { index, given, entries },
            Self::Counts(values) => Cells::Counts(values),
            Self::Marks(values) => Cells::Marks(values),
        }
    }
}
