//! Expressions, kind by kind.

use std::collections::BTreeSet;

use shensuan_model::{FormulaId, Kind, Test, Type, Typed};
use shensuan_plan::How;
use shensuan_vocab::{FieldId, FieldType};

use super::places::{Cell, Place};
use super::value::{Cause, Value, all, and, not};
use super::{NotCovered, Opinion, Second};

impl Second<'_> {
    /// What an expression comes to at a place.
    pub(crate) fn value(&self, of: &Typed, at: &Place) -> Opinion<Value> {
        let truth = |inner: &Typed| self.truth(inner, at);
        Ok(match &of.kind {
            Kind::Number(number) | Kind::Ratio(number) => Value::number(*number),
            Kind::Missing => Value::absent(Cause::Undefined),
            Kind::Field(field) => self.field(*field, at)?,
            Kind::BlankZero(field) => match self.cell(*field, at)? {
                Cell::Nothing(Cause::Blank(_)) => Value::number(0.0),
                _ => self.field(*field, at)?,
            },
            Kind::Formula(id) => self.of_formula(*id, at)?,
            Kind::Text(text) => self.text(text, at)?,
            Kind::Words(text) => Value::Text(text.clone()),
            Kind::Measure(text, step) => self.measure(text, step, at)?,
            Kind::Likeness(a, b, without) => self.likeness(a, b, without, at)?,
            Kind::TextId(text, exact) => self.text_id(text, *exact, at)?,
            Kind::WordsId(text, exact) => Value::Text(super::text::folded(text, *exact)),
            Kind::Predicate(predicate) => self.predicate(predicate, at)?,
            Kind::Call(callee, arguments) => self.call(*callee, arguments, at)?,
            // A mark is one in whatever unit.
            Kind::Convert(inner, _) | Kind::Widen(inner, _) | Kind::Narrow(inner, _)
                if let mark @ Value::Mark(_) = self.value(inner, at)? =>
            {
                mark
            }
            Kind::Convert(inner, conversion) => match self.value(inner, at)?.into_number() {
                Ok(number) => Value::sum(
                    conversion.apply(number.value),
                    number.terms * conversion.multiply() / conversion.divide(),
                    None,
                ),
                Err(causes) => Value::Absent(causes),
            },
            Kind::Widen(inner, unit) => self.widen(inner, unit, at)?,
            Kind::Narrow(inner, unit) => self.narrow(inner, unit, at)?,
            Kind::Fits(inner, unit) => self.fits(inner, unit, at)?,
            Kind::InUnitOf(inner, other) => self.in_unit_of(inner, other, at)?,
            Kind::Sum(terms) => self.sum(terms, at)?,
            Kind::Times(a, b) => self.product(a, b, at)?,
            Kind::Over(a, b) => self.quotient(a, b, at)?,
            Kind::Negative(inner) => match self.value(inner, at)? {
                Value::Number(number) => Value::sum(-number.value, number.terms, number.unit),
                Value::Mark(form) => Value::absent(Cause::Marked(form)),
                other => other,
            },
            Kind::Power(inner, power) => self.power(inner, *power, at)?,
            Kind::Otherwise(a, b) => match self.value(a, at)? {
                // Nothing is put in the place of what stands in a cell after all.
                Value::Absent(causes) if is_stuck(&causes) => Value::Absent(causes),
                Value::Absent(_) => self.value(b, at)?,
                there => there,
            },
            Kind::Less(a, b) => self.compared(a, b, at, |a, b, equal| !equal && a < b)?,
            Kind::AtMost(a, b) => self.compared(a, b, at, |a, b, equal| equal || a < b)?,
            Kind::Equal(a, b) => self.compared(a, b, at, |_, _, equal| equal)?,
            Kind::Near(a, b, relative, absolute) => self.near(a, b, (*relative, absolute.as_deref()), at)?,
            Kind::Given(inner) => match self.value(inner, at)? {
                Value::Absent(causes) if in_conflict(&causes) => Value::Absent(causes),
                _ => Value::Truth(self.is_given(inner, at)?),
            },
            Kind::GivenText(field) => match self.cell(*field, at)? {
                Cell::Nothing(cause @ Cause::Conflict(_)) => Value::absent(cause),
                cell => Value::Truth(matches!(cell, Cell::Text(_))),
            },
            Kind::Known(inner) => match truth(inner)? {
                // Of a cell whether it is given; of a condition whether it is decided, for whatever cause.
                Err(causes) if asks_for_a_cell(inner) && in_conflict(&causes) => Value::Absent(causes),
                known => Value::Truth(known.is_ok()),
            },
            Kind::IsTrue(inner) => Value::Truth(truth(inner)? == Ok(true)),
            Kind::Mark(field, mark) => self.holds_mark(*field, *mark, at)?,
            Kind::Unless(fields, inner) => {
                for field in fields {
                    if self.is_none(*field, inner, at)? {
                        return Ok(Value::Truth(false));
                    }
                }
                self.value(inner, at)?
            }
            Kind::OverFields(how, parts) => self.over_fields(*how, parts, at)?,
            Kind::Filed(form) => Value::Truth(self.is_filed(*form, at)),
            Kind::Found(form) => Value::truth(match self.found(*form, at)? {
                Ok(_) => Ok(true),
                Err(causes) if causes.is_empty() => Ok(false),
                Err(causes) => Err(causes),
            }),
            Kind::RowCount(form) => {
                let rows = at.subject.map_or(0, |subject| self.rows_of_subject(*form, subject).count());
                Value::number(rows as f64)
            }
            Kind::Row(form) => match self.row_of(*form, at) {
                Some(row) => Value::number(row as f64),
                None => Value::absent(Cause::Undefined),
            },
            Kind::Which => match at.subject {
                Some(subject) => Value::number(subject as f64),
                None => Value::absent(Cause::Undefined),
            },
            Kind::And(parts) => and(self.joined(parts, at)?),
            Kind::Or(parts) => match and(self.joined(parts, at)?.into_iter().map(not)) {
                Value::Truth(none) => Value::Truth(!none),
                other => other,
            },
            Kind::Not(inner) => Value::truth(not(truth(inner)?)),
            Kind::Iff(a, b) => Value::truth(all([truth(a)?, truth(b)?]).map(|[a, b]| a == b)),
            // It holds where the condition does not, and where what follows does.
            Kind::Implies(a, b) => match and([truth(a)?, not(truth(b)?)]) {
                Value::Truth(broken) => Value::Truth(!broken),
                other => other,
            },
            Kind::Choose(condition, yes, no) => match truth(condition)? {
                Ok(true) => self.value(yes, at)?,
                Ok(false) if no.kind == Kind::Missing => {
                    let mut causes = self.left_open(condition, at)?;
                    causes.insert(Cause::Undefined);
                    Value::Absent(causes)
                }
                Ok(false) => self.value(no, at)?,
                Err(causes) => Value::Absent(causes),
            },
            Kind::Fold { how, rows, value, keep } => {
                let (value, keep) = (value.as_deref(), keep.as_deref());
                self.fold(*how, (*rows, of.scope), (value, keep), at)?
            }
            Kind::Group(grouped) => self.group(grouped, at)?,
            Kind::Unique(grouped) => self.unique(grouped, at)?,
            Kind::Common(common) => self.common(common, at)?,
            Kind::Inlier(value, median, mad, within) => self.inlier([value, median, mad], *within, at)?,
            Kind::Judged(..) => return Err(NotCovered("how rules judged")),
            Kind::Worked(_) => return Err(NotCovered("a formula in a cell")),
            Kind::InRowUnit(..) => return Err(NotCovered("a parameter in the unit of a row")),
            Kind::Outlined(_) => return Err(NotCovered("a place and an outline")),
        })
    }

    /// Whether a condition is true at a place; or why that is not known.
    pub(crate) fn truth(&self, of: &Typed, at: &Place) -> Opinion<Result<bool, BTreeSet<Cause>>> {
        Ok(self.value(of, at)?.into_truth())
    }

    /// Conditions joined by `and` or `or`. Where one is there to say that the others leave something open, what does is
    /// the cause.
    fn joined(&self, parts: &[Typed], at: &Place) -> Opinion<Vec<Result<bool, BTreeSet<Cause>>>> {
        let mut truths = Vec::new();
        for part in parts {
            let mut truth = self.truth(part, at)?;
            if let (Kind::Missing, Err(causes)) = (&part.kind, &mut truth) {
                for other in parts {
                    causes.extend(self.left_open(other, at)?);
                }
            }
            truths.push(truth);
        }
        Ok(truths)
    }

    /// What leaves the condition of a row open where it is asked whether that is known of each.
    fn left_open(&self, asked: &Typed, at: &Place) -> Opinion<BTreeSet<Cause>> {
        let mut causes = BTreeSet::new();
        match &asked.kind {
            Kind::Fold { how: How::Every, rows, value: Some(value), keep: None } => {
                if let Kind::Known(condition) = &value.kind {
                    for row in self.rows_at(*rows, at)? {
                        causes.extend(self.condition_of_row(condition, &row)?.err().into_iter().flatten());
                    }
                }
            }
            Kind::Fold { .. } => {}
            Kind::Given(inner) | Kind::Known(inner) | Kind::IsTrue(inner) => {
                if let Value::Absent(lacking) = self.value(inner, at)? {
                    causes.extend(lacking);
                }
            }
            Kind::GivenText(field) => {
                if let Cell::Nothing(cause) = self.cell(*field, at)? {
                    causes.insert(cause);
                }
            }
            kind => {
                for inner in kind.inside() {
                    causes.extend(self.left_open(inner, at)?);
                }
            }
        }
        Ok(causes)
    }

    /// The value of a cell.
    fn field(&self, field: FieldId, at: &Place) -> Opinion<Value> {
        Ok(match self.cell(field, at)? {
            Cell::Number(number) => match &self.model.vocab.field(field).kind {
                FieldType::Quantity(unit) => self.with_unit(number, *unit, at)?,
                _ => Value::number(number),
            },
            Cell::YesNo(truth) => Value::Truth(truth),
            Cell::Text(text) => Value::Text(text),
            Cell::Mark(_) => Value::Mark(self.model.vocab.field(field).form),
            Cell::Nothing(cause) => Value::Absent(self.why_nothing(field, cause, at)?),
        })
    }

    /// Whether a number is given; a mark is, too.
    pub(crate) fn is_given(&self, of: &Typed, at: &Place) -> Opinion<bool> {
        match &of.kind {
            Kind::Field(field) => Ok(!matches!(self.cell(*field, at)?, Cell::Nothing(_))),
            _ => Ok(!matches!(self.value(of, at)?, Value::Absent(_))),
        }
    }

    /// Whether a cell holds one of its marks: unknown of an empty one, unless that means “none”.
    fn holds_mark(&self, field: FieldId, mark: u8, at: &Place) -> Opinion<Value> {
        let optional = self.model.vocab.field(field).optional;
        Ok(match self.cell(field, at)? {
            Cell::Mark(held) => Value::Truth(held == mark),
            Cell::Number(_) | Cell::YesNo(_) | Cell::Text(_) => Value::Truth(false),
            Cell::Nothing(Cause::Blank(_)) if optional => Value::Truth(false),
            Cell::Nothing(cause) => Value::absent(cause),
        })
    }

    /// Whether a cell says “none”: it holds a mark, or it may be blank and is, unless a blank is 0 there.
    fn is_none(&self, field: FieldId, asked: &Typed, at: &Place) -> Opinion<bool> {
        let optional = self.model.vocab.field(field).optional && !counts_as_zero(asked, field, self);
        Ok(match self.cell(field, at)? {
            Cell::Mark(_) => true,
            Cell::Nothing(Cause::Blank(_)) => optional,
            _ => false,
        })
    }

    /// Values beside each other: those that are missing are passed over, those that do not fit are not.
    fn over_fields(&self, how: How, parts: &[Typed], at: &Place) -> Opinion<Value> {
        if matches!(how, How::Count | How::CountGiven) {
            let mut count = 0;
            for part in parts {
                match self.truth(part, at)? {
                    Ok(given) => count += usize::from(given),
                    Err(causes) => return Ok(Value::Absent(causes)),
                }
            }
            return Ok(Value::number(count as f64));
        }
        let values: Vec<Value> = parts.iter().map(|part| self.value(part, at)).collect::<Opinion<_>>()?;
        self.brought_together(how, values, true)
    }
}

/// Whether rows of a form of one row disagree: what asks for such a cell has no answer, whatever it asks.
pub(crate) fn in_conflict(causes: &BTreeSet<Cause>) -> bool {
    causes.iter().any(|cause| matches!(cause, Cause::Conflict(_)))
}

/// Whether something stands in a cell after all: nothing takes its place, and nothing passes it over as a blank.
pub(crate) fn is_stuck(causes: &BTreeSet<Cause>) -> bool {
    in_conflict(causes) || causes.contains(&Cause::Misfit)
}

/// Whether it is asked if a cell is given, and not if a condition is decided.
fn asks_for_a_cell(inner: &Typed) -> bool {
    match &inner.kind {
        Kind::Field(_) => true,
        Kind::Predicate(predicate) => predicate.test == Test::Given,
        _ => false,
    }
}

/// Whether a condition takes the blank of a field for 0.
fn counts_as_zero(of: &Typed, field: FieldId, second: &Second<'_>) -> bool {
    let formula = |id: FormulaId| {
        second.model.formula(id).is_some_and(|made| counts_as_zero(&made.value, field, second))
    };
    match &of.kind {
        Kind::BlankZero(known) => *known == field,
        Kind::Formula(id) => formula(*id),
        kind => kind.inside().into_iter().any(|inner| counts_as_zero(inner, field, second)),
    }
}

/// Whether a type is that of a number whose unit stands in its row.
pub(crate) fn is_quantity(of: &Typed) -> bool {
    of.ty == Type::Quantity
}
