//! What is read, and how.

use shensuan_syntax::tree::{Clause, Item};

use crate::show::{condition, expression, read, shown, tree};

#[test]
fn the_four_lines_of_the_tour() {
    for text in ["industry 3360 requires wastewater table\n", "行业 3360 必填 废水表\n"] {
        let tree = tree(text);
        let [Item::Rule(rule)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
        assert!(rule.id.is_none());
        assert!(matches!(rule.clauses.as_slice(), [Clause::Requires(_)]));
    }
    for text in [
        "emission = output × coefficient × (1 − removal efficiency)\n",
        "排放量 = 产量 × 产污系数 × (1 − 去除效率)\n",
    ] {
        let tree = tree(text);
        assert!(matches!(tree.items.as_slice(), [Item::Formula(_)]));
    }
}

/// 行为 ends in 为 and 内置规则 in 则: names like others, and the line is over. With a blank before it the word goes on.
#[test]
fn a_name_that_ends_in_a_character_of_an_operator_ends_its_line() {
    let tree = tree("a = 违规行为\nb = 内置规则\nc = d −\ne\nf = 5 ×\ng\n");
    assert_eq!(tree.items.len(), 4, "{:?}", tree.items);
    assert!(read("rule A check 乙 为\n5\n").1.is_empty());
}

#[test]
fn members_of_sets() {
    for (en, zh, read) in [
        ("a in (0.3, 5)", "a 属于 （０．３，５）", "(a in [0.3, 5])"),
        ("a in 1, 2, 2.5", "a 属于 1、2、2.5", "(a in [1, 2, 2.5])"),
        ("a in (−1, 0)", "a 属于 （－１、０）", "(a in [(−1), 0])"),
        ("a in 50%, 80%", "a 属于 50％、80％", "(a in [50%, 80%])"),
        ("a in 1, 2, 5..7", "a 属于 1、2、5..7", "(a in [1, 2, 5..7])"),
        ("a in 5..7, 9 and b > 1", "a 属于 5..7、9 且 b 大于 1", "((a in [5..7, 9]) and (b Greater 1))"),
        ("a in (0.5, 1) t", "a 属于 （0.5，1）t", "(a in [0.5t, 1t])"),
        ("a not in (5, 6..8 kg) t", "a 不属于 （5，6..8 kg） t", "(a not in [5t, 6kg..8kg])"),
        ("a in −1..1", "a 属于 －1..1", "(a in [(−1)..1])"),
        ("a in (5 `short ton`, 6)", "a 属于 （5 【short ton】，6）", "(a in [5short ton, 6])"),
        (
            "a in (2019-01-01, 2019-02-01)",
            "a 属于 （2019-01-01、2019-02-01）",
            "(a in [d2019-01-01, d2019-02-01])",
        ),
        ("a in 33, 34–37, C3360", "a 属于 33、34–37、C3360", "(a in [33, 34–37, C3360])"),
    ] {
        assert_eq!(condition(en), read, "{en}");
        assert_eq!(condition(zh), read, "{zh}");
    }
}

#[test]
fn what_binds_tighter_in_conditions() {
    let same = |text: &str, read: &str| assert_eq!(condition(text), read, "{text}");
    same("a > 1 and b > 2 or c > 3", "(((a Greater 1) and (b Greater 2)) or (c Greater 3))");
    same("not a > 1 and b > 2", "((not (a Greater 1)) and (b Greater 2))");
    same("a + 1 ≤ b × 2 ≤ c", "((a + 1) AtMost (b × 2) AtMost c)");
    same("if a > 1 then b > 2", "(if (a Greater 1) then (b Greater 2))");
    same("a > 1 if and only if b > 2", "((a Greater 1) iff (b Greater 2))");
    same("a ≈ b + c within 1% or 0.5 t", "(a ≈ (b + c) within 1% or 0.5t)");
    same("a ≈ b within 1% or c > 5", "((a ≈ b within 1%) or (c Greater 5))");
    same("industry 33, 34 and a > 1", "((industry in [33, 34]) and (a Greater 1))");
    same("industry in (33, 3982) or a > 1", "((industry in [33, 3982]) or (a Greater 1))");
    same("industry not in 33–37", "(industry not in [33–37])");
    same("a in 0.5..2 kg", "(a in 0.5..2kg)");
    same("a > 5 `short ton`", "(a Greater 5short ton)");
    same("a is missing or b is not missing", "((a Missing) or (b Given))");
    same("a is given and F is not filed", "((a Given) and (F NotFiled))");
    same("a is \"运行\" and b is not \"停产\"", "((a Equal “运行”) and (b NotEqual “停产”))");
    same("any F where a > 1 and b > 2", "(Any F ((a Greater 1) and (b Greater 2)))");
    same("every F has a ≥ 0", "(Every F (a AtLeast 0))");
    same("name starts with \"深圳\", \"宝安\"", "(name StartsWith [\"深圳\", \"宝安\"])");
}

#[test]
fn full_width_signs_and_words_read_as_their_twins() {
    let twins = [
        (
            "规则 A-01 「甲」\n  当 行业 属于 （33，34） 且 运行状态 为 “运行”\n  要求 产量 ＋ ５ × ２．５ ≤ １００\n  级别：强制\n",
            "规则 A-01 \"甲\"\n  当 行业 属于 (33, 34) 且 运行状态 为 \"运行\"\n  要求 产量 + 5 × 2.5 <= 100\n  级别: 强制\n",
        ),
        ("公式 甲＝乙×（１－丙％）\n".replace("丙％", "８０％").leak(), "公式 甲=乙*(1-80%)\n"),
        ("要素　＝　甲　＋　乙\n", "要素 = 甲 + 乙\n"),
        (
            "规则 A 要求 甲 ＞ 1 且 乙 ≠ 2 且 丙 ≥ 3 且 丁 ＜ 4\n",
            "规则 A 要求 甲 > 1 且 乙 <> 2 且 丙 >= 3 且 丁 < 4\n",
        ),
        ("rule A check ａ ～＝ b within 1%\n", "rule A check a ~= b within 1%\n"),
        ("rule A check 【甲（乙）】 > 1\n", "rule A check `甲（乙）` > 1\n"),
    ];
    for (wide, narrow) in twins {
        assert_eq!(shown(&tree(wide)), shown(&tree(narrow)), "{wide}");
    }
}

#[test]
fn the_languages_read_alike() {
    let en = "rule A-01 \"甲\"
  title en \"A\"
  for each F
  let n = a × b
  when c in 33, 34 and F is filed
  check n ≤ d or e is missing
  severity mandatory
  message \"{a}\"
  message zh \"甲 {a}\"
  basis \"甲\"

formula x also y = sum(F.a where b > 1) otherwise 0
  unit kg

case A-01 \"甲\"
  given F: a = 5 kg, b = missing, c = yes
  given F is not filed
  expect not applicable
";
    let zh = "规则 A-01 「甲」
  标题 英文 “A”
  逐行 F
  令 n = a × b
  当 c 属于 33、34 且 F 已填报
  要求 n 不超过 d 或 e 缺失
  级别 强制
  说明 “{a}”
  说明 中文 “甲 {a}”
  依据 “甲”

公式 x 又称 y = sum(F.a 其中 b 大于 1) 缺失按 0
  单位 kg

用例 A-01 「甲」
  已知 F: a = 5 kg, b = 缺失, c = 是
  已知 F 未填报
  预期 不适用
";
    assert_eq!(shown(&tree(en)), shown(&tree(zh)));
}

#[test]
fn a_vocabulary_in_both_languages() {
    let en = "subject 企业 also enterprise keyed by 代码
code list 行业分类 \"GB/T\" also industries from \"a.csv\" hierarchical 大类, 小类
form G102 \"废水\" also 废水表
  one per 企业
  field 甲 also a : number in m³
  field 乙 : quantity in unit from 丁
  field 丙 : code from 行业分类
  field 丁 : text private
  rows 排放口 keyed by 编号
    field 编号 : integer
    field 戊 : percent
    field 己 : yes/no
    field 庚 : period
define unit 千元 = 1000 元
constant 阈值 = 80%
set 涉水 = 1713, 33–35
";
    let zh = "对象 企业 又称 enterprise 关联键 代码
代码表 行业分类 “GB/T” 又称 industries 来自 “a.csv” 分级 大类、小类
报表 G102 「废水」 又称 废水表
  每 企业 一行
  指标 甲 又称 a ：数值 单位 m³
  指标 乙 ：带单位数值 单位见 丁
  指标 丙 ：代码 取自 行业分类
  指标 丁 ：文本 不公开
  明细 排放口 关联键 编号
    指标 编号 ：整数
    指标 戊 ：百分数
    指标 己 ：是否
    指标 庚 ：期间
定义单位 千元 = 1000 元
常量 阈值 = 80%
集合 涉水 = 1713、33–35
";
    assert_eq!(shown(&tree(en)), shown(&tree(zh)));
}

#[test]
fn what_is_asked_within_a_subject_in_both_languages() {
    let pairs = [
        (
            "任一(甲1、甲2、甲3) 属于 涉水行业",
            "any of (甲1, 甲2, 甲3) in 涉水行业",
            "(Any(甲1; 甲2; 甲3) in [涉水行业])",
        ),
        ("全部（甲，乙） ≥ 0", "all of (甲, 乙) ≥ 0", "(All(甲; 乙) AtLeast 0)"),
        ("均不(甲、乙) 有值", "none of (甲, 乙) is given", "(None(甲; 乙) Given)"),
        ("每行 处置量 ≥ 0", "every 处置量 ≥ 0", "(All(处置量) AtLeast 0)"),
        ("存在 处置量 > 0", "any 处置量 > 0", "(Any(处置量) Greater 0)"),
        ("不存在 甲 其中 乙 > 0", "no 甲 where 乙 > 0", "(None 甲 (乙 Greater 0))"),
        ("甲 含任一 酸碱词、“酸”", "甲 contains any of 酸碱词, \"酸\"", "(甲 contains any [酸碱词, “酸”])"),
        ("甲 可换算为 吨", "甲 fits 吨", "(甲 fits 吨)"),
        ("甲 换算为 乙的单位 > 1", "甲 as unit of 乙 > 1", "((甲 as unit of 乙) Greater 1)"),
        ("甲 换算为 丙.乙的单位 > 1", "甲 as unit of 丙.乙 > 1", "((甲 as unit of 丙.乙) Greater 1)"),
        ("甲 异于 乙 + 1", "甲 is distinct from 乙 + 1", "(甲 distinct (乙 + 1))"),
        ("甲 为真", "甲 is true", "(甲 True)"),
        ("（甲 > 1）为假", "(甲 > 1) is false", "((甲 Greater 1) False)"),
        ("甲 > (乙) 且 甲 为未知", "甲 > (乙) and 甲 is unknown", "((甲 Greater 乙) and (甲 Unknown))"),
        ("参数[“年运行时间”] > 1", "参数[\"年运行时间\"] > 1", "(参数[“年运行时间”] Greater 1)"),
        (
            "合计((甲, 乙、丙).丁 换算为 t 其中 戊 > 1) > 1",
            "sum((甲, 乙, 丙).丁 as t where 戊 > 1) > 1",
            "(合计(((甲, 乙, 丙).丁 as t) where (戊 Greater 1)) Greater 1)",
        ),
        (
            "(如果 甲 > 0 则 乙 ÷ 甲 否则 缺失) > 1",
            "(if 甲 > 0 then 乙 ÷ 甲 else missing) > 1",
            "((if (甲 Greater 0) then (乙 ÷ 甲) else missing) Greater 1)",
        ),
    ];
    for (zh, en, read) in pairs {
        assert_eq!(condition(zh), read, "{zh}");
        assert_eq!(condition(en).replace("sum(", "合计("), read, "{en}");
    }
    for (zh, en) in [
        ("甲 每行 满足 乙 > 0", "every 甲 has 乙 > 0"),
        ("甲 至少一行 满足 乙 > 0 且 丙 > 0", "any 甲 where 乙 > 0 and 丙 > 0"),
        ("至少一行 甲 满足 乙 > 0", "any 甲 where 乙 > 0"),
        ("至少一行 甲 其中 乙 > 0", "any 甲 where 乙 > 0"),
        ("非 甲 每行 满足 乙 > 0", "not every 甲 has 乙 > 0"),
        ("甲 与 乙 相差不超过 10%", "甲 ≈ 乙 within 10%"),
        ("甲 与 乙 + 1 相差不超过 10% 或 0.5 t 且 丙 > 1", "甲 ≈ 乙 + 1 within 10% or 0.5 t and 丙 > 1"),
        ("甲 为 是", "甲 is yes"),
        ("甲 = 是 且 乙 不为 否", "甲 = yes and 乙 is not no"),
        ("如果 甲 是 是 则 乙 = 否", "if 甲 is yes then 乙 = no"),
        ("甲 > 5 万 m³", "甲 > 5 万m³"),
        ("甲 > 5 万 且 乙 > 1 亿 元", "甲 > 5 万 and 乙 > 1 亿元"),
    ] {
        let en = condition(en).replace("yes", "是").replace("no)", "否)");
        assert_eq!(condition(zh), en, "{zh}");
    }
    assert_eq!(condition("missing form threshold > 1"), "(missing form threshold Greater 1)");
    assert_eq!(condition("outlet no > 1"), "(outlet no Greater 1)");
}

#[test]
fn the_rest_of_a_vocabulary_in_both_languages() {
    let en = "subject 企业 also enterprise keyed by 代码, 扩展码 listed in 基本情况表
form G102 also 废水表
  one per 企业
  field 行业2 : code exact from 行业分类 optional
  field 收入 : number in 元 or \"NA\", \"Exempt\" private required
  field 状态 : text exact
  field group 处置量 also disposal = M10 to M99
  named values 参数 also parameters from (名称1, 数值1, 单位1), (名称2, 数值2, 单位2)
  rows 污染物量 also amounts from \"化学需氧量\" (甲, 乙), \"氨氮\" (丙, 丁) as 污染物, 产生量, 排放量
built-in rule unit severity mandatory
built-in rule required severity advisory
rule F02
  for each 锅炉表, 炉窑表
  G102 requires 行业2, 收入
  blank counts as 0
  missing counts as failure
rule X16
  产生废水 requires 废水表 otherwise none
rule X17
  产生废水 forbids 废水表 when 状态 is given
";
    let zh = "对象 企业 又称 enterprise 关联键 代码、扩展码 名录 基本情况表
报表 G102 又称 废水表
  每 企业 一行
  指标 行业2 ：代码 原样 取自 行业分类 可空
  指标 收入 ：数值 单位 元 或 「NA」、「Exempt」 不公开 必填
  指标 状态 ：文本 原样
  指标组 处置量 又称 disposal = M10 至 M99
  命名值 参数 又称 parameters 来自 （名称1，数值1，单位1），（名称2，数值2，单位2）
  明细 污染物量 又称 amounts 来自 「化学需氧量」（甲，乙）、「氨氮」（丙，丁） 为 污染物、产生量、排放量
内置规则 单位 级别 强制
内置规则 必填 级别：提示
规则 F02
  逐行 锅炉表、炉窑表
  G102 必填 行业2、收入
  空白按 0
  缺失视为不通过
规则 X16
  产生废水 必填 废水表 否则不填
规则 X17
  产生废水 不填 废水表 当 状态 有值
";
    assert_eq!(shown(&tree(en)), shown(&tree(zh)));
    assert_eq!(
        shown(&tree("规则 A\n  逐户\n  要求 甲 1 33\n")),
        shown(&tree("rule A\n  for each subject\n  check 甲 1 33\n"))
    );
    assert_eq!(shown(&tree("规则 A\n  不得：甲 大于 1\n")), shown(&tree("rule A\n  check not (甲 > 1)\n")));
    assert_eq!(
        shown(&tree("报表 甲\n  每 乙 至少一行\n  指标 丙 ：数值 单位 万 t\n")),
        shown(&tree("form 甲\n  many per 乙\n  field 丙 : number in 万t\n"))
    );
    assert_eq!(
        shown(&tree("规则 A\n  甲 有则必填、无则不填 乙\n")),
        shown(&tree("规则 A\n  甲 必填 乙 否则不填\n"))
    );
}

/// Every sign of the tour that an input method types, one at a time.
#[test]
fn each_full_width_sign_is_its_twin() {
    let pairs = [
        ("a ＋ b", "a + b"),
        ("a － b", "a − b"),
        ("a - b", "a − b"),
        ("a * b", "a × b"),
        ("a ＊ b", "a × b"),
        ("a / b", "a ÷ b"),
        ("a ／ b", "a ÷ b"),
        ("a ＾ ２", "a ^ 2"),
        ("（a ＋ b）× c", "(a + b) × c"),
        ("Ｆ．ｘ", "F.x"),
        ("Ｆ。ｘ", "F.x"),
        ("ｍａｘ（a，b）", "max(a, b)"),
        ("８０％", "80%"),
        ("１２．５", "12.5"),
        ("a　＋　b", "a + b"),
        ("a\u{a0}+\u{2003}b\t", "a + b"),
        ("｀甲（乙）｀", "【甲（乙）】"),
    ];
    for (wide, narrow) in pairs {
        assert_eq!(expression(wide), expression(narrow), "{wide}");
    }
    let pairs = [
        ("a ＝ b", "a = b"),
        ("a ＜ b", "a < b"),
        ("a ＞ b", "a > b"),
        ("a ≤ b", "a <= b"),
        ("a ＜＝ b", "a ≤ b"),
        ("a ≥ b", "a >= b"),
        ("a ＞＝ b", "a ≥ b"),
        ("a ≠ b", "a <> b"),
        ("a ≠ b", "a != b"),
        ("a ！＝ b", "a ≠ b"),
        ("a ≈ b within １％", "a ~= b within 1%"),
        ("a ～＝ b within 1%", "a ≈ b within 1%"),
        ("a in 33～37", "a in 33–37"),
        ("a in 33~37、４０", "a in 33–37, 40"),
        ("a in （３３，３４）", "a in (33, 34)"),
        ("a in ０．５．．２", "a in 0.5..2"),
        ("a 为 “运行”", "a is \"运行\""),
        ("a 为 ”运行”", "a is \"运行\""),
        ("a 为 ＂运行＂", "a is \"运行\""),
        ("a 为 「运行」", "a is \"运行\""),
    ];
    for (wide, narrow) in pairs {
        assert_eq!(condition(wide), condition(narrow), "{wide}");
    }
    assert_eq!(
        shown(&tree("规则 甲 要求 a > 1\n  级别：强制\n")),
        shown(&tree("规则 甲 要求 a > 1\n  级别: 强制\n"))
    );
}

#[test]
fn what_stands_in_quotes_is_left_alone() {
    let same =
        |text: &str, read: &str| assert_eq!(condition(&format!("a = {text}")), format!("(a Equal “{read}”)"));
    same("\"（１，２）　＝\"", "（１，２）　＝");
    same("「他说「是」了」", "他说「是」了");
    same("\"say \"\"yes\"\"\"", "say \"yes\"");
    same("\"\"\"yes\"\" he said\"", "\"yes\" he said");
    same("\"\"", "");
    same("“# 不是注释 且 或”", "# 不是注释 且 或");
    same("「a \"b\" c」", "a \"b\" c");
    assert_eq!(condition("【工业总产值（当年价格）】 > 1"), "(工业总产值（当年价格） Greater 1)");
    assert_eq!(condition("`a and b` > 1"), "(a and b Greater 1)");
}

/// The rule of the tour with every clause, in both languages, in each with the signs of the other.
#[test]
fn a_whole_rule_of_the_tour_in_both_languages() {
    let en = "rule SZ-G106-03 \"甲\"
  title en \"Reported emission differs\"
  for each 核算表
  let net = 1 - 去除效率 * 运行率
  when 行业 33-37, 3982 and 运行状态 is \"运行\"
  when 废水表 is filed or 取水量 is not missing
  check 填报排放量 ~= 产量 * 产污系数 * net within 1% or 0.001 t
  check if 产量 >= 1 then 填报排放量 is given else 填报排放量 is missing
  check any 核算表 where 核算环节 = \"涂装\"
  check every 排放口 has 废水排放量 >= 0 and not 编号 contains \"x\"
  check 产量 not in (1, 2) if and only if 编号 does not contain \"x\"
  check 日期 > 2019-07-01 and 名称 matches \"^深\" and count missing(名称, 编号) = 0
  check 名称 starts with \"深\" or 名称 ends with \"厂\" or 代码 is a valid credit code
  check 产量 as t otherwise 0 <= 取水量
  severity advisory
  message \"{填报排放量:0.00 kg}\"
  basis \"2.3\"
";
    let zh = "规则 SZ-G106-03 「甲」
  标题 英文：“Reported emission differs”
  逐行 核算表
  设 net ＝ １ － 去除效率 × 运行率
  当 行业 33–37、3982 且 运行状态 为 「运行」
  当 废水表 已填报 或者 取水量 不为空
  应满足 填报排放量 ≈ 产量 × 产污系数 × net 允许误差 1% 或 0.001 t
  要求 若 产量 不低于 1 则 填报排放量 有值 否则 填报排放量 为空
  要求 存在 核算表 其中 核算环节 等于 “涂装”
  要求：每行 排放口 满足 废水排放量 ≥ 0 并且 非 编号 包含 “x”
  要求 产量 不属于（1，2）当且仅当 编号 不含 “x”
  要求 日期 大于 ２０１９－０７－０１ 且 名称 匹配 “^深” 且 count missing（名称，编号）＝０
  要求 名称 开头为 “深” 或 名称 结尾为 “厂” 或 代码 是有效信用代码
  要求 产量 换算为 t 缺失按 0 不超过 取水量
  级别：核实
  问题说明 “{填报排放量:0.00 kg}”
  依据 “2.3”
";
    assert_eq!(shown(&tree(en)), shown(&tree(zh)));
}

#[test]
fn the_mark_before_a_file_and_carriage_returns_are_nothing() {
    let plain = "rule A check a > 1\n  severity advisory\n";
    for text in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r"),
        // What web pages put between letters.
        plain.replace("severity", "sev\u{200b}eri\u{ad}ty\u{2060}"),
        plain.replace('\n', "\r\n"),
        plain.trim_end().to_owned(),
    ] {
        assert_eq!(shown(&tree(&text)), shown(&tree(plain)), "{text:?}");
    }
}

#[test]
fn lines_go_on_where_they_are_not_finished() {
    let one = "rule A check a + b ≤ sum(F.x where y > 1) and c > 2\n";
    let many = "rule A check a +   # the first\n    b\n  ≤ sum(F.x\n    where y > 1)\n  and c > 2\n";
    assert_eq!(shown(&tree(one)), shown(&tree(many)));
    for many in [
        "rule A check a + b\n  ≤ sum(F.x where y > 1) and\n  c > 2\n",
        "rule A check a + b ≤ sum(\n# between\nF.x where y > 1\n) and c > 2\n",
        "rule A check a\n+ b\n≤\nsum(F.x where y > 1)\nand c\n> 2\n",
        "rule A check a + b ≤ sum(F.x 其中 y ＞ 1)\n  且 c\n  大于 2\n",
    ] {
        assert_eq!(shown(&tree(one)), shown(&tree(many)), "{many}");
    }
    // A blank line ends it, and so does a line that begins with a keyword.
    assert_eq!(read("x = a +\n\nb\n").1.len(), 2);
    assert_eq!(read("rule A check a = (b\n  severity advisory\n").1.len(), 1);
    // What is complete does not go on.
    assert_eq!(tree("x = a is missing\ny = b\n".replace(" is missing", "").leak()).items.len(), 2);
    assert_eq!(tree("rule A\n  when F is filed\n  industry 33 requires G\n").items.len(), 1);
    let list = "set s = 33,\n  34,\n  35\n";
    assert_eq!(shown(&tree("set s = 33, 34, 35\n")), shown(&tree(list)));
}

#[test]
fn a_comment_needs_a_blank_before_it() {
    let tree = tree("rule A check name = \"1#锅炉\" # not this\n# nor this\n");
    assert!(shown(&tree).contains("1#锅炉"));
    assert!(!shown(&tree).contains("nor"));
    let tree = crate::show::tree("x = a　＃ 全角\ny = b#c\n".replace("#c", "").leak());
    assert_eq!(tree.items.len(), 2);
    assert_eq!(read("y = b#c\n").1.len(), 1, "no blank, no comment");
}

#[test]
fn a_bare_requirement_belongs_to_the_rule_above_it_unless_a_blank_line_parts_them() {
    let together = tree("rule A\n  industry 33 requires F\n");
    assert_eq!(together.items.len(), 1);
    let apart = tree("rule A check a > 1\n\nindustry 33 requires F\n");
    assert_eq!(apart.items.len(), 2);
}

#[test]
fn names_may_look_like_keywords() {
    for name in
        ["net emission", "lot size", "seat count", "base load", "forms filed", "rate of use", "格式 数"]
    {
        assert!(read(&format!("rule A check b > 1\n\n{name} = a × 2\n")).1.is_empty(), "{name}");
    }
}

#[test]
fn names_hold_words_that_are_keywords_elsewhere() {
    assert_eq!(
        condition("water table depth + product unit price > business rule count"),
        "((water table depth + product unit price) Greater business rule count)"
    );
    assert_eq!(condition("number of employees > 5"), "(number of employees Greater 5)");
    assert_eq!(condition("规则温度 大于 5"), "(规则温度 Greater 5)");
    assert_eq!(condition("含硫量 > 5"), "(含硫量 Greater 5)");
}

/// What a part of a tree stands on in the source.
fn pieces(text: &str) -> Vec<String> {
    let shown = format!("{:?}", tree(text).items);
    let number = |text: &str| text.split([',', ' ']).next().and_then(|number| number.parse().ok()).unwrap();
    let spans = shown
        .split("start: ")
        .skip(1)
        .map(|span| (number(span), number(span.split("end: ").nth(1).unwrap())));
    let mut pieces: Vec<String> =
        spans.map(|(start, end): (usize, usize)| text[start..end].to_owned()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

#[test]
fn places_point_at_the_source_whatever_was_folded() {
    assert_eq!(
        pieces("规则 A-01　「甲」　要求　取水量　＋　【总（量）】　≤　１００　m³　＃注\n  级别：强制\n"),
        [
            "A-01",
            "m³",
            "≤",
            "「甲」",
            "【总（量）】",
            "取水量",
            "取水量　＋　【总（量）】",
            "取水量　＋　【总（量）】　≤　１００　m³",
            "强制",
            "规则 A-01　「甲」　要求　取水量　＋　【总（量）】　≤　１００　m³",
            "＋",
            "１００",
            "１００　m³",
        ]
    );
    // Over the end of a line.
    assert_eq!(
        pieces("x = ａ ×  # 注\n  ｂ\n"),
        ["x", "x = ａ ×  # 注\n  ｂ", "×", "ａ", "ａ ×  # 注\n  ｂ", "ｂ"]
    );
    assert_eq!(
        pieces("明 = 最大（甲，乙）\n"),
        ["乙", "明", "明 = 最大（甲，乙）", "最大", "最大（甲，乙）", "甲"]
    );
}

#[test]
fn what_is_given_alone_reads_as_in_a_case() {
    use shensuan_diagnostics::SourceMap;
    use shensuan_syntax::tree::{Given, Node};
    use shensuan_syntax::tree_expr::Path;
    // Without the places, which differ.
    fn plain((path, given): &(Path, Node<Given>)) -> String {
        match &given.value {
            Given::Number(number, negative) => {
                let unit = number.unit.as_ref().map(|unit| unit.value.as_str());
                format!("{} {negative} {} {unit:?}", path.text(), number.number.value)
            }
            other => format!("{} {other:?}", path.text()),
        }
    }
    let alone = |text: &str| {
        let (line, said) = shensuan_syntax::parse_given(SourceMap::default().add("", text), text);
        assert!(said.is_empty(), "{said:?}");
        line.unwrap().cells.iter().map(plain).collect::<Vec<_>>()
    };
    let in_case = |text: &str| {
        let tree = tree(&format!("case A\n  given {text}\n  expect pass\n"));
        let [Item::Case(case)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
        case.given.iter().flat_map(|line| &line.cells).map(plain).collect::<Vec<_>>()
    };
    for (en, zh) in [
        ("output = 1200 t, staff = missing", "output = 1200 t，staff = 缺失"),
        ("F: a = \"x\", b = yes, c = −5 kg, d = 80%", "F：a = 「x」，b = 是，c = −5 kg，d = 80%"),
    ] {
        assert_eq!(alone(en), in_case(en));
        assert_eq!(alone(en), alone(zh));
    }
}

#[test]
fn a_date_is_no_subtraction_and_no_number_in_a_unit() {
    assert_eq!(expression("2019-07-01"), "d2019-07-01");
    assert_eq!(expression("2019年7月1日"), "d2019-07-01");
    assert_eq!(expression("2019 - 07 - 01"), expression("2019 − 07 − 01"));
    assert!(!expression("2019-2018").contains('d'));
    assert_eq!(condition("甲 in 2019-01-01..2019年12月31日"), condition("2019-01-01 ≤ 甲 ≤ 2019年12月31日"));
    assert_eq!(condition("甲 不属于 2019-01-01..2019-12-31"), condition("not 2019-01-01 ≤ 甲 ≤ 2019-12-31"));
    assert_eq!(expression("2019-12-31 − 2019-07-01"), expression("2019-12-31-2019-07-01"));
}
