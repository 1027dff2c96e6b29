//! Periods: equal where their days are, and around the days and periods that lie within them.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::types as codes;
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Expr, Path, Quantity, SetMember};
use shensuan_vocab::{Date, Period};

use super::call::Words;
use super::compare::unless;
use super::expr::truth;
use super::membership::{ends_before, number_text};
use super::names::Target;
use super::sets::Member;
use super::{Checker, Context, at};
use crate::functions::{Callee, Function, period_first, period_last};
use crate::text::TextStep;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// A period as written.
    pub(super) fn period(&mut self, text: &str, span: Span) -> Option<Typed> {
        if Period::read(text).is_none() {
            let said = at(codes::NO_SUCH_PERIOD, span).with("text", text);
            return self.refuse(match Date::read(text.trim()) {
                Some(_) => said.help(codes::WITHOUT_QUOTES.with("text", text.trim())),
                None => said.help(codes::PERIODS_ARE),
            });
        }
        let kind = Kind::Words(text.to_owned());
        Some(Typed { kind, ty: Type::Period, scope: Scope::Everywhere, span })
    }

    /// A value as a period: one, or a constant text that says one.
    pub(super) fn as_period(&mut self, value: Typed) -> Option<Typed> {
        match (&value.ty, &value.kind) {
            (Type::Period, _) => Some(value),
            (Type::Text, Kind::Words(text)) => self.period(&text.clone(), value.span),
            _ => {
                let found = value.ty.describe(&self.vocab);
                let said = at(codes::NOT_A_PERIOD, value.span).with("found", found);
                self.refuse(said.help(codes::PERIODS_ARE))
            }
        }
    }

    /// The first and the last day of a date, which is both, or a period.
    fn ends(&self, value: &Typed) -> Option<(Typed, Typed)> {
        if value.ty == Type::Date {
            return Some((value.clone(), value.clone()));
        }
        let end = |function: &'static Function| {
            let step = TextStep { function: Callee::new(function), arguments: Vec::new() };
            let kind = match value.words()? {
                Words::Of(text) => Kind::Measure(text, step),
                Words::Literal(text) => Kind::Number(step.number(&self.vocab, &text)?),
            };
            Some(Typed { kind, ty: Type::Date, scope: value.scope, span: value.span })
        };
        Some((end(&period_first::FUNCTION)?, end(&period_last::FUNCTION)?))
    }

    /// `reporting period = "2017Q1"`: both begin and end on the same days.
    pub(super) fn periods_equal(
        &mut self,
        left: Typed,
        op: &Node<CompareOp>,
        right: Typed,
        span: Span,
    ) -> Option<Typed> {
        let period = |side: &Typed| {
            side.ty == Type::Period || side.ty == Type::Text && matches!(side.kind, Kind::Words(_))
        };
        let asked = matches!(op.value, CompareOp::Equal | CompareOp::NotEqual);
        if !asked || !period(&left) || !period(&right) {
            return self.cannot_compare(&left, &right, op.span);
        }
        let (left, right) = (self.as_period(left)?, self.as_period(right)?);
        let scope = self.join(&[&left, &right])?;
        let ((first, last), (begins, ends)) = (self.ends(&left)?, self.ends(&right)?);
        let same = |a: Typed, b: Typed| truth(Kind::Equal(Box::new(a), Box::new(b)), scope, span);
        let both = truth(Kind::And(vec![same(first, begins), same(last, ends)]), scope, span);
        let equal = unless(self.may_be_none(&[&left, &right]), both);
        Some(negated_if(op.value == CompareOp::NotEqual, equal))
    }

    /// `opened in reporting period`, `reporting period in "2017"`: a day or a period within one of these periods.
    pub(super) fn within(
        &mut self,
        value: &Typed,
        negated: bool,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (first, last) = self.ends(value)?;
        let mut tests = Vec::new();
        let mut read = vec![value.clone()];
        for (from, to) in self.periods(members, context)? {
            let scope = self.join(&[value, &from, &to])?;
            let ((begins, _), (_, ends)) = (self.ends(&from)?, self.ends(&to)?);
            let order = |a: Typed, b: Typed| truth(Kind::AtMost(Box::new(a), Box::new(b)), scope, span);
            let inside = vec![order(begins, first.clone()), order(last.clone(), ends)];
            tests.push(truth(Kind::And(inside), scope, span));
            read.push(from);
        }
        let scope = self.join(&tests.iter().collect::<Vec<_>>())?;
        let asked = match tests.pop() {
            Some(only) if tests.is_empty() => only,
            last => truth(Kind::Or(tests.into_iter().chain(last).collect()), scope, span),
        };
        let none = self.may_be_none(&read.iter().collect::<Vec<_>>());
        Some(negated_if(negated, unless(none, asked)))
    }

    /// The periods that members say: each begins as its first does and ends as its second does.
    fn periods(&mut self, members: &[Node<SetMember>], context: &Context) -> Option<Vec<(Typed, Typed)>> {
        let mut all = Vec::new();
        for member in members {
            match &member.value {
                SetMember::Name(path) if !self.is_set(path) => {
                    let value = self.path(path, context)?;
                    let period = self.as_period(value)?;
                    all.push((period.clone(), period));
                }
                SetMember::Name(_)
                | SetMember::Code(_)
                | SetMember::Text(_)
                | SetMember::CodeRange(..)
                | SetMember::Value(_)
                | SetMember::Span(..) => {
                    for flat in self.flat(std::slice::from_ref(member))? {
                        all.push(self.written(&flat)?);
                    }
                }
            }
        }
        Some(all)
    }

    fn is_set(&self, path: &Path) -> bool {
        let [name] = path.parts.as_slice() else { return false };
        self.names.get(&name.value).iter().any(|(target, _)| matches!(target, Target::Set(_)))
    }

    /// `2017`, or `2017–2019`: from the beginning of one to the end of the other.
    fn written(&mut self, member: &Member) -> Option<(Typed, Typed)> {
        match &member.member {
            SetMember::Code(text) | SetMember::Text(text) => {
                let period = self.period(text, member.span)?;
                Some((period.clone(), period))
            }
            // A month: its hyphen was read as that of a range.
            SetMember::CodeRange(year, month) if Period::read(month).is_none() => {
                let month = format!("{year}-{month}");
                let period = self.period(&month, member.span)?;
                Some((period.clone(), period))
            }
            SetMember::CodeRange(low, high) => {
                let (from, to) = (self.period(low, member.span)?, self.period(high, member.span)?);
                if Period::read(low)?.first > Period::read(high)?.last {
                    self.backwards(low, high, member.span);
                    return None;
                }
                Some((from, to))
            }
            SetMember::Value(day) => {
                let day = self.day(day)?;
                Some((day.clone(), day))
            }
            SetMember::Span(first, last) => {
                if ends_before(first, last) {
                    self.backwards(&number_text(first), &number_text(last), member.span);
                    return None;
                }
                Some((self.day(first)?, self.day(last)?))
            }
            SetMember::Name(_) => None,
        }
    }

    /// A day among periods.
    fn day(&mut self, written: &Expr) -> Option<Typed> {
        let value = self.literal(written)?;
        if value.ty == Type::Date { Some(value) } else { self.as_period(value) }
    }
}

/// A period without quotes: `2017`, `2017Q1`. What stands behind the digits was read as a unit.
pub(super) fn unquoted(quantity: &Quantity, span: Span) -> Option<Node<String>> {
    let Some(unit) = &quantity.unit else { return Some(Node::new(quantity.number.value.clone(), span)) };
    let text = format!("{}{}", quantity.number.value, unit.value);
    Period::read(&text).is_some().then(|| Node::new(text, span))
}

fn negated_if(negated: bool, asked: Typed) -> Typed {
    if !negated {
        return asked;
    }
    let (scope, span) = (asked.scope, asked.span);
    truth(Kind::Not(Box::new(asked)), scope, span)
}
