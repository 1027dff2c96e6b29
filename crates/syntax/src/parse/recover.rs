//! How reading goes on behind a line that cannot be read: what it opens all the same, and the names it would have
//! declared, so that nothing else is said of them.

use shensuan_diagnostics::codes::text as codes;
use shensuan_diagnostics::{Diagnostic, Span};

use super::cursor::{Cursor, Place, also, ident};
use super::fold::Folded;
use super::gather::{Gather, Open, entry, is_clause};
use super::grammar::{Rule, read};
use super::lines::Line;
use super::misspelt::{Block, Refused};
use super::words::head;
use crate::tree::{FormDecl, Ident, Names, Node};
use crate::tree_tables::TableDecl;

/// Complaints of a file for which a guess is made: who has made this many mistakes begins with the first.
const GUESSED: usize = 100;
/// Words of a name that may end before it does.
const WORDS: usize = 8;
/// Names of a file that are known to be broken; past them only whole names are kept.
const BROKEN: usize = 10_000;

impl Gather {
    /// The complaint about a line that could not be read, with what was probably meant; reading goes on as if that stood
    /// there. `text` is the whole source.
    pub(super) fn recover(&mut self, line: &Line, complaint: Diagnostic, text: &str) -> Diagnostic {
        self.refused += 1;
        let block = self.block(line.after_blank);
        let mended = complaint.helps.iter().any(|help| help.note == codes::WRITE_INSTEAD);
        let general = !mended && (complaint.code == codes::UNEXPECTED || complaint.code == codes::INCOMPLETE);
        let sign = sign_behind(&line.folded.text).is_some();
        let refused = Refused { source: self.tree.source, text, folded: &line.folded, block };
        let meant = if sign || self.refused > GUESSED {
            None
        } else if complaint.code == codes::NO_SUCH_BEGINNING {
            refused.formula_word()
        } else if complaint.code == codes::BAD_CHAIN {
            refused.misspelt_and().or_else(|| refused.joined()).or_else(|| refused.sentence())
        } else if general {
            refused.meant()
        } else {
            None
        };
        let Some(meant) = meant else {
            self.broken(&line.folded, line.after_blank);
            return complaint;
        };
        if meant.lines.is_empty() {
            self.broken(&line.folded, line.after_blank);
        }
        for (index, folded) in meant.lines.iter().enumerate() {
            let mut folded = folded.clone();
            folded.trim_end();
            let after_blank = line.after_blank && index == 0;
            let place = Place { source: self.tree.source, folded: &folded };
            if self.line(place, after_blank, None).is_err() {
                self.broken(&folded, after_blank);
            }
        }
        meant.complaint
    }

    /// What a line stands in.
    fn block(&self, after_blank: bool) -> Block {
        match &self.open {
            Open::Rule(_) => Block::Rule,
            Open::Formula(_) if !after_blank => Block::Formula,
            Open::Form(_) => Block::Form,
            Open::Case(_) => Block::Case,
            Open::Change(_) => Block::Change,
            Open::None | Open::Broken | Open::Formula(_) => Block::Any,
        }
    }

    /// Whether a formula is probably another line, whose keyword is misspelt.
    pub(super) fn misspelt_formula(&self, place: Place<'_>, after_blank: bool) -> Option<Diagnostic> {
        let block = if after_blank { Block::Any } else { self.block(false) };
        let refused = Refused { source: place.source, text: "", folded: place.folded, block };
        refused.formula_word().map(|meant| meant.complaint)
    }

    /// A line that could not be read: the names it would have declared are known to be broken.
    pub(super) fn broken(&mut self, folded: &Folded, after_blank: bool) {
        let place = Place { source: self.tree.source, folded };
        let text = folded.text.as_str();
        let head = head(text).map(|(rule, _)| rule);
        let limit = if self.tree.poisoned.len() < BROKEN { WORDS } else { 0 };
        let names = names(place, head.is_none(), limit);
        let spelt = || names.iter().map(|name| name.value.clone());
        let computes = head.is_none() && text.contains('=') && sign_behind(text).is_none();
        match (head, &mut self.open) {
            // A misspelt clause, or something else that stands among the lines of a declaration.
            (None, Open::Rule(rule)) if !after_blank => rule.unread = true,
            (None, Open::Case(case)) if !after_blank => case.unread = true,
            (None, Open::Form(form)) if !after_blank => form.unread = true,
            (None, Open::Change(change)) if !after_blank => change.unread = true,
            (Some(rule), Open::Rule(open)) if is_clause(rule) => open.unread = true,
            (Some(rule), Open::Case(open)) if is_clause(rule) => open.unread = true,
            (Some(rule), Open::Change(open)) if is_clause(rule) => open.unread = true,
            (Some(Rule::kw_one_per | Rule::kw_many_per | Rule::kw_each), Open::Form(form)) => {
                form.unread = true
            }
            (Some(Rule::kw_rows), Open::Form(form)) => form.rows.extend(unread_form(&names)),
            _ => {}
        }
        self.tree.poisoned.extend(spelt());
        self.tree.subject_unread |= head == Some(Rule::kw_subject);
        let goes_on = match (head, &self.open) {
            (None, Open::Rule(_) | Open::Case(_) | Open::Form(_) | Open::Change(_)) => {
                !after_blank && !computes
            }
            (None, _) => false,
            (Some(rule), open) => is_clause(rule) || of_form(rule) && matches!(open, Open::Form(_)),
        };
        if goes_on {
            return;
        }
        self.close();
        self.open = match (head, unread_form(&names)) {
            (Some(Rule::kw_form), Some(form)) => Open::Form(form),
            (Some(Rule::kw_table), Some(form)) => {
                Open::Form(FormDecl { table: Some(TableDecl::default()), ..form })
            }
            _ => Open::Broken,
        };
    }
}

/// Whether a keyword begins a line of a form.
fn of_form(keyword: Rule) -> bool {
    matches!(
        entry(keyword),
        Rule::line_field
            | Rule::line_rows
            | Rule::line_per
            | Rule::line_field_group
            | Rule::line_named_values
            | Rule::line_keyed_by
            | Rule::line_in_force
    )
}

/// A form under every name that its head may have meant.
fn unread_form(names: &[Ident]) -> Option<FormDecl> {
    let (name, also) = names.split_first()?;
    let names = Names { name: name.clone(), also: also.to_vec() };
    let (fields, rows, groups, named) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Some(FormDecl {
        names,
        title: None,
        per: None,
        key: Vec::new(),
        fields,
        rows,
        groups,
        named,
        columns: None,
        table: None,
        unread: true,
    })
}

/// What a line may have meant to declare: the name, each of its beginnings, where its first word is none of ours each
/// of its ends, and the aliases; of a name longer than `limit` words not all of that.
fn names(place: Place<'_>, ends_too: bool, limit: usize) -> Vec<Ident> {
    let Some(declares) = read(Rule::declares, &place.folded.text).ok().and_then(|mut found| found.next())
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut cursor = Cursor::over(place, declares);
    while let Some(part) = cursor.next() {
        if part.as_rule() != Rule::head_name {
            continue;
        }
        let whole = ident(place, part);
        let words: Vec<&str> = whole.value.split(' ').take(limit).collect();
        let pieces = (0..words.len()).filter(|from| ends_too || *from == 0).flat_map(|from| {
            let words = &words;
            (from + 1..=words.len()).filter_map(move |to| words.get(from..to)).map(|words| words.join(" "))
        });
        found.extend(pieces.map(|piece| Node::new(piece, whole.span)));
        if words.len() == limit {
            found.push(whole.clone());
        }
        found.extend(also(place, &mut cursor));
    }
    found
}

/// A clause word with a sign behind it: its place, and that of the sign. Among the clauses of a rule that is no name.
pub(super) fn sign_behind(text: &str) -> Option<(Rule, usize)> {
    let (left, _) = text.split_once('=')?;
    let word = left.trim_end();
    let (rule, length) = head(word)?;
    let clause = matches!(
        rule,
        Rule::kw_check
            | Rule::kw_when
            | Rule::kw_let
            | Rule::kw_severity
            | Rule::kw_message
            | Rule::kw_title
            | Rule::kw_basis
    );
    (clause && length == word.len()).then_some((rule, left.len()))
}

/// The complaint about a sign behind the word of a clause.
#[expect(clippy::wildcard_enum_match_arm, reason = "`sign_behind` says which few rules can come here")]
pub(super) fn no_sign(place: Place<'_>, rule: Rule, at: usize) -> Diagnostic {
    let span: Span = place.bytes(at, at + 1);
    let wanted = match rule {
        Rule::kw_let => codes::A_NAME,
        Rule::kw_severity => codes::A_SEVERITY,
        Rule::kw_message | Rule::kw_title | Rule::kw_basis => codes::A_TEXT,
        _ => codes::A_CONDITION,
    };
    Diagnostic::new(codes::UNEXPECTED)
        .with("found", "=")
        .label(span, codes::EXPECTED.with("expected", wanted))
}
