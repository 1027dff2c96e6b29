//! The day of the month of a date.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use super::calendar;
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["日"],
    en: &["day"],
    family: Family::Dates,
    signature: Text { zh: "日(日期)", en: "day(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期是当月第几天。", en: "The day of the month of a date." },
    examples: &[Example::new("日(2020-02-29)", "day(2020-02-29)", "29")],
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
    calendar::parts(builder, *date).day
}
