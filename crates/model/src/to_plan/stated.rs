//! What aggregates over the rows of several forms come to, of groups that each form has in a table of its own.

use shensuan_plan::{How, Statistic as Asking};
use shensuan_vocab::units::Conversion;

use crate::grouped::{Asked, Grouped};
use crate::typed::{Kind, Typed};

/// An aggregate of a group in one of the forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InForm {
    /// What it comes to.
    Number(f64),
    /// Rows were asked, and there is no answer.
    Missing,
    /// The form has no row in the group that counts: a sum or a count of none is this, anything else has no answer.
    NoRows(Option<f64>),
}

/// Arithmetic of aggregates, each of one form.
#[derive(Clone, Debug)]
pub enum Stated {
    /// The part of a form, both counted from 0.
    Part(usize, usize),
    /// What is written out.
    Number(f64),
    /// Terms added, or taken away where marked.
    Sum(Vec<(bool, Stated)>),
    /// The rows of several forms as one: those without an answer are skipped, as missing rows are.
    Together(Vec<Stated>),
    /// `a × b`
    Times(Box<Stated>, Box<Stated>),
    /// `a ÷ b`
    Over(Box<Stated>, Box<Stated>),
    /// `−a`
    Negative(Box<Stated>),
    /// In another unit.
    Convert(Box<Stated>, Conversion),
}

impl Stated {
    /// The arithmetic of a value that was checked; none where it is made of anything else.
    pub(super) fn of(value: &Typed, place: &dyn Fn(&Grouped) -> Option<(usize, usize)>) -> Option<Self> {
        let inner = |value: &Typed| Self::of(value, place).map(Box::new);
        let number = |number: f64| Some(Self::Number(number));
        match &value.kind {
            Kind::Group(grouped) => place(grouped).map(|(form, part)| Self::Part(form, part)),
            Kind::Number(written) | Kind::Ratio(written) => number(*written),
            Kind::Sum(terms) => {
                let terms = terms.iter().map(|(minus, term)| Some((*minus, Self::of(term, place)?)));
                terms.collect::<Option<_>>().map(Self::Sum)
            }
            Kind::OverFields(How::Sum, parts) => {
                let parts = parts.iter().map(|part| Self::of(part, place));
                parts.collect::<Option<_>>().map(Self::Together)
            }
            Kind::Times(a, b) => Some(Self::Times(inner(a)?, inner(b)?)),
            Kind::Over(a, b) => Some(Self::Over(inner(a)?, inner(b)?)),
            Kind::Negative(a) => Some(Self::Negative(inner(a)?)),
            Kind::Convert(a, way) => Some(Self::Convert(inner(a)?, *way)),
            _ => None,
        }
    }

    /// What it comes to, by what each part does; missing where a part is, and where it is not finite.
    #[must_use]
    pub fn value(&self, part: &dyn Fn(usize, usize) -> InForm) -> Option<f64> {
        match self.worked(part) {
            InForm::Number(number) => Some(number),
            InForm::NoRows(of_none) => of_none,
            InForm::Missing => None,
        }
    }

    /// Whether anything is divided by 0.
    #[must_use]
    pub fn divides_by_zero(&self, part: &dyn Fn(usize, usize) -> InForm) -> bool {
        match self {
            Self::Part(..) | Self::Number(_) => false,
            Self::Sum(terms) => terms.iter().any(|(_, term)| term.divides_by_zero(part)),
            Self::Together(parts) => parts.iter().any(|inner| inner.divides_by_zero(part)),
            Self::Over(a, b) => {
                b.value(part) == Some(0.0) || a.divides_by_zero(part) || b.divides_by_zero(part)
            }
            Self::Times(a, b) => a.divides_by_zero(part) || b.divides_by_zero(part),
            Self::Negative(a) | Self::Convert(a, _) => a.divides_by_zero(part),
        }
    }

    fn worked(&self, part: &dyn Fn(usize, usize) -> InForm) -> InForm {
        let of = |stated: &Self| stated.value(part);
        let both = |a: &Self, b: &Self, make: fn(f64, f64) -> f64| Some(make(of(a)?, of(b)?));
        let made = match self {
            Self::Part(form, at) => return part(*form, *at),
            Self::Together(parts) => return together(parts.iter().map(|inner| inner.worked(part))),
            Self::Convert(a, way) => match a.worked(part) {
                InForm::Number(number) => Some(way.apply(number)),
                InForm::NoRows(of_none) => return InForm::NoRows(of_none.map(|none| way.apply(none))),
                InForm::Missing => None,
            },
            Self::Number(number) => Some(*number),
            Self::Sum(terms) => terms.iter().try_fold(0.0, |sum, (minus, term)| {
                let term = of(term)?;
                Some(if *minus { sum - term } else { sum + term })
            }),
            Self::Times(a, b) => both(a, b, |a, b| a * b),
            Self::Over(a, b) => both(a, b, |a, b| a / b),
            Self::Negative(a) => of(a).map(|a| -a),
        };
        made.filter(|made| made.is_finite()).map_or(InForm::Missing, InForm::Number)
    }
}

/// The sum of those that have an answer. Where none has, and one was asked, there is none; of no rows it is 0.
fn together(parts: impl Iterator<Item = InForm>) -> InForm {
    let mut sum: Option<f64> = None;
    let mut asked = false;
    for part in parts {
        match part {
            InForm::Number(number) => sum = Some(sum.unwrap_or(0.0) + number),
            InForm::Missing => asked = true,
            InForm::NoRows(_) => {}
        }
    }
    match (sum, asked) {
        (Some(sum), _) if sum.is_finite() => InForm::Number(sum),
        (None, false) => InForm::NoRows(Some(0.0)),
        _ => InForm::Missing,
    }
}

/// What an aggregate comes to where no row counts.
pub(super) fn of_no_rows(asked: Asked) -> Option<f64> {
    match asked {
        Asked::Of(Asking::Fold(How::Sum | How::Count | How::CountGiven) | Asking::Distinct) => Some(0.0),
        Asked::Of(_) | Asked::Mean | Asked::Share => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(parts: &[InForm]) -> Option<f64> {
        let all = (0..parts.len()).map(|at| Stated::Part(at, 0)).collect();
        let part = |form: usize, _: usize| parts.get(form).copied().unwrap_or(InForm::Missing);
        Stated::Together(all).value(&part)
    }

    #[test]
    fn the_rows_of_several_forms_are_summed_as_one() {
        let none = InForm::NoRows(Some(0.0));
        assert_eq!(worth(&[InForm::Number(1.0), InForm::Number(2.5)]), Some(3.5));
        // What one form cannot say does not hide what another does; nor does it count as 0.
        assert_eq!(worth(&[InForm::Number(1.0), InForm::Missing]), Some(1.0));
        assert_eq!(worth(&[InForm::Missing, none]), None);
        assert_eq!(worth(&[none, none]), Some(0.0));
    }

    #[test]
    fn a_part_of_nothing_is_no_part() {
        let part = |form: usize, _: usize| [InForm::NoRows(Some(0.0)), InForm::Number(4.0)][form];
        let over = |a, b| Stated::Over(Box::new(Stated::Part(a, 0)), Box::new(Stated::Part(b, 0)));
        assert_eq!(over(0, 1).value(&part), Some(0.0));
        assert_eq!(over(1, 0).value(&part), None);
        assert!(over(1, 0).divides_by_zero(&part));
        assert!(!over(0, 1).divides_by_zero(&part));
    }
}
