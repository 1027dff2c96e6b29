//! Outlines as cells: their corners, and edges that cross.

use shensuan_vocab::Outline;
use shensuan_vocab::crossing::EdgePlace;
use shensuan_vocab::outline::Point;

fn outline(polygons: &[&[&[Point]]]) -> Outline {
    let rings = |rings: &&[&[Point]]| rings.iter().map(|ring| ring.to_vec()).collect();
    Outline { polygons: polygons.iter().map(rings).collect() }
}

/// Numbers that scatter, the same in every run.
fn dice(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |sides| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    }
}

#[test]
fn corners_are_counted_without_reading() {
    let triangle: &[Point] = &[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 0.0]];
    let square: &[Point] = &[[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0], [1.0, 1.0]];
    for (polygons, corners) in
        [(&[&[triangle][..]][..], 3), (&[&[triangle, square]], 7), (&[&[triangle, square], &[square]], 11)]
    {
        assert_eq!(Outline::corners_in(&outline(polygons).to_string()), corners);
    }
    for text in ["POLYGON((0 0,9 0,9 9,0 0))", " polygon ( ( 0 0 , 9 0 , 9 9 , 0 0 ) ) "] {
        assert!(Outline::read(text).is_some(), "{text}");
        assert_eq!(Outline::corners_in(text), 3, "{text}");
    }
}

#[test]
fn edges_that_cross_are_named() {
    let bow: &[Point] = &[[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let found = outline(&[&[bow]]).crossing().unwrap();
    let place = |polygon, ring, at| EdgePlace { polygon, ring, at };
    assert_eq!((found.first, found.second), (place(0, 0, 0), place(0, 0, 2)));
    assert!((found.point[0] - 1.0).abs() < 1e-12 && (found.point[1] - 1.0).abs() < 1e-12, "{found:?}");

    let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to], [from, from]];
    let (border, hole) = (square(0.0, 4.0), square(3.0, 5.0));
    let found = outline(&[&[&border, &hole]]).crossing().unwrap();
    assert_eq!((found.first, found.second), (place(0, 0, 1), place(0, 1, 0)));
    let found = outline(&[&[&square(8.0, 9.0)], &[&border], &[&hole]]).crossing().unwrap();
    assert_eq!((found.first, found.second), (place(1, 0, 1), place(2, 0, 0)));
}

/// Rings that touch themselves, holes that touch the border, areas side by side, a spike, a ring twice.
#[test]
fn edges_that_touch_do_not_cross() {
    let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to], [from, from]];
    let pinched: &[Point] =
        &[[0.0, 0.0], [1.0, 1.0], [2.0, 0.0], [2.0, 2.0], [1.0, 1.0], [0.0, 2.0], [0.0, 0.0]];
    let spike: &[Point] =
        &[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [9.0, 9.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];
    // An end that lies beyond the edge by less than a tenth of a millimetre.
    let almost: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, -1e-10], [0.0, 4.0], [0.0, 0.0]];
    let all: [&[&[&[Point]]]; 6] = [
        &[&[pinched]],
        &[&[spike]],
        &[&[almost]],
        &[&[&square(0.0, 4.0), &square(0.0, 2.0)]],
        &[&[&square(0.0, 2.0)], &[&square(2.0, 3.0)]],
        &[&[&square(0.0, 2.0)], &[&square(0.0, 2.0)]],
    ];
    for polygons in all {
        assert_eq!(outline(polygons).crossing(), None, "{polygons:?}");
    }
}

/// Places on a grid of whole numbers, where sides are told exactly.
fn naive(rings: &[Vec<[i64; 2]>]) -> Option<(EdgePlace, EdgePlace)> {
    let side = |a: [i64; 2], b: [i64; 2], c: [i64; 2]| {
        ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
    };
    let mut edges = Vec::new();
    for (ring, places) in rings.iter().enumerate() {
        for at in 1..places.len() {
            let place = EdgePlace { polygon: 0, ring, at: at - 1 };
            edges.push((place, places[at - 1], places[at]));
        }
    }
    for (at, (one, a, b)) in edges.iter().enumerate() {
        for (other, c, d) in &edges[at + 1..] {
            if side(*a, *b, *c) * side(*a, *b, *d) < 0 && side(*c, *d, *a) * side(*c, *d, *b) < 0 {
                return Some((*one, *other));
            }
        }
    }
    None
}

/// A ring as its places ascend, out and back, so that it crosses nothing; then with some places exchanged.
#[test]
fn crossings_are_those_that_comparing_all_edges_finds() {
    let mut found = [0, 0];
    for seed in 0..400 {
        let mut dice = dice(seed);
        let rings: Vec<Vec<[i64; 2]>> = (0..=dice(2))
            .map(|ring| {
                let corners = 3 + dice(if seed % 4 == 0 { 300 } else { 40 });
                let half = i64::try_from(corners).unwrap();
                let base = i64::try_from(ring).unwrap() * 10_000;
                let mut there: Vec<[i64; 2]> =
                    (0..half).map(|at| [at * 7, base + i64::try_from(dice(1000)).unwrap()]).collect();
                let back = there.iter().rev().map(|[x, y]| [*x, y + 1 + half]).collect::<Vec<_>>();
                there.extend(back);
                for _ in 0..dice(3) {
                    let (a, b) = (dice(corners), dice(corners));
                    there.swap(usize::try_from(a).unwrap(), usize::try_from(b).unwrap());
                }
                there.push(there[0]);
                there
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
        let scaled = |ring: &Vec<[i64; 2]>| {
            ring.iter().map(|[x, y]| [*x as f64 / 64.0, *y as f64 / 1024.0]).collect::<Vec<Point>>()
        };
        let outline = Outline { polygons: vec![rings.iter().map(scaled).collect()] };
        let crossing = outline.crossing().map(|crossing| (crossing.first, crossing.second));
        assert_eq!(crossing, naive(&rings), "{seed}");
        found[usize::from(crossing.is_some())] += 1;
    }
    assert!(found.iter().all(|count| *count > 50), "{found:?}");
}
