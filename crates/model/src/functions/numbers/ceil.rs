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
        zh: "不小于 x 的最小整数。", en: "The smallest whole number that is not smaller than x."
    },
    examples: &[
        Example::new("向上取整(2.1)", "ceil(2.1)", "3"),
        Example::new("向上取整(−2.7)", "ceil(−2.7)", "-2"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let x = call.number(0)?;
    call.row(x.ty.clone(), vec![x])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x] => builder.unary(Unary::Ceil, *x),
        _ => builder.missing(),
    }
}
