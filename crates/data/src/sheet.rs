//! Sheets: rows of cells, whatever they are kept in.

use std::borrow::Cow;

use shensuan_diagnostics::Message;

use crate::dataset::RowTrouble;
use crate::merged::Merged;
use crate::parquet;
use crate::records::Records;
use crate::repairs::{Repair, Repairs};
use crate::workbook::CellRows;

/// What a cell is kept as, where the file tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The file tells nothing: it is a text.
    #[default]
    Untold,
    /// As text.
    Text,
    /// As a number, which has at most 15 digits that count and may be shown otherwise than it is kept: 0.95 as 95%.
    Number,
    /// As a number that is shown as it is kept.
    Float,
    /// As a number that is shown as a per cent.
    Share,
    /// As a number of a workbook that counts days from 1904 on.
    From1904,
    /// As a point in time.
    Time,
    /// As true or false.
    Truth,
    /// As the fault that a spreadsheet's own formula came to.
    Fault,
    /// As a formula whose result is not there.
    Formula,
    /// As several cells that one heading is merged over.
    Several,
    /// As bytes that are no text.
    Bytes,
}

impl Kept {
    /// Whether a number of more than 15 digits has lost the last ones.
    pub(crate) fn is_rounded(self) -> bool {
        matches!(self, Self::Number | Self::Float | Self::Share | Self::From1904)
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record<'a> {
    /// Its cells as text; a blank line has one, an empty one.
    pub(crate) cells: Vec<Cow<'a, str>>,
    /// What each is kept as; empty where the file tells nothing.
    pub(crate) kept: Vec<Kept>,
    /// Its number as a spreadsheet shows it, from 1: line breaks inside cells make no rows.
    pub(crate) row: u32,
    /// The line of the file that it begins on, from 1; the row where the file has no lines.
    pub(crate) line: u32,
    /// Why it is no row of the table, where that is known before its cells are read.
    pub(crate) out: Option<RowTrouble>,
    /// Cells to which something was done already, by column.
    pub(crate) touched: Vec<(usize, Repair)>,
}

impl Record<'_> {
    /// What a cell is kept as.
    pub(crate) fn kept(&self, column: usize) -> Kept {
        self.kept.get(column).copied().unwrap_or_default()
    }

    /// What was done to a cell before it was read.
    pub(crate) fn repairs(&self, column: usize) -> Repairs {
        let done = self.touched.iter().filter(|(touched, _)| *touched == column);
        done.fold(Repairs::default(), |all, (_, repair)| all.with(*repair))
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Why the rest of a sheet cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Broken {
    /// A quote is not closed where its cell should end: the line it was opened on.
    Quote(u32),
    /// The file is damaged below this row.
    Damaged(u32, Message),
    /// A block of a text cannot be read by itself.
    NotInBlocks,
    /// The server hands out no more behind this row.
    #[cfg(feature = "postgres")]
    Lost(u32, Message),
}

/// Hands out the rows of a sheet.
pub(crate) enum Rows<'a> {
    /// Of a text.
    Text(Records<'a>),
    /// Of a workbook.
    Cells(CellRows<'a>),
    /// Of a Parquet file, its headings alone.
    Parquet(parquet::Headings),
    /// Of a database.
    #[cfg(feature = "postgres")]
    Database(crate::database::Sheet<'a>),
    /// There are none.
    None,
}

impl<'a> Rows<'a> {
    /// Reads the next row; false at the end.
    pub(crate) fn next(&mut self, record: &mut Record<'a>) -> Result<bool, Broken> {
        match self {
            Self::Text(records) => records.next(record).map_err(|quote| Broken::Quote(quote.line)),
            Self::Cells(cells) => cells.next(record),
            Self::Parquet(headings) => Ok(headings.next(record)),
            #[cfg(feature = "postgres")]
            Self::Database(sheet) => sheet.next(record),
            Self::None => Ok(false),
        }
    }

    /// Which cells are merged, as far as that is told.
    pub(crate) fn merged(&self) -> Merged {
        match self {
            Self::Cells(cells) => cells.merged(),
            #[cfg(feature = "postgres")]
            Self::Database(_) => Merged::default(),
            Self::Text(_) | Self::Parquet(_) | Self::None => Merged::default(),
        }
    }
}
