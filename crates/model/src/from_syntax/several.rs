//! What is asked of several fields or forms at once, and the rest of what one subject's fields can be asked.

use shensuan_diagnostics::codes::{names, types as codes};
use shensuan_diagnostics::{Both, Note, Span};
use shensuan_plan::How;
use shensuan_syntax::tree::{Ident, Node};
use shensuan_syntax::tree_expr::{Argument, Expr, ExprKind, Path, SetMember, SomeOf, State};
use shensuan_vocab::FieldId;
use shensuan_vocab::names::fold_text;

use super::expr::{ratio, truth};
use super::names::{FIELD_OF_GROUP, Found, Target, Wanted};
use super::parts::given_text;
use super::units::widened;
use super::{Checker, Context, Let, at};
use crate::predicate::{Predicate, Test};
use crate::text::TextValue;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// The values of `any of (…)` left of a test, with the word before them.
pub(super) fn asked_of_several(expr: &Expr) -> Option<(&Node<SomeOf>, &[Expr])> {
    match &left_of(&expr.value)?.value {
        ExprKind::SomeOf(which, of) => Some((which, of)),
        _ => None,
    }
}

/// What stands left of the sign of a test.
fn left_of(test: &ExprKind) -> Option<&Expr> {
    match test {
        ExprKind::Compare(left, _)
        | ExprKind::Near(left, ..)
        | ExprKind::In(left, ..)
        | ExprKind::Coded(left, _)
        | ExprKind::Between(left, ..)
        | ExprKind::State(left, _)
        | ExprKind::TextTest(left, ..)
        | ExprKind::Fits(left, _)
        | ExprKind::Distinct(left, _)
        | ExprKind::Similar(left, ..)
        | ExprKind::Inside(left, ..)
        | ExprKind::ContainsAny(left, _) => Some(left),
        _ => None,
    }
}

/// The same test with something else left of its sign.
fn with_left(test: &Expr, left: &Expr) -> Expr {
    let mut copy = test.clone();
    match &mut copy.value {
        ExprKind::Compare(old, _)
        | ExprKind::Near(old, ..)
        | ExprKind::In(old, ..)
        | ExprKind::Coded(old, _)
        | ExprKind::Between(old, ..)
        | ExprKind::State(old, _)
        | ExprKind::TextTest(old, ..)
        | ExprKind::Fits(old, _)
        | ExprKind::Distinct(old, _)
        | ExprKind::Similar(old, ..)
        | ExprKind::Inside(old, ..)
        | ExprKind::ContainsAny(old, _) => **old = left.clone(),
        _ => {}
    }
    copy
}

/// What stands for the rows of several forms inside an argument.
fn of_forms(argument: &Expr) -> Option<(&[Path], &Ident)> {
    match &argument.value {
        ExprKind::OfForms(forms, field) => Some((forms, field)),
        ExprKind::As(inner, _) | ExprKind::AsUnitOf(inner, _) => of_forms(inner),
        _ => None,
    }
}

/// The same argument for one of the forms.
fn for_form(argument: &Expr, path: &Path) -> Expr {
    let value = match &argument.value {
        ExprKind::OfForms(..) => ExprKind::Path(path.clone()),
        ExprKind::As(inner, unit) => ExprKind::As(Box::new(for_form(inner, path)), unit.clone()),
        ExprKind::AsUnitOf(inner, of) => ExprKind::AsUnitOf(Box::new(for_form(inner, path)), of.clone()),
        other => other.clone(),
    };
    Node::new(value, argument.span)
}

impl Checker {
    /// Something that stands where it means nothing.
    pub(super) fn alone<T>(&mut self, zh: &str, en: &str, place: Note, span: Span) -> Option<T> {
        let said = at(codes::OF_SEVERAL_ALONE, span).with("word", Both::new(zh, en));
        let said = said.with("place", place);
        self.refuse(if place == codes::IN_AN_AGGREGATE { said.help(codes::A_CONDITION_EACH) } else { said })
    }

    /// The fields of the group that a path names.
    pub(super) fn group(&mut self, path: &Path) -> Option<Vec<FieldId>> {
        let last = path.parts.last()?;
        let named = self.names.get(&last.value);
        let group = named.iter().any(|(target, _)| matches!(target, Target::Group(_)));
        let other = named.iter().any(|(target, _)| matches!(target, Target::Field(_) | Target::Form(_)));
        if !group || other && path.parts.len() == 1 {
            return None;
        }
        match self.resolve(path, Wanted::Group, &Context::default())? {
            Found::Target(Target::Group(at)) => self.vocab.groups().get(at).map(|group| group.fields.clone()),
            Found::Target(_) | Found::Let(_) => None,
        }
    }

    /// Values beside each other: each expression, or the fields of the group that it names, as expressions in
    /// a context that knows them.
    pub(super) fn beside(&mut self, of: &[Expr], context: &Context) -> (Vec<Expr>, Context) {
        let mut context = context.clone();
        let mut each = Vec::new();
        for expr in of {
            let fields = match &expr.value {
                ExprKind::Path(path) => self.group(path),
                _ => None,
            };
            let Some(fields) = fields else {
                each.push(expr.clone());
                continue;
            };
            for field in fields {
                // A name that nobody can write stands for the field.
                let name = format!("{FIELD_OF_GROUP}{}", field.0);
                let own = self.of_row(field, &context);
                let value = self.field_read(own, expr.span, &context);
                context.lets.push(Let {
                    name: shensuan_vocab::names::fold_name(&name),
                    value: Some(value),
                    span: expr.span,
                });
                let path = Path { parts: vec![Node::new(name, expr.span)], span: expr.span };
                each.push(Node::new(ExprKind::Path(path), expr.span));
            }
        }
        (each, context)
    }

    /// `any of (a, b) > 1`: one whose own empty cell leaves the test unknown is passed over, as a row is, unless missing
    /// counts as failure.
    pub(super) fn asked_of_each(
        &mut self,
        test: &Expr,
        which: &Node<SomeOf>,
        of: &[Expr],
        context: &Context,
    ) -> Option<Typed> {
        let (each, context) = self.beside(of, context);
        let state = matches!(
            test.value,
            ExprKind::State(
                _,
                Node { value: State::Missing | State::Given | State::Filed | State::NotFiled, .. }
            )
        );
        let mut parts = Vec::new();
        let mut whole = true;
        for value in &each {
            let Some(asked) = self.condition(&with_left(test, value), &context) else {
                whole = false;
                continue;
            };
            if state {
                parts.push(asked);
                continue;
            }
            let Some(value) = self.infer(value, &context) else {
                whole = false;
                continue;
            };
            // Of a cell that may be blank the test itself says no, as it does in a row.
            let may_be_blank = value.kind.cell().is_some_and(|field| self.vocab.field(field).optional);
            if is_written_out(&value) || may_be_blank || context.missing_fails {
                parts.push(asked);
                continue;
            }
            let (scope, span) = (asked.scope, asked.span);
            let known = self.known(value);
            parts.push(match which.value {
                SomeOf::Any | SomeOf::None => truth(Kind::And(vec![known, asked]), scope, span),
                SomeOf::All => {
                    let empty = truth(Kind::Not(Box::new(known)), scope, span);
                    truth(Kind::Or(vec![empty, asked]), scope, span)
                }
            });
        }
        if !whole {
            return None;
        }
        let scope = self.join(&parts.iter().collect::<Vec<_>>())?;
        Some(match which.value {
            SomeOf::Any => truth(Kind::Or(parts), scope, test.span),
            SomeOf::All => truth(Kind::And(parts), scope, test.span),
            SomeOf::None => {
                let any = truth(Kind::Or(parts), scope, test.span);
                truth(Kind::Not(Box::new(any)), scope, test.span)
            }
        })
    }

    /// Whether a value is given.
    pub(super) fn known(&self, value: Typed) -> Typed {
        let (scope, span) = (value.scope, value.span);
        let kind = match &value.ty {
            Type::Number(_) | Type::Quantity | Type::Date => Kind::Given(Box::new(value)),
            Type::Code(_) | Type::Text | Type::Period | Type::Coordinates | Type::Outline => {
                return given_text(&value);
            }
            Type::Truth => Kind::Known(Box::new(value)),
        };
        truth(kind, scope, span)
    }

    /// Whether a number is given; a mark, which adds nothing up, is none.
    fn known_number(&self, value: Typed) -> Typed {
        if !self.takes_marks(&value) {
            return self.known(value);
        }
        let (fields, scope, span) = (self.may_be_none(&[&value]), value.scope, value.span);
        truth(Kind::Unless(fields, Box::new(self.known(value))), scope, span)
    }

    /// `sum(a, b)`: an aggregate over fields, which follows the rules of rows.
    pub(super) fn over_fields(
        &mut self,
        how: Option<How>,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let of: Vec<Expr> = arguments.iter().map(|argument| argument.value.clone()).collect();
        let (each, context) = self.beside(&of, context);
        let values: Vec<Option<Typed>> = each.iter().map(|value| self.infer(value, &context)).collect();
        let values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
        if how == Some(How::CountGiven) {
            let given: Vec<Typed> = values.into_iter().map(|value| self.known(value.itself())).collect();
            let scope = self.join(&given.iter().collect::<Vec<_>>())?;
            return Some(Typed { kind: Kind::OverFields(How::CountGiven, given), ty: ratio(), scope, span });
        }
        if let (Some(how @ (How::Min | How::Max)), Some(Type::Date)) =
            (how, values.first().map(|first| &first.ty))
        {
            return self.dates_beside(how, values, span);
        }
        if let Some(other) = values.iter().find(|value| !matches!(value.ty, Type::Number(_) | Type::Quantity))
        {
            return self.not_a_number(other);
        }
        let summed = matches!(how, Some(How::Sum));
        let on_a_scale = |value: &&Typed| matches!(&value.ty, Type::Number(unit) if unit.is_scale());
        if let Some(value) = values.iter().find(on_a_scale).filter(|_| summed) {
            return self.not_on_a_scale(value.span);
        }
        let mut parts = self.in_one_unit(values, span)?;
        if parts.iter().any(|part| part.ty == Type::Quantity) {
            parts = parts.into_iter().map(widened).collect();
        }
        let scope = self.join(&parts.iter().collect::<Vec<_>>())?;
        let ty = parts.first().map_or_else(ratio, |part| part.ty.clone());
        let folded =
            |how, ty, parts: Vec<Typed>| Typed { kind: Kind::OverFields(how, parts), ty, scope, span };
        Some(match how {
            Some(how) => folded(how, ty, parts),
            None => {
                let given = parts.iter().map(|part| self.known_number(part.clone())).collect();
                let count = folded(How::CountGiven, ratio(), given);
                let total = folded(How::Sum, ty.clone(), parts);
                Typed { kind: Kind::Over(Box::new(total), Box::new(count)), ty, scope, span }
            }
        })
    }

    /// The first or the last of several dates.
    fn dates_beside(&mut self, how: How, values: Vec<Typed>, span: Span) -> Option<Typed> {
        if let Some(other) = values.iter().find(|value| value.ty != Type::Date) {
            let found = other.ty.describe(&self.vocab);
            return self.refuse(at(codes::NOT_A_DATE, other.span).with("found", found));
        }
        let scope = self.join(&values.iter().collect::<Vec<_>>())?;
        Some(Typed { kind: Kind::OverFields(how, values), ty: Type::Date, scope, span })
    }

    /// All of them in the unit of the first that has one.
    pub(super) fn in_one_unit(&mut self, values: Vec<Typed>, span: Span) -> Option<Vec<Typed>> {
        let mut parts: Vec<Typed> = Vec::new();
        for value in values {
            if parts.is_empty() {
                parts.push(value);
                continue;
            }
            let head = parts.remove(0);
            let (head, value) = self.fit(head, value, span)?;
            parts.insert(0, head);
            parts.push(value);
        }
        Some(parts)
    }

    /// `sum((A, B).x)`: over the rows of several forms as if they were one; none where the argument is not that.
    pub(super) fn over_forms(
        &mut self,
        name: &Ident,
        argument: &Argument,
        how: Option<How>,
        span: Span,
        context: &Context,
    ) -> Option<Option<Typed>> {
        let Some((forms, field)) = of_forms(&argument.value) else { return Some(None) };
        let call = |checker: &mut Self, word: &str, value: Expr| {
            let name = Node::new(word.to_owned(), name.span);
            checker.call(&name, &[Argument { value, keep: argument.keep.clone() }], span, context)
        };
        let (mut totals, mut counts) = (Vec::new(), Vec::new());
        let mut whole = true;
        for form in forms {
            let mut path = form.clone();
            path.parts.push(field.clone());
            let value = for_form(&argument.value, &path);
            let word = if how.is_none() { "sum" } else { name.value.as_str() };
            let total = call(self, word, value.clone());
            let Some(total) = total else {
                whole = false;
                continue;
            };
            if how.is_none() || how == Some(How::Sum) {
                // Of a form without rows the sum is 0, which is no given value.
                let given = call(self, "count", value)?;
                let (ty, scope) = (total.ty.clone(), total.scope);
                let none =
                    truth(Kind::Equal(Box::new(given.clone()), Box::new(number(0.0, span))), scope, span);
                let missing = Typed { kind: Kind::Missing, ..total.clone() };
                let rows = self.rows_of(form, argument, span, context)?;
                totals.push(Typed {
                    kind: Kind::Choose(Box::new(none), Box::new(missing), Box::new(total)),
                    ty,
                    scope,
                    span,
                });
                counts.push((given, rows));
            } else {
                totals.push(total);
            }
        }
        if !whole {
            return None;
        }
        let parts = self.in_one_unit(totals, span)?;
        let ty = parts.first().map_or_else(ratio, |part| part.ty.clone());
        let scope = self.join(&parts.iter().collect::<Vec<_>>())?;
        let made = |how, ty: Type, parts| Typed { kind: Kind::OverFields(how, parts), ty, scope, span };
        let counted = |which: fn((Typed, Typed)) -> Typed| {
            made(How::Sum, ratio(), counts.iter().cloned().map(which).collect::<Vec<_>>())
        };
        Some(Some(match how {
            Some(How::Count | How::CountGiven) => made(How::Sum, ratio(), parts),
            Some(How::Sum) => {
                let rows = counted(|(_, rows)| rows);
                let none = truth(Kind::Equal(Box::new(rows), Box::new(number(0.0, span))), scope, span);
                let zero = Typed { ty: ty.clone(), ..number(0.0, span) };
                let total = made(How::Sum, ty.clone(), parts);
                Typed { kind: Kind::Choose(Box::new(none), Box::new(zero), Box::new(total)), ty, scope, span }
            }
            None => {
                let given = counted(|(given, _)| given);
                let total = made(How::Sum, ty.clone(), parts);
                Typed { kind: Kind::Over(Box::new(total), Box::new(given)), ty, scope, span }
            }
            Some(how) => made(how, ty, parts),
        }))
    }

    /// How many rows of a form are aggregated.
    fn rows_of(&mut self, form: &Path, argument: &Argument, span: Span, context: &Context) -> Option<Typed> {
        let value = Node::new(ExprKind::Path(form.clone()), form.span);
        let count = Node::new("count".to_owned(), span);
        self.call(&count, &[Argument { value, keep: argument.keep.clone() }], span, context)
    }

    /// `运行参数["年运行时间"]`: the number of the value that goes by this name; missing where several do and their
    /// numbers differ.
    pub(super) fn named_value(
        &mut self,
        path: &Path,
        name: &Node<String>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if self.names_a_table(path) {
            return self.row_is_no_value(path, span);
        }
        let named = match self.resolve(path, Wanted::Named, context)? {
            Found::Target(Target::Named(at)) => self.vocab.named().get(at)?.clone(),
            Found::Target(_) | Found::Let(_) => return None,
        };
        let (mut value, mut each): (Option<Typed>, Vec<(Typed, Typed)>) = (None, Vec::new());
        for (called, number) in named.slots.iter().rev() {
            let number = self.of_row(*number, context);
            let number = self.field_value(number, span);
            let scope = number.scope;
            let test = Test::TextIs(vec![fold_text(&name.value)]);
            let text = TextValue::of_field(self.of_row(*called, context), None);
            let is = truth(Kind::Predicate(Predicate { text, test }), scope, name.span);
            let is = truth(Kind::IsTrue(Box::new(is)), scope, name.span);
            let other = value.unwrap_or(Typed { kind: Kind::Missing, ..number.clone() });
            let (number, other) = self.fit(number, other, span)?;
            each.push((is.clone(), number.clone()));
            let ty = number.ty.clone();
            let kind = Kind::Choose(Box::new(is), Box::new(number), Box::new(other));
            value = Some(Typed { kind, ty, scope, span });
        }
        value.map(|value| unless_they_differ(value, each))
    }

    /// `x as unit of y`.
    pub(super) fn in_unit_of(
        &mut self,
        inner: &Expr,
        path: &Path,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.number(inner, context);
        let of = self.number(&Node::new(ExprKind::Path(path.clone()), path.span), context);
        let (value, of) = (value?, of?);
        if let Type::Number(unit) = &of.ty {
            let unit = unit.clone();
            return Some(Typed { span, ..self.convert_as(value, &unit, path.span)? });
        }
        let scope = self.join(&[&value, &of])?;
        let kind = Kind::InUnitOf(Box::new(widened(value)), Box::new(of));
        Some(Typed { kind, ty: Type::Quantity, scope, span })
    }

    /// `a is distinct from b`: of two values; two missing ones are alike.
    pub(super) fn distinct(
        &mut self,
        left: &Expr,
        right: &Expr,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let sign = Node::new(shensuan_syntax::tree_expr::CompareOp::Equal, left.span.to(right.span));
        let equal = self.comparison(left, &sign, right, context)?;
        let scope = equal.scope;
        let mut alike = vec![truth(Kind::IsTrue(Box::new(equal)), scope, span)];
        let textual = |side: &Expr| matches!(side.value, ExprKind::Text(_));
        if !textual(left) && !textual(right) {
            let (a, b) = (self.infer(left, context)?, self.infer(right, context)?);
            if !is_written_out(&a) && !is_written_out(&b) {
                let missing = |value: Typed| {
                    let known = self.known(value);
                    truth(Kind::Not(Box::new(known)), scope, span)
                };
                alike.push(truth(Kind::And(vec![missing(a), missing(b)]), scope, span));
            }
        }
        let alike = truth(Kind::Or(alike), scope, span);
        Some(truth(Kind::Not(Box::new(alike)), scope, span))
    }

    /// `name contains any of acid words`.
    pub(super) fn contains_any(
        &mut self,
        left: &Expr,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let members = self.flat(members)?;
        let mut texts = Vec::new();
        for member in &members {
            match &member.member {
                SetMember::Text(text) | SetMember::Code(text) => {
                    texts.push(Node::new(text.clone(), member.span))
                }
                SetMember::CodeRange(..) | SetMember::Name(_) | SetMember::Value(_) | SetMember::Span(..) => {
                    let said = at(codes::NOT_TEXT, member.span);
                    return self.refuse(said.with("found", names::IS_A_SET));
                }
            }
        }
        let test = Node::new(shensuan_syntax::tree_expr::TextTest::Contains, span);
        self.text_test(left, &test, &texts, span, context)
    }
}

/// Whether it is a literal, which is never missing.
fn is_written_out(value: &Typed) -> bool {
    matches!(value.kind, Kind::Number(_) | Kind::Ratio(_) | Kind::Words(_))
}

/// A bare number.
pub(super) fn number(number: f64, span: Span) -> Typed {
    Typed { kind: Kind::Number(number), ty: ratio(), scope: Scope::Everywhere, span }
}

/// The first of the named values that are meant, missing where one of the others that are is not equal to it.
fn unless_they_differ(value: Typed, each: Vec<(Typed, Typed)>) -> Typed {
    if each.len() < 2 {
        return value;
    }
    let (ty, scope, span) = (value.ty.clone(), value.scope, value.span);
    let of = |kind| truth(kind, scope, span);
    let alike = each.into_iter().map(|(is, number)| {
        let equal = of(Kind::Equal(Box::new(number), Box::new(value.clone())));
        let equal = of(Kind::IsTrue(Box::new(equal)));
        of(Kind::Or(vec![of(Kind::Not(Box::new(is))), equal]))
    });
    let alike = Box::new(of(Kind::And(alike.collect())));
    let missing = Box::new(Typed { kind: Kind::Missing, ..value.clone() });
    Typed { kind: Kind::Choose(alike, Box::new(value), missing), ty, scope, span }
}
