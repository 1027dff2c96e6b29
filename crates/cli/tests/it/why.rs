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
