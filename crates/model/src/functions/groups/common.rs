//! Whether the rows of a subject list what most of its group list.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["包含全部"],
    en: &["includes every"],
    family: Family::Groups,
    signature: Text {
        zh: "列表(报表.x) 包含全部 常见项(报表.x, 60%) 按 分组",
        en: "list(form.x) includes every common(form.x, 60%) by keys",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "组内至少 60% 的企业列出的 x，本户的各行是否都列了。本户有空格而又缺某一项时无法判定。列出任何一项的企业太少时无法判定，同“中位数”。",
        en: "Whether the rows of the subject list every x that at least 60% of the subjects of its group list. Unknown where one is absent while a cell of the subject is empty, and in a group in which too few list anything, as `median` is missing.",
    },
    examples: &[Example::of(
        "列表(设施.编号) 包含全部 常见项(设施.编号, 60%) 按 行业代码（至少 1）",
        "list(facilities.number) includes every common(facilities.number, 60%) by industry (at least 1)",
        "是",
        "true",
    )
    .given("行业代码 = 3360; 设施: 编号 = \"A3\"", "industry = 3360; facilities: number = \"A3\"")],
    check: None,
    lower: Lower::Nothing,
};
