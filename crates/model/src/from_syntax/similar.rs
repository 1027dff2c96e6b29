//! `unit name similar to "…" (0.9)`: how alike a text is to one that is written out, once per distinct text.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::types as codes;
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{Expr, Quantity};
use shensuan_vocab::names::fold_text;

use super::call::Words;
use super::compare::unless;
use super::expr::{ratio, truth};
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::functions::{Callee, similarity};
use crate::text::{Literal, TextStep};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// At least so alike.
    pub(super) fn similar(
        &mut self,
        left: &Expr,
        right: &Expr,
        least: &Node<Quantity>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let beside = Context { beside_text: true, ..context.clone() };
        let (left, right) = (self.infer(left, context), self.infer(right, &beside));
        let least = self.likeness(least);
        self.similar_texts(&left?, &right?, &least?, span)
    }

    fn similar_texts(&mut self, left: &Typed, right: &Typed, least: &Typed, span: Span) -> Option<Typed> {
        if let Some(branches) = branches(left) {
            return self.of_each_branch(branches, span, |checker, left| {
                checker.similar_texts(left, right, least, span)
            });
        }
        if let Some(branches) = branches(right) {
            return self.of_each_branch(branches, span, |checker, right| {
                checker.similar_texts(left, right, least, span)
            });
        }
        let (a, b) = (self.a_text(left)?, self.a_text(right)?);
        let step = |words: String| TextStep {
            function: Callee::new(&similarity::FUNCTION),
            arguments: vec![Literal::Text(fold_text(&words))],
        };
        let (kind, scope, none) = match (a, b) {
            (Words::Of(text), Words::Literal(words)) | (Words::Literal(words), Words::Of(text)) => {
                let none = if self.vocab.field(text.field).optional { vec![text.field] } else { Vec::new() };
                let scope = if right.scope == Scope::Everywhere { left.scope } else { right.scope };
                (Kind::Measure(text, step(words)), scope, none)
            }
            (Words::Literal(text), Words::Literal(words)) => {
                let alike = step(words).number(&self.vocab, &text).unwrap_or(0.0);
                (Kind::Number(alike), Scope::Everywhere, Vec::new())
            }
            (Words::Of(_), Words::Of(_)) => {
                let said = at(codes::LITERAL_TEXT_WANTED, right.span);
                return self.refuse(said.help(codes::SIMILAR_TO_WHAT_IS_WRITTEN));
            }
        };
        let alike = Typed { kind, ty: ratio(), scope, span };
        let enough = Kind::AtMost(Box::new(least.clone()), Box::new(alike));
        Some(unless(none, truth(enough, scope, span)))
    }

    fn a_text(&mut self, value: &Typed) -> Option<Words> {
        match (&value.ty, value.words()) {
            (Type::Text | Type::Code(_), Some(words)) => Some(words),
            _ => {
                let found = self.found(value);
                self.refuse(at(codes::NOT_TEXT, value.span).with("found", found))
            }
        }
    }

    /// How alike: a share.
    fn likeness(&mut self, least: &Node<Quantity>) -> Option<Typed> {
        let value = self.quantity(&least.value, least.span)?;
        let share = match (&value.kind, &value.ty) {
            (Kind::Number(share) | Kind::Ratio(share), Type::Number(unit)) if unit.is_dimensionless() => {
                *share
            }
            _ => f64::NAN,
        };
        if share > 0.0 && share <= 1.0 {
            return Some(Typed { kind: Kind::Number(share), ..value });
        }
        self.refuse(at(codes::LIKENESS_WANTED, least.span))
    }
}
