//! The books of a data set: every file, row and cell is somewhere, once.

use std::collections::BTreeSet;

use shensuan_data::{CellTrouble, DataSet, FieldColumn, RowTrouble};
use shensuan_vocab::Vocab;

/// Of every row whether its cell of a column is given.
fn given_cells(column: &FieldColumn) -> Vec<bool> {
    match column {
        FieldColumn::Number { values, given, .. } => {
            assert_eq!(values.len(), given.len());
            given.clone()
        }
        FieldColumn::YesNo { values } => values.iter().map(Option::is_some).collect(),
        FieldColumn::Text { index, given, entries } => {
            assert_eq!(index.len(), given.len());
            let held = |(at, given): (&u32, &bool)| !given || (*at as usize) < entries.len();
            assert!(index.iter().zip(given).all(held), "a text that is in no dictionary");
            assert_eq!(entries.iter().collect::<BTreeSet<_>>().len(), entries.len(), "a text held twice");
            given.clone()
        }
    }
}

/// Checks every sum that a data set promises.
pub(crate) fn add_up(set: &DataSet, vocab: &Vocab) {
    let parts = vocab.subject.as_ref().map_or(0, |subject| subject.key.len());
    assert!(set.tables.is_sorted_by(|a, b| a.form < b.form), "a table a form, in the order of the forms");
    assert!(set.files.is_sorted_by_key(|file| file.form), "files stand in the order of the forms");
    for (at, file) in set.files.iter().enumerate() {
        let name = &file.name;
        let table = set.table(file.form).unwrap();
        let its: Vec<usize> = (0..table.rows.len()).filter(|row| table.file_of(*row) == at).collect();
        assert_eq!(file.rows_in, file.rows_used + file.rows_rejected, "rows of {name}: {file:?}");
        assert_eq!(
            file.cells_in,
            file.cells_used + file.cells_empty + file.cells_rejected,
            "cells of {name}: {file:?}"
        );
        assert_eq!(
            file.cells_rejected,
            file.cells_unreadable + file.cells_surplus + file.cells_of_rejected_rows,
            "rejected cells of {name}: {file:?}"
        );

        let first = file.header + file.header_rows;
        assert!(file.rows_above < file.header.max(1) as usize, "rows above the headings of {name}: {file:?}");
        assert!((1..=4).contains(&file.header_rows) == (file.header > 0), "{name}: {file:?}");
        let rejected = set.rejected.iter().filter(|row| row.file == at);
        let turned = !file.turned.is_empty();
        let below = |row: u32| turned || row >= first;
        assert!(rejected.clone().all(|row| below(row.row)), "rows of {name} stand below its headings");
        assert!(its.iter().all(|row| below(table.rows[*row])), "rows of {name} stand below its headings");
        assert!(set.unreadable.iter().all(|cell| cell.file != at || below(cell.row)), "{name}");
        assert_eq!(rejected.count(), file.rows_rejected, "rejected rows of {name} are listed");
        let of_file = || set.unreadable.iter().filter(|cell| cell.file == at);
        assert_eq!(
            of_file().count(),
            file.cells_unreadable + file.cells_surplus,
            "cells of {name} are listed"
        );
        let surplus = of_file().filter(|cell| cell.why == CellTrouble::WithoutHeading);
        assert_eq!(surplus.count(), file.cells_surplus);
        assert!(of_file().all(|cell| !cell.text.trim().is_empty()), "an empty cell is not unreadable");

        let rows = table.rows.len();
        assert_eq!(its.len(), file.rows_used, "{name}");
        assert_eq!(table.subject.len(), rows, "{name}");
        assert!(table.lines.is_empty() || table.lines.len() == rows, "{name}");
        assert!(table.subject.is_sorted(), "rows of one subject stand together in {name}");
        assert!(table.subject.iter().all(|subject| (*subject as usize) < set.subjects.len()), "{name}");
        let numbers: BTreeSet<u32> = its.iter().map(|row| table.rows[*row]).collect();
        assert_eq!(numbers.len(), its.len(), "no row of {name} is used twice");
        assert!(set.rejected.iter().all(|row| row.file != at || turned || !numbers.contains(&row.row)));

        let declared = &vocab.form(table.form).fields;
        assert!(table.columns.iter().map(|(field, _)| field).eq(declared), "{name} has every field in order");
        let mut given = 0;
        for (field, column) in &table.columns {
            let given_in = given_cells(column);
            assert_eq!(given_in.len(), rows, "{name}");
            let filled = its.iter().filter(|row| given_in[**row]).count();
            assert!(filled == 0 || !file.missing_columns.contains(field), "{name}");
            given += filled;
        }
        assert!(
            (given..=given + its.len() * parts).contains(&file.cells_used),
            "used cells of {name}: {file:?}"
        );
    }

    let place = |cell: &shensuan_data::Unreadable| (cell.file, cell.row);
    assert!(set.unreadable.is_sorted_by_key(place), "unreadable cells stand in the order of the files");
    assert!(set.rejected.is_sorted_by_key(|row| (row.file, set.files[row.file].place_of(row))));
    for cell in &set.unreadable {
        let table = set.table(set.files[cell.file].form).unwrap();
        let is = |row: &usize| (table.file_of(*row), table.rows[*row]) == (cell.file, cell.row);
        let row = (0..table.rows.len()).find(is).expect("the row of a cell is used");
        if let Some(field) = cell.field {
            let found = set.unreadable_at(table.form, row, field).expect("a cell is found again");
            assert_eq!(found.text, cell.text);
        }
    }
    let met: BTreeSet<u32> = set.tables.iter().flat_map(|table| &table.subject).copied().collect();
    assert_eq!(met.len(), set.subjects.len(), "every subject has a row");
    let register = vocab.subject.as_ref().and_then(|subject| subject.register);
    let listed = set.rejected.iter().all(|row| row.key.is_empty() == (row.why != RowTrouble::NotListed));
    assert!(listed, "a row outside the register has a key");
    assert!(register.is_some() || set.rejected.iter().all(|row| row.why != RowTrouble::NotListed));
}

/// Checks that every file is used or listed as unused: once, or each sheet of it once.
pub(crate) fn hold_every_file<'a>(set: &DataSet, files: impl Iterator<Item = &'a str>) {
    let mut expected: Vec<&str> = files.filter(|name| *name != "dataset.toml").collect();
    // A sheet may hold several forms, and several blocks of one.
    let used: BTreeSet<&str> = set.files.iter().map(|file| file.name.as_str()).collect();
    let used = used.into_iter();
    let mut found: Vec<&str> = used.chain(set.unused_files.iter().map(|file| file.name.as_str())).collect();
    found.sort_unstable();
    assert!(found.is_sorted_by(|a, b| a != b), "{found:?}");
    let file = |name: &&'_ str| match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((file, _))
            if [".xlsx", ".xls", ".xlsb", ".ods"].iter().any(|end| file.to_lowercase().ends_with(end)) =>
        {
            file.to_owned()
        }
        _ => (*name).to_owned(),
    };
    let mut found: Vec<String> = found.iter().map(file).collect();
    found.dedup();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
