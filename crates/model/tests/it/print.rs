//! The canonical print: what means the same prints the same.

use crate::sample::{checked, model};

const ZH: &str = "常量 上限 又称 limit = 80%
集合 金属 又称 metals = 33
公式 核算排放量 = 产量 × 产污系数 × (1 − 去除效率)
  又称 emission
  单位 吨

规则 R1 「甲」
  标题 英文 “first”
  当 行业 属于 金属 且 运行状态 为 「运行」
  要求 合计(排放口.排水量 其中 排放口编号 含 “W”) 不超过 取水量
  要求 如果 从业人数 大于 0 则 取水量 有值
  级别 强制
  说明 “{取水量}”
  依据 「一」

规则 R2
  逐行 核算表
  令 差 = 填报排放量 − 核算排放量
  要求 差 不超过 0

规则 R3
  当 报告期 = 2017
  要求 开业日期 不属于 报告期 且 报告期 属于 (2017年上半年、2018年度)
  要求 期末(报告期) − 期初(报告期) 小于 期间天数(报告期)
";

const EN: &str = "# the same in English, in another order of aliases and lines
set metals also 金属 = 33
constant limit also 上限 = 80%
formula emission = output × coefficient × (1 − removal efficiency)
  unit t
  also 核算排放量

rule R1 \"甲\"
  severity mandatory
  title en \"first\"
  basis \"一\"
  when industry in metals and operating status is \"运行\"
  check sum(outlets.outlet discharge where outlet number contains \"W\") ≤ water intake
  check if staff > 0 then water intake is given   # 注
  message \"{water intake}\"

rule R2
  for each accounting table
  let difference = reported emission − emission
  check difference ≤ 0

rule R3
  when reporting period = 2017年度
  check opened not in reporting period and reporting period in (2017H1, \"2018\")
  check last day(reporting period) − first day(reporting period) < days(reporting period)
";

#[test]
fn both_languages_print_alike() {
    let (zh, en) = (model(ZH), model(EN));
    assert_eq!(zh.print(), en.print());
    assert!(zh.print_rules().lines().count() > 12, "{}", zh.print_rules());
}

#[test]
fn places_and_comments_are_not_in_it() {
    let text = "rule A check staff ≥ 0\nrule B check water intake ≥ 1 m³\n";
    let moved = format!("# first\n\n\n{}", text.replace('\n', "   # 注\n\n").replace("check", "\n  check"));
    assert_eq!(model(text).print(), model(&moved).print());
}

#[test]
fn another_meaning_prints_otherwise() {
    let all = [
        "rule A check staff ≥ 0\n",
        "rule A check staff > 0\n",
        "rule A check staff ≥ 1\n",
        "rule B check staff ≥ 0\n",
        "rule A check staff ≥ 0\n  severity mandatory\n",
        "rule A check staff ≥ 0\n  when staff is given\n",
        "rule A check water intake ≥ 1 m³\n",
        "rule A check water intake ≥ 1 L\n",
        "rule A check (staff otherwise 0) ≥ 0\n",
        "rule A check industry in 33\n",
        "rule A check industry = 33\n",
    ];
    let printed: std::collections::BTreeSet<String> = all.iter().map(|text| model(text).print()).collect();
    assert_eq!(printed.len(), all.len());
}

#[test]
fn the_order_of_aliases_is_not_in_it() {
    let forms = |aliases: &str| {
        format!(
            "subject 户 also household keyed by 号\nform 表{aliases}\n  one per 户\n  field 数 also n, number of all : number\n"
        )
    };
    let read = |text: &str| {
        let (tree, said) = shensuan_syntax::parse(shensuan_diagnostics::SourceId(0), text);
        assert!(said.is_empty());
        shensuan_model::check(&[tree], &shensuan_model::CodeFiles::new()).0.print()
    };
    assert_eq!(read(&forms(" also F-1, 甲表, form")), read(&forms(" also form, 甲表, F-1")));
}

#[test]
fn the_spelling_of_a_unit_that_a_case_gives_is_not_in_it() {
    let given = |value: &str| {
        let text = format!(
            "subject 户 also household keyed by 号\nform 表\n  many per 户\n  field 量 : quantity in unit from 单位名\n  field 单位名 : text\nrule A\n  for each 表\n  check 量 > 0\ncase A\n  given 表: 量 = {value}\n  expect pass\n"
        );
        let (tree, said) = shensuan_syntax::parse(shensuan_diagnostics::SourceId(0), &text);
        assert!(said.is_empty());
        let (model, said) = shensuan_model::check(&[tree], &shensuan_model::CodeFiles::new());
        assert!(!said.has_errors(), "{said:?}");
        model.print()
    };
    assert_eq!(given("5 吨"), given("5 t"));
    assert_eq!(given("5 千克/吨-产品"), given("5 kg/t-产品"));
    assert_ne!(given("5 吨"), given("5 kg"));
}

#[test]
fn what_builds_on_itself_again_and_again_stays_small() {
    let doubling = |head: &str, word: &str| {
        let lines = (1..60).map(|n| format!("{word} f{n} = f{} + f{}\n", n - 1, n - 1));
        format!("{head}{}", lines.collect::<String>())
    };
    let formulas = doubling("formula f0 = water intake\n", "formula") + "rule A check f59 > 0\n";
    let lets = doubling("rule A\n  let f0 = water intake\n", "  let") + "  check f59 > 0\n";
    for text in [formulas, lets] {
        assert!(checked(&text).said.is_empty());
        assert!(model(&text).print().len() < 20_000);
    }
    let chain: String = (1..5000).map(|n| format!("formula f{n} = f{} + 1 m³\n", n - 1)).collect();
    let said = checked(&format!("formula f0 = water intake\n{chain}")).said;
    let said: Vec<_> = said.iter().map(|said| said.code.row().number).collect();
    assert_eq!(said, ["E0604"]);
}
