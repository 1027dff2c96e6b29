//! How many rows the form has; of a field, in how many rows it is given.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["记录数", "行数", "户数"],
    en: &["count"],
    family: Family::Rows,
    signature: Text {
        zh: "记录数(报表 其中 条件) 或 记录数(报表.x 其中 条件)",
        en: "count(form where condition) or count(form.x where condition)",
    },
    unit: Text { zh: "结果没有单位", en: "the result has no unit" },
    about: Text {
        zh: "报表有几行；写指标时是给出这个指标的行数。",
        en: "How many rows the form has; of a field, in how many rows it is given.",
    },
    examples: &[
        Example::new("记录数(设施)", "count(facilities)", "3").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::new("记录数(设施.功率)", "count(facilities.capacity)", "2").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 编号 = \"A3\"",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: number = \"A3\"",
        ),
        Example::new("记录数(设施)", "count(facilities)", "0"),
    ],
    check: None,
    lower: Lower::Nothing,
};
