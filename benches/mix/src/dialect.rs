//! What the mix means, in the words of another engine: one walk over the meaning, and words for each of its parts.

use crate::meaning::{Number, Test, Truth};
use crate::parts::Parts;
use crate::threshold::{Sign, below, from};
use crate::world::Field;

/// The words of an engine. Every text is an expression that may stand anywhere.
pub trait Dialect {
    /// The cell of a field.
    fn cell(&self, field: Field) -> String;
    /// A number.
    fn literal(&self, number: f64) -> String;
    /// The size of a number.
    fn abs(&self, a: &str) -> String;
    /// A quotient, missing where the divisor is 0.
    fn over(&self, a: &str, b: &str) -> String;
    /// The largest of some; those that are missing are passed over.
    fn largest(&self, all: &[String]) -> String;
    /// The first, or where it is missing the second.
    fn or_else(&self, a: &str, b: &str) -> String;
    /// One of two.
    fn choose(&self, condition: &str, yes: &str, no: &str) -> String;
    /// The number of a fold that is worked out beside.
    fn fold(&self, place: usize) -> String;
    /// The number of a group that is worked out beside.
    fn group(&self, place: usize) -> String;
    /// The truth of a flag that is worked out beside.
    fn flag(&self, place: usize) -> String;
    /// Both.
    fn and(&self, a: &str, b: &str) -> String;
    /// One at least.
    fn or(&self, a: &str, b: &str) -> String;
    /// The opposite.
    fn not(&self, a: &str) -> String;
    /// The second where the first is false, else unknown.
    fn unless(&self, a: &str, b: &str) -> String;
    /// A test of a code or a text, which has a place among those of its field.
    fn test(&self, field: Field, test: &Test, place: usize) -> String;
    /// Whether a cell is filled.
    fn given(&self, field: Field) -> String;
    /// Whether comparisons with a number become thresholds.
    fn thresholds(&self) -> bool;
}

/// A number in the words of an engine.
#[must_use]
pub fn number(words: &impl Dialect, parts: &Parts, asked: &Number) -> String {
    let say = |asked: &Number| number(words, parts, asked);
    match asked {
        Number::Cell(field) => words.cell(*field),
        Number::Literal(number) => words.literal(*number),
        Number::Add(a, b) => format!("({} + {})", say(a), say(b)),
        Number::Sub(a, b) => format!("({} - {})", say(a), say(b)),
        Number::Mul(a, b) => format!("({} * {})", say(a), say(b)),
        Number::Div(a, b) if matches!(**b, Number::Literal(_)) => format!("({} / {})", say(a), say(b)),
        Number::Div(a, b) => words.over(&say(a), &say(b)),
        Number::Abs(a) => words.abs(&say(a)),
        Number::Max(a, b) => words.largest(&[say(a), say(b)]),
        Number::OrElse(a, b) => words.or_else(&say(a), &say(b)),
        Number::Choose(condition, a, b) => words.choose(&truth(words, parts, condition), &say(a), &say(b)),
        Number::Fold { .. } => words.fold(parts.fold(asked).unwrap_or(usize::MAX)),
        Number::Group { .. } => words.group(parts.group(asked).unwrap_or(usize::MAX)),
    }
}

/// A condition in the words of an engine.
#[must_use]
pub fn truth(words: &impl Dialect, parts: &Parts, asked: &Truth) -> String {
    let say = |asked: &Truth| truth(words, parts, asked);
    match asked {
        Truth::Less(a, b, scale) => compared(words, parts, Sign::Less, a, b, scale.as_ref()),
        Truth::AtMost(a, b, scale) => compared(words, parts, Sign::AtMost, a, b, scale.as_ref()),
        Truth::Equal(a, b, scale) => compared(words, parts, Sign::Equal, a, b, scale.as_ref()),
        Truth::And(a, b) => words.and(&say(a), &say(b)),
        Truth::Or(a, b) => words.or(&say(a), &say(b)),
        Truth::Not(a) => words.not(&say(a)),
        Truth::UnknownIf(a, b) => words.unless(&say(a), &say(b)),
        Truth::Answer(field) => words.cell(*field),
        Truth::Given(field) => words.given(*field),
        Truth::Test(field, test) => words.test(*field, test, parts.test(*field, test).unwrap_or(usize::MAX)),
        Truth::Any(_) | Truth::Every(_) => words.flag(parts.flag(asked).unwrap_or(usize::MAX)),
    }
}

fn compared(
    words: &impl Dialect,
    parts: &Parts,
    sign: Sign,
    a: &Number,
    b: &Number,
    scale: Option<&Number>,
) -> String {
    let (left, right) = (number(words, parts, a), number(words, parts, b));
    if words.thresholds() && scale.is_none() && sign != Sign::Equal {
        if let Number::Literal(bound) = b {
            return format!("({left} < {})", words.literal(below(sign, *bound)));
        }
        if let Number::Literal(bound) = a {
            return format!("({right} >= {})", words.literal(from(sign, *bound)));
        }
    }
    let mut sizes = vec![words.abs(&left), words.abs(&right)];
    sizes.extend(scale.map(|scale| number(words, parts, scale)));
    let slack = format!("({} * {})", words.literal(1e-12), words.largest(&sizes));
    // Less or equal is larger by no more than the slack; less and not equal is less by more.
    match sign {
        Sign::Less => format!("(({right} - {left}) > {slack})"),
        Sign::AtMost => format!("(({left} - {right}) <= {slack})"),
        Sign::Equal => format!("({} <= {slack})", words.abs(&format!("({left} - {right})"))),
    }
}
