//! A section, and what it reads and makes.

use crate::plan::{JudgementId, TableId, ValueId};

/// Row ops of one table and judgements on it, made together.
#[derive(Debug)]
pub struct Section {
    /// Whose rows they have.
    pub table: TableId,
    /// The columns that are read, each once, in ascending order.
    pub reads: Vec<ValueId>,
    /// What is made, in topological order.
    pub values: Vec<ValueId>,
    /// Those of `values` that are read outside, in ascending order.
    pub stores: Vec<ValueId>,
    /// What is judged: places in the pass, and the judgements there.
    pub judgements: Vec<(usize, JudgementId)>,
    /// By value: those read there for the last time, if nobody outside and no judgement reads them.
    pub(crate) frees: Vec<Vec<ValueId>>,
}
