//! Aggregates over groups: `median(x) by a, b`.

use shensuan_diagnostics::codes::{groups as codes, types, units};
use shensuan_diagnostics::{Both, Span};
use shensuan_plan::{How, Literal, Statistic};
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::{Argument, By, Expr, ExprKind, Path, Quantifier};
use shensuan_vocab::{FormId, Rows, Vocab};

use super::alike::Alike;
use super::call::Words;
use super::expr::{ratio, truth};
use super::items::row_of;
use super::{Checker, Context, alike, at};
use crate::chosen::{branches, ends};
use crate::grouped::{Asked, Grouped, LEAST};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// Every spelling, the written one first in each language.
const ASKED: [(&str, Asked); 29] = [
    ("sum", Asked::Of(Statistic::Fold(How::Sum))),
    ("合计", Asked::Of(Statistic::Fold(How::Sum))),
    ("count", Asked::Of(Statistic::Fold(How::CountGiven))),
    ("记录数", Asked::Of(Statistic::Fold(How::CountGiven))),
    ("行数", Asked::Of(Statistic::Fold(How::CountGiven))),
    ("户数", Asked::Of(Statistic::Fold(How::CountGiven))),
    ("mean", Asked::Mean),
    ("均值", Asked::Mean),
    ("min", Asked::Of(Statistic::Fold(How::Min))),
    ("最小", Asked::Of(Statistic::Fold(How::Min))),
    ("max", Asked::Of(Statistic::Fold(How::Max))),
    ("最大", Asked::Of(Statistic::Fold(How::Max))),
    ("any", Asked::Of(Statistic::Fold(How::Any))),
    ("存在", Asked::Of(Statistic::Fold(How::Any))),
    ("every", Asked::Of(Statistic::Fold(How::Every))),
    ("每行", Asked::Of(Statistic::Fold(How::Every))),
    ("每户", Asked::Of(Statistic::Fold(How::Every))),
    ("distinct", Asked::Of(Statistic::Distinct)),
    ("去重", Asked::Of(Statistic::Distinct)),
    ("median", Asked::Of(Statistic::Median)),
    ("中位数", Asked::Of(Statistic::Median)),
    ("mad", Asked::Of(Statistic::Mad)),
    ("绝对中位差", Asked::Of(Statistic::Mad)),
    ("stddev", Asked::Of(Statistic::StdDev)),
    ("标准差", Asked::Of(Statistic::StdDev)),
    ("rank", Asked::Of(Statistic::Rank)),
    ("名次", Asked::Of(Statistic::Rank)),
    ("share", Asked::Share),
    ("占比", Asked::Share),
];

/// The aggregate whose second argument says which part is meant.
const PERCENTILE: [&str; 2] = ["percentile", "分位数"];
pub(crate) const LIST: [&str; 2] = ["list", "列表"];
pub(crate) const COMMON: [&str; 2] = ["common", "常见项"];

/// What an aggregate is asked of, before its keys are known.
pub(super) struct Operand {
    asked: Asked,
    pub(super) value: Option<Typed>,
    /// Where the rows are that it is asked of.
    pub(super) scope: Scope,
    ty: Type,
}

/// What groups are made by.
pub(super) struct Keys {
    pub(super) keys: Vec<Typed>,
    pub(super) scope: Scope,
    /// How few make none, where that is written.
    pub(super) least: Option<u32>,
    pub(super) span: Span,
}

/// Spellings of aggregates that are asked of groups alone.
pub(super) fn spellings() -> impl Iterator<Item = &'static str> {
    ASKED.iter().map(|(spelling, _)| *spelling).chain(PERCENTILE).chain(LIST).chain(COMMON)
}

/// Whether an aggregate counts how many different ones there are.
pub(super) fn asks_how_many_differ(name: &str) -> bool {
    ASKED.iter().any(|(spelling, asked)| *spelling == name && *asked == Asked::Of(Statistic::Distinct))
}

/// What an aggregate is called.
fn spelling(asked: Asked) -> Both {
    let of = |chinese: bool| {
        let mut spellings = ASKED.iter().filter(|(_, other)| *other == asked).map(|(spelling, _)| *spelling);
        spellings.find(|spelling| spelling.is_ascii() != chinese)
    };
    Both::new(of(true).unwrap_or("合计"), of(false).unwrap_or("sum"))
}

/// Whether a call may be asked of groups: beside each other, values are of one row.
pub(super) fn asked_of_groups(name: &Ident, arguments: &[Argument]) -> bool {
    let of_one = arguments.len() == 1 && ASKED.iter().any(|(spelling, _)| *spelling == name.value);
    of_one || PERCENTILE.contains(&name.value.as_str())
}

/// Whether a call is of the group that is judged, where subjects are grouped.
pub(super) fn asked_in_group(name: &Ident, arguments: &[Argument]) -> bool {
    asked_of_groups(name, arguments) || alike::asked(&name.value) == Some(Alike::Same)
}

/// Whether an aggregate is asked of groups whatever stands in its brackets.
pub(super) fn of_groups_alone(name: &str) -> bool {
    let known = ASKED.iter().find(|(spelling, _)| *spelling == name).map(|(_, asked)| *asked);
    match known {
        Some(Asked::Of(Statistic::Fold(How::Any | How::Every))) => true,
        Some(Asked::Of(Statistic::Fold(_)) | Asked::Mean) => false,
        Some(Asked::Of(_) | Asked::Share) => true,
        None => PERCENTILE.contains(&name) || LIST.contains(&name) || COMMON.contains(&name),
    }
}

impl Checker {
    /// `median(x) by a, b`.
    pub(super) fn by(&mut self, call: &Expr, by: &By, span: Span, context: &Context) -> Option<Typed> {
        let ExprKind::Call(name, arguments) = &call.value else { return None };
        if alike::asked(&name.value) == Some(Alike::Same) {
            return self.same_by(name, arguments, by, span, context);
        }
        let known = spellings().any(|spelling| spelling == name.value);
        if !known {
            if crate::functions::find(&name.value).is_some() {
                let said = at(codes::NOT_OF_GROUPS, name.span).with("name", name.value.as_str());
                return self.refuse(said);
            }
            return self.call(name, arguments, call.span, context);
        }
        self.total_by(name, arguments, by, span, context)
    }

    /// An aggregate over groups that are already told apart from its call.
    pub(super) fn total_by(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        by: &By,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let beside = std::mem::take(&mut self.forms_beside);
        let keys = self.keys(by, context);
        let grouped = self.grouped(name, arguments, keys.as_ref(), span, context);
        self.forms_beside = beside;
        keys.and(grouped)
    }

    /// What is asked of the group of subjects that is judged.
    pub(super) fn of_group_in_hand(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (keys, inner) = (self.keys_in_hand(context, span), context.aggregated());
        match alike::asked(&name.value) {
            Some(_) => self.same_in(name, arguments, keys.as_ref(), span, &inner),
            None => self.grouped(name, arguments, keys.as_ref(), span, &inner),
        }
    }

    /// `any F where …`, `every enterprise has …` of the group of subjects that is judged.
    pub(super) fn tested_in_hand(
        &mut self,
        quantifier: Quantifier,
        path: &Path,
        condition: &Expr,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (keys, inner) = (self.keys_in_hand(context, span)?, context.aggregated());
        let rows = if self.names_the_subject(path) {
            None
        } else {
            let form = self.resolve_form_in(path, &inner)?;
            (self.vocab.form(form).rows == Rows::Many).then_some(form)
        };
        let inner = rows.map_or_else(|| inner.clone(), |rows| inner.inside(rows));
        let value = self.condition(condition, &inner)?;
        match rows {
            Some(rows) => self.belongs(&value, rows)?,
            None if matches!(value.scope, Scope::Rows(_)) => return self.key_of_other_rows(&[&value]),
            None => {}
        }
        let how = if quantifier == Quantifier::Every { How::Every } else { How::Any };
        let asked = Asked::Of(Statistic::Fold(how));
        let (keys, value, scope) = (keys.keys, Some(value), keys.scope);
        let asked = Kind::Group(Box::new(Grouped { asked, rows, value, keep: None, keys, least: 0 }));
        let asked = truth(asked, scope, span);
        Some(match quantifier {
            Quantifier::Any | Quantifier::Every => asked,
            Quantifier::None => truth(Kind::Not(Box::new(asked)), scope, span),
        })
    }

    /// `distinct(F.x where …)` without groups: of the rows of the subject, or of the row in hand. None where it is of
    /// something else.
    #[expect(clippy::option_option, reason = "of something else, poisoned and found are three things")]
    pub(super) fn differing(
        &mut self,
        argument: &Argument,
        span: Span,
        context: &Context,
    ) -> Option<Option<Typed>> {
        let said = self.said.clone();
        let value = self.infer(&argument.value, context);
        let Some(Typed { scope: Scope::Rows(rows), .. }) = value else {
            self.said = said;
            return None;
        };
        Some(self.differing_in(rows, argument, span, context))
    }

    fn differing_in(
        &mut self,
        rows: FormId,
        argument: &Argument,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let rows = self.vocab.form(rows).copy_of.unwrap_or(rows);
        let (over, keep, inner) = self.kept(argument.keep.as_ref(), rows, context)?;
        let value = self.infer(&argument.value, &inner)?;
        self.belongs(&value, over.rows)?;
        let value = if value.ty.is_text() { self.identity_of(value)? } else { value };
        let key = match over.scope {
            Scope::Rows(above) => row_of(above, span),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => {
                Typed { kind: Kind::Which, ty: ratio(), scope: Scope::Subject, span }
            }
        };
        let grouped = Grouped {
            asked: Asked::Of(Statistic::Distinct),
            rows: Some(over.rows),
            value: Some(value),
            keep,
            keys: vec![key],
            least: 0,
        };
        let made = Typed { kind: Kind::Group(Box::new(grouped)), ty: ratio(), scope: over.scope, span };
        Some(over.guarded(made))
    }

    /// An aggregate over groups, or without keys over everybody.
    pub(super) fn over_everybody(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let everybody = Keys { keys: Vec::new(), scope: Scope::DataSet, least: None, span };
        let beside = std::mem::take(&mut self.forms_beside);
        let grouped = self.grouped(name, arguments, Some(&everybody), span, context);
        self.forms_beside = beside;
        grouped
    }

    /// Keys that could not be checked have been complained of: the rest is checked all the same.
    pub(super) fn grouped(
        &mut self,
        name: &Ident,
        arguments: &[Argument],
        keys: Option<&Keys>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if LIST.contains(&name.value.as_str()) || COMMON.contains(&name.value.as_str()) {
            let word = if LIST.contains(&name.value.as_str()) { LIST } else { COMMON };
            let [en, zh] = word;
            return self.alone(zh, en, codes::BESIDE_INCLUDES_EVERY, name.span);
        }
        let (argument, asked) = self.argument(name, arguments, span, context)?;
        // Without keys, where a group is what is judged, its rows are meant.
        let in_hand = keys.filter(|keys| keys.keys.is_empty()).and_then(|_| self.members(context));
        // A rank is of the row in hand, among the others.
        let of_group = in_hand.is_none() && asked != Asked::Of(Statistic::Rank);
        let plain = Context { of_group: of_group || context.of_group, ..context.clone() };
        let inner = in_hand.as_ref().map_or(&plain, |(_, _, inner)| inner);
        let operand = self.operand(name, asked, argument, span, inner)?;
        let rows = match operand.scope {
            Scope::Rows(form) => Some(form),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
        };
        let in_hand = in_hand.as_ref().filter(|(_, members, _)| Some(*members) == rows);
        let keep = match &argument.keep {
            None => None,
            Some(keep) => {
                let inside = match (in_hand, rows) {
                    (Some((_, _, inner)), _) => inner.clone(),
                    (None, Some(rows)) => context.in_group(rows),
                    (None, None) => context.clone(),
                };
                Some(self.condition(keep, &inside)?)
            }
        };
        if let Some(keep) = &keep {
            let own = Typed { kind: Kind::Missing, ty: ratio(), scope: operand.scope, span };
            self.join(&[&own, keep])?;
            if rows.is_none() && matches!(keep.scope, Scope::Rows(_)) {
                return self.key_of_other_rows(&[keep]);
            }
        }
        let of_item = in_hand.map(|(group, _, _)| Keys {
            keys: vec![row_of(*group, span)],
            scope: Scope::Rows(*group),
            least: Some(0),
            span,
        });
        let keys = of_item.as_ref().or(keys)?;
        let scope = match &of_item {
            Some(_) if operand.asked == Asked::Of(Statistic::Rank) => operand.scope,
            Some(item) => item.scope,
            None => self.scope_of_group(operand.asked, operand.scope, keys, span)?,
        };
        let least = keys.least.unwrap_or(if operand.asked.knows_a_minimum() { LEAST } else { 0 });
        let kind = Kind::Group(Box::new(Grouped {
            asked: operand.asked,
            rows,
            value: operand.value,
            keep,
            keys: keys.keys.clone(),
            least,
        }));
        Some(Typed { kind, ty: operand.ty, scope, span })
    }

    /// The rows that have one value of an aggregate: those that its keys have one value in; of a rank each for itself.
    pub(super) fn scope_of_group(
        &mut self,
        asked: Asked,
        operand: Scope,
        keys: &Keys,
        span: Span,
    ) -> Option<Scope> {
        self.of_rows_as_filed(operand, span)?;
        self.of_rows_as_filed(keys.scope, span)?;
        if let Scope::Rows(rows) = keys.scope
            && operand != Scope::Rows(rows)
        {
            return self.key_of_other_rows(&keys.keys.iter().collect::<Vec<_>>());
        }
        if asked == Asked::Of(Statistic::Rank) {
            return Some(if operand == Scope::DataSet { Scope::Subject } else { operand });
        }
        Some(keys.scope)
    }

    /// A group holds each row of a form once: of rows that are found by a key one may be there several times, or not at all.
    pub(super) fn of_rows_as_filed(&mut self, scope: Scope, span: Span) -> Option<()> {
        match scope {
            Scope::Rows(rows) if self.found_by_key.contains(&rows) => {
                let form = Both::of(&self.vocab.form(rows).name);
                self.refuse(at(codes::GROUP_OF_ROWS_FOUND, span).with("form", form).help(codes::ASK_OUTSIDE))
            }
            Scope::Everywhere | Scope::DataSet | Scope::Subject | Scope::Rows(_) => Some(()),
        }
    }

    pub(super) fn key_of_other_rows<T>(&mut self, keys: &[&Typed]) -> Option<T> {
        let key = keys.iter().find(|key| matches!(key.scope, Scope::Rows(_)))?;
        let name = match key.scope {
            Scope::Rows(form) => Both::of(&self.vocab.form(form).name),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => Both::default(),
        };
        let name = match key.kind.cell() {
            Some(field) => Both::of(&self.vocab.field(field).name),
            None => name,
        };
        let said = at(codes::KEY_OF_OTHER_ROWS, key.span).with("key", name);
        self.refuse(said.help(codes::AGGREGATE_OR_FOR_EACH))
    }

    /// What stands behind `by`.
    pub(super) fn keys(&mut self, by: &By, context: &Context) -> Option<Keys> {
        let keys: Vec<Option<Typed>> = by.keys.iter().map(|key| self.path(key, context)).collect();
        let least = match &by.least {
            None => Some(None),
            Some(written) => match written.value.parse::<u32>() {
                Ok(least @ 1..=1_000_000) => Some(Some(least)),
                Ok(_) | Err(_) => {
                    let said = at(types::WHOLE_NUMBER_WANTED, written.span);
                    self.refuse(said.with("least", "1").with("most", "1000000"))
                }
            },
        };
        let keys: Vec<Typed> = keys.into_iter().collect::<Option<_>>()?;
        for key in &keys {
            let equal = match key.ty {
                Type::Number(_) | Type::Truth | Type::Date => true,
                Type::Code(_) | Type::Text | Type::Period => key.words().is_some() || branches(key).is_some(),
                Type::Quantity | Type::Coordinates | Type::Outline => false,
            };
            if !equal {
                let said = at(codes::NO_KEY, key.span).with("found", key.ty.describe(&self.vocab));
                return self.refuse(said.help(codes::KEYS_ARE));
            }
        }
        let scope = match self.join(&keys.iter().collect::<Vec<_>>())? {
            Scope::Everywhere => Scope::DataSet,
            scope @ (Scope::DataSet | Scope::Subject | Scope::Rows(_)) => scope,
        };
        Some(Keys { keys, scope, least: least?, span: by.span })
    }

    /// The argument that an aggregate is of, and what is asked of it.
    fn argument<'a>(
        &mut self,
        name: &Ident,
        arguments: &'a [Argument],
        span: Span,
        context: &Context,
    ) -> Option<(&'a Argument, Asked)> {
        let known = ASKED.iter().find(|(spelling, _)| *spelling == name.value);
        match (known, arguments) {
            (Some((_, asked)), [argument]) => Some((argument, *asked)),
            (None, [argument, share]) => {
                let share = self.share_written(name, &share.value, context)?;
                Some((argument, Asked::Of(Statistic::Percentile(Literal::new(share)))))
            }
            (None, _) => {
                let said = at(types::WRONG_ARGUMENTS, span).with("name", name.value.as_str());
                self.refuse(said.help(codes::SHARE_USAGE.with("name", name.value.as_str())))
            }
            (Some(_), _) => self.not_so(name, span),
        }
    }

    fn not_so<T>(&mut self, name: &Ident, span: Span) -> Option<T> {
        let said = at(types::WRONG_ARGUMENTS, span).with("name", name.value.as_str());
        self.refuse(said.help(codes::GROUP_USAGE.with("name", name.value.as_str())))
    }

    /// A percentage that is written out, or a constant that is one.
    pub(super) fn share_written(&mut self, name: &Ident, share: &Expr, context: &Context) -> Option<f64> {
        let value = self.infer(share, context)?;
        let written = match &value.kind {
            Kind::Formula(id) => self.formula(*id).map(|formula| &formula.value.kind),
            kind => Some(kind),
        };
        match written {
            Some(Kind::Ratio(ratio)) if (0.0..=1.0).contains(ratio) => Some(*ratio),
            _ => {
                let said = at(codes::SHARE_WANTED, share.span).with("name", name.value.as_str());
                self.refuse(said.help(codes::SHARE_USAGE.with("name", name.value.as_str())))
            }
        }
    }

    fn operand(
        &mut self,
        name: &Ident,
        asked: Asked,
        argument: &Argument,
        span: Span,
        context: &Context,
    ) -> Option<Operand> {
        let expr = &argument.value;
        match asked {
            Asked::Of(Statistic::Fold(How::Count | How::CountGiven)) => {
                self.counted(name, expr, span, context)
            }
            Asked::Of(Statistic::Fold(How::Any | How::Every)) | Asked::Share => {
                let value = self.condition(expr, context)?;
                let ty = if asked == Asked::Share { ratio() } else { Type::Truth };
                let scope = value.scope;
                Some(Operand { asked, value: Some(value), scope, ty })
            }
            Asked::Of(Statistic::Distinct) => {
                let value = self.infer(expr, context)?;
                let value = if value.ty.is_text() { self.identity_of(value)? } else { value };
                let scope = value.scope;
                Some(Operand { asked, value: Some(value), scope, ty: ratio() })
            }
            Asked::Of(_) | Asked::Mean => self.measured(asked, expr, context),
        }
    }

    /// A count: of subjects, of rows, of given values.
    fn counted(&mut self, name: &Ident, expr: &Expr, span: Span, context: &Context) -> Option<Operand> {
        let rows = |scope| Operand {
            asked: Asked::Of(Statistic::Fold(How::Count)),
            value: None,
            scope,
            ty: ratio(),
        };
        if let ExprKind::Path(path) = &expr.value {
            if self.names_the_subject(path) {
                return Some(rows(Scope::Subject));
            }
            if self.names_a_form(path) {
                let form = self.resolve_form(path)?;
                if self.vocab.form(form).rows == Rows::Many {
                    return Some(rows(Scope::Rows(form)));
                }
                let kind = Kind::RowCount(form);
                let value = Some(Typed { kind, ty: ratio(), scope: Scope::Subject, span });
                let asked = Asked::Of(Statistic::Fold(How::Sum));
                return Some(Operand { asked, value, scope: Scope::Subject, ty: ratio() });
            }
        }
        let value = self.infer(expr, context)?;
        if value.scope == Scope::Everywhere {
            return self.not_so(name, expr.span);
        }
        let value = if value.ty.is_text() { self.identity_of(value)? } else { value.itself() };
        let asked = Asked::Of(Statistic::Fold(How::CountGiven));
        let scope = value.scope;
        Some(Operand { asked, value: Some(value), scope, ty: ratio() })
    }

    /// A number, or for the first and the last of them a date.
    pub(super) fn measured(&mut self, asked: Asked, expr: &Expr, context: &Context) -> Option<Operand> {
        let value = self.infer(expr, context)?;
        if value.ty == Type::Quantity {
            let help = units::SAY_AS_UNIT.with("name", spelling(asked));
            return self.refuse(at(units::NEEDS_A_UNIT, value.span).help(help));
        }
        let ends = matches!(asked, Asked::Of(Statistic::Fold(How::Min | How::Max) | Statistic::Rank));
        let measured = matches!(value.ty, Type::Number(_)) || ends && value.ty == Type::Date;
        if !measured {
            let refused = self.not_a_number(&value);
            return refused.and(None);
        }
        let on_a_scale = matches!(&value.ty, Type::Number(unit) if unit.is_scale());
        let adds = matches!(asked, Asked::Of(Statistic::Fold(How::Sum) | Statistic::Mad | Statistic::StdDev));
        if on_a_scale && adds {
            return self.not_on_a_scale(value.span);
        }
        let ty = if asked == Asked::Of(Statistic::Rank) { ratio() } else { value.ty.clone() };
        let scope = value.scope;
        Some(Operand { asked, value: Some(value), scope, ty })
    }

    /// The number that stands for a text; of one that is chosen, of what is chosen.
    pub(super) fn identity_of(&mut self, value: Typed) -> Option<Typed> {
        match identity(&value, is_exact(&value, &self.vocab)) {
            Some(number) => Some(number),
            None => self.not_a_number(&value).and(None),
        }
    }
}

/// Whether a text is compared as it stands: one that is chosen, where all fields that it may be of are.
pub(crate) fn is_exact(value: &Typed, vocab: &Vocab) -> bool {
    let mut fields = ends(value).into_iter().filter_map(|end| end.kind.cell()).peekable();
    fields.peek().is_some() && fields.all(|field| vocab.field(field).exact)
}

/// The number that stands for a text.
pub(crate) fn identity(value: &Typed, exact: bool) -> Option<Typed> {
    let kind = match (branches(value), value.words()) {
        (Some([condition, yes, no]), _) => {
            let (yes, no) = (identity(yes, exact)?, identity(no, exact)?);
            Kind::Choose(Box::new(condition.clone()), Box::new(yes), Box::new(no))
        }
        (None, Some(Words::Of(text))) => Kind::TextId(text, exact),
        (None, Some(Words::Literal(text))) => Kind::WordsId(text, exact),
        (None, None) if value.kind == Kind::Missing => Kind::Missing,
        (None, None) => return None,
    };
    Some(Typed { kind, ty: ratio(), scope: value.scope, span: value.span })
}
