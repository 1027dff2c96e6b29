//! Named sets: what they hold, and sets within sets.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{rulebook, text};
use shensuan_syntax::tree::Node;
use shensuan_syntax::tree_expr::SetMember;

use super::names::{Found, Target, Wanted};
use super::{Checker, Context};

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
        self.sets_as_declared();
        // A set that holds a poisoned one is as little known.
        for _ in 0..inside.len() {
            for (at, sets) in inside.iter().enumerate() {
                if sets.iter().any(|(set, _)| self.sets.get(*set).is_some_and(|set| set.poisoned)) {
                    self.poison_set(at);
                }
            }
        }
    }

    pub(super) fn poison_set(&mut self, at: usize) {
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
                    self.sets_read.push((set, member.span));
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
