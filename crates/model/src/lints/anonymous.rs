//! A rule without an id: findings and cases can name it only by a number made from its meaning.

use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Diagnostic, Diagnostics};
use shensuan_vocab::FormId;
use shensuan_vocab::names::is_han;

use super::Book;
use crate::model::{Rule, Subject};
use crate::typed::Scope;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    let mut taken: BTreeSet<String> = book.model.rules.iter().map(|rule| rule.id.clone()).collect();
    let mut seen = BTreeSet::new();
    for (declared, rule) in book.rules().filter(|(declared, _)| declared.id.is_none()) {
        // A rule of several forms stands in the model once for each.
        if !seen.insert(declared.head) {
            continue;
        }
        let line = book.text(declared.head);
        let keyword = if line.chars().any(is_han) { "规则" } else { "rule" };
        let id = proposed(book, rule, &taken);
        said.push(
            Diagnostic::new(lints::ANONYMOUS_RULE)
                .with("id", rule.id.as_str())
                .label(declared.head, lints::GIVE_IT_AN_ID)
                .help(lints::WITH_AN_ID.with("line", format!("{keyword} {id} {line}"))),
        );
        taken.insert(id);
    }
}

/// The form that a rule is about and the first free number: `G102-01`.
fn proposed(book: &Book<'_>, rule: &Rule, taken: &BTreeSet<String>) -> String {
    let stem = form_of(rule).map_or_else(
        || "R".to_owned(),
        |form| {
            let name = book.model.vocab.form(form).name.declared();
            name.split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("-")
        },
    );
    let free =
        (1..=taken.len() + 1).map(|number| format!("{stem}-{number:02}")).find(|id| !taken.contains(id));
    free.unwrap_or(stem)
}

fn form_of(rule: &Rule) -> Option<FormId> {
    let demanded = rule.checks.iter().find_map(|check| match check.about {
        Subject::Form(form) => Some(form),
        Subject::Condition => None,
    });
    let row = match rule.scope {
        Scope::Rows(form) => Some(form),
        Scope::Everywhere | Scope::Subject => None,
    };
    let read = || rule.checks.iter().find_map(|check| check.forms.first().copied());
    demanded.or(row).or_else(read)
}
