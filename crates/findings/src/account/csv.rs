//! A table of results as CSV, by the rules of the other lists. Every distinct text is made a cell once.

use std::io::{self, Write};

use super::{ResultCells, ResultColumn, ResultTable};
use crate::csv::MARK;
use crate::excel::cell;
use crate::number::readable;

/// So many bytes are handed on at a time.
const BLOCK: usize = 1 << 16;

/// A column ready to be written row by row.
enum Ready<'c> {
    Texts { index: &'c [u32], given: &'c [bool], cells: Vec<Vec<u8>> },
    Numbers { values: &'c [f64], given: &'c [bool] },
    Counts { values: &'c [u32], given: &'c [bool] },
}

/// Writes a table as CSV.
///
/// # Errors
/// What writing gives.
pub fn write_result<W: Write>(mut into: W, table: &ResultTable<'_>) -> io::Result<()> {
    into.write_all(MARK)?;
    let ready: Vec<Ready<'_>> = table.columns.iter().map(ready).collect();
    let mut block = Vec::with_capacity(BLOCK * 2);
    for (at, column) in table.columns.iter().enumerate() {
        if at > 0 {
            block.push(b',');
        }
        quoted(&cell(&column.heading), &mut block);
    }
    block.extend_from_slice(b"\r\n");
    for row in 0..table.rows {
        for (at, column) in ready.iter().enumerate() {
            if at > 0 {
                block.push(b',');
            }
            column.put(row, &mut block);
        }
        block.extend_from_slice(b"\r\n");
        if block.len() >= BLOCK {
            into.write_all(&block)?;
            block.clear();
        }
    }
    into.write_all(&block)?;
    into.flush()
}

fn ready<'c>(column: &'c ResultColumn<'_>) -> Ready<'c> {
    match &column.cells {
        ResultCells::Texts { index, given, entries } => {
            let made = |text: &str| {
                let mut bytes = Vec::new();
                quoted(&cell(text), &mut bytes);
                bytes
            };
            Ready::Texts { index, given, cells: entries.iter().map(made).collect() }
        }
        ResultCells::Numbers { values, given } => Ready::Numbers { values, given },
        ResultCells::Counts { values, given } => Ready::Counts { values, given },
    }
}

impl Ready<'_> {
    fn put(&self, row: usize, into: &mut Vec<u8>) {
        let is_given = |given: &[bool]| given.get(row) == Some(&true);
        match self {
            Self::Texts { index, given, cells } if is_given(given) => {
                let cell = index.get(row).and_then(|entry| cells.get(*entry as usize));
                into.extend_from_slice(cell.map_or(&[], Vec::as_slice));
            }
            Self::Numbers { values, given } if is_given(given) => {
                into.extend_from_slice(values.get(row).map_or_else(String::new, |n| readable(*n)).as_bytes());
            }
            Self::Counts { values, given } if is_given(given) => {
                // Writing to memory does not fail.
                let _ = values.get(row).map(|count| write!(into, "{count}"));
            }
            Self::Texts { .. } | Self::Numbers { .. } | Self::Counts { .. } => {}
        }
    }
}

/// A cell as it stands between commas.
fn quoted(text: &str, into: &mut Vec<u8>) {
    if text.contains(['"', ',', '\n', '\r']) {
        into.push(b'"');
        into.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        into.push(b'"');
    } else {
        into.extend_from_slice(text.as_bytes());
    }
}
