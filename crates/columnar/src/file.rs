//! Arrow IPC files of one batch.

use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_ipc::convert::fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::writer::FileWriter;
use arrow_ipc::{Block, root_as_footer};
use arrow_schema::ArrowError;

use crate::arrays::{Purpose, batch, column, column_of, row_with};
use crate::columns::{Cells, Column};
use crate::hashing::hash_of;
use crate::mapped::{bytes_of, is_near};

/// Behind the footer stand its length and the sign of the format.
const TAIL: usize = 10;

/// Why a file cannot be read or written.
#[derive(Debug)]
pub enum Trouble {
    /// The system does not hand it out, or takes no more.
    System(io::Error),
    /// It is not such a file, or a damaged one; in the words of who found it.
    Damaged(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System(error) => error.fmt(f),
            Self::Damaged(why) => f.write_str(why),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<ArrowError> for Trouble {
    fn from(error: ArrowError) -> Self {
        match error {
            ArrowError::IoError(_, error) => Self::System(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Writes columns as a file of one batch.
///
/// # Errors
/// They are not of one length, or cannot be written.
pub fn write_arrow<W: Write>(into: W, columns: &[(&str, Cells<'_>)]) -> Result<W, Trouble> {
    let batch = batch(columns, Purpose::Run)?;
    let mut writer = FileWriter::try_new(into, &batch.schema())?;
    writer.write(&batch)?;
    writer.finish()?;
    Ok(writer.into_inner()?)
}

/// A file of one batch, open; its columns are not read yet.
#[derive(Debug)]
pub struct File {
    bytes: Buffer,
    mapped: bool,
    /// Where the footer stands.
    footer: Range<usize>,
    /// The blocks of the dictionaries, then those of the batches.
    blocks: (Vec<Block>, Vec<Block>),
}

impl File {
    /// Opens a file: mapped where it lies near, else read.
    ///
    /// # Errors
    /// It cannot be read, or is cut short.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        Self::opened(path, is_near(path))
    }

    fn opened(path: &Path, near: bool) -> Result<Self, Trouble> {
        let (bytes, mapped) = bytes_of(path, near)?;
        let cut = || Trouble::Damaged("it is cut short".to_owned());
        let end = bytes.len().checked_sub(TAIL).ok_or_else(cut)?;
        let tail: [u8; TAIL] = bytes.get(end..).and_then(|tail| tail.try_into().ok()).ok_or_else(cut)?;
        let start = end.checked_sub(read_footer_length(tail)?).ok_or_else(cut)?;
        let footer = root_as_footer(bytes.get(start..end).unwrap_or_default())
            .map_err(|error| Trouble::Damaged(error.to_string()))?;
        let dictionaries: Vec<Block> = footer.dictionaries().into_iter().flatten().copied().collect();
        let batches: Vec<Block> = footer.recordBatches().into_iter().flatten().copied().collect();
        let fits = |block: &Block| {
            let (from, head, body) = (block.offset(), block.metaDataLength(), block.bodyLength());
            let end = from.checked_add(head.into()).and_then(|end| end.checked_add(body));
            let end = end.and_then(|end| usize::try_from(end).ok());
            from >= 0 && head >= 0 && body >= 0 && end.is_some_and(|end| end <= start)
        };
        if !dictionaries.iter().chain(&batches).all(fits) {
            return Err(cut());
        }
        Ok(Self { mapped, footer: start..end, blocks: (dictionaries, batches), bytes })
    }

    /// Whether it is mapped into memory, not read.
    #[must_use]
    pub const fn is_mapped(&self) -> bool {
        self.mapped
    }

    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it has none, which no such file has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The hash of all that says where and what the columns are. Who knows it from writing can tell that this part is
    /// whole, without reading the columns.
    #[must_use]
    pub fn seal(&self) -> String {
        let footer = self.bytes.get(self.footer.clone()).unwrap_or_default();
        let heads = self.blocks.0.iter().chain(&self.blocks.1).map(|block| {
            let (from, length) = extent(block.offset(), block.metaDataLength().into());
            self.bytes.get(from..from + length).unwrap_or_default()
        });
        hash_of(&std::iter::once(footer).chain(heads).collect::<Vec<_>>())
    }

    /// Reads the columns, with their names. Only a file of which the seal is known may be asked: the library trusts its
    /// heads.
    ///
    /// # Errors
    /// What stands in it is no such columns: texts that are not UTF-8, places that are not there.
    pub fn columns(&self) -> Result<Vec<(String, Column)>, Trouble> {
        let batch = self.batch()?;
        named(&batch, |array| column(array))
    }

    /// Some rows of the columns, as [`File::columns`] has all; of texts their own entries alone.
    ///
    /// # Errors
    /// As those of [`File::columns`]; there are not so many rows.
    pub fn columns_of(&self, rows: Range<usize>) -> Result<Vec<(String, Column)>, Trouble> {
        let batch = self.batch()?;
        if rows.start > rows.end || rows.end > batch.num_rows() {
            return Err(strange());
        }
        named(&batch, |array| column_of(&array.slice(rows.start, rows.len())))
    }

    /// The first row in which a column of texts holds one for which something is so; none where no row does, or the column
    /// is another.
    ///
    /// # Errors
    /// As those of [`File::columns`].
    pub fn find(&self, name: &str, is: impl Fn(&str) -> bool) -> Result<Option<usize>, Trouble> {
        let batch = self.batch()?;
        Ok(batch.column_by_name(name).and_then(|array| row_with(array, is)))
    }

    fn batch(&self) -> Result<RecordBatch, Trouble> {
        let footer = root_as_footer(self.bytes.get(self.footer.clone()).unwrap_or_default())
            .map_err(|error| Trouble::Damaged(error.to_string()))?;
        let schema = Arc::new(fb_to_schema(footer.schema().ok_or_else(strange)?));
        let mut decoder = FileDecoder::new(schema, footer.version());
        let data = |block: &Block| {
            let (from, length) =
                extent(block.offset(), block.bodyLength() + i64::from(block.metaDataLength()));
            self.bytes.slice_with_length(from, length)
        };
        for block in &self.blocks.0 {
            decoder.read_dictionary(block, &data(block))?;
        }
        let [block] = self.blocks.1.as_slice() else { return Err(strange()) };
        decoder.read_record_batch(block, &data(block))?.ok_or_else(strange)
    }
}

fn strange() -> Trouble {
    Trouble::Damaged("it holds other columns".to_owned())
}

/// The columns of a batch with their names.
fn named(
    batch: &RecordBatch,
    read: impl Fn(&ArrayRef) -> Option<Column>,
) -> Result<Vec<(String, Column)>, Trouble> {
    let schema = batch.schema();
    let columns = batch.columns().iter().zip(schema.fields());
    columns.map(|(array, field)| Ok((field.name().clone(), read(array).ok_or_else(strange)?))).collect()
}

/// A place and a length, both checked before.
fn extent(from: i64, length: i64) -> (usize, usize) {
    (usize::try_from(from).unwrap_or(0), usize::try_from(length).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{File, write_arrow};
    use crate::columns::{Cells, Column};
    use crate::exchange::write_parquet;
    use crate::parquet_in::{Kind, ParquetFile};

    fn columns() -> Vec<(String, Column)> {
        let texts = |entries: &[&str]| entries.iter().collect();
        vec![
            (
                "数".to_owned(),
                Column::Numbers { values: vec![-0.0, 1e300, 0.1], given: vec![true, false, true] },
            ),
            ("all".to_owned(), Column::Numbers { values: vec![1.0, 2.0, 3.0], given: vec![true; 3] }),
            ("是否".to_owned(), Column::Truths(vec![Some(true), None, Some(false)])),
            (
                "text".to_owned(),
                Column::Texts {
                    index: vec![2, 0, 0],
                    given: vec![true, false, true],
                    entries: texts(&["甲", "nobody's", ""]),
                },
            ),
            ("count".to_owned(), Column::Counts(vec![0, u32::MAX, 7])),
            ("mark".to_owned(), Column::Marks(vec![0, 255, 1])),
        ]
    }

    fn cells(columns: &[(String, Column)]) -> Vec<(&str, Cells<'_>)> {
        columns.iter().map(|(name, column)| (name.as_str(), column.cells())).collect()
    }

    #[test]
    fn columns_come_back_mapped_and_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("列.arrow");
        let written = columns();
        std::fs::write(&path, write_arrow(Vec::new(), &cells(&written)).unwrap()).unwrap();
        let [mapped, read] = [true, false].map(|near| File::opened(&path, near).unwrap());
        assert!(mapped.is_mapped() && !read.is_mapped());
        assert_eq!(mapped.seal(), read.seal());
        assert_eq!(mapped.columns().unwrap(), written);
        assert_eq!(read.columns().unwrap(), written);
        let part = mapped.columns_of(1..3).unwrap();
        let texts =
            Column::Texts { index: vec![0, 0], given: vec![false, true], entries: ["甲"].iter().collect() };
        assert_eq!(part[3].1, texts);
        assert_eq!(part[4].1, Column::Counts(vec![u32::MAX, 7]));
        assert!(mapped.columns_of(2..4).is_err());
        assert_eq!(mapped.find("text", |text| text == "甲").unwrap(), Some(2));
        assert_eq!(mapped.find("text", |text| text == "乙").unwrap(), None);
        let Column::Numbers { values, .. } = &mapped.columns().unwrap()[0].1 else { panic!("numbers") };
        assert_eq!(values[0].to_bits(), (-0.0_f64).to_bits());
    }

    #[test]
    fn what_is_exchanged_is_read_as_cells() {
        let written = columns();
        let days = Cells::Days { values: &[17_531.0, 0.0, -1.0], given: &[true, false, true] };
        let mut all = cells(&written);
        all.push(("day", days));
        let file = ParquetFile::open(write_parquet(Vec::new(), &all).unwrap(), 2).unwrap();
        assert_eq!(
            file.headings().collect::<Vec<_>>(),
            ["数", "all", "是否", "text", "count", "mark", "day"]
        );
        assert_eq!(file.rows(), 3);
        let mut read = vec![Vec::new(); 3];
        for mut column in file.into_columns() {
            let mut above = 0;
            while let Some(chunk) = column.next_rows().unwrap() {
                for row in 0..chunk.rows() {
                    let mut text = String::new();
                    let kind = chunk.shown(row, &mut text);
                    read[above + row].push((text, kind));
                }
                above += chunk.rows();
            }
            assert_eq!(above, 3);
        }
        let texts: Vec<Vec<&str>> =
            read.iter().map(|row| row.iter().map(|(text, _)| text.as_str()).collect()).collect();
        assert_eq!(
            texts,
            [
                ["-0", "1", "true", "", "0", "0", "2017-12-31"],
                ["", "2", "", "", "4294967295", "255", ""],
                ["0.1", "3", "false", "甲", "7", "1", "1969-12-31"],
            ]
        );
        let kinds: Vec<Kind> = read[0].iter().map(|(_, kind)| *kind).collect();
        let of = [Kind::Number, Kind::Number, Kind::Truth, Kind::Exact, Kind::Exact, Kind::Exact, Kind::Time];
        assert_eq!(kinds, of);
    }
}
