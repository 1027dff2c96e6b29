//! What formulas come to, and what a finding tells.

use shensuan_diagnostics::Lang;
use shensuan_engine::{Answer, evaluate_text};
use shensuan_findings::State;

use crate::road::{ALL, review, with};

/// `(subject, row, value)` of one formula.
fn values(formula: &str) -> Vec<(String, u32, Option<f64>)> {
    let all = review(formula, ALL);
    all.values
        .iter()
        .map(|value| (value.subject.clone(), value.row.as_ref().map_or(0, |cell| cell.row), value.value))
        .collect()
}

fn of(subject: &str, row: u32, value: impl Into<Option<f64>>) -> (String, u32, Option<f64>) {
    (subject.to_owned(), row, value.into())
}

#[test]
fn emission_is_output_by_coefficient_by_what_is_left() {
    let emission = "emission = output × coefficient × (1 − efficiency)\n";
    assert_eq!(values(emission), [of("E1", 2, 10.0), of("E1", 3, None), of("E2", 4, 0.0)]);
    let all = review(emission, ALL);
    let lacking = all.values[1].lacking.iter().map(|cell| (cell.name.as_str(), cell.state));
    assert_eq!(lacking.collect::<Vec<_>>(), [("efficiency", State::Missing)]);
    assert_eq!(all.values[0].unit, "kg");
}

#[test]
fn an_empty_cell_may_be_given_a_value() {
    let emission = "emission = output × coefficient × (1 − (efficiency otherwise 0%))\n";
    assert_eq!(values(emission), [of("E1", 2, 10.0), of("E1", 3, 40.0), of("E2", 4, 0.0)]);
}

#[test]
fn the_unit_clause_converts() {
    let tonnes = "formula generated = output × coefficient\n  unit t\n";
    assert_eq!(values(tonnes), [of("E1", 2, 0.02), of("E1", 3, 0.04), of("E2", 4, 0.015)]);
}

#[test]
fn a_division_by_zero_is_missing() {
    let per_head = "formula per head = intake ÷ staff\n";
    let got: Vec<Option<f64>> = values(per_head).into_iter().map(|(_, _, value)| value).collect();
    assert_eq!(got, [Some(10.0), None, None]);
}

#[test]
fn units_of_both_sides_meet() {
    // 100 m³ against 90,000 L.
    let files = with("水表.csv", "代码,取水,排水\nE1,100,80\n");
    let all = review("rule A check intake ≥ 90000 L\nrule B check intake ≥ 110000 L\n", &files);
    assert_eq!(all.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["B"]);
}

#[test]
fn a_message_is_filled() {
    let all = review(
        "rule A check discharge ≤ intake\n  message \"{unit name}：排水 {discharge}，取水 {intake}，{{多}} {discharge − intake}\"\n",
        ALL,
    );
    assert_eq!(all.findings[0].message, "乙：排水 60 m³，取水 50 m³，{多} 10 m³");
}

#[test]
fn a_message_says_the_text_that_was_chosen() {
    let all = review(
        "rule A check discharge ≤ intake\n  message \"{if discharge > 0 m³ then unit name else 「无」}、\
         {if discharge < 0 m³ then unit name else 「无」}、{unit name otherwise 「无」}、\
         {if discharge < 0 m³ then unit name else missing}\"\n",
        ALL,
    );
    assert_eq!(all.findings[0].message, "乙、无、乙、(ruled out by a condition)");
}

#[test]
fn numbers_of_a_message_stand_as_their_format_has_them() {
    let message = |text: &str| {
        let all = review(&format!("rule A check discharge ≤ intake\n  message \"{text}\"\n"), ALL);
        all.findings[0].message.clone()
    };
    assert_eq!(message("{discharge:0.00 L}"), "60000.00 L");
    assert_eq!(message("{discharge：０．０　立方米}"), "60.0 立方米");
    assert_eq!(message("{discharge:0.0}, {discharge: L}"), "60.0 m³, 60000 L");
    assert_eq!(message("{discharge ÷ intake:0.0%} {intake ÷ discharge:0.000}"), "120.0% 0.833");
    assert_eq!(message("{{discharge:0.0}}"), "{discharge:0.0}");
    assert_eq!(message("{discharge ÷ 0 m³:0.0}"), "(division by 0)");
}

#[test]
fn percent_points_are_an_absolute_distance_of_ratios() {
    let vocabulary =
        "subject 企业 also enterprise keyed by 代码\nform F\n  one per 企业\n  field 率 : percent\n";
    let rows = "代码,率\nE1,10.5\nE2,11\nE3,11.5\nE4,\n";
    let tally =
        |rule: &str| crate::road::tally(&crate::road::review_with(vocabulary, rule, &[("F.csv", rows)]));
    for rule in [
        "rule A check 率 ≈ 10% within 1 pp\n",
        "规则 A 要求 率 ≈ 10% 允许误差 1 个百分点\n",
        "规则 A 要求 率 与 10% 相差不超过 1 个百分点\n",
        "rule A check 率 − 10% ≤ 1 pp\n",
    ] {
        assert_eq!(tally(rule), [2, 1, 0, 0, 1], "{rule}");
    }
    // Of the reference, 10% of 10%: 1 point.
    assert_eq!(tally("rule A check 率 ≈ 10% within 10% or 0.1 pp\n"), [2, 1, 0, 0, 1]);
    assert_eq!(tally("rule A check 率 ≈ 10% within 1%\n"), [0, 3, 0, 0, 1]);
}

/// What an expression comes to where these are given.
fn asked(expression: &str, given: &str) -> Answer {
    let rows = [given.to_owned()];
    evaluate_text(None, expression, &rows, None, Lang::En)
        .unwrap_or_else(|refused| panic!("{expression}: {:?}", refused.said))
}

#[test]
fn members_of_a_set_are_what_the_left_side_is() {
    for (expression, given, expected) in [
        ("a in (0.3, 5)", "a = 0.3", true),
        ("a 属于 （0.3，5）", "a = 0.31", false),
        ("a in 1, 2, 2.5", "a = 2.5", true),
        ("a in (−1, 0)", "a = −1", true),
        ("a 属于 －1..1", "a = −2", false),
        ("a in −1..1", "a = 1", true),
        ("a in 50%, 80%", "a = 80%", true),
        ("a 属于 50%、80%", "a = 8%", false),
        ("a in 1, 2, 5..7", "a = 6.5", true),
        ("a in 1, 2, 5–7", "a = 6.5", true),
        ("a in 1, 2, 5..7", "a = 3", false),
        ("a not in 1, 2, 5..7", "a = 3", true),
        ("a in (0.5, 1) t", "a = 500 kg", true),
        ("a in (5t, 6t)", "a = 6000 kg", true),
        ("a 属于 （0.5，1）吨", "a = 500 吨", false),
        ("a in (100..500, 600) kg", "a = 0.3 t", true),
        ("date(a) in (2019-01-01, 2019-02-01)", "a = \"2019-02-01\"", true),
        ("转日期(a) 属于 2019-01-01、2019-02-01..2019-03-01", "a = \"2019-02-11\"", true),
        ("date(a) in (2019-01-01, 2019-02-01)", "a = \"2019-02-02\"", false),
    ] {
        assert_eq!(asked(expression, given), Answer::Truth(Some(expected)), "{expression} where {given}");
    }
}

#[test]
fn a_percentage_counts_in_percent() {
    for (filed, places) in
        [("1.1%", "1"), ("12.5%", "1"), ("0.5%", "1"), ("80.5%", "1"), ("80%", "0"), ("0.07%", "2")]
    {
        for expression in ["decimals(a)", "小数位数(a)"] {
            let found = asked(expression, &format!("a = {filed}"));
            assert_eq!(found, Answer::Number(places.to_owned(), String::new()), "{filed}");
        }
    }
    assert_eq!(asked("decimals(a) ≤ 2", "a = 80.5%"), Answer::Truth(Some(true)));
    let percent = |number: &str| Answer::Number(format!("{number}%"), String::new());
    assert_eq!(asked("round(a, 1)", "a = 80.55%"), percent("80.6"));
    assert_eq!(asked("四舍五入(a)", "a = 80.5%"), percent("81"));
    assert_eq!(asked("round(a otherwise 0%, 1)", "a = 1.15%"), percent("1.2"));
    assert_eq!(asked("floor(a)", "a = 80.5%"), percent("80"));
    let rounded = asked("round(a ÷ b, 2)", "a = 80.5%, b = 1");
    assert_eq!(rounded, Answer::Number("0.81".to_owned(), String::new()));
}

#[test]
fn a_division_on_paper_leaves_nothing() {
    for expression in
        ["remainder(a, 0.1) = 0", "floor(a ÷ 0.1) = 3", "余数(a, 0.1) = 0", "向下取整(a ÷ 0.1) = 3"]
    {
        assert_eq!(asked(expression, "a = 0.3"), Answer::Truth(Some(true)), "{expression}");
    }
}

/// A unit that is declared with a quoted name is written with one.
#[test]
fn a_unit_may_be_quoted() {
    let vocabulary = "define unit 【ton CO2/mmBtu】 also `吨 CO2/mmBtu` = 2 t
define unit 【short ton】 = 907.18474 kg
subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 甲 also a : number in 【ton CO2/mmBtu】
  field 乙 also b : 数值 单位 `short ton`
";
    let rules = "rule A check a ≤ 5 【ton CO2/mmBtu】
  message \"{b:0.00 【short ton】} {b as `short ton`}\"
规则 B 要求 b 属于 （1，3）【short ton】
rule C check b = 1814.36948 kg

case C
  given b = 2 【short ton】
  expect pass
";
    let review = crate::road::review_with(vocabulary, rules, &[("F.csv", "代码,甲,乙\nE1,6,2\n")]);
    let found: Vec<&str> = review.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(found, ["A", "B"]);
    assert_eq!(review.findings[0].message, "2.00 short ton 2 short ton");
}

/// Dates beside each other: an empty one is passed over, as a number is.
#[test]
fn dates_have_a_first_and_a_last() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 开业 also opened : date
  field 停业 also closed : date
";
    let rows = "代码,开业,停业\nE1,2018-07-01,2019-03-01\nE2,,2019-03-01\nE3,2019-05-01,2019-03-01\nE4,,\n";
    for rules in [
        "rule A check max(opened, closed) in (2019-03-01, 2020-01-01..2020-02-01)
  message \"{max(opened, closed)}\"\n",
        "规则 A 要求 最大(开业, 停业) 属于 （2019-03-01、2020-01-01..2020-02-01）
  说明 「{最大(开业, 停业)}」\n",
    ] {
        let review = crate::road::review_with(vocabulary, rules, &[("F.csv", rows)]);
        assert_eq!(crate::road::tally(&review), [2, 1, 0, 0, 1], "{rules}");
        assert_eq!(review.findings[0].message, "2019-05-01");
    }
}

/// As a cell holds it: 80.5 or 80.5%.
#[test]
fn a_filed_percentage_has_the_decimals_that_were_filed() {
    let accounts =
        "代码,产量,系数,效率,环节\nE1,1,2,80.5,甲\nE1,1,2,1.1%,乙\nE1,1,2,12.345,丙\nE2,1,2,0.07,丁\n";
    for rules in ["rule A check decimals(efficiency) ≤ 2\n", "规则 A 要求 小数位数(效率) 不超过 2\n"]
    {
        let review = review(rules, &with("核算.csv", accounts));
        let found: Vec<_> = review.findings.iter().map(|finding| finding.subject.clone()).collect();
        assert_eq!(found.len(), 1, "{rules}");
    }
}

#[test]
fn a_mark_has_no_unit() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form 基本表 also basic form
  one per 企业
  field 收入 also income : number in 元 or \"NA\"
";
    let rule = "rule A check income is missing\n  message \"{income}\"\n";
    let all = crate::road::review_with(vocabulary, rule, &[("基本表.csv", "代码,收入\nE1,NA\nE2,5\n")]);
    let said: Vec<&str> = all.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["NA", "5 元"]);
    let units: Vec<&str> =
        all.findings.iter().flat_map(|finding| &finding.evidence).map(|cell| cell.unit.as_str()).collect();
    assert_eq!(units, ["", "元"]);
}
