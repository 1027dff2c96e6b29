//! Matches → expressions, in the order of the grammar: one function a level. The levels that the grammar keeps silent
//! read on from the cursor that they are given.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use shensuan_diagnostics::codes::{limits, text as codes};
use shensuan_diagnostics::{Diagnostic, Span};

use super::cursor::{Built, Cursor, Place, defect, ident, path, text};
use super::dates::day;
use super::grammar::{Matched, Rule};
use super::grouped;
use super::habits::with_blanks;
use super::members::members;
use super::tables;
use crate::tree::Node;
use crate::tree_expr::{
    AddOp, CompareOp, Expr, ExprKind, MulOp, Path, Quantifier, Quantity, SomeOf, State, TextTest,
};

/// Terms of one sum, conditions of one `and`: the tree is walked by recursion and must stay shallow.
const TERMS: usize = 1000;
/// Conversions of one value, sides of one `if and only if`: each is a level of the tree.
const STEPS: usize = 16;
/// Behind a name: its unit.
const UNIT_OF_HAN: &str = "的单位";

/// `expression`.
pub(super) fn expression(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let mut cursor = Cursor::over(place, matched);
    match cursor.opt(Rule::if_else) {
        Some(inner) => if_else(place, inner),
        None => if_only_if(place, &mut cursor),
    }
}

fn if_else(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let span = place.span(&matched);
    let mut parts = Vec::new();
    for inner in matched.into_inner().filter(|inner| inner.as_rule() == Rule::expression) {
        parts.push(expression(place, inner)?);
    }
    let mut parts = parts.into_iter().map(Box::new);
    match (parts.next(), parts.next()) {
        (Some(condition), Some(then)) => Ok(Node::new(ExprKind::If(condition, then, parts.next()), span)),
        _ => Err(Box::new(defect(span, "an if without its parts"))),
    }
}

fn if_only_if(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let mut left = disjunction(place, cursor)?;
    let mut sides = 1;
    while cursor.opt(Rule::kw_iff).is_some() {
        let right = disjunction(place, cursor)?;
        let whole = left.span.to(right.span);
        sides += 1;
        shallow(sides, whole)?;
        left = Node::new(ExprKind::Iff(Box::new(left), Box::new(right)), whole);
    }
    Ok(left)
}

fn disjunction(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let first = conjunction(place, cursor)?;
    let mut rest = Vec::new();
    while cursor.opt(Rule::kw_or).is_some() {
        rest.push(conjunction(place, cursor)?);
    }
    one_or(first, rest, ExprKind::Or)
}

fn conjunction(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let first = negation(place, cursor.take()?)?;
    let mut rest = Vec::new();
    loop {
        cursor.skip(Rule::list_sep);
        if cursor.opt(Rule::kw_and).is_none() {
            return one_or(first, rest, ExprKind::And);
        }
        rest.push(negation(place, cursor.take()?)?);
    }
}

fn negation(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let mut negated = false;
    while cursor.opt(Rule::kw_not).is_some() {
        negated = !negated;
    }
    let inner = comparison(place, &mut cursor)?;
    Ok(if negated { Node::new(ExprKind::Not(Box::new(inner)), span) } else { inner })
}

fn comparison(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let left = conversion(place, cursor)?;
    let Some(tail) = cursor.next() else { return Ok(left) };
    let start = left.span;
    let end = place.span(&tail);
    let kind = match tail.as_rule() {
        Rule::near_tail => near(place, left, tail)?,
        Rule::in_tail => membership(place, left, tail)?,
        Rule::state_tail => state(place, left, tail)?,
        Rule::distinct_tail => {
            let mut cursor = Cursor::over(place, tail);
            cursor.skip(Rule::kw_distinct);
            let right = right_side(place, &mut cursor)?;
            ExprKind::Distinct(Box::new(left), Box::new(right))
        }
        Rule::similar_tail => similar(place, left, tail)?,
        Rule::inside_tail => {
            let mut cursor = Cursor::over(place, tail);
            let negated = cursor.take()?.as_rule() == Rule::kw_not_inside;
            let right = operand(place, cursor.take()?)?;
            ExprKind::Inside(Box::new(left), negated, Box::new(right))
        }
        Rule::fits_tail => {
            let mut cursor = Cursor::over(place, tail);
            cursor.skip(Rule::kw_fits);
            ExprKind::Fits(Box::new(left), unit(place, &cursor.take()?))
        }
        Rule::outlier_tail => grouped::outlier(place, left, tail)?,
        Rule::includes_tail => {
            let mut cursor = Cursor::over(place, tail);
            cursor.skip(Rule::kw_includes_every);
            let all = conversion(place, &mut cursor)?;
            ExprKind::IncludesEvery(Box::new(left), Box::new(all))
        }
        Rule::text_tail => text_test(place, left, tail)?,
        Rule::code_tail => ExprKind::Coded(Box::new(left), members(place, tail)?),
        _ => return compare(place, left, tail, cursor),
    };
    Ok(Node::new(kind, start.to(end)))
}

fn compare(place: Place<'_>, left: Expr, first: Matched<'_>, rest: &mut Cursor<'_>) -> Built<Expr> {
    let mut steps = Vec::new();
    let mut next = Some(first);
    let mut whole = left.span;
    while let Some(tail) = next {
        whole = whole.to(place.span(&tail));
        let mut cursor = Cursor::over(place, tail);
        let sign = cursor.take()?;
        let op = Node::new(compare_op(&sign), place.span(&sign));
        steps.push((op, right_side(place, &mut cursor)?));
        next = rest.next();
    }
    let ops: Vec<CompareOp> = steps.iter().map(|(op, _)| op.value).collect();
    let chain = match ops.as_slice() {
        [_] => true,
        [a, b] => a == b && matches!(a, CompareOp::AtMost | CompareOp::Less),
        _ => false,
    };
    // `甲≥乙且丙≤丁`: no chain was meant, blanks are missing.
    for (name, span) in steps.iter().filter_map(|(_, side)| Some((one_name(side)?, side.span))) {
        if !chain && let Some(repair) = with_blanks(name) {
            let missing = Diagnostic::new(codes::BLANKS_MISSING).with("found", name).label(span, codes::HERE);
            return Err(Box::new(missing.help(codes::WITH_BLANKS.with("repair", repair))));
        }
    }
    if !chain && let Some((op, _)) = steps.get(1) {
        let bad = Diagnostic::new(codes::BAD_CHAIN).label(op.span, codes::HERE).help(codes::JOIN_WITH_AND);
        return Err(Box::new(bad));
    }
    Ok(Node::new(ExprKind::Compare(Box::new(left), steps), whole))
}

/// The name that an expression is, where it is one.
fn one_name(side: &Expr) -> Option<&str> {
    match &side.value {
        ExprKind::Path(path) => path.parts.first().map(|part| part.value.as_str()),
        _ => None,
    }
}

/// `yes_or_no`, `numbered_side` or `conversion`.
fn right_side(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    if let Some(word) = cursor.opt(Rule::yes_or_no) {
        return Ok(yes_or_no(place, &word));
    }
    match cursor.opt(Rule::numbered_side) {
        Some(matched) => {
            let named = path(place, matched);
            Ok(Node::new(ExprKind::Path(named.clone()), named.span))
        }
        None => conversion(place, cursor),
    }
}

/// `yes_or_no`: a word, which means a truth beside one.
fn yes_or_no(place: Place<'_>, matched: &Matched<'_>) -> Expr {
    let word = place.text(matched);
    let span = word.span;
    Node::new(ExprKind::Path(Path { parts: vec![word], span }), span)
}

fn compare_op(sign: &Matched<'_>) -> CompareOp {
    match sign.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::not_equal | Rule::is_not_equal) => CompareOp::NotEqual,
        Some(Rule::at_most) => CompareOp::AtMost,
        Some(Rule::at_least) => CompareOp::AtLeast,
        Some(Rule::less) => CompareOp::Less,
        Some(Rule::greater) => CompareOp::Greater,
        _ => CompareOp::Equal,
    }
}

fn near(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, tail);
    let sign = cursor.take()?;
    let right = right_side(place, &mut cursor)?;
    let mut within = Vec::new();
    while let Some(part) = cursor.next() {
        if matches!(part.as_rule(), Rule::tolerance | Rule::tolerance_or) {
            within.push(quantity(place, Cursor::over(place, part).take()?)?);
        }
    }
    if within.is_empty() {
        let at = place.span(&sign);
        let bare = Diagnostic::new(codes::NEAR_WITHOUT_WITHIN).label(at, codes::HERE);
        return Err(Box::new(bare.help(codes::WRITE_WITHIN)));
    }
    Ok(ExprKind::Near(Box::new(left), Box::new(right), within))
}

fn membership(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, tail);
    let negated = cursor.take()?.as_rule() == Rule::kw_not_in;
    let held = cursor.take()?;
    if held.as_rule() == Rule::set {
        return Ok(ExprKind::In(Box::new(left), negated, members(place, held)?));
    }
    if held.as_rule() == Rule::dates_of {
        return between_dates(place, left, negated, held);
    }
    let mut bounds = Cursor::over(place, held);
    let low = quantity(place, bounds.take()?)?;
    bounds.skip(Rule::range_dots);
    let high = quantity(place, bounds.take()?)?;
    Ok(ExprKind::Between(Box::new(left), negated, low, high))
}

/// `d in 2019-01-01..2019-12-31` is `2019-01-01 ≤ d ≤ 2019-12-31`.
fn between_dates(place: Place<'_>, left: Expr, negated: bool, held: Matched<'_>) -> Built<ExprKind> {
    let span = left.span.to(place.span(&held));
    let bounds: Vec<Expr> = held
        .into_inner()
        .filter(|inner| inner.as_rule() == Rule::date)
        .map(|date| Ok(Node::new(ExprKind::Date(day(place, &date)?.value), place.span(&date))))
        .collect::<Built<_>>()?;
    let [low, high] = bounds.try_into().unwrap_or_else(|_| [left.clone(), left.clone()]);
    let at_most = |at: Span| Node::new(CompareOp::AtMost, at);
    let steps = vec![(at_most(left.span), left), (at_most(high.span), high)];
    let within = ExprKind::Compare(Box::new(low), steps);
    Ok(if negated { ExprKind::Not(Box::new(Node::new(within, span))) } else { within })
}

fn state(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let word = Cursor::over(place, tail).take()?;
    let state = match word.as_rule() {
        Rule::kw_is_missing => State::Missing,
        Rule::kw_is_given => State::Given,
        Rule::kw_is_found => State::Found,
        Rule::kw_is_not_found => State::NotFound,
        Rule::kw_is_filed => State::Filed,
        Rule::kw_is_true => State::True,
        Rule::kw_is_false => State::False,
        Rule::kw_is_unknown => State::Unknown,
        _ => State::NotFiled,
    };
    Ok(ExprKind::State(Box::new(left), Node::new(state, place.span(&word))))
}

fn similar(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, tail);
    cursor.skip(Rule::kw_similar);
    let to = cursor.take()?;
    let span = place.span(&to);
    let to = match to.as_rule() {
        Rule::text => ExprKind::Text(text(place, to).value),
        _ => ExprKind::Path(path(place, to)),
    };
    let stop = match cursor.opt(Rule::kw_without) {
        Some(_) => Some(path(place, cursor.take()?)),
        None => None,
    };
    let least = quantity(place, cursor.take()?)?;
    Ok(ExprKind::Similar(Box::new(left), Box::new(Node::new(to, span)), stop, least))
}

fn text_test(place: Place<'_>, left: Expr, tail: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, tail);
    let word = cursor.take()?;
    if word.as_rule() == Rule::kw_contains_any {
        return Ok(ExprKind::ContainsAny(Box::new(left), members(place, cursor.take()?)?));
    }
    let test = match word.as_rule() {
        Rule::kw_credit_code => TextTest::CreditCode,
        Rule::kw_matches => TextTest::Matches,
        Rule::kw_contains => TextTest::Contains,
        Rule::kw_has_not => TextTest::Lacks,
        Rule::kw_starts_with => TextTest::StartsWith,
        _ => TextTest::EndsWith,
    };
    let mut texts = Vec::new();
    while let Some(part) = cursor.next() {
        if part.as_rule() == Rule::text {
            texts.push(text(place, part));
        }
    }
    Ok(ExprKind::TextTest(Box::new(left), Node::new(test, place.span(&word)), texts))
}

pub(super) fn conversion(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let mut value = sum(place, cursor)?;
    let mut steps = 0;
    while let Some(step) =
        cursor.one_of(|rule| matches!(rule, Rule::as_unit | Rule::as_unit_of | Rule::otherwise))
    {
        steps += 1;
        shallow(steps, place.span(&step))?;
        let whole = value.span.to(place.span(&step));
        let rule = step.as_rule();
        let mut inside = Cursor::over(place, step);
        inside.skip(Rule::kw_as);
        inside.skip(Rule::kw_otherwise);
        let kind = match rule {
            Rule::as_unit => ExprKind::As(Box::new(value), unit(place, &inside.take()?)),
            Rule::as_unit_of => {
                inside.skip(Rule::kw_unit_of);
                inside.skip(Rule::unit_of_han);
                ExprKind::AsUnitOf(Box::new(value), unit_owner(path(place, inside.take()?)))
            }
            _ => ExprKind::Otherwise(Box::new(value), Box::new(signed(place, &mut inside)?)),
        };
        value = Node::new(kind, whole);
    }
    Ok(value)
}

/// `使用量的单位`: the path without the word that says what is meant of it.
fn unit_owner(mut path: Path) -> Path {
    if let Some(last) = path.parts.last_mut()
        && let Some(name) = last.value.strip_suffix(UNIT_OF_HAN)
    {
        last.value = name.to_owned();
        let cut = u32::try_from(UNIT_OF_HAN.len()).unwrap_or(0);
        last.span.end -= cut.min(last.span.end - last.span.start);
    }
    path
}

pub(super) fn sum(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let first = product(place, cursor)?;
    let mut rest = Vec::new();
    while let Some(sign) = cursor.one_of(|rule| matches!(rule, Rule::plus | Rule::minus)) {
        let op = if sign.as_rule() == Rule::minus { AddOp::Minus } else { AddOp::Plus };
        rest.push((Node::new(op, place.span(&sign)), product(place, cursor)?));
    }
    bounded(&rest, |(_, term)| term.span)?;
    let Some((_, last)) = rest.last() else { return Ok(first) };
    let whole = first.span.to(last.span);
    Ok(Node::new(ExprKind::Sum(Box::new(first), rest), whole))
}

fn product(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let first = signed(place, cursor)?;
    let mut rest = Vec::new();
    while let Some(sign) = cursor.one_of(|rule| matches!(rule, Rule::times | Rule::divide)) {
        let op = if sign.as_rule() == Rule::divide { MulOp::Divide } else { MulOp::Times };
        rest.push((Node::new(op, place.span(&sign)), signed(place, cursor)?));
    }
    bounded(&rest, |(_, factor)| factor.span)?;
    let Some((_, last)) = rest.last() else { return Ok(first) };
    let whole = first.span.to(last.span);
    Ok(Node::new(ExprKind::Product(Box::new(first), rest), whole))
}

fn signed(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let sign = minus(place, cursor);
    Ok(negative(sign, power(place, cursor)?))
}

/// The first of signs that come to a minus.
fn minus(place: Place<'_>, cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut first: Option<Span> = None;
    let mut negative = false;
    while let Some(sign) = cursor.opt(Rule::minus) {
        first = first.or(Some(place.span(&sign)));
        negative = !negative;
    }
    first.filter(|_| negative)
}

/// The opposite, where there is a sign.
fn negative(sign: Option<Span>, inner: Expr) -> Expr {
    match sign {
        Some(sign) => {
            let whole = sign.to(inner.span);
            Node::new(ExprKind::Negative(Box::new(inner)), whole)
        }
        None => inner,
    }
}

fn power(place: Place<'_>, cursor: &mut Cursor<'_>) -> Built<Expr> {
    let base = operand(place, cursor.take()?)?;
    if cursor.opt(Rule::power_sign).is_none() {
        return Ok(base);
    }
    let sign = minus(place, cursor);
    let exponent = negative(sign, operand(place, cursor.take()?)?);
    let whole = base.span.to(exponent.span);
    Ok(Node::new(ExprKind::Power(Box::new(base), Box::new(exponent)), whole))
}

fn operand(place: Place<'_>, matched: Matched<'_>) -> Built<Expr> {
    let whole = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let inner = cursor.take()?;
    if let Some(behind) = cursor.opt(Rule::rows_behind) {
        return Ok(Node::new(rows_behind(place, path(place, inner), behind)?, whole));
    }
    let span = place.span(&inner);
    let kind = match inner.as_rule() {
        Rule::bracket => {
            let mut held = expression(place, Cursor::over(place, inner).take()?)?;
            held.span = span;
            return Ok(held);
        }
        Rule::quantity => ExprKind::Quantity(quantity(place, inner)?.value),
        Rule::date => ExprKind::Date(day(place, &inner)?.value),
        Rule::text => ExprKind::Text(text(place, inner).value),
        Rule::rows_test => rows_test(place, inner)?,
        Rule::rules_state => grouped::rules_state(place, inner)?,
        Rule::some_of => some_of(place, inner)?,
        Rule::missing_value => ExprKind::Missing,
        Rule::unique => grouped::unique(place, inner)?,
        Rule::forms_field => {
            let mut cursor = Cursor::over(place, inner);
            let mut forms = Vec::new();
            while let Some(form) = cursor.opt(Rule::path) {
                forms.push(path(place, form));
                cursor.skip(Rule::list_sep);
                cursor.skip(Rule::argument_sep);
            }
            cursor.skip(Rule::dot);
            ExprKind::OfForms(forms, ident(place, cursor.take()?))
        }
        Rule::named_value => {
            let mut cursor = Cursor::over(place, inner);
            ExprKind::Named(path(place, cursor.take()?), text(place, cursor.take()?))
        }
        Rule::looked_up => tables::looked_up(place, inner)?,
        Rule::call => grouped::call(place, inner)?,
        _ => ExprKind::Path(path(place, inner)),
    };
    Ok(Node::new(kind, span))
}

pub(super) fn quantity(place: Place<'_>, matched: Matched<'_>) -> Built<Node<Quantity>> {
    let span = place.span(&matched);
    let mut cursor = Cursor::over(place, matched);
    let number = finite(place.text(&cursor.take()?))?;
    let mut unit = cursor.next().map(|written| unit(place, &written));
    while let (Some(words), Some(more)) = (&mut unit, cursor.next()) {
        let more = place.text(&more);
        words.value = format!("{} {}", words.value, more.value);
        words.span = words.span.to(more.span);
    }
    Ok(Node::new(Quantity { number, unit }, span))
}

/// A number that can be computed with.
pub(super) fn finite(number: Node<String>) -> Built<Node<String>> {
    if number.value.parse::<f64>().is_ok_and(f64::is_infinite) {
        let said = Diagnostic::new(codes::NUMBER_TOO_LARGE).with("number", number.value.as_str());
        return Err(Box::new(said.label(number.span, codes::HERE)));
    }
    Ok(number)
}

/// `unit`: without the blank that may stand behind 万, and without the signs around a quoted name.
pub(super) fn unit(place: Place<'_>, matched: &Matched<'_>) -> Node<String> {
    let mut written = place.text(matched);
    let mut quoted = false;
    written.value.retain(|c| {
        let sign = matches!(c, '【' | '】' | '`');
        quoted ^= sign;
        !sign && (quoted || c != ' ')
    });
    written
}

fn rows_test(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    let word = cursor.take()?;
    let quantifier = match word.as_rule() {
        Rule::kw_every => Quantifier::Every,
        Rule::kw_no_row => Quantifier::None,
        _ => Quantifier::Any,
    };
    let rows = path(place, cursor.take()?);
    cursor.skip(Rule::kw_where);
    cursor.skip(Rule::kw_has);
    let condition = expression(place, cursor.take()?)?;
    Ok(ExprKind::Rows(Node::new(quantifier, place.span(&word)), rows, Box::new(condition)))
}

/// `F 每行 满足 …`.
fn rows_behind(place: Place<'_>, rows: Path, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    let word = cursor.take()?;
    let every = word.as_rule() == Rule::kw_every;
    cursor.skip(Rule::kw_has);
    let condition = expression(place, cursor.take()?)?;
    let quantifier = if every { Quantifier::Every } else { Quantifier::Any };
    Ok(ExprKind::Rows(Node::new(quantifier, place.span(&word)), rows, Box::new(condition)))
}

fn some_of(place: Place<'_>, matched: Matched<'_>) -> Built<ExprKind> {
    let mut cursor = Cursor::over(place, matched);
    let word = cursor.take()?;
    let which = match word.as_rule() {
        Rule::kw_all_of | Rule::kw_every => SomeOf::All,
        Rule::kw_none_of => SomeOf::None,
        _ => SomeOf::Any,
    };
    let mut of = Vec::new();
    while let Some(next) = cursor.peek() {
        match next {
            Rule::list_sep | Rule::argument_sep => cursor.skip(next),
            // A group of fields, or a name that ends in a number.
            Rule::path | Rule::numbered_item => {
                let item = cursor.take()?;
                let named = if next == Rule::path { item } else { Cursor::over(place, item).take()? };
                let named = path(place, named);
                of.push(Node::new(ExprKind::Path(named.clone()), named.span));
            }
            _ => of.push(sum(place, &mut cursor)?),
        }
    }
    bounded(&of, |of| of.span)?;
    Ok(ExprKind::SomeOf(Node::new(which, place.span(&word)), of))
}

/// The first part, or all of them joined.
fn one_or(first: Expr, rest: Vec<Expr>, join: fn(Vec<Expr>) -> ExprKind) -> Built<Expr> {
    let Some(last) = rest.last() else { return Ok(first) };
    let whole = first.span.to(last.span);
    let parts: Vec<Expr> = std::iter::once(first).chain(rest).collect();
    bounded(&parts, |part| part.span)?;
    Ok(Node::new(join(parts), whole))
}

/// Refuses more than [`STEPS`] levels.
fn shallow(steps: usize, span: Span) -> Built<()> {
    if steps <= STEPS {
        return Ok(());
    }
    Err(Box::new(Diagnostic::new(limits::TOO_DEEP).with("limit", STEPS).label(span, codes::BEGINS_HERE)))
}

/// Refuses more than [`TERMS`] parts, at the first that is too many.
pub(super) fn bounded<T>(parts: &[T], span: impl Fn(&T) -> Span) -> Built<()> {
    match parts.get(TERMS) {
        Some(part) => Err(Box::new(
            Diagnostic::new(limits::TOO_MANY_TERMS).with("limit", TERMS).label(span(part), codes::HERE),
        )),
        None => Ok(()),
    }
}
