//! How precisely a number is given.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["小数位数"],
    en: &["decimals"],
    family: Family::Numbers,
    signature: Text { zh: "小数位数(x)", en: "decimals(x)" },
    unit: Text { zh: "x 可以有单位，结果没有单位", en: "x may have a unit, the result has none" },
    about: Text {
        zh: "x 写成最短的十进制数时，小数点后有几位。末尾的零不算。百分数数的是百分号前的数：80.5% 有一位。",
        en: "How many places after the point x has where it is written as the shortest decimal. Zeros at the end do not count. Of a percentage it is the number before the sign: 80.5% has one.",
    },
    examples: &[
        Example::new("小数位数(2.675)", "decimals(2.675)", "3"),
        Example::new("小数位数(1200)", "decimals(1200)", "0"),
        Example::new("小数位数(80.5%)", "decimals(80.5%)", "1"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let x = call.number(0)?;
    let arguments = call.in_percent(x);
    call.row_of_bare(arguments)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x] => builder.unary(Unary::Decimals, *x),
        [x, _hundred] => {
            let percent = builder.unary(Unary::Percent, *x);
            builder.unary(Unary::Decimals, percent)
        }
        _ => builder.missing(),
    }
}
