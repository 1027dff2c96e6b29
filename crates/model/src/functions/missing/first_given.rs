//! The first value that is there.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["首个有值"],
    en: &["first given"],
    family: Family::Missing,
    signature: Text { zh: "首个有值(a, b, …)", en: "first given(a, b, …)" },
    unit: Text {
        zh: "各参数的单位要能换算，结果的单位与 a 相同",
        en: "their units convert, the result has the unit of a",
    },
    about: Text {
        zh: "列出的数值或日期（指标组就是其中各个指标）中第一个不缺失的；全都缺失时缺失。",
        en: "The first of the numbers, or dates, that is not missing (of a group each of its fields); missing where all are.",
    },
    examples: &[
        Example::new("首个有值(从业人数, 5)", "first given(staff, 5)", "5"),
        Example::new("首个有值(从业人数, 5)", "first given(staff, 5)", "12")
            .given("从业人数 = 12", "staff = 12"),
    ],
    check: Some(check),
    lower: Lower::Nothing,
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, usize::MAX)?;
    call.first_given()
}
