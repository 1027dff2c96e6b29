//! `code`: a cell that is neither a code nor a name of its list.

use shensuan_data::FieldColumn;
use shensuan_diagnostics::Arg;
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_vocab::FieldType;

use super::Fault;
use crate::run::report::Report;

impl Report<'_> {
    pub(super) fn codes(&self) -> Vec<Fault> {
        let vocab = &self.ready.model.vocab;
        let mut faults = Vec::new();
        for table in self.judged_tables() {
            for (field, column) in &table.columns {
                let (FieldType::Code(list), FieldColumn::Text { index, given, entries }) =
                    (&vocab.field(*field).kind, column)
                else {
                    continue;
                };
                let list = vocab.list(*list);
                let unknown: Vec<bool> = entries.iter().map(|text| list.find(text).is_none()).collect();
                if !unknown.contains(&true) {
                    continue;
                }
                for (row, entry) in index.iter().map(|entry| *entry as usize).enumerate() {
                    if given.get(row) != Some(&true) || unknown.get(entry) != Some(&true) {
                        continue;
                    }
                    let text = entries.get(entry).map_or("", String::as_str);
                    let message = codes::CODE_UNKNOWN
                        .with("field", self.field_arg(*field))
                        .with("text", self.shown_text(Some(*field), text))
                        .with("list", Arg::of(&list.name));
                    let evidence = vec![self.cell_evidence(*field, row)];
                    faults.extend(self.in_cell(table, row, *field, message, evidence));
                }
            }
        }
        faults
    }
}
