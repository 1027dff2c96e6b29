//! The text without the blanks around it. Comparisons pass over them anyway.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["去空"],
    en: &["trim"],
    family: Family::Text,
    signature: Text { zh: "去空(文本)", en: "trim(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "去掉文本两端的空白。比较文本时本来就不计两端的空白。",
        en: "The text without the blanks around it. Comparisons pass over them anyway.",
    },
    examples: &[Example::new("长度(去空(\"  深圳 \"))", "length(trim(\"  深圳 \"))", "2")],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.text_of(0, Vec::new())
}

fn of(asked: Asked<'_>) -> Option<String> {
    Some(asked.text.trim().to_owned())
}
