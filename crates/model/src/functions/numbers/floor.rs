//! To a whole number.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, KEEPS, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["向下取整"],
    en: &["floor"],
    family: Family::Numbers,
    signature: Text { zh: "向下取整(x)", en: "floor(x)" },
    unit: KEEPS,
    about: Text {
        zh: "不大于 x 的最大整数。在纸上是整数的仍是整数，所以 0.29 × 100 是 29。百分数按百分之几取整。",
        en: "The largest whole number that is not larger than x. What is a whole number on paper stays one, so 0.29 × 100 is 29. Of a percentage it is the percent that are made whole.",
    },
    examples: &[
        Example::new("向下取整(2.7)", "floor(2.7)", "2"),
        Example::new("向下取整(−2.1)", "floor(−2.1)", "-3"),
        Example::new("向下取整(0.29 × 100)", "floor(0.29 × 100)", "29"),
        Example::new("向下取整(80.5%)", "floor(80.5%)", "80%"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let x = call.number(0)?;
    let arguments = call.in_percent(x);
    call.row_like_first(arguments)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x] => builder.unary(Unary::Floor, *x),
        [x, hundred] => {
            let percent = builder.unary(Unary::Percent, *x);
            let whole = builder.unary(Unary::Floor, percent);
            builder.div(whole, *hundred)
        }
        _ => builder.missing(),
    }
}
