//! `industry.class`, `industry.name`: what stands behind a code, written with a dot. And texts against texts.

use shensuan_diagnostics::codes::types as codes;
use shensuan_diagnostics::{Both, Lang, Span};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{CompareOp, Path};
use shensuan_vocab::ListId;
use shensuan_vocab::names::fold_text;

use super::call::Words;
use super::compare::unless;
use super::expr::{ratio, truth};
use super::names::Target;
use super::{Checker, Context, at};
use crate::chosen::branches;
use crate::functions::codes::{level, name, parent};
use crate::functions::{Callee, Function};
use crate::predicate::{Predicate, Test};
use crate::text::{Literal, TextStep};
use crate::typed::{Kind, Typed};
use crate::types::Type;

/// Parts that may stand behind each other: the tree is walked by recursion and must stay shallow.
const PARTS: usize = 16;

impl Checker {
    /// The part of a code that a path names; none where it names none. The inner option is the complaint.
    #[expect(clippy::option_option, reason = "no part, poisoned and found are three things")]
    pub(super) fn code_part(&mut self, path: &Path, context: &Context) -> Option<Option<Typed>> {
        let (last, owners) = path.parts.split_last()?;
        let owner = owners.last().filter(|_| owners.len() <= PARTS)?;
        let is_form = |target: &Target| matches!(target, Target::Form(_));
        let named = self.names.get(&owner.value);
        let is_let = owners.len() == 1 && context.has_let(&owner.value);
        let is_value = |target: &Target| matches!(target, Target::Field(_) | Target::Formula(_));
        let is_code = is_let
            || named.iter().any(|(target, _)| is_value(target))
                && !named.iter().any(|(target, _)| is_form(target));
        // The owner may be such a part itself.
        let is_part = owners.len() > 1 && !is_code && self.is_part(&owner.value);
        if !is_code && !is_part {
            return None;
        }
        let span = path.parts.first().map_or(path.span, |first| first.span).to(owner.span);
        let value = self.path(&Path { parts: owners.to_vec(), span }, context);
        Some(value.and_then(|value| self.part_of(value, last, path.span)))
    }

    /// Whether a word names a part of some code.
    fn is_part(&self, word: &str) -> bool {
        name::WORDS.contains(&word)
            || parent::WORDS.contains(&word)
            || self.vocab.lists().any(|(_, list)| list.level(word).is_some())
    }

    fn part_of(&mut self, value: Typed, part: &Node<String>, span: Span) -> Option<Typed> {
        if let Some(branches) = branches(&value) {
            return self.of_each_branch(branches, span, |checker, branch| {
                checker.part_of(branch.clone(), part, span)
            });
        }
        let Type::Code(list) = value.ty else {
            let found = value.ty.describe(&self.vocab);
            let said = at(codes::NOT_A_CODE, value.span).with("found", found);
            return self.refuse(said.with("name", part.value.as_str()));
        };
        let declared = self.vocab.list(list);
        let word = part.value.as_str();
        let (function, literals, ty): (&'static Function, _, _) = if let Some(at) = declared.level(word) {
            let at = i64::try_from(at).unwrap_or(0);
            (&level::FUNCTION, vec![Literal::List(list), Literal::Whole(at)], Type::Code(list))
        } else if name::WORDS.contains(&word) {
            (&name::FUNCTION, vec![Literal::List(list)], Type::Text)
        } else if parent::WORDS.contains(&word) {
            (&parent::FUNCTION, vec![Literal::List(list)], Type::Code(list))
        } else {
            let levels = |lang: Lang| declared.levels.iter().map(move |level| level.written(lang));
            let known: Vec<&str> =
                levels(Lang::Zh).chain(levels(Lang::En)).chain(name::WORDS).chain(parent::WORDS).collect();
            let mut names: Vec<String> = known.into_iter().map(str::to_owned).collect();
            let mut seen = std::collections::BTreeSet::new();
            names.retain(|name| seen.insert(name.clone()));
            let said = at(codes::NO_PART_OF_CODE, part.span)
                .with("name", word)
                .with("list", Both::of(&declared.name));
            return self.refuse(said.help(codes::PARTS_ARE.with("names", names)));
        };
        let level = declared.level(word).and_then(|at| declared.levels.get(at)).cloned();
        match level {
            Some(level) => self.used_word(part, level.all()),
            None if name::WORDS.contains(&word) => self.used_word(part, name::WORDS.into_iter()),
            None => self.used_word(part, parent::WORDS.into_iter()),
        }
        let mut text = match value.words()? {
            Words::Of(text) => text,
            Words::Literal(_) => {
                let said = at(codes::NOT_A_CODE, value.span).with("found", self.found(&value));
                return self.refuse(said.with("name", part.value.as_str()));
            }
        };
        text.steps.push(TextStep { function: Callee::new(function), arguments: literals });
        text.list = match ty {
            Type::Code(list) => Some(list),
            _ => None,
        };
        Some(Typed { kind: Kind::Text(text), ty, scope: value.scope, span })
    }

    /// A test of a text as a condition; of a literal it is decided here. It is false where the field is optional and
    /// blank.
    pub(super) fn asked(&self, negated: bool, value: &Typed, test: Test, span: Span) -> Typed {
        let scope = value.scope;
        let asked = match value.words() {
            Some(Words::Of(text)) => {
                let none = if self.vocab.field(text.field).optional { vec![text.field] } else { Vec::new() };
                unless(none, truth(Kind::Predicate(Predicate { text, test }), scope, span))
            }
            Some(Words::Literal(text)) => {
                let list = match value.ty {
                    Type::Code(list) => Some(self.vocab.list(list)),
                    _ => None,
                };
                truth(constant(test.holds(list, false, &text)), scope, span)
            }
            // Neither text nor code: it has been refused.
            None => truth(Kind::Or(Vec::new()), scope, span),
        };
        if negated { truth(Kind::Not(Box::new(asked)), scope, span) } else { asked }
    }

    /// A literal text as a value is compared with it: folded, unless the field is exact.
    pub(super) fn compared(&self, value: &Typed, text: &str) -> String {
        match value.kind.cell() {
            Some(field) if self.vocab.field(field).exact => text.to_owned(),
            Some(_) | None => fold_text(text),
        }
    }

    /// A text or a code against another. A code equals its code and its name, also where the other side is text.
    pub(super) fn texts_equal(
        &mut self,
        left: &Typed,
        op: &Node<CompareOp>,
        right: &Typed,
        span: Span,
    ) -> Option<Typed> {
        if !matches!(op.value, CompareOp::Equal | CompareOp::NotEqual) {
            return self.cannot_compare(left, right, op.span);
        }
        if let Some(branches) = branches(left) {
            return self
                .of_each_branch(branches, span, |checker, left| checker.texts_equal(left, op, right, span));
        }
        if let Some(branches) = branches(right) {
            return self
                .of_each_branch(branches, span, |checker, right| checker.texts_equal(left, op, right, span));
        }
        for (value, other) in [(left, right), (right, left)] {
            if let Some(Words::Literal(text)) = other.words() {
                return self.text_comparison(value, op, &Node::new(text, other.span), span);
            }
        }
        let scope = self.join(&[left, right])?;
        let list_of = |side: &Typed| match side.ty {
            Type::Code(list) => Some(list),
            _ => None,
        };
        let sides = [(left, list_of(right)), (right, list_of(left))];
        // Where one of both is exact, so is the comparison.
        let exact = |side: &Typed| side.kind.cell().is_some_and(|field| self.vocab.field(field).exact);
        let exact = exact(left) || exact(right);
        let none: Vec<_> = [left, right]
            .into_iter()
            .filter_map(|side| side.kind.cell().filter(|field| self.vocab.field(*field).optional))
            .collect();
        let [Some(a), Some(b)] = sides.map(|(side, other)| identity(side, other, exact)) else {
            return self.cannot_compare(left, right, op.span);
        };
        let equal = unless(none, truth(Kind::Equal(Box::new(a), Box::new(b)), scope, span));
        Some(if op.value == CompareOp::NotEqual {
            truth(Kind::Not(Box::new(equal)), scope, span)
        } else {
            equal
        })
    }
}

/// The number that stands for a text: equal for equal texts.
fn identity(side: &Typed, other: Option<ListId>, exact: bool) -> Option<Typed> {
    let Words::Of(mut text) = side.words()? else { return None };
    text.list = text.list.or(other);
    Some(Typed { kind: Kind::TextId(text, exact), ty: ratio(), scope: side.scope, span: side.span })
}

/// Whether a text is given.
pub(super) fn given_text(value: &Typed) -> Typed {
    let (scope, span) = (value.scope, value.span);
    if let Some([condition, yes, no]) = branches(value) {
        let (yes, no) = (given_text(yes), given_text(no));
        let kind = Kind::Choose(Box::new(condition.clone()), Box::new(yes), Box::new(no));
        return truth(kind, scope, span);
    }
    let kind = match (&value.kind, value.words()) {
        (Kind::Field(field), _) => Kind::GivenText(*field),
        (_, Some(Words::Of(text))) => {
            let given = Kind::Predicate(Predicate { text, test: Test::Given });
            Kind::Known(Box::new(truth(given, scope, span)))
        }
        (_, Some(Words::Literal(_))) => constant(true),
        (_, None) => constant(false),
    };
    truth(kind, scope, span)
}

/// All of nothing is true, one of nothing false.
fn constant(holds: bool) -> Kind {
    if holds { Kind::And(Vec::new()) } else { Kind::Or(Vec::new()) }
}

impl Typed {
    /// The text that this is; none where it is no text.
    pub(crate) fn words(&self) -> Option<Words> {
        let list = match self.ty {
            Type::Code(list) => Some(list),
            Type::Text | Type::Period | Type::Coordinates | Type::Outline => None,
            Type::Number(_) | Type::Quantity | Type::Truth | Type::Date => return None,
        };
        match &self.kind {
            Kind::Field(field) => Some(Words::Of(crate::text::TextValue::of_field(*field, list))),
            Kind::Text(text) => Some(Words::Of(text.clone())),
            Kind::Words(text) => Some(Words::Literal(text.clone())),
            _ => None,
        }
    }
}
