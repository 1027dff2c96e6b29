//! The number that a text writes.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::from_syntax::ratio;
use crate::functions::{Example, Family, Function, Lower};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["转数值"],
    en: &["number"],
    family: Family::Text,
    signature: Text { zh: "转数值(文本)", en: "number(text)" },
    unit: Text { zh: "结果没有单位", en: "the result has no unit" },
    about: Text {
        zh: "文本写的数；可以有千分位逗号和全角数字。不是数时缺失。",
        en: "The number that the text writes; digits may be grouped by commas or of full width. Missing where it is no number.",
    },
    examples: &[
        Example::new("转数值(\"1,200.5\")", "number(\"1,200.5\")", "1200.5"),
        Example::new("转数值(\"１２\") + 1", "number(\"１２\") + 1", "13"),
        Example::missing("转数值(\"约12\")", "number(\"约12\")"),
    ],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.number_of(0, Vec::new(), ratio())
}

fn of(asked: Asked<'_>) -> Option<f64> {
    shensuan_vocab::numbers::read(asked.text).ok()
}
