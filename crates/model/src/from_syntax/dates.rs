//! Dates in sums: time is added to a date or taken from it, one date is taken from another.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::types as codes;
use shensuan_syntax::tree_expr::Expr;
use shensuan_vocab::units::Unit;

use super::units::is_zero;
use super::{Checker, Context, at};
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Checker {
    /// A term of a sum: a number or a date.
    pub(super) fn term(&mut self, expr: &Expr, context: &Context) -> Option<Typed> {
        let value = self.infer(expr, context)?;
        self.a_term(value)
    }

    /// A value as a term.
    pub(super) fn a_term(&mut self, value: Typed) -> Option<Typed> {
        match value.ty {
            Type::Number(_) | Type::Quantity | Type::Date => Some(value),
            Type::Text | Type::Code(_) if !matches!(value.kind, Kind::Words(_)) => {
                let said = at(codes::NOT_A_NUMBER, value.span).with("found", self.found(&value));
                self.refuse(said.help(codes::NO_TEXT_SUM))
            }
            Type::Truth | Type::Code(_) | Type::Text | Type::Period | Type::Coordinates | Type::Outline => {
                self.not_a_number(&value)
            }
        }
    }

    /// Terms, among them a date. Days are the unit of dates.
    pub(super) fn sum_of_dates(&mut self, terms: Vec<(bool, Typed)>, span: Span) -> Option<Typed> {
        let is_date = |term: &Typed| term.ty == Type::Date;
        let count = |minus: bool| terms.iter().filter(|(sign, term)| is_date(term) && *sign == minus).count();
        let (added, taken) = (count(false), count(true));
        let days = self.units.parse("d").unwrap_or_else(|_| Unit::dimensionless());
        let ty = match (added, taken) {
            (1, 0) => Type::Date,
            (1, 1) => Type::Number(days.clone()),
            _ => return self.refuse(at(codes::NO_DATE_SUM, span).help(codes::ADD_DAYS)),
        };
        let mut in_days = Vec::new();
        for (minus, term) in terms {
            let fits = |unit: &Unit| unit.compatible(&days).is_ok();
            let term = match &term.ty {
                Type::Date => term,
                Type::Number(unit) if fits(unit) || is_zero(&term) => {
                    let span = term.span;
                    self.convert(term, &days, span)?
                }
                Type::Number(unit)
                    if self.units.parse("a").is_ok_and(|year| unit.compatible(&year).is_ok()) =>
                {
                    return self.refuse(at(codes::NO_DATE_SUM, term.span).help(codes::YEARS_DIFFER));
                }
                _ => return self.refuse(at(codes::NO_DATE_SUM, term.span).help(codes::ADD_DAYS)),
            };
            in_days.push((minus, term));
        }
        let scope = self.join(&in_days.iter().map(|(_, term)| term).collect::<Vec<_>>())?;
        Some(Typed { kind: Kind::Sum(in_days), ty, scope, span })
    }
}
