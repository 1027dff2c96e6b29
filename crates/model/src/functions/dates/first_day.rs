//! The first day of the month of a date.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;
use crate::types::Type;

pub(crate) static FUNCTION: Function = Function {
    zh: &["月初"],
    en: &["first day of month"],
    family: Family::Dates,
    signature: Text { zh: "月初(日期)", en: "first day of month(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期所在月份的第一天。", en: "The first day of the month of a date." },
    examples: &[Example::new("月初(2019-07-15)", "first day of month(2019-07-15)", "2019-07-01")],
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
    calendar::first_of_month(builder, &parts)
}
