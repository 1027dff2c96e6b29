//! Outlines: whether a place lies inside one, and how far away it is.
//!
//! A place is an east and a north in degrees. An outline is made of rings, those of holes among them: inside is what an
//! odd number of rings go round, and the border. An edge is straight between its ends in degrees.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::math::Unary;

/// What lies so close to an edge, in degrees, lies on it: a tenth of a millimetre.
pub const BORDER: f64 = 1e-9;

/// So many edges lie in a box, and so many boxes in one around them.
const FAN: usize = 16;

/// A place: east, north.
pub type Point = [f64; 2];

/// An outline, laid out to be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    edges: Vec<Edge>,
    /// Boxes around edges that follow each other, then boxes around those boxes, up to one around all: what follows
    /// each other along a ring lies close together.
    boxes: Vec<Vec<Bounds>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    from: Point,
    to: Point,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Outline {
    /// The outline that these rings make; each is closed, whether or not its last place is its first. Places that are
    /// not finite are left out.
    #[must_use]
    pub fn new(rings: &[Vec<Point>]) -> Self {
        let edges: Vec<Edge> = rings.iter().flat_map(|ring| edges(ring)).collect();
        let mut boxes = Vec::new();
        let mut level: Vec<Bounds> = edges.iter().map(|edge| Bounds::of(*edge)).collect();
        while level.len() > 1 || boxes.is_empty() && !level.is_empty() {
            level = level
                .chunks(FAN)
                .map(|inner| inner.iter().copied().fold(Bounds::NOTHING, Bounds::and))
                .collect();
            boxes.push(level.clone());
        }
        Self { edges, boxes }
    }

    /// Whether there is no edge, and so nothing inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Whether a place lies inside, or on the border.
    #[must_use]
    pub fn holds(&self, place: Point) -> bool {
        self.top().is_some_and(|top| self.is_odd(top, place).unwrap_or(true))
    }

    /// Whether an odd number of the edges in a box pass east of a place; none where one of them goes through it.
    fn is_odd(&self, node: Node, place: Point) -> Option<bool> {
        if !self.bounds(node).is_some_and(|bounds| bounds.reach_east_of(place)) {
            return Some(false);
        }
        let mut odd = false;
        for edge in self.edges_of(node) {
            if edge.touches(place) {
                return None;
            }
            odd ^= edge.passes_east_of(place);
        }
        for inner in self.inside(node) {
            odd ^= self.is_odd(inner, place)?;
        }
        Some(odd)
    }

    /// How far a place lies from what is inside, on a sphere of this radius: 0 inside, else the distance of the nearest
    /// place on an edge, which is looked for on a plane that touches the sphere at the place. None of no outline.
    #[must_use]
    pub fn distance(&self, place: Point, radius: f64) -> Option<f64> {
        if self.is_empty() {
            return None;
        }
        if self.holds(place) {
            return Some(0.0);
        }
        let nearest = self.nearest(place)?;
        Some(great_circle(place, nearest, radius))
    }

    /// The nearest place on an edge. The nearest box is opened first, until none can hold a nearer one.
    fn nearest(&self, place: Point) -> Option<Point> {
        let narrow = Unary::Cos.of(place[1].to_radians());
        let mut best: Option<(f64, Point)> = None;
        // What is not negative is in order as its bits are.
        let mut open: BinaryHeap<Reverse<(u64, Node)>> =
            self.top().map(|top| Reverse((0, top))).into_iter().collect();
        while let Some(Reverse((least, node))) = open.pop() {
            if best.is_some_and(|(best, _)| f64::from_bits(least) > best) {
                break;
            }
            for edge in self.edges_of(node) {
                let found = edge.nearest(place, narrow);
                // Of equally near ones the same, in whatever order they are met.
                let nearer = best.is_none_or(|(before, at)| {
                    found
                        .0
                        .total_cmp(&before)
                        .then(found.1[0].total_cmp(&at[0]))
                        .then(found.1[1].total_cmp(&at[1]))
                        == Ordering::Less
                });
                if nearer {
                    best = Some(found);
                }
            }
            for inner in self.inside(node) {
                if let Some(bounds) = self.bounds(inner) {
                    open.push(Reverse((bounds.away(place, narrow).to_bits(), inner)));
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// The box around all.
    fn top(&self) -> Option<Node> {
        self.boxes.len().checked_sub(1).map(|level| Node { level, at: 0 })
    }

    fn bounds(&self, node: Node) -> Option<&Bounds> {
        self.boxes.get(node.level)?.get(node.at)
    }

    /// The boxes in a box.
    fn inside(&self, node: Node) -> impl Iterator<Item = Node> + use<> {
        let level = node.level.checked_sub(1);
        let boxes = level.and_then(|level| self.boxes.get(level)).map_or(0, Vec::len);
        let of = FAN * node.at..(FAN * (node.at + 1)).min(boxes);
        level.into_iter().flat_map(move |level| of.clone().map(move |at| Node { level, at }))
    }

    /// The edges in a box; none where boxes are.
    fn edges_of(&self, node: Node) -> impl Iterator<Item = &Edge> {
        let lowest = node.level == 0;
        self.edges.chunks(FAN).nth(node.at).filter(|_| lowest).into_iter().flatten()
    }
}

/// A box of an outline: its level, from the lowest, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    level: usize,
    at: usize,
}

/// The edges of a ring.
fn edges(ring: &[Point]) -> Vec<Edge> {
    let sound: Vec<Point> =
        ring.iter().copied().filter(|[east, north]| east.is_finite() && north.is_finite()).collect();
    let behind = sound.iter().skip(1).chain(sound.first());
    let mut edges: Vec<Edge> =
        sound.iter().zip(behind).map(|(from, to)| Edge { from: *from, to: *to }).collect();
    let first = edges.first().copied();
    edges.retain(|edge| edge.from != edge.to);
    // A ring of one place, however often it is named, is that place.
    if edges.is_empty() { Vec::from_iter(first) } else { edges }
}

impl Bounds {
    /// Around nothing.
    const NOTHING: Self =
        Self { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    fn of(Edge { from, to }: Edge) -> Self {
        let (west, east) = (from[0].min(to[0]), from[0].max(to[0]));
        Self { west, south: from[1].min(to[1]), east, north: from[1].max(to[1]) }
    }

    /// The box around two.
    fn and(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether a line from a place to the east meets the box, or its border.
    fn reach_east_of(&self, [east, north]: Point) -> bool {
        self.south - BORDER <= north && north <= self.north + BORDER && east <= self.east + BORDER
    }

    /// No more than the square of the distance of a place from the box, measured as [`Edge::nearest`] does.
    fn away(&self, [east, north]: Point, narrow: f64) -> f64 {
        // So much less that no rounding makes it more.
        let off = |low: f64, high: f64, at: f64| ((low - at).max(at - high) - 4.0 * BORDER).max(0.0);
        let (off_east, off_north) =
            (off(self.west, self.east, east) * narrow, off(self.south, self.north, north));
        off_east * off_east + off_north * off_north
    }
}

impl Edge {
    /// Whether a line from a place to the east meets the edge: each end counts for the edge to the south of it alone.
    fn passes_east_of(&self, [east, north]: Point) -> bool {
        let (from, to) = (self.from, self.to);
        if (from[1] > north) == (to[1] > north) {
            return false;
        }
        let at = from[0] + (north - from[1]) / (to[1] - from[1]) * (to[0] - from[0]);
        at > east
    }

    fn touches(&self, place: Point) -> bool {
        // Most are far away, which is told with less arithmetic.
        let close = Bounds::of(*self).away(place, 1.0) == 0.0;
        close && self.nearest(place, 1.0).0 <= BORDER * BORDER
    }

    /// The place on the edge that is nearest, and the square of its distance in degrees, where a degree to the east is
    /// that much of a degree to the north.
    fn nearest(&self, [east, north]: Point, narrow: f64) -> (f64, Point) {
        let along = [(self.to[0] - self.from[0]) * narrow, self.to[1] - self.from[1]];
        let off = [(east - self.from[0]) * narrow, north - self.from[1]];
        let length = along[0] * along[0] + along[1] * along[1];
        let share = if length > 0.0 { (off[0] * along[0] + off[1] * along[1]) / length } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        let left = [off[0] - share * along[0], off[1] - share * along[1]];
        let at = [
            self.from[0] + share * (self.to[0] - self.from[0]),
            self.from[1] + share * (self.to[1] - self.from[1]),
        ];
        (left[0] * left[0] + left[1] * left[1], at)
    }
}

/// The haversine formula.
fn great_circle(from: Point, to: Point, radius: f64) -> f64 {
    let half_sine_squared = |degrees: f64| {
        let sine = Unary::Sin.of(degrees.to_radians() * 0.5);
        sine * sine
    };
    let cosines = Unary::Cos.of(from[1].to_radians()) * Unary::Cos.of(to[1].to_radians());
    let share = half_sine_squared(to[1] - from[1]) + cosines * half_sine_squared(to[0] - from[0]);
    2.0 * radius * Unary::Asin.of(share.min(1.0).sqrt())
}
