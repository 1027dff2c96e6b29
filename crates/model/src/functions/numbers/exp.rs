//! e to the power of x.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{BARE, Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["指数"],
    en: &["exp"],
    family: Family::Numbers,
    signature: Text { zh: "指数(x)", en: "exp(x)" },
    unit: BARE,
    about: Text { zh: "e 的 x 次方。", en: "e to the power of x." },
    examples: &[
        Example::new("四舍五入(指数(1), 6)", "round(exp(1), 6)", "2.718282"),
        Example::missing("指数(1000)", "exp(1000)"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let x = call.bare(0)?;
    call.row_of_bare(vec![x])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x] => builder.unary(Unary::Exp, *x),
        _ => builder.missing(),
    }
}
