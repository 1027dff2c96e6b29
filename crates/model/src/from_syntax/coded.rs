//! A name with codes behind it and no word between: a test of a code, or a name that ends in a number.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::types as codes;
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{Expr, ExprKind, Path, SetMember};

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
        let value = self.infer(left, context)?;
        if let (Type::Code(_), Some(_)) = (&value.ty, members.first()) {
            return self.membership(left, false, members, span, context);
        }
        let first = members.first()?;
        let code = match &first.value {
            SetMember::Code(code) | SetMember::Text(code) | SetMember::CodeRange(code, _) => code.clone(),
            SetMember::Name(path) => path.text(),
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
