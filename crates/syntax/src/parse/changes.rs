//! What a layer changes in one below it, and the clauses that date things.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use shensuan_diagnostics::codes::{layers as codes, text as text_codes};
use shensuan_diagnostics::{Diagnostic, Span};

use super::cursor::{Built, Cursor, Place, ident, text};
use super::dates::day;
use super::expr::expression;
use super::grammar::{Matched, Rule};
use super::words::head;
use crate::tree::{Change, ChangeDecl, Clause, Ident, Reference};

/// `line_disable` and `line_override`.
pub(super) fn change(place: Place<'_>, matched: Matched<'_>) -> Built<ChangeDecl> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let keyword = cursor.take()?;
    if keyword.as_rule() == Rule::kw_disable {
        let target = reference(place, cursor.take()?)?;
        let clauses = inline(place, &mut cursor)?;
        return Ok(ChangeDecl { change: Change::Disable, target, clauses, head: span, unread: false });
    }
    let what = cursor.take()?;
    let constant = what.as_rule() == Rule::override_constant;
    let mut inside = Cursor::over(place, what);
    let (change, target) = if constant {
        let layer = match inside.opt(Rule::layer_mark) {
            Some(mark) => Some(place.text(&Cursor::over(place, mark).take()?)),
            None => None,
        };
        let target = Reference { layer, name: ident(place, inside.take()?) };
        inside.skip(Rule::equal);
        (Change::Constant(expression(place, inside.take()?)?), target)
    } else {
        (Change::Rule, reference(place, inside.take()?)?)
    };
    Ok(ChangeDecl { change, target, clauses: inline(place, &mut inside)?, head: span, unread: false })
}

/// `rule_ref`.
pub(super) fn reference(place: Place<'_>, matched: Matched<'_>) -> Built<Reference> {
    let mut cursor = Cursor::over(place, matched);
    let layer = match cursor.opt(Rule::layer_mark) {
        Some(mark) => Some(place.text(&Cursor::over(place, mark).take()?)),
        None => None,
    };
    Ok(Reference { layer, name: place.text(&cursor.take()?) })
}

/// Reasons and dates that follow on a line.
fn inline(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Vec<Clause>> {
    let mut clauses = Vec::new();
    while let Some(next) = cursor.next() {
        clauses.push(clause(place, next)?);
    }
    Ok(clauses)
}

/// `since`, `until`, `because`.
pub(super) fn clause(place: Place<'_>, matched: Matched<'_>) -> Built<Clause> {
    let rule = matched.as_rule();
    let mut cursor = Cursor::over(place, matched);
    cursor.take()?;
    cursor.skip(Rule::colon);
    let said = cursor.take()?;
    Ok(match rule {
        Rule::because => Clause::Because(text(place, said)),
        Rule::since => Clause::Since(day(place, &said)?),
        _ => Clause::Until(day(place, &said)?),
    })
}

/// `tag` and those that follow it.
pub(super) fn tags(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Vec<Ident>> {
    let mut tags = Vec::new();
    while let Some(next) = cursor.next() {
        if next.as_rule() == Rule::tag {
            let tag = Cursor::over(place, next).take()?;
            tags.push(if tag.as_rule() == Rule::text { text(place, tag) } else { ident(place, tag) });
        }
    }
    Ok(tags)
}

/// Whether a clause can stand in what a layer changes: only an overridden rule has clauses of a rule.
pub(super) fn fits(change: &ChangeDecl, clause: &Clause, place: Place<'_>, keyword: Span) -> Built<()> {
    let of_all = matches!(clause, Clause::Because(_) | Clause::Since(_) | Clause::Until(_));
    if of_all || change.change == Change::Rule { Ok(()) } else { Err(does_not_fit(place, keyword)) }
}

/// A clause of a rule where no rule is written.
pub(super) fn does_not_fit(place: Place<'_>, keyword: Span) -> Box<Diagnostic> {
    let text = place.folded.text.as_str();
    let clause = head(text).and_then(|(_, length)| text.get(..length)).unwrap_or(text);
    Box::new(
        Diagnostic::new(codes::CLAUSE_OF_A_RULE)
            .with("clause", clause)
            .label(keyword, text_codes::HERE)
            .help(codes::OVERRIDE_THE_RULE),
    )
}
