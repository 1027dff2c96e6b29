//! Whether a value lies far from the median of its group.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["不离群"],
    en: &["is not an outlier"],
    family: Family::Groups,
    signature: Text {
        zh: "x 不离群 按 分组（稳健 3.5），x 离群 按 分组（稳健 3.5）",
        en: "x is not an outlier by keys (robust 3.5), x is an outlier by keys (robust 3.5)",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "x 与组内中位数之差不超过 3.5 × 1.4826 × 绝对中位差。半数以上相同时绝对中位差为 0：与中位数相同的不离群，其余无法判定。组内数值太少时无法判定，同“中位数”。",
        en: "Whether x is at most 3.5 × 1.4826 × mad from the median of the group. Where more than half are equal and mad is 0, those are no outliers and of the others nothing can be said. Unknown in a group with too few, as `median` is missing.",
    },
    examples: &[Example::of(
        "从业人数 不离群 按 行业代码（至少 1）（稳健 3.5）",
        "staff is not an outlier by industry (at least 1) (robust 3.5)",
        "是",
        "true",
    )
    .given("行业代码 = 3360, 从业人数 = 5", "industry = 3360, staff = 5")],
    check: None,
    lower: Lower::Nothing,
};
