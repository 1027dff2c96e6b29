//! What is a percentage in the words of a rulebook.

use std::collections::BTreeSet;

use shensuan_plan::How;
use shensuan_vocab::{FieldType, Vocab};

use crate::functions::keeps_percent;
use crate::grouped::Asked;
use crate::model::FormulaId;
use crate::typed::{Kind, Typed};

/// Whether a ratio is a percentage: a percent field, a literal with %, and what keeps them as they are. `formula` gives
/// what a formula is made of.
pub fn is_percent<'m>(
    value: &Typed,
    vocabulary: &Vocab,
    formula: &dyn Fn(FormulaId) -> Option<&'m Typed>,
) -> bool {
    made_of_percents(value, vocabulary, formula, &mut BTreeSet::new())
}

/// All parts of a percentage are percentages: one that is none decides, and a formula is looked into once.
fn made_of_percents<'m>(
    value: &Typed,
    vocabulary: &Vocab,
    formula: &dyn Fn(FormulaId) -> Option<&'m Typed>,
    seen: &mut BTreeSet<FormulaId>,
) -> bool {
    let mut percent = |value: &Typed| made_of_percents(value, vocabulary, formula, seen);
    match &value.kind {
        Kind::Ratio(_) => true,
        Kind::Field(field) | Kind::BlankZero(field) => vocabulary.field(*field).kind == FieldType::Percent,
        Kind::Formula(id) => {
            !seen.insert(*id)
                || formula(*id).is_some_and(|value| made_of_percents(value, vocabulary, formula, seen))
        }
        Kind::Choose(_, made, none) if none.kind == Kind::Missing => percent(made),
        Kind::Otherwise(a, b) | Kind::Choose(_, a, b) => percent(a) && percent(b),
        Kind::Negative(inner) => percent(inner),
        Kind::Sum(terms) => terms.iter().all(|(_, term)| percent(term)),
        Kind::OverFields(How::Sum | How::Min | How::Max, parts) => parts.iter().all(percent),
        Kind::Fold { how: How::Sum | How::Min | How::Max, value: Some(value), .. } => percent(value),
        Kind::Group(grouped) => match grouped.asked {
            Asked::Share => true,
            asked if asked.keeps_what_it_is_of() => grouped.value.as_ref().is_some_and(percent),
            _ => false,
        },
        Kind::Call(callee, arguments) => keeps_percent(*callee) && arguments.first().is_some_and(percent),
        _ => false,
    }
}
