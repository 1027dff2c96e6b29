//! What stands behind a mark in a text.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["之后"],
    en: &["after"],
    family: Family::Text,
    signature: Text { zh: "之后(文本, \"标记\")", en: "after(text, \"mark\")" },
    unit: NO_UNIT,
    about: Text {
        zh: "第一处“标记”后面的文字；没有“标记”的缺失。",
        en: "What stands behind the first `mark`; missing where there is none.",
    },
    examples: &[Example::of(
        "之后(\"千克/吨-产品\", \"-\")",
        "after(\"kg/t-product\", \"-\")",
        "产品",
        "product",
    )],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let mark = call.literal(1);
    call.text_of(0, vec![Literal::Text(mark?)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    asked.text.split_once(asked.literal(0)?).map(|(_, behind)| behind.to_owned())
}
