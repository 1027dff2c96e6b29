//! Comparisons, sets, states, tests of text.

use shensuan_diagnostics::codes::{names, text, types as codes};
use shensuan_diagnostics::{Diagnostic, Lang, Note, Span, suggest};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Expr, ExprKind, Quantity, SetMember, State, TextTest};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType, ListId};

use super::expr::{ratio, truth};
use super::names::{Found, Target, Wanted};
use super::units::widened;
use super::{Checker, Context, at};
use crate::predicate::{Predicate, Test};
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

    fn comparison(
        &mut self,
        left: &Expr,
        op: &Node<CompareOp>,
        right: &Expr,
        context: &Context,
    ) -> Option<Typed> {
        let span = left.span.to(right.span);
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
        if let Some(Typed { kind: Kind::Field(field), ty: Type::Code(list), scope, .. }) = &left
            && let ExprKind::Quantity(quantity) = &right.value
        {
            let code = Node::new(quantity.number.value.clone(), quantity.number.span);
            return self.code_comparison(*field, *list, *scope, op, &code, span);
        }
        let right = self.infer(right, context);
        let (left, right) = (left?, right?);
        let number = |side: &Typed| matches!(side.ty, Type::Number(_) | Type::Quantity);
        if !number(&left) || !number(&right) {
            return self.cannot_compare(&left, &right, op.span);
        }
        self.percent_sign(&left, &right)?;
        self.percent_sign(&right, &left)?;
        let (left, right) = self.fit(left, right, op.span)?;
        let scope = self.join(&[&left, &right])?;
        let (a, b) = (Box::new(left), Box::new(right));
        let kind = match op.value {
            CompareOp::Equal => Kind::Equal(a, b),
            CompareOp::NotEqual => Kind::Not(Box::new(truth(Kind::Equal(a, b), scope, span))),
            CompareOp::Less => Kind::Less(a, b),
            CompareOp::AtMost => Kind::AtMost(a, b),
            CompareOp::Greater => Kind::Less(b, a),
            CompareOp::AtLeast => Kind::AtMost(b, a),
        };
        Some(truth(kind, scope, span))
    }

    /// A percent field compared with a bare number other than 0 and 1 was meant in percent.
    pub(super) fn percent_sign(&mut self, value: &Typed, literal: &Typed) -> Option<()> {
        let Kind::Field(field) = value.kind else { return Some(()) };
        let Kind::Number(number) = literal.kind else { return Some(()) };
        if self.vocab.field(field).kind != FieldType::Percent || number == 0.0 || number == 1.0 {
            return Some(());
        }
        self.refuse(
            at(codes::PERCENT_AGAINST_NUMBER, literal.span)
                .with("number", number.to_string())
                .help(codes::WRITE_PERCENT.with("number", number.to_string())),
        )
    }

    pub(super) fn cannot_compare(&mut self, left: &Typed, right: &Typed, sign: Span) -> Option<Typed> {
        let (a, b) = (left.ty.describe(&self.vocab), right.ty.describe(&self.vocab));
        let mut said = at(codes::CANNOT_COMPARE, sign)
            .with("left", a.clone())
            .with("right", b.clone())
            .label(left.span, codes::THIS_IS.with("found", a))
            .label(right.span, codes::THIS_IS.with("found", b));
        let textual = |side: &Typed| matches!(side.ty, Type::Text | Type::Code(_));
        if textual(left) && textual(right) {
            said = said.help(codes::TEXT_WITH_LITERALS);
        }
        self.refuse(said)
    }

    fn text_comparison(
        &mut self,
        value: &Typed,
        op: &Node<CompareOp>,
        literal: &Node<String>,
        span: Span,
    ) -> Option<Typed> {
        let (Kind::Field(field), true) =
            (&value.kind, matches!(op.value, CompareOp::Equal | CompareOp::NotEqual))
        else {
            let literal = Typed {
                kind: Kind::Number(0.0),
                ty: Type::Text,
                scope: Scope::Everywhere,
                span: literal.span,
            };
            return self.cannot_compare(value, &literal, op.span);
        };
        match &value.ty {
            Type::Code(list) => self.code_comparison(*field, *list, value.scope, op, literal, span),
            Type::Text => {
                let test = Test::TextIs(vec![fold_text(&literal.value)]);
                Some(negated_if(op.value == CompareOp::NotEqual, *field, test, value.scope, span))
            }
            Type::Truth if yes_or_no(&literal.value).is_some() => {
                let same = (yes_or_no(&literal.value) == Some(true)) == (op.value == CompareOp::Equal);
                let (scope, asked) = (value.scope, value.clone());
                Some(if same { asked } else { truth(Kind::Not(Box::new(asked)), scope, span) })
            }
            Type::Number(_) | Type::Quantity | Type::Truth => {
                let literal = Typed {
                    kind: Kind::Number(0.0),
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
        field: FieldId,
        list: ListId,
        scope: Scope,
        op: &Node<CompareOp>,
        literal: &Node<String>,
        span: Span,
    ) -> Option<Typed> {
        if !matches!(op.value, CompareOp::Equal | CompareOp::NotEqual) {
            let left = self.field_value(field, span);
            let right = Typed { kind: Kind::Number(0.0), ty: ratio(), scope, span: literal.span };
            return self.cannot_compare(&left, &right, op.span);
        }
        let code = self.code(list, literal)?;
        Some(negated_if(op.value == CompareOp::NotEqual, field, Test::CodeIs(vec![code]), scope, span))
    }

    /// The folded code that a literal means, by code or by name.
    pub(super) fn code(&mut self, list: ListId, literal: &Node<String>) -> Option<String> {
        let known = self.vocab.list(list);
        if known.entries().is_empty() {
            return None; // the list itself could not be read, which has been said
        }
        if let Some(entry) = known.find(&literal.value) {
            return Some(fold_text(&entry.code));
        }
        let near = suggest::nearest(
            &literal.value,
            known.entries().iter().flat_map(|entry| [entry.code.as_str(), entry.name.as_str()]),
        );
        let name =
            shensuan_diagnostics::Both::new(known.name.written(Lang::Zh), known.name.written(Lang::En));
        let mut unknown = Diagnostic::new(names::UNKNOWN_CODE)
            .with("code", literal.value.as_str())
            .with("list", name)
            .label(literal.span, names::NOT_IN_LIST);
        if !near.is_empty() {
            unknown = unknown.help(names::DID_YOU_MEAN.with("names", near));
        }
        self.refuse(unknown)
    }

    /// `x in 33, 34`; `industry 33`.
    pub(super) fn membership(
        &mut self,
        left: &Expr,
        negated: bool,
        members: &[Node<SetMember>],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.infer(left, context)?;
        let members = self.flat(members, 0)?;
        match (&value.kind, &value.ty) {
            (Kind::Field(field), Type::Code(list)) => {
                let test = self.code_set(*list, &members)?;
                Some(negated_if(negated, *field, test, value.scope, span))
            }
            (Kind::Field(field), Type::Text) => {
                let texts = members.iter().map(|member| match &member.value {
                    SetMember::Text(text) | SetMember::Code(text) => Some(fold_text(text)),
                    SetMember::CodeRange(..) | SetMember::Name(_) => None,
                });
                let test = Test::TextIs(texts.collect::<Option<_>>()?);
                Some(negated_if(negated, *field, test, value.scope, span))
            }
            (_, Type::Number(_) | Type::Quantity) => self.number_set(&value, negated, &members, span),
            _ => {
                let found = value.ty.describe(&self.vocab);
                self.refuse(at(codes::NO_SET_TEST, value.span).with("found", found))
            }
        }
    }

    /// The members of a set, named sets replaced by theirs.
    fn flat(&mut self, members: &[Node<SetMember>], depth: usize) -> Option<Vec<Node<SetMember>>> {
        let mut all = Vec::new();
        for member in members {
            let SetMember::Name(path) = &member.value else {
                all.push(member.clone());
                continue;
            };
            match self.resolve(path, Wanted::Set, &Context::default())? {
                Found::Target(Target::Set(set)) if depth < 16 => {
                    let inner = self.sets.get(set).map(|set| set.members.clone()).unwrap_or_default();
                    all.extend(self.flat(&inner, depth + 1)?);
                }
                Found::Target(_) | Found::Let(_) => return None,
            }
        }
        Some(all)
    }

    fn code_set(&mut self, list: ListId, members: &[Node<SetMember>]) -> Option<Test> {
        let mut codes = Vec::new();
        let mut ranges = Vec::new();
        let mut complete = true;
        for member in members {
            match &member.value {
                SetMember::Code(code) | SetMember::Text(code) => {
                    match self.code(list, &Node::new(code.clone(), member.span)) {
                        Some(code) => codes.push(code),
                        None => complete = false,
                    }
                }
                SetMember::CodeRange(low, high) => ranges.push((fold_text(low), fold_text(high))),
                SetMember::Name(_) => complete = false,
            }
        }
        complete.then(|| {
            codes.sort_unstable();
            codes.dedup();
            ranges.sort_unstable();
            ranges.dedup();
            Test::CodeWithin { codes, ranges }
        })
    }

    fn number_set(
        &mut self,
        value: &Typed,
        negated: bool,
        members: &[Node<SetMember>],
        span: Span,
    ) -> Option<Typed> {
        let mut tests = Vec::new();
        for member in members {
            let number = match &member.value {
                SetMember::Code(number) => number.parse::<f64>().ok(),
                SetMember::CodeRange(..) | SetMember::Text(_) | SetMember::Name(_) => None,
            };
            let Some(number) = number else {
                let found = value.ty.describe(&self.vocab);
                return self.refuse(at(codes::NO_SET_TEST, member.span).with("found", found));
            };
            let literal = Typed {
                kind: Kind::Number(number),
                ty: ratio(),
                scope: Scope::Everywhere,
                span: member.span,
            };
            self.percent_sign(value, &literal)?;
            let (a, b) = self.fit(value.clone(), literal, member.span)?;
            tests.push(truth(Kind::Equal(Box::new(a), Box::new(b)), value.scope, member.span));
        }
        let any = truth(Kind::Or(tests), value.scope, span);
        Some(if negated { truth(Kind::Not(Box::new(any)), value.scope, span) } else { any })
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
        let mut first = low.value.clone();
        if first.unit.is_none() {
            first.unit.clone_from(&high.value.unit);
        }
        let (low, high) = (self.quantity(&first, low.span), self.quantity(&high.value, high.span));
        let (low, high) = (low?, high?);
        self.percent_sign(&value, &low)?;
        self.percent_sign(&value, &high)?;
        let (low, above) = self.fit(low, value.clone(), span)?;
        let (below, high) = self.fit(value, high, span)?;
        let scope = below.scope;
        let parts = vec![
            truth(Kind::AtMost(Box::new(low), Box::new(above)), scope, span),
            truth(Kind::AtMost(Box::new(below), Box::new(high)), scope, span),
        ];
        let both = truth(Kind::And(parts), scope, span);
        Some(if negated { truth(Kind::Not(Box::new(both)), scope, span) } else { both })
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
        let (left, right) = self.fit(left?, right?, whole)?;
        let scope = self.join(&[&left, &right])?;
        let (mut relative, mut absolute) = (None, None);
        for tolerance in within {
            let stated = self.quantity(&tolerance.value, tolerance.span)?;
            match stated.kind {
                Kind::Ratio(ratio) => relative = Some(ratio),
                _ => {
                    let stated = match &left.ty {
                        Type::Number(unit) => {
                            let unit = unit.clone();
                            self.convert(stated, &unit, tolerance.span)?
                        }
                        Type::Quantity | Type::Truth | Type::Code(_) | Type::Text => widened(stated),
                    };
                    absolute = Some(Box::new(stated));
                }
            }
        }
        Some(truth(Kind::Near(Box::new(left), Box::new(right), relative, absolute), scope, span))
    }

    /// `x is missing`, `form is filed`.
    pub(super) fn state(
        &mut self,
        inner: &Expr,
        state: &Node<State>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let missing = |kind: Kind, scope: Scope| {
            if state.value == State::Missing {
                truth(Kind::Not(Box::new(truth(kind, scope, span))), scope, span)
            } else {
                truth(kind, scope, span)
            }
        };
        match state.value {
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
                let value = self.infer(inner, context)?;
                let scope = value.scope;
                Some(match (&value.ty, &value.kind) {
                    (Type::Number(_) | Type::Quantity, _) => missing(Kind::Given(Box::new(value)), scope),
                    (Type::Code(_) | Type::Text, Kind::Field(field)) => {
                        missing(Kind::GivenText(*field), scope)
                    }
                    (Type::Code(_) | Type::Text | Type::Truth, _) => {
                        missing(Kind::Known(Box::new(value)), scope)
                    }
                })
            }
        }
    }

    fn no_state(&mut self, zh: &str, en: &str, wanted: Note, span: Span) -> Option<Typed> {
        self.refuse(
            at(codes::NO_STATE, span)
                .with("asked", shensuan_diagnostics::Both::new(zh, en))
                .with("wanted", wanted),
        )
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
        let (Kind::Field(field), Type::Text | Type::Code(_)) = (&value.kind, &value.ty) else {
            let found = value.ty.describe(&self.vocab);
            return self
                .refuse(Diagnostic::new(codes::NOT_TEXT).with("found", found).label(value.span, text::HERE));
        };
        let texts: Vec<String> = texts.iter().map(|text| fold_text(&text.value)).collect();
        let (negated, asked) = match test.value {
            TextTest::Contains => (false, Test::Contains(texts)),
            TextTest::Lacks => (true, Test::Contains(texts)),
            TextTest::StartsWith => (false, Test::StartsWith(texts)),
            TextTest::EndsWith => (false, Test::EndsWith(texts)),
            TextTest::CreditCode => (false, Test::CreditCode),
        };
        Some(negated_if(negated, *field, asked, value.scope, span))
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

fn negated_if(negated: bool, field: FieldId, test: Test, scope: Scope, span: Span) -> Typed {
    let asked = truth(Kind::Predicate(Predicate { field, test }), scope, span);
    if negated { truth(Kind::Not(Box::new(asked)), scope, span) } else { asked }
}
