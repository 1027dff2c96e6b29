//! Files to forms.

use std::fs;

use shensuan_data::UnusedWhy;
use shensuan_vocab::Vocab;

use crate::sample::{A, B, C, KEY, Value, keyed_by, open_at, opened, opened_with, values, vocab};

#[test]
fn a_clean_folder() {
    let basic = format!("{KEY},单位详细名称,行业代码\n{A},甲厂,3360\n{B},乙厂,0311\n");
    let water = format!("{KEY},取水量,从业人数,去除效率,有无处理设施\n{B},12.5,7,80,是\n{A},3,8,95%,2\n");
    let outlets = format!("{KEY},排放口编号,排放量\n{A},W1,1\n{B},W2,2\n{A},W3,3\n");
    let opened = opened(&[
        ("G102-排放口.csv", outlets.as_bytes()),
        ("G102.csv", water.as_bytes()),
        ("G101-1.csv", basic.as_bytes()),
        ("dataset.toml", b"rulebook = \"rulebook\"\n"),
    ]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.set.subjects, [A, B]);
    assert!(opened.unused().is_empty() && opened.unreadable().is_empty() && opened.rejected().is_empty());
    let names: Vec<&str> = opened.set.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["G101-1.csv", "G102.csv", "G102-排放口.csv"], "in the order of the forms");

    assert_eq!(opened.column("G101-1", "行业代码"), values(["3360".into(), "0311".into()]));
    // Rows follow the subjects, and keep the numbers they have in the file.
    assert_eq!(opened.keys("G102"), [A, B]);
    assert_eq!(opened.table("G102").rows, [3, 2]);
    assert_eq!(opened.table("G102").line(0), Some(3));
    assert_eq!(opened.column("G102", "取水量"), values([3.0.into(), 12.5.into()]));
    assert_eq!(opened.column("G102", "去除效率"), values([0.95.into(), 0.8.into()]));
    assert_eq!(opened.column("G102", "有无处理设施"), values([false.into(), true.into()]));
    assert_eq!(opened.keys("排放口"), [A, A, B]);
    assert_eq!(opened.column("排放口", "排放量"), values([1.0.into(), 3.0.into(), 2.0.into()]));

    let account = opened.account("G102");
    assert_eq!((account.rows_in, account.rows_used, account.cells_in, account.cells_used), (2, 2, 10, 10));
    assert_eq!(opened.account("G101-1").cells_used, 6, "a key that is a field is one cell");
}

#[test]
fn file_names() {
    for name in [
        "G102.csv",
        "g102.CSV",
        "废水表.csv",
        "Wastewater Table.csv",
        "Ｇ１０２.csv",
        " G102 .csv",
        "G102的标题.csv",
    ] {
        let opened = opened(&[(name, format!("{KEY},取水量\n{A},1\n").as_bytes())]);
        assert!(opened.said.is_empty(), "{name}: {:?}", opened.codes());
        assert_eq!(opened.column("G102", "取水量"), values([1.0.into()]), "{name}");
    }
    for name in ["G102-排放口.csv", "废水表.outlets.csv", "wastewater table-outlets.csv"] {
        let opened = opened(&[(name, format!("{KEY},排放量\n{A},1\n").as_bytes())]);
        assert_eq!(opened.column("排放口", "排放量"), values([1.0.into()]), "{name}");
    }
}

#[test]
fn a_chinese_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("二〇二五年 污染源普查").join("数据（终稿）");
    fs::create_dir_all(&inner).unwrap();
    fs::create_dir(inner.join("out")).unwrap();
    fs::write(inner.join("废水表.csv"), format!("{KEY},取水量\n{A},1\n")).unwrap();
    let opened = open_at(&inner, vocab());
    assert!(opened.said.is_empty() && opened.unused().is_empty(), "folders inside are left alone");
    assert_eq!(opened.set.files[0].path, inner.join("废水表.csv"));
    assert_eq!(opened.set.folder, inner);
}

#[test]
fn files_that_are_no_data() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let opened = opened(&[
        (".DS_Store", b"\0\0\0\x01Bud1"),
        (".G102.csv", b"x"),
        (".~lock.G102.csv#", b",user,host"),
        ("G102.csv", water.as_bytes()),
        ("G102.docx", b"PK\x03\x04"),
        ("~$G102.csv", b"\x04user"),
        ("~$G102.xlsx", b"\x04user"),
        ("说明.txt", "说明".as_bytes()),
    ]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(
        opened.unused(),
        [
            (".DS_Store", UnusedWhy::Hidden),
            (".G102.csv", UnusedWhy::Hidden),
            (".~lock.G102.csv#", UnusedWhy::OpenElsewhere),
            ("G102.docx", UnusedWhy::NotCsv),
            ("~$G102.csv", UnusedWhy::OpenElsewhere),
            ("~$G102.xlsx", UnusedWhy::OpenElsewhere),
            ("说明.txt", UnusedWhy::NoForm),
        ]
    );
}

#[test]
fn a_file_that_fits_no_form() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let suggested = |name: &str| {
        let opened = opened(&[("G102.csv", water.as_bytes()), (name, water.as_bytes())]);
        assert_eq!(opened.codes(), ["E0712"], "{name}");
        assert!(!opened.said.has_errors(), "{name}");
        assert_eq!(opened.unused(), [(name, UnusedWhy::NoForm)]);
        let helps = opened.said.iter().flat_map(|said| &said.helps);
        helps.map(|help| help.text(shensuan_diagnostics::Lang::En)).collect::<String>()
    };
    assert!(suggested("废水.csv").contains("`废水表`"));
    assert!(suggested("G102 - 副本.csv").contains("`G102`"));
    assert!(suggested("废水表（1）.csv").contains("`废水表`"));
    assert!(suggested("上年汇总结果.csv").contains("G101-1.csv"));
}

#[test]
fn several_files_of_one_form_are_all_refused() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let basic = format!("{KEY},单位名称\n{B},乙厂\n");
    let opened = opened(&[
        ("G102.csv", water.as_bytes()),
        ("废水表.csv", water.as_bytes()),
        ("G101-1.csv", basic.as_bytes()),
    ]);
    assert_eq!(opened.codes(), ["E0707"]);
    assert_eq!(
        opened.unused(),
        [("G102.csv", UnusedWhy::OneOfSeveral), ("废水表.csv", UnusedWhy::OneOfSeveral)]
    );
    assert_eq!(opened.set.subjects, [B], "the other forms are read");
}

#[test]
fn a_name_that_fits_several_groups() {
    let opened = opened(&[("outlets.csv", format!("{KEY},排放量\n{A},1\n").as_bytes())]);
    assert_eq!(opened.codes(), ["E0708"], "and not that there is no file at all");
    assert_eq!(opened.unused(), [("outlets.csv", UnusedWhy::FitsSeveral)]);
}

#[test]
fn folders_without_data() {
    let folder = tempfile::tempdir().unwrap();
    let missing = open_at(&folder.path().join("没有"), vocab());
    assert_eq!(missing.codes(), ["E0701"]);
    assert_eq!(missing.set.folder, folder.path().join("没有"));

    let file = folder.path().join("G102.csv");
    fs::write(&file, "x").unwrap();
    assert_eq!(open_at(&file, vocab()).codes(), ["E0702"], "a file is no folder");
    assert_eq!(opened(&[]).codes(), ["E0703"]);
    assert_eq!(opened(&[("说明.txt", b"x")]).codes(), ["E0703"]);
    assert_eq!(opened(&[("某表.csv", b"x")]).codes(), ["E0712", "E0703"]);
}

#[test]
fn things_that_are_called_csv_and_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("G102.csv")).unwrap();
    fs::write(folder.path().join("G101-1.csv"), format!("{KEY}\n{A}\n")).unwrap();
    let opened = open_at(folder.path(), vocab());
    assert_eq!(opened.codes(), ["E0704"]);
    assert_eq!(opened.unused(), [("G102.csv", UnusedWhy::Failed)]);
    assert_eq!(opened.set.subjects, [A]);
}

#[cfg(unix)]
#[test]
fn links() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("内容.txt"), format!("{KEY},取水量\n{A},1\n")).unwrap();
    std::os::unix::fs::symlink("内容.txt", folder.path().join("G102.csv")).unwrap();
    std::os::unix::fs::symlink("没有.txt", folder.path().join("G103.csv")).unwrap();
    let opened = open_at(folder.path(), vocab());
    assert_eq!(opened.codes(), ["E0704"], "the second leads nowhere");
    assert_eq!(opened.column("G102", "取水量"), values([1.0.into()]));
}

#[test]
fn a_vocabulary_without_subject_or_forms() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let files: [(&str, &[u8]); 1] = [("G102.csv", water.as_bytes())];
    assert_eq!(opened_with(keyed_by(&[]), &files).codes(), ["E0505"]);
    let mut bare = Vocab::default();
    bare.subject = vocab().subject;
    let opened = opened_with(bare, &files);
    assert_eq!(opened.codes(), ["E0712", "E0703"]);
    assert!(opened.said.iter().all(|said| said.helps.is_empty()), "there is no example to give");
}

#[test]
fn subjects_that_no_register_holds_are_read_like_all_others() {
    let basic = format!("{KEY},单位名称\n{A},甲厂\n");
    let water = format!("{KEY},取水量\n{C},2\n{A},1\n");
    let opened = opened(&[("G101-1.csv", basic.as_bytes()), ("G102.csv", water.as_bytes())]);
    assert!(opened.said.is_empty());
    assert_eq!(opened.set.subjects, [A, C]);
    assert_eq!(opened.keys("G102"), [A, C]);
    assert_eq!(opened.column("G102", "取水量"), values([Value::Number(1.0), Value::Number(2.0)]));
    assert!(opened.set.table(opened.form("G103")).is_none());
}
