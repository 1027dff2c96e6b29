//! Tables of results as one workbook: a sheet a table, and further sheets where a sheet has no room for all rows.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use shensuan_diagnostics::Lang;

use super::{ResultCells, ResultColumn, ResultTable};

/// Rows of a sheet, that of the headings among them.
const MOST_ROWS: usize = 1_048_576;
/// Characters of the name of a sheet.
const MOST_NAME: usize = 31;
/// Characters of a cell.
const MOST_TEXT: usize = 32_767;
/// Rows by which the width of a column is judged.
const JUDGED: usize = 200;
/// The narrowest and the widest column, in digits.
const WIDTHS: (usize, usize) = (8, 48);
/// Smaller numbers than this are not shown with digits behind the point.
const SMALL: f64 = 1e-4;

/// Writes tables as one workbook. The bytes say nothing of when it was written.
///
/// # Errors
/// What writing gives.
pub fn write_results_xlsx<W: Write + Send>(
    into: W,
    tables: &[&ResultTable<'_>],
    lang: Lang,
) -> io::Result<()> {
    written(into, tables, lang, MOST_ROWS)
}

/// The same with sheets of so many rows.
fn written<W: Write + Send>(
    into: W,
    tables: &[&ResultTable<'_>],
    lang: Lang,
    most_rows: usize,
) -> io::Result<()> {
    let mut workbook = Workbook::new();
    let made = made(&mut workbook, tables, lang, most_rows);
    let written = made.and_then(|()| workbook.save_to_writer(into));
    written.map_err(
        |error| {
            if let XlsxError::IoError(error) = error { error } else { io::Error::other(error) }
        },
    )
}

fn made(
    workbook: &mut Workbook,
    tables: &[&ResultTable<'_>],
    lang: Lang,
    most_rows: usize,
) -> Result<(), XlsxError> {
    let first_day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&first_day));
    let mut taken = BTreeSet::new();
    for table in tables {
        let rows = most_rows - 1;
        let sheets = table.rows.div_ceil(rows).max(1);
        for sheet in 0..sheets {
            let from = sheet * rows;
            let name = named(&table.name, &mut taken);
            let page = workbook.add_worksheet();
            page.set_name(name)?;
            page.set_freeze_panes(1, 0)?;
            for (at, column) in (0_u16..).zip(&table.columns) {
                let said = match lang {
                    _ if at > 0 || sheets == 1 => column.heading.clone(),
                    Lang::Zh => format!("{}（第 {} 页，共 {sheets} 页）", column.heading, sheet + 1),
                    Lang::En => format!("{} (sheet {} of {sheets})", column.heading, sheet + 1),
                };
                put(page, at, &said, column, from..table.rows.min(from + rows))?;
            }
        }
    }
    Ok(())
}

/// A column with its heading.
fn put(
    page: &mut Worksheet,
    at: u16,
    heading: &str,
    column: &ResultColumn<'_>,
    rows: std::ops::Range<usize>,
) -> Result<(), XlsxError> {
    let judged = rows.clone().take(JUDGED).map(|row| width(&column.shown(row)));
    let wide = judged.chain([width(heading)]).max().unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1);
    page.set_column_width(at, u32::try_from(wide + 2).unwrap_or(u32::MAX))?;
    page.write_string_with_format(0, at, heading, &Format::new().set_bold())?;
    let format = Format::new().set_num_format(number_format(column));
    for (row, line) in rows.zip(1_u32..) {
        match &column.cells {
            ResultCells::Texts { index, given, entries } if given.get(row) == Some(&true) => {
                let text = index.get(row).and_then(|entry| entries.get(*entry as usize));
                let text = text.unwrap_or("");
                match text.char_indices().nth(MOST_TEXT) {
                    Some((end, _)) => page.write_string(line, at, text.get(..end).unwrap_or(""))?,
                    None => page.write_string(line, at, text)?,
                };
            }
            ResultCells::Numbers { values, given } if given.get(row) == Some(&true) => {
                page.write_number_with_format(line, at, values.get(row).copied().unwrap_or(0.0), &format)?;
            }
            ResultCells::Counts { values, given } if given.get(row) == Some(&true) => {
                page.write_number_with_format(line, at, values.get(row).copied().unwrap_or(0), &format)?;
            }
            ResultCells::Texts { .. } | ResultCells::Numbers { .. } | ResultCells::Counts { .. } => {}
        }
    }
    Ok(())
}

/// Whole numbers as such; digits behind the point where they say enough of every number.
fn number_format(column: &ResultColumn<'_>) -> &'static str {
    let ResultCells::Numbers { values, .. } = &column.cells else { return "0" };
    let small = |number: &f64| *number != 0.0 && number.abs() < SMALL;
    if values.iter().all(|number| number.fract() == 0.0) {
        "#,##0"
    } else if values.iter().any(small) {
        "General"
    } else {
        "#,##0.00####"
    }
}

/// How wide a text is, in digits: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A name that a sheet may have and no other sheet has, whatever the case of its letters.
fn named(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c };
    let name: String = name.trim().trim_matches('\'').chars().map(plain).collect();
    let name = if name.is_empty() { "_".to_owned() } else { name };
    // The name of a sheet is counted in UTF-16.
    let cut = |most: usize| {
        let mut length = 0;
        name.chars().take_while(|c| (length += c.len_utf16(), length <= most).1).collect::<String>()
    };
    let mut made = cut(MOST_NAME);
    for another in 2_usize.. {
        if taken.insert(made.to_lowercase()) {
            break;
        }
        let end = format!(" {another}");
        made = cut(MOST_NAME - end.len()) + &end;
    }
    made
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::BTreeSet;
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use shensuan_diagnostics::Lang;

    use super::{ResultCells, ResultColumn, ResultTable, named, written};

    /// What a sheet has no room for stands in the next ones: all rows once, in their order, below the same headings.
    #[test]
    fn more_rows_than_a_sheet_holds() {
        let texts = ResultCells::Texts {
            index: (0..10).map(|row| row % 3).collect(),
            given: (0..10).map(|row| row != 4).collect(),
            entries: Cow::Owned(["甲", "乙", "丙"].into_iter().collect()),
        };
        let numbers = ResultCells::numbers((0..10).map(|row| Some(f64::from(row) + 0.5)));
        let columns = vec![ResultColumn::plain("企业", texts), ResultColumn::plain("排放量", numbers)];
        let long = ResultTable { name: "核算表".to_owned(), rows: 10, columns };
        let short = ResultTable { name: "合计".to_owned(), rows: 0, columns: Vec::new() };
        for (most, sheets) in [(4, 4), (6, 2), (11, 1), (12, 1)] {
            let mut bytes = Vec::new();
            written(&mut bytes, &[&long, &short], Lang::Zh, most).unwrap();
            let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
            let names = book.sheet_names();
            assert_eq!(names.len(), sheets + 1, "{names:?}");
            assert_eq!((names[0].as_str(), names.last().unwrap().as_str()), ("核算表", "合计"));
            let mut rows = Vec::new();
            for (at, name) in names[..sheets].iter().enumerate() {
                let sheet = book.worksheet_range(name).unwrap();
                assert!(sheet.height() <= most);
                let page = if sheets == 1 {
                    String::new()
                } else {
                    format!("（第 {} 页，共 {sheets} 页）", at + 1)
                };
                assert_eq!(sheet.get((0, 0)), Some(&Data::String(format!("企业{page}"))));
                assert_eq!(sheet.get((0, 1)), Some(&Data::String("排放量".to_owned())));
                rows.extend(sheet.rows().skip(1).map(|row| format!("{} {}", row[0], row[1])));
            }
            let all: Vec<String> = (0..10)
                .map(|row| {
                    format!(
                        "{} {}",
                        if row == 4 { "" } else { ["甲", "乙", "丙"][row % 3] },
                        row as f64 + 0.5
                    )
                })
                .collect();
            assert_eq!(rows, all);
        }
    }

    #[test]
    fn sheets_have_names_of_their_own() {
        let mut taken = BTreeSet::new();
        let long = "很".repeat(40);
        let names: Vec<String> =
            ["G106-1", "g106-1", "a/b", "", &long, &long].map(|name| named(name, &mut taken)).into();
        let (first, second) = ("很".repeat(31), "很".repeat(29) + " 2");
        assert_eq!(names, ["G106-1", "g106-1 2", "a_b", "_", &first, &second]);
    }
}
