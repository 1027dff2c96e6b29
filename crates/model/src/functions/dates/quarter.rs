//! The quarter of a date or a period, from 1 to 4.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["季度"],
    en: &["quarter"],
    family: Family::Dates,
    signature: Text { zh: "季度(日期或期间)", en: "quarter(date or period)" },
    unit: NO_UNIT,
    about: Text {
        zh: "日期的季度，或期间所在的季度，1 到 4；期间跨季度时缺失。",
        en: "The quarter of a date, or the quarter in which a period lies, from 1 to 4; missing where it lies in more than one.",
    },
    examples: &[
        Example::new("季度(2019-07-01)", "quarter(2019-07-01)", "3"),
        Example::new("季度(2019-03-31)", "quarter(2019-03-31)", "1"),
        Example::new("季度(报告期)", "quarter(reporting period)", "2")
            .given("报告期 = \"2017年第2季度\"", "reporting period = \"2017Q2\""),
        Example::new("季度(\"2017年12月\")", "quarter(\"2017-12\")", "4"),
        Example::missing("季度(\"2017年上半年\")", "quarter(\"2017H1\")"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    let days = calendar::days(call)?;
    call.row_of_bare(days)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    calendar::part(builder, arguments, |builder, parts| {
        let (three, two) = (builder.number(3.0), builder.number(2.0));
        let later = builder.add(parts.month, two);
        let quarter = builder.div(later, three);
        builder.unary(Unary::Floor, quarter)
    })
}
