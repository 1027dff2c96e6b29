//! The data of one subject, with the places that its rows have in their files.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use shensuan_data::{DataSet, FieldColumn, FormTable, TextList};

/// What a data set holds of one subject, which is its only one then; accounts of files and reference tables stay.
pub(super) fn data_of(data: &DataSet, subject: usize) -> DataSet {
    let tables: Vec<FormTable> = data.tables.iter().map(|table| rows_of(table, subject)).collect();
    let places: BTreeSet<(usize, u32)> = tables
        .iter()
        .flat_map(|table| table.rows.iter().enumerate().map(|(at, row)| (table.file_of(at), *row)))
        .collect();
    DataSet {
        folder: data.folder.clone(),
        files: data.files.clone(),
        subjects: data.subjects.get(subject).into_iter().collect(),
        subject_parts: data.subject_parts.get(subject).cloned().into_iter().collect(),
        tables,
        references: data.references.clone(),
        period: data.period,
        unreadable: data
            .unreadable
            .iter()
            .filter(|cell| places.contains(&(cell.file, cell.row)))
            .cloned()
            .collect(),
        rejected: Vec::new(),
        selected: None,
        unused_files: Vec::new(),
    }
}

/// The rows of a table that a subject filed.
fn rows_of(table: &FormTable, subject: usize) -> FormTable {
    let wanted = u32::try_from(subject).unwrap_or(u32::MAX);
    let start = table.subject.partition_point(|known| *known < wanted);
    let end = table.subject.partition_point(|known| *known <= wanted);
    let rows = start..end;
    FormTable {
        form: table.form,
        file: table.file,
        files: part(&table.files, &rows),
        rows: part(&table.rows, &rows),
        lines: part(&table.lines, &rows),
        subject: vec![0; rows.len()],
        columns: table.columns.iter().map(|(field, column)| (*field, column_of(column, &rows))).collect(),
        made_of: table.made_of.clone(),
        rows_of: None,
    }
}

/// Some rows; none of a list that says nothing of rows.
fn part<T: Clone>(all: &[T], rows: &Range<usize>) -> Vec<T> {
    all.get(rows.clone()).map(<[T]>::to_vec).unwrap_or_default()
}

fn column_of(column: &FieldColumn, rows: &Range<usize>) -> FieldColumn {
    match column {
        FieldColumn::Number { values, given, marks } => FieldColumn::Number {
            values: part(values, rows),
            given: part(given, rows),
            marks: part(marks, rows),
        },
        FieldColumn::YesNo { values } => FieldColumn::YesNo { values: part(values, rows) },
        FieldColumn::Text { index, given, entries } => {
            let (mut texts, mut places) = (TextList::new(), HashMap::new());
            let given = part(given, rows);
            let index = part(index, rows);
            let index = index.iter().zip(&given).map(|(entry, given)| {
                if !given {
                    return 0;
                }
                *places.entry(*entry).or_insert_with(|| {
                    texts.push(entries.get(*entry as usize).unwrap_or_default());
                    u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
                })
            });
            let index = index.collect();
            FieldColumn::Text { index, given, entries: texts }
        }
    }
}
