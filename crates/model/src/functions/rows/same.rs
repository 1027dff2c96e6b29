//! Whether all rows have one value.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["相同"],
    en: &["same"],
    family: Family::Rows,
    signature: Text {
        zh: "相同(报表.x 其中 条件) 或 相同(x) 按 分组",
        en: "same(form.x where condition) or same(x) by keys",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "各行给出的 x 是否都是同一个值：文本按比较时的规则。空单元格不算；一个都没有给出时缺失。写“按”时在整组中看。",
        en: "Whether all given x are one value: texts as they compare. Empty cells are passed over; missing where none is given. With `by`, in the whole group.",
    },
    examples: &[
        Example::of("相同(设施.编号)", "same(facilities.number)", "是", "true").given(
            "设施: 编号 = \"A3\"; 设施: 编号 = \"a3\"; 设施: 功率 = 5 千瓦",
            "facilities: number = \"A3\"; facilities: number = \"a3\"; facilities: capacity = 5 kW",
        ),
        Example::of("相同(设施.功率)", "same(facilities.capacity)", "否", "false").given(
            "设施: 功率 = 5 千瓦; 设施: 功率 = 7 千瓦",
            "facilities: capacity = 5 kW; facilities: capacity = 7 kW",
        ),
    ],
    check: None,
    lower: Lower::Nothing,
};
