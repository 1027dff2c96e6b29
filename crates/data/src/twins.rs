//! Rows that stand in several files: copies of workbooks beside them, and subjects of whom two files tell.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Diagnostic};
use shensuan_vocab::FormId;

use crate::dataset::{DataSet, FieldColumn, FormTable, RejectedRow, Unreadable, UnusedWhy};
use crate::table::Reading;
use crate::words::shown;

/// Files that a complaint names.
const NAMED: usize = 3;

/// How much had been read before a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    tables: usize,
    files: usize,
    rejected: usize,
    unreadable: usize,
    subjects: usize,
}

impl Reading<'_> {
    pub(crate) fn mark(&self) -> Mark {
        let set = &self.set;
        Mark {
            tables: set.tables.len(),
            files: set.files.len(),
            rejected: set.rejected.len(),
            unreadable: set.unreadable.len(),
            subjects: self.subjects.all.len(),
        }
    }

    /// Takes back what was read since a mark: all of it behind everything else.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.set.tables.truncate(mark.tables);
        self.set.files.truncate(mark.files);
        self.set.rejected.truncate(mark.rejected);
        self.set.unreadable.truncate(mark.unreadable);
        self.subjects.back_to(mark.subjects);
    }

    /// Drops what was read since a mark if it is what was read before of another file, to the last row and cell that was not
    /// used: whoever copies a workbook does not file twice.
    pub(crate) fn drop_if_twin(&mut self, mark: Mark, read: &mut BTreeMap<u64, Vec<(Mark, Mark)>>) {
        let end = self.mark();
        let tables = self.set.tables.get(mark.tables..).unwrap_or(&[]);
        if tables.iter().all(|table| table.rows.is_empty()) {
            return;
        }
        let same = read.entry(digest(tables)).or_default();
        let first = same.iter().find(|(from, to)| self.set.is_alike((*from, *to), (mark, end)));
        let Some((first, _)) = first.copied() else { return same.push((mark, end)) };
        let rows = tables.iter().map(|table| table.rows.len()).sum::<usize>();
        let other = self.set.files.get(first.files).map_or_else(String::new, |file| file.name.clone());
        let Some(account) = self.set.files.get(mark.files).cloned() else { return };
        self.diagnostics.push(
            Diagnostic::new(codes::ROWS_READ_BEFORE)
                .with("path", account.name.as_str())
                .with("rows", rows)
                .with("other", other)
                .help(codes::KEEP_ONE_COPY),
        );
        self.back_to(mark);
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
        let key = self.subjects.all.get(*subject as usize).unwrap_or_default();
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

impl DataSet {
    /// Whether what was read between two marks is the same as between two others, but for the files.
    fn is_alike(&self, one: (Mark, Mark), other: (Mark, Mark)) -> bool {
        let tables = |(from, to): (Mark, Mark)| self.tables.get(from.tables..to.tables).unwrap_or(&[]);
        let (a, b) = (tables(one), tables(other));
        let same = |(a, b): (&FormTable, &FormTable)| {
            a.form == b.form && a.subject == b.subject && a.columns == b.columns
        };
        let rejected = |(from, to): (Mark, Mark)| {
            let rows = self.rejected.get(from.rejected..to.rejected).unwrap_or(&[]).iter();
            rows.map(move |row| RejectedRow { file: row.file - from.files, ..row.clone() })
                .collect::<Vec<_>>()
        };
        let unreadable = |(from, to): (Mark, Mark)| {
            let cells = self.unreadable.get(from.unreadable..to.unreadable).unwrap_or(&[]).iter();
            cells
                .map(move |cell| Unreadable { file: cell.file - from.files, ..cell.clone() })
                .collect::<Vec<_>>()
        };
        a.len() == b.len()
            && a.iter().zip(b).all(same)
            && rejected(one) == rejected(other)
            && unreadable(one) == unreadable(other)
    }
}

/// What is the same for tables of the same rows.
fn digest(tables: &[FormTable]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for table in tables {
        (table.form, &table.subject).hash(&mut hasher);
        for (_, column) in &table.columns {
            match column {
                FieldColumn::Number { values, given, marks } => {
                    values.iter().for_each(|value| value.to_bits().hash(&mut hasher));
                    (given, marks).hash(&mut hasher);
                }
                FieldColumn::YesNo { values } => values.hash(&mut hasher),
                FieldColumn::Text { index, given, entries } => {
                    (index, given).hash(&mut hasher);
                    entries.iter().for_each(|entry| entry.hash(&mut hasher));
                }
            }
        }
    }
    hasher.finish()
}
