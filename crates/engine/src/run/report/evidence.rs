//! What a finding shows: cells and computed values, each with its unit and its place.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression have a part in it")]

use shensuan_diagnostics::Localised;
use shensuan_diagnostics::codes::outline_data::CORNERS;
use shensuan_findings::{Evidence, HIDDEN, State, exact, percent, readable};
use shensuan_model::{FormulaId, Kind, TableSource, Type, Typed, is_percent};
use shensuan_plan::{Scalar, TableId, Tracer, ValueId};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{Date, FieldId, FieldType, FormId, Outline, Rows};

use super::why::Cause;
use super::{Item, Report};
use crate::run::cells::Content;

/// A number of days as the day it is.
pub(super) fn day(days: f64) -> String {
    Date::of_number(days).map_or_else(|| readable(days), |date| date.to_string())
}

/// Cells shown of a field that a rule aggregates.
pub(super) const SHOWN_ROWS: usize = 20;

impl Report<'_> {
    /// The cells of a field that an item looks at: its own, its subject's, or all of its subject's rows. Of a private
    /// field only those that are not as they should be.
    pub(super) fn cells_of(&self, field: FieldId, item: Item, into: &mut Vec<Evidence>) {
        let declared = self.ready.model.vocab.field(field);
        let form = declared.form;
        let mut cells = Vec::new();
        if self.ready.model.vocab.form(form).rows == Rows::One {
            self.cells_of_subject(field, item.subject, &mut cells);
        } else {
            for row in self.rows_seen(form, item).take(SHOWN_ROWS) {
                cells.push(self.filed(field, row));
            }
        }
        into.extend(cells.into_iter().filter(|evidence| !declared.private || !evidence.state.is_given()));
    }

    /// The rows of a form that an item looks at: its own one, the one it stands in, those that stand in it; else all of
    /// its subject's.
    pub(super) fn rows_seen(&self, form: FormId, item: Item) -> std::ops::Range<usize> {
        let lowered = &self.ready.lowered;
        let is =
            |known: &TableSource| *known == TableSource::Rows(form) || *known == TableSource::Apart(form);
        let own = lowered.tables.iter().position(is);
        let Some(own) = own.and_then(|own| u32::try_from(own).ok()).map(TableId) else {
            return self.cells.rows_of(form, item.subject);
        };
        if let Some(row) = self.frame.parent_row(&lowered.plan, item.table, item.row, own) {
            return row..row + 1;
        }
        let mut both = (item.table, item.row);
        while lowered.plan.path(both.0, own).is_none() {
            let above = lowered.plan.table(both.0).and_then(|table| table.parent);
            let Some(above) = above else { break };
            let Some(row) = self.frame.parent_row(&lowered.plan, both.0, both.1, above) else { break };
            both = (above, row);
        }
        self.frame.child_rows(&lowered.plan, own, both.0, both.1)
    }

    /// A cell of a form with many rows as it was filed: one that is made of a column as that column.
    pub(super) fn filed(&self, field: FieldId, row: usize) -> Evidence {
        let (field, row) = self.cells.filed_as(field, row);
        self.evidence(field, &self.cells.at(field, row), Some(row))
    }

    /// The cells of a field of a form with one row: one for each row that the subject filed all the same.
    pub(super) fn cells_of_subject(&self, field: FieldId, subject: usize, into: &mut Vec<Evidence>) {
        let form = self.ready.model.vocab.field(field).form;
        let rows = self.cells.rows_of(form, subject);
        if rows.is_empty() {
            let mut absent = self.evidence(field, &Content::Missing, None);
            absent.state = State::NotFiled;
            into.push(absent);
            return;
        }
        let conflict = self.cells.of_subject(field, subject) == Content::Conflicting;
        for row in rows {
            let mut evidence = self.evidence(field, &self.cells.at(field, row), Some(row));
            if conflict {
                if evidence.state == State::Missing {
                    evidence.value = Some(self.lang.pick("空白", "blank").to_owned());
                }
                evidence.state = State::Conflicting;
            }
            into.push(evidence);
        }
    }

    /// The rows of a form with one row, where a subject filed it more than once.
    pub(super) fn filed_twice(&self, form: FormId, subject: usize, into: &mut Vec<Evidence>) {
        let rows = self.cells.rows_of(form, subject);
        let count = rows.len();
        if count < 2 {
            return;
        }
        for (index, row) in rows.enumerate() {
            let which = index + 1;
            into.push(Evidence {
                name: self.form_name(form),
                value: Some(
                    self.lang.pick(format!("第 {which} 份，共 {count} 份"), format!("{which} of {count}")),
                ),
                unit: String::new(),
                state: State::Given,
                cell: self.cell(form, row),
            });
        }
    }

    /// How many cells of a field an item looks at and `cells_of` does not show.
    pub(super) fn cells_left_out(&self, field: FieldId, item: Item) -> usize {
        let declared = self.ready.model.vocab.field(field);
        if declared.private || self.ready.model.vocab.form(declared.form).rows == Rows::One {
            return 0;
        }
        self.rows_seen(declared.form, item).len().saturating_sub(SHOWN_ROWS)
    }

    /// What stands in row `at` of a field's form.
    pub(super) fn evidence(&self, field: FieldId, content: &Content<'_>, at: Option<usize>) -> Evidence {
        let cell = at.and_then(|row| self.field_cell(field, row));
        let declared = self.ready.model.vocab.field(field);
        let mut state = match content {
            Content::Number(_) | Content::YesNo(_) | Content::Text(_) | Content::Mark(_) => State::Given,
            Content::Missing => State::Missing,
            Content::Unreadable(_) => State::Unreadable,
            Content::Conflicting => State::Conflicting,
        };
        let mut unit = String::new();
        if let (FieldType::Number(own), Content::Number(_)) = (&declared.kind, content) {
            unit = self.lang.pick(own.in_zh(), own.in_en());
        }
        if let (Some(of), Content::Number(_) | Content::Text(_)) = (declared.kind.unit_field(), content) {
            unit = self.unit_text(of, at);
            if self.ready.model.units.parse(&unit).is_err() {
                state = State::UnitUnknown;
            }
        }
        let private = self.hides(field) && !matches!(content, Content::Missing | Content::Conflicting);
        Evidence {
            name: declared.name.in_lang(self.lang),
            value: if private { Some(HIDDEN.to_owned()) } else { self.text(field, content) },
            unit: if private { String::new() } else { unit },
            state,
            cell,
        }
    }

    /// A cell as text, as it was filed: a percent with its sign, a code with its name.
    pub(super) fn text(&self, field: FieldId, content: &Content<'_>) -> Option<String> {
        let declared = self.ready.model.vocab.field(field);
        match content {
            Content::Number(ratio) if declared.kind == FieldType::Percent => {
                Some(format!("{}%", exact(percent(*ratio))))
            }
            Content::Number(days) if declared.kind == FieldType::Date => Some(day(*days)),
            Content::Number(number) => Some(exact(*number)),
            Content::YesNo(truth) => {
                Some(if *truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") }.to_owned())
            }
            Content::Text(text) => match &declared.kind {
                FieldType::Outline => Some(CORNERS.with("count", Outline::corners_in(text)).text(self.lang)),
                FieldType::Code(list) => {
                    let entry = self.ready.model.vocab.list(*list).find(text);
                    Some(match entry {
                        Some(entry) if !entry.name.is_empty() && entry.name != *text => {
                            format!("{text} {}", entry.name)
                        }
                        _ => (*text).to_owned(),
                    })
                }
                FieldType::Number(_)
                | FieldType::Quantity(_)
                | FieldType::Formula(_)
                | FieldType::Integer
                | FieldType::Percent
                | FieldType::Text
                | FieldType::YesNo
                | FieldType::Date
                | FieldType::Period
                | FieldType::Coordinates => Some((*text).to_owned()),
            },
            Content::Unreadable(text) | Content::Mark(text) => Some((*text).to_owned()),
            Content::Missing | Content::Conflicting => None,
        }
    }

    /// A computed quantity at an item; none where it stands in rows that are not the item's.
    pub(super) fn computed(
        &self,
        id: FormulaId,
        value: ValueId,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Option<Evidence> {
        let formula = self.ready.model.formula(id)?;
        let table = self.ready.lowered.plan.value(value)?.table;
        let row = match table {
            None => 0,
            Some(table) => self.frame.parent_row(&self.ready.lowered.plan, item.table, item.row, table)?,
        };
        let (text, unit) = match tracer.scalar(value, row) {
            Scalar::Number(None) | Scalar::Truth(None) => (None, String::new()),
            Scalar::Number(Some(_)) | Scalar::Truth(Some(_)) if self.is_made_of_private(&formula.value) => {
                (Some(HIDDEN.to_owned()), String::new())
            }
            Scalar::Number(Some(days)) if formula.value.ty == Type::Date => (Some(day(days)), String::new()),
            Scalar::Number(Some(number)) => {
                let (number, unit) = self.in_its_unit(number, &formula.value, item);
                (Some(readable(number)), unit)
            }
            Scalar::Truth(Some(truth)) => {
                let word = if truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") };
                (Some(word.to_owned()), String::new())
            }
        };
        let state = match &text {
            Some(_) => State::Computed,
            None => self.first_state(&self.why(value, row, tracer)),
        };
        Some(Evidence { name: formula.name.in_lang(self.lang), unit, state, value: text, cell: None })
    }

    /// What is said of a computed value that is missing: what is wrong with the first cell that left it so.
    pub(super) fn first_state(&self, causes: &[Cause]) -> State {
        let mut shown = Vec::new();
        if let Some(first) = causes.first() {
            self.cause(*first, &mut shown);
        }
        shown.first().map_or(State::Missing, |evidence| evidence.state)
    }

    /// Whether a value says something of a private cell other than that it is given.
    pub(super) fn is_made_of_private(&self, value: &Typed) -> bool {
        self.made_of_private(value, &mut Vec::new())
    }

    /// The same; a formula is looked into once.
    fn made_of_private(&self, value: &Typed, seen: &mut Vec<FormulaId>) -> bool {
        match &value.kind {
            Kind::GivenText(_) => false,
            Kind::Given(inner) if inner.kind.cell().is_some() => false,
            Kind::InRowUnit(inner, unit) => {
                self.ready.model.vocab.field(*unit).private || self.made_of_private(inner, seen)
            }
            Kind::Formula(id) if seen.contains(id) => false,
            Kind::Formula(id) => {
                seen.push(*id);
                let formula = self.ready.model.formula(*id);
                formula.is_some_and(|formula| self.made_of_private(&formula.value, seen))
            }
            kind => {
                kind.cell().is_some_and(|field| self.hides(field))
                    || kind.inside().into_iter().any(|inner| self.made_of_private(inner, seen))
            }
        }
    }

    /// Whether what stands in a field stays hidden: it is private, or the field that says its unit is.
    pub(super) fn hides(&self, field: FieldId) -> bool {
        let vocab = &self.ready.model.vocab;
        let declared = vocab.field(field);
        declared.private || declared.kind.unit_field().is_some_and(|unit| vocab.field(unit).private)
    }

    /// The text of a unit in a row.
    pub(super) fn unit_text(&self, unit: FieldId, row: Option<usize>) -> String {
        match row.map(|row| self.cells.at(unit, row)) {
            Some(Content::Text(text)) => text.to_owned(),
            Some(
                Content::Number(_)
                | Content::YesNo(_)
                | Content::Mark(_)
                | Content::Missing
                | Content::Unreadable(_)
                | Content::Conflicting,
            )
            | None => String::new(),
        }
    }

    /// A number of the first row of a table with the unit it is shown in.
    pub(crate) fn shown(&self, number: f64, value: &Typed, table: TableId) -> (f64, String) {
        self.in_its_unit(number, value, self.item(table, 0))
    }

    /// A computed number and the unit it is shown in: its own; for a quantity what the units of the item's row
    /// come to.
    pub(super) fn in_its_unit(&self, number: f64, value: &Typed, item: Item) -> (f64, String) {
        match &value.ty {
            Type::Number(_) if self.is_percent(value) => (percent(number), "%".to_owned()),
            Type::Number(unit) => {
                let alike = self.unit_alike(value);
                let shown = alike.as_ref().unwrap_or(unit);
                let number = unit.compatible(shown).map_or(number, |way| way.apply(number));
                (number, self.lang.pick(shown.in_zh(), shown.in_en()))
            }
            Type::Quantity => match self.row_unit(value, item) {
                Some(unit) => {
                    let shown = unit.to_coherent().map_or(number, |way| way.inverse().apply(number));
                    (shown, self.lang.pick(unit.in_zh(), unit.in_en()))
                }
                None => (number, String::new()),
            },
            Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Date
            | Type::Period
            | Type::Coordinates
            | Type::Outline => (number, String::new()),
        }
    }

    /// The unit of a product or quotient in which measures of one kind cancel whatever their size, where it is another
    /// than that of its type.
    pub(super) fn unit_alike(&self, value: &Typed) -> Option<Unit> {
        let Type::Number(unit) = &value.ty else { return None };
        let of = |part: &Typed| match (&part.ty, self.unit_alike(part)) {
            (_, Some(alike)) => Some(alike),
            (Type::Number(unit), None) => Some(unit.clone()),
            _ => None,
        };
        let alike = match &value.kind {
            Kind::Times(a, b) => of(a)?.times_alike(&of(b)?),
            Kind::Over(a, b) => of(a)?.over_alike(&of(b)?),
            Kind::Formula(id) => {
                if let Some(known) = self.alike.borrow().get(id) {
                    return known.clone();
                }
                let alike = self.unit_alike(&self.ready.model.formula(*id)?.value);
                self.alike.borrow_mut().insert(*id, alike.clone());
                return alike;
            }
            _ => return None,
        };
        (alike != *unit && unit.compatible(&alike).is_ok()).then_some(alike)
    }

    pub(super) fn is_percent(&self, value: &Typed) -> bool {
        let model = &self.ready.model;
        is_percent(value, &model.vocab, &|id| model.formula(id).map(|formula| &formula.value))
    }
}
