//! How long a text is.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::from_syntax::ratio;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["长度"],
    en: &["length"],
    family: Family::Text,
    signature: Text { zh: "长度(文本)", en: "length(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本有几个字符，一个汉字算一个。",
        en: "How many characters the text has; a Chinese character is one.",
    },
    examples: &[Example::new("长度(\"深圳市01\")", "length(\"深圳市01\")", "5")],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.number_of(0, Vec::new(), ratio())
}

fn of(asked: Asked<'_>) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a text is shorter than 2^53 characters")]
    Some(asked.text.chars().count() as f64)
}
