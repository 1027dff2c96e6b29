//! The words of grammar/words.pest.

use std::fs;
use std::path::Path;

use crate::show::{condition, read};

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

/// What lies where: behind the word stands the row of an outline, or the outline.
#[test]
fn what_lies_inside_in_both_languages() {
    for (zh, en, shown) in [
        ("甲 位于 乙［丙］", "甲 inside 乙[丙]", "(甲 inside 乙[丙])"),
        ("甲 不位于 乙", "甲 not inside 乙", "(甲 not inside 乙)"),
        ("甲 位于 乙.丙 且 丁 > 1", "甲 inside 乙.丙 and 丁 > 1", "((甲 inside 乙.丙) and (丁 Greater 1))"),
        ("距离(甲, 乙[丙]) < 1 km", "距离(甲, 乙[丙]) < 1 km", "(距离(甲; 乙[丙]) Less 1km)"),
    ] {
        assert_eq!((condition(zh).as_str(), condition(en).as_str()), (shown, shown), "{zh}");
    }
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

/// The list of the design, whatever the grammar says.
#[test]
fn the_reserved_words_are_these() {
    let english = "and or not is in as by where if then else otherwise contains matches requires within any every \
                   includes inside when because unique";
    let chinese = "且 并且 或 或者 非 为 是 不为 不是 属于 不属于 按 其中 满足 如果 若 则 那么 否则 缺失按 含 不含 包含 不包含 \
                   包含全部 匹配 必填 允许误差 误差 存在 每行 换算为 当 当且仅当 因为 已填报 未填报 离群 不离群 唯一 位于 相似于 \
                   开头为 结尾为 缺失 不超过 不低于 大于 小于 等于";
    let phrases = ["similar to", "starts with", "ends with", "if and only if"];
    for word in english.split_whitespace().chain(chinese.split_whitespace()).chain(phrases) {
        for text in [
            format!("formula 甲 {word} 乙 = 1\n"),
            format!("constant {word} = 1\n"),
            format!("set 甲 {word} = 1\n"),
        ] {
            // 甲 等于 乙 = 1 computes 甲: the word ended the name.
            let ended = word == "等于" && text.starts_with("formula");
            assert!(ended || !read(&text).1.is_empty(), "{text}");
        }
        if word.contains(' ') {
            continue;
        }
        // Quoted it is a name, and so it is as a part of a word.
        for text in [
            format!("formula 【甲 {word} 乙】 = 1\n"),
            format!("formula 甲{word} = 1\n"),
            format!("formula {word}甲 = 1\n"),
        ] {
            assert!(read(&text).1.is_empty(), "{text}: {:?}", read(&text).1);
        }
    }
    for word in "of with from also unit table form field rule case title message since until count sum data level true missing filed".split(' ') {
        if word == "also" || word == "from" {
            continue; // they end the name of a declaration
        }
        let text = format!("rule A check 甲 {word} 乙 > 1\n");
        assert!(read(&text).1.is_empty(), "{text}: {:?}", read(&text).1);
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

/// What stands in brackets behind `similar to` is no argument of a call.
#[test]
fn how_alike_two_texts_are_in_both_languages() {
    for (zh, en, shown) in [
        ("甲 相似于 乙（0.9）", "甲 similar to 乙 (0.9)", "(甲 similar 乙 0.9)"),
        (
            "甲 相似于 乙 不计 丙（0.9）",
            "甲 similar to 乙 without 丙 (0.9)",
            "(甲 similar 乙 without 丙 0.9)",
        ),
        ("甲 相似于 「乙」(90%)", "甲 similar to \"乙\" (90%)", "(甲 similar “乙” 90)"),
        (
            "任一(甲、乙) 相似于 “丙” (1)",
            "any of (甲, 乙) similar to \"丙\" (1)",
            "(Any(甲; 乙) similar “丙” 1)",
        ),
    ] {
        assert_eq!((condition(zh).as_str(), condition(en).as_str()), (shown, shown), "{zh}");
    }
}
