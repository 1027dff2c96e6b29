//! Tables of results as Parquet: many rows, written column by column by several threads.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use crate::arrays::{Purpose, array};
use crate::columns::Cells;
use crate::dictionary;
use crate::file::Trouble;

/// Rows that are written together.
const GROUP: usize = 1 << 20;

/// Distinct texts of a column are kept apart up to so many bytes.
const DISTINCT: usize = 16 << 20;

/// A column with its heading.
#[derive(Clone, Copy, Debug)]
pub struct Headed<'c> {
    /// Its heading.
    pub heading: &'c str,
    /// The unit of its numbers; empty where there is none. It goes with the field as `unit`.
    pub unit: &'c str,
    /// What stands in it.
    pub cells: Cells<'c>,
}

/// Writes columns as Parquet: texts as plain texts, so that any program reads them, compressed with zstd; numbers with
/// snappy, as all their digits leave little to compress. How many threads
/// there are shows in no byte.
///
/// # Errors
/// They are not of one length, or cannot be written.
pub fn write_results<W: Write + Send>(into: W, columns: &[Headed<'_>], threads: usize) -> Result<W, Trouble> {
    let rows = columns.first().map_or(0, |column| column.cells.rows());
    if columns.iter().any(|column| column.cells.rows() != rows) {
        return Err(Trouble::Damaged("columns are not of one length".to_owned()));
    }
    let named = apart(columns);
    let columns: &[Headed<'_>] = &columns
        .iter()
        .zip(&named)
        .map(|(column, heading)| Headed { heading, ..*column })
        .collect::<Vec<_>>();
    let field = |column: &Headed<'_>| {
        let unit = Some(column.unit).filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| ("unit".to_owned(), unit.to_owned()));
        let with_gaps = !matches!(column.cells, Cells::Counts(_) | Cells::Marks(_));
        Field::new(column.heading, kind(column.cells), with_gaps).with_metadata(HashMap::from_iter(unit))
    };
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let mut properties = properties(columns);
    add_encoded_arrow_schema_to_metadata(&schema, &mut properties);
    let shape = ArrowSchemaConverter::new().convert(&schema)?;
    let mut writer = SerializedFileWriter::new(into, shape.root_schema_ptr(), Arc::new(properties))?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(&schema));
    for (group, from) in (0..rows).step_by(GROUP).enumerate() {
        let of_group = from..rows.min(from + GROUP);
        let writers = factory.create_column_writers(group)?;
        // Each is taken once, by whoever is free.
        let writers: Vec<Mutex<Option<ArrowColumnWriter>>> =
            writers.into_iter().map(|writer| Mutex::new(Some(writer))).collect();
        let chunks = shared(writers.len(), threads, |at| -> Result<Made, ParquetError> {
            let lost = || ParquetError::General("a column is lost".to_owned());
            let (field, column) = schema.fields().get(at).zip(columns.get(at)).ok_or_else(lost)?;
            let cells = part(column.cells, &of_group).ok_or_else(lost)?;
            if let Cells::Texts { index, given, entries } = cells {
                let made = dictionary::chunk(&shape.column(at), (index, given, entries), DISTINCT)?;
                if let Some((bytes, close)) = made {
                    return Ok(Made::Texts(bytes, close));
                }
            }
            let taken =
                writers.get(at).map(|writer| writer.lock().unwrap_or_else(PoisonError::into_inner).take());
            let mut writer = taken.flatten().ok_or_else(lost)?;
            for leaf in compute_leaves(field, &array(cells, Purpose::Exchange)?)? {
                writer.write(&leaf)?;
            }
            Ok(Made::Others(writer.close()?))
        });
        let mut written = writer.next_row_group()?;
        for chunk in chunks {
            match chunk? {
                Made::Texts(bytes, close) => written.append_column(&bytes, close)?,
                Made::Others(chunk) => chunk.append_to_row_group(&mut written)?,
            }
        }
        written.close()?;
    }
    Ok(writer.into_inner()?)
}

/// A chunk that is ready for its place.
enum Made {
    Texts(Bytes, ColumnCloseResult),
    Others(ArrowColumnChunk),
}

/// As what readers take the cells of a column.
fn kind(cells: Cells<'_>) -> DataType {
    match cells {
        Cells::Numbers { .. } => DataType::Float64,
        Cells::Days { .. } => DataType::Date32,
        Cells::Truths(_) => DataType::Boolean,
        Cells::Texts { entries, .. } => {
            if i32::try_from(entries.bytes()).is_ok() {
                DataType::Utf8
            } else {
                DataType::LargeUtf8
            }
        }
        Cells::Whole { .. } | Cells::Counts(_) => DataType::UInt32,
        Cells::Marks(_) => DataType::UInt8,
    }
}

/// Some rows of a column; nothing where there are not so many.
fn part<'c>(cells: Cells<'c>, rows: &Range<usize>) -> Option<Cells<'c>> {
    let rows = || rows.clone();
    Some(match cells {
        Cells::Numbers { values, given } => {
            Cells::Numbers { values: values.get(rows())?, given: given.get(rows())? }
        }
        Cells::Days { values, given } => {
            Cells::Days { values: values.get(rows())?, given: given.get(rows())? }
        }
        Cells::Truths(values) => Cells::Truths(values.get(rows())?),
        Cells::Texts { index, given, entries } => {
            Cells::Texts { index: index.get(rows())?, given: given.get(rows())?, entries }
        }
        Cells::Whole { values, given } => {
            Cells::Whole { values: values.get(rows())?, given: given.get(rows())? }
        }
        Cells::Counts(values) => Cells::Counts(values.get(rows())?),
        Cells::Marks(values) => Cells::Marks(values.get(rows())?),
    })
}

/// The headings of columns, each another one: a program that reads them finds a column by its heading.
fn apart(columns: &[Headed<'_>]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let all: BTreeSet<&str> = columns.iter().map(|column| column.heading).collect();
    let name = |column: &Headed<'_>| {
        let numbered = (2..).map(|number| format!("{} {number}", column.heading));
        let mut names = std::iter::once(column.heading.to_owned()).chain(numbered);
        let own = |name: &String| name == column.heading || !all.contains(name.as_str());
        let found = names.find(|name| own(name) && known.insert(name.clone()));
        found.unwrap_or_else(|| column.heading.to_owned())
    };
    columns.iter().map(name).collect()
}

/// Numbers hardly repeat, and rows of files rise: neither is looked up among those before.
fn properties(columns: &[Headed<'_>]) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_page_size_limit(DISTINCT)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_created_by("shensuan".to_owned());
    for column in columns {
        let path = || ColumnPath::new(vec![column.heading.to_owned()]);
        properties = match column.cells {
            Cells::Numbers { .. } | Cells::Days { .. } => properties
                .set_column_dictionary_enabled(path(), false)
                .set_column_compression(path(), Compression::SNAPPY),
            Cells::Counts(_) | Cells::Whole { .. } | Cells::Marks(_) => properties
                .set_column_dictionary_enabled(path(), false)
                .set_column_encoding(path(), Encoding::DELTA_BINARY_PACKED),
            Cells::Truths(_) => properties,
            // The least and the greatest text of a column say little for their price.
            Cells::Texts { .. } => properties.set_column_statistics_enabled(path(), EnabledStatistics::None),
        };
    }
    properties.build()
}

/// What comes of so many pieces of work, in their order; whoever is done with one takes the next.
fn shared<R: Send>(pieces: usize, threads: usize, make: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return made;
            }
            made.push((piece, make(piece)));
        }
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(pieces)).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(piece, _)| *piece);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::{Headed, write_results};
    use crate::columns::Cells;
    use crate::parquet_in::ParquetFile;
    use crate::text_list::TextList;

    #[test]
    fn threads_show_in_no_byte() {
        let entries: TextList = (0..300).map(|at| format!("企业{at}")).collect();
        let index: Vec<u32> = (0..5000).map(|row| row * 7 % 300).collect();
        let given: Vec<bool> = (0..5000).map(|row| row % 11 > 0).collect();
        let values: Vec<f64> = (0..5000).map(|row| f64::from(row) / 7.0).collect();
        let headed = |heading, unit, cells| Headed { heading, unit, cells };
        let columns = [
            headed("企业", "", Cells::Texts { index: &index, given: &given, entries: &entries }),
            headed("产生量（吨）", "吨", Cells::Numbers { values: &values, given: &given }),
            headed("行", "", Cells::Whole { values: &index, given: &given }),
        ];
        let [one, two, seven] =
            [1, 2, 7].map(|threads| write_results(Vec::new(), &columns, threads).unwrap());
        assert!(one == two && two == seven);
        let file = ParquetFile::open(one, 100).unwrap();
        assert_eq!(file.headings().collect::<Vec<_>>(), ["企业", "产生量（吨）", "行"]);
        assert_eq!(file.rows(), 5000);
    }

    /// Up to so many bytes distinct texts stand in one place, and behind that each in its row.
    #[test]
    fn many_long_texts_are_read_as_they_were() {
        let length = super::DISTINCT / 4000 + 2;
        for texts in [10, 3999, 5000] {
            let entries: TextList = (0..texts).map(|at| format!("{at:0length$}")).collect();
            let index: Vec<u32> = (0..9000).map(|row| row * 7 % texts).collect();
            let given: Vec<bool> = (0..9000).map(|row| row % 5 > 0).collect();
            let cells = Cells::Texts { index: &index, given: &given, entries: &entries };
            let written =
                write_results(Vec::new(), &[Headed { heading: "企业", unit: "", cells }], 2).unwrap();
            let file = ParquetFile::open(written, 9000).unwrap();
            let mut column = file.into_columns().pop().unwrap();
            let chunk = column.next_rows().unwrap().unwrap();
            assert_eq!(chunk.rows(), 9000);
            let view = chunk.view();
            for row in 0..9000 {
                let text = view.text(row).filter(|_| chunk.is_given(row));
                let wanted = given[row].then(|| entries.get(index[row] as usize)).flatten();
                assert!(text == wanted, "row {row} of {texts} texts");
            }
        }
    }

    #[test]
    fn headings_are_kept_apart() {
        let given = [true];
        let numbers = Cells::Numbers { values: &[1.5], given: &given };
        let whole = Cells::Whole { values: &[3], given: &given };
        let columns = [("行", whole), ("行", numbers), ("行 2", numbers), ("行", numbers)]
            .map(|(heading, cells)| Headed { heading, unit: "", cells });
        let file = ParquetFile::open(write_results(Vec::new(), &columns, 1).unwrap(), 100).unwrap();
        assert_eq!(file.headings().collect::<Vec<_>>(), ["行", "行 3", "行 2", "行 4"]);
    }

    #[test]
    fn a_table_without_rows_is_one_all_the_same() {
        let columns = [Headed { heading: "行", unit: "", cells: Cells::Counts(&[]) }];
        assert!(write_results(Vec::new(), &columns, 2).unwrap().starts_with(b"PAR1"));
    }
}
