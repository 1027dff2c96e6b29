//! The month of a date, from 1 to 12.

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
    signature: Text { zh: "月(日期)", en: "month(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期的月份，1 到 12。", en: "The month of a date, from 1 to 12." },
    examples: &[Example::new("月(2019年7月1日)", "month(2019-07-01)", "7")],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let date = call.date(0)?;
    call.row_of_bare(vec![date])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    let [date] = arguments else { return builder.missing() };
    calendar::parts(builder, *date).month
}
