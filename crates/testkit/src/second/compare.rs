//! Comparisons: two numbers are equal where they differ by no more than 1e-12 of the largest term on either side.

use shensuan_model::Typed;

use super::places::Place;
use super::units::fit;
use super::value::{Cause, Number, Value, all};
use super::{NotCovered, Opinion, Second};

/// What differs by no more than this share of the largest term is the same on paper.
const SAME: f64 = 1e-12;

/// Whether two numbers are equal as the language has it.
pub(crate) fn equal(a: &Number, b: &Number) -> bool {
    let largest = a.value.abs().max(b.value.abs()).max(a.terms).max(b.terms);
    (a.value - b.value).abs() <= SAME * largest
}

impl Second<'_> {
    /// Two sides that are there and fit, by their numbers and whether these are equal. Texts and truths are equal or not.
    pub(crate) fn compared(
        &self,
        a: &Typed,
        b: &Typed,
        at: &Place,
        holds: fn(f64, f64, bool) -> bool,
    ) -> Opinion<Value> {
        Ok(match (self.value(a, at)?, self.value(b, at)?) {
            (Value::Number(a), Value::Number(b)) if fit(&a, &b) => {
                Value::Truth(holds(a.value, b.value, equal(&a, &b)))
            }
            (Value::Number(_), Value::Number(_)) => Value::absent(Cause::Misfit),
            (Value::Mark(_), _) | (_, Value::Mark(_)) => Value::Truth(false),
            (Value::Text(a), Value::Text(b)) => Value::Truth(holds(0.0, 0.0, a == b)),
            (Value::Absent(a), Value::Absent(b)) => Value::Absent(a.into_iter().chain(b).collect()),
            (Value::Absent(causes), _) | (_, Value::Absent(causes)) => Value::Absent(causes),
            _ => return Err(NotCovered("a comparison of two kinds of things")),
        })
    }

    /// `a ≈ b within …`: of the right side a share, or absolutely.
    pub(crate) fn near(
        &self,
        a: &Typed,
        b: &Typed,
        (relative, absolute): (Option<f64>, Option<&Typed>),
        at: &Place,
    ) -> Opinion<Value> {
        let bound = absolute.map(|bound| self.value(bound, at)).transpose()?;
        let sides = [self.value(a, at)?, self.value(b, at)?];
        if sides.iter().any(|side| matches!(side, Value::Mark(_))) {
            return Ok(Value::Truth(false));
        }
        let [a, b] = match all(sides.map(Value::into_number)) {
            Ok(sides) => sides,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        if !fit(&a, &b) {
            return Ok(Value::absent(Cause::Misfit));
        }
        let largest = a.value.abs().max(b.value.abs()).max(a.terms).max(b.terms);
        // How far apart two quantities are is of their unit, also where it is nothing.
        let side = if a.value == 0.0 { &b } else { &a };
        let apart = Number { value: (a.value - b.value).abs(), terms: largest, unit: side.unit.clone() };
        let within = |bound: &Number| equal(&apart, bound) || apart.value < bound.value;
        let of_reference = relative
            .map(|share| within(&Number { value: share * b.value.abs(), terms: 0.0, unit: b.unit.clone() }));
        let absolutely = match bound.map(Value::into_number) {
            Some(Ok(bound)) if fit(side, &bound) => Some(Ok(within(&bound))),
            Some(Ok(_)) => Some(Err([Cause::Misfit].into())),
            Some(Err(causes)) => Some(Err(causes)),
            None => None,
        };
        Ok(match (of_reference, absolutely) {
            (_, Some(Err(causes))) => Value::Absent(causes),
            (Some(true), _) | (_, Some(Ok(true))) => Value::Truth(true),
            _ => Value::Truth(false),
        })
    }
}
