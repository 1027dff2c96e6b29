//! Places 3 to 8 of a unified social credit code: the division of the authority that registered it. Missing where the code is not valid.

use shensuan_diagnostics::codes::Text;

use super::credit_code::is_valid;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["信用代码区划"],
    en: &["credit code division"],
    family: Family::Census,
    signature: Text { zh: "信用代码区划(文本)", en: "credit code division(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "统一社会信用代码第 3 到 8 位：登记管理机关的行政区划码。不是有效代码时缺失。",
        en: "Places 3 to 8 of a unified social credit code: the division of the authority that registered it. Missing where the code is not valid.",
    },
    examples: &[Example::new(
        "信用代码区划(\"91990000MA5F00018P\")",
        "credit code division(\"91990000MA5F00018P\")",
        "990000",
    )],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.text_of(0, Vec::new())
}

fn of(asked: Asked<'_>) -> Option<String> {
    let code = asked.text.trim();
    code.get(2..8).filter(|_| is_valid(code)).map(str::to_owned)
}
