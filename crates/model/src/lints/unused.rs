//! A `let`, a constant or a set that nothing reads. Fields, forms, code lists and units are declared long before
//! a rule reads them, and a formula is a result by itself: of those nothing is said.

use std::borrow::Cow;
use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Note, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{Clause, Ident, Item, Names, RuleDecl};
use shensuan_syntax::tree_expr::{Expr, Path};
use shensuan_vocab::names::folded_name;

use super::{Book, walk};

/// Names that nothing has been found to read yet, folded.
type Unread<'t> = BTreeSet<Cow<'t, str>>;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    // A line that could not be read may have been the one that reads it.
    let named = if book.whole { named(book.trees) } else { Vec::new() };
    let mut unread: Unread<'_> = named.iter().flat_map(|(names, _)| spellings(names)).collect();
    let known: BTreeSet<Span> = book.model.rules.iter().map(|rule| rule.span).collect();
    for item in book.trees.iter().flat_map(|tree| &tree.items) {
        match item {
            Item::Rule(rule) => {
                let is_whole = known.contains(&rule.id.as_ref().map_or(rule.head, |id| id.span));
                let lets = if is_whole { lets(rule) } else { Vec::new() };
                let mut own: Unread<'_> = lets.iter().map(|name| folded_name(&name.value)).collect();
                walk::of_rule(rule).into_iter().for_each(|expr| read(expr, &mut [&mut own, &mut unread]));
                if !own.is_empty() {
                    read_messages(rule, &mut [&mut own, &mut unread]);
                }
                lets.into_iter()
                    .filter(|name| own.contains(&folded_name(&name.value)))
                    .for_each(|name| say(name, lints::A_LET, said));
            }
            Item::Formula(formula) => read(walk::of_formula(formula), &mut [&mut unread]),
            Item::Constant(constant) => read(&constant.value, &mut [&mut unread]),
            Item::Statistic(statistic) => read(&statistic.value, &mut [&mut unread]),
            Item::Set(set) => {
                walk::members_named(&set.members)
                    .into_iter()
                    .for_each(|path| strike(path, &mut [&mut unread]));
            }
            _ => {}
        }
    }
    let is_unread = |names: &Names, unread: &Unread<'_>| spellings(names).all(|name| unread.contains(&name));
    // Messages are read last: it is seldom that they alone read something.
    if named.iter().any(|(names, _)| is_unread(names, &unread)) {
        book.rules().for_each(|(rule, _)| read_messages(rule, &mut [&mut unread]));
    }
    for (names, kind) in named.into_iter().filter(|(names, _)| is_unread(names, &unread)) {
        say(&names.name, kind, said);
    }
}

/// The names given by `let` in one rule.
fn lets(rule: &RuleDecl) -> Vec<&Ident> {
    let named = rule.clauses.iter().filter_map(|clause| match clause {
        Clause::Let(name, _) => Some(name),
        _ => None,
    });
    named.collect()
}

/// The constants and sets of the whole rulebook.
fn named(trees: &[SyntaxTree]) -> Vec<(&Names, Note)> {
    let named = trees.iter().flat_map(|tree| &tree.items).filter_map(|item| match item {
        Item::Constant(constant) => Some((&constant.names, lints::A_CONSTANT)),
        Item::Set(set) => Some((&set.names, lints::A_NAMED_SET)),
        _ => None,
    });
    named.collect()
}

fn spellings(names: &Names) -> impl Iterator<Item = Cow<'_, str>> {
    std::iter::once(&names.name).chain(&names.also).map(|name| folded_name(&name.value))
}

/// Strikes out the names that an expression reads.
fn read(expr: &Expr, unread: &mut [&mut Unread<'_>]) {
    if unread.iter().any(|unread| !unread.is_empty()) {
        walk::each(expr, &mut |expr| walk::names(expr).into_iter().for_each(|path| strike(path, unread)));
    }
}

fn strike(path: &Path, unread: &mut [&mut Unread<'_>]) {
    for part in &path.parts {
        let name = folded_name(&part.value);
        for unread in unread.iter_mut() {
            unread.remove(name.as_ref());
        }
    }
}

/// Strikes out the names between `{` and `}` of a rule's message.
fn read_messages(rule: &RuleDecl, unread: &mut [&mut Unread<'_>]) {
    for clause in &rule.clauses {
        let Clause::Message(_, text) = clause else { continue };
        for piece in text.value.split('{').skip(1) {
            let inner = piece.split('}').next().unwrap_or("");
            let (expr, _) = shensuan_syntax::parse_expression(text.span.source, text.span.start, inner);
            expr.iter().for_each(|expr| read(expr, unread));
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
