//! Outlines: what areas are bounded by, as tables hold them. In a cell an outline is written as GIS programs hand it out
//! (WKT): `POLYGON ((113.8 22.4, 114.1 22.4, 114.1 22.7, 113.8 22.4))`, `MULTIPOLYGON (((…)), ((…)))`.

use std::fmt::{self, Display, Formatter};

/// A place: longitude, latitude, in degrees.
pub type Point = [f64; 2];

/// One or several areas, each a ring and the rings of its holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The areas.
    pub polygons: Vec<Vec<Vec<Point>>>,
}

/// What is wrong with a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingFault {
    /// It does not end where it begins.
    Open,
    /// It has fewer than four places: three corners, and the first again.
    Short,
    /// The place of this number, from 0, is no longitude and latitude in degrees.
    OffEarth(usize),
}

/// Whether a place is one in degrees.
#[must_use]
pub fn is_on_earth([longitude, latitude]: Point) -> bool {
    longitude.abs() <= 180.0 && latitude.abs() <= 90.0
}

/// What is wrong with a ring, if anything is.
///
/// # Errors
///
/// The first thing that is wrong.
pub fn check_ring(ring: &[Point]) -> Result<(), RingFault> {
    if let Some(at) = ring.iter().position(|place| !is_on_earth(*place)) {
        return Err(RingFault::OffEarth(at));
    }
    if ring.len() < 4 {
        return Err(RingFault::Short);
    }
    if ring.first() == ring.last() { Ok(()) } else { Err(RingFault::Open) }
}

impl Outline {
    /// Reads a cell; none where it is no outline.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let kind = text.find('(')?;
        let (word, body) = text.split_at(kind);
        let body = match word.trim().to_ascii_uppercase().as_str() {
            "POLYGON" => format!("({body})"),
            "MULTIPOLYGON" => body.to_owned(),
            _ => return None,
        };
        let polygons: Vec<Vec<Vec<Point>>> = pieces(&body)?
            .into_iter()
            .map(|polygon| pieces(polygon)?.into_iter().map(ring).collect::<Option<Vec<_>>>())
            .collect::<Option<_>>()?;
        let empty = polygons.is_empty() || polygons.iter().any(Vec::is_empty);
        (!empty).then_some(Self { polygons })
    }

    /// All rings, those of holes among them.
    pub fn rings(&self) -> impl Iterator<Item = &Vec<Point>> {
        self.polygons.iter().flatten()
    }

    /// How many corners the outline has that a text is, which is not read for it: places part at commas, and so do rings
    /// and areas.
    #[must_use]
    pub fn corners_in(text: &str) -> usize {
        let commas = text.bytes().filter(|byte| *byte == b',').count();
        let rings = text.split('(').skip(1).filter(|inside| !inside.trim_start().is_empty()).count();
        (commas + 1).saturating_sub(rings)
    }
}

/// What stands between the outermost brackets, at the commas between brackets.
fn pieces(text: &str) -> Option<Vec<&str>> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut found = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                found.push(inner.get(from..at)?);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(inner.get(from..)?);
    (depth == 0).then_some(found)
}

/// `(113.8 22.4, …)`, closed and on the earth.
fn ring(text: &str) -> Option<Vec<Point>> {
    let places: Vec<Point> = pieces(text)?
        .into_iter()
        .map(|place| {
            let mut parts = place.split_whitespace().map(|part| part.parse::<f64>().ok());
            let place = [parts.next()??, parts.next()??];
            parts.next().is_none().then_some(place)
        })
        .collect::<Option<_>>()?;
    check_ring(&places).is_ok().then_some(places)
}

impl Display for Outline {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("MULTIPOLYGON (")?;
        for (at, polygon) in self.polygons.iter().enumerate() {
            f.write_str(if at == 0 { "(" } else { ", (" })?;
            for (at, ring) in polygon.iter().enumerate() {
                f.write_str(if at == 0 { "(" } else { ", (" })?;
                for (at, [longitude, latitude]) in ring.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{longitude} {latitude}")?;
                }
                f.write_str(")")?;
            }
            f.write_str(")")?;
        }
        f.write_str(")")
    }
}
