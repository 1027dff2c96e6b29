//! Two rules that mean the same, whatever they are called and in which language they are written.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{lints, text};
use shensuan_diagnostics::{Diagnostic, Diagnostics};

use super::{Book, each};
use crate::model::Rule;
use crate::typed::Kind;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    let mut sketched: BTreeMap<u64, Vec<&Rule>> = BTreeMap::new();
    book.model.rules.iter().for_each(|rule| sketched.entry(sketch(rule)).or_default().push(rule));
    for rules in sketched.into_values().filter(|rules| rules.len() > 1) {
        among(book, &rules, said);
    }
}

/// Rules that may be the same.
fn among(book: &Book<'_>, rules: &[&Rule], said: &mut Diagnostics) {
    let mut known: BTreeMap<String, &Rule> = BTreeMap::new();
    for rule in rules.iter().copied() {
        let meaning = meaning(book, rule);
        let Some(first) = known.get(&meaning) else {
            known.insert(meaning, rule);
            continue;
        };
        // Two of one id have been complained of as such.
        if first.id != rule.id || first.span == rule.span {
            said.push(
                Diagnostic::new(lints::DUPLICATE_RULE)
                    .with("rule", rule.id.as_str())
                    .with("first", first.id.as_str())
                    .label(rule.span, text::HERE)
                    .label(first.span, lints::SAME_AS_THIS)
                    .help(lints::DELETE_ONE),
            );
        }
    }
}

/// Whom it judges, whom it binds and what it demands; the order of clauses says nothing.
fn meaning(book: &Book<'_>, rule: &Rule) -> String {
    let sorted = |mut clauses: Vec<String>| {
        clauses.sort_unstable();
        clauses.dedup();
        clauses.join("&")
    };
    let when = sorted(rule.when.iter().map(|when| book.meaning(when)).collect());
    let checks = sorted(rule.checks.iter().map(|check| book.meaning(&check.holds)).collect());
    format!("{:?}|{}|{}|{when}|{checks}", rule.scope, rule.blank_zero, rule.missing_fails)
}

/// A number that is the same for rules that mean the same, and seldom for others.
fn sketch(rule: &Rule) -> u64 {
    let mut sum = 0_u64;
    let mut add = |tag: u64, part: u64| {
        let mixed = (part ^ tag.rotate_left(56)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        sum = sum.wrapping_add(mixed ^ (mixed >> 29));
    };
    for clause in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
        each(clause, &mut |value| match &value.kind {
            Kind::Number(number) | Kind::Ratio(number) => add(1, number.to_bits()),
            Kind::Formula(id) => add(4, id.0.into()),
            Kind::Filed(form) | Kind::RowCount(form) | Kind::Found(form) => add(5, form.0.into()),
            kind => kind.cell().into_iter().for_each(|field| add(2, field.0.into())),
        });
    }
    sum
}
