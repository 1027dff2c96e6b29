//! What is a percentage in the words of a rulebook.

use shensuan_plan::How;
use shensuan_vocab::{FieldType, Vocab};

use crate::functions::keeps_percent;
use crate::model::FormulaId;
use crate::typed::{Kind, Typed};

/// Whether a ratio is a percentage: a percent field, a literal with %, and what keeps them as they are. `formula` gives
/// what a formula is made of.
pub fn is_percent<'m>(
    value: &Typed,
    vocabulary: &Vocab,
    formula: &dyn Fn(FormulaId) -> Option<&'m Typed>,
) -> bool {
    let percent = |value: &Typed| is_percent(value, vocabulary, formula);
    match &value.kind {
        Kind::Ratio(_) => true,
        Kind::Field(field) | Kind::BlankZero(field) => vocabulary.field(*field).kind == FieldType::Percent,
        Kind::Formula(id) => formula(*id).is_some_and(percent),
        Kind::Otherwise(a, b) | Kind::Choose(_, a, b) => percent(a) && percent(b),
        Kind::Negative(inner) => percent(inner),
        Kind::Sum(terms) => terms.iter().all(|(_, term)| percent(term)),
        Kind::OverFields(How::Sum | How::Min | How::Max, parts) => parts.iter().all(percent),
        Kind::Fold { how: How::Sum | How::Min | How::Max, value: Some(value), .. } => percent(value),
        Kind::Call(callee, arguments) => keeps_percent(*callee) && arguments.first().is_some_and(percent),
        _ => false,
    }
}
