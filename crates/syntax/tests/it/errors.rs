//! Every complaint about text, as its reader sees it, in both languages.

use shensuan_diagnostics::{Lang, Renderer, SourceMap};

use crate::show::read;

const CASES: &[(&str, &str)] = &[
    ("clause_outside_a_rule", "when a > b\n"),
    ("given_outside_a_case", "given a = 1\n"),
    ("field_outside_a_form", "field a : text\n"),
    ("unit_outside_a_formula", "unit kg\n"),
    ("unknown_clause", "rule X\n  check a ≤ b\n  priority high\n"),
    ("missing_operand", "x = a +\n\n"),
    ("two_operands", "rule X\n  check a ≤ b 5\n"),
    ("open_bracket", "x = (a + b\n"),
    ("stray_bracket", "x = a + b)\n"),
    ("open_text", "rule X check a > 1\n  message \"abc\n"),
    ("open_han_text", "规则 X 要求 甲 大于 1\n  说明 「甲\n"),
    ("double_equals", "rule X\n  check a == b\n"),
    ("double_and", "rule X\n  check a > 1 && b > 2\n"),
    ("double_bar", "规则 X\n  要求 取水量 大于 1 || 排水量 大于 2\n"),
    ("upper_case_and", "rule X\n  check a > 1 AND b > 2\n"),
    ("blanks_missing", "行业3360必填废水表\n"),
    ("blanks_missing_in_a_clause", "规则 X\n  当运行状态为“运行”\n  要求 a ≤ b\n"),
    ("thousands", "rule X check a > 1,200\n"),
    ("no_leading_digit", "x = .5 × a\n"),
    ("severity", "rule X\n  check a ≤ b\n  severity high\n"),
    ("reserved_word_in_a_name", "rule X\n  check raw material in stock ≥ 0\n"),
    ("value_missing", "rule X\n  when operating status is\n  check a ≤ b\n"),
    ("semicolon", "rule X; check a ≤ b\n"),
    ("braces", "rule X { check a ≤ b }\n"),
    ("requires_nothing", "industry 3360 requires\n"),
    ("leading_digit", "2018年产量 = 5\n"),
    ("single_quotes", "rule X check a = '运行'\n"),
    ("else_without_then", "rule X check if a > 1 else b > 2\n"),
    ("near_without_within", "rule X check a ≈ b\n"),
    ("chain", "rule X check a < b > c\n"),
    ("type_unknown", "form F\n  one per e\n  field a : string\n"),
    ("type_missing", "form F\n  one per e\n  field a\n"),
    ("code_list_without_file", "code list a\n"),
    ("subject_without_key", "subject 企业\n"),
    ("expect_nothing_known", "case X\n  given a = 1\n  expect failure\n"),
    ("given_without_value", "case X\n  given a =\n  expect pass\n"),
    ("control_character", "rule X check a \u{7} > 1\n"),
];

fn drawn(text: &str, lang: Lang) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (_, said) = shensuan_syntax::parse(id, text);
    let renderer = Renderer { lang, width: 90, colour: false };
    let drawn: Vec<String> = said.iter().map(|said| renderer.draw(said, &sources)).collect();
    drawn.join("\n")
}

#[test]
fn every_complaint() {
    for (name, text) in CASES {
        let both = format!("{text}\n{}\n{}", drawn(text, Lang::Zh), drawn(text, Lang::En));
        let both = both.replace('\u{7}', "␇");
        insta::assert_snapshot!(*name, both);
    }
}

#[test]
fn one_mistake_makes_one_error() {
    for (name, text) in CASES {
        assert_eq!(read(text).1.len(), 1, "{name}: {}", drawn(text, Lang::En));
    }
}

#[test]
fn what_stands_beside_a_mistake_is_read() {
    let text = "rule A check a == b\n\nrule B\n  check a > 1\n  severity high\n  message \"m\"\n\nformula x = a +\n\nformula y = a\n";
    let (tree, said) = read(text);
    assert_eq!(said.len(), 3, "{}", drawn(text, Lang::En));
    assert_eq!(tree.items.len(), 2, "rule B and formula y: {:?}", tree.items);
    assert!(tree.poisoned.contains(&"x".to_owned()), "{:?}", tree.poisoned);
}
