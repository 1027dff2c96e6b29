//! Computed values, and what was missing where there are none.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression have a part in it")]

use shensuan_diagnostics::Localised;
use shensuan_findings::{Evidence, State, Value};
use shensuan_model::{FormulaId, Kind, Type, Typed};
use shensuan_plan::Run;
use shensuan_vocab::FieldId;

use super::{Item, Report};

impl Report<'_> {
    /// Every computed value, in the order of the formulas, then of the rows.
    pub(super) fn values(&self, run: &Run) -> Vec<Value> {
        let mut values = Vec::new();
        for (id, table, output) in &self.ready.lowered.outputs {
            let (Some(formula), Some(column)) =
                (self.ready.model.formula(*id), run.outputs.get(output.index()))
            else {
                continue;
            };
            if !matches!(formula.value.ty, Type::Number(_) | Type::Quantity) {
                continue;
            }
            let form = self.form(*table);
            let mut reads = Vec::new();
            self.fields_read(&formula.value, &mut reads);
            for row in 0..column.len() {
                let item = self.item(*table, row);
                let (number, unit) = match column.number(row) {
                    Some(number) => {
                        let (number, unit) = self.in_its_unit(number, &formula.value, item);
                        (Some(number), unit)
                    }
                    None => (None, String::new()),
                };
                values.push(Value {
                    subject: self.subject_key(item.subject),
                    form: form.map(|form| self.form_name(form)),
                    row: form.and_then(|form| self.cell(form, row)),
                    name: formula.name.in_lang(self.lang),
                    value: number,
                    unit,
                    missing: if number.is_some() { Vec::new() } else { self.missing(&reads, item) },
                });
            }
        }
        values
    }

    /// The fields that a value reads, through formulas too.
    pub(super) fn fields_read(&self, value: &Typed, into: &mut Vec<FieldId>) {
        self.fields_read_in(value, into, &mut Vec::new());
    }

    fn fields_read_in(&self, value: &Typed, into: &mut Vec<FieldId>, seen: &mut Vec<FormulaId>) {
        if let Some(field) = value.kind.cell() {
            if !into.contains(&field) {
                into.push(field);
            }
            return;
        }
        match &value.kind {
            Kind::Formula(id) => {
                if let Some(formula) = self.ready.model.formula(*id).filter(|_| !seen.contains(id)) {
                    seen.push(*id);
                    self.fields_read_in(&formula.value, into, seen);
                }
            }
            kind => kind.inside().into_iter().for_each(|inner| self.fields_read_in(inner, into, seen)),
        }
    }

    /// Those of the fields that an item does not have.
    pub(super) fn missing(&self, reads: &[FieldId], item: Item) -> Vec<String> {
        let mut names = Vec::new();
        for field in reads {
            if self.ready.model.vocab.field(*field).optional {
                continue; // a blank of it says "none"
            }
            let mut shown = Vec::new();
            self.cells_of(*field, item, &mut shown);
            let absent = |evidence: &Evidence| !matches!(evidence.state, State::Given | State::Computed);
            if shown.is_empty() || shown.iter().any(absent) {
                names.push(self.ready.model.vocab.field(*field).name.in_lang(self.lang));
            }
        }
        names
    }
}
