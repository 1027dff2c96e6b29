//! Every lint, as its reader sees it, in both languages; and what is not worth a word.

use shensuan_diagnostics::codes::lints as codes;
use shensuan_diagnostics::{Code, Diagnostic, Lang};

use crate::sample::{Checked, checked, drawn_of};

/// One text a lint: `(name, text)`. What every small rule here lacks, cases and bases, is left out of the
/// pictures, save for those about it.
const CASES: &[(&str, &str)] = &[
    ("anonymous", "industry 3360 requires wastewater table\n"),
    ("anonymous_zh", "行业 3360 必填 废水表\n\n行业 3982 必填 核算表\n"),
    ("row_against_total", "rule A check outlet discharge ≤ water intake\n"),
    ("row_against_a_value", "rule A check outlet discharge ≤ water intake × 50%\n"),
    ("row_against_a_value_zh", "规则 A\n  逐户\n  要求 排水量 不超过 取水量 × 50%\n"),
    (
        "unused_let",
        "rule A\n  let net = water intake − wastewater discharged\n  let half = net ÷ 2\n  check net ≥ 0\n",
    ),
    ("unused_constant_and_set_zh", "常量 上限 = 80%\n集合 涉水行业 = 33, 3982\n"),
    ("constant_or_zh", "规则 A\n  要求 运行状态 不是 “运行” 或 运行状态 不是 “停产”\n"),
    ("constant_and", "rule A\n  check staff < 10 and staff > 100\n"),
    ("constant_bounds", "rule A check water intake in 2 m³..500 升\n"),
    ("constant_one_bound", "rule A check staff > 5 and staff < 5\n"),
    ("constant_opposites", "rule A check staff > 5 or staff ≤ 5\n"),
    ("constant_opposites_zh", "规则 甲 要求 从业人数 大于 5 且 从业人数 不超过 5\n"),
    ("constant_count", "rule A check count(outlets) ≥ 0\n"),
    ("constant_sum_of_decimals", "rule A check 0.1 t + 0.2 t = 0.3 t and staff > 5\n"),
    ("constant_half", "rule A check staff = 12.5\n"),
    ("constant_given_zh", "规则 A\n  要求 (从业人数 缺失按 0) 缺失\n"),
    ("constant_itself", "rule A check water intake ≥ water intake\n"),
    ("constant_whens", "rule A\n  when industry 33\n  when industry 3982\n  check staff > 0\n"),
    ("constant_check", "rule A\n  when staff > 10\n  check staff ≥ 5\n"),
    (
        "duplicate",
        "rule A\n  when industry 33\n  check water intake ≥ wastewater discharged\n\n\
         规则 乙\n  要求 废水排放量 不超过 取水量\n  当 行业 属于 33\n",
    ),
    ("empty_range", "rule A\n  when industry 41–45\n  check staff > 0\n"),
    (
        "empty_range_of_a_set_zh",
        "集合 造纸 = 41-45\n\n规则 甲\n  当 行业 属于 造纸\n  要求 从业人数 大于 0\n",
    ),
    ("without_case_and_basis", "rule A check staff ≥ 0\n\nrule B check staff < 1000000\n"),
    ("without_case_and_basis_zh", "规则 甲\n  要求 从业人数 大于 0\n"),
    ("percent_of_a_mean", "rule A check mean(accounting table.removal efficiency) ≤ 95\n"),
    (
        "percent_of_a_difference",
        "rule A check abs(mean(accounting table.removal efficiency) − max(accounting table.removal efficiency)) > 5\n",
    ),
    (
        "percent_of_a_difference_zh",
        "规则 甲\n  逐行 核算表\n  要求 绝对值(去除效率 − 最大(核算表.去除效率)) 不超过 5\n",
    ),
    (
        "percent_and_a_constant_zh",
        "常量 效率上限 = 95\n\n规则 甲\n  逐行 核算表\n  要求 去除效率 不超过 效率上限\n",
    ),
    ("percent_from_100", "formula x = output × coefficient × (100 − removal efficiency)\n"),
    ("factor_of_a_percent", "emission = output × coefficient × (1 − removal efficiency ÷ 100)\n"),
    ("factor_100_of_a_percent_zh", "规则 甲\n  逐行 核算表\n  要求 100 × 去除效率 不超过 95\n"),
    ("factor_1000_zh", "规则 甲\n  逐行 核算表\n  要求 填报排放量 ÷ 1000 不超过 产品产量\n"),
    ("factor_24", "formula daily water = water intake × 24\n"),
    (
        "dodge",
        "rule A\n  when industry 33\n  check wastewater discharged ≤ water intake\n  severity mandatory\n",
    ),
    ("dodge_zh", "规则 甲\n  逐行 核算表\n  要求 填报排放量 ≈ 产量 × 产污系数 误差 1%\n  级别 强制\n"),
    (
        "dodge_of_every_row",
        "rule A\n  check every outlets has outlet discharge ≤ 5 m³\n  severity mandatory\n",
    ),
    ("dodge_of_no_row_zh", "规则 甲\n  要求 不存在 排放口 其中 排水量 大于 5 立方米\n  级别 强制\n"),
    (
        "dodge_of_all",
        "rule A\n  check all of (water intake, wastewater discharged) > 5 m³\n  severity mandatory\n",
    ),
    ("dodge_of_a_count_zh", "规则 甲\n  要求 记录数(排放口 其中 排水量 大于 5 立方米) = 0\n  级别 强制\n"),
    ("dodge_of_none_zh", "规则 甲\n  要求 均不(取水量, 废水排放量) 大于 5 立方米\n  级别 强制\n"),
    ("mixed", "rule A check staff > 0 or industry 33 and clean production\n"),
    ("mixed_zh", "规则 甲\n  要求 从业人数 大于 0\n  当 行业 33 且 清洁生产 或 行业 3982\n"),
];

/// Texts of which nothing is said.
const QUIET: &[&str] = &[
    "formula net water = water intake − wastewater discharged\n",
    "rule A\n  let net = water intake − wastewater discharged\n  check staff > 0\n  message \"{net}\"\n",
    "constant limit = 80%\n\nrule A check wastewater discharged ≤ water intake × limit\n",
    "set A industries = 33\nset industries B = A industries, 3982\n\nrule A\n  when industry in industries B\n  check staff > 0\n",
    "rule A\n  check operating status is not \"运行\" and operating status is not \"停产\"\n",
    "rule A check staff > 100 or staff < 10\n",
    "rule A\n  for each group of accounting table by pollutant\n  check count(accounting table) ≤ staff\n",
    "rule A check staff is distinct from 5\n",
    "rule A check unit name is distinct from \"a\"\n",
    "rule A check water intake ≥ 0.1 m³ + 0.2 m³ and water intake ≤ 0.3 m³\n",
    "rule A check any of (staff, 3) > 5\n",
    "规则 甲 要求 均不(从业人数, 3) 大于 5\n",
    "rule A check all of (staff, 3) > 5\n",
    "rule A check 20 m³ ≤ water intake ≤ 500 m³\n",
    "rule A check count(outlets) ≥ 1\n",
    "rule A\n  when industry 33 and not industry 3360\n  check staff > 0\n",
    "rule A\n  when industry not in 33 and industry not in 3982\n  check staff > 0\n",
    "rule A\n  when staff > 10\n  check staff ≤ 5000\n",
    "constant strict = 1\n\nrule A\n  when strict = 1\n  check staff > 0\n",
    "rule A\n  for each outlets\n  check outlet discharge ≤ water intake\n",
    "rule A check sum(outlets.outlet discharge) ≤ water intake\n",
    "rule A check every outlets has outlet discharge ≤ water intake\n",
    "rule A\n  when industry 33–37\n  check staff > 0\n",
    "rule A check mean(accounting table.removal efficiency) ≤ 95%\n",
    "rule A check sum(accounting table.removal efficiency) ≤ 1\n",
    "emission = output × coefficient × (1 − removal efficiency)\n",
    "formula mean staff = staff ÷ 100\n",
    "formula x = water intake × 24 h/d\n",
    "rule A\n  check staff > 0\n  severity mandatory\n\nrule B\n  check staff is given\n  severity mandatory\n",
    "rule A\n  check (staff otherwise 0) ≥ 0\n  severity mandatory\n",
    "rule A\n  check staff > 0\n  severity mandatory\n  missing counts as failure\n",
    "规则 甲\n  要求 从业人数 不低于 0\n  级别 强制\n  空白按 0\n",
    "form F1\n  one per 企业\n  field a : number required\n  field b : number optional\n\n\
     rule A\n  check F1.a > F1.b\n  severity mandatory\n",
    "form F1\n  one per 企业\n  field b : number optional\n\nrule A check not b > 5 or b > 4\n",
    "set words A = \"acid\"\n\nrule A check unit name contains any of words A\n",
    "rule A\n  let limit = 5 m³\n  check any of (water intake, wastewater discharged) > limit\n",
    "rule A\n  check wastewater table is filed\n  severity mandatory\n",
    "rule A\n  check staff > 0\n  severity mandatory\n\ncase A\n  given staff = missing, unit name = \"x\"\n  expect undetermined\n",
    "rule A check staff > 0 or (industry 33 and clean production)\n",
    "rule A\n  check every outlets has outlet discharge ≥ 0\n  severity mandatory\n",
    "rule A\n  check any outlets where outlet discharge ≤ 5 m³\n  severity mandatory\n",
    "rule A\n  check any of (water intake, wastewater discharged) > 5 m³\n  severity mandatory\n",
    "rule A\n  check not all of (water intake, wastewater discharged) > 5 m³\n  severity mandatory\n",
    "rule A\n  check every outlets has outlet discharge is missing or outlet discharge ≤ 5 m³\n  severity mandatory\n",
    "rule A\n  check every outlets has outlet discharge ≤ 5 m³\n  severity mandatory\n  missing counts as failure\n",
    "rule A\n  check every outlets has outlet discharge ≤ 5 m³\n  severity mandatory\n\n\
     rule B\n  check every outlets has outlet discharge is given\n  severity mandatory\n",
    "rule A check (staff > 0 or industry 33) and clean production\n",
];

fn upkeep(code: Code) -> bool {
    [codes::RULE_WITHOUT_CASE, codes::RULE_WITHOUT_BASIS].contains(&code)
}

fn told(checked: &Checked, about_upkeep: bool) -> impl Iterator<Item = &Diagnostic> {
    checked.lints.iter().filter(move |said| upkeep(said.code) == about_upkeep)
}

#[test]
fn every_lint_reads_well_in_both_languages() {
    for (name, text) in CASES {
        let checked = checked(text);
        assert!(!checked.said.has_errors(), "{name}: {:?}", checked.said);
        let about_upkeep = name.starts_with("without");
        let both = [Lang::Zh, Lang::En]
            .map(|lang| format!("{text}\n{}", drawn_of(told(&checked, about_upkeep), &checked, lang)))
            .join("\n──────────\n");
        assert!(told(&checked, about_upkeep).next().is_some(), "{name}");
        insta::with_settings!({ prepend_module_to_snapshot => true, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}"), both);
        });
    }
}

#[test]
fn every_lint_is_shown() {
    let shown: Vec<Code> = CASES
        .iter()
        .flat_map(|(_, text)| checked(text).lints.iter().map(|said| said.code).collect::<Vec<_>>())
        .collect();
    for code in shensuan_diagnostics::codes::all().filter(|code| code.row().number.starts_with("W10")) {
        assert!(shown.contains(&code), "{code:?}");
    }
}

#[test]
fn good_rules_are_left_alone() {
    for text in QUIET {
        let checked = checked(text);
        assert!(!checked.said.has_errors(), "{text}: {:?}", checked.said);
        let said: Vec<_> = told(&checked, false).collect();
        assert!(said.is_empty(), "{text}\n{}", drawn_of(said.into_iter(), &checked, Lang::En));
    }
}

#[test]
fn a_rule_with_an_error_is_spared_and_absence_is_not_concluded() {
    // The misspelt name stands where the constant would have been read.
    let checked = checked("constant limit = 80%\n\nrule A check staf ≥ limit or staff > 0 and staff < 5\n");
    assert!(checked.said.has_errors());
    assert!(checked.lints.is_empty(), "{}", drawn_of(checked.lints.iter(), &checked, Lang::En));
}

/// What stands behind the last `: ` of a way out.
fn offered(checked: &Checked, code: Code) -> String {
    let said = checked.lints.iter().find(|said| said.code == code).unwrap();
    let help = said.helps[0].text(Lang::En);
    help.rsplit_once(": ").unwrap().1.to_owned()
}

#[test]
fn what_is_offered_can_be_typed_and_ends_the_lint() {
    let is_left = |text: &str, code: Code| {
        let checked = checked(text);
        assert!(!checked.said.has_errors(), "{text}: {:?}", checked.said);
        checked.lints.iter().any(|said| said.code == code)
    };
    for line in ["industry 3360 requires wastewater table", "行业 3360 必填 废水表"] {
        let offered = offered(&checked(line), codes::ANONYMOUS_RULE);
        assert!(!is_left(&offered, codes::ANONYMOUS_RULE), "{offered}");
    }
    let text = "rule A check staff > 0 or industry 33\n  and clean production\n";
    let part = "industry 33\n  and clean production";
    let offered = offered(&checked(text), codes::MIXED_AND_OR);
    assert_eq!(offered, "(industry 33 and clean production)");
    assert!(!is_left(&text.replace(part, &offered), codes::MIXED_AND_OR));
}

#[test]
fn half_a_text_breaks_no_lint() {
    for (_, text) in CASES {
        for (end, _) in text.char_indices().step_by(11) {
            let checked = checked(&text[..end]);
            assert!(checked.lints.iter().all(|said| said.span().is_some()));
        }
    }
}
