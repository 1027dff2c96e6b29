//! What is asked of groups: keys become one number a row, the rest are table steps that read everything.

use shensuan_plan::{How, Literal, OutputId, Statistic, TableId, TableStep, ValueId};
use shensuan_vocab::FormId;

use super::Lowering;
use super::causes::Cause;
use crate::chosen::{branches, which};
use crate::from_syntax::{identity, is_exact, row_of};
use crate::grouped::{Asked, Common, Grouped};
use crate::model::{FormulaId, GroupedRows, Rule};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// A group that a finding names: what it is made by, and what was asked of it.
#[derive(Clone, Debug)]
pub struct LoweredGroup {
    /// What tells groups apart, with its value where it is no text, or which text where one is chosen; without any it is
    /// everybody.
    pub keys: Vec<(Typed, Option<ValueId>)>,
    /// Whose rows it is made of; none for subjects.
    pub rows: Option<FormId>,
    /// The table whose rows have one group each.
    pub table: TableId,
    /// How many rows or subjects it has.
    pub size: ValueId,
    /// Which of them a finding names.
    pub listed: Listed,
    /// What was asked of it.
    pub statistics: Vec<GroupStatistic>,
    /// What is common in it.
    pub common: Vec<(Common, ValueId)>,
}

/// Which members of a group a finding names one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// None: they are what is usual.
    None,
    /// All its rows, in this table: the group is what is judged.
    Rows(TableId),
    /// All subjects of a group that is judged, and the number that they share.
    All(ValueId),
    /// The others that have the same, and the number that they share.
    Twins(ValueId),
}

/// Something that was asked of a group.
#[derive(Clone, Debug)]
pub struct GroupStatistic {
    /// The aggregate as the model has it, with its type.
    pub asked: Typed,
    /// What came out.
    pub value: ValueId,
    /// How many values it was made of; none for a count of rows, which is made of all.
    pub given: Option<ValueId>,
}

impl Lowering<'_> {
    /// An aggregate over a group, as a column of the table of its keys.
    pub(super) fn grouped(&mut self, grouped: &Grouped, to: TableId) -> ValueId {
        let (result, (keep, by)) = self.grouped_as_it_is(grouped, to);
        match &grouped.value {
            Some(value) if grouped.rows.is_some() => {
                let from = self.rows_of_group(grouped, to);
                self.unless_a_row_of_the_group_does_not_fit(value, (from, keep, by, to), result)
            }
            Some(_) | None => result,
        }
    }

    /// The same of those whose units fit, whatever others there are; with its condition and what tells groups apart.
    pub(super) fn grouped_as_it_is(
        &mut self,
        grouped: &Grouped,
        to: TableId,
    ) -> (ValueId, (Option<ValueId>, Option<ValueId>)) {
        // What stands inside has groups of its own.
        let keyless = std::mem::take(&mut self.keyless);
        let asked = |statistic, value, keep, least| (statistic, value, keep, least);
        let from = self.rows_of_group(grouped, to);
        let value = grouped.value.as_ref().map(|value| self.value_in(value, from));
        let keep = grouped.keep.as_ref().map(|keep| self.value_in(keep, from));
        let by = self.key(&grouped.keys, to);
        let by = if keyless { by.map(|by| self.keyless_too(by, to)) } else { by };
        let mut ask = |(how, value, keep, least)| {
            self.builder.table_step(TableStep::Group { how, least, from, value, keep, by, to })
        };
        let (count, given, sum) =
            (Statistic::Fold(How::Count), Statistic::Fold(How::CountGiven), Statistic::Fold(How::Sum));
        let result = match grouped.asked {
            Asked::Of(how) => ask(asked(how, value, keep, grouped.least)),
            Asked::Mean => {
                let total = ask(asked(sum, value, keep, grouped.least));
                let given = ask(asked(given, value, keep, 0));
                self.builder.div(total, given)
            }
            Asked::Share => {
                let known = ask(asked(given, value, keep, grouped.least));
                let both = match (value, keep) {
                    (Some(value), Some(keep)) => Some(self.builder.and(value, keep)),
                    (value, _) => value,
                };
                let holding = self.builder.table_step(TableStep::Group {
                    how: count,
                    least: 0,
                    from,
                    value: None,
                    keep: both,
                    by,
                    to,
                });
                self.builder.div(holding, known)
            }
        };
        self.keyless = keyless;
        (result, (keep, by))
    }

    /// Whether a row, or a subject, is the only one of its group.
    pub(super) fn unique(&mut self, grouped: &Grouped, table: TableId) -> ValueId {
        let (count, one) = (self.grouped(grouped, table), self.builder.number(1.0));
        self.builder.equal(count, one, None)
    }

    /// The table whose rows make up a group.
    pub(super) fn rows_of_group(&self, grouped: &Grouped, to: TableId) -> TableId {
        grouped.rows.map_or(to, |rows| self.table_of.get(&rows).copied().unwrap_or(to))
    }

    /// Missing where a number of the group is given and its unit does not fit, as in the rows of one subject.
    fn unless_a_row_of_the_group_does_not_fit(
        &mut self,
        value: &Typed,
        (from, keep, by, to): (TableId, Option<ValueId>, Option<ValueId>, TableId),
        result: ValueId,
    ) -> ValueId {
        let Some(misfit) = self.because(Cause::Misfit, value, from) else { return result };
        let how = Statistic::Fold(How::Any);
        let value = Some(misfit);
        let any = self.builder.table_step(TableStep::Group { how, least: 0, from, value, keep, by, to });
        self.unless(Some(any), result)
    }

    /// The number that tells groups apart; none where everybody is one group.
    pub(super) fn key(&mut self, keys: &[Typed], to: TableId) -> Option<ValueId> {
        let mut all: Option<ValueId> = None;
        for key in keys {
            let number = self.key_number(key, to);
            all = Some(match all {
                Some(first) => self.builder.table_step(TableStep::Pair { first, second: number, to }),
                None => number,
            });
        }
        all
    }

    pub(super) fn key_number(&mut self, key: &Typed, to: TableId) -> ValueId {
        if key.ty.is_text() {
            return match identity(key, is_exact(key, &self.model.vocab)) {
                Some(number) => self.value_in(&number, to),
                None => self.builder.missing(),
            };
        }
        let value = self.value_in(key, to);
        if key.ty == Type::Truth {
            let (one, zero) = (self.builder.number(1.0), self.builder.number(0.0));
            return self.builder.choose(value, one, zero);
        }
        value
    }

    /// The number by which a key is shown: none of a text, of one that is chosen which it is.
    pub(super) fn key_shown(&mut self, key: &Typed, table: TableId) -> Option<ValueId> {
        match branches(key) {
            Some(_) => Some(self.value_in(&which(key), table)),
            None => key.words().is_none().then(|| self.value_in(key, table)),
        }
    }

    /// Whether the rows of a subject list all that is common in its group.
    pub(super) fn lists_what_is_common(&mut self, common: &Common) -> ValueId {
        let to = TableId(0);
        let from = self.table_of.get(&common.rows).copied().unwrap_or(to);
        let value = self.value_in(&common.number, from);
        let keep = common.keep.as_ref().map(|keep| self.value_in(keep, from));
        let by = self.key(&common.keys, to);
        let (share, least) = (Literal::new(common.share), common.least);
        self.builder.table_step(TableStep::Common { value, keep, by, share, least, from, to })
    }

    /// Whether a value lies at most so far from the median of its group. Where more than half of the group are equal
    /// those are no outliers, and of the others nothing can be said.
    pub(super) fn inlier(
        &mut self,
        value: &Typed,
        (median, mad): (&Typed, &Typed),
        within: f64,
        table: TableId,
    ) -> ValueId {
        let [value, median, mad] = [value, median, mad].map(|part| self.value_in(part, table));
        let difference = self.builder.sub(value, median);
        let distance = self.builder.abs(difference);
        let within = self.builder.number(within);
        let bound = self.builder.mul(within, mad);
        let (size, middle) = (self.builder.abs(value), self.builder.abs(median));
        let scale = self.builder.max(size, middle);
        let inside = self.builder.at_most(distance, bound, Some(scale));
        let zero = self.builder.number(0.0);
        let alike = self.builder.equal(mad, zero, None);
        let same = self.builder.equal(value, median, None);
        let different = self.builder.not(same);
        let open = self.builder.and(alike, different);
        let unknown = self.builder.unknown();
        self.builder.choose(open, unknown, inside)
    }

    /// The groups that a rule asks something of, each once, in the order in which it names them.
    pub(super) fn groups(&mut self, rule: &Rule) -> Vec<LoweredGroup> {
        let mut found = Vec::new();
        self.group_judged(rule, &mut found);
        for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            self.groups_in(value, &mut found, &mut Vec::new());
        }
        let ids = found.iter().flat_map(|group| {
            let given =
                group.statistics.iter().flat_map(|asked| asked.given.into_iter().chain([asked.value]));
            given.chain([group.size]).map(|value| (group.table, value))
        });
        // Whoever explains a finding reads them: they are computed with the rest.
        for (table, value) in ids.collect::<Vec<_>>() {
            if self.shown.insert((table, value)) {
                let _: OutputId = self.builder.output(table, value);
            }
        }
        found
    }

    fn groups_in(&mut self, value: &Typed, found: &mut Vec<LoweredGroup>, seen: &mut Vec<FormulaId>) {
        match &value.kind {
            Kind::Formula(id) if seen.contains(id) => {}
            Kind::Formula(id) => {
                seen.push(*id);
                if let Some(formula) = self.model.formula(*id) {
                    self.groups_in(&formula.value, found, seen);
                }
            }
            // What is asked of the rows of one is no group to name.
            Kind::Group(grouped) if self.is_of_one(grouped) => {}
            Kind::Group(grouped) => self.group_shown(value, grouped, found),
            Kind::Unique(grouped) => {
                let table = self.table(value.scope);
                let twins = self.key(&grouped.keys, table);
                let group = self.group_of(&grouped.keys, grouped.rows, table, found);
                if let (Some(group), Some(twins)) = (found.get_mut(group), twins) {
                    group.listed = Listed::Twins(twins);
                }
            }
            Kind::Common(common) => {
                let step = self.lists_what_is_common(common);
                let group = self.group_of(&common.keys, None, TableId(0), found);
                if let Some(group) = found.get_mut(group)
                    && !group.common.iter().any(|(_, known)| *known == step)
                {
                    group.common.push((common.as_ref().clone(), step));
                }
            }
            kind => kind.inside().into_iter().for_each(|inner| self.groups_in(inner, found, seen)),
        }
    }

    /// Whether an aggregate is over the rows of one subject, or of one row.
    fn is_of_one(&self, grouped: &Grouped) -> bool {
        match grouped.keys.as_slice() {
            [Typed { kind: Kind::Which, .. }] => true,
            [Typed { kind: Kind::Row(form), .. }] => !self.model.groups.contains_key(form),
            _ => false,
        }
    }

    /// The group that a rule judges comes first, whatever is asked of it.
    fn group_judged(&mut self, rule: &Rule, found: &mut Vec<LoweredGroup>) {
        let Scope::Rows(form) = rule.scope else { return };
        let Some(groups) = self.model.groups.get(&form) else { return };
        let (place, listed) = match groups.of {
            Some(GroupedRows { members, .. }) => {
                let (table, rows) = (self.table(rule.scope), self.table(Scope::Rows(members)));
                let place = self.group_of(&[row_of(form, rule.span)], Some(members), table, found);
                (place, Some(Listed::Rows(rows)))
            }
            None => {
                let table = TableId(0);
                let key = self.key(&groups.keys, table);
                (self.group_of(&groups.keys, None, table, found), key.map(Listed::All))
            }
        };
        if let (Some(group), Some(listed)) = (found.get_mut(place), listed) {
            group.listed = listed;
        }
    }

    /// What a group is made by, as a person reads it: of one that is judged the keys of its rule.
    fn keys_shown(&self, keys: &[Typed]) -> Vec<Typed> {
        let judged = keys.iter().find_map(|key| match key.kind {
            Kind::Row(form) => self.model.groups.get(&form),
            _ => None,
        });
        judged.map_or_else(|| keys.to_vec(), |groups| groups.keys.clone())
    }

    fn group_shown(&mut self, value: &Typed, grouped: &Grouped, found: &mut Vec<LoweredGroup>) {
        let table = self.table(value.scope);
        let asked = self.grouped(grouped, table);
        let given = self.given_in_group(grouped, table);
        let group = self.group_of(&grouped.keys, grouped.rows, table, found);
        if let Some(group) = found.get_mut(group)
            && !group.statistics.iter().any(|known| known.value == asked)
        {
            group.statistics.push(GroupStatistic { asked: value.clone(), value: asked, given });
        }
    }

    /// How many values an aggregate is made of.
    fn given_in_group(&mut self, grouped: &Grouped, to: TableId) -> Option<ValueId> {
        let counted =
            Grouped { asked: Asked::Of(Statistic::Fold(How::CountGiven)), least: 0, ..grouped.clone() };
        grouped.value.as_ref().map(|_| self.grouped(&counted, to))
    }

    /// The place of a group among those found; a new one where it is not there.
    fn group_of(
        &mut self,
        keys: &[Typed],
        rows: Option<FormId>,
        table: TableId,
        found: &mut Vec<LoweredGroup>,
    ) -> usize {
        let shown = self.keys_shown(keys);
        let same = |group: &LoweredGroup| {
            let own = group.keys.iter().map(|(key, _)| &key.kind);
            group.rows == rows && group.table == table && own.eq(shown.iter().map(|key| &key.kind))
        };
        if let Some(place) = found.iter().position(same) {
            return place;
        }
        let everything = Grouped {
            asked: Asked::Of(Statistic::Fold(How::Count)),
            rows,
            value: None,
            keep: None,
            keys: keys.to_vec(),
            least: 0,
        };
        let size = self.grouped(&everything, table);
        let (statistics, common) = (Vec::new(), Vec::new());
        let keys = shown.into_iter().map(|key| {
            let value = self.key_shown(&key, table);
            (key, value)
        });
        let (keys, listed) = (keys.collect(), Listed::None);
        found.push(LoweredGroup { keys, rows, table, size, listed, statistics, common });
        found.len() - 1
    }
}
