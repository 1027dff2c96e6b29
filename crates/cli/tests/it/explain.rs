//! `explain`: every code is explained. That the examples are true is seen in `error_pages.rs`.

use shensuan_diagnostics::codes;

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
fn an_explanation_in_both_languages() {
    let mut all = String::new();
    for number in ["E0102", "E0305", "E0714", "E0742", "e0901"] {
        for lang in ["zh", "en"] {
            all.push_str(&shensuan(["explain", number, "--lang", lang]).printed);
            all.push('\n');
        }
    }
    insta::assert_snapshot!(all);
}
