//! A text that a condition chooses: `if a then b else c`, `b otherwise "…"`. Text is never computed row by row, so the
//! choice stays a tree of conditions with texts at its ends, and what is asked of it is asked of each.

use shensuan_diagnostics::Span;
use shensuan_vocab::units::Unit;

use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// The condition and the two branches; none where it is no text, or one that nothing chooses.
#[must_use]
pub fn branches(value: &Typed) -> Option<[&Typed; 3]> {
    match (&value.kind, &value.ty) {
        (Kind::Choose(condition, yes, no), Type::Text | Type::Code(_)) => Some([condition, yes, no]),
        _ => None,
    }
}

/// The texts of which one is chosen, in the order in which they are written.
#[must_use]
pub fn ends(value: &Typed) -> Vec<&Typed> {
    match branches(value) {
        Some([_, yes, no]) => ends(yes).into_iter().chain(ends(no)).collect(),
        None => vec![value],
    }
}

/// Which of the [`ends`] is chosen, counted from 0, as a number; missing where it is the missing value, or where that
/// cannot be said.
pub(crate) fn which(value: &Typed) -> Typed {
    from(value, &mut 0)
}

fn from(value: &Typed, next: &mut u32) -> Typed {
    let (scope, span) = (value.scope, value.span);
    if let Some([condition, yes, no]) = branches(value) {
        let (yes, no) = (from(yes, next), from(no, next));
        return number(Kind::Choose(Box::new(condition.clone()), Box::new(yes), Box::new(no)), scope, span);
    }
    let end = f64::from(*next);
    *next += 1;
    let kind = if value.kind == Kind::Missing { Kind::Missing } else { Kind::Number(end) };
    number(kind, Scope::Everywhere, span)
}

fn number(kind: Kind, scope: Scope, span: Span) -> Typed {
    Typed { kind, ty: Type::Number(Unit::dimensionless()), scope, span }
}
