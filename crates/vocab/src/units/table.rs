//! The table of units: the shipped ones, those a rulebook defines, and the reading of unit texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::dimension::{Base, Dimension, digit};
use super::factor::Factor;
use super::unit::{Atom, Unit};
use crate::names::{fold_width, is_han};

/// The shipped table.
const BASE: &str = include_str!("base.toml");

/// Powers in unit texts go up to here: nobody means a higher one.
const HIGHEST: i32 = 99;

/// Why a text names no unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTextFault {
    /// The piece that no unit is named by.
    pub piece: String,
}

/// Why a unit cannot be defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefineFault {
    /// Its factor is not a positive decimal, or cannot be held exactly.
    Factor,
}

/// Every unit by its names.
#[derive(Clone, Debug, Default)]
pub struct UnitTable {
    atoms: BTreeMap<String, Arc<Atom>>,
}

/// `base.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    dimension: Vec<ShippedDimension>,
    unit: Vec<ShippedUnit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedDimension {
    id: String,
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedUnit {
    symbol: String,
    zh: String,
    #[serde(default)]
    names: Vec<String>,
    /// The base dimension whose coherent unit it is.
    of: Option<String>,
    /// What it is in units that stand before it: `1000 kg`.
    is: Option<String>,
    #[serde(default)]
    affine: bool,
}

impl UnitTable {
    /// The shipped table. What in it cannot be read is left out; a test holds that nothing is.
    #[must_use]
    pub fn base() -> Self {
        let mut table = Self::default();
        let Ok(shipped) = toml::from_str::<Shipped>(BASE) else { return table };
        let bases: Vec<Arc<Base>> = shipped
            .dimension
            .into_iter()
            .map(|base| Arc::new(Base { id: base.id, zh: base.zh, en: base.en }))
            .collect();
        for unit in &shipped.unit {
            table.ship(unit, &bases);
        }
        table
    }

    fn ship(&mut self, unit: &ShippedUnit, bases: &[Arc<Base>]) -> Option<()> {
        let (factor, dimension) = match (&unit.of, &unit.is) {
            (Some(id), _) => {
                let base = bases.iter().find(|base| base.id == *id)?;
                (Factor::ONE, Dimension::of(Arc::clone(base)))
            }
            (None, Some(text)) => {
                let (factor, of) = text.split_once(' ').unwrap_or((text, ""));
                let (num, den) = factor.split_once('/').unwrap_or((factor, "1"));
                let factor = Factor::from_decimal(num)?.over(Factor::from_decimal(den)?)?;
                let of = if of.is_empty() { Unit::dimensionless() } else { self.parse(of).ok()? };
                (factor.times(of.factor()?)?, of.dimension())
            }
            (None, None) => return None,
        };
        let atom = Arc::new(Atom {
            symbol: unit.symbol.clone(),
            zh: unit.zh.clone(),
            noun: None,
            factor,
            dimension,
            affine: unit.affine,
        });
        for name in [&unit.symbol, &unit.zh].into_iter().chain(&unit.names) {
            self.atoms.insert(fold(name), Arc::clone(&atom));
        }
        Some(())
    }

    /// Adds a unit: `factor` of `of`, under these names.
    ///
    /// # Errors
    /// The factor is not a positive decimal, or cannot be held exactly.
    pub fn define(&mut self, names: &[&str], factor: &str, of: &Unit) -> Result<(), DefineFault> {
        let factor = Factor::from_decimal(factor).and_then(|factor| factor.times(of.factor()?));
        let factor = factor.ok_or(DefineFault::Factor)?;
        let named = |han: bool| {
            names
                .iter()
                .find(|name| name.chars().any(is_han) == han)
                .or(names.first())
                .map_or("", |name| name)
        };
        let atom = Arc::new(Atom {
            symbol: named(false).to_owned(),
            zh: named(true).to_owned(),
            noun: None,
            factor,
            dimension: of.dimension(),
            affine: false,
        });
        for name in names {
            self.atoms.insert(fold(name), Arc::clone(&atom));
        }
        Ok(())
    }

    /// Lets a known unit go by another name too.
    pub fn also(&mut self, name: &str, known: &str) {
        if let Some(atom) = self.named(&fold(known)) {
            self.atoms.entry(fold(name)).or_insert(atom);
        }
    }

    /// The unit that a text names, as census tables write them: `千克/吨-产品`, `mg/L`, `万立方米`, `m^3`.
    ///
    /// # Errors
    /// A piece of it names no unit.
    pub fn parse(&self, text: &str) -> Result<Unit, UnitTextFault> {
        let folded = fold(text);
        if let Some(whole) = self.atoms.get(&folded) {
            return Ok(Unit::of(Arc::clone(whole)));
        }
        let mut unit = Unit::dimensionless();
        for (index, side) in folded.split('/').enumerate() {
            if index == 0 && side == "1" && folded.len() > 1 {
                continue; // `1/h`
            }
            for piece in side.split(['·', '*']) {
                let factor = self.piece(piece).ok_or_else(|| UnitTextFault { piece: piece.to_owned() })?;
                unit = if index == 0 { unit.times(&factor) } else { unit.over(&factor) };
            }
        }
        Ok(unit)
    }

    /// One factor of a unit text: a name, with a power or a counted noun behind it.
    fn piece(&self, piece: &str) -> Option<Unit> {
        if let Some(atom) = self.named(piece) {
            return Some(Unit::of(atom));
        }
        let dash = piece
            .char_indices()
            .find(|(at, c)| *c == '-' && piece.get(..*at).is_some_and(|p| !p.ends_with('^')));
        let (powered, noun) = match dash {
            Some((at, _)) => (piece.get(..at)?, Some(piece.get(at + 1..).filter(|noun| !noun.is_empty())?)),
            None => (piece, None),
        };
        let (atom, power) = match self.named(powered) {
            Some(atom) => (atom, 1),
            None => {
                let (name, power) = with_power(powered)?;
                (self.named(name)?, power)
            }
        };
        let atom = match noun {
            Some(noun) => Arc::new(Atom { noun: Some(noun.to_owned()), ..atom.as_ref().clone() }),
            None => atom,
        };
        Some(Unit::of(atom).power(power))
    }

    /// A unit by name, with 万 or 亿 before it if need be.
    fn named(&self, name: &str) -> Option<Arc<Atom>> {
        if let Some(atom) = self.atoms.get(name) {
            return Some(Arc::clone(atom));
        }
        let (prefix, size) =
            [('万', 10_000), ('亿', 100_000_000)].into_iter().find(|(c, _)| name.starts_with(*c))?;
        let atom = self.atoms.get(name.strip_prefix(prefix)?)?;
        Some(Arc::new(Atom {
            symbol: format!("{prefix}{}", atom.symbol),
            zh: format!("{prefix}{}", atom.zh),
            factor: atom.factor.times(Factor::new(size, 1)?)?,
            ..atom.as_ref().clone()
        }))
    }

    /// Names near to a text that names no unit.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<String> {
        shensuan_diagnostics::suggest::nearest(&fold(text), self.atoms.keys().map(String::as_str))
    }

    /// Every name, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.atoms.keys().map(String::as_str)
    }
}

impl Clone for Atom {
    fn clone(&self) -> Self {
        Self {
            symbol: self.symbol.clone(),
            zh: self.zh.clone(),
            noun: self.noun.clone(),
            factor: self.factor,
            dimension: self.dimension.clone(),
            affine: self.affine,
        }
    }
}

/// A name and the power behind it: `m^-2`, `s²`, `m3`.
fn with_power(text: &str) -> Option<(&str, i32)> {
    let (name, digits) = match text.split_once('^') {
        Some((name, digits)) => (name, digits.to_owned()),
        None => {
            let name = text.trim_end_matches(|c| digit(c).is_some()).trim_end_matches('⁻');
            match text.get(name.len()..)? {
                "" => (text.strip_suffix(['2', '3'])?, text.get(text.len() - 1..)?.to_owned()),
                above => {
                    let plain = |c: char| if c == '⁻' { Some('-') } else { digit(c) };
                    (name, above.chars().filter_map(plain).collect())
                }
            }
        }
    };
    let power: i32 = digits.parse().ok()?;
    (-HIGHEST..=HIGHEST).contains(&power).then_some((name, power))
}

/// Widths folded, and units that are one character spelled; superscripts and case stay: m² is not m2, and t is not T.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.trim().chars().map(fold_width) {
        match spelled(c) {
            Some(unit) => folded.push_str(unit),
            None => folded.push(c),
        }
    }
    folded
}

/// A unit that is one character, as Unicode spells it (the squared units of the block CJK Compatibility).
const fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        '㎜' => "mm",
        '㎝' => "cm",
        '㎞' => "km",
        '㎡' => "m²",
        '㎢' => "km²",
        '㎥' => "m³",
        '㎍' => "μg",
        '㎎' => "mg",
        '㎏' => "kg",
        '㎖' => "mL",
        '㎾' => "kW",
        '㎿' => "MW",
        _ => return None,
    })
}
