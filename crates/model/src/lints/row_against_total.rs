//! A rule whose scope came out finer than the subject, though nobody said so, and that compares a row with a
//! value of the whole subject: the join error of a real rule file.

use shensuan_diagnostics::codes::{lints, rulebook};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics};
use shensuan_syntax::tree::Clause;

use super::Book;
use crate::typed::{Kind, Scope, Typed};

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for (declared, rule) in book.rules() {
        let Scope::Rows(form) = rule.scope else { continue };
        let says_so = |clause: &Clause| match clause {
            Clause::ForEach(forms) => !forms.is_empty(),
            Clause::ForEachGroup(..) => true,
            _ => false,
        };
        if declared.clauses.iter().any(says_so) {
            continue;
        }
        let Some((row, total)) = rule.checks.iter().find_map(|check| against_total(&check.holds)) else {
            continue;
        };
        let name = Both::of(&book.model.vocab.form(form).name);
        said.push(
            Diagnostic::new(lints::ROW_AGAINST_TOTAL)
                .with("row", name.clone())
                .with("total", described(book, total))
                .label(row.span, rulebook::ROWS_OF.with("form", name.clone()))
                .help(lints::SAY_FOR_EACH.with("row", name)),
        );
    }
}

/// The first comparison of a row with a value of the whole subject.
fn against_total(value: &Typed) -> Option<(&Typed, &Typed)> {
    if let Kind::Less(a, b) | Kind::AtMost(a, b) | Kind::Equal(a, b) | Kind::Near(a, b, _, _) = &value.kind {
        for (row, total) in [(a, b), (b, a)] {
            if matches!(row.scope, Scope::Rows(_)) && total.scope == Scope::Subject {
                return Some((row, total));
            }
        }
    }
    value.kind.inside().into_iter().find_map(against_total)
}

fn named(name: Both) -> Arg {
    lints::A_NAMED_VALUE.with("name", name).into()
}

fn described(book: &Book<'_>, value: &Typed) -> Arg {
    match &value.kind {
        Kind::Field(field) => named(Both::of(&book.model.vocab.field(*field).name)),
        Kind::Formula(id) => {
            named(book.formula(*id).map_or_else(Both::default, |formula| Both::of(&formula.name)))
        }
        Kind::Convert(inner, _) => described(book, inner),
        Kind::Fold { rows, .. } => {
            lints::AN_AGGREGATE.with("form", Both::of(&book.model.vocab.form(*rows).name)).into()
        }
        _ => lints::A_SUBJECT_VALUE.into(),
    }
}
