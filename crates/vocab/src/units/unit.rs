//! Units: products of named atoms.

use std::sync::Arc;

use super::dimension::{Dimension, superscript};
use super::factor::Factor;

/// A named unit: kg, 吨, 万立方米, 吨-产品.
#[derive(Debug, PartialEq, Eq)]
pub struct Atom {
    /// How it is written in formulas and English.
    pub symbol: String,
    /// How it is written in Chinese.
    pub zh: String,
    /// What it counts or weighs: `产品` of 吨-产品.
    pub noun: Option<String>,
    /// Against the coherent unit of its dimension.
    pub factor: Factor,
    /// What it measures.
    pub dimension: Dimension,
    /// ℃: a scale with a zero of its own; it compares with itself alone, and becomes K only where that is asked for.
    pub affine: bool,
}

impl Atom {
    /// Whether another unit measures the same things.
    fn measures_as(&self, other: &Self) -> bool {
        let nouns = self.noun.is_none() || other.noun.is_none() || self.noun == other.noun;
        nouns
            && !(self.affine || other.affine)
            && !self.dimension.is_none()
            && self.dimension == other.dimension
    }
}

/// What 0 ℃ is in K.
const ZERO_CELSIUS: f64 = 273.15;

/// How to bring a number from one unit to another: × [`multiply`](Self::multiply), ÷ [`divide`](Self::divide),
/// + [`add`](Self::add).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    multiply: f64,
    divide: f64,
    add: f64,
}

impl Conversion {
    /// What to multiply by.
    #[must_use]
    pub const fn multiply(&self) -> f64 {
        self.multiply
    }

    /// What to divide by.
    #[must_use]
    pub const fn divide(&self) -> f64 {
        self.divide
    }

    /// What to add in the end: 0 but between a scale with a zero of its own and another.
    #[must_use]
    pub const fn add(&self) -> f64 {
        self.add
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.add == 0.0
            && self.multiply.to_bits() == 1.0_f64.to_bits()
            && self.divide.to_bits() == 1.0_f64.to_bits()
    }

    /// The way back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let add = if self.add == 0.0 { 0.0 } else { -self.add * self.divide / self.multiply };
        Self { multiply: self.divide, divide: self.multiply, add }
    }

    /// A number in the other unit.
    #[must_use]
    pub fn apply(&self, number: f64) -> f64 {
        let number = number * self.multiply / self.divide;
        if self.add == 0.0 { number } else { number + self.add }
    }
}

/// Why two units do not fit in `+ −` or a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// They measure different things.
    Dimension,
    /// They count different nouns: 吨-产品 against 吨-原料.
    Noun,
    /// One is a scale with a zero of its own: ℃ against K.
    Affine,
    /// The factor between them cannot be held exactly.
    Factor,
}

/// A product of powers of atoms. The order in which they were written is kept for printing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    atoms: Vec<(Arc<Atom>, i32)>,
}

impl Unit {
    /// The unit of a bare number.
    #[must_use]
    pub fn dimensionless() -> Self {
        Self::default()
    }

    /// One atom.
    #[must_use]
    pub fn of(atom: Arc<Atom>) -> Self {
        Self { atoms: vec![(atom, 1)] }
    }

    /// Whether it is the unit of a bare number.
    #[must_use]
    pub fn is_dimensionless(&self) -> bool {
        self.atoms.is_empty()
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.atoms
            .iter()
            .fold(Dimension::default(), |product, (atom, power)| product.times_power(&atom.dimension, *power))
    }

    /// Against the coherent unit of its dimension; none where it cannot be held exactly.
    #[must_use]
    pub fn factor(&self) -> Option<Factor> {
        self.atoms
            .iter()
            .try_fold(Factor::ONE, |product, (atom, power)| product.times(atom.factor.power(*power)?))
    }

    /// How to bring a number in this unit to the coherent unit of its dimension; none for a scale with a zero
    /// of its own and where the factor cannot be held exactly.
    #[must_use]
    pub fn to_coherent(&self) -> Option<Conversion> {
        if self.atoms.iter().any(|(atom, _)| atom.affine) {
            return None;
        }
        let (multiply, divide) = self.factor()?.parts();
        Some(Conversion { multiply, divide, add: 0.0 })
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combined(other, 1, false)
    }

    /// The quotient.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        self.combined(other, -1, false)
    }

    /// The product, in which measures of one kind cancel whatever their size: 万件 × 克/件-产品 is 克. For showing a
    /// quantity that was computed in coherent units: the factor of such a unit is another than that of
    /// [`times`](Self::times).
    #[must_use]
    pub fn times_alike(&self, other: &Self) -> Self {
        self.combined(other, 1, true)
    }

    /// The quotient, in which measures of one kind cancel whatever their size.
    #[must_use]
    pub fn over_alike(&self, other: &Self) -> Self {
        self.combined(other, -1, true)
    }

    /// The `n`-th power.
    #[must_use]
    pub fn power(&self, n: i32) -> Self {
        let atoms = self.atoms.iter().map(|(atom, power)| (Arc::clone(atom), power.saturating_mul(n)));
        Self { atoms: atoms.filter(|(_, power)| *power != 0).collect() }
    }

    /// The unit whose square this is, where every power is even.
    #[must_use]
    pub fn root(&self) -> Option<Self> {
        let halved =
            |(atom, power): &(Arc<Atom>, i32)| (power % 2 == 0).then(|| (Arc::clone(atom), power / 2));
        Some(Self { atoms: self.atoms.iter().map(halved).collect::<Option<_>>()? })
    }

    /// Equal atoms cancel; one with a noun cancels with its own noun first, then with the bare unit, then, where that is
    /// wanted, with what measures the same in another size.
    fn combined(&self, other: &Self, sign: i32, alike: bool) -> Self {
        let mut atoms = self.atoms.clone();
        // The first of them are this unit's own: kg/t does not cancel within itself.
        let mut own = atoms.len();
        for (atom, power) in &other.atoms {
            let mut power = power.saturating_mul(sign);
            let same = |known: &Atom| known.symbol == atom.symbol && known.noun == atom.noun;
            let bare =
                |known: &Atom| known.symbol == atom.symbol && (known.noun.is_none() || atom.noun.is_none());
            cancel(&mut atoms, &mut power, same);
            cancel(&mut atoms, &mut power, bare);
            if alike && let Some(own) = atoms.get_mut(..own) {
                cancel(own, &mut power, |known| known.measures_as(atom));
            }
            own -= atoms.iter().take(own).filter(|(_, held)| *held == 0).count();
            atoms.retain(|(_, held)| *held != 0);
            if power == 0 {
                continue;
            }
            match atoms.iter_mut().find(|(known, _)| same(known)) {
                Some((_, held)) => *held = held.saturating_add(power),
                None => atoms.push((Arc::clone(atom), power)),
            }
        }
        Self { atoms }
    }

    /// How to bring a number in this unit to `to`, as `+ −`, comparison and `as` need it.
    ///
    /// # Errors
    /// Why the two do not fit.
    pub fn compatible(&self, to: &Self) -> Result<Conversion, Misfit> {
        let scale = |unit: &Self| {
            unit.atoms
                .iter()
                .any(|(atom, _)| atom.affine)
                .then(|| unit.atoms.iter().map(|(a, p)| (a.symbol.clone(), *p)).collect::<Vec<_>>())
        };
        if scale(self) != scale(to) {
            return Err(Misfit::Affine);
        }
        if self.dimension() != to.dimension() {
            return Err(Misfit::Dimension);
        }
        let (mine, theirs) = (self.nouns(), to.nouns());
        if !mine.is_empty() && !theirs.is_empty() && mine != theirs {
            return Err(Misfit::Noun);
        }
        let factor =
            self.factor().zip(to.factor()).and_then(|(from, to)| from.over(to)).ok_or(Misfit::Factor)?;
        let (multiply, divide) = factor.parts();
        Ok(Conversion { multiply, divide, add: 0.0 })
    }

    /// Whether it is a scale with a zero of its own: ℃.
    #[must_use]
    pub fn is_scale(&self) -> bool {
        matches!(self.atoms.as_slice(), [(atom, 1)] if atom.affine)
    }

    /// How to bring a number in this unit to `to` where that is asked for by name: as [`compatible`](Self::compatible)
    /// says, and from ℃ to K and back.
    ///
    /// # Errors
    /// Why the two do not fit.
    pub fn convertible(&self, to: &Self) -> Result<Conversion, Misfit> {
        let absolute = |unit: &Self| unit.dimension().is_of("temperature");
        let (unit, from_scale) = match (self.is_scale(), to.is_scale()) {
            (true, false) if absolute(to) => (to, true),
            (false, true) if absolute(self) => (self, false),
            _ => return self.compatible(to),
        };
        let (multiply, divide) = unit.factor().ok_or(Misfit::Factor)?.parts();
        let to_scale = Conversion { multiply, divide, add: -ZERO_CELSIUS };
        Ok(if from_scale { to_scale.inverse() } else { to_scale })
    }

    /// How to bring a bare number to this unit, where it counts: 5 is 5 人.
    #[must_use]
    pub fn of_bare(&self) -> Option<Conversion> {
        if !self.dimension().is_count() {
            return None;
        }
        self.to_coherent().map(|coherent| coherent.inverse())
    }

    /// The nouns that are left, sorted.
    fn nouns(&self) -> Vec<(&str, i32)> {
        let mut nouns: Vec<(&str, i32)> =
            self.atoms.iter().filter_map(|(atom, power)| Some((atom.noun.as_deref()?, *power))).collect();
        nouns.sort_unstable();
        nouns
    }

    /// As written in formulas: `kg/t`.
    #[must_use]
    pub fn symbol(&self) -> String {
        self.print(|atom| &atom.symbol)
    }

    /// In Chinese: `千克/吨`.
    #[must_use]
    pub fn in_zh(&self) -> String {
        self.print(|atom| &atom.zh)
    }

    /// In English: `kg/t`.
    #[must_use]
    pub fn in_en(&self) -> String {
        self.symbol()
    }

    fn print<'a>(&'a self, name: impl Fn(&'a Atom) -> &'a str) -> String {
        let part = |wanted: fn(i32) -> bool| {
            let atoms = self.atoms.iter().filter(|(_, power)| wanted(*power));
            atoms
                .map(|(atom, power)| {
                    let noun = atom.noun.as_ref().map(|noun| format!("-{noun}")).unwrap_or_default();
                    let name = name(atom);
                    let power = match power.unsigned_abs() {
                        1 => String::new(),
                        // `m³²` would be read as m to the 32nd, `万m²` as ten thousand m².
                        size if name.ends_with(['²', '³']) || name.starts_with(['万', '亿']) => {
                            format!("^{size}")
                        }
                        size => superscript(size),
                    };
                    format!("{name}{power}{noun}")
                })
                .collect::<Vec<_>>()
        };
        let (over, under) = (part(|power| power > 0), part(|power| power < 0));
        if over.is_empty() && under.is_empty() {
            return String::new();
        }
        let over = if over.is_empty() { "1".to_owned() } else { over.join("·") };
        if under.is_empty() { over } else { format!("{over}/{}", under.join("/")) }
    }
}

/// Lets `power` and the opposite powers of the atoms that fit it cancel as far as they go.
fn cancel(atoms: &mut [(Arc<Atom>, i32)], power: &mut i32, fits: impl Fn(&Atom) -> bool) {
    for (_, held) in atoms.iter_mut().filter(|(known, _)| fits(known)) {
        if held.signum() == -power.signum() {
            // The sum of two opposite numbers keeps the sign of the larger.
            let sum = held.saturating_add(*power);
            (*held, *power) = if sum.signum() == held.signum() { (sum, 0) } else { (0, sum) };
        }
    }
}
