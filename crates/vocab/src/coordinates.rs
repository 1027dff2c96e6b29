//! Coordinates: a longitude and a latitude in degrees, as cells write them.

use crate::names::fold_width;

/// A place on the earth, in degrees; east and north are positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// From −180 to 180.
    pub longitude: f64,
    /// From −90 to 90.
    pub latitude: f64,
}

/// Which of both an angle says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Longitude,
    Latitude,
}

/// Words for the four directions: what they say of an angle, and its sign.
const DIRECTIONS: [(&str, Axis, f64); 8] = [
    ("东经", Axis::Longitude, 1.0),
    ("西经", Axis::Longitude, -1.0),
    ("北纬", Axis::Latitude, 1.0),
    ("南纬", Axis::Latitude, -1.0),
    ("E", Axis::Longitude, 1.0),
    ("W", Axis::Longitude, -1.0),
    ("N", Axis::Latitude, 1.0),
    ("S", Axis::Latitude, -1.0),
];

impl Coordinates {
    /// Reads `113.92,22.53`, `113°55′12″,22°31′48″`, `东经113度55分12秒 北纬22度31分48秒`, `22.53N 113.92E`. Without words for
    /// the directions the longitude stands first.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let folded: String = text.trim().chars().map(sign).collect();
        let mut parts = folded.split([',', ' ']).filter(|part| !part.is_empty());
        let (first, second) = (angle(parts.next()?)?, angle(parts.next()?)?);
        if parts.next().is_some() {
            return None;
        }
        let (longitude, latitude) = match (first.1, second.1) {
            (None | Some(Axis::Longitude), None | Some(Axis::Latitude)) => (first.0, second.0),
            (Some(Axis::Latitude), None | Some(Axis::Longitude)) => (second.0, first.0),
            (None | Some(Axis::Longitude), Some(Axis::Longitude))
            | (Some(Axis::Latitude), Some(Axis::Latitude)) => {
                return None;
            }
        };
        let on_earth = longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
        on_earth.then_some(Self { longitude, latitude })
    }
}

/// A sign as the reading knows it.
fn sign(c: char) -> char {
    match fold_width(c) {
        '度' => '°',
        '分' | '\'' | '’' | '‘' => '′',
        '秒' | '"' | '”' | '“' => '″',
        '、' | ';' => ',',
        '\t' => ' ',
        'e' => 'E',
        'w' => 'W',
        'n' => 'N',
        's' => 'S',
        other => other,
    }
}

/// An angle in degrees and which it says it is.
fn angle(text: &str) -> Option<(f64, Option<Axis>)> {
    for (word, axis, sign) in DIRECTIONS {
        if let Some(rest) = text.strip_prefix(word).or_else(|| text.strip_suffix(word)) {
            return Some((sign * degrees(rest).filter(|degrees| *degrees >= 0.0)?, Some(axis)));
        }
    }
    Some((degrees(text)?, None))
}

/// `113.92`, `113.92°`, `113°55′12″`.
fn degrees(text: &str) -> Option<f64> {
    let (unsigned, sign) = match text.strip_prefix(['-', '−']) {
        Some(unsigned) => (unsigned, -1.0),
        None => (text, 1.0),
    };
    let Some((whole, rest)) = unsigned.split_once('°') else { return Some(sign * number(unsigned)?) };
    let (minutes, rest) = match rest.split_once('′') {
        Some((minutes, rest)) => (number(minutes)?, rest),
        None => (0.0, rest),
    };
    let seconds = match rest.strip_suffix('″') {
        Some(seconds) => number(seconds)?,
        None if rest.is_empty() => 0.0,
        None => return None,
    };
    let sound = minutes < 60.0 && seconds < 60.0;
    sound.then_some(sign * (number(whole)? + (minutes * 60.0 + seconds) / 3600.0))
}

/// A plain decimal without sign and exponent.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    (plain && begins).then(|| text.parse().ok()).flatten()
}
