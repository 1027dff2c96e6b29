//! Rows that stand in several files: copies of workbooks beside them, and subjects of whom two files tell.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Diagnostic};
use shensuan_vocab::FormId;

use crate::dataset::{FieldColumn, FormTable, UnusedWhy};
use crate::table::Reading;
use crate::words::shown;

/// Files that a complaint names.
const NAMED: usize = 3;

impl Reading<'_> {
    /// Drops the table that was read last if its rows are those of one that was read before of its form: whoever copies a
    /// workbook does not file twice.
    pub(crate) fn drop_if_twin(&mut self, tables: &mut BTreeMap<u64, Vec<usize>>) {
        let at = self.set.tables.len().saturating_sub(1);
        let Some(table) = self.set.tables.last().filter(|table| !table.rows.is_empty()) else { return };
        let same = tables.entry(digest(table)).or_default();
        if same.contains(&at) {
            return; // no table came of what was read last
        }
        let first = same.iter().filter_map(|first| self.set.tables.get(*first));
        let Some(first) = first.into_iter().find(|first| is_alike(first, table)).map(|first| first.file)
        else {
            return same.push(at);
        };
        let (rows, file) = (table.rows.len(), table.file);
        if file + 1 != self.set.files.len() {
            return; // not read just now
        }
        let (Some(account), Some(other)) = (self.set.files.pop(), self.set.files.get(first)) else { return };
        self.diagnostics.push(
            Diagnostic::new(codes::ROWS_READ_BEFORE)
                .with("path", account.name.as_str())
                .with("rows", rows)
                .with("other", other.name.as_str())
                .help(codes::KEEP_ONE_COPY),
        );
        self.set.tables.pop();
        self.set.rejected.retain(|row| row.file != file);
        self.set.unreadable.retain(|cell| cell.file != file);
        self.unused(account.name, account.path, UnusedWhy::Copy);
    }

    /// Says of whom several files hold rows of one form.
    pub(crate) fn say_who_is_in_several(&mut self, form: FormId) {
        let mut file_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut in_several: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for table in self.set.tables.iter().filter(|table| table.form == form) {
            let mut subjects = table.subject.clone();
            subjects.dedup();
            for subject in subjects {
                let first = *file_of.entry(subject).or_insert(table.file);
                if first != table.file {
                    in_several.entry(subject).or_insert_with(|| vec![first]).push(table.file);
                }
            }
        }
        let Some((subject, files)) = in_several.first_key_value() else { return };
        let key = self.subjects.all.get(*subject as usize).cloned().unwrap_or_default();
        let mut names: Vec<String> = files
            .iter()
            .take(NAMED)
            .filter_map(|file| self.set.files.get(*file))
            .map(|file| file.name.clone())
            .collect();
        if files.len() > NAMED {
            names.push("…".to_owned());
        }
        let subject = self.vocab.subject.as_ref().map_or_else(|| Arg::from(""), |it| Arg::of(&it.name));
        self.diagnostics.push(
            Diagnostic::new(codes::SUBJECT_IN_SEVERAL)
                .with("count", in_several.len())
                .with("subject", subject)
                .with("form", shown(form, self.vocab))
                .with("key", key)
                .with("files", names)
                .help(codes::KEEP_THE_LATER),
        );
    }
}

/// What is the same for tables of the same rows.
fn digest(table: &FormTable) -> u64 {
    let mut hasher = DefaultHasher::new();
    table.subject.hash(&mut hasher);
    for (_, column) in &table.columns {
        match column {
            FieldColumn::Number { values, given, marks } => {
                values.iter().for_each(|value| value.to_bits().hash(&mut hasher));
                (given, marks).hash(&mut hasher);
            }
            FieldColumn::YesNo { values } => values.hash(&mut hasher),
            FieldColumn::Text { index, given, entries } => (index, given, entries).hash(&mut hasher),
        }
    }
    hasher.finish()
}

fn is_alike(a: &FormTable, b: &FormTable) -> bool {
    a.subject == b.subject && a.columns == b.columns
}
