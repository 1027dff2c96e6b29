//! The Gregorian calendar in row ops: a number of days after 1970-01-01 to year, month and day, and back.
//!
//! Years are counted from March, so that the leap day comes last; 400 of them are an era of 146,097 days. Every
//! quotient is far below 2^53, so that rounding it down is exact.

use shensuan_plan::{Builder, Unary, ValueId};

use super::{period_first, period_last};
use crate::from_syntax::Call;
use crate::typed::Typed;
use crate::types::Type;

/// A date taken apart.
pub(super) struct Parts {
    pub(super) year: ValueId,
    pub(super) month: ValueId,
    pub(super) day: ValueId,
    days: ValueId,
}

/// Year, month and day of a number of days.
pub(super) fn parts(builder: &mut Builder, date: ValueId) -> Parts {
    let b = &mut Ops(builder);
    let days = b.floor(date);
    let shifted = b.plus(days, 719_468.0);
    let era = b.floor_over(shifted, 146_097.0);
    let of_era = b.less_times(shifted, era, 146_097.0);
    let four = b.floor_over(of_era, 1_460.0);
    let century = b.floor_over(of_era, 36_524.0);
    let last = b.floor_over(of_era, 146_096.0);
    let even = b.0.sub(of_era, four);
    let even = b.0.add(even, century);
    let even = b.0.sub(even, last);
    let year_of_era = b.floor_over(even, 365.0);
    let leaps = b.floor_over(year_of_era, 4.0);
    let centuries = b.floor_over(year_of_era, 100.0);
    let day_of_year = b.less_times(of_era, year_of_era, 365.0);
    let day_of_year = b.0.sub(day_of_year, leaps);
    let day_of_year = b.0.add(day_of_year, centuries);
    let fifths = b.times(day_of_year, 5.0);
    let fifths = b.plus(fifths, 2.0);
    let from_march = b.floor_over(fifths, 153.0);
    let before = b.times(from_march, 153.0);
    let before = b.plus(before, 2.0);
    let before = b.floor_over(before, 5.0);
    let day = b.0.sub(day_of_year, before);
    let day = b.plus(day, 1.0);
    let ten = b.0.number(10.0);
    let this_year = b.0.less(from_march, ten, None);
    let (early, late) = (b.plus(from_march, 3.0), b.plus(from_march, -9.0));
    let month = b.0.choose(this_year, early, late);
    let years = b.times(era, 400.0);
    let march_year = b.0.add(years, year_of_era);
    let next_year = b.plus(march_year, 1.0);
    let year = b.0.choose(this_year, march_year, next_year);
    Parts { year, month, day, days }
}

/// The only argument of a call, a date; or a period, as its first and its last day.
pub(super) fn days(call: &mut Call<'_>) -> Option<Vec<Typed>> {
    call.arity(1, 1)?;
    let value = call.date_or_period(0)?;
    if value.ty == Type::Date {
        return Some(vec![value]);
    }
    let (words, scope) = (value.words()?, value.scope);
    let first = call.measured(&period_first::FUNCTION, words.clone(), scope, Vec::new(), Type::Date);
    let last = call.measured(&period_last::FUNCTION, words, scope, Vec::new(), Type::Date);
    Some(vec![first, last])
}

/// A part of the year in which these days lie; missing where they lie in more than one.
pub(super) fn part(
    builder: &mut Builder,
    days: &[ValueId],
    of: fn(&mut Builder, &Parts) -> ValueId,
) -> ValueId {
    let each: Vec<(ValueId, ValueId)> = days
        .iter()
        .map(|day| {
            let parts = parts(builder, *day);
            (parts.year, of(builder, &parts))
        })
        .collect();
    match each.as_slice() {
        [(_, only)] => *only,
        [(year, first), (until, last)] => {
            let one_year = builder.equal(*year, *until, None);
            let one_part = builder.equal(*first, *last, None);
            let one = builder.and(one_year, one_part);
            let missing = builder.missing();
            builder.choose(one, *first, missing)
        }
        _ => builder.missing(),
    }
}

/// The first day of the month of a date.
pub(super) fn first_of_month(builder: &mut Builder, parts: &Parts) -> ValueId {
    let before = builder.sub(parts.days, parts.day);
    let one = builder.number(1.0);
    builder.add(before, one)
}

/// Ops with constants.
struct Ops<'b>(&'b mut Builder);

impl Ops<'_> {
    fn plus(&mut self, a: ValueId, constant: f64) -> ValueId {
        let constant = self.0.number(constant);
        self.0.add(a, constant)
    }

    fn times(&mut self, a: ValueId, constant: f64) -> ValueId {
        let constant = self.0.number(constant);
        self.0.mul(a, constant)
    }

    fn floor(&mut self, a: ValueId) -> ValueId {
        self.0.unary(Unary::Floor, a)
    }

    fn floor_over(&mut self, a: ValueId, constant: f64) -> ValueId {
        let constant = self.0.number(constant);
        let quotient = self.0.div(a, constant);
        self.floor(quotient)
    }

    /// `a − b × constant`
    fn less_times(&mut self, a: ValueId, b: ValueId, constant: f64) -> ValueId {
        let taken = self.times(b, constant);
        self.0.sub(a, taken)
    }
}
