//! Statistics of very many groups as columns: what a key says is made once for each distinct text, and groups are put in
//! order by numbers. Where keys are numbers, or the largest are listed, the table of the review is taken.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

use shensuan_data::TextList;
use shensuan_diagnostics::Lang;
use shensuan_findings::{
    NoNumber, ResultCells, ResultColumn, ResultTable, StatisticNumbers, heading_of_names,
};
use shensuan_model::{
    Grouped, InputSource, Kind, Lookup, LoweredStatistic, Statistic, TableSource, TextValue, Type, Typed,
};
use shensuan_plan::{ByNumbers, Column, HandedOut, InputKind, Run, TableId};
use shensuan_vocab::{FieldId, FormId, Rows};

use super::super::said::Said;
use super::super::statistics::{counted, group_number};
use super::super::{Item, Report};
use super::columns::Scale;
use crate::run::bind;

/// The texts of a key, by group.
#[derive(Default)]
pub(super) struct Key<'k> {
    /// Of each group which of the distinct ones.
    pub(super) of: Vec<u32>,
    pub(super) distinct: Vec<Said<'k>>,
    /// By distinct one the number that stands for its text wherever the plan compares it; nothing where that is not known.
    pub(super) identities: Option<Vec<u64>>,
}

impl<'r> Report<'r> {
    /// A statistic as columns.
    pub(super) fn totals(
        &self,
        statistic: &Statistic,
        lowered: &LoweredStatistic,
        run: &Run,
    ) -> ResultTable<'static> {
        if let Some(forms) = self.of_forms(statistic, lowered) {
            return self.columns_of_forms(&forms, run);
        }
        let as_reviewed = || self.statistic(statistic, lowered, run).columns(self.lang);
        let Kind::Group(made_of) = &statistic.made_of.kind else { return as_reviewed() };
        let are_texts = made_of.keys.iter().zip(&lowered.keys).all(|(key, number)| {
            number.is_none() && key.ty.is_text() && (key.kind.cell().is_some() || is_words(key))
        });
        let Some((scale, _)) = self.scale(&statistic.value).filter(|_| are_texts && lowered.listed.is_none())
        else {
            return as_reviewed();
        };
        let made = self.columns_of(statistic, &scale, made_of, lowered, run);
        debug_assert_eq!(texts(&made), texts(&as_reviewed()), "the two ways to make a table");
        made
    }

    fn columns_of(
        &self,
        statistic: &Statistic,
        scale: &Scale,
        made_of: &Grouped,
        lowered: &LoweredStatistic,
        run: &Run,
    ) -> ResultTable<'static> {
        let (mut groups, keyless) = firsts(lowered, run);
        let items = self.items_of_keys(lowered, &groups);
        let of = made_of.keys.iter().zip(&lowered.exact);
        let keys: Vec<Key<'_>> = of.map(|(key, exact)| self.texts_of_key(key, key, *exact, &items)).collect();
        let by_keys = ByKeys::of(&keys, groups.len());
        let number = |group: u32| groups.get(group as usize).map(|(number, _)| *number);
        let order = by_keys.in_order(|a, b| number(a).cmp(&number(b)));
        groups = order.iter().filter_map(|group| groups.get(*group as usize).copied()).collect();

        let misfits = self.units_that_do_not_fit(lowered, run);
        let value = run.outputs.get(lowered.value.index());
        let mut rows: Vec<StatisticNumbers> = Vec::with_capacity(groups.len() + 1);
        for (number, row) in groups {
            let value = value.and_then(|value| value.number(row));
            let why = match (value, misfits.get(&Some(number))) {
                (Some(_), _) => None,
                (None, Some(units)) => Some(NoNumber::UnitMisfit(units.clone())),
                (None, None) => Some(self.no_number(lowered, made_of, row, run)),
            };
            let (asked, given) = counted(lowered, made_of, row, run);
            rows.push(StatisticNumbers { value, asked, given, why });
        }
        // Those without a key come last.
        if let Some(row) = keyless {
            let (asked, given) = counted(lowered, made_of, row, run);
            let value = value.and_then(|value| value.number(row));
            let why = Some(NoNumber::NoKey);
            if asked > 0 {
                rows.push(StatisticNumbers { value, asked, given, why });
            }
        }
        for row in &mut rows {
            row.value = row.value.map(|value| scale.of(value));
        }
        self.table_by_keys(statistic, &rows, (keys, &order))
    }

    /// A statistic as columns: its keys, of each row those of a group, and its numbers.
    pub(super) fn table_by_keys(
        &self,
        statistic: &Statistic,
        rows: &[StatisticNumbers],
        (keys, groups): (Vec<Key<'_>>, &[u32]),
    ) -> ResultTable<'static> {
        let table = self.empty_table(statistic);
        let mut columns = Vec::new();
        for (name, key) in table.keys.iter().zip(keys) {
            columns.extend(key.columns(name, groups, rows.len(), self.lang));
        }
        let ResultTable { name, rows, columns: numbers } = table.columns_of(rows, self.lang);
        columns.extend(numbers);
        ResultTable { name, rows, columns }
    }

    /// The rows in which the keys of groups stand.
    pub(super) fn items_of_keys(&self, lowered: &LoweredStatistic, groups: &[(u64, usize)]) -> Vec<Item> {
        let table = lowered.key_table;
        let vocab = &self.ready.model.vocab;
        let is_filed = |form: &FormId| vocab.form(*form).copy_of.is_none() && !vocab.is_nobodys(*form);
        let form = self.form(table).filter(is_filed);
        let subjects = form.and_then(|form| self.cells.table(form)).map(|table| table.subject.as_slice());
        let item = |(_, row): &(u64, usize)| {
            let row = if lowered.table == table { *row } else { self.key_row(lowered, *row) };
            match subjects.and_then(|subjects| subjects.get(row)) {
                Some(subject) => Item { table, row, subject: *subject as usize },
                None => self.item(table, row),
            }
        };
        groups.iter().map(item).collect()
    }

    /// What a key says of each group; a text that is written out, as one of another key.
    pub(super) fn texts_of_key<'k>(
        &self,
        key: &'k Typed,
        meant: &Typed,
        exact: bool,
        items: &[Item],
    ) -> Key<'k>
    where
        'r: 'k,
    {
        let mut made = Key::default();
        if let Kind::Words(text) = &key.kind {
            made.distinct.push(self.coded(None, text.as_str().into(), meant));
            made.of = vec![0; items.len()];
            // Of a code the words may be its name.
            let is_text = !matches!(meant.ty, Type::Code(_));
            let number = is_text.then(|| self.identity_of_words(text, exact)).flatten();
            made.identities = number.map(|number| vec![number]);
            return made;
        }
        let Some(field) = key.kind.cell() else { return made };
        let identity = self.identities(key, exact);
        let mut identities = Vec::new();
        let mut known: ByNumbers<Said<'_>, u32> = ByNumbers::default();
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let one = vocab.form(form).rows == Rows::One;
        let is_own =
            |table: TableId| self.ready.lowered.tables.get(table.index()) == Some(&TableSource::Rows(form));
        let are_distinct = self.says_its_texts(key, field);
        // Of few rows each is looked at by itself.
        let few = items.len() < self.cells.data.subjects.len() / FEW;
        let codes = (!few).then(|| bind::cells_of(vocab, self.cells, field, InputKind::Code, false));
        let entry_of = |row: usize| match &codes {
            Some(codes) => codes.code(row),
            None => bind::entry(vocab, self.cells, field, row, false),
        };
        // By the entry of its text; what stands in no row at the end.
        let mut of_entry: Vec<Option<u32>> = vec![None; bind::texts(self.cells, field).len()];
        made.of.reserve(items.len());
        for item in items {
            let row = match one {
                true => Some(item.subject),
                false if is_own(item.table) => Some(item.row),
                false => self.rows_seen(form, *item).next(),
            };
            let entry = row.and_then(entry_of);
            let before = entry.and_then(|entry| of_entry.get(entry as usize).copied().flatten());
            let place = before.unwrap_or_else(|| {
                let said = self.said_by(field, key, *item).unwrap_or_default();
                let next = u32::try_from(made.distinct.len()).unwrap_or(u32::MAX);
                let place = if are_distinct { next } else { *known.entry(said.clone()).or_insert(next) };
                if place == next {
                    made.distinct.push(said);
                    let number = identity.and_then(|numbers| numbers.number(entry? as usize));
                    identities.push(number.map(f64::to_bits));
                }
                place
            });
            if let Some(known) = entry.and_then(|entry| of_entry.get_mut(entry as usize)) {
                *known = Some(place);
            }
            made.of.push(place);
        }
        made.identities = identities.into_iter().collect();
        made
    }

    /// Whether a key says what stands in its field as it stands there, where all texts differ.
    fn says_its_texts(&self, key: &Typed, field: FieldId) -> bool {
        match &key.kind {
            _ if matches!(key.ty, Type::Code(_)) => false,
            Kind::Text(made) => made.steps.is_empty() && made.list.is_none(),
            _ => bind::texts(self.cells, field).iter().all(|text| text.trim().len() == text.len()),
        }
    }

    /// What stands for each text of a key's field wherever the plan compares it.
    fn identities(&self, key: &Typed, exact: bool) -> Option<&Column> {
        let list = if let Type::Code(list) = key.ty { Some(list) } else { None };
        let is_key = |own: &TextValue| match &key.kind {
            Kind::Text(text) => own == text,
            Kind::Field(field) => own.field == *field && own.steps.is_empty() && own.list == list,
            _ => false,
        };
        let is_own =
            |asked: &Lookup| matches!(asked, Lookup::Identity(own, of) if *of == exact && is_key(own));
        self.frame.lookups.get(self.ready.lowered.lookups.iter().position(is_own)?)
    }

    /// The same of a text that is written out.
    fn identity_of_words(&self, text: &str, exact: bool) -> Option<u64> {
        let lowered = &self.ready.lowered;
        let at = lowered.words.iter().position(|(known, is_exact)| known == text && *is_exact == exact)?;
        let source = InputSource::Words(u32::try_from(at).ok()?);
        let input = lowered.inputs.iter().position(|known| *known == source)?;
        self.frame.columns.get(input)?.number(0).map(f64::to_bits)
    }
}

/// Where so many times more subjects are than rows are asked for, each of these is looked at by itself.
const FEW: usize = 8;

impl Key<'_> {
    /// What it says of a group.
    pub(super) fn said_of(&self, group: u32) -> Option<&Said<'_>> {
        self.distinct.get(*self.of.get(group as usize)? as usize)
    }

    /// Of each group the place of its text among all in order; equal texts have one.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let text = |at: u32| self.distinct.get(at as usize).map(|key| key.value.as_ref());
        let mut order: Vec<u32> = (0..).take(self.distinct.len()).collect();
        order.sort_unstable_by(|a, b| text(*a).cmp(&text(*b)));
        let mut ranks = vec![0; order.len()];
        let mut rank = 0;
        for (at, entry) in order.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| order.get(before));
            rank += u32::from(before.is_some_and(|before| text(*before) != text(*entry)));
            if let Some(of) = ranks.get_mut(*entry as usize) {
                *of = rank;
            }
        }
        self.of.iter().map(|entry| ranks.get(*entry as usize).copied().unwrap_or(0)).collect()
    }

    /// Its column, and that of its names where any has one; behind the last group nothing stands.
    pub(super) fn columns(
        self,
        name: &str,
        order: &[u32],
        rows: usize,
        lang: Lang,
    ) -> Vec<ResultColumn<'static>> {
        let mut index: Vec<u32> =
            order.iter().filter_map(|group| self.of.get(*group as usize).copied()).collect();
        index.resize(rows, 0);
        let given = |given: &dyn Fn(&Said<'_>) -> bool| {
            let entries: Vec<bool> = self.distinct.iter().map(given).collect();
            let of = |(row, entry): (usize, &u32)| {
                row < order.len() && entries.get(*entry as usize) == Some(&true)
            };
            index.iter().enumerate().map(of).collect::<Vec<bool>>()
        };
        let (all, named) = (given(&|_| true), given(&|key| key.name.is_some()));
        let column = |heading: &str, index, given, entries| {
            ResultColumn::plain(heading, ResultCells::Texts { index, given, entries: Cow::Owned(entries) })
        };
        let texts: TextList = self.distinct.iter().map(|said| &said.value).collect();
        if !named.contains(&true) {
            return vec![column(name, index, all, texts)];
        }
        let names: TextList = self.distinct.iter().map(|said| said.name.unwrap_or_default()).collect();
        let of_name = heading_of_names(name, lang);
        vec![column(name, index.clone(), all, texts), column(&of_name, index, named, names)]
    }
}

/// Groups by the places of their keys.
pub(super) struct ByKeys {
    /// By group: the places of all keys as the digits of one number; nothing where they are too many.
    numbers: Option<Vec<u128>>,
    ranks: Vec<Vec<u32>>,
    groups: usize,
}

impl ByKeys {
    pub(super) fn of(keys: &[Key<'_>], groups: usize) -> Self {
        let ranks: Vec<Vec<u32>> = keys.iter().map(Key::ranks).collect();
        let mut numbers = Some(vec![0_u128; groups]);
        let mut room = 1_u128;
        for (key, ranks) in keys.iter().zip(&ranks) {
            let base = key.distinct.len().max(1) as u128;
            let Some(all) = room.checked_mul(base) else {
                numbers = None;
                break;
            };
            room = all;
            let numbers = numbers.iter_mut().flatten();
            numbers.zip(ranks).for_each(|(number, rank)| *number = *number * base + u128::from(*rank));
        }
        Self { numbers, ranks, groups }
    }

    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        if let Some(numbers) = &self.numbers {
            return numbers.get(a).cmp(&numbers.get(b));
        }
        let mut orders = self.ranks.iter().map(|ranks| ranks.get(a).cmp(&ranks.get(b)));
        orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
    }

    /// All groups in the order of their keys, those that share all of them as is said.
    pub(super) fn in_order(&self, equal: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
        // Mostly they are nearly in order, as their rows are.
        if let Some(numbers) = &self.numbers {
            let mut order: Vec<(u128, u32)> = numbers.iter().copied().zip(0..).collect();
            order.sort_by(|(own, a), (other, b)| own.cmp(other).then_with(|| equal(*a, *b)));
            return order.into_iter().map(|(_, group)| group).collect();
        }
        let mut order: Vec<u32> = (0..).take(self.groups).collect();
        order.sort_by(|a, b| self.compare(*a, *b).then_with(|| equal(*a, *b)));
        order
    }
}

/// The number of each group and its first row, and the first row of those without a key.
pub(super) fn firsts(lowered: &LoweredStatistic, run: &Run) -> (Vec<(u64, usize)>, Option<usize>) {
    let rows = run.outputs.get(lowered.value.index()).map_or(0, HandedOut::len);
    let (mut groups, mut keyless) = (Vec::new(), None);
    let Some(group) = lowered.group else {
        return ((0..rows.min(1)).map(|row| (0, row)).collect(), None);
    };
    // Numbers of groups mostly count from 0.
    let mut seen = vec![false; rows];
    let mut others: HashSet<u64> = HashSet::new();
    // Rows of one group of a step have one number.
    let of_step = run.outputs.get(group.index()).and_then(HandedOut::by_groups);
    let mut met = vec![false; of_step.map_or(0, |(_, count)| count)];
    for row in 0..rows {
        let own = of_step.and_then(|(codes, _)| met.get_mut(*codes.get(row)? as usize));
        if own.is_some_and(|met| std::mem::replace(met, true)) {
            continue;
        }
        let Some(number) = group_number(group, row, run) else {
            keyless = keyless.or(Some(row));
            continue;
        };
        let is_new = match small(number, rows).and_then(|small| seen.get_mut(small)) {
            Some(seen) => !std::mem::replace(seen, true),
            None => others.insert(number),
        };
        if is_new {
            groups.push((number, row));
        }
    }
    (groups, keyless)
}

/// The bits of a number as a count, where it is one below a limit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "tested"
)]
pub(super) fn small(bits: u64, limit: usize) -> Option<usize> {
    let number = f64::from_bits(bits);
    (number >= 0.0 && number < limit as f64 && number.fract() == 0.0).then_some(number as usize)
}

fn is_words(key: &Typed) -> bool {
    matches!(key.kind, Kind::Words(_))
}

/// A table as its CSV, to be held against another.
fn texts(table: &ResultTable<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = shensuan_findings::write_result(&mut bytes, table);
    bytes
}
