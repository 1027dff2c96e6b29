//! Finds the target of each change and refuses those that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::{layers as codes, names, rulebook, types};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, Span, suggest};
use shensuan_syntax::tree::{
    Change, ChangeDecl, Clause, ConstantDecl, Item, Names, Node, RuleDecl, SyntaxTree,
};
use shensuan_vocab::Date;
use shensuan_vocab::names::fold_name;

use super::super::at;
use super::apply::changes;
use crate::layers::{LayerId, Layers, Period, Rest, height};

/// A declaration: its tree and its place among the items.
pub(super) type Place = (usize, usize);

/// A change whose target is known.
pub(in crate::from_syntax) struct Found<'t> {
    pub(super) declared: &'t ChangeDecl,
    pub(super) target: Place,
    /// Where the target's name stands: the same before and after it is changed.
    pub(super) key: Span,
    pub(super) declared_in: Option<LayerId>,
    pub(super) layer: Option<LayerId>,
    pub(super) because: String,
    pub(super) period: Period,
    pub(in crate::from_syntax) rests: Option<Rest>,
}

/// The changes in all trees, each with its target.
pub(in crate::from_syntax) fn survey<'t>(
    trees: &'t [SyntaxTree],
    layers: &Layers,
    said: &mut Diagnostics,
) -> Vec<Found<'t>> {
    let mut found: Vec<Found<'t>> = Vec::new();
    let mut index = None;
    for tree in trees {
        for item in &tree.items {
            let Item::Change(change) = item else { continue };
            let index = index.get_or_insert_with(|| Index::of(trees, layers));
            let Some(new) = index.change(change, layers, said) else { continue };
            let twin = found.iter().find(|known| {
                known.layer == new.layer && known.key == new.key && known.period.meets(&new.period)
            });
            if let Some(twin) = twin {
                said.push(
                    at(codes::CHANGED_TWICE, change.target.span())
                        .with("target", change.target.text())
                        .label(twin.declared.target.span(), codes::CHANGED_HERE_BEFORE),
                );
                continue;
            }
            found.push(new);
        }
    }
    found.sort_by_key(|change| height(change.layer));
    found
}

/// A rule or a constant, whose it is, and where its name stands.
#[derive(Clone, Copy)]
struct Declared {
    layer: Option<LayerId>,
    place: Place,
    key: Span,
}

/// What can be changed, by id and by folded name.
struct Index<'t> {
    rules: BTreeMap<&'t str, Vec<Declared>>,
    constants: BTreeMap<String, Vec<Declared>>,
    sets: BTreeSet<String>,
    poisoned: BTreeSet<String>,
}

impl<'t> Index<'t> {
    fn of(trees: &'t [SyntaxTree], layers: &Layers) -> Self {
        let mut index = Self {
            rules: BTreeMap::new(),
            constants: BTreeMap::new(),
            sets: BTreeSet::new(),
            poisoned: BTreeSet::new(),
        };
        for (tree_at, tree) in trees.iter().enumerate() {
            let layer = layers.of(tree.source);
            // Of a rule that could not be read the title or its first clause may seem part of the id.
            let ids = tree.poisoned.iter().filter_map(|name| name.split_whitespace().next());
            index.poisoned.extend(tree.poisoned.iter().map(String::as_str).chain(ids).map(fold_name));
            for (item_at, item) in tree.items.iter().enumerate() {
                if let Some(id) = rule_of(item).and_then(|rule| rule.id.as_ref()) {
                    let known = index.rules.entry(id.value.as_str()).or_default();
                    known.push(Declared { layer, place: (tree_at, item_at), key: id.span });
                }
                if let Item::Set(set) = item {
                    let spelled = std::iter::once(&set.names.name).chain(&set.names.also);
                    index.sets.extend(spelled.map(|ident| fold_name(&ident.value)));
                }
                let names: Option<&Names> = constant_of(item).map(|constant| &constant.names);
                for ident in
                    names.into_iter().flat_map(|names| std::iter::once(&names.name).chain(&names.also))
                {
                    let key = names.map_or(ident.span, |names| names.name.span);
                    let known = index.constants.entry(fold_name(&ident.value)).or_default();
                    known.push(Declared { layer, place: (tree_at, item_at), key });
                }
            }
        }
        index
    }

    fn change(&self, declared: &'t ChangeDecl, layers: &Layers, said: &mut Diagnostics) -> Option<Found<'t>> {
        let layer = layers.of(declared.head.source);
        let because = because(declared, said);
        let period = period(&declared.clauses, said);
        let target = self.target(declared, layer, layers, said)?;
        if declared.change == Change::Rule && !declared.unread && !declared.clauses.iter().any(changes) {
            let nothing = at(codes::CHANGES_NOTHING, declared.target.span());
            let nothing = nothing.with("target", declared.target.text());
            said.push(nothing.help(codes::SAY_WHAT_CHANGES));
            return None;
        }
        let period = period?;
        let rests = period.rests(layers.as_of);
        Some(Found {
            declared,
            target: target.place,
            key: target.key,
            declared_in: target.layer,
            layer,
            because: because?,
            period,
            rests,
        })
    }

    fn target(
        &self,
        declared: &ChangeDecl,
        layer: Option<LayerId>,
        layers: &Layers,
        said: &mut Diagnostics,
    ) -> Option<Declared> {
        let target = &declared.target;
        let named = match &target.layer {
            None => None,
            Some(name) => match layers.named(&name.value) {
                Some(found) => Some(found),
                None => {
                    let ids = layers.layers.iter().map(|layer| layer.id.as_str());
                    let near = suggest::nearest(&name.value, ids);
                    let unknown = at(codes::NO_SUCH_LAYER, name.span).with("layer", name.value.as_str());
                    said.push(did_you_mean(unknown, near));
                    return None;
                }
            },
        };
        let folded = fold_name(&target.name.value);
        let none = Vec::new();
        let of_constants = matches!(declared.change, Change::Constant(_));
        let known = if of_constants {
            self.constants.get(&folded).unwrap_or(&none)
        } else {
            self.rules.get(target.name.value.as_str()).unwrap_or(&none)
        };
        let of_layer = |found: &&Declared| named.is_none() || found.layer == named;
        if let Some(found) = known.iter().filter(of_layer).find(|found| layers.is_below(found.layer, layer)) {
            return Some(*found);
        }
        if self.poisoned.contains(&folded) {
            return None; // what declares it could not be read
        }
        if let Some(elsewhere) = known.iter().find(of_layer) {
            said.push(
                at(codes::TARGET_IS_NOT_BELOW, target.span())
                    .with("target", target.name.value.as_str())
                    .with("layer", owner_name(elsewhere.layer, layers))
                    .label(elsewhere.key, names::DECLARED_HERE)
                    .help(codes::CHANGE_IT_THERE),
            );
            return None;
        }
        let gone = at(codes::TARGET_IS_GONE, target.span())
            .with("kind", if of_constants { codes::A_CONSTANT } else { codes::A_RULE })
            .with("target", target.text());
        let constant = self.constants.get(&folded).and_then(|known| known.first());
        if let Some(constant) = constant.filter(|_| declared.change == Change::Rule) {
            let target = layers.qualified(constant.layer, &target.name.value);
            said.push(gone.help(codes::GIVE_THE_VALUE.with("target", target)));
            return None;
        }
        if self.sets.contains(&folded) {
            said.push(gone.help(codes::IT_IS_A_SET));
            return None;
        }
        let near = self.near(declared, layer, layers);
        said.push(did_you_mean(gone, near));
        None
    }

    /// What can be changed and is called nearly as the target is; the same name in another layer first.
    fn near(&self, declared: &ChangeDecl, layer: Option<LayerId>, layers: &Layers) -> Vec<String> {
        let wanted = &declared.target.name.value;
        let mut all: Vec<String> = Vec::new();
        let mut add = |name: &str, found: &[Declared]| {
            let below = found.iter().filter(|found| layers.is_below(found.layer, layer));
            all.extend(below.map(|found| layers.qualified(found.layer, name)));
        };
        if matches!(declared.change, Change::Constant(_)) {
            self.constants.iter().for_each(|(name, found)| add(name, found));
        } else {
            self.rules.iter().for_each(|(id, found)| add(id, found));
        }
        let bare = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
        let same: Vec<String> = all.iter().filter(|name| bare(name) == *wanted).cloned().collect();
        if !same.is_empty() {
            return same;
        }
        let ids: Vec<String> = all.iter().map(|name| bare(name)).collect();
        let near = suggest::nearest(wanted, ids.iter().map(String::as_str));
        near.iter().flat_map(|id| all.iter().filter(move |name| bare(name) == *id).cloned()).collect()
    }
}

fn did_you_mean(said: Diagnostic, near: Vec<String>) -> Diagnostic {
    if near.is_empty() { said } else { said.help(names::DID_YOU_MEAN.with("names", near)) }
}

/// A layer for people: `national 2019.1`.
pub(super) fn owner_name(layer: Option<LayerId>, layers: &Layers) -> shensuan_diagnostics::Arg {
    match layer.and_then(|layer| layers.get(layer)) {
        Some(layer) => format!("{} {}", layer.id, layer.version).into(),
        None => codes::NO_RULEBOOK_NAMED.into(),
    }
}

fn rule_of(item: &Item) -> Option<&RuleDecl> {
    if let Item::Rule(rule) = item { Some(rule) } else { None }
}

fn constant_of(item: &Item) -> Option<&ConstantDecl> {
    if let Item::Constant(constant) = item { Some(constant) } else { None }
}

/// The reason, which is demanded; none where it is missing or could not be read.
fn because(declared: &ChangeDecl, said: &mut Diagnostics) -> Option<String> {
    let mut reasons = declared.clauses.iter().filter_map(|clause| match clause {
        Clause::Because(because) => Some(because),
        _ => None,
    });
    let first = reasons.next();
    let said_nothing = first.filter(|first| first.value.trim().is_empty());
    let Some(first) = first.filter(|_| said_nothing.is_none()) else {
        if !declared.unread {
            let what = if declared.change == Change::Disable { codes::DISABLED } else { codes::OVERRIDDEN };
            said.push(
                at(codes::BECAUSE_IS_MISSING, said_nothing.map_or(declared.head, |empty| empty.span))
                    .with("what", what)
                    .with("target", declared.target.text())
                    .help(codes::ADD_BECAUSE),
            );
        }
        return None;
    };
    if let Some(second) = reasons.next() {
        said.push(at(rulebook::CLAUSE_TWICE, second.span).with("clause", Both::new("因为", "because")));
    }
    Some(first.value.clone())
}

/// From when to when; none where that cannot be.
pub(in crate::from_syntax) fn period(clauses: &[Clause], said: &mut Diagnostics) -> Option<Period> {
    let mut since: Option<Node<Date>> = None;
    let mut until: Option<Node<Date>> = None;
    for clause in clauses {
        let (known, written, word) = match clause {
            Clause::Since(date) => (&mut since, date, Both::new("自", "since")),
            Clause::Until(date) => (&mut until, date, Both::new("至", "until")),
            _ => continue,
        };
        if known.is_some() {
            said.push(at(rulebook::CLAUSE_TWICE, written.span).with("clause", word));
            return None;
        }
        let Some(date) = Date::read(&written.value) else {
            said.push(at(types::NO_SUCH_DAY, written.span).with("date", written.value.as_str()));
            return None;
        };
        *known = Some(Node::new(date, written.span));
    }
    if let (Some(since), Some(until)) = (&since, &until)
        && until.value < since.value
    {
        said.push(
            at(codes::ENDS_BEFORE_IT_BEGINS, until.span)
                .with("since", since.value.to_string())
                .with("until", until.value.to_string())
                .label(since.span, codes::BEGINS_ON),
        );
        return None;
    }
    Some(Period { since: since.map(|date| date.value), until: until.map(|date| date.value) })
}
