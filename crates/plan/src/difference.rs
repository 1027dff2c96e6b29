//! Where two runs of one plan differ.

use crate::interp::{HandedOut, Run};
use crate::outcome::Verdict;
use crate::plan::{InputKind, JudgementId, Kind, OutputId};
use crate::scalar::Scalar;

/// The first thing in which two runs differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference {
    /// What is said of a row; nothing where a run has no such row.
    Outcome {
        /// Of which judgement.
        judgement: JudgementId,
        /// The row.
        row: usize,
        /// The verdicts of the first run and the second.
        said: [Option<Verdict>; 2],
    },
    /// What stands in a row.
    Value {
        /// Of which column handed out.
        output: OutputId,
        /// The row.
        row: usize,
        /// What the first run has and the second.
        found: [Scalar; 2],
    },
    /// One of them has more judgements, columns or rows.
    Shape,
}

impl Run {
    /// The first difference from another run of the same plan over the same frame, bit for bit; none if there is none.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        if self.outcomes.len() != other.outcomes.len() || self.outputs.len() != other.outputs.len() {
            return Some(Difference::Shape);
        }
        let judged = self.outcomes.iter().zip(&other.outcomes).enumerate();
        let judged = judged.filter(|(_, (a, b))| a != b).find_map(|(index, (a, b))| {
            let differs = |row: &usize| a.get(*row) != b.get(*row);
            let row = (0..a.len().max(b.len())).find(differs)?;
            let said = [a.get(row), b.get(row)];
            Some(Difference::Outcome { judgement: JudgementId::at(index), row, said })
        });
        let shapes = self.outputs.iter().zip(&other.outputs);
        if shapes.clone().any(|(a, b)| a.len() != b.len() || a.kind() != b.kind()) {
            return judged.or(Some(Difference::Shape));
        }
        let computed = || {
            let computed = self.outputs.iter().zip(&other.outputs).enumerate();
            computed.filter(|(_, (a, b))| !a.same(b)).find_map(|(index, (a, b))| {
                let rows = 0..a.len().max(b.len());
                let kind = if a.kind() == InputKind::Truth { Kind::Truth } else { Kind::Number };
                let at = |column: &HandedOut, row| match kind {
                    Kind::Number => Scalar::Number(column.number(row)),
                    Kind::Truth => Scalar::Truth(column.truth(row)),
                };
                let row = rows.into_iter().find(|row| !at(a, *row).same(at(b, *row)))?;
                let found = [at(a, row), at(b, row)];
                Some(Difference::Value { output: OutputId::at(index), row, found })
            })
        };
        judged.or_else(computed)
    }
}
