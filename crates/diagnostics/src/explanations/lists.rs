//! E0594: external lists.

use crate::codes::lists as codes;

explanations! {
    NO_KEY_BETWEEN {
        zh: "外部名单的行不属于任何企业，与企业或别表的行两两比对，两万对两万就是四亿次。写明凭什么对应，只比对得上的：代码、文字、数值或日期相等，或名称相似。“或”的每一支都要有这样的条件，“且”里有一个即可。不带表名的指标先指所问的表自己的；外面那一行的写上表名，或写“本行.指标”。从名单看企业时，条件读企业每户一个值的指标。",
        en: "Rows of an external list belong to no enterprise; every pair of 20,000 and 20,000 is 400 million. Say by what they belong together: equal codes, texts, numbers or dates, or names that are alike. Each branch of an `or` needs such a condition; of an `and` one is enough. A bare field is of the rows asked for first; for one of the row outside write its form before it, or `this row.field`. Seen from a list, a condition reads what an enterprise files once.",
        wrong: { zh: "参照表 名册 来自 数据\n  指标 代码：文本\n规则 A\n  逐行 名册\n  要求 存在 企业 其中 从业人数 > 5", en: "table register from data\n  field code : text\nrule A\n  for each register\n  check any enterprise where staff > 5" },
        right: { zh: "参照表 名册 来自 数据\n  指标 代码：文本\n规则 A\n  逐行 名册\n  要求 存在 企业 其中 统一社会信用代码 = 名册.代码", en: "table register from data\n  field code : text\nrule A\n  for each register\n  check any enterprise where credit code = register.code" },
    }
}
