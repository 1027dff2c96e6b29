//! Why a rule cannot be decided or a value computed: exactly the cells that decide, each with its place and state.

use shensuan_findings::{Evidence, Review, State};

use crate::road::{review, review_with};

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 名称 also unit name      : text
  field 水 also water            : number in m³
  field 人 also staff            : integer
  field 私 also secret           : text private
  field 收入 also income         : number in 元 or "NA"
form G
  many per 企业
  field 产量 also output         : quantity in unit from 产量单位
  field 产量单位 also output unit : text
  field 系数 also coefficient    : quantity in unit from 系数单位
  field 系数单位 also factor unit : text
"#;

fn judged(rule: &str, files: &[(&str, &str)]) -> Review {
    review_with(VOCABULARY, rule, files)
}

/// `field: state value @row` of each cell.
fn told(lacking: &[Evidence]) -> Vec<String> {
    let tell = |cell: &Evidence| {
        let row = cell.cell.as_ref().map_or_else(|| "nowhere".to_owned(), |cell| cell.row.to_string());
        format!("{}: {:?} {} @{row}", cell.name, cell.state, cell.value.as_deref().unwrap_or("-"))
    };
    lacking.iter().map(tell).collect()
}

/// What is lacking for each undetermined subject or row.
fn undetermined(rule: &str, files: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
    let all = judged(rule, files);
    all.undetermined.iter().map(|item| (item.subject.clone(), told(&item.lacking))).collect()
}

fn one(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
    let all = undetermined(rule, files);
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap().1
}

#[test]
fn a_given_cell_is_no_reason_private_or_not() {
    let files = [("F.csv", "代码,名称,私,水\n1,a,x,\n")];
    for rule in [
        "规则 A\n  要求 水 ≥ 0 立方米\n  要求 私 = “x”\n",
        "rule A\n  check water ≥ 0 m³\n  check secret = \"x\"\n",
    ] {
        let all = judged(rule, &files);
        assert_eq!(told(&all.undetermined[0].lacking), ["water: Missing - @2"]);
        let counted: Vec<(&str, State, usize)> = all.summary.rules[0]
            .lacking
            .iter()
            .map(|lacking| (lacking.field.as_str(), lacking.state, lacking.times))
            .collect();
        assert_eq!(counted, [("water", State::Missing, 1)]);
    }
}

#[test]
fn only_what_decides_is_named() {
    let files = [("F.csv", "代码,名称,水,人\n1,,,5\n")];
    // The name is missing too, and does not matter.
    assert_eq!(one("rule A check unit name = \"a\" and water > 0 or staff = 6\n", &files).len(), 2);
    assert_eq!(one("rule A check water > staff × 1 m³\n", &files), ["water: Missing - @2"]);
    assert_eq!(
        one("rule A check (water otherwise 0) > 1 m³ and unit name = \"a\" or water = 1 m³\n", &files),
        ["water: Missing - @2"]
    );
    assert_eq!(one("rule A\n  when water > 0\n  check unit name = \"a\"\n", &files), ["water: Missing - @2"]);
    assert_eq!(
        one("rule A check if staff = 5 then water > 0 else unit name = \"a\"\n", &files),
        ["water: Missing - @2"]
    );
    // Of a form that is not filed.
    let filed = [("F.csv", "代码\n1\n"), ("G.csv", "代码,产量,产量单位\n2,5,吨\n")];
    let all =
        undetermined("rule A check unit name is missing and water > 0 or sum(G.output as t) > 1 t\n", &filed);
    assert_eq!(all, [("1".to_owned(), vec!["water: Missing - @2".to_owned()])]);
}

#[test]
fn something_is_always_named() {
    let files = [("F.csv", "代码,人\n1,5\n")];
    assert_eq!(
        one("rule A check (if staff < 5 then 6 else missing) > 3\n", &files),
        ["staff: RuledOut 5 @2"]
    );
}

#[test]
fn unreadable_conflicting_and_marks_are_told_apart_from_missing() {
    let files = [("F.csv", "代码,水,收入\n1,约5,1\n2,,2\n3,5,3\n3,6,3\n4,4,NA\n")];
    let all = undetermined("rule A check water > 0\n", &files);
    let said: Vec<&[String]> = all.iter().map(|(_, cells)| cells.as_slice()).collect();
    assert_eq!(
        said,
        [
            ["water: Unreadable 约5 @2"].as_slice(),
            ["water: Missing - @3"].as_slice(),
            ["water: Conflicting 5 @4", "water: Conflicting 6 @5"].as_slice(),
        ]
    );
    assert_eq!(one("rule A check income + 1 元 > 0\n", &files), ["income: Mark NA @6"]);
    // A blank against a number.
    let files = [("F.csv", "代码,水\n3,5\n3,\n")];
    assert_eq!(
        one("rule A check water is given\n", &files),
        ["water: Conflicting 5 @2", "water: Conflicting blank @3"]
    );
}

/// What is not known to be one value is neither blank nor a number, and nothing is put in its place.
#[test]
fn rows_that_disagree_are_not_passed_over_as_a_blank_is() {
    let files = [("F.csv", "代码,水,收入\n3,5,3\n3,6,3\n")];
    for check in [
        "(water otherwise 0) ≥ 0 m³",
        "(water otherwise 0) is given",
        "sum(water, 1 m³) ≥ 0 m³",
        "max(water, 1 m³) ≥ 0 m³",
        "mean(water, 1 m³) ≥ 0 m³",
        "first given(water, 1 m³) ≥ 0 m³",
        "count(water, water) ≥ 0",
    ] {
        let said = one(&format!("rule A check {check}\n"), &files);
        assert_eq!(said, ["water: Conflicting 5 @2", "water: Conflicting 6 @3"], "{check}");
    }
}

#[test]
fn a_division_by_zero_names_the_divisor() {
    let files = [("F.csv", "代码,水,人\n1,5,0\n2,5,2\n")];
    assert_eq!(one("rule A check water ÷ staff > 0\n", &files), ["staff: ZeroDivisor 0 @2"]);
    let all = judged("formula per head = water ÷ (staff − staff)\n", &files);
    assert_eq!(told(&all.values[1].lacking), ["staff: ZeroDivisor 2 @3"]);
    assert_eq!(
        one("rule A\n  when staff = 2\n  check water ÷ 0 > 1 m³\n", &files),
        ["computation: ZeroDivisor - @nowhere"]
    );
    let huge = [("F.csv", "代码,水\n1,1e300\n")];
    assert_eq!(one("rule A check water × water > 0\n", &huge), ["water: NoResult 1e300 @2"]);
}

#[test]
fn a_unit_that_is_unknown_missing_or_does_not_fit_is_named_with_its_cell() {
    let files = [(
        "G.csv",
        "代码,产量,产量单位,系数,系数单位\n1,10,什么,2,克/件\n2,10,,2,克/件\n3,10,吨,2,克/件\n4,10,件,,克/件\n5,10,件,2,克/件\n",
    )];
    let rule = "rule A\n  for each G\n  check output × coefficient ≥ 1 g\n";
    let all = undetermined(rule, &files);
    let said: Vec<&[String]> = all.iter().map(|(_, cells)| cells.as_slice()).collect();
    assert_eq!(
        said,
        [
            ["output unit: UnitUnknown 什么 @2"].as_slice(),
            ["output unit: Missing - @3"].as_slice(),
            ["output unit: UnitMisfit 吨 @4", "factor unit: UnitMisfit 克/件 @4"].as_slice(),
            ["coefficient: Missing - @5"].as_slice(),
        ]
    );
    // In a sum the row is named.
    let rows = [("G.csv", "代码,产量,产量单位\n1,10,吨\n1,10,件\n1,,\n")];
    assert_eq!(one("rule A check sum(G.output as t) > 1 t\n", &rows), ["output unit: UnitMisfit 件 @3"]);
}

#[test]
fn of_rows_those_that_decide_are_named() {
    let rows = [("G.csv", "代码,产量,产量单位\n1,,吨\n1,,吨\n2,1,吨\n")];
    assert_eq!(
        one("rule A check sum(G.output as t) > 1 t\n", &rows),
        ["output: Missing - @2", "output: Missing - @3"]
    );
    let none = [("G.csv", "代码,产量,产量单位\n1,5,吨\n"), ("F.csv", "代码\n1\n2\n")];
    // Who has no row has no largest one, and is not asked for it.
    assert!(undetermined("rule A check max(G.output as t) > 1 t\n", &none).is_empty());
}

#[test]
fn an_undetermined_item_can_be_found() {
    let files = [("F.csv", "代码,水\n7,\n"), ("G.csv", "代码,产量,产量单位\n7,1,吨\n7,,吨\n")];
    let all = judged("rule A\n  for each G\n  check output > 1 kg\n", &files);
    let item = &all.undetermined[0];
    let place = item.row.as_ref().map(|cell| (cell.file.as_str(), cell.row));
    assert_eq!(
        (item.rule.as_str(), item.subject.as_str(), item.form.as_deref(), place),
        ("A", "7", Some("G"), Some(("G.csv", 3)))
    );
}

#[test]
fn evidence_shows_a_number_as_it_was_filed() {
    let files = [("F.csv", "代码,水,人\n1,-123456789012.345,3\n")];
    let all = judged("rule A check water > 0\n", &files);
    assert_eq!(all.findings[0].evidence[0].value.as_deref(), Some("-123456789012.345"));
    let message = "rule A check water > 0\n  message \"{water}, {water + 0 m³}, {water ÷ staff}\"\n";
    let all = judged(message, &files);
    assert_eq!(all.findings[0].message, "-123456789012.345 m³, -123456789012.345 m³, -41152263004.115 m³");
}

#[test]
fn a_percent_is_a_percent_in_messages_and_values() {
    let files = [("基本表.csv", "代码,人数\nE1,1\n"), ("核算.csv", "代码,效率\nE1,95\n")];
    let rule = "rule A\n  for each accounts\n  check efficiency > 96%\n  message \"{efficiency}, {efficiency otherwise 1%}, {1 − efficiency}\"\nformula removal = efficiency\n";
    let all = review(rule, &files);
    assert_eq!(all.findings[0].message, "95%, 95%, 0.05");
    assert_eq!((all.values[0].value, all.values[0].unit.as_str()), (Some(95.0), "%"));
}

#[test]
fn a_form_that_is_filed_twice_names_all_its_rows() {
    let files = [("F.csv", "代码,名称\n1,a\n2,b\n1,c\n")];
    let all = judged("rule A\n  check count(F) ≤ 1\n  message \"{count(F)}: {unit name}\"\n", &files);
    assert_eq!(all.findings[0].message, "2: (rows disagree)");
    assert_eq!(told(&all.findings[0].evidence), ["F: Given 1 of 2 @2", "F: Given 2 of 2 @4"]);
    let all = judged("rule A check staff is given\n", &files);
    assert_eq!(told(&all.findings[0].evidence), ["staff: Missing - @2", "staff: Missing - @4"]);
}

#[test]
fn a_unit_that_does_not_fit_is_named_to_all_of_its_group() {
    let files = [
        ("F.csv", "代码,名称,水\n1,a,1\n2,a,2\n3,b,3\n"),
        ("G.csv", "代码,产量,产量单位\n1,1,吨\n2,2,升\n3,3,吨\n"),
    ];
    let named = ["output unit: UnitMisfit 升 @3".to_owned()];
    for rule in [
        "rule A check sum(G.output as t) by unit name < 9 t\n",
        "rule A\n  for each group of enterprise by unit name\n  check sum(G.output as t) < 9 t\n",
    ] {
        let all = judged(rule, &files);
        assert!(!all.undetermined.is_empty(), "{rule}");
        all.undetermined.iter().for_each(|item| assert_eq!(told(&item.lacking), named, "{rule}"));
        let unit = all.findings.iter().filter(|finding| finding.built_in.is_some());
        let unit: Vec<_> = unit.map(|finding| (finding.subject.as_str(), told(&finding.evidence))).collect();
        assert_eq!(unit, [("2", named.to_vec())], "{rule}");
    }
}

#[test]
fn a_group_that_has_enough_and_comes_to_no_number_is_not_called_small() {
    let files = [("F.csv", "代码,水\n1,1e308\n2,1e308\n3,-1e308\n4,1e308\n5,\n")];
    let huge = [("F.csv", "代码,水\n1,1e308\n2,1e308\n3,-1e307\n4,\n")];
    for asked in ["sum(water)", "mean(water)"] {
        let lacking = one(&format!("rule A check {asked} > 0 m³\n"), &huge);
        assert_eq!(lacking, ["group: NoResult - @nowhere"], "{asked}");
    }
    let few = one("rule A check median(water) > 0 m³\n", &files);
    assert_eq!(few, ["group: FewInGroup - @nowhere"]);
}
