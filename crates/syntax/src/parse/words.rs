//! The words of the language, read off the grammar once: what can be told of a line by looking them up.
//!
//! A rulebook consists of its own words for the most part, and asking the grammar costs as much for them as for its
//! words. So the few questions that are asked of every line are answered here where no word of the language stands,
//! and where one does by what the grammar said of it before. Where that is not enough the grammar is asked.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::grammar::{Rule, matches, read};

static WORDS: LazyLock<Words> = LazyLock::new(Words::of_the_grammar);

struct Words {
    /// The first word of everything that the grammar spells out.
    first: HashSet<&'static str>,
    /// Those of one word that are operators.
    operators: HashSet<&'static str>,
    /// The last words of operators behind which a line goes on.
    open: HashSet<&'static str>,
    /// Keywords of one word at the head of a line, where none of several begins with it.
    heads: HashMap<&'static str, Rule>,
    /// The first words of signs that are spelt out, behind which no keyword is one: `title at most a`.
    signs: HashSet<&'static str>,
}

impl Words {
    fn of_the_grammar() -> Self {
        let lines = include_str!("../../../../grammar/words.pest").lines();
        let spelt = lines.filter(|line| !line.trim_start().starts_with("//"));
        let spelt: Vec<&str> = spelt.flat_map(|line| line.split('"').skip(1).step_by(2)).collect();
        let one_word = |text: &&&str| leading(text) == **text;
        let several: HashSet<&str> =
            spelt.iter().filter(|text| !one_word(text)).map(|text| leading(text)).collect();
        let is_open = |text: &str| matches(Rule::is_operator, text) && !matches(Rule::ends_complete, text);
        let is_sign = |text: &str| asked_head(&format!("title {text} x")).is_none();
        let heads = spelt.iter().filter(one_word).filter(|word| !several.contains(**word));
        Self {
            first: spelt.iter().map(|text| leading(text)).collect(),
            operators: spelt
                .iter()
                .filter(one_word)
                .copied()
                .filter(|word| matches(Rule::is_operator, word))
                .collect(),
            open: spelt.iter().filter(|text| is_open(text)).map(|text| trailing(text)).collect(),
            signs: spelt.iter().filter(|text| is_sign(text)).map(|text| leading(text)).collect(),
            heads: heads.filter_map(|word| Some((*word, asked_head(&format!("{word} x"))?.0))).collect(),
        }
    }
}

/// The keyword at the beginning of a line and its length in bytes.
pub(super) fn head(text: &str) -> Option<(Rule, usize)> {
    told_head(text).unwrap_or_else(|| asked_head(text))
}

/// What can be told of the head of a line without the grammar.
#[expect(clippy::option_option, reason = "not told, no keyword, and a keyword are three things")]
fn told_head(text: &str) -> Option<Option<(Rule, usize)>> {
    let first = leading(text);
    let behind = text.get(first.len()..)?;
    if first.is_empty() || !ends_a_word(behind) {
        return None;
    }
    if !WORDS.first.contains(first) {
        return Some(None);
    }
    // A sign behind it makes a name of it, and so does one that is spelt out: `title = a`, `title at most a`.
    let behind = behind.strip_prefix(' ')?;
    let second = leading(behind);
    let plain = if second.is_empty() {
        behind.starts_with(['"', '「', '【', '`', '('])
    } else {
        !WORDS.signs.contains(second) && ends_a_word(behind.get(second.len()..)?)
    };
    let keyword = WORDS.heads.get(first).filter(|_| plain)?;
    Some(Some((*keyword, first.len())))
}

/// The same as the grammar has it.
fn asked_head(text: &str) -> Option<(Rule, usize)> {
    let matched = read(Rule::head, text).ok()?.next()?;
    let word = matched.into_inner().next()?;
    Some((word.as_rule(), word.as_str().len()))
}

/// Whether a word is an operator.
pub(super) fn is_operator(word: &str) -> bool {
    WORDS.operators.contains(word)
}

/// Whether a line that ends in a word could end in an operator that wants something behind it.
pub(super) fn may_end_open(text: &str) -> bool {
    WORDS.open.contains(trailing(text))
}

/// Whether words are a name, whatever stands around them: none of them begins anything that the grammar spells out.
pub(super) fn is_plain_name(text: &str) -> bool {
    text.split(' ').all(|word| {
        let begins = word.starts_with(|c: char| c.is_ascii_alphabetic() || is_common_han(c));
        begins && leading(word) == word && !WORDS.first.contains(word)
    })
}

/// The letters, digits and Chinese characters with which a text begins.
pub(super) fn leading(text: &str) -> &str {
    let end = text.find(|c| !of_a_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Those with which it ends.
pub(super) fn trailing(text: &str) -> &str {
    let begin = text.char_indices().rev().take_while(|(_, c)| of_a_word(*c)).last();
    begin.and_then(|(at, _)| text.get(at..)).unwrap_or("")
}

/// The characters of most words. Others may be of a word or not: the grammar is asked.
fn of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || is_common_han(c)
}

fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a word is over where `behind` follows it, beyond doubt.
fn ends_a_word(behind: &str) -> bool {
    behind.bytes().next().is_none_or(|byte| byte.is_ascii() && byte != b'-')
}

#[cfg(test)]
mod tests {
    use super::{WORDS, asked_head, is_operator, is_plain_name, may_end_open, told_head};
    use crate::parse::grammar::{Matched, Rule, matches, read};

    /// Everything that the grammar spells out and some words that it does not.
    fn words() -> Vec<String> {
        let spelt = include_str!("../../../../grammar/words.pest").lines();
        let spelt = spelt.filter(|line| !line.trim_start().starts_with("//"));
        let spelt = spelt.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned);
        let others = [
            "staff",
            "排放口",
            "名",
            "行为",
            "x1",
            "规则温度",
            "unit2",
            "1",
            "【a】",
            "\"a\"",
            "规则²",
            "é",
            "-",
            "·",
            "",
        ];
        spelt.chain(others.map(str::to_owned)).collect()
    }

    #[test]
    fn the_heads_told_are_those_of_the_grammar() {
        let words = words();
        let mut told = 0;
        for first in &words {
            for between in ["", " ", "-", "=", " = ", "("] {
                for second in &words {
                    for end in ["", " 5", "²"] {
                        let line = format!("{first}{between}{second}{end}");
                        if let Some(head) = told_head(&line) {
                            told += 1;
                            assert_eq!(head, asked_head(&line), "{line}");
                        }
                    }
                }
            }
        }
        assert!(told > 100_000, "{told}");
    }

    #[test]
    fn the_operators_told_are_those_of_the_grammar() {
        for word in words() {
            if word.chars().all(super::of_a_word) {
                assert_eq!(is_operator(&word), matches(Rule::is_operator, &word), "{word}");
            }
            let open = matches(Rule::is_operator, &word) && !matches(Rule::ends_complete, &word);
            let in_a_word = word.chars().next_back().is_some_and(super::of_a_word);
            assert!(!(open && in_a_word) || may_end_open(&word), "{word}");
        }
        assert!(WORDS.open.len() > 50 && WORDS.operators.len() > 50 && WORDS.heads.len() > 50);
    }

    #[test]
    fn a_plain_name_is_one_for_the_grammar() {
        let words = words();
        for first in &words {
            for second in &words {
                for name in [first.clone(), format!("{first} {second}"), format!("{first}{second}")] {
                    if is_plain_name(&name) {
                        let read = read(Rule::alone, &name).unwrap();
                        let whole =
                            |part: &Matched<'_>| part.as_rule() == Rule::name && part.as_str() == name;
                        assert!(read.flatten().any(|part| whole(&part)), "{name}");
                    }
                }
            }
        }
    }
}
