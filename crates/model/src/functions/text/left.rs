//! The beginning of a text.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["左取"],
    en: &["left"],
    family: Family::Text,
    signature: Text { zh: "左取(文本, 字符数)", en: "left(text, count)" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本开头的若干个字符；文本更短时就是全部。",
        en: "So many characters from the beginning of the text; all of it where it is shorter.",
    },
    examples: &[
        Example::new("左取(\"440306001\", 6)", "left(\"440306001\", 6)", "440306"),
        Example::new("左取(\"44\", 6)", "left(\"44\", 6)", "44"),
    ],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let count = call.whole(1, 0, 10_000)?;
    call.text_of(0, vec![Literal::Whole(count)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    Some(asked.text.chars().take(asked.count(0)?).collect())
}
