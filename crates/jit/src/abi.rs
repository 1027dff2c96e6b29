//! How a kernel is called: `extern "C" fn(columns, words)`.
//!
//! `columns` points to an array of pointers, in the order of [`Pointers`]; each points to as many words of 64 rows as
//! `words` says: 64 numbers of eight bytes, or a word of bits. A kernel reads what a section reads, writes what it
//! stores and judges, and touches nothing else.

use shensuan_plan::{Kind, Plan, Section};

/// Rows of a word.
pub(crate) const ROWS: usize = 64;

/// What a section's kernel takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    /// The kinds of the columns read.
    pub(crate) reads: Vec<Kind>,
    /// The kinds of the columns stored.
    pub(crate) stores: Vec<Kind>,
    /// How many judgements are made.
    pub(crate) judgements: usize,
}

/// Pointers of a column: numbers and the bits of those given; or the bits of true and of false rows.
pub(crate) const OF_COLUMN: usize = 2;
/// Pointers of a judgement: the low bits, the high bits, the reasons.
pub(crate) const OF_JUDGEMENT: usize = 3;

impl Signature {
    pub(crate) fn of(plan: &Plan, section: &Section) -> Self {
        let kinds = |ids: &[_]| {
            ids.iter().map(|id| plan.value(*id).map_or(Kind::Number, |value| value.kind)).collect()
        };
        Self {
            reads: kinds(&section.reads),
            stores: kinds(&section.stores),
            judgements: section.judgements.len(),
        }
    }

    /// The first pointer of a column that is read.
    pub(crate) fn read(&self, index: usize) -> usize {
        index * OF_COLUMN
    }

    /// The first pointer of a column that is stored.
    pub(crate) fn store(&self, index: usize) -> usize {
        (self.reads.len() + index) * OF_COLUMN
    }

    /// The first pointer of a judgement.
    pub(crate) fn judgement(&self, index: usize) -> usize {
        (self.reads.len() + self.stores.len()) * OF_COLUMN + index * OF_JUDGEMENT
    }
}
