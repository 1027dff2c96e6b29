//! Whether conditions can all be true: what they say of one value with literals, and whether one is another's
//! opposite. It says yes where it does not know.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_plan::scalar::raw;

use super::alike::alike;
use super::{Book, literal};
use crate::predicate::Test;
use crate::text::TextValue;
use crate::typed::{Kind, Typed};

/// Of more conditions than these nothing is concluded: each is held against every other, and no hand wrote them.
pub(super) const MOST: usize = 200;

/// Whether no data make all of them true (or false, where so marked).
pub(super) fn never_all(book: &Book<'_>, conditions: &[(bool, &Typed)]) -> bool {
    let mut all = Vec::new();
    conditions.iter().for_each(|(wanted, condition)| flatten(*wanted, condition, &mut all));
    if all.len() < 2 || all.len() > MOST {
        return false;
    }
    numbers_exclude(&all) || texts_exclude(book, &all) || opposites(&all)
}

/// The conditions that must each be true, or false, for the whole to be.
fn flatten<'t>(wanted: bool, condition: &'t Typed, into: &mut Vec<(bool, &'t Typed)>) {
    match &condition.kind {
        Kind::Not(inner) => flatten(!wanted, inner, into),
        // It is false for more reasons than the test inside.
        Kind::Unless(_, inner) | Kind::IsTrue(inner) if wanted => flatten(true, inner, into),
        Kind::And(parts) if wanted => parts.iter().for_each(|part| flatten(true, part, into)),
        Kind::Or(parts) if !wanted => parts.iter().for_each(|part| flatten(false, part, into)),
        Kind::Implies(a, b) if !wanted => {
            flatten(true, a, into);
            flatten(false, b, into);
        }
        _ => into.push((wanted, condition)),
    }
}

/// Between which numbers a value must lie.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    low: f64,
    low_open: bool,
    high: f64,
    high_open: bool,
}

impl Bounds {
    const ALL: Self = Self { low: f64::NEG_INFINITY, low_open: false, high: f64::INFINITY, high_open: false };

    fn at_least(low: f64, open: bool) -> Self {
        Self { low, low_open: open, ..Self::ALL }
    }

    fn at_most(high: f64, open: bool) -> Self {
        Self { high, high_open: open, ..Self::ALL }
    }

    fn and(self, other: Self) -> Self {
        let tighter_low = other.low > self.low || other.low == self.low && other.low_open;
        let tighter_high = other.high < self.high || other.high == self.high && other.high_open;
        let (low, low_open) =
            if tighter_low { (other.low, other.low_open) } else { (self.low, self.low_open) };
        let (high, high_open) =
            if tighter_high { (other.high, other.high_open) } else { (self.high, self.high_open) };
        Self { low, low_open, high, high_open }
    }

    /// Bounds that differ by no more than equal numbers may are one.
    fn is_empty(self) -> bool {
        let finite = self.low.is_finite() && self.high.is_finite();
        let one = finite && raw::equal(self.low, self.high, 0.0);
        if one { self.low_open || self.high_open } else { self.low > self.high }
    }

    /// Whether no number from `least` on lies in it.
    pub(super) fn excludes_all_from(self, least: f64) -> bool {
        self.and(Self::at_least(least, false)).is_empty()
    }

    /// Whether every number from `least` on lies in it.
    pub(super) fn holds_all_from(self, least: f64) -> bool {
        self.high == f64::INFINITY && (self.low < least || self.low == least && !self.low_open)
    }
}

/// What a comparison with a literal says of the other side.
pub(super) fn bounds(condition: &Typed, wanted: bool) -> Option<(&Typed, Bounds)> {
    let (a, b, strict) = match (&condition.kind, wanted) {
        (Kind::Less(a, b), true) => (a, b, true),
        (Kind::AtMost(a, b), true) => (a, b, false),
        // Not less is at least, and the other way round.
        (Kind::Less(a, b), false) => (b, a, false),
        (Kind::AtMost(a, b), false) => (b, a, true),
        (Kind::Equal(a, b), true) => {
            let (value, number) = match (literal(a), literal(b)) {
                (Some(number), None) => (b, number),
                (None, Some(number)) => (a, number),
                _ => return None,
            };
            return Some((value, Bounds::at_least(number, false).and(Bounds::at_most(number, false))));
        }
        _ => return None,
    };
    match (literal(a), literal(b)) {
        (Some(low), None) => Some((b, Bounds::at_least(low, strict))),
        (None, Some(high)) => Some((a, Bounds::at_most(high, strict))),
        _ => None,
    }
}

fn numbers_exclude(all: &[(bool, &Typed)]) -> bool {
    let mut known: Vec<(&Typed, Bounds)> = Vec::new();
    all.iter().filter_map(|(wanted, condition)| bounds(condition, *wanted)).any(|(value, bounds)| match known
        .iter_mut()
        .find(|(known, _)| alike(known, value))
    {
        Some((_, known)) => {
            *known = known.and(bounds);
            known.is_empty()
        }
        None => {
            known.push((value, bounds));
            false
        }
    })
}

/// Tests of one text that no text passes. Sets of codes overlap where a code that one of them names is in all.
fn texts_exclude(book: &Book<'_>, all: &[(bool, &Typed)]) -> bool {
    #[expect(
        clippy::mutable_key_type,
        reason = "what a pattern keeps while it searches is no part of its order"
    )]
    let mut asked: BTreeMap<&TextValue, Vec<(bool, &Test)>> = BTreeMap::new();
    for (wanted, condition) in all {
        if let Kind::Predicate(predicate) = &condition.kind {
            asked.entry(&predicate.text).or_default().push((*wanted, &predicate.test));
        }
    }
    asked.iter().filter(|(_, tests)| tests.len() > 1).any(|(of, tests)| {
        let list = of.list.map(|list| book.model.vocab.list(list));
        let exact = book.model.vocab.field(of.field).exact;
        let mut candidates: BTreeSet<&str> = BTreeSet::new();
        for (wanted, test) in tests.iter() {
            match (test, wanted) {
                (Test::CodeIs(texts) | Test::TextIs(texts), true) => {
                    candidates.extend(texts.iter().map(String::as_str));
                }
                (Test::CodeWithin { codes, ranges }, true) if ranges.is_empty() => {
                    candidates.extend(codes.iter().map(String::as_str));
                }
                (Test::CodeIs(_) | Test::TextIs(_) | Test::CodeWithin { .. }, false) => {}
                _ => return false,
            }
        }
        // Where nothing is demanded, a text that no one names passes.
        !candidates.is_empty()
            && !candidates
                .iter()
                .any(|text| tests.iter().all(|(wanted, test)| test.holds(list, exact, text) == *wanted))
    })
}

/// A condition and its opposite.
fn opposites(all: &[(bool, &Typed)]) -> bool {
    all.iter().enumerate().any(|(index, (wanted, condition))| {
        all.iter().take(index).any(|(wanted_too, other)| match (&condition.kind, &other.kind) {
            // a < b is the opposite of b ≤ a.
            (Kind::Less(a, b), Kind::AtMost(c, d)) | (Kind::AtMost(a, b), Kind::Less(c, d)) => {
                wanted == wanted_too && alike(a, d) && alike(b, c)
            }
            _ => wanted != wanted_too && alike(condition, other),
        })
    })
}
