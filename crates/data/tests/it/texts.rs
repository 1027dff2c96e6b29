//! Bytes to text, and text to rows.

use encoding_rs::GB18030;
use shensuan_data::{Assigned, Database, Encoding, RowTrouble, UnusedWhy};
use shensuan_diagnostics::codes::data as codes;

use crate::sample::{A, B, C, KEY, Value, opened, opened_with, values, vocab, water};

fn basic(bytes: &[u8]) -> crate::sample::Opened {
    opened(&[("G101-1.csv", bytes)])
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn encodings() {
    let text = format!("{KEY},单位详细名称\r\n{A},深圳市㐀𠮷电镀厂\r\n");
    let gb = GB18030.encode(&text).0.into_owned();
    let marked_gb = [b"\x84\x31\x95\x33", gb.as_slice()].concat();
    let bom = format!("\u{feff}{text}").into_bytes();
    for (bytes, encoding) in [
        (text.clone().into_bytes(), Encoding::Utf8),
        (bom, Encoding::Utf8Bom),
        (gb, Encoding::Gb18030),
        (marked_gb, Encoding::Gb18030),
        (utf16(&text, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&text, u16::to_be_bytes), Encoding::Utf16Be),
        (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        let opened = basic(&bytes);
        assert!(opened.said.is_empty(), "{encoding:?}: {:?}", opened.codes());
        assert_eq!(opened.account("G101-1").encoding, encoding);
        assert_eq!(opened.column("G101-1", "unit name"), values(["深圳市㐀𠮷电镀厂".into()]), "{encoding:?}");
        assert_eq!(opened.set.subjects, [A]);
    }
}

#[test]
fn gb18030_file_and_heading_names() {
    let text = format!("{KEY},取水量,备注\n{A},１２００,联通\n");
    let opened = opened(&[("废水表.csv", &GB18030.encode(&text).0)]);
    assert_eq!(opened.column("G102", "取水量"), values([1200.0.into()]));
}

/// A file whose bytes are no text: the complaint and its line.
fn not_text(bytes: &[u8]) -> String {
    let opened = basic(bytes);
    assert_eq!(opened.codes(), ["E0705"]);
    assert_eq!(opened.unused(), [("G101-1.csv", UnusedWhy::Failed)]);
    let title = opened.title(codes::NOT_TEXT);
    title.split_whitespace().find(|word| word.parse::<u32>().is_ok()).unwrap().to_owned()
}

#[test]
fn bytes_that_are_no_text() {
    assert_eq!(not_text(&[0; 64]), "1");
    assert_eq!(not_text(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xff\xff"), "1");
    let utf16: Vec<u8> =
        format!("{KEY},单位名称\n{A},\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(not_text(&[b"\xff\xfe", utf16.as_slice(), b"\x31"].concat()), "3", "half a character");
    let damaged = [format!("{KEY},单位名称\n{A},甲厂\n{B},").as_bytes(), b"\xe4\xb9\n"].concat();
    assert_eq!(not_text(&damaged), "3");
    let mixed = [format!("\u{feff}{KEY}\n").as_bytes(), &GB18030.encode("甲厂").0].concat();
    assert_eq!(not_text(&mixed), "2");
}

#[test]
fn line_ends() {
    for end in ["\n", "\r\n", "\r"] {
        let text = [format!("{KEY},取水量"), format!("{A},1"), format!("{B},2")].join(end);
        for text in [text.clone(), format!("{text}{end}"), format!("{text}{end}{end}{end}")] {
            let opened = water(&text);
            assert_eq!(opened.table("G102").rows, [2, 3], "{text:?}");
            assert!(opened.table("G102").lines.is_empty(), "lines are rows where no cell is broken");
            assert_eq!(opened.table("G102").line(1), Some(3));
            assert_eq!(opened.column("G102", "取水量"), values([1.0.into(), 2.0.into()]), "{text:?}");
            assert_eq!(opened.account("G102").rows_in, 2, "blank lines at the end are no rows");
        }
    }
}

#[test]
fn quoted_cells() {
    let text = format!(
        "\"{KEY}\",\"单位详细名称\",行业代码\r\n{A},\"甲厂\r\n（二期）, \"\"东区\"\"\",3360\r\n\"{B}\",乙\"厂,\"\"\r\n{C},\"丙\"厂,\"3311\"\r\n"
    );
    let opened = basic(text.as_bytes());
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(
        opened.column("G101-1", "单位名称"),
        values(["甲厂\r\n（二期）, \"东区\"".into(), "乙\"厂".into(), "丙厂".into()])
    );
    assert_eq!(opened.column("G101-1", "industry"), values(["3360".into(), Value::None, "3311".into()]));
    let table = opened.table("G101-1");
    assert_eq!(table.rows, [2, 3, 4], "as a spreadsheet counts");
    assert_eq!(table.lines, [2, 4, 5], "as an editor counts");
    assert_eq!((table.line(1), table.line(3)), (Some(4), None));
}

#[test]
fn what_parts_cells_is_found() {
    for delimiter in [',', '\t', ';', '|', '，'] {
        // A title that holds other signs, and a cell that holds this one.
        let title = "2017年，全市；取水情况 | 汇总";
        let headings = [KEY, "取水量", "单位名称", "从业人数"].join(&delimiter.to_string());
        let cells = [A, "\"1,200\"", &format!("\"甲{delimiter}厂\""), "3"].join(&delimiter.to_string());
        let text = [title, &headings, &cells].join("\n");
        let opened = water(&text);
        assert!(opened.said.is_empty(), "{delimiter}: {:?}", opened.codes());
        let account = opened.account("G102");
        assert_eq!((account.delimiter, account.header, account.rows_above), (Some(delimiter), 2, 1));
        assert_eq!(opened.column("G102", "取水量"), values([1200.0.into()]), "{delimiter}");
        assert_eq!(opened.column("G102", "从业人数"), values([3.0.into()]), "{delimiter}");
    }
    for (name, text) in [("G102.tsv", "\t"), ("G102.txt", ";"), ("废水表.TXT", "|"), ("g102.TSV", ",")] {
        let text = format!("{KEY}{text}取水量\n{A}{text}5\n");
        let opened = opened(&[(name, text.as_bytes())]);
        assert_eq!(opened.column("G102", "取水量"), values([5.0.into()]), "{name}: {:?}", opened.codes());
    }
}

#[test]
fn quotes_that_are_not_closed() {
    // To the end of the file; up to the next quoted cell; over too many lines.
    let ends = format!("{KEY},单位名称\n{A},甲厂\n{B},\"乙厂\n{C},丙厂\n");
    let next = format!("{KEY},单位名称\n{A},甲厂\n{B},\"乙厂\n{C},\"丙厂\"\n");
    let long = format!("{KEY},单位名称\n{A},甲厂\n{B},\"乙厂\n{}{C},\"\"\n", "x\n".repeat(200));
    for text in [ends, next, long] {
        let opened = basic(text.as_bytes());
        assert_eq!(opened.codes(), ["E0711"]);
        assert!(opened.title(codes::QUOTE_OPEN).contains("line 3"));
        assert_eq!(opened.set.subjects, [A], "the rows before it are there");
    }
    let header = basic(format!("\"{KEY},单位名称\n{A},甲厂\n").as_bytes());
    assert_eq!(header.codes(), ["E0711"]);
    assert_eq!(header.unused(), [("G101-1.csv", UnusedWhy::Failed)]);
}

#[test]
fn empty_files() {
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"\n\r\n\n", b" , ,\n,,\n", "\u{3000}".as_bytes()] {
        let opened = opened(&[("G102.csv", bytes)]);
        assert_eq!(opened.codes(), ["E0706"], "{bytes:?}");
        assert_eq!(opened.unused(), [("G102.csv", UnusedWhy::Failed)]);
    }
}

#[test]
fn headings_alone() {
    for text in [format!("{KEY},取水量"), format!("{KEY},取水量\n"), format!("\n\n{KEY},取水量\r\n\r\n")]
    {
        let opened = water(&text);
        assert!(opened.said.is_empty(), "{text:?}: {:?}", opened.codes());
        assert!(opened.table("G102").rows.is_empty() && opened.set.subjects.is_empty());
        assert_eq!(opened.account("G102").cells_in, 0);
    }
}

#[test]
fn blank_rows_above_the_headings_count_as_rows_of_the_sheet() {
    let opened = water(&format!("\n,,\n{KEY},取水量\n{A},x\n"));
    assert_eq!(opened.table("G102").rows, [4]);
    assert_eq!(opened.unreadable(), [(4, "取水量", "x")]);
    assert_eq!(opened.account("G102").rows_in, 1);
}

#[test]
fn very_long_lines() {
    let long = "长".repeat(1 << 20);
    let opened = basic(format!("{KEY},单位名称,{long}\n{A},{long},1\n{long},乙厂,\n").as_bytes());
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.column("G101-1", "单位名称"), values([long.as_str().into(), "乙厂".into()]));
    let wide = basic(format!("{KEY}{}\n{A}{}\n", ",备注".repeat(20_000), ",1".repeat(20_001)).as_bytes());
    assert_eq!((wide.account("G101-1").cells_ignored, wide.account("G101-1").cells_surplus), (20_000, 0));
    assert_eq!(wide.rejected(), [(2, RowTrouble::TooLong)]);
    let unlike = basic("长".repeat(1 << 20).as_bytes());
    assert!(unlike.said.iter().all(|said| said.title(shensuan_diagnostics::Lang::Zh).len() < 500));
}

/// A file of several blocks: cells of several lines, some longer than a block, and one quote that stays open.
fn long_file(open_quote: bool) -> String {
    let mut text = format!("{KEY},单位名称,联系电话\n");
    for row in 0..150_000 {
        let name = match row % 1000 {
            7 => "\"甲\n乙\r\n\"\"丙\"\"\n\"".to_owned(),
            8 => format!("\"{}\"", "厂\n".repeat(60)),
            9 => format!("\"{}\"", "很长，".repeat(20_000)),
            _ => format!("企业{}", row % 37),
        };
        if open_quote && row == 120_000 {
            text.push_str("E,\"open,1\n");
        }
        text.push_str(&format!("E{row:06},{name},{}\n", if row % 501 == 0 { "5,6" } else { "1" }));
    }
    text + "\n\r\n"
}

/// Rows in which each cell stands as it is, or in quotes.
fn rows(cells: &[Vec<&str>], quoted: bool) -> Vec<u8> {
    let cell = |cell: &&str| match quoted || cell.contains('"') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => (*cell).to_owned(),
    };
    let line = |cells: &Vec<&str>| cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    cells.iter().map(line).collect::<String>().into_bytes()
}

#[test]
fn what_nobody_sees_is_no_key() {
    let read = water(&format!(
        "{KEY},取水量\n{A},1\n\u{200b},2\n\u{feff},3\n\0\0\0,4\n\u{feff}{KEY},取水量\n{B},5\n"
    ));
    assert_eq!(read.keys("G102"), [A, B]);
    assert_eq!(
        read.rejected(),
        [
            (3, RowTrouble::BlankKey(0)),
            (4, RowTrouble::BlankKey(0)),
            (5, RowTrouble::BlankKey(0)),
            (6, RowTrouble::Repeated)
        ]
    );
}

#[test]
fn rows_without_quotes_are_what_they_are_with_them() {
    let keys = [A, B, C, "E1", "E2", "91990000ma5f00018p", " 91990000MA5F00026J ", "甲-1"];
    let odd_keys = ["", " ", "合计", "无", "'91990000", "甲\u{200b}", "注：无", KEY];
    let texts = [
        "",
        "甲厂",
        " 乙厂",
        "丙厂 ",
        "\u{3000}丁",
        "'12",
        "=\"12\"",
        "x",
        " ",
        "戊\u{a0}",
        "3360",
        "9",
        "é",
        "è ",
    ];
    let numbers = [
        "",
        "1",
        "-2.5",
        "１２",
        "1e3",
        "无",
        "—",
        "12吨",
        "x",
        " 7 ",
        "3.",
        ".5",
        "-",
        "80%",
        "123456789012345678",
        "43100",
        "-0",
        "0.1",
        "12345678901234.5",
        "2.0",
        "9007199254740993",
        "＝1",
    ];
    let answers = ["", "是", "否", "x", " 1"];
    let mut seed = 7_u64;
    let mut below = |end: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % end
    };
    let mut basic = vec![vec![KEY, "单位详细名称", "行业代码", "别的"]];
    let mut water = vec![vec![KEY, "取水量", "从业人数", "去除效率", "有无处理设施"]];
    for _ in 0..4000 {
        let mut key = || if below(40) == 0 { odd_keys[below(8)] } else { keys[below(8)] };
        let (one, other) = (key(), key());
        let mut text = || texts[below(texts.len())];
        basic.push(vec![one, text(), text(), text()]);
        let mut number = || numbers[below(numbers.len())];
        let mut row = vec![other, number(), number(), number(), answers[below(5)]];
        match below(100) {
            0 => row.push("x"),
            1 => row.push(""),
            2 => row.truncate(3),
            _ => {}
        }
        water.push(row);
    }
    let read = |quoted| {
        let mut set =
            opened(&[("G101-1.csv", &rows(&basic, quoted)), ("G102.csv", &rows(&water, quoted))]).set;
        set.folder.clear();
        set.files.iter_mut().for_each(|file| file.path.clear());
        set
    };
    let (plain, quoted) = (read(false), read(true));
    assert_eq!(plain.files, quoted.files);
    assert_eq!(plain.rejected, quoted.rejected);
    assert_eq!(plain.unreadable, quoted.unreadable);
    assert!(plain == quoted, "cells are read otherwise");
    assert!(plain.unreadable.len() > 1000 && plain.rejected.len() > 50);
}

#[test]
fn how_many_threads_read_shows_in_nothing() {
    for (open_quote, encoded) in [(false, false), (true, false), (false, true)] {
        let text = long_file(open_quote);
        let bytes = if encoded { GB18030.encode(&text).0.into_owned() } else { text.clone().into_bytes() };
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("G101-1.csv"), bytes).unwrap();
        let vocab = vocab();
        let read = |threads| {
            let (assigned, database) = (Assigned::new(), Database::default());
            shensuan_data::open_on(folder.path(), &vocab, &assigned, &database, threads, &mut |_, _, _| {})
        };
        let (set, said) = read(1);
        let expected = if open_quote { 120_000 } else { 150_000 };
        let account = set.files.first().unwrap();
        assert_eq!(account.rows_in, expected);
        assert_eq!(account.rows_rejected, expected.div_ceil(501));
        assert_eq!(said.len(), usize::from(open_quote));
        // The records are those of the csv crate, which knows no lines: each begins where its key stands in the text.
        let table = set.tables.first().unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        for (at, subject) in table.subject.iter().enumerate().step_by(997) {
            let line = lines[table.line(at).unwrap() as usize - 1];
            assert!(line.starts_with(set.subjects.get(*subject as usize).unwrap()), "{at}: {line:.40}");
        }
        for threads in [2, 3, 7] {
            let (other, said_too) = read(threads);
            assert!(other == set, "{threads} threads read otherwise");
            assert_eq!(format!("{said_too:?}"), format!("{said:?}"));
        }
    }
}

#[test]
fn a_key_that_a_spreadsheet_has_cut_short_is_a_lost_one() {
    let shown = ["9.199E+17", "9.19900001234568e+17", "9E+17", " 9.2E+17 "];
    // Every digit is there, or it is no such number.
    let whole = ["1.5E+01", "9.199E17", "E+17", "9.19.9E+17", "9.199E+1A", "1+17", "92E+17", "厂E+17"];
    let lines = |keys: &[&str]| keys.iter().map(|key| format!("{key},5\n")).collect::<String>();
    let text = format!("{KEY},取水量\n{}{}", lines(&shown), lines(&whole));
    let read = water(&text);
    let lost: Vec<_> = (2..6).map(|row| (row, RowTrouble::LostKey(0))).collect();
    assert_eq!(read.rejected(), lost);
    assert_eq!(read.set.subjects, whole);
    // Of those who are not in the register it is said too, not that nobody is called so.
    let mut vocab = vocab();
    let register = vocab.forms().find(|(_, form)| form.name.declared() == "G101-1").map(|(id, _)| id);
    vocab.subject.as_mut().unwrap().register = register;
    let register = format!("{KEY},单位名称\n{A},甲\n");
    let filed = format!("{KEY},取水量\n{A},1\n9.199E+17,2\n{B},3\n");
    let read = opened_with(vocab, &[("G101-1.csv", register.as_bytes()), ("G102.csv", filed.as_bytes())]);
    assert_eq!(read.rejected(), [(3, RowTrouble::LostKey(0)), (4, RowTrouble::NotListed)]);
}
