//! Outlines, against looking at every edge.

use proptest::prelude::*;
use shensuan_plan::Outline;

use crate::sample::{Dice, rings};

/// Whether a place lies inside, said as plainly as can be: on an edge, or an odd number of edges pass east of it.
fn naive(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
    let mut odd = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
            let between = |a: f64, b: f64, n: f64| a.min(b) <= n && n <= a.max(b);
            if cross == 0.0 && between(a[0], b[0], x) && between(a[1], b[1], y) {
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
