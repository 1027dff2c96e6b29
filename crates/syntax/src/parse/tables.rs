//! Reference tables: their heads and clauses, and the look-up of a row.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use shensuan_diagnostics::codes::{rulebook, text as codes};
use shensuan_diagnostics::{Both, Diagnostic, Span};

use super::cursor::{Built, Cursor, Place, also, declared, ident, path, text};
use super::declarations::field;
use super::expr::{bounded, conversion, sum};
use super::gather::outside;
use super::grammar::{Matched, Rule};
use crate::tree::{FormDecl, Ident, Node};
use crate::tree_expr::{Expr, ExprKind, Path};
use crate::tree_tables::{FormulaCells, KeyWay, ParameterDecl, TableDecl, TableFile, TableKey};

/// `line_table`.
pub(super) fn table(place: Place<'_>, matched: Matched<'_>) -> Built<FormDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_table);
    let mut names = declared(place, &mut cursor)?;
    let title = cursor.opt(Rule::text).map(|title| text(place, title));
    names.also = also(place, &mut cursor);
    let mut table = TableDecl::default();
    while let Some(clause) = cursor.next() {
        let span = place.span(&clause);
        match clause.as_rule() {
            Rule::like => {
                once(table.like.is_none(), span, "同", "like")?;
                table.like = Some(like(place, clause));
            }
            Rule::table_file => {
                once(table.from.is_none(), span, "来自", "from")?;
                table.from = Some(file(place, clause)?);
            }
            _ => {
                once(table.keys.is_empty(), span, "关联键", "keyed by")?;
                table.keys = keys(place, clause)?;
            }
        }
    }
    Ok(FormDecl {
        names,
        title,
        per: None,
        key: Vec::new(),
        fields: Vec::new(),
        rows: Vec::new(),
        groups: Vec::new(),
        named: Vec::new(),
        columns: None,
        table: Some(table),
        unread: false,
    })
}

/// A line of a table.
pub(super) fn line(form: &mut FormDecl, place: Place<'_>, matched: Matched<'_>, keyword: Span) -> Built<()> {
    let whole = place.span(&matched);
    match (matched.as_rule(), &mut form.table) {
        (Rule::line_field, Some(_)) => form.fields.push(field(place, matched)?),
        (Rule::line_keyed_by, Some(table)) => {
            once(table.keys.is_empty(), whole, "关联键", "keyed by")?;
            table.keys = keys(place, Cursor::over(place, matched).take()?)?;
        }
        (Rule::line_in_force, Some(table)) => {
            once(table.in_force.is_none(), whole, "有效期", "in force")?;
            let mut cursor = Cursor::over(place, matched);
            cursor.skip(Rule::kw_in_force);
            let from = ident(place, cursor.take()?);
            cursor.skip(Rule::kw_to);
            table.in_force = Some((from, ident(place, cursor.take()?)));
        }
        (Rule::line_keyed_by | Rule::line_in_force, None) => {
            return Err(outside(place, keyword, codes::A_TABLE_HEAD));
        }
        (_, _) => return Err(outside(place, keyword, codes::A_FORM_HEAD)),
    }
    Ok(())
}

fn once(first: bool, again: Span, zh: &str, en: &str) -> Built<()> {
    if first {
        return Ok(());
    }
    let said = Diagnostic::new(rulebook::CLAUSE_TWICE).with("clause", Both::new(zh, en));
    Err(Box::new(said.label(again, codes::HERE)))
}

/// `like`.
fn like(place: Place<'_>, matched: Matched<'_>) -> Path {
    let names = matched.into_inner().filter(|inner| inner.as_rule() == Rule::head_name);
    let parts: Vec<_> = names.map(|name| ident(place, name)).collect();
    let span = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => place.bytes(0, 0),
    };
    Path { parts, span }
}

/// `table_file`.
fn file(place: Place<'_>, matched: Matched<'_>) -> Built<Node<TableFile>> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_from);
    let named = cursor.take()?;
    let span = place.span(&named);
    let from = match named.as_rule() {
        Rule::text => TableFile::Rulebook(text(place, named).value),
        _ => TableFile::Data,
    };
    Ok(Node::new(from, span))
}

/// `table_keys`.
fn keys(place: Place<'_>, matched: Matched<'_>) -> Built<Vec<TableKey>> {
    let mut cursor = Cursor::over(place, matched);
    let mut keys = Vec::new();
    while let Some(inner) = cursor.next() {
        if inner.as_rule() == Rule::table_key {
            let mut inside = Cursor::over(place, inner);
            let name = ident(place, inside.take()?);
            let mut ways = Vec::new();
            while let Some(stated) = inside.next() {
                if stated.as_rule() == Rule::key_way {
                    ways.push(way(place, stated)?);
                }
            }
            keys.push(TableKey { name, ways });
        }
    }
    Ok(keys)
}

/// `key_way`.
fn way(place: Place<'_>, matched: Matched<'_>) -> Built<Node<KeyWay>> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let word = cursor.take()?;
    let way = match word.as_rule() {
        Rule::kw_groups => KeyWay::Groups,
        Rule::kw_ranges => KeyWay::Ranges,
        _ => {
            cursor.skip(Rule::equal);
            KeyWay::Any(text(place, cursor.take()?).value)
        }
    };
    Ok(Node::new(way, span))
}

/// `type_formula`.
pub(super) fn formula_cells(place: Place<'_>, matched: Matched<'_>) -> Built<FormulaCells> {
    let mut cursor = Cursor::over(place, matched);
    let mut cells = FormulaCells { parameters: Vec::new(), unit: None };
    while let Some(inner) = cursor.next() {
        match inner.as_rule() {
            Rule::parameter => cells.parameters.push(parameter(place, inner)?),
            Rule::result_unit => cells.unit = Some(unit_field(place, inner)?),
            _ => {}
        }
    }
    Ok(cells)
}

/// `parameter`.
fn parameter(place: Place<'_>, matched: Matched<'_>) -> Built<ParameterDecl> {
    let mut cursor = Cursor::over(place, matched);
    let name = ident(place, cursor.take()?);
    let unit = cursor.opt(Rule::parameter_unit).map(|unit| unit_field(place, unit)).transpose()?;
    cursor.skip(Rule::equal);
    Ok(ParameterDecl { name, unit, value: conversion(place, &mut cursor)? })
}

/// `parameter_unit`, `result_unit`.
fn unit_field(place: Place<'_>, matched: Matched<'_>) -> Built<Ident> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::list_sep);
    cursor.skip(Rule::kw_unit_from);
    Ok(ident(place, cursor.take()?))
}

/// `looked_up`.
pub(super) fn looked_up(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    let table = path(place, cursor.take()?);
    let mut keys: Vec<Expr> = Vec::new();
    while let Some(next) = cursor.next() {
        match next.as_rule() {
            Rule::key => keys.push(key(place, next)?),
            Rule::dot => break,
            _ => {}
        }
    }
    bounded(&keys, |key| key.span)?;
    let field = cursor.next().map(|named| ident(place, named));
    Ok(ExprKind::LookedUp(table, keys, field))
}

/// `key`.
fn key(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let mut cursor = Cursor::over(place, matched);
    if let Some(numbered) = cursor.opt(Rule::numbered_key) {
        let named = path(place, Cursor::over(place, numbered).take()?);
        return Ok(Node::new(ExprKind::Path(named.clone()), named.span));
    }
    sum(place, &mut cursor)
}
