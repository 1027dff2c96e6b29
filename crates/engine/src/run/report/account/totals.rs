//! Statistics of very many groups as columns: what a key says is made once for each distinct text, and groups are put in
//! order by numbers. Where keys are numbers, or the largest are listed, the table of the review is taken.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use shensuan_data::TextList;
use shensuan_diagnostics::Lang;
use shensuan_findings::{NoNumber, ResultCells, ResultColumn, ResultTable, StatisticKey, StatisticRow};
use shensuan_model::{Grouped, Kind, LoweredStatistic, Statistic, TableSource, Type, Typed};
use shensuan_plan::{Column, InputKind, Run, TableId};
use shensuan_vocab::{FormId, Rows};

use super::super::statistics::{counted, group_number};
use super::super::{Item, Report};
use super::columns::Scale;
use crate::run::bind;

/// The texts of a key, by group.
#[derive(Default)]
pub(super) struct Key {
    /// Of each group which of the distinct ones.
    pub(super) of: Vec<u32>,
    pub(super) distinct: Vec<StatisticKey>,
}

impl Report<'_> {
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
        let keys: Vec<Key> = made_of.keys.iter().map(|key| self.texts_of_key(key, key, &items)).collect();
        let mut order: Vec<u32> = (0..).take(groups.len()).collect();
        let ranks: Vec<Vec<u32>> = keys.iter().map(Key::ranks).collect();
        let by_keys = |a: usize, b: usize| {
            let mut orders = ranks.iter().map(|ranks| ranks.get(a).cmp(&ranks.get(b)));
            orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
        };
        let number = |group: usize| groups.get(group).map(|(number, _)| *number);
        order.sort_unstable_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            by_keys(a, b).then_with(|| number(a).cmp(&number(b)))
        });
        groups = order.iter().filter_map(|group| groups.get(*group as usize).copied()).collect();

        let misfits = self.units_that_do_not_fit(lowered, run);
        let value = run.outputs.get(lowered.value.index());
        let mut rows: Vec<StatisticRow> = Vec::with_capacity(groups.len() + 1);
        for (number, row) in groups {
            let value = value.and_then(|value| value.number(row));
            let why = match (value, misfits.get(&Some(number))) {
                (Some(_), _) => None,
                (None, Some(units)) => Some(NoNumber::UnitMisfit(units.clone())),
                (None, None) => Some(self.no_number(lowered, made_of, row, run)),
            };
            let (asked, given) = counted(lowered, made_of, row, run);
            rows.push(StatisticRow { keys: Vec::new(), listed: None, value, asked, given, why });
        }
        // Those without a key come last.
        if let Some(row) = keyless {
            let (asked, given) = counted(lowered, made_of, row, run);
            let value = value.and_then(|value| value.number(row));
            let why = Some(NoNumber::NoKey);
            if asked > 0 {
                rows.push(StatisticRow { keys: Vec::new(), listed: None, value, asked, given, why });
            }
        }
        for row in &mut rows {
            row.value = row.value.map(|value| scale.of(value));
        }
        self.table_by_keys(statistic, rows, (keys, &order))
    }

    /// A statistic as columns: its keys, of each row those of a group, and its numbers.
    pub(super) fn table_by_keys(
        &self,
        statistic: &Statistic,
        rows: Vec<StatisticRow>,
        (keys, groups): (Vec<Key>, &[u32]),
    ) -> ResultTable<'static> {
        let mut table = self.empty_table(statistic);
        table.rows = rows;
        let named = std::mem::take(&mut table.keys);
        let mut columns = Vec::new();
        for (name, key) in named.into_iter().zip(keys) {
            columns.extend(key.columns(name, groups, table.rows.len(), self.lang));
        }
        let ResultTable { name, rows, columns: numbers } = table.columns(self.lang);
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
    pub(super) fn texts_of_key(&self, key: &Typed, meant: &Typed, items: &[Item]) -> Key {
        let mut made = Key::default();
        let mut known: HashMap<StatisticKey, u32> = HashMap::new();
        let mut which = |text: StatisticKey, distinct: &mut Vec<StatisticKey>| {
            *known.entry(text).or_insert_with_key(|text| {
                distinct.push(text.clone());
                u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
            })
        };
        if let Kind::Words(text) = &key.kind {
            let one = which(self.coded(None, text.clone(), meant), &mut made.distinct);
            made.of = vec![one; items.len()];
            return made;
        }
        let Some(field) = key.kind.cell() else { return made };
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let one = vocab.form(form).rows == Rows::One;
        let is_own =
            |table: TableId| self.ready.lowered.tables.get(table.index()) == Some(&TableSource::Rows(form));
        let as_filed = matches!(&key.kind, Kind::Text(made) if made.steps.is_empty() && made.list.is_none())
            && !matches!(key.ty, Type::Code(_));
        let codes = bind::cells_of(vocab, self.cells, field, InputKind::Code, false);
        // By the entry of its text; what stands in no row at the end.
        let mut of_entry: Vec<Option<u32>> = vec![None; bind::texts(self.cells, field).len()];
        for item in items {
            let row = match one {
                true => Some(item.subject),
                false if is_own(item.table) => Some(item.row),
                false => self.rows_seen(form, *item).next(),
            };
            let entry = row.and_then(|row| codes.code(row));
            let before = entry.and_then(|entry| of_entry.get(entry as usize).copied().flatten());
            let place = before.unwrap_or_else(|| {
                let shown = self.coded_key(field, key, *item);
                let shown = shown.unwrap_or_else(|| StatisticKey { value: String::new(), name: None });
                if as_filed {
                    // The texts of a column are distinct already.
                    made.distinct.push(shown);
                    return u32::try_from(made.distinct.len() - 1).unwrap_or(u32::MAX);
                }
                which(shown, &mut made.distinct)
            });
            if let Some(known) = entry.and_then(|entry| of_entry.get_mut(entry as usize)) {
                *known = Some(place);
            }
            made.of.push(place);
        }
        made
    }
}

impl Key {
    /// Of each group the place of its text among all in order; equal texts have one.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let text = |at: u32| self.distinct.get(at as usize).map(|key| key.value.as_str());
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
        name: String,
        order: &[u32],
        rows: usize,
        lang: Lang,
    ) -> Vec<ResultColumn<'static>> {
        let mut index: Vec<u32> =
            order.iter().filter_map(|group| self.of.get(*group as usize).copied()).collect();
        index.resize(rows, 0);
        let given = |given: &dyn Fn(&StatisticKey) -> bool| {
            let entries: Vec<bool> = self.distinct.iter().map(given).collect();
            let of = |(row, entry): (usize, &u32)| {
                row < order.len() && entries.get(*entry as usize) == Some(&true)
            };
            index.iter().enumerate().map(of).collect::<Vec<bool>>()
        };
        let (all, named) = (given(&|_| true), given(&|key| key.name.is_some()));
        let of_name = lang.pick(format!("{name}名称"), format!("{name} name"));
        let (texts, names): (TextList, TextList) =
            self.distinct.into_iter().map(|key| (key.value, key.name.unwrap_or_default())).unzip();
        let column = |heading, index, given, entries| {
            ResultColumn::plain(heading, ResultCells::Texts { index, given, entries: Cow::Owned(entries) })
        };
        if !named.contains(&true) {
            return vec![column(name, index, all, texts)];
        }
        vec![column(name, index.clone(), all, texts), column(of_name, index, named, names)]
    }
}

/// The number of each group and its first row, and the first row of those without a key.
pub(super) fn firsts(lowered: &LoweredStatistic, run: &Run) -> (Vec<(u64, usize)>, Option<usize>) {
    let rows = run.outputs.get(lowered.value.index()).map_or(0, Column::len);
    let (mut groups, mut keyless) = (Vec::new(), None);
    let Some(group) = lowered.group else {
        return ((0..rows.min(1)).map(|row| (0, row)).collect(), None);
    };
    // Numbers of groups mostly count from 0.
    let mut seen = vec![false; rows];
    let mut others: HashSet<u64> = HashSet::new();
    for row in 0..rows {
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
fn small(bits: u64, limit: usize) -> Option<usize> {
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
