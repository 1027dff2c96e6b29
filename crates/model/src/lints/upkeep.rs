//! What a rule should carry for those who come after: a case that shows what it does, and on whose authority it
//! asks. One word a file, not one a rule: an author who begins with forty rules reads two lines. A rule without
//! an id is spared both, since it needs an id first; where there are errors, they come first.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Both, Code, Diagnostic, Diagnostics, Message, SourceId};
use shensuan_syntax::tree::Item;

use super::{Book, listed};
use crate::model::Rule;

/// How many rules are named; the others are counted.
const NAMED: usize = 8;

pub(super) fn without_case(book: &Book<'_>, said: &mut Diagnostics) {
    let tested = book.trees.iter().flat_map(|tree| &tree.items).filter_map(|item| match item {
        Item::Case(case) => Some(case.rule.name.value.as_str()),
        _ => None,
    });
    let tested: BTreeSet<&str> = tested.collect();
    let way_out = |rule: &Rule| lints::WRITE_A_CASE.with("rule", rule.id.as_str());
    say(book, lints::RULE_WITHOUT_CASE, |rule| !tested.contains(rule.id.as_str()), way_out, said);
}

pub(super) fn without_basis(book: &Book<'_>, said: &mut Diagnostics) {
    let way_out = |_: &Rule| lints::WRITE_A_BASIS.into();
    say(book, lints::RULE_WITHOUT_BASIS, |rule| rule.basis.is_none(), way_out, said);
}

fn say(
    book: &Book<'_>,
    code: Code,
    lacks: impl Fn(&Rule) -> bool,
    way_out: impl Fn(&Rule) -> Message,
    said: &mut Diagnostics,
) {
    if !book.whole {
        return;
    }
    let mut files: BTreeMap<SourceId, Vec<&Rule>> = BTreeMap::new();
    for (declared, rule) in book.rules() {
        if declared.id.is_some() && lacks(rule) {
            let rules = files.entry(rule.span.source).or_default();
            // A rule of several forms stands in the model once for each.
            if rules.last().is_none_or(|last| last.span != rule.span) {
                rules.push(rule);
            }
        }
    }
    for rules in files.into_values() {
        let Some(first) = rules.first() else { continue };
        let names = rules.iter().map(|rule| Both::new(rule.id.as_str(), rule.id.as_str()));
        let names = listed(names, NAMED);
        said.push(
            Diagnostic::new(code)
                .with("count", rules.len())
                .with("rules", names)
                .label(first.span, shensuan_diagnostics::codes::text::HERE)
                .help(way_out(first)),
        );
    }
}
