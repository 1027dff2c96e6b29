//! The class of a code.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;

pub(crate) static FUNCTION: Function = Function {
    zh: &["代码.级"],
    en: &["code.level"],
    family: Family::Codes,
    signature: Text {
        zh: "代码.级，级是代码表声明的一级的名称",
        en: "code.level, by the name of a level that the code list declares",
    },
    unit: NO_UNIT,
    about: Text {
        zh: "代码在某一级上的类。代码比这一级短，或不在表中时缺失。结果也是代码，可以比较、判断属于哪些类，也可以再取名称。",
        en: "The class of the code at a level. Missing where the code stands above that level or is not in the list. It is a code itself: it compares, is tested against sets, and has a name.",
    },
    examples: &[
        Example::new("行业代码.大类", "industry.division", "33").given("行业代码 = 3360", "industry = 3360"),
        Example::holds("行业代码.大类 属于 33, 34", "industry.division in 33, 34")
            .given("行业代码 = 3360", "industry = 3360"),
        Example::missing("行业代码.小类", "industry.class").given("行业代码 = 33", "industry = 33"),
    ],
    check: None,
    lower: Lower::Text(of),
};

fn of(asked: Asked<'_>) -> Option<String> {
    let entry = asked.list(0)?.at_level(asked.text, asked.count(1)?)?;
    Some(entry.code.clone())
}
