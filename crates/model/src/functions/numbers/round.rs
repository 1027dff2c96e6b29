//! To so many places.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Binary, Builder, Unary, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, KEEPS, Lower};
use crate::typed::Typed;
use crate::typed::{Kind, Scope};

pub(crate) static FUNCTION: Function = Function {
    zh: &["四舍五入"],
    en: &["round"],
    family: Family::Numbers,
    signature: Text { zh: "四舍五入(x) 或 四舍五入(x, 位数)", en: "round(x) or round(x, places)" },
    unit: KEEPS,
    about: Text {
        zh: "把 x 舍入到小数点后若干位，不写位数就是整数；逢五进一，负数同理。与电子表格一样，按最多 15 位有效数字的十进制数舍入：2.675 取两位是 2.68，0.145 × 100 取整是 15。位数是 −15 到 15 的整数，负数表示小数点前。百分数按百分号前的数舍入。",
        en: "x to so many places after the point, to a whole number where none are written; a half goes away from zero. As in a spreadsheet it is the decimal of at most 15 significant digits that is rounded: 2.675 to two places is 2.68, and 0.145 × 100 to a whole number is 15. The places are a whole number from −15 to 15, negative ones before the point. Of a percentage it is the number before the sign that is rounded.",
    },
    examples: &[
        Example::new("四舍五入(2.675, 2)", "round(2.675, 2)", "2.68"),
        Example::new("四舍五入(0.145 × 100)", "round(0.145 × 100)", "15"),
        Example::new("四舍五入(−2.5)", "round(−2.5)", "-3"),
        Example::new("四舍五入(1250, −2)", "round(1250, −2)", "1300"),
        Example::of("四舍五入(525.55 千克, 1)", "round(525.55 kg, 1)", "525.6 千克", "525.6 kg"),
        Example::new("四舍五入(80.55%, 1)", "round(80.55%, 1)", "80.6%"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 2)?;
    let x = call.number(0)?;
    let places = if call.count() == 2 { call.whole(1, -15, 15)? } else { 0 };
    let (ty, span) = (x.ty.clone(), x.span);
    #[expect(clippy::cast_precision_loss, reason = "two digits")]
    let kind = Kind::Number(places as f64);
    let mut arguments = call.in_percent(x);
    arguments.insert(1, Typed { kind, ty, scope: Scope::Everywhere, span });
    call.row_like_first(arguments)
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    match arguments {
        [x, places] => builder.binary(Binary::Round, *x, *places),
        [x, places, hundred] => {
            let percent = builder.unary(Unary::Percent, *x);
            let rounded = builder.binary(Binary::Round, percent, *places);
            builder.div(rounded, *hundred)
        }
        _ => builder.missing(),
    }
}
