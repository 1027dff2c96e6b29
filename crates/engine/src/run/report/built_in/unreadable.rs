//! `type`: a cell whose text is not of its field's type; those to the right of the last heading too, so that there are
//! as many findings as unreadable cells.

use shensuan_data::{CellTrouble, FormTable, Unreadable};
use shensuan_diagnostics::codes::built_in as codes;
use shensuan_findings::{Evidence, HIDDEN, State};

use super::Fault;
use crate::run::report::Report;

impl Report<'_> {
    pub(super) fn unreadable_cells(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for table in self.judged_tables() {
            let cells = &self.cells.data.unreadable;
            // The files of a table follow each other.
            let files = [Some(&table.file), table.files.iter().min(), table.files.iter().max()];
            let files = files.into_iter().flatten().copied();
            let (first, last) = (files.clone().min(), files.max());
            let begin = cells.partition_point(|cell| Some(cell.file) < first);
            let its = cells.iter().skip(begin).take_while(|cell| Some(cell.file) <= last);
            let mut places: Option<Vec<((usize, u32), usize)>> = None;
            for cell in its {
                let places = places.get_or_insert_with(|| {
                    let place = |(row, number): (usize, &u32)| ((table.file_of(row), *number), row);
                    let mut places: Vec<_> = table.rows.iter().enumerate().map(place).collect();
                    places.sort_unstable();
                    places
                });
                // Not there where its subject was not picked out.
                let place = places.binary_search_by_key(&(cell.file, cell.row), |(place, _)| *place).ok();
                if let Some((_, row)) = place.and_then(|place| places.get(place)) {
                    faults.extend(self.unreadable_cell(table, *row, cell));
                }
            }
        }
        faults
    }

    fn unreadable_cell(&self, table: &FormTable, row: usize, cell: &Unreadable) -> Option<Fault> {
        let text = self.shown_text(cell.field, &cell.text);
        if let (Some(field), false) = (cell.field, cell.why == CellTrouble::WithoutHeading) {
            let message = codes::TYPE_WRONG
                .with("field", self.field_arg(field))
                .with("text", text)
                .with("why", cell.why.note());
            return self.in_cell(table, row, field, message, vec![self.cell_evidence(field, row)]);
        }
        let evidence = Evidence {
            name: cell.column.clone(),
            value: Some(if self.is_private(cell.field) { HIDDEN.to_owned() } else { cell.text.clone() }),
            unit: String::new(),
            state: State::Unreadable,
            cell: Some(self.cell_at(cell.file, cell.row, cell.field)),
        };
        Some(Fault {
            whose: self.whose(table, row)?,
            form: table.form,
            place: (cell.file, cell.row),
            message: codes::TYPE_WITHOUT_HEADING.with("column", cell.column.as_str()).with("text", text),
            evidence: vec![evidence],
            against: self.ready.model.vocab.form(table.form).span,
        })
    }
}
