//! The rulebooks of `tests/shapes` and `tests/layers`: they check, and a case runs each of their rules.

use crate::run::shensuan;

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
fn the_shapes_of_rules_run_their_cases() {
    assert!(rules_of("tests/shapes", "2019-06-30") >= 70);
}

#[test]
fn layers_change_what_is_in_force() {
    assert_eq!(rules_of("tests/layers/national", "2019-07-01"), 2);
    assert_eq!(rules_of("tests/layers/guangdong", "2019-07-01"), 3);
    assert_eq!(rules_of("tests/layers/shenzhen", "2019-07-01"), 2, "one is disabled until that day");
    assert_eq!(rules_of("tests/layers/shenzhen", "2019-07-02"), 3);
}
