//! The plan of an account, with what each member gives to a statistic handed out: for whoever follows a total back to the
//! rows that it is made of.

use shensuan_plan::{OutputId, TableId};
use shensuan_vocab::FormId;

use super::statistics::place;
use super::{Lowered, Lowering};
use crate::grouped::{Asked, Grouped};
use crate::model::Model;
use crate::statistics::Statistic;
use crate::typed::{Kind, Typed};

/// An aggregate of a statistic, and what each of its members gives to it.
#[derive(Clone, Debug)]
pub struct FollowedPart {
    /// Of which of the forms that the statistic takes rows of, counted from 0; of all but a few there is one.
    pub form: usize,
    /// Which of the [`parts`](super::LoweredStatistic::parts) of that form it is.
    pub part: usize,
    /// What is asked of the members.
    pub asked: Asked,
    /// Whose rows they are; none for subjects.
    pub rows: Option<FormId>,
    /// The table of the members.
    pub table: TableId,
    /// What each gives; none where they are counted alone.
    pub value: Option<OutputId>,
    /// Whether each is counted in; none where all are.
    pub keep: Option<OutputId>,
}

/// Lowers what a model computes as [`lower_account`](super::lower_account) does, with what the members of each statistic
/// give: by statistic its aggregates, in the order of [`Statistic::aggregates`] and of its
/// [`parts`](super::LoweredStatistic::parts).
#[must_use]
pub fn lower_followed(model: &Model) -> (Lowered, Vec<Vec<FollowedPart>>) {
    let mut lowering = Lowering::new(model);
    let outputs = lowering.handed_out();
    let statistics = model.statistics.iter().filter_map(|statistic| lowering.statistic(statistic)).collect();
    let followed = model.statistics.iter().map(|statistic| lowering.followed(statistic)).collect();
    (Lowered { outputs, statistics, ..lowering.finish() }, followed)
}

impl Lowering<'_> {
    fn followed(&mut self, statistic: &Statistic) -> Vec<FollowedPart> {
        let Some(forms) = statistic.by_form() else { return Vec::new() };
        let all = statistic.aggregates();
        let of_one = |(_, grouped): &(&Typed, &Grouped)| {
            let (form, part) = place(&forms, grouped)?;
            let (first, ..) = forms.get(form)?;
            Some(self.followed_part(grouped, self.table(first.scope), (form, part)))
        };
        all.iter().filter_map(of_one).collect()
    }

    fn followed_part(
        &mut self,
        grouped: &Grouped,
        to: TableId,
        (form, part): (usize, usize),
    ) -> FollowedPart {
        let table = self.rows_of_group(grouped, to);
        let mut handed_out = |value: &Option<Typed>| {
            let value = self.value_in(value.as_ref()?, table);
            Some(self.builder.output(table, value))
        };
        let (value, keep) = (handed_out(&grouped.value), handed_out(&grouped.keep));
        FollowedPart { form, part, asked: grouped.asked, rows: grouped.rows, table, value, keep }
    }
}

impl Statistic {
    /// The aggregates over groups that it is made of, each once, with the expression that it is.
    #[must_use]
    pub fn aggregates(&self) -> Vec<(&Typed, &Grouped)> {
        let mut all = Vec::new();
        aggregates_in(&self.value, &mut all);
        all
    }
}

fn aggregates_in<'v>(value: &'v Typed, into: &mut Vec<(&'v Typed, &'v Grouped)>) {
    match &value.kind {
        Kind::Group(grouped) if into.iter().any(|(_, known)| *known == grouped.as_ref()) => {}
        Kind::Group(grouped) => into.push((value, grouped)),
        kind => kind.inside().into_iter().for_each(|inner| aggregates_in(inner, into)),
    }
}
