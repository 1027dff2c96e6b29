//! The snippets of the language tour that concern one enterprise: they check, and a case runs each of their rules.

use std::fs;

use crate::run::{root, shensuan};

/// What is printed where every rule has a case and every case comes out as expected: the number of rules.
fn rules_of(book: &str, day: &str) -> usize {
    let run = shensuan(["--lang", "en", "test", book, "--as-of", day]);
    assert_eq!(run.status, 0, "{book}: {}{}", run.said, run.printed);
    assert!(!run.said.contains("without a case"), "{book}: {}", run.said);
    let line = run.printed.lines().last().unwrap();
    assert!(line.contains(" 0 otherwise"), "{book}: {line}");
    line.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn rules_formulas_and_vocabulary_of_the_tour_run_their_cases() {
    assert!(rules_of("tests/tour", "2019-06-30") >= 9);
    assert!(rules_of("tests/shapes", "2019-06-30") >= 70);
}

#[test]
fn layers_of_the_tour_change_what_is_in_force() {
    assert_eq!(rules_of("tests/layers/national", "2019-07-01"), 2);
    assert_eq!(rules_of("tests/layers/guangdong", "2019-07-01"), 3);
    assert_eq!(rules_of("tests/layers/shenzhen", "2019-07-01"), 2, "one is disabled until that day");
    assert_eq!(rules_of("tests/layers/shenzhen", "2019-07-02"), 3);
}

#[test]
fn each_of_its_two_lines_is_a_program() {
    let folder = tempfile::tempdir().unwrap();
    for line in [
        "industry 3360 requires wastewater table",
        "emission = output × coefficient × (1 − removal efficiency)",
        "行业 3360 必填 废水表",
        "排放量 = 产量 × 产污系数 × (1 − 去除效率)",
    ] {
        let file = folder.path().join("a.rule");
        fs::write(&file, line).unwrap();
        let vocabulary = root().join("tests/tour/vocabulary.rule");
        let run = shensuan([
            "--lang",
            "en",
            "check",
            file.to_str().unwrap(),
            "--uses",
            vocabulary.to_str().unwrap(),
        ]);
        assert_eq!(run.status, 0, "{line}: {}", run.said);
    }
}
