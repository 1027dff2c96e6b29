//! What a form says of its fields together: row keys, field groups, named values, columns that are rows; and the
//! marks of a field.

use shensuan_diagnostics::codes::{names as name_codes, rulebook as codes, types};
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::tree::{
    ColumnsDecl, FieldDecl, FieldGroupDecl, FormDecl, Ident, NamedValuesDecl, Names, Node,
};
use shensuan_syntax::tree_expr::Path;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{
    ColumnsRow, Field, FieldGroup, FieldId, FieldType, Form, FormId, Name, NamedValues, Rows,
};

use super::declare::name;
use super::expr::truth;
use super::names::{Found, Target, Wanted};
use super::{Checker, Context, at};
use crate::typed::{Kind, Scope, Typed};

/// A field has at most so many marks.
const MARKS: usize = 100;

/// Whether a cell that holds this text holds a number: `80%` and `1,200` do.
fn reads_as_a_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['%', '‰']);
    let digits: String = bare.chars().filter(|c| *c != ',' && *c != ' ').collect();
    digits.contains(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

impl Checker {
    /// The field of a key; a text that nothing more is said of where the form does not declare it.
    pub(super) fn key_field(&mut self, key: &Ident, form: FormId) -> FieldId {
        let declared = self.names.get(&key.value).iter().find_map(|(target, _)| match target {
            Target::Field(field) if self.vocab.field(*field).form == form => Some(*field),
            _ => None,
        });
        declared.unwrap_or_else(|| {
            let name = Name::new(key.value.clone(), []);
            let id = self.vocab.add_field(Field::new(name.clone(), form, FieldType::Text, key.span));
            self.names.add(&name, Target::Field(id), key.span, false);
            if self.names.is_poisoned(&key.value) {
                self.unread.insert(id); // its own line could not be read
            }
            id
        })
    }

    /// The marks of a field: texts that are no numbers, of a field that holds numbers.
    pub(super) fn marks(&mut self, declared: &FieldDecl, kind: &FieldType) -> Vec<String> {
        let Some(first) = declared.marks.first() else { return Vec::new() };
        let numeric = match kind {
            FieldType::Number(_)
            | FieldType::Quantity(_)
            | FieldType::Integer
            | FieldType::Percent
            | FieldType::Date => true,
            FieldType::Formula(_)
            | FieldType::Text
            | FieldType::Code(_)
            | FieldType::YesNo
            | FieldType::Period
            | FieldType::Coordinates
            | FieldType::Outline => false,
        };
        if !numeric || declared.marks.len() > MARKS {
            let field = declared.names.name.value.as_str();
            self.say(at(codes::MARKS_OF_TEXT, first.span).with("field", field).with("limit", MARKS));
            return Vec::new();
        }
        let mut marks = Vec::new();
        for mark in &declared.marks {
            let folded = fold_text(&mark.value);
            if let Some(before) = declared.marks.iter().find(|known| fold_text(&known.value) == folded)
                && before.span != mark.span
            {
                let again = at(codes::MARK_TWICE, mark.span).with("mark", mark.value.as_str());
                self.say(again.label(before.span, name_codes::FIRST_DECLARED_HERE));
            } else if folded.is_empty() {
                self.say(at(codes::MARK_IS_EMPTY, mark.span).help(codes::BLANKS_ARE_OPTIONAL));
            } else if reads_as_a_number(&folded) {
                self.say(
                    at(codes::MARK_IS_A_NUMBER, mark.span)
                        .with("mark", mark.value.as_str())
                        .help(codes::MARK_WITH_LETTERS),
                );
            } else {
                marks.push(mark.value.clone());
            }
        }
        marks
    }

    /// `income = "NA"`, where the field declares that mark.
    pub(super) fn mark_comparison(
        &mut self,
        field: FieldId,
        scope: Scope,
        negated: bool,
        literal: &Node<String>,
        span: Span,
    ) -> Option<Typed> {
        let marks = self.vocab.field(field).marks.clone();
        let wanted = fold_text(&literal.value);
        let place = marks.iter().position(|mark| fold_text(mark) == wanted);
        let Some(number) = place.and_then(|place| u8::try_from(place + 1).ok()) else {
            let mut said = at(types::NO_SUCH_MARK, literal.span)
                .with("mark", literal.value.as_str())
                .with("field", self.vocab.field(field).name.declared().to_owned());
            let near = self.nearest(&literal.value, marks.iter().map(String::as_str));
            said = if near.is_empty() {
                said.help(types::DECLARE_THE_MARK.with("mark", literal.value.as_str()))
            } else {
                said.help(name_codes::DID_YOU_MEAN.with("names", near))
            };
            return self.refuse(said);
        };
        let asked = truth(Kind::Mark(field, number), scope, span);
        Some(if negated { truth(Kind::Not(Box::new(asked)), scope, span) } else { asked })
    }

    /// A field of this form.
    fn own_field(&mut self, named: &Ident, form: FormId) -> Option<FieldId> {
        let path = Path { parts: vec![named.clone()], span: named.span };
        match self.resolve(&path, Wanted::Value, &Context::of_rows(Some(form)))? {
            Found::Target(Target::Field(field)) if self.vocab.field(field).form == form => Some(field),
            Found::Target(_) | Found::Let(_) => {
                let of = Both::of(&self.vocab.form(form).name);
                let said = at(codes::CELL_OF_ANOTHER_FORM, named.span);
                self.refuse(said.with("field", named.value.as_str()).with("form", of))
            }
        }
    }

    /// `field group 处置量 = M10 to M99`.
    pub(super) fn field_group(&mut self, declared: &FieldGroupDecl, form: FormId) {
        let (first, last) = (self.own_field(&declared.first, form), self.own_field(&declared.last, form));
        let called = name(&declared.names);
        let (Some(first), Some(last)) = (first, last) else {
            return self.poison_names(&declared.names);
        };
        let fields = self.vocab.form(form).fields.clone();
        let place = |field| fields.iter().position(|known| *known == field).unwrap_or(0);
        let (from, to) = (place(first), place(last));
        if from > to {
            let last = declared.last.value.as_str();
            let said = at(codes::GROUP_RUNS_BACKWARDS, declared.last.span).with("last", last);
            self.say(
                said.with("first", declared.first.value.as_str()).help(
                    codes::GROUP_FORWARDS.with("first", declared.first.value.as_str()).with("last", last),
                ),
            );
            return self.poison_names(&declared.names);
        }
        let members: Vec<FieldId> = fields.get(from..=to).unwrap_or(&[]).to_vec();
        if let Some(odd) = self.of_another_type(&members) {
            self.say(
                at(codes::GROUP_OF_TWO_TYPES, declared.names.name.span)
                    .with("group", declared.names.name.value.as_str())
                    .with("field", self.vocab.field(odd).name.declared().to_owned())
                    .label(self.vocab.field(odd).span, name_codes::DECLARED_HERE),
            );
            return self.poison_names(&declared.names);
        }
        let at = self.vocab.add_group(FieldGroup { name: called.clone(), form, fields: members });
        self.names.add(&called, Target::Group(at), declared.names.name.span, false);
    }

    /// The first of some fields that is of another type than the first.
    fn of_another_type(&self, fields: &[FieldId]) -> Option<FieldId> {
        let first = fields.first()?;
        let kind = |field: &FieldId| &self.vocab.field(*field).kind;
        let alike = |a: &FieldType, b: &FieldType| match (a, b) {
            (FieldType::Number(a), FieldType::Number(b)) => a.dimension() == b.dimension(),
            (FieldType::Quantity(_), FieldType::Quantity(_)) => true,
            (a, b) => a == b,
        };
        fields.iter().copied().find(|field| !alike(kind(first), kind(field)))
    }

    fn poison_names(&mut self, names: &Names) {
        let all: Vec<String> =
            std::iter::once(&names.name).chain(&names.also).map(|name| name.value.clone()).collect();
        self.names.poison(&all);
    }

    /// `named values 运行参数 from (参数1名称, 参数1数值, 参数1单位)`.
    pub(super) fn named_values(&mut self, declared: &NamedValuesDecl, form: FormId) {
        let mut slots = Vec::new();
        for slot in &declared.slots {
            let fields: Vec<Option<FieldId>> = slot.iter().map(|field| self.own_field(field, form)).collect();
            let Some(fields) = fields.into_iter().collect::<Option<Vec<FieldId>>>() else {
                return self.poison_names(&declared.names);
            };
            let textual =
                |field: FieldId| matches!(self.vocab.field(field).kind, FieldType::Text | FieldType::Code(_));
            let numeric = |field: FieldId| {
                matches!(self.vocab.field(field).kind, FieldType::Number(_) | FieldType::Quantity(_))
            };
            match *fields.as_slice() {
                [name, value] if textual(name) && numeric(value) => slots.push((name, value)),
                [name, value, unit] if textual(name) && numeric(value) && textual(unit) => {
                    self.vocab.set_kind(value, FieldType::Quantity(unit));
                    slots.push((name, value));
                }
                _ => {
                    let span = slot.first().map_or(declared.names.name.span, |field| field.span);
                    self.say(at(codes::NAMED_VALUE_SHAPE, span).help(codes::NAMED_VALUE_EXAMPLE));
                    return self.poison_names(&declared.names);
                }
            }
        }
        let called = name(&declared.names);
        let at = self.vocab.add_named(NamedValues { name: called.clone(), form, slots });
        self.names.add(&called, Target::Named(at), declared.names.name.span, false);
    }

    /// `rows 污染物量 from "化学需氧量" (化学需氧量产生量, 化学需氧量排放量), … as 污染物, 产生量, 排放量`.
    pub(super) fn rows_of_columns(&mut self, declared: &FormDecl, columns: &ColumnsDecl, form: FormId) {
        let span = declared.names.name.span;
        let mut rows: Vec<ColumnsRow> = Vec::new();
        for (text, cells) in &columns.rows {
            let found: Vec<Option<FieldId>> = cells.iter().map(|cell| self.own_field(cell, form)).collect();
            let Some(found) = found.into_iter().collect::<Option<Vec<FieldId>>>() else {
                return self.poison_rows(declared, columns);
            };
            if found.len() + 1 != columns.names.len() {
                self.columns_do_not_fit(text.span, columns.names.len(), found.len());
                return self.poison_rows(declared, columns);
            }
            rows.push(ColumnsRow { text: text.value.clone(), cells: found });
        }
        let slots = columns.names.len().saturating_sub(1);
        for slot in 0..slots {
            let column: Vec<FieldId> = rows.iter().filter_map(|row| row.cells.get(slot).copied()).collect();
            if let Some(odd) = self.of_another_type(&column) {
                let group = columns.names.get(slot + 1);
                self.say(
                    at(codes::GROUP_OF_TWO_TYPES, group.map_or(span, |names| names.name.span))
                        .with("group", group.map_or("", |names| names.name.value.as_str()))
                        .with("field", self.vocab.field(odd).name.declared().to_owned())
                        .label(self.vocab.field(odd).span, name_codes::DECLARED_HERE),
                );
                return self.poison_rows(declared, columns);
            }
        }
        self.once_in(&declared.names, Some(form));
        let called = name(&declared.names);
        let id = self.vocab.add_form(Form::new(called.clone(), None, Rows::Many, Some(form), span));
        self.names.add(&called, Target::Form(id), span, false);
        let mut quantities = Vec::new();
        for (slot, names) in columns.names.iter().enumerate() {
            let (name, span) = (name(names), names.name.span);
            let source = slot.checked_sub(1).and_then(|slot| rows.first()?.cells.get(slot).copied());
            let field = match source {
                Some(source) => Field { name: name.clone(), form: id, ..self.vocab.field(source).clone() },
                None => Field::new(name.clone(), id, FieldType::Text, span),
            };
            let private = slot.checked_sub(1).is_some_and(|slot| self.has_private(&rows, slot));
            let field = Field { span, required: false, private, ..field };
            let field = self.vocab.add_field(field);
            self.names.add(&name, Target::Field(field), span, false);
            if let (FieldType::Quantity(_), Some(slot)) = (&self.vocab.field(field).kind, slot.checked_sub(1))
            {
                quantities.push((field, slot));
            }
        }
        for (field, slot) in quantities {
            self.unit_of_columns(field, slot, &mut rows);
        }
        self.vocab.set_rows(id, Vec::new(), rows);
    }

    /// Whether one of the columns that a field is made of is private.
    fn has_private(&self, rows: &[ColumnsRow], slot: usize) -> bool {
        rows.iter().filter_map(|row| row.cells.get(slot)).any(|cell| self.vocab.field(*cell).private)
    }

    /// The units of quantities that are made of columns stand in the same rows, in a field without a name of ours.
    fn unit_of_columns(&mut self, quantity: FieldId, slot: usize, rows: &mut [ColumnsRow]) {
        let mut unit = None;
        for row in rows.iter_mut() {
            let source = row.cells.get(slot).map(|cell| &self.vocab.field(*cell).kind);
            let Some(FieldType::Quantity(source)) = source.cloned() else { continue };
            unit = unit.or(Some(source));
            row.cells.push(source);
        }
        let Some(unit) = unit else { return };
        let form = self.vocab.field(quantity).form;
        let field = Field { form, required: false, ..self.vocab.field(unit).clone() };
        let field = self.vocab.add_field(field);
        self.vocab.set_kind(quantity, FieldType::Quantity(field));
    }

    /// Where columns stand that are rows: in the form, or in the last group of its rows that has all of them.
    pub(super) fn home_of_columns(&self, columns: &ColumnsDecl, form: FormId) -> FormId {
        let owners = |cell: &Ident| -> Vec<FormId> {
            let known = self.names.get(&cell.value).iter();
            known.filter_map(|(target, _)| self.owner_of(*target)).collect()
        };
        let cells: Vec<Vec<FormId>> = columns.rows.iter().flat_map(|(_, cells)| cells).map(owners).collect();
        let has_all = |home: &FormId| cells.iter().all(|owners| owners.contains(home));
        let filed = |(_, group): &(FormId, &Form)| group.parent == Some(form) && !group.is_made_of_columns();
        let groups: Vec<FormId> = self.vocab.forms().filter(filed).map(|(id, _)| id).collect();
        if has_all(&form) { form } else { groups.into_iter().rev().find(has_all).unwrap_or(form) }
    }

    fn owner_of(&self, target: Target) -> Option<FormId> {
        if let Target::Field(field) = target { Some(self.vocab.field(field).form) } else { None }
    }

    fn columns_do_not_fit(&mut self, span: Span, names: usize, found: usize) {
        let said = at(codes::COLUMNS_DO_NOT_FIT, span);
        self.say(said.with("wanted", names.saturating_sub(1)).with("found", found));
    }

    fn poison_rows(&mut self, declared: &FormDecl, columns: &ColumnsDecl) {
        self.poison_names(&declared.names);
        columns.names.iter().for_each(|names| self.poison_names(names));
    }
}
