//! Numbers whose unit does not fit, and cells in which rows disagree: what passes over blanks does not pass over them, so
//! that no total is short of what is there.

use shensuan_plan::{RowOp, Step, TableId, ValueId};
use shensuan_vocab::FieldId;

use super::Lowering;
use crate::model::{FormulaId, Model};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Lowering<'_> {
    /// A value, missing or unknown where this is true.
    pub(super) fn unless(&mut self, lost: Option<ValueId>, value: ValueId) -> ValueId {
        let Some(lost) = lost else { return value };
        let absent = self.absent(value);
        match self.builder.plan().value(lost).map(|lost| lost.step) {
            Some(Step::Row(RowOp::Not(kept))) => self.builder.choose(kept, value, absent),
            _ => self.builder.choose(lost, absent, value),
        }
    }

    /// The result of an aggregate over values beside each other, missing where one of them is and is not blank.
    pub(super) fn unless_a_part_is_stuck(
        &mut self,
        parts: &[Typed],
        result: ValueId,
        table: TableId,
    ) -> ValueId {
        let beside = where_given(parts);
        let result = self.where_they_fit(&beside.iter().collect::<Vec<_>>(), result, table);
        let stuck: Vec<Option<ValueId>> = parts.iter().map(|part| self.stuck(part, table)).collect();
        let stuck = self.either(stuck);
        self.unless(stuck, result)
    }
}

/// Values beside each other as one that is blank fits the others: as 0 does.
pub(super) fn where_given(parts: &[Typed]) -> Vec<Typed> {
    parts.iter().map(or_zero).collect()
}

fn or_zero(part: &Typed) -> Typed {
    let kind = match &part.kind {
        Kind::Number(_) => return part.clone(),
        // A bare number stays one: it fits what counts.
        Kind::Widen(inner, unit) => Kind::Widen(Box::new(or_zero(inner)), unit.clone()),
        _ => {
            let zero = Typed { kind: Kind::Number(0.0), scope: Scope::Everywhere, ..part.clone() };
            Kind::Otherwise(Box::new(part.clone()), Box::new(zero))
        }
    };
    Typed { kind, ..part.clone() }
}

/// The fields of quantities that an expression reads, also by a formula; those of rows that it brings together are
/// not its own.
pub(super) fn quantities(value: &Typed, model: &Model) -> Vec<FieldId> {
    let (mut fields, mut seen) = (Vec::new(), Vec::new());
    gather(value, model, &mut fields, &mut seen);
    fields
}

fn gather(value: &Typed, model: &Model, fields: &mut Vec<FieldId>, seen: &mut Vec<FormulaId>) {
    match &value.kind {
        Kind::Field(field) | Kind::BlankZero(field) => {
            if value.ty == Type::Quantity && !fields.contains(field) {
                fields.push(*field);
            }
        }
        Kind::Formula(id) => {
            if !seen.contains(id) {
                seen.push(*id);
                model
                    .formula(*id)
                    .into_iter()
                    .for_each(|formula| gather(&formula.value, model, fields, seen));
            }
        }
        Kind::Fold { .. } | Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => {}
        kind => kind.inside().into_iter().for_each(|inner| gather(inner, model, fields, seen)),
    }
}
