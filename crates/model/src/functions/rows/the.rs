//! The value of the only row.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["独值"],
    en: &["the"],
    family: Family::Rows,
    signature: Text { zh: "独值(报表.x 其中 条件)", en: "the(form.x where condition)" },
    unit: Text { zh: "结果的单位与 x 相同", en: "the result has the unit of x" },
    about: Text {
        zh: "正好有一行时，那一行的 x；没有行或有多行时缺失。x 是数值、日期、是否、文本或代码。",
        en: "The x of the row, where there is exactly one; missing where there is none and where there are several. x is a number, a date, a yes/no, a text or a code.",
    },
    examples: &[
        Example::of(
            "独值(设施.功率 其中 编号 = \"A3\")",
            "the(facilities.capacity where number = \"A3\")",
            "7 千瓦",
            "7 kW",
        )
        .given(
            "设施: 编号 = \"A2\", 功率 = 5 千瓦; 设施: 编号 = \"A3\", 功率 = 7 千瓦",
            "facilities: number = \"A2\", capacity = 5 kW; facilities: number = \"A3\", capacity = 7 kW",
        ),
        Example::of(
            "独值(设施.编号 其中 功率 > 6 千瓦)",
            "the(facilities.number where capacity > 6 kW)",
            "A3",
            "A3",
        )
        .given(
            "设施: 编号 = \"A2\", 功率 = 5 千瓦; 设施: 编号 = \"A3\", 功率 = 7 千瓦",
            "facilities: number = \"A2\", capacity = 5 kW; facilities: number = \"A3\", capacity = 7 kW",
        ),
        Example::of("独值(设施.功率)", "the(facilities.capacity)", "缺失", "missing").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW",
        ),
    ],
    check: None,
    lower: Lower::Nothing,
};
