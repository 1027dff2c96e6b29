//! Named sets, what they hold, sets within sets; and whether a value is in a set.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{rulebook, text, types as codes};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::{Expr, SetMember};
use shensuan_vocab::ListId;
use shensuan_vocab::names::fold_text;

use super::compare::unless;
use super::expr::{ratio, truth};
use super::names::{Found, Target, Wanted};
use super::{Checker, Context, at};
use crate::predicate::Test;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// A member of a set as a test reads it.
#[derive(Clone)]
pub(super) struct Member {
    /// What it is: no name any more.
    pub(super) member: SetMember,
    /// Where the test says so: the set's name, for a member of a named set.
    pub(super) span: Span,
    /// Whether it comes from a named set.
    pub(super) named: bool,
}

impl Checker {
    /// Looks up every name in every set, read by a rule or not; sets that hold themselves are shown as a circle.
    pub(super) fn check_sets(&mut self) {
        let mut inside: Vec<Vec<(usize, Span)>> = Vec::new();
        for at in 0..self.sets.len() {
            let members = self.sets.get(at).map(|set| set.members.clone()).unwrap_or_default();
            let mut sets = Vec::new();
            for member in &members {
                let SetMember::Name(path) = &member.value else { continue };
                match self.resolve(path, Wanted::Set, &Context::default()) {
                    Some(Found::Target(Target::Set(set))) => sets.push((set, member.span)),
                    Some(_) | None => self.poison_set(at),
                }
            }
            inside.push(sets);
        }
        for start in 0..inside.len() {
            if let Some(circle) = circle(&inside, start) {
                self.say_circle(&circle, &inside);
            }
        }
        // A set that holds a poisoned one is as little known.
        for _ in 0..inside.len() {
            for (at, sets) in inside.iter().enumerate() {
                if sets.iter().any(|(set, _)| self.sets.get(*set).is_some_and(|set| set.poisoned)) {
                    self.poison_set(at);
                }
            }
        }
    }

    fn poison_set(&mut self, at: usize) {
        if let Some(set) = self.sets.get_mut(at) {
            set.poisoned = true;
        }
    }

    /// Says a circle once, at its first set.
    fn say_circle(&mut self, circle: &[usize], inside: &[Vec<(usize, Span)>]) {
        let first = circle.iter().min() == circle.first();
        if !first {
            return;
        }
        let name = |at: &usize| self.sets.get(*at).map_or("", |set| set.name.value.as_str());
        let mut ring: Vec<&str> = circle.iter().map(name).collect();
        ring.extend(circle.first().map(name));
        let mut said =
            shensuan_diagnostics::Diagnostic::new(rulebook::SET_CYCLE).with("cycle", ring.join(" → "));
        for (index, from) in circle.iter().enumerate() {
            let to = circle.get(index + 1).or(circle.first());
            let place = inside.get(*from).and_then(|sets| sets.iter().find(|(set, _)| Some(set) == to));
            if let Some((_, span)) = place {
                said = said.label(*span, text::HERE);
            }
        }
        self.say(said);
        circle.iter().for_each(|at| self.poison_set(*at));
    }

    /// The members of a set, named sets replaced by theirs; none where one of those was complained of.
    pub(super) fn flat(&mut self, members: &[Node<SetMember>]) -> Option<Vec<Member>> {
        let mut all = Vec::new();
        for member in members {
            let SetMember::Name(path) = &member.value else {
                all.push(Member { member: member.value.clone(), span: member.span, named: false });
                continue;
            };
            match self.resolve(path, Wanted::Set, &Context::default())? {
                Found::Target(Target::Set(set)) => {
                    let held = self.sets.get(set).filter(|set| !set.poisoned)?.members.clone();
                    let inner = self.flat(&held)?;
                    all.extend(inner.into_iter().map(|inner| Member {
                        span: member.span,
                        named: true,
                        ..inner
                    }));
                }
                Found::Target(_) | Found::Let(_) => return None,
            }
        }
        Some(all)
    }

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
        let members = self.flat(members)?;
        match &value.ty {
            Type::Code(list) => {
                let test = self.code_set(*list, &members)?;
                Some(self.asked(negated, &value, test, span))
            }
            Type::Text => {
                let texts = members.iter().map(|member| match &member.member {
                    SetMember::Text(text) | SetMember::Code(text) => Some(self.compared(&value, text)),
                    SetMember::CodeRange(..) | SetMember::Name(_) => None,
                });
                let test = Test::TextIs(texts.collect::<Option<_>>()?);
                Some(self.asked(negated, &value, test, span))
            }
            Type::Number(_) | Type::Quantity => self.number_set(&value, negated, &members, span),
            _ => {
                let found = value.ty.describe(&self.vocab);
                self.refuse(at(codes::NO_SET_TEST, value.span).with("found", found))
            }
        }
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
                SetMember::Name(_) => complete = false,
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
            let number = match &member.member {
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
        if !tests.is_empty() {
            marks.push(unless(self.may_be_none(&[value]), truth(Kind::Or(tests), value.scope, span)));
        }
        let any = match marks.pop() {
            Some(only) if marks.is_empty() => only,
            last => truth(Kind::Or(marks.into_iter().chain(last).collect()), value.scope, span),
        };
        Some(if negated { truth(Kind::Not(Box::new(any)), value.scope, span) } else { any })
    }
}

/// The sets along a circle that begins and ends at `start`.
fn circle(inside: &[Vec<(usize, Span)>], start: usize) -> Option<Vec<usize>> {
    let mut path: Vec<(usize, usize)> = vec![(start, 0)];
    let mut seen = vec![false; inside.len()];
    while let Some((at, followed)) = path.last().copied() {
        let next = inside.get(at).and_then(|sets| sets.get(followed)).map(|(set, _)| *set);
        if let Some(last) = path.last_mut() {
            last.1 += 1;
        }
        match next {
            None => {
                path.pop();
            }
            Some(next) if next == start => return Some(path.into_iter().map(|(at, _)| at).collect()),
            Some(next) if seen.get(next) == Some(&false) => {
                if let Some(seen) = seen.get_mut(next) {
                    *seen = true;
                }
                path.push((next, 0));
            }
            Some(_) => {}
        }
    }
    None
}
