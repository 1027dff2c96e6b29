//! What findings say of what was most likely meant: the row of a handbook that comes nearest, the unit in which a number agrees.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed};
use shensuan_findings::Review;

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
code list 行业 also industries from \"industries.csv\"
form F also form
  one per 企业
  field 代码 also code : text
  field 行业代码 also industry : code from 行业
form 核算 also accounting
  many per 企业
  field 工艺 also process : text
  field 产品 also product : text
  field 规模 also scale : text
  field 填报量 also filed : quantity in unit from 填报单位
  field 填报单位 also filed unit : text
  field 核算量 also accounted : number in 千克
  field 保密量 also secret amount : number in 千克 private
table 手册 also handbook from \"handbook.csv\"
  keyed by 行业代码 (groups), 工艺, 产品 (any = \"所有\"), 规模 (any = \"所有规模\")
  in force 生效自 to 生效至
  field 行业代码 also handbook industry : code from 行业
  field 系数 also factor : number
";

const HANDBOOK: &str = "行业代码,工艺,产品,规模,系数,生效自,生效至\n\"3360,3411\",抛丸,所有,所有规模,1,,\n\"3360,3411\",喷砂、打磨,所有,所有规模,2,,\n3360,电镀,镀件,大,3,2019-01-01,\n";

fn review(rules: &str, rows: &str, lang: Lang) -> Review {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    write("rules.rule", &format!("{VOCABULARY}\n{rules}"));
    write("industries.csv", "code,name\n3360,表面处理\n3411,锅炉\n3982,电路\n");
    write("handbook.csv", HANDBOOK);
    write("data/dataset.toml", "period = \"2017\"\n");
    write("data/F.csv", "代码,行业代码\nE1,3360\nE2,3982\n");
    write("data/核算.csv", &format!("代码,工艺,产品,规模,填报量,填报单位,核算量,保密量\n{rows}"));
    run(folder.path(), lang)
}

fn run(folder: &Path, lang: Lang) -> Review {
    let ready = Parsed::read(&[folder.join("rules.rule")])
        .check()
        .plan()
        .unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let (data, said) = ready.open(&folder.join("data"));
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang, ..Options::default() }).unwrap()
}

/// What is said of each finding of a rule, but for the cells that it reads.
fn said(rules: &str, rows: &str) -> String {
    let mut text = String::new();
    for lang in [Lang::En, Lang::Zh] {
        for finding in review(rules, rows, lang).findings.iter().filter(|finding| finding.built_in.is_none())
        {
            let row = finding.row.as_ref().map_or(0, |cell| cell.row);
            let _ = writeln!(text, "{} {} row {row}", finding.rule, finding.subject);
            for shown in &finding.evidence {
                let file = shown.cell.as_ref().map(|cell| (cell.file.as_str(), cell.row));
                if file.is_some_and(|(file, _)| file != "handbook.csv") {
                    continue;
                }
                let place = file.map(|(file, row)| format!("  {file} row {row}")).unwrap_or_default();
                let value = shown.value.as_deref().unwrap_or("-");
                let _ = writeln!(text, "  {} = {value} {}{place}", shown.name, shown.unit);
            }
        }
    }
    text
}

#[test]
fn the_nearest_row_of_a_handbook() {
    let rules = "rule A\n  for each 核算\n  check 手册 is found\n";
    let rows =
        "E1,抛丸机,件,小,,,,\nE1,喷砂,件,小,,,,\nE1,电镀,镀件,大,,,,\nE2,抛丸,件,小,,,,\nE2,挤塑,件,小,,,,\n";
    insta::assert_snapshot!(said(rules, rows));
}

#[test]
fn a_row_that_should_not_be_there_is_named() {
    let rules = "rule A\n  for each 核算\n  check 手册 is not found or 填报量 is given\n";
    insta::assert_snapshot!(said(rules, "E1,抛丸,件,小,,,,\n"));
}

#[test]
fn the_unit_or_the_power_of_ten_by_which_two_sides_agree() {
    let rules = "rule A\n  for each 核算\n  check 填报量 ≈ 核算量 within 1%\n  check 保密量 is missing or 核算量 > 0\n";
    let rows = [
        "吨",   // 109.5 t for 109.5 kg
        "克",   // 109.5 g
        "万吨", // 109.5 × 10⁷ kg
        "千克", // agrees: no finding
    ]
    .map(|unit| format!("E1,,,,109.5,{unit},109.5,\n"))
    .concat()
        + "E1,,,,10950,千克,109.5,\nE1,,,,10.95,千克,109.5,\nE1,,,,7,千克,109.5,\nE1,,,,0,千克,109.5,\nE1,,,,5,千克,0,\nE1,,,,-10.95,千克,-109.5,\n";
    insta::assert_snapshot!(said(rules, &rows));
}

#[test]
fn nothing_is_said_of_what_is_private() {
    let rules = "rule A\n  for each 核算\n  check 保密量 ≈ 核算量 within 1%\nrule B\n  for each 核算\n  check 核算量 ≈ 保密量 within 1%\n";
    insta::assert_snapshot!(said(rules, "E1,,,,,,109.5,1095\n"));
}
