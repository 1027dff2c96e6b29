//! The end of a text.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["右取"],
    en: &["right"],
    family: Family::Text,
    signature: Text { zh: "右取(文本, 字符数)", en: "right(text, count)" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本末尾的若干个字符；文本更短时就是全部。",
        en: "So many characters from the end of the text; all of it where it is shorter.",
    },
    examples: &[Example::new("右取(\"440306001\", 3)", "right(\"440306001\", 3)", "001")],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let count = call.whole(1, 0, 10_000)?;
    call.text_of(0, vec![Literal::Whole(count)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    let skipped = asked.text.chars().count().saturating_sub(asked.count(0)?);
    Some(asked.text.chars().skip(skipped).collect())
}
