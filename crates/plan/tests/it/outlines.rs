//! Outlines, against looking at every edge.

use proptest::prelude::*;
use shensuan_plan::{Outline, Unary};

use crate::sample::{Dice, rings};

/// Whether a place lies inside, said as plainly as can be: on an edge, or an odd number of edges pass east of it.
pub fn naive(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
    let mut odd = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
            let between = |a: f64, b: f64, n: f64| a.min(b) <= n && n <= a.max(b);
            if cross.abs() < 1e-12 && between(a[0], b[0], x) && between(a[1], b[1], y) {
                return true;
            }
            odd ^= (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
        }
    }
    odd
}

/// The distance of the nearest of many places on the edges.
fn walked(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2], radius: f64) -> f64 {
    let radian = std::f64::consts::PI / 180.0;
    let away = |[east, north]: [f64; 2]| {
        let half = |degrees: f64| (degrees * radian / 2.0).sin().powi(2);
        let share = half(north - y) + (y * radian).cos() * (north * radian).cos() * half(east - x);
        2.0 * radius * share.min(1.0).sqrt().asin()
    };
    let mut least = f64::INFINITY;
    for (a, b) in rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1))) {
        for step in 0..=400 {
            let share = f64::from(step) / 400.0;
            least = least.min(away([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]));
        }
    }
    least
}

/// The distance of the nearest place on the edges, each looked at.
pub fn nearest(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2], radius: f64) -> f64 {
    let narrow = Unary::Cos.of(y.to_radians());
    let mut found: Vec<(f64, [f64; 2])> = Vec::new();
    for (a, b) in rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1))) {
        let along = [(b[0] - a[0]) * narrow, b[1] - a[1]];
        let off = [(x - a[0]) * narrow, y - a[1]];
        let length = along[0] * along[0] + along[1] * along[1];
        let share = if length > 0.0 { (off[0] * along[0] + off[1] * along[1]) / length } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        let left = [off[0] - share * along[0], off[1] - share * along[1]];
        let at = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
        found.push((left[0] * left[0] + left[1] * left[1], at));
    }
    // Of equally near places that with the least east, then the least north.
    found.sort_by(|(d, p), (e, q)| d.total_cmp(e).then(p[0].total_cmp(&q[0])).then(p[1].total_cmp(&q[1])));
    let [east, north] = found[0].1;
    let half = |degrees: f64| Unary::Sin.of(degrees.to_radians() * 0.5).powi(2);
    let cosines = Unary::Cos.of(y.to_radians()) * Unary::Cos.of(north.to_radians());
    2.0 * radius * Unary::Asin.of((half(north - y) + cosines * half(east - x)).min(1.0).sqrt())
}

/// Rings of hundreds of places: borders that wander, and places all over.
fn long_rings(dice: &mut Dice) -> Vec<Vec<[f64; 2]>> {
    let ring = |dice: &mut Dice| {
        let wanders = dice.roll(3) > 0;
        let (mut east, mut north) = (100.0, 30.0);
        let place = |dice: &mut Dice| {
            let step = |dice: &mut Dice, far: f64| (dice.roll(21) as f64 - 10.0) * far;
            if wanders {
                (east, north) = (east + step(dice, 0.005), north + step(dice, 0.005));
                [east, north]
            } else {
                [100.0 + step(dice, 0.25), 30.0 + step(dice, 0.25)]
            }
        };
        let mut place = place;
        (0..1 + dice.roll(700)).map(|_| place(dice)).collect()
    };
    (0..1 + dice.roll(3)).map(|_| ring(dice)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn a_long_border_is_asked_as_if_every_edge_was_looked_at(seed: u64) {
        let mut dice = Dice(seed);
        let rings = long_rings(&mut dice);
        let outline = Outline::new(&rings);
        for at in 0..40 {
            let far = if at % 2 == 0 { 0.001 } else { 0.3 };
            let place = [100.0 + (dice.roll(41) as f64 - 20.0) * far, 30.0 + (dice.roll(41) as f64 - 20.0) * far];
            let holds = outline.holds(place);
            let near = nearest(&rings, place, 6_371_000.0);
            // A millimetre from an edge no rounding decides on which side of it a place is.
            if near > 0.001 {
                prop_assert_eq!(holds, naive(&rings, place), "{:?}", place);
            }
            let distance = outline.distance(place, 6_371_000.0);
            prop_assert_eq!(distance.map(f64::to_bits), Some(if holds { 0.0_f64 } else { near }.to_bits()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn an_outline_holds_what_looking_at_every_edge_says(seed: u64) {
        let mut dice = Dice(seed);
        let rings = rings(&mut dice);
        let outline = Outline::new(&rings);
        for _ in 0..100 {
            // Halves lie on ends and edges.
            let place = [dice.roll(29) as f64 / 4.0 - 0.5, dice.roll(29) as f64 / 4.0 - 0.5];
            prop_assert_eq!(outline.holds(place), naive(&rings, place), "{:?} in {:?}", place, rings);
        }
    }

    #[test]
    fn the_distance_is_that_of_the_nearest_edge(seed: u64) {
        let mut dice = Dice(seed);
        let rings = rings(&mut dice);
        let outline = Outline::new(&rings);
        for _ in 0..10 {
            let place = [dice.roll(900) as f64 / 100.0 - 1.0, dice.roll(900) as f64 / 100.0 - 1.0];
            match outline.distance(place, 1000.0) {
                None => prop_assert!(rings.is_empty()),
                Some(distance) if outline.holds(place) => prop_assert_eq!(distance, 0.0),
                Some(distance) => {
                    let walked = walked(&rings, place, 1000.0);
                    // The steps of the walk are up to 0.02 degrees long, of which 0.35 is on that sphere.
                    prop_assert!((distance - walked).abs() < 0.01 * walked + 0.2, "{} {}", distance, walked);
                }
            }
        }
    }
}

#[test]
fn a_hole_is_outside_and_its_border_inside() {
    let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to], [from, from]];
    let outline = Outline::new(&[square(0.0, 4.0), square(1.0, 2.0), square(6.0, 7.0)]);
    for place in [[0.5, 0.5], [0.0, 0.0], [4.0, 2.0], [1.0, 1.5], [2.0, 2.0], [6.5, 6.5], [4.0 + 1e-10, 2.0]]
    {
        assert!(outline.holds(place), "{place:?}");
    }
    for place in [[1.5, 1.5], [5.0, 5.0], [-0.1, 0.0], [4.0, 4.1], [4.0 + 1e-8, 2.0]] {
        assert!(!outline.holds(place), "{place:?}");
    }
    let degree = std::f64::consts::PI / 180.0;
    // Half a degree from the border of the hole, along a meridian or a little less along a parallel.
    let inside_hole = outline.distance([1.5, 1.5], 1.0).unwrap();
    assert!((inside_hole - 0.5 * degree * (1.5 * degree).cos()).abs() < 1e-6, "{inside_hole}");
    assert!((outline.distance([2.0, 5.0], 1.0).unwrap() - degree).abs() < 1e-9);
    assert_eq!(outline.distance([3.0, 3.0], 1.0), Some(0.0));
    assert_eq!(Outline::new(&[]).distance([0.0, 0.0], 1.0), None);
}

#[test]
fn a_ring_of_one_place_is_that_place_however_often_it_is_named() {
    for times in 1..5 {
        let outline = Outline::new(&[vec![[2.0, 3.0]; times]]);
        assert!(outline.holds([2.0, 3.0]));
        assert!(!outline.holds([2.0, 3.5]));
        assert!(outline.distance([2.0, 3.5], 1000.0) > Some(0.0));
    }
}
