//! Walking the tree of a rulebook: the expressions of its clauses, and what stands inside them.

use shensuan_syntax::tree::{Clause, FormulaDecl, Node, RuleDecl};
use shensuan_syntax::tree_expr::{Expr, ExprKind, Path, SetMember};

/// The expressions that the clauses of a rule state.
pub(super) fn of_rule(rule: &RuleDecl) -> Vec<&Expr> {
    let mut all = Vec::new();
    for clause in &rule.clauses {
        match clause {
            Clause::When(value) | Clause::Check(value) | Clause::Let(_, value) => all.push(value),
            Clause::Requires(requirement) => {
                all.push(&requirement.condition);
                all.extend(&requirement.when);
            }
            _ => {}
        }
    }
    all
}

/// The expression of a formula.
pub(super) fn of_formula(formula: &FormulaDecl) -> &Expr {
    &formula.value
}

/// The expression and all inside it.
pub(super) fn each<'e>(expr: &'e Expr, see: &mut impl FnMut(&'e Expr)) {
    see(expr);
    inside(expr).into_iter().for_each(|inner| each(inner, see));
}

/// The expressions directly inside.
fn inside(expr: &Expr) -> Vec<&Expr> {
    match &expr.value {
        ExprKind::Quantity(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Path(_)
        | ExprKind::Missing
        | ExprKind::Unique(_)
        | ExprKind::Judged(..)
        | ExprKind::Named(..)
        | ExprKind::OfForms(..) => Vec::new(),
        ExprKind::Sum(first, rest) => {
            std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, term)| term)).collect()
        }
        ExprKind::Product(first, rest) => {
            std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, factor)| factor)).collect()
        }
        ExprKind::Compare(first, rest) => {
            std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, side)| side)).collect()
        }
        ExprKind::Negative(a)
        | ExprKind::In(a, _, _)
        | ExprKind::Coded(a, _)
        | ExprKind::Between(a, _, _, _)
        | ExprKind::State(a, _)
        | ExprKind::TextTest(a, _, _)
        | ExprKind::Not(a)
        | ExprKind::As(a, _)
        | ExprKind::Fits(a, _)
        | ExprKind::AsUnitOf(a, _)
        | ExprKind::ContainsAny(a, _)
        | ExprKind::Rows(_, _, a) => vec![a.as_ref()],
        ExprKind::Power(a, b)
        | ExprKind::Near(a, b, _)
        | ExprKind::Similar(a, b, ..)
        | ExprKind::Inside(a, _, b)
        | ExprKind::Iff(a, b)
        | ExprKind::Otherwise(a, b)
        | ExprKind::IncludesEvery(a, b)
        | ExprKind::Distinct(a, b) => {
            vec![a.as_ref(), b.as_ref()]
        }
        ExprKind::And(parts)
        | ExprKind::Or(parts)
        | ExprKind::SomeOf(_, parts)
        | ExprKind::LookedUp(_, parts, _) => parts.iter().collect(),
        ExprKind::If(a, b, c) => {
            let mut parts = vec![a.as_ref(), b.as_ref()];
            parts.extend(c.as_deref());
            parts
        }
        ExprKind::By(a, _) | ExprKind::Outlier(a, ..) => vec![a.as_ref()],
        ExprKind::Call(_, arguments) => arguments
            .iter()
            .flat_map(|argument| std::iter::once(&argument.value).chain(&argument.keep))
            .collect(),
    }
}

/// The names that an expression itself mentions, without those inside it.
pub(super) fn names(expr: &Expr) -> Vec<&Path> {
    match &expr.value {
        ExprKind::Path(path)
        | ExprKind::Rows(_, path, _)
        | ExprKind::Named(path, _)
        | ExprKind::LookedUp(path, _, _)
        | ExprKind::AsUnitOf(_, path) => vec![path],
        ExprKind::By(_, by) | ExprKind::Unique(by) | ExprKind::Outlier(_, _, by, _) => {
            by.keys.iter().collect()
        }
        ExprKind::Similar(_, _, Some(stop_words), _) => vec![stop_words],
        ExprKind::OfForms(forms, _) => forms.iter().collect(),
        ExprKind::In(_, _, members) | ExprKind::Coded(_, members) | ExprKind::ContainsAny(_, members) => {
            members_named(members)
        }
        _ => Vec::new(),
    }
}

/// The names among the members of a set.
pub(super) fn members_named(members: &[Node<SetMember>]) -> Vec<&Path> {
    let named = members.iter().filter_map(|member| match &member.value {
        SetMember::Name(path) => Some(path),
        SetMember::Code(_)
        | SetMember::CodeRange(..)
        | SetMember::Text(_)
        | SetMember::Value(_)
        | SetMember::Span(..) => None,
    });
    named.collect()
}
