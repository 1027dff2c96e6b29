//! Matches → the members of a set: codes, texts, numbers, dates, ranges, names of sets.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use super::cursor::{Built, Cursor, Place, path, text};
use super::dates::day;
use super::expr::{bounded, finite, unit};
use super::grammar::{Matched, Rule};
use crate::tree::Node;
use crate::tree_expr::{Expr, ExprKind, Quantity, SetMember};

/// `set`, `code_tail`: the members of a set.
pub(super) fn members(place: Place<'_>, matched: Matched<'_>) -> Built<Vec<Node<SetMember>>> {
    let mut found = Vec::new();
    let mut of_all = None;
    for listed in matched.into_inner() {
        let span = place.span(&listed);
        match listed.as_rule() {
            Rule::member | Rule::code_member | Rule::counted => {
                let inner = Cursor::over(place, listed).take()?;
                found.push(Node::new(member(place, inner)?, span));
            }
            Rule::unit => of_all = Some(unit(place, &listed)),
            _ => {}
        }
    }
    if let Some(unit) = of_all {
        found.iter_mut().for_each(|member| in_unit(&mut member.value, &unit));
    }
    bounded(&found, |node| node.span)?;
    Ok(found)
}

fn member(place: Place<'_>, inner: Matched<'_>) -> Built<SetMember> {
    Ok(match inner.as_rule() {
        Rule::code_range => {
            let mut ends = inner.into_inner().filter(|end| end.as_rule() == Rule::code_start);
            let mut end = || ends.next().map(|end| end.as_str().to_owned()).unwrap_or_default();
            SetMember::CodeRange(end(), end())
        }
        Rule::code => SetMember::Code(inner.as_str().trim_end().to_owned()),
        Rule::text => SetMember::Text(text(place, inner).value),
        Rule::counted_one | Rule::date => SetMember::Value(Box::new(value(place, inner)?)),
        Rule::counts_of | Rule::dates_of => {
            let mut ends = Cursor::over(place, inner);
            let mut low = value(place, ends.take()?)?;
            ends.skip(Rule::range_dots);
            let high = value(place, ends.take()?)?;
            if let Some(unit) = unit_behind(&high) {
                give_unit(&mut low, &unit.clone());
            }
            SetMember::Span(Box::new(low), Box::new(high))
        }
        _ => SetMember::Name(path(place, inner)),
    })
}

/// A number with its sign, or a date.
fn value(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let span = place.span(&matched);
    if matched.as_rule() == Rule::date {
        return Ok(Node::new(ExprKind::Date(day(place, &matched)?.value), span));
    }
    let mut cursor = Cursor::over(place, matched);
    let negative = cursor.opt(Rule::minus).is_some();
    let number = finite(place.text(&cursor.take()?))?;
    let unit = cursor.next().map(|written| unit(place, &written));
    let written = Node::new(ExprKind::Quantity(Quantity { number, unit }), span);
    Ok(if negative { Node::new(ExprKind::Negative(Box::new(written)), span) } else { written })
}

/// The unit that stands behind the last number: of both ends of a range, of all in a bracket.
fn unit_behind(value: &Expr) -> Option<&Node<String>> {
    match &value.value {
        ExprKind::Quantity(quantity) => quantity.unit.as_ref(),
        ExprKind::Negative(inner) => unit_behind(inner),
        _ => None,
    }
}

fn in_unit(member: &mut SetMember, unit: &Node<String>) {
    match member {
        SetMember::Value(value) => give_unit(value, unit),
        SetMember::Span(low, high) => {
            give_unit(low, unit);
            give_unit(high, unit);
        }
        SetMember::Code(_) | SetMember::CodeRange(..) | SetMember::Text(_) | SetMember::Name(_) => {}
    }
}

/// Gives a unit to a number that has none.
fn give_unit(value: &mut Expr, unit: &Node<String>) {
    match &mut value.value {
        ExprKind::Quantity(quantity) if quantity.unit.is_none() => quantity.unit = Some(unit.clone()),
        ExprKind::Negative(inner) => give_unit(inner, unit),
        _ => {}
    }
}
