//! Columns: what a frame brings in and a run hands out.

use crate::bits::Bits;
use crate::plan::{InputKind, Kind};

/// One column of a table, or of a dictionary.
///
/// Missing is a bit. What `values` or `index` hold in a missing row means nothing.
#[derive(Clone, Debug)]
pub enum Column {
    /// Numbers: row `r` is `values[r]` if `given[r]`, else missing. A given number is finite.
    Number {
        /// One number a row.
        values: Vec<f64>,
        /// The rows that have one.
        given: Bits,
    },
    /// Truths: unknown is neither bit; both bits together do not occur.
    Truth {
        /// The rows that are true.
        yes: Bits,
        /// The rows that are false.
        no: Bits,
    },
    /// Dictionary codes: row `r` is entry `index[r]` if `given[r]`, else missing. A given index is less than `entries`.
    Code {
        /// One dictionary index a row.
        index: Vec<u32>,
        /// The rows that have one.
        given: Bits,
        /// How many entries the dictionary has.
        entries: u32,
    },
}

impl Column {
    /// A column of numbers.
    #[must_use]
    pub fn numbers(rows: impl IntoIterator<Item = Option<f64>>) -> Self {
        let (values, given): (Vec<f64>, Bits) =
            rows.into_iter().map(|row| (row.unwrap_or(0.0), row.is_some())).unzip_bits();
        Self::Number { values, given }
    }

    /// A column of truths.
    #[must_use]
    pub fn truths(rows: impl IntoIterator<Item = Option<bool>>) -> Self {
        let rows: Vec<Option<bool>> = rows.into_iter().collect();
        Self::Truth {
            yes: rows.iter().map(|row| *row == Some(true)).collect(),
            no: rows.iter().map(|row| *row == Some(false)).collect(),
        }
    }

    /// A column of codes over a dictionary of `entries` entries.
    #[must_use]
    pub fn codes(entries: u32, rows: impl IntoIterator<Item = Option<u32>>) -> Self {
        let (index, given): (Vec<u32>, Bits) =
            rows.into_iter().map(|row| (row.unwrap_or(0), row.is_some())).unzip_bits();
        Self::Code { index, given, entries }
    }

    pub(crate) fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Number => Self::Number { values: Vec::new(), given: Bits::default() },
            Kind::Truth => Self::Truth { yes: Bits::default(), no: Bits::default() },
        }
    }

    /// Makes room for more rows.
    pub(crate) fn reserve(&mut self, more: usize) {
        match self {
            Self::Number { values, given } => {
                values.reserve(more);
                given.reserve(more);
            }
            Self::Truth { yes, no } => [yes, no].into_iter().for_each(|bits| bits.reserve(more)),
            Self::Code { index, given, .. } => {
                index.reserve(more);
                given.reserve(more);
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Number { values, .. } => values.len(),
            Self::Truth { yes, .. } => yes.len(),
            Self::Code { index, .. } => index.len(),
        }
    }

    /// Whether there is no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the column holds.
    #[must_use]
    pub fn kind(&self) -> InputKind {
        match self {
            Self::Number { .. } => InputKind::Number,
            Self::Truth { .. } => InputKind::Truth,
            Self::Code { .. } => InputKind::Code,
        }
    }

    /// The number of a row; missing if it is, past the end, or if this is no column of numbers.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Number { values, given } => values.get(row).copied().filter(|_| given.get(row)),
            Self::Truth { .. } | Self::Code { .. } => None,
        }
    }

    /// The truth of a row; unknown if it is, past the end, or if this is no column of truths.
    #[must_use]
    pub fn truth(&self, row: usize) -> Option<bool> {
        match self {
            Self::Truth { yes, .. } if yes.get(row) => Some(true),
            Self::Truth { no, .. } if no.get(row) => Some(false),
            Self::Truth { .. } | Self::Number { .. } | Self::Code { .. } => None,
        }
    }

    /// The dictionary index of a row; missing if it is, past the end, or if this is no column of codes.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<u32> {
        match self {
            Self::Code { index, given, .. } => index.get(row).copied().filter(|_| given.get(row)),
            Self::Number { .. } | Self::Truth { .. } => None,
        }
    }

    /// How many bytes its rows take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Number { values, given } => size_of_val(values.as_slice()) + size_of_val(given.words()),
            Self::Truth { yes, no } => size_of_val(yes.words()) + size_of_val(no.words()),
            Self::Code { index, given, .. } => size_of_val(index.as_slice()) + size_of_val(given.words()),
        }
    }

    /// Whether both columns hold the same rows: the same kind, the same rows missing, equal bits in the others.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { values: a, given }, Self::Number { values: b, given: also }) => {
                let equal =
                    |((row, a), b): ((usize, &f64), &f64)| !given.get(row) || a.to_bits() == b.to_bits();
                a.len() == b.len() && given == also && a.iter().enumerate().zip(b).all(equal)
            }
            (Self::Truth { yes, no }, Self::Truth { yes: also, no: neither }) => yes == also && no == neither,
            (
                Self::Code { index: a, given, entries },
                Self::Code { index: b, given: also, entries: size },
            ) => {
                let equal = |((row, a), b): ((usize, &u32), &u32)| !given.get(row) || a == b;
                entries == size
                    && a.len() == b.len()
                    && given == also
                    && a.iter().enumerate().zip(b).all(equal)
            }
            (Self::Number { .. } | Self::Truth { .. } | Self::Code { .. }, _) => false,
        }
    }

    /// Adds the rows of a column of the same kind; nothing happens if the kinds differ.
    pub(crate) fn append(&mut self, other: &Self) {
        match (self, other) {
            (Self::Number { values, given }, Self::Number { values: more, given: also }) => {
                values.extend_from_slice(more);
                given.append(also);
            }
            (Self::Truth { yes, no }, Self::Truth { yes: more, no: also }) => {
                yes.append(more);
                no.append(also);
            }
            (Self::Code { index, given, .. }, Self::Code { index: more, given: also, .. }) => {
                index.extend_from_slice(more);
                given.append(also);
            }
            (Self::Number { .. } | Self::Truth { .. } | Self::Code { .. }, _) => {}
        }
    }
}

/// `unzip` whose right half is a bitmap.
trait UnzipBits<T> {
    fn unzip_bits(self) -> (Vec<T>, Bits);
}

impl<T, I: Iterator<Item = (T, bool)>> UnzipBits<T> for I {
    fn unzip_bits(self) -> (Vec<T>, Bits) {
        let mut values = Vec::with_capacity(self.size_hint().0);
        let bits = self
            .map(|(value, bit)| {
                values.push(value);
                bit
            })
            .collect();
        (values, bits)
    }
}
