//! A statistic, followed to the groups, subjects and rows that it is made of. It reads everybody.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use shensuan_data::DataSet;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Localised, suggest};
use shensuan_findings::{
    Beside, FollowedAggregate, FollowedGroup, FollowedStatistic, StatisticKey, StatisticRow, StatisticTable,
    WHY_STATISTIC_SCHEMA, readable,
};
use shensuan_model::{FollowedPart, Kind, LoweredStatistic, Statistic, Typed, lower_followed};
use shensuan_plan::{Run, TableId, Tracer};
use shensuan_vocab::names::fold_text;

use super::members::{Asking, Members};
use super::numbers::{beside, without_comments};
use super::{Report, subject};
use crate::described;
use crate::pipeline::Ready;
use crate::run::report::account::Origin;
use crate::run::{Engine, Options, bind, evaluate, joined};

/// A rulebook of which one statistic is left, as a plan that hands out what each member of a group gives to it.
#[derive(Debug)]
pub struct WhyStatistic {
    ready: Ready,
    followed: Vec<Vec<FollowedPart>>,
    /// The rules that it asks about.
    rules: Option<Box<Ready>>,
}

/// What is asked of a statistic.
#[derive(Clone, Copy, Debug)]
pub struct Following<'a> {
    /// The language of the answers.
    pub lang: Lang,
    /// Whose share is asked, by key; nobody's where none is said.
    pub enterprise: Option<&'a str>,
    /// The group that is meant: of some of its keys the value, or its name; all groups where none is said.
    pub group: &'a [String],
    /// So many groups are shown.
    pub most: usize,
    /// So many subjects and rows are named of each list.
    pub named: usize,
    /// Threads to use; as many as the machine has where none is said. They show in no answer.
    pub threads: Option<usize>,
    /// What carries the plan out.
    pub engine: Engine,
}

impl WhyStatistic {
    /// Follows the statistic that is the first of this rulebook, as [`Checked::keep_asked`](crate::Checked::keep_asked) and
    /// [`Checked::plan_account`](crate::Checked::plan_account) leave it.
    #[must_use]
    pub fn of(mut ready: Ready) -> Self {
        let (lowered, followed) = lower_followed(&ready.model);
        ready.lowered = lowered;
        Self { ready, followed, rules: None }
    }

    /// The same, where the statistic asks how rules judge: they are those of this rulebook, which has the same sources.
    #[must_use]
    pub fn judged_by(self, rules: Ready) -> Self {
        Self { rules: Some(Box::new(rules)), ..self }
    }

    /// The rulebook.
    #[must_use]
    pub const fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Opens a folder of data, a typed copy, or one file of a folder. `watch` as [`Ready::open_on`] has it.
    #[must_use]
    pub fn open(&self, path: &Path, watch: &mut dyn FnMut(&str, usize, usize)) -> (DataSet, Diagnostics) {
        super::open_all(&self.ready, path, watch)
    }

    /// What the statistic is made of; none where the rulebook has none.
    ///
    /// # Errors
    /// There is no such subject; a defect of ours, as where the members do not come to what the engines computed.
    pub fn derive(
        &self,
        data: &DataSet,
        asked: Following<'_>,
    ) -> Result<Option<FollowedStatistic>, Box<Diagnostic>> {
        let whose = asked.enterprise.map(|key| subject(data, key)).transpose()?;
        let ready = &self.ready;
        let options =
            Options { lang: asked.lang, partial: false, threads: asked.threads, engine: asked.engine };
        let threads = options.thread_count();
        let judged = match &self.rules {
            Some(rules) => self.judged(rules, data, options)?,
            None => bind::Judgements::new(),
        };
        let data = joined::with_joins(ready, data, threads)?;
        let cells = data.cells(&ready.model.vocab);
        let frame = bind::frame(&ready.model, &ready.lowered, &cells, &judged, threads);
        let run = evaluate(&ready.model, &ready.lowered, &frame, threads, options.engine)?;
        let report = Report::of(ready, &cells, &frame, options);
        let statistics = ready.model.statistics.iter().zip(&ready.lowered.statistics).zip(&self.followed);
        let all: Vec<Counted<'_>> = statistics
            .map(|((statistic, lowered), parts)| {
                let (table, groups) = report.statistic_by_group(statistic, lowered, &run);
                let others = lowered.several.iter().flat_map(|several| &several.others);
                let forms = std::iter::once(lowered).chain(others).collect();
                Counted { statistic, forms, parts, table, groups }
            })
            .collect();
        let Some((first, others)) = all.split_first() else { return Ok(None) };
        let mut tracer = Tracer::after(&ready.lowered.plan, &frame, &run);
        report.followed(first, others, &run, (asked, whose), &mut tracer).map(Some)
    }
}

impl WhyStatistic {
    /// What the statistic asks of how rules judge.
    fn judged(
        &self,
        rules: &Ready,
        data: &DataSet,
        options: Options,
    ) -> Result<bind::Judgements, Box<Diagnostic>> {
        let threads = options.thread_count();
        let data = joined::with_joins(rules, data, threads)?;
        let cells = data.cells(&rules.model.vocab);
        let frame = bind::frame(&rules.model, &rules.lowered, &cells, &bind::Judgements::new(), threads);
        let run = evaluate(&rules.model, &rules.lowered, &frame, threads, options.engine)?;
        let report = Report::new(rules, &cells, &frame, options);
        let (_, failing) = report.review(&run);
        Ok(report.judgements(&self.ready.lowered, &run, &failing))
    }
}

/// A statistic and what came of it.
pub(super) struct Counted<'c> {
    pub(super) statistic: &'c Statistic,
    /// One for each form whose rows it takes.
    forms: Vec<&'c LoweredStatistic>,
    pub(super) parts: &'c [FollowedPart],
    table: StatisticTable,
    /// Where each row of the table comes from.
    groups: Vec<Origin>,
}

/// A row of a statistic's table, and where it comes from.
type Meant<'c> = (&'c StatisticRow, &'c Origin);

/// The groups that a row of the table is made of, each with the place of its form.
fn groups_at(place: &Origin) -> impl Iterator<Item = (usize, Option<u64>)> + '_ {
    place.iter().enumerate().filter_map(|(form, group)| Some((form, (*group)?.0)))
}

impl Counted<'_> {
    /// The groups, each once: of a list of the largest the first of each.
    fn of_groups(&self) -> Vec<Meant<'_>> {
        let mut seen = BTreeSet::new();
        let rows = self.table.rows.iter().zip(&self.groups);
        rows.filter(|(_, place)| seen.insert(groups_at(place).collect::<Vec<_>>())).collect()
    }

    /// A form, by its place.
    pub(super) fn form(&self, form: usize) -> Option<&LoweredStatistic> {
        self.forms.get(form).copied()
    }
}

impl Report<'_> {
    fn followed(
        &self,
        counted: &Counted<'_>,
        others: &[Counted<'_>],
        run: &Run,
        (asked, whose): (Following<'_>, Option<usize>),
        tracer: &mut Tracer<'_>,
    ) -> Result<FollowedStatistic, Box<Diagnostic>> {
        let statistic = counted.statistic;
        let own = whose.map(|subject| self.groups_of(counted, subject, run));
        let all = counted.of_groups();
        let is_meant = |keys: &[StatisticKey]| asked.group.iter().all(|wanted| has_key(keys, wanted));
        let near = match all.iter().any(|(row, ..)| is_meant(&row.keys)) {
            true => Vec::new(),
            false => near_keys(&all, asked.group),
        };
        let is_own = |place: &Origin| {
            own.as_ref().is_none_or(|own| groups_at(place).any(|group| own.contains(&group)))
        };
        let mut meant: Vec<Meant<'_>> =
            all.into_iter().filter(|(row, place)| is_meant(&row.keys) && is_own(place)).collect();
        let left_out = meant.len().saturating_sub(asked.most);
        meant.truncate(asked.most);
        // Of all groups only what is stated of them is told.
        let in_detail = meant.len() == 1 || whose.is_some() || !asked.group.is_empty();
        let members = match in_detail {
            true => self.members_of(counted, &meant, run),
            false => Vec::new(),
        };
        let name = statistic.name.in_lang(self.lang);
        let mut groups = Vec::new();
        for (at, (row, place)) in meant.into_iter().enumerate() {
            let value = self.comes_to(counted, (row, place), run);
            let mut aggregates = Vec::new();
            for (part, members) in members.iter().enumerate() {
                let Some(members) = members.get(at) else { continue };
                let group: Vec<String> = row.keys.iter().map(|key| key.value.clone()).collect();
                let asking = Asking { name: &name, group: &group, whose, most: asked.named };
                aggregates.extend(self.aggregate_followed(
                    (counted, part, place),
                    members,
                    asking,
                    run,
                    tracer,
                )?);
            }
            groups.push(FollowedGroup {
                keys: row.keys.clone(),
                value,
                shown: value.map(readable),
                unit: counted.table.unit.clone(),
                why: row.why.clone(),
                with_numbers: self.quotient(statistic, &aggregates),
                aggregates,
                beside: others.iter().filter_map(|other| self.said_beside(other, place, &row.keys)).collect(),
            });
        }
        Ok(FollowedStatistic {
            schema: WHY_STATISTIC_SCHEMA,
            statistic: name,
            written: self.written_at(&statistic.value),
            place: described::place(&self.ready.sources, statistic.span),
            layer: self.layer_of(statistic.span),
            subject: self.subject_word(),
            keys: counted.table.keys.clone(),
            whose: whose.map(|subject| self.told_of(subject)),
            groups,
            left_out,
            near,
        })
    }

    /// What is stated of a group: of a list of the largest all of it.
    fn comes_to(&self, counted: &Counted<'_>, (row, place): Meant<'_>, run: &Run) -> Option<f64> {
        let [lowered] = counted.forms.as_slice() else { return row.value };
        let (_, first) = place.first().copied().flatten()?;
        let value = run.outputs.get(lowered.value.index())?.number(first)?;
        Some(self.in_its_unit(value, &counted.statistic.value, self.item(lowered.table, first)).0)
    }

    /// What tells the groups apart in which a subject takes part, each with the place of its form: those that count a row of it in, or cannot say whether.
    fn groups_of(&self, counted: &Counted<'_>, subject: usize, run: &Run) -> BTreeSet<(usize, Option<u64>)> {
        let mut found = BTreeSet::new();
        for part in counted.parts {
            let Some(lowered) = counted.form(part.form) else { continue };
            for row in self.rows_of_subject(part.table, subject) {
                let keep = part.keep.and_then(|keep| run.outputs.get(keep.index()));
                if keep.is_none_or(|keep| keep.truth(row) != Some(false)) {
                    found.insert((part.form, self.group_of_row(lowered, part.table, row, run)));
                }
            }
        }
        found
    }

    /// The rows of a table that a subject has.
    fn rows_of_subject(&self, table: TableId, subject: usize) -> std::ops::Range<usize> {
        match table {
            TableId(0) => subject..subject + 1,
            table => self.frame.child_rows(&self.ready.lowered.plan, table, TableId(0), subject),
        }
    }

    /// By aggregate and by group the rows of its members, in their order.
    fn members_of(&self, counted: &Counted<'_>, meant: &[Meant<'_>], run: &Run) -> Vec<Vec<Members>> {
        let meant_at = |(at, (_, place)): (usize, &Meant<'_>)| -> Vec<_> {
            groups_at(place).map(|group| (group, at)).collect()
        };
        let places: HashMap<(usize, Option<u64>), usize> =
            meant.iter().enumerate().flat_map(meant_at).collect();
        let of_part = |part: &FollowedPart| {
            let mut by_group = vec![Members::default(); meant.len()];
            let Some(lowered) = counted.form(part.form) else { return by_group };
            for row in 0..self.frame.rows(part.table) {
                let number = (part.form, self.group_of_row(lowered, part.table, row, run));
                if let Some(members) = places.get(&number).and_then(|at| by_group.get_mut(*at)) {
                    members.rows.push(row);
                }
            }
            by_group
        };
        counted.parts.iter().map(of_part).collect()
    }

    /// What a statistic is with the numbers of its aggregates in it; none of one aggregate alone.
    fn quotient(&self, statistic: &Statistic, aggregates: &[FollowedAggregate]) -> Option<String> {
        let whole = statistic.value.span;
        if matches!(statistic.value.kind, Kind::Group(_)) {
            return None;
        }
        let text = self.ready.sources.text(whole);
        let mut places = Vec::new();
        spans_of_groups(&statistic.value, &mut places);
        let known: Vec<&Typed> = statistic.aggregates().into_iter().map(|(typed, _)| typed).collect();
        let mut found = BTreeMap::new();
        for typed in places {
            let at = known.iter().position(|other| other.kind == typed.kind)?;
            let aggregate = aggregates.get(at)?;
            let missing = || match aggregate.has_members() {
                true => self.lang.pick("（缺失）", "(missing)").to_owned(),
                false => self.lang.pick("（没有）", "(none)").to_owned(),
            };
            let shown = aggregate.shown.as_ref().map(|shown| beside(shown, &aggregate.unit));
            let start = typed.span.start.checked_sub(whole.start)? as usize;
            let end = typed.span.end.checked_sub(whole.start)? as usize;
            found.insert(start, (end, shown.unwrap_or_else(missing)));
        }
        let (mut out, mut at) = (String::new(), 0);
        for (start, (end, shown)) in found {
            out.push_str(&without_comments(text.get(at..start)?));
            out.push_str(&shown);
            at = end;
        }
        out.push_str(&without_comments(text.get(at..)?));
        Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What is written at a value, on one line and without remarks.
    pub(super) fn written_at(&self, value: &Typed) -> String {
        let text = without_comments(self.ready.sources.text(value.span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What another statistic states of the same group.
    fn said_beside(&self, other: &Counted<'_>, place: &Origin, keys: &[StatisticKey]) -> Option<Beside> {
        let keyed = |place: &Origin| groups_at(place).any(|(_, number)| number.is_some());
        let rows = other.table.rows.iter().zip(&other.groups);
        let mut rows = rows.filter(|(row, known)| row.keys == keys && keyed(known) == keyed(place));
        let (row, _) = rows.next()?;
        Some(Beside {
            statistic: other.table.name.clone(),
            value: row.value,
            shown: row.value.map(readable),
            unit: other.table.unit.clone(),
        })
    }
}

/// Whether one of the keys of a group, or its name, is as it was asked for.
fn has_key(keys: &[StatisticKey], wanted: &str) -> bool {
    let wanted = fold_text(wanted);
    let is = |text: &str| fold_text(text) == wanted;
    keys.iter().any(|key| {
        let name = key.name.as_deref();
        is(&key.value) || name.is_some_and(|name| is(name) || is(&format!("{} {name}", key.value)))
    })
}

/// The keys that come nearest to those that were asked for and are none.
fn near_keys(all: &[Meant<'_>], wanted: &[String]) -> Vec<String> {
    let known: BTreeSet<&str> = all
        .iter()
        .flat_map(|(row, ..)| &row.keys)
        .flat_map(|key| std::iter::once(key.value.as_str()).chain(key.name.as_deref()))
        .collect();
    let is_known = |wanted: &str| all.iter().any(|(row, ..)| has_key(&row.keys, wanted));
    let mut near = Vec::new();
    for wanted in wanted.iter().filter(|wanted| !is_known(wanted)) {
        near.extend(suggest::nearest(wanted, known.iter().copied()));
    }
    near
}

/// Where the aggregates over groups stand in a value, each as often as it is written.
fn spans_of_groups<'v>(value: &'v Typed, into: &mut Vec<&'v Typed>) {
    match &value.kind {
        Kind::Group(_) => into.push(value),
        kind => kind.inside().into_iter().for_each(|inner| spans_of_groups(inner, into)),
    }
}
