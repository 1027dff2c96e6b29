//! The first day of a period.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::Asked;
use crate::typed::Typed;
use crate::types::Type;

pub(crate) static FUNCTION: Function = Function {
    zh: &["期初"],
    en: &["first day"],
    family: Family::Dates,
    signature: Text { zh: "期初(期间)", en: "first day(period)" },
    unit: NO_UNIT,
    about: Text {
        zh: "期间的第一天。期间写成 2017、2017-03、2017年3月、201703、2017年第1季度、2017年上半年，或 2017-01-01~2017-06-30。期间与期间起止相同即相等；日期在期间内用“属于”判断：开业日期 属于 报告期。",
        en: "The first day of a period. A period is written 2017, 2017-03, 201703, 2017Q1, 2017H1, or 2017-01-01~2017-06-30. Periods are equal where their days are; whether a date lies within one is asked with `in`: opened in reporting period.",
    },
    examples: &[
        Example::new("期初(\"2017年第2季度\")", "first day(\"2017Q2\")", "2017-04-01"),
        Example::new("期初(报告期)", "first day(reporting period)", "2017-07-01")
            .given("报告期 = \"2017年下半年\"", "reporting period = \"2017H2\""),
        Example::holds("开业日期 属于 报告期", "opened in reporting period").given(
            "报告期 = 2017, 开业日期 = \"2017-03-05\"",
            "reporting period = 2017, opened = \"2017-03-05\"",
        ),
        Example::holds("报告期 = \"2017年1-3月\"", "reporting period = \"2017-01-01~2017-03-31\"")
            .given("报告期 = \"2017年第一季度\"", "reporting period = \"2017Q1\""),
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
    Some(shensuan_vocab::Period::read(asked.text)?.first.days() as f64)
}
