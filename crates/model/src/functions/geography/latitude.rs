//! The latitude of coordinates in degrees, north positive.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::from_syntax::ratio;
use crate::functions::{Example, Family, Function, Lower};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["纬度"],
    en: &["latitude"],
    family: Family::Geography,
    signature: Text { zh: "纬度(坐标)", en: "latitude(coordinates)" },
    unit: Text { zh: "结果没有单位", en: "the result has no unit" },
    about: Text {
        zh: "坐标的纬度，以度计，北纬为正。",
        en: "The latitude of coordinates in degrees, north positive.",
    },
    examples: &[Example::new(
        "纬度(\"113°55′12″,22°31′48″\")",
        "latitude(\"113°55′12″,22°31′48″\")",
        "22.53",
    )],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(1, 1)?;
    let (place, scope) = call.place(0)?;
    Some(call.measured(&FUNCTION, place, scope, Vec::new(), ratio()))
}

fn of(asked: Asked<'_>) -> Option<f64> {
    Some(shensuan_vocab::Coordinates::read(asked.text)?.latitude)
}
