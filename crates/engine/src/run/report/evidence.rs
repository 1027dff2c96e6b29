//! What a finding shows: cells and computed values, each with its unit and its place.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression have a part in it")]

use shensuan_diagnostics::Localised;
use shensuan_findings::{Evidence, State, readable};
use shensuan_model::{FormulaId, Kind, Type, Typed};
use shensuan_plan::{Scalar, TableId, Tracer, ValueId};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{Date, FieldId, FieldType, Rows};

use super::{Item, Report};
use crate::run::cells::Content;

/// A number of days as the day it is.
pub(super) fn day(days: f64) -> String {
    Date::of_number(days).map_or_else(|| readable(days), |date| date.to_string())
}

/// Cells shown of a field that a rule aggregates.
const SHOWN_ROWS: usize = 20;

impl Report<'_> {
    /// The cells of a field that an item looks at: its own, its subject's, or all of its subject's rows.
    pub(super) fn cells_of(&self, field: FieldId, item: Item, into: &mut Vec<Evidence>) {
        let declared = self.ready.model.vocab.field(field);
        if declared.private {
            return;
        }
        let form = declared.form;
        if self.ready.model.vocab.form(form).rows == Rows::One {
            let row = self.cells.rows_of(form, item.subject).next();
            let content = self.cells.of_subject(field, item.subject);
            into.push(self.evidence(field, &content, row));
            return;
        }
        if self.form(item.table) == Some(form) {
            into.push(self.evidence(field, &self.cells.at(field, item.row), Some(item.row)));
            return;
        }
        for row in self.cells.rows_of(form, item.subject).take(SHOWN_ROWS) {
            into.push(self.evidence(field, &self.cells.at(field, row), Some(row)));
        }
    }

    /// How many cells of a field an item looks at and `cells_of` does not show.
    pub(super) fn cells_left_out(&self, field: FieldId, item: Item) -> usize {
        let declared = self.ready.model.vocab.field(field);
        let own = self.form(item.table) == Some(declared.form);
        if declared.private || own || self.ready.model.vocab.form(declared.form).rows == Rows::One {
            return 0;
        }
        self.cells.rows_of(declared.form, item.subject).len().saturating_sub(SHOWN_ROWS)
    }

    /// What stands in row `at` of a field's form.
    pub(super) fn evidence(&self, field: FieldId, content: &Content<'_>, at: Option<usize>) -> Evidence {
        let cell = at.and_then(|row| self.cell(self.ready.model.vocab.field(field).form, row));
        let declared = self.ready.model.vocab.field(field);
        let state = match content {
            Content::Number(_) | Content::YesNo(_) | Content::Text(_) | Content::Mark(_) => State::Given,
            Content::Missing => State::Missing,
            Content::Unreadable(_) => State::Unreadable,
            Content::Conflicting => State::Conflicting,
        };
        let unit = match (&declared.kind, state) {
            (FieldType::Number(unit), State::Given) => self.lang.pick(unit.in_zh(), unit.in_en()),
            (FieldType::Quantity(unit), State::Given) => self.unit_text(*unit, at),
            _ => String::new(),
        };
        Evidence {
            name: declared.name.in_lang(self.lang),
            value: self.text(field, content),
            unit,
            state,
            cell,
        }
    }

    /// A cell as text: a percent with its sign, a code with its name.
    pub(super) fn text(&self, field: FieldId, content: &Content<'_>) -> Option<String> {
        let declared = self.ready.model.vocab.field(field);
        match content {
            Content::Number(ratio) if declared.kind == FieldType::Percent => {
                Some(format!("{}%", readable(ratio * 100.0)))
            }
            Content::Number(days) if declared.kind == FieldType::Date => Some(day(*days)),
            Content::Number(number) => Some(readable(*number)),
            Content::YesNo(truth) => {
                Some(if *truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") }.to_owned())
            }
            Content::Text(text) => match &declared.kind {
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
                | FieldType::Integer
                | FieldType::Percent
                | FieldType::Text
                | FieldType::YesNo
                | FieldType::Date
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
            Some(table) if table == item.table => item.row,
            Some(TableId(0)) => item.subject,
            Some(_) => return None,
        };
        let (text, unit) = match tracer.scalar(value, row) {
            Scalar::Number(Some(days)) if formula.value.ty == Type::Date => (Some(day(days)), String::new()),
            Scalar::Number(Some(number)) => {
                let (number, unit) = self.in_its_unit(number, &formula.value, item);
                (Some(readable(number)), unit)
            }
            Scalar::Truth(Some(truth)) => {
                let word = if truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") };
                (Some(word.to_owned()), String::new())
            }
            Scalar::Number(None) | Scalar::Truth(None) => (None, String::new()),
        };
        Some(Evidence {
            name: formula.name.in_lang(self.lang),
            unit,
            state: if text.is_some() { State::Computed } else { State::Missing },
            value: text,
            cell: None,
        })
    }

    /// The text of a unit in a row.
    fn unit_text(&self, unit: FieldId, row: Option<usize>) -> String {
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
            Type::Number(unit) => (number, self.lang.pick(unit.in_zh(), unit.in_en())),
            Type::Quantity => match self.row_unit(value, item) {
                Some(unit) => {
                    let shown = unit.to_coherent().map_or(number, |way| way.inverse().apply(number));
                    (shown, self.lang.pick(unit.in_zh(), unit.in_en()))
                }
                None => (number, String::new()),
            },
            Type::Truth | Type::Code(_) | Type::Text | Type::Date | Type::Coordinates => {
                (number, String::new())
            }
        }
    }

    /// The unit that a quantity has at an item, made of the units in its row.
    fn row_unit(&self, value: &Typed, item: Item) -> Option<Unit> {
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => {
                let declared = self.ready.model.vocab.field(*field);
                let FieldType::Quantity(unit) = declared.kind else { return None };
                let one = self.ready.model.vocab.form(declared.form).rows == Rows::One;
                let row =
                    if one { self.cells.rows_of(declared.form, item.subject).next()? } else { item.row };
                self.ready.model.units.parse(&self.unit_text(unit, Some(row))).ok()
            }
            Kind::Formula(id) => self.row_unit(&self.ready.model.formula(*id)?.value, item),
            Kind::InUnitOf(_, of) => self.row_unit(of, item),
            Kind::Widen(_, unit) | Kind::Narrow(_, unit) => Some(unit.clone()),
            Kind::Times(a, b) if a == b => Some(self.row_unit(a, item)?.power(2)),
            Kind::Times(a, b) => Some(self.row_unit(a, item)?.times(&self.row_unit(b, item)?)),
            Kind::Over(a, b) => Some(self.row_unit(a, item)?.over(&self.row_unit(b, item)?)),
            Kind::Power(base, exponent) => Some(self.row_unit(base, item)?.power(*exponent)),
            kind => kind.inside().into_iter().find_map(|inner| self.row_unit(inner, item)),
        }
    }
}
