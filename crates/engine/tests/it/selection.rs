//! Some subjects alone: whatever is asked across subjects, they are told what a review of all tells them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed, Ready, Selection};
use shensuan_findings::{Review, Tally};

const RULES: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 行业 also industry : text
  field 人数 also staff : integer
  field 供方 also supplier : text
form 年报 also annual
  many per 企业 keyed by 年份
  field 年份 also year : integer
  field 产量 also output : number in t

rule PEERS check staff ≤ 2 × median(staff) by industry (at least 2)
rule RANK check rank(staff) by industry (at least 1) > 1
rule ROWS
  for each annual
  check output ≤ mean(output) by year
rule SHARE check share(staff > 3) by industry (at least 1) > 50%
rule FOUND check annual[supplier, 2019].output > 4 t
rule BEFORE
  for each annual
  check annual[year − 1].output > 2 t
rule TWINS check unique by industry, staff
rule JOINED
  for each annual
  check any annual where annual.output = 4 t
rule ALL check sum(staff) < 20
formula relative staff = staff ÷ mean(staff) by industry
statistic staff by industry = sum(staff) by industry
";

const F: &str = "代码,行业,人数,供方
A,x,1,B
B,x,2,C
C,x,9,A
D,y,4,E
E,y,4,Z
G,z,,A
H,,3,B
";

const ANNUAL: &str = "代码,年份,产量
A,2018,1
A,2019,2
B,2018,3
B,2019,8
C,2019,4
D,2019,5
E,2018,
H,2019,x
,2019,1
";

fn ready(folder: &Path) -> Ready {
    fs::write(folder.join("F.csv"), F).unwrap();
    fs::write(folder.join("年报.csv"), ANNUAL).unwrap();
    let checked = Parsed::of_text("a.rule", RULES).check();
    assert!(!checked.said.has_errors(), "{:?}", checked.said);
    checked.plan().unwrap()
}

fn review(ready: &Ready, folder: &Path, selection: &Selection, threads: usize) -> Review {
    let (data, said) = selection.of(ready.open(folder).0);
    assert!(said.is_empty(), "{said:?}");
    ready.review(&data, Options { lang: Lang::En, threads: Some(threads), ..Options::default() }).unwrap()
}

/// What a review says of these subjects, and of nobody.
fn said_of(review: &Review, wanted: &BTreeSet<&str>) -> [Vec<String>; 3] {
    let of = |subject: &str| subject.is_empty() || wanted.contains(subject);
    [
        review.findings.iter().filter(|one| of(&one.subject)).map(|one| format!("{one:?}")).collect(),
        review.undetermined.iter().filter(|one| of(&one.subject)).map(|one| format!("{one:?}")).collect(),
        review.values.iter().filter(|one| of(&one.subject)).map(|one| format!("{one:?}")).collect(),
    ]
}

fn sum(tallies: &[Tally]) -> [usize; 5] {
    tallies.iter().fold([0; 5], |sum, tally| {
        [
            sum[0] + tally.pass,
            sum[1] + tally.fail,
            sum[2] + tally.when_false,
            sum[3] + tally.not_filed + tally.not_supplied,
            sum[4] + tally.undetermined,
        ]
    })
}

#[test]
fn a_selected_subject_is_told_what_a_review_of_all_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let ready = ready(folder.path());
    let whole = review(&ready, folder.path(), &Selection::default(), 1);
    // Rows of nobody are not told to somebody; all else of the data set is.
    let whole_findings = |wanted: &BTreeSet<&str>| {
        let mut said = said_of(&whole, wanted);
        let keyless = whole.findings.iter().find(|one| one.built_in.is_some() && one.subject.is_empty());
        let keyless = format!("{:?}", keyless.unwrap());
        said[0].retain(|one| *one != keyless);
        said
    };
    let subjects = ["A", "B", "C", "D", "E", "G", "H"];
    let mut parts = vec![Vec::new(); whole.summary.rules.len()];
    for subject in subjects {
        let only = Selection { only: vec![subject.to_owned()], sample: None };
        let wanted = BTreeSet::from([subject]);
        for threads in [1, 3] {
            let part = review(&ready, folder.path(), &only, threads);
            assert_eq!(said_of(&part, &wanted), whole_findings(&wanted), "{subject}");
            assert_eq!(said_of(&part, &subjects.into()), said_of(&part, &wanted), "{subject}");
            assert_eq!((part.summary.subjects, part.statistics.len()), (1, 0));
            assert_eq!(part.summary.findings, part.findings.len());
        }
        let part = review(&ready, folder.path(), &only, 1);
        parts.iter_mut().zip(&part.summary.rules).for_each(|(parts, rule)| parts.push(rule.tally));
    }
    // The parts add up; but what is judged once for the data set is so in each.
    for (rule, parts) in whole.summary.rules.iter().zip(&parts) {
        let parts = if rule.rule == "ALL" { &parts[..1] } else { parts };
        assert_eq!(sum(parts), sum(&[rule.tally]), "{}", rule.rule);
        assert!(rule.tally.pass + rule.tally.fail > 0, "{}", rule.rule);
    }
    let two = Selection { only: vec!["C".to_owned(), "a".to_owned()], sample: None };
    let wanted = BTreeSet::from(["A", "C"]);
    assert_eq!(said_of(&review(&ready, folder.path(), &two, 2), &wanted), whole_findings(&wanted));
}

#[test]
fn a_sample_is_told_what_a_review_of_all_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let ready = ready(folder.path());
    let whole = review(&ready, folder.path(), &Selection::default(), 1);
    for sample in 1..=7 {
        let part = review(&ready, folder.path(), &Selection { only: Vec::new(), sample: Some(sample) }, 2);
        let values = part.values.iter().filter(|value| value.form.is_none());
        let wanted: BTreeSet<&str> = values.map(|value| value.subject.as_str()).collect();
        assert_eq!((part.summary.subjects, wanted.len()), (sample, sample));
        let [_, undetermined, values] = said_of(&whole, &wanted);
        assert_eq!(said_of(&part, &wanted)[1..], [undetermined, values]);
        assert_eq!(part.statistics.is_empty(), sample < 7);
    }
}
