//! A value among those of its group: outliers, and what is common.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::groups as codes;
use shensuan_plan::Statistic;
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::{Argument, By, Expr, ExprKind};
use shensuan_vocab::FormId;

use super::expr::truth;
use super::groups::{COMMON, Keys, LIST};
use super::{Checker, Context, at};
use crate::canonical;
use crate::grouped::{Asked, Common, Grouped, LEAST};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// The scale that makes a median of distances comparable with a standard deviation.
const SCALED: f64 = 1.4826;

impl Checker {
    /// `x is not an outlier by a (robust 3.5)`.
    pub(super) fn outlier(
        &mut self,
        left: &Expr,
        negated: bool,
        by: &By,
        robust: Option<&Ident>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let keys = self.keys(by, context);
        let operand = self.measured(Asked::Of(Statistic::Mad), left, context)?;
        let keys = keys?;
        let value = operand.value?;
        let scope = self.scope_of_group(Asked::Of(Statistic::Median), operand.scope, &keys, span)?;
        let rows = match operand.scope {
            Scope::Rows(form) => Some(form),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
        };
        let asked = |statistic| {
            let kind = Kind::Group(Box::new(Grouped {
                asked: Asked::Of(statistic),
                rows,
                value: Some(value.clone()),
                keep: None,
                keys: keys.keys.clone(),
                least: keys.least.unwrap_or(LEAST),
            }));
            Box::new(Typed { kind, ty: value.ty.clone(), scope, span: keys.span })
        };
        let (median, mad) = (asked(Statistic::Median), asked(Statistic::Mad));
        let Some(robust) = robust else {
            return self.refuse(at(codes::ROBUST_WANTED, by.span).help(codes::WRITE_ROBUST));
        };
        let within = robust.value.parse::<f64>().unwrap_or(0.0) * SCALED;
        let scope = self.join(&[&value, &median])?;
        let inlier = truth(Kind::Inlier(Box::new(value), median, mad, within), scope, span);
        Some(if negated { inlier } else { truth(Kind::Not(Box::new(inlier)), scope, span) })
    }

    /// `list(F.x) includes every common(F.x, 60%) by a`.
    pub(super) fn includes_every(
        &mut self,
        list: &Expr,
        all: &Expr,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (call, by) = match &all.value {
            ExprKind::By(call, by) => (call.as_ref(), by.clone()),
            _ => (all, By { keys: Vec::new(), least: None, span: all.span }),
        };
        let (Some(([own], _)), Some(([listed, share], name))) = (called(list, &LIST), called(call, &COMMON))
        else {
            return self.refuse(at(codes::NO_LISTS, span));
        };
        let keys = self.keys(&by, context);
        let share = self.share_written(name, &share.value, context);
        let (mine, value) = (self.infer(&own.value, context), self.infer(&listed.value, context));
        let (keys, share, mine, value) = (keys?, share?, mine?, value?);
        let (Scope::Rows(rows), true) = (value.scope, mine.kind == value.kind) else {
            return self.refuse(at(codes::NO_LISTS, span));
        };
        self.of_rows_as_filed(value.scope, span)?;
        let mut kept = Vec::new();
        for keep in [own, listed].into_iter().filter_map(|argument| argument.keep.as_ref()) {
            let condition = self.condition(keep, &context.in_group(rows))?;
            self.belongs(&condition, rows)?;
            kept.push(condition);
        }
        // Both sides are of the same rows.
        let keep = match kept.as_slice() {
            [] => None,
            [a, b] if self.is_the_same(a, b) => Some(a.clone()),
            _ => return self.refuse(at(codes::NO_LISTS, span)),
        };
        self.common(rows, (value, keep), share, keys, span)
    }

    /// Whether two values are one, wherever they are written.
    fn is_the_same(&self, a: &Typed, b: &Typed) -> bool {
        let print = |value| canonical::expression(value, &self.vocab, &|id| self.formula(id));
        print(a) == print(b)
    }

    fn common(
        &mut self,
        rows: FormId,
        (listed, keep): (Typed, Option<Typed>),
        share: f64,
        keys: Keys,
        span: Span,
    ) -> Option<Typed> {
        if matches!(keys.scope, Scope::Rows(_)) {
            return self.key_of_other_rows(&keys.keys.iter().collect::<Vec<_>>());
        }
        let number = match listed.ty {
            Type::Number(_) | Type::Date => listed.clone(),
            Type::Quantity
            | Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Period
            | Type::Coordinates
            | Type::Outline => self.identity_of(listed.clone())?,
        };
        let least = keys.least.unwrap_or(LEAST);
        let common = Common { rows, listed, number, keep, share, keys: keys.keys, least };
        Some(truth(Kind::Common(Box::new(common)), Scope::Subject, span))
    }
}

/// The arguments of a call of one of these names; the first may have a condition.
fn called<'e>(expr: &'e Expr, names: &[&str]) -> Option<(&'e [Argument], &'e Ident)> {
    let ExprKind::Call(name, arguments) = &expr.value else { return None };
    let plain = arguments.iter().skip(1).all(|argument| argument.keep.is_none());
    (plain && names.contains(&name.value.as_str())).then_some((arguments.as_slice(), name))
}
