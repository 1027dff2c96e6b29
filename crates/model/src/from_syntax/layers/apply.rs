//! Puts what a layer says in the place of what the layers below it say.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::Span;
use shensuan_syntax::tree::{
    Change, ChangeDecl, Clause, Item, NewValue, Node, RuleDecl, Severity as Written, SyntaxTree,
};
use shensuan_syntax::tree_expr::SetMember;
use shensuan_syntax::{Expr, print_member};

use super::super::severity;
use super::survey::{Found, Key, Place};
use crate::layers::{Effect, LayerId};
use crate::model::Severity;

/// The trees as some changes make them.
pub(in crate::from_syntax) struct Effective<'t> {
    pub(in crate::from_syntax) trees: Cow<'t, [SyntaxTree]>,
    /// By change: what becomes different, and whether that weakens a mandatory rule.
    pub(super) effects: Vec<(Vec<Effect>, bool)>,
    /// By target: the change that disables it.
    pub(super) disabled: BTreeMap<Span, usize>,
    /// By target: the layer whose override is the topmost.
    pub(super) decided: BTreeMap<Span, Option<LayerId>>,
    /// By target: the topmost layer that changed what is judged.
    pub(super) judged: BTreeMap<Span, Option<LayerId>>,
    /// Overridden constants, formulas and sets, lower layers first.
    pub(super) values: Vec<Overridden>,
    /// Changes of the rules that every rulebook has, lower layers first.
    pub(in crate::from_syntax) built_in: Vec<usize>,
}

/// A constant, formula or set that a layer overrides.
pub(super) struct Overridden {
    /// The change.
    pub(super) change: usize,
    /// Where the model knows it to stand.
    pub(super) declared: Span,
    /// The layer.
    pub(super) layer: Option<LayerId>,
    /// What it was and what it becomes.
    pub(super) new: Replaced,
}

/// What was, and what takes its place.
pub(super) enum Replaced {
    /// A constant.
    Constant(Box<(Expr, Expr)>),
    /// A formula: what it was says nothing of its numbers.
    Formula,
    /// A set: whether every member stays, or none comes in.
    Set {
        /// Nothing drops out.
        grows: bool,
        /// Nothing comes in.
        shrinks: bool,
    },
}

/// The trees as the changes of `chosen` make them, lower layers first.
pub(in crate::from_syntax) fn apply<'t>(
    trees: &'t [SyntaxTree],
    found: &[Found<'t>],
    chosen: &dyn Fn(usize) -> bool,
) -> Effective<'t> {
    let mut effective = Effective {
        trees: Cow::Borrowed(trees),
        effects: vec![(Vec::new(), false); found.len()],
        disabled: BTreeMap::new(),
        decided: BTreeMap::new(),
        judged: BTreeMap::new(),
        values: Vec::new(),
        built_in: Vec::new(),
    };
    for (index, change) in found.iter().enumerate().filter(|(index, _)| chosen(*index)) {
        match (change.key, change.target) {
            (Key::Declared(declared), Some(place)) => effective.change(index, change, declared, place),
            _ => effective.built_in.push(index),
        }
    }
    effective
}

impl Effective<'_> {
    /// Works one change into the trees.
    fn change(&mut self, index: usize, change: &Found<'_>, declared: Span, (tree_at, item_at): Place) {
        let default = self.trees.get(tree_at).and_then(|tree| tree.severity.clone());
        let default = default.as_ref();
        let mut effects = Vec::new();
        let mut weakens = false;
        let tree = self.trees.to_mut().get_mut(tree_at);
        let item = tree.and_then(|tree| tree.items.get_mut(item_at));
        match (&change.declared.change, item) {
            (Change::Disable, Some(Item::Rule(rule))) => {
                let weighs = weight(rule, default);
                effects.push(Effect::Disabled(weighs));
                weakens = weighs == Severity::Mandatory;
                self.disabled.insert(declared, index);
            }
            (Change::Rule, Some(Item::Rule(rule))) => {
                let before = weight(rule, default);
                override_rule(rule, change.declared, &mut effects);
                let after = weight(rule, default);
                if before != after {
                    effects.push(Effect::Severity(before, after));
                }
                let judged = effects.iter().any(|effect| matches!(effect, Effect::Check | Effect::When));
                let other = judged && !only_fails_more(change.declared);
                weakens = before == Severity::Mandatory && (other || before != after);
                // An override above a disable puts the rule back.
                let disabled = self.disabled.remove(&declared);
                if let Some(below) = disabled.and_then(|below| self.effects.get_mut(below)) {
                    *below = (Vec::new(), false);
                }
                self.decided.insert(declared, change.layer);
                if judged {
                    self.judged.insert(declared, change.layer);
                }
            }
            (Change::Value(new), Some(item)) => {
                if let Some((effect, new)) = replaced(item, new) {
                    effects.push(effect);
                    self.values.push(Overridden { change: index, declared, layer: change.layer, new });
                }
            }
            _ => {}
        }
        if let Some(slot) = self.effects.get_mut(index) {
            *slot = (effects, weakens);
        }
    }
}

/// Puts a value, an expression or members in the place of those that are declared.
fn replaced(item: &mut Item, new: &NewValue) -> Option<(Effect, Replaced)> {
    match item {
        Item::Constant(constant) => {
            let now = new.value.clone()?;
            let before = std::mem::replace(&mut constant.value, now.clone());
            Some((Effect::Constant(before.span, now.span), Replaced::Constant(Box::new((before, now)))))
        }
        Item::Formula(formula) => {
            let now = new.value.clone()?;
            let before = std::mem::replace(&mut formula.value, now);
            Some((Effect::Formula(before.span, formula.value.span), Replaced::Formula))
        }
        Item::Set(set) => {
            let before = std::mem::replace(&mut set.members, new.members.clone());
            let lacking = |of: &[Node<SetMember>], from: &[Node<SetMember>]| -> Vec<String> {
                let known: BTreeSet<String> = from.iter().map(print_member).collect();
                of.iter().map(print_member).filter(|member| !known.contains(member)).collect()
            };
            let (added, removed) = (lacking(&set.members, &before), lacking(&before, &set.members));
            let new = Replaced::Set { grows: removed.is_empty(), shrinks: added.is_empty() };
            Some((Effect::Set(added, removed), new))
        }
        _ => None,
    }
}

fn weight(rule: &RuleDecl, default: Option<&Node<Written>>) -> Severity {
    let written = rule.clauses.iter().find_map(|clause| match clause {
        Clause::Severity(written) => Some(written),
        _ => None,
    });
    written.or(default).map_or(Severity::Advisory, |node| severity(node.value))
}

/// What the clauses of a rule are about; an override replaces all that are about the same.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Check,
    When,
    Severity,
    Message,
    Title,
    Basis,
    Tags,
    Rows,
    BlankZero,
    MissingFails,
    /// `let` adds a name; dates and reasons are those of the change.
    Nothing,
}

fn about(clause: &Clause) -> About {
    match clause {
        Clause::Check(_) | Clause::Requires(_) => About::Check,
        Clause::When(_) => About::When,
        Clause::Severity(_) => About::Severity,
        Clause::Message(..) => About::Message,
        Clause::Title(..) => About::Title,
        Clause::Basis(_) => About::Basis,
        Clause::Tags(_) => About::Tags,
        Clause::ForEach(_) | Clause::ForEachGroup(..) => About::Rows,
        Clause::BlankZero(_) => About::BlankZero,
        Clause::MissingFails(_) => About::MissingFails,
        Clause::Let(..) | Clause::Since(_) | Clause::Until(_) | Clause::Because(_) => About::Nothing,
    }
}

fn override_rule(rule: &mut RuleDecl, change: &ChangeDecl, effects: &mut Vec<Effect>) {
    let new: Vec<&Clause> = change.clauses.iter().filter(|clause| changes(clause)).collect();
    let says = |subject: About| new.iter().any(|clause| about(clause) == subject);
    rule.clauses.retain(|clause| about(clause) == About::Nothing || !says(about(clause)));
    if says(About::Title) {
        rule.title = None;
    }
    rule.unread |= change.unread;
    if [About::Check, About::Rows, About::BlankZero, About::MissingFails].into_iter().any(says) {
        effects.push(Effect::Check);
    }
    if says(About::When) {
        effects.push(Effect::When);
    }
    if [About::Message, About::Title, About::Basis, About::Tags].into_iter().any(says) {
        effects.push(Effect::Wording);
    }
    rule.clauses.extend(new.into_iter().cloned());
}

/// Whether all that an override changes of what is judged is that an empty cell fails too.
fn only_fails_more(change: &ChangeDecl) -> bool {
    change.clauses.iter().all(|clause| match about(clause) {
        About::MissingFails
        | About::Severity
        | About::Message
        | About::Title
        | About::Basis
        | About::Tags
        | About::Nothing => true,
        About::Check | About::When | About::Rows | About::BlankZero => false,
    })
}

/// Whether a clause of an override makes anything different.
pub(super) fn changes(clause: &Clause) -> bool {
    !matches!(clause, Clause::Because(_) | Clause::Since(_) | Clause::Until(_))
}

/// Some of the changes in as few rounds as each of them can be read in: one a target at a time.
pub(in crate::from_syntax) fn rounds(
    found: &[Found<'_>],
    some: impl Fn(&Found<'_>) -> bool,
) -> Vec<Vec<usize>> {
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    let mut times: BTreeMap<Key, usize> = BTreeMap::new();
    for (index, change) in found.iter().enumerate().filter(|(_, change)| some(change)) {
        let round = times.entry(change.key).or_default();
        if rounds.len() <= *round {
            rounds.push(Vec::new());
        }
        if let Some(round) = rounds.get_mut(*round) {
            round.push(index);
        }
        *round += 1;
    }
    rounds
}
