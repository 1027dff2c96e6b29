//! Small files that say that they are very large, or are: read within two gigabytes of address space, each is refused with its place
//! and a reason, or read.
#![cfg(unix)]

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::Workbook;

use crate::run::{Output, ended, root};

const KEY: &str = "统一社会信用代码";

/// The key of the only enterprise of the register.
const OURS: &str = "91990000MA5F00018P";

/// As much memory as may be asked for, in kB.
const ROOM: u32 = 2_000_000;

/// Runs the command within bounds.
fn within(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {ROOM} && exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_shensuan")]).args(arguments).args(["--lang", "en"]);
    ended(command.current_dir(folder).env("LC_ALL", "en_US.UTF-8").env_remove("COLUMNS"))
}

/// A data set of the register and one file beside it.
fn beside_the_register(name: &str, write: impl FnOnce(&Path)) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let rulebook = root().join("examples/first-light/rulebook");
    fs::write(place.path().join("dataset.toml"), format!("rulebook = \"{}\"\n", rulebook.display())).unwrap();
    let register = format!("{KEY},单位详细名称,行业代码,运行状态\n{OURS},甲厂,3360,1\n");
    fs::write(place.path().join("G101-1.csv"), register).unwrap();
    write(&place.path().join(name));
    place
}

/// What is said where a file is described and reviewed: both times the same, with its name and this reason.
fn refused(name: &str, reason: &str, write: impl FnOnce(&Path)) {
    let place = beside_the_register(name, write);
    for command in [&["data", "describe", "."][..], &["review", ".", "--out", "out"]] {
        let run = within(place.path(), command);
        let said = run.said.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "");
        assert!(said.contains(name) && said.contains(reason), "{name} {command:?}: {}", run.said);
        assert_eq!(run.status, 3, "{name} {command:?}: {}", run.said);
    }
}

/// What is read is reviewed, and said to be this many rows.
fn is_read(name: &str, rows: usize, write: impl FnOnce(&Path)) {
    let place = beside_the_register(name, write);
    let described = within(place.path(), &["data", "describe", "."]);
    assert_eq!(described.status, 0, "{name}: {}", described.said);
    assert!(
        described.printed.contains(&format!("{rows} rows, {rows} used")),
        "{name}: {}",
        described.printed
    );
    let run = within(place.path(), &["review", ".", "--out", "out", "--rule", "FL-01"]);
    assert_eq!(run.status, 0, "{name}: {}", run.said);
}

/// Thrift, compact: numbers and structs by the numbers of their fields.
#[derive(Default)]
struct Thrift {
    bytes: Vec<u8>,
    before: u8,
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

impl Thrift {
    fn field(mut self, field: u8, kind: u8, value: &[u8]) -> Self {
        self.bytes.push((field - self.before) << 4 | kind);
        self.bytes.extend(value);
        self.before = field;
        self
    }

    fn int(self, field: u8, number: u64) -> Self {
        self.field(field, 5, &varint(number * 2))
    }

    fn long(self, field: u8, number: u64) -> Self {
        self.field(field, 6, &varint(number * 2))
    }

    fn text(self, field: u8, text: &str) -> Self {
        self.field(field, 8, &[&varint(text.len() as u64)[..], text.as_bytes()].concat())
    }

    fn inner(self, field: u8, inner: Self) -> Self {
        self.field(field, 12, &inner.done())
    }

    /// A list of what is of one kind, fewer than 15.
    fn list(self, field: u8, kind: u8, items: &[Vec<u8>]) -> Self {
        let head = u8::try_from(items.len()).unwrap() << 4 | kind;
        self.field(field, 9, &[&[head][..], &items.concat()].concat())
    }

    fn done(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

/// A column of which each row holds the one value of its dictionary: how long the dictionary is, and its bytes as they stand in the file.
struct Column<'c> {
    name: &'c str,
    is_text: bool,
    unpacked: u64,
    dictionary: Vec<u8>,
}

/// A Parquet file of such columns; a page for so many rows, and so many pages. `zstd` says that dictionaries are packed.
fn parquet(columns: &[Column<'_>], rows: u64, pages: u64, zstd: bool) -> Vec<u8> {
    let mut file = b"PAR1".to_vec();
    let mut chunks = Vec::new();
    for column in columns {
        let from = file.len() as u64;
        let head = Thrift::default().int(1, 2).int(2, column.unpacked).int(3, column.dictionary.len() as u64);
        file.extend(head.inner(7, Thrift::default().int(1, 1).int(2, 0)).done());
        file.extend(&column.dictionary);
        // The width of places in the dictionary, then one run of them.
        let run = [&[1][..], &varint(rows << 1), &[0]].concat();
        let packed = if zstd { zstd_frame(&[(run.clone(), 1)]) } else { run.clone() };
        let first = file.len() as u64;
        for _ in 0..pages {
            let head = Thrift::default().int(1, 0).int(2, run.len() as u64).int(3, packed.len() as u64);
            let of_page = Thrift::default().int(1, rows).int(2, 8).int(3, 3).int(4, 3);
            file.extend(head.inner(5, of_page).done());
            file.extend(&packed);
        }
        let length = file.len() as u64 - from;
        let about = Thrift::default()
            .int(1, if column.is_text { 6 } else { 5 })
            .list(2, 5, &[varint(0), varint(16)])
            .list(3, 8, &[[&varint(column.name.len() as u64)[..], column.name.as_bytes()].concat()])
            .int(4, if zstd { 6 } else { 0 })
            .long(5, rows * pages)
            .long(6, length)
            .long(7, length)
            .long(9, first)
            .long(11, from);
        chunks.push(Thrift::default().long(2, from).inner(3, about).done());
    }
    let element = |column: &Column<'_>| {
        let kind = if column.is_text { 6 } else { 5 };
        let element = Thrift::default().int(1, kind).int(3, 0).text(4, column.name);
        if column.is_text { element.int(6, 0) } else { element }.done()
    };
    let whole = Thrift::default().text(4, "schema").int(5, columns.len() as u64).done();
    let schema: Vec<Vec<u8>> = std::iter::once(whole).chain(columns.iter().map(element)).collect();
    let group = Thrift::default().list(1, 12, &chunks).long(2, 100).long(3, rows * pages).done();
    let about =
        Thrift::default().int(1, 1).list(2, 12, &schema).long(3, rows * pages).list(4, 12, &[group]).done();
    let length = u32::try_from(about.len()).unwrap();
    file.extend(about);
    file.extend(length.to_le_bytes());
    file.extend(b"PAR1");
    file
}

/// A frame of zstd: bytes as they are, or one byte that many times.
fn zstd_frame(pieces: &[(Vec<u8>, usize)]) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x88];
    let mut blocks: Vec<(u32, u32, Vec<u8>)> = Vec::new();
    for (bytes, times) in pieces {
        let mut left = *times;
        if left == 1 {
            blocks.push((0, u32::try_from(bytes.len()).unwrap(), bytes.clone()));
            continue;
        }
        while left > 0 {
            let some = left.min(1 << 17);
            blocks.push((1, u32::try_from(some).unwrap(), bytes.clone()));
            left -= some;
        }
    }
    let last = blocks.len() - 1;
    for (at, (kind, length, bytes)) in blocks.into_iter().enumerate() {
        let head = length << 3 | kind << 1 | u32::from(at == last);
        frame.extend(&head.to_le_bytes()[..3]);
        frame.extend(bytes);
    }
    frame
}

fn text_of(name: &'static str, text: &str) -> Column<'static> {
    let dictionary = [&u32::try_from(text.len()).unwrap().to_le_bytes()[..], text.as_bytes()].concat();
    Column { name, is_text: true, unpacked: dictionary.len() as u64, dictionary }
}

fn number_of(name: &'static str, number: f64) -> Column<'static> {
    Column { name, is_text: false, unpacked: 8, dictionary: number.to_le_bytes().to_vec() }
}

/// A text of so many letters, packed by zstd.
fn long_text(name: &'static str, letters: usize) -> Column<'static> {
    let length = u32::try_from(letters).unwrap().to_le_bytes().to_vec();
    let dictionary = zstd_frame(&[(length, 1), (b"x".to_vec(), letters)]);
    Column { name, is_text: true, unpacked: letters as u64 + 4, dictionary }
}

fn packed(column: Column<'static>) -> Column<'static> {
    Column { dictionary: zstd_frame(&[(column.dictionary.clone(), 1)]), ..column }
}

#[test]
fn parquet_of_more_rows_than_there_is_room_for() {
    let columns = [text_of(KEY, OURS), number_of("取水量", 5.0)];
    // A few bytes a column are as many rows.
    is_read("G102.parquet", 300_000, |path| fs::write(path, parquet(&columns, 100_000, 3, false)).unwrap());
    for (rows, pages) in [(2_000_000_000, 1), (2_000_000_000, 12), (1_000_000, 900)] {
        let bytes = parquet(&columns, rows, pages, false);
        assert!(bytes.len() < 100_000);
        let reason = format!("{} rows in {} bytes, more than can be read", rows * pages, bytes.len());
        refused("G102.parquet", &reason, |path| fs::write(path, bytes).unwrap());
    }
}

#[test]
fn parquet_of_pages_that_unpack_to_very_much() {
    let keys = || packed(text_of(KEY, OURS));
    // A name of 50 million letters is one.
    let columns = [keys(), long_text("单位详细名称", 50_000_000)];
    is_read("G102.parquet", 1_000, |path| {
        fs::write(path, parquet(&[keys(), packed(number_of("取水量", 5.0))], 1_000, 1, true)).unwrap();
    });
    let long = parquet(&columns, 2, 1, true);
    assert!(long.len() < 10_000);
    let place = beside_the_register("G101-1.parquet", |path| fs::write(path, long).unwrap());
    fs::remove_file(place.path().join("G101-1.csv")).unwrap();
    let described = within(place.path(), &["data", "describe", "."]);
    assert_eq!(described.status, 0, "{}", described.said);
    // And it may stand in many rows, for a text or for a number.
    for name in ["单位详细名称", "取水量", "别的"] {
        let bytes = parquet(&[keys(), long_text(name, 50_000_000)], 100_000, 1, true);
        let form = if name == "取水量" { "G102.parquet" } else { "G101-1.parquet" };
        let place = beside_the_register(form, |path| fs::write(path, bytes).unwrap());
        if form == "G101-1.parquet" {
            fs::remove_file(place.path().join("G101-1.csv")).unwrap();
        }
        let described = within(place.path(), &["data", "describe", "."]);
        assert_eq!(described.status, 0, "{name}: {}", described.said);
        assert!(described.printed.contains("100000 rows, 100000 used"), "{name}: {}", described.printed);
    }
    let columns = [keys(), long_text("单位详细名称", 900_000_000)];
    let bytes = parquet(&columns, 1_000, 1, true);
    assert!(bytes.len() < 100_000);
    refused("G102.parquet", "unpacks to more than 256 MB", |path| fs::write(path, bytes).unwrap());
    let names = ["取水量", "废水排放量", "a", "b", "c"];
    let columns: Vec<Column<'_>> =
        std::iter::once(keys()).chain(names.map(|name| long_text(name, 250_000_000))).collect();
    let bytes = parquet(&columns, 1_000, 1, true);
    assert!(bytes.len() < 100_000);
    refused("G102.parquet", "unpack to more than 1024 MB together", |path| fs::write(path, bytes).unwrap());
}

#[test]
fn a_line_that_never_ends() {
    // Three gigabytes of nothing, which take no room on most disks.
    refused("G102.csv", "in more than 256 MB of it there is no line feed", |path| {
        File::create(path).unwrap().set_len(3 << 30).unwrap();
    });
}

#[test]
fn a_sheet_whose_cells_are_as_far_from_each_other_as_can_be() {
    is_read("G102.xlsx", 2, |path| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("G102").unwrap();
        for (column, heading) in [(0, KEY), (1, "取水量"), (16_383, "废水排放量")] {
            sheet.write_string(0, column, heading).unwrap();
        }
        for row in [1, 1_048_575] {
            sheet.write_string(row, 0, OURS).unwrap();
            sheet.write_number(row, 16_383, 5).unwrap();
        }
        book.save(path).unwrap();
    });
}
