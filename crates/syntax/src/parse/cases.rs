//! Lines of cases.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use super::changes::reference;
use super::cursor::{Built, Cursor, Place, path, text};
use super::dates::day;
use super::expr::quantity;
use super::grammar::{Matched, Rule};
use crate::tree::{CaseDecl, Expected, Given, GivenLine, Node};
use crate::tree_expr::Path;

/// `line_case`.
pub(super) fn case(place: Place<'_>, matched: Matched<'_>) -> Built<CaseDecl> {
    let head = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_case);
    let rule = reference(place, cursor.take()?)?;
    let title = cursor.opt(Rule::text).map(|title| text(place, title));
    Ok(CaseDecl { rule, title, given: Vec::new(), expect: None, of: None, head, unread: false })
}

/// `line_given`.
pub(super) fn given(place: Place<'_>, matched: Matched<'_>) -> Built<GivenLine> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_given);
    let (form, called) = match cursor.opt(Rule::given_row) {
        Some(row) => {
            let mut row = Cursor::over(place, row);
            let form = path(place, row.take()?);
            (Some(form), row.opt(Rule::text).map(|called| text(place, called)))
        }
        None => (None, None),
    };
    cursor.skip(Rule::colon);
    let mut cells = Vec::new();
    while let Some(next) = cursor.next() {
        if next.as_rule() == Rule::given_cell {
            cells.push(cell(place, next)?);
        }
    }
    Ok(GivenLine { form, called, cells })
}

fn cell(place: Place<'_>, matched: Matched<'_>) -> Built<(Path, Node<Given>)> {
    let mut cursor = Cursor::over(place, matched);
    let named = path(place, cursor.take()?);
    cursor.skip(Rule::equal);
    cursor.skip(Rule::kw_is);
    let stated = cursor.take()?;
    let span = place.span(&stated);
    let value = match stated.as_rule() {
        Rule::kw_is_filed => Given::Filed,
        Rule::kw_is_unfiled => Given::NotFiled,
        _ => value(place, Cursor::over(place, stated).take()?)?,
    };
    Ok((named, Node::new(value, span)))
}

fn value(place: Place<'_>, matched: Matched<'_>) -> Built<Given> {
    Ok(match matched.as_rule() {
        Rule::kw_missing => Given::Missing,
        Rule::kw_yes => Given::YesNo(true),
        Rule::kw_no => Given::YesNo(false),
        Rule::text => Given::Text(text(place, matched).value),
        Rule::date => Given::Text(day(place, &matched)?.value),
        Rule::given_number => {
            let mut cursor = Cursor::over(place, matched);
            let negative = cursor.opt(Rule::minus).is_some();
            Given::Number(quantity(place, cursor.take()?)?.value, negative)
        }
        _ => Given::Code(place.text(&matched).value),
    })
}

/// `line_expect`.
pub(super) fn expect(
    place: Place<'_>,
    matched: Matched<'_>,
) -> Built<(Option<Node<String>>, Node<Expected>)> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_expect);
    cursor.skip(Rule::colon);
    let of = cursor.opt(Rule::text).map(|of| text(place, of));
    cursor.skip(Rule::colon);
    let word = cursor.take()?;
    let expected = match word.as_rule() {
        Rule::kw_pass => Expected::Pass,
        Rule::kw_fail => Expected::Fail,
        Rule::kw_not_applicable => Expected::NotApplicable,
        _ => Expected::Undetermined,
    };
    Ok((of, Node::new(expected, place.span(&word))))
}
