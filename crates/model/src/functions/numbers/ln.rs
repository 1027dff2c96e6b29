//! The natural logarithm of x. Missing where x is 0 or less.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{BARE, Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["自然对数"],
    en: &["ln"],
    family: Family::Numbers,
    signature: Text { zh: "自然对数(x)", en: "ln(x)" },
    unit: BARE,
    about: Text {
        zh: "x 的自然对数。x 不大于 0 时缺失。",
        en: "The natural logarithm of x. Missing where x is 0 or less.",
    },
    examples: &[
        Example::new("四舍五入(自然对数(10), 6)", "round(ln(10), 6)", "2.302585"),
        Example::missing("自然对数(0)", "ln(0)"),
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
        [x] => builder.unary(Unary::Ln, *x),
        _ => builder.missing(),
    }
}
