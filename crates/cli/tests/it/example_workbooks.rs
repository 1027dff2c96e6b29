//! The workbooks of examples/national-workbooks are what the page beside them says; `UPDATE=1` makes them of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use crate::reference::blocks;
use crate::run::root;

/// A sheet, its rows of cells.
type Sheet = (String, Vec<Vec<String>>);

/// The sheets of each workbook, in the order of the page.
fn books(page: &str) -> BTreeMap<PathBuf, Vec<Sheet>> {
    let mut books: BTreeMap<PathBuf, Vec<Sheet>> = BTreeMap::new();
    for block in blocks(page).into_iter().filter(|block| block.kind == "sheet") {
        let (book, sheet) = block.note.trim_end_matches(']').split_once('[').unwrap();
        let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let rows = block.text.lines().map(cells).collect();
        books.entry(PathBuf::from(book)).or_default().push((sheet.to_owned(), rows));
    }
    books
}

/// What a cell of the page holds.
fn value(cell: &str) -> Data {
    match (cell.strip_prefix('\''), cell.parse::<f64>()) {
        (Some(text), _) => Data::String(text.to_owned()),
        (None, Ok(number)) => Data::Float(number),
        (None, Err(_)) if cell.is_empty() => Data::Empty,
        (None, Err(_)) => Data::String(cell.to_owned()),
    }
}

fn write(sheets: &[Sheet], path: &Path) {
    let mut book = Workbook::new();
    // The same page makes the same bytes.
    let made = ExcelDateTime::from_ymd(2018, 1, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        let last = u16::try_from(rows.iter().map(Vec::len).max().unwrap() - 1).unwrap();
        for (row, cells) in (0..).zip(rows) {
            if let [alone] = cells.as_slice() {
                sheet.merge_range(row, 0, row, last, alone, &Format::new()).unwrap();
                continue;
            }
            for (column, cell) in (0..).zip(cells) {
                match value(cell) {
                    Data::Float(number) => sheet.write_number(row, column, number).map(|_| ()),
                    Data::String(text) => sheet.write_string(row, column, text).map(|_| ()),
                    _ => Ok(()),
                }
                .unwrap();
            }
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    book.save(path).unwrap();
}

/// The sheets of a workbook, their cells up to the last of each row.
fn held(path: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let names = book.sheet_names();
    let rows = |range: calamine::Range<Data>| range.rows().map(|row| full(row.to_vec())).collect();
    names.into_iter().map(|name| (name.clone(), rows(book.worksheet_range(&name).unwrap()))).collect()
}

fn full(mut row: Vec<Data>) -> Vec<Data> {
    row.truncate(row.iter().rposition(|cell| *cell != Data::Empty).map_or(0, |last| last + 1));
    row
}

/// The workbooks below a folder.
fn found(folder: &Path, below: &Path, all: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), below.join(entry.file_name()));
        if path.is_dir() {
            found(&path, &name, all);
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            all.insert(name);
        }
    }
}

#[test]
fn the_workbooks_of_the_example_hold_what_its_page_says() {
    let example = root().join("examples/national-workbooks");
    let books = books(&fs::read_to_string(example.join("sheets.md")).unwrap());
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        books.iter().for_each(|(path, sheets)| write(sheets, &example.join(path)));
    }
    let mut all = BTreeSet::new();
    found(&example, Path::new(""), &mut all);
    assert_eq!(all, books.keys().cloned().collect());
    for (path, sheets) in books {
        let typed = |rows: Vec<Vec<String>>| -> Vec<Vec<Data>> {
            rows.iter().map(|row| full(row.iter().map(|cell| value(cell)).collect())).collect()
        };
        let said: Vec<_> = sheets.into_iter().map(|(name, rows)| (name, typed(rows))).collect();
        assert_eq!(held(&example.join(&path)), said, "{}: UPDATE=1 makes it anew", path.display());
    }
}
