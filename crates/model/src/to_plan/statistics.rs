//! Statistics → a plan of their own: they are asked of what has been judged.

use shensuan_plan::{How, OutputId, Statistic as Asking, TableId, TableStep, ValueId};
use shensuan_vocab::{FieldId, FormId};

use super::causes::Cause;
use super::misfits::quantities;
use super::stated::{Stated, of_no_rows};
use super::{Lowered, Lowering};
use crate::from_syntax::is_exact;
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
    /// What comes out; of a list the total. Those without a key have it too, as a group of their own.
    pub value: OutputId,
    /// The aggregates that it is made of, each once.
    pub parts: Vec<LoweredPart>,
    /// What it is divided by.
    pub divisors: Vec<OutputId>,
    /// By what the largest are listed; missing for those that are left out.
    pub listed: Option<OutputId>,
    /// Which keys compare to the letter.
    pub exact: Vec<bool>,
    /// Where it is made of the rows of several forms: what stands here of the first, the same of each other form, and what
    /// is made of the parts of all.
    pub several: Option<Several>,
}

/// The forms of a statistic behind the first.
#[derive(Clone, Debug)]
pub struct Several {
    /// Each by itself, with keys in the same order.
    pub others: Vec<LoweredStatistic>,
    /// What the parts come to together, those of the first form among them.
    pub stated: Stated,
}

impl LoweredStatistic {
    /// All that is handed out for it.
    pub fn outputs(&self) -> impl Iterator<Item = OutputId> + '_ {
        let of_part = |part: &LoweredPart| {
            let misfits = part.misfits.as_ref().map(|(_, misfits, _)| *misfits);
            [part.value, part.asked, part.given].into_iter().chain(misfits)
        };
        let keys = self.group.into_iter().chain(self.keys.iter().copied().flatten());
        let behind = self.divisors.iter().copied().chain(self.listed);
        let others = self.several.iter().flat_map(|several| &several.others);
        let others: Vec<OutputId> = others.flat_map(|other| other.outputs().collect::<Vec<_>>()).collect();
        keys.chain([self.value]).chain(self.parts.iter().flat_map(of_part)).chain(behind).chain(others)
    }
}

/// An aggregate of a statistic.
#[derive(Clone, Debug)]
pub struct LoweredPart {
    /// Whose rows it is made of; none for subjects.
    pub rows: Option<FormId>,
    /// How many values it takes.
    pub least: u32,
    /// What comes out.
    pub value: OutputId,
    /// The same where nobody was asked.
    pub of_none: Option<f64>,
    /// How many rows or subjects were asked.
    pub asked: OutputId,
    /// How many of them gave something.
    pub given: OutputId,
    /// The rows that it is made of, in which of them a number is given whose unit does not fit, and the numbers' fields.
    pub misfits: Option<(TableId, OutputId, Vec<FieldId>)>,
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
    pub(super) fn statistic(&mut self, statistic: &Statistic) -> Option<LoweredStatistic> {
        if !statistic.others.is_empty() {
            return self.of_several(statistic);
        }
        let Kind::Group(made_of) = &statistic.made_of.kind else { return None };
        let key_table = self.table(statistic.made_of.scope);
        let table = statistic.top.as_ref().map_or(key_table, |top| self.table(top.by.scope));
        let (mut all, mut divisors) = (Vec::new(), Vec::new());
        groups_in(&statistic.value, &mut all, &mut divisors);
        self.keyless = true;
        let value = self.value_in(&statistic.value, key_table);
        let value = self.output_in(value, table);
        let parts = all.into_iter().map(|grouped| self.part(grouped, key_table, table)).collect();
        let divisors = divisors.into_iter().map(|by| self.value_in(by, key_table)).collect::<Vec<_>>();
        self.keyless = false;
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
        let mut output = |value: ValueId| self.output_in(value, table);
        Some(LoweredStatistic {
            table,
            key_table,
            group: group.map(&mut output),
            keys: keys.into_iter().map(|key| key.map(&mut output)).collect(),
            value,
            parts,
            divisors: divisors.into_iter().map(&mut output).collect(),
            listed: listed.map(&mut output),
            exact: self.exact_keys(made_of),
            several: None,
        })
    }

    /// A statistic over the rows of several forms: the aggregates of each by their own keys.
    fn of_several(&mut self, statistic: &Statistic) -> Option<LoweredStatistic> {
        let forms = statistic.by_form()?;
        let stated = Stated::of(&statistic.value, &|grouped| place(&forms, grouped))?;
        let lowered: Vec<LoweredStatistic> = forms
            .iter()
            .map(|(first, made_of, parts)| self.of_one_form(first, made_of, parts))
            .collect::<Option<_>>()?;
        let mut lowered = lowered.into_iter();
        let first = lowered.next()?;
        Some(LoweredStatistic { several: Some(Several { others: lowered.collect(), stated }), ..first })
    }

    /// The aggregates of one form by its keys.
    fn of_one_form(
        &mut self,
        first: &Typed,
        made_of: &Grouped,
        parts: &[&Grouped],
    ) -> Option<LoweredStatistic> {
        let table = self.table(first.scope);
        self.keyless = true;
        let parts: Vec<LoweredPart> = parts.iter().map(|grouped| self.part(grouped, table, table)).collect();
        self.keyless = false;
        let value = parts.first()?.value;
        let group = self.key(&made_of.keys, table);
        let keys: Vec<Option<ValueId>> = made_of.keys.iter().map(|key| self.shown_key(key, table)).collect();
        let mut output = |value: ValueId| self.output_in(value, table);
        Some(LoweredStatistic {
            table,
            key_table: table,
            group: group.map(&mut output),
            keys: keys.into_iter().map(|key| key.map(&mut output)).collect(),
            value,
            parts,
            divisors: Vec::new(),
            listed: None,
            exact: self.exact_keys(made_of),
            several: None,
        })
    }

    fn exact_keys(&self, made_of: &Grouped) -> Vec<bool> {
        made_of.keys.iter().map(|key| is_exact(key, &self.model.vocab)).collect()
    }

    fn output_in(&mut self, value: ValueId, table: TableId) -> OutputId {
        let value = self.builder.lift_to(value, table);
        self.builder.output(table, value)
    }

    fn part(&mut self, grouped: &Grouped, to: TableId, table: TableId) -> LoweredPart {
        let [value, asked, given] =
            [self.grouped(grouped, to), self.counted(grouped, false, to), self.counted(grouped, true, to)]
                .map(|value| self.output_in(value, table));
        LoweredPart {
            rows: grouped.rows,
            least: grouped.least,
            value,
            of_none: of_no_rows(grouped.asked),
            asked,
            given,
            misfits: self.misfits_of(grouped, to),
        }
    }

    /// How many an aggregate is asked of, or how many of them gave something. Where those are counted for whom a condition
    /// holds, all are asked, and it is known of those that gave something.
    fn counted(&mut self, grouped: &Grouped, given: bool, to: TableId) -> ValueId {
        let of_condition = grouped.asked == Asked::Of(Asking::Fold(How::Count));
        let (value, keep) = match of_condition {
            true => (grouped.keep.clone(), None),
            false => (grouped.value.clone(), grouped.keep.clone()),
        };
        let value = value.filter(|_| given);
        let asked = Asked::Of(Asking::Fold(if value.is_some() { How::CountGiven } else { How::Count }));
        self.grouped_as_it_is(&Grouped { asked, value, keep, least: 0, ..grouped.clone() }, to).0
    }

    fn misfits_of(&mut self, grouped: &Grouped, to: TableId) -> Option<(TableId, OutputId, Vec<FieldId>)> {
        let value = grouped.value.as_ref().filter(|_| grouped.rows.is_some())?;
        let from = self.rows_of_group(grouped, to);
        let mut misfit = self.because(Cause::Misfit, value, from)?;
        if let Some(keep) = &grouped.keep {
            let keep = self.value_in(keep, from);
            let keep = self.builder.is_true(keep);
            misfit = self.builder.and(misfit, keep);
        }
        Some((from, self.output_in(misfit, from), quantities(value, self.model)))
    }

    /// A key that is there for those too who have none: all of them make a group of their own.
    pub(super) fn keyless_too(&mut self, key: ValueId, to: TableId) -> ValueId {
        let given = self.builder.given(key);
        let (one, zero) = (self.builder.number(1.0), self.builder.number(0.0));
        let first = self.builder.choose(given, one, zero);
        let second = self.builder.otherwise(key, zero);
        self.builder.table_step(TableStep::Pair { first, second, to })
    }

    /// A key that is no text, or which text it is.
    fn shown_key(&mut self, key: &Typed, table: TableId) -> Option<ValueId> {
        if key.ty == Type::Truth { Some(self.key_number(key, table)) } else { self.key_shown(key, table) }
    }
}

/// The groups of one form, and the aggregates over them, each once.
pub(super) type OfForm<'s> = (&'s Typed, &'s Grouped, Vec<&'s Grouped>);

impl Statistic {
    /// Its aggregates by the forms whose rows they are made of; none of what is no group.
    pub(super) fn by_form(&self) -> Option<Vec<OfForm<'_>>> {
        let mut all = Vec::new();
        groups_in(&self.value, &mut all, &mut Vec::new());
        let mut forms = Vec::new();
        for first in std::iter::once(&self.made_of).chain(&self.others) {
            let Kind::Group(made_of) = &first.kind else { return None };
            let same = |grouped: &&Grouped| {
                let keys = || made_of.keys.iter().map(|key| &key.kind);
                self.others.is_empty() || grouped.keys.iter().map(|key| &key.kind).eq(keys())
            };
            forms.push((first, made_of.as_ref(), all.iter().copied().filter(same).collect()));
        }
        Some(forms)
    }
}

/// Which form an aggregate is one of, and which of its aggregates it is, both counted from 0.
pub(super) fn place(forms: &[OfForm<'_>], grouped: &Grouped) -> Option<(usize, usize)> {
    let at = |parts: &[&Grouped]| parts.iter().position(|known| *known == grouped);
    forms.iter().enumerate().find_map(|(form, (_, _, parts))| Some((form, at(parts)?)))
}

/// The aggregates over groups that a value is made of, and what it is divided by.
fn groups_in<'v>(value: &'v Typed, into: &mut Vec<&'v Grouped>, divisors: &mut Vec<&'v Typed>) {
    match &value.kind {
        Kind::Group(grouped) if into.iter().any(|known| *known == grouped.as_ref()) => {}
        Kind::Group(grouped) => into.push(grouped),
        kind => {
            if let Kind::Over(_, by) = kind {
                divisors.push(by);
            }
            kind.inside().into_iter().for_each(|inner| groups_in(inner, into, divisors));
        }
    }
}
