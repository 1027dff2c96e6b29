//! Whether all rows are so.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["每行"],
    en: &["every"],
    family: Family::Rows,
    signature: Text { zh: "每行 报表 满足 条件", en: "every form has condition" },
    unit: NO_UNIT,
    about: Text {
        zh: "是不是每行都满足条件；没有行时是“是”。条件因本行的空格而无法判定的行跳过。",
        en: "Whether the condition holds in all rows; true of no rows. A row whose own empty cell leaves it unknown is passed over.",
    },
    examples: &[
        Example::holds("每行 设施 满足 功率 > 4 千瓦", "every facilities has capacity > 4 kW").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::fails("每行 设施 满足 功率 > 6 千瓦", "every facilities has capacity > 6 kW").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
    ],
    check: None,
    lower: Lower::Nothing,
};
