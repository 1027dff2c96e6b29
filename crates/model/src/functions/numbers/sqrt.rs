//! The square root.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["开方"],
    en: &["sqrt"],
    family: Family::Numbers,
    signature: Text { zh: "开方(x)", en: "sqrt(x)" },
    unit: Text {
        zh: "单位的次数减半；不是平方的单位不能开方",
        en: "the powers of the unit are halved; a unit that is no square has no root",
    },
    about: Text {
        zh: "x 的平方根。x 为负数时缺失。",
        en: "The square root of x. Missing where x is negative.",
    },
    examples: &[
        Example::new("开方(16)", "sqrt(16)", "4"),
        Example::of("开方(3 千米 × 12 千米)", "sqrt(3 km × 12 km)", "6 千米", "6 km"),
        Example::of("开方(9 平方米)", "sqrt(9 m²)", "3 米", "3 m"),
        Example::missing("开方(−1)", "sqrt(−1)"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let x = call.number(0)?;
    let (x, ty) = call.root(x)?;
    call.row(ty, vec![x])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x] => builder.unary(Unary::Sqrt, *x),
        _ => builder.missing(),
    }
}
