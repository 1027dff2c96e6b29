//! The largest of the given x; missing where there is none. Dates have one too.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["最大"],
    en: &["max"],
    family: Family::Rows,
    signature: Text {
        zh: "最大(报表.x 其中 条件) 或 最大(a, b, …)",
        en: "max(form.x where condition) or max(a, b, …)",
    },
    unit: Text {
        zh: "结果的单位与 x 相同；单位写在各行时先写“换算为”",
        en: "the result has the unit of x; where rows have units of their own, write `as` a unit first",
    },
    about: Text {
        zh: "给出的 x 中最大的；一个都没有时缺失。也可以用于日期。",
        en: "The largest of the given x; missing where there is none. Dates have one too.",
    },
    examples: &[
        Example::of("最大(设施.功率)", "max(facilities.capacity)", "7 千瓦", "7 kW").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::new("最大(开业日期, 2019-01-01)", "max(opened, 2019-01-01)", "2019-01-01")
            .given("开业日期 = 2018-07-01", "opened = 2018-07-01"),
    ],
    check: None,
    lower: Lower::Nothing,
};
