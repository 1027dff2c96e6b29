//! A power whose exponent need not be a whole number.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Binary, Builder, ValueId};

use crate::from_syntax::Call;
use crate::functions::{BARE, Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["幂"],
    en: &["power"],
    family: Family::Numbers,
    signature: Text { zh: "幂(x, y)", en: "power(x, y)" },
    unit: BARE,
    about: Text {
        zh: "x 的 y 次方。整数次方写 x ^ 2 就可以，并且单位随之乘方。没有结果时缺失。",
        en: "x to the power of y. A whole power is written x ^ 2, which takes the unit along. Missing where there is no result.",
    },
    examples: &[
        Example::new("幂(2, 0.5) × 幂(2, 1.5)", "power(2, 0.5) × power(2, 1.5)", "4"),
        Example::missing("幂(−8, 0.5)", "power(−8, 0.5)"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let (x, y) = (call.bare(0), call.bare(1));
    call.row_of_bare(vec![x?, y?])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x, y] => builder.binary(Binary::Power, *x, *y),
        _ => builder.missing(),
    }
}
