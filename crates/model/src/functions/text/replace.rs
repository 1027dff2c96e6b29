//! One text for another.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["替换"],
    en: &["replace"],
    family: Family::Text,
    signature: Text { zh: "替换(文本, \"旧\", \"新\")", en: "replace(text, \"old\", \"new\")" },
    unit: NO_UNIT,
    about: Text {
        zh: "把文本中每一处“旧”换成“新”；要写得一模一样才换。",
        en: "Every `old` in the text made `new`; it must stand there exactly as written.",
    },
    examples: &[Example::new(
        "替换(\"0755-8888\", \"-\", \"\")",
        "replace(\"0755-8888\", \"-\", \"\")",
        "07558888",
    )],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(3, 3)?;
    let (old, new) = (call.literal(1), call.literal(2));
    call.text_of(0, vec![Literal::Text(old?), Literal::Text(new?)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    let (old, new) = (asked.literal(0)?, asked.literal(1)?);
    // Nothing stands everywhere.
    Some(if old.is_empty() { asked.text.to_owned() } else { asked.text.replace(old, new) })
}
