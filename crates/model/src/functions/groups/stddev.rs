//! The standard deviation of the values of a group.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, KEEPS, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["标准差"],
    en: &["stddev"],
    family: Family::Groups,
    signature: Text {
        zh: "标准差(x 其中 条件) 按 分组",
        en: "stddev(x where condition) by keys",
    },
    unit: KEEPS,
    about: Text {
        zh: "一组中给出的 x 的样本标准差（同 Excel 的 STDEV.S）；只有一个时缺失。组内数值太少时缺失，同“中位数”。",
        en: "The standard deviation of the given x of the group as a sample (STDEV.S of Excel); missing of a single one. Missing in a group with too few, as `median` is.",
    },
    examples: &[
        Example::of("标准差(设施.功率 其中 功率 > 5 千瓦) 按 行业代码（至少 2） ÷ 1 千瓦 > 3.5", "stddev(facilities.capacity where capacity > 5 kW) by industry (at least 2) ÷ 1 kW > 3.5", "是", "true").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
