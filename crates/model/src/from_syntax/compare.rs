//! Comparisons, states, tests of text.

use shensuan_diagnostics::codes::{names, text, types as codes};
use shensuan_diagnostics::{Both, Diagnostic, Lang, Message, Note, Span};
use shensuan_plan::How;
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Expr, ExprKind, Quantity, State, TextTest};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Date, FieldId, FieldType, ListId};

use super::call::pattern;
use super::coded::digits_of_code;
use super::expr::{is_percent_points, ratio, truth};
use super::periods::unquoted;
use super::units::widened;
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::grouped::Asked;
use crate::predicate::Test;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// `a ≤ b`, or a chain.
    pub(super) fn comparisons(
        &mut self,
        first: &Expr,
        steps: &[(Node<CompareOp>, Expr)],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let mut left = first;
        let mut parts = Vec::new();
        for (op, right) in steps {
            parts.push(self.comparison(left, op, right, context));
            left = right;
        }
        let parts: Vec<Typed> = parts.into_iter().collect::<Option<_>>()?;
        let scope = self.join(&parts.iter().collect::<Vec<_>>())?;
        let mut parts = parts;
        match (parts.pop(), parts.is_empty()) {
            (Some(only), true) => Some(Typed { span, ..only }),
            (Some(last), false) => {
                parts.push(last);
                Some(truth(Kind::And(parts), scope, span))
            }
            (None, _) => None,
        }
    }

    pub(super) fn comparison(
        &mut self,
        left: &Expr,
        op: &Node<CompareOp>,
        right: &Expr,
        context: &Context,
    ) -> Option<Typed> {
        let span = left.span.to(right.span);
        for (value, other) in [(left, right), (right, left)] {
            if let Some(what) = nothing(other) {
                self.infer(value, context)?;
                let name = match &value.value {
                    ExprKind::Path(path) => Both::new(path.text(), path.text()),
                    _ => Both::new("(…)", "(…)"),
                };
                let help = codes::WRITE_IS_MISSING.with("name", name);
                return self.refuse(at(codes::MISSING_COMPARED, other.span).with("what", what).help(help));
            }
        }
        // A code or a text against a text in quotes.
        for (value, other) in [(left, right), (right, left)] {
            if let ExprKind::Text(literal) = &other.value {
                let value = self.infer(value, context)?;
                return self.text_comparison(&value, op, &Node::new(literal.clone(), other.span), span);
            }
        }
        let left = self.infer(left, context);
        // `treats water = yes`.
        if let (Some(value @ Typed { ty: Type::Truth, .. }), ExprKind::Path(path)) = (&left, &right.value)
            && let [word] = path.parts.as_slice()
            && yes_or_no(&word.value).is_some()
        {
            return self.text_comparison(value, op, word, span);
        }
        if let Some(value @ Typed { ty: Type::Code(list), .. }) = &left
            && let ExprKind::Quantity(quantity) = &right.value
        {
            let code = Node::new(quantity.number.value.clone(), quantity.number.span);
            return self.code_comparison(value, *list, op, &code, span);
        }
        if let Some(value @ Typed { ty: Type::Period, .. }) = &left
            && let ExprKind::Quantity(quantity) = &right.value
            && let Some(literal) = unquoted(quantity, right.span)
        {
            return self.text_comparison(value, op, &literal, span);
        }
        // `industry = C3360`, beside `industry = 3360`.
        if let Some(value @ Typed { ty: Type::Code(list), .. }) = &left
            && let ExprKind::Path(path) = &right.value
            && let [word] = path.parts.as_slice()
            && digits_of_code(&word.value).is_some()
            && self.names.get(&word.value).is_empty()
        {
            return self.code_comparison(value, *list, op, word, span);
        }
        let beside_text = matches!(&left, Some(Typed { ty: Type::Code(_) | Type::Text, .. }));
        let right = match &right.value {
            ExprKind::Path(_) if beside_text => {
                self.infer(right, &Context { beside_text, ..context.clone() })
            }
            _ => self.infer(right, context),
        };
        let (left, right) = (left?, right?);
        if left.ty == Type::Period || right.ty == Type::Period {
            return self.periods_equal(left, op, right, span);
        }
        if let (Type::Text | Type::Code(_), Type::Text | Type::Code(_)) = (&left.ty, &right.ty) {
            return self.texts_equal(&left, op, &right, span);
        }
        let number = |side: &Typed| matches!(side.ty, Type::Number(_) | Type::Quantity);
        let dates = left.ty == Type::Date && right.ty == Type::Date;
        if !dates && (!number(&left) || !number(&right)) {
            return self.cannot_compare(&left, &right, op.span);
        }
        self.percent_sign(&left, &right)?;
        self.percent_sign(&right, &left)?;
        let (left, right) = self.fit(left, right, op.span)?;
        let scope = self.join(&[&left, &right])?;
        let none = self.may_be_none(&[&left, &right]);
        let (a, b) = (Box::new(left), Box::new(right));
        let asked = truth(
            match op.value {
                CompareOp::Equal | CompareOp::NotEqual => Kind::Equal(a, b),
                CompareOp::Less => Kind::Less(a, b),
                CompareOp::AtMost => Kind::AtMost(a, b),
                CompareOp::Greater => Kind::Less(b, a),
                CompareOp::AtLeast => Kind::AtMost(b, a),
            },
            scope,
            span,
        );
        let asked = unless(none, asked);
        Some(match op.value {
            CompareOp::NotEqual => truth(Kind::Not(Box::new(asked)), scope, span),
            _ => asked,
        })
    }

    /// The fields among these sides that may hold a mark, or be blank and mean "none": a test of them is false then.
    pub(super) fn may_be_none(&self, sides: &[&Typed]) -> Vec<FieldId> {
        let mut fields = Vec::new();
        let marked = |field: FieldId| (!self.vocab.field(field).marks.is_empty()).then_some(field);
        for side in sides {
            let none = match self.itself(side).kind {
                Kind::Field(field) => self.vocab.field(field).optional.then_some(field).or(marked(field)),
                // A blank is 0 here; a mark stays one.
                Kind::BlankZero(field) => marked(field),
                _ => None,
            };
            fields.extend(none.filter(|field| !fields.contains(field)));
        }
        fields
    }

    /// Whether a value is that of a field which may hold a mark.
    pub(super) fn takes_marks(&self, value: &Typed) -> bool {
        let field = self.itself(value).kind.cell();
        field.is_some_and(|field| !self.vocab.field(field).marks.is_empty())
    }

    /// What a value is, in whatever unit and by whatever name: of a formula that is a field alone the field.
    fn itself<'t>(&'t self, value: &'t Typed) -> &'t Typed {
        let mut value = value;
        loop {
            value = match &value.kind {
                Kind::Convert(inner, _) | Kind::Widen(inner, _) | Kind::Narrow(inner, _) => inner,
                Kind::Formula(id) => match self.formula(*id) {
                    Some(formula) => &formula.value,
                    None => return value,
                },
                _ => return value,
            };
        }
    }

    /// A bare number other than 0 and 1 beside a percent field or a number with % was meant in percent.
    pub(super) fn percent_sign(&mut self, value: &Typed, literal: &Typed) -> Option<()> {
        let Kind::Number(number) = literal.kind else { return Some(()) };
        if number == 0.0 || number == 1.0 || !self.is_percent(value) {
            return Some(());
        }
        let said = at(codes::PERCENT_AGAINST_NUMBER, literal.span).with("number", number.to_string());
        let written = number.to_string();
        self.refuse(if number.abs() < 1.0 {
            let percent = ((number * 1e6).round() / 1e4).to_string();
            said.help(codes::WRITE_PERCENT_OR_SHARE.with("percent", percent).with("number", written))
        } else {
            said.help(codes::WRITE_PERCENT.with("number", written))
        })
    }

    /// A percent field, an aggregate of one, or a number with %. What is computed of them is a lint's.
    pub(super) fn is_percent(&self, value: &Typed) -> bool {
        match &value.kind {
            Kind::Ratio(_) => true,
            Kind::Field(field) | Kind::BlankZero(field) => {
                self.vocab.field(*field).kind == FieldType::Percent
            }
            Kind::Fold { value: Some(inner), how: How::Min | How::Max, .. } => self.is_percent(inner),
            Kind::Group(grouped) => {
                grouped.asked == Asked::Share
                    || grouped.asked.keeps_what_it_is_of()
                        && grouped.value.as_ref().is_some_and(|value| self.is_percent(value))
            }
            Kind::OverFields(How::Min | How::Max, parts) => parts.iter().any(|part| self.is_percent(part)),
            Kind::Negative(inner) => self.is_percent(inner),
            // What has a value under a condition.
            Kind::Choose(_, made, none) if none.kind == Kind::Missing => self.is_percent(made),
            _ => false,
        }
    }

    pub(super) fn cannot_compare(&mut self, left: &Typed, right: &Typed, sign: Span) -> Option<Typed> {
        let (a, b) = (left.ty.describe(&self.vocab), right.ty.describe(&self.vocab));
        let mut said = at(codes::CANNOT_COMPARE, sign)
            .with("left", a.clone())
            .with("right", b.clone())
            .label(left.span, codes::THIS_IS.with("found", a))
            .label(right.span, codes::THIS_IS.with("found", b));
        let textual = |side: &Typed| matches!(side.ty, Type::Text | Type::Code(_));
        let is_number = |side: &Typed| matches!(side.ty, Type::Number(_) | Type::Quantity);
        if left.ty == Type::Period || right.ty == Type::Period {
            let number = is_number(left) || is_number(right);
            said = said.help(if number { codes::PERIODS_ARE } else { codes::COMPARE_DAYS });
        } else if textual(left) && textual(right) {
            said = said.help(codes::TEXT_WITH_LITERALS);
        } else if left.ty == Type::Date || right.ty == Type::Date {
            said = said
                .help(day_meant(left).or_else(|| day_meant(right)).unwrap_or_else(|| codes::DAYS_ARE.into()));
        } else if let Some(help) =
            self.meant_without_quotes(left).or_else(|| self.meant_without_quotes(right))
        {
            said = said.help(help);
        }
        self.refuse(said)
    }

    /// A text by which a field or a number was meant.
    fn meant_without_quotes(&self, side: &Typed) -> Option<Message> {
        let Kind::Words(text) = &side.kind else { return None };
        if !self.names.get(text).is_empty() {
            return Some(codes::NAMES_WITHOUT_QUOTES.with("text", text.as_str()));
        }
        text.trim().parse::<f64>().ok().map(|_| codes::WITHOUT_QUOTES.with("text", text.as_str()))
    }

    pub(super) fn text_comparison(
        &mut self,
        value: &Typed,
        op: &Node<CompareOp>,
        literal: &Node<String>,
        span: Span,
    ) -> Option<Typed> {
        if let Some(branches) = branches(value) {
            return self.of_each_branch(branches, span, |checker, branch| {
                checker.text_comparison(branch, op, literal, span)
            });
        }
        let negated = op.value == CompareOp::NotEqual;
        if let Kind::Field(field) | Kind::BlankZero(field) = value.kind
            && !self.vocab.field(field).marks.is_empty()
            && matches!(op.value, CompareOp::Equal | CompareOp::NotEqual)
        {
            return self.mark_comparison(field, value.scope, negated, literal, span);
        }
        if !matches!(op.value, CompareOp::Equal | CompareOp::NotEqual) {
            let literal = Typed {
                kind: Kind::Words(literal.value.clone()),
                ty: Type::Text,
                scope: Scope::Everywhere,
                span: literal.span,
            };
            return self.cannot_compare(value, &literal, op.span);
        }
        match &value.ty {
            Type::Code(list) => self.code_comparison(value, *list, op, literal, span),
            Type::Text => {
                let test = Test::TextIs(vec![self.compared(value, &literal.value)]);
                Some(self.asked(negated, value, test, span))
            }
            Type::Period => {
                let literal = self.period(&literal.value, literal.span)?;
                self.periods_equal(value.clone(), op, literal, span)
            }
            Type::Truth if yes_or_no(&literal.value).is_some() => {
                let is_yes = yes_or_no(&literal.value) == Some(true);
                let (scope, none) = (value.scope, self.may_be_none(&[value]));
                let negative = |asked: Typed| truth(Kind::Not(Box::new(asked)), scope, span);
                let asked = if is_yes { value.clone() } else { negative(value.clone()) };
                let asked = unless(none, asked);
                Some(if op.value == CompareOp::Equal { asked } else { negative(asked) })
            }
            Type::Number(_)
            | Type::Quantity
            | Type::Truth
            | Type::Date
            | Type::Coordinates
            | Type::Outline => {
                let literal = Typed {
                    kind: Kind::Words(literal.value.clone()),
                    ty: Type::Text,
                    scope: Scope::Everywhere,
                    span: literal.span,
                };
                self.cannot_compare(value, &literal, op.span)
            }
        }
    }

    /// `industry = 33` is exact.
    fn code_comparison(
        &mut self,
        value: &Typed,
        list: ListId,
        op: &Node<CompareOp>,
        literal: &Node<String>,
        span: Span,
    ) -> Option<Typed> {
        if let Some(branches) = branches(value) {
            return self.of_each_branch(branches, span, |checker, branch| {
                checker.code_comparison(branch, list, op, literal, span)
            });
        }
        if !matches!(op.value, CompareOp::Equal | CompareOp::NotEqual) {
            let right =
                Typed { kind: Kind::Number(0.0), ty: ratio(), scope: value.scope, span: literal.span };
            return self.cannot_compare(value, &right, op.span);
        }
        let codes = self.code(list, literal)?;
        Some(self.asked(op.value == CompareOp::NotEqual, value, Test::CodeIs(codes), span))
    }

    pub(super) fn backwards(&mut self, low: &str, high: &str, span: Span) {
        self.say(at(codes::RANGE_RUNS_BACKWARDS, span).with("low", low).with("high", high));
    }

    /// The folded codes that a literal means: one by code, all of a name by name.
    pub(super) fn code(&mut self, list: ListId, literal: &Node<String>) -> Option<Vec<String>> {
        let known = self.vocab.list(list);
        if known.entries().is_empty() {
            return None; // the list itself could not be read, which has been said
        }
        let meant: Vec<String> = known.find_all(&literal.value).map(|entry| fold_text(&entry.code)).collect();
        if !meant.is_empty() {
            return Some(meant);
        }
        let near = self.nearest(
            &literal.value,
            known.entries().iter().flat_map(|entry| [entry.code.as_str(), entry.name.as_str()]),
        );
        let name = Both::new(known.name.written(Lang::Zh), known.name.written(Lang::En));
        let mut unknown = Diagnostic::new(names::UNKNOWN_CODE)
            .with("code", literal.value.as_str())
            .with("list", name)
            .label(literal.span, names::NOT_IN_LIST);
        if !near.is_empty() {
            unknown = unknown.help(names::DID_YOU_MEAN.with("names", near));
        }
        self.refuse(unknown)
    }

    /// `a ≈ b within 1% or 0.5 t`.
    pub(super) fn near(
        &mut self,
        left: &Expr,
        right: &Expr,
        within: &[Node<Quantity>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let whole = left.span.to(right.span);
        let (left, right) = (self.number(left, context), self.number(right, context));
        let (left, right) = (left?, right?);
        self.percent_sign(&left, &right)?;
        self.percent_sign(&right, &left)?;
        let (left, right) = self.fit(left, right, whole)?;
        let scope = self.join(&[&left, &right])?;
        let none = self.may_be_none(&[&left, &right]);
        let (mut relative, mut absolute) = (None, None);
        for tolerance in within {
            let stated = self.quantity(&tolerance.value, tolerance.span)?;
            let points = tolerance.value.unit.as_ref().is_some_and(|unit| is_percent_points(&unit.value));
            match stated.kind {
                Kind::Ratio(ratio) if !points => {
                    if matches!(&left.ty, Type::Number(unit) if unit.is_scale()) {
                        return self.not_on_a_scale(tolerance.span);
                    }
                    relative = Some(ratio);
                }
                _ => {
                    let stated = match &left.ty {
                        Type::Number(unit) => {
                            // How far apart two temperatures are is the same in ℃ and in K.
                            let own = matches!(&stated.ty, Type::Number(stated) if stated == unit);
                            let apart = (unit.is_scale() && !own).then(|| self.units.parse("K").ok());
                            let unit = apart.flatten().unwrap_or_else(|| unit.clone());
                            self.convert(stated, &unit, tolerance.span)?
                        }
                        Type::Quantity
                        | Type::Truth
                        | Type::Code(_)
                        | Type::Text
                        | Type::Date
                        | Type::Period
                        | Type::Coordinates
                        | Type::Outline => widened(stated),
                    };
                    absolute = Some(Box::new(stated));
                }
            }
        }
        let near = Kind::Near(Box::new(left), Box::new(right), relative, absolute);
        Some(unless(none, truth(near, scope, span)))
    }

    /// `x is missing`, `form is filed`.
    pub(super) fn state(
        &mut self,
        inner: &Expr,
        state: &Node<State>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        match state.value {
            State::Found | State::NotFound => {
                let found = self.is_found(inner, span, context)?;
                let scope = found.scope;
                let not = state.value == State::NotFound;
                Some(if not { truth(Kind::Not(Box::new(found)), scope, span) } else { found })
            }
            State::Filed | State::NotFiled => {
                let ExprKind::Path(path) = &inner.value else {
                    return self.no_state("已填报", "is filed", codes::OF_A_FORM, inner.span);
                };
                let form = self.resolve_form(path)?;
                let filed = truth(Kind::Filed(form), Scope::Subject, span);
                Some(if state.value == State::NotFiled {
                    truth(Kind::Not(Box::new(filed)), Scope::Subject, span)
                } else {
                    filed
                })
            }
            State::Missing | State::Given => {
                let asks = Context { blank_zero: false, ..context.clone() };
                let value = self.infer(inner, &asks)?;
                let known = Typed { span, ..self.known(value) };
                Some(if state.value == State::Missing {
                    let scope = known.scope;
                    truth(Kind::Not(Box::new(known)), scope, span)
                } else {
                    known
                })
            }
            State::True | State::False | State::Unknown => {
                let value = self.condition(inner, context)?;
                let scope = value.scope;
                Some(match state.value {
                    State::False => {
                        let not = truth(Kind::Not(Box::new(value)), scope, span);
                        truth(Kind::IsTrue(Box::new(not)), scope, span)
                    }
                    State::Unknown => {
                        let known = truth(Kind::Known(Box::new(value)), scope, span);
                        truth(Kind::Not(Box::new(known)), scope, span)
                    }
                    _ => truth(Kind::IsTrue(Box::new(value)), scope, span),
                })
            }
        }
    }

    fn no_state(&mut self, zh: &str, en: &str, wanted: Note, span: Span) -> Option<Typed> {
        self.refuse(at(codes::NO_STATE, span).with("asked", Both::new(zh, en)).with("wanted", wanted))
    }

    /// `name contains "acid"`.
    pub(super) fn text_test(
        &mut self,
        left: &Expr,
        test: &Node<TextTest>,
        texts: &[Node<String>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.infer(left, context)?;
        self.text_asked(&value, test, texts, span)
    }

    fn text_asked(
        &mut self,
        value: &Typed,
        test: &Node<TextTest>,
        texts: &[Node<String>],
        span: Span,
    ) -> Option<Typed> {
        if let Some(branches) = branches(value) {
            return self.of_each_branch(branches, span, |checker, branch| {
                checker.text_asked(branch, test, texts, span)
            });
        }
        let (Some(_), Type::Text | Type::Code(_)) = (value.words(), &value.ty) else {
            let found = self.found(value);
            return self
                .refuse(Diagnostic::new(codes::NOT_TEXT).with("found", found).label(value.span, text::HERE));
        };
        if test.value == TextTest::Matches {
            let patterns: Vec<_> = texts.iter().map(|text| pattern(self, &text.value, text.span)).collect();
            let test = Test::Matches(patterns.into_iter().collect::<Option<_>>()?);
            return Some(self.asked(false, value, test, span));
        }
        let texts: Vec<String> = texts.iter().map(|text| self.compared(value, &text.value)).collect();
        let (negated, test) = match test.value {
            TextTest::Contains | TextTest::Matches => (false, Test::Contains(texts)),
            TextTest::Lacks => (true, Test::Contains(texts)),
            TextTest::StartsWith => (false, Test::StartsWith(texts)),
            TextTest::EndsWith => (false, Test::EndsWith(texts)),
            TextTest::CreditCode => (false, Test::CreditCode),
        };
        Some(self.asked(negated, value, test, span))
    }
}

/// A test that is false where one of these fields is none.
pub(super) fn unless(none: Vec<FieldId>, asked: Typed) -> Typed {
    if none.is_empty() {
        return asked;
    }
    let (scope, span) = (asked.scope, asked.span);
    truth(Kind::Unless(none, Box::new(asked)), scope, span)
}

/// What stands for a cell that is not filled: `missing`, or a text without a letter.
fn nothing(value: &Expr) -> Option<Both> {
    match &value.value {
        ExprKind::Missing => Some(Both::new("“缺失”", "`missing`")),
        ExprKind::Text(text) if text.trim().is_empty() => Some(Both::new("空文本", "an empty text")),
        _ => None,
    }
}

/// The truth that a word of a form means.
fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" | "是" => Some(true),
        "no" | "否" => Some(false),
        _ => None,
    }
}

/// The day that was meant by a text in quotes, or by what reads as a division or a number: `2019/7/1`, `2019`.
fn day_meant(side: &Typed) -> Option<Message> {
    if let Kind::Words(text) = &side.kind {
        let day = text.trim().replace(['/', '.'], "-");
        return Date::read(&day).map(|_| codes::WITHOUT_QUOTES.with("text", day));
    }
    let written = divided(side)?;
    shensuan_syntax::day_meant(&written).or_else(|| shensuan_syntax::day_meant(&format!("{written}年")))
}

/// Whole numbers with strokes between them, as they were written.
fn divided(side: &Typed) -> Option<String> {
    match &side.kind {
        Kind::Number(number) if number.fract() == 0.0 && *number >= 1.0 => Some(number.to_string()),
        Kind::Over(left, right) => Some(format!("{}/{}", divided(left)?, divided(right)?)),
        _ => None,
    }
}
