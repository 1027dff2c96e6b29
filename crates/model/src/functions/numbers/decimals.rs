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
        zh: "x 写成最多 15 位有效数字的十进制数时（与电子表格一样），小数点后有几位。末尾的零不算。百分数数的是百分号前的数：80.5% 有一位；由百分数算出来的比例是普通数值：1 − 33.3% 是 0.667，有三位。",
        en: "How many places after the point x has where it is written, as in a spreadsheet, with at most 15 significant digits. Zeros at the end do not count. Of a percentage it is the number before the sign: 80.5% has one; a share that is computed of percentages is a plain number: 1 − 33.3% is 0.667 and has three.",
    },
    examples: &[
        Example::new("小数位数(2.675)", "decimals(2.675)", "3"),
        Example::new("小数位数(1200)", "decimals(1200)", "0"),
        Example::new("小数位数(80.5%)", "decimals(80.5%)", "1"),
        Example::new("小数位数(1 − 33.3%)", "decimals(1 − 33.3%)", "3"),
        Example::new("小数位数(0.1 + 0.2)", "decimals(0.1 + 0.2)", "1"),
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
