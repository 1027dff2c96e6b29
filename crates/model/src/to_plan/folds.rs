//! The aggregates over rows that the checks of a rule ask: a finding shows what came of each, and of how many rows.

use shensuan_plan::{How, TableId, ValueId};

use super::Lowering;
use crate::model::Rule;
use crate::typed::{Kind, Typed};

/// An aggregate over rows.
#[derive(Clone, Debug)]
pub struct LoweredFold {
    /// The aggregate as the model has it: where it is written, its type.
    pub asked: Typed,
    /// What came of it, in the rows of the rule.
    pub value: ValueId,
    /// The table of the rows.
    pub from: TableId,
    /// The table of the aggregate.
    pub to: TableId,
    /// Which rows are kept.
    pub keep: Option<ValueId>,
    /// What must be given of a row for it to count; none where rows are counted.
    pub of: Option<ValueId>,
}

impl Lowering<'_> {
    /// The aggregates of the checks of a rule, each once.
    pub(super) fn folds(&mut self, rule: &Rule, table: TableId) -> Vec<LoweredFold> {
        let mut folds = Vec::new();
        for check in &rule.checks {
            self.folds_in(&check.holds, &check.holds, table, &mut folds);
        }
        folds
    }

    /// `whole` is what stands at the same place with the value inside: of `no F where …` the answer to that; nothing, where
    /// a blank key leaves open which rows are counted.
    fn folds_in(&mut self, value: &Typed, whole: &Typed, table: TableId, into: &mut Vec<LoweredFold>) {
        let fold = match &value.kind {
            // A mean.
            Kind::Over(total, given) if total.span == given.span => total,
            _ => value,
        };
        let Kind::Fold { how, rows, value: of, keep } = &fold.kind else {
            // Nobody wrote that as many have a key as there are: what is written compares two things at two places.
            if matches!(&value.kind, Kind::Equal(a, _) if a.span == value.span) {
                return;
            }
            for inner in value.kind.inside() {
                let whole = if inner.span == whole.span { whole } else { inner };
                self.folds_in(inner, whole, table, into);
            }
            return;
        };
        // What is asked beside it is whether all is known: it stands at the same place, or says so.
        let said = into.iter().any(|known| known.asked.span == value.span);
        let asks_whether_known = of.as_ref().is_some_and(|of| matches!(of.kind, Kind::Known(_)));
        if said || *how == How::Every && asks_whether_known {
            return;
        }
        let from = self.table_of.get(rows).copied().unwrap_or(TableId(0));
        let of = of.as_ref().filter(|_| *how != How::CountGiven);
        let answer = if whole.ty == value.ty { whole } else { value };
        let lowered = LoweredFold {
            value: self.value_in(answer, table),
            from,
            to: self.table(fold.scope),
            keep: keep.as_ref().map(|keep| self.value_in(keep, from)),
            of: of.map(|of| self.value_in(of, from)),
            asked: value.clone(),
        };
        into.push(lowered);
    }
}
