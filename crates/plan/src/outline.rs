//! Outlines: whether a place lies inside one, and how far away it is.
//!
//! A place is an east and a north in degrees. An outline is made of rings, those of holes among them: inside is what an
//! odd number of rings go round, and the border. An edge is straight between its ends in degrees.

use crate::math::Unary;

/// What lies so close to an edge, in degrees, lies on it: a tenth of a millimetre.
pub const BORDER: f64 = 1e-9;

/// There are at most so many bands.
const MOST_BANDS: usize = 8192;

/// A place: east, north.
pub type Point = [f64; 2];

/// An outline, laid out to be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    edges: Vec<Edge>,
    bounds: Bounds,
    /// Places among the edges by their north, in bands of one height from the south to the north.
    bands: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    from: Point,
    to: Point,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
        let bounds = Bounds::of(&edges);
        let mut wanted = edges.len().clamp(1, MOST_BANDS);
        // Long edges lie in many bands: fewer are enough then.
        while wanted > 1
            && edges.iter().map(|edge| bounds.bands(edge, wanted).count()).sum::<usize>() > 8 * edges.len()
        {
            wanted /= 2;
        }
        let mut bands = vec![Vec::new(); wanted];
        for (at, edge) in (0..).zip(&edges) {
            for band in bounds.bands(edge, wanted) {
                if let Some(band) = bands.get_mut(band) {
                    band.push(at);
                }
            }
        }
        Self { edges, bounds, bands }
    }

    /// Whether there is no edge, and so nothing inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Whether a place lies inside, or on the border.
    #[must_use]
    pub fn holds(&self, place: Point) -> bool {
        if self.is_empty() || !self.bounds.reach(place) {
            return false;
        }
        let mut odd = false;
        for edge in self.edges_of(self.bounds.band(place[1], self.bands.len())) {
            if edge.touches(place) {
                return true;
            }
            odd ^= edge.passes_east_of(place);
        }
        odd
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

    /// The nearest place on an edge. Bands are looked at outwards from that of the place, until none can be nearer.
    fn nearest(&self, place: Point) -> Option<Point> {
        let narrow = Unary::Cos.of(place[1].to_radians());
        let own = self.bounds.band(place[1], self.bands.len());
        let mut best: Option<(f64, Point)> = None;
        for away in 0..self.bands.len() {
            let above = own.checked_add(away).filter(|band| *band < self.bands.len());
            let below = own.checked_sub(away).filter(|_| away > 0);
            for band in below.into_iter().chain(above) {
                let (south, north) = self.bounds.span(band, self.bands.len());
                let least = (south - place[1]).max(place[1] - north).max(0.0);
                if best.is_some_and(|(best, _)| least * least > best) {
                    continue;
                }
                for edge in self.edges_of(band) {
                    let found = edge.nearest(place, narrow);
                    // Of equally near ones the same, in whatever order they are met.
                    let nearer = best.is_none_or(|(before, at)| {
                        found
                            .0
                            .total_cmp(&before)
                            .then(found.1[0].total_cmp(&at[0]))
                            .then(found.1[1].total_cmp(&at[1]))
                            == std::cmp::Ordering::Less
                    });
                    if nearer {
                        best = Some(found);
                    }
                }
            }
        }
        best.map(|(_, at)| at)
    }

    fn edges_of(&self, band: usize) -> impl Iterator<Item = &Edge> {
        self.bands.get(band).into_iter().flatten().filter_map(|at| self.edges.get(*at as usize))
    }
}

/// The edges of a ring.
fn edges(ring: &[Point]) -> Vec<Edge> {
    let sound: Vec<Point> =
        ring.iter().copied().filter(|[east, north]| east.is_finite() && north.is_finite()).collect();
    let behind = sound.iter().skip(1).chain(sound.first());
    let edges = sound.iter().zip(behind).map(|(from, to)| Edge { from: *from, to: *to });
    let one = sound.len() == 1;
    edges.filter(|edge| one || edge.from != edge.to).collect()
}

impl Bounds {
    fn of(edges: &[Edge]) -> Self {
        let ends = || edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let least = |axis: fn(&Point) -> f64| ends().map(|end| axis(&end)).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(&Point) -> f64| ends().map(|end| axis(&end)).fold(f64::NEG_INFINITY, f64::max);
        if edges.is_empty() {
            return Self::default();
        }
        Self { west: least(|p| p[0]), south: least(|p| p[1]), east: most(|p| p[0]), north: most(|p| p[1]) }
    }

    /// Whether a place lies in the box around all edges, or on its border.
    fn reach(self, [east, north]: Point) -> bool {
        let within = |number: f64, low: f64, high: f64| low - BORDER <= number && number <= high + BORDER;
        within(east, self.west, self.east) && within(north, self.south, self.north)
    }

    /// The band of a north, of so many; the nearest of a place to the south or the north of all.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "few bands"
    )]
    fn band(self, north: f64, bands: usize) -> usize {
        let height = self.north - self.south;
        if height <= 0.0 {
            return 0;
        }
        let share = (north - self.south) / height * bands as f64;
        (share.max(0.0) as usize).min(bands.saturating_sub(1))
    }

    /// The bands in which an edge, or its border, is.
    fn bands(self, edge: &Edge, bands: usize) -> std::ops::RangeInclusive<usize> {
        let (low, high) = (edge.from[1].min(edge.to[1]), edge.from[1].max(edge.to[1]));
        self.band(low - 2.0 * BORDER, bands)..=self.band(high + 2.0 * BORDER, bands)
    }

    /// From where to where a band goes, generously.
    #[expect(clippy::cast_precision_loss, reason = "few bands")]
    fn span(self, band: usize, bands: usize) -> (f64, f64) {
        let height = (self.north - self.south) / bands as f64;
        let from = self.south + height * band as f64;
        (from - 4.0 * BORDER, from + height + 4.0 * BORDER)
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
        self.nearest(place, 1.0).0 <= BORDER * BORDER
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
