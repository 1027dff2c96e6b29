//! The year of a date.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["年"],
    en: &["year"],
    family: Family::Dates,
    signature: Text { zh: "年(日期或期间)", en: "year(date or period)" },
    unit: NO_UNIT,
    about: Text {
        zh: "日期的年份，或期间所在的年份；期间跨年时缺失。",
        en: "The year of a date, or the year in which a period lies; missing where it lies in more than one.",
    },
    examples: &[
        Example::new("年(2019-07-01)", "year(2019-07-01)", "2019"),
        Example::new("年(报告期)", "year(reporting period)", "2017")
            .given("报告期 = \"2017年上半年\"", "reporting period = \"2017H1\""),
        Example::missing("年(\"2017-07-01~2018-06-30\")", "year(\"2017-07-01~2018-06-30\")"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    let days = calendar::days(call)?;
    call.row_of_bare(days)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    calendar::part(builder, arguments, |_, parts| parts.year)
}
