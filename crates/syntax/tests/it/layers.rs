//! What a layer changes in another, dates and tags.

use shensuan_diagnostics::{Lang, Renderer, SourceMap};
use shensuan_syntax::tree::{Change, Clause, Item};

use crate::show::{read, shown, tree};

#[test]
fn the_lines_of_the_tour() {
    let tree = tree(
        "disable national:G102-07 because \"公式与 G106-1 口径冲突，已反馈国家\" until 2019-07-01
override guangdong:GD-G101-12
  because \"按 2019 年第 6 次会议要求\"
  severity mandatory
",
    );
    let [Item::Change(disable), Item::Change(change)] = tree.items.as_slice() else { panic!("{tree:?}") };
    assert_eq!(disable.change, Change::Disable);
    assert_eq!(disable.target.text(), "national:G102-07");
    let [Clause::Because(because), Clause::Until(until)] = disable.clauses.as_slice() else {
        panic!("{disable:?}")
    };
    assert_eq!(because.value, "公式与 G106-1 口径冲突，已反馈国家");
    assert_eq!(until.value.to_string(), "2019-07-01");
    assert_eq!(change.change, Change::Rule);
    assert!(matches!(change.clauses.as_slice(), [Clause::Because(_), Clause::Severity(_)]));
}

#[test]
fn the_languages_read_alike() {
    let en = "disable national:G102-07 because \"a\" since 2019-06-01 until 2019-07-01

disable G102-08
  because \"a\"
  until 2019-07-01

override national:漏表阈值 = 85% because \"a\" until 2019-12-31

override 上限 = 5 t + 3 kg
  because \"a\"

override guangdong:涉水行业 = 1713, 2221, 33–37, C3360, \"900-041-49\" because \"a\"

override 行业 = 0111 because \"a\" since 2019-07-01

override 限值 = (0.5, 1..2) t because \"a\"

override 排放量 = sum(F.a where b > 1) otherwise 0 because \"a\"

disable built-in rule code because \"a\" until 2019-12-31

override built-in rule unit severity advisory because \"a\"

override built-in rule orphan
  because \"a\"
  severity mandatory

override guangdong:GD-G101-12 because \"a\"
  when a > 1
  let n = a × 2
  for each F
  check n ≤ b
  F requires G
  severity mandatory
  title en \"A\"
  message \"m\"
  basis \"b\"
  tags water, \"permit 2\"
  since 2019-01-01

rule X check a > 1
  since 2019-01-01
  until 2019-12-31
  tags 水

case national:X
  given a = 1
  expect pass
";
    let zh = "停用 national：G102-07 因为 「a」 自 2019年6月1日 起 至 2019年7月1日 止

停用 G102-08
  因为：“a”
  至 2019-07-01

调整 national:漏表阈值 ＝ 85% 因为 「a」 至 2019年12月31日

覆盖 上限 = 5 t + 3 kg
  因为 「a」

调整 guangdong:涉水行业 = 1713、2221、33至37、C3360、“900-041-49” 因为 「a」

调整 行业 = 0111 因为 「a」 自 2019年7月1日

调整 限值 = （0.5，1..2）t 因为 「a」

调整 排放量 = sum（F.a 其中 b 大于 1） 缺失按 0 因为 「a」

停用 内置规则 代码 因为 「a」 至 2019年12月31日

调整 内置规则 单位 级别 提示 因为 「a」

覆盖 内置规则 名录外
  因为 「a」
  级别 强制

覆盖 guangdong:GD-G101-12 因为 「a」
  当 a 大于 1
  令 n = a × 2
  逐行 F
  要求 n 不超过 b
  F 必填 G
  级别 强制
  标题 英文 「A」
  说明 「m」
  依据 「b」
  标签 water、“permit 2”
  自 2019-01-01 起

规则 X 要求 a 大于 1
  自 2019年01月01日
  至：2019-12-31 止
  标签 水

用例 national: X
  已知 a = 1
  预期 通过
";
    let (en, zh) = (tree(en), tree(zh));
    assert_eq!(en.items.len(), 14);
    assert_eq!(shown(&en), shown(&zh));
}

#[test]
fn words_of_layers_are_names_elsewhere() {
    for text in [
        "rule X check since 2 > 1\n".replace(" 2", "").leak(),
        "rule X check tags of until > 自 一\n",
        "since = a + until\n",
        "formula 停用 = override × 2\n",
    ] {
        assert!(read(text).1.is_empty(), "{text}: {:?}", read(text).1);
    }
}

/// What cannot be read, and is said once: `(name, text)`.
const CASES: &[(&str, &str)] = &[
    ("a_day_written_short", "rule X check a > 1\n  since 2019-7-1\n"),
    ("a_month_without_a_day", "rule X check a > 1\n  自 2019年7月\n"),
    ("a_year_of_two_digits", "disable X because \"a\" until 19-07-01\n"),
    ("a_date_is_missing", "disable X because \"a\" until\n"),
    ("because_without_quotes", "disable X because formula conflict\n"),
    ("because_in_a_rule", "rule X check a > 1\n  because \"a\"\n"),
    ("because_outside", "because \"a\"\n"),
    ("severity_of_a_disable", "disable X because \"a\"\n  severity advisory\n"),
    ("check_of_a_constant", "override a = 5 because \"a\"\n  check a > 1\n"),
    ("disable_without_a_target", "disable\n"),
    ("disable_of_no_built_in_rule", "disable built-in rule units because \"a\"\n"),
    ("check_of_a_built_in_rule", "override built-in rule unit because \"a\"\n  check a > 1\n"),
    ("a_set_with_an_end_missing", "override 行业 = 33, 34, because \"a\"\n"),
    ("since_on_the_line_of_a_rule", "rule X check a > 1 since 2019-07-01\n"),
    ("since_in_a_formula", "formula x = a\n  since 2019-07-01\n"),
    ("tags_without_a_tag", "rule X check a > 1\n  tags\n"),
];

fn drawn(text: &str, lang: Lang) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (_, said) = shensuan_syntax::parse(id, text);
    let renderer = Renderer { lang, width: 100, colour: false };
    said.iter().map(|said| renderer.draw(said, &sources)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_complaint() {
    for (name, text) in CASES {
        assert_eq!(read(text).1.len(), 1, "{name}: {}", drawn(text, Lang::En));
        let both = format!("{text}\n{}\n{}", drawn(text, Lang::Zh), drawn(text, Lang::En));
        insta::assert_snapshot!(*name, both);
    }
}
