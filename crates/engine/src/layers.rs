//! `builds-on`: which rulebook, of which versions, and how versions are compared.

use std::cmp::Ordering;
use std::fmt;
use std::path::PathBuf;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A rulebook that another builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildsOn {
    /// Its folder, relative to that of the rulebook that says so.
    pub path: PathBuf,
    /// Which of its versions will do, as written: `>=2019.1, <2020`; any where nothing is said.
    pub version: Option<String>,
}

/// `{ path = "../national", version = ">=2019.1" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    path: PathBuf,
    version: Option<String>,
}

impl<'de> Deserialize<'de> for BuildsOn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = BuildsOn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"../folder\" / { path = \"../folder\", version = \">=1\" }")
            }

            fn visit_str<E: Error>(self, path: &str) -> Result<BuildsOn, E> {
                Ok(BuildsOn { path: PathBuf::from(path), version: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<BuildsOn, A::Error> {
                let written = Written::deserialize(MapAccessDeserializer::new(map))?;
                Ok(BuildsOn { path: written.path, version: written.version })
            }
        }
        from.deserialize_any(Either)
    }
}

/// Numbers parted by dots, as rulebooks are numbered: `2019.1`, `3`. What is not written is 0, so `2019` is `2019.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version(Vec<u64>);

impl Version {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let part = |part: &str| digits(part).then(|| part.parse().ok()).flatten();
        text.trim().split('.').map(part).collect::<Option<Vec<u64>>>().map(Self)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let length = self.0.len().max(other.0.len());
        let part = |version: &Self, at: usize| version.0.get(at).copied().unwrap_or(0);
        (0..length)
            .map(|at| part(self, at).cmp(&part(other, at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// Bounds that a version must keep, all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range(Vec<(Sign, Version)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// How bounds are written, the longer sign first; a version alone is that version.
const SIGNS: [(&str, Sign); 8] = [
    (">=", Sign::AtLeast),
    ("≥", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("≤", Sign::AtMost),
    (">", Sign::Greater),
    ("<", Sign::Less),
    ("=", Sign::Equal),
    ("", Sign::Equal),
];

impl Range {
    /// `>=2019.1, <2020`; none where that is no range.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bound = |bound: &str| {
            let bound = bound.trim();
            let (rest, sign) =
                SIGNS.iter().find_map(|(written, sign)| Some((bound.strip_prefix(written)?, *sign)))?;
            Some((sign, Version::read(rest)?))
        };
        text.split([',', '，']).map(bound).collect::<Option<Vec<_>>>().map(Self)
    }

    pub(crate) fn holds(&self, version: &Version) -> bool {
        self.0.iter().all(|(sign, bound)| {
            let order = version.compare(bound);
            match sign {
                Sign::Equal => order.is_eq(),
                Sign::Less => order.is_lt(),
                Sign::AtMost => order.is_le(),
                Sign::Greater => order.is_gt(),
                Sign::AtLeast => order.is_ge(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, Version};

    fn holds(range: &str, version: &str) -> bool {
        Range::read(range).unwrap().holds(&Version::read(version).unwrap())
    }

    #[test]
    fn versions_are_compared_part_by_part() {
        assert!(holds(">=2019.1, <2020", "2019.1"));
        assert!(holds(">=2019.1, <2020", "2019.10"));
        assert!(!holds(">=2019.2", "2019.1"));
        assert!(!holds(">=2019.1, <2020", "2020"));
        assert!(!holds("<2020", "2020.0"));
        assert!(holds("≥2019，≤2019.3", "2019.3"));
        assert!(holds("2019", "2019.0.0"));
        assert!(!holds("=2019", "2019.1"));
        assert!(holds(">2019.9", "2019.10"));
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "1.", ".1", "1.x", "v1", "-1", "1..2", "99999999999999999999"] {
            assert!(Version::read(text).is_none(), "{text}");
        }
        for text in ["", ">=", ">= 1,", "^1", "~> 1", ">=1 <2"] {
            assert!(Range::read(text).is_none(), "{text}");
        }
    }
}
