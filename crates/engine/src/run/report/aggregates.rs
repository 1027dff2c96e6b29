//! The aggregates that a finding shows: what came of each, of how many rows, and how many were passed over.

use shensuan_findings::{Aggregate, HIDDEN, readable};
use shensuan_model::{LoweredFold, LoweredRule, Type};
use shensuan_plan::{Scalar, TableId, Tracer};

use super::evidence::day;
use super::{Item, Report};

impl Report<'_> {
    /// The aggregates of an item. A test of rows is shown only where it passed over one: what it says is in the message.
    pub(super) fn aggregates(
        &self,
        lowered: &LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Vec<Aggregate> {
        let folds = lowered.folds.iter().filter_map(|fold| self.aggregate(fold, item, tracer));
        folds.collect()
    }

    fn aggregate(&self, fold: &LoweredFold, item: Item, tracer: &mut Tracer<'_>) -> Option<Aggregate> {
        let above = match fold.to {
            table if table == item.table => item.row,
            TableId(0) => item.subject,
            table => self.frame.parent_row(&self.ready.lowered.plan, item.table, item.row, table)?,
        };
        let (mut rows, mut passed_over) = (0, 0);
        let found = tracer.child_rows(fold.from, fold.to, above);
        for row in found.clone() {
            let kept = fold.keep.map_or(Some(true), |keep| tracer.truth(keep, row));
            if kept == Some(false) {
                continue;
            }
            rows += 1;
            let given = fold.of.is_none_or(|of| match tracer.scalar(of, row) {
                Scalar::Number(number) => number.is_some(),
                Scalar::Truth(truth) => truth.is_some(),
            });
            passed_over += usize::from(kept.is_none() || !given);
        }
        if let Some((all, unkeyed)) = self.unkeyed(fold.from, found) {
            // A test of rows is one of them all; what counts, counts those it found.
            rows = if fold.keep.is_none() { all } else { rows + unkeyed };
            passed_over += unkeyed;
        }
        let (value, unit) = match tracer.scalar(fold.value, item.row) {
            Scalar::Truth(_) if passed_over == 0 => return None,
            Scalar::Number(None) | Scalar::Truth(None) => (None, String::new()),
            Scalar::Number(Some(_)) | Scalar::Truth(Some(_)) if self.is_made_of_private(&fold.asked) => {
                (Some(HIDDEN.to_owned()), String::new())
            }
            Scalar::Number(Some(days)) if fold.asked.ty == Type::Date => (Some(day(days)), String::new()),
            Scalar::Number(Some(number)) => {
                let (number, unit) = self.in_its_unit(number, &fold.asked, item);
                (Some(readable(number)), unit)
            }
            Scalar::Truth(Some(truth)) => (Some(self.yes_or_no(truth)), String::new()),
        };
        Some(Aggregate { name: self.as_written(fold.asked.span), value, unit, rows, passed_over })
    }
}
