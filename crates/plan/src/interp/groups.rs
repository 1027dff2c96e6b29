//! Steps that read everything: a row's group lies all over the table, so whole columns must be there first.
//!
//! A run goes in stages. Each computes, chunk by chunk, what the next steps of this kind read, and then those steps, once
//! each; from there on they are columns as those of the frame are. Within a group numbers stand in row order whoever
//! computed them, and groups are numbered in the order in which they appear.

use std::collections::{BTreeMap, HashMap};

use crate::column::Column;
use crate::frame::Frame;
use crate::op::{How, Step, TableStep};
use crate::plan::{Kind, Output, Plan, TableId, ValueId};
use crate::scalar::{self, Scalar};
use crate::statistic::{self, Statistic};

/// Columns of all rows of their tables.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    columns: BTreeMap<(ValueId, TableId), Column>,
    commons: BTreeMap<ValueId, Commons>,
}

/// What is common in which group.
#[derive(Clone, Debug)]
struct Commons {
    groups: Groups,
    common: Vec<Option<Vec<u64>>>,
}

impl Whole {
    /// The whole column of a value in its table.
    pub(crate) fn column(&self, value: ValueId, table: Option<TableId>) -> Option<&Column> {
        self.columns.get(&(value, table?))
    }

    pub(crate) fn put(&mut self, wanted: Output, column: Column) {
        self.columns.insert((wanted.value, wanted.table), column);
    }

    /// The column of a step, and what else it found out.
    pub(crate) fn put_step(&mut self, id: ValueId, to: TableId, computed: Computed) {
        self.put(Output { table: to, value: id }, computed.column);
        self.commons.extend(computed.commons.map(|commons| (id, commons)));
    }

    /// The numbers that are common in the group of a row; none for another step, or where that is not known.
    pub(crate) fn common(&self, id: ValueId, row: usize) -> Option<&[u64]> {
        let commons = self.commons.get(&id)?;
        let group = commons.groups.of.get(row).copied().flatten()?;
        commons.common.get(group)?.as_deref()
    }

    /// Leaves the steps that read everything alone: they cannot be computed row by row.
    pub(crate) fn keep_steps(&mut self, plan: &Plan) {
        self.columns.retain(|(id, _), _| everything(plan, *id).is_some());
    }
}

/// The step of a value that reads everything.
pub(crate) fn everything(plan: &Plan, id: ValueId) -> Option<TableStep> {
    match plan.value(id)?.step {
        Step::Table(step) if step.reads_everything() => Some(step),
        Step::Table(_) | Step::Row(_) => None,
    }
}

/// The needed values that read everything, in stages: each reads those of earlier ones only.
pub(crate) fn stages(plan: &Plan, needed: impl Fn(ValueId) -> bool) -> Vec<Vec<ValueId>> {
    let mut depth: Vec<usize> = Vec::with_capacity(plan.values.len());
    let mut stages: Vec<Vec<ValueId>> = Vec::new();
    for (id, value) in plan.values_with_ids() {
        let below = value.step.operands().filter_map(|operand| depth.get(operand.index())).max();
        let own = below.copied().unwrap_or(0);
        let steps = everything(plan, id).is_some();
        depth.push(own + usize::from(steps));
        if steps && needed(id) {
            if stages.len() <= own {
                stages.resize(own + 1, Vec::new());
            }
            if let Some(stage) = stages.get_mut(own) {
                stage.push(id);
            }
        }
    }
    stages
}

/// The columns that a step reads.
pub(crate) fn reads(step: TableStep) -> Vec<Output> {
    let of = |table: TableId| move |value: ValueId| Output { table, value };
    match step {
        TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => Vec::new(),
        TableStep::Pair { first, second, to } => vec![of(to)(first), of(to)(second)],
        TableStep::Group { how: _, least: _, from, value, keep, by, to } => {
            value.into_iter().chain(keep).map(of(from)).chain(by.map(of(to))).collect()
        }
        TableStep::Common { value, keep, by, share: _, least: _, from, to } => {
            std::iter::once(value).chain(keep).map(of(from)).chain(by.map(of(to))).collect()
        }
    }
}

/// What comes of a step.
pub(crate) struct Computed {
    column: Column,
    commons: Option<Commons>,
}

/// A step whose operands are whole.
pub(crate) fn compute(step: TableStep, plan: &Plan, frame: &Frame, whole: &Whole) -> Computed {
    let at = Everything { plan, frame, whole };
    let column = match step {
        TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => Column::empty(Kind::Number),
        TableStep::Pair { first, second, to } => at.pair(first, second, to),
        TableStep::Group { how: Statistic::Rank, least, from: _, value, keep, by, to } => {
            at.rank(least, value, keep, by, to)
        }
        TableStep::Group { how, least, from, value, keep, by, to } => {
            let groups = at.groups(by, to);
            let gathered = at.gather(&groups, from, value, keep, to);
            let answers: Vec<Scalar> =
                gathered.into_iter().map(|rows| rows.answer(how, least, value.is_some())).collect();
            let of = |group: &Option<usize>| group.and_then(|group| answers.get(group));
            match how.kind() {
                Kind::Number => Column::numbers(groups.of.iter().map(|group| of(group)?.number())),
                Kind::Truth => Column::truths(groups.of.iter().map(|group| of(group)?.truth())),
            }
        }
        TableStep::Common { value, keep, by, share, least, from, to } => {
            let commons = at.common((value, keep), by, share.get(), least, from, to);
            let column = Column::truths(commons.groups.of.iter().enumerate().map(|(row, group)| {
                let common = commons.common.get((*group)?)?.as_ref()?;
                let listed = at.listed((value, keep), from, row, to);
                if common.iter().all(|number| listed.numbers.contains(number)) {
                    Some(true)
                } else if listed.whole {
                    Some(false)
                } else {
                    None
                }
            }));
            return Computed { column, commons: Some(commons) };
        }
    };
    Computed { column, commons: None }
}

/// Which group each row belongs to; none where its key is missing.
#[derive(Clone, Debug)]
struct Groups {
    of: Vec<Option<usize>>,
    count: usize,
}

/// The kept rows of a group.
#[derive(Clone, Default)]
struct Gathered {
    kept: usize,
    /// The given numbers, in row order.
    numbers: Vec<f64>,
    yes: usize,
    no: usize,
}

impl Gathered {
    fn answer(mut self, how: Statistic, least: u32, of_value: bool) -> Scalar {
        let given = if of_value { self.numbers.len() + self.yes + self.no } else { self.kept };
        if given < least as usize {
            return match how.kind() {
                Kind::Number => Scalar::Number(None),
                Kind::Truth => Scalar::Truth(None),
            };
        }
        if let Statistic::Fold(how) = how {
            return self.folded(how, given);
        }
        if how == Statistic::StdDev {
            return Scalar::Number(statistic::standard_deviation(&self.numbers));
        }
        statistic::ascending(&mut self.numbers);
        Scalar::Number(match how {
            Statistic::Distinct => Some(scalar::count(statistic::distinct(&self.numbers))),
            Statistic::Median => statistic::median(&self.numbers),
            Statistic::Mad => statistic::mad(&self.numbers),
            Statistic::Percentile(share) => statistic::percentile(&self.numbers, share.get()),
            Statistic::Fold(_) | Statistic::StdDev | Statistic::Rank => None,
        })
    }

    fn folded(self, how: How, given: usize) -> Scalar {
        let reduced = |f: fn(f64, f64) -> f64| self.numbers.iter().copied().reduce(f);
        match how {
            How::Count => Scalar::Number(Some(scalar::count(self.kept))),
            How::CountGiven => Scalar::Number(Some(scalar::count(given))),
            How::Sum if self.numbers.is_empty() && self.kept > 0 => Scalar::Number(None),
            How::Sum => {
                Scalar::Number(scalar::finite(self.numbers.iter().copied().fold(0.0, scalar::raw::add)))
            }
            How::Min => Scalar::Number(reduced(scalar::raw::min)),
            How::Max => Scalar::Number(reduced(scalar::raw::max)),
            How::Any => Scalar::Truth(Some(self.yes > 0)),
            How::Every => Scalar::Truth(Some(self.no == 0)),
        }
    }
}

/// The numbers that a row has in its rows below, and whether all of them are given.
struct Listed {
    numbers: Vec<u64>,
    whole: bool,
}

/// Whole columns, as these steps read them.
struct Everything<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    whole: &'a Whole,
}

impl Everything<'_> {
    /// The numbers of a value along the rows of a table.
    fn numbers(&self, value: Option<ValueId>, table: TableId) -> impl Fn(usize) -> Option<f64> + use<'_> {
        let column = value.and_then(|value| self.whole.column(value, Some(table)));
        move |row| column?.number(row)
    }

    /// The truths of a value along the rows of a table.
    fn truths(&self, value: Option<ValueId>, table: TableId) -> impl Fn(usize) -> Option<bool> + use<'_> {
        let column = value.and_then(|value| self.whole.column(value, Some(table)));
        move |row| column?.truth(row)
    }

    /// Whether a row is kept: all are without a condition.
    fn kept(&self, keep: Option<ValueId>, table: TableId) -> impl Fn(usize) -> bool + use<'_> {
        let truths = self.truths(keep, table);
        move |row| keep.is_none() || truths(row) == Some(true)
    }

    /// The rows of `from` below a row of `to`: the row itself where both are one table.
    fn rows_below(&self, from: TableId, row: usize, to: TableId) -> std::ops::Range<usize> {
        if from == to { row..row + 1 } else { self.frame.child_rows(self.plan, from, to, row) }
    }

    fn pair(&self, first: ValueId, second: ValueId, to: TableId) -> Column {
        let mut places: HashMap<(u64, u64), usize> = HashMap::new();
        let (first, second) = (self.numbers(Some(first), to), self.numbers(Some(second), to));
        Column::numbers((0..self.frame.rows(to)).map(|row| {
            let key = (first(row)?, second(row)?);
            let key = (statistic::exact(key.0), statistic::exact(key.1));
            Some(scalar::count(*places.entry(key).or_insert(row)))
        }))
    }

    fn groups(&self, by: Option<ValueId>, to: TableId) -> Groups {
        let rows = 0..self.frame.rows(to);
        if by.is_none() {
            return Groups { of: rows.map(|_| Some(0)).collect(), count: 1 };
        }
        let by = self.numbers(by, to);
        let mut known: HashMap<u64, usize> = HashMap::new();
        let of = rows
            .map(|row| {
                let next = known.len();
                let key = statistic::exact(by(row)?);
                Some(*known.entry(key).or_insert(next))
            })
            .collect();
        Groups { of, count: known.len() }
    }

    fn gather(
        &self,
        groups: &Groups,
        from: TableId,
        value: Option<ValueId>,
        keep: Option<ValueId>,
        to: TableId,
    ) -> Vec<Gathered> {
        let mut gathered = vec![Gathered::default(); groups.count];
        let (numbers, truths) = (self.numbers(value, from), self.truths(value, from));
        let kept = self.kept(keep, from);
        for (row, group) in groups.of.iter().enumerate() {
            let Some(rows) = group.and_then(|group| gathered.get_mut(group)) else { continue };
            for below in self.rows_below(from, row, to) {
                if !kept(below) {
                    continue;
                }
                rows.kept += 1;
                rows.numbers.extend(numbers(below));
                match truths(below) {
                    Some(true) => rows.yes += 1,
                    Some(false) => rows.no += 1,
                    None => {}
                }
            }
        }
        gathered
    }

    fn rank(
        &self,
        least: u32,
        value: Option<ValueId>,
        keep: Option<ValueId>,
        by: Option<ValueId>,
        to: TableId,
    ) -> Column {
        let groups = self.groups(by, to);
        let mut gathered = self.gather(&groups, to, value, keep, to);
        gathered.iter_mut().for_each(|rows| statistic::ascending(&mut rows.numbers));
        let (numbers, kept) = (self.numbers(value, to), self.kept(keep, to));
        Column::numbers(groups.of.iter().enumerate().map(|(row, group)| {
            let rows = gathered.get((*group)?).filter(|rows| rows.numbers.len() >= least as usize)?;
            if !kept(row) {
                return None;
            }
            Some(statistic::rank(&rows.numbers, numbers(row)?))
        }))
    }

    fn listed(
        &self,
        (value, keep): (ValueId, Option<ValueId>),
        from: TableId,
        row: usize,
        to: TableId,
    ) -> Listed {
        let below = self.rows_below(from, row, to);
        let mut numbers: Vec<u64> = Vec::with_capacity(below.len());
        let mut whole = true;
        let (given, kept) = (self.numbers(Some(value), from), self.kept(keep, from));
        for below in below.filter(|below| kept(*below)) {
            match given(below) {
                Some(number) => numbers.push(statistic::exact(number)),
                None => whole = false,
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        Listed { numbers, whole }
    }

    /// Of each group the numbers that are common in it; none in one of too few rows that have any.
    fn common(
        &self,
        listed: (ValueId, Option<ValueId>),
        by: Option<ValueId>,
        share: f64,
        least: u32,
        from: TableId,
        to: TableId,
    ) -> Commons {
        let groups = self.groups(by, to);
        let mut counts: Vec<(usize, usize, BTreeMap<u64, usize>)> = vec![Default::default(); groups.count];
        for (row, group) in groups.of.iter().enumerate() {
            let Some((size, listing, times)) = group.and_then(|group| counts.get_mut(group)) else {
                continue;
            };
            let listed = self.listed(listed, from, row, to);
            *size += 1;
            *listing += usize::from(!listed.numbers.is_empty());
            listed.numbers.into_iter().for_each(|number| *times.entry(number).or_default() += 1);
        }
        let common = counts.into_iter().map(|(size, listing, times)| {
            (listing >= least as usize).then(|| {
                let often = |times: usize| is_share(times, size, share);
                times.into_iter().filter(|(_, times)| often(*times)).map(|(number, _)| number).collect()
            })
        });
        let common = common.collect();
        Commons { groups, common }
    }
}

/// Whether some of them are at least a share of all; 6 of 10 are 60 %, as written.
pub(crate) fn is_share(some: usize, all: usize, share: f64) -> bool {
    scalar::raw::at_most(share * scalar::count(all), scalar::count(some), 0.0)
}
