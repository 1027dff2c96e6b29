//! A table of results as Parquet.

use std::io::{self, Write};

use shensuan_columnar::{Cells, Headed, Trouble, write_results};

use super::{ResultCells, ResultColumn, ResultTable};

/// Writes a table as Parquet; the unit of a column stands in its name, and goes with its field. How many threads there are
/// shows in no byte.
///
/// # Errors
/// What writing gives.
pub fn write_result_parquet<W: Write + Send>(
    into: W,
    table: &ResultTable<'_>,
    threads: usize,
) -> io::Result<()> {
    let columns: Vec<Headed<'_>> = table.columns.iter().map(headed).collect();
    let mut written = write_results(into, &columns, threads).map_err(|trouble| match trouble {
        Trouble::System(error) => error,
        Trouble::Damaged(why) => io::Error::other(why),
    })?;
    written.flush()
}

fn headed<'c>(column: &'c ResultColumn<'_>) -> Headed<'c> {
    let cells = match &column.cells {
        ResultCells::Texts { index, given, entries } => Cells::Texts { index, given, entries },
        ResultCells::Numbers { values, given } => Cells::Numbers { values, given },
        ResultCells::Counts { values, given } => Cells::Whole { values, given },
    };
    Headed { heading: &column.heading, unit: &column.unit, cells }
}
