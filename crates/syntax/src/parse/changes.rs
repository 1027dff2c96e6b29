//! What a layer changes in one below it, and the clauses that date things.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use shensuan_diagnostics::codes::{layers as codes, text as text_codes};
use shensuan_diagnostics::{Diagnostic, Lang, Span};

use super::clauses::severity;
use super::cursor::{Built, Cursor, Place, ident, text};
use super::dates::day;
use super::declarations::built_in_word;
use super::expr::expression;
use super::grammar::{Matched, Rule, read};
use super::members::members;
use super::words::head;
use crate::tree::{Change, ChangeDecl, Clause, Ident, NewValue, Node, Reference};
use crate::tree_expr::SetMember;

/// `line_disable` and `line_override`.
pub(super) fn change(place: Place<'_>, matched: Matched<'_>) -> Built<ChangeDecl> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let disables = cursor.take()?.as_rule() == Rule::kw_disable;
    if disables && cursor.opt(Rule::kw_built_in).is_some() {
        return built_in(place, &mut cursor, Change::Disable, span);
    }
    if disables {
        let target = reference(place, cursor.take()?)?;
        return changed(place, &mut cursor, Change::Disable, target, span);
    }
    let what = cursor.take()?;
    let rule = what.as_rule();
    let mut inside = Cursor::over(place, what);
    match rule {
        Rule::override_value => {
            let target = value_target(place, &mut inside)?;
            let new = new_value(place, inside.take()?)?;
            changed(place, &mut inside, Change::Value(new), target, span)
        }
        Rule::override_built_in => {
            inside.skip(Rule::kw_built_in);
            built_in(place, &mut inside, Change::Rule, span)
        }
        _ => {
            let target = reference(place, inside.take()?)?;
            changed(place, &mut inside, Change::Rule, target, span)
        }
    }
}

/// What a layer changes, with the reasons and dates that follow on the line.
fn changed(
    place: Place<'_>,
    cursor: &mut Cursor<'_>,
    change: Change,
    target: Reference,
    head: Span,
) -> Built<ChangeDecl> {
    Ok(ChangeDecl { change, target, built_in: None, clauses: inline(place, cursor)?, head, unread: false })
}

/// A rule that every rulebook has, and how much it weighs where that is said.
fn built_in(place: Place<'_>, cursor: &mut Cursor<'_>, change: Change, head: Span) -> Built<ChangeDecl> {
    let rule = built_in_word(place, &cursor.take()?);
    let target = Reference { layer: None, name: Node::new(rule.value.word(Lang::En).to_owned(), rule.span) };
    let weight = match cursor.opt(Rule::kw_severity) {
        Some(_) => {
            cursor.skip(Rule::colon);
            Some(Clause::Severity(severity(place, &cursor.take()?)))
        }
        None => None,
    };
    let mut declared = changed(place, cursor, change, target, head)?;
    declared.built_in = Some(rule.value);
    declared.clauses.splice(0..0, weight);
    Ok(declared)
}

/// `override_head`.
fn value_target(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Reference> {
    let layer = layer(place, cursor)?;
    let name = ident(place, cursor.take()?);
    cursor.skip(Rule::equal);
    Ok(Reference { layer, name })
}

/// What stands behind the sign, as a value and as the members of a set.
fn new_value(place: Place<'_>, matched: Matched<'_>) -> Built<NewValue> {
    let span = place.span(&matched);
    if matched.as_rule() == Rule::set {
        return Ok(NewValue { value: None, members: members(place, matched)?, span });
    }
    let value = Some(expression(place, matched)?);
    Ok(NewValue { value, members: as_members(place).unwrap_or_default(), span })
}

/// The line once more, where it can be read as the override of a set.
fn as_members(place: Place<'_>) -> Option<Vec<Node<SetMember>>> {
    let line = read(Rule::line_override_set, &place.folded.text).ok()?.next()?;
    let set = line.into_inner().find(|inner| inner.as_rule() == Rule::set)?;
    members(place, set).ok()
}

/// `rule_ref`.
pub(super) fn reference(place: Place<'_>, matched: Matched<'_>) -> Built<Reference> {
    let mut cursor = Cursor::over(place, matched);
    Ok(Reference { layer: layer(place, &mut cursor)?, name: place.text(&cursor.take()?) })
}

/// `layer_mark`, where one stands next.
fn layer(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Option<Ident>> {
    match cursor.opt(Rule::layer_mark) {
        Some(mark) => Ok(Some(place.text(&Cursor::over(place, mark).take()?))),
        None => Ok(None),
    }
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

/// Whether a clause can stand in what a layer changes: only an overridden rule has clauses of a rule, and one that
/// every rulebook has a severity alone.
pub(super) fn fits(change: &ChangeDecl, clause: &Clause, place: Place<'_>, keyword: Span) -> Built<()> {
    let of_all = matches!(clause, Clause::Because(_) | Clause::Since(_) | Clause::Until(_));
    let of_rule = change.built_in.is_none() || matches!(clause, Clause::Severity(_));
    if of_all || change.change == Change::Rule && of_rule {
        Ok(())
    } else {
        Err(does_not_fit(place, keyword))
    }
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
