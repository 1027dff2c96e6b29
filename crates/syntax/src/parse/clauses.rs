//! Lines that are clauses of a rule or a formula, and bare lines.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use super::changes;
use super::cursor::{Built, Cursor, Place, also, ident, names, path, text};
use super::expr::{expression, unit};
use super::grammar::{Matched, Rule};
use super::grouped;
use crate::tree::{Clause, Demand, FormulaDecl, Ident, Names, Node, Requirement, Severity, TitleLang};
use crate::tree_expr::{By, ExprKind, Path};

/// What a clause line says.
#[derive(Debug)]
pub(super) enum ClauseLine {
    /// Of a rule alone.
    Rule(Clause),
    /// `severity`, of a rule or of a whole file.
    Severity(Node<Severity>),
    /// `for each`, of a rule or a formula.
    ForEach(Vec<Path>),
    /// `for each group of`, of a rule.
    ForEachGroup(Path, By),
    /// `also`, of a formula.
    Also(Vec<Ident>),
    /// `unit`, of a formula.
    Unit(Ident),
}

/// A clause line.
pub(super) fn clause(place: Place<'_>, matched: Matched<'_>) -> Built<ClauseLine> {
    let rule = matched.as_rule();
    let whole = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    if rule == Rule::line_also {
        return Ok(ClauseLine::Also(also(place, &mut cursor)));
    }
    if matches!(rule, Rule::line_since | Rule::line_until | Rule::line_because) {
        return Ok(ClauseLine::Rule(changes::clause(place, cursor.take()?)?));
    }
    cursor.take()?;
    cursor.skip(Rule::colon);
    Ok(match rule {
        Rule::line_check => ClauseLine::Rule(Clause::Check(expression(place, cursor.take()?)?)),
        Rule::line_must_not => {
            // What is denied is not what is asked: the complaint shows both words.
            let denied = expression(place, cursor.take()?)?;
            ClauseLine::Rule(Clause::Check(Node::new(ExprKind::Not(Box::new(denied)), whole)))
        }
        Rule::line_when => ClauseLine::Rule(Clause::When(expression(place, cursor.take()?)?)),
        Rule::line_let => {
            let name = ident(place, cursor.take()?);
            cursor.skip(Rule::equal);
            ClauseLine::Rule(Clause::Let(name, expression(place, cursor.take()?)?))
        }
        Rule::line_for_each => {
            let mut forms = Vec::new();
            while let Some(form) = cursor.next() {
                if form.as_rule() == Rule::path {
                    forms.push(path(place, form));
                }
            }
            ClauseLine::ForEach(forms)
        }
        Rule::line_for_group => {
            let form = path(place, cursor.take()?);
            ClauseLine::ForEachGroup(form, grouped::by(place, cursor.take()?)?)
        }
        Rule::line_severity => ClauseLine::Severity(severity(place, &cursor.take()?)),
        Rule::line_blank_zero => ClauseLine::Rule(Clause::BlankZero(whole)),
        Rule::line_missing_fails => ClauseLine::Rule(Clause::MissingFails(whole)),
        line @ (Rule::line_title | Rule::line_message) => {
            let lang = if cursor.opt(Rule::kw_zh).is_some() {
                Some(TitleLang::Zh)
            } else {
                cursor.opt(Rule::kw_en).map(|_| TitleLang::En)
            };
            cursor.skip(Rule::colon);
            let said = text(place, cursor.take()?);
            ClauseLine::Rule(match line {
                Rule::line_title => Clause::Title(lang, said),
                _ => Clause::Message(lang, said),
            })
        }
        Rule::line_tags => ClauseLine::Rule(Clause::Tags(changes::tags(place, &mut cursor)?)),
        Rule::line_basis => ClauseLine::Rule(Clause::Basis(text(place, cursor.take()?))),
        _ => ClauseLine::Unit(unit(place, &cursor.take()?)),
    })
}

/// `kw_mandatory` or `kw_advisory`.
pub(super) fn severity(place: Place<'_>, word: &Matched<'_>) -> Node<Severity> {
    let mandatory = word.as_rule() == Rule::kw_mandatory;
    Node::new(if mandatory { Severity::Mandatory } else { Severity::Advisory }, place.span(word))
}

/// `formula_body`.
pub(super) fn formula(place: Place<'_>, matched: Matched<'_>, keyword: bool) -> Built<FormulaDecl> {
    let head = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let name = ident(place, cursor.take()?);
    let also = also(place, &mut cursor);
    cursor.skip(Rule::equal);
    let value = expression(place, cursor.take()?)?;
    Ok(FormulaDecl { names: Names { name, also }, value, for_each: None, unit: None, head, keyword })
}

/// `requirement`.
pub(super) fn requirement(place: Place<'_>, matched: Matched<'_>) -> Built<Requirement> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let condition = expression(place, cursor.take()?)?;
    let asked = cursor.take()?.as_rule();
    let listed = cursor.take()?;
    let forms = listed.into_inner().filter(|form| form.as_rule() == Rule::numbered_path);
    let forms = forms.map(|form| path(place, form)).collect();
    let otherwise_none = cursor.opt(Rule::kw_otherwise_none).is_some();
    let demand = match asked {
        Rule::kw_forbids => Demand::Forbids,
        Rule::kw_requires if !otherwise_none => Demand::Requires,
        _ => Demand::Exactly,
    };
    let when = match cursor.opt(Rule::inline_when) {
        Some(when) => {
            let mut inside = Cursor::over(place, when);
            inside.skip(Rule::kw_when);
            Some(expression(place, inside.take()?)?)
        }
        None => None,
    };
    Ok(Requirement { condition, demand, forms, when, span })
}

/// The names that a list holds, where it stands next.
pub(super) fn list(place: Place<'_>, cursor: &mut Cursor<'_>) -> Vec<Ident> {
    cursor.opt(Rule::names).map_or_else(Vec::new, |matched| names(place, matched))
}
