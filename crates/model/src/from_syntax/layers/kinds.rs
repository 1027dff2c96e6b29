//! What is overridden keeps the kind that it has where it is declared: type and unit of a value, the rows of a formula,
//! what a set holds.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::layers as codes;
use shensuan_diagnostics::{Arg, Both, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{Item, Names, Node};
use shensuan_syntax::tree_expr::SetMember;
use shensuan_vocab::units::Unit;

use super::super::{Checker, Context, at};
use super::survey::{Found, Key};
use crate::model::{Formula, Model};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// What is overridden, as it is without any change, by the place of its declaration.
#[derive(Clone, Default)]
pub(in crate::from_syntax) struct Declared {
    values: BTreeMap<Span, Formula>,
    sets: BTreeMap<Span, Vec<Node<SetMember>>>,
}

/// What the targets of changes are without them; `unchanged` is the model of the trees as they stand.
pub(in crate::from_syntax) fn declared(
    trees: &[SyntaxTree],
    found: &[Found<'_>],
    unchanged: &Model,
) -> Declared {
    let mut declared = Declared::default();
    for change in found {
        let (Key::Declared(span), Some((tree, item))) = (change.key, change.target) else { continue };
        if let Some(formula) = unchanged.formulas.iter().find(|formula| formula.span == span) {
            declared.values.insert(span, formula.clone());
        }
        if let Some(Item::Set(set)) = trees.get(tree).and_then(|tree| tree.items.get(item)) {
            declared.sets.insert(span, set.members.clone());
        }
    }
    declared
}

impl Checker {
    /// An overridden constant or formula stays what it was: where the new value is of another type or unit, or has
    /// values for other rows, that is said, and it has none. The value before cannot stand in for it: what it looks up
    /// belongs to another checking.
    pub(in crate::from_syntax) fn as_declared(
        &mut self,
        names: &Names,
        span: Span,
        now: Typed,
        wanted: Scope,
    ) -> Option<(Typed, Scope)> {
        let Some(before) = self.declared.values.get(&span).cloned() else { return Some((now, wanted)) };
        if now.span == before.value.span {
            return Some((now, wanted));
        }
        let anywhere = before.constant || before.scope == Scope::Everywhere;
        let rows = anywhere || before.scope.join(now.scope, &self.vocab) == Some(before.scope);
        if !rows {
            let (found, stated) = (self.has_values(before.scope), self.has_values(now.scope));
            return self.of_another_kind(names, now.span, found, stated, before.value.span);
        }
        if !alike(&before, &now) {
            let (found, stated) = (self.described_value(&before.value), self.described_value(&now));
            return self.of_another_kind(names, now.span, found, stated, before.value.span);
        }
        let now = match &before.value.ty {
            // The results keep their unit.
            Type::Number(unit) if !before.constant && now.ty != before.value.ty => {
                Typed { span: now.span, ..self.convert_as(now.clone(), unit, now.span)? }
            }
            _ => now,
        };
        Some((now, if before.constant { wanted } else { before.scope }))
    }

    fn of_another_kind<T>(
        &mut self,
        names: &Names,
        span: Span,
        found: impl Into<Arg>,
        stated: impl Into<Arg>,
        before: Span,
    ) -> Option<T> {
        self.refuse(
            at(codes::VALUE_OF_ANOTHER_KIND, span)
                .with("name", Both::of(&super::super::declare::name(names)))
                .with("found", found)
                .with("stated", stated)
                .label(before, codes::THE_CONSTANT),
        )
    }

    fn described_value(&self, value: &Typed) -> Both {
        match value.kind {
            Kind::Ratio(_) => Both::new("百分数", "a percentage"),
            _ => value.ty.describe(&self.vocab),
        }
    }

    /// For whom a formula has values.
    fn has_values(&self, scope: Scope) -> Arg {
        match scope {
            Scope::Everywhere | Scope::DataSet => codes::ONE_VALUE.into(),
            Scope::Subject => codes::A_VALUE_A_SUBJECT.into(),
            Scope::Rows(form) => {
                codes::A_VALUE_A_ROW.with("form", Both::of(&self.vocab.form(form).name)).into()
            }
        }
    }

    /// An overridden set holds what is alike to one of its members before; it stays poisoned where not.
    pub(in crate::from_syntax) fn sets_as_declared(&mut self) {
        for (span, before) in self.declared.sets.clone() {
            let Some(at) = self.sets.iter().position(|set| set.name.span == span) else { continue };
            let Some(set) = self.sets.get(at).filter(|set| !set.poisoned) else { continue };
            let (name, now) = (set.name.value.clone(), set.members.clone());
            if now == before {
                continue;
            }
            let (Some(held), Some(members)) = (self.flat(&before), self.flat(&now)) else { continue };
            let known: Vec<Class> = held.iter().map(|member| self.class(&member.member)).collect();
            for member in members {
                let class = self.class(&member.member);
                if known.is_empty() || known.iter().any(|known| known.alike(&class)) {
                    continue;
                }
                let of = known.first().map_or_else(Both::default, |first| self.described_class(first));
                let before = before.first().zip(before.last());
                let before = before.map_or(span, |(first, last)| first.span.to(last.span));
                self.say(
                    super::super::at(codes::VALUE_OF_ANOTHER_KIND, member.span)
                        .with("name", name.as_str())
                        .with("found", codes::SET_OF.with("members", of))
                        .with("stated", codes::SET_OF.with("members", self.described_class(&class)))
                        .label(before, codes::THE_CONSTANT),
                );
                self.poison_set(at);
                break;
            }
        }
    }

    fn class(&mut self, member: &SetMember) -> Class {
        match member {
            SetMember::Text(_) => Class::Text,
            SetMember::Code(code) | SetMember::CodeRange(code, _) => {
                let digits = code.bytes().all(|byte| byte.is_ascii_digit());
                if digits { Class::Digits } else { Class::Text }
            }
            SetMember::Name(_) => Class::Unknown,
            SetMember::Value(value) | SetMember::Span(value, _) => {
                match self.infer(value, &Context::default()).map(|value| value.ty) {
                    Some(Type::Number(unit)) => Class::Number(unit),
                    Some(Type::Date) => Class::Date,
                    _ => Class::Unknown,
                }
            }
        }
    }

    fn described_class(&self, class: &Class) -> Both {
        match class {
            Class::Text | Class::Unknown => Both::new("代码或文本", "codes or texts"),
            Class::Digits => Both::new("代码或数值", "codes or numbers"),
            Class::Date => Both::new("日期", "dates"),
            Class::Number(unit) if unit.is_dimensionless() => Both::new("数值", "numbers"),
            Class::Number(unit) => {
                Both::new(format!("数值（{}）", unit.in_zh()), format!("numbers in {}", unit.in_en()))
            }
        }
    }
}

/// Whether a value can stand where another stood.
fn alike(before: &Formula, now: &Typed) -> bool {
    let percent = |value: &Typed| before.constant && matches!(value.kind, Kind::Ratio(_));
    let zero = |value: &Typed| matches!(value.kind, Kind::Number(0.0) | Kind::Ratio(0.0));
    let was = &before.value;
    match (&was.ty, &now.ty) {
        (Type::Number(a), Type::Number(b)) => {
            a.compatible(b).is_ok() && (percent(was) == percent(now) || zero(was) || zero(now))
        }
        (a, b) => a == b,
    }
}

/// What a member of a set can be held against.
enum Class {
    /// A text, or a code that no number is.
    Text,
    /// A code, or a bare number.
    Digits,
    /// A number with a point or a unit.
    Number(Unit),
    /// A day.
    Date,
    /// It has been complained of.
    Unknown,
}

impl Class {
    fn alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.compatible(b).is_ok(),
            (Self::Digits, Self::Number(unit)) | (Self::Number(unit), Self::Digits) => {
                unit.is_dimensionless()
            }
            (Self::Date, Self::Date) | (Self::Unknown, _) | (_, Self::Unknown) => true,
            (Self::Text | Self::Digits, Self::Text | Self::Digits) => true,
            (Self::Date, _) | (_, Self::Date) | (Self::Number(_), _) | (_, Self::Number(_)) => false,
        }
    }
}
