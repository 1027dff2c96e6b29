//! The code above a code.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;

pub(crate) static FUNCTION: Function = Function {
    zh: &["代码.上级"],
    en: &["code.parent"],
    family: Family::Codes,
    signature: Text { zh: "代码.上级", en: "code.parent" },
    unit: NO_UNIT,
    about: Text {
        zh: "上一级的代码。最上一级和不在表中的代码没有，缺失。",
        en: "The code one level up. Missing for a code of the topmost level and for one that is not in the list.",
    },
    examples: &[
        Example::new("行业代码.上级", "industry.parent", "336").given("行业代码 = 3360", "industry = 3360"),
        Example::missing("行业代码.上级.上级.上级.上级", "industry.parent.parent.parent.parent")
            .given("行业代码 = 3360", "industry = 3360"),
    ],
    check: None,
    lower: Lower::Text(of),
};

/// How it is written behind the dot.
pub(crate) const WORDS: [&str; 2] = ["上级", "parent"];

fn of(asked: Asked<'_>) -> Option<String> {
    let list = asked.list(0)?;
    let entry = list.find(asked.text)?;
    list.with_ancestors(entry).nth(1).map(|parent| parent.code.clone())
}
