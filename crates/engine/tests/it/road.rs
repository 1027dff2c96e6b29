//! A rulebook and a data set in a folder of their own.

use std::fs;

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Options, Parsed};
use shensuan_findings::{Finding, Review, Tally};

pub const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
form 基本表 also basic form
  one per 企业
  field 名称 also unit name    : text
  field 人数 also staff        : integer
  field 治理 also treats water : yes/no
form 水表 also water form
  one per 企业
  field 取水 also intake       : number in m³
  field 排水 also discharge    : number in m³
form 核算 also accounts
  many per 企业
  field 产量 also output       : number in t
  field 系数 also coefficient  : number in kg/t
  field 效率 also efficiency   : percent
  field 环节 also step         : text
"#;

/// Three enterprises, of whom the last has filed nothing but the basic form.
pub const BASIC: &str = "代码,名称,人数,治理\nE1,甲,10,是\nE2,乙,0,否\nE3,丙,,\n";
pub const WATER: &str = "代码,取水,排水\nE1,100,80\nE2,50,60\n";
pub const ACCOUNTS: &str = "代码,产量,系数,效率,环节\nE1,10,2,50,涂装\nE1,20,2,,下料\nE2,5,3,100,涂装\n";

pub const ALL: &[(&str, &str)] = &[("基本表.csv", BASIC), ("水表.csv", WATER), ("核算.csv", ACCOUNTS)];

/// The files of [`ALL`], one of them replaced.
pub fn with<'a>(name: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    ALL.iter().map(|(file, before)| if *file == name { (name, text) } else { (*file, *before) }).collect()
}

/// Rules over a vocabulary of their own.
pub fn review_with(vocabulary: &str, rules: &str, files: &[(&str, &str)]) -> Review {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    reviewed(vocabulary, rules, &files, Lang::En)
}

/// The same in a language.
pub fn review_in(lang: Lang, vocabulary: &str, rules: &str, files: &[(&str, &str)]) -> Review {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    reviewed(vocabulary, rules, &files, lang)
}

pub fn review(rules: &str, files: &[(&str, &str)]) -> Review {
    review_bytes(
        rules,
        &files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect::<Vec<_>>(),
    )
}

pub fn review_bytes(rules: &str, files: &[(&str, Vec<u8>)]) -> Review {
    reviewed(VOCABULARY, rules, files, Lang::En)
}

fn reviewed(vocabulary: &str, rules: &str, files: &[(&str, Vec<u8>)], lang: Lang) -> Review {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let checked = Parsed::of_text("rules.rule", &format!("{vocabulary}\n{rules}")).check();
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    let ready = checked.plan().unwrap_or_else(|checked| {
        let drawn: Vec<String> =
            checked.said.iter().map(|said| renderer.draw(said, &checked.sources)).collect();
        panic!("{}", drawn.join("\n"))
    });
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let [review, shared] = [1, 3].map(|threads| {
        ready
            .review(&data, Options { lang, threads: Some(threads), partial: false, ..Options::default() })
            .unwrap()
    });
    assert_eq!(review, shared, "threads show in no result");
    review
}

/// `[pass, fail, when false, not filed, undetermined]` of the first rule.
pub fn tally(review: &Review) -> [usize; 5] {
    let Tally { pass, fail, when_false, not_filed, not_supplied: _, undetermined } =
        review.summary.rules[0].tally;
    [pass, fail, when_false, not_filed, undetermined]
}

/// Whom the findings of the rulebook's own rules name, in their order.
pub fn named(review: &Review) -> Vec<&str> {
    review
        .findings
        .iter()
        .filter(|finding| finding.built_in.is_none())
        .map(|finding: &Finding| finding.subject.as_str())
        .collect()
}
