//! Files as nobody should hand them in: what is said of each, and what of it is read, rejected and not used. Every one of them has its
//! place and a reason, and what can be read beside it is.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use encoding_rs::GB18030;
use parquet::arrow::ArrowWriter;
use rust_xlsxwriter::{Workbook, Worksheet};
use shensuan_diagnostics::Lang;

use crate::binary::{Sheet, archive, ods, xls, xlsb};
use crate::sample::{A, B, KEY, Opened, open_at, vocab};
use crate::workbooks::rewritten;

/// A folder of files by name.
type Case = (&'static str, Vec<(&'static str, Vec<u8>)>);

fn lines(rows: &[&str]) -> String {
    rows.iter().map(|row| row.replace("KEY", KEY).replace("甲码", A).replace("乙码", B) + "\n").collect()
}

/// Two rows of the form of water.
fn plain() -> String {
    lines(&["KEY,取水量", "甲码,5", "乙码,6"])
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn book(sheets: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    for name in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        water(sheet);
    }
    book.save_to_buffer().unwrap()
}

fn water(sheet: &mut Worksheet) {
    sheet.write_string(0, 0, KEY).unwrap().write_string(0, 1, "取水量").unwrap();
    sheet.write_string(1, 0, A).unwrap().write_number(1, 1, 5).unwrap();
    sheet.write_string(2, 0, B).unwrap().write_number(2, 1, 6).unwrap();
}

fn columns(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    );
    let batch = batch.unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn texts() -> Vec<Case> {
    let one = |name, bytes: Vec<u8>| (name, vec![("G102.csv", bytes)]);
    let mut cases = vec![
        one("nothing at all", Vec::new()),
        one("a mark of byte order alone", b"\xef\xbb\xbf".to_vec()),
        one("blank lines alone", b"\n\n \n".to_vec()),
        one("headings alone", lines(&["KEY,取水量"]).into_bytes()),
        one("no row of headings", lines(&["甲码,5", "乙码,6"]).into_bytes()),
        one("headings repeated below", lines(&["KEY,取水量", "甲码,5", "KEY,取水量", "乙码,6"]).into_bytes()),
        one("two headings of one name", lines(&["KEY,取水量,取水量", "甲码,5,6"]).into_bytes()),
        one("two columns of the key", lines(&["KEY,KEY,取水量", "甲码,乙码,6"]).into_bytes()),
        one("a null in a cell", plain().replace("5", "5\0").into_bytes()),
        one(
            "nulls between all",
            utf16(&plain(), u16::to_le_bytes).into_iter().flat_map(|byte| [byte, 0]).collect(),
        ),
        one("UTF-16 without a mark", utf16(&plain(), u16::to_be_bytes)),
        one("UTF-16 with half a sign at its end", {
            let mut bytes = utf16(&format!("\u{feff}{}", plain()), u16::to_le_bytes);
            bytes.push(b'7');
            bytes
        }),
        one("UTF-16 without a mark and with half a sign", {
            let mut bytes = utf16(&plain(), u16::to_le_bytes);
            bytes.push(b'7');
            bytes
        }),
        one("UTF-16 with half a pair", {
            let mut bytes = utf16("\u{feff}", u16::to_le_bytes);
            bytes.extend(utf16(&plain().replace("6", "6,"), u16::to_le_bytes));
            bytes.extend(0xd83d_u16.to_le_bytes());
            bytes.extend(utf16("\n", u16::to_le_bytes));
            bytes
        }),
        one(
            "UTF-32",
            [0xfeff].into_iter().chain(plain().chars().map(u32::from)).flat_map(u32::to_le_bytes).collect(),
        ),
        one("GB18030 of four bytes", {
            let text = lines(&["KEY,单位名称,取水量", "甲码,㐀𠮷厂,5"]);
            GB18030.encode(&text).0.into_owned()
        }),
        one("GB18030 cut in a sign", {
            let mut bytes = GB18030.encode(&lines(&["KEY,取水量,备注", "甲码,5,厂"])).0.into_owned();
            bytes.truncate(bytes.len() - 2);
            bytes
        }),
        one("UTF-8 with a line of GB18030 far below", {
            let mut bytes = lines(&["KEY,单位名称,取水量", "甲码,电镀厂,5"]).into_bytes();
            bytes.extend(GB18030.encode(&lines(&["乙码,电镀厂,6"])).0.iter());
            bytes
        }),
        one("carriage returns alone", plain().replace('\n', "\r").into_bytes()),
        one("a quote that is not closed", lines(&["KEY,取水量", "甲码,\"5", "乙码,6"]).into_bytes()),
        one("a row that is too long", lines(&["KEY,取水量", "甲码,1,200", "乙码,6"]).into_bytes()),
        one("a row that is too short", lines(&["取水量,KEY", "5", "6,乙码"]).into_bytes()),
        one("a key cut short by a spreadsheet", lines(&["KEY,取水量", "9.199E+17,5", "乙码,6"]).into_bytes()),
        one("a heading of many lines", lines(&["KEY,\"取\n水\n量\"", "甲码,5"]).into_bytes()),
        one("ten thousand columns", {
            let commas = ",".repeat(10_000);
            format!("{KEY},取水量{commas}\n{A},5{commas}\n").into_bytes()
        }),
        one("what is no table", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n".to_vec()),
        one("a page of the web", b"<html><body><table><tr><td>1</td></tr></table></body></html>".to_vec()),
    ];
    cases.push((
        "encodings of all sorts",
        vec![
            ("G102.csv", GB18030.encode(&plain()).0.into_owned()),
            (
                "G101-1.tsv",
                utf16(&format!("\u{feff}{}", lines(&["KEY\t单位名称", "甲码\t甲"])), u16::to_le_bytes),
            ),
            ("G103.csv", format!("\u{feff}{}", lines(&["KEY;燃料用量", "乙码;3"])).into_bytes()),
        ],
    ));
    cases
}

fn workbooks() -> Vec<Case> {
    let one = |name, bytes: Vec<u8>| (name, vec![("数据.xlsx", bytes)]);
    let good = book(&["G102"]);
    let sheet = |edit: &dyn Fn(&str) -> String| rewritten(&good, "xl/worksheets/sheet1.xml", edit);
    let far = [(0, 0, KEY), (0, 1, "取水量"), (1, 0, A), (1, 1, "5"), (65_534, 255, "x")];
    let near = &far[..4];
    let sheets = |cells: &'static [(u16, u16, &'static str)]| [Sheet { name: "G102", cells, merged: &[] }];
    let near: &'static [(u16, u16, &'static str)] = Box::leak(near.to_vec().into_boxed_slice());
    let far: &'static [(u16, u16, &'static str)] = Box::leak(far.to_vec().into_boxed_slice());
    vec![
        one("a blank before the name of a sheet", book(&[" T_BAS_G102"])),
        one("a name of full width", book(&["T＿BAS＿Ｇ102"])),
        one("a copied sheet", book(&["T_BAS_G102(1)"])),
        one("two sheets of one form", book(&["G102", "T_BAS_G102"])),
        one("an XLS by another name", xls(&sheets(near))),
        ("an XLS", vec![("数据.xls", xls(&sheets(near)))]),
        ("an ODS by another name", vec![("数据.xls", ods(&sheets(near)))]),
        ("an XLSB", vec![("数据.xlsb", xlsb(&sheets(near)))]),
        ("an XLS of cells far from each other", vec![("数据.xls", xls(&sheets(far)))]),
        ("an XLSB of cells far from each other", vec![("数据.xlsb", xlsb(&sheets(far)))]),
        ("an ODS of cells far from each other", vec![("数据.ods", ods(&sheets(far)))]),
        ("a text by the name of a workbook", vec![("G102.xlsx", plain().into_bytes())]),
        ("a workbook by the name of a text", vec![("G102.csv", good.clone())]),
        ("a workbook by the name of columns", vec![("G102.parquet", good.clone())]),
        one("nothing at all", Vec::new()),
        one("the beginning of an archive", b"PK\x03\x04".to_vec()),
        one("an archive of something else", archive(&[("readme.txt".to_owned(), b"x".to_vec())])),
        one("half a workbook", good[..good.len() / 2].to_vec()),
        one("a sheet that breaks off", sheet(&|text| text[..text.find("r=\"A3\"").unwrap()].to_owned())),
        one(
            "a text that is not there",
            sheet(&|text| text.replace("<c r=\"A3\" t=\"s\"><v>3</v>", "<c r=\"A3\" t=\"s\"><v>99</v>")),
        ),
        one("cells out of order", sheet(&|text| text.replace("r=\"B2\"", "r=\"XFE2\""))),
        one(
            "rows out of order",
            sheet(&|text| text.replace("r=\"3\"", "r=\"1\"").replace("r=\"A3\"", "r=\"A1\"")),
        ),
        one(
            "more merged cells than there are",
            sheet(&|text| {
                let merged = "<mergeCell ref=\"A2:A3\"/>".repeat(1_100_000);
                text.replace("</sheetData>", &format!("</sheetData><mergeCells>{merged}</mergeCells>"))
            }),
        ),
    ]
}

fn parquets() -> Vec<Case> {
    let one = |name, bytes: Vec<u8>| (name, vec![("G102.parquet", bytes)]);
    let keys = || -> ArrayRef { Arc::new(StringArray::from(vec![Some(A), None, Some(B)])) };
    let water =
        || -> ArrayRef { Arc::new(Float64Array::from(vec![Some(5.0), Some(f64::NAN), Some(f64::INFINITY)])) };
    let good = columns(vec![(KEY, keys()), ("取水量", water())]);
    vec![
        one("as it should be, but for a number", good.clone()),
        one("nothing at all", Vec::new()),
        one("a text by the name of columns", plain().into_bytes()),
        ("columns by the name of a text", vec![("G102.csv", good.clone())]),
        one("half a file", good[..good.len() / 2].to_vec()),
        one("no rows", columns(vec![(KEY, Arc::new(StringArray::from(Vec::<Option<&str>>::new())))])),
        one("no key", columns(vec![("取水量", water())])),
        one(
            "two columns of one name",
            columns(vec![(KEY, keys()), ("取水量", water()), ("取水量", water())]),
        ),
        one(
            "keys that are numbers",
            columns(vec![
                (KEY, Arc::new(Float64Array::from(vec![Some(9.199e17), Some(12.0), None]))),
                ("取水量", water()),
            ]),
        ),
        one("blanks in headings", columns(vec![(" 统一社会信用代码　", keys()), ("取 水 量", water())])),
    ]
}

/// What is said and counted of a folder.
fn told(opened: &Opened, folder: &Path) -> String {
    let mut told = String::new();
    for said in opened.said.iter() {
        let title = said.title(Lang::En).replace(&format!("{}/", folder.display()), "");
        let title = title.replace(&folder.display().to_string(), "the folder");
        writeln!(told, "  {} {title}", said.code.row().number).unwrap();
    }
    for file in &opened.set.files {
        let counts = (file.rows_in, file.rows_used, file.rows_rejected, file.cells_unreadable);
        writeln!(
            told,
            "  {} {}: rows, used, rejected, cells unreadable {counts:?}",
            file.name,
            file.encoding.name()
        )
        .unwrap();
    }
    for row in &opened.set.rejected {
        writeln!(told, "  row {} {:?}", row.row, row.why).unwrap();
    }
    for cell in &opened.set.unreadable {
        writeln!(told, "  row {} {} {:?} {:?}", cell.row, cell.column, cell.text, cell.why).unwrap();
    }
    for (name, why) in opened.unused() {
        writeln!(told, "  not used: {name} {why:?}").unwrap();
    }
    told
}

fn all_told(cases: Vec<Case>) -> String {
    let mut all = String::new();
    for (name, files) in cases {
        let folder = tempfile::tempdir().unwrap();
        for (file, bytes) in &files {
            fs::write(folder.path().join(file), bytes).unwrap();
        }
        let opened = open_at(folder.path(), vocab());
        let told = told(&opened, folder.path());
        assert!(!told.is_empty(), "{name}: nothing is told");
        writeln!(all, "{name}\n{told}").unwrap();
    }
    all
}

#[test]
fn texts_that_are_none_or_odd() {
    insta::assert_snapshot!(all_told(texts()));
}

#[test]
fn workbooks_that_are_none_or_odd() {
    insta::assert_snapshot!(all_told(workbooks()));
}

#[test]
fn columns_that_are_none_or_odd() {
    insta::assert_snapshot!(all_told(parquets()));
}

#[cfg(unix)]
#[test]
fn what_is_no_file() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("G101-1.csv"), lines(&["KEY,单位名称", "甲码,甲"])).unwrap();
    fs::create_dir(at("G102.csv")).unwrap();
    symlink(at("G103.csv"), at("G103.csv")).unwrap();
    symlink(at("gone.csv"), at("G102-排放口.csv")).unwrap();
    fs::create_dir(at("区")).unwrap();
    symlink(folder.path(), at("区/again")).unwrap();
    let opened = open_at(folder.path(), vocab());
    insta::assert_snapshot!(told(&opened, folder.path()));
    assert_eq!(opened.keys("G101-1"), [A]);
    fs::remove_dir(at("G102.csv")).unwrap();
    fs::remove_file(at("G103.csv")).unwrap();
    fs::create_dir(at("G103.xlsx")).unwrap();
    // Whoever opens a pipe waits for what somebody writes into it.
    assert!(std::process::Command::new("mkfifo").arg(at("G102.csv")).status().unwrap().success());
    let opened = open_at(folder.path(), vocab());
    insta::assert_snapshot!("what_is_no_file_either", told(&opened, folder.path()));
}

#[test]
fn a_file_that_goes_away_while_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("G101-1.csv"), lines(&["KEY,单位名称", "甲码,甲"])).unwrap();
    fs::write(at("G102.csv"), plain()).unwrap();
    fs::write(at("G103.xlsx"), book(&["G103"])).unwrap();
    let gone = |name: &str, _: usize, _: usize| {
        if name == "G101-1.csv" {
            fs::remove_file(at("G102.csv")).unwrap();
            fs::remove_file(at("G103.xlsx")).unwrap();
        }
    };
    let (assigned, database) = (shensuan_data::Assigned::new(), shensuan_data::Database::default());
    let vocab = vocab();
    let (set, said) = shensuan_data::open_with(folder.path(), &vocab, &assigned, &database, &mut { gone });
    let codes: Vec<_> = said.iter().map(|said| said.code.row().number).collect();
    // Of the workbook the cells had been taken before, or it is gone as well.
    assert_eq!(codes.iter().filter(|code| **code == "E0704").count(), codes.len(), "{codes:?}");
    assert!(codes.contains(&"E0704"));
    assert_eq!(set.subjects.first(), Some(A));
    assert!(said.has_errors());
}

#[test]
fn a_wrong_byte_in_a_workbook_ends_nothing() {
    let cells = [(0, 0, KEY), (0, 1, "取水量"), (1, 0, A), (1, 1, "5"), (2, 1, "6")];
    let sheets = [Sheet { name: "G102", cells: &cells, merged: &[(1, 0, 2, 0)] }];
    let folder = tempfile::tempdir().unwrap();
    let vocab = vocab();
    for (name, bytes) in [("一.xls", xls(&sheets)), ("一.xlsb", xlsb(&sheets)), ("一.ods", ods(&sheets))] {
        let path = folder.path().join(name);
        let mut read = 0;
        for at in (0..bytes.len()).step_by(3) {
            for wrong in [!bytes[at], 0xff, bytes[at] ^ 1] {
                let mut other = bytes.clone();
                other[at] = wrong;
                fs::write(&path, other).unwrap();
                let (set, said) = shensuan_data::open(folder.path(), &vocab);
                assert!(
                    !set.files.is_empty() || !said.is_empty() || !set.unused_files.is_empty(),
                    "{name} byte {at}"
                );
                read += usize::from(!set.files.is_empty());
            }
        }
        // Many bytes say nothing that counts.
        assert!(read > 100, "{name}: {read}");
        fs::remove_file(path).unwrap();
    }
}
