//! How many values are missing.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["空缺数"],
    en: &["count missing"],
    family: Family::Missing,
    signature: Text { zh: "空缺数(a, b, …)", en: "count missing(a, b, …)" },
    unit: Text { zh: "结果没有单位", en: "the result has no unit" },
    about: Text {
        zh: "列出的值中有几个缺失。参数可以是指标、指标组、公式或条件；结果本身不会因为空格而缺失。单个值写“x 缺失”、“x 有值”；给缺失的值一个代替写“x 缺失按 0”。",
        en: "How many of the values are missing. They may be fields, groups of fields, formulas or conditions; an empty cell does not leave the result missing. Of one value write `x is missing`, `x is given`; for something to take its place, `x otherwise 0`.",
    },
    examples: &[Example::new("空缺数(从业人数, 邮政编码)", "count missing(staff, postcode)", "1")
        .given("从业人数 = 12", "staff = 12")],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, usize::MAX)?;
    let given = call.whether_given()?;
    call.row_of_bare(given)
}

/// Of truths: whether each is given.
fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    let (zero, one) = (builder.number(0.0), builder.number(1.0));
    let mut count = zero;
    for given in arguments {
        let missing = builder.choose(*given, zero, one);
        count = builder.add(count, missing);
    }
    count
}
