//! A `let`, a constant or a set that nothing reads. Fields, forms, code lists and units are declared long before
//! a rule reads them, and a formula is a result by itself: of those nothing is said.

use std::borrow::Cow;
use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Note};
use shensuan_syntax::tree::{Clause, Ident, Item, Names, RuleDecl};
use shensuan_syntax::tree_expr::{Expr, Path};
use shensuan_vocab::names::{fold_name, fold_width};

use super::{Book, walk};

/// Names that something reads, folded.
type Read<'t> = BTreeSet<Cow<'t, str>>;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    for (declared, _) in book.rules() {
        lets(declared, said);
    }
    // A line that could not be read may have been the one that reads it.
    if book.whole {
        declared(book, said);
    }
}

/// The names given by `let` in one rule.
fn lets(rule: &RuleDecl, said: &mut Diagnostics) {
    let named = rule.clauses.iter().filter_map(|clause| match clause {
        Clause::Let(name, _) => Some(name),
        _ => None,
    });
    let named: Vec<&Ident> = named.collect();
    if named.is_empty() {
        return;
    }
    let mut read = BTreeSet::new();
    walk::of_rule(rule).into_iter().for_each(|expr| names_read(expr, &mut read));
    if named.iter().any(|name| !read.contains(&folded(&name.value))) {
        in_messages(rule, &mut read);
    }
    for name in named.into_iter().filter(|name| !read.contains(&folded(&name.value))) {
        say(name, lints::A_LET, said);
    }
}

/// Constants and sets of the whole rulebook.
fn declared(book: &Book<'_>, said: &mut Diagnostics) {
    let items = || book.trees.iter().flat_map(|tree| &tree.items);
    let named = items().filter_map(|item| match item {
        Item::Constant(constant) => Some((&constant.names, lints::A_CONSTANT)),
        Item::Set(set) => Some((&set.names, lints::A_NAMED_SET)),
        _ => None,
    });
    let named: Vec<(&Names, Note)> = named.collect();
    if named.is_empty() {
        return;
    }
    let mut read = BTreeSet::new();
    for item in items() {
        match item {
            Item::Rule(rule) => walk::of_rule(rule).into_iter().for_each(|expr| names_read(expr, &mut read)),
            Item::Formula(formula) => names_read(walk::of_formula(formula), &mut read),
            Item::Constant(constant) => names_read(&constant.value, &mut read),
            Item::Set(set) => {
                walk::members_named(&set.members).into_iter().for_each(|path| add(path, &mut read))
            }
            _ => {}
        }
    }
    let is_unread = |names: &Names, read: &Read<'_>| {
        std::iter::once(&names.name).chain(&names.also).all(|name| !read.contains(&folded(&name.value)))
    };
    // Messages are read last: it is seldom that they alone read something.
    if named.iter().any(|(names, _)| is_unread(names, &read)) {
        book.rules().for_each(|(rule, _)| in_messages(rule, &mut read));
    }
    for (names, kind) in named.into_iter().filter(|(names, _)| is_unread(names, &read)) {
        say(&names.name, kind, said);
    }
}

fn names_read<'t>(expr: &'t Expr, into: &mut Read<'t>) {
    walk::each(expr, &mut |expr| walk::names(expr).into_iter().for_each(|path| add(path, into)));
}

fn add<'t>(path: &'t Path, into: &mut Read<'t>) {
    into.extend(path.parts.iter().map(|part| folded(&part.value)));
}

/// A name as it is compared; most are written so already.
fn folded(name: &str) -> Cow<'_, str> {
    let as_compared = !name.contains("  ") && name.chars().all(|c| fold_width(c) == c);
    if as_compared { Cow::Borrowed(name) } else { Cow::Owned(fold_name(name)) }
}

/// The names between `{` and `}` of a rule's message.
fn in_messages(rule: &RuleDecl, into: &mut Read<'_>) {
    for clause in &rule.clauses {
        let Clause::Message(text) = clause else { continue };
        for piece in text.value.split('{').skip(1) {
            let inner = piece.split('}').next().unwrap_or("");
            let (expr, _) = shensuan_syntax::parse_expression(text.span.source, text.span.start, inner);
            let mut read = Read::new();
            expr.iter().for_each(|expr| names_read(expr, &mut read));
            into.extend(read.into_iter().map(|name| Cow::Owned(name.into_owned())));
        }
    }
}

fn say(name: &Ident, kind: Note, said: &mut Diagnostics) {
    said.push(
        Diagnostic::new(lints::UNUSED_NAME)
            .with("kind", kind)
            .with("name", name.value.as_str())
            .label(name.span, shensuan_diagnostics::codes::text::HERE)
            .help(lints::READ_OR_DELETE.with("name", name.value.as_str())),
    );
}
