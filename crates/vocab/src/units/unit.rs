//! Units: products of named atoms.

use std::collections::BTreeMap;
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

/// What is asked of the nouns of a unit. The answer for a product is the sum of those for its factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NounCode {
    /// Which they are; 0 for none.
    Which,
    /// What they measure together: 0 for none, and where one cancelled against another.
    Measured,
    /// What the bare units above the line measure: a noun below it cancels with them.
    BareAbove,
    /// What the bare units below the line measure: a noun above it cancels with them.
    BareBelow,
}

/// What the nouns of a unit that is written with several measure together where that is nothing. Larger than any code
/// of a dimension.
pub const NOTHING_CANCELLED: f64 = 1_099_511_627_689.0;

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
        if !self.nouns_fit(to) {
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

    /// Something of the nouns of this unit as a number, for units that are known only with the data.
    #[must_use]
    pub fn noun_code(&self, asked: NounCode) -> f64 {
        let nouns = self.nouns();
        match asked {
            NounCode::Which => nouns.iter().map(|(noun, measured)| measured.code_of(noun)).sum(),
            NounCode::Measured => {
                let all =
                    nouns.values().fold(Dimension::default(), |all, measured| all.times_power(measured, 1));
                // 吨-标煤/吨-产品 is written so: nothing has cancelled yet.
                if !nouns.is_empty() && all.is_none() { NOTHING_CANCELLED } else { all.code() }
            }
            NounCode::BareAbove => self.bare_code(1),
            NounCode::BareBelow => self.bare_code(-1),
        }
    }

    /// What the bare units on one side of the line measure, as a number.
    fn bare_code(&self, sign: i32) -> f64 {
        let bare = self.atoms.iter().filter(|(atom, power)| atom.noun.is_none() && power.signum() == sign);
        bare.map(|(atom, power)| f64::from(power.unsigned_abs()) * atom.dimension.code()).sum()
    }

    /// Whether the nouns of two units of one dimension are the same, or a bare unit stands against them. Nouns that
    /// cancelled against each other fit nothing: 吨-原料 × 千克/吨-产品 is no 千克.
    fn nouns_fit(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.nouns(), other.nouns());
        if mine == theirs {
            return true;
        }
        let clean = |nouns: &BTreeMap<&str, Dimension>, unit: &Self, bare: &Self| {
            !oppose(nouns) || unit.nouns_stand_against(bare)
        };
        (theirs.is_empty() && clean(&mine, self, other)) || (mine.is_empty() && clean(&theirs, other, self))
    }

    /// Whether each unit with a noun finds a bare one of its own in the other: 千克-硫/吨-煤 against 千克/吨.
    fn nouns_stand_against(&self, bare: &Self) -> bool {
        let measured =
            |(atom, power): &(Arc<Atom>, i32)| Dimension::default().times_power(&atom.dimension, *power);
        let mut free: Vec<Dimension> =
            bare.atoms.iter().filter(|(atom, _)| atom.noun.is_none()).map(measured).collect();
        self.atoms.iter().filter(|(atom, _)| atom.noun.is_some()).all(|own| {
            let wanted = measured(own);
            let found = free.iter().position(|free| *free == wanted);
            found.map(|at| free.swap_remove(at)).is_some()
        })
    }

    /// What is left of each noun.
    fn nouns(&self) -> BTreeMap<&str, Dimension> {
        let mut nouns: BTreeMap<&str, Dimension> = BTreeMap::new();
        for (atom, power) in &self.atoms {
            if let Some(noun) = atom.noun.as_deref() {
                let measured = nouns.entry(noun).or_default();
                *measured = measured.times_power(&atom.dimension, *power);
            }
        }
        nouns.retain(|_, measured| !measured.is_none());
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

/// Whether one noun stands above the line and another below it, of the same measure.
fn oppose(nouns: &BTreeMap<&str, Dimension>) -> bool {
    let mut before = Dimension::default();
    nouns.values().any(|measured| {
        let opposed = measured.opposes(&before);
        before = before.times_power(measured, 1);
        opposed
    })
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
