//! A condition that its types and literals decide before any data is read: `x ≠ 1 or x ≠ 2`, `count(F) ≥ 0`,
//! `x in 2..0.5`. A condition on a constant is left alone: a constant is there to be changed.

use shensuan_diagnostics::codes::{lints, text};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Note, Span};
use shensuan_plan::How;
use shensuan_plan::scalar::raw;
use shensuan_vocab::FieldType;

use super::alike::alike;
use super::contradiction::{MOST, bounds, never_all};
use super::{Book, largest_term, literal};
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
    for inner in core.kind.inside().into_iter().filter(|inner| !is_one_of_several(core, inner)) {
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
        Kind::Less(a, b) => compared(a, b, raw::less, false).or_else(|| of_a_count(value)),
        Kind::AtMost(a, b) => compared(a, b, raw::at_most, true).or_else(|| of_a_count(value)),
        Kind::Equal(a, b) => compared(a, b, raw::equal, true).or_else(|| never_whole(book, a, b)),
        Kind::Near(a, b, _, _) => same(a, b).then_some((true, lints::SAME_ON_BOTH_SIDES)),
        Kind::Given(inner) => never_missing(inner).then_some((true, lints::NEVER_MISSING)),
        Kind::Iff(a, b) => same(a, b).then_some((true, lints::SAME_ON_BOTH_SIDES)),
        Kind::Implies(a, b) => never_all(book, &[(true, a.as_ref()), (false, b.as_ref())])
            .then_some((true, lints::DECIDES_NOTHING)),
        Kind::And(parts) => {
            let [all, none] = both_ways(parts);
            never_all(book, &all).then(|| (false, meant_by(&all, never_all(book, &none))))
        }
        Kind::Or(parts) => {
            let [all, none] = both_ways(parts);
            let meant = if never_all(book, &all) { lints::ONE_OR_THE_OTHER } else { lints::AND_WAS_MEANT };
            never_all(book, &none).then_some((true, meant))
        }
        _ => None,
    }
}

/// Whether a part that compares two literals is the literal's turn in `any of (a, 3) > 5`, written nowhere by itself.
fn is_one_of_several(whole: &Typed, part: &Typed) -> bool {
    matches!(whole.kind, Kind::And(_) | Kind::Or(_)) && whole.span == part.span
}

/// Parts that are all to hold, and none of which is to.
fn both_ways(parts: &[Typed]) -> [Vec<(bool, &Typed)>; 2] {
    [true, false].map(|wanted| parts.iter().map(|part| (wanted, part)).collect())
}

/// What was meant by parts that exclude each other; `or` where they do not hold by turns.
fn meant_by(parts: &[(bool, &Typed)], by_turns: bool) -> Note {
    if bounds_are_swapped(parts) {
        lints::BOUNDS_SWAPPED
    } else if by_turns {
        lints::ONE_OR_THE_OTHER
    } else {
        lints::OR_WAS_MEANT
    }
}

/// `low ≤ x ≤ high` with literals, written as a chain or `in low..high`, of which the low is above the high.
fn bounds_are_swapped(parts: &[(bool, &Typed)]) -> bool {
    let [(_, first), (_, second)] = parts else { return false };
    match (&first.kind, &second.kind) {
        (Kind::AtMost(low, _) | Kind::Less(low, _), Kind::AtMost(_, high) | Kind::Less(_, high)) => {
            literal(low).zip(literal(high)).is_some_and(|(low, high)| low > high)
        }
        _ => false,
    }
}

/// Two literals, compared as they will be, or twice the same.
fn compared(a: &Typed, b: &Typed, holds: fn(f64, f64, f64) -> bool, of_equals: bool) -> Option<Decided> {
    match (literal(a), literal(b)) {
        (Some(left), Some(right)) => {
            let scale = largest_term(a).max(largest_term(b));
            Some((holds(left, right, scale), lints::DECIDES_NOTHING))
        }
        (None, None) => same(a, b).then_some((of_equals, lints::SAME_ON_BOTH_SIDES)),
        _ => None,
    }
}

/// Whether the same is written twice; what the check itself holds against itself is written once.
fn same(a: &Typed, b: &Typed) -> bool {
    literal(a).is_none() && a.span != b.span && alike(a, b)
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
