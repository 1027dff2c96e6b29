//! Matches → calls, and what is asked of the groups behind them.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use super::changes::reference;
use super::cursor::{Built, Cursor, Place, declared, ident, path};
use super::expr::{bounded, expression, finite};
use super::grammar::{Matched, Rule};
use crate::tree::{Node, Severity, StatisticDecl};
use crate::tree_expr::{Argument, By, Expr, ExprKind, Judged};

/// `call`: with the groups that it is asked of, where it is.
pub(super) fn call(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let whole = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let name = place.text(&Cursor::over(place, cursor.take()?).take()?);
    let mut arguments = Vec::new();
    let mut grouped = None;
    while let Some(part) = cursor.next() {
        if part.as_rule() == Rule::by {
            grouped = Some(part);
            break;
        }
        if part.as_rule() != Rule::argument {
            continue;
        }
        arguments.push(argument(place, part)?);
    }
    bounded(&arguments, |argument| argument.value.span)?;
    let call = ExprKind::Call(name.clone(), arguments);
    let Some(grouped) = grouped else { return Ok(call) };
    let mut by = by(place, grouped)?;
    by.least = number(place, cursor.opt(Rule::least))?;
    Ok(ExprKind::By(Box::new(Node::new(call, name.span.to(whole))), by))
}

/// `argument`.
fn argument(place: Place<'_>, matched: Matched<'_>) -> Built<Argument> {
    let mut inside = Cursor::over(place, matched);
    let value = expression(place, inside.take()?)?;
    inside.skip(Rule::kw_where);
    let keep = match inside.next() {
        Some(condition) => Some(expression(place, condition)?),
        None => None,
    };
    Ok(Argument { value, keep })
}

/// `line_statistic`.
pub(super) fn statistic(place: Place<'_>, matched: Matched<'_>) -> Built<StatisticDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_statistic);
    let mut names = declared(place, &mut cursor)?;
    if let Some(also) = cursor.opt(Rule::statistic_also) {
        let listed = also.into_inner().filter(|inner| inner.as_rule() == Rule::statistic_name);
        names.also = listed.map(|name| ident(place, name)).collect();
    }
    cursor.skip(Rule::equal);
    let stated = cursor.take()?;
    if stated.as_rule() != Rule::top_list {
        return Ok(StatisticDecl { names, top: None, value: expression(place, stated)? });
    }
    let (count, value) = top_list(place, stated)?;
    Ok(StatisticDecl { names, top: Some(count), value })
}

/// `top_list`: how many, and a call of nothing on what they are listed by.
fn top_list(place: Place<'_>, matched: Matched<'_>) -> Built<(Node<String>, Expr)> {
    let whole = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let word = place.span(&cursor.take()?);
    let count = finite(place.text(&cursor.take()?))?;
    cursor.skip(Rule::kw_places);
    let listed = argument(place, cursor.take()?)?;
    let call = Node::new(ExprKind::Call(Node::new(String::new(), word), vec![listed]), whole);
    Ok((
        count,
        match cursor.opt(Rule::by) {
            Some(grouped) => Node::new(ExprKind::By(Box::new(call), by(place, grouped)?), whole),
            None => call,
        },
    ))
}

/// `rules_state`.
pub(super) fn rules_state(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    let first = cursor.take()?;
    let which = match first.as_rule() {
        Rule::kw_mandatory_rules | Rule::kw_any_mandatory => Judged::Of(Severity::Mandatory),
        Rule::kw_advisory_rules | Rule::kw_any_advisory => Judged::Of(Severity::Advisory),
        Rule::kw_rule => Judged::One(reference(place, cursor.take()?)?),
        _ => Judged::All,
    };
    let fails = cursor.take()?.as_rule() == Rule::kw_fails;
    Ok(ExprKind::Judged(which, fails))
}

/// `outlier_tail`.
pub(super) fn outlier(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let span = place.span(&tail);
    let mut cursor = Cursor::over(place, tail);
    let negated = cursor.take()?.as_rule() == Rule::kw_not_outlier;
    let mut groups = match cursor.opt(Rule::by) {
        Some(grouped) => by(place, grouped)?,
        None => By { keys: Vec::new(), least: None, span },
    };
    groups.least = number(place, cursor.opt(Rule::least))?;
    let robust = number(place, cursor.opt(Rule::robust))?;
    groups.least = groups.least.or(number(place, cursor.opt(Rule::least))?);
    Ok(ExprKind::Outlier(Box::new(left), negated, groups, robust))
}

/// `unique`.
pub(super) fn unique(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_unique);
    Ok(ExprKind::Unique(by(place, cursor.take()?)?))
}

/// `by`.
pub(super) fn by(place: Place<'_>, matched: Matched<'_>) -> Built<By> {
    let span = place.span(&matched);
    let keys: Vec<_> = matched
        .into_inner()
        .filter(|inner| inner.as_rule() == Rule::numbered_path)
        .map(|key| path(place, key))
        .collect();
    bounded(&keys, |key| key.span)?;
    Ok(By { keys, least: None, span })
}

/// `least`, `robust`: the number in it.
fn number(place: Place<'_>, matched: Option<Matched<'_>>) -> Built<Option<Node<String>>> {
    let Some(matched) = matched else { return Ok(None) };
    let inner = matched.into_inner().find(|inner| inner.as_rule() == Rule::number);
    inner.map(|number| finite(place.text(&number))).transpose()
}
