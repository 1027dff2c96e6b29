//! Statistics: groups by their keys, and the largest of each.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use shensuan_diagnostics::{Diagnostic, Localised};
use shensuan_findings::{Listed, NoNumber, StatisticKey, StatisticRow, StatisticTable, percent, readable};
use shensuan_model::{InputSource, Judged, Kind, LoweredStatistic, Severity, Statistic, Type, Typed};
use shensuan_plan::{Outcome, OutputId, Run, TableId};
use shensuan_vocab::{FieldId, ListId, Rows};

use super::evidence::day;
use super::groups::{least, whole};
use super::{Item, Report};
use crate::run::cells::Content;
use crate::run::{Options, bind, evaluate};

/// Which subjects have a finding, by severity.
#[derive(Debug, Default)]
pub(crate) struct Failing {
    mandatory: Vec<bool>,
    advisory: Vec<bool>,
}

impl Failing {
    pub(super) fn none_of(subjects: usize) -> Self {
        Self { mandatory: vec![false; subjects], advisory: vec![false; subjects] }
    }

    pub(super) fn mark(&mut self, severity: Severity, subject: usize) {
        let marked = match severity {
            Severity::Mandatory => &mut self.mandatory,
            Severity::Advisory => &mut self.advisory,
        };
        if let Some(failing) = marked.get_mut(subject) {
            *failing = true;
        }
    }

    /// Those with a mandatory finding.
    pub(super) fn mandatory(&self) -> &[bool] {
        &self.mandatory
    }

    fn of(&self, which: Option<Severity>, subject: usize) -> bool {
        let failing = |marked: &[bool]| marked.get(subject) == Some(&true);
        match which {
            None => failing(&self.mandatory) || failing(&self.advisory),
            Some(Severity::Mandatory) => failing(&self.mandatory),
            Some(Severity::Advisory) => failing(&self.advisory),
        }
    }
}

/// A value of a key: what it is ordered by, and how it is shown.
#[derive(Clone, PartialEq)]
struct Key {
    number: f64,
    shown: StatisticKey,
}

/// A group: a row of the table that belongs to it, and its keys.
struct Grouped {
    row: usize,
    keys: Vec<Key>,
}

impl Report<'_> {
    /// The statistics, asked of what has been judged.
    pub(crate) fn statistics(
        &self,
        run: &Run,
        failing: &Failing,
        options: Options,
    ) -> Result<Vec<StatisticTable>, Box<Diagnostic>> {
        let (model, lowered) = (&self.ready.model, &self.ready.statistics);
        // Of some subjects that were picked out nothing is said as a whole.
        if model.statistics.is_empty() || self.partial || self.cells.data.selected.is_some() {
            return Ok(Vec::new());
        }
        let mut judged = BTreeMap::new();
        for source in &lowered.inputs {
            if let InputSource::Judged(which) = source {
                judged.insert(*which, self.passes(*which, run, failing));
            }
        }
        let frame = bind::frame(model, lowered, self.cells, &judged);
        let run = evaluate(&lowered.plan, &frame, options.threads)?;
        let tables = model.statistics.iter().zip(&lowered.statistics);
        Ok(tables.map(|(statistic, lowered)| self.statistic(statistic, lowered, &run)).collect())
    }

    /// Of each subject whether it passes; none where it has filed nothing, or where the rule says neither.
    fn passes(&self, which: Judged, run: &Run, failing: &Failing) -> Vec<Option<bool>> {
        let subjects = 0..self.cells.data.subjects.len();
        let of = |severity| {
            subjects
                .clone()
                .map(|subject| self.has_filed(subject).then(|| !failing.of(severity, subject)))
                .collect()
        };
        match which {
            Judged::All => of(None),
            Judged::Of(severity) => of(Some(severity)),
            Judged::One(span) => {
                let mut passes = vec![None; self.cells.data.subjects.len()];
                for (rule, lowered) in self.ready.model.rules.iter().zip(&self.ready.lowered.rules) {
                    let Some(outcomes) = run.outcomes.get(lowered.judgement.index()) else { continue };
                    if rule.span != span {
                        continue;
                    }
                    for (outcome, holds) in [(Outcome::Pass, true), (Outcome::Fail, false)] {
                        for row in outcomes.rows(outcome) {
                            let subject = self.item(lowered.table, row).subject;
                            if let Some(known) = passes.get_mut(subject) {
                                *known = Some(holds && *known != Some(false));
                            }
                        }
                    }
                }
                passes
            }
        }
    }

    /// Whether a subject has filed a form; that the register lists it is no filing where there are other forms.
    fn has_filed(&self, subject: usize) -> bool {
        let vocab = &self.ready.model.vocab;
        let register = vocab.subject.as_ref().and_then(|subject| subject.register);
        let alone = vocab.forms().count() <= 1;
        let mut forms = vocab.forms().map(|(form, _)| form).filter(|form| alone || Some(*form) != register);
        forms.any(|form| !self.cells.rows_of(form, subject).is_empty())
    }

    fn statistic(&self, statistic: &Statistic, lowered: &LoweredStatistic, run: &Run) -> StatisticTable {
        let Kind::Group(made_of) = &statistic.made_of.kind else { return self.empty_table(statistic) };
        let number = |output: OutputId, row: usize| run.outputs.get(output.index())?.number(row);
        let count = |output: OutputId, row: usize| number(output, row).map_or(0, whole);
        let rows = run.outputs.get(lowered.value.index()).map_or(0, |column| column.len());
        let mut members: BTreeMap<Option<u64>, Vec<usize>> = BTreeMap::new();
        for row in 0..rows {
            let group = match lowered.group {
                Some(group) => number(group, row).map(|number| (number + 0.0).to_bits()),
                None => Some(0),
            };
            let members = members.entry(group).or_default();
            // Of a group one row says all, unless its largest are listed.
            if members.is_empty() || lowered.listed.is_some() {
                members.push(row);
            }
        }
        members.remove(&None);
        let mut groups: Vec<(Grouped, Vec<usize>)> = Vec::new();
        for rows in members.into_values() {
            let Some(row) = rows.first().copied() else { continue };
            let keys = made_of.keys.iter().zip(&lowered.keys);
            let keys =
                keys.map(|(key, output)| self.statistic_key(key, *output, lowered, row, run)).collect();
            groups.push((Grouped { row, keys }, rows));
        }
        groups.sort_by(|(a, _), (b, _)| in_order(&a.keys, &b.keys));
        let mut table = self.empty_table(statistic);
        for (group, members) in groups {
            let keys: Vec<StatisticKey> = group.keys.into_iter().map(|key| key.shown).collect();
            let (asked, given) = (count(lowered.asked, group.row), count(lowered.given, group.row));
            let line =
                |listed, value, why| StatisticRow { keys: keys.clone(), listed, value, asked, given, why };
            let value = number(lowered.value, group.row);
            match lowered.listed.zip(statistic.top.as_ref()) {
                Some((by, top)) => {
                    let by = |row: usize| number(by, row);
                    let largest = self.largest(lowered.table, &members, top.count, &by, value);
                    if largest.is_empty() {
                        table.rows.push(line(None, None, Some(NoNumber::NothingGiven)));
                    }
                    for (listed, value) in largest {
                        let shown =
                            self.in_its_unit(value, &statistic.value, self.item(lowered.table, group.row));
                        table.rows.push(line(Some(listed), Some(shown.0), None));
                    }
                }
                None => {
                    let item = self.item(lowered.table, group.row);
                    let shown = value.map(|value| self.in_its_unit(value, &statistic.value, item).0);
                    let why = shown.is_none().then(|| no_number(statistic, given));
                    table.rows.push(line(None, shown, why));
                }
            }
        }
        let without_key = lowered.without_key.map(|(asked, given)| (count(asked, 0), count(given, 0)));
        if let Some((asked, given)) = without_key.filter(|(asked, _)| *asked > 0) {
            let why = Some(NoNumber::NoKey);
            table.rows.push(StatisticRow { keys: Vec::new(), listed: None, value: None, asked, given, why });
        }
        table
    }

    fn empty_table(&self, statistic: &Statistic) -> StatisticTable {
        let (keys, rows) = match &statistic.made_of.kind {
            Kind::Group(made_of) => (made_of.keys.as_slice(), made_of.rows),
            _ => (&[][..], None),
        };
        let nobody = Item { table: TableId(0), row: 0, subject: 0 };
        StatisticTable {
            name: statistic.name.in_lang(self.lang),
            keys: keys.iter().map(|key| self.name_of(key)).collect(),
            subject: self.subject_word(),
            members: rows.map_or_else(|| self.subject_word(), |form| self.form_name(form)),
            unit: self.in_its_unit(0.0, &statistic.value, nobody).1,
            top: statistic.top.as_ref().map(|top| top.count),
            rows: Vec::new(),
        }
    }

    /// The row in which the keys of a row stand.
    fn key_row(&self, lowered: &LoweredStatistic, row: usize) -> usize {
        let above = self.frame.parent_row(&self.ready.lowered.plan, lowered.table, row, lowered.key_table);
        above.unwrap_or(row)
    }

    fn statistic_key(
        &self,
        key: &Typed,
        output: Option<OutputId>,
        lowered: &LoweredStatistic,
        row: usize,
        run: &Run,
    ) -> Key {
        let plain = |number, value| Key { number, shown: StatisticKey { value, name: None } };
        let item = self.item(lowered.key_table, self.key_row(lowered, row));
        let number = output.and_then(|output| run.outputs.get(output.index())?.number(row));
        let key = match number.filter(|_| key.ty.is_text()) {
            Some(which) => self.end_chosen(key, which).unwrap_or(key),
            None => key,
        };
        if output.is_none() || key.ty.is_text() {
            if let Kind::Words(text) = &key.kind {
                return Key { number: 0.0, shown: self.coded(None, text.clone(), key) };
            }
            let shown = key.kind.cell().and_then(|field| self.coded_key(field, key, item));
            let shown = shown.unwrap_or_else(|| StatisticKey { value: String::new(), name: None });
            return Key { number: 0.0, shown };
        }
        let number = number.unwrap_or(0.0);
        match key.ty {
            Type::Truth => plain(number, self.yes_or_no(number != 0.0)),
            Type::Date => plain(number, day(number)),
            _ => {
                let (shown, unit) = self.in_its_unit(number, key, item);
                plain(number, [readable(shown), unit].join(" ").trim_end().to_owned())
            }
        }
    }

    /// A text, or what is made of it; a code and its name apart.
    fn coded_key(&self, field: FieldId, key: &Typed, item: Item) -> Option<StatisticKey> {
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let content = match vocab.form(form).rows {
            Rows::One => self.cells.of_subject(field, item.subject),
            Rows::Many => self.cells.at(field, self.rows_seen(form, item).next()?),
        };
        let Content::Text(text) = content else { return None };
        let (value, list) = match &key.kind {
            Kind::Text(made) => (made.of(vocab, text)?, made.list),
            _ => (text.trim().to_owned(), None),
        };
        Some(self.coded(list, value, key))
    }

    /// A text; a code, of the list of its key where it says no other, and its name apart.
    fn coded(&self, list: Option<ListId>, value: String, key: &Typed) -> StatisticKey {
        let vocab = &self.ready.model.vocab;
        let list = list.or(match key.ty {
            Type::Code(list) => Some(list),
            _ => None,
        });
        // Members may have written the name: the group goes by the code.
        let Some(entry) = list.and_then(|list| vocab.list(list).find(&value)) else {
            return StatisticKey { value, name: None };
        };
        let name = Some(entry.name.clone()).filter(|name| !name.is_empty() && *name != entry.code);
        StatisticKey { value: entry.code.clone(), name }
    }

    /// The largest rows, those of one size by key and row.
    fn largest(
        &self,
        table: TableId,
        members: &[usize],
        count: usize,
        by: &dyn Fn(usize) -> Option<f64>,
        total: Option<f64>,
    ) -> Vec<(Listed, f64)> {
        let mut all: Vec<(f64, usize)> =
            members.iter().filter_map(|row| Some((by(*row)? + 0.0, *row))).collect();
        let key = |row: usize| self.cells.data.subjects.get(self.item(table, row).subject);
        all.sort_by(|(a, left), (b, right)| {
            b.total_cmp(a).then_with(|| key(*left).cmp(&key(*right))).then(left.cmp(right))
        });
        let parts = all.last().is_some_and(|(least, _)| *least >= 0.0);
        let total = total.filter(|total| parts && *total > 0.0);
        let mut listed: Vec<(Listed, f64)> = Vec::new();
        for (at, (value, row)) in all.iter().take(count).enumerate() {
            let same = listed.last().filter(|(_, before)| before == value);
            let rank = same.map_or(at + 1, |(before, _)| before.rank);
            let item = self.item(table, *row);
            let one = Listed {
                rank,
                subject: self.subject_key(item.subject),
                name: self.name(item.subject),
                row: self.form(table).and_then(|form| self.cell(form, *row)),
                share: total.map(|total| percent(value / total)),
                ties: 0,
            };
            listed.push((one, *value));
        }
        if let Some((last, value)) = listed.last_mut() {
            last.ties = all.iter().skip(count).take_while(|(other, _)| other == value).count();
        }
        listed
    }
}

/// Groups in the order of their keys: numbers by size, texts by their characters.
fn in_order(a: &[Key], b: &[Key]) -> Ordering {
    let keys = a.iter().zip(b);
    let mut orders =
        keys.map(|(a, b)| a.number.total_cmp(&b.number).then_with(|| a.shown.value.cmp(&b.shown.value)));
    orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}

/// Why a group has no number.
fn no_number(statistic: &Statistic, given: usize) -> NoNumber {
    match least(&statistic.made_of).filter(|least| given < *least) {
        Some(least) => NoNumber::TooFew(least),
        None if given == 0 => NoNumber::NothingGiven,
        None => NoNumber::NoResult,
    }
}
