//! What a code stands for.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;

pub(crate) static FUNCTION: Function = Function {
    zh: &["代码.名称"],
    en: &["code.name"],
    family: Family::Codes,
    signature: Text { zh: "代码.名称", en: "code.name" },
    unit: NO_UNIT,
    about: Text {
        zh: "代码的名称。不在表中时缺失，所以“代码.名称 有值”就是问代码在不在表中。",
        en: "The name of the code. Missing where it is not in the list: `code.name is given` asks whether it is there.",
    },
    examples: &[
        Example::new("行业代码.大类.名称", "industry.division.name", "金属制品业")
            .given("行业代码 = 3360", "industry = 3360"),
        Example::holds("行业代码.名称 含 \"表面处理\"", "industry.name contains \"表面处理\"")
            .given("行业代码 = 3360", "industry = 3360"),
    ],
    check: None,
    lower: Lower::Text(of),
};

/// How it is written behind the dot.
pub(crate) const WORDS: [&str; 2] = ["名称", "name"];

fn of(asked: Asked<'_>) -> Option<String> {
    Some(asked.list(0)?.find(asked.text)?.name.clone())
}
