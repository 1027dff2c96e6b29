//! A rule without an id: findings and cases can name it only by a number made from its meaning.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Diagnostic, Diagnostics};
use shensuan_vocab::FormId;
use shensuan_vocab::names::is_han;

use super::Book;
use crate::model::{Rule, Subject};
use crate::typed::Scope;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    let taken: BTreeSet<&str> = book.model.rules.iter().map(|rule| rule.id.as_str()).collect();
    let mut next = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (declared, rule) in book.rules().filter(|(declared, _)| declared.id.is_none()) {
        // A rule of several forms stands in the model once for each.
        if !seen.insert(declared.head) {
            continue;
        }
        let line = book.text(declared.head);
        let keyword = if line.chars().any(is_han) { "规则" } else { "rule" };
        let id = proposed(book, rule, &taken, &mut next);
        said.push(
            Diagnostic::new(lints::ANONYMOUS_RULE)
                .with("id", rule.id.as_str())
                .label(declared.head, lints::GIVE_IT_AN_ID)
                .help(lints::WITH_AN_ID.with("line", format!("{keyword} {id} {line}"))),
        );
    }
}

/// The form that a rule is about and the first free number: `G102-01`. `next` holds the numbers to try.
fn proposed(
    book: &Book<'_>,
    rule: &Rule,
    taken: &BTreeSet<&str>,
    next: &mut BTreeMap<String, usize>,
) -> String {
    let stem = form_of(rule).map_or_else(
        || "R".to_owned(),
        |form| {
            let name = book.model.vocab.form(form).name.declared();
            let words = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
            words.collect::<Vec<_>>().join("-")
        },
    );
    let number = next.entry(stem.clone()).or_insert(0);
    loop {
        *number += 1;
        let id = format!("{stem}-{number:02}");
        if !taken.contains(id.as_str()) {
            return id;
        }
    }
}

fn form_of(rule: &Rule) -> Option<FormId> {
    let demanded = rule.checks.iter().find_map(|check| match check.about {
        Subject::Form(form) => Some(form),
        Subject::Condition => None,
    });
    let row = match rule.scope {
        Scope::Rows(form) => Some(form),
        Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
    };
    let read = || rule.checks.iter().find_map(|check| check.forms.first().copied());
    demanded.or(row).or_else(read)
}
