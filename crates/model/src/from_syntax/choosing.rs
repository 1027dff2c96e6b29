//! Texts that a condition chooses: how they come about, and how a test is asked of each branch.

use shensuan_diagnostics::codes::types as codes;
use shensuan_diagnostics::{Diagnostic, Span};
use shensuan_syntax::tree::Node;
use shensuan_vocab::ListId;

use super::Checker;
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Checker {
    /// What is asked of a chosen text, asked of each branch: (if c then A else B) = x is, if c, A = x, and else B = x.
    pub(super) fn of_each_branch(
        &mut self,
        [condition, yes, no]: [&Typed; 3],
        span: Span,
        ask: impl Fn(&mut Self, &Typed) -> Option<Typed>,
    ) -> Option<Typed> {
        let mut asked = Vec::new();
        for branch in [yes, no] {
            // A mistake in what is asked is said once.
            asked.push(if branch.kind == Kind::Missing { None } else { Some(ask(self, branch)?) });
        }
        let ty = asked.iter().flatten().next().map_or(Type::Truth, |first| first.ty.clone());
        let missing = |branch: &Typed| Typed { kind: Kind::Missing, ty: ty.clone(), ..branch.clone() };
        let mut asked =
            asked.into_iter().zip([yes, no]).map(|(asked, branch)| asked.unwrap_or_else(|| missing(branch)));
        let (yes, no) = (asked.next()?, asked.next()?);
        let scope = self.join(&[condition, &yes, &no])?;
        let kind = Kind::Choose(Box::new(condition.clone()), Box::new(yes), Box::new(no));
        Some(Typed { kind, ty, scope, span })
    }

    /// The choice between two texts, or two codes of one list; a text that is written out beside a code is one.
    pub(super) fn chosen_text(
        &mut self,
        condition: Typed,
        yes: Typed,
        no: Typed,
        span: Span,
    ) -> Option<Typed> {
        let (yes, no) = match (&yes.ty, &no.ty) {
            (Type::Code(list), Type::Text) => {
                let no = self.as_code(*list, no, &yes)?;
                (yes, no)
            }
            (Type::Text, Type::Code(list)) => {
                let yes = self.as_code(*list, yes, &no)?;
                (yes, no)
            }
            (Type::Code(a), Type::Code(b)) if a != b => return self.branches_differ(&yes, &no),
            _ => (yes, no),
        };
        let scope = self.join(&[&condition, &yes, &no])?;
        let ty = yes.ty.clone();
        Some(Typed { kind: Kind::Choose(Box::new(condition), Box::new(yes), Box::new(no)), ty, scope, span })
    }

    /// `material otherwise "…"`.
    pub(super) fn text_otherwise(&mut self, value: Typed, fallback: Typed, span: Span) -> Option<Typed> {
        if !matches!(fallback.ty, Type::Text | Type::Code(_)) {
            return self.branches_differ(&value, &fallback);
        }
        let given = self.known(value.clone());
        self.chosen_text(given, value, fallback, span)
    }

    /// A text that is written out as a code of a list.
    fn as_code(&mut self, list: ListId, value: Typed, beside: &Typed) -> Option<Typed> {
        let Kind::Words(text) = &value.kind else { return self.branches_differ(beside, &value) };
        let code = self.code(list, &Node::new(text.clone(), value.span))?.into_iter().next()?;
        Some(Typed { kind: Kind::Words(code), ty: Type::Code(list), ..value })
    }

    pub(super) fn branches_differ<T>(&mut self, yes: &Typed, no: &Typed) -> Option<T> {
        let (a, b) = (yes.ty.describe(&self.vocab), no.ty.describe(&self.vocab));
        self.refuse(
            Diagnostic::new(codes::BRANCHES_DIFFER)
                .with("left", a.clone())
                .with("right", b.clone())
                .label(yes.span, codes::THIS_IS.with("found", a))
                .label(no.span, codes::THIS_IS.with("found", b))
                .help(codes::BRANCHES_ARE_NUMBERS),
        )
    }
}
