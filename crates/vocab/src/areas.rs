//! Rings of an outline that lie where none is meant to: one that goes round nothing, a hole outside its ring or on another hole, an area on another.
//!
//! This is asked of outlines of which no edges cross: then rings lie in each other, or apart, and may touch.

use crate::outline::{Outline, Point};

/// So close to an edge, in degrees, is on it.
const BORDER: f64 = 1e-9;
/// A hole of so much of its ring leaves nothing of it.
const ALL: f64 = 1.0 - 1e-12;
/// Edges are parted by latitude into so many bands at most.
const MOST_BANDS: usize = 1024;
/// Parallels along which a place inside is looked for.
const PARALLELS: usize = 32;

/// A ring that lies where it may not, its area and the ring there counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The area.
    pub polygon: usize,
    /// The ring: around it, then around its holes.
    pub ring: usize,
    /// Why it may not.
    pub why: Misplacement,
}

/// Why a ring may not lie where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplacement {
    /// A ring that goes round nothing: there and back.
    Flat,
    /// A hole that does not lie inside the ring around the area, or leaves nothing of it.
    HoleOutside,
    /// A hole that lies on the hole of this ring.
    HoleOnHole(usize),
    /// An area that lies on this area.
    AreaOnArea(usize),
}

impl Outline {
    /// A ring that lies where it may not, if one does.
    #[must_use]
    pub fn misplaced(&self) -> Option<Misplaced> {
        for (polygon, rings) in self.polygons.iter().enumerate() {
            if let Some(ring) = rings.iter().position(|ring| size(ring) <= BORDER * length(ring)) {
                return Some(Misplaced { polygon, ring, why: Misplacement::Flat });
            }
        }
        for (polygon, rings) in self.polygons.iter().enumerate().filter(|(_, rings)| rings.len() > 1) {
            let areas: Vec<Area> = rings.iter().map(|ring| Area::of(std::slice::from_ref(ring))).collect();
            let (border, holes) = areas.split_first()?;
            if let Some(hole) = holes.iter().position(|hole| !hole.is_within(border)) {
                return Some(Misplaced { polygon, ring: hole + 1, why: Misplacement::HoleOutside });
            }
            if let Some((first, second)) = overlapping(holes) {
                let why = Misplacement::HoleOnHole(first + 1);
                return Some(Misplaced { polygon, ring: second + 1, why });
            }
        }
        if self.polygons.len() < 2 {
            return None;
        }
        let areas: Vec<Area> = self.polygons.iter().map(|rings| Area::of(rings)).collect();
        let (first, second) = overlapping(&areas)?;
        Some(Misplaced { polygon: second, ring: 0, why: Misplacement::AreaOnArea(first) })
    }
}

/// Two areas that overlap, the first of them first. From west to east each is held against those that reach so far.
fn overlapping(areas: &[Area]) -> Option<(usize, usize)> {
    let mut order: Vec<(usize, &Area)> = areas.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| a.west.total_cmp(&b.west));
    let mut open: Vec<(usize, &Area)> = Vec::new();
    for (at, area) in order {
        open.retain(|(_, other)| other.east > area.west);
        if let Some((other, _)) = open.iter().find(|(_, other)| other.overlaps(area)) {
            return Some((at.min(*other), at.max(*other)));
        }
        open.push((at, area));
    }
    None
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Inside,
    Border,
    Outside,
}

type Edge = (Point, Point);

/// What an odd number of some rings go round.
struct Area {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    /// How much the first ring goes round.
    size: f64,
    /// The places of the rings, and one inside.
    places: Vec<Point>,
    /// The edges that reach into each band, from south to north.
    bands: Vec<Vec<Edge>>,
}

impl Area {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the root of a number of edges"
    )]
    fn of(rings: &[Vec<Point>]) -> Self {
        let mut places: Vec<Point> = rings.concat();
        let least = |axis: fn(&Point) -> f64| places.iter().map(axis).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(&Point) -> f64| places.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (west, south) = (least(|place| place[0]), least(|place| place[1]));
        let (east, north) = (most(|place| place[0]), most(|place| place[1]));
        let edges: Vec<Edge> =
            rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().skip(1).copied())).collect();
        places.extend(inner(&edges));
        let count = ((edges.len() as f64).sqrt() as usize).clamp(1, MOST_BANDS);
        let size = rings.first().map_or(0.0, |ring| size(ring));
        let mut area = Self { west, east, south, north, size, places, bands: vec![Vec::new(); count] };
        for edge in edges {
            let (low, high) = (edge.0[1].min(edge.1[1]), edge.0[1].max(edge.1[1]));
            let of = area.band(low - BORDER)..=area.band(high + BORDER);
            area.bands.get_mut(of).into_iter().flatten().for_each(|band| band.push(edge));
        }
        area
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "few bands"
    )]
    fn band(&self, north: f64) -> usize {
        let share = (north - self.south) / (self.north - self.south);
        ((share.clamp(0.0, 1.0) * self.bands.len() as f64) as usize).min(self.bands.len() - 1)
    }

    fn side(&self, place: Point) -> Side {
        let [east, north] = place;
        if east < self.west || east > self.east || north < self.south || north > self.north {
            return Side::Outside;
        }
        let mut side = Side::Outside;
        for (from, to) in self.bands.get(self.band(north)).into_iter().flatten() {
            if is_near(*from, *to, place) {
                return Side::Border;
            }
            if (from[1] > north) != (to[1] > north) && meets(*from, *to, north) > east {
                side = if side == Side::Inside { Side::Outside } else { Side::Inside };
            }
        }
        side
    }

    /// Whether it lies in another, and leaves something of it.
    fn is_within(&self, other: &Self) -> bool {
        self.size < other.size * ALL && self.places.iter().all(|place| other.side(*place) != Side::Outside)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let inside =
            |these: &Self, those: &Self| these.places.iter().any(|place| those.side(*place) == Side::Inside);
        let apart = self.south >= other.north || other.south >= self.north;
        !apart && (inside(self, other) || inside(other, self))
    }
}

/// How much a ring goes round, in square degrees, whichever way it goes.
fn size(ring: &[Point]) -> f64 {
    let Some([east, north]) = ring.first().copied() else { return 0.0 };
    let twice = |(a, b): (&Point, &Point)| (a[0] - east) * (b[1] - north) - (b[0] - east) * (a[1] - north);
    (ring.iter().zip(ring.iter().skip(1)).map(twice).sum::<f64>() / 2.0).abs()
}

/// How long a ring is, in degrees.
fn length(ring: &[Point]) -> f64 {
    let length = |(from, to): (&Point, &Point)| (to[0] - from[0]).hypot(to[1] - from[1]);
    ring.iter().zip(ring.iter().skip(1)).map(length).sum()
}

/// A place inside: in the middle of what lies inside along a parallel.
fn inner(edges: &[Edge]) -> Option<Point> {
    let mut norths: Vec<f64> = edges.iter().map(|(from, _)| from[1]).collect();
    norths.sort_by(f64::total_cmp);
    let mut gaps: Vec<(f64, f64)> = norths
        .iter()
        .zip(norths.iter().skip(1))
        .map(|(low, high)| (high - low, (low + high) / 2.0))
        .collect();
    gaps.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    gaps.into_iter().take(PARALLELS).find_map(|(_, north)| {
        let crossed = edges.iter().filter(|(from, to)| (from[1] > north) != (to[1] > north));
        let mut easts: Vec<f64> = crossed.map(|(from, to)| meets(*from, *to, north)).collect();
        easts.sort_by(f64::total_cmp);
        let spans = easts.chunks_exact(2).filter_map(|span| Some((*span.first()?, *span.last()?)));
        let (west, east) = spans.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        (east - west > 4.0 * BORDER).then_some([(west + east) / 2.0, north])
    })
}

/// Where an edge meets a parallel that it crosses.
fn meets(from: Point, to: Point, north: f64) -> f64 {
    from[0] + (north - from[1]) / (to[1] - from[1]) * (to[0] - from[0])
}

fn is_near(from: Point, to: Point, place: Point) -> bool {
    let along = [to[0] - from[0], to[1] - from[1]];
    let off = [place[0] - from[0], place[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 { (off[0] * along[0] + off[1] * along[1]) / length } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    (off[0] - share * along[0]).hypot(off[1] - share * along[1]) <= BORDER
}
