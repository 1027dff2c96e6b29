//! How far two places are apart.

use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, Unary, ValueId};

use super::{latitude, longitude};
use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["距离"],
    en: &["distance"],
    family: Family::Geography,
    signature: Text {
        zh: "距离(坐标, 坐标或边界)", en: "distance(coordinates, coordinates or outline)"
    },
    unit: Text { zh: "结果的单位是米", en: "the result is in metres" },
    about: Text {
        zh: "两处坐标之间的大圆距离，地球按半径 6371008.8 米（WGS 84 椭球的平均半径）的球算，误差不超过千分之六。坐标写成“经度,纬度”，十进制度或度分秒。到参照表里一条边界的距离，在界内（含界线）为 0，在界外为到最近一段界线的距离。",
        en: "The distance of two places along a great circle on a sphere of radius 6371008.8 m (the mean radius of the WGS 84 ellipsoid), within 6 in a thousand of the truth. Coordinates are written longitude first, in decimal degrees or degrees, minutes and seconds. To an outline of a table it is 0 inside, and outside the distance of the nearest place on the border.",
    },
    examples: &[
        Example::of(
            "四舍五入(距离(\"114.0579,22.5431\", \"113.2644,23.1291\") 换算为 千米, 1)",
            "round(distance(\"114.0579,22.5431\", \"113.2644,23.1291\") as km, 1)",
            "104.2 千米",
            "104.2 km",
        ),
        Example::holds(
            "距离(企业坐标, \"113°55′12″,22°31′48″\") < 2 千米",
            "distance(coordinates, \"113°55′12″,22°31′48″\") < 2 km",
        )
        .given("企业坐标 = \"113.93,22.53\"", "coordinates = \"113.93,22.53\""),
    ],
    check: Some(check),
    lower: Lower::Row(lower),
};

/// (2a + b) ÷ 3 of the WGS 84 ellipsoid, in metres.
pub const MEAN_RADIUS: f64 = 6_371_008.8;

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    if call.is_outline(1) {
        return call.distance_to_outline();
    }
    let (from, to) = (call.place(0), call.place(1));
    let ((from, from_scope), (to, to_scope)) = (from?, to?);
    let (degrees, metres) = (call.unit(""), call.unit("m"));
    let angles = vec![
        call.measured(&longitude::FUNCTION, from.clone(), from_scope, Vec::new(), degrees.clone()),
        call.measured(&latitude::FUNCTION, from, from_scope, Vec::new(), degrees.clone()),
        call.measured(&longitude::FUNCTION, to.clone(), to_scope, Vec::new(), degrees.clone()),
        call.measured(&latitude::FUNCTION, to, to_scope, Vec::new(), degrees),
    ];
    call.row(metres, angles)
}

/// The haversine formula: 2r · asin √(sin²(Δφ/2) + cos φ₁ · cos φ₂ · sin²(Δλ/2)).
fn lower(builder: &mut Builder, arguments: &[ValueId]) -> ValueId {
    let [from_east, from_north, to_east, to_north] = arguments else { return builder.missing() };
    let radian = builder.number(std::f64::consts::PI / 180.0);
    let half = builder.number(0.5);
    let half_sine_squared = |builder: &mut Builder, from: ValueId, to: ValueId| {
        let difference = builder.sub(to, from);
        let difference = builder.mul(difference, radian);
        let difference = builder.mul(difference, half);
        let sine = builder.unary(Unary::Sin, difference);
        builder.mul(sine, sine)
    };
    let north = half_sine_squared(builder, *from_north, *to_north);
    let east = half_sine_squared(builder, *from_east, *to_east);
    let cosine = |builder: &mut Builder, angle: ValueId| {
        let angle = builder.mul(angle, radian);
        builder.unary(Unary::Cos, angle)
    };
    let (first, second) = (cosine(builder, *from_north), cosine(builder, *to_north));
    let cosines = builder.mul(first, second);
    let east = builder.mul(cosines, east);
    let sum = builder.add(north, east);
    // Of opposite places rounding may leave a little more than 1.
    let one = builder.number(1.0);
    let least = builder.min(sum, one);
    let given = builder.given(sum);
    let missing = builder.missing();
    let share = builder.choose(given, least, missing);
    let chord = builder.unary(Unary::Sqrt, share);
    let angle = builder.unary(Unary::Asin, chord);
    let diameter = builder.number(2.0 * MEAN_RADIUS);
    builder.mul(diameter, angle)
}
