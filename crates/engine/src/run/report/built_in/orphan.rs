//! `orphan`: a row of somebody whom the register does not hold. It was not judged.

use shensuan_data::RowTrouble;
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_findings::{Evidence, State};

use super::{Fault, Whose};
use crate::run::report::Report;

impl Report<'_> {
    pub(super) fn orphans(&self) -> Vec<Fault> {
        let Some(subject) = &self.ready.model.vocab.subject else { return Vec::new() };
        let Some(register) = subject.register else { return Vec::new() };
        let rows = self.rejected().filter(|(row, _)| row.why == RowTrouble::NotListed);
        let fault = rows.map(|(row, form)| Fault {
            whose: Whose::Nobody(row.key.clone()),
            form,
            place: (row.file, row.row),
            message: codes::NOT_IN_THE_REGISTER
                .with("register", self.form_arg(register))
                .with("subject", self.subject_arg()),
            evidence: vec![Evidence {
                name: self.key_names().join("|"),
                value: Some(row.key.clone()),
                unit: String::new(),
                state: State::Given,
                cell: Some(self.rejected_at(row)),
            }],
            against: subject.span,
        });
        fault.collect()
    }
}
