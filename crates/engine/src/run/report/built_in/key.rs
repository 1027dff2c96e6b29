//! `key`: rows without the key of a subject, more rows than a form has for one subject, and rows of one subject whose
//! own key is blank or the same. Twins make one finding, at the first of them; all of them are kept and judged.

use std::collections::BTreeMap;
use std::ops::Range;

use shensuan_data::{FieldColumn, FormTable, RowTrouble};
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_findings::{Evidence, State};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, Rows};

use super::{Fault, Whose};
use crate::run::cells::Content;
use crate::run::report::Report;

/// Fields named that disagree.
const NAMED: usize = 5;

/// For every row what its key is in one field, the same where it compares the same; none where nothing is there.
type KeyColumn = Vec<Option<u64>>;

impl Report<'_> {
    pub(super) fn keys(&self) -> Vec<Fault> {
        let mut faults = self.rows_without_key();
        for table in self.filed_tables() {
            let form = self.ready.model.vocab.form(table.form);
            if form.rows == Rows::One {
                self.filed_more_than_once(table, &mut faults);
            }
            if !form.key.is_empty() {
                self.row_keys(table, &form.key, &mut faults);
            }
        }
        faults
    }

    /// The names of the parts of a subject's key.
    pub(super) fn key_names(&self) -> Vec<String> {
        let vocab = &self.ready.model.vocab;
        let name = |key: &String| {
            let mut fields = vocab.fields().map(|(_, field)| &field.name);
            let field = fields.find(|name| name.all().any(|known| fold_text(known) == fold_text(key)));
            field.map_or_else(|| key.clone(), |name| name.written(self.lang).to_owned())
        };
        vocab.subject.as_ref().map_or_else(Vec::new, |subject| subject.key.iter().map(name).collect())
    }

    /// Rows that belong to nobody because the key of the subject is blank, and rows of tables that no key finds.
    fn rows_without_key(&self) -> Vec<Fault> {
        let key = self.key_names().into_iter().next().unwrap_or_default();
        let fault = self.rejected().filter_map(|(row, form)| {
            let part = match row.why {
                RowTrouble::BlankKey(part) | RowTrouble::TooShort(part) | RowTrouble::LostKey(part) => part,
                RowTrouble::TooLong => 0,
                _ => return None,
            };
            let of_table = self.ready.model.vocab.reference(form).and_then(|table| table.keys.get(part));
            let (name, message) = match of_table {
                _ if row.why == RowTrouble::TooLong => (key.as_str(), codes::ROW_SHIFTED.into()),
                Some(key) => {
                    let name = self.ready.model.vocab.field(key.field).name.written(self.lang);
                    (name, codes::TABLE_KEY_BLANK.with("key", name).with("table", self.form_arg(form)))
                }
                None => {
                    let lost = matches!(row.why, RowTrouble::LostKey(_));
                    let note = if lost { codes::KEY_LOST } else { codes::KEY_BLANK };
                    let message = note.with("key", key.as_str());
                    (key.as_str(), message.with("subject", self.subject_arg()))
                }
            };
            Some(Fault {
                whose: Whose::Nobody(String::new()),
                form,
                place: (row.file, row.row),
                message,
                evidence: vec![Evidence {
                    name: name.to_owned(),
                    value: None,
                    unit: String::new(),
                    state: State::Missing,
                    cell: Some(self.rejected_at(row)),
                }],
                against: self.subject_span(form),
            })
        });
        fault.collect()
    }

    /// Subjects with several rows of a form that has one for each. Where its file holds other forms too, it repeats
    /// the form in their rows: it is at fault only where they disagree.
    fn filed_more_than_once(&self, table: &FormTable, faults: &mut Vec<Fault>) {
        let path = |file: usize| self.cells.data.files.get(file).map(|file| &file.path);
        let files = self.cells.data.files.iter();
        let shared = files.filter(|file| Some(&file.path) == path(table.file)).count() > 1;
        for rows in groups(&table.subject) {
            let Some(subject) = table.subject.get(rows.start).map(|subject| *subject as usize) else {
                continue;
            };
            let unlike: Vec<FieldId> = table
                .columns
                .iter()
                .map(|(field, _)| *field)
                .filter(|field| self.cells.of_subject(*field, subject) == Content::Conflicting)
                .collect();
            if shared && unlike.is_empty() {
                continue;
            }
            let note = if unlike.is_empty() { codes::FORM_TWICE_ALIKE } else { codes::FORM_TWICE_UNLIKE };
            let mut message = note
                .with("form", self.form_arg(table.form))
                .with("subject", self.subject_arg())
                .with("count", rows.len());
            if let Some(named) = unlike.get(..unlike.len().min(NAMED)).filter(|named| !named.is_empty()) {
                message = message.with("fields", self.field_args(named));
            }
            let mut evidence = Vec::new();
            self.filed_twice(table.form, subject, &mut evidence);
            unlike.iter().for_each(|field| self.cells_of_subject(*field, subject, &mut evidence));
            faults.extend(self.in_rows(table, &rows, message, evidence));
        }
    }

    /// Rows of one subject that nothing tells apart.
    fn row_keys(&self, table: &FormTable, key: &[FieldId], faults: &mut Vec<Fault>) {
        let columns: Vec<KeyColumn> = key
            .iter()
            .map(|field| key_column(table, *field, self.ready.model.vocab.field(*field).exact))
            .collect();
        let at = |column: &KeyColumn, row: usize| column.get(row).copied().flatten();
        let optional = |field: &FieldId| self.ready.model.vocab.field(*field).optional;
        for row in 0..table.rows.len() {
            if columns.iter().all(|column| at(column, row).is_some()) {
                continue;
            }
            let blank: Vec<FieldId> = key
                .iter()
                .copied()
                .filter(|field| !optional(field) && self.cells.at(*field, row) == Content::Missing)
                .collect();
            if let Some(first) = blank.first() {
                let message = codes::ROW_KEY_BLANK
                    .with("keys", self.field_args(&blank))
                    .with("form", self.form_arg(table.form));
                let evidence = blank.iter().map(|field| self.cell_evidence(*field, row)).collect();
                faults.extend(self.in_cell(table, row, *first, message, evidence));
            }
        }
        let whole = |row: usize| {
            key.iter().zip(&columns).all(|(field, column)| at(column, row).is_some() || optional(field))
                && columns.iter().any(|column| at(column, row).is_some())
        };
        let same = |a: usize, b: usize| columns.iter().all(|column| at(column, a) == at(column, b));
        let mut rows = Vec::new();
        for of_subject in groups(&table.subject) {
            rows.clear();
            rows.extend(of_subject.filter(|row| whole(*row)));
            rows.sort_by(|a, b| {
                let differ = columns.iter().map(|column| at(column, *a).cmp(&at(column, *b)));
                differ.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then).then(a.cmp(b))
            });
            for twins in rows.chunk_by(|a, b| same(*a, *b)).filter(|twins| twins.len() > 1) {
                faults.extend(self.twins(table, key, twins));
            }
        }
    }

    fn twins(&self, table: &FormTable, key: &[FieldId], twins: &[usize]) -> Option<Fault> {
        let message = codes::ROW_KEY_TWICE
            .with("form", self.form_arg(table.form))
            .with("count", twins.len())
            .with("keys", self.field_args(key));
        let cells = twins.iter().flat_map(|row| key.iter().map(|field| self.cell_evidence(*field, *row)));
        self.in_cell(table, *twins.first()?, *key.first()?, message, cells.collect())
    }

    fn in_rows(
        &self,
        table: &FormTable,
        rows: &Range<usize>,
        message: shensuan_diagnostics::Message,
        evidence: Vec<Evidence>,
    ) -> Option<Fault> {
        Some(Fault {
            whose: Whose::Subject(*table.subject.get(rows.start)? as usize),
            form: table.form,
            place: (table.file, *table.rows.get(rows.start)?),
            message,
            evidence,
            against: self.ready.model.vocab.form(table.form).span,
        })
    }
}

/// The rows of each subject that has more than one.
fn groups(subjects: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    let runs = subjects.chunk_by(|a, b| a == b).map(move |run| {
        let rows = from..from + run.len();
        from = rows.end;
        rows
    });
    runs.filter(|rows| rows.len() > 1)
}

/// What tells rows apart in a field: texts by what they compare by, once for each distinct text.
fn key_column(table: &FormTable, field: FieldId, exact: bool) -> KeyColumn {
    match table.column(field) {
        Some(FieldColumn::Number { values, given, .. }) => {
            values.iter().zip(given).map(|(value, given)| given.then(|| value.to_bits())).collect()
        }
        Some(FieldColumn::YesNo { values }) => values.iter().map(|value| value.map(u64::from)).collect(),
        Some(FieldColumn::Text { index, given, entries }) => {
            let mut known: BTreeMap<String, u64> = BTreeMap::new();
            let mut ids: Vec<u64> = Vec::with_capacity(entries.len());
            for (text, new) in entries.iter().zip(0..) {
                let text = if exact { text.to_owned() } else { fold_text(text) };
                ids.push(*known.entry(text).or_insert(new));
            }
            let id =
                |(entry, given): (&u32, &bool)| given.then(|| ids.get(*entry as usize).copied()).flatten();
            index.iter().zip(given).map(id).collect()
        }
        None => vec![None; table.rows.len()],
    }
}
