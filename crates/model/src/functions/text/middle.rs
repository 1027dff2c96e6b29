//! A part of a text.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["中取"],
    en: &["middle"],
    family: Family::Text,
    signature: Text { zh: "中取(文本, 起始, 字符数)", en: "middle(text, start, count)" },
    unit: NO_UNIT,
    about: Text {
        zh: "从第几个字符起的若干个字符；第一个字符是 1。",
        en: "So many characters from a place on; the first character is 1.",
    },
    examples: &[Example::new(
        "中取(\"91440300MA5F00018P\", 3, 6)",
        "middle(\"91440300MA5F00018P\", 3, 6)",
        "440300",
    )],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(3, 3)?;
    let (start, count) = (call.whole(1, 1, 10_000), call.whole(2, 0, 10_000));
    call.text_of(0, vec![Literal::Whole(start?), Literal::Whole(count?)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    let before = asked.count(0)?.checked_sub(1)?;
    Some(asked.text.chars().skip(before).take(asked.count(1)?).collect())
}
