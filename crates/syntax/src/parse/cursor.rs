//! A walk over the matches of one rule that cannot panic: what the grammar promises and does not keep
//! becomes an internal error.

use pest::iterators::Pairs;
use shensuan_diagnostics::codes::{internal, text as codes};
use shensuan_diagnostics::{Diagnostic, SourceId, Span};

use super::fold::Folded;
use super::grammar::{Matched, Rule};
use crate::tree::{Ident, Names, Node};
use crate::tree_expr::Path;

/// What a builder returns: the piece of tree, or the one complaint about its line.
pub(super) type Built<T> = Result<T, Box<Diagnostic>>;

/// Where the matches of a line come from.
#[derive(Clone, Copy)]
pub(super) struct Place<'l> {
    pub(super) source: SourceId,
    pub(super) folded: &'l Folded,
}

impl Place<'_> {
    /// The source under `start..end` of the folded line.
    pub(super) fn bytes(self, start: usize, end: usize) -> Span {
        let (start, end) = self.folded.source(start, end);
        Span::new(self.source, start, end)
    }

    /// The source under a match, without the blanks that pest leaves at its end.
    pub(super) fn span(self, matched: &Matched<'_>) -> Span {
        let start = matched.as_span().start();
        self.bytes(start, start + matched.as_str().trim_end().len())
    }

    /// A match as text at its place.
    pub(super) fn text(self, matched: &Matched<'_>) -> Node<String> {
        Node::new(matched.as_str().trim_end().to_owned(), self.span(matched))
    }
}

/// The matches inside one rule, in order.
pub(super) struct Cursor<'t> {
    inside: Pairs<'t, Rule>,
    whole: Span,
}

impl<'t> Cursor<'t> {
    /// Over the matches inside `matched`.
    pub(super) fn over(place: Place<'_>, matched: Matched<'t>) -> Self {
        let whole = place.span(&matched);
        Self { inside: matched.into_inner(), whole }
    }

    /// The next match, whatever it is.
    pub(super) fn next(&mut self) -> Option<Matched<'t>> {
        self.inside.next().filter(|matched| matched.as_rule() != Rule::EOI)
    }

    /// The next match, if it is of `rule`.
    pub(super) fn opt(&mut self, rule: Rule) -> Option<Matched<'t>> {
        if self.inside.peek()?.as_rule() == rule { self.inside.next() } else { None }
    }

    /// The next match, if its rule is wanted.
    pub(super) fn one_of(&mut self, wanted: fn(Rule) -> bool) -> Option<Matched<'t>> {
        if wanted(self.inside.peek()?.as_rule()) { self.inside.next() } else { None }
    }

    /// The rule of the next match.
    pub(super) fn peek(&self) -> Option<Rule> {
        self.inside.peek().map(|matched| matched.as_rule()).filter(|rule| *rule != Rule::EOI)
    }

    /// The next match, which the grammar promises to be there.
    pub(super) fn take(&mut self) -> Built<Matched<'t>> {
        self.next().ok_or_else(|| Box::new(defect(self.whole, "a match is missing")))
    }

    /// Passes over matches of `rule`.
    pub(super) fn skip(&mut self, rule: Rule) {
        while self.opt(rule).is_some() {}
    }
}

/// Our own mistake, at the place where it showed.
pub(super) fn defect(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(internal::DEFECT).with("what", what).label(span, codes::HERE).help(internal::REPORT_IT)
}

/// `name` or `head_name`.
pub(super) fn ident(place: Place<'_>, matched: Matched<'_>) -> Ident {
    let mut node = place.text(&matched);
    let quoted =
        |open: char, close: char| node.value.strip_prefix(open)?.strip_suffix(close).map(str::to_owned);
    if let Some(within) = quoted('【', '】').or_else(|| quoted('`', '`')) {
        node.value = within;
    }
    node
}

/// `path`, `numbered_path`.
pub(super) fn path(place: Place<'_>, matched: Matched<'_>) -> Path {
    let span = place.span(&matched);
    let parts =
        matched.into_inner().filter(|part| matches!(part.as_rule(), Rule::name | Rule::numbered_name));
    Path { parts: parts.map(|part| ident(place, part)).collect(), span }
}

/// `names`, `named_slot`: a list of names.
pub(super) fn names(place: Place<'_>, matched: Matched<'_>) -> Vec<Ident> {
    let listed = matched.into_inner().filter(|inner| inner.as_rule() == Rule::head_name);
    listed.map(|name| ident(place, name)).collect()
}

/// `also …`, where it stands next.
pub(super) fn also(place: Place<'_>, cursor: &mut Cursor<'_>) -> Vec<Ident> {
    let Some(also) = cursor.opt(Rule::also) else { return Vec::new() };
    also.into_inner()
        .find(|inner| inner.as_rule() == Rule::names)
        .map_or_else(Vec::new, |list| names(place, list))
}

/// A declared name.
pub(super) fn declared(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Names> {
    let name = ident(place, cursor.take()?);
    Ok(Names { name, also: Vec::new() })
}

/// `text`: what stands between the quotes.
pub(super) fn text(place: Place<'_>, matched: Matched<'_>) -> Node<String> {
    let span = place.span(&matched);
    let raw = matched.as_str().trim_end();
    let value = match raw.strip_prefix('「') {
        Some(rest) => rest.strip_suffix('」').unwrap_or(rest).to_owned(),
        None => {
            let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
            inner.replace("\"\"", "\"")
        }
    };
    Node::new(value, span)
}
