//! Computed values, and what was missing where there are none.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression have a part in it")]

use shensuan_diagnostics::Localised;
use shensuan_findings::Value;
use shensuan_model::{FormulaId, KeyAsked, Kind, Scope, Type, Typed};
use shensuan_plan::{Run, Tracer};
use shensuan_vocab::FieldId;

use super::built_in::Misfits;
use super::{FORGET_AFTER, Report};

impl Report<'_> {
    /// Every computed value, in the order of the formulas, then of the rows.
    pub(super) fn values(&self, run: &Run, tracer: &mut Tracer<'_>, misfits: &mut Misfits) -> Vec<Value> {
        let mut values = Vec::new();
        let mut explained = 0_usize;
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
            let name = formula.name.in_lang(self.lang);
            let private = self.is_made_of_private(&formula.value);
            let value = self.ready.lowered.plan.output(*output).map(|output| output.value);
            let of_data_set = formula.scope == Scope::DataSet;
            // One value for all is said once.
            let rows = if of_data_set { column.len().min(1) } else { column.len() };
            for row in 0..rows {
                let item = self.item(*table, row);
                let (mut number, mut unit) = (None, String::new());
                let (mut lacking, mut lacking_left_out) = (Vec::new(), 0);
                match column.number(row) {
                    Some(_) if private => {}
                    Some(given) => {
                        let (given, own) = self.in_its_unit(given, &formula.value, item);
                        (number, unit) = (Some(given), own);
                    }
                    None => {
                        if let Some(value) = value {
                            let causes = self.why(value, row, tracer);
                            for cause in &causes {
                                misfits.add(self, *cause, &name);
                            }
                            (lacking, lacking_left_out) = self.lacking(&causes);
                            explained += 1;
                            if explained.is_multiple_of(FORGET_AFTER) {
                                tracer.forget();
                            }
                        }
                    }
                }
                if !of_data_set && !self.is_judged(item) {
                    continue;
                }
                values.push(Value {
                    subject: if of_data_set { String::new() } else { self.subject_key(item.subject) },
                    form: self.form_of_row(item),
                    row: form.and_then(|form| self.cell(form, row)),
                    name: name.clone(),
                    value: number,
                    private: private && column.number(row).is_some(),
                    unit,
                    lacking,
                    lacking_left_out,
                });
            }
        }
        tracer.forget();
        values
    }

    /// The fields that a value reads, through formulas too.
    pub(super) fn fields_read(&self, value: &Typed, into: &mut Vec<FieldId>) {
        self.fields_read_in(value, into, &mut Vec::new());
    }

    fn fields_read_in(&self, value: &Typed, into: &mut Vec<FieldId>, seen: &mut Vec<FormulaId>) {
        for found in self.ready.model.looked_up_by(&value.kind).into_iter().flat_map(|found| &found.keys) {
            if let KeyAsked::Value(key) = found {
                self.fields_read_in(key, into, seen);
            }
        }
        if let Some(field) = value.kind.cell().map(|field| self.ready.model.vocab.declared(field)) {
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
}
