//! A condition that its types and literals decide before any data is read: `x ≠ 1 or x ≠ 2`, `count(F) ≥ 0`,
//! `x in 2..0.5`. A condition on a constant is left alone: a constant is there to be changed.

use shensuan_diagnostics::codes::{lints, text};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Note, Span};
use shensuan_plan::How;
use shensuan_vocab::FieldType;

use super::alike::alike;
use super::contradiction::{MOST, bounds, never_all};
use super::{Book, literal};
use crate::model::Rule;
use crate::typed::{Kind, Typed};

/// Whether a condition always holds or never does, and what its author may have meant.
type Decided = (bool, Note);

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for formula in &book.model.formulas {
        visit(book, &formula.value, said);
    }
    for rule in &book.model.rules {
        let mut found = false;
        for clause in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            found |= visit(book, clause, said);
        }
        if !found {
            clauses(book, rule, said);
        }
    }
}

/// Says what is decided in a condition, of its innermost part; whether there was any.
fn visit(book: &Book<'_>, value: &Typed, said: &mut Diagnostics) -> bool {
    // `x is missing`, `a ≠ b` and `not a` are each one thing to their author.
    let (mut core, mut negated) = (value, false);
    while let Kind::Not(inner) = &core.kind {
        core = inner;
        negated = !negated;
    }
    let mut found = false;
    for inner in core.kind.inside() {
        found |= visit(book, inner, said);
    }
    if !found && let Some((holds, meant)) = decided(book, core) {
        say(value.span, lints::THIS_CONDITION, holds != negated, meant, said);
        found = true;
    }
    found
}

/// The clauses of a rule together: `when`s that exclude each other, a check that they answer.
fn clauses(book: &Book<'_>, rule: &Rule, said: &mut Diagnostics) {
    let when: Vec<(bool, &Typed)> = rule.when.iter().map(|when| (true, when)).collect();
    if when.len() > MOST {
        return;
    }
    if let Some((_, last)) = when.last()
        && never_all(book, &when)
    {
        return say(last.span, lints::WITH_THE_WHENS, false, lints::WHENS_EXCLUDE, said);
    }
    for check in rule.checks.iter().filter(|_| !when.is_empty()) {
        let mut denied = when.clone();
        denied.push((false, &check.holds));
        if never_all(book, &denied) {
            say(check.holds.span, lints::AFTER_THE_WHENS, true, lints::WHEN_SAYS_SO, said);
        }
    }
}

fn say(span: Span, what: Note, holds: bool, meant: Note, said: &mut Diagnostics) {
    said.push(
        Diagnostic::new(lints::CONSTANT_CONDITION)
            .with("what", what)
            .with("how", if holds { lints::HOLDS } else { lints::FAILS })
            .label(span, text::HERE)
            .help(meant),
    );
}

/// What a condition comes to by itself, whatever its parts are.
fn decided(book: &Book<'_>, value: &Typed) -> Option<Decided> {
    match &value.kind {
        Kind::Less(a, b) => compared(a, b, |a, b| a < b, false).or_else(|| of_a_count(value)),
        Kind::AtMost(a, b) => compared(a, b, |a, b| a <= b, true).or_else(|| of_a_count(value)),
        #[expect(clippy::float_cmp, reason = "two literals, as they are written")]
        Kind::Equal(a, b) => compared(a, b, |a, b| a == b, true).or_else(|| never_whole(book, a, b)),
        Kind::Near(a, b, _, _) => same(a, b).then_some((true, lints::SAME_ON_BOTH_SIDES)),
        Kind::Given(inner) => never_missing(inner).then_some((true, lints::NEVER_MISSING)),
        Kind::Iff(a, b) => same(a, b).then_some((true, lints::SAME_ON_BOTH_SIDES)),
        Kind::Implies(a, b) => never_all(book, &[(true, a.as_ref()), (false, b.as_ref())])
            .then_some((true, lints::DECIDES_NOTHING)),
        Kind::And(parts) => {
            let parts: Vec<(bool, &Typed)> = parts.iter().map(|part| (true, part)).collect();
            never_all(book, &parts)
                .then(|| (false, if is_span(&parts) { lints::BOUNDS_SWAPPED } else { lints::OR_WAS_MEANT }))
        }
        Kind::Or(parts) => {
            let parts: Vec<(bool, &Typed)> = parts.iter().map(|part| (false, part)).collect();
            never_all(book, &parts).then_some((true, lints::AND_WAS_MEANT))
        }
        _ => None,
    }
}

/// `low ≤ x ≤ high` with literals, written as a chain or `in low..high`.
fn is_span(parts: &[(bool, &Typed)]) -> bool {
    let [(_, first), (_, second)] = parts else { return false };
    match (&first.kind, &second.kind) {
        (Kind::AtMost(low, _) | Kind::Less(low, _), Kind::AtMost(_, high) | Kind::Less(_, high)) => {
            literal(low).is_some() && literal(high).is_some()
        }
        _ => false,
    }
}

/// Two literals, or twice the same.
fn compared(a: &Typed, b: &Typed, holds: impl Fn(f64, f64) -> bool, of_equals: bool) -> Option<Decided> {
    match (literal(a), literal(b)) {
        (Some(a), Some(b)) => Some((holds(a, b), lints::DECIDES_NOTHING)),
        (None, None) => same(a, b).then_some((of_equals, lints::SAME_ON_BOTH_SIDES)),
        _ => None,
    }
}

fn same(a: &Typed, b: &Typed) -> bool {
    literal(a).is_none() && alike(a, b)
}

/// A count against a bound that it cannot miss or reach.
fn of_a_count(value: &Typed) -> Option<Decided> {
    let (count, bounds) = bounds(value, true)?;
    if !is_count(count) {
        return None;
    }
    if bounds.excludes_all_from(0.0) {
        return Some((false, lints::COUNTS_ARE_POSITIVE));
    }
    bounds.holds_all_from(0.0).then_some((true, lints::COUNTS_ARE_POSITIVE))
}

/// A whole number that is to equal a broken one, or a count a negative one.
fn never_whole(book: &Book<'_>, a: &Typed, b: &Typed) -> Option<Decided> {
    let (number, value) = match (literal(a), literal(b)) {
        (Some(number), None) => (number, b),
        (None, Some(number)) => (number, a),
        _ => return None,
    };
    let whole = match &value.kind {
        Kind::Field(field) => book.model.vocab.field(*field).kind == FieldType::Integer,
        _ => is_count(value),
    };
    if is_count(value) && number < 0.0 {
        return Some((false, lints::COUNTS_ARE_POSITIVE));
    }
    (whole && number.fract() != 0.0).then_some((false, lints::WHOLE_NUMBERS))
}

fn is_count(value: &Typed) -> bool {
    matches!(value.kind, Kind::RowCount(_) | Kind::Fold { how: How::Count | How::CountGiven, .. })
}

fn never_missing(value: &Typed) -> bool {
    match &value.kind {
        Kind::Otherwise(_, fallback) => never_missing(fallback),
        Kind::Convert(inner, _) => never_missing(inner),
        _ => is_count(value) || literal(value).is_some(),
    }
}
