//! The tables of words in the reference of the language hold every word of `grammar/words.pest`, and no other.

use std::collections::BTreeSet;
use std::fs;

use crate::reference::spans;
use crate::run::root;

/// A word of the grammar: how it is spelt in each language. A sign is of both.
#[derive(Debug)]
struct Word {
    name: String,
    en: BTreeSet<String>,
    zh: BTreeSet<String>,
}

/// Every word that `words.pest` declares, up to the lists that hold them a second time.
fn words() -> Vec<Word> {
    let grammar = fs::read_to_string(root().join("grammar/words.pest")).unwrap();
    let (declared, _) = grammar.split_once("// --- what no name may hold, once more").unwrap();
    let plain = declared.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut words = Vec::new();
    for rule in plain.split("= @{").collect::<Vec<_>>().windows(2) {
        let name = rule[0].trim_end().rsplit(char::is_whitespace).next().unwrap().to_owned();
        let body = rule[1].split("\n}").next().unwrap();
        let body = if body.starts_with('\n') { body } else { body.lines().next().unwrap() };
        let mut word = Word { name, en: BTreeSet::new(), zh: BTreeSet::new() };
        let mut pieces = body.split('"');
        while let (Some(before), Some(text)) = (pieces.next(), pieces.next()) {
            // What must not follow is no spelling; nor is the mark that the splitter sets.
            if before.ends_with('!') || text.starts_with('\\') {
                continue;
            }
            let is_zh = text.chars().any(|c| c.is_alphabetic() && c > '\u{2e80}');
            let spellings = if is_zh { &mut word.zh } else { &mut word.en };
            spellings.insert(text.to_owned());
        }
        words.push(word);
    }
    words
}

/// The rows of the tables of words of a page: the spellings in each language.
fn rows(page: &str, heading: &str) -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("docs").join(page)).unwrap();
    let tables = text.split(heading).skip(1);
    let rows = tables.flat_map(|table| table.lines().skip(1).take_while(|line| line.starts_with('|')));
    let cell = |cell: &str| spans(cell).into_iter().map(str::to_owned).collect();
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(cell);
        let (first, second) = (cells.next().unwrap(), cells.next().unwrap());
        if heading.contains("English | 中文") { (first, second) } else { (second, first) }
    })
    .collect()
}

/// What the tables of words say: spellings that mean the same, in English and in Chinese.
pub fn twins() -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    rows("language.md", "\n| English | 中文 |\n")
}

#[test]
fn the_tables_of_words_and_the_grammar_agree() {
    let words = words();
    assert!(words.len() > 100, "{}", words.len());
    for (page, heading) in
        [("language.md", "\n| English | 中文 |\n"), ("language.zh-CN.md", "\n| 中文 | English |\n")]
    {
        let rows = rows(page, heading);
        for Word { name, en, zh } in &words {
            let row = rows.iter().any(|(these, those)| en.is_subset(these) && zh.is_subset(those));
            assert!(row, "docs/{page} has no row with {name}: {en:?} {zh:?}");
        }
        let known: BTreeSet<&String> = words.iter().flat_map(|word| word.en.iter().chain(&word.zh)).collect();
        for spelling in rows.iter().flat_map(|(en, zh)| en.iter().chain(zh)) {
            assert!(known.contains(spelling), "docs/{page}: `{spelling}` is no word of the grammar");
        }
    }
}
