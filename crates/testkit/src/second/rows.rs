//! Rows that are brought to one value.

use std::collections::BTreeSet;

use shensuan_model::{Kind, Scope, Typed};
use shensuan_plan::How;
use shensuan_vocab::FormId;

use super::expr::in_conflict;
use super::places::{Cell, Place};
use super::units::all_fit;
use super::value::{Cause, Number, Value};
use super::{NotCovered, Opinion, Second};

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
        // What a row lacks itself passes it over; what is lacking elsewhere leaves the result open.
        let passed_over = |causes: &BTreeSet<Cause>| {
            causes
                .iter()
                .any(|cause| matches!(cause, Cause::Blank(form) | Cause::Unread(form) if own.contains(form)))
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
                Err(causes) if passed_over(&causes) => self.no_group_is_asked(keep)?,
                Err(causes) => {
                    self.no_cell_is_empty(keep, &row, &own)?;
                    open.extend(causes);
                }
            }
        }
        if !open.is_empty() {
            return Ok(Value::Absent(open));
        }
        let Some(value) = value else { return Ok(Value::number(kept.len() as f64)) };
        match how {
            How::Any | How::Every => {
                let mut open = BTreeSet::new();
                let decides = how == How::Any;
                for row in &kept {
                    match self.condition_of_row(value, row)? {
                        Ok(truth) if truth == decides => {
                            for row in &kept {
                                self.nothing_converted_misfits(value, row)?;
                            }
                            return Ok(Value::Truth(decides));
                        }
                        Ok(_) => {}
                        Err(causes) if passed_over(&causes) => self.no_group_is_asked(Some(value))?,
                        Err(causes) => {
                            self.no_cell_is_empty(Some(value), row, &own)?;
                            open.extend(causes);
                        }
                    }
                }
                Ok(if open.is_empty() { Value::Truth(!decides) } else { Value::Absent(open) })
            }
            How::Count | How::CountGiven => {
                let mut count = 0;
                for row in &kept {
                    let is_cell = matches!(value.kind, Kind::Field(_) | Kind::BlankZero(_));
                    if let Value::Absent(causes) = self.value(value, row)?
                        && !is_cell
                        && causes.contains(&Cause::Misfit)
                    {
                        return Ok(Value::Absent(causes));
                    }
                    count += usize::from(self.is_given(value, row)?);
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

    /// There is no opinion on a row whose condition is open for some other cause while a cell of its own is empty, too:
    /// the reference passes over what its own cell leaves open, and the engine what has an empty cell that is read.
    fn no_cell_is_empty(&self, of: Option<&Typed>, row: &Place, own: &BTreeSet<FormId>) -> Opinion<()> {
        let is_own = |form: FormId| own.contains(&form);
        if of.is_some_and(|of| self.reads_a_blank(of, row, &is_own)) {
            return Err(NotCovered("a row with an empty cell that another cause leaves open"));
        }
        Ok(())
    }

    /// Nor where a row decides `any` or `every` while a quantity that is converted in some row does not fit: by the
    /// reference it is decided, and for the engine open.
    fn nothing_converted_misfits(&self, of: &Typed, row: &Place) -> Opinion<()> {
        if let Kind::Narrow(..) = &of.kind
            && matches!(self.value(of, row)?, Value::Absent(causes) if causes.contains(&Cause::Misfit))
        {
            return Err(NotCovered(
                "`any` or `every` that a row decides beside a conversion that does not fit",
            ));
        }
        match &of.kind {
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => self.nothing_converted_misfits(&formula.value, row),
                None => Ok(()),
            },
            Kind::Fold { .. } | Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => Ok(()),
            kind => {
                kind.inside().into_iter().try_for_each(|inner| self.nothing_converted_misfits(inner, row))
            }
        }
    }

    /// Nor on a row that is passed over while a group is asked about it: by the reference it is, and for the engine what a
    /// group says comes from elsewhere.
    fn no_group_is_asked(&self, of: Option<&Typed>) -> Opinion<()> {
        let Some(of) = of else { return Ok(()) };
        match &of.kind {
            Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => {
                Err(NotCovered("a row whose own empty cell leaves open what a group says of it"))
            }
            Kind::Formula(id) => {
                self.no_group_is_asked(self.model.formula(*id).map(|formula| &formula.value))
            }
            kind => kind.inside().into_iter().try_for_each(|inner| self.no_group_is_asked(Some(inner))),
        }
    }

    /// Whether an expression reads an empty cell of such forms, be it the cause of anything or not.
    pub(crate) fn reads_a_blank(&self, of: &Typed, at: &Place, of_form: &dyn Fn(FormId) -> bool) -> bool {
        if let Some(field) = of.kind.cell() {
            let form = self.model.vocab.field(field).form;
            let blank = matches!(self.cell(field, at), Ok(Cell::Nothing(Cause::Blank(_) | Cause::Unread(_))));
            return blank && of_form(form);
        }
        match &of.kind {
            Kind::Formula(id) => {
                self.model.formula(*id).is_some_and(|formula| self.reads_a_blank(&formula.value, at, of_form))
            }
            Kind::Fold { rows, value, keep, .. } => self.rows_at(*rows, at).is_ok_and(|all| {
                let parts = || value.iter().chain(keep);
                all.iter().any(|row| parts().any(|part| self.reads_a_blank(part, row, of_form)))
            }),
            kind => kind.inside().into_iter().any(|inner| self.reads_a_blank(inner, at, of_form)),
        }
    }

    /// The condition of a row. Where a blank counts as 0 it is unknown in a row of which all such cells are blank.
    pub(crate) fn condition_of_row(
        &self,
        condition: &Typed,
        row: &Place,
    ) -> Opinion<Result<bool, BTreeSet<Cause>>> {
        let mut zeros = Vec::new();
        self.blank_zeros(condition, row, &mut zeros)?;
        if !zeros.is_empty() && zeros.iter().all(|blank| *blank) {
            let form = row.rows.last().map(|(form, _)| *form);
            return Ok(Err(form.map(Cause::Blank).into_iter().collect()));
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
        if in_conflict(&causes) && !numbers.is_empty() {
            return Err(PASSED_IN_CONFLICT);
        }
        if causes.contains(&Cause::Misfit) {
            return Ok(Value::Absent(causes));
        }
        if !all_fit(&numbers)? {
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

/// By the reference what reads a cell in which the rows of a form disagree is undetermined; the engine passes such a cell
/// over, or puts something in its place, as if it were blank.
pub(crate) const PASSED_IN_CONFLICT: NotCovered =
    NotCovered("`otherwise`, sum, min or max over a cell in which the rows of a form disagree");

/// Whether an expression takes blanks for 0 anywhere.
pub(crate) fn reads_zeros(of: &Typed, second: &Second<'_>) -> bool {
    match &of.kind {
        Kind::BlankZero(_) => true,
        Kind::Formula(id) => {
            second.model.formula(*id).is_some_and(|formula| reads_zeros(&formula.value, second))
        }
        kind => kind.inside().into_iter().any(|inner| reads_zeros(inner, second)),
    }
}
