//! The last day of a period.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;
use crate::types::Type;

pub(crate) static FUNCTION: Function = Function {
    zh: &["期末"],
    en: &["last day"],
    family: Family::Dates,
    signature: Text { zh: "期末(期间)", en: "last day(period)" },
    unit: NO_UNIT,
    about: Text { zh: "期间的最后一天。", en: "The last day of a period." },
    examples: &[
        Example::new("期末(\"2020年2月\")", "last day(\"2020-02\")", "2020-02-29"),
        Example::new("期末(\"2017-01-01至2017-06-15\")", "last day(\"2017-01-01~2017-06-15\")", "2017-06-15"),
    ],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let period = call.period(0)?;
    Some(call.measured(&FUNCTION, period.words()?, period.scope, Vec::new(), Type::Date))
}

fn of(asked: Asked<'_>) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
    Some(shensuan_vocab::Period::read(asked.text)?.last.days() as f64)
}
