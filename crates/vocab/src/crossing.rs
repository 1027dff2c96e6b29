//! Edges of an outline that cross each other: nobody meant the area that such edges go round.
//!
//! Edges that touch, or lie on each other, do not cross: holes touch borders, and areas lie side by side. What lies so
//! close to an edge that it counts as on it does not cross it either.

use crate::outline::{Outline, Point};

/// So close to an edge, in degrees, is on it.
const BORDER: f64 = 1e-9;

/// So few edges are compared with each other.
const FEW: usize = 32;
/// Of more, each with so many at most: many edges that meet in one place.
const MOST: usize = 1024;
/// A square is parted into at most so many rows of as many squares, and those so often again.
const MOST_ROWS: usize = 64;
const DEPTH: u32 = 4;

/// Where an edge begins: its area, its ring there, and the place in the ring, each counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EdgePlace {
    /// The area.
    pub polygon: usize,
    /// The ring: around it, then around its holes.
    pub ring: usize,
    /// The place from which it goes to the next.
    pub at: usize,
}

/// Two edges that cross, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The one that comes first in the outline.
    pub first: EdgePlace,
    /// The other.
    pub second: EdgePlace,
    /// Where they cross.
    pub point: Point,
}

impl Outline {
    /// The first edges that cross each other, if any do. Of one ring or of two.
    #[must_use]
    pub fn crossing(&self) -> Option<Crossing> {
        let mut edges = Vec::new();
        for (polygon, rings) in self.polygons.iter().enumerate() {
            for (ring, places) in rings.iter().enumerate() {
                let ends = places.iter().zip(places.iter().skip(1)).enumerate();
                let edge = |(at, (from, to)): (usize, (&Point, &Point))| Edge {
                    from: *from,
                    to: *to,
                    place: EdgePlace { polygon, ring, at },
                };
                edges.extend(ends.map(edge));
            }
        }
        let mut found = None;
        look(&edges.iter().collect::<Vec<_>>(), DEPTH, &mut found);
        found.map(|(first, second)| Crossing {
            first: first.place,
            second: second.place,
            point: first.meets(&second),
        })
    }
}

#[derive(Clone, Copy)]
struct Edge {
    from: Point,
    to: Point,
    place: EdgePlace,
}

/// Looks for edges that cross and come before those that are known.
fn look(edges: &[&Edge], depth: u32, found: &mut Option<(Edge, Edge)>) {
    if edges.len() <= FEW || depth == 0 {
        return compare(edges, found);
    }
    let squares = Squares::around(edges);
    let mut parts = vec![Vec::new(); squares.rows * squares.rows];
    for edge in edges {
        for square in squares.of(edge) {
            if let Some(part) = parts.get_mut(square) {
                part.push(*edge);
            }
        }
    }
    for part in parts {
        // What lies in one square all together is not parted by smaller ones for ever.
        let depth = if part.len() == edges.len() { 0 } else { depth - 1 };
        look(&part, depth, found);
    }
}

fn compare(edges: &[&Edge], found: &mut Option<(Edge, Edge)>) {
    for (at, one) in edges.iter().enumerate() {
        for other in edges.iter().skip(at + 1).take(MOST) {
            let (first, second) = if one.place < other.place { (one, other) } else { (other, one) };
            let sooner = found.as_ref().is_none_or(|(a, b)| (first.place, second.place) < (a.place, b.place));
            if sooner && first.crosses(second) {
                *found = Some((**first, **second));
            }
        }
    }
}

/// The squares into which the box around some edges is parted.
struct Squares {
    rows: usize,
    west: f64,
    south: f64,
    width: f64,
    height: f64,
}

impl Squares {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the root of a number of edges"
    )]
    fn around(edges: &[&Edge]) -> Self {
        let ends = || edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let least = |axis: fn(Point) -> f64| ends().map(axis).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(Point) -> f64| ends().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (west, south) = (least(|place| place[0]), least(|place| place[1]));
        let rows = ((edges.len() as f64).sqrt().ceil() as usize).min(MOST_ROWS);
        let (width, height) = (most(|place| place[0]) - west, most(|place| place[1]) - south);
        Self { rows, west, south, width: width / rows as f64, height: height / rows as f64 }
    }

    /// The squares through which an edge goes, and some beside.
    fn of(&self, edge: &Edge) -> Vec<usize> {
        let (low, high) = if edge.from[1] < edge.to[1] { (edge.from, edge.to) } else { (edge.to, edge.from) };
        let mut found = Vec::new();
        for row in self.row(low[1] - BORDER)..=self.row(high[1] + BORDER) {
            let (south, north) = self.span(row);
            let east_of = |north: f64| {
                let share = (north - low[1]) / (high[1] - low[1]);
                // Along a parallel there is no share: the whole edge is there.
                low[0] + share.clamp(0.0, 1.0) * (high[0] - low[0])
            };
            let flat = high[1] - low[1] <= BORDER;
            let (a, b) = if flat { (low[0], high[0]) } else { (east_of(south), east_of(north)) };
            for column in self.column(a.min(b) - BORDER)..=self.column(a.max(b) + BORDER) {
                found.push(row * self.rows + column);
            }
        }
        found
    }

    fn row(&self, north: f64) -> usize {
        self.number(north - self.south, self.height)
    }

    fn column(&self, east: f64) -> usize {
        self.number(east - self.west, self.width)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few squares")]
    fn number(&self, off: f64, size: f64) -> usize {
        let number = if size > 0.0 { (off / size).max(0.0) } else { 0.0 };
        (number as usize).min(self.rows - 1)
    }

    /// From where to where a row goes, generously.
    #[expect(clippy::cast_precision_loss, reason = "few squares")]
    fn span(&self, row: usize) -> (f64, f64) {
        let south = self.south + self.height * row as f64;
        (south - 2.0 * BORDER, south + self.height + 2.0 * BORDER)
    }
}

impl Edge {
    /// How far to the left of the edge a place lies.
    fn left(&self, place: Point) -> f64 {
        let along = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let off = [place[0] - self.from[0], place[1] - self.from[1]];
        let length = along[0].hypot(along[1]);
        if length > 0.0 { (along[0] * off[1] - along[1] * off[0]) / length } else { 0.0 }
    }

    /// Whether the ends of either lie on both sides of the other.
    fn crosses(&self, other: &Self) -> bool {
        let parted = |line: &Self, edge: &Self| {
            let (from, to) = (line.left(edge.from), line.left(edge.to));
            from.min(to) < -BORDER && from.max(to) > BORDER
        };
        parted(self, other) && parted(other, self)
    }

    /// Where an edge meets another that it crosses.
    fn meets(&self, other: &Self) -> Point {
        let (from, to) = (other.left(self.from), other.left(self.to));
        let share = from / (from - to);
        [
            self.from[0] + share * (self.to[0] - self.from[0]),
            self.from[1] + share * (self.to[1] - self.from[1]),
        ]
    }
}
