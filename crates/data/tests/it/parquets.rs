//! Parquet files: columns by their names, every digit kept, what has no cell said.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, ListBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int64Array, RecordBatch, StringArray, StructArray, TimestampMillisecondArray, UInt8Array,
};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use shensuan_data::{Assignment, CellTrouble, Encoding, FieldColumn, FillDown, Layout, Repair, RowTrouble};
use shensuan_diagnostics::Lang;

use crate::sample::{A, B, C, KEY, Opened, Value, opened, opened_as, values, vocab};

fn file_with(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> Vec<u8> {
    let fields: Vec<Field> =
        columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap();
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn file(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    file_with(columns, Compression::SNAPPY)
}

fn texts(all: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(all.to_vec()))
}

fn keys() -> ArrayRef {
    texts(&[Some(A), None, Some(B), Some(C)])
}

#[test]
fn columns_of_all_types_are_read_as_cells() {
    let decimals = Decimal128Array::from(vec![Some(1250), Some(1), None, Some(-5)]);
    let bytes = file(vec![
        ("Credit Code", keys()),
        ("取水量", Arc::new(decimals.with_precision_and_scale(10, 2).unwrap())),
        ("staff", Arc::new(Int64Array::from(vec![Some(7), Some(1), None, Some(1 << 60)]))),
        ("去除效率", Arc::new(Float32Array::from(vec![Some(95.1), Some(1.0), Some(f32::NAN), Some(7.5)]))),
        ("有无处理设施", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false), None]))),
        ("别的", texts(&[Some("x"), None, None, None])),
    ]);
    let opened = opened(&[("废水表.PARQUET", &bytes)]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    let (account, none) = (opened.account("G102"), Value::None);
    assert_eq!(account.encoding, Encoding::Parquet);
    assert_eq!(
        (account.rows_in, account.rows_used, account.ignored_columns.as_slice()),
        (4, 3, &["别的".to_owned()][..])
    );
    assert_eq!(opened.keys("G102"), [A, B, C]);
    assert_eq!(opened.column("G102", "取水量"), values([12.5.into(), none.clone(), (-0.05).into()]));
    assert_eq!(opened.column("G102", "从业人数"), values([7.0.into(), none.clone(), none.clone()]));
    assert_eq!(opened.column("G102", "去除效率"), values([0.951.into(), none.clone(), 0.075.into()]));
    assert_eq!(opened.column("G102", "有无处理设施"), values([true.into(), false.into(), none]));
    // Rows count as in a sheet: the headings are row 1.
    assert_eq!(opened.rejected(), [(3, RowTrouble::BlankKey(0))]);
    assert_eq!(opened.unreadable(), [(5, "staff", "1152921504606846976")]);
}

#[test]
fn digits_are_kept_or_it_is_said_that_they_are_lost() {
    let whole = file(vec![
        (KEY, keys()),
        ("行业代码", Arc::new(Int64Array::from(vec![914_403_001_234_567_890, 1, 311, 20]))),
    ]);
    let read = opened(&[("G101-1.parquet", &whole)]);
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        read.column("G101-1", "行业代码"),
        values([text("914403001234567890"), text("311"), text("20")])
    );
    let floats = file(vec![
        (KEY, keys()),
        ("行业代码", Arc::new(Float64Array::from(vec![914_403_001_234_567_890.0, 1.0, 311.0, 20.5]))),
    ]);
    let read = opened(&[("G101-1.parquet", &floats)]);
    assert_eq!(read.column("G101-1", "行业代码"), values([Value::None, text("311"), text("20.5")]));
    let why: Vec<CellTrouble> = read.set.unreadable.iter().map(|cell| cell.why).collect();
    assert_eq!(why, [CellTrouble::LostDigits]);
}

#[test]
fn texts_of_every_sort_are_texts() {
    let dictionary: DictionaryArray<Int32Type> = [Some("甲"), None, None, Some("乙")].into_iter().collect();
    let old = BinaryArray::from(vec![Some("3360".as_bytes()), None, Some(b"\xff\xfe".as_slice()), None]);
    let bytes = file(vec![(KEY, keys()), ("单位名称", Arc::new(dictionary)), ("行业代码", Arc::new(old))]);
    let read = opened(&[("G101-1.parquet", &bytes)]);
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(read.column("G101-1", "单位名称"), values([text("甲"), Value::None, text("乙")]));
    assert_eq!(read.column("G101-1", "行业代码"), values([text("3360"), Value::None, Value::None]));
    assert_eq!(read.set.unreadable[0].why, CellTrouble::Bytes);

    let days = Date32Array::from(vec![Some(17_531), None, None, None]);
    let times = TimestampMillisecondArray::from(vec![Some(0), None, Some(86_400_000 + 3_600_000), None]);
    let bytes = file(vec![(KEY, keys()), ("单位名称", Arc::new(days)), ("行业代码", Arc::new(times))]);
    let read = opened(&[("G101-1.parquet", &bytes)]);
    assert_eq!(read.column("G101-1", "单位名称"), values([text("2017-12-31"), Value::None, Value::None]));
    let day = values([text("1970-01-01"), text("1970-01-02 01:00:00"), Value::None]);
    assert_eq!(read.column("G101-1", "行业代码"), day);
}

#[test]
fn any_common_codec_is_read() {
    let codecs = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::LZ4,
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ];
    for codec in codecs {
        let staff = UInt8Array::from(vec![1, 2, 3, 4]);
        let bytes = file_with(vec![(KEY, keys()), ("从业人数", Arc::new(staff))], codec);
        let read = opened(&[("G102.parquet", &bytes)]);
        assert_eq!(
            read.column("G102", "从业人数"),
            values([1.0.into(), 3.0.into(), 4.0.into()]),
            "{codec:?}"
        );
    }
}

#[test]
fn a_nested_column_is_said_and_the_others_are_read() {
    let mut list = ListBuilder::new(Int32Builder::new());
    for number in 0..4 {
        list.values().append_value(number);
        list.append(true);
    }
    let part: ArrayRef = Arc::new(UInt8Array::from(vec![1, 2, 3, 4]));
    let structure = StructArray::from(vec![(Arc::new(Field::new("a", DataType::UInt8, true)), part.clone())]);
    let bytes = file(vec![
        ("从业人数", Arc::new(structure)),
        (KEY, keys()),
        ("取水量", part),
        ("去除效率", Arc::new(list.finish())),
    ]);
    let read = opened(&[("G102.parquet", &bytes)]);
    assert_eq!(read.codes(), ["E0739"; 2]);
    let said = read.said.iter().next().unwrap().title(Lang::En);
    assert!(said.contains("从业人数") && said.contains("Struct"), "{said}");
    assert_eq!(read.column("G102", "取水量"), values([1.0.into(), 3.0.into(), 4.0.into()]));
    assert_eq!(read.column("G102", "从业人数"), values([Value::None, Value::None, Value::None]));
}

#[test]
fn what_is_no_parquet_is_refused() {
    let whole = file(vec![(KEY, keys()), ("取水量", Arc::new(Float64Array::from(vec![1.0; 4])))]);
    for bytes in [&whole[..whole.len() / 2], b"", b"PAR1", b"PAR1PAR1", b"key,value\n1,2\n"] {
        let read = opened(&[("G102.parquet", bytes)]);
        assert!(read.codes().starts_with(&["E0738"]), "{:?}", read.codes());
    }
    for at in 0..whole.len() {
        let mut other = whole.clone();
        other[at] = !other[at];
        let read = opened(&[("G102.parquet", &other)]);
        let known = ["E0738", "E0739", "E0723", "E0709", "E0713", "E0706", "E0710"];
        assert!(read.codes().iter().all(|code| known.contains(code)), "byte {at}: {:?}", read.codes());
    }
}

#[test]
fn what_a_copy_exchanges_is_a_data_set() {
    let basic = format!("{KEY},单位名称,行业代码\n{A},甲,3360\n{B},\"a\nb\",0311\n");
    let water =
        format!("{KEY},取水量,从业人数,去除效率,有无处理设施\n{A},12.5,7,33.3,是\n{C},,,0.07,否\n{B},3,,,\n");
    let outlets = format!("{KEY},排放口编号,排放量\n{B},1,2\n{A},2,\n{A},1,0.1\n");
    let before = opened(&[
        ("G101-1.csv", basic.as_bytes()),
        ("G102.csv", water.as_bytes()),
        ("G102-排放口.csv", outlets.as_bytes()),
    ]);
    let place = tempfile::tempdir().unwrap();
    crate::copies::exchanged(&before.set, &before.vocab, place.path());
    let after = crate::sample::open_at(place.path(), vocab());
    assert!(after.said.is_empty(), "{:?}", after.codes());
    for (form, fields) in [
        ("G101-1", &[KEY, "单位名称", "行业代码"][..]),
        ("G102", &["取水量", "从业人数", "去除效率", "有无处理设施"]),
    ] {
        assert_eq!(before.keys(form), after.keys(form));
        for field in fields {
            assert_eq!(before.column(form, field), after.column(form, field), "{form} {field}");
        }
    }
}

#[test]
fn what_a_data_set_says_of_keys_and_of_nothing_holds_for_columns_too() {
    let bytes = file(vec![
        ("填报对象", texts(&[Some(A), Some(B), Some(C)])),
        ("取水量", Arc::new(Float64Array::from(vec![Some(-9.0), Some(2.5), Some(-9.5)]))),
        ("staff", texts(&[Some("缺测"), Some("3"), None])),
    ]);
    let opened = opened_as(vocab(), &[("水.parquet", &bytes)], |at: &Opened| {
        let layout = Layout {
            missing: vec!["-9".to_owned(), "缺测".to_owned()],
            keys: vec![(KEY.to_owned(), "填报对象".to_owned())],
            ..Layout::default()
        };
        vec![Assignment { name: "水.parquet".to_owned(), forms: vec![at.form("G102")], layout }]
    });
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.keys("G102"), [A, B, C]);
    assert_eq!(opened.column("G102", "取水量"), [Value::None, Value::Number(2.5), Value::Number(-9.5)]);
    assert_eq!(opened.column("G102", "从业人数"), [Value::None, Value::Number(3.0), Value::None]);
    assert_eq!(opened.account("G102").repaired.of(Repair::Nothing), 2);
}

/// A form of many rows, of which a few have no key or stand for a sum, as a text and as columns.
fn many_rows() -> (String, Vec<u8>) {
    many_rows_but(|row| match row {
        70_000 | 140_000 => Some(None),
        70_001 => Some(Some("合计".to_owned())),
        _ => None,
    })
}

/// The same, of which some rows have other keys.
fn many_rows_but(other: impl Fn(u32) -> Option<Option<String>>) -> (String, Vec<u8>) {
    let mut rows: Vec<[Option<String>; 3]> = Vec::new();
    for row in 0..150_000_u32 {
        let key = other(row).unwrap_or_else(|| Some(format!("E{:06}", row / 2 * 7 % 150_000)));
        let name = (row % 11 > 0).then(|| format!("企业{}", row % 50_021));
        let code = (row % 7 > 0).then(|| format!("33{:02}", row % 31));
        rows.push([key, name, code]);
    }
    let line =
        |row: &[Option<String>; 3]| row.each_ref().map(|cell| cell.as_deref().unwrap_or("")).join(",") + "\n";
    let text = format!("{KEY},单位名称,行业代码\n") + &rows.iter().map(line).collect::<String>();
    let column = |at: usize| -> ArrayRef {
        Arc::new(StringArray::from(rows.iter().map(|row| row[at].as_deref()).collect::<Vec<_>>()))
    };
    (text, file(vec![(KEY, column(0)), ("单位名称", column(1)), ("行业代码", column(2))]))
}

#[test]
fn many_rows_are_those_of_their_text() {
    let (text, bytes) = many_rows();
    let (by_text, by_columns) =
        (opened(&[("G101-1.csv", text.as_bytes())]), opened(&[("G101-1.parquet", &bytes)]));
    assert!(by_columns.said.is_empty() && by_text.said.is_empty());
    assert_eq!(by_text.account("G101-1").rows_rejected, 3);
    assert!(by_text.set.subjects == by_columns.set.subjects);
    assert!(by_text.set.tables == by_columns.set.tables);
    assert_eq!(by_text.set.rejected, by_columns.set.rejected);
    let counts = |of: &Opened| {
        let account = of.account("G101-1");
        (account.rows_used, account.cells_used, account.cells_empty, account.cells_of_rejected_rows)
    };
    assert_eq!(counts(&by_text), counts(&by_columns));
}

/// The column of the key lists the subjects as far as its cells are keys to the letter; wherever that ends, all are found.
#[test]
fn keys_are_those_of_their_text_however_they_are_spelled() {
    let odd = ["e000007", " E000014 ", "Ｅ000021", "'E000028", "企业 甲", ""];
    for from in [0, 65_535, 65_536, 140_000, 150_000] {
        let (text, bytes) = many_rows_but(|row| {
            let text = odd.get(row.checked_sub(from)? as usize)?;
            Some((!text.is_empty()).then(|| text.to_string()))
        });
        // Those of another form are found among them.
        let more = format!("{KEY},取水量\nE000007,1\ne000014,2\nE149999,3\n企业甲,4\nE149996,5\n");
        let with = |name: &str, bytes: &[u8]| opened(&[(name, bytes), ("G102.csv", more.as_bytes())]);
        let (by_text, by_columns) = (with("G101-1.csv", text.as_bytes()), with("G101-1.parquet", &bytes));
        assert!(by_text.set.subjects == by_columns.set.subjects, "from row {from}");
        assert!(by_text.set.tables == by_columns.set.tables, "from row {from}");
        assert_eq!(by_text.set.rejected, by_columns.set.rejected, "from row {from}");
    }
}

#[test]
fn what_stands_above_damage_is_whole() {
    let (_, bytes) = many_rows();
    let mut cut = 0;
    for part in 1..16 {
        let mut damaged = bytes.clone();
        let at = bytes.len() / 16 * part;
        damaged[at..at + 8].fill(0xff);
        let read = opened(&[("G101-1.parquet", &damaged)]);
        let Some(table) = read.set.tables.first() else { continue };
        cut += usize::from(!read.said.is_empty());
        let rows = table.rows.len();
        assert_eq!(table.subject.len(), rows);
        let mut subjects: Vec<u32> = table.subject.clone();
        subjects.dedup();
        assert_eq!(subjects.len(), read.set.subjects.len(), "each subject has a row");
        for (_, column) in &table.columns {
            let FieldColumn::Text { index, given, entries } = column else { panic!("texts") };
            assert_eq!((index.len(), given.len()), (rows, rows));
            let mut used: Vec<u32> =
                index.iter().zip(given).filter(|(_, given)| **given).map(|(index, _)| *index).collect();
            used.sort_unstable();
            used.dedup();
            assert_eq!(used.len(), entries.len(), "each text stands in a row");
        }
    }
    assert!(cut > 0);
}

/// A form of many rows in which keys are blank below the first of each, as a text and as columns; in batches of some rows.
fn filled(fill_down: &FillDown, missing: &[&str]) -> [Opened; 2] {
    let mut rows: Vec<[Option<String>; 3]> = Vec::new();
    for row in 0..70_000_u32 {
        let key = match row % 5 {
            _ if row == 9 => Some("合计".to_owned()),
            0 => Some(format!("E{:06}", row / 5)),
            3 => Some("缺".to_owned()),
            _ => None,
        };
        let number = (row % 3 > 0).then(|| format!("{}", row % 13));
        let blank = row % 1_000 == 4;
        rows.push(if blank { [None, None, None] } else { [key, Some(format!("{}", row % 7)), number] });
    }
    let line =
        |row: &[Option<String>; 3]| row.each_ref().map(|cell| cell.as_deref().unwrap_or("")).join(",") + "\n";
    let text = format!("{KEY},排放口编号,排放量\n") + &rows.iter().map(line).collect::<String>();
    let column = |at: usize| -> ArrayRef {
        Arc::new(StringArray::from(rows.iter().map(|row| row[at].as_deref()).collect::<Vec<_>>()))
    };
    let number = |row: &[Option<String>; 3]| row[2].as_deref().map(|text| text.parse::<f64>().unwrap());
    let numbers = Float64Array::from(rows.iter().map(number).collect::<Vec<_>>());
    let bytes = file(vec![(KEY, column(0)), ("排放口编号", column(1)), ("排放量", Arc::new(numbers))]);
    let read = |name: &str, bytes: &[u8]| {
        opened_as(vocab(), &[(name, bytes)], |at: &Opened| {
            let missing = missing.iter().map(|text| (*text).to_owned()).collect();
            let layout = Layout { fill_down: fill_down.clone(), missing, ..Layout::default() };
            vec![Assignment { name: name.to_owned(), forms: vec![at.form("排放口")], layout }]
        })
    };
    [read("甲.csv", text.as_bytes()), read("甲.parquet", &bytes)]
}

#[test]
fn blank_keys_are_filled_down_as_those_of_a_text() {
    for (fill_down, missing, filled_cells) in [
        (FillDown::Keys, &["缺"][..], true),
        (FillDown::Columns(vec!["排放量".to_owned()]), &[], true),
        (FillDown::No, &["缺"], false),
    ] {
        let [by_text, by_columns] = filled(&fill_down, missing);
        assert!(by_text.said.is_empty() && by_columns.said.is_empty(), "{:?}", by_columns.codes());
        let (text, columns) = (by_text.account("排放口"), by_columns.account("排放口"));
        assert_eq!(columns.repaired.of(Repair::FilledDown) > 5_000, filled_cells, "{fill_down:?}");
        assert!(by_text.set.subjects == by_columns.set.subjects);
        assert_eq!(by_text.set.rejected, by_columns.set.rejected);
        // A number in a text is no repair of one, nor is a float.
        let counts = |of: &shensuan_data::FileAccount| {
            let of_rows = (of.rows_in, of.rows_used, of.rows_rejected);
            (of_rows, of.cells_in, of.cells_used, of.cells_empty, of.cells_of_rejected_rows, of.repaired)
        };
        assert_eq!(counts(text), counts(columns), "{fill_down:?}");
        assert!(by_text.table("排放口").columns == by_columns.table("排放口").columns);
        assert!(by_text.table("排放口").rows == by_columns.table("排放口").rows);
    }
    // A column that is not there is said of Parquet too.
    let [_, none] = filled(&FillDown::Columns(vec!["没有这列".to_owned()]), &[]);
    assert_eq!(none.codes(), ["E0763"]);
}

#[test]
fn what_stands_above_damage_is_whole_where_keys_are_filled_down_too() {
    let (_, bytes) = many_rows();
    let mut damaged = bytes.clone();
    let at = bytes.len() / 16 * 14;
    damaged[at..at + 8].fill(0xff);
    let read = opened_as(vocab(), &[("甲.parquet", &damaged)], |at: &Opened| {
        let layout = Layout { fill_down: FillDown::Keys, ..Layout::default() };
        vec![Assignment { name: "甲.parquet".to_owned(), forms: vec![at.form("G101-1")], layout }]
    });
    assert_eq!(read.codes(), ["E0723"]);
    let rows = read.table("G101-1").rows.len();
    assert!(rows > 60_000 && rows < 150_000, "{rows}");
}

/// A form of water: who files it, and how much.
fn intake(keys: &[&str], texts: &[String]) -> String {
    let lines: String = keys.iter().zip(texts).map(|(key, text)| format!("{key},{text}\n")).collect();
    format!("{KEY},取水量\n{lines}")
}

#[test]
fn a_number_is_one_through_every_door_however_large() {
    let numbers = [1e300, 1e22, -1e17, 9_007_199_254_740_993.0 * 4.0, 1.234_567_890_123_456_7e19];
    let keys = ["甲", "乙", "丙", "丁", "戊"];
    let key_texts = || -> ArrayRef { Arc::new(StringArray::from(keys.map(Some).to_vec())) };
    let read = |name: &str, bytes: &[u8]| {
        let opened = opened(&[(name, bytes)]);
        assert!(opened.set.unreadable.is_empty(), "{name}: {:?}", opened.set.unreadable);
        let is = |(value, wanted): (&Value, &f64)| *value == Value::Number(*wanted);
        assert!(opened.column("G102", "取水量").iter().zip(&numbers).all(is), "{name}");
    };
    let bytes = file(vec![(KEY, key_texts()), ("取水量", Arc::new(Float64Array::from(numbers.to_vec())))]);
    read("G102.parquet", &bytes);
    // As people and programs write them: few digits, as many as needed and zeros, all digits.
    let written: [fn(&f64) -> String; 3] =
        [|number| format!("{number:e}"), ToString::to_string, |number| format!("{number:.0}")];
    for write in written {
        read("G102.csv", intake(&keys, &numbers.iter().map(write).collect::<Vec<_>>()).as_bytes());
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, KEY).unwrap().write_string(0, 1, "取水量").unwrap();
    for ((row, key), number) in (1..).zip(keys).zip(numbers) {
        sheet.write_string(row, 0, key).unwrap().write_number(row, 1, number).unwrap();
    }
    read("G102.xlsx", &book.save_to_buffer().unwrap());
}

#[test]
fn digits_that_no_number_has_are_lost_through_every_door() {
    let whole = 9_007_199_254_740_993_i64;
    let bytes = file(vec![
        (KEY, Arc::new(StringArray::from(vec!["甲"]))),
        ("取水量", Arc::new(Int64Array::from(vec![whole]))),
    ]);
    let text = intake(&["甲"], &[whole.to_string()]);
    for (name, bytes) in [("G102.parquet", bytes), ("G102.csv", text.into_bytes())] {
        let read = opened(&[(name, &bytes)]);
        assert_eq!(read.column("G102", "取水量"), [Value::None], "{name}");
        assert_eq!(read.set.unreadable[0].why, CellTrouble::LostDigits, "{name}");
    }
    // What is counted has no such digits; a code that is kept as a number may have lost them.
    let bytes = file(vec![
        (KEY, Arc::new(StringArray::from(vec!["甲"]))),
        ("从业人数", Arc::new(Float64Array::from(vec![1e300]))),
    ]);
    let text = format!("{KEY},从业人数\n甲,1e300\n");
    for (name, bytes) in [("G102.parquet", bytes), ("G102.csv", text.into_bytes())] {
        assert_eq!(opened(&[(name, &bytes)]).set.unreadable[0].why, CellTrouble::TooLarge, "{name}");
    }
    let bytes = file(vec![
        (KEY, Arc::new(StringArray::from(vec!["甲"]))),
        ("单位名称", Arc::new(Float64Array::from(vec![1e300]))),
    ]);
    let read = opened(&[("G101-1.parquet", &bytes)]);
    assert_eq!(read.set.unreadable[0].why, CellTrouble::LostDigits);
}
