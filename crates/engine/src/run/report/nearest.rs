//! Rows of external lists in findings: what they go by, and who is nearest to those that nobody is.

use std::collections::HashMap;
use std::collections::btree_map::Entry;

use shensuan_findings::{Evidence, State, decimals};
use shensuan_model::{JoinKey, Kind, LoweredRule, Rule, TextValue, Typed};
use shensuan_plan::{InputId, TableId};
use shensuan_vocab::{FieldId, FieldType, FormId, Origin, Rows};

use super::{Item, NOBODY, Report};
use crate::run::alike::Scratch;
use crate::run::cells::Content;
use crate::run::everywhere::Names;
use crate::run::likenesses::{Texts, table_of};

/// Who is less alike than this is nobody's nearest.
const LEAST: f64 = 0.6;

/// They are sought among those at least so alike, then further away.
const STEPS: [f64; 4] = [0.9, 0.8, 0.7, LEAST];

/// Names laid out to find the nearest.
pub(super) struct Nearest<'r> {
    of: FormId,
    field: FieldId,
    /// The names that are asked, as they count.
    asked: Texts<'r>,
    asked_of: FieldId,
    names: Names,
    scratch: Scratch,
    /// By the number of what is asked: who, and how alike.
    known: HashMap<u32, Option<(u32, f64)>>,
}

impl Nearest<'_> {
    fn find(&mut self, place: usize) -> Option<(usize, f64)> {
        let asked = self.asked.at(place)?;
        let Self { names, scratch, asked: texts, .. } = self;
        let mut find =
            || STEPS.into_iter().find_map(|least| names.nearest(scratch, texts.text(asked), least));
        let found = *self.known.entry(asked).or_insert_with(&mut find);
        found.map(|(row, alike)| (row as usize, alike))
    }
}

impl<'r> Report<'r> {
    /// The table whose row an item is, where it is nobody's.
    fn list_of(&self, item: Item) -> Option<FormId> {
        self.form(item.table).filter(|_| item.subject == NOBODY)
    }

    /// The district of a subject; of a row of a list what it states in the first field of the same code list.
    pub(super) fn district_of(&self, item: Item) -> Option<String> {
        let districts = self.districts?;
        let Some(list) = self.list_of(item) else { return self.district(item.subject) };
        let vocab = &self.ready.model.vocab;
        let FieldType::Code(codes) = vocab.field(districts).kind else { return None };
        let of_codes = |field: &&FieldId| vocab.field(**field).kind == FieldType::Code(codes);
        self.stated(*vocab.form(list).fields.iter().find(of_codes)?, item.row)
    }

    /// What a subject is called; of a row of a list what it states in the field that goes by the name of that field.
    pub(super) fn name_of_item(&self, item: Item) -> Option<String> {
        let Some(list) = self.list_of(item) else { return self.name(item.subject) };
        let vocab = &self.ready.model.vocab;
        let called = vocab.field(self.ready.named.name?);
        let alike = |field: &&FieldId| {
            let mut names = vocab.field(**field).name.all();
            names.any(|name| called.name.all().any(|known| known == name))
        };
        self.stated(*vocab.form(list).fields.iter().find(alike)?, item.row)
    }

    /// What a row of a list states in a field.
    fn stated(&self, field: FieldId, row: usize) -> Option<String> {
        let private = self.ready.model.vocab.field(field).private;
        self.text(field, &self.cells.at(field, row)).filter(|_| !private)
    }

    /// The cells that tell a row of a list from others.
    pub(super) fn key_of_list(&self, lowered: &LoweredRule, item: Item) -> Vec<Evidence> {
        let list = self.form(lowered.table).filter(|_| item.subject == NOBODY);
        let reference = list.and_then(|list| self.ready.model.vocab.reference(list));
        let mut shown = Vec::new();
        for key in reference.into_iter().flat_map(|reference| &reference.keys) {
            self.cells_of(key.field, item, &mut shown);
        }
        shown
    }

    /// Whether a field is among those.
    pub(super) fn is_key_of_list(&self, field: FieldId) -> bool {
        let vocab = &self.ready.model.vocab;
        let reference = vocab.reference(vocab.field(field).form);
        reference.is_some_and(|reference| reference.keys.iter().any(|key| key.field == field))
    }

    /// The row of a field's form in which a row of a table stands; the subject for a form that has one row.
    pub(super) fn place_above(&self, field: FieldId, table: TableId, row: usize) -> Option<usize> {
        let vocab = &self.ready.model.vocab;
        let own = table_of(vocab, &self.ready.lowered, vocab.field(field).form);
        self.frame.parent_row(&self.ready.lowered.plan, table, row, own)
    }

    /// The blank ones of two texts that are held against each other in a row.
    pub(super) fn blank_texts(&self, likeness: u32, input: InputId, row: usize) -> Vec<(FieldId, usize)> {
        let lowered = &self.ready.lowered;
        let table = lowered.plan.input(input).map(|input| input.table);
        let asked = lowered.likenesses.get(likeness as usize).into_iter();
        let texts = asked.flat_map(|asked| [&asked.left, &asked.right]);
        let cells = texts.filter_map(|text| Some((text.field, self.place_above(text.field, table?, row)?)));
        cells.filter(|(field, place)| self.content(*field, *place) == Content::Missing).collect()
    }

    /// Of those that a rule looks for by name and does not find: who is nearest, by what name, and how alike.
    pub(super) fn nearest(&self, rule: &Rule, item: Item, into: &mut Vec<Evidence>) {
        let mut looked_for = Vec::new();
        for check in &rule.checks {
            self.looked_for(&check.holds, &mut looked_for);
        }
        for copy in looked_for {
            let plan = &self.ready.lowered.plan;
            let own = table_of(&self.ready.model.vocab, &self.ready.lowered, copy);
            let stands_here = plan.table(own).and_then(|table| table.parent) == Some(item.table);
            if stands_here && self.frame.child_rows(plan, own, item.table, item.row).is_empty() {
                into.extend(self.nearest_of(copy, item));
            }
        }
    }

    /// The rows that a value looks for by name.
    fn looked_for(&self, value: &Typed, into: &mut Vec<FormId>) {
        if let Kind::Fold { rows, .. } = &value.kind
            && self.by_name(*rows).is_some()
            && !into.contains(rows)
        {
            into.push(*rows);
        }
        value.kind.inside().into_iter().for_each(|inner| self.looked_for(inner, into));
    }

    fn by_name(&self, copy: FormId) -> Option<(FormId, &'r TextValue, &'r TextValue, &'r [String])> {
        let join = self.ready.model.joins.get(&copy)?;
        join.ways.iter().flatten().find_map(|key| match key {
            JoinKey::Alike { beside, own, without, .. } => Some((join.of, beside, own, without.as_slice())),
            JoinKey::Equal(..) => None,
        })
    }

    fn lay(&self, copy: FormId) -> Option<Nearest<'r>> {
        let model = &self.ready.model;
        let (of, beside, own, without) = self.by_name(copy)?;
        let subjects = model.vocab.form(of).origin == Origin::Subjects;
        let all = if subjects { self.cells.data.subjects.len() } else { self.cells.row_count(of) };
        Some(Nearest {
            of,
            field: own.field,
            asked: Texts::new(model, self.cells, beside, without, 1),
            asked_of: beside.field,
            names: Names::new(model, self.cells, (own, without), all, 1),
            scratch: Scratch::default(),
            known: HashMap::new(),
        })
    }

    fn nearest_of(&self, copy: FormId, item: Item) -> Option<Evidence> {
        let model = &self.ready.model;
        let mut known = self.nearest.borrow_mut();
        let laid = match known.entry(copy) {
            Entry::Occupied(laid) => laid.into_mut(),
            Entry::Vacant(free) => free.insert(self.lay(copy)?),
        };
        let (of, field) = (laid.of, laid.field);
        if model.vocab.field(field).private {
            return None;
        }
        let (found, alike) = laid.find(self.place_above(laid.asked_of, item.table, item.row)?)?;
        let one = model.vocab.form(model.vocab.field(field).form).rows == Rows::One;
        let mut cells = Vec::new();
        if one {
            self.cells_of_subject(field, found, &mut cells);
        } else {
            cells.push(self.filed(field, found));
        }
        let cell = cells.into_iter().next()?;
        let key = if one { self.subject_key(found) } else { self.key_of_row(of, found) };
        // A list that is looked up by nothing has no key.
        let who = [self.form_name(of), key].join(" ");
        let who = who.trim_end();
        let (name, alike) = (cell.name, decimals(alike, 2));
        let value = cell.value.unwrap_or_default();
        Some(Evidence {
            name: self.lang.pick(format!("最相近的{who}：{name}"), format!("nearest {who}: {name}")),
            value: Some(
                self.lang.pick(format!("{value}（相似度 {alike}）"), format!("{value} ({alike} alike)")),
            ),
            unit: String::new(),
            state: State::Given,
            cell: cell.cell,
        })
    }
}
