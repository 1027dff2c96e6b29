//! The date that a text writes.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;
use crate::types::Type;

pub(crate) static FUNCTION: Function = Function {
    zh: &["转日期"],
    en: &["date"],
    family: Family::Dates,
    signature: Text { zh: "转日期(文本)", en: "date(text)" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本写的日期：2019-07-01、2019/7/1、2019年7月1日、20190701。不是日期时缺失。规则里的日期直接写 2019-07-01；两个日期相减得天数，日期可以加减时间。",
        en: "The date that the text writes: 2019-07-01, 2019/7/1, 2019年7月1日, 20190701. Missing where it is no date. In a rule a date is written as it is, 2019-07-01; one date less another is a number of days, and time may be added to a date.",
    },
    examples: &[
        Example::new("转日期(\"20190701\")", "date(\"20190701\")", "2019-07-01"),
        Example::of("2019-12-31 − 2019-07-01", "2019-12-31 − 2019-07-01", "183 日", "183 d"),
        Example::new("2019-01-31 + 30 天", "2019-01-31 + 30 days", "2019-03-02"),
        Example::missing("转日期(\"2019-02-30\")", "date(\"2019-02-30\")"),
    ],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    call.number_of(0, Vec::new(), Type::Date)
}

fn of(asked: Asked<'_>) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
    Some(shensuan_vocab::Date::read(asked.text)?.days() as f64)
}
