//! E0596: external lists.

use crate::codes::lists as codes;

explanations! {
    NO_KEY_BETWEEN {
        zh: "外部名单的行不属于任何企业，与企业（或另一张表的行）两两比对，数目是乘积，两万对两万就是四亿次。写明凭什么对应，只比对对得上的：代码、文字、数值或日期相等，或名称相似。“或”的每一支都要有这样的条件，“且”里有一个即可。在 存在 某表 其中 … 里，不带表名的指标先指该表自己的；要取外面那一行的，写上它的表名，或写“本行.指标”。从名单看企业时，条件里读企业每户一个值的指标。",
        en: "Rows of an external list belong to no enterprise; to hold each against every enterprise, or every row of another form, is a product: 20,000 against 20,000 is 400 million. Say by what they belong together, and only what may match is compared: equal codes, texts, numbers or dates, or names that are alike. Each branch of an `or` needs such a condition; of an `and` one is enough. Inside `any F where …` a bare field is F's own first; for one of the row outside write its form before it, or `this row.field`. Seen from a list, a condition reads what an enterprise files once.",
    }
}
