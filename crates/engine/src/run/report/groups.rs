//! The groups that a finding names: what they are made by, how large they are, what was asked of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use shensuan_diagnostics::{Localised, Span};
use shensuan_findings::{Group, GroupKey, GroupStatistic, HIDDEN, Member, percent, readable};
use shensuan_model::{
    Asked, Common, GroupStatistic as Statistic, Kind, Listed, Literal, LoweredGroup, LoweredRule, TextValue,
    Type, Typed, ends,
};
use shensuan_plan::{Scalar, TableId, Tracer, ValueId};
use shensuan_vocab::{FieldId, Rows};

use super::evidence::{SHOWN_ROWS, day};
use super::{Alike, Item, Report};
use crate::run::cells::Content;

impl Report<'_> {
    /// The groups of an item, as far as it has one.
    pub(super) fn groups(&self, lowered: &LoweredRule, item: Item, tracer: &mut Tracer<'_>) -> Vec<Group> {
        lowered.groups.iter().filter_map(|group| self.group(group, item, tracer)).collect()
    }

    fn group(&self, group: &LoweredGroup, item: Item, tracer: &mut Tracer<'_>) -> Option<Group> {
        let row = match group.table {
            table if table == item.table => item.row,
            TableId(0) => item.subject,
            _ => return None,
        };
        let size = whole(tracer.number(group.size, row)?);
        let keys = group.keys.iter().map(|(key, value)| self.group_key(key, *value, row, item, tracer));
        let keys = keys.collect::<Option<Vec<_>>>()?;
        let members = group.rows.map_or_else(|| self.subject_word(), |form| self.form_name(form));
        // The count of all members has been said.
        let asked = group.statistics.iter().filter(|asked| asked.value != group.size);
        let statistics = asked.map(|asked| self.group_statistic(asked, row, item, tracer)).collect();
        let absent = group.common.iter().flat_map(|(common, step)| self.absent(common, *step, item, tracer));
        let absent = absent.collect();
        let named = self.named(group, row, item, tracer);
        let named_left_out = named.len().saturating_sub(SHOWN_ROWS);
        let named = named.into_iter().take(SHOWN_ROWS).map(|row| self.member(group, row, item)).collect();
        let of_rows = group.rows.is_some();
        Some(Group { keys, members, of_rows, size, named, named_left_out, statistics, absent })
    }

    /// The members of a group that a finding names, as rows of their table.
    fn named(&self, group: &LoweredGroup, row: usize, item: Item, tracer: &mut Tracer<'_>) -> Vec<usize> {
        match group.listed {
            Listed::None => Vec::new(),
            Listed::Rows(table) => {
                self.frame.child_rows(&self.ready.lowered.plan, table, item.table, item.row).collect()
            }
            Listed::All(key) | Listed::Twins(key) => {
                let Some(number) = tracer.number(key, row) else { return Vec::new() };
                let alike = self.alike_rows(key, group.table, tracer);
                let twins = alike.get(&(number + 0.0).to_bits());
                twins
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|twin| group.listed == Listed::All(key) || *twin != row)
                    .collect()
            }
        }
    }

    /// The rows of a table by the number of their group; each is looked at once.
    pub(super) fn alike_rows(&self, key: ValueId, table: TableId, tracer: &mut Tracer<'_>) -> Rc<Alike> {
        if let Some(known) = self.twins.borrow().get(&(key, table)) {
            return Rc::clone(known);
        }
        let mut rows = Alike::new();
        for row in 0..self.frame.rows(table) {
            if let Some(number) = tracer.number(key, row) {
                rows.entry((number + 0.0).to_bits()).or_default().push(row);
            }
        }
        let rows = Rc::new(rows);
        self.twins.borrow_mut().insert((key, table), Rc::clone(&rows));
        rows
    }

    /// A member of a group: whose it is, where that is another subject's, and where it stands.
    fn member(&self, group: &LoweredGroup, row: usize, item: Item) -> Member {
        let table = match group.listed {
            Listed::Rows(table) => table,
            Listed::None | Listed::All(_) | Listed::Twins(_) => group.table,
        };
        let subject = self.item(table, row).subject;
        // A group of subjects is nobody's: each is named.
        let other = subject != item.subject || matches!(group.listed, Listed::All(_));
        let form = self.form(table);
        Member {
            subject: if other { self.subject_key(subject) } else { String::new() },
            name: self.name(subject).filter(|_| other),
            cell: form.map_or_else(|| self.home(subject), |form| self.cell(form, row)),
        }
    }

    fn group_key(
        &self,
        key: &Typed,
        value: Option<ValueId>,
        row: usize,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Option<GroupKey> {
        let name = self.name_of(key);
        if self.is_made_of_private(key) {
            return Some(GroupKey { name, value: HIDDEN.to_owned() });
        }
        let chosen = value.filter(|_| key.ty.is_text()).map(|value| tracer.number(value, row));
        let key = match chosen {
            Some(which) => self.end_chosen(key, which?)?,
            None => key,
        };
        let value = match (key.kind.cell(), value.filter(|_| !key.ty.is_text())) {
            _ if let Kind::Words(text) = &key.kind => self.words_of_key(text, key),
            (Some(field), None) => {
                let vocab = &self.ready.model.vocab;
                let of_subject = vocab.form(vocab.field(field).form).rows == Rows::One;
                self.key_text(field, &key.kind, if of_subject { item.subject } else { row })?
            }
            (_, Some(value)) => match tracer.scalar(value, row) {
                Scalar::Number(number) if key.ty == Type::Date => day(number?),
                Scalar::Number(number) => {
                    let (number, unit) = self.in_its_unit(number?, key, item);
                    // 90%, as in cells.
                    let blank = if unit.is_empty() || unit == "%" { "" } else { " " };
                    [readable(number), unit].join(blank)
                }
                Scalar::Truth(truth) => self.yes_or_no(truth?),
            },
            (None, None) => return None,
        };
        Some(GroupKey { name, value })
    }

    pub(super) fn yes_or_no(&self, truth: bool) -> String {
        if truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") }.to_owned()
    }

    /// The text of a field, or what is made of it, in a row of its table; a code with its name.
    pub(super) fn key_text(&self, field: FieldId, kind: &Kind, row: usize) -> Option<String> {
        let vocab = &self.ready.model.vocab;
        let content = match vocab.form(vocab.field(field).form).rows {
            Rows::One => self.cells.of_subject(field, row),
            Rows::Many => self.cells.at(field, row),
        };
        let Kind::Text(made) = kind else { return self.text(field, &content) };
        let Content::Text(text) = content else { return None };
        let text = made.of(vocab, text)?;
        let entry = made.list.and_then(|list| vocab.list(list).find(&text));
        let name = entry.map(|entry| entry.name.as_str()).filter(|name| !name.is_empty() && *name != text);
        Some(name.map_or_else(|| text.clone(), |name| format!("{text} {name}")))
    }

    /// The text that was chosen, by its place among the ends.
    pub(super) fn end_chosen<'t>(&self, text: &'t Typed, which: f64) -> Option<&'t Typed> {
        (0_u32..).zip(ends(text)).find(|(place, _)| f64::from(*place) == which).map(|(_, end)| end)
    }

    /// A text that is written out, a code with its name.
    pub(super) fn words_of_key(&self, text: &str, key: &Typed) -> String {
        let Type::Code(list) = key.ty else { return text.to_owned() };
        let entry = self.ready.model.vocab.list(list).find(text);
        let name = entry.map(|entry| entry.name.as_str()).filter(|name| !name.is_empty() && *name != text);
        name.map_or_else(|| text.to_owned(), |name| format!("{text} {name}"))
    }

    /// What a value goes by: the name of its field or formula, else as it is written.
    pub(super) fn name_of(&self, value: &Typed) -> String {
        let vocab = &self.ready.model.vocab;
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => vocab.field(*field).name.in_lang(self.lang),
            Kind::Formula(id) => {
                self.ready.model.formula(*id).map_or_else(String::new, |known| known.name.in_lang(self.lang))
            }
            Kind::Text(text) => self.name_of_text(text).unwrap_or_else(|| self.as_written(value.span)),
            // A formula that is a text stands for what it is made of.
            Kind::Choose(..) if value.ty.is_text() => {
                let mut formulas = self.ready.model.formulas.iter();
                let named = formulas.find(|formula| formula.value.kind == value.kind);
                named.map_or_else(|| self.as_written(value.span), |known| known.name.in_lang(self.lang))
            }
            _ => self.as_written(value.span),
        }
    }

    /// What stands at a place, on one line.
    pub(super) fn as_written(&self, span: Span) -> String {
        let text = self.ready.sources.text(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// `行业代码.小类.名称`: the field, and the levels of the code that are taken of it, what it is called.
    fn name_of_text(&self, text: &TextValue) -> Option<String> {
        let vocab = &self.ready.model.vocab;
        let mut name = vocab.field(text.field).name.in_lang(self.lang);
        for step in &text.steps {
            let word = match step.arguments.as_slice() {
                [Literal::List(list), Literal::Whole(at)] => {
                    vocab.list(*list).levels.get(usize::try_from(*at).ok()?)?.in_lang(self.lang)
                }
                [Literal::List(_)] => step.behind_the_dot(self.lang)?.to_owned(),
                _ => return None,
            };
            name = format!("{name}.{word}");
        }
        Some(name)
    }

    fn group_statistic(
        &self,
        asked: &Statistic,
        row: usize,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> GroupStatistic {
        let (mut unit, mut needed) = (String::new(), None);
        let given = asked.given.and_then(|given| tracer.number(given, row)).map(whole);
        let value = match tracer.scalar(asked.value, row) {
            Scalar::Number(None) | Scalar::Truth(None) => {
                let least = least(&asked.asked);
                needed = given.and_then(|given| least.filter(|least| given < *least));
                None
            }
            Scalar::Number(Some(_)) | Scalar::Truth(Some(_)) if self.is_made_of_private(&asked.asked) => {
                Some(HIDDEN.to_owned())
            }
            Scalar::Number(Some(days)) if asked.asked.ty == Type::Date => Some(day(days)),
            Scalar::Number(Some(number)) => {
                let (number, own) = self.in_its_unit(number, &asked.asked, item);
                unit = own;
                Some(readable(number))
            }
            Scalar::Truth(Some(truth)) => Some(self.yes_or_no(truth)),
        };
        GroupStatistic { name: self.name_of_statistic(&asked.asked), value, unit, given, needed }
    }

    /// `中位数(强度)`, `分位数(强度, 90%)`.
    pub(super) fn name_of_statistic(&self, asked: &Typed) -> String {
        let Kind::Group(grouped) = &asked.kind else { return self.as_written(asked.span) };
        let value = grouped.value.as_ref().map_or_else(
            || grouped.rows.map_or_else(|| self.subject_word(), |form| self.form_name(form)),
            |value| self.name_of(value),
        );
        let keep = grouped.keep.as_ref().map_or_else(String::new, |keep| {
            let word = self.lang.pick("其中", "where");
            format!(" {word} {}", self.as_written(keep.span))
        });
        let share = match grouped.asked {
            Asked::Of(shensuan_plan::Statistic::Percentile(share)) => {
                format!(", {}%", readable(percent(share.get())))
            }
            Asked::Of(_) | Asked::Mean | Asked::Share => String::new(),
        };
        format!("{}({value}{keep}{share})", grouped.asked.name(self.lang))
    }

    /// What is common in the group of a subject and absent from its rows, as it stands where it is listed first.
    fn absent(&self, common: &Common, step: ValueId, item: Item, tracer: &mut Tracer<'_>) -> Vec<String> {
        if self.is_made_of_private(&common.listed) {
            return vec![HIDDEN.to_owned()];
        }
        let absent = tracer.absent(step, item.subject);
        if absent.is_empty() {
            return Vec::new();
        }
        let known = self.listed(common, step, tracer);
        absent.iter().filter_map(|number| known.get(&number.to_bits()).cloned()).collect()
    }

    /// The text of each number that rows of a form list; each list is made once.
    fn listed(&self, common: &Common, step: ValueId, tracer: &mut Tracer<'_>) -> BTreeMap<u64, String> {
        if let Some(known) = self.listed.borrow().get(&step) {
            return known.clone();
        }
        let mut texts = BTreeMap::new();
        if let (Some(field), Some(value)) = (common.listed.kind.cell(), listed_value(self, step)) {
            for row in 0..self.cells.row_count(common.rows) {
                if let Some(number) = tracer.number(value, row) {
                    let text = || self.key_text(field, &common.listed.kind, row).unwrap_or_default();
                    texts.entry((number + 0.0).to_bits()).or_insert_with(text);
                }
            }
        }
        self.listed.borrow_mut().insert(step, texts.clone());
        texts
    }
}

/// The value that a step finds common numbers of.
fn listed_value(report: &Report<'_>, step: ValueId) -> Option<ValueId> {
    match report.ready.lowered.plan.value(step)?.step {
        shensuan_plan::Step::Table(shensuan_plan::TableStep::Common { value, .. }) => Some(value),
        shensuan_plan::Step::Table(_) | shensuan_plan::Step::Row(_) => None,
    }
}

/// How many values an aggregate wants of its group.
pub(super) fn least(asked: &Typed) -> Option<usize> {
    match &asked.kind {
        Kind::Group(grouped) => usize::try_from(grouped.least).ok(),
        _ => None,
    }
}

/// A count, as the plan has it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of rows is a whole number, far below 2⁵³"
)]
pub(super) fn whole(count: f64) -> usize {
    count as usize
}
