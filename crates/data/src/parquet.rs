//! Parquet files as sheets: the columns by their names, the cells as what they are kept as.

use std::borrow::Cow;
use std::path::Path;

use shensuan_columnar::{Kind, ParquetRows, Trouble};
use shensuan_diagnostics::codes::{copies as codes, data};
use shensuan_diagnostics::{Arg, Diagnostic, Message};

use crate::sheet::{Broken, Kept, Record};
use crate::words::one_line;

/// A file, the headings first.
pub(crate) struct Sheet {
    rows: ParquetRows,
    /// The row that was handed out last, the headings are row 1.
    row: u32,
}

/// Whether a file is one, by its name.
pub(crate) fn is_one(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
}

impl Sheet {
    /// Opens the bytes of a file; or why it cannot be opened.
    pub(crate) fn open(bytes: Vec<u8>, path: &str) -> Result<Self, Diagnostic> {
        let rows = ParquetRows::open(bytes).map_err(|trouble| {
            let said = Diagnostic::new(codes::NO_PARQUET).with("path", path);
            said.with("why", why(&trouble)).help(codes::WRITE_PARQUET_ANEW)
        })?;
        Ok(Self { rows, row: 0 })
    }

    /// What is said of columns that are not read.
    pub(crate) fn unread(&self, path: &str) -> Vec<Diagnostic> {
        let one = |(name, kind): &(String, String)| {
            let said = Diagnostic::new(codes::COLUMN_OF_NO_CELLS).with("path", path);
            said.with("column", one_line(name)).with("kind", one_line(kind)).help(codes::ONE_VALUE_A_ROW)
        };
        self.rows.nested().iter().map(one).collect()
    }

    /// Reads the next row; false at the end.
    pub(crate) fn next(&mut self, record: &mut Record<'_>) -> Result<bool, Broken> {
        record.kept.clear();
        if self.row == 0 {
            record.cells.clear();
            record.cells.extend(self.rows.headings().iter().cloned().map(Cow::Owned));
        } else {
            let (cells, kinds) = (&mut record.cells, &mut record.kept);
            let more = self.rows.next(|text, kind| {
                // The texts of the row before are written over.
                match cells.get_mut(kinds.len()) {
                    Some(Cow::Owned(cell)) => text.clone_into(cell),
                    Some(cell) => *cell = Cow::Owned(text.to_owned()),
                    None => cells.push(Cow::Owned(text.to_owned())),
                }
                kinds.push(kept(kind));
            });
            match more {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(trouble) => return Err(Broken::Damaged(self.row, message(&trouble))),
            }
        }
        self.row = self.row.saturating_add(1);
        record.row = self.row;
        record.line = self.row;
        Ok(true)
    }
}

const fn kept(kind: Kind) -> Kept {
    match kind {
        Kind::Exact => Kept::Untold,
        Kind::Number => Kept::Float,
        Kind::Time => Kept::Time,
        Kind::Truth => Kept::Truth,
        Kind::Bytes => Kept::Fault,
    }
}

fn message(trouble: &Trouble) -> Message {
    data::WHY_DAMAGED.with("why", trouble.to_string())
}

fn why(trouble: &Trouble) -> Arg {
    Arg::from(message(trouble))
}
