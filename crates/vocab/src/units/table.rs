//! The table of units: the shipped ones, those a rulebook defines, and the reading of unit texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::dimension::{Base, Dimension};
use super::factor::Factor;
use super::unit::{Atom, Unit};
use crate::names::{fold_width, is_han};

/// The shipped table.
const BASE: &str = include_str!("base.toml");

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
        if let Some((name, noun)) = piece.split_once('-') {
            let atom = self.named(name)?;
            if noun.is_empty() {
                return None;
            }
            let noun = Some(noun.to_owned());
            return Some(Unit::of(Arc::new(Atom { noun, ..atom.as_ref().clone() })));
        }
        let (name, power) = match piece.split_once('^') {
            Some((name, power)) => (name, power.parse().ok()?),
            None => {
                let last = piece.char_indices().next_back()?;
                let power = match last.1 {
                    '²' | '2' => 2,
                    '³' | '3' => 3,
                    _ => return None,
                };
                (piece.get(..last.0)?, power)
            }
        };
        Some(Unit::of(self.named(name)?).power(power))
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

/// Widths folded; superscripts and case stay: m² is not m2, and t is not T.
fn fold(name: &str) -> String {
    name.trim().chars().map(fold_width).collect()
}
