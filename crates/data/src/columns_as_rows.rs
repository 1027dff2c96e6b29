//! Groups whose rows are columns of their form (`rows … from`): their tables are made of the form's table.

use shensuan_columnar::TextList;
use shensuan_vocab::{FieldId, FieldType, Form, FormId, Vocab};

use crate::dataset::{DataSet, FieldColumn, FormTable};

/// Adds the tables of all groups that are made of columns, for the forms that have a table.
pub fn add_rows_made_of_columns(vocab: &Vocab, data: &mut DataSet) {
    for (form, declared) in vocab.forms() {
        let Some(parent) = declared.parent.filter(|_| declared.is_made_of_columns()) else { continue };
        let made = data.table(parent).map(|table| table_of(vocab, form, table));
        if let Some(made) = made {
            let at = data.tables.partition_point(|table| table.form < form);
            data.tables.insert(at, made);
        }
    }
}

fn table_of(vocab: &Vocab, form: FormId, from: &FormTable) -> FormTable {
    let Form { fields, columns: rows, .. } = vocab.form(form);
    let count = from.rows.len();
    let repeated = |values: &[u32]| -> Vec<u32> {
        values.iter().flat_map(|value| std::iter::repeat_n(*value, rows.len())).collect()
    };
    let label = FieldColumn::Text {
        index: (0..count).flat_map(|_| (0..).take(rows.len())).collect(),
        given: vec![true; count * rows.len()],
        entries: rows.iter().map(|row| &row.text).collect(),
    };
    let cells = fields.iter().skip(1).enumerate().map(|(slot, field)| {
        let columns: Vec<Option<FieldColumn>> = rows
            .iter()
            .map(|row| {
                let source = *row.cells.get(slot)?;
                Some(in_unit_of(vocab, from.column(source)?, source, *field))
            })
            .collect();
        (*field, woven(&columns.iter().map(Option::as_ref).collect::<Vec<_>>(), count))
    });
    FormTable {
        files: Vec::new(),
        form,
        file: from.file,
        rows: repeated(&from.rows),
        lines: repeated(&from.lines),
        subject: repeated(&from.subject),
        columns: fields.first().map(|first| (*first, label)).into_iter().chain(cells).collect(),
        made_of: rows.iter().map(|row| row.cells.clone()).collect(),
        rows_of: None,
    }
}

/// The numbers of a column in the unit of the field that they become cells of: 千克 beside 吨.
fn in_unit_of(vocab: &Vocab, column: &FieldColumn, source: FieldId, field: FieldId) -> FieldColumn {
    let (FieldType::Number(from), FieldType::Number(to)) =
        (&vocab.field(source).kind, &vocab.field(field).kind)
    else {
        return column.clone();
    };
    match (column, from.compatible(to)) {
        (FieldColumn::Number { values, given, marks }, Ok(way)) if !way.is_identity() => {
            FieldColumn::Number {
                values: values.iter().map(|number| way.apply(*number)).collect(),
                given: given.clone(),
                marks: marks.clone(),
            }
        }
        _ => column.clone(),
    }
}

/// Columns of one kind as one: a cell of each in turn.
fn woven(columns: &[Option<&FieldColumn>], count: usize) -> FieldColumn {
    let each = || (0..count).flat_map(|row| columns.iter().map(move |column| (row, *column)));
    match columns.iter().flatten().next() {
        Some(FieldColumn::YesNo { .. }) => FieldColumn::YesNo {
            values: each()
                .map(|(row, column)| match column {
                    Some(FieldColumn::YesNo { values }) => values.get(row).copied().flatten(),
                    Some(FieldColumn::Number { .. } | FieldColumn::Text { .. }) | None => None,
                })
                .collect(),
        },
        Some(FieldColumn::Text { .. }) => {
            let mut all = TextList::new();
            let bases: Vec<u32> = columns
                .iter()
                .map(|column| {
                    let base = u32::try_from(all.len()).unwrap_or(u32::MAX);
                    if let Some(FieldColumn::Text { entries, .. }) = column {
                        all.extend(entries);
                    }
                    base
                })
                .collect();
            let (mut index, mut given) = (Vec::new(), Vec::new());
            for row in 0..count {
                for (column, base) in columns.iter().zip(&bases) {
                    let at = match column {
                        Some(FieldColumn::Text { index, given, .. }) if given.get(row) == Some(&true) => {
                            index.get(row).map(|at| at + base)
                        }
                        _ => None,
                    };
                    given.push(at.is_some());
                    index.push(at.unwrap_or(0));
                }
            }
            FieldColumn::Text { index, given, entries: all }
        }
        Some(FieldColumn::Number { .. }) | None => {
            let number = |(row, column): (usize, Option<&FieldColumn>)| match column {
                Some(FieldColumn::Number { values, given, marks }) => (
                    values.get(row).copied().unwrap_or(0.0),
                    given.get(row).copied().unwrap_or(false),
                    marks.get(row).copied().unwrap_or(0),
                ),
                Some(FieldColumn::YesNo { .. } | FieldColumn::Text { .. }) | None => (0.0, false, 0),
            };
            FieldColumn::Number {
                values: each().map(|cell| number(cell).0).collect(),
                given: each().map(|cell| number(cell).1).collect(),
                marks: each().map(|cell| number(cell).2).collect(),
            }
        }
    }
}
