//! Statistics over the rows of several forms: each form has its groups in a table of its own, and those that share their
//! keys are one row.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use shensuan_findings::{NoNumber, ResultTable, StatisticKey, StatisticRow, StatisticTable};
use shensuan_model::{Grouped, InForm, Kind, LoweredPart, LoweredStatistic, Stated, Statistic};
use shensuan_plan::{OutputId, Run};
use shensuan_vocab::names::fold_text;

use super::super::Report;
use super::super::groups::whole;
use super::super::statistics::counted;
use super::totals::{Key, firsts};

/// A statistic with each of its forms.
pub(in super::super) struct Forms<'s> {
    statistic: &'s Statistic,
    forms: Vec<(&'s LoweredStatistic, &'s Grouped)>,
    stated: &'s Stated,
}

/// A row of the table: of each form what tells its group apart, and a row that belongs to it; none where it has no such group.
pub(in super::super) type Origin = Vec<Option<(Option<u64>, usize)>>;

/// The table before its keys are written.
struct Table {
    keys: Vec<Key>,
    /// Which group of all forms, one after the other, the keys of each row are taken from.
    order: Vec<u32>,
    rows: Vec<StatisticRow>,
    /// Where each row comes from.
    places: Vec<Origin>,
}

impl Report<'_> {
    /// The forms of a statistic, where it is made of several.
    pub(in super::super) fn of_forms<'s>(
        &self,
        statistic: &'s Statistic,
        lowered: &'s LoweredStatistic,
    ) -> Option<Forms<'s>> {
        let several = lowered.several.as_ref()?;
        let made_of = std::iter::once(&statistic.made_of).chain(&statistic.others);
        let forms = std::iter::once(lowered).chain(&several.others).zip(made_of);
        let forms = forms.map(|(lowered, made_of)| match &made_of.kind {
            Kind::Group(grouped) => Some((lowered, grouped.as_ref())),
            _ => None,
        });
        Some(Forms { statistic, forms: forms.collect::<Option<_>>()?, stated: &several.stated })
    }

    /// The table of a review, and where each of its rows comes from.
    pub(in super::super) fn statistic_of_forms(
        &self,
        forms: &Forms<'_>,
        run: &Run,
    ) -> (StatisticTable, Vec<Origin>) {
        let mut table = self.empty_table(forms.statistic);
        let Table { keys, order, rows, places } = self.rows_of_forms(forms, run);
        let keys_of = |group: u32| -> Vec<StatisticKey> {
            let of = |key: &Key| key.distinct.get(*key.of.get(group as usize)? as usize).cloned();
            keys.iter().filter_map(of).collect()
        };
        table.rows = rows;
        for (row, group) in table.rows.iter_mut().zip(order) {
            row.keys = keys_of(group);
        }
        (table, places)
    }

    /// The table of an account.
    pub(super) fn columns_of_forms(&self, forms: &Forms<'_>, run: &Run) -> ResultTable<'static> {
        let Table { keys, order, rows, .. } = self.rows_of_forms(forms, run);
        self.table_by_keys(forms.statistic, rows, (keys, &order))
    }

    fn rows_of_forms(&self, forms: &Forms<'_>, run: &Run) -> Table {
        // The groups of all forms, one form after the other, in which any row counts.
        let mut all: Vec<(usize, u64, usize)> = Vec::new();
        let mut keyless: Origin = vec![None; forms.forms.len()];
        let mut keys: Vec<Key> = Vec::new();
        let mut known: Vec<HashMap<String, u32>> = Vec::new();
        for (form, (lowered, made_of)) in forms.forms.iter().enumerate() {
            let (mut groups, without) = firsts(lowered, run);
            groups.retain(|(_, row)| asks_any(lowered, *row, run));
            if let (Some(row), Some(place)) = (without, keyless.get_mut(form)) {
                *place = asks_any(lowered, row, run).then_some((None, row));
            }
            let items = self.items_of_keys(lowered, &groups);
            for (at, (key, exact)) in made_of.keys.iter().zip(&lowered.exact).enumerate() {
                let meant = forms.statistic.key(at).unwrap_or(key);
                let texts = self.texts_of_key(key, meant, &items);
                if keys.len() <= at {
                    keys.push(Key::default());
                    known.push(HashMap::new());
                }
                if let (Some(into), Some(known)) = (keys.get_mut(at), known.get_mut(at)) {
                    join(texts, *exact, into, known);
                }
            }
            all.extend(groups.into_iter().map(|(number, row)| (form, number, row)));
        }
        let (order, mut places) = in_order(&all, &keys, forms.forms.len());
        let misfits: Vec<_> =
            forms.forms.iter().map(|(lowered, _)| self.units_that_do_not_fit(lowered, run)).collect();
        let mut rows: Vec<StatisticRow> =
            places.iter().map(|place| self.row_of_forms(forms, place, &misfits, run)).collect();
        if keyless.iter().any(Option::is_some) {
            let row = self.row_of_forms(forms, &keyless, &misfits, run);
            rows.push(StatisticRow { why: Some(NoNumber::NoKey), ..row });
            places.push(keyless);
        }
        let scale = self.scale(&forms.statistic.value);
        for row in &mut rows {
            row.value = row.value.map(|value| scale.as_ref().map_or(value, |(scale, _)| scale.of(value)));
        }
        Table { keys, order, rows, places }
    }

    /// What a row comes to, in the unit of the statistic.
    fn row_of_forms(
        &self,
        forms: &Forms<'_>,
        place: &Origin,
        misfits: &[BTreeMap<Option<u64>, Vec<String>>],
        run: &Run,
    ) -> StatisticRow {
        let number = |output: OutputId, row: usize| run.outputs.get(output.index())?.number(row);
        let part = |form: usize, at: usize| {
            let part = forms.forms.get(form).and_then(|(lowered, _)| lowered.parts.get(at));
            let Some(part) = part else { return InForm::Missing };
            match place.get(form).copied().flatten() {
                Some((_, row)) if asks(part, row, run) => {
                    number(part.value, row).map_or(InForm::Missing, InForm::Number)
                }
                _ => InForm::NoRows(part.of_none),
            }
        };
        let here: Vec<_> = forms.forms.iter().zip(place).zip(misfits).collect();
        let here = here.into_iter().filter_map(|((form, place), misfits)| Some((form, (*place)?, misfits)));
        let here: Vec<_> = here.collect();
        // A number whose unit does not fit leaves the whole without one, as in the rows of one form.
        let units: Vec<String> = here
            .iter()
            .filter_map(|(_, (group, _), misfits)| misfits.get(group))
            .flatten()
            .cloned()
            .collect();
        let value = forms.stated.value(&part).filter(|_| units.is_empty());
        let (mut asked, mut given) = (0, 0);
        for ((lowered, made_of), (_, row), _) in &here {
            let of_form = counted(lowered, made_of, *row, run);
            (asked, given) = (asked + of_form.0, given + of_form.1);
        }
        let why = match value {
            Some(_) => None,
            None if !units.is_empty() => Some(NoNumber::UnitMisfit(units)),
            None if forms.stated.divides_by_zero(&part) => Some(NoNumber::DivisionByZero),
            None => {
                let without = here.iter().find(|((lowered, _), (_, row), _)| {
                    lowered.parts.iter().any(|part| number(part.value, *row).is_none())
                });
                let why = without
                    .map(|((lowered, made_of), (_, row), _)| self.no_number(lowered, made_of, *row, run));
                Some(why.unwrap_or(NoNumber::NoResult))
            }
        };
        StatisticRow { keys: Vec::new(), listed: None, value, asked, given, why }
    }
}

/// The groups by their keys; those of several forms that share all of them are one.
fn in_order(all: &[(usize, u64, usize)], keys: &[Key], forms: usize) -> (Vec<u32>, Vec<Origin>) {
    let ranks: Vec<Vec<u32>> = keys.iter().map(Key::ranks).collect();
    let by_keys = |a: usize, b: usize| {
        let mut orders = ranks.iter().map(|ranks| ranks.get(a).cmp(&ranks.get(b)));
        orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
    };
    let mut sorted: Vec<u32> = (0..).take(all.len()).collect();
    sorted.sort_unstable_by(|a, b| {
        let (a, b) = (*a as usize, *b as usize);
        by_keys(a, b).then_with(|| all.get(a).cmp(&all.get(b)))
    });
    let (mut order, mut places): (Vec<u32>, Vec<Origin>) = (Vec::new(), Vec::new());
    for group in sorted {
        let Some((form, number, row)) = all.get(group as usize).copied() else { continue };
        let same = order.last().is_some_and(|last| by_keys(*last as usize, group as usize).is_eq());
        let free = places.last_mut().and_then(|place| place.get_mut(form)).filter(|slot| slot.is_none());
        match free.filter(|_| same) {
            Some(slot) => *slot = Some((Some(number), row)),
            None => {
                let mut place: Origin = vec![None; forms];
                if let Some(slot) = place.get_mut(form) {
                    *slot = Some((Some(number), row));
                }
                order.push(group);
                places.push(place);
            }
        }
    }
    (order, places)
}

/// Whether any row counts for a part in the group of a row.
fn asks(part: &LoweredPart, row: usize, run: &Run) -> bool {
    let asked = run.outputs.get(part.asked.index()).and_then(|counts| counts.number(row));
    asked.is_some_and(|asked| whole(asked) > 0)
}

/// Whether any row counts for any part.
fn asks_any(lowered: &LoweredStatistic, row: usize, run: &Run) -> bool {
    lowered.parts.iter().any(|part| asks(part, row, run))
}

/// Adds the texts of a key in another form: what compares as equal is one, written as it came first.
fn join(texts: Key, exact: bool, into: &mut Key, known: &mut HashMap<String, u32>) {
    let Key { of, distinct } = texts;
    let mut place = |key: StatisticKey| {
        let compared = if exact { key.value.clone() } else { fold_text(&key.value) };
        *known.entry(compared).or_insert_with(|| {
            into.distinct.push(key);
            u32::try_from(into.distinct.len() - 1).unwrap_or(u32::MAX)
        })
    };
    let places: Vec<u32> = distinct.into_iter().map(&mut place).collect();
    into.of.extend(of.into_iter().map(|entry| places.get(entry as usize).copied().unwrap_or(0)));
}
