//! Texts, codes, dates, periods and places in data: what is made of a cell, and what a finding shows of it.

use std::fs;

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Options, Parsed};
use shensuan_findings::{Review, State};

use crate::road::{named, tally};

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
code list 行业分类 also industries from "industries.csv" hierarchical 门类, 大类 also division, 小类 also class
code list 状态表 also states from "states.csv"
form 基本表 also basic form
  one per 企业
  field 名称 also unit name : text
  field 行业 also industry : code from 行业分类
  field 状态 also status : code from 状态表
  field 状态文字 also status text : text
  field 地址编码 also address code : text
  field 区划 also division code : text
  field 开业 also opened : date
  field 坐标 also place : coordinates
  field 报告期 also reporting period : period
  field 上期 also period before : period optional
form 设施 also facilities
  many per 企业
  field 编号 also number of facility : text
  field 上级编号 also above : text
  field 投产 also started : date
"#;

const LISTS: [(&str, &str); 2] = [
    ("industries.csv", "code,name,parent\nC,制造业,\n33,金属制品业,C\n3360,表面处理,33\n"),
    ("states.csv", "code,name\n1,运行\n2,停产\n"),
];

const BASIC: &str = "代码,名称,行业,状态,状态文字,地址编码,区划,开业,坐标,报告期,上期\n\
    E1,深圳甲厂,3360,1,运行,440306001,440306,2019-07-01,\"113.92,22.53\",2019,2018年度\n\
    E2,乙厂,表面处理,运行,2,440307001,440306,2019年2月1日,\"113°55′12″,22°31′48″\",2019年第一季度,\n\
    E3,丙,33,,停产,,440306,去年,\"91,200\",2019-02-03,2018\n";

const FACILITIES: &str =
    "代码,编号,上级编号,投产\nE1,A1,A1,20190701\nE1,A2,ａ2,2019/8/1\nE2,B1,A1,2019/1/1\n";

fn review(rules: &str) -> Review {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in LISTS {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("a.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("基本表.csv"), BASIC).unwrap();
    fs::write(data.path().join("设施.csv"), FACILITIES).unwrap();
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    let ready = Parsed::read(&[folder.path().to_path_buf()]).check().plan().unwrap_or_else(|checked| {
        panic!(
            "{}",
            checked.said.iter().map(|said| renderer.draw(said, &checked.sources)).collect::<String>()
        )
    });
    let (data, _) = ready.open(data.path());
    ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap()
}

/// Pass, fail and undetermined of a rule.
fn counts(rule: &str) -> [usize; 3] {
    let [pass, fail, _, _, undetermined] = tally(&review(&format!("rule A {rule}\n")));
    [pass, fail, undetermined]
}

#[test]
fn texts_compare_with_texts() {
    assert_eq!(counts("check left(address code, 6) = division code"), [1, 1, 1]);
    assert_eq!(counts("check left(address code, 6) ≠ division code"), [1, 1, 1]);
    // In a row, and folded: ａ2 is A2.
    assert_eq!(counts("check above = number of facility"), [2, 1, 0]);
    // A row against its subject.
    assert_eq!(counts("check number of facility ≠ unit name"), [3, 0, 0]);
}

#[test]
fn a_code_equals_its_code_and_its_name() {
    // 1 and 运行, 运行 and 2, nothing and 停产.
    assert_eq!(counts("check status = status text"), [1, 1, 1]);
    assert_eq!(counts("check industry.class = industry"), [2, 0, 1]);
}

#[test]
fn the_class_of_a_code_is_a_code() {
    assert_eq!(counts("check industry.division in 33"), [3, 0, 0]);
    assert_eq!(counts("check industry.class = 3360"), [2, 0, 1]);
    assert_eq!(counts("check industry.class is missing"), [1, 2, 0]);
    assert_eq!(counts("check industry.division.name contains \"金属\""), [3, 0, 0]);
}

#[test]
fn functions_of_text_are_tested_like_text() {
    assert_eq!(counts("check right(unit name, 1) = \"厂\""), [2, 1, 0]);
    assert_eq!(counts("check unit name matches \"^深.*厂$\""), [1, 2, 0]);
    assert_eq!(counts("check length(address code) = 9"), [2, 0, 1]);
    assert_eq!(counts("check number(division code) > 440000"), [3, 0, 0]);
    assert_eq!(counts("check count missing(address code, opened, place, status) = 0"), [2, 1, 0]);
}

#[test]
fn dates_are_read_compared_and_shown() {
    let all = review(
        "rule A check opened < 2019-06-01\n  message \"opened {opened}, a month on {opened + 30 days}\"\n",
    );
    assert_eq!(named(&all), ["E1"]);
    assert_eq!(all.findings[0].message, "opened 2019-07-01, a month on 2019-07-31");
    assert_eq!(all.findings[0].evidence[0].value.as_deref(), Some("2019-07-01"));
    assert_eq!(all.summary.rules[0].tally.undetermined, 1);
    assert_eq!(counts("check opened in 2019-01-01..2019-06-30"), [1, 1, 1]);
    assert_eq!(counts("check (opened otherwise 2019-01-01) < 2019-06-30"), [2, 1, 0]);
    // A subject's date against those of its rows.
    assert_eq!(counts("check every facilities has started ≥ opened"), [2, 1, 0]);
    assert_eq!(counts("check started − opened ≤ 40 days"), [3, 0, 0]);
}

#[test]
fn periods_are_read_compared_and_shown() {
    let all = review(
        "rule A check reporting period ≠ \"2019-01~2019-03\"\n  message \"{reporting period} to {last day(reporting period)}\"\n",
    );
    assert_eq!(named(&all), ["E2"]);
    assert_eq!(all.findings[0].message, "2019年第一季度 to 2019-03-31");
    assert_eq!(all.findings[0].evidence[0].value.as_deref(), Some("2019年第一季度"));
    assert_eq!(all.summary.rules[0].tally.undetermined, 1);
    assert_eq!(counts("check reporting period = 2019"), [1, 1, 1]);
    assert_eq!(counts("check reporting period is \"2019年度\""), [1, 1, 1]);
    assert_eq!(counts("check days(reporting period) > 89 days"), [2, 0, 1]);
    assert_eq!(counts("check year(reporting period) = 2019"), [2, 0, 1]);
    assert_eq!(counts("check opened ≥ first day(reporting period)"), [2, 0, 1]);
    assert_eq!(counts("check first day(reporting period) = last day(period before) + 1 day"), [1, 0, 2]);
    // Blank where it is optional: there is none, which equals nothing and lies in nothing.
    assert_eq!(counts("check period before = \"2018\""), [2, 1, 0]);
    assert_eq!(counts("check reporting period ≠ period before"), [2, 0, 1]);
}

#[test]
fn days_and_periods_lie_in_periods() {
    assert_eq!(counts("check opened in reporting period"), [2, 0, 1]);
    assert_eq!(counts("check opened not in 2019H1"), [1, 1, 1]);
    assert_eq!(counts("check opened in 2019–2020"), [2, 0, 1]);
    assert_eq!(counts("check opened in 2019-02, 2019年第三季度"), [2, 0, 1]);
    assert_eq!(counts("check reporting period in (\"2018\", \"2019H1\")"), [1, 1, 1]);
    assert_eq!(counts("check period before in 2018"), [2, 1, 0]);
    // Rows against their subject; one has none.
    assert_eq!(counts("check every facilities has started in reporting period"), [3, 0, 0]);
    let named = "set 年份 also years = 2018, 2019\nconstant this year = \"2019\"\nformula of this year = reporting period in this year\n";
    let all =
        review(&format!("{named}rule A check opened in years and opened in this year and of this year\n"));
    assert_eq!(tally(&all), [2, 0, 0, 0, 1]);
}

#[test]
fn a_cell_that_is_no_date_place_or_period_is_unreadable() {
    let all = review("rule A check opened is given and place is given and reporting period is given\n");
    assert_eq!(named(&all), ["E3"]);
    assert_eq!(all.findings[0].evidence.len(), 3);
    assert!(all.findings[0].evidence.iter().all(|evidence| evidence.state == State::Unreadable));
    assert_eq!(all.unreadable.len(), 3);
}

#[test]
fn places_are_apart() {
    assert_eq!(counts("check distance(place, \"113.92,22.53\") < 1 m"), [2, 0, 1]);
    assert_eq!(counts("check distance(place, \"113.92,22.54\") in 1.1..1.12 km"), [2, 0, 1]);
}

#[test]
fn what_is_made_of_a_text_is_shown_in_a_message() {
    let all = review(
        "rule A check unit name starts with \"深\"\n  message \"{left(unit name, 1)} in {industry.division.name}\"\n",
    );
    assert_eq!(all.findings[0].message, "乙 in 金属制品业");
}

#[test]
fn the_first_and_the_last_of_dates() {
    // Of the third, who has no facility, nothing is asked.
    assert_eq!(counts("check max(facilities.started) − min(facilities.started) = 31 days"), [1, 1, 0]);
    assert_eq!(counts("check min(facilities.started) ≥ 2019-07-01"), [1, 1, 0]);
}

#[test]
fn a_constant_may_be_a_text() {
    let all = review("constant shenzhen = \"440306\"\nrule A check left(address code, 6) = shenzhen\n");
    assert_eq!(tally(&all), [1, 1, 0, 0, 1]);
    let all = review("constant running = \"运行\"\nrule A check status = running\n");
    assert_eq!(tally(&all), [2, 0, 0, 0, 1]);
}

#[test]
fn a_group_of_fields_counts_each() {
    let group = "form 表 also sheet\n  one per 企业\n  field 甲1 : integer\n  field 甲2 : integer\n  field 甲3 : integer\n  field group 甲 = 甲1 to 甲3\n";
    let case = "case A\n  given 甲1 = 5, 甲3 = 7\n  expect pass\n";
    let rules = format!("{VOCABULARY}\n{group}\nrule A check count missing(甲) = 1 and first given(甲) = 5\n\n{case}")
        .replace("code list 行业分类 also industries from \"industries.csv\" hierarchical 门类, 大类 also division, 小类 also class\n", "")
        .replace("code list 状态表 also states from \"states.csv\"\n", "")
        .replace("code from 行业分类", "text")
        .replace("code from 状态表", "text");
    let ready = Parsed::of_text("a.rule", &rules)
        .check()
        .plan()
        .unwrap_or_else(|checked| panic!("{:?}", checked.said));
    assert!(ready.case(&ready.model.cases[0]).complaint.is_none());
}

#[test]
fn a_formula_of_text_is_a_name_for_it() {
    let all = review("formula prefix = left(address code, 6)\nrule A check prefix = division code\n");
    assert_eq!(tally(&all), [1, 1, 0, 0, 1]);
    assert!(all.values.is_empty());
}
