//! The words of grammar/words.pest.

use std::fs;
use std::path::Path;

use crate::show::read;

/// The words between two headings of the file, alternatives apart.
fn words(from: &str, to: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/words.pest");
    let text = fs::read_to_string(path).unwrap();
    let begin = text.find(from).unwrap();
    let end = begin + text[begin..].find(to).unwrap();
    let quoted = text[begin..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted.filter(|word| word.chars().all(|c| c.is_alphabetic() || c == ' ')).map(str::to_owned).collect()
}

#[test]
fn no_name_holds_a_word_of_an_operator() {
    let words = words("--- operators written as words", "--- declarations");
    assert!(words.len() > 60, "{words:?}");
    for word in words {
        let text = format!("formula 甲 {word} 乙 = 1\n");
        let (tree, said) = read(&text);
        assert!(!said.is_empty(), "{word}: {:?}", tree.items);
    }
}

#[test]
fn words_of_declarations_may_stand_in_names() {
    for word in words("--- declarations", "--- words inside one declaration") {
        // `also` and `keyed by` follow a name and end it.
        if word == "also" || word == "又称" || word == "当" || word == "when" {
            continue;
        }
        let text = format!("rule A check 甲 {word} 乙 > 1\n");
        let (_, said) = read(&text);
        assert!(said.is_empty(), "{word}: {said:?}");
    }
}

#[test]
fn operator_words_are_lower_case_only() {
    // As and In are elements.
    for name in ["As", "In", "Is"] {
        let (_, said) = read(&format!("rule A check {name} 浓度 > 1\n"));
        assert!(said.is_empty(), "{name}: {said:?}");
    }
}
