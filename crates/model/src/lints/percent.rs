//! A computed percentage beside a bare number above 1. A percent field itself against a number is an error
//! (E0305); here it is an average, a formula, a `let`, or the number is a constant, and 80 was meant as 80%.

use shensuan_diagnostics::codes::{lints, names, text};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics};
use shensuan_plan::How;
use shensuan_vocab::FieldType;

use super::{Book, each};
use crate::typed::{Kind, Typed};
use crate::types::Type;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for expression in book.expressions() {
        each(expression, &mut |value| match &value.kind {
            Kind::Less(a, b)
            | Kind::AtMost(a, b)
            | Kind::Equal(a, b)
            | Kind::Near(a, b, _, _)
            | Kind::Otherwise(a, b)
            | Kind::Choose(_, a, b) => {
                beside(book, a, b, said);
                beside(book, b, a, said);
            }
            Kind::Sum(terms) => {
                if let Some((_, percent)) = terms.iter().find(|(_, term)| is_percent(book, term)) {
                    terms.iter().for_each(|(_, term)| beside(book, percent, term, said));
                }
            }
            _ => {}
        });
    }
}

fn beside(book: &Book<'_>, percent: &Typed, number: &Typed, said: &mut Diagnostics) {
    let Some(size) = bare(book, number).filter(|size| size.abs() > 1.0) else { return };
    if is_percent(book, percent) {
        let size = size.to_string();
        let found = Diagnostic::new(lints::PERCENT_BESIDE_NUMBER)
            .with("number", size.as_str())
            .label(number.span, text::HERE);
        let constant = match number.kind {
            Kind::Formula(id) => book.formula(id),
            _ => None,
        };
        said.push(match constant {
            Some(constant) => {
                let name = Both::of(&constant.name);
                let help = lints::DEFINE_WITH_PERCENT.with("name", name).with("number", size);
                found.label(constant.span, names::DECLARED_HERE).help(help)
            }
            None => found.help(lints::WITH_PERCENT.with("number", size)),
        });
    }
}

/// Whether it is a percentage: a percent field, what averages and products of such come to, 1 less one.
pub(super) fn is_percent(book: &Book<'_>, value: &Typed) -> bool {
    match &value.kind {
        Kind::Field(field) | Kind::BlankZero(field) => {
            book.model.vocab.field(*field).kind == FieldType::Percent
        }
        Kind::Formula(id) => book.percents.contains(id),
        Kind::Negative(inner) | Kind::Convert(inner, _) | Kind::Otherwise(inner, _) => {
            is_percent(book, inner)
        }
        Kind::Fold { how: How::Sum | How::Min | How::Max, value: Some(inner), .. } => is_percent(book, inner),
        Kind::OverFields(How::Sum | How::Min | How::Max, parts) => {
            !parts.is_empty() && parts.iter().all(|part| is_percent(book, part))
        }
        // The mean.
        Kind::Over(sum, given) => {
            matches!(given.kind, Kind::Fold { how: How::CountGiven, .. })
                && matches!(sum.kind, Kind::Fold { how: How::Sum, .. })
                && is_percent(book, sum)
        }
        // What stays a percentage: its size, rounded or held within bounds.
        Kind::Call(callee, arguments) => {
            let keeps = ["abs", "round", "floor", "ceil", "clamp"];
            callee.get().en.first().is_some_and(|name| keeps.contains(name))
                && arguments.first().is_some_and(|of| is_percent(book, of))
        }
        Kind::Times(a, b) => is_percent(book, a) && is_percent(book, b),
        Kind::Sum(terms) => {
            let small = |term: &Typed| bare(book, term).is_some_and(|number| number.abs() <= 1.0);
            let ratio = |term: &Typed| matches!(term.kind, Kind::Ratio(_));
            let percents: Vec<bool> = terms.iter().map(|(_, term)| is_percent(book, term)).collect();
            let fits = |((_, term), percent): (&(bool, Typed), &bool)| *percent || small(term) || ratio(term);
            percents.contains(&true) && terms.iter().zip(&percents).all(fits)
        }
        Kind::Choose(_, a, b) => is_percent(book, a) || is_percent(book, b),
        _ => false,
    }
}

/// A number without a unit and without %: a literal, a constant, or what such come to.
pub(super) fn bare(book: &Book<'_>, value: &Typed) -> Option<f64> {
    match (&value.kind, &value.ty) {
        (Kind::Number(number), Type::Number(unit)) if unit.is_dimensionless() => Some(*number),
        (Kind::Negative(inner), _) => Some(-bare(book, inner)?),
        (Kind::Times(a, b), _) => Some(bare(book, a)? * bare(book, b)?),
        (Kind::Formula(id), _) => book.bare.get(id).copied(),
        _ => None,
    }
}
