//! Parquet files for other programs.

use std::io::Write;

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::arrays::{Purpose, batch};
use crate::columns::Cells;
use crate::file::Trouble;

impl From<ParquetError> for Trouble {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
                Ok(error) => Self::System(*error),
                Err(other) => Self::Damaged(other.to_string()),
            },
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Writes columns as Parquet, compressed with zstd: days as dates, texts as plain texts, so that any program reads them.
///
/// # Errors
/// They are not of one length, or cannot be written.
pub fn write_parquet<W: Write + Send>(into: W, columns: &[(&str, Cells<'_>)]) -> Result<W, Trouble> {
    let batch = batch(columns, Purpose::Exchange)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("shensuan".to_owned())
        .build();
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(into, batch.schema(), options)?;
    writer.write(&batch)?;
    Ok(writer.into_inner()?)
}
