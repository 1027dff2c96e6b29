//! Within bounds.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["限制"],
    en: &["clamp"],
    family: Family::Numbers,
    signature: Text { zh: "限制(x, 下限, 上限)", en: "clamp(x, low, high)" },
    unit: Text {
        zh: "三个参数的单位要能换算，结果的单位与 x 相同",
        en: "the three have units that convert, the result has the unit of x",
    },
    about: Text {
        zh: "x 小于下限时取下限，大于上限时取上限，否则就是 x。任何一个缺失，结果就缺失。",
        en: "x, or low where it is lower, or high where it is higher. Missing where one of them is.",
    },
    examples: &[
        Example::new("限制(1.2, 0, 1)", "clamp(1.2, 0, 1)", "1"),
        Example::new("限制(0.4, 0, 1)", "clamp(0.4, 0, 1)", "0.4"),
        Example::of("限制(1 吨, 200 千克, 500 千克)", "clamp(1 t, 200 kg, 500 kg)", "0.5 吨", "0.5 t"),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(3, 3)?;
    let (x, low, high) = (call.number(0), call.number(1), call.number(2));
    let (x, low) = call.fit_to(x?, low?)?;
    let (x, high) = call.fit_to(x, high?)?;
    call.row(x.ty.clone(), vec![x, low, high])
}

fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    let [x, low, high] = arguments else { return builder.missing() };
    // `min` and `max` skip what is missing, a sum does not.
    let raised = builder.max(*x, *low);
    let bounded = builder.min(raised, *high);
    let both = builder.add(*low, *high);
    let all = builder.add(*x, both);
    let given = builder.given(all);
    let missing = builder.missing();
    builder.choose(given, bounded, missing)
}
