//! `a or b and c` without brackets: `and` is taken first, and half the readers think otherwise.

use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Span};
use shensuan_syntax::tree::Item;
use shensuan_syntax::tree_expr::{Expr, ExprKind};

use super::{Book, walk};

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for (declared, _) in book.rules() {
        walk::of_rule(declared).into_iter().for_each(|expr| mixed(book, expr, said));
    }
    let whole: BTreeSet<Span> = book.model.formulas.iter().map(|formula| formula.span).collect();
    for item in book.trees.iter().flat_map(|tree| &tree.items) {
        if let Item::Formula(formula) = item
            && whole.contains(&formula.head)
        {
            mixed(book, walk::of_formula(formula), said);
        }
    }
}

fn mixed(book: &Book<'_>, expr: &Expr, said: &mut Diagnostics) {
    walk::each(expr, &mut |expr| {
        let ExprKind::Or(sides) = &expr.value else { return };
        let mut bare = sides.iter().filter(|side| is_bare(side)).peekable();
        if bare.peek().is_none() {
            return;
        }
        let mut found = Diagnostic::new(lints::MIXED_AND_OR);
        let mut helps = Vec::new();
        for side in bare {
            found = found.label(side.span, lints::BINDS_FIRST);
            helps.push(lints::WRITE_BRACKETS.with("text", book.text(side.span)));
        }
        let found = helps.into_iter().fold(found, Diagnostic::help);
        said.push(found.help(lints::ELSE_BRACKET_OR));
    });
}

/// Whether it is an `and` without brackets: the place of a bracketed expression begins at its bracket, before the
/// first of its parts.
fn is_bare(side: &Expr) -> bool {
    match &side.value {
        ExprKind::And(parts) => parts.first().is_some_and(|first| first.span.start == side.span.start),
        _ => false,
    }
}
