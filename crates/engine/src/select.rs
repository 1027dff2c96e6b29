//! Part of a review: some rules, some subjects.

use std::collections::BTreeSet;

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::{data, layers, names, rulebook};
use shensuan_diagnostics::{Diagnostic, Diagnostics, SourceMap, suggest};
use shensuan_model::{BuiltIn, Formula, FormulaId, Kind, Model, Rule, Statistic, Typed};
use shensuan_vocab::Name;
use shensuan_vocab::names::{fold_name, fold_text};

/// Leaves these rules alone in a model, and the cases of them; says which of them it does not have. An id may have
/// its layer before it: `national:G102-07`. Built-in rules go by their words.
pub(crate) fn keep_rules(model: &mut Model, wanted: &[String]) -> Diagnostics {
    let mut said = Diagnostics::default();
    let named = |rule: &Rule, id: &String| {
        rule.id == *id || model.layers.qualified(rule.declared_in, &rule.id) == *id
    };
    let resting = || model.resting.iter().map(|resting| &resting.rule);
    let built_in: Vec<BuiltIn> = wanted.iter().filter_map(|id| BuiltIn::named(id)).collect();
    for id in wanted.iter().filter(|id| BuiltIn::named(id).is_none()) {
        if !model.rules.iter().chain(resting()).any(|rule| named(rule, id)) {
            let known: Vec<String> = if id.contains(':') {
                let rules = model.rules.iter();
                rules.map(|rule| model.layers.qualified(rule.declared_in, &rule.id)).collect()
            } else {
                model.rules.iter().map(|rule| rule.id.clone()).collect()
            };
            said.push(no_such_rule(id, known.iter().map(String::as_str)));
        }
    }
    let kept = |rule: &Rule| wanted.iter().any(|id| named(rule, id));
    let rules: Vec<bool> = model.rules.iter().map(kept).collect();
    let resting: Vec<bool> = model.resting.iter().map(|resting| kept(&resting.rule)).collect();
    keep(model, &rules, &resting);
    model.built_in.retain(|rule, _| built_in.contains(rule));
    model.built_in_resting.retain(|rule, _| built_in.contains(rule));
    said
}

/// Leaves one formula alone, with those that it reads, and no rule and no statistic; or one statistic, and behind it those
/// that say of it what part something is. Says that there is neither of that name.
pub(crate) fn keep_value(model: &mut Model, sources: &SourceMap, wanted: &str) -> Diagnostics {
    let mut said = Diagnostics::default();
    let folded = fold_text(&fold_name(wanted));
    let is_named = |name: &Name| name.all().any(|name| fold_text(&fold_name(name)) == folded);
    let at = model.formulas.iter().position(|formula| is_named(&formula.name));
    if let (None, Some(asked)) = (at, model.statistics.iter().position(|known| is_named(&known.name)))
        && model.statistics.get(asked).is_some_and(Statistic::asks_of_rules)
    {
        // Whoever asks how all rules judge needs them all.
        model.statistics = vec![model.statistics.swap_remove(asked)];
        return said;
    }
    model.built_in.clear();
    model.built_in_resting.clear();
    model.resting.clear();
    let statistics = std::mem::take(&mut model.statistics);
    match at.and_then(|at| u32::try_from(at).ok()) {
        Some(at) => model.keep_formula(FormulaId(at)),
        None if statistics.iter().any(|statistic| is_named(&statistic.name)) => {
            model.keep_statistics(with_its_parts(statistics, sources, is_named));
        }
        None => {
            let known = model.formulas.iter().map(|formula| &formula.name);
            let known = known.chain(statistics.iter().map(|statistic| &statistic.name)).flat_map(Name::all);
            let near = suggest::nearest(wanted, known);
            said.push(did_you_mean(Diagnostic::new(rulebook::NO_SUCH_VALUE).with("value", wanted), near));
        }
    }
    said
}

/// A statistic, and behind it those that are divided by it: what part of it is uncertain, or of an outlet.
fn with_its_parts(
    mut all: Vec<Statistic>,
    sources: &SourceMap,
    is_asked: impl Fn(&Name) -> bool,
) -> Vec<Statistic> {
    let Some(at) = all.iter().position(|statistic| is_asked(&statistic.name)) else { return Vec::new() };
    let asked = all.remove(at);
    let written = |typed: &Typed| -> String {
        sources.text(typed.span).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let whole = written(&asked.value);
    let is_part = |other: &Statistic| {
        let Kind::Over(_, by) = &other.value.kind else { return false };
        !other.asks_of_rules() && other.top.is_none() && written(by) == whole
    };
    all.retain(is_part);
    all.insert(0, asked);
    all
}

/// The statistics that are made of a formula, by name.
pub(crate) fn statistics_of(model: &Model, wanted: &str) -> Vec<Name> {
    let folded = fold_text(&fold_name(wanted));
    let named = |formula: &Formula| formula.name.all().any(|name| fold_text(&fold_name(name)) == folded);
    let Some(at) = model.formulas.iter().position(named).and_then(|at| u32::try_from(at).ok()) else {
        return Vec::new();
    };
    let reads = |typed: &Typed| reads(typed, FormulaId(at));
    let made_of = |statistic: &&Statistic| {
        statistic.aggregates().into_iter().any(|(_, grouped)| grouped.value.as_ref().is_some_and(reads))
    };
    model.statistics.iter().filter(made_of).map(|statistic| statistic.name.clone()).collect()
}

/// Whether an expression itself names a formula.
fn reads(typed: &Typed, id: FormulaId) -> bool {
    matches!(typed.kind, Kind::Formula(known) if known == id)
        || typed.kind.inside().into_iter().any(|inner| reads(inner, id))
}

/// Leaves the rules with one of these tags alone; says which tags no rule has.
pub(crate) fn keep_tags(model: &mut Model, wanted: &[String]) -> Diagnostics {
    let mut said = Diagnostics::default();
    let has = |rule: &Rule, tag: &String| rule.tags.iter().any(|known| fold_text(known) == fold_text(tag));
    let all: Vec<&Rule> =
        model.rules.iter().chain(model.resting.iter().map(|resting| &resting.rule)).collect();
    for tag in wanted {
        if !all.iter().any(|rule| has(rule, tag)) {
            let near =
                suggest::nearest(tag, all.iter().flat_map(|rule| rule.tags.iter().map(String::as_str)));
            said.push(did_you_mean(Diagnostic::new(layers::NO_SUCH_TAG).with("tag", tag.as_str()), near));
        }
    }
    let kept = |rule: &Rule| wanted.iter().any(|tag| has(rule, tag));
    let rules: Vec<bool> = model.rules.iter().map(kept).collect();
    let resting: Vec<bool> = model.resting.iter().map(|resting| kept(&resting.rule)).collect();
    keep(model, &rules, &resting);
    model.built_in.clear();
    model.built_in_resting.clear();
    said
}

/// Leaves what is computed, and of the statistics those that do not ask how rules judge; says which do.
pub(crate) fn keep_values(model: &mut Model) -> Vec<Name> {
    let (asking, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut model.statistics).into_iter().partition(Statistic::asks_of_rules);
    let (rules, resting) = (vec![false; model.rules.len()], vec![false; model.resting.len()]);
    keep(model, &rules, &resting);
    model.statistics = kept;
    // What rules name for themselves, and the groups that they judge, nothing else reads.
    let of_rule: Vec<bool> = model.formulas.iter().map(|formula| formula.of_rule).collect();
    model.order.retain(|id| of_rule.get(id.0 as usize) == Some(&false));
    model.groups.clear();
    model.built_in.clear();
    model.built_in_resting.clear();
    asking.into_iter().map(|statistic| statistic.name).collect()
}

/// Some rules are left; cases count rules, and statistics may ask of all, so both go.
fn keep(model: &mut Model, rules: &[bool], resting: &[bool]) {
    model.cases.clear();
    model.skipped.clear();
    model.statistics.clear();
    model.rules = kept(std::mem::take(&mut model.rules), rules);
    model.resting = kept(std::mem::take(&mut model.resting), resting);
}

/// The complaint about a rule that is asked for and not there.
pub(crate) fn no_such_rule<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let near = suggest::nearest(id, known);
    did_you_mean(Diagnostic::new(rulebook::NO_SUCH_RULE).with("rule", id), near)
}

fn did_you_mean(said: Diagnostic, near: Vec<String>) -> Diagnostic {
    if near.is_empty() { said } else { said.help(names::DID_YOU_MEAN.with("names", near)) }
}

/// Which subjects of a data set are judged. What is judged of them is what a review of all would say: groups, look-ups and
/// rows of others are those of the whole data set.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// These, by key; all where none is named.
    pub only: Vec<String>,
    /// So many of them, the same for the same keys whatever their order.
    pub sample: Option<usize>,
}

impl Selection {
    /// The data with the subjects that are judged; what is named and not there. The accounts of the files stay those
    /// of the whole.
    #[must_use]
    pub fn of(&self, data: DataSet) -> (DataSet, Diagnostics) {
        let mut said = Diagnostics::default();
        let mut keep = vec![self.only.is_empty(); data.subjects.len()];
        for wanted in &self.only {
            let folded = fold_text(wanted);
            let at = data.subjects.iter().position(|key| fold_text(key) == folded);
            match at.and_then(|at| keep.get_mut(at)) {
                Some(keep) => *keep = true,
                None => {
                    let near = suggest::nearest(wanted, &data.subjects);
                    let mut unknown = Diagnostic::new(data::NO_SUCH_SUBJECT).with("subject", wanted.as_str());
                    if !near.is_empty() {
                        unknown = unknown.help(names::DID_YOU_MEAN.with("names", near));
                    }
                    said.push(unknown);
                }
            }
        }
        if let Some(sample) = self.sample {
            let mut hashed: Vec<(u64, usize)> = (data.subjects.iter().enumerate())
                .filter(|(at, _)| keep.get(*at) == Some(&true))
                .map(|(at, key)| (scattered(key), at))
                .collect();
            hashed.sort_unstable();
            let chosen: BTreeSet<usize> = hashed.into_iter().take(sample).map(|(_, at)| at).collect();
            for (at, keep) in keep.iter_mut().enumerate() {
                *keep = chosen.contains(&at);
            }
        }
        if keep.iter().all(|keep| *keep) {
            return (data, said);
        }
        (DataSet { selected: Some(keep), ..data }, said)
    }
}

/// A number that scatters keys: FNV-1a, then mixed so that neighbours part.
fn scattered(key: &str) -> u64 {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

fn kept<T>(values: Vec<T>, keep: &[bool]) -> Vec<T> {
    values.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(value, _)| value).collect()
}
