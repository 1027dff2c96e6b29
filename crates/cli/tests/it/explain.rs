//! `explain`: every code is explained, and the examples are true.

use std::fs;

use shensuan_diagnostics::{codes, explanations};

use crate::reference::vocabulary;
use crate::run::shensuan;

#[test]
fn every_code_says_more_than_its_title() {
    for code in codes::all() {
        let number = code.row().number;
        let printed = ["zh", "en"].map(|lang| {
            let run = shensuan(["explain", number, "--lang", lang]);
            assert_eq!(run.status, 0);
            let body: Vec<&str> = run.printed.lines().skip(3).filter(|line| !line.is_empty()).collect();
            assert!(!body.is_empty(), "{number} says no more than its title in {lang}");
            for line in &body {
                let cells: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                assert!(cells <= 120, "{number}: {line}");
            }
            body.join("\n")
        });
        assert_ne!(printed[0], printed[1], "{number}");
    }
}

#[test]
fn the_examples_raise_their_codes_and_their_mended_lines_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("example.rule");
    let (_held, forms) = vocabulary();
    let check = |text: &str| {
        fs::write(&file, format!("{text}\n")).unwrap();
        let arguments = ["check", file.to_str().unwrap(), "--uses", forms.to_str().unwrap(), "--lang", "en"];
        shensuan(arguments)
    };
    let mut wrong = Vec::new();
    for known in explanations::all() {
        let Some(example) = &known.example else { continue };
        let number = known.code.row().number;
        for text in [example.wrong.zh, example.wrong.en] {
            let run = check(text);
            if run.status != 2 || run.said.matches(number).count() != 1 || !run.said.ends_with("1 error\n") {
                wrong.push(format!("{number} is not what is wrong with\n{text}\n{}", run.said));
            }
        }
        for text in [example.right.zh, example.right.en] {
            let run = check(text);
            if run.status != 0 {
                wrong.push(format!("{number} is not mended by\n{text}\n{}", run.said));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_explanation_in_both_languages() {
    let mut all = String::new();
    for number in ["E0102", "E0305", "E0714", "e0901"] {
        for lang in ["zh", "en"] {
            all.push_str(&shensuan(["explain", number, "--lang", lang]).printed);
            all.push('\n');
        }
    }
    insta::assert_snapshot!(all);
}
