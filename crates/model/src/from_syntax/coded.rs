//! A name with codes behind it and no word between: a test of a code, or a name that ends in a number.

use shensuan_diagnostics::codes::{text, types as codes};
use shensuan_diagnostics::{Both, Diagnostic, Span};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Expr, ExprKind, Path, SetMember};
use shensuan_vocab::FieldType;

use super::expr::ratio;
use super::membership::number_text;
use super::names::Target;
use super::{Checker, Context, at};
use crate::typed::Typed;
use crate::types::Type;

impl Checker {
    /// `industry 33`, of a code; a name that ends in a number otherwise.
    pub(super) fn coded(
        &mut self,
        left: &Expr,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if let Some(value) = self.numbered(left, members) {
            return self.infer(&value, context);
        }
        if let Some(said) = self.blank_within(left, members) {
            return self.refuse(said);
        }
        let value = self.infer(left, context)?;
        if let (Type::Code(_), Some(_)) = (&value.ty, members.first()) {
            return self.membership(left, false, members, span, context);
        }
        let first = members.first()?;
        let code = match &first.value {
            SetMember::Code(code) | SetMember::Text(code) | SetMember::CodeRange(code, _) => code.clone(),
            SetMember::Name(path) => path.text(),
            // Behind a bare name only codes stand.
            SetMember::Value(_) | SetMember::Span(..) => return None,
        };
        let name = match &left.value {
            ExprKind::Path(path) => path.text(),
            _ => String::from("…"),
        };
        self.refuse(
            at(codes::NO_OPERATOR, first.span)
                .with("name", name.as_str())
                .with("code", code.as_str())
                .label(value.span, codes::THIS_IS.with("found", value.ty.describe(&self.vocab)))
                .help(codes::WRITE_AN_OPERATOR.with("name", name.as_str()).with("code", code.as_str())),
        )
    }

    /// `industry 33 60`, where `industry 33` is no name.
    fn blank_within(&self, left: &Expr, members: &[Node<SetMember>]) -> Option<Diagnostic> {
        let (ExprKind::Path(path), Some(member)) = (&left.value, members.first()) else { return None };
        let SetMember::Code(code) = &member.value else { return None };
        let last = path.parts.last().filter(|last| self.names.get(&last.value).is_empty())?;
        let (name, number) = last.value.rsplit_once(' ')?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        (digits && !self.names.get(name).is_empty()).then(|| {
            at(text::UNEXPECTED, member.span)
                .with("found", code.as_str())
                .help(text::NO_BLANK_WITHIN.with("number", [number, code.as_str()].concat()))
                .help(text::COMMAS_BETWEEN.with("list", [number, code.as_str()].join(", ")))
        })
    }

    /// `industry C3360`, where the list holds 3360: what to write instead.
    pub(super) fn lettered_code(&self, name: &str) -> Option<Both> {
        let (first, word) = name.rsplit_once(' ')?;
        let digits = digits_of_code(word)?;
        let list = self.names.get(first).iter().find_map(|(target, _)| match target {
            Target::Field(field) => match self.vocab.field(*field).kind {
                FieldType::Code(list) => Some(self.vocab.list(list)),
                _ => None,
            },
            _ => None,
        })?;
        let code = [word, digits].into_iter().find_map(|code| list.find(code))?;
        Some(Both::new(format!("{first} 属于 {}", code.code), format!("{first} in {}", code.code)))
    }

    /// Whether a code list has an entry of this name, or of this code.
    pub(super) fn names_an_entry(&self, name: &str) -> bool {
        self.vocab.lists().any(|(_, list)| list.find(name).is_some())
    }

    /// `industry ≠ 3360 or 3982`: a value where a condition is wanted, beside a comparison with another: the list that
    /// was meant.
    pub(super) fn list_meant(&self, parts: &[Expr], all: bool) -> Option<Diagnostic> {
        let place = parts.iter().position(|part| literal(part).is_some())?;
        let stray = parts.get(place)?;
        let (left, negated, mut values) = match &parts.get(place.checked_sub(1)?)?.value {
            ExprKind::Compare(left, steps) => match steps.as_slice() {
                [(op, right)] if matches!(op.value, CompareOp::Equal | CompareOp::NotEqual) => {
                    (left, op.value == CompareOp::NotEqual, vec![literal(right)?])
                }
                _ => return None,
            },
            ExprKind::Coded(left, members) => (left, false, written(members)),
            ExprKind::In(left, negated, members) => (left, *negated, written(members)),
            _ => return None,
        };
        let ExprKind::Path(name) = &left.value else { return None };
        if all && !negated {
            return None; // equal to one and to another at once
        }
        values.extend(parts.get(place..)?.iter().map_while(literal));
        let (zh, en) = if negated { ("不属于", "not in") } else { ("属于", "in") };
        let name = name.text();
        let repair = Both::new(
            format!("{name} {zh} {}", values.join("、")),
            format!("{name} {en} {}", values.join(", ")),
        );
        let found = match &stray.value {
            ExprKind::Text(_) => Type::Text,
            _ => ratio(),
        };
        let said = at(codes::NOT_A_CONDITION, stray.span).with("found", found.describe(&self.vocab));
        Some(said.help(text::WRITE_INSTEAD.with("repair", repair)))
    }

    /// `ethnicity 1`, where that is a name: the longest declared name wins.
    fn numbered(&self, left: &Expr, members: &[Node<SetMember>]) -> Option<Expr> {
        let [member] = members else { return None };
        let SetMember::Code(number) = &member.value else { return None };
        let mut value = left.clone();
        let path = last_path(&mut value)?;
        let last = path.parts.last_mut()?;
        last.value = format!("{} {number}", last.value);
        last.span = last.span.to(member.span);
        let known = !self.names.get(&last.value).is_empty();
        path.span = path.span.to(member.span);
        value.span = value.span.to(member.span);
        known.then_some(value)
    }
}

/// The digits of a code that begins with a letter or two: 3360 of C3360.
pub(super) fn digits_of_code(word: &str) -> Option<&str> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = word.len() - digits.len();
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    (plain && (1..=2).contains(&letters)).then_some(digits)
}

/// A number without a unit or a text, as a member of a set is written.
pub(super) fn literal(expr: &Expr) -> Option<String> {
    match &expr.value {
        ExprKind::Quantity(quantity) if quantity.unit.is_none() => Some(quantity.number.value.clone()),
        ExprKind::Text(text) => Some(format!("\"{text}\"")),
        _ => None,
    }
}

/// The members of a set as they are written.
fn written(members: &[Node<SetMember>]) -> Vec<String> {
    let members = members.iter().map(|member| match &member.value {
        SetMember::Code(code) => code.clone(),
        SetMember::CodeRange(low, high) => format!("{low}–{high}"),
        SetMember::Text(text) => format!("\"{text}\""),
        SetMember::Name(path) => path.text(),
        SetMember::Value(value) => number_text(value),
        SetMember::Span(low, high) => format!("{}..{}", number_text(low), number_text(high)),
    });
    members.collect()
}

/// The path that an expression ends in.
fn last_path(expr: &mut Expr) -> Option<&mut Path> {
    match &mut expr.value {
        ExprKind::Path(path) => Some(path),
        ExprKind::Sum(_, terms) => terms.last_mut().and_then(|(_, term)| last_path(term)),
        ExprKind::Product(_, factors) => factors.last_mut().and_then(|(_, factor)| last_path(factor)),
        ExprKind::Negative(inner) => last_path(inner),
        _ => None,
    }
}
