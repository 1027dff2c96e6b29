//! `shensuan why`: what it prints of the worked examples, in every form, of folders, files and copies.

use std::fs;

use crate::run::{root, shensuan, shensuan_in};

const FIRST_LIGHT: [&str; 4] = ["why", "examples/first-light", "--enterprise", "91990000MA5F000690"];
const COEFFICIENTS: [&str; 2] = ["why", "examples/coefficients"];

/// What is printed in both languages.
fn told(words: &[&str]) -> String {
    let said = ["zh", "en"].map(|lang| {
        let done = shensuan([&["--lang", lang], words].concat());
        assert_eq!(done.status, 0, "{words:?}: {}", done.said);
        done.printed
    });
    said.join("\n")
}

#[test]
fn a_failure_of_rows() {
    insta::assert_snapshot!(told(&[&FIRST_LIGHT[..], &["--rule", "FL-03"]].concat()));
}

#[test]
fn a_value() {
    insta::assert_snapshot!(told(&[&FIRST_LIGHT[..], &["--value", "核算排放量"]].concat()));
}

#[test]
fn a_rule_that_does_not_apply() {
    insta::assert_snapshot!(told(&[&FIRST_LIGHT[..], &["--rule", "FL-01"]].concat()));
}

#[test]
fn a_formula_in_a_cell() {
    let words = ["--enterprise", "91990000MA5F00026J", "--rule", "CF-02"];
    insta::assert_snapshot!(told(&[&COEFFICIENTS[..], &words].concat()));
}

#[test]
fn a_parameter_that_is_missing() {
    let words = ["--enterprise", "91990000MA5F00034D", "--rule", "CF-01"];
    insta::assert_snapshot!(told(&[&COEFFICIENTS[..], &words].concat()));
}

#[test]
fn everything_of_an_enterprise() {
    insta::assert_snapshot!(told(&FIRST_LIGHT));
}

#[test]
fn as_json() {
    let done =
        shensuan([&["--lang", "en"], &FIRST_LIGHT[..], &["--rule", "FL-03", "--format", "json"]].concat());
    insta::assert_snapshot!(done.printed);
}

#[test]
fn a_page_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("card.html").display().to_string();
    let words = ["--rule", "FL-03", "--format", "html", "--out", &page];
    let done = shensuan([&["--lang", "zh"], &FIRST_LIGHT[..], &words].concat());
    assert_eq!((done.status, done.said.as_str()), (0, ""));
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("@media print"), "{page}");
    for outside in ["<script", "http:", "https:", "src=", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_folder_a_file_and_a_copy_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy").display().to_string();
    assert_eq!(shensuan(["data", "import", "examples/coefficients", "--out", &copy]).status, 0);
    for (rule, key) in [("CF-02", "91990000MA5F00018P"), ("CF-01", "91990000MA5F000428")] {
        let words = |data: &'static str| ["--lang", "en", "why", data, "--enterprise", key, "--rule", rule];
        let of_folder = shensuan(words("examples/coefficients"));
        let copied = ["--lang", "en", "why", &copy, "--enterprise", key, "--rule", rule];
        assert_eq!(shensuan(copied).printed, of_folder.printed);
    }
    let file = shensuan([
        "--lang",
        "en",
        "why",
        "examples/first-light/G106-1.csv",
        "--enterprise",
        "91990000MA5F000690",
        "--value",
        "emission",
    ]);
    let of_folder = shensuan([&["--lang", "en"], &FIRST_LIGHT[..], &["--value", "emission"]].concat());
    assert_eq!(file.status, 0, "{}", file.said);
    let behind = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(behind(&file.printed), behind(&of_folder.printed));
}

#[test]
fn what_there_is_not_is_said_with_what_is_near() {
    let cases = [
        ("91990000MA5F00069", "--rule", "FL-03", "E0718", 3),
        ("91990000MA5F000690", "--rule", "FL-3", "E0521", 2),
        ("91990000MA5F000690", "--value", "emisson", "E0524", 2),
    ];
    for (key, what, name, code, status) in cases {
        let done = shensuan(["--lang", "en", "why", "examples/first-light", "--enterprise", key, what, name]);
        assert_eq!(done.status, status, "{}", done.said);
        assert!(done.said.contains(code) && done.said.contains("did you mean"), "{}", done.said);
    }
    let done = shensuan_in(
        &root(),
        ["why", "examples/first-light", "--enterprise", "x", "--rule", "a", "--value", "b"],
    );
    assert_eq!(done.status, 64);
}

const WORK_SHEETS: [&str; 2] = ["why", "examples/work-sheets"];

#[test]
fn a_group_of_a_statistic() {
    let said = ["zh", "en"].map(|lang| {
        let words =
            ["--lang", lang, WORK_SHEETS[0], WORK_SHEETS[1], "--value", "分区排放量", "--group", "440306"];
        let done = shensuan(words.into_iter().chain(["--group", "颗粒物"]));
        assert_eq!(done.status, 0, "{}", done.said);
        done.printed
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn rows_that_are_found_by_a_key_show_their_own_texts() {
    let words = ["--lang", "zh", WORK_SHEETS[0], WORK_SHEETS[1], "--enterprise", "91990000MA5W00080P"];
    let done = shensuan(words.into_iter().chain(["--value", "手册排放量", "--row", "32"]));
    assert_eq!(done.status, 0, "{}", done.said);
    let row = "第 6 行：60% × (100% 缺失按 100%) = 1 且 “G103-13” = “G103-13” 且 “DA003” = “DA003”";
    assert!(done.printed.contains(row) && !done.printed.contains("（缺失） = “"), "{}", done.printed);
}

#[test]
fn a_share_of_a_statistic() {
    let words = ["--value", "分区排放量", "--enterprise", "91990000MA5W00013R"];
    insta::assert_snapshot!(told(&[&WORK_SHEETS[..], &words].concat()));
}

#[test]
fn all_groups_of_a_statistic_and_one_that_is_divided() {
    let listed = told(&[&WORK_SHEETS[..], &["--value", "分污染物排放量"]].concat());
    let words = ["--value", "排放量中的示例部分", "--group", "总铬"];
    let divided = shensuan([&["--lang", "zh"], &WORK_SHEETS[..], &words].concat());
    let of_all =
        shensuan([&["--lang", "zh"], &WORK_SHEETS[..], &["--value", "排放量中的不确定部分"]].concat());
    insta::assert_snapshot!([listed, divided.printed, divided.said, of_all.printed].join("\n---\n"));
}

#[test]
fn a_statistic_as_json() {
    let words = [
        "--value",
        "emission of each district",
        "--group",
        "440306",
        "--group",
        "颗粒物",
        "--format",
        "json",
    ];
    let done = shensuan([&["--lang", "en"], &WORK_SHEETS[..], &words].concat());
    insta::assert_snapshot!(done.printed);
}

#[test]
fn every_command_that_goes_on_goes_on() {
    let first = ["--lang", "zh", "why", "examples/work-sheets", "--value", "分区排放量"];
    let mut open: Vec<Vec<String>> = vec![first.map(str::to_owned).to_vec()];
    open.push(
        [&first[..], &["--enterprise", "91990000MA5W00013R"]]
            .concat()
            .iter()
            .map(|w| (*w).to_owned())
            .collect(),
    );
    open.push([&first[..], &["--group", "颗粒物"]].concat().iter().map(|w| (*w).to_owned()).collect());
    let (mut met, mut to_cells) = (std::collections::BTreeSet::new(), 0);
    while let Some(words) = open.pop() {
        let done = shensuan(words.iter().map(String::as_str));
        assert_eq!(done.status, 0, "{words:?}: {}", done.said);
        to_cells +=
            usize::from(done.printed.contains("G106-1.csv 第") && words.contains(&"--row".to_owned()));
        let lines = done.printed.lines().map(str::trim).filter(|line| line.starts_with("shensuan why "));
        for line in lines {
            let words: Vec<String> = line.split(' ').skip(1).map(|word| word.replace('"', "")).collect();
            if met.insert(words.clone()) {
                open.push([&["--lang".to_owned(), "zh".to_owned()], words.as_slice()].concat());
            }
        }
    }
    assert!(met.len() >= 10 && to_cells >= 8, "{} {to_cells}", met.len());
}

#[test]
fn a_page_of_a_statistic_needs_nothing_else() {
    let words = ["--value", "分区排放量", "--group", "440306", "--format", "html"];
    let done = shensuan([&["--lang", "zh"], &WORK_SHEETS[..], &words].concat());
    assert_eq!((done.status, done.said.as_str()), (0, ""));
    assert!(
        done.printed.starts_with("<!DOCTYPE html>") && done.printed.contains("0.232218"),
        "{}",
        done.printed
    );
    for outside in ["<script", "http:", "https:", "src=", "<link"] {
        assert!(!done.printed.contains(outside), "{outside}");
    }
}

#[test]
fn what_is_asked_of_a_statistic_has_to_fit() {
    let cases: [(&[&str], u8, &str); 6] = [
        (&["--value", "分区排放量", "--row", "2"], 64, "--row"),
        (&["--value", "分区排放量", "--group", "颗粒"], 3, "颗粒物"),
        (
            &["--value", "手册排放量", "--group", "颗粒物", "--enterprise", "91990000MA5W00013R"],
            64,
            "--group",
        ),
        (&["--value", "手册排放量"], 64, "--enterprise"),
        (&["--value", "分区排放", "--enterprise", "91990000MA5W00013R"], 2, "分区排放量"),
        (&["--value", "分区排放量", "--enterprise", "91990000MA5W00013"], 3, "91990000MA5W00013R"),
    ];
    for (words, status, said) in cases {
        let done = shensuan([&["--lang", "zh"], &WORK_SHEETS[..], words].concat());
        assert_eq!(i64::from(done.status), i64::from(status), "{words:?}: {}", done.said);
        assert!(done.said.contains(said), "{words:?}: {}", done.said);
    }
}

#[test]
fn cells_say_how_they_stand_in_their_sources() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["G101-1.csv", "G106-1.csv"] {
        let text = fs::read_to_string(root().join("examples/first-light").join(name)).unwrap();
        fs::write(folder.path().join(name), text.replace("9800", "９，８００ 吨")).unwrap();
    }
    let data = folder.path().display().to_string();
    let book = root().join("examples/first-light/rulebook").display().to_string();
    let ask = |data: &str| {
        shensuan([
            "--lang",
            "zh",
            "why",
            data,
            "--rulebook",
            &book,
            "--enterprise",
            "91990000MA5F000690",
            "--value",
            "核算排放量",
            "--cells",
        ])
    };
    let done = ask(&data);
    assert_eq!(done.status, 0, "{}", done.said);
    let line = |start: &str| done.printed.lines().find(|line| line.contains(start)).unwrap().to_owned();
    assert!(line("产品产量 = 9800 吨").ends_with("列“产品产量”，原文“９，８００ 吨”"), "{}", done.printed);
    assert!(!line("去除效率 = 70%").contains("原文"), "{}", done.printed);
    // Of a copy whose sources are gone it is said that they are.
    let copy = folder.path().join("copy").display().to_string();
    let imported = shensuan(["data", "import", &data, "--rulebook", &book, "--out", &copy]);
    assert_eq!(imported.status, 0, "{}", imported.said);
    assert_eq!(ask(&copy).printed, done.printed);
    fs::remove_file(folder.path().join("G106-1.csv")).unwrap();
    let gone = ask(&copy);
    assert!(gone.printed.contains("无法重新打开，或者已没有这一行：G106-1.csv"), "{}", gone.printed);
}
