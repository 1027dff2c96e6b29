//! A call of a function: what its file asks of the arguments.

use shensuan_diagnostics::codes::{types as codes, units as unit_codes};
use shensuan_diagnostics::{Arg, Both, Span};
use shensuan_plan::OfOutline;
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::{Argument, Expr, ExprKind};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{Coordinates, Date};

use super::expr::ratio;
use super::units::widened;
use super::{Checker, Context, at};
use crate::functions::{Callee, Function, MEAN_RADIUS};
use crate::model::FormulaId;
use crate::percent::is_percent;
use crate::text::{Literal, Pattern, TextStep, TextValue};
use crate::typed::{Kind, Scope, Typed};
use crate::types::{Type, UnitName};

/// A call in the making.
pub(crate) struct Call<'c> {
    checker: &'c mut Checker,
    function: &'static Function,
    name: &'c Ident,
    arguments: &'c [Argument],
    context: &'c Context,
    span: Span,
}

/// A text as an argument: that of a field, or a literal.
#[derive(Clone, Debug)]
pub(crate) enum Words {
    /// Of a field.
    Of(TextValue),
    /// Written out.
    Literal(String),
}

impl Checker {
    /// `round(x, 2)`.
    pub(super) fn function_call(
        &mut self,
        function: &'static Function,
        name: &Ident,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let check = function.check?;
        let mut call = Call { checker: self, function, name, arguments, context, span };
        if let Some(keep) = arguments.iter().find_map(|argument| argument.keep.as_ref()) {
            return call.refuse(keep.span);
        }
        check(&mut call)
    }

    /// A day as written.
    pub(super) fn date(&mut self, written: &str, span: Span) -> Option<Typed> {
        let Some(date) = Date::read(written) else {
            return self.refuse(at(codes::NO_SUCH_DAY, span).with("date", written));
        };
        #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
        let days = date.days() as f64;
        Some(Typed { kind: Kind::Number(days), ty: Type::Date, scope: Scope::Everywhere, span })
    }
}

impl Call<'_> {
    /// Refuses the call: this is not how the function is written.
    pub(crate) fn refuse<T>(&mut self, span: Span) -> Option<T> {
        let signature = self.function.signature;
        let said = at(codes::WRONG_ARGUMENTS, span).with("name", self.name.value.as_str());
        let usage = codes::WRITTEN_SO.with("usage", Both::new(signature.zh, signature.en));
        self.checker.refuse(said.help(usage))
    }

    /// Refuses another number of arguments.
    pub(crate) fn arity(&mut self, least: usize, most: usize) -> Option<()> {
        if (least..=most).contains(&self.count()) { Some(()) } else { self.refuse(self.span) }
    }

    /// How many arguments there are.
    pub(crate) fn count(&self) -> usize {
        self.arguments.len()
    }

    fn argument(&mut self, index: usize) -> Option<&Expr> {
        self.arguments.get(index).map(|argument| &argument.value)
    }

    /// Any value.
    pub(crate) fn any(&mut self, index: usize) -> Option<Typed> {
        let argument = &self.arguments.get(index)?.value;
        self.checker.infer(argument, self.context)
    }

    /// A number, in whatever unit.
    pub(crate) fn number(&mut self, index: usize) -> Option<Typed> {
        let value = self.any(index)?;
        match value.ty {
            Type::Number(_) => Some(value),
            Type::Quantity => {
                let said = at(unit_codes::ONE_UNIT_WANTED, value.span).with("name", self.name.value.as_str());
                self.checker.refuse(said.help(unit_codes::CONVERT_FIRST))
            }
            Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Date
            | Type::Period
            | Type::Coordinates
            | Type::Outline => self.checker.not_a_number(&value),
        }
    }

    /// A number without unit.
    pub(crate) fn bare(&mut self, index: usize) -> Option<Typed> {
        let value = self.number(index)?;
        let Type::Number(unit) = &value.ty else { return None };
        if unit.compatible(&Unit::dimensionless()).is_ok() {
            return self.checker.convert(value, &Unit::dimensionless(), self.span);
        }
        let said = at(unit_codes::BARE_NUMBER_WANTED, value.span).with("name", self.name.value.as_str());
        let unit = Arg::of(&UnitName(unit));
        let help = unit_codes::DIVIDE_BY_ONE.with("unit", unit.clone());
        self.checker.refuse(said.with("unit", unit).help(help))
    }

    /// A whole number that is written out.
    pub(crate) fn whole(&mut self, index: usize, least: i64, most: i64) -> Option<i64> {
        let argument = self.argument(index)?;
        let span = argument.span;
        let (digits, negative) = match &argument.value {
            ExprKind::Quantity(quantity) if quantity.unit.is_none() => (Some(&quantity.number.value), false),
            ExprKind::Negative(inner) => match &inner.value {
                ExprKind::Quantity(quantity) if quantity.unit.is_none() => {
                    (Some(&quantity.number.value), true)
                }
                _ => (None, false),
            },
            _ => (None, false),
        };
        let number = digits.and_then(|digits| digits.parse::<i64>().ok());
        let number = number.map(|number| if negative { -number } else { number });
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Some(number),
            None => {
                let said = at(codes::WHOLE_NUMBER_WANTED, span)
                    .with("least", least.to_string())
                    .with("most", most.to_string());
                self.checker.refuse(said)
            }
        }
    }

    /// A text that is written out.
    pub(crate) fn literal(&mut self, index: usize) -> Option<String> {
        let argument = self.argument(index)?;
        match &argument.value {
            ExprKind::Text(text) => Some(text.clone()),
            _ => {
                let span = argument.span;
                self.checker.refuse(at(codes::LITERAL_TEXT_WANTED, span))
            }
        }
    }

    /// A text or a code.
    pub(crate) fn text(&mut self, index: usize) -> Option<(Words, Scope)> {
        self.textual(index, |ty| matches!(ty, Type::Text | Type::Code(_)))
    }

    fn textual(&mut self, index: usize, fits: fn(&Type) -> bool) -> Option<(Words, Scope)> {
        if let ExprKind::Text(text) = &self.argument(index)?.value {
            return Some((Words::Literal(text.clone()), Scope::Everywhere));
        }
        let value = self.any(index)?;
        let scope = value.scope;
        if let (true, Some(words)) = (fits(&value.ty), value.words()) {
            return Some((words, scope));
        }
        let found = self.checker.found(&value);
        let wanted = if fits(&Type::Coordinates) { codes::NOT_COORDINATES } else { codes::NOT_TEXT };
        self.checker.refuse(at(wanted, value.span).with("found", found))
    }

    /// Whether an argument is an outline of a table.
    pub(crate) fn is_outline(&self, index: usize) -> bool {
        self.arguments.get(index).is_some_and(|argument| self.checker.names_an_outline(&argument.value))
    }

    /// How far the first argument lies from the second, an outline.
    pub(crate) fn distance_to_outline(&mut self) -> Option<Typed> {
        let [place, outline] = self.arguments else { return None };
        let metres = self.unit("m");
        let asked = OfOutline::Distance(shensuan_plan::Literal::new(MEAN_RADIUS));
        self.checker.of_outline((&place.value, &outline.value), asked, metres, self.span, self.context)
    }

    /// Coordinates, of which a function takes one angle as a number of degrees.
    pub(crate) fn place(&mut self, index: usize) -> Option<(Words, Scope)> {
        let (words, scope) = self.textual(index, |ty| *ty == Type::Coordinates)?;
        if let Words::Literal(text) = &words
            && Coordinates::read(text).is_none()
        {
            let span = self.argument(index)?.span;
            return self.checker.refuse(at(codes::NO_SUCH_PLACE, span).with("text", text.as_str()));
        }
        Some((words, scope))
    }

    /// A date.
    pub(crate) fn date(&mut self, index: usize) -> Option<Typed> {
        let value = self.any(index)?;
        if value.ty == Type::Date { Some(value) } else { self.not_a_date(&value) }
    }

    /// A period.
    pub(crate) fn period(&mut self, index: usize) -> Option<Typed> {
        let argument = self.argument(index)?;
        if let ExprKind::Text(text) = &argument.value {
            let (text, span) = (text.clone(), argument.span);
            return self.checker.period(&text, span);
        }
        let value = self.any(index)?;
        self.checker.as_period(value)
    }

    /// A date, or a period.
    pub(crate) fn date_or_period(&mut self, index: usize) -> Option<Typed> {
        if let ExprKind::Text(_) = &self.argument(index)?.value {
            return self.period(index);
        }
        let value = self.any(index)?;
        match &value.ty {
            Type::Date | Type::Period => Some(value),
            Type::Text if matches!(value.kind, Kind::Words(_)) => self.checker.as_period(value),
            Type::Number(_)
            | Type::Quantity
            | Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Coordinates
            | Type::Outline => self.not_a_date(&value),
        }
    }

    fn not_a_date<T>(&mut self, value: &Typed) -> Option<T> {
        let said = at(codes::NOT_A_DATE, value.span).with("found", self.checker.found(value));
        self.checker.refuse(match &value.kind {
            Kind::Words(text) if Date::read(text.trim()).is_some() => {
                said.help(codes::WITHOUT_QUOTES.with("text", text.trim()))
            }
            Kind::Words(text) => said.help(codes::NAMES_WITHOUT_QUOTES.with("text", text.as_str())),
            _ => said,
        })
    }

    /// The second in the unit of the first.
    pub(crate) fn fit_to(&mut self, left: Typed, right: Typed) -> Option<(Typed, Typed)> {
        let Type::Number(unit) = &left.ty else { return None };
        if super::units::is_zero(&left) {
            return self.fit(left, right);
        }
        let (unit, span) = (unit.clone(), right.span);
        let right = self.checker.convert(right, &unit, span)?;
        Some((left, right))
    }

    /// Both in one unit.
    pub(crate) fn fit(&mut self, left: Typed, right: Typed) -> Option<(Typed, Typed)> {
        let whole = left.span.to(right.span);
        self.checker.fit(left, right, whole)
    }

    /// The call of a row function.
    pub(crate) fn row(&mut self, ty: Type, arguments: Vec<Typed>) -> Option<Typed> {
        let scope = self.checker.join(&arguments.iter().collect::<Vec<_>>())?;
        Some(Typed { kind: Kind::Call(Callee::new(self.function), arguments), ty, scope, span: self.span })
    }

    /// The value, and behind it 100 where it is a percentage: what a function counts of it are percent then.
    pub(crate) fn in_percent(&self, value: Typed) -> Vec<Typed> {
        let formula = |id: FormulaId| self.checker.formula(id).map(|formula| &formula.value);
        if !is_percent(&value, &self.checker.vocab, &formula) {
            return vec![value];
        }
        let hundred =
            Typed { kind: Kind::Number(100.0), ty: ratio(), scope: Scope::Everywhere, span: value.span };
        vec![value, hundred]
    }

    /// The call of a row function whose result is what its first argument is.
    pub(crate) fn row_like_first(&mut self, arguments: Vec<Typed>) -> Option<Typed> {
        let ty = arguments.first()?.ty.clone();
        self.row(ty, arguments)
    }

    /// The call of a row function that gives a number without unit.
    pub(crate) fn row_of_bare(&mut self, arguments: Vec<Typed>) -> Option<Typed> {
        self.row(ratio(), arguments)
    }

    /// The text that a function makes of a text and literals.
    pub(crate) fn text_of(&mut self, index: usize, literals: Vec<Literal>) -> Option<Typed> {
        let (words, scope) = self.text(index)?;
        let step = TextStep { function: Callee::new(self.function), arguments: literals };
        let kind = match words {
            Words::Of(mut text) => {
                text.steps.push(step);
                text.list = None;
                Kind::Text(text)
            }
            Words::Literal(text) => match step.text(&self.checker.vocab, &text) {
                Some(text) => Kind::Words(text),
                None => {
                    let said = at(codes::NOTHING_OF_THE_TEXT, self.span).with("text", text);
                    let usage = Both::new(self.function.signature.zh, self.function.signature.en);
                    let said = said.with("name", self.name.value.as_str());
                    return self.checker.refuse(said.help(codes::GIVE_IT_A_FIELD.with("usage", usage)));
                }
            },
        };
        Some(Typed { kind, ty: Type::Text, scope, span: self.span })
    }

    /// The number that a function makes of a text and literals.
    pub(crate) fn number_of(&mut self, index: usize, literals: Vec<Literal>, ty: Type) -> Option<Typed> {
        let (words, scope) = self.text(index)?;
        Some(self.measured(self.function, words, scope, literals, ty))
    }

    /// The number that some function makes of a text.
    pub(crate) fn measured(
        &self,
        function: &'static Function,
        words: Words,
        scope: Scope,
        literals: Vec<Literal>,
        ty: Type,
    ) -> Typed {
        let step = TextStep { function: Callee::new(function), arguments: literals };
        let kind = match words {
            Words::Of(text) => Kind::Measure(text, step),
            // A number that is not finite is missing.
            Words::Literal(text) => Kind::Number(step.number(&self.checker.vocab, &text).unwrap_or(f64::NAN)),
        };
        Typed { kind, ty, scope, span: self.span }
    }

    /// All arguments, the fields of a group each for itself.
    fn all(&mut self) -> Option<Vec<Typed>> {
        let written: Vec<Expr> = self.arguments.iter().map(|argument| argument.value.clone()).collect();
        let (each, context) = self.checker.beside(&written, self.context);
        let values: Vec<Option<Typed>> =
            each.iter().map(|value| self.checker.infer(value, &context)).collect();
        values.into_iter().collect()
    }

    /// Whether each argument is given.
    pub(crate) fn whether_given(&mut self) -> Option<Vec<Typed>> {
        let values = self.all()?;
        Some(values.into_iter().map(|value| self.checker.known(value.itself())).collect())
    }

    /// The first argument that is given.
    pub(crate) fn first_given(&mut self) -> Option<Typed> {
        let values: Vec<Typed> = self.all()?.into_iter().map(Typed::itself).collect();
        let dates = values.first().is_some_and(|first| first.ty == Type::Date);
        let fits = |ty: &Type| match ty {
            Type::Number(_) | Type::Quantity => !dates,
            Type::Date => dates,
            Type::Truth | Type::Code(_) | Type::Text | Type::Period | Type::Coordinates | Type::Outline => {
                false
            }
        };
        if let Some(odd) = values.iter().find(|value| !fits(&value.ty)) {
            return if dates { self.not_a_date(odd) } else { self.checker.not_a_number(odd) };
        }
        let mut values = self.checker.in_one_unit(values, self.span)?;
        if values.iter().any(|value| value.ty == Type::Quantity) {
            values = values.into_iter().map(widened).collect();
        }
        // Two by two, so that the tree stays shallow: which comes first is the same.
        while values.len() > 1 {
            let mut halved = Vec::new();
            let mut rest = values.into_iter();
            while let Some(first) = rest.next() {
                let Some(second) = rest.next() else {
                    halved.push(first);
                    break;
                };
                let scope = self.checker.join(&[&first, &second])?;
                let ty = first.ty.clone();
                let kind = Kind::Otherwise(Box::new(first), Box::new(second));
                halved.push(Typed { kind, ty, scope, span: self.span });
            }
            values = halved;
        }
        values.pop()
    }

    /// A value that has a root, and what the root is: the powers of its unit are halved, `m²` is one of `m`; refused
    /// where one is odd.
    pub(crate) fn root(&mut self, value: Typed) -> Option<(Typed, Type)> {
        let Type::Number(unit) = &value.ty else { return None };
        if let Some(unit) = unit.root() {
            return Some((value, Type::Number(unit)));
        }
        let side = unit.symbol().strip_suffix('²').and_then(|side| self.checker.units.parse(side).ok());
        let square = side.as_ref().map(|side| side.power(2)).filter(|square| unit.compatible(square).is_ok());
        match (side, square) {
            (Some(side), Some(square)) => {
                let span = value.span;
                Some((self.checker.convert(value, &square, span)?, Type::Number(side)))
            }
            _ => {
                let said = at(unit_codes::NO_SQUARE, value.span).with("unit", Arg::of(&UnitName(unit)));
                self.checker.refuse(said)
            }
        }
    }

    /// A number of a unit by name, for a function that gives one.
    pub(crate) fn unit(&self, name: &str) -> Type {
        self.checker.units.parse(name).map_or_else(|_| ratio(), Type::Number)
    }
}

/// The pattern that a text is.
pub(super) fn pattern(checker: &mut Checker, text: &str, span: Span) -> Option<Pattern> {
    match Pattern::new(text) {
        Some(pattern) => Some(pattern),
        None => checker.refuse(at(codes::NO_PATTERN, span).with("text", text).help(codes::PATTERN_LIKE)),
    }
}
