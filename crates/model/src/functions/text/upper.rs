//! Small letters made capital. Comparisons tell them apart in no case, `matches` does.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["大写"],
    en: &["upper"],
    family: Family::Text,
    signature: Text { zh: "大写(文本)", en: "upper(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "小写字母换成大写。比较文本时本来就不分大小写，`匹配` 分。",
        en: "Small letters made capital. Comparisons tell them apart in no case, `matches` does.",
    },
    examples: &[Example::new("大写(\"co2\")", "upper(\"co2\")", "CO2")],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.text_of(0, Vec::new())
}

fn of(asked: Asked<'_>) -> Option<String> {
    Some(asked.text.to_uppercase())
}
