//! `code`: a cell that is neither a code nor a name of its list, or a name that says no one code.

use shensuan_data::FieldColumn;
use shensuan_diagnostics::Arg;
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldType, Meaning};

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
                let reference = vocab.reference(table.form);
                let key =
                    reference.and_then(|reference| reference.keys.iter().find(|key| key.field == *field));
                // Groups of codes were judged as such when the table was read.
                if key.is_some_and(|key| key.groups) {
                    continue;
                }
                let any = key.and_then(|key| key.any.as_deref()).map(fold_text);
                let meant: Vec<Option<Meaning<'_>>> = entries
                    .iter()
                    .map(|text| (any.as_ref() != Some(&fold_text(text))).then(|| list.meaning(text)))
                    .collect();
                let is_sound =
                    |meaning: &Option<Meaning<'_>>| matches!(meaning, None | Some(Meaning::Code(_)));
                if meant.iter().all(is_sound) {
                    continue;
                }
                for (row, entry) in index.iter().map(|entry| *entry as usize).enumerate() {
                    if given.get(row) != Some(&true) {
                        continue;
                    }
                    let text = entries.get(entry).unwrap_or("");
                    let note = match meant.get(entry).and_then(Option::as_ref) {
                        Some(Meaning::None) => codes::CODE_UNKNOWN.into(),
                        Some(Meaning::Several) => {
                            let meant: Vec<String> =
                                list.find_all(text).map(|entry| entry.code.clone()).collect();
                            codes::CODE_OF_SEVERAL.with("codes", Arg::from(meant))
                        }
                        Some(Meaning::Code(_)) | None => continue,
                    };
                    let message = note
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
