//! The quarter of a date, from 1 to 4.

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
    signature: Text { zh: "季度(日期)", en: "quarter(date)" },
    unit: NO_UNIT,
    about: Text { zh: "日期的季度，1 到 4。", en: "The quarter of a date, from 1 to 4." },
    examples: &[
        Example::new("季度(2019-07-01)", "quarter(2019-07-01)", "3"),
        Example::new("季度(2019-03-31)", "quarter(2019-03-31)", "1"),
    ],
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
    let month = calendar::parts(builder, *date).month;
    let (three, two) = (builder.number(3.0), builder.number(2.0));
    let later = builder.add(month, two);
    let quarter = builder.div(later, three);
    builder.unary(Unary::Floor, quarter)
}
