//! Numbers that are not there, and percentages that are none of a whole.

use shensuan_diagnostics::codes::table_remarks as codes;
use shensuan_vocab::FieldType;

use super::Remarks;
use super::looked::Looked;

pub(super) fn remarks(looked: &Looked<'_>, remarks: &mut Remarks) {
    for field in looked.values() {
        let declared = looked.vocab.field(field);
        let given = looked.keyed.iter().filter(|row| looked.is_given(row.row, field)).count();
        // A column that most rows leave blank is one that rows may leave blank.
        let wanted = !declared.optional && given * 4 >= looked.keyed.len() * 3;
        for row in looked.keyed.iter().map(|row| row.row) {
            if wanted && !looked.is_given(row, field) {
                remarks.push(codes::VALUE_MISSING, looked.at(row, field), |said| {
                    said.with("place", looked.place(row))
                        .with("column", looked.column(field))
                        .quote(looked.quote(row, field, None))
                });
            }
            let share = looked.table.number(field, row).filter(|_| declared.kind == FieldType::Percent);
            if share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
                remarks.push(codes::OUT_OF_BOUNDS, looked.at(row, field), |said| {
                    said.with("place", looked.place(row))
                        .with("column", looked.column(field))
                        .with("text", looked.shown(row, field))
                        .quote(looked.quote(row, field, None))
                });
            }
        }
    }
}
