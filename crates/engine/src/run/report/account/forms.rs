//! Statistics over the rows of several forms: each form has its groups in a table of its own, and those that share their
//! keys are one row.

use std::collections::BTreeMap;

use shensuan_findings::{NoNumber, ResultTable, StatisticKey, StatisticNumbers, StatisticTable};
use shensuan_model::{Grouped, InForm, Kind, LoweredPart, LoweredStatistic, Stated, Statistic};
use shensuan_plan::{ByNumbers, OutputId, Run};
use shensuan_vocab::names::fold_text;

use super::super::Report;
use super::super::groups::whole;
use super::super::statistics::counted;
use super::totals::{ByKeys, Key, firsts, small};

/// A statistic with each of its forms.
pub(in super::super) struct Forms<'s> {
    statistic: &'s Statistic,
    forms: Vec<(&'s LoweredStatistic, &'s Grouped)>,
    stated: &'s Stated,
}

/// A row of the table: of each form what tells its group apart, and a row that belongs to it; none where it has no such group.
pub(in super::super) type Origin = Vec<Place>;

/// Of one of the forms.
pub(in super::super) type Place = Option<(Option<u64>, usize)>;

/// The table before its keys are written.
struct Table<'k> {
    keys: Vec<Key<'k>>,
    /// Which group of all forms, one after the other, the keys of each row are taken from.
    order: Vec<u32>,
    rows: Vec<StatisticNumbers>,
    /// Where each row comes from: of each form, one row after the other.
    places: Vec<Place>,
}

impl<'r> Report<'r> {
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
            keys.iter().filter_map(|key| Some(key.said_of(group)?.clone().into())).collect()
        };
        // Behind all groups stand those without a key.
        let groups = order.into_iter().map(Some).chain(std::iter::repeat(None));
        let rows = rows.into_iter().zip(groups);
        table.rows = rows.map(|(row, group)| row.with_keys(group.map(keys_of).unwrap_or_default())).collect();
        (table, places.chunks(forms.forms.len().max(1)).map(<[Place]>::to_vec).collect())
    }

    /// The table of an account.
    pub(super) fn columns_of_forms(&self, forms: &Forms<'_>, run: &Run) -> ResultTable<'static> {
        let Table { keys, order, rows, .. } = self.rows_of_forms(forms, run);
        self.table_by_keys(forms.statistic, &rows, (keys, &order))
    }

    fn rows_of_forms<'k>(&self, forms: &Forms<'k>, run: &Run) -> Table<'k>
    where
        'r: 'k,
    {
        // The groups of all forms, one form after the other, in which any row counts.
        let mut all: Vec<(usize, u64, usize)> = Vec::new();
        let mut keyless: Origin = vec![None; forms.forms.len()];
        let mut keys: Vec<Vec<(Key<'_>, bool)>> = Vec::new();
        for (form, (lowered, made_of)) in forms.forms.iter().enumerate() {
            let (mut groups, without) = firsts(lowered, run);
            groups.retain(|(_, row)| asks_any(lowered, *row, run));
            if let (Some(row), Some(place)) = (without, keyless.get_mut(form)) {
                *place = asks_any(lowered, row, run).then_some((None, row));
            }
            let items = self.items_of_keys(lowered, &groups);
            for (at, (key, exact)) in made_of.keys.iter().zip(&lowered.exact).enumerate() {
                let meant = forms.statistic.key(at).unwrap_or(key);
                if keys.len() <= at {
                    keys.push(Vec::new());
                }
                if let Some(of_forms) = keys.get_mut(at) {
                    of_forms.push((self.texts_of_key(key, meant, *exact, &items), *exact));
                }
            }
            all.extend(groups.into_iter().map(|(number, row)| (form, number, row)));
        }
        let keys: Vec<Key<'_>> = keys.into_iter().map(joined).collect();
        let (order, mut places) = in_order(&all, &keys, forms.forms.len());
        let misfits: Vec<_> =
            forms.forms.iter().map(|(lowered, _)| self.units_that_do_not_fit(lowered, run)).collect();
        let each = places.chunks(forms.forms.len().max(1));
        let mut rows: Vec<StatisticNumbers> =
            each.map(|place| self.row_of_forms(forms, place, &misfits, run)).collect();
        if keyless.iter().any(Option::is_some) {
            let row = self.row_of_forms(forms, &keyless, &misfits, run);
            rows.push(StatisticNumbers { why: Some(NoNumber::NoKey), ..row });
            places.extend(keyless);
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
        place: &[Place],
        misfits: &[BTreeMap<Option<u64>, Vec<String>>],
        run: &Run,
    ) -> StatisticNumbers {
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
        let here = || {
            let forms = forms.forms.iter().zip(place).zip(misfits);
            forms.filter_map(|((form, place), misfits)| Some((form, (*place)?, misfits)))
        };
        // A number whose unit does not fit leaves the whole without one, as in the rows of one form.
        let units: Vec<String> =
            here().filter_map(|(_, (group, _), misfits)| misfits.get(&group)).flatten().cloned().collect();
        let value = forms.stated.value(&part).filter(|_| units.is_empty());
        let (mut asked, mut given) = (0, 0);
        for ((lowered, made_of), (_, row), _) in here() {
            let of_form = counted(lowered, made_of, row, run);
            (asked, given) = (asked + of_form.0, given + of_form.1);
        }
        let why = match value {
            Some(_) => None,
            None if !units.is_empty() => Some(NoNumber::UnitMisfit(units)),
            None if forms.stated.divides_by_zero(&part) => Some(NoNumber::DivisionByZero),
            None => {
                let without = here().find(|((lowered, _), (_, row), _)| {
                    lowered.parts.iter().any(|part| number(part.value, *row).is_none())
                });
                let why = without
                    .map(|((lowered, made_of), (_, row), _)| self.no_number(lowered, made_of, row, run));
                Some(why.unwrap_or(NoNumber::NoResult))
            }
        };
        StatisticNumbers { value, asked, given, why }
    }
}

/// The groups by their keys; those of several forms that share all of them are one.
fn in_order(all: &[(usize, u64, usize)], keys: &[Key<'_>], forms: usize) -> (Vec<u32>, Vec<Place>) {
    let by_keys = ByKeys::of(keys, all.len());
    let sorted = by_keys.in_order(|a, b| all.get(a as usize).cmp(&all.get(b as usize)));
    let (mut order, mut places): (Vec<u32>, Vec<Place>) = (Vec::new(), Vec::new());
    for group in sorted {
        let Some((form, number, row)) = all.get(group as usize).copied() else { continue };
        let own = Some((Some(number), row));
        let same = order.last().is_some_and(|last| by_keys.compare(*last, group).is_eq());
        let last = places.len().saturating_sub(forms);
        match places.get_mut(last + form).filter(|place| same && place.is_none()) {
            Some(place) => *place = own,
            None => {
                order.push(group);
                places.extend((0..forms).map(|at| if at == form { own } else { None }));
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

/// The texts of a key in all forms, one after the other: what compares as equal is one, written as it came first.
fn joined(forms: Vec<(Key<'_>, bool)>) -> Key<'_> {
    // Mostly the plan has told their texts apart already.
    if forms.iter().all(|(key, _)| key.identities.is_some()) {
        let mut numbers = Numbers::default();
        return join(forms, |key, _, at, next| {
            let number = key.identities.as_ref().and_then(|all| all.get(at).copied());
            numbers.place(number.unwrap_or_default(), next)
        });
    }
    let mut texts: ByNumbers<String, u32> = ByNumbers::default();
    join(forms, |key, exact, at, next| {
        let text = key.distinct.get(at).map_or("", |key| key.value.as_ref());
        *texts.entry(if exact { text.to_owned() } else { fold_text(text) }).or_insert(next)
    })
}

/// The places of numbers that stand for texts; such numbers count from 0.
#[derive(Default)]
struct Numbers(Vec<Option<u32>>, ByNumbers<u64, u32>);

impl Numbers {
    /// The place of a number; the next one for one that is met for the first time.
    fn place(&mut self, number: u64, next: u32) -> u32 {
        let Some(at) = small(number, LISTED) else { return *self.1.entry(number).or_insert(next) };
        if at >= self.0.len() {
            self.0.resize(at + 1, None);
        }
        self.0.get_mut(at).map_or(next, |place| *place.get_or_insert(next))
    }
}

/// Numbers below this are laid out in a list.
const LISTED: usize = 1 << 23;

fn join<'k>(
    forms: Vec<(Key<'k>, bool)>,
    mut place: impl FnMut(&Key<'k>, bool, usize, u32) -> u32,
) -> Key<'k> {
    let mut into = Key::default();
    for (mut key, exact) in forms {
        let mut places = Vec::with_capacity(key.distinct.len());
        for at in 0..key.distinct.len() {
            let next = u32::try_from(into.distinct.len()).unwrap_or(u32::MAX);
            let place = place(&key, exact, at, next);
            if place == next
                && let Some(own) = key.distinct.get_mut(at)
            {
                into.distinct.push(std::mem::take(own));
            }
            places.push(place);
        }
        let place = |entry: &u32| places.get(*entry as usize).copied().unwrap_or(0);
        into.of.extend(key.of.iter().map(place));
    }
    into
}
