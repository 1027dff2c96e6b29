//! Whether two expressions mean the same, wherever they stand.

use crate::typed::{Kind, Typed};

/// Whether two expressions mean the same. It says no where it does not know: of a new kind nothing is concluded.
pub(super) fn alike(a: &Typed, b: &Typed) -> bool {
    if !same_node(a, b) {
        return false;
    }
    let (a, b) = (a.kind.inside(), b.kind.inside());
    a.len() == b.len() && a.into_iter().zip(b).all(|(a, b)| alike(a, b))
}

/// Whether they are the same apart from what stands inside them.
fn same_node(a: &Typed, b: &Typed) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Number(x), Kind::Number(y)) | (Kind::Ratio(x), Kind::Ratio(y)) => {
            x.to_bits() == y.to_bits() && a.ty == b.ty
        }
        (Kind::Field(x), Kind::Field(y))
        | (Kind::GivenText(x), Kind::GivenText(y))
        | (Kind::BlankZero(x), Kind::BlankZero(y)) => x == y,
        (Kind::Mark(x, mark), Kind::Mark(y, mark_too)) => x == y && mark == mark_too,
        (Kind::Unless(x, _), Kind::Unless(y, _)) => x == y,
        (Kind::Fits(_, x), Kind::Fits(_, y)) => x == y,
        (Kind::OverFields(x, _), Kind::OverFields(y, _)) => x == y,
        (Kind::Formula(x), Kind::Formula(y)) => x == y,
        (Kind::Convert(_, x), Kind::Convert(_, y)) => x == y && a.ty == b.ty,
        (Kind::Widen(_, x), Kind::Widen(_, y)) | (Kind::Narrow(_, x), Kind::Narrow(_, y)) => x == y,
        (Kind::Sum(x), Kind::Sum(y)) => x.iter().map(|(minus, _)| minus).eq(y.iter().map(|(minus, _)| minus)),
        (Kind::Power(_, x), Kind::Power(_, y)) => x == y,
        (Kind::Predicate(x), Kind::Predicate(y)) => x == y,
        (Kind::Filed(x), Kind::Filed(y))
        | (Kind::RowCount(x), Kind::RowCount(y))
        | (Kind::Found(x), Kind::Found(y)) => x == y,
        (Kind::Near(_, _, x, within), Kind::Near(_, _, y, within_too)) => {
            x == y
                && match (within, within_too) {
                    (Some(x), Some(y)) => alike(x, y),
                    (None, None) => true,
                    _ => false,
                }
        }
        (
            Kind::Fold { how, rows, value, keep },
            Kind::Fold { how: how_too, rows: rows_too, value: value_too, keep: keep_too },
        ) => {
            how == how_too
                && rows == rows_too
                && value.is_some() == value_too.is_some()
                && keep.is_some() == keep_too.is_some()
        }
        (Kind::Times(..), Kind::Times(..))
        | (Kind::Over(..), Kind::Over(..))
        | (Kind::Negative(_), Kind::Negative(_))
        | (Kind::Otherwise(..), Kind::Otherwise(..))
        | (Kind::Less(..), Kind::Less(..))
        | (Kind::AtMost(..), Kind::AtMost(..))
        | (Kind::Equal(..), Kind::Equal(..))
        | (Kind::Given(_), Kind::Given(_))
        | (Kind::Known(_), Kind::Known(_))
        | (Kind::IsTrue(_), Kind::IsTrue(_))
        | (Kind::InUnitOf(..), Kind::InUnitOf(..))
        | (Kind::And(_), Kind::And(_))
        | (Kind::Or(_), Kind::Or(_))
        | (Kind::Not(_), Kind::Not(_))
        | (Kind::Iff(..), Kind::Iff(..))
        | (Kind::Implies(..), Kind::Implies(..))
        | (Kind::Choose(..), Kind::Choose(..)) => true,
        _ => false,
    }
}
