//! Every complaint about text, as its reader sees it, in both languages.

use shensuan_diagnostics::{Lang, Renderer, SourceMap};

use shensuan_syntax::tree::Item;

use crate::show::read;

const CASES: &[(&str, &str)] = &[
    ("clause_in_own_words", "rule A\n  applies to uses water\n  check staff > 5\n"),
    ("check_in_own_words_zh", "规则 甲\n  检查 从业人数 > 5\n"),
    ("requires_behind_an_id", "rule J requires wastewater table\n"),
    ("tolerance_behind_equals_zh", "规则 甲 要求 取水量 = 自来水 + 自备水（误差不超过5%）\n"),
    ("tolerance_behind_at_most", "rule A check a ≤ b within 5%\n"),
    ("then_without_if_zh", "规则 甲\n  要求 从业人数 > 5 则 用水\n"),
    ("several_behind_is_not", "rule A check staff is not 3, 4\n"),
    ("between_of_a_share_zh", "规则 甲 要求 去除效率 在 0 到 100 之间\n"),
    ("any_of_several_forms_zh", "规则 甲 要求 存在 (锅炉表、炉窑表) 其中 燃料量 > 0\n"),
    ("clause_outside_a_rule", "when a > b\n"),
    ("given_outside_a_case", "given a = 1\n"),
    ("field_outside_a_form", "field a : text\n"),
    ("unit_outside_a_formula", "unit kg\n"),
    ("unknown_clause", "rule X\n  check a ≤ b\n  priority high\n"),
    ("missing_operand", "x = a +\n\n"),
    ("two_operands", "rule X\n  check a ≤ b 5 t\n"),
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
    ("two_points", "rule X check a > 1.2.5\n"),
    ("number_too_large", "rule X check a > 1e400 t\n"),
    ("number_too_large_given", "用例 甲\n  已知 乙 = −1e400 吨\n  预期 通过\n"),
    ("number_too_large_in_a_set", "集合 甲 = 0.5, 2.5e400\n"),
    ("severity_twice_at_the_head", "severity mandatory\nseverity advisory\n\nrule X check a > 1\n"),
    ("severity_twice_at_the_head_zh", "级别 强制\n级别 强制\n\n规则 甲 要求 乙 大于 1\n"),
    ("severity_apart", "rule X check a > 1\n\nseverity mandatory\n\nrule Y check a > 2\n"),
    ("severity_apart_zh", "规则 甲\n  要求 乙 大于 1\n\n级别 强制\n"),
    ("expect_twice", "case X\n  given a = 1\n  expect pass\n  expect fail\n"),
    ("expect_twice_zh", "用例 甲\n  已知 乙 = 1\n  预期 通过\n  预期 通过\n"),
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
    ("expression_excel_or", "rule X check a > 1 OR(b > 2)\n"),
    ("not_sign", "rule X check !(a > 1)\n"),
    ("a_name_that_ends_like_a_clause", "rule X check product unit \"a\" > b\n"),
    ("for_each_outside", "for each 明细\n"),
    ("at_most_the_other_way", "rule X check a =< b\n"),
    ("implies", "rule X check a > 1 => b > 2\n"),
    ("thousands_in_full_width", "规则 X 要求 工业总产值 ≤ １，２００，０００\n"),
    ("open_quoted_name", "规则 X 要求 【工业总产值（当年价格） > 1\n"),
    ("open_ticked_name", "rule X check `a > 1\n"),
    ("bracket_left_open_above_another_rule", "rule X check a in (33, 34\nrule Y check b > 1\n"),
    ("empty_brackets", "rule X check a in ()\n"),
    ("stray_text_behind_a_clause", "rule X\n  severity mandatory please\n  check a > 1\n"),
    ("stray_text_behind_a_text", "规则 X 要求 甲 > 1\n  说明 「甲」 「乙」\n"),
    ("two_clauses_on_a_line", "rule X\n  when a > 1 severity mandatory\n  check b > 1\n"),
    ("two_clauses_on_a_line_zh", "规则 X\n  要求 甲 > 「一」 级别 强制\n"),
    ("run_together_in_a_chain", "规则 X 要求 取水量≥排水量且产量≤产能\n"),
    ("open_text_in_an_open_bracket", "rule X check max(a, \"b) > 1\n"),
    ("rule_without_id", "rule\n"),
    ("check_without_condition", "rule X\n  check\n"),
    ("message_without_quotes", "rule X check a > 1\n  message too much\n"),
    ("constant_without_value", "constant a =\n"),
    ("set_without_members", "set s =\n"),
    ("unit_without_number", "define unit 千元 = 元\n"),
    ("unit_missing_behind_as", "rule X check a as > 1\n"),
    ("where_without_condition", "x = sum(a where)\n"),
    ("any_without_where", "rule X check any F\n"),
    ("every_with_where", "rule X check every F where a > 1\n"),
    ("argument_missing", "x = max(a, )\n"),
    ("rows_of_how_many", "form F\n  每 企业 一\n  field a : text\n"),
    ("title_of_no_language", "rule X check a > 1\n  title fr \"x\"\n"),
    ("severity_behind_a_formula", "x = a\nseverity mandatory\n"),
    (
        "otherwise_without_end",
        "x = a otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b otherwise b\n",
    ),
    ("wide_characters_before_the_mark", "规则 甲　要求　【总（量）】＋取水量 ＝＝ １００\n"),
    ("misspelt_form", "fom G102 \"t\" also 废水表\n  one per e\n  field a : text\n"),
    ("misspelt_form_in_two_words", "form F\n  one pr e\n  field a : text\n"),
    ("misspelt_code_list", "codelist a \"t\" from \"a.csv\"\n"),
    ("misspelt_clause", "rule A\n  serverity mandatory\n  check a > 1\n"),
    ("misspelt_check", "rule A\n  chek a > 1\n"),
    ("misspelt_rule_zh", "规责 A1\n  要求 甲 > 1\n"),
    ("traditional_characters", "規則 A1\n  要求 甲 大於 1\n"),
    ("misspelt_key", "subject 企业 kyed by 代码\n"),
    ("half_a_keyword", "subject 企业 keyed 代码\n"),
    ("misspelt_operator", "industry 3360 requries wastewater table\n"),
    ("misspelt_operator_zh", "行业 3360 必添 废水表\n"),
    ("misspelt_type", "form F\n  one per e\n  field a : numbr in t\n"),
    ("colon_missing", "form F\n  one per e\n  field a integer\n"),
    ("colon_missing_zh", "报表 甲\n  每 乙 一行\n  指标 丙 数值 单位 吨\n"),
    ("rule_without_an_id", "rule check a > 1\n"),
    ("rule_with_a_clause", "规则 甲 级别 强制\n  要求 乙 > 1\n"),
    ("let_without_a_name", "规则 A\n  令 = 5\n  要求 甲 > 1\n"),
    ("sign_behind_a_clause", "rule A\n  severity = mandatory\n  check a > 1\n"),
    ("misspelt_formula", "formla x = a × 2\n"),
    ("misspelt_let", "rule A\n  lett x = a × 2\n  check x > 1\n"),
    ("misspelt_given", "case A\n  givn a = 5\n  expect pass\n"),
    ("field_without_its_word", "报表 甲\n  每 乙 一行\n  丙 ：文本\n"),
    ("between", "rule A check a between 1 and 5 t\n"),
    ("between_zh", "规则 A 要求 甲 介于 1 和 5 之间 且 乙 > 1\n"),
    ("within_zh", "规则 A 要求 甲 在 1 至 5 之间\n"),
    ("condition_without_a_word", "rule A\n  a > 1\n  severity mandatory\n"),
    ("name_with_brackets", "报表 甲\n  每 乙 一行\n  指标 产值（当年价格，万元） 又称 value ：数值\n"),
    ("name_with_a_digit", "form F\n  one per e\n  field 1#boiler : number\n"),
    ("name_that_is_a_word", "报表 甲\n  每 乙 一行\n  指标 当 ：文本\n"),
    ("blank_within_a_code", "rule A check industry in 211 0\n"),
    ("blank_within_a_number", "规则 A 要求 甲 > 1 000\n"),
    ("sum_behind_otherwise", "x = a otherwise 0 + b\n"),
    ("list_in_brackets", "rule A check a in (b c d: e)\n"),
    ("list_of_names", "subject 企业 keyed by 代码 : a\n"),
    ("operator_expected", "rule A check a ≤ b c > 5 (d)\n"),
    ("name_like_a_keyword", "unit name contains \"plating\" requires wastewater table\n"),
    ("unit_that_declares", "formula x = a × b\n  unit kg\nunit 千元 = 1000 元\n"),
    ("id_of_several_words", "rule wastewater missing \"t\"\n  check a ≤ b\n"),
    ("condition_of_no_rule", "废水排放量 ≤ 取水量\n"),
    ("full_stop", "规则 X\n  要求 甲 ≤ 乙。\n"),
    ("name_and_number", "规则 X\n  要求 去除效率80% > 甲\n"),
    ("comma_for_and", "rule A check a > 0, b > 0\n"),
    ("comma_for_and_zh", "规则 A 要求 甲 > 0，乙 有值\n"),
    ("phrase_zh", "规则 A\n  甲 必须填报\n"),
    ("phrase_of_a_form_zh", "规则 A\n  要求 行业 3360 必须填报 废水表\n"),
    ("phrase", "rule A check a must not be empty and b > 0\n"),
    ("phrase_at_the_head_zh", "规则 A\n  要求 甲 > 0\n  严重程度 强制\n"),
    ("word_like_and", "rule A check a > 5 m³ an staff > 1\n"),
    ("alias_with_a_reserved_word", "form F\n  one per e\n  field X also used from earlier stock : number\n"),
    ("exceeds_zh", "规则 A 要求 甲 超过 3 吨\n"),
    ("two_comparing_words_zh", "规则 A 要求 甲 × 2 大于等于 3 吨 且 乙 × 2 至多 5 吨\n"),
    ("not_less_zh", "规则 A 要求 甲 不小于 3 吨\n"),
    ("not_more_zh", "规则 A 要求 (甲 + 乙) 不大于 乙 × 2\n"),
    ("lower_than_zh", "规则 A 要求 合计(甲.乙) 低于 100\n"),
    ("more_than", "rule A check a is more than 5\n"),
    ("no_more_than", "rule A check a is no more than 5 t and b > 1\n"),
    ("less_or_equal", "rule A check (a + b) is less than or equal to 5\n"),
    ("not_true", "rule A check a is not true\n"),
    ("not_true_zh", "规则 A 要求 甲 不为真 且 乙 > 5\n"),
    ("no_credit_code", "rule A check a is not a valid credit code\n"),
    ("no_credit_code_zh", "规则 A 要求 甲 不是有效信用代码\n"),
    ("no_leading_digit_behind_a_sign", "rule A check a ≤ .5\n"),
    ("enumeration_in_a_call_zh", "公式 甲 = 最大(1、2)\n"),
    ("enumeration_in_a_call", "x = sum(a、b)\n"),
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

/// Rows within rows, and what is behind what: too long to be written out.
fn generated() -> [(&'static str, String); 4] {
    [
        ("brackets_too_deep", format!("x = {}a{}\n", "(".repeat(65), ")".repeat(65))),
        ("rows_too_deep", format!("规则 X 要求 {}甲 > 1\n", "存在 明细 其中 ".repeat(65))),
        ("line_too_long", format!("rule X check a > 1{}\n", " and a > 1".repeat(7000))),
        ("too_many_terms", format!("x = a{}\n", " + a".repeat(1001))),
    ]
}

#[test]
fn limits_are_named() {
    for (name, text) in generated() {
        insta::assert_snapshot!(name, format!("{}\n{}", drawn(&text, Lang::Zh), drawn(&text, Lang::En)));
    }
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
fn a_guess_reads_on() {
    let pairs = [
        (
            "fom G102 \"t\"\n  one per e\n  field a : text\n",
            "form G102 \"t\"\n  one per e\n  field a : text\n",
        ),
        (
            "form F\n  rows 甲 kyed by 乙\n    field 乙 : text\n",
            "form F\n  rows 甲 keyed by 乙\n    field 乙 : text\n",
        ),
        ("form F\n  one pr e\n  field a numbr\n", "form F\n  one per e\n"),
        ("rul A\n  check a > 1\n", "rule A\n  check a > 1\n"),
        ("rule A\n  chek a > 1\n  servity mandatory\n", "rule A\n  check a > 1\n  severity mandatory\n"),
        ("规则 A 级别 强制\n  甲 > 1\n", "规则 A\n  级别 强制\n  要求 甲 > 1\n"),
        ("codelist a from \"a.csv\"\n", "code list a from \"a.csv\"\n"),
        ("指标組 甲\n", "指标组 甲\n"),
    ];
    for (wrong, right) in pairs {
        let (read, right) = (read(wrong), read(right));
        assert!(!read.1.is_empty(), "{wrong}");
        assert_eq!(
            crate::show::shown(&read.0).replace("unread: true", "unread: false"),
            crate::show::shown(&right.0)
        );
    }
}

#[test]
fn an_open_quote_still_declares() {
    let (tree, said) = read("form G102 \"废水 also 废水表\n  one per e\n  field a : text\n");
    assert_eq!(said.len(), 1);
    let [Item::Form(form)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
    assert_eq!((form.fields.len(), form.unread), (1, true));
    for name in ["G102", "废水表"] {
        assert!(tree.poisoned.contains(&name.to_owned()), "{name}: {:?}", tree.poisoned);
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

#[test]
fn an_expression_alone_is_read_or_complained_of() {
    let said = |text: &str| {
        let whole = format!("取水量 {text}");
        let mut sources = SourceMap::default();
        let id = sources.add("message", whole);
        let (read, said) = shensuan_syntax::parse_expression(id, 10, text);
        assert_eq!(read.is_none(), !said.is_empty(), "{text:?}");
        let told: Vec<(&str, &str)> =
            said.iter().map(|said| (said.code.row().number, sources.text(said.span().unwrap()))).collect();
        told.into_iter().map(|(code, place)| format!("{code} {place}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(said("排水量 × 2"), "");
    assert_eq!(said(""), "E0103 ");
    assert_eq!(said("  # 注"), "E0103 ");
    assert_eq!(said("甲\n乙"), "E0102 乙");
    assert_eq!(said("甲 == 乙"), "E0109 ==");
    assert_eq!(said("(甲"), "E0105 (");
    assert_eq!(said("甲 「"), "E0104 「");
}

/// Five mistakes in five places of one file.
const PLANTED: &str = "subject 企业 also enterprise keyed by 代码

form G102 \"废水\" also 废水表
  many per
  field 甲 also a : number in m³
  field 乙 : numbr

rule A-01 \"甲\"
  when a > 1
  check a == b
  severity mandatory

formula x = (a + b
  unit kg

规则 乙
  要求 甲 大于 1
  级别 高
  说明 「甲」
";

#[test]
fn five_mistakes_make_five_errors() {
    let (tree, said) = read(PLANTED);
    let lines: Vec<u32> = {
        let mut sources = SourceMap::default();
        sources.add("a.rule", PLANTED);
        said.iter().map(|said| sources.position(said.span().unwrap()).unwrap().line).collect()
    };
    assert_eq!(lines, [4, 6, 10, 13, 18], "{}", drawn(PLANTED, Lang::En));
    // What is not wrong is there: the subject, the form with its other field, both rules.
    assert_eq!(tree.items.len(), 4, "{:?}", tree.items);
    assert!(crate::show::shown(&tree).contains("number in") || crate::show::shown(&tree).contains("m³"));
    assert!(tree.poisoned.contains(&"x".to_owned()));
    // What was probably meant is read: the field is there, of the type that was misspelt.
    let form = tree.items.iter().find_map(|item| match item {
        Item::Form(form) => Some(form),
        _ => None,
    });
    assert_eq!(form.unwrap().fields.len(), 2);
}

#[test]
fn a_form_goes_on_behind_a_line_that_cannot_be_read() {
    for line in ["many per", "每 企业 一", "one per", "field b", "rows"] {
        let text = format!("form F\n  {line}\n  field a : text\n");
        let (tree, said) = read(&text);
        assert_eq!(said.len(), 1, "{line}");
        let [Item::Form(form)] = tree.items.as_slice() else { panic!("{line}: {:?}", tree.items) };
        assert_eq!(form.fields.len(), 1, "{line}");
    }
}

#[test]
fn a_mark_stands_under_what_it_means() {
    let marked = |text: &str| {
        let mut sources = SourceMap::default();
        let id = sources.add("a.rule", text);
        let (_, said) = shensuan_syntax::parse(id, text);
        let spans: Vec<String> =
            said.iter().map(|said| sources.text(said.span().unwrap()).to_owned()).collect();
        spans.join("|")
    };
    assert_eq!(marked("规则 甲　要求　【总（量）】＋取水量 ＝＝ １００\n"), "＝＝");
    assert_eq!(marked("规则 甲 要求 乙 ＞ １，２００\n"), "１，２００");
    assert_eq!(marked("x = .5 × a\n"), ".5");
    assert_eq!(marked("规则 甲 要求 乙 ＞ 1；\n"), "；");
    assert_eq!(marked("规则 甲 要求 （乙 ＞ 1\n"), "（");
    assert_eq!(marked("规则 甲\r\n  级别 高\r\n"), "高");
    assert_eq!(marked("规则 甲 要求 乙 ≈ 丙 ＋\n  丁\n"), "≈");
}
