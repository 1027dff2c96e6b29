//! Who passes, who fails, to whom a rule does not apply, and what cannot be said.

use shensuan_findings::State;

use crate::road::{ALL, BASIC, WATER, named, review, tally, with};

/// `[pass, fail, when false, not filed, undetermined]` of one rule over all the data.
fn judged(rule: &str) -> [usize; 5] {
    tally(&review(rule, ALL))
}

#[test]
fn a_check_passes_fails_or_does_not_apply_where_its_form_is_not_filed() {
    let all = review("rule A check discharge ≤ intake\n", ALL);
    assert_eq!(tally(&all), [1, 1, 0, 1, 0]);
    assert_eq!(named(&all), ["E2"]);
}

#[test]
fn an_empty_cell_that_decides_leaves_it_undetermined() {
    assert_eq!(judged("rule A check staff > 5\n"), [1, 1, 0, 0, 1]);
    // It does not decide where the other side of `or` is true, or that of `and` false.
    assert_eq!(judged("rule A check staff > 5 or unit name = \"丙\"\n"), [2, 1, 0, 0, 0]);
    assert_eq!(judged("rule A check staff > 5 and unit name = \"甲\"\n"), [1, 2, 0, 0, 0]);
}

#[test]
fn a_condition_that_is_false_takes_the_rule_away() {
    assert_eq!(judged("rule A check staff > 5\n  when treats water\n"), [1, 0, 1, 0, 1]);
    assert_eq!(judged("rule A check staff ≥ 0\n  when unit name = \"甲\"\n"), [1, 0, 2, 0, 0]);
}

#[test]
fn a_form_may_be_asked_for() {
    assert_eq!(judged("rule A check water form is filed\n"), [2, 1, 0, 0, 0]);
    assert_eq!(judged("名称 = \"丙\" requires water form\n"), [0, 1, 2, 0, 0]);
    assert_eq!(judged("rule A check staff is given\n"), [2, 1, 0, 0, 0]);
    assert_eq!(judged("rule A check staff is missing\n"), [1, 2, 0, 0, 0]);
}

#[test]
fn several_checks_must_all_hold() {
    assert_eq!(judged("rule A\n  check discharge ≤ intake\n  check staff > 5\n"), [1, 1, 0, 0, 1]);
}

#[test]
fn rows_are_judged_one_by_one() {
    let all = review("rule A\n  for each accounts\n  check output × coefficient ≥ 20 kg\n", ALL);
    assert_eq!(tally(&all), [2, 1, 0, 0, 0]);
    let row = all.findings[0].row.as_ref().map(|cell| (cell.file.as_str(), cell.row));
    assert_eq!(row, Some(("核算.csv", 4)));
}

#[test]
fn rows_are_summed_counted_and_asked() {
    assert_eq!(judged("rule A check sum(accounts.output) ≥ 20 t\n"), [1, 2, 0, 0, 0]);
    assert_eq!(judged("rule A check sum(accounts.output where step = \"涂装\") ≥ 10 t\n"), [1, 2, 0, 0, 0]);
    assert_eq!(judged("rule A check count(accounts) = 2\n"), [1, 2, 0, 0, 0]);
    assert_eq!(judged("rule A check any accounts where step = \"下料\"\n"), [1, 2, 0, 0, 0]);
    assert_eq!(judged("rule A check every accounts has step = \"涂装\"\n"), [2, 1, 0, 0, 0]);
}

#[test]
fn numbers_that_differ_by_rounding_are_equal() {
    assert_eq!(judged("rule A check 0.1 + 0.2 = 0.3\n"), [3, 0, 0, 0, 0]);
    assert_eq!(judged("rule A check 0.1 + 0.2 ≤ 0.3\n"), [3, 0, 0, 0, 0]);
    assert_eq!(judged("rule A check 0.1 + 0.2 > 0.3\n"), [0, 3, 0, 0, 0]);
}

#[test]
fn an_unreadable_cell_is_missing_and_says_so() {
    let water = WATER.replace("100,80", "约100,80");
    let files = with("水表.csv", &water);
    let all = review("rule A check discharge ≤ intake\n", &files);
    assert_eq!(tally(&all), [0, 1, 0, 1, 1]);
    let cell = &all.unreadable[0];
    assert_eq!(
        (cell.file.as_str(), cell.row, cell.column.as_str(), cell.text.as_str()),
        ("水表.csv", 2, "取水", "约100")
    );
    // A finding that meets it shows what stands there.
    let all = review("rule A check intake is given\n", &files);
    assert_eq!(named(&all), ["E1", "E3"]);
    let evidence = &all.findings[0].evidence[0];
    assert_eq!((evidence.state, evidence.value.as_deref()), (State::Unreadable, Some("约100")));
    assert_eq!(all.findings[2].rule, "type");
}

#[test]
fn two_rows_that_disagree_decide_nothing() {
    let water = format!("{WATER}E1,200,80\n");
    let files = with("水表.csv", &water);
    assert_eq!(tally(&review("rule A check intake ≥ 150 m³\n", &files)), [0, 1, 0, 1, 1]);
    assert_eq!(tally(&review("rule A check intake is given\n", &files)), [1, 1, 0, 0, 1]);
    assert_eq!(tally(&review("rule A check intake is missing\n", &files)), [1, 1, 0, 0, 1]);
    // That there are two can be judged.
    assert_eq!(tally(&review("rule A check count(water form) ≤ 1\n", &files)), [2, 1, 0, 0, 0]);
    // What they agree on counts.
    assert_eq!(tally(&review("rule A check discharge = 80 m³\n", &files)), [1, 1, 0, 1, 0]);
}

#[test]
fn the_order_of_columns_and_rows_changes_no_outcome() {
    let rules =
        "rule A check discharge ≤ intake\nrule B check staff > 5\nrule C check sum(accounts.output) ≥ 20 t\n";
    let before = review(rules, ALL);
    let turned: Vec<(&str, String)> = ALL
        .iter()
        .map(|(name, text)| {
            let mut lines = text.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(","));
            let heading = lines.next().unwrap();
            let mut rows: Vec<String> = lines.collect();
            rows.reverse();
            (*name, format!("{heading}\n{}\n", rows.join("\n")))
        })
        .collect();
    let turned: Vec<(&str, &str)> = turned.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let after = review(rules, &turned);
    for (a, b) in before.summary.rules.iter().zip(&after.summary.rules) {
        assert_eq!(a.tally, b.tally, "{}", a.rule);
    }
}

#[test]
fn nothing_filed_at_all() {
    let heading = BASIC.lines().next().unwrap().to_owned() + "\n";
    let all = review("rule A check staff > 5\n", &[("基本表.csv", &heading)]);
    assert_eq!((tally(&all), all.summary.subjects), ([0; 5], 0));
}

#[test]
fn credit_codes_are_judged_once_per_text() {
    let basic = "代码,名称,人数,治理\nE1,91990000MA5F00018P,10,是\nE2,91990000MA5F00018Q,0,否\nE3,,,\n";
    let files = with("基本表.csv", basic);
    for rule in ["rule A check unit name is a valid credit code\n", "规则 A 要求 名称 是有效信用代码\n"]
    {
        assert_eq!(tally(&review(rule, &files)), [1, 1, 0, 0, 1], "{rule}");
    }
    let not = "rule A check not unit name is a valid credit code and staff = 0\n";
    assert_eq!(tally(&review(not, &files)), [1, 1, 0, 0, 1]);
}

#[test]
fn an_own_empty_cell_is_passed_over_and_an_outer_one_leaves_it_unknown() {
    let files = with("核算.csv", "代码,产量,环节\nE1,10,\nE1,,涂装\nE2,5,涂装\n");
    // E1 has 10 staff, E2 none, E3 does not say.
    assert_eq!(tally(&review("rule A check any accounts where output > 7 t\n", &files)), [1, 2, 0, 0, 0]);
    assert_eq!(tally(&review("rule A check every accounts has output > 7 t\n", &files)), [2, 1, 0, 0, 0]);
    let basic = BASIC.replace("E1,甲,10,是", "E1,甲,,是").replace("E2,乙,0,否", "E2,乙,4,否");
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| if *name == "基本表.csv" { (*name, basic.as_str()) } else { (*name, *text) })
        .collect();
    // Of E1 the staff is missing, so its first row decides nothing; E3 has no rows.
    let any = "rule A check any accounts where output ÷ (1 t) > staff\n";
    assert_eq!(tally(&review(any, &files)), [1, 1, 0, 0, 1]);
    let every = "rule A check every accounts has output ÷ (1 t) > staff\n";
    assert_eq!(tally(&review(every, &files)), [2, 0, 0, 0, 1]);
}

#[test]
fn yes_and_no_may_be_written() {
    for rule in ["treats water = yes", "treats water is \"是\"", "treats water ≠ no", "not treats water = no"]
    {
        assert_eq!(judged(&format!("rule A check {rule}\n")), [1, 1, 0, 0, 1], "{rule}");
    }
}
