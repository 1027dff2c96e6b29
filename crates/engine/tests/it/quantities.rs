//! Quantities whose unit stands in their row.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Answer, evaluate_text};
use shensuan_findings::readable;

use crate::road::review_with;

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
form 核算 also accounts
  many per 企业
  field 产量 also output          : quantity in unit from 产量单位
  field 产量单位 also output unit : text
  field 系数 also coefficient     : quantity in unit from 系数单位
  field 系数单位 also factor unit : text
  field 排放 also emission        : quantity in unit from 排放单位
  field 排放单位 also its unit    : text
"#;

/// In order: as it should be; the same in grams; a coefficient per piece against tonnes; a text that is no unit;
/// no unit at all.
const ROWS: &str = "代码,产量,产量单位,系数,系数单位,排放,排放单位
E1,10,吨,2,千克/吨-产品,20,千克
E2,10,吨,2,千克/吨-产品,20000,克
E3,10,吨,2,千克/件,20,千克
E4,10,吨,2,什么,20,千克
E5,10,吨,2,千克/吨,20,
";

fn outcomes(rule: &str) -> [usize; 5] {
    crate::road::tally(&review_with(VOCABULARY, rule, &[("核算.csv", ROWS)]))
}

#[test]
fn units_convert_row_by_row_and_what_does_not_fit_decides_nothing() {
    assert_eq!(outcomes("rule A\n  for each 核算\n  check 排放 = 产量 × 系数\n"), [2, 0, 0, 0, 3]);
    assert_eq!(outcomes("rule A\n  for each 核算\n  check 排放 ≤ 19 kg\n"), [0, 4, 0, 0, 1]);
    assert_eq!(outcomes("rule A\n  for each 核算\n  check 排放 ≥ 0\n"), [4, 0, 0, 0, 1]);
    assert_eq!(
        outcomes("rule A\n  for each 核算\n  check 排放 ≈ 产量 × 系数 within 1% or 1 g\n"),
        [2, 0, 0, 0, 3]
    );
    assert_eq!(outcomes("rule A\n  for each 核算\n  check 产量 ≥ 1 m³\n"), [0, 0, 0, 0, 5]);
    assert_eq!(outcomes("rule A\n  for each 核算\n  check 排放 is given\n"), [5, 0, 0, 0, 0]);
}

#[test]
fn an_aggregate_needs_one_unit() {
    assert_eq!(outcomes("rule A check sum(核算.排放 as kg) ≥ 20 kg\n"), [4, 0, 0, 0, 1]);
}

#[test]
fn a_computed_quantity_is_shown_in_the_unit_of_its_row() {
    let all = review_with(VOCABULARY, "formula computed = 产量 × 系数\n", &[("核算.csv", ROWS)]);
    let shown: Vec<(Option<f64>, &str)> =
        all.values.iter().map(|value| (value.value, value.unit.as_str())).collect();
    assert_eq!(
        shown,
        [(Some(20.0), "kg"), (Some(20.0), "kg"), (Some(20.0), "t·kg/件"), (None, ""), (Some(20.0), "kg")]
    );
}

#[test]
fn a_counted_noun_cancels_with_more_of_its_own() {
    let rows = "代码,产量,产量单位,系数,系数单位\nE1,10,万件,2,克/件-产品\nE2,10,吨,2,千克/吨-产品\nE3,10,千克,2,克/吨\n";
    let all = review_with(VOCABULARY, "formula computed = 产量 × 系数\n", &[("核算.csv", rows)]);
    let shown: Vec<(Option<String>, &str)> =
        all.values.iter().map(|value| (value.value.map(readable), value.unit.as_str())).collect();
    let told = |number: &str| Some(number.to_owned());
    assert_eq!(shown, [(told("200000"), "g"), (told("20"), "kg"), (told("0.02"), "g")]);
    let fixed = "subject 企业 keyed by 代码\nform F\n  one per 企业\n  field 产量 : number in 万件\n  field 系数 : number in 克/件-产品\n";
    let rules = "formula computed = 产量 × 系数\nformula own = 系数\nformula stated = 产量 × 系数\n  unit kg\nrule A check 产量 × 系数 < 1 kg\n  message \"{computed} {产量 × 系数 × 2}\"\n";
    let all = review_with(fixed, rules, &[("F.csv", "代码,产量,系数\nE1,10,2\n")]);
    let shown: Vec<(Option<f64>, &str)> =
        all.values.iter().map(|value| (value.value, value.unit.as_str())).collect();
    assert_eq!(shown, [(Some(200_000.0), "g"), (Some(2.0), "g/件-产品"), (Some(200.0), "kg")]);
    assert_eq!(all.findings[0].message, "200000 g 400000 g");
}

/// What an expression comes to where these cells are given.
fn answer(rulebook: Option<&Path>, expression: &str, given: &[&str]) -> String {
    let given: Vec<String> = given.iter().map(|row| (*row).to_owned()).collect();
    match evaluate_text(rulebook, expression, &given, None, Lang::En).unwrap() {
        Answer::Number(number, unit) => format!("{number} {unit}").trim_end().to_owned(),
        Answer::Text(text) => text,
        Answer::Truth(truth) => truth.map_or("unknown".to_owned(), |truth| truth.to_string()),
        Answer::Missing => "missing".to_owned(),
    }
}

#[test]
fn beside_each_other_a_blank_is_passed_over_and_a_unit_that_does_not_fit_is_not() {
    const FORMS: &str = "subject enterprise keyed by code
form F
  one per enterprise
  field x : quantity in unit from x unit
  field x unit : text
  field y : quantity in unit from y unit
  field y unit : text
form A
  many per enterprise
  field a : quantity in unit from a unit
  field a unit : text
  field number : text
form B
  many per enterprise
  field a : quantity in unit from a unit
  field a unit : text
formula converted = A.a as t
formula twice = A.a × 2
";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("forms.rule"), FORMS).unwrap();
    for (expression, given, wanted) in [
        ("max(x, y)", &["x = 3 t"] as &[&str], "3 t"),
        ("max(x, y)", &["y = 3 t"], "3 t"),
        ("mean(x, y)", &["x = 3 t, y = 4 t"], "3.5 t"),
        ("mean(x, 3 t)", &["y = 5 t"], "3 t"),
        ("sum(x, y) as kg", &["y = 4 t"], "4000 kg"),
        ("max(x, y, 1 t)", &["y = 4 吨-产品"], "4 t-产品"),
        ("max(x, y)", &["x = 3 t, y = 2 m³"], "missing"),
        ("max(x, 2 t)", &["x = 3, x unit = \"what\""], "missing"),
        ("max(x as t, 2 t)", &["y = 3 t"], "2 t"),
        ("max(x as t, 2 t)", &["x = 3 m³"], "missing"),
        ("sum(x as t, y as t)", &["x = 3 t, y = 2000 m³"], "missing"),
        // What stands in a cell is no blank in whose place something is put.
        ("max((x as t) otherwise 1 t, 2 t)", &["x = 3 m³"], "missing"),
        ("max((x as t) otherwise 1 t, 2 t)", &["y = 3 t"], "2 t"),
        ("sum((A, B).a as t)", &["A: a = 2 t", "B: a = 4000 kg"], "6 t"),
        ("sum((A, B).a as t)", &["A: a = 2 t", "B: a = 3 m³"], "missing"),
        ("max((A, B).a as t)", &["A: a = 2 t", "B: a = 3 m³"], "missing"),
        ("mean((A, B).a as t)", &["A: a = 2 t", "B: a = 3 m³"], "missing"),
        // By the name of a formula it is the same.
        ("sum(converted)", &["A: a = 2 t", "A: number = \"blank\""], "2 t"),
        ("sum(converted)", &["A: a = 2 t", "A: a = 3 m³"], "missing"),
        ("any A where converted > 1 t", &["A: a = 2 t", "A: a = 3 m³"], "true"),
        ("any A where converted > 5 t", &["A: a = 2 t", "A: a = 3 m³"], "unknown"),
        ("every A has converted > 5 t", &["A: a = 2 t", "A: a = 3 m³"], "false"),
        ("every A has converted > 1 t", &["A: a = 2 t", "A: a = 3 m³"], "unknown"),
        // Nouns on both sides of the line are no bare number.
        ("x > 5", &["x = 6, x unit = \"千克-硫/吨-煤\""], "unknown"),
        ("x > 5 kg/t", &["x = 6, x unit = \"千克-硫/吨-煤\""], "true"),
        ("x > 5", &["x = 6, x unit = \"件\""], "true"),
        ("sum(twice as t)", &["A: a = 2 t", "A: number = \"blank\""], "4 t"),
        ("sum(twice as t)", &["A: a = 2 t", "A: a = 3 m³"], "missing"),
    ] {
        assert_eq!(answer(Some(folder.path()), expression, given), wanted, "{expression}: {given:?}");
    }
}

#[test]
fn what_is_given_as_missing_is_a_blank_of_whatever_unit() {
    let folder = tempfile::tempdir().unwrap();
    let declared = |unit: &str| {
        let forms = format!(
            "subject enterprise keyed by code\nform F\n  one per enterprise\n  field x : number{unit}\n  field y : number{unit}\n"
        );
        fs::write(folder.path().join("forms.rule"), forms).unwrap();
    };
    for (in_unit, unit) in [("", ""), (" in t", " t")] {
        declared(in_unit);
        for expression in [
            "max(x, y)",
            "min(x, y)",
            "sum(x, y)",
            "mean(x, y)",
            "first given(x, y)",
            "x + y",
            "x otherwise y",
            "max(x, y) > 2",
            "any of (x, y) > 2",
        ] {
            let expression = match expression.strip_suffix(" > 2") {
                Some(left) => format!("{left} > 2{unit}"),
                None => expression.to_owned(),
            };
            for given in [
                format!("x = 3{unit}, y = missing"),
                format!("x = missing, y = 3{unit}"),
                "x = missing, y = missing".to_owned(),
            ] {
                assert_eq!(
                    answer(None, &expression, &[&given]),
                    answer(Some(folder.path()), &expression, &[&given]),
                    "{expression}: {given}"
                );
            }
        }
    }
}
