//! Rows that are brought to one value.

use std::collections::BTreeSet;

use shensuan_model::{Kind, Scope, Typed};
use shensuan_plan::How;
use shensuan_vocab::FormId;

use super::expr::is_stuck;
use super::places::{Cell, Place};
use super::units::all_fit;
use super::value::{Cause, Number, Value};
use super::{Opinion, Second};

impl Second<'_> {
    /// An aggregate over the rows of a form, those of the row in hand or of the subject.
    pub(crate) fn fold(
        &self,
        how: How,
        (rows, scope): (FormId, Scope),
        (value, keep): (Option<&Typed>, Option<&Typed>),
        at: &Place,
    ) -> Opinion<Value> {
        let own = self.own_forms(rows, scope);
        // What a row lacks itself passes it over, as does a mark of its own; what is lacking elsewhere leaves the result open.
        let passed_over = |causes: &BTreeSet<Cause>| {
            causes
                .iter()
                .any(|cause| matches!(cause, Cause::Blank(form) | Cause::Unread(form) | Cause::Marked(form) if own.contains(form)))
        };
        let mut open = BTreeSet::new();
        let mut kept = Vec::new();
        for row in self.rows_at(rows, at)? {
            let keeps = match keep {
                Some(keep) => self.condition_of_row(keep, &row)?,
                None => Ok(true),
            };
            match keeps {
                Ok(true) => kept.push(row),
                Ok(false) => {}
                Err(causes) if passed_over(&causes) => {}
                Err(causes) => open.extend(causes),
            }
        }
        if !open.is_empty() && !matches!(how, How::Any | How::Every) {
            return Ok(Value::Absent(open));
        }
        let Some(value) = value else { return Ok(Value::number(kept.len() as f64)) };
        match how {
            How::Any | How::Every => {
                let decides = how == How::Any;
                for row in &kept {
                    match self.condition_of_row(value, row)? {
                        Ok(truth) if truth == decides => return Ok(Value::Truth(decides)),
                        Ok(_) => {}
                        Err(causes) if passed_over(&causes) => {}
                        Err(causes) => open.extend(causes),
                    }
                }
                Ok(if open.is_empty() { Value::Truth(!decides) } else { Value::Absent(open) })
            }
            How::Count | How::CountGiven => {
                let mut count = 0;
                for row in &kept {
                    match self.value(value, row)? {
                        Value::Absent(causes) if is_stuck(&causes) => return Ok(Value::Absent(causes)),
                        value => count += usize::from(value.is_there()),
                    }
                }
                Ok(Value::number(count as f64))
            }
            How::Sum | How::Min | How::Max => {
                let values: Vec<Value> =
                    kept.iter().map(|row| self.value(value, row)).collect::<Opinion<_>>()?;
                self.brought_together(how, values, false)
            }
        }
    }

    /// The condition of a row. Where a blank counts as 0, what takes one for it is unknown in a row of which all such cells
    /// are blank.
    pub(crate) fn condition_of_row(
        &self,
        condition: &Typed,
        row: &Place,
    ) -> Opinion<Result<bool, BTreeSet<Cause>>> {
        let mut zeros = Vec::new();
        self.blank_zeros(condition, row, &mut zeros)?;
        if !zeros.is_empty() && zeros.iter().all(|blank| *blank) {
            let form = row.rows.last().map(|(form, _)| *form);
            let holds = self.without_zeros(condition, row)?;
            return Ok(holds.map_err(|causes| form.map(Cause::Blank).into_iter().chain(causes).collect()));
        }
        self.truth(condition, row)
    }

    /// Of each cell that an expression takes for 0 where it is blank whether it is. The conditions of rows inside it are
    /// asked of their own.
    pub(crate) fn blank_zeros(&self, of: &Typed, at: &Place, into: &mut Vec<bool>) -> Opinion<()> {
        match &of.kind {
            Kind::BlankZero(field) => {
                let cell = self.cell(*field, at)?;
                into.push(matches!(cell, Cell::Nothing(Cause::Blank(_) | Cause::Unfiled(_))));
                Ok(())
            }
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => self.blank_zeros(&formula.value, at, into),
                None => Ok(()),
            },
            Kind::Fold { how: How::Any | How::Every, .. } | Kind::Fold { value: None, .. } => Ok(()),
            Kind::Fold { rows, value: Some(value), .. } => {
                if !reads_zeros(value, self) {
                    return Ok(());
                }
                for row in self.rows_at(*rows, at)? {
                    self.blank_zeros(value, &row, into)?;
                }
                Ok(())
            }
            Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => Ok(()),
            kind => kind.inside().into_iter().try_for_each(|inner| self.blank_zeros(inner, at, into)),
        }
    }

    /// Values as a sum, the smallest or the largest: those that are missing are passed over, those that do not fit are
    /// not. `sum` of none is 0 over rows; of none that is given it is missing.
    pub(crate) fn brought_together(&self, how: How, values: Vec<Value>, beside: bool) -> Opinion<Value> {
        // Texts go by their order, whatever it is, to be told apart.
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = if how == How::Min { texts.min() } else { texts.max() } {
            return Ok(Value::Text(text));
        }
        let none_at_all = values.is_empty();
        let (mut numbers, mut causes) = (Vec::<Number>::new(), BTreeSet::new());
        for value in values {
            match value.into_number() {
                Ok(number) => numbers.push(number),
                Err(more) => causes.extend(more),
            }
        }
        if is_stuck(&causes) {
            return Ok(Value::Absent(causes));
        }
        if !all_fit(&numbers) {
            return Ok(Value::absent(Cause::Misfit));
        }
        if numbers.is_empty() {
            return Ok(match (how, none_at_all && !beside) {
                (How::Sum, true) => Value::number(0.0),
                (_, true) => Value::absent(Cause::Undefined),
                (_, false) => Value::Absent(causes),
            });
        }
        let unit = numbers.iter().filter(|number| number.value != 0.0).find_map(|number| number.unit.clone());
        if how == How::Sum {
            let largest =
                numbers.iter().map(|number| number.value.abs().max(number.terms)).fold(0.0, f64::max);
            let total = numbers.iter().map(|number| number.value).fold(0.0, |sum, term| sum + term);
            return Ok(Value::sum(total, largest, unit));
        }
        let better = |new: f64, old: f64| if how == How::Min { new < old } else { new > old };
        let best =
            numbers.into_iter().reduce(|best, next| if better(next.value, best.value) { next } else { best });
        let made = |best: Number| Value::sum(best.value, best.terms, unit);
        Ok(best.map_or_else(|| Value::absent(Cause::Undefined), made))
    }
}

/// Whether an expression takes blanks for 0 anywhere; the conditions of rows inside it are asked of their own.
pub(crate) fn reads_zeros(of: &Typed, second: &Second<'_>) -> bool {
    match &of.kind {
        Kind::BlankZero(_) => true,
        Kind::Formula(id) => {
            second.model.formula(*id).is_some_and(|formula| reads_zeros(&formula.value, second))
        }
        Kind::Fold { how: How::Any | How::Every, .. } | Kind::Fold { value: None, .. } => false,
        Kind::Fold { value: Some(value), .. } => reads_zeros(value, second),
        Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => false,
        kind => kind.inside().into_iter().any(|inner| reads_zeros(inner, second)),
    }
}
