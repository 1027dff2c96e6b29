//! The table of precedence in the reference, row by row: without brackets an expression is read as with those that the
//! table says.

use std::collections::BTreeSet;

use shensuan_diagnostics::Lang;
use shensuan_engine::Parsed;

use crate::reference::{Page, drawn_of, tables};

/// What binds more tightly, what less, an expression of both, the same with the brackets that the table says, and the
/// brackets that would make it another; in each language.
type Pair = [[&'static str; 5]; 2];

const PAIRS: [Pair; 17] = [
    [
        ["`.`", "`^`", "f.a ^ 2", "(f.a) ^ 2", "f.b ^ 2"],
        ["`.`", "`^`", "表.甲 ^ 2", "(表.甲) ^ 2", "表.乙 ^ 2"],
    ],
    [["`^`", "`−x`", "−a ^ 2", "−(a ^ 2)", "(−a) ^ 2"], ["`^`", "`−x`", "−甲 ^ 2", "−(甲 ^ 2)", "(−甲) ^ 2"]],
    [
        ["`−x`", "`×`", "−a × b", "(−a) × b", "−(a × b)"],
        ["`−x`", "`×`", "−甲 × 乙", "(−甲) × 乙", "−(甲 × 乙)"],
    ],
    [
        ["`×`", "`+`", "a + b × c", "a + (b × c)", "(a + b) × c"],
        ["`×`", "`+`", "甲 + 乙 × 丙", "甲 + (乙 × 丙)", "(甲 + 乙) × 丙"],
    ],
    [
        ["`+`", "`as", "a + b as kg", "(a + b) as kg", "a + (b as kg)"],
        ["`+`", "`换算为", "甲 + 乙 换算为 千克", "(甲 + 乙) 换算为 千克", "甲 + (乙 换算为 千克)"],
    ],
    [
        ["`otherwise", "`=`", "a = b otherwise 0", "a = (b otherwise 0)", "(a = b) otherwise 0"],
        ["`缺失按", "`=`", "甲 = 乙 缺失按 0", "甲 = (乙 缺失按 0)", "(甲 = 乙) 缺失按 0"],
    ],
    [
        ["`as", "`≈", "a as kg ≈ b within 1%", "(a as kg) ≈ b within 1%", "a as t ≈ b within 1%"],
        [
            "`换算为",
            "`≈",
            "甲 换算为 千克 ≈ 乙 允许误差 1%",
            "(甲 换算为 千克) ≈ 乙 允许误差 1%",
            "甲 换算为 吨 ≈ 乙 允许误差 1%",
        ],
    ],
    [
        ["`=`", "`not`", "not a = b", "not (a = b)", "(not a) = b"],
        ["`=`", "`非`", "非 甲 = 乙", "非 (甲 = 乙)", "(非 甲) = 乙"],
    ],
    [
        ["`≈", "`not`", "not a ≈ b within 1%", "not (a ≈ b within 1%)", "(not a) ≈ b within 1%"],
        ["`≈", "`非`", "非 甲 ≈ 乙 允许误差 1%", "非 (甲 ≈ 乙 允许误差 1%)", "(非 甲) ≈ 乙 允许误差 1%"],
    ],
    [
        ["`in`", "`not`", "not a in (1, 2)", "not (a in (1, 2))", "(not a) in (1, 2)"],
        ["`属于`", "`非`", "非 甲 属于 (1, 2)", "非 (甲 属于 (1, 2))", "(非 甲) 属于 (1, 2)"],
    ],
    [
        ["`inside`", "`not`", "not a inside t[\"x\"]", "not (a inside t[\"x\"])", "(not a) inside t[\"x\"]"],
        ["`位于`", "`非`", "非 甲 位于 表[「x」]", "非 (甲 位于 表[「x」])", "(非 甲) 位于 表[「x」]"],
    ],
    [
        ["`contains`", "`not`", "not a contains \"x\"", "not (a contains \"x\")", "(not a) contains \"x\""],
        ["`含`", "`非`", "非 甲 含 「x」", "非 (甲 含 「x」)", "(非 甲) 含 「x」"],
    ],
    [
        ["`is missing`", "`not`", "not a is missing", "not (a is missing)", "(not a) is missing"],
        ["`缺失`", "`非`", "非 甲 缺失", "非 (甲 缺失)", "(非 甲) 缺失"],
    ],
    [
        ["`not`", "`and`", "not a and b", "(not a) and b", "not (a and b)"],
        ["`非`", "`且`", "非 甲 且 乙", "(非 甲) 且 乙", "非 (甲 且 乙)"],
    ],
    [
        ["`and`", "`or`", "a or b and c", "a or (b and c)", "(a or b) and c"],
        ["`且`", "`或`", "甲 或 乙 且 丙", "甲 或 (乙 且 丙)", "(甲 或 乙) 且 丙"],
    ],
    [
        [
            "`or`",
            "`if and only if`",
            "a if and only if b or c",
            "a if and only if (b or c)",
            "(a if and only if b) or c",
        ],
        ["`或`", "`当且仅当`", "甲 当且仅当 乙 或 丙", "甲 当且仅当 (乙 或 丙)", "(甲 当且仅当 乙) 或 丙"],
    ],
    [
        [
            "`if and only if`",
            "`if … then",
            "if a then b if and only if c",
            "if a then (b if and only if c)",
            "(if a then b) if and only if c",
        ],
        [
            "`当且仅当`",
            "`如果 … 则",
            "如果 甲 则 乙 当且仅当 丙",
            "如果 甲 则 (乙 当且仅当 丙)",
            "(如果 甲 则 乙) 当且仅当 丙",
        ],
    ],
];

/// The tree of a rule with this condition.
fn tree(condition: &str) -> String {
    let mut parsed = Parsed::of_text("precedence.rule", &format!("rule P\n  check {condition}\n"));
    assert!(!parsed.said.has_errors(), "{condition}: {}", drawn_of(&parsed.said, &parsed.sources));
    parsed.print(&[], false)
}

#[test]
fn operators_bind_as_the_table_of_precedence_says() {
    for (page, at) in [(Page::read("language", Lang::En), 0), (Page::read("language", Lang::Zh), 1)] {
        let head = page.lang.pick("运算符", "operator");
        let tables = tables(&page.text);
        let (_, table) = tables.iter().find(|(_, table)| table[0][0] == head).unwrap();
        let mut seen = BTreeSet::new();
        for [tight, loose, plain, bracketed, other] in PAIRS.map(|pair| pair[at]) {
            let row = |sign: &str| {
                table.iter().position(|row| row[0].contains(sign)).unwrap_or_else(|| panic!("{sign}"))
            };
            assert!(row(tight) < row(loose), "{tight} {loose}");
            seen.extend([row(tight), row(loose)]);
            assert_eq!(tree(plain), tree(bracketed));
            assert_ne!(tree(plain), tree(other), "{plain}");
        }
        assert_eq!(seen, (1..table.len()).collect(), "each row stands in a pair");
    }
}

#[test]
fn where_two_of_one_row_meet_the_left_comes_first() {
    for [plain, bracketed] in [
        ["a − b + c", "(a − b) + c"],
        ["a ÷ b × c", "(a ÷ b) × c"],
        ["a otherwise b as kg", "(a otherwise b) as kg"],
    ] {
        assert_eq!(tree(plain), tree(bracketed));
    }
}
