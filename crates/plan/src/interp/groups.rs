//! Steps that read everything: a row's group lies all over the table, so whole columns must be there first.
//!
//! A run goes in stages. Each computes, chunk by chunk, what the next steps of this kind read, and then those steps, once
//! each; from there on they are columns as those of the frame are. Within a group numbers stand in row order whoever
//! computed them, and how groups are numbered shows nowhere. Steps that ask of the same rows in the same groups share
//! them (`gathered`), and what the frame has as it is read is not made once more.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::bits::Bits;
use crate::column::Column;
use crate::frame::Frame;
use crate::interp::codes::Coded;
use crate::interp::dense::Dense;
use crate::interp::folded;
use crate::interp::gathered::{Gathered, Groups, Kept, by_rows};
use crate::interp::handed_out::HandedOut;
use crate::interp::listing::{Listing, listed};
use crate::interp::runs::Runs;
use crate::interp::slot::Slot;
use crate::op::{How, RowOp, Step, TableStep};
use crate::plan::{InputId, Kind, LookupId, Output, Plan, TableId, ValueId};
use crate::scalar::{self, Scalar};
use crate::shares::{self, shared_out, together_or_apart};
use crate::statistic::{self, Statistic};

/// Columns of all rows of their tables.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    columns: BTreeMap<(ValueId, TableId), Held>,
    commons: BTreeMap<ValueId, Commons>,
}

/// A column of all rows of a table.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// Row by row.
    Rows(Arc<Column>),
    /// A row has what its group has; nothing where it has no group.
    Groups {
        /// Which group each row belongs to.
        groups: Arc<Groups>,
        /// By group.
        answers: Arc<Column>,
    },
}

impl Held {
    /// The groups of rows and their columns, to be read by rows.
    pub(crate) fn coded(&self) -> Option<Coded<'_>> {
        match self {
            Self::Rows(_) => None,
            Self::Groups { groups, answers } => {
                let mut coded = Coded::new(groups.codes());
                coded.add(answers);
                Some(coded)
            }
        }
    }

    /// Some rows of a column that is held row by row.
    pub(crate) fn rows(&self, range: Range<usize>) -> Slot<'_> {
        match self {
            Self::Rows(column) => Slot::of(column, range),
            Self::Groups { .. } => Slot::Empty,
        }
    }
}

/// What is common in which group.
#[derive(Clone, Debug)]
struct Commons {
    groups: Arc<Groups>,
    common: Vec<Option<Vec<u64>>>,
}

impl Whole {
    /// The whole column of a value in its table.
    pub(crate) fn column(&self, value: ValueId, table: Option<TableId>) -> Option<&Held> {
        self.columns.get(&(value, table?))
    }

    /// A row of the whole column of a value in its table; nothing where that is not held.
    pub(crate) fn scalar(
        &self,
        value: ValueId,
        table: Option<TableId>,
        kind: Kind,
        row: usize,
    ) -> Option<Scalar> {
        let (column, row) = match self.column(value, table)? {
            Held::Rows(column) => (&**column, Some(row)),
            Held::Groups { groups, answers } => (&**answers, groups.of(row)),
        };
        Some(match kind {
            Kind::Number => Scalar::Number(row.and_then(|row| column.number(row))),
            Kind::Truth => Scalar::Truth(row.and_then(|row| column.truth(row))),
        })
    }

    pub(crate) fn put(&mut self, wanted: Output, column: Column) {
        self.columns.insert((wanted.value, wanted.table), Held::Rows(Arc::new(column)));
    }

    /// The whole column of a value to be handed out. A step is still held, for whoever goes on from here.
    pub(crate) fn hand_out(&mut self, plan: &Plan, output: Output) -> Option<HandedOut> {
        let place = (output.value, output.table);
        let is_step = everything(plan, output.value).is_some();
        let held = if is_step { self.columns.get(&place).cloned() } else { self.columns.remove(&place) };
        Some(match held? {
            Held::Rows(column) => HandedOut::by_rows_of(column),
            Held::Groups { groups, answers } => HandedOut::by(groups, answers),
        })
    }

    /// The column of a step, and what else it found out.
    fn put_step(&mut self, step: Asked, computed: Computed) {
        self.columns.insert((step.id, step.to), computed.held);
        self.commons.extend(computed.commons.map(|commons| (step.id, commons)));
    }

    /// The numbers that are common in the group of a row; none for another step, or where that is not known.
    pub(crate) fn common(&self, id: ValueId, row: usize) -> Option<&[u64]> {
        let commons = self.commons.get(&id)?;
        commons.common.get(commons.groups.of(row)?)?.as_deref()
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

/// The needed values that read everything, in stages: each reads those of earlier ones only, and comes no earlier than
/// it must, so that what is asked of the same rows is mostly asked together.
pub(crate) fn stages(plan: &Plan, needed: impl Fn(ValueId) -> bool) -> Vec<Vec<ValueId>> {
    let mut depth: Vec<usize> = Vec::with_capacity(plan.values.len());
    let mut count = 0;
    for (id, value) in plan.values_with_ids() {
        let below = value.step.operands().filter_map(|operand| depth.get(operand.index())).max();
        let own = below.copied().unwrap_or(0) + usize::from(everything(plan, id).is_some());
        if needed(id) {
            count = count.max(own);
        }
        depth.push(own);
    }
    let mut stages: Vec<Vec<ValueId>> = vec![Vec::new(); count];
    // By value: the pass that reads it first. The steps behind a pass are known to the next one.
    let mut read: Vec<usize> = vec![count; plan.values.len()];
    for index in (0..plan.values.len()).rev() {
        let id = ValueId::at(index);
        let (Some(value), Some(mut pass)) = (plan.value(id), read.get(index).copied()) else { continue };
        if !needed(id) {
            continue;
        }
        if everything(plan, id).is_some() {
            pass = pass.saturating_sub(1);
            if let Some(stage) = stages.get_mut(pass) {
                stage.push(id);
            }
        }
        for operand in value.step.operands() {
            if let Some(read) = read.get_mut(operand.index()) {
                *read = pass.min(*read);
            }
        }
    }
    stages.iter_mut().for_each(|stage| stage.reverse());
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

/// Whether the frame has a column as it is read: it need not be made whole.
pub(crate) fn is_of_frame(plan: &Plan, value: ValueId) -> bool {
    match plan.value(value).map(|value| value.step) {
        Some(Step::Row(RowOp::Load(_) | RowOp::Gather(_))) => true,
        Some(Step::Row(_) | Step::Table(_)) | None => false,
    }
}

/// A step that reads everything, and whose it is.
#[derive(Clone, Copy)]
struct Asked {
    id: ValueId,
    to: TableId,
    step: TableStep,
}

/// What comes of a step.
struct Computed {
    held: Held,
    commons: Option<Commons>,
}

/// With so many rows a step is worth several threads.
const MANY: usize = 1 << 15;

/// What tells groups apart, and the rows of which table: see [`TableStep::Group`].
type By = (Option<ValueId>, TableId);

/// Makes the columns of steps that read everything, when what they read is whole.
pub(crate) fn compute(plan: &Plan, frame: &Frame, steps: &[ValueId], threads: usize, whole: &mut Whole) {
    let steps = steps
        .iter()
        .filter_map(|id| Some(Asked { id: *id, to: plan.value(*id)?.table?, step: everything(plan, *id)? }));
    let mut bundles: Vec<Vec<Asked>> = Vec::new();
    for asked in steps {
        match bundles
            .iter_mut()
            .find(|bundle| bundle.first().is_some_and(|first| ask_the_same_rows(first.step, asked.step)))
        {
            Some(bundle) => bundle.push(asked),
            None => bundles.push(vec![asked]),
        }
    }
    let mut keys: Vec<By> = bundles.iter().flatten().filter_map(|asked| grouped_by(asked.step)).collect();
    keys.sort_unstable();
    keys.dedup();
    let at = |threads| Everything { plan, frame, whole, threads };
    // Enough of them keep all threads at work, each with one of its own.
    let few = |items: usize| items < 2 * threads;
    let is_long = |(_, to): &By| few(keys.len()) && frame.rows(*to) >= MANY;
    let groups = together_or_apart(&keys, threads, is_long, |(by, to), threads| at(threads).groups(*by, *to));
    let groups: BTreeMap<By, Arc<Groups>> = keys.iter().copied().zip(groups).collect();
    let is_long = |bundle: &Vec<Asked>| {
        few(bundles.len()) && bundle.first().is_some_and(|asked| rows_of(frame, *asked) >= MANY)
    };
    let computed =
        together_or_apart(&bundles, threads, is_long, |bundle, threads| at(threads).bundle(bundle, &groups));
    for (asked, computed) in bundles.into_iter().flatten().zip(computed.into_iter().flatten()) {
        whole.put_step(asked, computed);
    }
}

/// How many rows a step goes through: the longer of its tables.
fn rows_of(frame: &Frame, asked: Asked) -> usize {
    let from = match asked.step {
        TableStep::Group { from, .. } | TableStep::Common { from, .. } => from,
        TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Pair { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => asked.to,
    };
    frame.rows(from).max(frame.rows(asked.to))
}

fn grouped_by(step: TableStep) -> Option<By> {
    match step {
        TableStep::Group { by, to, .. } | TableStep::Common { by, to, .. } => Some((by, to)),
        TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Pair { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => None,
    }
}

/// Whether two steps ask something of the same rows in the same groups.
fn ask_the_same_rows(a: TableStep, b: TableStep) -> bool {
    let rows = |step| match step {
        TableStep::Group { how: _, least: _, from, value, keep, by, to } => Some((from, value, keep, by, to)),
        TableStep::Common { .. }
        | TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Pair { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => None,
    };
    rows(a).is_some() && rows(a) == rows(b)
}

fn is_pair(plan: &Plan, id: ValueId) -> bool {
    matches!(everything(plan, id), Some(TableStep::Pair { .. }))
}

/// What is asked of groups, and of how many rows at least.
fn statistic_of(step: TableStep) -> Option<(Statistic, u32)> {
    match step {
        TableStep::Group { how, least, .. } => Some((how, least)),
        TableStep::Common { .. }
        | TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Pair { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => None,
    }
}

/// Whether an answer depends on how many rows are kept, given or not.
fn counts_kept(step: TableStep) -> bool {
    matches!(statistic_of(step), Some((Statistic::Fold(How::Count | How::Sum), _)))
}

/// Whole columns, as these steps read them.
struct Everything<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    whole: &'a Whole,
    /// How many work on a step together.
    threads: usize,
}

impl<'a> Everything<'a> {
    /// The column of a value along the rows of a table.
    fn column(&self, value: ValueId, table: TableId) -> Option<Cow<'a, Column>> {
        if let Some(held) = self.whole.column(value, Some(table)) {
            return match held {
                Held::Rows(column) => Some(Cow::Borrowed(column)),
                Held::Groups { groups, .. } => {
                    let slot = held.coded()?.slots(0..groups.codes().len()).pop()?;
                    slot.into_column().map(Cow::Owned)
                }
            };
        }
        match self.plan.value(value)?.step {
            Step::Row(RowOp::Load(input)) => self.frame.columns.get(input.index()).map(Cow::Borrowed),
            Step::Row(RowOp::Gather(lookup)) => {
                let input = self.plan.lookup(lookup)?.input;
                let coded = Coded::input(self.plan, self.frame, input, [lookup]);
                coded.slots(0..self.frame.rows(table)).pop()?.into_column().map(Cow::Owned)
            }
            Step::Row(_) | Step::Table(_) => None,
        }
    }

    /// The rows that are kept: all are without a condition.
    fn kept(&self, keep: Option<ValueId>, table: TableId) -> Bits {
        let rows = self.frame.rows(table);
        let Some(keep) = keep else { return Bits::new(rows, true) };
        match self.column(keep, table).as_deref() {
            Some(Column::Truth { yes, .. }) => yes.clone(),
            Some(Column::Number { .. } | Column::Code { .. }) | None => Bits::new(rows, false),
        }
    }

    /// Where the rows of `from` below each row of `to` begin, and at last where they end; nothing in one table.
    fn edges(&self, from: TableId, to: TableId) -> Option<Vec<usize>> {
        let path = if from == to { return None } else { self.plan.path(to, from).unwrap_or_default() };
        Some((0..=self.frame.rows(to)).map(|row| self.frame.edge(&path, row)).collect())
    }

    fn bundle(&self, bundle: &[Asked], groups: &BTreeMap<By, Arc<Groups>>) -> Vec<Computed> {
        let groups = |step| grouped_by(step).and_then(|by| groups.get(&by));
        let Some(first) = bundle.first() else { return Vec::new() };
        match (first.step, groups(first.step)) {
            (TableStep::Pair { first, second, to }, _) => {
                vec![Computed { held: self.pair(first, second, to), commons: None }]
            }
            (TableStep::Group { how: _, least: _, from, value, keep, by: _, to }, Some(groups)) => {
                let (value, kept) = (value.map(|value| self.column(value, from)), self.kept(keep, from));
                let of_value = value.is_some();
                let value = value.flatten();
                let edges = self.edges(from, to);
                let of = Kept { groups, column: value.as_deref(), kept: &kept, edges: edges.as_deref() };
                self.asked_of(bundle, groups, of, of_value)
            }
            (TableStep::Common { value, keep, by: _, share, least, from, to }, Some(groups)) => {
                vec![self.common((value, keep), groups, share.get(), least, from, to)]
            }
            _ => Vec::new(),
        }
    }

    /// What is asked of the same rows in the same groups.
    fn asked_of(
        &self,
        bundle: &[Asked],
        groups: &Arc<Groups>,
        of: Kept<'_>,
        of_value: bool,
    ) -> Vec<Computed> {
        let counted = !of_value || bundle.iter().any(|asked| counts_kept(asked.step));
        let statistics: Vec<(Statistic, u32)> =
            bundle.iter().filter_map(|asked| statistic_of(asked.step)).collect();
        let folds: Vec<(How, u32)> = statistics.iter().copied().filter_map(folded::fold_of).collect();
        let folded =
            if folds.is_empty() { Vec::new() } else { folded::answers(of, &folds, counted, of_value) };
        let others: Vec<(Statistic, u32)> =
            statistics.iter().copied().filter(|asked| folded::fold_of(*asked).is_none()).collect();
        let gathered = (!others.is_empty()).then(|| Gathered::new(of, !of_value, self.threads));
        let of_groups: Vec<(Statistic, u32)> =
            others.into_iter().filter(|(how, _)| *how != Statistic::Rank).collect();
        let gathers = |gathered: &Gathered| gathered.answers(&of_groups, of_value, self.threads);
        let mut others = gathered.as_ref().map(gathers).unwrap_or_default().into_iter();
        let mut folded = folded.into_iter();
        let held = statistics.iter().map(|(how, least)| {
            let answers = match how {
                Statistic::Rank => {
                    return gathered
                        .as_ref()
                        .map(|all| Held::Rows(Arc::new(all.rank(of, *least, self.threads))));
                }
                Statistic::Fold(_) => folded.next(),
                Statistic::Distinct
                | Statistic::Median
                | Statistic::Mad
                | Statistic::StdDev
                | Statistic::Percentile(_) => others.next(),
            };
            let held = |answers| Held::Groups { groups: Arc::clone(groups), answers: Arc::new(answers) };
            answers.map(held)
        });
        held.flatten().map(|held| Computed { held, commons: None }).collect()
    }

    /// Rows with the same two numbers have the place of the first of them.
    fn pair(&self, left: ValueId, right: ValueId, to: TableId) -> Held {
        let (first, second) = (self.column(left, to), self.column(right, to));
        let number =
            |column: &Option<Cow<'_, Column>>, row| column.as_deref()?.number(row).map(statistic::exact);
        let key = |row| Some((number(&first, row)?, number(&second, row)?));
        let dense = || Dense::of_both(first.as_deref()?, second.as_deref()?);
        let (groups, firsts) = match self.runs(left, to, first.as_deref()) {
            Some(runs) => Groups::in_runs(runs, self.threads, key),
            None => match dense() {
                Some(dense) => Groups::dense(dense),
                None => Groups::by(self.frame.rows(to), self.threads, key),
            },
        };
        let answers = Column::numbers(firsts.into_iter().map(|row| Some(scalar::count(row))));
        Held::Groups { groups: Arc::new(groups), answers: Arc::new(answers) }
    }

    /// Runs of rows of which no two have the same number.
    fn runs(&self, value: ValueId, to: TableId, column: Option<&Column>) -> Option<Arc<Runs>> {
        match self.whole.column(value, Some(to)) {
            Some(Held::Groups { groups, .. }) if is_pair(self.plan, value) => groups.runs().cloned(),
            Some(Held::Groups { .. } | Held::Rows(_)) | None => Runs::of(column?).map(Arc::new),
        }
    }

    fn groups(&self, by: Option<ValueId>, to: TableId) -> Arc<Groups> {
        let Some(by) = by else { return Arc::new(Groups::one(self.frame.rows(to))) };
        match self.whole.column(by, Some(to)) {
            // Each pair has a number of its own: its groups are found already.
            Some(Held::Groups { groups, .. }) if is_pair(self.plan, by) => Arc::clone(groups),
            Some(Held::Groups { .. } | Held::Rows(_)) | None => Arc::new(self.groups_by(by, to)),
        }
    }

    fn groups_by(&self, by: ValueId, to: TableId) -> Groups {
        if let Some((input, lookup)) = self.entries(by) {
            // Rows with the same code have the same number: their groups are found once an entry.
            let (entries, _) = match Dense::of(lookup) {
                Some(dense) => Groups::dense(dense),
                None => Groups::by(lookup.len(), 1, |entry| lookup.number(entry).map(statistic::exact)),
            };
            return match self.frame.columns.get(input.index()) {
                Some(Column::Code { index, given, .. }) => entries.through(index, given, self.threads),
                Some(Column::Number { .. } | Column::Truth { .. }) | None => {
                    entries.through(&[], &Bits::default(), 1)
                }
            };
        }
        let column = self.column(by, to);
        if let Some(dense) = column.as_deref().and_then(Dense::of) {
            return Groups::dense(dense).0;
        }
        let key = |row: usize| column.as_deref()?.number(row).map(statistic::exact);
        Groups::by(self.frame.rows(to), self.threads, key).0
    }

    /// The numbers by entry, where a value is one that a row's code names.
    fn entries(&self, by: ValueId) -> Option<(InputId, &'a Column)> {
        let lookup: LookupId = match self.plan.value(by)?.step {
            Step::Row(RowOp::Gather(lookup)) => lookup,
            Step::Row(_) | Step::Table(_) => return None,
        };
        Some((self.plan.lookup(lookup)?.input, self.frame.lookups.get(lookup.index())?))
    }

    /// Of each group the numbers that are common in it; none in one of too few rows that have any. And of each row
    /// whether it has them.
    fn common(
        &self,
        (value, keep): (ValueId, Option<ValueId>),
        groups: &Arc<Groups>,
        share: f64,
        least: u32,
        from: TableId,
        to: TableId,
    ) -> Computed {
        let (column, kept, edges) = (self.column(value, from), self.kept(keep, from), self.edges(from, to));
        let listed = |row: usize| {
            let edge = |row| edges.as_ref().map_or(row, |edges| edges.get(row).copied().unwrap_or(0));
            listed(column.as_deref(), &kept, edge(row)..edge(row + 1))
        };
        let rows = groups.codes().len();
        let shares = shares::shares_by_groups(rows, groups.count(), self.threads);
        let mut counted = shared_out(shares, self.threads, |at| {
            let mut counts = vec![Listing::default(); groups.count()];
            for row in shares::share(rows, at, shares) {
                if let Some(own) = groups.of(row).and_then(|group| counts.get_mut(group)) {
                    own.add(listed(row).numbers);
                }
            }
            counts
        })
        .into_iter();
        let mut counts = counted.next().unwrap_or_default();
        for more in counted {
            counts.iter_mut().zip(more).for_each(|(own, more)| own.join(more));
        }
        let common: Vec<Option<Vec<u64>>> = counts
            .into_iter()
            .map(|own| (own.listing >= least as usize).then(|| own.common(share)))
            .collect();
        let has = by_rows(rows, self.threads, |rows| {
            Column::truths(rows.map(|row| {
                let common = common.get(groups.of(row)?)?.as_ref()?;
                let listed = listed(row);
                let all = common.iter().all(|number| listed.numbers.contains(number));
                if all { Some(true) } else { listed.whole.then_some(false) }
            }))
        });
        Computed {
            held: Held::Rows(Arc::new(has)),
            commons: Some(Commons { groups: Arc::clone(groups), common }),
        }
    }
}
