//! The tables of a case: the rows that it gives, else those of the rulebook; and the subject's key.

use shensuan_data::{DataSet, FieldColumn, FormTable};
use shensuan_model::{CaseRow, CaseValue};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{FieldId, Vocab};

use super::cases::column;
use crate::pipeline::Ready;

/// Adds the reference tables that a case reads, and the subject itself.
pub(super) fn add(ready: &Ready, rows: &[CaseRow], data: &mut DataSet) {
    let vocab = &ready.model.vocab;
    let key = subject_key(vocab, rows);
    data.add_references(&ready.references);
    for (form, declared, reference) in vocab.tables() {
        let own: Vec<&CaseRow> = rows.iter().filter(|row| row.form == form).collect();
        if own.is_empty() {
            continue;
        }
        // A row that says nothing of the subject's key is that of the case's subject.
        let filled: Vec<CaseRow> = own
            .into_iter()
            .map(|row| {
                let mut row = row.clone();
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
    let columns = vocab.form(form).fields.iter().enumerate().map(|(part, field)| {
        let text = key.get(part).cloned().unwrap_or_default();
        (*field, FieldColumn::Text { index: vec![0], given: vec![true], entries: vec![text] })
    });
    data.tables.push(FormTable {
        form,
        file: usize::MAX,
        files: Vec::new(),
        rows: Vec::new(),
        lines: Vec::new(),
        subject: vec![0],
        columns: columns.collect(),
        made_of: Vec::new(),
        rows_of: None,
    });
    data.tables.sort_by_key(|table| table.form);
    if let Some(first) = data.subjects.first_mut() {
        *first = key.join("|");
    }
    data.subject_parts = if key.len() > 1 { vec![key] } else { Vec::new() };
}

/// The parts of the subject's key that a case gives; a text of our own where it gives none.
fn subject_key(vocab: &Vocab, rows: &[CaseRow]) -> Vec<String> {
    let parts = vocab.subject.iter().flat_map(|subject| &subject.key);
    let is = |field: FieldId, name: &str| {
        vocab.field(field).name.all().any(|known| fold_name(known) == fold_name(name))
    };
    let filed = rows.iter().filter(|row| vocab.reference(row.form).is_none());
    let part = |name: &String| {
        let given = filed.clone().flat_map(|row| &row.cells).find(|(field, _)| is(*field, name));
        match given {
            Some((_, CaseValue::Text(text))) => text.clone(),
            Some((_, CaseValue::Number(_) | CaseValue::YesNo(_) | CaseValue::Mark(_))) | None => {
                "case".to_owned()
            }
        }
    };
    parts.map(part).collect()
}
