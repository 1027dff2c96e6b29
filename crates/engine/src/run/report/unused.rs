//! What of the data was used and what not, cell by cell and row by row: whoever is answered hears of it.

use shensuan_data::RowTrouble;
use shensuan_findings::{Cell, HIDDEN, OrphanRow, RejectedRow, UnreadableCell, Unused, UnusedFile};

use super::Report;

impl Report<'_> {
    /// Of every file how much was used; all that was not.
    pub(super) fn unused(&self) -> Unused {
        let data = self.cells.data;
        let unreadable = data.unreadable.iter().map(|cell| UnreadableCell {
            file: self.file_name(cell.file),
            row: self.cell_at(cell.file, cell.row, cell.field).row,
            column: match self.cell_at(cell.file, cell.row, cell.field).column {
                Some(letters) => format!("{letters} {}", cell.column),
                None => cell.column.clone(),
            },
            text: if self.is_private(cell.field) { HIDDEN.to_owned() } else { cell.text.clone() },
            why: self.words(cell.why.note()),
        });
        let listed = |row: &&shensuan_data::RejectedRow| row.why != RowTrouble::NotListed;
        let rejected = data.rejected.iter().filter(listed).map(|row| {
            let Cell { file, row: number, column } = self.rejected_at(row);
            RejectedRow { file, row: number, column, why: self.words(row.why.note()) }
        });
        Unused {
            files: data.files.iter().map(|file| self.file_summary(file)).collect(),
            unused_files: data
                .unused_files
                .iter()
                .map(|unused| UnusedFile { file: unused.name.clone(), why: self.words(unused.why.note()) })
                .collect(),
            unreadable: unreadable.collect(),
            rejected: rejected.collect(),
            orphans: self.orphan_rows(),
        }
    }

    /// The rows of those whom the register does not hold, by key; none where there is no register.
    fn orphan_rows(&self) -> Option<Vec<OrphanRow>> {
        self.ready.model.vocab.subject.as_ref()?.register?;
        let rows = self.cells.data.rejected.iter().filter(|row| row.why == RowTrouble::NotListed);
        let row = |row: &shensuan_data::RejectedRow| {
            let account = self.cells.data.files.get(row.file);
            let form = account.map_or_else(String::new, |file| self.form_name(file.form));
            let Cell { file, row: number, column } = self.rejected_at(row);
            OrphanRow { subject: row.key.clone(), form, file, row: number, column }
        };
        let mut rows: Vec<OrphanRow> = rows.map(row).collect();
        rows.sort_by(|a, b| a.subject.cmp(&b.subject));
        Some(rows)
    }
}
