//! The number below which a share of a group lies.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, KEEPS, Lower};

pub(crate) static FUNCTION: Function = Function {
    zh: &["分位数"],
    en: &["percentile"],
    family: Family::Groups,
    signature: Text {
        zh: "分位数(x, 90%) 按 分组",
        en: "percentile(x, 90%) by keys",
    },
    unit: KEEPS,
    about: Text {
        zh: "一组中给出的 x 由小到大排列，占到给定百分数处的数，两个数之间按比例内插（同 Excel 的 PERCENTILE.INC）。百分数要写明，或是百分数常量。组内数值太少时缺失，同“中位数”。",
        en: "The number at a share of the way from the smallest to the largest given x of the group, interpolated between two of them (PERCENTILE.INC of Excel). The share is written out as a percentage, or a constant that is one. Missing in a group with too few, as `median` is.",
    },
    examples: &[
        Example::of("分位数(设施.功率, 75%) 按 行业代码（至少 3）", "percentile(facilities.capacity, 75%) by industry (at least 3)", "9.5 千瓦", "9.5 kW").given("行业代码 = 3360; 设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦; 设施: 功率 = 12 千瓦", "industry = 3360; facilities: capacity = 5 kW; facilities: capacity = 7 kW; facilities: capacity = 12 kW"),
    ],
    check: None,
    lower: Lower::Nothing,
};
