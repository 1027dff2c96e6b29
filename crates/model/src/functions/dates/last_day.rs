//! The last day of the month of a date.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;
use crate::types::Type;

pub(crate) static FUNCTION: Function = Function {
    zh: &["月末"],
    en: &["last day of month"],
    family: Family::Dates,
    signature: Text { zh: "月末(日期)", en: "last day of month(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期所在月份的最后一天。", en: "The last day of the month of a date." },
    examples: &[
        Example::new("月末(2020-02-10)", "last day of month(2020-02-10)", "2020-02-29"),
        Example::new("月末(2019-12-01)", "last day of month(2019-12-01)", "2019-12-31"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let date = call.date(0)?;
    call.row(Type::Date, vec![date])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    let [date] = arguments else { return builder.missing() };
    let parts = calendar::parts(builder, *date);
    let first = calendar::first_of_month(builder, &parts);
    // 31 days on is within the next month, whatever the months are.
    let days = builder.number(31.0);
    let within = builder.add(first, days);
    let next = calendar::parts(builder, within);
    let next = calendar::first_of_month(builder, &next);
    let one = builder.number(1.0);
    builder.sub(next, one)
}
