//! What stands in a private cell comes out nowhere, whichever command reads it, however it is wrong.
//!
//! Marks are planted in private cells of every type, in rows that are rejected, beside the headings, above them, in
//! tables that are looked up by them; then every command that reads data is run, in both languages, and everything that it
//! prints and writes is searched. The one place that holds them is the columns of a copy, which rules run on.

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

use crate::run::{Output, shensuan_in};

/// The pieces of which all planted texts are made. Nothing else has them.
const MARKS: [&str; 3] = ["示例联系人", "99887766", "8899-01-02"];

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码 listed in 底册
code list 行业 also industries from "codes.csv"
form 底册 also register
  one per 企业
  field 名称 also unit name           : text
  field 业 also industry              : code from industries
  field 联系人 also contact           : text private required
  field 联系电话 also telephone       : number in t private
  field 负责人数 also heads           : integer private
  field 任职 also appointed           : date private
  field 岗位 also post                : code from industries private
  field 率 also rate                  : percent private
  field 公开 also listed              : yes/no private
  field 人数 also staff               : integer
form 明细 also details
  many per 企业 keyed by 经办人
  field 经办人 also clerk             : text private
  field 量 also amount                : quantity in unit from amount unit
  field 单位 also amount unit         : text private
  field 数 also figure                : number in t
table 名单 also roll from data keyed by 联系人
  field 联系人 also roll contact      : text private
  field 值 also worth                 : number
table 册 also book from "book.csv" keyed by 经办人
  field 经办人 also book clerk        : text private
  field 价 also price                 : number
"#;

const RULES: &str = r#"
rule A
  check telephone < 5 t
  check contact = unit name
  message "{unit name} {contact} {telephone} {telephone × 2} {doubled} {appointed} {post} {rate} {listed}"
rule B
  for each details
  check figure > 100 t
  check clerk ≠ unit name
  check amount > 100 kg
  message "{clerk} {amount} {figure}"
rule C check roll[contact].worth > 100
rule D
  for each details
  check book[clerk].price > 100
rule E check contact similar to unit name (0.9)
rule F check any roll where roll contact = contact
rule G check telephone is given and heads > 5
rule H
  for each group of details by clerk
  check count(details) > 5
rule I
  for each group of enterprise by contact
  check sum(staff) > 1000
rule J check no details where clerk = contact
rule K check staff is not an outlier by contact (robust 3.5)
formula doubled = telephone × 2
formula total = sum(details.figure where clerk = contact)
statistic given contacts = count(enterprise where contact is given)
"#;

const REGISTER: &str = "填报人：示例联系人零,,,,,,,,\n\
    代码,名称,业,联系人,联系电话,负责人数,任职,岗位,率,公开,人数\n\
    E1,甲,33,示例联系人甲,99887766001,998877661,2019-01-02,示例联系人岗,50,是,5\n\
    E2,乙,33,示例联系人乙,约99887766002,99887766.5,8899-01-02x,34,示例联系人率,示例联系人否,6\n\
    E3,丙,34,ＳＬ示例联系人丙,=99887766004,,,,99887766005%,,7\n\
    E3,丙,34,示例联系人丙二,99887766006,,,,,,8\n\
    E4,丁,,,,,,,,,\n\
    E4,丁,33,示例联系人丁,1,,,,,,7,示例联系人多余,99887766003\n\
    ,戊,33,示例联系人戊,99887766007,,,,,,1\n\
    合计,,,示例联系人合计,99887766008,,,,,,\n\
    注：以上由填报人填写,,,示例联系人注,,,,,,,\n";

const DETAILS: &str = "代码,经办人,量,单位,数\n\
    E1,示例联系人甲,3,千克,1\nE1,示例联系人甲,4,示例联系人吨,2\nE1, 示例联系人 甲,5,99887766吨,约2\n\
    E2,示例联系人乙,约3,千克,3\nE9,示例联系人名录外,99887766010,千克,3\n,示例联系人无键,1,千克,1\nE3,,1,吨,5\nE4,,1,吨,5,示例联系人多余\n";

const ROLL: &str = "联系人,值\n示例联系人甲,5\n示例联系人甲,6\n示例联系人乙,约5\n";
const BOOK: &str = "经办人,价\n示例联系人甲,5\n示例联系人乙,6\n";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("rules/a.rule", &format!("{VOCABULARY}{RULES}"));
        place.write("rules/codes.csv", "code,name\n33,金属制品业\n34,设备制造业\n");
        place.write("rules/book.csv", BOOK);
        place.write("data/底册.csv", REGISTER);
        place.write("data/明细.csv", DETAILS);
        place.write("data/名单.csv", &ROLL.replace("甲,6", "丙,6"));
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs a command in both languages and searches what it says; the last is given back.
    fn run(&self, words: &[&str]) -> Output {
        let mut last = None;
        for lang in ["zh", "en"] {
            let done = shensuan_in(self.folder.path(), [&["--lang", lang], words].concat());
            for (stream, text) in [("printed", &done.printed), ("said", &done.said)] {
                assert_is_free(&format!("{words:?} {lang} {stream}"), text.as_bytes());
            }
            last = Some(done);
        }
        last.unwrap()
    }

    fn succeed(&self, words: &[&str]) -> Output {
        let done = self.run(words);
        assert_eq!(done.status, 0, "{words:?}: {}", done.said);
        done
    }
}

/// Searches bytes for the marks, also as UTF-16.
fn assert_is_free(what: &str, bytes: &[u8]) {
    for mark in MARKS {
        let wide: Vec<u8> = mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for mark_bytes in [mark.as_bytes(), &wide] {
            let at = bytes.windows(mark_bytes.len()).position(|window| window == mark_bytes);
            let around = at.map(|at| {
                String::from_utf8_lossy(&bytes[at.saturating_sub(80)..bytes.len().min(at + 80)]).into_owned()
            });
            assert_eq!(around, None, "{mark} in {what}");
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// Searches a folder but for some files of it.
fn assert_folder_is_free(folder: &Path, but: impl Fn(&Path) -> bool) -> usize {
    let all = files(folder);
    for file in all.iter().filter(|file| !but(file)) {
        assert_is_free(&file.display().to_string(), &fs::read(file).unwrap());
    }
    all.len()
}

#[test]
fn private_cells_come_out_nowhere() {
    let place = Place::new();
    // The marks are really there, and really wrong: else nothing is tested.
    for (at, engine) in ["jit", "interpreter", "both"].into_iter().enumerate() {
        let out = format!("out{at}");
        let done =
            place.succeed(&["review", "data", "--rulebook", "rules", "--out", &out, "--engine", engine]);
        assert!(done.printed.contains("***"), "{}", done.printed);
        assert!(assert_folder_is_free(&place.path(&out), |_| false) >= 10);
    }
    let read = |file: &str| fs::read_to_string(place.path("out0").join(file)).unwrap();
    assert!(read("unreadable.csv").matches("***").count() >= 6, "{}", read("unreadable.csv"));
    assert!(read("rejected.csv").lines().count() >= 6, "{}", read("rejected.csv"));
    for rule in ["A", "B", "E", "F", "G", "H", "J"] {
        let listed = read("findings.csv") + &read("undetermined.csv");
        assert!(
            listed.lines().any(|line| line.trim_start_matches('\u{feff}').starts_with(&format!("{rule},"))),
            "{rule}"
        );
    }
    place.succeed(&["review", "data", "--rulebook", "rules", "--out", "json", "--format", "json"]);
    place.succeed(&["review", "data", "--rulebook", "rules", "--out", "one", "--only", "E2"]);
    place.succeed(&["review", "data", "--rulebook", "rules", "--out", "two", "--sample", "2"]);
    place.run(&["bench", "rules", "data", "--repeat", "1", "--out", "bench"]);

    place.succeed(&["profile", "data", "--rulebook", "rules", "--out", "profile"]);
    for field in
        ["联系人", "联系电话", "负责人数", "任职", "岗位", "率", "公开", "经办人", "量", "单位", "数"]
    {
        let done =
            place.succeed(&["profile", "data", "--rulebook", "rules", "--field", field, "--few", "100"]);
        assert!(!done.printed.is_empty());
    }
    for by in ["联系人", "岗位", "经办人", "单位"] {
        assert_eq!(place.run(&["profile", "data", "--rulebook", "rules", "--by", by]).status, 3);
    }
    for key in ["E1", "E2", "E3", "E4"] {
        let asked = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"].map(|rule| ["--rule", rule]);
        for asked in asked.into_iter().chain([["--value", "doubled"], ["--value", "total"]]) {
            for format in ["text", "json", "html"] {
                let words = ["why", "data", "--rulebook", "rules", "--enterprise", key, "--format", format];
                place.succeed(&[&words[..], &asked[..]].concat());
            }
        }
        place.succeed(&["why", "data", "--rulebook", "rules", "--enterprise", key]);
    }
    for other in [
        &["check", "rules"][..],
        &["test", "rules"],
        &["fields", "联系", "--rulebook", "rules"],
        &["show", "--stage", "model", "rules"],
        &["show", "--stage", "plan", "rules"],
        &["data", "describe", "data", "--rulebook", "rules"],
        &["data", "describe", "data/底册.csv", "--rulebook", "rules"],
    ] {
        place.run(other);
    }
    for folder in ["json", "one", "two", "profile"] {
        assert_folder_is_free(&place.path(folder), |_| false);
    }
    if place.path("bench").exists() {
        assert_folder_is_free(&place.path("bench"), |_| false);
    }
}

#[test]
fn workbooks_are_no_other_way_out() {
    let place = Place::new();
    let mut book = Workbook::new();
    let roll = ROLL.replace("甲,6", "丙,6");
    for (name, text) in [("底册", REGISTER), ("明细", DETAILS), ("名单", &roll)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    fs::create_dir(place.path("books")).unwrap();
    book.save(place.path("books/全区.xlsx")).unwrap();
    // A sheet of one enterprise: whom to ask stands in a label, and below whoever signs.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("明细").unwrap();
    let lines = [
        "代码：,E1,,联系人：,示例联系人甲",
        "经办人,量,单位,数",
        "示例联系人甲,约4,千克,1,示例联系人多余",
        "单位负责人：,示例联系人乙,,99887766011",
    ];
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(place.path("books/一户.xlsx")).unwrap();
    place.succeed(&["review", "books", "--rulebook", "rules", "--out", "out"]);
    assert_folder_is_free(&place.path("out"), |_| false);
    let unreadable = fs::read_to_string(place.path("out/unreadable.csv")).unwrap();
    // Beside the headings of a sheet a remark may stand; it is listed, and not shown.
    assert!(unreadable.contains("一户.xlsx[明细]") && unreadable.matches("***").count() >= 8, "{unreadable}");
    place.succeed(&["data", "describe", "books", "--rulebook", "rules"]);
    place.succeed(&["data", "describe", "books/一户.xlsx", "--rulebook", "rules"]);
    place.succeed(&["profile", "books", "--rulebook", "rules", "--out", "profile"]);
    assert_folder_is_free(&place.path("profile"), |_| false);
}

#[test]
fn a_copy_holds_them_in_its_columns_alone() {
    let place = Place::new();
    place.run(&["data", "import", "data", "--rulebook", "rules", "--out", "copy"]);
    // Rules run on the columns of forms; nothing else of a copy holds what they hold.
    let columns = |file: &Path| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        file.parent().unwrap().ends_with("run")
            && !["subjects", "unreadable", "rejected"].iter().any(|list| name.starts_with(list))
    };
    assert!(assert_folder_is_free(&place.path("copy"), columns) >= 8);
    assert!(files(&place.path("copy")).iter().any(|file| columns(file)));
    place.succeed(&["data", "verify", "copy"]);
    place.succeed(&["review", "copy", "--out", "of-copy"]);
    place.succeed(&["review", "data", "--rulebook", "rules", "--out", "of-data"]);
    place.succeed(&["profile", "copy", "--out", "profile"]);
    for folder in ["of-copy", "profile"] {
        assert_folder_is_free(&place.path(folder), |_| false);
    }
    // What is not kept changes no result.
    for file in
        ["findings.csv", "undetermined.csv", "values.csv", "unreadable.csv", "rejected.csv", "summary.json"]
    {
        let [a, b] = ["of-copy", "of-data"].map(|folder| fs::read(place.path(folder).join(file)).unwrap());
        assert!(a == b, "{file}");
    }
}

/// Files that cannot be read at all are complained of; so are tables.
#[test]
fn complaints_do_not_repeat_them() {
    let broken: [(&str, &str, &str); 8] = [
        (
            "without headings",
            "底册.csv",
            "E1,甲,33,示例联系人甲,99887766001\nE2,乙,33,示例联系人乙,99887766002\n",
        ),
        (
            "a quote that does not end",
            "底册.csv",
            "代码,名称,联系人\nE1,甲,\"示例联系人甲\nE2,乙,示例联系人乙\n",
        ),
        ("text behind a quote", "底册.csv", "代码,名称,联系人\nE1,甲,\"示例联系人甲\"示例联系人乙\n"),
        ("two headings", "底册.csv", "代码,联系人,contact\nE1,示例联系人甲,示例联系人乙\n"),
        ("no key", "底册.csv", "名称,联系人\n甲,示例联系人甲\n"),
        ("a key twice in a table", "名单.csv", ROLL),
        ("a table without its key", "名单.csv", "值\n示例联系人甲\n"),
        ("a table without headings", "名单.csv", "示例联系人甲,5\n示例联系人乙,6\n"),
    ];
    for (what, file, text) in broken {
        let place = Place::new();
        place.write(&format!("data/{file}"), text);
        for command in [
            &["review", "data", "--rulebook", "rules"][..],
            &["profile", "data", "--rulebook", "rules"],
            &["data", "import", "data", "--rulebook", "rules", "--out", "copy"],
        ] {
            let done = place.run(command);
            assert!(!done.said.is_empty() || done.status == 0, "{what}");
        }
        if place.path("data/out").exists() {
            assert_folder_is_free(&place.path("data/out"), |_| false);
        }
    }
    let place = Place::new();
    place.write("rules/book.csv", "经办人,价\n示例联系人甲,5\n示例联系人甲,x\n示例联系人乙\n");
    let done = place.run(&["check", "rules"]);
    assert!(done.status != 0 && done.said.contains("***"), "{}", done.said);
    // Bytes that are no text of the encoding.
    let place = Place::new();
    let mut bytes = "代码,联系人\nE1,示例联系人甲\nE2,示例联系人".as_bytes().to_vec();
    bytes.extend([0xff, 0xfe, 0x41, b'\n']);
    fs::write(place.path("data/底册.csv"), bytes).unwrap();
    place.run(&["review", "data", "--rulebook", "rules"]);
    // Key columns are shown everywhere: a private field cannot be one.
    let keyed = VOCABULARY.replace("keyed by 代码", "keyed by 联系人");
    place.write("rules/a.rule", &keyed);
    assert!(place.run(&["check", "rules"]).said.contains("E0774"));
}
