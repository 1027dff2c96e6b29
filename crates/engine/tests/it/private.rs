//! A private cell, and all that is computed from it, stays out of every output.

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Review, State, summary_json, write_findings, write_findings_jsonl, write_undetermined,
    write_undetermined_jsonl, write_unreadable, write_values, write_values_jsonl,
};

use crate::road::review_with;

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 名称 also unit name   : text
  field 私 also secret        : text private
  field 秘 also secret number : number in t private
"#;

/// No text of these may come out.
const FILES: &[(&str, &str)] = &[("F.csv", "代码,名称,私,秘\n1,a,密文,4321\n2,b,,约4321\n")];

fn judged(rules: &str) -> Review {
    review_with(VOCABULARY, rules, FILES)
}

/// Everything that is written.
fn written(review: &Review) -> String {
    let mut out = Vec::new();
    let lang = Lang::En;
    write_findings(&mut out, &review.findings, "enterprise", lang).unwrap();
    write_undetermined(&mut out, &review.undetermined, "enterprise", lang).unwrap();
    write_values(&mut out, &review.values, "enterprise", lang).unwrap();
    write_unreadable(&mut out, &review.unreadable, lang).unwrap();
    write_findings_jsonl(&mut out, &review.findings).unwrap();
    write_undetermined_jsonl(&mut out, &review.undetermined).unwrap();
    write_values_jsonl(&mut out, &review.values).unwrap();
    let mut text = String::from_utf8(out).unwrap();
    text.push_str(&summary_json(&review.summary).unwrap());
    text
}

#[test]
fn what_is_computed_from_a_private_cell_is_private() {
    let all = judged(
        "rule A
  check secret number < 5 t
  check double < 5 t
  check unit name = \"x\"
  message \"{unit name}: {secret}, {secret number}, {secret number × 1}, {double}\"
formula double = secret number × 2
formula again = double + 1 t
",
    );
    assert_eq!(all.findings[0].message, "a: ***, ***, ***, ***");
    let evidence: Vec<(&str, Option<&str>)> =
        all.findings[0].evidence.iter().map(|cell| (cell.name.as_str(), cell.value.as_deref())).collect();
    assert_eq!(evidence, [("double", Some("***")), ("unit name", Some("a"))]);
    let values: Vec<(Option<f64>, bool)> =
        all.values.iter().map(|value| (value.value, value.private)).collect();
    assert_eq!(values, [(None, true), (None, false), (None, true), (None, false)]);
    assert_eq!((all.summary.values, all.summary.values_missing), (4, 2));
    let out = written(&all);
    for text in ["4321", "8642", "8643", "密文"] {
        assert!(!out.contains(text), "{text} in {out}");
    }
}

#[test]
fn that_a_private_cell_is_missing_or_unreadable_is_told() {
    let all = judged("rule A\n  check secret is given\n  check secret number > 0\n");
    let evidence: Vec<(State, Option<&str>)> =
        all.findings[0].evidence.iter().map(|cell| (cell.state, cell.value.as_deref())).collect();
    assert_eq!(evidence, [(State::Missing, None), (State::Unreadable, Some("***"))]);
    let all = judged("rule A check secret number > 0\n");
    let lacking = &all.undetermined[0].lacking[0];
    assert_eq!((lacking.state, lacking.value.as_deref()), (State::Unreadable, Some("***")));
    assert!(!written(&all).contains("4321"));
}

#[test]
fn a_message_that_says_nothing_is_replaced() {
    for message in ["{secret}", "{secret number}", " "] {
        let all = judged(&format!("rule A\n  check unit name = \"x\"\n  message \"{message}\"\n"));
        assert_eq!(all.findings[0].message, "does not hold: unit name = \"x\"");
    }
}

#[test]
fn a_key_that_a_private_cell_holds_is_hidden() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 名称 also unit name : text
  field 私 also secret      : text private
table 名单 also roll from data keyed by 私
  field 数 also figure : number
table 册 also book from data keyed by 号
  field 号 also entry : text
  field 值 also worth : number
";
    let rules = "rule A check roll.figure > 100
rule B check book[secret].worth > 100
rule C check roll[unit name].figure > 100
";
    let files = [
        ("F.csv", "代码,名称,私\n1,a,密文\n2,b,密件\n"),
        ("名单.csv", "私,数\n密文,5\n"),
        ("册.csv", "号,值\n密文,6\n"),
    ];
    let all = review_with(vocabulary, rules, &files);
    assert_eq!(all.findings[0].evidence[0].name, "roll[***].figure");
    assert_eq!(all.findings[1].evidence[0].name, "book[***].worth");
    let out = written(&all);
    assert!(!out.contains("密"), "{out}");
}

/// Nor does what is wrong with a table say what stands in it.
#[test]
fn a_complaint_about_a_table_hides_its_private_cells() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "subject 企业 also enterprise keyed by 代码
form F
  one per 企业
  field 私 also secret : text private
table 名册 also roll from \"roll.csv\" keyed by 私
  field 私 also secret : text private
  field 数 also figure : integer
";
    std::fs::write(folder.path().join("a.rule"), rules).unwrap();
    std::fs::write(folder.path().join("roll.csv"), "私,数\n密文,1\n密文,2\n另一密文,x\n").unwrap();
    let checked = shensuan_engine::Parsed::read(&[folder.path().to_owned()]).check();
    for lang in [Lang::Zh, Lang::En] {
        let renderer = shensuan_diagnostics::Renderer { lang, width: 100, colour: false };
        let drawn: String = checked.said.iter().map(|said| renderer.draw(said, &checked.sources)).collect();
        assert!(drawn.contains("E0742") && drawn.contains("E0744") && drawn.contains("***"), "{drawn}");
        assert!(!drawn.contains("密文"), "{drawn}");
    }
}
