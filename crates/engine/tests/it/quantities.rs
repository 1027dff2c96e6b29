//! Quantities whose unit stands in their row.

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
