//! Whether a row is so.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["存在"],
    en: &["any"],
    family: Family::Rows,
    signature: Text { zh: "存在 报表 其中 条件", en: "any form where condition" },
    unit: NO_UNIT,
    about: Text {
        zh: "有没有一行满足条件；没有行时是“否”。条件因本行的空格而无法判定的行跳过。",
        en: "Whether the condition holds in some row; false of no rows. A row whose own empty cell leaves it unknown is passed over.",
    },
    examples: &[
        Example::holds("存在 设施 其中 功率 > 6 千瓦", "any facilities where capacity > 6 kW").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::fails("存在 设施 其中 功率 > 6 千瓦", "any facilities where capacity > 6 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
