//! How many different values a group has.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["去重"],
    en: &["distinct"],
    family: Family::Groups,
    signature: Text {
        zh: "去重(x 其中 条件) 按 分组",
        en: "distinct(x where condition) by keys",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "一组中给出的 x 有多少个不同的值：文本按比较时的规则，数值精确。一个都没有时是 0。x 在各行中、又不写“按”时，统计本户自己的行。",
        en: "How many different values of x are given in the group: texts as they compare, numbers exactly. 0 where there is none. Of x in rows, without `by`, those of the enterprise itself are meant.",
    },
    examples: &[
        Example::of("去重(设施.编号 其中 编号 有值)", "distinct(facilities.number where number is given)", "2", "2").given("设施: 编号 = \"A3\"; 设施: 编号 = \"B1\"; 设施: 编号 = \"a3\"", "facilities: number = \"A3\"; facilities: number = \"B1\"; facilities: number = \"a3\""),
        Example::of("去重(设施.编号) 按 行业代码", "distinct(facilities.number) by industry", "2", "2").given("行业代码 = 3360; 设施: 编号 = \"A3\"; 设施: 编号 = \"B1\"; 设施: 编号 = \"a3\"", "industry = 3360; facilities: number = \"A3\"; facilities: number = \"B1\"; facilities: number = \"a3\""),
    ],
    check: None,
    lower: Lower::Nothing,
};
