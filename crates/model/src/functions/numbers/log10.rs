//! The decimal logarithm of x, for amounts such as pH. Missing where x is 0 or less.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{BARE, Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["常用对数"],
    en: &["log10"],
    family: Family::Numbers,
    signature: Text { zh: "常用对数(x)", en: "log10(x)" },
    unit: BARE,
    about: Text {
        zh: "x 的常用对数，pH 一类的量用它。x 不大于 0 时缺失。",
        en: "The decimal logarithm of x, for amounts such as pH. Missing where x is 0 or less.",
    },
    examples: &[
        Example::new("常用对数(1000)", "log10(1000)", "3"),
        Example::missing("常用对数(−1)", "log10(−1)"),
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
        [x] => builder.unary(Unary::Log10, *x),
        _ => builder.missing(),
    }
}
