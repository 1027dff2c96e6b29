//! Arithmetic, and quantities whose unit stands in their row: a number in coherent units, and the unit.

use shensuan_model::{Kind, Type, Typed};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, FieldType};

use super::expr::is_quantity;
use super::places::{Cell, Place};
use super::value::{Cause, Number, Value, all};
use super::{NotCovered, Opinion, Second};

/// Whether numbers in two units can be added and compared. 0 fits every unit, a bare number fits a count.
pub(crate) fn fit(a: &Number, b: &Number) -> bool {
    let (Some(of_a), Some(of_b)) = (&a.unit, &b.unit) else { return true };
    a.value == 0.0 || b.value == 0.0 || units_fit(of_a, of_b)
}

fn units_fit(a: &Unit, b: &Unit) -> bool {
    let bare = |bare: &Unit, other: &Unit| bare.is_dimensionless() && other.of_bare().is_some();
    a.convertible(b).is_ok() || bare(a, b) || bare(b, a)
}

impl Second<'_> {
    /// A number of a cell in the unit that another cell of the row names.
    pub(crate) fn with_unit(&self, number: f64, unit: FieldId, at: &Place) -> Opinion<Value> {
        Ok(match self.cell(unit, at)? {
            Cell::Text(text) => {
                let unit = self.model.units.parse(&text).ok();
                let coherent = unit.as_ref().and_then(Unit::to_coherent);
                match (unit, coherent) {
                    (Some(unit), Some(way)) => {
                        Value::sum(number * way.multiply() / way.divide(), 0.0, Some(unit))
                    }
                    _ => Value::absent(Cause::Misfit),
                }
            }
            Cell::Nothing(cause @ (Cause::Conflict(_) | Cause::Unfiled(_))) => Value::absent(cause),
            // A number without its unit is as bad as one with a unit that does not fit.
            Cell::Nothing(_) | Cell::Number(_) | Cell::YesNo(_) | Cell::Mark(_) => {
                Value::absent(Cause::Misfit)
            }
        })
    }

    /// A number in a unit as a quantity.
    pub(crate) fn widen(&self, of: &Typed, unit: &Unit, at: &Place) -> Opinion<Value> {
        Ok(match (self.value(of, at)?.into_number(), unit.to_coherent()) {
            (Ok(number), Some(way)) => {
                let scaled = |number: f64| number * way.multiply() / way.divide();
                Value::sum(scaled(number.value), scaled(number.terms), Some(unit.clone()))
            }
            (Ok(_), None) => Value::absent(Cause::Misfit),
            (Err(causes), _) => Value::Absent(causes),
        })
    }

    /// A quantity as a number in a unit; missing where it does not fit.
    pub(crate) fn narrow(&self, of: &Typed, unit: &Unit, at: &Place) -> Opinion<Value> {
        Ok(match self.value(of, at)?.into_number() {
            Ok(number) => {
                let fits = match &number.unit {
                    Some(own) if number.value != 0.0 => units_fit(own, unit),
                    Some(_) | None => true,
                };
                match unit.to_coherent().filter(|_| fits) {
                    Some(way) => {
                        let scaled = |number: f64| number * way.divide() / way.multiply();
                        Value::sum(scaled(number.value), scaled(number.terms), None)
                    }
                    None => Value::absent(Cause::Misfit),
                }
            }
            Err(causes) => Value::Absent(causes),
        })
    }

    /// Whether the unit of a quantity fits another; unknown where its row names none.
    pub(crate) fn fits(&self, of: &Typed, unit: &Unit, at: &Place) -> Opinion<Value> {
        if let Ok(number) = self.value(of, at)?.into_number()
            && is_quantity(of)
            && number.value == 0.0
        {
            return Ok(Value::Truth(true));
        }
        Ok(match self.unit_of(of, at)? {
            Ok(Some(own)) => Value::Truth(units_fit(&own, unit)),
            Ok(None) => Value::Truth(true),
            Err(causes) => Value::Absent(causes),
        })
    }

    /// A quantity that is shown in the unit of another.
    pub(crate) fn in_unit_of(&self, of: &Typed, other: &Typed, at: &Place) -> Opinion<Value> {
        let number = match self.value(of, at)?.into_number() {
            Ok(number) => number,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        Ok(match self.unit_of(other, at)? {
            Ok(Some(unit)) => match &number.unit {
                Some(own) if number.value != 0.0 && !units_fit(own, &unit) => Value::absent(Cause::Misfit),
                Some(_) | None => Value::sum(number.value, number.terms, Some(unit)),
            },
            Ok(None) => Value::Number(number),
            // 0 fits every unit, whichever it is.
            Err(_) if number.value == 0.0 => Value::Number(number),
            Err(causes) => Value::Absent(causes),
        })
    }

    /// The unit that an expression has, whether or not there is a number; none where it fits all.
    fn unit_of(
        &self,
        of: &Typed,
        at: &Place,
    ) -> Opinion<Result<Option<Unit>, std::collections::BTreeSet<Cause>>> {
        if let Type::Number(unit) = &of.ty {
            return Ok(Ok(Some(unit.clone())));
        }
        match &of.kind {
            Kind::Field(field) | Kind::BlankZero(field) => {
                let FieldType::Quantity(unit) = self.model.vocab.field(*field).kind else {
                    return Err(NotCovered("the unit of what has none"));
                };
                Ok(match self.cell(unit, at)? {
                    Cell::Text(text) => match self.model.units.parse(&text) {
                        Ok(unit) => Ok(Some(unit)),
                        Err(_) => Err(match self.cell(*field, at)? {
                            Cell::Nothing(cause) => [cause].into(),
                            _ => [Cause::Misfit].into(),
                        }),
                    },
                    // A number without its unit fits nothing; where there is no number either, the row is blank.
                    Cell::Nothing(Cause::Blank(_)) if matches!(self.cell(*field, at)?, Cell::Number(_)) => {
                        Err([Cause::Misfit].into())
                    }
                    Cell::Nothing(cause) => Err([cause].into()),
                    _ => Err([Cause::Undefined].into()),
                })
            }
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => self.unit_of(&formula.value, at),
                None => Ok(Ok(None)),
            },
            Kind::Widen(_, unit) => Ok(Ok(Some(unit.clone()))),
            Kind::Negative(inner) => self.unit_of(inner, at),
            Kind::Times(a, b) | Kind::Over(a, b) => {
                let sides = all([self.unit_of(a, at)?, self.unit_of(b, at)?]);
                let made = |[a, b]: [Option<Unit>; 2]| match (&of.kind, a, b) {
                    (Kind::Times(..), Some(a), Some(b)) => Some(a.times(&b)),
                    (_, Some(a), Some(b)) => Some(a.over(&b)),
                    _ => None,
                };
                Ok(sides.map(made))
            }
            _ => Err(NotCovered("the unit of a quantity that is chosen or brought together")),
        }
    }

    /// Terms added from the first on.
    pub(crate) fn sum(&self, terms: &[(bool, Typed)], at: &Place) -> Opinion<Value> {
        let mut causes = std::collections::BTreeSet::new();
        let mut numbers: Vec<Number> = Vec::new();
        for (minus, term) in terms {
            match self.value(term, at)?.into_number() {
                Ok(number) if *minus => numbers.push(Number { value: -number.value, ..number }),
                Ok(number) => numbers.push(number),
                Err(more) => causes.extend(more),
            }
        }
        if !causes.is_empty() {
            return Ok(Value::Absent(causes));
        }
        if !all_fit(&numbers) {
            return Ok(Value::absent(Cause::Misfit));
        }
        let unit = numbers.iter().filter(|number| number.value != 0.0).find_map(|number| number.unit.clone());
        let largest = numbers.iter().map(|number| number.value.abs().max(number.terms)).fold(0.0, f64::max);
        let total = numbers.iter().map(|number| number.value).reduce(|sum, term| sum + term);
        Ok(Value::sum(total.unwrap_or(0.0), largest, unit))
    }

    pub(crate) fn product(&self, a: &Typed, b: &Typed, at: &Place) -> Opinion<Value> {
        let sides = all([self.value(a, at)?.into_number(), self.value(b, at)?.into_number()]);
        Ok(match sides {
            Ok([a, b]) => {
                let terms = (a.terms * b.value).abs().max((b.terms * a.value).abs());
                let unit = made_of(&a, &b, Unit::times);
                Value::sum(a.value * b.value, if terms.is_finite() { terms } else { 0.0 }, unit)
            }
            Err(causes) => Value::Absent(causes),
        })
    }

    pub(crate) fn quotient(&self, a: &Typed, b: &Typed, at: &Place) -> Opinion<Value> {
        let sides = all([self.value(a, at)?.into_number(), self.value(b, at)?.into_number()]);
        Ok(match sides {
            Ok([a, b]) => {
                let terms = (a.terms / b.value).abs();
                let unit = made_of(&a, &b, Unit::over);
                Value::sum(a.value / b.value, if terms.is_finite() { terms } else { 0.0 }, unit)
            }
            Err(causes) => Value::Absent(causes),
        })
    }

    pub(crate) fn power(&self, of: &Typed, power: i32, at: &Place) -> Opinion<Value> {
        Ok(match self.value(of, at)?.into_number() {
            Ok(number) => {
                let size = (0..power.unsigned_abs()).fold(1.0, |made, _| made * number.value);
                let made = if power < 0 { 1.0 / size } else { size };
                Value::sum(made, 0.0, number.unit.map(|unit| unit.power(power)))
            }
            Err(causes) => Value::Absent(causes),
        })
    }
}

/// Whether all of them can be added.
pub(crate) fn all_fit(numbers: &[Number]) -> bool {
    let fits = |(at, a): (usize, &Number)| numbers.iter().skip(at + 1).all(|b| fit(a, b));
    numbers.iter().enumerate().all(fits)
}

/// The unit of a product or a quotient of quantities.
fn made_of(a: &Number, b: &Number, made: fn(&Unit, &Unit) -> Unit) -> Option<Unit> {
    let bare = Unit::dimensionless();
    match (&a.unit, &b.unit) {
        (None, None) => None,
        (a, b) => Some(made(a.as_ref().unwrap_or(&bare), b.as_ref().unwrap_or(&bare))),
    }
}
