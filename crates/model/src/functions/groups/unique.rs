//! Whether no other row or subject has the same.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["唯一"],
    en: &["unique by"],
    family: Family::Groups,
    signature: Text { zh: "唯一 按 分组", en: "unique by keys" },
    unit: NO_UNIT,
    about: Text {
        zh: "本户（逐行时是这一行）是否是唯一有这些值的：文本按比较时的规则，数值精确。有一个值缺失时无法判定。问题说明列出其余各户或各行。",
        en: "Whether the enterprise, or with `for each` the row, is the only one that has these: texts as they compare, numbers exactly. Unknown where one of them is missing. A finding names the others.",
    },
    examples: &[Example::of("唯一 按 信用代码、从业人数", "unique by credit code, staff", "是", "true")
        .given("信用代码 = \"X1\", 从业人数 = 5", "credit code = \"X1\", staff = 5")],
    check: None,
    lower: Lower::Nothing,
};
