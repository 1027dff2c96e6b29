//! Dimensions: what kind of quantity a unit measures.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A base dimension: mass, length, a counted noun.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base {
    /// Its id in the table.
    pub id: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A product of powers of base dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    powers: BTreeMap<Arc<Base>, i32>,
}

/// Powers of bases by id, and the name in Chinese and English.
type NamedProduct = (&'static [(&'static str, i32)], &'static str, &'static str);

/// Products with a name of their own, by the ids of their bases.
const NAMED: [NamedProduct; 6] = [
    (&[("length", 2)], "面积", "area"),
    (&[("length", 3)], "体积", "volume"),
    (&[("length", 3), ("time", -1)], "流量", "flow"),
    (&[("length", -3), ("mass", 1)], "浓度", "concentration"),
    (&[("length", 2), ("mass", 1), ("time", -2)], "能量", "energy"),
    (&[("length", 2), ("mass", 1), ("time", -3)], "功率", "power"),
];

/// The bases that count: a bare number fits them.
const COUNTED: [&str; 6] = ["piece", "machine", "item", "set", "person", "vehicle"];

impl Dimension {
    /// One base dimension.
    #[must_use]
    pub fn of(base: Arc<Base>) -> Self {
        Self { powers: BTreeMap::from([(base, 1)]) }
    }

    /// Whether it is that of a bare number.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.powers.is_empty()
    }

    /// Whether it is that of one counted noun: people, pieces.
    #[must_use]
    pub fn is_count(&self) -> bool {
        matches!(self.powers.iter().next(), Some((base, 1)) if COUNTED.contains(&base.id.as_str()))
            && self.powers.len() == 1
    }

    /// Whether it is this base dimension alone.
    pub(super) fn is_of(&self, id: &str) -> bool {
        self.powers.len() == 1 && self.powers.iter().all(|(base, power)| base.id == id && *power == 1)
    }

    /// The product with the `n`-th power of another.
    #[must_use]
    pub fn times_power(&self, other: &Self, n: i32) -> Self {
        let mut powers = self.powers.clone();
        for (base, power) in &other.powers {
            let held = powers.entry(Arc::clone(base)).or_insert(0);
            *held = held.saturating_add(power.saturating_mul(n));
        }
        powers.retain(|_, power| *power != 0);
        Self { powers }
    }

    /// The dimension as a number, for units that are known only with the data: that of a product is the sum,
    /// and different dimensions have different numbers. A small whole number that only this version knows.
    #[must_use]
    pub fn code(&self) -> f64 {
        self.powers.iter().map(|(base, power)| f64::from(*power) * weight(&base.id)).sum()
    }

    /// The dimension as that of a counted noun, as a number: another one for each noun.
    #[must_use]
    pub(super) fn code_of(&self, noun: &str) -> f64 {
        self.powers
            .iter()
            .map(|(base, power)| f64::from(*power) * weight(&format!("{}-{noun}", base.id)))
            .sum()
    }

    /// The numbers of the dimensions that count, among which a bare number fits.
    pub fn counted_codes() -> impl Iterator<Item = f64> {
        COUNTED.iter().map(|id| weight(id))
    }

    /// Whether a base has a positive power here and a negative one there, or the other way.
    pub(super) fn opposes(&self, other: &Self) -> bool {
        let sign = |(base, power): (&Arc<Base>, &i32)| {
            other.powers.get(base).is_some_and(|held| held.signum() == -power.signum())
        };
        self.powers.iter().any(sign)
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn in_zh(&self) -> String {
        self.name(|base| &base.zh, |(_, zh, _)| zh, "无量纲")
    }

    /// Its name in English.
    #[must_use]
    pub fn in_en(&self) -> String {
        self.name(|base| &base.en, |(_, _, en)| en, "no dimension")
    }

    fn name<'a>(
        &'a self,
        base: impl Fn(&'a Base) -> &'a str,
        named: impl Fn(&NamedProduct) -> &'static str,
        none: &str,
    ) -> String {
        if self.is_none() {
            return none.to_owned();
        }
        let ids: Vec<(&str, i32)> =
            self.powers.iter().map(|(base, power)| (base.id.as_str(), *power)).collect();
        if let Some(known) = NAMED.iter().find(|(powers, _, _)| *powers == ids.as_slice()) {
            return named(known).to_owned();
        }
        let part = |wanted: fn(i32) -> bool| {
            let powers = self.powers.iter().filter(|(_, power)| wanted(**power));
            let parts = powers.map(|(id, power)| match power.unsigned_abs() {
                1 => base(id).to_owned(),
                size => format!("{}{}", base(id), superscript(size)),
            });
            parts.collect::<Vec<_>>()
        };
        let (over, under) = (part(|power| power > 0), part(|power| power < 0));
        let over = if over.is_empty() { "1".to_owned() } else { over.join("·") };
        if under.is_empty() { over } else { format!("{over}/{}", under.join("/")) }
    }
}

/// The digits of powers.
const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The digit that a superscript stands for.
pub(super) fn digit(superscript: char) -> Option<char> {
    DIGITS.iter().zip('0'..='9').find(|(known, _)| **known == superscript).map(|(_, digit)| digit)
}

/// A power as it is written above the line.
pub(super) fn superscript(power: u32) -> String {
    power.to_string().bytes().filter_map(|digit| DIGITS.get(usize::from(digit - b'0'))).collect()
}

/// What a base dimension weighs in [`Dimension::code`]: its id, hashed (FNV-1a) to 22 bits.
fn weight(id: &str) -> f64 {
    let hash =
        id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    f64::from((hash ^ (hash >> 22)) & 0x003f_ffff)
}
