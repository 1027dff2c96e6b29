//! `x in …`: sets of codes, of texts and of numbers; and ranges.

use shensuan_diagnostics::codes::{text, types as codes};
use shensuan_diagnostics::{Diagnostic, Span};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Expr, ExprKind, Quantity, SetMember};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Date, ListId};

use super::compare::unless;
use super::expr::{ratio, truth};
use super::names::Target;
use super::sets::Member;
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::predicate::Test;
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Checker {
    /// `x in 33, 34`.
    pub(super) fn membership(
        &mut self,
        left: &Expr,
        negated: bool,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.infer(left, context)?;
        if matches!(value.ty, Type::Date | Type::Period) {
            return self.within(&value, negated, members, span, context);
        }
        if matches!(value.ty, Type::Number(_) | Type::Quantity)
            && members.iter().any(|member| self.is_a_value(member))
        {
            return self.values_set(left, negated, members, span, context);
        }
        let members = self.flat(members)?;
        match &value.ty {
            Type::Code(_) | Type::Text => self.text_set(&value, negated, &members, span),
            Type::Number(_) | Type::Quantity => self.number_set(&value, negated, &members, span),
            Type::Truth | Type::Date | Type::Period | Type::Coordinates | Type::Outline => {
                let found = value.ty.describe(&self.vocab);
                self.refuse(at(codes::NO_SET_TEST, value.span).with("found", found))
            }
        }
    }

    /// Whether a member is a field or a formula: no set, and no name that nothing declares.
    fn is_a_value(&self, member: &Node<SetMember>) -> bool {
        let SetMember::Name(path) = &member.value else { return false };
        let known = path.parts.last().map_or(&[][..], |part| self.names.get(&part.value));
        let value = |(target, _): &(Target, Span)| matches!(target, Target::Field(_) | Target::Formula(_));
        !known.is_empty() && known.iter().all(value)
    }

    /// `x in (1, y, 3)` is `x = 1 or x = y or x = 3`.
    fn values_set(
        &mut self,
        left: &Expr,
        negated: bool,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (values, others): (Vec<_>, Vec<_>) =
            members.iter().cloned().partition(|member| self.is_a_value(member));
        let mut tests = Vec::new();
        if !others.is_empty() {
            tests.push(self.membership(left, false, &others, span, context)?);
        }
        for member in values {
            let SetMember::Name(path) = member.value else { continue };
            let right = Node::new(ExprKind::Path(path), member.span);
            let equal = Node::new(CompareOp::Equal, member.span);
            tests.push(self.comparison(left, &equal, &right, context)?);
        }
        let scope = self.join(&tests.iter().collect::<Vec<_>>())?;
        let any = truth(Kind::Or(tests), scope, span);
        Some(if negated { truth(Kind::Not(Box::new(any)), scope, span) } else { any })
    }

    fn text_set(&mut self, value: &Typed, negated: bool, members: &[Member], span: Span) -> Option<Typed> {
        if let Some(branches) = branches(value) {
            return self.of_each_branch(branches, span, |checker, branch| {
                checker.text_set(branch, negated, members, span)
            });
        }
        self.no_numbers(value, members)?;
        let test = match &value.ty {
            Type::Code(list) => self.code_set(*list, members)?,
            _ => {
                let texts = members.iter().map(|member| match &member.member {
                    SetMember::Text(text) | SetMember::Code(text) => Some(self.compared(value, text)),
                    SetMember::CodeRange(..)
                    | SetMember::Name(_)
                    | SetMember::Value(_)
                    | SetMember::Span(..) => None,
                });
                Test::TextIs(texts.collect::<Option<_>>()?)
            }
        };
        Some(self.asked(negated, value, test, span))
    }

    fn code_set(&mut self, list: ListId, members: &[Member]) -> Option<Test> {
        let mut found = Vec::new();
        let mut ranges = Vec::new();
        let mut complete = true;
        for Member { member, span, named } in members {
            match member {
                // Of a named set that is not of this list one member says so.
                SetMember::Code(_) | SetMember::Text(_) if *named && !complete => {}
                SetMember::Code(code) | SetMember::Text(code) => {
                    match self.code(list, &Node::new(code.clone(), *span)) {
                        Some(meant) => found.extend(meant),
                        None => complete = false,
                    }
                }
                SetMember::CodeRange(low, high) if low > high && low.len() == high.len() => {
                    complete = false;
                    self.backwards(low, high, *span);
                }
                SetMember::CodeRange(low, high) => ranges.push((fold_text(low), fold_text(high))),
                SetMember::Name(_) | SetMember::Value(_) | SetMember::Span(..) => complete = false,
            }
        }
        let mut codes = found;
        complete.then(|| {
            codes.sort_unstable();
            codes.dedup();
            ranges.sort_unstable();
            ranges.dedup();
            Test::CodeWithin { codes, ranges }
        })
    }

    /// Members that no code and no text is.
    fn no_numbers(&mut self, value: &Typed, members: &[Member]) -> Option<()> {
        let is_text = value.ty == Type::Text;
        for member in members {
            let literal = match &member.member {
                SetMember::Value(literal) | SetMember::Span(literal, _) => {
                    self.infer(literal, &Context::default())?.ty
                }
                SetMember::CodeRange(..) if is_text => ratio(),
                SetMember::CodeRange(..) | SetMember::Code(_) | SetMember::Text(_) | SetMember::Name(_) => {
                    continue;
                }
            };
            return self.no_member(value, &literal, member.span);
        }
        Some(())
    }

    /// Refuses a member of another type.
    fn no_member<T>(&mut self, value: &Typed, literal: &Type, span: Span) -> Option<T> {
        let (left, right) = (value.ty.describe(&self.vocab), literal.describe(&self.vocab));
        let said = Diagnostic::new(codes::CANNOT_COMPARE)
            .with("left", left.clone())
            .with("right", right.clone())
            .label(span, codes::THIS_IS.with("found", right))
            .label(value.span, codes::THIS_IS.with("found", left));
        self.refuse(said)
    }

    /// A set of numbers: members, ranges, and marks of the field.
    fn number_set(&mut self, value: &Typed, negated: bool, members: &[Member], span: Span) -> Option<Typed> {
        let (mut tests, mut marks) = (Vec::new(), Vec::new());
        let marked = match value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => Some(field),
            _ => None,
        };
        let marked = marked.filter(|field| !self.vocab.field(*field).marks.is_empty());
        for member in members {
            if let (SetMember::Text(mark), Some(field)) = (&member.member, marked) {
                let mark = Node::new(mark.clone(), member.span);
                marks.push(self.mark_comparison(field, value.scope, false, &mark, member.span)?);
                continue;
            }
            tests.push(match &member.member {
                SetMember::Code(written) => {
                    let literal = self.written_number(written, member.span);
                    self.is_member(value, literal?, member.span)?
                }
                SetMember::CodeRange(low, high) => {
                    if let (Ok(a), Ok(b)) = (low.parse::<f64>(), high.parse::<f64>())
                        && a > b
                    {
                        self.backwards(low, high, member.span);
                        return None;
                    }
                    let low = self.written_number(low, member.span);
                    let high = self.written_number(high, member.span);
                    self.lies_between(value, low?, high?, member.span)?
                }
                SetMember::Value(literal) => {
                    let literal = self.literal(literal)?;
                    self.is_member(value, literal, member.span)?
                }
                SetMember::Span(low, high) => {
                    if ends_before(low, high) {
                        self.backwards(&number_text(low), &number_text(high), member.span);
                        return None;
                    }
                    let (low, high) = (self.literal(low), self.literal(high));
                    self.lies_between(value, low?, high?, member.span)?
                }
                SetMember::Text(_) | SetMember::Name(_) => {
                    return self.no_member(value, &Type::Text, member.span);
                }
            });
        }
        if !tests.is_empty() {
            marks.push(unless(self.may_be_none(&[value]), truth(Kind::Or(tests), value.scope, span)));
        }
        let any = match marks.pop() {
            Some(only) if marks.is_empty() => only,
            last => truth(Kind::Or(marks.into_iter().chain(last).collect()), value.scope, span),
        };
        Some(if negated { truth(Kind::Not(Box::new(any)), value.scope, span) } else { any })
    }

    /// A member of a set as a value.
    pub(super) fn literal(&mut self, written: &Expr) -> Option<Typed> {
        let value = self.infer(written, &Context::default())?;
        let kind = match &value.kind {
            Kind::Negative(inner) => match inner.kind {
                Kind::Number(number) => Kind::Number(-number),
                Kind::Ratio(ratio) => Kind::Ratio(-ratio),
                _ => value.kind.clone(),
            },
            kind => kind.clone(),
        };
        Some(Typed { kind, ..value })
    }

    /// A number that was read as a code: `5`, `5t`.
    fn written_number(&mut self, written: &str, span: Span) -> Option<Typed> {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let digits = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
        let (number, unit) = match written.parse::<f64>() {
            Ok(_) => (written, ""),
            Err(_) => written.split_at_checked(digits).unwrap_or((written, "")),
        };
        if !number.parse::<f64>().is_ok_and(f64::is_finite) {
            let said = if number.is_empty() { codes::NOT_A_NUMBER } else { text::NUMBER_TOO_LARGE };
            let found = codes::A_CODE;
            return self.refuse(at(said, span).with("number", number).with("found", found));
        }
        let cut = Span { end: span.start + length(number), ..span };
        let behind = Span { start: cut.end.min(span.end), ..span };
        let unit = Some(Node::new(unit.to_owned(), behind)).filter(|unit| !unit.value.is_empty());
        self.quantity(&Quantity { number: Node::new(number.to_owned(), cut), unit }, span)
    }

    /// `x in (0.3)` is `x = 0.3`, which sees 0.1 + 0.2 as 0.3: a sum that equals a number would else not be in its set.
    fn is_member(&mut self, value: &Typed, literal: Typed, span: Span) -> Option<Typed> {
        if literal.ty == Type::Date {
            return self.no_member(value, &literal.ty, span);
        }
        self.percent_sign(value, &literal)?;
        let (a, b) = self.fit(value.clone(), literal, span)?;
        Some(truth(Kind::Equal(Box::new(a), Box::new(b)), value.scope, span))
    }

    /// Between two bounds, both included.
    fn lies_between(&mut self, value: &Typed, low: Typed, high: Typed, span: Span) -> Option<Typed> {
        for bound in [&low, &high] {
            if bound.ty == Type::Date {
                return self.no_member(value, &bound.ty, span);
            }
        }
        self.percent_sign(value, &low)?;
        self.percent_sign(value, &high)?;
        let (low, above) = self.fit(low, value.clone(), span)?;
        let (below, high) = self.fit(value.clone(), high, span)?;
        let scope = below.scope;
        let parts = vec![
            truth(Kind::AtMost(Box::new(low), Box::new(above)), scope, span),
            truth(Kind::AtMost(Box::new(below), Box::new(high)), scope, span),
        ];
        Some(truth(Kind::And(parts), scope, span))
    }

    /// `x in 0.5..2`: both ends included; a unit after the second covers both.
    pub(super) fn between(
        &mut self,
        left: &Expr,
        negated: bool,
        low: &Node<Quantity>,
        high: &Node<Quantity>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.number(left, context)?;
        let bound = |side: &Node<Quantity>| side.value.number.value.parse::<f64>().unwrap_or(0.0);
        if (low.value.unit.is_none()
            || low.value.unit.as_ref().map(|unit| &unit.value)
                == high.value.unit.as_ref().map(|unit| &unit.value))
            && bound(low) > bound(high)
        {
            self.backwards(&low.value.number.value, &high.value.number.value, low.span.to(high.span));
            return None;
        }
        let mut first = low.value.clone();
        if first.unit.is_none() {
            first.unit.clone_from(&high.value.unit);
        }
        let (low, high) = (self.quantity(&first, low.span), self.quantity(&high.value, high.span));
        let (low, high) = (low?, high?);
        let none = self.may_be_none(&[&value]);
        let both = self.lies_between(&value, low, high, span)?;
        let scope = both.scope;
        let both = unless(none, both);
        Some(if negated { truth(Kind::Not(Box::new(both)), scope, span) } else { both })
    }
}

/// A number with its sign and unit, or a date, as it is written.
pub(super) fn number_text(value: &Expr) -> String {
    match &value.value {
        ExprKind::Quantity(quantity) => match &quantity.unit {
            Some(unit) if unit.value == "%" => format!("{}%", quantity.number.value),
            Some(unit) => format!("{} {}", quantity.number.value, unit.value),
            None => quantity.number.value.clone(),
        },
        ExprKind::Negative(inner) => format!("−{}", number_text(inner)),
        ExprKind::Date(date) => date.clone(),
        _ => String::new(),
    }
}

/// Whether a range is written backwards: its ends are dates, or numbers in one unit.
pub(super) fn ends_before(low: &Expr, high: &Expr) -> bool {
    let number = |value: &Expr| {
        let (sign, value) = match &value.value {
            ExprKind::Negative(inner) => (-1.0, &inner.value),
            other => (1.0, other),
        };
        let ExprKind::Quantity(quantity) = value else { return None };
        let unit = quantity.unit.as_ref().map(|unit| unit.value.clone());
        Some((unit, sign * quantity.number.value.parse::<f64>().ok()?))
    };
    let day = |value: &Expr| if let ExprKind::Date(day) = &value.value { Date::read(day) } else { None };
    match (number(low), number(high), day(low), day(high)) {
        (Some((unit, low)), Some((same, high)), _, _) => unit == same && low > high,
        (_, _, Some(low), Some(high)) => low.days() > high.days(),
        _ => false,
    }
}
