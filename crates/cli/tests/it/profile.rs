//! `shensuan profile`: what it prints and writes, of folders and of copies.

use std::fs;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use crate::run::{Output, root, shensuan, shensuan_in, shensuan_wide};

const RULES: &str = r#"对象 企业 又称 enterprise 关联键 代码 名录 底册
代码表 行业 又称 industries 来自 "codes.csv" 分级 门类 又称 section, 大类 又称 division
报表 底册 「企业名录」 又称 register
  每 企业 一行
  指标 名称 又称 title    : 文本
  指标 业 又称 industry   : 代码 来自 行业
  指标 开业 又称 opened   : 日期
  指标 电话 又称 telephone : 文本 不公开
报表 产量表 又称 output table
  每 企业 多行
  指标 产品 又称 product  : 文本
  指标 产量 又称 output   : 数值 单位 吨
  指标 合格率 又称 yield  : 百分数
  指标 用量 又称 used     : 带单位数值 单位见 用量单位
  指标 用量单位 又称 used unit : 文本
  指标 外销 又称 exported : 是否
"#;

const CODES: &str = "code,name,parent\nC,制造业,\n33,金属制品业,C\n34,设备制造业,C\n";

const REGISTER: &str = "代码,名称,业,开业,电话\n\
    A001,示例甲厂,33,2017-12-31,000-0001\nA002,示例乙厂,33,2018-01-02,000-0002\nA003,示例丙厂,34,,\n";

const OUTPUT: &str = "代码,产品,产量,合格率,用量,用量单位,外销\n\
    A001,Ｂ001,1200,95,3,吨,是\nA001,b001,0.1,95,,,否\nA001,B 001,-5,50.5,2500,千克,否\nA002,<i>&钢,约5,100,4,吨,\n\
    A002,=1+1,1e12,95,,,\nA003,b001,0,,1,吨,是\n";

/// A rulebook and a data set at a Chinese path.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("规则库/全部.rule", RULES);
        place.write("规则库/codes.csv", CODES);
        place.write("数 据/底册.csv", REGISTER);
        place.write("数 据/产量表.csv", OUTPUT);
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn run(&self, words: &[&str]) -> Output {
        shensuan_in(self.folder.path(), words.iter().copied())
    }

    fn profile(&self, words: &[&str]) -> Output {
        self.run(&[&["profile", "数 据", "--rulebook", "规则库"], words].concat())
    }
}

/// The files of a folder with what they hold.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut all: Vec<(String, Vec<u8>)> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn what_is_printed_and_written() {
    let place = Place::new();
    for lang in ["zh", "en"] {
        let out = format!("结果 {lang}");
        let done = place.profile(&["--lang", lang, "--out", &out]);
        // Nothing shows that work goes on where nobody looks.
        assert_eq!((done.status, done.said.as_str()), (0, ""));
        insta::assert_snapshot!(format!("profile_{lang}"), done.printed);
        for (name, bytes) in files(&place.path(&out)) {
            let text = String::from_utf8(bytes).unwrap();
            if let Some(list) = text.strip_prefix('\u{feff}') {
                insta::assert_snapshot!(format!("profile_{lang}_{name}"), list.replace("\r\n", "\n"));
            } else {
                assert_eq!(name, "profile.html");
                let body = text.split("</style>").nth(1).unwrap();
                insta::assert_snapshot!(format!("profile_{lang}_{name}"), body);
            }
        }
    }
}

#[test]
fn fields_in_detail() {
    let place = Place::new();
    for lang in ["zh", "en"] {
        let fields = [
            "--field",
            "产量",
            "--field",
            "product",
            "--field",
            "底册.电话",
            "--field",
            "opened",
            "--field",
            "用量",
        ];
        let done = place.profile(&[&["--lang", lang, "--few", "3"], &fields[..]].concat());
        assert_eq!((done.status, done.said.as_str()), (0, ""));
        insta::assert_snapshot!(format!("profile_fields_{lang}"), done.printed);
    }
}

#[test]
fn a_profile_of_a_copy_is_that_of_its_sources() {
    let place = Place::new();
    let import = place.run(&["data", "import", "数 据", "--rulebook", "规则库", "--out", "副本"]);
    assert_eq!(import.status, 0, "{}", import.said);
    let (a, b) =
        (place.profile(&["--out", "a"]), place.run(&["profile", "副本", "--out", "b", "--threads", "1"]));
    assert_eq!((a.status, b.status), (0, 0), "{}{}", a.said, b.said);
    assert_eq!(a.printed.replace("written to a", "written to b"), b.printed);
    assert_eq!(files(&place.path("a")), files(&place.path("b")));

    // The same in another encoding.
    let (text, _, _) = encoding_rs::GB18030.encode(OUTPUT);
    fs::write(place.path("数 据/产量表.csv"), text).unwrap();
    assert_eq!(place.profile(&["--out", "c"]).status, 0);
    assert_eq!(files(&place.path("a")), files(&place.path("c")));
}

#[test]
fn what_cannot_be_profiled() {
    let place = Place::new();
    let refused: [(&str, &[&str]); 8] = [
        ("E0770", &["--form", "产量"]),
        ("E0771", &["--field", "产两"]),
        ("E0771", &["--form", "底册", "--field", "合格率"]),
        ("E0771", &["--by", "行业代码"]),
        ("E0772", &["--by", "产量"]),
        ("E0772", &["--by", "电话"]),
        ("E0772", &["--by", "产品", "--level", "大类"]),
        ("E0773", &["--level", "中类"]),
    ];
    let mut said = String::new();
    for (code, words) in refused {
        for lang in ["zh", "en"] {
            let done = place.profile(&[&["--lang", lang, "--out", "无"], words].concat());
            assert_eq!((done.status, done.printed.as_str()), (3, ""), "{code}");
            assert!(done.said.starts_with(code), "{code}: {}", done.said);
            said.push_str(&done.said);
        }
    }
    assert!(!place.path("无").exists(), "nothing is written where nothing was made");
    insta::assert_snapshot!("profile_refused", said);
}

#[test]
fn somebody_elses_folder_stays() {
    let place = Place::new();
    place.write("别人的/笔记.txt", "笔记");
    let done = place.profile(&["--out", "别人的"]);
    assert_eq!(done.status, 3);
    assert!(done.said.contains("E0716") && place.path("别人的/笔记.txt").exists(), "{}", done.said);
    // A profile makes way for the next and is kept beside it.
    for _ in 0..2 {
        assert_eq!(place.profile(&["--out", "结果"]).status, 0);
    }
    assert!(place.path("结果.previous/profile.html").exists());
    let left = fs::read_dir(place.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(".shensuan-")));
}

#[test]
fn where_there_is_nothing() {
    let place = Place::new();
    place.write("空/说明.txt", "");
    let done = place.run(&["profile", "空", "--rulebook", "规则库"]);
    assert_eq!(done.status, 3, "{}", done.said);
    let done = place.run(&["profile", "没有", "--rulebook", "规则库"]);
    assert_eq!(done.status, 3, "{}", done.said);
    // Headings alone.
    place.write("数 据/产量表.csv", OUTPUT.lines().next().unwrap());
    let done = place.profile(&["--lang", "zh", "--form", "产量表", "--out", "结果"]);
    assert_eq!((done.status, done.said.as_str()), (0, ""));
    insta::assert_snapshot!("profile_of_headings", done.printed);
    let done = place.profile(&["--lang", "zh", "--field", "产量"]);
    assert_eq!((done.status, done.said.as_str()), (0, ""));
    insta::assert_snapshot!("profile_of_headings_in_detail", done.printed);
}

#[test]
fn a_spreadsheet_takes_no_value_for_a_formula() {
    let place = Place::new();
    let text = OUTPUT.replace("A002,=1+1,", "A002,=1+1,1,,,,\nA002,=1+1,");
    place.write("数 据/产量表.csv", &text);
    assert_eq!(place.profile(&["--out", "结果"]).status, 0);
    let list = fs::read_to_string(place.path("结果/frequent.csv")).unwrap();
    assert!(list.contains(",'=1+1,"), "{list}");
    let page = fs::read_to_string(place.path("结果/profile.html")).unwrap();
    assert!(!page.contains("<i>&钢") && !page.contains("<script"), "{page}");
}

/// Tables that no longer fit hold numbers alone: these are not broken.
#[test]
fn a_profile_fits_into_its_columns() {
    for lang in ["zh", "en"] {
        for detail in [&[][..], &["--field", "行业类别代码1", "--field", "取水量", "--field", "生产能力"][..]]
        {
            let words = [&["--lang", lang, "profile", "examples/metalworks"], detail].concat();
            let done = shensuan_wide(&root(), 80, words);
            assert_eq!(done.status, 0, "{}", done.said);
            let wide: Vec<&str> = done.printed.lines().filter(|line| line.width() > 90).collect();
            assert!(wide.is_empty(), "{}", wide.join("\n"));
        }
    }
    let done = shensuan(["profile", "examples/metalworks", "--lang", "zh", "--form", "核算表"]);
    assert!(done.printed.lines().next().unwrap().starts_with("核算表：70 行"), "{}", done.printed);
}
