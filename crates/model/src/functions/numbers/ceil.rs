//! To a whole number.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, KEEPS, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["向上取整"],
    en: &["ceil"],
    family: Family::Numbers,
    signature: Text { zh: "向上取整(x)", en: "ceil(x)" },
    unit: KEEPS,
    about: Text {
        zh: "不小于 x 的最小整数。在纸上是整数的仍是整数，所以 0.07 × 100 是 7。百分数按百分之几取整。",
        en: "The smallest whole number that is not smaller than x. What is a whole number on paper stays one, so 0.07 × 100 is 7. Of a percentage it is the percent that are made whole.",
    },
    examples: &[
        Example::new("向上取整(2.1)", "ceil(2.1)", "3"),
        Example::new("向上取整(−2.7)", "ceil(−2.7)", "-2"),
        Example::new("向上取整(0.07 × 100)", "ceil(0.07 × 100)", "7"),
        Example::new("向上取整(80.5%)", "ceil(80.5%)", "81%"),
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
        [x] => builder.unary(Unary::Ceil, *x),
        [x, hundred] => {
            let percent = builder.unary(Unary::Percent, *x);
            let whole = builder.unary(Unary::Ceil, percent);
            builder.div(whole, *hundred)
        }
        _ => builder.missing(),
    }
}
