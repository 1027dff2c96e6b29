//! External lists, from files to findings: `examples/directory` shows what works, here is what does not.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Diagnostics, Lang, Renderer};
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::Review;

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 名称 also unit name : text
  rows 排放口 also outlets
    field 口名 also outlet name : text
table 名单 also list from data
  field 证号 also number : text
  field 名 also name : text
set 通用词 also stop words = \"公司\"
set 数 also numbers = 1, 2
";

const KNOWN: &str = "rule A
  for each list
  check any enterprise where code = list.number or unit name similar to list.name without stop words (0.8)
";

fn shown(said: &Diagnostics, sources: &shensuan_diagnostics::SourceMap, folder: &Path) -> String {
    let texts: Vec<String> = [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            said.iter().map(move |one| Renderer { lang, width: 300, colour: false }.draw(one, sources))
        })
        .collect();
    texts.join("\n").replace(&folder.display().to_string(), "FOLDER")
}

fn complaints(rules: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    let checked = Parsed::read(&[folder.path().to_owned()]).check();
    let mut errors = Diagnostics::default();
    let error = shensuan_diagnostics::codes::Severity::Error;
    checked
        .said
        .iter()
        .filter(|said| said.code.row().severity == error)
        .for_each(|said| errors.push(said.clone()));
    shown(&errors, &checked.sources, folder.path())
}

#[test]
fn what_nothing_ties_together() {
    let rules = "rule A
  for each list
  check any enterprise where unit name ≠ list.name
rule B
  for each list
  check count(enterprise) > 3
rule C check any list where name = name
rule D check count(list) > 3
rule E
  for each list
  check any outlets where outlet name contains \"x\"
rule F
  for each list
  check any enterprise where code = list.number or unit name contains \"x\"
rule G
  for each list
  check unit name = name
rule H check list.name = unit name
rule I check unit name similar to code without numbers (0.9)
";
    insta::assert_snapshot!(complaints(rules));
}

fn reviewed(list: Option<&[u8]>, threads: usize) -> (Review, String) {
    let folder = tempfile::tempdir().unwrap();
    let ready = ready(folder.path());
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("F.csv"), "代码,名称\nE1,海天公司\nE2,福田五金厂\n").unwrap();
    if let Some(list) = list {
        fs::write(data.join("名单.csv"), list).unwrap();
    }
    let (data, said) = ready.open(&data);
    let options = Options { threads: Some(threads), ..Options::default() };
    (ready.review(&data, options).unwrap(), shown(&said, &ready.sources, folder.path()))
}

fn ready(folder: &Path) -> Ready {
    fs::write(folder.join("rules.rule"), format!("{VOCABULARY}\n{KNOWN}")).unwrap();
    Parsed::read(&[folder.to_owned()]).check().plan().unwrap()
}

const LIST: &str = "证号,名\nE1,别名\nX,海天\nX,福田五金\nX,罗湖\n";

#[test]
fn a_list_is_judged_row_by_row_with_any_number_of_threads() {
    let (review, said) = reviewed(Some(LIST.as_bytes()), 1);
    assert_eq!(said, "");
    let tally = review.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail), (3, 1));
    let finding = &review.findings[0];
    assert!(finding.subject.is_empty() && finding.form.is_some());
    assert_eq!(finding.row.as_ref().unwrap().row, 5);
    assert_eq!(reviewed(Some(LIST.as_bytes()), 3).0.findings, review.findings);
}

#[test]
fn a_list_in_another_encoding_is_read_like_a_form() {
    // 证号,名 / E1,别名 / X,海天 as GB18030.
    let bytes = [
        b"\xd6\xa4\xba\xc5,\xc3\xfb\nE1,\xb1\xf0\xc3\xfb\nX,\xba\xa3\xcc\xec\n".as_slice(),
        b"X,\xc2\xde\xba\xfe\n".as_slice(),
    ]
    .concat();
    let (review, said) = reviewed(Some(&bytes), 1);
    assert_eq!(said, "");
    let tally = review.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail), (2, 1));
}

#[test]
fn without_its_list_nothing_is_judged() {
    let (review, _) = reviewed(None, 1);
    let tally = review.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail, tally.undetermined), (0, 0, 0));
}
