//! Lines that declare: rules, formulas, constants, sets, and the vocabulary.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use super::clauses::{list, requirement, severity};
use super::cursor::{Built, Cursor, Place, also, declared, ident, names, path, text};
use super::expr::{expression, unit as written_unit};
use super::grammar::{Matched, Rule, read};
use super::members::members;
use super::tables;
use crate::tree::{
    BuiltIn, BuiltInDecl, Clause, CodeListDecl, ColumnsDecl, ConstantDecl, FieldDecl, FieldGroupDecl,
    FormDecl, Ident, NamedValuesDecl, Names, Node, PerSubject, RuleDecl, SetDecl, SubjectDecl, TypeDecl,
    UnitDecl,
};

/// `line_rule`.
pub(super) fn rule(place: Place<'_>, matched: Matched<'_>) -> Built<RuleDecl> {
    let head = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_rule);
    let id = place.text(&cursor.take()?);
    let title = cursor.opt(Rule::text).map(|title| text(place, title));
    let mut clauses = Vec::new();
    if let Some(inline) = cursor.opt(Rule::rule_inline) {
        let mut inside = Cursor::over(place, inline);
        let first = inside.take()?;
        if first.as_rule() == Rule::requirement {
            clauses.push(Clause::Requires(requirement(place, first)?));
        } else {
            inside.skip(Rule::colon);
            clauses.push(Clause::Check(expression(place, inside.take()?)?));
        }
    }
    Ok(RuleDecl { id: Some(id), title, clauses, head, unread: false })
}

/// `line_constant`.
pub(super) fn constant(place: Place<'_>, matched: Matched<'_>) -> Built<ConstantDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_constant);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::equal);
    Ok(ConstantDecl { names, value: expression(place, cursor.take()?)? })
}

/// `line_set`.
pub(super) fn set(place: Place<'_>, matched: Matched<'_>) -> Built<SetDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_set);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::equal);
    Ok(SetDecl { names, members: members(place, cursor.take()?)? })
}

/// `line_subject`.
pub(super) fn subject(place: Place<'_>, matched: Matched<'_>) -> Built<SubjectDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_subject);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::kw_keyed_by);
    let key = list(place, &mut cursor);
    let listed = match cursor.opt(Rule::listed_in) {
        Some(listed) => {
            let mut inside = Cursor::over(place, listed);
            inside.skip(Rule::kw_listed_in);
            Some(path(place, inside.take()?))
        }
        None => None,
    };
    Ok(SubjectDecl { names, key, listed })
}

/// `line_built_in`.
pub(super) fn built_in(place: Place<'_>, matched: Matched<'_>) -> Built<BuiltInDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_built_in);
    let rule = built_in_word(place, &cursor.take()?);
    cursor.skip(Rule::kw_severity);
    cursor.skip(Rule::colon);
    Ok(BuiltInDecl { rule, severity: severity(place, &cursor.take()?) })
}

/// `built_in_word`.
pub(super) fn built_in_word(place: Place<'_>, word: &Matched<'_>) -> Node<BuiltIn> {
    let rule = match word.as_rule() {
        Rule::kw_of_unit => BuiltIn::Unit,
        Rule::kw_of_code => BuiltIn::Code,
        Rule::kw_of_type => BuiltIn::Type,
        Rule::kw_of_key => BuiltIn::Key,
        Rule::kw_of_orphan => BuiltIn::Orphan,
        _ => BuiltIn::Required,
    };
    Node::new(rule, place.span(word))
}

/// `line_form` and `line_rows`.
pub(super) fn form(place: Place<'_>, matched: Matched<'_>) -> Built<FormDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_form);
    cursor.skip(Rule::kw_rows);
    let mut names = declared(place, &mut cursor)?;
    let title = cursor.opt(Rule::text).map(|title| text(place, title));
    names.also = also(place, &mut cursor);
    let columns = cursor.opt(Rule::columns).map(|stated| columns(place, stated)).transpose()?;
    cursor.skip(Rule::kw_keyed_by);
    let key = list(place, &mut cursor);
    Ok(FormDecl {
        names,
        title,
        per: None,
        key,
        fields: Vec::new(),
        rows: Vec::new(),
        groups: Vec::new(),
        named: Vec::new(),
        columns,
        table: None,
        unread: false,
    })
}

/// `columns`.
fn columns(place: Place<'_>, matched: Matched<'_>) -> Built<ColumnsDecl> {
    let mut rows = Vec::new();
    let mut called = Vec::new();
    for inner in matched.into_inner() {
        match inner.as_rule() {
            Rule::columns_row => {
                let mut cursor = Cursor::over(place, inner);
                rows.push((text(place, cursor.take()?), names(place, cursor.take()?)));
            }
            Rule::level => called.push(level(place, inner)?),
            _ => {}
        }
    }
    Ok(ColumnsDecl { rows, names: called })
}

/// `line_field_group`.
pub(super) fn field_group(place: Place<'_>, matched: Matched<'_>) -> Built<FieldGroupDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_field_group);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::equal);
    let first = ident(place, cursor.take()?);
    cursor.skip(Rule::kw_to);
    Ok(FieldGroupDecl { names, first, last: ident(place, cursor.take()?) })
}

/// `line_named_values`.
pub(super) fn named_values(place: Place<'_>, matched: Matched<'_>) -> Built<NamedValuesDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_named_values);
    let called = named(place, &mut cursor)?;
    let mut slots = Vec::new();
    while let Some(next) = cursor.next() {
        if next.as_rule() == Rule::named_slot {
            slots.push(names(place, next));
        }
    }
    Ok(NamedValuesDecl { names: called, slots })
}

/// `line_per`.
pub(super) fn per(place: Place<'_>, matched: Matched<'_>) -> Built<(PerSubject, Ident, Vec<Ident>)> {
    let mut many = false;
    let mut named = None;
    let mut key = Vec::new();
    for inner in matched.into_inner() {
        match inner.as_rule() {
            Rule::kw_many_per | Rule::kw_many_rows => many = true,
            Rule::head_name => named = Some(ident(place, inner)),
            Rule::names => key = names(place, inner),
            _ => {}
        }
    }
    let subject = named.unwrap_or_else(|| Node::new(String::new(), place.bytes(0, 0)));
    Ok((if many { PerSubject::Many } else { PerSubject::One }, subject, key))
}

/// `line_field`. What stands behind the last parameter of a column of formulas is read apart: a name would go on with it.
pub(super) fn field(place: Place<'_>, matched: Matched<'_>) -> Built<FieldDecl> {
    let field = field_of(place, matched)?;
    if !matches!(&field.kind.value, TypeDecl::Formula(cells) if cells.unit.is_none()) {
        return Ok(field);
    }
    let (before, flags) = flags_behind(&place.folded.text);
    match read(Rule::line_field, before).ok().and_then(|mut line| line.next()) {
        Some(line) if !flags.is_empty() => {
            let field = field_of(place, line)?;
            let flagged = |rule| flags.contains(&rule);
            Ok(FieldDecl {
                private: field.private || flagged(Rule::kw_private),
                optional: field.optional || flagged(Rule::kw_optional),
                required: field.required || flagged(Rule::kw_required),
                ..field
            })
        }
        _ => Ok(field),
    }
}

/// What a line says before the words for a field at its end, and these.
pub(super) fn flags_behind(line: &str) -> (&str, Vec<Rule>) {
    let (mut before, mut flags) = (line.trim_end(), Vec::new());
    while let Some((rest, last)) = before.rsplit_once(char::is_whitespace)
        && let Some(flag) = [Rule::kw_private, Rule::kw_optional, Rule::kw_required]
            .into_iter()
            .find(|flag| read(*flag, last).is_ok_and(|read| read.as_str() == last))
    {
        before = rest.trim_end();
        flags.push(flag);
    }
    (before, flags)
}

fn field_of(place: Place<'_>, matched: Matched<'_>) -> Built<FieldDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_field);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::colon);
    let stated = cursor.take()?;
    let span = place.span(&stated);
    let exact = stated.clone().into_inner().flatten().any(|inner| inner.as_rule() == Rule::kw_exact);
    let kind = Node::new(field_type(place, Cursor::over(place, stated).take()?)?, span);
    let mut field =
        FieldDecl { names, kind, exact, marks: Vec::new(), private: false, optional: false, required: false };
    while let Some(next) = cursor.next() {
        match next.as_rule() {
            Rule::marks => {
                let marks = next.into_inner().filter(|mark| mark.as_rule() == Rule::text);
                field.marks = marks.map(|mark| text(place, mark)).collect();
            }
            Rule::kw_private => field.private = true,
            Rule::kw_optional => field.optional = true,
            _ => field.required = true,
        }
    }
    Ok(field)
}

fn field_type(place: Place<'_>, stated: Matched<'_>) -> Built<TypeDecl> {
    Ok(match stated.as_rule() {
        Rule::type_number => {
            let unit = stated.into_inner().find(|inner| inner.as_rule() == Rule::unit);
            TypeDecl::Number(unit.map(|written| written_unit(place, &written)))
        }
        Rule::type_quantity => {
            let named = stated.into_inner().find(|inner| inner.as_rule() == Rule::head_name);
            named.map_or(TypeDecl::Text, |unit| TypeDecl::Quantity(ident(place, unit)))
        }
        Rule::type_formula => TypeDecl::Formula(tables::formula_cells(place, stated)?),
        Rule::type_code => {
            let named = stated.into_inner().find(|inner| inner.as_rule() == Rule::head_name);
            named.map_or(TypeDecl::Text, |list| TypeDecl::Code(ident(place, list)))
        }
        Rule::kw_integer => TypeDecl::Integer,
        Rule::kw_percent => TypeDecl::Percent,
        Rule::kw_yes_no => TypeDecl::YesNo,
        Rule::kw_date => TypeDecl::Date,
        Rule::kw_period => TypeDecl::Period,
        Rule::kw_coordinates => TypeDecl::Coordinates,
        Rule::kw_outline => TypeDecl::Outline,
        _ => TypeDecl::Text,
    })
}

/// `line_code_list`.
pub(super) fn code_list(place: Place<'_>, matched: Matched<'_>) -> Built<CodeListDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_code_list);
    let mut names = declared(place, &mut cursor)?;
    let title = cursor.opt(Rule::text).map(|title| text(place, title));
    names.also = also(place, &mut cursor);
    cursor.skip(Rule::kw_from);
    let file = text(place, cursor.take()?);
    cursor.skip(Rule::kw_hierarchical);
    let mut levels = Vec::new();
    while let Some(inner) = cursor.next() {
        if inner.as_rule() == Rule::level {
            levels.push(level(place, inner)?);
        }
    }
    Ok(CodeListDecl { names, title, file, levels })
}

/// `level`: its name and aliases.
fn level(place: Place<'_>, matched: Matched<'_>) -> Built<Names> {
    let mut cursor = Cursor::over(place, matched);
    let mut names = declared(place, &mut cursor)?;
    while let Some(inner) = cursor.next() {
        if inner.as_rule() == Rule::head_name {
            names.also.push(ident(place, inner));
        }
    }
    Ok(names)
}

/// `line_define_unit`.
pub(super) fn unit(place: Place<'_>, matched: Matched<'_>) -> Built<UnitDecl> {
    let mut cursor = Cursor::over(place, matched);
    cursor.skip(Rule::kw_define_unit);
    let names = named(place, &mut cursor)?;
    cursor.skip(Rule::equal);
    Ok(UnitDecl { names, factor: place.text(&cursor.take()?), unit: written_unit(place, &cursor.take()?) })
}

/// A declared name and its aliases.
fn named(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Names> {
    let mut names = declared(place, cursor)?;
    names.also = also(place, cursor);
    Ok(names)
}
