//! Tables of one form from several files, put together.

use crate::columns::arrange;
use crate::dataset::{DataSet, FieldColumn, FormTable};
use crate::numbered::{Numbered, hash_of};
use crate::table::order;

impl DataSet {
    /// Makes one table of those of one form, which stand beside each other; rows of one subject keep the order of the files.
    pub(crate) fn put_together(&mut self) {
        let mut apart = std::mem::take(&mut self.tables).into_iter().peekable();
        while let Some(first) = apart.next() {
            let form = first.form;
            let mut of_form = vec![first];
            of_form.extend(std::iter::from_fn(|| apart.next_if(|table| table.form == form)));
            let several = of_form.len() > 1;
            let table = merged(of_form, 0);
            self.tables.extend(if several { table.map(ascending) } else { table });
        }
    }
}

/// A table whose subjects ascend.
fn ascending(table: FormTable) -> FormTable {
    let Some(order) = order(&table.subject) else { return table };
    let order = Some(order.as_slice());
    let columns = table.columns.into_iter().map(|(field, column)| (field, arranged(column, order)));
    FormTable {
        files: if table.files.is_empty() { table.files } else { arrange(table.files, order) },
        rows: arrange(table.rows, order),
        lines: if table.lines.is_empty() { table.lines } else { arrange(table.lines, order) },
        subject: arrange(table.subject, order),
        columns: columns.collect(),
        ..table
    }
}

fn arranged(column: FieldColumn, order: Option<&[usize]>) -> FieldColumn {
    match column {
        FieldColumn::Number { values, given, marks } => FieldColumn::Number {
            values: arrange(values, order),
            given: arrange(given, order),
            marks: if marks.is_empty() { marks } else { arrange(marks, order) },
        },
        FieldColumn::YesNo { values } => FieldColumn::YesNo { values: arrange(values, order) },
        FieldColumn::Text { index, given, entries } => {
            FieldColumn::Text { index: arrange(index, order), given: arrange(given, order), entries }
        }
    }
}

/// The rows of several files as one table; `before` is where its files are counted from.
pub(crate) fn merged(tables: Vec<FormTable>, before: usize) -> Option<FormTable> {
    let mut tables = tables.into_iter();
    let mut all = tables.next()?;
    all.file += before;
    if tables.len() == 0 {
        return Some(all);
    }
    // What texts there are is asked of every file; it is gathered once.
    let mut known: Vec<Numbered> = all.columns.iter().map(|(_, column)| numbered(column)).collect();
    for table in tables {
        if all.files.is_empty() {
            all.files = vec![all.file; all.rows.len()];
        }
        let lines = all.lines.is_empty() && table.lines.is_empty();
        if !lines {
            let own = if all.lines.is_empty() { all.rows.clone() } else { std::mem::take(&mut all.lines) };
            let more = if table.lines.is_empty() { table.rows.clone() } else { table.lines };
            all.lines = own.into_iter().chain(more).collect();
        }
        all.files.extend(std::iter::repeat_n(table.file + before, table.rows.len()));
        all.rows.extend(table.rows);
        all.subject.extend(table.subject);
        for (((_, column), (_, more)), known) in all.columns.iter_mut().zip(table.columns).zip(&mut known) {
            append(column, more, known);
        }
    }
    Some(all)
}

/// The numbers of a column's texts; none of numbers.
fn numbered(column: &FieldColumn) -> Numbered {
    match column {
        FieldColumn::Text { entries, .. } => Numbered::of(entries),
        FieldColumn::Number { .. } | FieldColumn::YesNo { .. } => Numbered::default(),
    }
}

fn append(column: &mut FieldColumn, more: FieldColumn, known: &mut Numbered) {
    match (column, more) {
        (
            FieldColumn::Number { values, given, marks },
            FieldColumn::Number { values: more, given: more_given, marks: more_marks },
        ) => {
            values.extend(more);
            given.extend(more_given);
            marks.extend(more_marks);
        }
        (FieldColumn::YesNo { values }, FieldColumn::YesNo { values: more }) => values.extend(more),
        (
            FieldColumn::Text { index, given, entries },
            FieldColumn::Text { index: more, given: more_given, entries: more_entries },
        ) => {
            let mut place = |text: &str| {
                let same = |number: u32| entries.get(number as usize) == Some(text);
                let (number, new) = known.find_or_add(hash_of(text), same);
                if new {
                    entries.push(text);
                }
                number
            };
            let places: Vec<u32> = more_entries.iter().map(&mut place).collect();
            index.extend(more.into_iter().map(|at| places.get(at as usize).copied().unwrap_or(0)));
            given.extend(more_given);
        }
        (FieldColumn::Number { .. } | FieldColumn::YesNo { .. } | FieldColumn::Text { .. }, _) => {}
    }
}
