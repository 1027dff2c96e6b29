//! Cases: a rule carries its own tests.

use shensuan_engine::Parsed;
use shensuan_model::Expected;

use crate::road::VOCABULARY;

/// What each case came to, and whether that was expected.
fn results(rules: &str) -> Vec<(Expected, bool)> {
    let checked = Parsed::of_text("rules.rule", &format!("{VOCABULARY}\n{rules}")).check();
    assert!(!checked.said.has_errors(), "{:?}", checked.said);
    let ready = checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said));
    ready
        .model
        .cases
        .iter()
        .map(|case| {
            let result = ready.case(case);
            (result.found, result.complaint.is_none())
        })
        .collect()
}

#[test]
fn every_outcome() {
    let rule = "rule A\n  check discharge ≤ intake\n  when staff > 0\n\n";
    let cases = "case A \"passes\"
  given staff = 5, intake = 100 m³, discharge = 90000 L
  expect pass

case A \"fails\"
  given staff = 5
  given intake = 100 m³, discharge = 120 m³
  expect fail

case A \"nobody works there\"
  given staff = 0, intake = 100 m³
  expect not applicable

case A \"the water form is not filed\"
  given staff = 5, water form is not filed
  expect not applicable

case A \"an empty cell\"
  given staff = 5, intake = 100 m³, discharge = missing
  expect undetermined
";
    let found = results(&format!("{rule}{cases}"));
    let outcomes: Vec<Expected> = found.iter().map(|(found, _)| *found).collect();
    assert_eq!(
        outcomes,
        [
            Expected::Pass,
            Expected::Fail,
            Expected::NotApplicable,
            Expected::NotApplicable,
            Expected::Undetermined
        ]
    );
    assert!(found.iter().all(|(_, expected)| *expected));
}

#[test]
fn both_languages_say_the_same() {
    let zh = "规则 A 要求 合计(核算.产量) 不低于 15 吨\n\n用例 A\n  已知 核算: 产量 = 10 吨, 环节 = “涂装”\n  已知 核算: 产量 = 5000 千克\n  预期 通过\n";
    let en = "rule A check sum(accounts.output) ≥ 15 t\n\ncase A\n  given accounts: output = 10 t, step = \"涂装\"\n  given accounts: output = 5000 kg\n  expect pass\n";
    assert_eq!(results(zh), [(Expected::Pass, true)]);
    assert_eq!(results(en), [(Expected::Pass, true)]);
}

#[test]
fn yes_percent_and_a_row_that_fails_among_others() {
    let rule = "rule A\n  for each accounts\n  check efficiency ≤ 90%\n  when treats water\n\n";
    let case = "case A\n  given treats water = yes\n  given accounts: efficiency = 80%\n  given accounts: efficiency = 95%\n  expect fail\n";
    assert_eq!(results(&format!("{rule}{case}")), [(Expected::Fail, true)]);
}

#[test]
fn a_case_that_comes_out_otherwise_says_so() {
    let found = results("rule A check staff > 0\n\ncase A\n  given staff = 0\n  expect pass\n");
    assert_eq!(found, [(Expected::Fail, false)]);
}
