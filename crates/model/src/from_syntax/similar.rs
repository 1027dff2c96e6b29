//! `unit name similar to "…" (0.9)`: how alike a text is to one that is written out, once per distinct text, or to
//! another field's, once per distinct pair.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::types as codes;
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{Expr, Path, Quantity, SetMember};

use super::call::Words;
use super::compare::unless;
use super::expr::{ratio, truth};
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::functions::{Callee, similarity};
use crate::likeness;
use crate::text::{Literal, TextStep, TextValue};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// At least so alike.
    pub(super) fn similar(
        &mut self,
        left: &Expr,
        right: &Expr,
        (stop, least): (Option<&Path>, &Node<Quantity>),
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let beside = Context { beside_text: true, ..context.clone() };
        let (left, right) = (self.infer(left, context), self.infer(right, &beside));
        let without = match stop {
            Some(set) => self.stop_words(set),
            None => Some(Vec::new()),
        };
        let least = self.likeness(least);
        self.similar_texts(&left?, &right?, (&without?, &least?), span)
    }

    /// The words of a set.
    fn stop_words(&mut self, set: &Path) -> Option<Vec<String>> {
        let members = self.flat(&[Node::new(SetMember::Name(set.clone()), set.span)])?;
        let words = members.into_iter().map(|member| match member.member {
            SetMember::Text(word) => Some(word),
            _ => None,
        });
        match words.collect::<Option<Vec<String>>>() {
            Some(words) => Some(likeness::stop_words(words)),
            None => self.refuse(at(codes::LITERAL_TEXT_WANTED, set.span).help(codes::STOP_WORDS_ARE_TEXTS)),
        }
    }

    fn similar_texts(
        &mut self,
        left: &Typed,
        right: &Typed,
        (without, least): (&[String], &Typed),
        span: Span,
    ) -> Option<Typed> {
        if let Some(branches) = branches(left) {
            return self.of_each_branch(branches, span, |checker, left| {
                checker.similar_texts(left, right, (without, least), span)
            });
        }
        if let Some(branches) = branches(right) {
            return self.of_each_branch(branches, span, |checker, right| {
                checker.similar_texts(left, right, (without, least), span)
            });
        }
        let (a, b) = (self.a_text(left)?, self.a_text(right)?);
        let step = |words: String| {
            let words =
                std::iter::once(likeness::that_counts(&words, without)).chain(without.iter().cloned());
            let arguments = words.map(Literal::Text).collect();
            TextStep { function: Callee::new(&similarity::FUNCTION), arguments }
        };
        let blank_is_none = |text: &TextValue| self.vocab.field(text.field).optional.then_some(text.field);
        let (kind, scope, none) = match (a, b) {
            (Words::Of(text), Words::Literal(words)) | (Words::Literal(words), Words::Of(text)) => {
                let none = blank_is_none(&text).into_iter().collect();
                let scope = if right.scope == Scope::Everywhere { left.scope } else { right.scope };
                (Kind::Measure(text, step(words)), scope, none)
            }
            (Words::Literal(text), Words::Literal(words)) => {
                let alike = step(words).number(&self.vocab, &text).unwrap_or(0.0);
                (Kind::Number(alike), Scope::Everywhere, Vec::new())
            }
            (Words::Of(a), Words::Of(b)) => {
                if let Some(found) =
                    [(&a, left), (&b, right)].into_iter().find(|(text, _)| self.is_looked_up(text))
                {
                    let said = at(codes::LITERAL_TEXT_WANTED, found.1.span);
                    return self.refuse(said.help(codes::SIMILAR_TO_NO_LOOK_UP));
                }
                let none = [&a, &b].into_iter().filter_map(blank_is_none).collect();
                let scope = self.join(&[left, right])?;
                let (a, b) = (Box::new(left.clone()), Box::new(right.clone()));
                (Kind::Likeness(a, b, without.to_vec()), scope, none)
            }
        };
        let alike = Typed { kind, ty: ratio(), scope, span };
        let enough = Kind::AtMost(Box::new(least.clone()), Box::new(alike));
        Some(unless(none, truth(enough, scope, span)))
    }

    fn is_looked_up(&self, text: &TextValue) -> bool {
        self.found.contains_key(&self.vocab.field(text.field).form)
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
