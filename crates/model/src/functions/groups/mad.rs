//! The median of the distances from the median of a group.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, KEEPS, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["绝对中位差"],
    en: &["mad"],
    family: Family::Groups,
    signature: Text {
        zh: "绝对中位差(x 其中 条件) 按 分组",
        en: "mad(x where condition) by keys",
    },
    unit: KEEPS,
    about: Text {
        zh: "一组中各 x 与中位数之差的绝对值的中位数，不乘系数。组内数值太少时缺失，同“中位数”。",
        en: "The median of how far the x of the group are from their median, without a factor. Missing in a group with too few, as `median` is.",
    },
    examples: &[
        Example::of("绝对中位差(设施.功率) 按 行业代码（至少 3）", "mad(facilities.capacity) by industry (at least 3)", "2 千瓦", "2 kW").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
