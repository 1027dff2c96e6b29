//! Statistics: groups by their keys, and the largest of each.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use shensuan_diagnostics::{Diagnostic, Localised};
use shensuan_findings::{
    Listed, NoNumber, StatisticKey, StatisticRow, StatisticTable, exact, percent, readable,
};
use shensuan_model::{
    Grouped, InputSource, Judged, Kind, Lowered, LoweredStatistic, Severity, Statistic, Type, Typed,
};
use shensuan_plan::{Column, Frame, Outcome, OutputId, Run, TableId};
use shensuan_vocab::{FieldId, Rows};

use super::account::Origin;
use super::evidence::day;
use super::groups::whole;
use super::{Item, Report};
use crate::run::{Options, bind, evaluate};

/// So many units that do not fit are named.
const SHOWN_UNITS: usize = 5;

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
    /// The number with all its digits.
    exact: Option<String>,
}

/// A group: what tells it apart, a row of the table that belongs to it, and its keys.
struct Keyed {
    number: Option<u64>,
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
        let frame = self.statistics_frame(run, failing, options.thread_count());
        let run = evaluate(model, lowered, &frame, options.thread_count(), options.engine)?;
        let tables = model.statistics.iter().zip(&lowered.statistics);
        Ok(tables.map(|(statistic, lowered)| self.statistic(statistic, lowered, &run)).collect())
    }

    /// What the statistics read.
    pub(crate) fn statistics_frame(&self, run: &Run, failing: &Failing, threads: usize) -> Frame {
        let lowered = &self.ready.statistics;
        let judged = self.judgements(lowered, run, failing);
        bind::frame(&self.ready.model, lowered, self.cells, &judged, threads)
    }

    /// What a plan of statistics asks of how rules judged.
    pub(super) fn judgements(&self, lowered: &Lowered, run: &Run, failing: &Failing) -> bind::Judgements {
        let asked = lowered.inputs.iter().filter_map(|source| match source {
            InputSource::Judged(which) => Some(*which),
            _ => None,
        });
        asked.map(|which| (which, self.passes(which, run, failing))).collect()
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

    pub(super) fn statistic(
        &self,
        statistic: &Statistic,
        lowered: &LoweredStatistic,
        run: &Run,
    ) -> StatisticTable {
        self.statistic_by_group(statistic, lowered, run).0
    }

    /// The same, and where each row of the table comes from.
    pub(super) fn statistic_by_group(
        &self,
        statistic: &Statistic,
        lowered: &LoweredStatistic,
        run: &Run,
    ) -> (StatisticTable, Vec<Origin>) {
        if let Some(forms) = self.of_forms(statistic, lowered) {
            return self.statistic_of_forms(&forms, run);
        }
        let mut of_rows = Vec::new();
        let Kind::Group(made_of) = &statistic.made_of.kind else {
            return (self.empty_table(statistic), of_rows);
        };
        let number = |output: OutputId, row: usize| run.outputs.get(output.index())?.number(row);
        let rows = run.outputs.get(lowered.value.index()).map_or(0, |column| column.len());
        let mut members: BTreeMap<Option<u64>, Vec<usize>> = BTreeMap::new();
        for row in 0..rows {
            let group = lowered.group.map_or(Some(0), |group| group_number(group, row, run));
            let members = members.entry(group).or_default();
            // Of a group one row says all, unless its largest are listed.
            if members.is_empty() || lowered.listed.is_some() {
                members.push(row);
            }
        }
        let keyless = members.remove(&None).and_then(|rows| rows.first().copied());
        let mut groups: Vec<(Keyed, Vec<usize>)> = Vec::new();
        for (number, rows) in members {
            let Some(row) = rows.first().copied() else { continue };
            let keys = made_of.keys.iter().zip(&lowered.keys);
            let keys =
                keys.map(|(key, output)| self.statistic_key(key, *output, lowered, row, run)).collect();
            groups.push((Keyed { number, row, keys }, rows));
        }
        groups.sort_by(|(a, _), (b, _)| in_order(&a.keys, &b.keys));
        told_apart(&mut groups);
        let misfits = self.units_that_do_not_fit(lowered, run);
        let mut table = self.empty_table(statistic);
        for (group, members) in groups {
            let row = group.row;
            let keys: Vec<StatisticKey> = group.keys.into_iter().map(|key| key.shown).collect();
            let (asked, given) = counted(lowered, made_of, row, run);
            let value = number(lowered.value, row);
            let why = match (value, misfits.get(&group.number)) {
                (Some(_), _) => None,
                (None, Some(units)) => Some(NoNumber::UnitMisfit(units.clone())),
                (None, None) => Some(self.no_number(lowered, made_of, row, run)),
            };
            let line =
                |listed, value, why| StatisticRow { keys: keys.clone(), listed, value, asked, given, why };
            let in_its_unit =
                |value| self.in_its_unit(value, &statistic.value, self.item(lowered.table, row)).0;
            match lowered.listed.zip(statistic.top.as_ref()) {
                Some((by, top)) => {
                    let by = |row: usize| number(by, row);
                    let largest = self.largest(lowered.table, &members, top.count, &by, value);
                    if largest.is_empty() {
                        table.rows.push(line(None, None, why.clone().or(Some(NoNumber::NothingGiven))));
                    }
                    // What some state may be listed though all of it makes no total.
                    let why = why.filter(|why| matches!(why, NoNumber::UnitMisfit(_)));
                    for (listed, value) in largest {
                        table.rows.push(line(Some(listed), Some(in_its_unit(value)), why.clone()));
                    }
                }
                None => table.rows.push(line(None, value.map(in_its_unit), why)),
            }
            of_rows.resize(table.rows.len(), vec![Some((group.number, row))]);
        }
        if let Some(row) = keyless {
            let (asked, given) = counted(lowered, made_of, row, run);
            let item = self.item(lowered.table, row);
            let value = number(lowered.value, row).filter(|_| lowered.listed.is_none());
            let value = value.map(|value| self.in_its_unit(value, &statistic.value, item).0);
            let (keys, why) = (Vec::new(), Some(NoNumber::NoKey));
            if asked > 0 {
                table.rows.push(StatisticRow { keys, listed: None, value, asked, given, why });
                of_rows.push(vec![Some((None, row))]);
            }
        }
        (table, of_rows)
    }

    /// The units that do not fit, by the number of the group in whose rows they stand.
    pub(super) fn units_that_do_not_fit(
        &self,
        lowered: &LoweredStatistic,
        run: &Run,
    ) -> BTreeMap<Option<u64>, Vec<String>> {
        let mut all: BTreeMap<Option<u64>, Vec<String>> = BTreeMap::new();
        for (table, misfit, fields) in lowered.parts.iter().filter_map(|part| part.misfits.as_ref()) {
            let Some(misfit) = run.outputs.get(misfit.index()) else { continue };
            for row in rows_that_hold(&misfit.rows()) {
                let units = all.entry(self.group_of_row(lowered, *table, row, run)).or_default();
                for field in fields {
                    let unit = self.unit_of(*field, self.item(*table, row));
                    if units.len() < SHOWN_UNITS && !unit.is_empty() && !units.contains(&unit) {
                        units.push(unit);
                    }
                }
            }
        }
        all
    }

    /// The number of the group to which a row belongs of those that go into it.
    pub(super) fn group_of_row(
        &self,
        lowered: &LoweredStatistic,
        table: TableId,
        row: usize,
        run: &Run,
    ) -> Option<u64> {
        let Some(group) = lowered.group else { return Some(0) };
        let plan = &self.ready.lowered.plan;
        let key_row = self.frame.parent_row(plan, table, row, lowered.key_table)?;
        // Where members are listed a row stands for several: any of them knows the group.
        let below = || self.frame.child_rows(plan, lowered.table, lowered.key_table, key_row).next();
        let row = if lowered.table == lowered.key_table { key_row } else { below()? };
        group_number(group, row, run)
    }

    /// The unit that stands beside a number.
    fn unit_of(&self, field: FieldId, item: Item) -> String {
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let row = match vocab.form(form).rows {
            Rows::One => self.cells.rows_of(form, item.subject).next(),
            Rows::Many => self.rows_seen(form, item).next(),
        };
        let Some(row) = row else { return String::new() };
        let (filed, row) = self.cells.filed_as(field, row);
        let unit = vocab.field(filed).kind.unit_field().filter(|unit| !vocab.field(*unit).private);
        unit.map(|unit| self.unit_text(unit, Some(row))).unwrap_or_default()
    }

    /// Why the group of a row has no number.
    pub(super) fn no_number(
        &self,
        lowered: &LoweredStatistic,
        made_of: &Grouped,
        row: usize,
        run: &Run,
    ) -> NoNumber {
        let number = |output: OutputId| run.outputs.get(output.index())?.number(row);
        for part in lowered.parts.iter().filter(|part| number(part.value).is_none()) {
            let given = number(part.given).map_or(0, whole);
            let least = usize::try_from(part.least).unwrap_or(usize::MAX);
            if given < least {
                return NoNumber::TooFew(least);
            }
            if given == 0 && part.rows == made_of.rows {
                return NoNumber::NothingGiven;
            }
            if given == 0 {
                let form = part.rows.map(|form| self.form_name(form));
                return NoNumber::NothingGivenIn(form.unwrap_or_else(|| self.subject_word()));
            }
        }
        let zero = |divisor: &OutputId| number(*divisor) == Some(0.0);
        if lowered.divisors.iter().any(zero) { NoNumber::DivisionByZero } else { NoNumber::NoResult }
    }

    pub(super) fn empty_table(&self, statistic: &Statistic) -> StatisticTable {
        let (keys, rows) = match &statistic.made_of.kind {
            Kind::Group(made_of) => {
                ((0..made_of.keys.len()).filter_map(|at| statistic.key(at)).collect(), made_of.rows)
            }
            _ => (Vec::new(), None),
        };
        let nobody = Item { table: TableId(0), row: 0, subject: 0 };
        let others = statistic.others.iter().filter_map(|other| match &other.kind {
            Kind::Group(grouped) => grouped.rows.map(|form| self.form_name(form)),
            _ => None,
        });
        let members = rows.map_or_else(|| self.subject_word(), |form| self.form_name(form));
        let members: Vec<String> = std::iter::once(members).chain(others).collect();
        StatisticTable {
            name: statistic.name.in_lang(self.lang),
            keys: keys.into_iter().map(|key| self.name_of(key)).collect(),
            subject: self.subject_word(),
            members: members.join(self.lang.pick("、", ", ")),
            unit: self.in_its_unit(0.0, &statistic.value, nobody).1,
            top: statistic.top.as_ref().map(|top| top.count),
            rows: Vec::new(),
        }
    }

    /// The row in which the keys of a row stand.
    pub(super) fn key_row(&self, lowered: &LoweredStatistic, row: usize) -> usize {
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
        let plain = |number, value| Key { number, shown: StatisticKey { value, name: None }, exact: None };
        let item = self.item(lowered.key_table, self.key_row(lowered, row));
        let number = output.and_then(|output| run.outputs.get(output.index())?.number(row));
        let key = match number.filter(|_| key.ty.is_text()) {
            Some(which) => self.end_chosen(key, which).unwrap_or(key),
            None => key,
        };
        if output.is_none() || key.ty.is_text() {
            if let Kind::Words(text) = &key.kind {
                let shown = self.coded(None, text.as_str().into(), key).into();
                return Key { number: 0.0, shown, exact: None };
            }
            let shown = key.kind.cell().and_then(|field| self.said_by(field, key, item));
            return Key { number: 0.0, shown: shown.unwrap_or_default().into(), exact: None };
        }
        let number = number.unwrap_or(0.0);
        match key.ty {
            Type::Truth => plain(number, self.yes_or_no(number != 0.0)),
            Type::Date => plain(number, day(number)),
            _ => {
                let (shown, unit) = self.in_its_unit(number, key, item);
                let with_unit = |number: String| [number.as_str(), &unit].join(" ").trim_end().to_owned();
                Key { exact: Some(with_unit(exact(shown))), ..plain(number, with_unit(readable(shown))) }
            }
        }
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

/// The rows of a column of truths that hold.
fn rows_that_hold(column: &Column) -> Vec<usize> {
    match column {
        Column::Truth { yes, .. } => yes.iter_ones().collect(),
        Column::Number { .. } | Column::Code { .. } => Vec::new(),
    }
}

/// What tells the group of a row apart; none where it has no key.
pub(super) fn group_number(group: OutputId, row: usize, run: &Run) -> Option<u64> {
    run.outputs.get(group.index())?.number(row).map(|number| (number + 0.0).to_bits())
}

/// How many of the group of a row were asked, and how many gave something: of the aggregates over the members that the
/// table counts, what that one says of which the fewest gave something.
pub(super) fn counted(
    lowered: &LoweredStatistic,
    made_of: &Grouped,
    row: usize,
    run: &Run,
) -> (usize, usize) {
    let count = |output: OutputId| {
        run.outputs.get(output.index()).and_then(|counts| counts.number(row)).map_or(0, whole)
    };
    let same = lowered.parts.iter().filter(|part| part.rows == made_of.rows);
    same.map(|part| (count(part.asked), count(part.given)))
        .min_by_key(|(_, given)| *given)
        .unwrap_or_default()
}

/// Numbers that differ and are shown alike are shown as exactly as it takes.
fn told_apart(groups: &mut [(Keyed, Vec<usize>)]) {
    let shown = |keys: &[Key]| keys.iter().map(|key| key.shown.value.clone()).collect::<Vec<_>>();
    let mut times: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (group, _) in groups.iter() {
        *times.entry(shown(&group.keys)).or_default() += 1;
    }
    for (group, _) in groups {
        if times.get(&shown(&group.keys)).is_some_and(|times| *times > 1) {
            for key in &mut group.keys {
                key.shown.value = key.exact.take().unwrap_or_else(|| key.shown.value.clone());
            }
        }
    }
}
