//! Capital letters made small.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["小写"],
    en: &["lower"],
    family: Family::Text,
    signature: Text { zh: "小写(文本)", en: "lower(text)" },
    unit: NO_UNIT,
    about: Text { zh: "大写字母换成小写。", en: "Capital letters made small." },
    examples: &[Example::new("小写(\"CO2\")", "lower(\"CO2\")", "co2")],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.text_of(0, Vec::new())
}

fn of(asked: Asked<'_>) -> Option<String> {
    Some(asked.text.to_lowercase())
}
