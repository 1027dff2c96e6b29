//! Workbooks: sheets to forms, cells by what they are kept as, and what is no workbook.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use shensuan_data::{
    Assignment, CellTrouble, ColumnPlace, Encoding, FillDown, Layout, RowTrouble, UnusedWhy,
};
use shensuan_diagnostics::Lang;
use shensuan_diagnostics::codes::data as codes;
use shensuan_vocab::{Field, FieldType, FormId, Name};

use crate::sample::{A, B, KEY, Opened, SPAN, Value, opened, opened_as, opened_with, values, vocab};

/// Fills a sheet.
type Fill<'f> = &'f dyn Fn(&mut Worksheet) -> Result<(), XlsxError>;

/// A workbook of these sheets.
fn workbook(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Writes rows of texts.
fn texts(sheet: &mut Worksheet, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell)?;
        }
    }
    Ok(())
}

fn water(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    texts(sheet, &[&[KEY, "取水量", "从业人数", "去除效率", "有无处理设施"]])?;
    sheet.write_string(1, 0, A)?.write_number(1, 1, 12.5)?.write_number(1, 2, 7)?;
    sheet.write_string(1, 3, "95%")?.write_boolean(1, 4, true)?;
    // Row 3 is only coloured, so that nobody filed it.
    sheet.write_blank(2, 0, &Format::new().set_bold())?;
    sheet.write_string(3, 0, B)?.write_string(3, 1, "1,200")?;
    Ok(())
}

fn damage(opened: &Opened) -> Vec<(String, u32, String, String, CellTrouble)> {
    let cells = opened.set.unreadable.iter();
    let file = |file: usize| opened.set.files[file].name.clone();
    cells.map(|cell| (file(cell.file), cell.row, cell.column.clone(), cell.text.clone(), cell.why)).collect()
}

#[test]
fn one_sheet_a_form_whatever_the_file_is_called() {
    let basic = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "单位详细名称", "行业代码"], &[A, "甲厂", "3360"], &[B, "乙厂", "0311"]])
    };
    let book = workbook(&[("G102", &water), ("基本情况表", &basic), ("Sheet3", &|_| Ok(()))]);
    let opened = opened(&[("全市 汇总.xlsx", &book)]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.unused(), [("全市 汇总.xlsx[Sheet3]", UnusedWhy::BlankSheet)]);
    assert_eq!(opened.column("G102", "取水量"), values([12.5.into(), 1200.0.into()]));
    assert_eq!(opened.column("G102", "从业人数"), [Value::Number(7.0), Value::None]);
    assert_eq!(opened.column("G102", "去除效率"), [Value::Number(0.95), Value::None]);
    assert_eq!(opened.column("G102", "有无处理设施"), [Value::Truth(true), Value::None]);
    assert_eq!(opened.column("G101-1", "行业代码"), values(["3360".into(), "0311".into()]));
    let account = opened.account("G102");
    assert_eq!((account.name.as_str(), account.encoding), ("全市 汇总.xlsx[G102]", Encoding::Xlsx));
    assert_eq!(
        (account.rows_in, account.rows_used, opened.table("G102").rows.as_slice()),
        (2, 2, &[2, 4][..])
    );
}

#[test]
fn a_workbook_of_one_sheet_goes_by_its_own_name() {
    let book = workbook(&[("Sheet1", &water), ("Sheet2", &|_| Ok(()))]);
    let one = opened(&[("废水表.XLSX", &book)]);
    assert!(one.said.is_empty(), "{:?}", one.codes());
    assert_eq!(one.keys("G102"), [A, B]);
    // Two sheets in which something stands, and none is named after a form: whose are they?
    let book = workbook(&[("Sheet1", &water), ("Sheet2", &water)]);
    let two = opened(&[("G102.xlsx", &book), ("G101-1.csv", format!("{KEY}\n{A}\n").as_bytes())]);
    let unused = [("G102.xlsx[Sheet1]", UnusedWhy::NoForm), ("G102.xlsx[Sheet2]", UnusedWhy::NoForm)];
    assert_eq!(two.unused(), unused);
}

#[test]
fn hidden_sheets_are_named_and_not_read() {
    let hidden = |sheet: &mut Worksheet| {
        sheet.set_hidden(true);
        water(sheet)
    };
    let book = workbook(&[("G102", &water), ("G101-1", &hidden)]);
    let opened = opened(&[("book.xlsx", &book)]);
    assert_eq!(opened.unused(), [("book.xlsx[G101-1]", UnusedWhy::HiddenSheet)]);
    assert_eq!(opened.keys("G102"), [A, B]);
}

#[test]
fn a_sheet_of_which_only_the_layout_is_said_goes_by_its_name() {
    let merged = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "排放口编号", "排放量"], &[A, "W1", "5"], &["", "W2", "6"]])
    };
    let hidden = |sheet: &mut Worksheet| {
        sheet.set_hidden(true);
        merged(sheet)
    };
    let used = |file: &str, book: &[u8], name: &str| {
        let opened = opened_as(vocab(), &[(file, book)], |_| {
            let layout = Layout { fill_down: FillDown::Keys, ..Layout::default() };
            vec![Assignment { name: name.to_owned(), layout, ..Assignment::default() }]
        });
        assert_eq!(opened.unused(), [], "{name}");
        let files = opened.set.files.iter();
        files.map(|file| format!("{} {}", file.name, file.rows_used)).collect::<Vec<_>>()
    };
    let book = workbook(&[("G102", &water), ("G102-排放口", &merged)]);
    for name in ["汇总.xlsx[G102-排放口]", "汇总.xlsx[ g102-排放口]", "*.xlsx[G102-排放口]"] {
        assert_eq!(
            used("汇总.xlsx", &book, name),
            ["汇总.xlsx[G102] 2", "汇总.xlsx[G102-排放口] 2"],
            "{name}"
        );
    }
    // What is hidden is read if the data set speaks of it.
    let book = workbook(&[("G102", &water), ("G102-排放口", &hidden)]);
    let read = used("汇总.xlsx", &book, "汇总.xlsx[G102-排放口]");
    assert_eq!(read, ["汇总.xlsx[G102] 2", "汇总.xlsx[G102-排放口] 2"]);
    // The only sheet goes by the name of its file.
    let book = workbook(&[("Sheet1", &merged)]);
    assert_eq!(used("G102-排放口.xlsx", &book, "G102-排放口.xlsx[Sheet1]"), ["G102-排放口.xlsx[Sheet1] 2"]);
}

#[test]
fn a_form_may_be_spread_over_workbooks() {
    let of = |key: &'static str, code: &'static str| {
        let fill = move |sheet: &mut Worksheet| {
            texts(sheet, &[&[KEY, "排放口编号", "排放量"]])?;
            for (row, number) in [(1, 1.0), (2, 2.5)] {
                sheet.write_string(row, 0, key)?.write_string(row, 1, code)?.write_number(row, 2, number)?;
            }
            sheet.write_string(3, 0, key)?.write_string(3, 2, "约 3")?;
            Ok(())
        };
        workbook(&[("G102-排放口", &fill)])
    };
    let (first, second) = (of(B, "W1"), of(A, "W2"));
    let list = format!("{KEY}\n{A}\n{B}\n");
    let opened = opened(&[("乙.xlsx", &first), ("甲.xlsx", &second), ("G101-1.csv", list.as_bytes())]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.keys("排放口"), [A, A, A, B, B, B]);
    let codes = ["W2".into(), "W2".into(), Value::None, "W1".into(), "W1".into(), Value::None];
    assert_eq!(opened.column("排放口", "排放口编号"), codes);
    assert_eq!(opened.table("排放口").rows, [2, 3, 4, 2, 3, 4]);
    let places: Vec<&str> =
        (0..6).map(|row| opened.set.files[opened.table("排放口").file_of(row)].name.as_str()).collect();
    assert_eq!(places[2..4], ["甲.xlsx[G102-排放口]", "乙.xlsx[G102-排放口]"]);
    // What stood in a cell is found by its row, wherever that lies now.
    let field = opened.field("排放口", "排放量");
    let cell = opened.set.unreadable_at(opened.form("排放口"), 2, field).unwrap();
    assert_eq!((opened.set.files[cell.file].name.as_str(), cell.row), ("甲.xlsx[G102-排放口]", 4));
    assert_eq!(opened.set.unreadable_at(opened.form("排放口"), 1, field), None);
}

#[test]
fn what_a_cell_is_kept_as_counts() {
    let fill = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "单位详细名称", "行业代码"]])?;
        sheet.write_string(1, 0, A)?.write_number(1, 1, 2018)?.write_number(1, 2, 3360)?;
        // A credit code of digits alone, typed as a number: the last digits are gone.
        sheet.write_string(2, 0, B)?.write_number(2, 1, 914_403_001_234_567_890_f64)?;
        let date = ExcelDateTime::from_ymd(2017, 12, 31)?;
        sheet.write_datetime_with_format(3, 1, &date, &Format::new().set_num_format("yyyy-mm-dd"))?;
        sheet.write_string(3, 0, A)?.write_formula(3, 2, Formula::new("=NA()").set_result("#N/A"))?;
        Ok(())
    };
    let number = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "取水量"]])?;
        let half = ExcelDateTime::from_ymd(2018, 1, 2)?;
        sheet.write_string(1, 0, A)?;
        sheet.write_datetime_with_format(1, 1, &half, &Format::new().set_num_format("m/d"))?;
        sheet.write_string(2, 0, B)?.write_number(2, 1, 0.1 + 0.2)?;
        Ok(())
    };
    let opened = opened(&[("book.xlsx", &workbook(&[("G101-1", &fill), ("G102", &number)]))]);
    let lost = "914403001234568000".to_owned();
    let of = |sheet: &str| format!("book.xlsx[{sheet}]");
    assert_eq!(
        damage(&opened),
        [
            (of("G101-1"), 3, "单位详细名称".into(), lost, CellTrouble::LostDigits),
            (of("G101-1"), 4, "行业代码".into(), "#N/A".into(), CellTrouble::Fault),
            (of("G102"), 2, "取水量".into(), "2018-01-02".into(), CellTrouble::NotANumber),
        ]
    );
    let names = opened.column("G101-1", "单位详细名称");
    assert_eq!(names, ["2018".into(), "2017-12-31".into(), Value::None]);
    assert_eq!(opened.column("G102", "取水量"), [Value::None, Value::Number(0.1 + 0.2)]);
}

/// What is said of a file that cannot be opened.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let list = format!("{KEY}\n{A}\n");
    let opened = opened(&[(name, bytes), ("G101-1.csv", list.as_bytes())]);
    assert_eq!(opened.unused(), [(name, UnusedWhy::Failed)], "{:?}", opened.codes());
    let said = opened.said.iter().find(|said| said.code == codes::WORKBOOK_UNREADABLE).unwrap();
    let title = said.title(Lang::En);
    title.split_once(&format!("{name}: ")).unwrap().1.to_owned()
}

#[test]
fn what_is_no_workbook_is_said() {
    let book = workbook(&[("G102", &water)]);
    assert_eq!(refusal("G102.xlsx", b"<html><table></table></html>"), "what it holds is no workbook");
    assert_eq!(refusal("G102.xlsx", b""), "what it holds is no workbook");
    for length in [4, 100, book.len() / 2, book.len() - 1] {
        let why = refusal("G102.xlsx", &book[..length]);
        assert!(why.starts_with("the file is damaged ("), "{why}");
    }
    let mut compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    compound.resize(2_000, 0);
    assert!(refusal("G102.xls", &compound).starts_with("the file is damaged ("));
}

#[test]
fn what_unpacks_to_more_than_there_is_room_for_is_not_unpacked() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    let piece = vec![b' '; 1 << 20];
    (0..600).for_each(|_| archive.write_all(&piece).unwrap());
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(refusal("G102.xlsx", &bytes), "its part xl/sharedStrings.xml unpacks to more than 512 MB");
}

#[test]
fn a_key_that_lost_its_digits_is_nobodys() {
    let fill = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "取水量"]])?;
        sheet.write_number(1, 0, 919_900_001_234_567_890_f64)?.write_number(1, 1, 5)?;
        sheet.write_formula(2, 0, Formula::new("=NA()").set_result("#N/A"))?.write_number(2, 1, 5)?;
        sheet.write_string(3, 0, A)?.write_number(3, 1, 5)?;
        Ok(())
    };
    let opened = opened(&[("G102.xlsx", &workbook(&[("G102", &fill)]))]);
    assert_eq!(opened.set.subjects, [A]);
    assert_eq!(opened.rejected(), [(2, RowTrouble::LostKey(0)), (3, RowTrouble::LostKey(0))]);
}

#[test]
fn a_share_is_what_the_sheet_shows() {
    let fill = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "去除效率", "取水量"]])?;
        let percent = Format::new().set_num_format("0%");
        sheet.write_string(1, 0, A)?.write_number_with_format(1, 1, 0.95, &percent)?;
        let time = ExcelDateTime::from_hms(1, 2, 3)?;
        sheet.write_datetime_with_format(1, 2, &time, &Format::new().set_num_format("hh:mm:ss"))?;
        sheet.write_string(2, 0, B)?.write_number(2, 1, 95)?.write_string(2, 2, "100\n200")?;
        Ok(())
    };
    let opened = opened(&[("G102.xlsx", &workbook(&[("G102", &fill)]))]);
    assert_eq!(opened.column("G102", "去除效率"), [Value::Number(0.95), Value::Number(0.95)]);
    assert_eq!(opened.column("G102", "取水量"), [Value::None, Value::None]);
    let why: Vec<CellTrouble> = opened.set.unreadable.iter().map(|cell| cell.why).collect();
    assert_eq!(why, [CellTrouble::NotANumber, CellTrouble::TwoMeanings]);
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let zeros = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "行业代码"]])?;
        let zeros = Format::new().set_num_format("0000");
        sheet.write_string(1, 0, A)?.write_number_with_format(1, 1, 311, &zeros)?;
        sheet.write_string(2, 0, B)?.write_number(2, 1, 311)?;
        Ok(())
    };
    let shares = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "去除效率"]])?;
        let quoted = Format::new().set_num_format("0.0\"%\"");
        let shares = Format::new().set_num_format("0.00%;[Red]-0.00%");
        sheet.write_string(1, 0, A)?.write_number_with_format(1, 1, 0.5, &quoted)?;
        sheet.write_string(2, 0, B)?.write_number_with_format(2, 1, 0.07, &shares)?;
        Ok(())
    };
    let opened = opened(&[("b.xlsx", &workbook(&[("G101-1", &zeros), ("G102", &shares)]))]);
    assert_eq!(opened.column("G101-1", "行业代码"), values(["0311".into(), "311".into()]));
    assert_eq!(opened.column("G102", "去除效率"), [Value::Number(0.005), Value::Number(0.07)]);
}

#[test]
fn a_formula_without_a_result_is_no_blank() {
    let fill = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "取水量", "从业人数"]])?;
        sheet.write_string(1, 0, A)?.write_formula(1, 1, Formula::new("1+2").set_result("3"))?;
        sheet.write_formula(1, 2, Formula::new("5+6"))?;
        Ok(())
    };
    let book = workbook(&[("G102", &fill)]);
    // As programs write it that do not compute: the result is not there.
    let book =
        rewritten(&book, "xl/worksheets/sheet1.xml", |sheet| sheet.replace("</f><v>0</v>", "</f><v></v>"));
    let opened = opened(&[("G102.xlsx", &book)]);
    assert_eq!(opened.column("G102", "取水量"), [Value::Number(3.0)]);
    assert_eq!(opened.column("G102", "从业人数"), [Value::None]);
    let lost: Vec<_> = opened.set.unreadable.iter().map(|cell| (cell.text.as_str(), cell.why)).collect();
    assert_eq!(lost, [("=5+6", CellTrouble::WithoutResult)]);
    let account = opened.account("G102");
    assert_eq!(
        (account.cells_in, account.cells_used, account.cells_empty, account.cells_unreadable),
        (3, 2, 0, 1)
    );
}

#[test]
fn days_count_from_where_the_workbook_says() {
    let fill = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "投产日期"]])?;
        let day = Format::new().set_num_format("yyyy-mm-dd");
        // 2018-01-01 in a workbook that counts from 1904.
        sheet.write_string(1, 0, A)?.write_number(1, 1, 41_639)?;
        sheet.write_string(2, 0, B)?.write_number_with_format(2, 1, 41_639, &day)?;
        Ok(())
    };
    let book = workbook(&[("G101-1", &fill)]);
    let book = rewritten(&book, "xl/workbook.xml", |text| {
        text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let mut vocab = vocab();
    let name = Name::new("投产日期", std::iter::empty());
    vocab.add_field(Field::new(name, FormId(0), FieldType::Date, SPAN));
    let opened = opened_with(vocab, &[("G101-1.xlsx", &book)]);
    assert_eq!(opened.column("G101-1", "投产日期"), values([17_532.0.into(), 17_532.0.into()]));
}

#[test]
fn a_copy_of_a_workbook_is_not_read_twice() {
    let book = workbook(&[("G102", &water)]);
    let other = |sheet: &mut Worksheet| texts(sheet, &[&[KEY, "取水量"], &[B, "7"]]);
    let files: [(&str, &[u8]); 3] = [
        ("数据.xlsx", &book),
        ("数据 - 副本.xlsx", &workbook(&[("G102", &water), ("废水表", &water)])),
        ("补报.xlsx", &workbook(&[("G102", &other)])),
    ];
    let opened = opened(&files);
    assert_eq!(opened.codes(), ["E0728", "E0728", "E0729"]);
    let copies: Vec<_> = opened
        .unused()
        .into_iter()
        .filter(|(_, why)| *why == UnusedWhy::Copy)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert_eq!(opened.column("G102", "取水量").len(), 3);
    assert_eq!(opened.set.files.len(), 2);
}

#[test]
fn a_sheet_named_as_a_copy_is_one_of_the_form() {
    for name in ["T_BAS_G102(1)", "G102 (2)", "废水表（13）", "G102 (2) (2)"] {
        let opened = opened(&[("甲.xlsx", &workbook(&[(name, &water)]))]);
        assert_eq!(opened.codes(), ["E0768"], "{name}");
        assert_eq!(opened.keys("G102"), [A, B], "{name}");
    }
    // A number that is no copy's, or behind what is no form, names none.
    for name in ["G102 (2017)", "别的 (2)"] {
        let other = |sheet: &mut Worksheet| texts(sheet, &[&[KEY, "单位详细名称"], &[A, "甲厂"]]);
        let opened = opened(&[("甲.xlsx", &workbook(&[(name, &water), ("G101-1", &other)]))]);
        assert_eq!(opened.codes(), ["E0712"], "{name}");
    }
}

#[test]
fn a_copy_of_a_sheet_beside_it_is_said_and_read_once() {
    // Wherever it stands, the sheet that it is a copy of is the one that counts.
    for sheets in [["G102", "G102 (2)"], ["G102 (2)", "G102"]] {
        let book = workbook(&sheets.map(|sheet| (sheet, &water as Fill<'_>)));
        let opened = opened(&[("甲.xlsx", &book)]);
        assert_eq!(opened.codes(), ["E0768", "E0728"]);
        assert_eq!(opened.unused(), [("甲.xlsx[G102 (2)]", UnusedWhy::Copy)]);
        assert_eq!(opened.keys("G102"), [A, B]);
    }
    let other = |sheet: &mut Worksheet| texts(sheet, &[&[KEY, "取水量"], &[B, "7"]]);
    let opened = opened(&[("甲.xlsx", &workbook(&[("G102 (2)", &other), ("G102", &water)]))]);
    assert_eq!(opened.codes(), ["E0768", "E0729"]);
    assert_eq!(opened.keys("G102"), [A, B, B]);
    let files: Vec<&str> = opened.set.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["甲.xlsx[G102]", "甲.xlsx[G102 (2)]"]);
}

#[test]
fn many_columns_without_a_heading_are_one_entry() {
    let wide = |sheet: &mut Worksheet| {
        texts(sheet, &[&[KEY, "", "取水量"], &[A, "", "5"]])?;
        // Something stands below one of them, and another is one that people know by its letter.
        sheet.write_string(1, 100, "x")?.write_string(0, 16_380, "备注")?;
        sheet.write_string(0, 16_383, "从业人数")?.write_string(1, 16_383, "3")?;
        Ok(())
    };
    let book = workbook(&[("G102", &wide)]);
    let read = opened(&[("甲.xlsx", &book)]);
    assert!(read.said.is_empty(), "{:?}", read.codes());
    let account = read.account("G102");
    assert_eq!(account.ignored_columns, ["[B]", "[D]–[XEZ] (16377)", "备注", "[XFB]", "[XFC]"]);
    assert_eq!(account.cells_ignored, 1);
    assert_eq!(read.column("G102", "从业人数"), [Value::Number(3.0)]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("甲.xlsx"), &book).unwrap();
    let (assigned, database) = (shensuan_data::Assigned::new(), shensuan_data::Database::default());
    let described =
        shensuan_data::describe(folder.path(), None, &read.vocab, &assigned, &database, &|_| {}).1;
    let columns: Vec<&ColumnPlace> = described[0].columns.iter().map(|column| &column.place).collect();
    assert_eq!(columns.len(), 8);
    assert_eq!(*columns[3], ColumnPlace::Columns("D".to_owned(), "XEZ".to_owned(), 16_377));
}

#[test]
fn a_workbook_that_is_called_a_text_is_told_so() {
    let opened = opened(&[("G102.csv", &workbook(&[("G102", &water)]))]);
    assert_eq!(opened.codes(), ["E0705"]);
    assert_eq!(opened.unused(), [("G102.csv", UnusedWhy::Failed)]);
}

/// A workbook of which one part is written anew.
pub(crate) fn rewritten(book: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        if name == part {
            let edited = edit(std::str::from_utf8(&bytes).unwrap());
            assert_ne!(edited.as_bytes(), bytes);
            bytes = edited.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
