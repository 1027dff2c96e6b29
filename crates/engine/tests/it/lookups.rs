//! Tables and look-ups, from files to findings: `examples/look-ups` shows what works, here is what does not.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Diagnostics, Lang, Renderer};
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{Review, State};

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
code list 行业分类 from \"industries.csv\" hierarchical 大类, 小类
form F also form
  one per 企业
  field 代码 also code : text
  field 行业 also industry : code from 行业分类
  field 环节 also step : text exact
  field 规模 also size : number in t
  field 供方 also supplier : text
form 年报 also annual
  many per 企业 keyed by 年份
  field 年份 also year : integer
  field 产量 also output : number in t
table 手册 also handbook from \"handbook*.csv\"
  keyed by 行业 (groups), 环节, 规模 (ranges)
  field 系数 also factor : number
table 名单 also list from data keyed by 代码
  field 数量 also amount : number in t
";

const INDUSTRIES: &str = "code,name,parent\n33,甲类,\n3311,甲,33\n3360,乙,33\n36,丙类,\n3610,丙,36\n";

fn book(folder: &Path, rules: &str, handbook: &str) -> Parsed {
    fs::write(folder.join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    fs::write(folder.join("industries.csv"), INDUSTRIES).unwrap();
    fs::write(folder.join("handbook-1.csv"), handbook).unwrap();
    Parsed::read(&[folder.to_owned()])
}

fn shown(said: &Diagnostics, sources: &shensuan_diagnostics::SourceMap, folder: &Path) -> String {
    let texts: Vec<String> = [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            said.iter().map(move |one| Renderer { lang, width: 300, colour: false }.draw(one, sources))
        })
        .collect();
    texts.join("\n").replace(&folder.display().to_string(), "FOLDER")
}

/// What is said of a handbook.
fn complaints(rules: &str, handbook: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let checked = book(folder.path(), rules, handbook).check();
    shown(&checked.said, &checked.sources, folder.path())
}

const HEAD: &str = "行业,环节,规模,系数\n";

#[test]
fn rows_that_one_key_finds_alike_are_shown_both() {
    let handbook =
        format!("{HEAD}3311,焊接,0..10,1\n33,焊接,5..20,2\n3311,焊接,10..20,3\n3311,焊接,0..10,4\n");
    insta::assert_snapshot!(complaints("", &handbook));
}

#[test]
fn cells_that_mean_nothing_are_located() {
    let handbook = format!("{HEAD}9999,焊接,1,1\n3311,焊接,viele,2\n3311,,1,3\n3610,焊接,1,x\n");
    insta::assert_snapshot!(complaints("", &handbook));
}

#[test]
fn a_table_without_its_key_column() {
    insta::assert_snapshot!(complaints("", "行业,系数\n3311,1\n"));
}

#[test]
fn what_cannot_be_looked_up() {
    let rules = "rule A check handbook > 1
rule B check handbook[industry].factor > 1
rule C check handbook[industry, size, size].factor > 1
rule D check factor > 1
rule E check form[code, code].size > 1 t
rule F check size is found
rule G check handbook[industry, step, size] > 1
rule H check handbook.nothing > 1
rule I check annual[year − 1].output > 1 t
rule J
  for each handbook
  check factor > 1
table K from data
table L keyed by code
table M from data keyed by step (groups), code (ranges)
table N from \"nowhere*.csv\" keyed by code
";
    insta::assert_snapshot!(complaints(rules, HEAD));
}

fn ready(folder: &Path, rules: &str, handbook: &str) -> Ready {
    book(folder, rules, handbook).check().plan().unwrap_or_else(|checked| panic!("{:?}", checked.said))
}

fn review(ready: &Ready, folder: &Path) -> Review {
    let (data, said) = ready.open(folder);
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap()
}

#[test]
fn the_most_specific_row_and_what_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "formula 查得系数 = handbook.factor\nformula 供方规模 = form[supplier].size\n
rule A\n  check amount of list ≥ 0\n";
    let rules = rules.replace("amount of list ≥ 0", "list.amount ≥ 0 t");
    let handbook = format!("{HEAD}33,焊接,<10,1\n3311,焊接,<10,2\n33,焊接,≥10,3\n\"33,36\",涂装,1,4\n");
    let ready = ready(folder.path(), &rules, &handbook);
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let rows = "代码,行业,环节,规模,供方\nE1,3311,焊接,5,e2\nE2,3360,焊接,5,E9\nE3,甲,焊接,10,E1\nE4,3610,涂装,1,\nE5,3610,焊接,1,E1\nE6,3311,焊接,,E1\n";
    fs::write(data.join("F.csv"), rows).unwrap();
    let found = review(&ready, &data);
    let values = |name: &str| -> Vec<Option<f64>> {
        found.values.iter().filter(|value| value.name == name).map(|value| value.value).collect()
    };
    // E5's keys find nothing, E6 has no size.
    let factors = [Some(2.0), Some(1.0), Some(3.0), Some(4.0), None, None];
    assert_eq!(values("查得系数"), factors);
    assert_eq!(values("供方规模"), [Some(5.0), None, Some(5.0), None, Some(5.0), Some(5.0)]);
    let states: Vec<Vec<State>> = found
        .values
        .iter()
        .filter(|value| value.name == "查得系数" && value.value.is_none())
        .map(|value| value.lacking.iter().map(|cell| cell.state).collect())
        .collect();
    assert_eq!(states, [vec![State::NotFound], vec![State::Missing]]);
    // The list is not supplied.
    let tally = found.summary.rules[0].tally;
    assert_eq!((tally.not_supplied, tally.not_filed, tally.undetermined), (6, 0, 0));
    // With a list it is; who is not in it is undetermined.
    fs::write(data.join("名单.csv"), "代码,数量\ne1,1\nE2,-1\n").unwrap();
    let tally = review(&ready, &data).summary.rules[0].tally;
    assert_eq!((tally.not_supplied, tally.pass, tally.fail, tally.undetermined), (0, 1, 1, 4));
    // A doubled key of a list is an error that shows both rows.
    fs::write(data.join("list.csv"), "代码,数量\nE1,2\n").unwrap();
    let (_, said) = ready.open(&data);
    insta::assert_snapshot!(shown(&said, &ready.sources, folder.path()));
}

#[test]
fn another_row_of_the_same_subject() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "formula 增长 = 产量 − 年报[年份 − 1].产量\nrule A\n  for each annual\n  when annual[year − 1] is found\n  check output ≥ annual[year − 1].output\n";
    let ready = ready(folder.path(), rules, HEAD);
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("F.csv"), "代码,行业\nE1,3311\nE2,3311\n").unwrap();
    // E1 has 2017 twice: which of them is meant cannot be said.
    let rows = "代码,年份,产量\nE1,2016,5\nE1,2017,4\nE1,2017,4\nE1,2018,9\nE2,2015,1\nE2,2016,7\n";
    fs::write(data.join("年报.csv"), rows).unwrap();
    let found = review(&ready, &data);
    let values: Vec<Option<f64>> = found.values.iter().map(|value| value.value).collect();
    assert_eq!(values, [None, Some(-1.0), Some(-1.0), None, None, Some(6.0)]);
    let tally = found.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail, tally.when_false), (1, 2, 3));
}

#[test]
fn a_missed_look_up_may_count_as_failure() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "rule A\n  check list.amount ≥ 0 t\n  missing counts as failure\n
case A \"not in the list\"\n  given code = \"E1\", step = \"a\"\n  given list: 代码 = \"E2\", amount = 1 t\n  expect fail\n
case A \"in the list\"\n  given code = \"E1\"\n  given list: 代码 = \"ｅ1\", amount = 1 t\n  expect pass\n
case A \"no list\"\n  given code = \"E1\"\n  expect not applicable\n
case A \"a row of its own\"\n  given step = \"a\"\n  given list: amount = −1 t\n  expect fail\n";
    let ready = ready(folder.path(), rules, HEAD);
    assert_eq!(ready.model.cases.len(), 4);
    for case in &ready.model.cases {
        let result = ready.case(case);
        assert!(result.complaint.is_none(), "{:?}: {:?}", case.title, result.found);
    }
}

#[test]
fn editions_need_a_period() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "table 版 also editions from data keyed by 行业\n  field 值 also worth : number\n  in force 起日 to 止日\nformula 现值 = editions.worth\n";
    let ready = ready(folder.path(), rules, HEAD);
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("F.csv"), "代码,行业\nE1,3311\n").unwrap();
    let rows = "行业,值,起日,止日\n3311,1,,2016-12-31\n3311,2,2017-01-01,2017-12-31\n3311,3,2018-01-01,\n";
    fs::write(data.join("版.csv"), rows).unwrap();
    let (_, said) = ready.open(&data);
    insta::assert_snapshot!(shown(&said, &ready.sources, folder.path()));
    for (period, worth) in [("2015", 1.0), ("2017", 2.0), ("2017Q4", 2.0), ("2019H1", 3.0)] {
        fs::write(data.join("dataset.toml"), format!("period = \"{period}\"\n")).unwrap();
        assert_eq!(review(&ready, &data).values[0].value, Some(worth), "{period}");
    }
    fs::write(data.join("dataset.toml"), "period = \"bald\"\n").unwrap();
    let (_, said) = ready.open(&data);
    insta::assert_snapshot!(shown(&said, &ready.sources, folder.path()));
}

#[test]
fn nothing_is_said_of_a_table_that_is_not_supplied() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 名称 also unit name : text
table 名单 also list from data keyed by 代码
  field 数量 also amount : number
  field 类 also sort : text
formula 数 also found amount = list.amount otherwise 0
";
    let rules = [
        "list.amount otherwise 0 > 1",
        "found amount > 1",
        "list.amount is given",
        "list.amount is missing",
        "list.sort is given",
        "list.sort is missing",
        "list is not found",
        "if list.amount is given then unit name = \"x\" else unit name = \"a\"",
    ];
    for rule in rules {
        let rule = format!("rule A check {rule}\n");
        let found = crate::road::review_with(vocabulary, &rule, &[("F.csv", "代码,名称\nE1,a\n")]);
        let tally = found.summary.rules[0].tally;
        assert_eq!((tally.not_supplied, tally.pass, tally.fail, tally.undetermined), (1, 0, 0, 0), "{rule}");
    }
}

#[test]
fn a_written_key_of_a_code_is_a_code_or_its_name() {
    let handbook = format!("{HEAD}3360,焊接,<10,1\n33,焊接,<10,2\n");
    let folder = tempfile::tempdir().unwrap();
    let rules =
        "formula 一 = handbook[3360, step, size].factor\nformula 二 = handbook[\"乙\", step, size].factor
formula 三 = handbook[\" 3311\", step, size].factor\n";
    let ready = ready(folder.path(), rules, &handbook);
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("F.csv"), "代码,行业,环节,规模\nE1,3610,焊接,5\n").unwrap();
    let values: Vec<Option<f64>> = review(&ready, &data).values.iter().map(|value| value.value).collect();
    assert_eq!(values, [Some(1.0), Some(1.0), Some(2.0)]);
    let said = complaints("rule A check handbook[9999, step, size].factor > 1\n", HEAD);
    assert!(said.contains("E0204") && said.contains("9999"), "{said}");
}

#[test]
fn a_row_of_a_table_without_a_key_says_which_one() {
    let folder = tempfile::tempdir().unwrap();
    let ready = ready(folder.path(), "", &format!("{HEAD}3360,焊接,<10,1\n33,,<10,2\n"));
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("F.csv"), "代码,行业\nE1,3610\n").unwrap();
    let found = review(&ready, &data);
    let [finding] = &found.findings[..] else { panic!("{:?}", found.findings) };
    assert_eq!(finding.message, "`step` is blank, so no key finds this row of the table `handbook`");
    assert_eq!(finding.evidence[0].name, "step");
}

#[test]
fn rows_that_disagree_are_no_blank_that_counts_as_failure() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 水 also water : number
";
    let rule = "rule A\n  check water ≤ 11\n  missing counts as failure\n";
    let files = [("F.csv", "代码,水\nE1,5\nE1,6\nE2,\nE3,5\nE4,\nE4,5\n")];
    let found = crate::road::review_with(vocabulary, rule, &files);
    let tally = found.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail, tally.undetermined), (1, 1, 2));
}
