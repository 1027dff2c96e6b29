//! Without its sign.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, KEEPS, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["绝对值"],
    en: &["abs"],
    family: Family::Numbers,
    signature: Text { zh: "绝对值(x)", en: "abs(x)" },
    unit: KEEPS,
    about: Text { zh: "x 去掉正负号。", en: "x without its sign." },
    examples: &[
        Example::new("绝对值(−3)", "abs(−3)", "3"),
        Example::of("绝对值(2 吨 − 5 吨)", "abs(2 t − 5 t)", "3 吨", "3 t"),
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
        [x] => builder.abs(*x),
        _ => builder.missing(),
    }
}
