//! Statistics → a plan of their own: they are asked of what has been judged.

use shensuan_plan::{How, OutputId, Statistic as Asking, TableId, TableStep, ValueId};

use super::{Lowered, Lowering};
use crate::grouped::{Asked, Grouped};
use crate::model::Model;
use crate::statistics::Statistic;
use crate::typed::{Kind, Typed};
use crate::types::Type;

/// Where a statistic went.
#[derive(Clone, Debug)]
pub struct LoweredStatistic {
    /// The rows that are gone through: those of the keys, or those that are listed.
    pub table: TableId,
    /// The rows that the keys stand in.
    pub key_table: TableId,
    /// What tells groups apart; none where everybody is one.
    pub group: Option<OutputId>,
    /// Each key, where it is no text.
    pub keys: Vec<Option<OutputId>>,
    /// What comes out; of a list the total.
    pub value: OutputId,
    /// How many rows or subjects were asked.
    pub asked: OutputId,
    /// How many of them gave something.
    pub given: OutputId,
    /// The same of all whose key is missing; none where everybody is one group.
    pub without_key: Option<(OutputId, OutputId)>,
    /// By what the largest are listed; missing for those that are left out.
    pub listed: Option<OutputId>,
}

/// Lowers the statistics of a model that was checked without an error.
#[must_use]
pub fn lower_statistics(model: &Model) -> Lowered {
    let mut lowering = Lowering::new(model);
    let values = model.statistics.iter().flat_map(Statistic::values).collect();
    let read = model.formulas_read(values);
    for id in model.order.iter().filter(|id| read.contains(id)) {
        lowering.formula(*id);
    }
    let statistics = model.statistics.iter().filter_map(|statistic| lowering.statistic(statistic)).collect();
    Lowered { statistics, ..lowering.finish() }
}

impl Lowering<'_> {
    fn statistic(&mut self, statistic: &Statistic) -> Option<LoweredStatistic> {
        let Kind::Group(made_of) = &statistic.made_of.kind else { return None };
        let key_table = self.table(statistic.made_of.scope);
        let table = statistic.top.as_ref().map_or(key_table, |top| self.table(top.by.scope));
        let value = self.value_in(&statistic.value, key_table);
        let (mut all, mut of) = (Vec::new(), Vec::new());
        groups_in(&statistic.value, &mut all);
        for grouped in all {
            let asked = self.counted(grouped, How::Count, key_table);
            of.push((asked, self.counted(grouped, How::CountGiven, key_table)));
        }
        let (asked, given) = self.fewest(&of)?;
        let group = self.key(&made_of.keys, key_table);
        let keys: Vec<Option<ValueId>> =
            made_of.keys.iter().map(|key| self.shown_key(key, key_table)).collect();
        let listed = statistic.top.as_ref().map(|top| {
            let by = self.value_in(&top.by, table);
            let Some(keep) = &top.keep else { return by };
            let (keep, missing) = (self.value_in(keep, table), self.builder.missing());
            let keep = self.builder.is_true(keep);
            self.builder.choose(keep, by, missing)
        });
        let without_key = group.and_then(|group| {
            let (mut all, mut of) = (Vec::new(), Vec::new());
            groups_in(&statistic.value, &mut all);
            for grouped in all {
                let asked = self.counted_without_key(grouped, How::Count, group, key_table);
                of.push((asked, self.counted_without_key(grouped, How::CountGiven, group, key_table)));
            }
            self.fewest(&of)
        });
        let mut output = |value: ValueId| {
            let value = self.builder.lift_to(value, table);
            self.builder.output(table, value)
        };
        Some(LoweredStatistic {
            table,
            key_table,
            group: group.map(&mut output),
            keys: keys.into_iter().map(|key| key.map(&mut output)).collect(),
            value: output(value),
            asked: output(asked),
            given: output(given),
            without_key: without_key.map(|(asked, given)| (output(asked), output(given))),
            listed: listed.map(&mut output),
        })
    }

    /// Of several aggregates how many the one was asked of of which the fewest gave something, and how many did.
    fn fewest(&mut self, all: &[(ValueId, ValueId)]) -> Option<(ValueId, ValueId)> {
        let (first, others) = all.split_first()?;
        Some(others.iter().fold(*first, |(asked, given), (other_asked, other)| {
            let fewer = self.builder.less(*other, given, None);
            let asked = self.builder.choose(fewer, *other_asked, asked);
            (asked, self.builder.choose(fewer, *other, given))
        }))
    }

    /// How many an aggregate was asked of, or how many gave something.
    fn counted(&mut self, grouped: &Grouped, how: How, to: TableId) -> ValueId {
        let value = grouped.value.clone().filter(|_| how == How::CountGiven);
        let how = if value.is_some() { how } else { How::Count };
        let asked = Asked::Of(Asking::Fold(how));
        self.grouped(&Grouped { asked, value, least: 0, ..grouped.clone() }, to)
    }

    /// The same of those that belong to no group.
    fn counted_without_key(&mut self, grouped: &Grouped, how: How, key: ValueId, to: TableId) -> ValueId {
        let from = self.rows_of_group(grouped, to);
        let value = grouped.value.as_ref().filter(|_| how == How::CountGiven);
        let how = Asking::Fold(if value.is_some() { how } else { How::Count });
        let value = value.map(|value| self.value_in(value, from));
        let given = self.builder.given(key);
        let lacks = self.builder.not(given);
        let lacks = self.builder.lift_to(lacks, from);
        let keep = match &grouped.keep {
            Some(keep) => {
                let keep = self.value_in(keep, from);
                self.builder.and(keep, lacks)
            }
            None => lacks,
        };
        let keep = Some(keep);
        self.builder.table_step(TableStep::Group { how, least: 0, from, value, keep, by: None, to })
    }

    /// A key that is no text, or which text it is.
    fn shown_key(&mut self, key: &Typed, table: TableId) -> Option<ValueId> {
        if key.ty == Type::Truth { Some(self.key_number(key, table)) } else { self.key_shown(key, table) }
    }
}

/// The aggregates over groups that a value is made of.
fn groups_in<'v>(value: &'v Typed, into: &mut Vec<&'v Grouped>) {
    match &value.kind {
        Kind::Group(grouped) if into.iter().any(|known| *known == grouped.as_ref()) => {}
        Kind::Group(grouped) => into.push(grouped),
        kind => kind.inside().into_iter().for_each(|inner| groups_in(inner, into)),
    }
}
