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
        zh: "不大于 x 的最大整数。", en: "The largest whole number that is not larger than x."
    },
    examples: &[
        Example::new("向下取整(2.7)", "floor(2.7)", "2"),
        Example::new("向下取整(−2.1)", "floor(−2.1)", "-3"),
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
        [x] => builder.unary(Unary::Floor, *x),
        _ => builder.missing(),
    }
}
