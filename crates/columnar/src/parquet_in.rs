//! Parquet files of others: columns that are read each by itself, some rows at a time.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::as_datetime;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringViewArray};
use arrow_buffer::Buffer;
use arrow_schema::{DataType, FieldRef, Schema, TimeUnit};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Encoding;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

use crate::bounds::check;
use crate::file::Trouble;
use crate::guarded::guarded;

/// So many bytes of a text stand in the row itself.
const MOST_IN_A_ROW: usize = 12;

/// How a time without hours ends.
const MIDNIGHT: &str = " 00:00:00";

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

/// A file of columns.
pub struct ParquetFile {
    rows: usize,
    columns: Vec<ParquetColumn>,
    nested: Vec<(String, String)>,
}

impl std::fmt::Debug for ParquetFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetFile").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// A column of a file, some rows at a time.
pub struct ParquetColumn {
    name: String,
    /// None behind the end, and behind what is damaged.
    reader: Option<ParquetRecordBatchReader>,
    zone: Zone,
}

impl std::fmt::Debug for ParquetColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetColumn").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The cells of a column in some rows.
#[derive(Debug)]
pub struct Chunk {
    array: ArrayRef,
    zone: Zone,
}

/// Cells that are handed out as they are kept.
#[derive(Debug)]
pub enum View<'c> {
    /// Numbers; one that is missing or NaN is not given.
    Floats(&'c [f64]),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Days after 1970-01-01.
    Days(Vec<i32>),
    /// Texts.
    Texts(Vec<&'c str>),
    /// Texts by their places among these.
    Coded(Cow<'c, [i32]>, Vec<&'c str>),
    /// Truths.
    Truths(Vec<bool>),
    /// What is known as text alone.
    Other,
}

impl<'c> View<'c> {
    /// The text of a row, of texts.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&'c str> {
        match self {
            Self::Texts(texts) => texts.get(row).copied(),
            Self::Coded(places, texts) => texts.get(usize::try_from(*places.get(row)?).ok()?).copied(),
            Self::Floats(_) | Self::Whole(_) | Self::Days(_) | Self::Truths(_) | Self::Other => None,
        }
    }
}

impl ParquetFile {
    /// Opens the bytes of a file, to be read so many rows at a time.
    ///
    /// # Errors
    /// They are no such file, or one that is cut short or damaged, or encrypted.
    pub fn open(bytes: Vec<u8>, rows: usize) -> Result<Self, Trouble> {
        guarded(|| Self::opened(bytes, rows))
    }

    fn opened(bytes: Vec<u8>, rows: usize) -> Result<Self, Trouble> {
        let bytes = Bytes::from(bytes);
        let about = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::default())?;
        check(&bytes, about.metadata())?;
        let as_kept = as_kept(&about).unwrap_or_else(|| about.clone());
        let (mut columns, mut nested) = (Vec::new(), Vec::new());
        for (root, field) in about.schema().fields().iter().enumerate() {
            let zone = Zone::of(field.data_type());
            let Some(zone) = zone.filter(|_| is_plain(field.data_type())) else {
                nested.push((field.name().clone(), field.data_type().to_string()));
                continue;
            };
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes.clone(), as_kept.clone());
            let mask = ProjectionMask::roots(builder.parquet_schema(), [root]);
            let reader = Some(builder.with_projection(mask).with_batch_size(rows).build()?);
            columns.push(ParquetColumn { name: field.name().clone(), reader, zone });
        }
        let rows = usize::try_from(about.metadata().file_metadata().num_rows()).unwrap_or(0);
        Ok(Self { rows, columns, nested })
    }

    /// How many rows it says that it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names and types of columns that hold more than one value a row, or what is neither text, number, truth nor time,
    /// or times of a zone that is not known here.
    #[must_use]
    pub fn nested(&self) -> &[(String, String)] {
        &self.nested
    }

    /// The columns that hold one value a row.
    #[must_use]
    pub fn into_columns(self) -> Vec<ParquetColumn> {
        self.columns
    }

    /// The names of these columns.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }
}

impl ParquetColumn {
    /// Reads the next rows; none at the end.
    ///
    /// # Errors
    /// The column is damaged from here on.
    pub fn next_rows(&mut self) -> Result<Option<Chunk>, Trouble> {
        let Some(mut reader) = self.reader.take() else { return Ok(None) };
        let (reader, batch) = guarded(|| {
            let batch = reader.next().transpose()?;
            Ok((reader, batch))
        })?;
        let Some(array) = batch.and_then(|batch| batch.columns().first().cloned()) else { return Ok(None) };
        self.reader = Some(reader);
        Ok(Some(Chunk { array, zone: self.zone.clone() }))
    }
}

impl Chunk {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.array.len()
    }

    /// Whether something is kept for a row.
    #[must_use]
    pub fn is_given(&self, row: usize) -> bool {
        self.array.is_valid(row)
    }

    /// For which rows something is kept; none where that is all of them.
    #[must_use]
    pub fn given(&self) -> Option<Vec<bool>> {
        self.array.nulls().filter(|nulls| nulls.null_count() > 0).map(|nulls| nulls.iter().collect())
    }

    /// Writes a cell as text; nothing where it is missing.
    pub fn shown(&self, row: usize, into: &mut String) -> Kind {
        into.clear();
        shown(&self.array, row, &self.zone, into)
    }

    /// The cells as they are kept; what stands where none is given means nothing.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        let array = &self.array;
        macro_rules! whole {
            ($type:ident) => {
                View::Whole(
                    array.as_primitive::<$type>().values().iter().map(|value| i64::from(*value)).collect(),
                )
            };
        }
        macro_rules! texts {
            ($texts:expr) => {{
                let texts = $texts;
                View::Texts((0..texts.len()).map(|row| texts.value(row)).collect())
            }};
        }
        macro_rules! days {
            ($type:ident, $a_day:expr) => {{
                let times = array.as_primitive::<$type>();
                let day =
                    |time: &i64| i32::try_from(time.div_euclid($a_day)).ok().filter(|_| time % $a_day == 0);
                let days: Option<Vec<i32>> = match self.zone {
                    Zone::None if array.null_count() == 0 => times.values().iter().map(day).collect(),
                    Zone::None => times.iter().map(|time| time.map_or(Some(0), |time| day(&time))).collect(),
                    Zone::At(_) => None,
                };
                days.map_or(View::Other, View::Days)
            }};
        }
        match array.data_type() {
            DataType::Float64 => View::Floats(array.as_primitive::<Float64Type>().values()),
            DataType::Int8 => whole!(Int8Type),
            DataType::Int16 => whole!(Int16Type),
            DataType::Int32 => whole!(Int32Type),
            DataType::Int64 => whole!(Int64Type),
            DataType::UInt8 => whole!(UInt8Type),
            DataType::UInt16 => whole!(UInt16Type),
            DataType::UInt32 => whole!(UInt32Type),
            DataType::Utf8 => texts!(array.as_string::<i32>()),
            DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
            DataType::Utf8View => {
                texts_of_places(array.as_string_view()).unwrap_or_else(|| texts!(array.as_string_view()))
            }
            DataType::Boolean => {
                let truths = array.as_boolean();
                View::Truths((0..truths.len()).map(|row| truths.value(row)).collect())
            }
            DataType::Date32 => View::Days(array.as_primitive::<Date32Type>().values().to_vec()),
            DataType::Timestamp(TimeUnit::Second, _) => days!(TimestampSecondType, 86_400),
            DataType::Timestamp(TimeUnit::Millisecond, _) => days!(TimestampMillisecondType, 86_400_000),
            DataType::Timestamp(TimeUnit::Microsecond, _) => days!(TimestampMicrosecondType, 86_400_000_000),
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                days!(TimestampNanosecondType, 86_400_000_000_000)
            }
            DataType::Dictionary(_, _) => self.texts_of_dictionary(),
            _ => View::Other,
        }
    }

    /// The texts of a dictionary.
    fn texts_of_dictionary(&self) -> View<'_> {
        let dictionary = self.array.as_any_dictionary();
        let values = Self::entries(dictionary.values());
        let Some(values) = values else { return View::Other };
        if let (Some(keys), Some(values)) =
            (dictionary.keys().as_primitive_opt::<Int32Type>(), values.iter().copied().collect())
        {
            return View::Coded(Cow::Borrowed(keys.values()), values);
        }
        let entry =
            |row: usize| key(dictionary.keys(), row).and_then(|entry| values.get(entry).copied().flatten());
        // What is missing in the dictionary is missing in the row.
        let given = |row: &usize| !self.array.is_valid(*row) || entry(*row).is_some();
        if !(0..self.array.len()).all(|row| given(&row)) {
            return View::Other;
        }
        View::Texts((0..self.array.len()).map(|row| entry(row).unwrap_or("")).collect())
    }

    fn entries(values: &ArrayRef) -> Option<Vec<Option<&str>>> {
        match values.data_type() {
            DataType::Utf8 => Some(values.as_string::<i32>().iter().collect()),
            DataType::LargeUtf8 => Some(values.as_string::<i64>().iter().collect()),
            DataType::Utf8View => Some(values.as_string_view().iter().collect()),
            _ => None,
        }
    }
}

/// Texts by the places where they stand in the file, if some stand in many rows: a text may be very long, and is looked at once
/// then. None where nearly each row has a place of its own.
fn texts_of_places(texts: &StringViewArray) -> Option<View<'_>> {
    let kept: usize = texts.data_buffers().iter().map(Buffer::len).sum();
    let lengths = texts.views().iter().map(|view| {
        let [a, b, c, d, ..] = view.to_le_bytes();
        u32::from_le_bytes([a, b, c, d]) as usize
    });
    let long: usize = lengths.filter(|length| *length > MOST_IN_A_ROW).sum();
    if long / 2 <= kept {
        return None;
    }
    let (mut places, mut all) = (HashMap::new(), Vec::new());
    let mut coded = Vec::with_capacity(texts.len());
    for (row, view) in texts.views().iter().enumerate() {
        let next = i32::try_from(all.len()).ok()?;
        let place = *places.entry(*view).or_insert(next);
        if place == next {
            all.push(texts.value(row));
        }
        coded.push(place);
    }
    Some(View::Coded(Cow::Owned(coded), all))
}

/// The same columns with their texts as the file keeps them: by a dictionary where all of them are, else as they stand in its
/// pages; none where the library does not read them so.
fn as_kept(about: &ArrowReaderMetadata) -> Option<ArrowReaderMetadata> {
    let schema = about.schema();
    let field = |(root, field): (usize, &FieldRef)| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            let kind = if is_coded(about.metadata(), root) {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            } else {
                DataType::Utf8View
            };
            Arc::new(field.as_ref().clone().with_data_type(kind))
        }
        // One value may stand in many rows.
        DataType::Binary | DataType::LargeBinary => {
            Arc::new(field.as_ref().clone().with_data_type(DataType::BinaryView))
        }
        _ => Arc::clone(field),
    };
    let fields: Vec<FieldRef> = schema.fields().iter().enumerate().map(field).collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()));
    let options = ArrowReaderOptions::default().with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(about.metadata()), options).ok()
}

/// Whether a column of one value a row keeps all of its values in dictionaries.
fn is_coded(about: &ParquetMetaData, root: usize) -> bool {
    let leaves = about.file_metadata().schema_descr();
    let coded = |chunk: &ColumnChunkMetaData| {
        let of_pages = chunk.page_encoding_stats_mask();
        chunk.dictionary_page_offset().is_some()
            && of_pages.is_some_and(|pages| {
                pages.is_only(Encoding::RLE_DICTIONARY) || pages.is_only(Encoding::PLAIN_DICTIONARY)
            })
    };
    about.row_groups().iter().all(|group| {
        let mut chunks = group.columns().iter().enumerate();
        chunks.all(|(leaf, chunk)| leaves.get_column_root_idx(leaf) != root || coded(chunk))
    })
}

/// Where the times of a column are told.
#[derive(Clone, Debug)]
enum Zone {
    /// Nowhere: they are what they say.
    None,
    /// Here.
    At(TimeZone),
}

impl Zone {
    /// That of a type; none of one that is not known.
    fn of(kind: &DataType) -> Option<Self> {
        match kind {
            DataType::Timestamp(_, Some(zone)) => match offset(zone) {
                Some(offset) => Some(Self::At(TimeZone::fixed(offset))),
                None => TimeZone::get(zone).ok().map(Self::At),
            },
            DataType::Dictionary(_, values) => Self::of(values),
            _ => Some(Self::None),
        }
    }

    /// How many seconds a moment, so many seconds after 1970 began in Greenwich, is ahead of what is told there.
    fn ahead(&self, seconds: i64) -> i64 {
        match self {
            Self::None => 0,
            Self::At(zone) => {
                Timestamp::from_second(seconds).map_or(0, |at| zone.to_offset(at).seconds().into())
            }
        }
    }
}

/// The offset that a zone is written as: `Z`, `+08:00`, `+0800` or `+08`.
fn offset(zone: &str) -> Option<Offset> {
    if zone == "Z" {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match zone.as_bytes() {
        [b'+', ..] => (1, zone.get(1..)?),
        [b'-', ..] => (-1, zone.get(1..)?),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 =
        digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
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
fn shown(array: &ArrayRef, row: usize, zone: &Zone, into: &mut String) -> Kind {
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
        ($type:ident, $a_second:expr) => {{
            let at = array.as_primitive::<$type>().value(row);
            let ahead = zone.ahead(at.div_euclid($a_second));
            time::<$type>(at.saturating_add(ahead * $a_second), into)
        }};
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
        DataType::Timestamp(TimeUnit::Second, _) => time!(TimestampSecondType, 1),
        DataType::Timestamp(TimeUnit::Millisecond, _) => time!(TimestampMillisecondType, 1_000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => time!(TimestampMicrosecondType, 1_000_000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => time!(TimestampNanosecondType, 1_000_000_000),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            match key(dictionary.keys(), row) {
                Some(entry) if entry < dictionary.values().len() => {
                    shown(dictionary.values(), entry, zone, into)
                }
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
