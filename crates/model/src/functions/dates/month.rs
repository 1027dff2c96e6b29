//! The month of a date or a period, from 1 to 12.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["月"],
    en: &["month"],
    family: Family::Dates,
    signature: Text { zh: "月(日期或期间)", en: "month(date or period)" },
    unit: NO_UNIT,
    about: Text {
        zh: "日期的月份，或期间所在的月份，1 到 12；期间跨月时缺失。",
        en: "The month of a date, or the month in which a period lies, from 1 to 12; missing where it lies in more than one.",
    },
    examples: &[
        Example::new("月(2019年7月1日)", "month(2019-07-01)", "7"),
        Example::new("月(报告期)", "month(reporting period)", "3")
            .given("报告期 = \"2017年3月\"", "reporting period = \"2017-03\""),
        Example::missing("月(\"2017年第1季度\")", "month(\"2017Q1\")"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    let days = calendar::days(call)?;
    call.row_of_bare(days)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    calendar::part(builder, arguments, |_, parts| parts.month)
}
