//! What the members of one group give to an aggregate: who gave how much, and who nothing.

use std::cmp::Ordering;

use shensuan_diagnostics::{Diagnostic, Localised};
use shensuan_findings::{
    Contribution, Follow, FollowedAggregate, LackingMember, Own, OwnRow, Rest, percent, readable,
};
use shensuan_model::{Asked, FollowedPart, Kind, Typed};
use shensuan_plan::{HandedOut, How, OutputId, Run, Statistic, Tracer};

use super::Report;
use super::followed::Counted;
use crate::run::engines::defect;
use crate::run::report::account::Origin;

/// So many cells are named of a member that gave nothing.
const CAUSES: usize = 3;

/// The rows of the members of a group.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) rows: Vec<usize>,
}

/// What is asked of one group.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    /// What the statistic is called.
    pub(super) name: &'a str,
    /// The keys of the group.
    pub(super) group: &'a [String],
    pub(super) whose: Option<usize>,
    pub(super) most: usize,
}

/// How what is given is shown.
struct Shown<'a> {
    /// In the unit that stands beside it.
    scale: &'a dyn Fn(f64) -> f64,
    /// As a part of the whole, in percent; none where there is no such part.
    share: &'a dyn Fn(f64) -> Option<f64>,
    /// Whether what the parts come to is the whole.
    adds_up: bool,
}

/// What a subject gave.
struct Given {
    subject: usize,
    /// Row by row.
    rows: Vec<(usize, f64)>,
    /// All of it as the aggregate takes it.
    value: f64,
}

/// How an aggregate takes what is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// It adds it up: of a mean the sum.
    Sum,
    /// It counts it.
    Count,
    /// It counts for how many a condition holds.
    Holds,
    /// It picks one out: the largest first.
    Largest,
    /// The smallest first.
    Smallest,
}

impl Takes {
    fn of(asked: Asked) -> Self {
        match asked {
            Asked::Of(Statistic::Fold(How::Sum)) | Asked::Mean => Self::Sum,
            Asked::Of(Statistic::Fold(How::Count | How::CountGiven)) => Self::Count,
            Asked::Share | Asked::Of(Statistic::Fold(How::Any | How::Every)) => Self::Holds,
            Asked::Of(Statistic::Fold(How::Min)) => Self::Smallest,
            Asked::Of(
                Statistic::Fold(How::Max)
                | Statistic::Distinct
                | Statistic::Median
                | Statistic::Mad
                | Statistic::StdDev
                | Statistic::Percentile(_)
                | Statistic::Rank,
            ) => Self::Largest,
        }
    }

    /// Whether what the parts come to is what comes out.
    const fn adds_up(self, asked: Asked) -> bool {
        matches!(self, Self::Sum | Self::Count) && !matches!(asked, Asked::Mean)
    }

    fn all(self, rows: &[(usize, f64)]) -> f64 {
        let values = rows.iter().map(|(_, value)| *value);
        match self {
            Self::Sum | Self::Count | Self::Holds => values.fold(0.0, |sum, value| sum + value),
            Self::Largest => values.fold(f64::NEG_INFINITY, f64::max),
            Self::Smallest => values.fold(f64::INFINITY, f64::min),
        }
    }

    fn order(self, a: f64, b: f64) -> Ordering {
        match self {
            Self::Smallest => a.total_cmp(&b),
            Self::Sum | Self::Count | Self::Holds | Self::Largest => b.total_cmp(&a),
        }
    }
}

/// The members of a group by what they gave.
#[derive(Default)]
struct Sorted {
    given: Vec<(usize, f64)>,
    missing: Vec<usize>,
    undecided: Vec<usize>,
    not_counted: usize,
}

impl Report<'_> {
    /// One aggregate of a statistic for one row of its table.
    pub(super) fn aggregate_followed(
        &self,
        (counted, part, place): (&Counted<'_>, usize, &Origin),
        members: &Members,
        asking: Asking<'_>,
        run: &Run,
        tracer: &mut Tracer<'_>,
    ) -> Result<Option<FollowedAggregate>, Box<Diagnostic>> {
        let all = counted.statistic.aggregates();
        let (Some((typed, grouped)), Some(followed)) = (all.get(part).copied(), counted.parts.get(part))
        else {
            return Ok(None);
        };
        let Some(form) = counted.form(followed.form) else { return Ok(None) };
        let Some(lowered) = form.parts.get(followed.part) else { return Ok(None) };
        // A form may have no row in the group.
        let first = place.get(followed.form).copied().flatten().map(|(_, first)| first);
        let takes = Takes::of(followed.asked);
        let sorted = sorted(followed, takes, &members.rows, run);
        let item = self.item(form.table, first.unwrap_or_default());
        let value = run.outputs.get(lowered.value.index()).and_then(|column| column.number(first?));
        if let Some(value) = value
            && let Some(again) = came_to(followed.asked, &sorted.given)
            && again.to_bits() != (value + 0.0).to_bits()
        {
            return Err(defect(&format!("the members come to {again:?}, not to {value:?}")));
        }
        let (total, unit) = match value {
            Some(value) => {
                let (total, unit) = self.in_its_unit(value, typed, item);
                (Some(total), unit)
            }
            None => (None, self.in_its_unit(0.0, typed, item).1),
        };
        let scale = |value: f64| match takes {
            Takes::Holds => value,
            Takes::Sum | Takes::Count | Takes::Largest | Takes::Smallest => {
                self.in_its_unit(value, typed, item).0
            }
        };
        let private =
            [&grouped.value, &grouped.keep].into_iter().flatten().any(|value| self.is_made_of_private(value));
        let by_subject = self.by_subject(followed, takes, &sorted.given);
        let adds_up = takes.adds_up(followed.asked);
        let mut made = FollowedAggregate {
            written: self.written_at(typed),
            value: total,
            shown: total.map(readable),
            unit,
            members: grouped.rows.map_or_else(|| self.subject_word(), |form| self.form_name(form)),
            of_rows: grouped.rows.is_some(),
            given: sorted.given.len(),
            subjects: by_subject.len(),
            missing: sorted.missing.len(),
            undecided: sorted.undecided.len(),
            not_counted: sorted.not_counted,
            adds_up,
            private,
            own: None,
            largest: Vec::new(),
            rest: None,
            rounding: 0.0,
            lacking: Vec::new(),
            lacking_left_out: 0,
        };
        if private {
            return Ok(Some(made));
        }
        let parts = by_subject.iter().all(|given| given.value >= 0.0);
        let share_of = total.filter(|total| adds_up && parts && *total > 0.0);
        let share = |value: f64| share_of.map(|total| percent(value / total));
        let follow =
            Leads { asking, formula: grouped.value.as_ref().and_then(|value| self.followed_on(value)) };
        if let Some(subject) = asking.whose {
            made.own = Some(self.own(
                (followed, &by_subject),
                subject,
                Shown { scale: &scale, share: &share, adds_up },
                &follow,
            ));
        }
        let (named, others) = by_subject.split_at(asking.most.min(by_subject.len()));
        made.largest = named
            .iter()
            .map(|given| {
                let value = scale(given.value);
                let one = match given.rows.as_slice() {
                    [(row, _)] => Some(*row),
                    _ => None,
                };
                let row = one.and_then(|row| self.cell(self.form(followed.table)?, row));
                Contribution {
                    subject: self.subject_key(given.subject),
                    name: self.name(given.subject),
                    given: given.rows.len(),
                    value,
                    shown: self.amount(takes, value),
                    share: share(value),
                    follow: follow
                        .on(self.subject_key(given.subject), one.map(|_| row.as_ref().map(|row| row.row))),
                    row,
                }
            })
            .collect();
        if !others.is_empty() {
            let mut rows: Vec<(usize, f64)> =
                others.iter().flat_map(|given| given.rows.iter().copied()).collect();
            rows.sort_by_key(|(row, _)| *row);
            let value = adds_up.then(|| scale(takes.all(&rows)));
            made.rest = Some(Rest {
                subjects: others.len(),
                given: rows.len(),
                value,
                shown: value.map(readable),
                share: value.and_then(share),
            });
        }
        if let (Some(total), true) = (total, adds_up) {
            let added = made.largest.iter().fold(0.0, |sum, one| sum + one.value);
            let added = added + made.rest.as_ref().and_then(|rest| rest.value).unwrap_or(0.0);
            made.rounding = total - added;
        }
        self.lacking_members(followed, &sorted, &follow, tracer, &mut made);
        Ok(Some(made))
    }

    /// What each subject gave, the largest first and equal ones by their keys.
    fn by_subject(&self, followed: &FollowedPart, takes: Takes, given: &[(usize, f64)]) -> Vec<Given> {
        let mut all: Vec<Given> = Vec::new();
        // The rows of a subject stand behind each other.
        for (row, value) in given {
            let subject = self.item(followed.table, *row).subject;
            match all.last_mut().filter(|last| last.subject == subject) {
                Some(last) => last.rows.push((*row, *value)),
                None => all.push(Given { subject, rows: vec![(*row, *value)], value: 0.0 }),
            }
        }
        for given in &mut all {
            given.value = takes.all(&given.rows);
        }
        let key = |subject: usize| self.cells.data.subjects.get(subject);
        all.sort_by(|a, b| takes.order(a.value, b.value).then_with(|| key(a.subject).cmp(&key(b.subject))));
        all
    }

    /// The share of one subject.
    fn own(
        &self,
        (followed, all): (&FollowedPart, &[Given]),
        subject: usize,
        Shown { scale, share, adds_up }: Shown<'_>,
        follow: &Leads<'_>,
    ) -> Own {
        let takes = Takes::of(followed.asked);
        let Some(given) = all.iter().find(|given| given.subject == subject) else {
            return Own {
                rank: None,
                value: None,
                shown: None,
                share: None,
                rows: Vec::new(),
                rows_left_out: 0,
            };
        };
        let before = all.iter().take_while(|other| takes.order(other.value, given.value) == Ordering::Less);
        let key = self.subject_key(subject);
        let rows = given.rows.iter().take(follow.asking.most).map(|(row, value)| {
            let cell = self.form(followed.table).and_then(|form| self.cell(form, *row));
            let value = scale(*value);
            let number = cell.as_ref().map(|cell| cell.row);
            OwnRow {
                shown: self.amount(takes, value),
                value,
                follow: follow.on(key.clone(), Some(number)),
                row: cell,
            }
        });
        let rows: Vec<OwnRow> = rows.collect();
        let value = Some(scale(given.value)).filter(|_| adds_up);
        Own {
            rank: Some(before.count() + 1),
            value,
            shown: value.map(readable),
            share: value.and_then(share),
            rows_left_out: given.rows.len() - rows.len(),
            rows,
        }
    }

    /// The members that gave nothing, those first of whom it cannot be said whether they are counted in; of the subject
    /// that is asked about before others.
    fn lacking_members(
        &self,
        followed: &FollowedPart,
        sorted: &Sorted,
        follow: &Leads<'_>,
        tracer: &mut Tracer<'_>,
        made: &mut FollowedAggregate,
    ) {
        let asking = follow.asking;
        let undecided = sorted.undecided.iter().map(|row| (*row, true));
        let mut all: Vec<(usize, bool)> =
            undecided.chain(sorted.missing.iter().map(|row| (*row, false))).collect();
        let is_others =
            |row: usize| asking.whose.is_some_and(|whose| self.item(followed.table, row).subject != whose);
        all.sort_by_key(|(row, undecided)| (is_others(*row), !*undecided, *row));
        made.lacking_left_out = all.len().saturating_sub(asking.most);
        for (row, undecided) in all.into_iter().take(asking.most) {
            let output = if undecided { followed.keep } else { followed.value };
            let value =
                output.and_then(|output| self.ready.lowered.plan.output(output)).map(|output| output.value);
            let causes = value.map(|value| self.why(value, row, tracer)).unwrap_or_default();
            let (mut lacking, more) = self.lacking(&causes);
            let lacking_left_out = more + lacking.len().saturating_sub(CAUSES);
            lacking.truncate(CAUSES);
            let subject = self.item(followed.table, row).subject;
            let cell = self.form(followed.table).and_then(|form| self.cell(form, row));
            let number = cell.as_ref().map(|cell| cell.row);
            made.lacking.push(LackingMember {
                subject: self.subject_key(subject),
                name: self.name(subject),
                undecided,
                lacking,
                lacking_left_out,
                follow: follow.on(self.subject_key(subject), Some(number)),
                row: cell,
            });
        }
    }

    /// What was given as text.
    fn amount(&self, takes: Takes, value: f64) -> String {
        match takes {
            Takes::Holds => self.yes_or_no(value != 0.0),
            Takes::Sum | Takes::Count | Takes::Largest | Takes::Smallest => readable(value),
        }
    }

    /// The formula whose values an aggregate is made of, by its name; none where it is made of a cell, or of several
    /// things.
    fn followed_on(&self, value: &Typed) -> Option<String> {
        match &value.kind {
            Kind::Convert(of, _) | Kind::Narrow(of, _) | Kind::Widen(of, _) | Kind::IsTrue(of) => {
                self.followed_on(of)
            }
            Kind::Formula(id) => Some(self.ready.model.formula(*id)?.name.in_lang(self.lang)),
            _ => None,
        }
    }
}

/// How to go on from a member.
struct Leads<'a> {
    asking: Asking<'a>,
    formula: Option<String>,
}

impl Leads<'_> {
    /// From one member of a subject, at a row where it is one, to the formula; from several to these members.
    fn on(&self, enterprise: String, one: Option<Option<u32>>) -> Option<Follow> {
        match (one, &self.formula) {
            (Some(row), Some(formula)) => {
                Some(Follow { enterprise, value: formula.clone(), group: Vec::new(), row })
            }
            (Some(_), None) => None,
            (None, _) => Some(Follow {
                enterprise,
                value: self.asking.name.to_owned(),
                group: self.asking.group.to_vec(),
                row: None,
            }),
        }
    }
}

/// The members by what they gave.
fn sorted(part: &FollowedPart, takes: Takes, rows: &[usize], run: &Run) -> Sorted {
    let column = |output: Option<OutputId>| output.and_then(|output| run.outputs.get(output.index()));
    let (value, keep) = (column(part.value), column(part.keep));
    let mut sorted = Sorted::default();
    for row in rows.iter().copied() {
        match keep.map(|keep| keep.truth(row)) {
            Some(Some(false)) => sorted.not_counted += 1,
            Some(None) => sorted.undecided.push(row),
            Some(Some(true)) | None => match given(value, takes, row) {
                Some(value) => sorted.given.push((row, value)),
                None => sorted.missing.push(row),
            },
        }
    }
    sorted
}

/// What a member gives.
fn given(value: Option<&HandedOut>, takes: Takes, row: usize) -> Option<f64> {
    let Some(column) = value else { return Some(1.0) };
    let truth = || column.truth(row).map(|truth| f64::from(u8::from(truth)));
    match takes {
        Takes::Count => column.number(row).or_else(truth).map(|_| 1.0),
        Takes::Sum | Takes::Holds | Takes::Largest | Takes::Smallest => column.number(row).or_else(truth),
    }
}

/// What the members come to, added in the order of their rows as the engines add them; none where that is no sum.
fn came_to(asked: Asked, given: &[(usize, f64)]) -> Option<f64> {
    let sum = given.iter().fold(0.0, |sum, (_, value)| sum + value);
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    let count = given.len() as f64;
    match asked {
        Asked::Of(Statistic::Fold(How::Sum | How::Count | How::CountGiven)) => Some(sum + 0.0),
        Asked::Mean | Asked::Share => Some(sum / count + 0.0),
        Asked::Of(_) => None,
    }
}
