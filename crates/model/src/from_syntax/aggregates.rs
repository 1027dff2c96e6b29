//! Aggregates over the rows of a form: `sum count mean min max`, `any F where`, `every F has`.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{types as codes, units};
use shensuan_plan::How;
use shensuan_syntax::tree::{Ident, Node};
use shensuan_syntax::tree_expr::{Argument, Expr, ExprKind, Path, Quantifier};
use shensuan_vocab::{FormId, Rows};

use super::expr::{ratio, truth};
use super::joined::Of;
use super::{Checker, Context, alike, at, groups};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// An aggregate that is written like a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aggregate {
    Sum,
    Count,
    Mean,
    Min,
    Max,
}

/// Every spelling, the written one first in each language.
const AGGREGATES: [(&str, Aggregate); 12] = [
    ("sum", Aggregate::Sum),
    ("合计", Aggregate::Sum),
    ("count", Aggregate::Count),
    ("记录数", Aggregate::Count),
    ("行数", Aggregate::Count),
    ("mean", Aggregate::Mean),
    ("均值", Aggregate::Mean),
    ("min", Aggregate::Min),
    ("最小", Aggregate::Min),
    ("max", Aggregate::Max),
    ("最大", Aggregate::Max),
    ("户数", Aggregate::Count),
];

impl Aggregate {
    /// How values are folded; none for the mean, which is a sum over a count.
    const fn how(self) -> Option<How> {
        match self {
            Self::Sum => Some(How::Sum),
            Self::Count => Some(How::CountGiven),
            Self::Mean => None,
            Self::Min => Some(How::Min),
            Self::Max => Some(How::Max),
        }
    }
}

/// Rows that are made into one value.
#[derive(Clone)]
pub(super) struct Over {
    pub(super) rows: FormId,
    /// Where the value stands.
    pub(super) scope: Scope,
    /// Without this there is no value.
    pub(super) guard: Option<Typed>,
}

impl Over {
    pub(super) fn fold(
        &self,
        how: How,
        value: Option<Typed>,
        keep: Option<Typed>,
        ty: Type,
        span: Span,
    ) -> Typed {
        let (value, keep) = (value.map(Box::new), keep.map(Box::new));
        let kind = Kind::Fold { how, rows: self.rows, value, keep };
        self.guarded(Typed { kind, ty, scope: self.scope, span })
    }

    /// A value of these rows; none without what it takes to have one.
    pub(super) fn guarded(&self, made: Typed) -> Typed {
        let span = made.span;
        let Some(guard) = self.guard.clone() else { return made };
        let missing = Typed { kind: Kind::Missing, ..made.clone() };
        let (ty, scope) = (made.ty.clone(), made.scope);
        Typed { kind: Kind::Choose(Box::new(guard), Box::new(made), Box::new(missing)), ty, scope, span }
    }
}

impl Checker {
    /// `sum(F.x where …)`.
    pub(super) fn call(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if let Some(asked) = alike::asked(&name.value) {
            return self.alike(asked, name, arguments, span, context);
        }
        let known = AGGREGATES.iter().find(|(spelling, _)| *spelling == name.value);
        if let [argument] = arguments
            && groups::asks_how_many_differ(&name.value)
            && let Some(made) = self.differing(argument, span, context)
        {
            return made;
        }
        if self.is_beside_nobodys(context) && self.counts_subjects(arguments) {
            let rows = self.all_subjects()?;
            return self.count_of_all(rows, arguments, span, context);
        }
        if groups::of_groups_alone(&name.value) || self.counts_subjects(arguments) {
            return self.over_everybody(name, arguments, span, context);
        }
        let Some((_, aggregate)) = known.copied() else {
            if let Some(function) = crate::functions::find(&name.value) {
                return self.function_call(function, name, arguments, span, context);
            }
            let functions = crate::functions::callable().flat_map(|function| function.spellings());
            let aggregates = groups::spellings().chain(alike::spellings());
            let spellings: Vec<&'static str> = aggregates.chain(functions).collect();
            return self.unknown_function(name, arguments, &spellings);
        };
        let how = aggregate.how();
        let [argument] = arguments else {
            if arguments.iter().any(|argument| argument.keep.is_some()) {
                return self.wrong_arguments(name, span);
            }
            return self.over_fields(how, arguments, span, context);
        };
        if let ExprKind::Path(path) = &argument.value.value
            && argument.keep.is_none()
            && self.group(path).is_some()
        {
            return self.over_fields(how, arguments, span, context);
        }
        if let Some(union) = self.over_forms(name, argument, how, span, context)? {
            return Some(union);
        }
        // `count(F)` counts rows.
        if aggregate == Aggregate::Count
            && let ExprKind::Path(path) = &argument.value.value
            && self.names_a_table(path)
        {
            let rows = self.resolve_rows(path)?;
            return self.count_of_all(rows, arguments, span, context);
        }
        if aggregate == Aggregate::Count
            && let ExprKind::Path(path) = &argument.value.value
            && self.names_a_form(path)
        {
            let form = self.resolve_form_in(path, context)?;
            if self.vocab.form(form).rows == Rows::One && argument.keep.is_none() {
                let kind = Kind::RowCount(form);
                return Some(Typed { kind, ty: ratio(), scope: Scope::Subject, span });
            }
            let rows = self.many_rows(path, name, context)?;
            let (over, keep, _) = self.kept(argument.keep.as_ref(), rows, context)?;
            let count = over.fold(How::Count, None, keep.clone(), ratio(), span);
            return Some(counted(count, over.rows, keep, context));
        }
        let value = self.infer(&argument.value, context)?;
        let rows = match value.scope {
            Scope::Rows(rows) => self.vocab.form(rows).copy_of.unwrap_or(rows),
            Scope::DataSet | Scope::Subject => {
                return self.over_everybody(name, arguments, span, context);
            }
            Scope::Everywhere => return self.wrong_arguments(name, argument.value.span),
        };
        let (over, keep, inner) = self.kept(argument.keep.as_ref(), rows, context)?;
        let value = if over.rows == rows { value } else { self.infer(&argument.value, &inner)? };
        self.belongs(&value, over.rows)?;
        if aggregate == Aggregate::Count {
            // A mark is given, too, and a number whose unit does not fit.
            let is_cell = value.ty == Type::Quantity || self.takes_marks(&value);
            if value.ty.is_text() || is_cell {
                // A given text is known to be given; one that is not is unknown, and not counted.
                let given = self.known(value.itself());
                let both = [keep.clone(), Some(given)].into_iter().flatten().collect();
                let both = truth(Kind::And(both), Scope::Rows(over.rows), span);
                let count = over.fold(How::Count, None, Some(both), ratio(), span);
                return Some(counted(count, over.rows, keep, context));
            }
            let count = over.fold(How::CountGiven, Some(value.itself()), keep.clone(), ratio(), span);
            return Some(counted(count, over.rows, keep, context));
        }
        if value.ty == Type::Quantity {
            let help = units::SAY_AS_UNIT.with("name", name.value.as_str());
            return self.refuse(at(units::NEEDS_A_UNIT, value.span).help(help));
        }
        // The first and the last of dates, which do not add up.
        let of_dates = value.ty == Type::Date && matches!(aggregate, Aggregate::Min | Aggregate::Max);
        if !of_dates && !matches!(value.ty, Type::Number(_)) {
            return self.not_a_number(&value);
        }
        let ty = value.ty.clone();
        if aggregate == Aggregate::Sum && matches!(&ty, Type::Number(unit) if unit.is_scale()) {
            return self.not_on_a_scale(value.span);
        }
        let fold = |how, value: Typed, ty| over.fold(how, Some(value), keep.clone(), ty, span);
        let made = match aggregate {
            Aggregate::Sum => fold(How::Sum, value, ty),
            Aggregate::Min => fold(How::Min, value, ty),
            Aggregate::Max => fold(How::Max, value, ty),
            Aggregate::Mean | Aggregate::Count => {
                let total = fold(How::Sum, value.clone(), ty.clone());
                let given = fold(How::CountGiven, value, ratio());
                let scope = total.scope;
                Typed { kind: Kind::Over(Box::new(total), Box::new(given)), ty, scope, span }
            }
        };
        Some(counted(made, over.rows, keep, context))
    }

    /// `count(enterprise where …)` beside a row of a list, `count(list where …)`.
    fn count_of_all(
        &mut self,
        rows: FormId,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let keep = match arguments {
            [argument] => argument.keep.as_ref(),
            _ => None,
        };
        let Some(keep) = keep else { return self.needs_a_key(rows, context.row(), span) };
        let among = self.among(rows, keep, Of::Some, context)?;
        let keep = Some(among.condition);
        let count = among.over.fold(How::Count, None, keep.clone(), ratio(), span);
        Some(counted(count, among.over.rows, keep, context))
    }

    /// `count(enterprise)`.
    fn counts_subjects(&mut self, arguments: &[Argument]) -> bool {
        match arguments {
            [Argument { value, .. }] => {
                matches!(&value.value, ExprKind::Path(path) if self.names_the_subject(path))
            }
            _ => false,
        }
    }

    /// `any F where …`, `every F has …`.
    pub(super) fn rows_test(
        &mut self,
        quantifier: &Node<Quantifier>,
        path: &Path,
        condition: &Expr,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if context.of_subjects.is_some() {
            return self.tested_in_hand(quantifier.value, path, condition, span, context);
        }
        let word = match quantifier.value {
            Quantifier::Any => "any",
            Quantifier::Every => "every",
            Quantifier::None => "no",
        };
        let rows = self.many_rows(path, &Node::new(word.to_owned(), quantifier.span), context)?;
        let (how, of) = match quantifier.value {
            Quantifier::Any | Quantifier::None => (How::Any, Of::Some),
            Quantifier::Every => (How::Every, Of::Every),
        };
        let of_all = self.is_of_all(rows, context);
        let among = self.among(rows, condition, of, context)?;
        let (mut over, condition) = (among.over, among.condition);
        let guard = if of_all { over.guard.take() } else { None };
        if how == How::Any {
            self.one_is_enough(&condition, over.rows);
        }
        let mut asked = over.fold(how, Some(condition.clone()), None, Type::Truth, span);
        if let Some(known) = guard {
            asked = unless_found(asked, how, known);
        }
        let asked =
            if context.missing_fails { nobody_passed_over(asked, how, over.rows, condition) } else { asked };
        let scope = asked.scope;
        let asked = match among.all_belong {
            Some(belong) => truth(Kind::And(vec![belong, asked]), scope, span),
            None => asked,
        };
        Some(match quantifier.value {
            Quantifier::Any | Quantifier::Every => asked,
            Quantifier::None => truth(Kind::Not(Box::new(asked)), scope, span),
        })
    }

    /// The rows of a form as they are aggregated among the rows of another: those that belong to the row in hand, or
    /// to the row above it; else those of the subject.
    pub(super) fn over(&self, rows: FormId, context: &Context) -> Over {
        let above = context.row().and_then(|beside| self.vocab.rows_above_both(rows, beside));
        Over { rows, scope: above.map_or(Scope::Subject, Scope::Rows), guard: None }
    }

    /// `where …`: the rows that are aggregated, which of them are kept, and where names are looked for in them.
    pub(super) fn kept(
        &mut self,
        keep: Option<&Expr>,
        rows: FormId,
        context: &Context,
    ) -> Option<(Over, Option<Typed>, Context)> {
        let Some(keep) = keep else {
            let group = self.rows_of_group(rows, context);
            let (over, inner) = group.unwrap_or_else(|| (self.over(rows, context), context.clone()));
            return Some((over, None, inner));
        };
        let among = self.among(rows, keep, Of::Some, context)?;
        Some((among.over, Some(among.condition), among.context))
    }

    /// A condition inside an aggregate reads no rows but those aggregated.
    pub(super) fn belongs(&mut self, condition: &Typed, rows: FormId) -> Option<()> {
        let own = Typed {
            kind: Kind::Filed(rows),
            ty: Type::Truth,
            scope: Scope::Rows(rows),
            span: condition.span,
        };
        match self.join(&[&own, condition])? {
            joined if joined == own.scope => Some(()),
            _ => self.unrelated(&own, condition),
        }
    }

    pub(super) fn names_a_form(&self, path: &Path) -> bool {
        use super::names::Target;
        let is_form = |(target, _): &(Target, Span)| matches!(target, Target::Form(_));
        path.parts.last().is_some_and(|name| {
            let targets = self.names.get(&name.value);
            targets.iter().any(is_form)
                && !targets.iter().any(|(target, _)| matches!(target, Target::Field(_)))
        })
    }

    /// A form with many rows.
    fn many_rows(&mut self, path: &Path, name: &Ident, context: &Context) -> Option<FormId> {
        if self.names_the_subject(path) {
            return self.all_subjects();
        }
        if self.names_a_table(path) {
            return self.resolve_rows(path);
        }
        let form = self.resolve_form_in(path, context)?;
        match self.vocab.form(form).rows {
            Rows::Many => Some(form),
            Rows::One => {
                let said = at(codes::WRONG_ARGUMENTS, path.span).with("name", name.value.as_str());
                self.refuse(said.help(codes::ONE_ROW_FORM))
            }
        }
    }

    pub(super) fn wrong_arguments<T>(&mut self, name: &Ident, span: Span) -> Option<T> {
        self.refuse(
            at(codes::WRONG_ARGUMENTS, span)
                .with("name", name.value.as_str())
                .help(codes::AGGREGATE_USAGE.with("name", name.value.as_str())),
        )
    }
}

/// Whether the condition is known of every row.
fn known_of_each(rows: FormId, condition: Typed, scope: Scope) -> Typed {
    let (own, span) = (condition.scope, condition.span);
    let known = Some(Box::new(truth(Kind::Known(Box::new(condition)), own, span)));
    truth(Kind::Fold { how: How::Every, rows, value: known, keep: None }, scope, span)
}

/// `any` or `every` where missing counts as failure: a row whose own empty cell leaves the condition unknown is not
/// passed over, it leaves the answer unknown unless another row decides it.
fn nobody_passed_over(asked: Typed, how: How, rows: FormId, condition: Typed) -> Typed {
    let known = known_of_each(rows, condition, asked.scope);
    unless_found(asked, how, known)
}

/// A row is found by what is known of the one in hand; if none is while something is not known, that is not known either.
fn unless_found(asked: Typed, how: How, known: Typed) -> Typed {
    let (scope, span) = (asked.scope, asked.span);
    let of = |kind: Kind| truth(kind, scope, span);
    let unknown = truth(Kind::Missing, Scope::Everywhere, span);
    if how == How::Any {
        let open = of(Kind::Not(Box::new(known)));
        let doubt = of(Kind::And(vec![open, unknown]));
        of(Kind::Or(vec![asked, doubt]))
    } else {
        let sure = of(Kind::Or(vec![known, unknown]));
        of(Kind::And(vec![asked, sure]))
    }
}

/// `count(F where …)`, `sum(F.x where …)`: where missing counts as failure, missing if it cannot be said of a row whether
/// it counts.
fn counted(count: Typed, rows: FormId, keep: Option<Typed>, context: &Context) -> Typed {
    let Some(keep) = keep.filter(|_| context.missing_fails) else { return count };
    let (ty, scope, span) = (count.ty.clone(), count.scope, count.span);
    let known = known_of_each(rows, keep, scope);
    let missing = Typed { kind: Kind::Missing, ..count.clone() };
    let kind = Kind::Choose(Box::new(known), Box::new(count), Box::new(missing));
    Typed { kind, ty, scope, span }
}
