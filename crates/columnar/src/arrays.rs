//! Plain columns to Arrow arrays and back.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt8Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, LargeStringArray, RecordBatch,
    RecordBatchOptions, StringArray, UInt8Array, UInt32Array,
};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use crate::columns::{Cells, Column};
use crate::text_list::TextList;

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To run on: the columns as they are.
    Run,
    /// To exchange: as other programs like them.
    Exchange,
}

/// A batch of these columns.
pub(crate) fn batch(columns: &[(&str, Cells<'_>)], purpose: Purpose) -> Result<RecordBatch, ArrowError> {
    let rows = columns.first().map_or(0, |(_, cells)| cells.rows());
    let arrays: Vec<ArrayRef> =
        columns.iter().map(|(_, cells)| array(*cells, purpose)).collect::<Result<_, _>>()?;
    let fields: Vec<Field> = columns
        .iter()
        .zip(&arrays)
        .map(|((name, cells), array)| {
            let whole = matches!(cells, Cells::Counts(_) | Cells::Marks(_));
            Field::new(*name, array.data_type().clone(), !whole)
        })
        .collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
}

/// The array of a column.
pub(crate) fn array(cells: Cells<'_>, purpose: Purpose) -> Result<ArrayRef, ArrowError> {
    let nulls = |given: &[bool]| {
        if given.iter().all(|given| *given) { None } else { Some(NullBuffer::from(given)) }
    };
    let numbers = |values: &[f64], given: &[bool]| {
        Float64Array::try_new(ScalarBuffer::from(values.to_vec()), nulls(given))
    };
    Ok(match cells {
        Cells::Numbers { values, given } => Arc::new(numbers(values, given)?),
        Cells::Days { values, given } if purpose == Purpose::Run => Arc::new(numbers(values, given)?),
        Cells::Days { values, given } => {
            #[expect(clippy::cast_possible_truncation, reason = "days of four-digit years")]
            let days: Vec<i32> = values.iter().map(|value| *value as i32).collect();
            Arc::new(Date32Array::try_new(ScalarBuffer::from(days), nulls(given))?)
        }
        Cells::Truths(values) => Arc::new(BooleanArray::from(values.to_vec())),
        Cells::Texts { index, given, entries } => {
            let keys = UInt32Array::try_new(ScalarBuffer::from(index.to_vec()), nulls(given))?;
            let entries: ArrayRef = if i32::try_from(entries.bytes()).is_ok() {
                Arc::new(StringArray::from_iter_values(entries))
            } else {
                Arc::new(LargeStringArray::from_iter_values(entries))
            };
            Arc::new(DictionaryArray::<UInt32Type>::try_new(keys, entries)?)
        }
        Cells::Whole { values, given } => {
            Arc::new(UInt32Array::try_new(ScalarBuffer::from(values.to_vec()), nulls(given))?)
        }
        Cells::Counts(values) => Arc::new(UInt32Array::from(values.to_vec())),
        Cells::Marks(values) => Arc::new(UInt8Array::from(values.to_vec())),
    })
}

/// The plain column of an array; none for one that is not written here.
pub(crate) fn column(array: &dyn Array) -> Option<Column> {
    let given = |array: &dyn Array| match array.nulls() {
        Some(nulls) => nulls.iter().collect(),
        None => vec![true; array.len()],
    };
    match array.data_type() {
        DataType::Float64 => {
            let numbers = array.as_primitive_opt::<Float64Type>()?;
            Some(Column::Numbers { values: numbers.values().to_vec(), given: given(array) })
        }
        DataType::Boolean => Some(Column::Truths(array.as_boolean_opt()?.iter().collect())),
        DataType::UInt32 if array.null_count() == 0 => {
            Some(Column::Counts(array.as_primitive_opt::<UInt32Type>()?.values().to_vec()))
        }
        DataType::UInt8 if array.null_count() == 0 => {
            Some(Column::Marks(array.as_primitive_opt::<UInt8Type>()?.values().to_vec()))
        }
        DataType::Dictionary(_, _) => {
            let texts = array.as_dictionary_opt::<UInt32Type>()?;
            let entries = match texts.values().data_type() {
                DataType::Utf8 => owned(texts.values().as_string_opt::<i32>()?.iter()),
                DataType::LargeUtf8 => owned(texts.values().as_string_opt::<i64>()?.iter()),
                _ => return None,
            };
            Some(Column::Texts { index: texts.keys().values().to_vec(), given: given(array), entries })
        }
        _ => None,
    }
}

/// The plain column of some rows: of texts with the entries that they name, in the order in which they do.
pub(crate) fn column_of(array: &dyn Array) -> Option<Column> {
    let DataType::Dictionary(_, _) = array.data_type() else { return column(array) };
    let texts = array.as_dictionary_opt::<UInt32Type>()?;
    let (mut index, mut given, mut entries) = (Vec::new(), Vec::new(), TextList::new());
    let mut known = HashMap::new();
    for key in texts.keys() {
        given.push(key.is_some());
        let Some(key) = key else {
            index.push(0);
            continue;
        };
        let next = u32::try_from(known.len()).ok()?;
        let at = *known.entry(key).or_insert(next);
        if at == next {
            entries.push(entry(texts.values(), key)?);
        }
        index.push(at);
    }
    Some(Column::Texts { index, given, entries })
}

/// The first row that holds a text for which something is so.
pub(crate) fn row_with(array: &dyn Array, is: impl Fn(&str) -> bool) -> Option<usize> {
    let texts = array.as_dictionary_opt::<UInt32Type>()?;
    let holds = |key: Option<u32>| key.and_then(|key| entry(texts.values(), key)).is_some_and(&is);
    texts.keys().iter().position(holds)
}

/// An entry of a dictionary of texts.
fn entry(entries: &ArrayRef, at: u32) -> Option<&str> {
    let at = Some(at as usize).filter(|at| *at < entries.len())?;
    match entries.data_type() {
        DataType::Utf8 => Some(entries.as_string_opt::<i32>()?.value(at)),
        DataType::LargeUtf8 => Some(entries.as_string_opt::<i64>()?.value(at)),
        _ => None,
    }
}

fn owned<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> TextList {
    texts.map(|text| text.unwrap_or("")).collect()
}
