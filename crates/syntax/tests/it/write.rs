//! Trees written as rule text: what is read of it is the same tree, in either language.

use shensuan_diagnostics::Lang;
use shensuan_syntax::{SyntaxTree, Wording, print, write};

use crate::show::read;
use crate::snippets::snippets;

fn written(tree: &SyntaxTree, lang: Lang) -> String {
    write(tree, Wording::plain(lang))
}

/// The print of a tree; `yes` and `no` stand in it as they were written.
pub fn printed(tree: &SyntaxTree) -> String {
    let print = print(tree, false);
    [(" 是)", " yes)"), (" 否)", " no)")].iter().fold(print, |print, (zh, en)| print.replace(zh, en))
}

fn holds(text: &str) {
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{text}: {said:?}");
    for lang in [Lang::Zh, Lang::En] {
        let twin = written(&tree, lang);
        let (again, said) = read(&twin);
        assert!(said.is_empty(), "{text}\n{twin}\n{said:?}");
        assert_eq!(printed(&tree), printed(&again), "{text}\n{twin}");
        assert_eq!(written(&again, lang), twin, "{text}");
    }
}

#[test]
fn what_is_written_reads_as_it_did() {
    let mut read_well = 0;
    for file in ["plausible.txt", "refused.txt", "reviewers.txt"] {
        for snippet in snippets(file) {
            let text = format!("{}\n", snippet.text);
            if read(&text).1.is_empty() {
                holds(&text);
                read_well += 1;
            }
        }
    }
    assert!(read_well > 80, "{read_well}");
}

/// Names, texts and units that only quotes keep together, and values that only brackets do.
pub const CASES: &[&str] = &[
    "formula 【a and b】 = 【c 1】 + 【甲 且 乙】 − `x】y`\n",
    "rule A check a − (b − c) > −(a + b) × c ^ −2\n",
    "rule A check not (not a > 1) and not not (not (not b > 1))\n",
    "rule A check −(−a) − −(−b) > −−c\n",
    "rule A check (a otherwise 0) + b ≥ (a + b) otherwise c as kg\n",
    "rule A check (if a > 1 then b else c) > 2 or not (a > 1 and (b > 2 or c > 3))\n",
    "rule A check (any F where a > 1) and every G has (b > 2 and no H where c in 1, 2)\n",
    "rule A check if (if a > 1 then b > 2) then (c > 3 if and only if d > 4)\n",
    "rule A check sum(a where b in (33, 34) and c > 1, (any F where d > 1)) > 5\n",
    "rule A check count(F where (行业 33, 34) and a > 1) > 2 and (行业 33, 34 or b in 1, 2)\n",
    "rule A check count(F where (any G where a > 1)) = 0\n",
    "rule A check a = yes and b ≠ 否 and c is \"say \"\"no\"\"\"\n",
    "rule A\n  for each group of F.G by a 1, c.d\n  check (not unique by a, b or c > 1) and count(F where unique by a、b) > 2\n",
    "rule A check any of (a 1, b 2) in 33–37, \"900-041-49\", C3360 and 行业 33, 34\n",
    "rule A check a in (0.5, 1..2) t or a not in 0.5..2 or a in 2019-01-01..2019-12-31\n",
    "rule A check (A, B).fuel as unit of x ≈ y within 1% or 0.5 t\n",
    "rule A check 运行参数[\"年运行时间\"] fits 【short ton】/a and x is distinct from missing\n",
    "rule A check a similar to b (90%) and c similar to \"x\" without d (0.9)\n",
    "rule A check a inside b[c] and not d not inside e.f\n",
    "【unit price】 = a\n",
    "【check it】 requires F otherwise none when a > 1\n",
    "statistic emission by 区 also a by b、c = sum(a where b > 1) by c、d ÷ count(F) by c, d\n",
    "统计 【且 大户】 又称 top = 前 10 名（甲 换算为 吨 其中 乙 > 1） 按 区\n",
    "statistic a = share(mandatory rules pass) + share(any rule fails) by c (at least 2)\n",
    "statistic a = count(F where rule national:SZ-1 fails and not (rule B passes or advisory rules pass))\n",
    "define unit 【ton CO2/mmBtu】 also tcm = 3.5 【short ton】/GJ\n",
    "severity mandatory\n\nrule A\n  for each F, G\n  let n = a + 1\n  when n > 1\n  不得 a > b 或 b > c\n",
    "case 甲-1 \"t\"\n  given F: a = −1.5 kg, b = missing, c = 否, d = C33\n  given G is filed, x 1 = \"「」\"\n  expect not applicable\n",
    "case 甲-2\n  given 企业 \"A\": a = 1\n  given F: b = 2\n  given 企业 \"乙 「1」\": a = 3\n  expect \"A\": fail\n",
    "rule A \"t\"\n  for each subject\n  a requires F, G\n  blank counts as 0\n  missing counts as failure\n  title en \"T\"\n  tags 水, \"permit and 2\"\n  since 2019-01-01\n",
];

#[test]
fn quotes_and_brackets_stand_where_they_are_needed() {
    CASES.iter().for_each(|text| holds(text));
}

#[test]
fn both_languages_are_handsome() {
    let text = "form G102 「废水」 又称 废水表\n  每 企业 一行 关联键 年份\n  指标 取水量 又称 water intake：数值 单位 m³ 或 “NA” 可空\n  rows 排放口 keyed by 编号\n    field 编号 : text exact\n\n规则 A-01 「甲」\n  当 行业 属于 （33，34） 且 运行状态 为 “运行”\n  要求 合计(排放口.排水量 其中 编号 含 “W”) 不超过 取水量 + 5 m³\n  级别 强制\n\nemission = output × (1 − removal efficiency) otherwise 0\n  单位 kg\n\n停用 national:A-01 因为 “乙” 自 2019年6月1日 起\n\noverride built-in rule unit severity advisory because \"b\"\n\n调整 上限 = 33、“a” 因为 “c”\n";
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{said:?}");
    insta::assert_snapshot!(format!("{}\n---\n\n{}", written(&tree, Lang::Zh), written(&tree, Lang::En)));
}
