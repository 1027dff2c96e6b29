//! Numbers whose unit does not fit: what passes over blanks does not pass over them, so that no total is short of a
//! row that is there.

use shensuan_plan::{How, TableId, ValueId};
use shensuan_vocab::FieldId;

use super::Lowering;
use crate::model::{FormulaId, Model};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Lowering<'_> {
    /// The result of an aggregate over rows, missing where a row counts in whose number is given and whose unit
    /// does not fit.
    pub(super) fn unless_a_row_does_not_fit(
        &mut self,
        value: &Typed,
        from: TableId,
        keep: Option<ValueId>,
        result: ValueId,
        table: TableId,
    ) -> ValueId {
        let Some(misfit) = self.misfit(value, from) else { return result };
        let any = self.builder.fold(How::Any, from, Some(misfit), keep, table);
        let absent = self.absent(result);
        self.builder.choose(any, absent, result)
    }

    /// The result of an aggregate over values beside each other, missing where one of them is because its unit does not
    /// fit, and not because it is blank.
    pub(super) fn unless_a_part_does_not_fit(
        &mut self,
        parts: &[Typed],
        result: ValueId,
        table: TableId,
    ) -> ValueId {
        let beside = where_given(parts);
        let mut result = self.where_they_fit(&beside.iter().collect::<Vec<_>>(), result, table);
        for part in parts {
            let misfit = match part.ty {
                // Numbers that are given have come to nothing.
                Type::Quantity => self.all_given(part, table),
                _ => self.misfit(part, table),
            };
            let Some(misfit) = misfit else { continue };
            let value = self.value_in(part, table);
            let given = self.builder.given(value);
            let empty = self.builder.not(given);
            let lost = self.builder.and(empty, misfit);
            let absent = self.absent(result);
            result = self.builder.choose(lost, absent, result);
        }
        result
    }

    /// Where the numbers of a conversion are given and its units do not fit; none where nothing is converted.
    pub(super) fn misfit(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        let mut found = match &value.kind {
            // An aggregate over a group is of other rows, and is missing itself where they do not fit.
            Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => return None,
            Kind::Fold { rows, value: folded, keep, .. } => {
                return self.misfit_of_rows(value.scope, *rows, folded.as_deref()?, keep.as_deref(), table);
            }
            Kind::Formula(id) => return self.misfit_of_formula(*id, table),
            Kind::Narrow(inner, unit) => {
                let fits = self.fits(inner, unit, table);
                let fits = self.builder.is_true(fits);
                let misfit = self.builder.not(fits);
                Some(match self.all_given(inner, table) {
                    Some(given) => self.builder.and(misfit, given),
                    None => misfit,
                })
            }
            _ => None,
        };
        for inner in value.kind.inside() {
            let other = self.misfit(inner, table);
            found = match (found, other) {
                (Some(found), Some(other)) => Some(self.builder.or(found, other)),
                (found, other) => found.or(other),
            };
        }
        found
    }

    /// Whether a row that an aggregate counts in does not fit.
    fn misfit_of_rows(
        &mut self,
        scope: Scope,
        rows: shensuan_vocab::FormId,
        folded: &Typed,
        keep: Option<&Typed>,
        table: TableId,
    ) -> Option<ValueId> {
        let from = self.table_of.get(&rows).copied().unwrap_or(TableId(0));
        let misfit = self.misfit(folded, from)?;
        let keep = keep.map(|keep| self.unless_all_blank(keep, from));
        let own = self.table(scope);
        let any = self.builder.fold(How::Any, from, Some(misfit), keep, own);
        Some(self.builder.lift_to(any, table))
    }

    fn misfit_of_formula(&mut self, id: FormulaId, table: TableId) -> Option<ValueId> {
        let own = match self.misfits.get(&id) {
            Some(known) => *known,
            None => {
                let formula = self.model.formula(id)?;
                let own = self.misfit(&formula.value, self.table(formula.value.scope));
                self.misfits.insert(id, own);
                own
            }
        };
        Some(self.builder.lift_to(own?, table))
    }

    /// Whether all numbers with a unit in their row that an expression reads are given; none where it reads none.
    fn all_given(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        let mut all: Option<ValueId> = None;
        for field in quantities(value, self.model) {
            let loaded = self.load_field(field);
            let given = self.builder.given(loaded);
            let given = self.builder.lift_to(given, table);
            all = Some(match all {
                Some(all) => self.builder.and(all, given),
                None => given,
            });
        }
        all
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
