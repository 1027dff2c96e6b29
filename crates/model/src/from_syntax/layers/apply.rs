//! Puts what a layer says in the place of what the layers below it say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use shensuan_diagnostics::Span;
use shensuan_syntax::Expr;
use shensuan_syntax::tree::{
    Change, ChangeDecl, Clause, Item, Node, RuleDecl, Severity as Written, SyntaxTree,
};

use super::super::severity;
use super::survey::Found;
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
    /// Overridden constants: the name, its value before, and the layer.
    pub(super) constants: Vec<(Span, Expr, Option<LayerId>)>,
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
        constants: Vec::new(),
    };
    for (index, change) in found.iter().enumerate().filter(|(index, _)| chosen(*index)) {
        let (tree_at, item_at) = change.target;
        let default = trees.get(tree_at).and_then(|tree| tree.severity.as_ref());
        let mut effects = Vec::new();
        let mut weakens = false;
        let tree = effective.trees.to_mut().get_mut(tree_at);
        match (&change.declared.change, tree.and_then(|tree| tree.items.get_mut(item_at))) {
            (Change::Disable, Some(Item::Rule(rule))) => {
                let weighs = weight(rule, default);
                effects.push(Effect::Disabled(weighs));
                weakens = weighs == Severity::Mandatory;
                effective.disabled.insert(change.key, index);
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
                let disabled = effective.disabled.remove(&change.key);
                if let Some(below) = disabled.and_then(|below| effective.effects.get_mut(below)) {
                    *below = (Vec::new(), false);
                }
                effective.decided.insert(change.key, change.layer);
                if judged {
                    effective.judged.insert(change.key, change.layer);
                }
            }
            (Change::Constant(value), Some(Item::Constant(constant))) => {
                let before = std::mem::replace(&mut constant.value, value.clone());
                effects.push(Effect::Constant(before.span, value.span));
                effective.constants.push((change.key, before, change.layer));
            }
            _ => {}
        }
        if let Some(slot) = effective.effects.get_mut(index) {
            *slot = (effects, weakens);
        }
    }
    effective
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
        Clause::Message(_) => About::Message,
        Clause::Title(..) => About::Title,
        Clause::Basis(_) => About::Basis,
        Clause::Tags(_) => About::Tags,
        Clause::ForEach(_) => About::Rows,
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

impl Effective<'_> {
    /// What each overridden constant was before any layer changed it, by the place of its name.
    pub(in crate::from_syntax) fn overridden(&self) -> BTreeMap<Span, Expr> {
        let mut before = BTreeMap::new();
        for (key, value, _) in &self.constants {
            before.entry(*key).or_insert_with(|| value.clone());
        }
        before
    }
}

/// What else is to be read for mistakes beside what is in force: the rules without any change, and with those that
/// are out of force, as many at a time as there are targets.
pub(in crate::from_syntax) fn rounds(found: &[Found<'_>]) -> Vec<Vec<usize>> {
    if found.is_empty() {
        return Vec::new();
    }
    let mut rounds = vec![Vec::new()];
    let mut times: BTreeMap<Span, usize> = BTreeMap::new();
    for (index, change) in found.iter().enumerate().filter(|(_, change)| change.rests.is_some()) {
        let round = times.entry(change.key).or_default();
        *round += 1;
        if rounds.len() <= *round {
            rounds.push(Vec::new());
        }
        if let Some(round) = rounds.get_mut(*round) {
            round.push(index);
        }
    }
    rounds
}
