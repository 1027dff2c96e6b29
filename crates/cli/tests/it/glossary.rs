//! `docs/glossary.md`: what it says of a word of the language or of a name of the reference is what they say.

use std::collections::BTreeSet;
use std::fs;

use shensuan_diagnostics::Lang;

use crate::keywords;
use crate::reference::{tables, text_of};
use crate::run::root;

/// Words that mean the same: in English and in Chinese.
type Twins = (BTreeSet<String>, BTreeSet<String>);

/// What ends the names of a declaration.
const ENDS: [&str; 6] = [":", "：", " keyed by ", " 关联键 ", " from ", " 来自 "];

fn is_zh(word: &str) -> bool {
    word.chars().any(|c| c > '\u{2e80}')
}

/// The names that the vocabulary of the reference declares together, of a page.
fn names(lang: Lang) -> Vec<Twins> {
    let page = text_of("language", lang);
    let (_, block) = page.split_once("```rule vocabulary\n").unwrap();
    let heads = ["form ", "field ", "rows ", "subject ", "报表 ", "指标 ", "明细 ", "对象 "];
    let mut all = Vec::new();
    for line in block.split("```").next().unwrap().lines() {
        let Some(rest) = heads.iter().find_map(|head| line.trim_start().strip_prefix(head)) else { continue };
        let declared = ENDS.iter().fold(rest, |rest, end| rest.split(end).next().unwrap());
        let names = declared.split([',', '「', '」', '"']).flat_map(|names| names.split(" also "));
        let names = names.flat_map(|names| names.split("又称")).map(|name| name.trim().to_owned());
        all.push(names.partition(|name| !is_zh(name)));
    }
    all
}

/// The terms of the glossary, in Chinese and in English.
fn terms() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let rows = tables(&page).into_iter().flat_map(|(line, table)| {
        assert_eq!(table[0], ["中文", "English", "含义", "meaning"], "line {line}");
        let row = |row: &Vec<&str>| (row[0].to_owned(), row[1].to_owned());
        table[1..].iter().map(row).collect::<Vec<_>>()
    });
    rows.collect()
}

#[test]
fn the_glossary_contradicts_neither_the_words_nor_the_names_of_the_reference() {
    let mut twins = keywords::twins();
    twins.extend([Lang::En, Lang::Zh].into_iter().flat_map(names));
    let mut held = 0;
    for (zh, en) in terms() {
        let of_en: Vec<&Twins> =
            twins.iter().filter(|(words, zh)| words.contains(&en) && !zh.is_empty()).collect();
        let of_zh: Vec<&Twins> =
            twins.iter().filter(|(en, words)| words.contains(&zh) && !en.is_empty()).collect();
        assert!(
            of_en.is_empty() || of_en.iter().any(|(_, words)| words.contains(&zh)),
            "{en}: {zh}, {of_en:?}"
        );
        assert!(
            of_zh.is_empty() || of_zh.iter().any(|(words, _)| words.contains(&en)),
            "{zh}: {en}, {of_zh:?}"
        );
        held += usize::from(!of_en.is_empty() || !of_zh.is_empty());
    }
    assert!(held >= 40, "{held} terms are held");
}

#[test]
fn a_term_stands_once_and_has_a_meaning_in_both_languages() {
    let terms = terms();
    let zh: BTreeSet<&str> = terms.iter().map(|(zh, _)| zh.as_str()).collect();
    let en: BTreeSet<&str> = terms.iter().map(|(_, en)| en.as_str()).collect();
    assert_eq!((zh.len(), en.len()), (terms.len(), terms.len()));
    let page = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    for row in tables(&page).iter().flat_map(|(_, table)| &table[1..]) {
        assert!(
            row.len() == 4 && is_zh(row[0]) && !is_zh(row[1]) && is_zh(row[2]) && !is_zh(row[3]),
            "{row:?}"
        );
    }
}
