//! Cells of Parquet as they are kept, held against their texts. It is a part of `src/parquet.rs`, and stands here as it writes
//! files of columns.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    TimestampMicrosecondArray, TimestampNanosecondArray, UInt8Array, UInt64Array,
};
use parquet::arrow::ArrowWriter;

use super::*;
use crate::cells::Numbers;
use crate::dataset::FieldColumn;

const UGLY: [Option<&str>; 8] =
    [Some(" 1,200 "), None, Some(""), Some("=\"7\""), Some("是"), Some("12吨"), Some("\u{3000}x"), Some("—")];

/// Columns of all kinds, with what is at the edge of each.
fn arrays() -> Vec<(&'static str, ArrayRef)> {
    let floats = [
        Some(-0.0),
        None,
        Some(f64::NAN),
        Some(f64::INFINITY),
        Some(1e22),
        Some(0.1),
        Some(1e300),
        Some(1e15),
    ];
    let whole = [
        Some(0),
        None,
        Some(-1),
        Some(1 << 53),
        Some((1 << 53) + 1),
        Some(i64::MIN),
        Some(20_171_231),
        Some(2),
    ];
    let days = [
        Some(0),
        None,
        Some(17_531),
        Some(-719_163),
        Some(3_000_000),
        Some(i32::MAX),
        Some(i32::MIN),
        Some(1),
    ];
    let micros: Vec<Option<i64>> =
        whole.iter().map(|at| at.map(|at| at % 1_000_000_007 * 1_000_001)).collect();
    let midnights: Vec<Option<i64>> =
        days.iter().map(|day| day.map(|day| i64::from(day % 40_000) * 86_400_000_000_000)).collect();
    let decimals: Vec<Option<i128>> = whole.iter().map(|at| at.map(i128::from)).collect();
    let coded: DictionaryArray<Int32Type> = UGLY.into_iter().collect();
    vec![
        ("floats", Arc::new(Float64Array::from(floats.to_vec()))),
        ("short floats", Arc::new(Float32Array::from_iter(floats.map(|at| at.map(|at| at as f32))))),
        ("whole", Arc::new(Int64Array::from(whole.to_vec()))),
        ("counts", Arc::new(UInt8Array::from_iter(whole.map(|at| at.map(|at| (at & 3) as u8))))),
        ("large", Arc::new(UInt64Array::from_iter(whole.map(|at| at.map(i64::unsigned_abs))))),
        ("decimals", Arc::new(Decimal128Array::from(decimals).with_precision_and_scale(38, 3).unwrap())),
        ("days", Arc::new(Date32Array::from(days.to_vec()))),
        ("times", Arc::new(TimestampMicrosecondArray::from(micros.clone()))),
        ("zoned", Arc::new(TimestampMicrosecondArray::from(micros).with_timezone("+08:00"))),
        ("midnights", Arc::new(TimestampNanosecondArray::from(midnights))),
        (
            "truths",
            Arc::new(BooleanArray::from(vec![
                Some(true),
                None,
                Some(false),
                None,
                Some(true),
                None,
                None,
                None,
            ])),
        ),
        ("texts", Arc::new(StringArray::from(UGLY.to_vec()))),
        ("large texts", Arc::new(LargeStringArray::from(UGLY.to_vec()))),
        ("viewed", Arc::new(StringViewArray::from_iter(UGLY))),
        ("coded", Arc::new(coded)),
        (
            "bytes",
            Arc::new(BinaryArray::from_opt_vec(vec![
                Some(b"5"),
                None,
                Some(b"\xff"),
                Some(b""),
                None,
                None,
                None,
                None,
            ])),
        ),
    ]
}

/// A column as a field of this kind, what was counted, and what cannot be read.
fn read(
    bytes: &[u8],
    name: &str,
    field: Field<'_>,
    road: Road,
    rejected: &[usize],
) -> (FieldColumn, String, Vec<Fault>) {
    let file = ParquetFile::open(bytes.to_vec(), 3).unwrap();
    let place = file.headings().position(|heading| heading == name).unwrap();
    let mut column = file.into_columns().swap_remove(place);
    let (mut growing, mut tally, mut faults) = (Growing::new(field.manner), Tally::default(), Vec::new());
    while let Some(chunk) = column.next_rows().unwrap() {
        let touching = Touching::default();
        let rows = chunk.rows();
        let batch = Batch { above: 0, rows, road, touching: &touching, rejected, listed: false };
        append(&batch, &chunk, field, &mut growing, &mut tally, &mut faults);
    }
    (growing.finish(None), format!("{tally:?}"), faults)
}

#[test]
fn cells_as_they_are_kept_mean_what_their_texts_mean() {
    let arrays = arrays();
    let batch = RecordBatch::try_from_iter_with_nullable(
        arrays.iter().map(|(name, array)| (*name, Arc::clone(array), true)),
    );
    let batch = batch.unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    let bytes = writer.into_inner().unwrap();
    let unit = shensuan_vocab::units::UnitTable::base().parse("吨").unwrap();
    let numbers = |read: Numbers| Manner::Numbers { read, marks: Vec::new() };
    let manners = [
        numbers(Numbers::Of(Some(unit))),
        numbers(Numbers::Whole),
        numbers(Numbers::Percent),
        numbers(Numbers::Days),
        Manner::Numbers { read: Numbers::Of(None), marks: vec!["x".to_owned(), "0".to_owned()] },
        Manner::YesNo,
        Manner::Texts(None),
        Manner::Texts(Some(crate::cells::period)),
    ];
    for (name, _) in &arrays {
        for manner in &manners {
            for (exact, marked) in [(false, true), (false, false), (true, false)] {
                let field = Field { manner, exact, marked };
                for rejected in [&[1][..], &[]] {
                    let direct = read(&bytes, name, field, Road::Direct, rejected);
                    let by_text = read(&bytes, name, field, Road::Text, rejected);
                    assert_eq!(format!("{direct:?}"), format!("{by_text:?}"), "{name} as {manner:?}");
                }
            }
        }
    }
}
