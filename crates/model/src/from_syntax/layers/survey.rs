//! Finds the target of each change and refuses those that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::{layers as codes, names, rulebook, types};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Lang, Span, suggest};
use shensuan_syntax::tree::{
    BuiltIn, Change, ChangeDecl, Clause, Ident, Item, Names, Node, RuleDecl, SyntaxTree,
};
use shensuan_vocab::Date;
use shensuan_vocab::names::fold_name;

use super::super::at;
use super::apply::changes;
use crate::layers::{Changed, LayerId, Layers, Period, Rest, height};

/// A declaration: its tree and its place among the items.
pub(super) type Place = (usize, usize);

/// What a change is about; the same before and after it is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::from_syntax) enum Key {
    /// Where it is declared.
    Declared(Span),
    /// A rule that every rulebook has.
    BuiltIn(BuiltIn),
}

/// A change whose target is known.
pub(in crate::from_syntax) struct Found<'t> {
    pub(in crate::from_syntax) declared: &'t ChangeDecl,
    /// None for what no rulebook declares.
    pub(super) target: Option<Place>,
    pub(super) key: Key,
    pub(super) what: Changed,
    pub(super) declared_in: Option<LayerId>,
    pub(in crate::from_syntax) layer: Option<LayerId>,
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
                        .with("target", target_name(change))
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

/// The targets that stand there by a name of theirs, each with all the names by which the same would be meant.
pub(in crate::from_syntax) fn targets<'t>(
    trees: &'t [SyntaxTree],
    layers: &Layers,
    found: &[Found<'t>],
) -> Vec<(&'t Ident, Vec<&'t str>)> {
    if found.is_empty() {
        return Vec::new();
    }
    let index = Index::of(trees, layers);
    let named = |change: &Found<'t>| {
        let (tree, item) = change.target?;
        let (_, names, _) = value_of(trees.get(tree)?.items.get(item)?)?;
        let target = &change.declared.target;
        let layer = target.layer.as_ref().and_then(|layer| layers.named(&layer.value));
        let means = |name: &&str| {
            let below = index.below(change.declared, name, (layer, change.layer), layers);
            below.is_some_and(|below| below.key == change.key)
        };
        let all = std::iter::once(&names.name).chain(&names.also).map(|name| name.value.as_str());
        Some((&target.name, all.filter(means).collect()))
    };
    found.iter().filter_map(named).collect()
}

/// What can be changed, whose it is, and where it stands.
#[derive(Clone, Copy)]
struct Declared {
    layer: Option<LayerId>,
    what: Changed,
    place: Option<Place>,
    key: Key,
    span: Span,
}

/// What can be changed, by id and by folded name.
#[derive(Default)]
struct Index<'t> {
    rules: BTreeMap<&'t str, Vec<Declared>>,
    values: BTreeMap<String, Vec<Declared>>,
    poisoned: BTreeSet<String>,
}

impl<'t> Index<'t> {
    fn of(trees: &'t [SyntaxTree], layers: &Layers) -> Self {
        let mut index = Self::default();
        for (tree_at, tree) in trees.iter().enumerate() {
            let layer = layers.of(tree.source);
            // Of a rule that could not be read the title or its first clause may seem part of the id.
            let ids = tree.poisoned.iter().filter_map(|name| name.split_whitespace().next());
            index.poisoned.extend(tree.poisoned.iter().map(String::as_str).chain(ids).map(fold_name));
            for (item_at, item) in tree.items.iter().enumerate() {
                index.add(item, (tree_at, item_at), layer);
            }
        }
        index
    }

    fn add(&mut self, item: &'t Item, place: Place, layer: Option<LayerId>) {
        if let Some(id) = rule_of(item).and_then(|rule| rule.id.as_ref()) {
            let (key, span) = (Key::Declared(id.span), id.span);
            let declared = Declared { layer, what: Changed::Rule, place: Some(place), key, span };
            self.rules.entry(id.value.as_str()).or_default().push(declared);
        }
        let Some((what, names, span)) = value_of(item) else { return };
        let key = Key::Declared(span);
        let declared = Declared { layer, what, place: Some(place), key, span: names.name.span };
        for ident in std::iter::once(&names.name).chain(&names.also) {
            self.values.entry(fold_name(&ident.value)).or_default().push(declared);
        }
    }

    fn change(&self, declared: &'t ChangeDecl, layers: &Layers, said: &mut Diagnostics) -> Option<Found<'t>> {
        let layer = layers.of(declared.head.source);
        let because = because(declared, said);
        let period = period(&declared.clauses, said);
        let target = self.target(declared, layer, layers, said)?;
        if declared.change == Change::Rule && !declared.unread && !declared.clauses.iter().any(changes) {
            let nothing = at(codes::CHANGES_NOTHING, declared.target.span());
            let nothing = nothing.with("target", target_name(declared));
            let of_all = declared.built_in.is_some();
            said.push(nothing.help(if of_all { codes::SAY_ITS_SEVERITY } else { codes::SAY_WHAT_CHANGES }));
            return None;
        }
        let period = period?;
        let rests = period.rests(layers.as_of);
        Some(Found {
            declared,
            target: target.place,
            key: target.key,
            what: target.what,
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
        if let Some(rule) = declared.built_in {
            let key = Key::BuiltIn(rule);
            return Some(Declared {
                layer: None,
                what: Changed::BuiltIn,
                place: None,
                key,
                span: target.name.span,
            });
        }
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
        let name = target.name.value.as_str();
        if let Some(found) = self.below(declared, name, (named, layer), layers) {
            return fits(declared, found, said);
        }
        if self.poisoned.contains(&fold_name(name)) {
            return None; // what declares it could not be read
        }
        let of_layer = |found: &&Declared| named.is_none() || found.layer == named;
        if let Some(elsewhere) = self.known(&declared.change, name).iter().find(of_layer) {
            said.push(
                at(codes::TARGET_IS_NOT_BELOW, target.span())
                    .with("target", name)
                    .with("layer", owner_name(elsewhere.layer, layers))
                    .label(elsewhere.span, names::DECLARED_HERE)
                    .help(codes::CHANGE_IT_THERE),
            );
            return None;
        }
        said.push(self.gone(declared, layer, layers));
        None
    }

    /// What goes by a name, of the kind that a change is written for.
    fn known(&self, change: &Change, name: &str) -> &[Declared] {
        let known = match change {
            Change::Value(_) => self.values.get(&fold_name(name)),
            Change::Disable | Change::Rule => self.rules.get(name),
        };
        known.map_or(&[], Vec::as_slice)
    }

    /// What a change in `layer` would be about, had it another name: of the layer that it names, where it names one.
    fn below(
        &self,
        declared: &ChangeDecl,
        name: &str,
        (named, layer): (Option<LayerId>, Option<LayerId>),
        layers: &Layers,
    ) -> Option<Declared> {
        let of_layer = |found: &&Declared| named.is_none() || found.layer == named;
        let known = self.known(&declared.change, name).iter().filter(of_layer);
        known.copied().find(|found| layers.is_below(found.layer, layer))
    }

    /// The complaint of a target that is not there, or is a thing of another kind.
    fn gone(&self, declared: &ChangeDecl, layer: Option<LayerId>, layers: &Layers) -> Diagnostic {
        let target = &declared.target;
        let of_value = matches!(declared.change, Change::Value(_));
        let gone = at(codes::TARGET_IS_GONE, target.span())
            .with("kind", if of_value { codes::A_VALUE } else { codes::A_RULE })
            .with("target", target.text());
        let name = target.name.value.as_str();
        let qualified = |found: &Declared| layers.qualified(found.layer, name);
        let rule = self.rules.get(name).and_then(|known| known.first());
        if let Some(rule) = rule.filter(|_| of_value) {
            return gone.help(codes::OVERRIDE_ITS_CLAUSES.with("target", qualified(rule)));
        }
        let value = self.values.get(&fold_name(name)).and_then(|known| known.first());
        if let Some(value) = value.filter(|_| !of_value) {
            let (kind, new) = match value.what {
                Changed::Formula => (codes::A_FORMULA, codes::NEW_EXPRESSION),
                Changed::Set => (codes::A_SET, codes::NEW_MEMBERS),
                Changed::Constant | Changed::Rule | Changed::BuiltIn => (codes::A_CONSTANT, codes::NEW_VALUE),
            };
            let help = codes::GIVE_THE_VALUE.with("kind", kind).with("target", qualified(value));
            return gone.help(help.with("value", new));
        }
        if let Some(rule) = BuiltIn::named(name).filter(|_| !of_value && target.layer.is_none()) {
            let disables = declared.change == Change::Disable;
            let change =
                if disables { Both::new("停用", "disable") } else { Both::new("调整", "override") };
            let word = Both::new(rule.word(Lang::Zh), rule.word(Lang::En));
            return gone.help(codes::NAME_THE_BUILT_IN.with("change", change).with("rule", word));
        }
        did_you_mean(gone, self.near(declared, layer, layers))
    }

    /// What can be changed and is called nearly as the target is; the same name in another layer first.
    fn near(&self, declared: &ChangeDecl, layer: Option<LayerId>, layers: &Layers) -> Vec<String> {
        let wanted = &declared.target.name.value;
        let mut all: Vec<String> = Vec::new();
        let mut add = |name: &str, found: &[Declared]| {
            let below = found.iter().filter(|found| layers.is_below(found.layer, layer));
            all.extend(below.map(|found| layers.qualified(found.layer, name)));
        };
        if matches!(declared.change, Change::Value(_)) {
            self.values.iter().for_each(|(name, found)| add(name, found));
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

/// A target that what stands behind the `=` can become: a set takes members, all else one value.
fn fits(declared: &ChangeDecl, found: Declared, said: &mut Diagnostics) -> Option<Declared> {
    let Change::Value(new) = &declared.change else { return Some(found) };
    let (is, stated) = match (found.what, &new.value) {
        (Changed::Set, _) if new.members.is_empty() => (codes::A_SET, codes::AN_EXPRESSION),
        (Changed::Constant, None) => (codes::A_CONSTANT, codes::A_LIST_OF_MEMBERS),
        (Changed::Formula, None) => (codes::A_FORMULA, codes::A_LIST_OF_MEMBERS),
        _ => return Some(found),
    };
    said.push(
        at(codes::VALUE_OF_ANOTHER_KIND, new.span)
            .with("name", declared.target.name.value.as_str())
            .with("found", codes::ONE_OF_THESE.with("kind", is))
            .with("stated", stated)
            .label(found.span, names::DECLARED_HERE),
    );
    None
}

/// What a change is about, for people.
pub(super) fn target_name(declared: &ChangeDecl) -> Arg {
    match declared.built_in {
        Some(rule) => {
            let word = Both::new(rule.word(Lang::Zh), rule.word(Lang::En));
            codes::BUILT_IN_RULE.with("rule", word).into()
        }
        None => declared.target.text().into(),
    }
}

fn did_you_mean(said: Diagnostic, near: Vec<String>) -> Diagnostic {
    if near.is_empty() { said } else { said.help(names::DID_YOU_MEAN.with("names", near)) }
}

/// A layer for people: `national 2019.1`.
pub(super) fn owner_name(layer: Option<LayerId>, layers: &Layers) -> Arg {
    match layer.and_then(|layer| layers.get(layer)) {
        Some(layer) => format!("{} {}", layer.id, layer.version).into(),
        None => codes::NO_RULEBOOK_NAMED.into(),
    }
}

fn rule_of(item: &Item) -> Option<&RuleDecl> {
    if let Item::Rule(rule) = item { Some(rule) } else { None }
}

/// What kind of value is declared, its names, and the place that a model knows it by.
fn value_of(item: &Item) -> Option<(Changed, &Names, Span)> {
    match item {
        Item::Constant(constant) => Some((Changed::Constant, &constant.names, constant.names.name.span)),
        Item::Formula(formula) => Some((Changed::Formula, &formula.names, formula.head)),
        Item::Set(set) => Some((Changed::Set, &set.names, set.names.name.span)),
        _ => None,
    }
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
                    .with("target", target_name(declared))
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
