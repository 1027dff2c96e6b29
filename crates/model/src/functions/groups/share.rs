//! In how many of a group a condition is true.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["占比"],
    en: &["share"],
    family: Family::Groups,
    signature: Text {
        zh: "占比(条件 其中 条件) 按 分组",
        en: "share(condition where condition) by keys",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "一组中条件成立的占能判断的多少，是百分数。能判断的太少时缺失，同“中位数”。",
        en: "In how many of those members of the group in which the condition is known it is true: a percentage. Missing in a group with too few, as `median` is.",
    },
    examples: &[
        Example::of("占比(设施.功率 > 6 千瓦) 按 行业代码（至少 3） ≥ 60%", "share(facilities.capacity > 6 kW) by industry (at least 3) ≥ 60%", "是", "true").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
