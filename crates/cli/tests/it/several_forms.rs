//! What the terminal says of a rule that is judged in several forms.

use std::fs;

use crate::run::shensuan_in;

const RULES: &str = "subject plant keyed by code
form water
  many per plant
  field amount : number
form gas
  many per plant
  field amount : number
rule R
  for each water, gas
  check amount > 0
rule S
  for each gas
  check amount ≠ 1
";

/// The lines of a review with these rows that begin with a rule and a severity, and the last line.
fn said(water: &str, gas: &str) -> (Vec<String>, String) {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("rulebook")).unwrap();
    fs::write(place.path().join("rulebook/rules.rule"), RULES).unwrap();
    fs::write(place.path().join("dataset.toml"), "rulebook = \"rulebook\"\n").unwrap();
    fs::write(place.path().join("water.csv"), format!("code,amount\n{water}")).unwrap();
    fs::write(place.path().join("gas.csv"), format!("code,amount\n{gas}")).unwrap();
    let run = shensuan_in(place.path(), ["review", ".", "--out", "out", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.said);
    let found = run.printed.lines().filter(|line| line.contains(" [advisory] "));
    let more = run.printed.lines().find(|line| line.contains("more findings")).unwrap_or_default();
    (found.map(str::to_owned).collect(), more.to_owned())
}

#[test]
fn a_finding_of_a_rule_of_several_forms_is_printed_once() {
    let (found, more) = said("P1,-1\nP2,5\n", "P1,1\nP3,-2\n");
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(
        found,
        [
            "R [advisory] P1, water.csv row 2",
            "R [advisory] P3, gas.csv row 3",
            "S [advisory] P1, gas.csv row 2",
        ]
    );
    assert_eq!(more, "", "all of them are shown");
}

#[test]
fn of_many_findings_in_several_forms_the_first_are_printed() {
    let (found, more) = said("P1,-1\nP2,-1\nP3,-1\n", "P1,-1\nP2,-1\n");
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(more, "2 more findings in findings.csv");
}
