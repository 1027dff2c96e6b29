//! What the formula in a cell came to: what went in, and what came out.

use shensuan_findings::{Evidence, HIDDEN, State, readable};
use shensuan_model::{GoesIn, Kind, Type, Typed, WorkedCell};
use shensuan_plan::{Tracer, ValueId};
use shensuan_vocab::{FieldId, Polynomial};

use super::{Item, Report};
use crate::run::cells::Content;

impl Report<'_> {
    /// What goes into the formula in a cell at an item, and its result. A cell that holds a number says all itself, and
    /// what the formula does not write is of no use.
    pub(super) fn worked(
        &self,
        (worked, result, parameters): (&WorkedCell, ValueId, &[GoesIn]),
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) -> usize {
        let Some(field) = worked.field() else { return 0 };
        let row = self.row_found(field, item);
        let formula = row.and_then(|row| self.formula_in(field, row));
        let mut left_out = 0;
        for (place, parameter) in parameters.iter().enumerate() {
            // Of many rows each may hold another formula.
            let written = formula.as_ref().map_or(row.is_none(), |formula| formula.reads(place));
            if written {
                left_out += self.show(&parameter.evidence, item, tracer, into);
            }
        }
        let known = formula.as_ref().zip(row);
        into.extend(known.and_then(|known| self.result(worked, known, (result, parameters), item, tracer)));
        left_out
    }

    /// The formula in a cell of a row; none where it is a number.
    pub(super) fn formula_in(&self, field: FieldId, row: usize) -> Option<Polynomial> {
        let field = self.ready.model.vocab.declared(field);
        let parameters = &self.ready.model.vocab.field(field).kind.formula()?.parameters;
        let Content::Text(text) = self.cells.at(field, row) else { return None };
        Polynomial::read(text, parameters).ok().filter(|formula| !formula.is_number())
    }

    fn result(
        &self,
        worked: &WorkedCell,
        (formula, row): (&Polynomial, usize),
        (result, parameters): (ValueId, &[GoesIn]),
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Option<Evidence> {
        let vocab = &self.ready.model.vocab;
        let (field, cell) = (vocab.declared(worked.field()?), worked.declared(vocab)?);
        let number = self.number_at(result, item, tracer)?;
        let names = cell.parameters.iter().zip(&worked.parameters).zip(parameters).enumerate();
        let named = names.filter(|(place, _)| formula.reads(*place)).map(|(_, ((name, value), goes_in))| {
            let shown = self.number_at(goes_in.value, item, tracer).map_or_else(String::new, readable);
            format!("{name} = {}", beside(&shown, &self.unit_of_parameter(value, row)))
        });
        let named = named.collect::<Vec<_>>().join(self.lang.pick("，", ", "));
        let name = self.cell_found(field, row, None).name;
        let private = std::iter::once(&worked.cell).chain(&worked.parameters);
        let private = private.into_iter().any(|part| self.is_made_of_private(part));
        let unit = cell.unit.map(|unit| self.unit_text(vocab.declared(unit), Some(row))).unwrap_or_default();
        let way = self.ready.model.units.parse(&unit).ok().and_then(|unit| unit.to_coherent());
        let number = way.map_or(number, |way| way.inverse().apply(number));
        Some(Evidence {
            name: if private {
                name
            } else {
                self.lang.pick(format!("{name}（{named}）"), format!("{name} ({named})"))
            },
            value: Some(if private { HIDDEN.to_owned() } else { readable(number) }),
            unit: if private { String::new() } else { unit },
            state: State::Computed,
            cell: None,
        })
    }

    /// A number at an item; none where it is missing or stands in rows that are not the item's.
    fn number_at(&self, value: ValueId, item: Item, tracer: &mut Tracer<'_>) -> Option<f64> {
        let row = match self.ready.lowered.plan.value(value)?.table {
            None => 0,
            Some(table) => self.frame.parent_row(&self.ready.lowered.plan, item.table, item.row, table)?,
        };
        tracer.number(value, row)
    }

    /// The unit in which a parameter went in.
    pub(super) fn unit_of_parameter(&self, value: &Typed, row: usize) -> String {
        if let Kind::InRowUnit(_, unit) = &value.kind {
            let unit: FieldId = self.ready.model.vocab.declared(*unit);
            return self.unit_text(unit, Some(row));
        }
        let Type::Number(unit) = &value.ty else { return String::new() };
        self.lang.pick(unit.in_zh(), unit.in_en())
    }
}

/// A number with its unit.
fn beside(number: &str, unit: &str) -> String {
    match unit {
        "" | "%" | "‰" => format!("{number}{unit}"),
        unit => format!("{number} {unit}"),
    }
}
