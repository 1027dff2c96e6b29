//! The middle one of the values of a group; the mean of the two middle ones.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, KEEPS, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["中位数"],
    en: &["median"],
    family: Family::Groups,
    signature: Text {
        zh: "中位数(x 其中 条件) 按 分组，不写“按”时对全体",
        en: "median(x where condition) by keys; over everybody without `by`",
    },
    unit: KEEPS,
    about: Text {
        zh: "一组中给出的 x 由小到大排列，居中的一个，或居中两个的平均（同 Excel 的 MEDIAN）。组内给出的少于 10 个，或少于“（至少 n）”，时缺失。组包括全部企业，不因“当”而缩小。",
        en: "The middle one of the given x of the group, or the mean of the two in the middle (MEDIAN of Excel). Missing in a group with fewer than 10 of them, or than `(at least n)` behind the keys says. A group holds all subjects, whatever `when` says.",
    },
    examples: &[
        Example::of("中位数(设施.功率) 按 行业代码（至少 3）", "median(facilities.capacity) by industry (at least 3)", "7 千瓦", "7 kW").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
        Example::missing("中位数(设施.功率) 按 行业代码", "median(facilities.capacity) by industry").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
