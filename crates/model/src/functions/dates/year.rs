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
    signature: Text { zh: "年(日期)", en: "year(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期的年份。", en: "The year of a date." },
    examples: &[Example::new("年(2019-07-01)", "year(2019-07-01)", "2019")],
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
    calendar::parts(builder, *date).year
}
