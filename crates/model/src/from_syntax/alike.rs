//! `the(F.x where …)`: the value of the only row; `same(F.x)`: whether all rows have one value.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{types as codes, units};
use shensuan_plan::How;
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::{Argument, By};

use super::aggregates::Over;
use super::expr::{ratio, truth};
use super::groups::Keys;
use super::items::row_of;
use super::several::number;
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::text::TextValue;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    The,
    Same,
}

/// Every spelling, the written one first in each language.
const SPELLINGS: [(&str, Alike); 4] =
    [("the", Alike::The), ("独值", Alike::The), ("same", Alike::Same), ("相同", Alike::Same)];

/// What is asked by a name.
pub(super) fn asked(name: &str) -> Option<Alike> {
    SPELLINGS.iter().find(|(spelling, _)| *spelling == name).map(|(_, asked)| *asked)
}

/// Those names.
pub(super) fn spellings() -> impl Iterator<Item = &'static str> {
    SPELLINGS.iter().map(|(spelling, _)| *spelling)
}

impl Checker {
    /// `the(F.x where …)`, `same(F.x where …)`.
    pub(super) fn alike(
        &mut self,
        asked: Alike,
        name: &Ident,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let [argument] = arguments else { return self.wrong_arguments(name, span) };
        let value = self.infer(&argument.value, context)?;
        let Scope::Rows(rows) = value.scope else { return self.wrong_arguments(name, argument.value.span) };
        let rows = self.vocab.form(rows).copy_of.unwrap_or(rows);
        let (over, keep, inner) = self.kept(argument.keep.as_ref(), rows, context)?;
        let value = if over.rows == rows { value } else { self.infer(&argument.value, &inner)? };
        self.belongs(&value, over.rows)?;
        if value.ty == Type::Quantity {
            return self.refuse(at(units::NEEDS_A_UNIT, value.span).help(units::SAY_AS_UNIT));
        }
        match asked {
            Alike::The => self.only(value, &over, keep, span),
            Alike::Same => {
                let value = self.told_apart(value)?;
                let ty = value.ty.clone();
                let least = over.fold(How::Min, Some(value.clone()), keep.clone(), ty.clone(), span);
                let most = over.fold(How::Max, Some(value), keep, ty, span);
                let scope = least.scope;
                Some(truth(Kind::Equal(Box::new(least), Box::new(most)), scope, span))
            }
        }
    }

    /// The value of the only row.
    fn only(&mut self, value: Typed, over: &Over, keep: Option<Typed>, span: Span) -> Option<Typed> {
        match &value.ty {
            Type::Number(_) | Type::Date => Some(only_number(value, over, keep, span)),
            Type::Truth => {
                // Of a truth that is unknown nothing is said: it is not passed over.
                let only = only_number(self.told_apart(value)?, over, keep, span);
                let (one, scope) = (Box::new(number(1.0, span)), only.scope);
                Some(truth(Kind::Equal(Box::new(only), one), scope, span))
            }
            _ if value.kind == Kind::Missing => Some(value),
            _ => match branches(&value) {
                Some([condition, yes, no]) => {
                    let condition = self.only(condition.clone(), over, keep.clone(), span)?;
                    let yes = self.only(yes.clone(), over, keep.clone(), span)?;
                    let no = self.only(no.clone(), over, keep, span)?;
                    let (ty, scope) = (value.ty.clone(), condition.scope);
                    let kind = Kind::Choose(Box::new(condition), Box::new(yes), Box::new(no));
                    Some(Typed { kind, ty, scope, span })
                }
                None => self.only_text(value, over, keep, span),
            },
        }
    }

    /// A text of the only row: what stands in the row is read, as of one that is looked up.
    fn only_text(&mut self, value: Typed, over: &Over, keep: Option<Typed>, span: Span) -> Option<Typed> {
        if let Kind::Words(_) = value.kind {
            return Some(value);
        }
        let own = value.kind.cell().filter(|field| self.vocab.field(*field).form == over.rows);
        let Some(field) = own.filter(|_| value.ty != Type::Outline) else { return self.not_a_number(&value) };
        let place = only_number(row_of(over.rows, span), over, keep, span);
        let found = self.row_at(over.rows, place, span)?;
        let field = self.field_of(found, over.rows, field)?;
        let kind = match value.kind {
            Kind::Text(text) => Kind::Text(TextValue { field, ..text }),
            _ => Kind::Field(field),
        };
        Some(Typed { kind, scope: over.scope, span, ..value })
    }

    /// `same(x) by a`: one value in the whole group; missing where none is given.
    pub(super) fn same_by(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        by: &By,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let keys = self.keys(by, context);
        self.same_in(name, arguments, keys.as_ref(), span, context)
    }

    /// The same in groups that are already told apart.
    pub(super) fn same_in(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        keys: Option<&Keys>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let distinct = Ident::new("distinct".to_owned(), name.span);
        let grouped = self.grouped(&distinct, arguments, keys, span, context);
        let distinct = keys.and(grouped)?;
        let scope = distinct.scope;
        let is = |count| {
            let count = Box::new(number(count, span));
            truth(Kind::Equal(Box::new(distinct.clone()), count), scope, span)
        };
        let missing = truth(Kind::Missing, Scope::Everywhere, span);
        let kind = Kind::Choose(Box::new(is(0.0)), Box::new(missing), Box::new(is(1.0)));
        Some(truth(kind, scope, span))
    }

    /// A number that is equal for equal values.
    fn told_apart(&mut self, value: Typed) -> Option<Typed> {
        match value.ty {
            Type::Number(_) | Type::Date => Some(value),
            Type::Truth => {
                let (scope, span) = (value.scope, value.span);
                let (one, zero) = (Box::new(number(1.0, span)), Box::new(number(0.0, span)));
                let kind = Kind::Choose(Box::new(value), one, zero);
                Some(Typed { kind, ty: ratio(), scope, span })
            }
            Type::Text | Type::Code(_) | Type::Period => self.identity_of(value),
            Type::Quantity | Type::Coordinates | Type::Outline => {
                let found = value.ty.describe(&self.vocab);
                self.refuse(at(codes::NOT_A_NUMBER, value.span).with("found", found))
            }
        }
    }
}

/// The number of the only row; missing where there is none, or more than one.
fn only_number(value: Typed, over: &Over, keep: Option<Typed>, span: Span) -> Typed {
    let ty = value.ty.clone();
    let count = over.fold(How::Count, None, keep.clone(), ratio(), span);
    let made = over.fold(How::Min, Some(value), keep, ty, span);
    let (ty, scope, span) = (made.ty.clone(), made.scope, made.span);
    let one = truth(Kind::Equal(Box::new(count), Box::new(number(1.0, span))), scope, span);
    let missing = Typed { kind: Kind::Missing, ..made.clone() };
    let kind = Kind::Choose(Box::new(one), Box::new(made), Box::new(missing));
    Typed { kind, ty, scope, span }
}
