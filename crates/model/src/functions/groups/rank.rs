//! The place of a value in its group, the largest first.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["名次"],
    en: &["rank"],
    family: Family::Groups,
    signature: Text { zh: "名次(x) 按 分组", en: "rank(x) by keys" },
    unit: NO_UNIT,
    about: Text {
        zh: "本户或本行的 x 在组内由大到小排第几；相同的名次相同，其后空出（同 Excel 的 RANK.EQ）。x 缺失时缺失；组内数值太少时缺失，同“中位数”。",
        en: "Which place the x of the subject or row has in its group, the largest first; equal ones share a place, and the next is left out (RANK.EQ of Excel). Missing where x is; missing in a group with too few, as `median` is.",
    },
    examples: &[Example::of(
        "名次(从业人数) 按 行业代码（至少 1）",
        "rank(staff) by industry (at least 1)",
        "1",
        "1",
    )
    .given("行业代码 = 3360, 从业人数 = 5", "industry = 3360, staff = 5")],
    check: None,
    lower: Lower::Nothing,
};
