//! Parquet files of others, row by row.

use std::fmt::Write;

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::as_datetime;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::file::Trouble;
use crate::guarded::guarded;

/// How a time without hours ends.
const MIDNIGHT: &str = " 00:00:00";

/// Rows that are unpacked at a time.
const BATCH: usize = 8192;

/// What a cell is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text, a whole number or a decimal: every digit is there.
    Exact,
    /// A number of which a few digits count.
    Number,
    /// A day, or a point in time.
    Time,
    /// True or false.
    Truth,
    /// Bytes that are no text.
    Bytes,
}

/// The rows of a file, the columns that hold one value a row.
pub struct ParquetRows {
    headings: Vec<String>,
    nested: Vec<(String, String)>,
    /// None behind the end, and behind what is damaged.
    reader: Option<ParquetRecordBatchReader>,
    batch: Option<RecordBatch>,
    at: usize,
    /// The cell at hand.
    text: String,
}

impl std::fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetRows").field("headings", &self.headings).finish_non_exhaustive()
    }
}

impl ParquetRows {
    /// Opens the bytes of a file.
    ///
    /// # Errors
    /// They are no such file, or one that is cut short or damaged, or encrypted.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Trouble> {
        guarded(|| Self::opened(bytes))
    }

    fn opened(bytes: Vec<u8>) -> Result<Self, Trouble> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes))?.with_batch_size(BATCH);
        let (mut headings, mut nested, mut roots) = (Vec::new(), Vec::new(), Vec::new());
        for (root, field) in builder.schema().fields().iter().enumerate() {
            if is_plain(field.data_type()) {
                headings.push(field.name().clone());
                roots.push(root);
            } else {
                nested.push((field.name().clone(), field.data_type().to_string()));
            }
        }
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
        let reader = Some(builder.with_projection(mask).build()?);
        Ok(Self { headings, nested, reader, batch: None, at: 0, text: String::new() })
    }

    /// The names of the columns.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The names and types of columns that hold more than one value a row, or what is neither text, number, truth nor time.
    #[must_use]
    pub fn nested(&self) -> &[(String, String)] {
        &self.nested
    }

    /// Hands out the cells of the next row as texts, empty where they are missing, and what each is kept as; false at the
    /// end.
    ///
    /// # Errors
    /// The file is damaged from here on.
    pub fn next(&mut self, mut cell: impl FnMut(&str, Kind)) -> Result<bool, Trouble> {
        while self.batch.as_ref().is_none_or(|batch| self.at >= batch.num_rows()) {
            self.at = 0;
            self.batch = None;
            let Some(mut reader) = self.reader.take() else { return Ok(false) };
            let (reader, batch) = guarded(|| {
                let batch = reader.next().transpose()?;
                Ok((reader, batch))
            })?;
            let Some(batch) = batch else { return Ok(false) };
            (self.reader, self.batch) = (Some(reader), Some(batch));
        }
        for array in self.batch.iter().flat_map(RecordBatch::columns) {
            let kind = shown(array, self.at, &mut self.text);
            cell(&self.text, kind);
        }
        self.at += 1;
        Ok(true)
    }
}

/// Whether a column of this type holds a value a row that is a text, a number, a truth or a time.
fn is_plain(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_plain(values),
        DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) | DataType::Interval(_) => false,
        other => {
            other.is_primitive()
                || matches!(
                    other,
                    DataType::Null
                        | DataType::Boolean
                        | DataType::Utf8
                        | DataType::LargeUtf8
                        | DataType::Utf8View
                        | DataType::Binary
                        | DataType::LargeBinary
                        | DataType::BinaryView
                        | DataType::FixedSizeBinary(_)
                )
        }
    }
}

/// Writes a cell as text; nothing where it is missing.
fn shown(array: &ArrayRef, row: usize, into: &mut String) -> Kind {
    into.clear();
    if array.is_null(row) {
        return Kind::Exact;
    }
    macro_rules! number {
        ($type:ident, $kind:expr) => {{
            let _ = write!(into, "{}", array.as_primitive::<$type>().value(row));
            $kind
        }};
    }
    macro_rules! decimal {
        ($type:ident) => {{
            into.push_str(&array.as_primitive::<$type>().value_as_string(row));
            Kind::Exact
        }};
    }
    macro_rules! time {
        ($type:ident) => {
            time::<$type>(array.as_primitive::<$type>().value(row).into(), into)
        };
    }
    match array.data_type() {
        DataType::Utf8 => exact(array.as_string::<i32>().value(row), into),
        DataType::LargeUtf8 => exact(array.as_string::<i64>().value(row), into),
        DataType::Utf8View => exact(array.as_string_view().value(row), into),
        DataType::Binary => text(array.as_binary::<i32>().value(row), into),
        DataType::LargeBinary => text(array.as_binary::<i64>().value(row), into),
        DataType::BinaryView => text(array.as_binary_view().value(row), into),
        DataType::FixedSizeBinary(_) => text(array.as_fixed_size_binary().value(row), into),
        DataType::Boolean => {
            into.push_str(if array.as_boolean().value(row) { "true" } else { "false" });
            Kind::Truth
        }
        DataType::Int8 => number!(Int8Type, Kind::Exact),
        DataType::Int16 => number!(Int16Type, Kind::Exact),
        DataType::Int32 => number!(Int32Type, Kind::Exact),
        DataType::Int64 => number!(Int64Type, Kind::Exact),
        DataType::UInt8 => number!(UInt8Type, Kind::Exact),
        DataType::UInt16 => number!(UInt16Type, Kind::Exact),
        DataType::UInt32 => number!(UInt32Type, Kind::Exact),
        DataType::UInt64 => number!(UInt64Type, Kind::Exact),
        // NaN is what other programs write for a missing number.
        DataType::Float16 if array.as_primitive::<Float16Type>().value(row).is_nan() => Kind::Number,
        DataType::Float32 if array.as_primitive::<Float32Type>().value(row).is_nan() => Kind::Number,
        DataType::Float64 if array.as_primitive::<Float64Type>().value(row).is_nan() => Kind::Number,
        // As it was written: 0.1 is 0.1, not the number of twice the digits that is nearest to it.
        DataType::Float16 => number!(Float16Type, Kind::Number),
        DataType::Float32 => number!(Float32Type, Kind::Number),
        DataType::Float64 => number!(Float64Type, Kind::Number),
        DataType::Decimal32(_, _) => decimal!(Decimal32Type),
        DataType::Decimal64(_, _) => decimal!(Decimal64Type),
        DataType::Decimal128(_, _) => decimal!(Decimal128Type),
        DataType::Decimal256(_, _) => decimal!(Decimal256Type),
        DataType::Date32 => time!(Date32Type),
        DataType::Date64 => time!(Date64Type),
        DataType::Timestamp(TimeUnit::Second, _) => time!(TimestampSecondType),
        DataType::Timestamp(TimeUnit::Millisecond, _) => time!(TimestampMillisecondType),
        DataType::Timestamp(TimeUnit::Microsecond, _) => time!(TimestampMicrosecondType),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => time!(TimestampNanosecondType),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            match key(dictionary.keys(), row) {
                Some(entry) if entry < dictionary.values().len() => shown(dictionary.values(), entry, into),
                Some(_) | None => Kind::Exact,
            }
        }
        _ => Kind::Exact,
    }
}

/// The place of a row's value in a dictionary.
fn key(keys: &dyn Array, row: usize) -> Option<usize> {
    macro_rules! place {
        ($type:ident) => {
            usize::try_from(keys.as_primitive::<$type>().value(row)).ok()
        };
    }
    match keys.data_type() {
        DataType::Int8 => place!(Int8Type),
        DataType::Int16 => place!(Int16Type),
        DataType::Int32 => place!(Int32Type),
        DataType::Int64 => place!(Int64Type),
        DataType::UInt8 => place!(UInt8Type),
        DataType::UInt16 => place!(UInt16Type),
        DataType::UInt32 => place!(UInt32Type),
        DataType::UInt64 => place!(UInt64Type),
        _ => None,
    }
}

/// A day as 2017-12-31, with the time behind it if it has one.
fn time<T: ArrowPrimitiveType>(value: i64, into: &mut String) -> Kind {
    if let Some(time) = as_datetime::<T>(value) {
        let _ = write!(into, "{time}");
    }
    if into.ends_with(MIDNIGHT) {
        into.truncate(into.len() - MIDNIGHT.len());
    }
    Kind::Time
}

fn exact(text: &str, into: &mut String) -> Kind {
    into.push_str(text);
    Kind::Exact
}

/// Bytes that old programs write for texts.
fn text(bytes: &[u8], into: &mut String) -> Kind {
    into.push_str(&String::from_utf8_lossy(bytes));
    if std::str::from_utf8(bytes).is_ok() { Kind::Exact } else { Kind::Bytes }
}
