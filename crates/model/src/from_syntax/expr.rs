//! Expressions: names, arithmetic, logic.

use shensuan_diagnostics::codes::{groups as group_codes, rulebook, text as text_codes, types as codes};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Span};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{AddOp, Expr, ExprKind, MulOp, Path, Quantity};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, FieldType, Rows};

use super::coded::literal;
use super::compare::unless;
use super::groups::{asked_in_group, asked_of_groups};
use super::names::{Found, Target, Wanted};
use super::units::widened;
use super::{Checker, Context, at, several};
use crate::chosen::branches;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// An expression with its type, unit and scope.
    pub(super) fn infer(&mut self, expr: &Expr, context: &Context) -> Option<Typed> {
        let span = expr.span;
        if let Some((which, of)) = several::asked_of_several(expr) {
            return self.asked_of_each(expr, which, of, context);
        }
        match &expr.value {
            ExprKind::Quantity(quantity) => self.quantity(quantity, span),
            ExprKind::Text(text) => {
                let kind = Kind::Words(text.clone());
                Some(Typed { kind, ty: Type::Text, scope: Scope::Everywhere, span })
            }
            ExprKind::Date(written) => self.date(written, span),
            ExprKind::Path(path) => self.path(path, context),
            ExprKind::Sum(first, rest) => self.sum(first, rest, span, context),
            ExprKind::Product(first, rest) => self.product(first, rest, context),
            ExprKind::Negative(inner) => {
                let inner = self.number(inner, context)?;
                let (ty, scope) = (inner.ty.clone(), inner.scope);
                let kind = match inner.kind {
                    Kind::Number(literal) => Kind::Number(-literal),
                    _ => Kind::Negative(Box::new(inner)),
                };
                Some(Typed { kind, ty, scope, span })
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent, span, context),
            ExprKind::Compare(first, steps) => self.comparisons(first, steps, span, context),
            ExprKind::Near(left, right, within) => self.near(left, right, within, span, context),
            ExprKind::In(left, negated, members) => self.membership(left, *negated, members, span, context),
            ExprKind::Coded(left, members) => self.coded(left, members, span, context),
            ExprKind::Between(left, negated, low, high) => {
                self.between(left, *negated, low, high, span, context)
            }
            ExprKind::State(inner, state) => self.state(inner, state, span, context),
            ExprKind::TextTest(left, test, texts) => self.text_test(left, test, texts, span, context),
            ExprKind::And(parts) => self.logic(parts, span, context, Kind::And),
            ExprKind::Or(parts) => self.logic(parts, span, context, Kind::Or),
            ExprKind::Not(inner) => {
                let inner = self.condition(inner, context)?;
                let scope = inner.scope;
                Some(truth(Kind::Not(Box::new(inner)), scope, span))
            }
            ExprKind::Iff(left, right) => {
                let (left, right) = (self.condition(left, context), self.condition(right, context));
                let (left, right) = (left?, right?);
                let scope = self.join(&[&left, &right])?;
                Some(truth(Kind::Iff(Box::new(left), Box::new(right)), scope, span))
            }
            ExprKind::If(condition, then, otherwise) => {
                self.choice(condition, then, otherwise.as_deref(), span, context)
            }
            ExprKind::Otherwise(left, right) => {
                let (value, right) = (self.infer(left, context), right);
                if let Some(value @ Typed { ty: Type::Text | Type::Code(_), .. }) = value {
                    let fallback = self.infer(right, &Context { beside_text: true, ..context.clone() })?;
                    return self.text_otherwise(value, fallback, span);
                }
                let left = value.and_then(|value| self.a_term(value));
                let (left, right) = (left, self.term(right, context));
                let (left, right) = (left?.with_its_blanks(), right?);
                let whole = left.span.to(right.span);
                if (left.ty == Type::Date) != (right.ty == Type::Date) {
                    return self.cannot_compare(&left, &right, whole);
                }
                let (left, right) = self.fit(left, right, whole)?;
                let scope = self.join(&[&left, &right])?;
                let ty = left.ty.clone();
                Some(Typed { kind: Kind::Otherwise(Box::new(left), Box::new(right)), ty, scope, span })
            }
            ExprKind::As(inner, unit) => {
                let inner = self.number(inner, context);
                let wanted = self.unit(unit);
                Some(Typed { span, ..self.convert_as(inner?, &wanted?, unit.span)? })
            }
            ExprKind::Call(name, arguments) if context.outside && asked_of_groups(name, arguments) => {
                self.over_everybody(name, arguments, span, &context.aggregated())
            }
            ExprKind::Call(name, arguments)
                if context.of_subjects.is_some() && asked_in_group(name, arguments) =>
            {
                self.of_group_in_hand(name, arguments, span, context)
            }
            ExprKind::Call(name, arguments) => self.call(name, arguments, span, context),
            ExprKind::By(call, by) => self.by(call, by, span, &context.aggregated()),
            ExprKind::Unique(by) => self.unique(by, span, context),
            ExprKind::Outlier(left, negated, by, robust) => {
                self.outlier(left, *negated, by, robust.as_ref(), span, context)
            }
            ExprKind::IncludesEvery(list, all) => self.includes_every(list, all, span, context),
            ExprKind::Rows(quantifier, path, condition) => {
                self.rows_test(quantifier, path, condition, span, context)
            }
            ExprKind::Judged(which, fails) => self.judged(which, *fails, span, context),
            ExprKind::Missing => {
                Some(Typed { kind: Kind::Missing, ty: ratio(), scope: Scope::Everywhere, span })
            }
            ExprKind::SomeOf(which, _) => {
                self.alone("任一(…)", "any of (…)", codes::LEFT_OF_A_TEST, which.span)
            }
            ExprKind::OfForms(..) => {
                self.alone("(甲, 乙).指标", "(A, B).field", codes::IN_AN_AGGREGATE, span)
            }
            ExprKind::Named(path, name) => self.named_value(path, name, span, context),
            ExprKind::LookedUp(path, keys, field) => {
                self.looked_up(path, keys, field.as_ref(), span, context)
            }
            ExprKind::Fits(inner, unit) => {
                let inner = self.number(inner, context);
                let unit = self.unit(unit);
                let (inner, unit) = (inner?, unit?);
                let scope = inner.scope;
                Some(truth(Kind::Fits(Box::new(inner), unit), scope, span))
            }
            ExprKind::AsUnitOf(inner, path) => self.in_unit_of(inner, path, span, context),
            ExprKind::Distinct(left, right) => self.distinct(left, right, span, context),
            ExprKind::Similar(left, right, stop, least) => {
                self.similar(left, right, (stop.as_ref(), least), span, context)
            }
            ExprKind::Inside(left, negated, right) => self.inside(left, *negated, right, span, context),
            ExprKind::ContainsAny(left, members) => self.contains_any(left, members, span, context),
        }
    }

    /// A number.
    pub(super) fn number(&mut self, expr: &Expr, context: &Context) -> Option<Typed> {
        let value = self.infer(expr, context)?;
        if matches!(value.ty, Type::Number(_) | Type::Quantity) {
            Some(value)
        } else {
            self.not_a_number(&value)
        }
    }

    pub(super) fn not_a_number(&mut self, value: &Typed) -> Option<Typed> {
        let said = at(codes::NOT_A_NUMBER, value.span).with("found", self.found(value));
        self.refuse(match &value.kind {
            Kind::Words(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                said.help(codes::WITHOUT_QUOTES.with("text", text.trim()))
            }
            Kind::Words(text) => said.help(codes::NAMES_WITHOUT_QUOTES.with("text", text.as_str())),
            _ => said,
        })
    }

    /// What a value is, for a message.
    pub(super) fn found(&self, value: &Typed) -> Arg {
        match value.kind {
            Kind::Missing => codes::THE_MISSING_VALUE.into(),
            _ if branches(value).is_some() => codes::A_CHOSEN_TEXT.into(),
            _ => value.ty.describe(&self.vocab).into(),
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, expr: &Expr, context: &Context) -> Option<Typed> {
        let value = self.infer(expr, context)?;
        if value.ty == Type::Truth {
            return Some(self.yes(value));
        }
        let said = at(codes::NOT_A_CONDITION, value.span).with("found", self.found(&value));
        self.refuse(match &value.kind {
            Kind::Words(text) => said.help(codes::COMPARE_IT.with("text", format!("\"{text}\""))),
            _ => said,
        })
    }

    /// A yes/no read as a condition: false where the field is optional and blank.
    pub(super) fn yes(&self, value: Typed) -> Typed {
        if value.ty != Type::Truth {
            return value;
        }
        unless(self.may_be_none(&[&value]), value)
    }

    /// The scope in which all have one value.
    pub(super) fn join(&mut self, parts: &[&Typed]) -> Option<Scope> {
        let mut joined = Scope::Everywhere;
        for (index, part) in parts.iter().enumerate() {
            let Some(scope) = joined.join(part.scope, &self.vocab) else {
                if self.forms_beside {
                    continue;
                }
                let apart = |before: &&&Typed| before.scope.join(part.scope, &self.vocab).is_none();
                let before = parts.iter().take(index).find(apart);
                return self.unrelated(before.unwrap_or(part), part);
            };
            joined = scope;
        }
        Some(joined)
    }

    pub(super) fn unrelated<T>(&mut self, left: &Typed, right: &Typed) -> Option<T> {
        let said = self.unrelated_rows(left, right).help(rulebook::AGGREGATE_ONE);
        self.refuse(said)
    }

    /// That the rows of two values do not belong together.
    pub(super) fn unrelated_rows(&self, left: &Typed, right: &Typed) -> Diagnostic {
        Diagnostic::new(rulebook::UNRELATED_ROWS)
            .with("left", self.called(left.scope))
            .with("right", self.called(right.scope))
            .label(right.span, rulebook::ROWS_OF.with("form", self.called(right.scope)))
            .label(left.span, rulebook::ROWS_OF.with("form", self.called(left.scope)))
    }

    /// Whose rows have a value in a scope.
    pub(super) fn called(&self, scope: Scope) -> Both {
        match scope {
            Scope::Rows(form) => Both::of(&self.vocab.form(form).name),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => {
                self.vocab.subject.as_ref().map(|subject| Both::of(&subject.name)).unwrap_or_default()
            }
        }
    }

    pub(super) fn quantity(&mut self, quantity: &Quantity, span: Span) -> Option<Typed> {
        let number: f64 = quantity.number.value.parse().unwrap_or(f64::NAN);
        let scope = Scope::Everywhere;
        match &quantity.unit {
            Some(unit) if unit.value == "%" || is_percent_points(&unit.value) => {
                Some(Typed { kind: Kind::Ratio(number / 100.0), ty: ratio(), scope, span })
            }
            Some(unit) if self.begins_a_name(quantity) => {
                let name = [quantity.number.value.as_str(), unit.value.as_str()].concat();
                if let Some(day) = shensuan_syntax::day_meant(&name) {
                    return self.refuse(at(text_codes::BAD_DATE, span).with("date", name).help(day));
                }
                let said = at(text_codes::DIGIT_BEFORE_NAME, span).with("name", name.as_str());
                self.refuse(said.help(text_codes::QUOTE_IT.with("name", name)))
            }
            Some(unit) => {
                let unit = self.unit(unit)?;
                Some(Typed { kind: Kind::Number(number), ty: Type::Number(unit), scope, span })
            }
            None => Some(Typed { kind: Kind::Number(number), ty: ratio(), scope, span }),
        }
    }

    pub(super) fn path(&mut self, path: &Path, context: &Context) -> Option<Typed> {
        if let Some(part) = self.code_part(path, context) {
            return part;
        }
        // A formula of the row around is of that row, not of one that is found for it.
        if let Some((rest, row)) = self.this_row(path, context) {
            if context.of_group {
                let said = at(group_codes::NO_ROW_AROUND, path.span);
                return self.refuse(said.help(group_codes::COMPARE_WITHOUT_BY));
            }
            return Some(Typed { span: path.span, ..self.path(&rest, &row)? });
        }
        match self.resolve(path, Wanted::Value, context)? {
            Found::Let(value) => Some(Typed { span: path.span, ..value }),
            Found::Target(Target::Field(field)) => self.cell_value(field, path.span, context),
            Found::Target(Target::Formula(id)) => {
                if let Some(value) = self.formula_in_copy(id, path.span, context) {
                    return value;
                }
                let formula = self.formula(id)?;
                if formula.value.ty.is_text() {
                    // Text is never computed row by row: the name stands for what it is made of.
                    return Some(Typed { span: path.span, ..formula.value.clone() });
                }
                let (ty, scope) = (formula.value.ty.clone(), formula.scope);
                Some(Typed { kind: Kind::Formula(id), ty, scope, span: path.span })
            }
            Found::Target(_) => None,
        }
    }

    /// A field as a rule reads it: a blank number is 0 where the rule says so.
    pub(super) fn field_read(&self, id: FieldId, span: Span, context: &Context) -> Typed {
        let value = self.field_value(id, span);
        let numeric = matches!(value.ty, Type::Number(_) | Type::Quantity);
        let kind = if context.blank_zero && numeric { Kind::BlankZero(id) } else { value.kind };
        Typed { kind, ..value }
    }

    /// A field as an expression, as its place takes it.
    pub(super) fn cell_value(&mut self, field: FieldId, span: Span, context: &Context) -> Option<Typed> {
        if self.unread.contains(&self.vocab.declared(field)) {
            return None;
        }
        if matches!(self.vocab.field(field).kind, FieldType::Formula(_)) {
            return self.worked(field, span, context);
        }
        Some(self.field_read(field, span, context))
    }

    /// What the cells of a field hold, for a message.
    pub(super) fn holds(&self, field: FieldId, span: Span) -> Both {
        if self.vocab.field(field).kind.formula().is_some() {
            return Both::new("数值或算式", "a number or a formula");
        }
        self.field_value(field, span).ty.describe(&self.vocab)
    }

    /// A field as an expression.
    pub(super) fn field_value(&self, id: FieldId, span: Span) -> Typed {
        let field = self.vocab.field(id);
        let ty = match &field.kind {
            FieldType::Number(unit) => Type::Number(unit.clone()),
            FieldType::Quantity(_) => Type::Quantity,
            FieldType::Integer | FieldType::Percent => ratio(),
            // What a formula in a cell comes to is made where it is read: here it is its text.
            FieldType::Text | FieldType::Formula(_) => Type::Text,
            FieldType::Code(list) => Type::Code(*list),
            FieldType::YesNo => Type::Truth,
            FieldType::Date => Type::Date,
            FieldType::Period => Type::Period,
            FieldType::Coordinates => Type::Coordinates,
            FieldType::Outline => Type::Outline,
        };
        let scope = match (self.found.get(&field.form), self.vocab.form(field.form).rows) {
            (Some(found), _) => found.scope,
            (None, Rows::One) => Scope::Subject,
            (None, Rows::Many) => Scope::Rows(field.form),
        };
        Typed { kind: Kind::Field(id), ty, scope, span }
    }

    fn sum(
        &mut self,
        first: &Expr,
        rest: &[(Node<AddOp>, Expr)],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let first = self.infer(first, context);
        let texts = matches!(&first, Some(Typed { ty: Type::Text | Type::Code(_), .. }));
        let first = first.and_then(|first| self.a_term(first));
        if texts {
            return None; // what is added to a text has been answered with it
        }
        let rest: Vec<Option<(Node<AddOp>, Typed)>> =
            rest.iter().map(|(op, term)| self.term(term, context).map(|term| (op.clone(), term))).collect();
        let first = first?;
        if first.ty == Type::Date || rest.iter().flatten().any(|(_, term)| term.ty == Type::Date) {
            let rest: Vec<(Node<AddOp>, Typed)> = rest.into_iter().collect::<Option<_>>()?;
            let rest = rest.into_iter().map(|(op, term)| (op.value == AddOp::Minus, term));
            return self.sum_of_dates(std::iter::once((false, first)).chain(rest).collect(), span);
        }
        let on_a_scale = |term: &Typed| matches!(&term.ty, Type::Number(unit) if unit.is_scale());
        if on_a_scale(&first) || rest.iter().flatten().any(|(_, term)| on_a_scale(term)) {
            let rest: Vec<(Node<AddOp>, Typed)> = rest.into_iter().collect::<Option<_>>()?;
            let rest = rest.into_iter().map(|(op, term)| (op.value == AddOp::Minus, term));
            return self.sum_on_a_scale(std::iter::once((false, first)).chain(rest).collect(), span);
        }
        let mut head = first;
        let mut others = Vec::new();
        for step in rest {
            let (op, term) = step?;
            // All terms go over to the unit of the first that has one.
            let (fitted, term) = self.fit(head, term, op.span)?;
            head = fitted;
            others.push((op.value == AddOp::Minus, term));
        }
        let mut terms: Vec<(bool, Typed)> = std::iter::once((false, head)).chain(others).collect();
        if terms.iter().any(|(_, term)| term.ty == Type::Quantity) {
            terms = terms.into_iter().map(|(minus, term)| (minus, widened(term))).collect();
        }
        let scope = self.join(&terms.iter().map(|(_, term)| term).collect::<Vec<_>>())?;
        let ty = terms.first().map_or_else(ratio, |(_, term)| term.ty.clone());
        Some(Typed { kind: Kind::Sum(terms), ty, scope, span })
    }

    fn product(&mut self, first: &Expr, rest: &[(Node<MulOp>, Expr)], context: &Context) -> Option<Typed> {
        let first = self.number(first, context);
        let rest: Vec<Option<(MulOp, Typed)>> = rest
            .iter()
            .map(|(op, factor)| self.number(factor, context).map(|factor| (op.value, factor)))
            .collect();
        let mut product = first?;
        for step in rest {
            let (op, factor) = step?;
            let (ty, left, right) = match (&product.ty, &factor.ty) {
                (Type::Number(a), Type::Number(b)) => {
                    // `t ÷ 1 ℃` is the bare number, for functions that want one.
                    let one = op == MulOp::Divide && factor.kind == Kind::Number(1.0) && a == b;
                    if (a.is_scale() || b.is_scale()) && !one {
                        return self.not_on_a_scale(product.span.to(factor.span));
                    }
                    let unit = if op == MulOp::Times { a.times(b) } else { a.over(b) };
                    (Type::Number(unit), product, factor)
                }
                _ => (Type::Quantity, widened(product), widened(factor)),
            };
            let scope = self.join(&[&left, &right])?;
            let span = left.span.to(right.span);
            let (a, b) = (Box::new(left), Box::new(right));
            let kind = if op == MulOp::Times { Kind::Times(a, b) } else { Kind::Over(a, b) };
            product = Typed { kind, ty, scope, span };
        }
        Some(product)
    }

    fn power(&mut self, base: &Expr, exponent: &Expr, span: Span, context: &Context) -> Option<Typed> {
        let base = self.number(base, context);
        let exponent = self.number(exponent, context)?;
        let literal = match exponent.kind {
            Kind::Number(literal) if literal.fract() == 0.0 && literal.abs() <= 9.0 => literal,
            _ => return self.refuse(at(codes::BAD_EXPONENT, exponent.span)),
        };
        let base = base?;
        if matches!(&base.ty, Type::Number(unit) if unit.is_scale()) {
            return self.not_on_a_scale(span);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a whole number from −9 to 9")]
        let exponent = literal as i32;
        let ty = match &base.ty {
            Type::Number(unit) => Type::Number(unit.power(exponent)),
            Type::Quantity
            | Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Date
            | Type::Period
            | Type::Coordinates
            | Type::Outline => Type::Quantity,
        };
        let scope = base.scope;
        Some(Typed { kind: Kind::Power(Box::new(base), exponent), ty, scope, span })
    }

    fn logic(
        &mut self,
        parts: &[Expr],
        span: Span,
        context: &Context,
        join: fn(Vec<Typed>) -> Kind,
    ) -> Option<Typed> {
        if let Some(said) = self.list_meant(parts, matches!(join(Vec::new()), Kind::And(_))) {
            for part in parts.iter().filter(|part| literal(part).is_none()) {
                self.condition(part, context);
            }
            return self.refuse(said);
        }
        let parts: Vec<Option<Typed>> = parts.iter().map(|part| self.condition(part, context)).collect();
        let parts: Vec<Typed> = parts.into_iter().collect::<Option<_>>()?;
        let scope = self.join(&parts.iter().collect::<Vec<_>>())?;
        Some(truth(join(parts), scope, span))
    }

    fn choice(
        &mut self,
        condition: &Expr,
        then: &Expr,
        otherwise: Option<&Expr>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let condition = self.condition(condition, context);
        let Some(otherwise) = otherwise else {
            let then = self.condition(then, context);
            let (condition, then) = (condition?, then?);
            let scope = self.join(&[&condition, &then])?;
            return Some(truth(Kind::Implies(Box::new(condition), Box::new(then)), scope, span));
        };
        let (then, otherwise) = (self.infer(then, context), self.infer(otherwise, context));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        let whole = then.span.to(otherwise.span);
        let (then, otherwise) = self.fit(then, otherwise, whole)?;
        let (then, otherwise) = like_each_other(then, otherwise);
        let textual = |value: &Typed| matches!(value.ty, Type::Text | Type::Code(_));
        if textual(&then) && textual(&otherwise) {
            return self.chosen_text(condition, then, otherwise, span);
        }
        let scope = self.join(&[&condition, &then, &otherwise])?;
        let same = std::mem::discriminant(&then.ty) == std::mem::discriminant(&otherwise.ty);
        if !same || !matches!(then.ty, Type::Number(_) | Type::Quantity | Type::Truth | Type::Date) {
            return self.branches_differ(&then, &otherwise);
        }
        let ty = then.ty.clone();
        let kind = Kind::Choose(Box::new(condition), Box::new(then), Box::new(otherwise));
        Some(Typed { kind, ty, scope, span })
    }
}

/// A missing value takes the type of what stands beside it.
fn like_each_other(a: Typed, b: Typed) -> (Typed, Typed) {
    match (&a.kind, &b.kind) {
        (Kind::Missing, _) => (Typed { ty: b.ty.clone(), ..a }, b),
        (_, Kind::Missing) => {
            let b = Typed { ty: a.ty.clone(), ..b };
            (a, b)
        }
        _ => (a, b),
    }
}

/// Percent points: of a ratio an absolute distance.
pub(super) fn is_percent_points(unit: &str) -> bool {
    matches!(unit, "pp" | "个百分点" | "百分点")
}

/// A bare number or a ratio.
pub(crate) fn ratio() -> Type {
    Type::Number(Unit::dimensionless())
}

/// A condition.
pub(super) fn truth(kind: Kind, scope: Scope, span: Span) -> Typed {
    Typed { kind, ty: Type::Truth, scope, span }
}
