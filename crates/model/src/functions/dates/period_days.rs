//! How many days a period has.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["期间天数"],
    en: &["days"],
    family: Family::Dates,
    signature: Text { zh: "期间天数(期间)", en: "days(period)" },
    unit: Text { zh: "结果的单位是日", en: "the result is in days" },
    about: Text {
        zh: "期间的天数，首尾都算。", en: "How many days a period has, both ends counted."
    },
    examples: &[
        Example::of("期间天数(\"2017年度\")", "days(\"2017\")", "365 日", "365 d"),
        Example::of("期间天数(\"2020年上半年\")", "days(\"2020H1\")", "182 日", "182 d"),
    ],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let period = call.period(0)?;
    let days = call.unit("d");
    Some(call.measured(&FUNCTION, period.words()?, period.scope, Vec::new(), days))
}

fn of(asked: Asked<'_>) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
    Some(shensuan_vocab::Period::read(asked.text)?.days() as f64)
}
