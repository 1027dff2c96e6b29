//! Rows of a source as they stand there, read once more: for whoever wants to see what a cell held before it was read.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::FileAccount;
use crate::encoding::Encoding;
use crate::folder::read_bytes;
use crate::records::Records;
use crate::sheet::{Record, Rows};
use crate::texts::{Blocks, whole};
use crate::workbook::Workbook;

/// Rows by their numbers as a spreadsheet shows them, each with its cells.
pub type RowsAsTheyStand = BTreeMap<u32, Vec<String>>;

/// The rows of a source that are wanted, with the texts of their cells; those that are no longer there are left out. None
/// where the source is gone, cannot be read, or keeps no rows of texts: a map, columns, a database.
#[must_use]
pub fn rows_as_they_stand(account: &FileAccount, wanted: &BTreeSet<u32>) -> Option<RowsAsTheyStand> {
    let last = wanted.last().copied()?;
    match account.encoding {
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Gb18030 | Encoding::Utf16Le | Encoding::Utf16Be => {
            let delimiter = account.delimiter?;
            let Blocks { first, more, .. } = Blocks::at_once(&account.path, Some(account.encoding)).ok()?;
            let text = whole(first, more).ok()?;
            Some(picked(Rows::Text(Records::new(&text, delimiter)), wanted, last))
        }
        Encoding::Xlsx | Encoding::Xlsb | Encoding::Xls | Encoding::Ods => {
            let mut book = Workbook::open(read_bytes(&account.path).ok()?).ok()?;
            let sheet = match sheet_of(account) {
                Some(sheet) => book.sheet_named(sheet)?,
                None => book.first_sheet(),
            };
            book.read(&sheet, |rows| picked(rows, wanted, last)).ok()
        }
        Encoding::Parquet | Encoding::Postgres => None,
    }
}

/// The sheet that stands in brackets behind the name of a file.
fn sheet_of(account: &FileAccount) -> Option<&str> {
    let file = account.path.file_name()?.to_str()?;
    account.name.strip_prefix(file)?.strip_prefix('[')?.strip_suffix(']')
}

fn picked(mut rows: Rows<'_>, wanted: &BTreeSet<u32>, last: u32) -> RowsAsTheyStand {
    let mut found = RowsAsTheyStand::new();
    let mut record = Record::default();
    // What stands above a fault of the file is read all the same.
    while let Ok(true) = rows.next(&mut record) {
        if wanted.contains(&record.row) {
            found.insert(record.row, record.cells.iter().map(|cell| cell.to_string()).collect());
        }
        if record.row >= last {
            break;
        }
    }
    found
}
