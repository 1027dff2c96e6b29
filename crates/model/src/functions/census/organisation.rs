//! Places 9 to 17 of a unified social credit code: the organisation code. Missing where the code is not valid.

use shensuan_diagnostics::codes::Text;

use super::credit_code::is_valid;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["信用代码主体"],
    en: &["credit code organisation"],
    family: Family::Census,
    signature: Text { zh: "信用代码主体(文本)", en: "credit code organisation(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "统一社会信用代码第 9 到 17 位：主体标识码，即组织机构代码。不是有效代码时缺失。",
        en: "Places 9 to 17 of a unified social credit code: the organisation code. Missing where the code is not valid.",
    },
    examples: &[Example::new(
        "信用代码主体(\"91990000MA5F00018P\")",
        "credit code organisation(\"91990000MA5F00018P\")",
        "MA5F00018",
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
    code.get(8..17).filter(|_| is_valid(code)).map(str::to_owned)
}
