//! `unit`: a text that names no unit, a number whose unit is blank, and units that left what reads them without a
//! result. Whether a unit fits is known where it is read: what is asked with `fits` before is no fault.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_data::{FieldColumn, FormTable};
use shensuan_diagnostics::Arg;
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_findings::State;
use shensuan_vocab::{FieldId, FieldType, FormId, Rows};

use super::Fault;
use crate::run::report::Report;
use crate::run::report::why::Cause;

/// Rows whose units do not fit what reads them.
#[derive(Debug, Default)]
pub(in crate::run::report) struct Misfits(BTreeMap<(FormId, usize), Misfit>);

/// The units of one row, and the rules and formulas that cannot use them.
#[derive(Debug, Default)]
struct Misfit {
    units: BTreeSet<FieldId>,
    readers: BTreeSet<String>,
}

impl Misfits {
    /// Takes note of a cause, where it is such a unit.
    pub(in crate::run::report) fn add(&mut self, report: &Report<'_>, cause: Cause, reader: &str) {
        let Cause::Cell(unit, row, Some(State::UnitMisfit)) = cause else { return };
        let vocab = &report.ready.model.vocab;
        let (unit, rows) = match vocab.form(vocab.field(unit).form).rows {
            Rows::One => (unit, report.cells.rows_of(vocab.field(unit).form, row)),
            Rows::Many => {
                let (filed, row) = report.cells.filed_as(unit, row);
                (filed, row..row + 1)
            }
        };
        let form = vocab.field(unit).form;
        for row in rows {
            let misfit = self.0.entry((form, row)).or_default();
            misfit.units.insert(unit);
            if !misfit.readers.contains(reader) {
                misfit.readers.insert(reader.to_owned());
            }
        }
    }
}

impl Report<'_> {
    pub(super) fn units(&self, misfits: &Misfits) -> Vec<Fault> {
        let vocab = &self.ready.model.vocab;
        let mut faults = Vec::new();
        for table in self.judged_tables() {
            let mut quantities: BTreeMap<FieldId, Vec<FieldId>> = BTreeMap::new();
            for (field, _) in &table.columns {
                if let FieldType::Quantity(unit) = vocab.field(*field).kind {
                    quantities.entry(unit).or_default().push(*field);
                }
            }
            for (unit, of) in quantities {
                self.units_unknown(table, unit, &mut faults);
                self.units_missing(table, unit, &of, &mut faults);
            }
        }
        faults.extend(misfits.0.iter().filter_map(|((form, row), misfit)| self.misfit(*form, *row, misfit)));
        faults
    }

    fn units_unknown(&self, table: &FormTable, unit: FieldId, faults: &mut Vec<Fault>) {
        let Some(FieldColumn::Text { index, given, entries }) = table.column(unit) else { return };
        let units = &self.ready.model.units;
        let unknown: Vec<bool> = entries.iter().map(|text| units.parse(text).is_err()).collect();
        if !unknown.contains(&true) {
            return;
        }
        for (row, entry) in index.iter().map(|entry| *entry as usize).enumerate() {
            if given.get(row) == Some(&true) && unknown.get(entry) == Some(&true) {
                let text = entries.get(entry).unwrap_or("");
                let message = codes::UNIT_UNKNOWN
                    .with("field", self.field_arg(unit))
                    .with("text", self.shown_text(Some(unit), text));
                let mut evidence = self.cell_evidence(unit, row);
                evidence.state = State::UnitUnknown;
                faults.extend(self.in_cell(table, row, unit, message, vec![evidence]));
            }
        }
    }

    /// Rows in which numbers are given and their unit is blank.
    fn units_missing(&self, table: &FormTable, unit: FieldId, of: &[FieldId], faults: &mut Vec<Fault>) {
        let Some(FieldColumn::Text { given: there, .. }) = table.column(unit) else { return };
        if !there.contains(&false) {
            return;
        }
        let numbers: Vec<(FieldId, &[bool])> = of
            .iter()
            .filter_map(|field| match table.column(*field) {
                Some(FieldColumn::Number { given, .. }) => Some((*field, given.as_slice())),
                Some(FieldColumn::Text { .. } | FieldColumn::YesNo { .. }) | None => None,
            })
            .collect();
        let given = |numbers: &[bool], row: usize| numbers.get(row) == Some(&true);
        for row in there.iter().enumerate().filter(|(_, there)| !**there).map(|(row, _)| row) {
            if !numbers.iter().any(|(_, numbers)| given(numbers, row)) {
                continue;
            }
            let fields: Vec<FieldId> =
                numbers.iter().filter(|(_, numbers)| given(numbers, row)).map(|(field, _)| *field).collect();
            let message = codes::UNIT_MISSING
                .with("field", self.field_arg(unit))
                .with("fields", self.field_args(&fields));
            let mut evidence = vec![self.cell_evidence(unit, row)];
            evidence.extend(fields.iter().map(|field| {
                let mut number = self.cell_evidence(*field, row);
                number.state = State::Given;
                number
            }));
            faults.extend(self.in_cell(table, row, unit, message, evidence));
        }
    }

    fn misfit(&self, form: FormId, row: usize, misfit: &Misfit) -> Option<Fault> {
        let table = self.cells.table(form)?;
        let units: Vec<FieldId> = misfit.units.iter().copied().collect();
        let readers: Vec<String> = misfit.readers.iter().cloned().collect();
        let message =
            codes::UNIT_MISFIT.with("fields", self.field_args(&units)).with("readers", Arg::from(readers));
        let evidence = units.iter().map(|unit| {
            let mut evidence = self.cell_evidence(*unit, row);
            evidence.state = State::UnitMisfit;
            evidence
        });
        self.in_cell(table, row, *units.first()?, message, evidence.collect())
    }
}
