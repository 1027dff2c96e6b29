//! A range of codes, `33–37`, in which no code of the list lies. A single code that the list does not hold is an
//! error; a range may well reach beyond the list, but one that holds nothing tests nothing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::{lints, text};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, Span};
use shensuan_syntax::tree::{Item, Node};
use shensuan_syntax::tree_expr::{ExprKind, SetMember};
use shensuan_vocab::ListId;
use shensuan_vocab::names::fold_text;

use super::{Book, each, walk};
use crate::predicate::Test;
use crate::typed::Kind;

/// Ranges as written, by their ends: where each stands.
type Written = BTreeMap<(String, String), Vec<Span>>;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    let written = OnceCell::new();
    let mut lists: BTreeMap<ListId, BTreeSet<String>> = BTreeMap::new();
    let mut asked: BTreeSet<(ListId, &str, &str)> = BTreeSet::new();
    for expression in book.expressions() {
        each(expression, &mut |value| {
            let Kind::Predicate(predicate) = &value.kind else { return };
            let Test::CodeWithin { ranges, .. } = &predicate.test else { return };
            let Some(list) = predicate.text.list else { return };
            let codes = lists.entry(list).or_insert_with(|| {
                let entries = book.model.vocab.list(list).entries();
                entries.iter().map(|entry| fold_text(&entry.code)).collect()
            });
            for (low, high) in ranges {
                if !codes.is_empty() && asked.insert((list, low, high)) && !holds(codes, low, high) {
                    say(
                        book,
                        list,
                        codes,
                        (low, high),
                        place(written.get_or_init(|| self::written(book)), low, high, value.span),
                        said,
                    );
                }
            }
        });
    }
}

/// Whether a code lies between two of its length.
fn holds(codes: &BTreeSet<String>, low: &str, high: &str) -> bool {
    low <= high && codes.range(low.to_owned()..=high.to_owned()).any(|code| code.len() == low.len())
}

/// Every range as written: its ends, and where it stands.
fn written(book: &Book<'_>) -> Written {
    let mut found = Written::new();
    let mut add = |members: &[Node<SetMember>]| {
        for member in members {
            if let SetMember::CodeRange(low, high) = &member.value {
                found.entry((fold_text(low), fold_text(high))).or_default().push(member.span);
            }
        }
    };
    for item in book.trees.iter().flat_map(|tree| &tree.items) {
        let expressions = match item {
            Item::Rule(rule) => walk::of_rule(rule),
            Item::Formula(formula) => vec![walk::of_formula(formula)],
            Item::Set(set) => {
                add(&set.members);
                Vec::new()
            }
            _ => Vec::new(),
        };
        for expression in expressions {
            walk::each(expression, &mut |expr| {
                if let ExprKind::In(_, _, members) | ExprKind::Coded(_, members) = &expr.value {
                    add(members);
                }
            });
        }
    }
    found
}

/// Where the range stands: in the condition itself, or in the set that it names.
fn place(written: &Written, low: &str, high: &str, asked: Span) -> Span {
    let inside =
        |span: &&Span| span.source == asked.source && asked.start <= span.start && span.end <= asked.end;
    let same = written.get(&(low.to_owned(), high.to_owned())).map_or(&[][..], Vec::as_slice);
    same.iter().find(inside).or(same.first()).copied().unwrap_or(asked)
}

fn say(
    book: &Book<'_>,
    list: ListId,
    codes: &BTreeSet<String>,
    (low, high): (&str, &str),
    span: Span,
    said: &mut Diagnostics,
) {
    let name = Both::of(&book.model.vocab.list(list).name);
    let mut empty = Diagnostic::new(lints::EMPTY_RANGE)
        .with("list", name)
        .with("low", low)
        .with("high", high)
        .label(span, text::HERE);
    if low.len() != high.len() || low > high {
        empty = empty.help(lints::ENDS_OF_ONE_LENGTH);
    } else {
        let same_length = |code: &&String| code.len() == low.len();
        let before = codes.range(..low.to_owned()).rfind(same_length);
        let after = codes.range(high.to_owned()..).find(same_length);
        let listed = |code: &String| book.model.vocab.list(list).find(code).map(|entry| entry.code.clone());
        let near: Vec<String> = before.into_iter().chain(after).filter_map(listed).collect();
        if !near.is_empty() {
            empty = empty.help(lints::CODES_NEAR.with("names", near));
        }
    }
    said.push(empty);
}
