//! Silent factors: a percentage divided by 100, and 24, 60, 365, 1000 … beside a quantity that has a unit. The
//! language converts by itself; a factor on top of that is an error of exactly that size.

use shensuan_diagnostics::codes::{lints, text};
use shensuan_diagnostics::{Diagnostic, Diagnostics};

use super::percent::is_percent;
use super::{Book, each, literal};
use crate::typed::{Kind, Typed};
use crate::types::Type;

/// Numbers that convert one unit into another, with one way to write each as the quantity that it is.
const FACTORS: [(f64, &str, &str); 21] = [
    (24.0, "24 小时/日", "24 h/d"),
    (60.0, "60 分钟/小时", "60 min/h"),
    (365.0, "365 日/年", "365 d/a"),
    (366.0, "366 日/年", "366 d/a"),
    (1440.0, "1440 分钟/日", "1440 min/d"),
    (3600.0, "3600 秒/小时", "3600 s/h"),
    (8760.0, "8760 小时/年", "8760 h/a"),
    (8784.0, "8784 小时/年", "8784 h/a"),
    (86400.0, "86400 秒/日", "86400 s/d"),
    (100.0, "", ""),
    (1e3, "", ""),
    (1e4, "", ""),
    (1e5, "", ""),
    (1e6, "", ""),
    (1e8, "", ""),
    (1e9, "", ""),
    (0.01, "", ""),
    (0.001, "", ""),
    (0.0001, "", ""),
    (1e-6, "", ""),
    (1e-9, "", ""),
];

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for expression in book.expressions() {
        each(expression, &mut |value| match &value.kind {
            Kind::Times(a, b) => {
                factor(book, a, b, Sign::TimesBehind, said);
                factor(book, b, a, Sign::Times, said);
            }
            Kind::Over(a, b) => factor(book, b, a, Sign::Over, said),
            _ => {}
        });
    }
}

/// How a factor is written beside what it multiplies or divides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    TimesBehind,
    Times,
    Over,
}

fn factor(book: &Book<'_>, number: &Typed, other: &Typed, sign: Sign, said: &mut Diagnostics) {
    let Some(size) = bare(number) else { return };
    let text_of = book.text(number.span);
    let written = match sign {
        Sign::TimesBehind => format!("{text_of} ×"),
        Sign::Times => format!("× {text_of}"),
        Sign::Over => format!("÷ {text_of}"),
    };
    let found = Diagnostic::new(lints::SILENT_FACTOR).with("number", text_of).label(number.span, text::HERE);
    if is_percent(book, other) {
        if is(size, 100.0) && sign != Sign::Over {
            return said.push(found.help(lints::COMPARE_IN_PERCENT.with("factor", written)));
        }
        if is(size, 100.0) || is(size, 0.01) && sign != Sign::Over {
            return said.push(found.help(lints::RATIO_ALREADY.with("factor", written)));
        }
    }
    let Some((_, zh, en)) = FACTORS.iter().find(|(known, _, _)| is(size, *known)) else { return };
    if literal(other).is_some() || !has_unit(other) {
        return;
    }
    let of_percent = is(size, 100.0) && sign == Sign::Over || is(size, 0.01) && sign != Sign::Over;
    if of_percent && other.ty == Type::Quantity {
        return said.push(found.help(lints::SAY_PERCENT.with("factor", written)));
    }
    let mut found = found.help(lints::UNITS_CONVERT.with("factor", written));
    if !zh.is_empty() {
        let quantity = shensuan_diagnostics::Both::new(*zh, *en);
        found = found.help(lints::GIVE_IT_A_UNIT.with("quantity", quantity));
    }
    said.push(found);
}

/// A literal without a unit.
fn bare(value: &Typed) -> Option<f64> {
    match (&value.kind, &value.ty) {
        (Kind::Number(number), Type::Number(unit)) if unit.is_dimensionless() => Some(*number),
        (Kind::Widen(inner, _), _) => bare(inner),
        _ => None,
    }
}

fn has_unit(value: &Typed) -> bool {
    match (&value.kind, &value.ty) {
        (Kind::Widen(inner, _), _) => has_unit(inner),
        (_, Type::Number(unit)) => !unit.is_dimensionless(),
        (_, Type::Quantity) => true,
        (
            _,
            Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Date
            | Type::Period
            | Type::Coordinates
            | Type::Outline,
        ) => false,
    }
}

fn is(size: f64, known: f64) -> bool {
    (size - known).abs() <= known * 1e-12
}

#[cfg(test)]
mod tests {
    use shensuan_vocab::units::UnitTable;

    use super::FACTORS;

    #[test]
    fn the_quantities_offered_can_be_written() {
        let units = UnitTable::base();
        for (number, zh, en) in FACTORS.iter().filter(|(_, zh, _)| !zh.is_empty()) {
            for quantity in [zh, en] {
                let (written, unit) = quantity.split_once(' ').unwrap();
                assert_eq!(written.parse(), Ok(*number), "{quantity}");
                assert!(units.parse(unit).is_ok(), "{quantity}");
            }
        }
    }
}
