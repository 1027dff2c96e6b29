//! The tables of a case: the rows that it gives, else those of the rulebook; and the subject's key.

use shensuan_data::{DataSet, FieldColumn, FormTable};
use shensuan_model::{Case, CaseRow, CaseValue};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{FieldId, Vocab};

use super::cases::column;
use crate::pipeline::Ready;

/// Adds the reference tables that a case reads, and the subject itself.
pub(super) fn add(ready: &Ready, case: &Case, data: &mut DataSet) {
    let vocab = &ready.model.vocab;
    let keys: Vec<Vec<String>> = (0..case.subjects.len()).map(|of| subject_key(vocab, case, of)).collect();
    data.add_references(&ready.references);
    for (form, declared, reference) in vocab.tables() {
        let own: Vec<&CaseRow> = case.rows.iter().filter(|row| row.form == form).collect();
        if own.is_empty() {
            continue;
        }
        // A row that says nothing of the subject's key is that of the subject in hand.
        let filled: Vec<CaseRow> = own
            .into_iter()
            .map(|row| {
                let mut row = row.clone();
                let key = keys.get(row.subject).map_or(&[][..], Vec::as_slice);
                for key_column in &reference.keys {
                    let part = key_column.subject.and_then(|part| key.get(part)).cloned();
                    let unsaid = !row.cells.iter().any(|(field, _)| *field == key_column.field);
                    if let (Some(part), true) = (part, unsaid) {
                        row.cells.push((key_column.field, CaseValue::Text(part)));
                    }
                }
                row
            })
            .collect();
        let filled: Vec<&CaseRow> = filled.iter().collect();
        let count = filled.len();
        let columns = declared.fields.iter().map(|field| (*field, column(vocab, *field, &filled, count)));
        let table = FormTable {
            form,
            file: usize::MAX,
            files: Vec::new(),
            rows: (1..).take(count).collect(),
            lines: Vec::new(),
            subject: vec![0; count],
            columns: columns.collect(),
            made_of: Vec::new(),
            rows_of: None,
        };
        data.references.retain(|known| known.form != form);
        data.references.push(table);
    }
    let Some(form) = vocab.subjects_form() else { return };
    let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let columns = vocab.form(form).fields.iter().enumerate().map(|(part, field)| {
        let entries = keys.iter().map(|key| key.get(part).map_or("", String::as_str)).collect();
        (*field, FieldColumn::Text { index: (0..count).collect(), given: vec![true; keys.len()], entries })
    });
    data.tables.push(FormTable {
        form,
        file: usize::MAX,
        files: Vec::new(),
        rows: Vec::new(),
        lines: Vec::new(),
        subject: (0..count).collect(),
        columns: columns.collect(),
        made_of: Vec::new(),
        rows_of: None,
    });
    data.tables.sort_by_key(|table| table.form);
    data.subjects = keys.iter().map(|key| key.join("|")).collect();
    let several = keys.iter().any(|key| key.len() > 1);
    data.subject_parts = if several { keys } else { Vec::new() };
}

/// The parts of a subject's key that a case gives; what it is called there, or a text of our own, where it gives none.
fn subject_key(vocab: &Vocab, case: &Case, of: usize) -> Vec<String> {
    let parts = vocab.subject.iter().flat_map(|subject| &subject.key);
    let is = |field: FieldId, name: &str| {
        vocab.field(field).name.all().any(|known| fold_name(known) == fold_name(name))
    };
    let filed = case.rows.iter().filter(|row| row.subject == of && vocab.reference(row.form).is_none());
    let called = case.subjects.get(of).filter(|called| !called.is_empty());
    let part = |name: &String| {
        let given = filed.clone().flat_map(|row| &row.cells).find(|(field, _)| is(*field, name));
        match given {
            Some((_, CaseValue::Text(text))) => text.clone(),
            Some((_, CaseValue::Number(_) | CaseValue::YesNo(_) | CaseValue::Mark(_))) | None => {
                called.map_or_else(|| "case".to_owned(), Clone::clone)
            }
        }
    };
    parts.map(part).collect()
}
