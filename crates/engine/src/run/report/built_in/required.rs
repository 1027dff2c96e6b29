//! `required`: a blank cell of a field declared so, in a row that is there.

use shensuan_diagnostics::codes::built_in as codes;

use super::Fault;
use crate::run::cells::Content;
use crate::run::report::Report;

impl Report<'_> {
    pub(super) fn required_fields(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for table in self.judged_tables() {
            let required =
                table.columns.iter().filter(|(field, _)| self.ready.model.vocab.field(*field).required);
            for (field, _) in required {
                for row in 0..table.rows.len() {
                    if self.cells.at(*field, row) == Content::Missing {
                        let message = codes::REQUIRED_BLANK.with("field", self.field_arg(*field));
                        let evidence = vec![self.cell_evidence(*field, row)];
                        faults.extend(self.in_cell(table, row, *field, message, evidence));
                    }
                }
            }
        }
        faults
    }
}
