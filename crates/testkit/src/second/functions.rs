//! Functions of values in a row.

use std::collections::BTreeSet;

use shensuan_model::Typed;
use shensuan_model::functions::Callee;
use shensuan_vocab::Date;

use super::places::Place;
use super::value::{Cause, Number, Value};
use super::{NotCovered, Opinion, Second};

impl Second<'_> {
    pub(crate) fn call(&self, callee: Callee, arguments: &[Typed], at: &Place) -> Opinion<Value> {
        let name = callee.get().en.first().copied().unwrap_or("");
        let values: Vec<Value> =
            arguments.iter().map(|argument| self.value(argument, at)).collect::<Opinion<_>>()?;
        if name == "count missing" {
            let open: BTreeSet<Cause> =
                values.iter().flat_map(|value| value.clone().into_truth().err()).flatten().collect();
            if !open.is_empty() {
                return Ok(Value::Absent(open));
            }
            let missing = values.iter().filter(|value| **value == Value::Truth(false)).count();
            return Ok(Value::number(missing as f64));
        }
        let mut numbers: Vec<Number> = Vec::new();
        let mut causes = BTreeSet::new();
        for value in values {
            match value.into_number() {
                Ok(number) => numbers.push(number),
                Err(more) => causes.extend(more),
            }
        }
        if !causes.is_empty() {
            return Ok(Value::Absent(causes));
        }
        let unit = numbers.first().and_then(|first| first.unit.clone());
        let plain: Vec<f64> = numbers.iter().map(|number| number.value).collect();
        let keeping = |value: f64| Value::sum(value, 0.0, unit.clone());
        Ok(match (name, plain.as_slice()) {
            ("abs", [x]) => keeping(x.abs()),
            ("clamp", [x, low, high]) => keeping(x.max(*low).min(*high)),
            ("sqrt", [x]) => match unit {
                Some(_) => return Err(NotCovered("the root of a quantity")),
                None => Value::number(x.sqrt()),
            },
            ("exp", [x]) => Value::number(x.exp()),
            ("ln", [x]) => Value::number(if *x > 0.0 { x.ln() } else { f64::NAN }),
            ("log10", [x]) => Value::number(if *x > 0.0 { x.log10() } else { f64::NAN }),
            ("power", [x, y]) => Value::number(x.powf(*y)),
            ("round", [x, places]) => keeping(rounded(*x, *places as i32)),
            // Of a percentage it is the number before the sign.
            ("round", [x, places, _]) => keeping(rounded(percent(*x), *places as i32) / 100.0),
            ("floor", [x]) => keeping(as_on_paper(*x).floor()),
            ("ceil", [x]) => keeping(as_on_paper(*x).ceil()),
            ("floor", [x, _]) => keeping(percent(*x).floor() / 100.0),
            ("ceil", [x, _]) => keeping(percent(*x).ceil() / 100.0),
            ("decimals", [x]) => Value::number(f64::from(decimals(*x))),
            ("decimals", [x, _]) => Value::number(f64::from(decimals(percent(*x)))),
            ("day", [day]) => part(&[*day], |[_, _, day]| day, false),
            ("year", days) => part(days, |[year, ..]| year, true),
            ("month", days) => part(days, |[_, month, _]| month, true),
            ("quarter", days) => part(days, |[_, month, _]| (month - 1) / 3 + 1, true),
            ("first day of month", [day]) => of_month(*day, 1..=1),
            ("last day of month", [day]) => of_month(*day, 28..=31),
            ("distance", [from_east, from_north, to_east, to_north]) => {
                let half = |from: &f64, to: &f64| ((to - from).to_radians() / 2.0).sin().powi(2);
                let cosines = from_north.to_radians().cos() * to_north.to_radians().cos();
                let chord = half(from_north, to_north) + cosines * half(from_east, to_east);
                Value::number(2.0 * shensuan_model::MEAN_RADIUS * chord.min(1.0).sqrt().asin())
            }
            ("remainder", _) => return Err(NotCovered("`remainder`")),
            _ => return Err(NotCovered("some function of numbers")),
        })
    }
}

/// The number before the sign of a percentage, as a decimal of 15 digits has it.
fn percent(share: f64) -> f64 {
    as_on_paper(share * 100.0)
}

/// The decimal of at most 15 significant digits, as a number.
fn as_on_paper(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

/// The digits of that decimal, and how many of them stand behind the point.
fn digits(x: f64) -> (String, i32) {
    let written = format!("{:.14e}", x.abs());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let behind = 14 - exponent.parse::<i32>().unwrap_or(0);
    (digits, behind)
}

/// To so many places, a half away from zero.
fn rounded(x: f64, places: i32) -> f64 {
    let (digits, behind) = digits(x);
    let dropped = behind - places;
    if dropped <= 0 {
        return as_on_paper(x);
    }
    let whole: i128 = digits.parse().unwrap_or(0);
    let Some(scale) = 10_i128.checked_pow(dropped.unsigned_abs()) else { return 0.0 };
    let kept = (whole + scale / 2) / scale;
    let made: f64 = format!("{kept}e{}", -places).parse().unwrap_or(0.0);
    if x < 0.0 { -made } else { made }
}

/// How many places behind the point the decimal has.
fn decimals(x: f64) -> i32 {
    let (digits, behind) = digits(x);
    let zeros = digits.chars().rev().take_while(|digit| *digit == '0').count();
    if zeros == digits.len() { 0 } else { (behind - i32::try_from(zeros).unwrap_or(0)).max(0) }
}

/// The year, the month and the day of a number of days.
fn parts(days: f64) -> Option<[i64; 3]> {
    let written = Date::of_number(days)?.to_string();
    let parts: Vec<i64> = written.split('-').filter_map(|part| part.parse().ok()).collect();
    parts.try_into().ok()
}

/// The last of these days that the month of a date has.
fn of_month(day: f64, days: std::ops::RangeInclusive<i64>) -> Value {
    let found =
        parts(day).and_then(|[year, month, _]| days.rev().find_map(|day| Date::new(year, month, day)));
    found.map_or_else(|| Value::absent(Cause::Undefined), |date| Value::number(date.days() as f64))
}

/// A part of the date; of the days of a period only where they lie in one year and one such part.
fn part(days: &[f64], of: fn([i64; 3]) -> i64, of_period: bool) -> Value {
    let dates: Option<Vec<[i64; 3]>> = days.iter().map(|day| parts(*day)).collect();
    match dates.unwrap_or_default().as_slice() {
        [date] => Value::number(of(*date) as f64),
        [first, last] if of_period && first[0] == last[0] && of(*first) == of(*last) => {
            Value::number(of(*first) as f64)
        }
        _ => Value::absent(Cause::Undefined),
    }
}
