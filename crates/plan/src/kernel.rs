//! What an engine is to a run: something that makes sections.

use crate::column::Column;

/// The sections of a program, made ready by an engine.
///
/// The interpreter is the meaning: a kernel gives the same bits.
pub trait Kernels: Sync {
    /// Makes a section over some rows: the columns that it stores, in the order of
    /// [`Section::stores`](crate::Section::stores). Nothing where it is left to the interpreter.
    ///
    /// `planes` is room for the outcomes, in the order of [`Section::judgements`](crate::Section::judgements): of each the
    /// words of its low bits, of its high bits and of its reasons, as many words as the rows need. What lies past the last
    /// row means nothing; nor does any of it where nothing is made.
    fn run(&self, id: SectionId, block: &Block<'_>, planes: &mut [u64]) -> Option<Vec<Column>>;
}

/// Where a section stands in its program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId {
    /// The place of the pass.
    pub pass: usize,
    /// The place of the part in the pass.
    pub part: usize,
}

/// Some rows of the columns that a section reads.
#[derive(Debug)]
pub struct Block<'a> {
    /// How many rows there are.
    pub rows: usize,
    /// The columns, in the order of [`Section::reads`](crate::Section::reads).
    pub reads: Vec<Read<'a>>,
}

/// Some rows of a column. Bit `i % 64` of word `i / 64` is that of row `i`; bits past the last row are zero.
#[derive(Clone, Copy, Debug)]
pub enum Read<'a> {
    /// Numbers: as many values as there are rows.
    Number {
        /// One number a row; what stands in a missing row means nothing.
        values: &'a [f64],
        /// The rows that have one.
        given: &'a [u64],
    },
    /// Truths; a row with neither bit is unknown, and none has both.
    Truth {
        /// The rows that are true.
        yes: &'a [u64],
        /// The rows that are false.
        no: &'a [u64],
    },
}
