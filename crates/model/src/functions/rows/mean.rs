//! The mean of the given x; missing where there is none.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["均值"],
    en: &["mean"],
    family: Family::Rows,
    signature: Text {
        zh: "均值(报表.x 其中 条件) 或 均值(a, b, …)",
        en: "mean(form.x where condition) or mean(a, b, …)",
    },
    unit: Text {
        zh: "结果的单位与 x 相同；单位写在各行时先写“换算为”",
        en: "the result has the unit of x; where rows have units of their own, write `as` a unit first",
    },
    about: Text {
        zh: "给出的 x 的平均数；一个都没有时缺失。",
        en: "The mean of the given x; missing where there is none.",
    },
    examples: &[Example::of("均值(设施.功率)", "mean(facilities.capacity)", "6 千瓦", "6 kW").given(
        "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
        "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
    )],
    check: None,
    lower: Lower::Nothing,
};
