//! The sum of x over the rows, of those given; 0 of no rows, missing where there are rows and all are missing. It may also add fields beside each other, or the fields of a group.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["合计"],
    en: &["sum"],
    family: Family::Rows,
    signature: Text {
        zh: "合计(报表.x 其中 条件) 或 合计(a, b, …)",
        en: "sum(form.x where condition) or sum(a, b, …)",
    },
    unit: Text {
        zh: "结果的单位与 x 相同；单位写在各行时先写“换算为”",
        en: "the result has the unit of x; where rows have units of their own, write `as` a unit first",
    },
    about: Text {
        zh: "各行 x 之和，只加给出的；没有行时是 0，有行而全都缺失时缺失。也可以对同一行的几个指标或一个指标组求和。",
        en: "The sum of x over the rows, of those given; 0 of no rows, missing where there are rows and all are missing. It may also add fields beside each other, or the fields of a group.",
    },
    examples: &[
        Example::of("合计(设施.功率)", "sum(facilities.capacity)", "12 千瓦", "12 kW").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::of(
            "合计(设施.功率 其中 功率 > 6 千瓦)",
            "sum(facilities.capacity where capacity > 6 kW)",
            "7 千瓦",
            "7 kW",
        )
        .given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::new("合计(从业人数, 5)", "sum(staff, 5)", "17").given("从业人数 = 12", "staff = 12"),
    ],
    check: None,
    lower: Lower::Nothing,
};
