//! What a division leaves.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Binary, Builder, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["余数"],
    en: &["remainder"],
    family: Family::Numbers,
    signature: Text { zh: "余数(x, y)", en: "remainder(x, y)" },
    unit: Text {
        zh: "x 与 y 的单位要能换算，结果的单位与 x 相同",
        en: "x and y have units that convert, the result has the unit of x",
    },
    about: Text {
        zh: "x 除以 y 向下取整后剩下的数，与 y 同号。按写出来的十进制数算，所以 0.3 除以 0.1 余 0。y 为 0 时缺失。",
        en: "What is left of x where y is taken from it as often as goes, with the sign of y. It is the decimals as written that are divided, so 0.3 leaves nothing by 0.1. Missing where y is 0.",
    },
    examples: &[
        Example::new("余数(17, 5)", "remainder(17, 5)", "2"),
        Example::new("余数(−1, 4)", "remainder(−1, 4)", "3"),
        Example::new("余数(0.3, 0.1)", "remainder(0.3, 0.1)", "0"),
        Example::missing("余数(3, 0)", "remainder(3, 0)"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let (x, y) = (call.number(0), call.number(1));
    let (x, y) = call.fit_to(x?, y?)?;
    call.row(x.ty.clone(), vec![x, y])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x, y] => builder.binary(Binary::Remainder, *x, *y),
        _ => builder.missing(),
    }
}
