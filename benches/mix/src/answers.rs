//! What a mix comes to, for every enterprise: engines are held against each other enterprise by enterprise, for two that come to
//! the same counts may still mean others.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use shensuan_plan::outcome::OutcomeColumn;
use shensuan_plan::{Bits, Run};

/// So far apart may two numbers of a formula lie, as a share of the larger: others add up in another order.
const NEAR: f64 = 1e-9;

/// And so far, as a share of the largest of the formula: where much is taken away from much, little is left of it.
const OF_LARGEST: f64 = 1e-12;

/// The outcomes by the number of their two bits.
const OUTCOMES: [&str; 4] = ["pass", "fail", "not applicable", "undetermined"];

/// What a mix comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// By rule: of every enterprise the low bit and the high bit of its outcome.
    pub outcomes: Vec<[Bits; 2]>,
    /// By formula: of every enterprise its number, NaN where it has none.
    pub formulas: Vec<Vec<f64>>,
}

impl Answers {
    /// What a run of ours came to; with the place in the mix of each column that is handed out.
    #[must_use]
    pub fn of(run: &Run, order: &[usize]) -> Self {
        let planes = |column: &OutcomeColumn| {
            [1, 2].map(|bit| column.iter().map(|verdict| verdict.outcome as u8 & bit != 0).collect())
        };
        let mut formulas = vec![Vec::new(); order.len()];
        for (place, column) in order.iter().zip(&run.outputs) {
            if let Some(formula) = formulas.get_mut(*place) {
                *formula = (0..column.len()).map(|row| column.number(row).unwrap_or(f64::NAN)).collect();
            }
        }
        Self { outcomes: run.outcomes.iter().map(planes).collect(), formulas }
    }

    /// Pass, fail, not applicable, undetermined, by rule.
    #[must_use]
    pub fn counts(&self) -> Vec<[usize; 4]> {
        let of = |[low, high]: &[Bits; 2]| {
            let both = low.and(high).count();
            let (fail, not_applicable) = (low.count() - both, high.count() - both);
            [low.len() - fail - not_applicable - both, fail, not_applicable, both]
        };
        self.outcomes.iter().map(of).collect()
    }

    /// Writes them down as a peer does: for each rule the low bits and the high bits, the first enterprise in the lowest bit
    /// of the first byte, then for each formula the numbers, little-endian.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        for bits in self.outcomes.iter().flatten() {
            let bytes: Vec<u8> = bits.words().iter().flat_map(|word| word.to_le_bytes()).collect();
            file.write_all(bytes.get(..bits.len().div_ceil(8)).unwrap_or(&bytes))?;
        }
        for number in self.formulas.iter().flatten() {
            file.write_all(&number.to_le_bytes())?;
        }
        file.flush()
    }

    /// Reads what a peer wrote down, of so many rules, formulas and enterprises.
    ///
    /// # Errors
    /// The file cannot be read, or holds less or more than that.
    pub fn read(path: &Path, rules: usize, formulas: usize, enterprises: usize) -> io::Result<Self> {
        let mut file = BufReader::new(File::open(path)?);
        let mut bits = || -> io::Result<Bits> {
            let mut bytes = vec![0; enterprises.div_ceil(64) * 8];
            file.read_exact(bytes.get_mut(..enterprises.div_ceil(8)).unwrap_or_default())?;
            let words =
                bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
            Ok(Bits::from_words(words.collect(), enterprises))
        };
        let outcomes = (0..rules).map(|_| Ok([bits()?, bits()?])).collect::<io::Result<_>>()?;
        let mut number = || -> io::Result<f64> {
            let mut bytes = [0; 8];
            file.read_exact(&mut bytes)?;
            Ok(f64::from_le_bytes(bytes))
        };
        let formulas =
            (0..formulas).map(|_| (0..enterprises).map(|_| number()).collect()).collect::<io::Result<_>>()?;
        match file.read(&mut [0])? {
            0 => Ok(Self { outcomes, formulas }),
            _ => Err(io::Error::other("there is more in it than rules and formulas")),
        }
    }

    /// The first place where others come to something else, in words.
    #[must_use]
    pub fn differs(&self, found: &Self) -> Option<String> {
        let numbers = (self.outcomes.len(), self.formulas.len());
        if (found.outcomes.len(), found.formulas.len()) != numbers {
            return Some("it has another number of rules".to_owned());
        }
        let rules = self.outcomes.iter().zip(&found.outcomes).enumerate();
        rules.filter_map(|(rule, (expected, found))| other_outcome(rule, expected, found)).next().or_else(
            || {
                let formulas = self.formulas.iter().zip(&found.formulas).enumerate();
                formulas
                    .filter_map(|(formula, (expected, found))| other_number(formula, expected, found))
                    .next()
            },
        )
    }
}

fn other_outcome(rule: usize, expected: &[Bits; 2], found: &[Bits; 2]) -> Option<String> {
    let [low, high] = expected;
    let [other_low, other_high] = found;
    if (low.len(), high.len()) != (other_low.len(), other_high.len()) {
        return Some(format!("judgement {rule} is of {} enterprises, not of {}", other_low.len(), low.len()));
    }
    let all = || {
        (0..low.len()).filter(|id| low.get(*id) != other_low.get(*id) || high.get(*id) != other_high.get(*id))
    };
    if expected == found {
        return None;
    }
    let first = all().next()?;
    let of = |low: &Bits, high: &Bits| {
        OUTCOMES
            .get(usize::from(low.get(first)) + 2 * usize::from(high.get(first)))
            .copied()
            .unwrap_or_default()
    };
    Some(format!(
        "judgement {rule} of enterprise {first} is {}, not {}; {} enterprises differ",
        of(other_low, other_high),
        of(low, high),
        all().count()
    ))
}

fn other_number(formula: usize, expected: &[f64], found: &[f64]) -> Option<String> {
    if expected.len() != found.len() {
        return Some(format!(
            "formula {formula} is of {} enterprises, not of {}",
            found.len(),
            expected.len()
        ));
    }
    let largest = expected.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
    let same = |(expected, found): &(&f64, &f64)| {
        let near = (NEAR * expected.abs().max(found.abs())).max(OF_LARGEST * largest);
        expected.is_nan() && found.is_nan() || (*expected - *found).abs() <= near
    };
    let (id, (expected, found)) = expected.iter().zip(found).enumerate().find(|(_, pair)| !same(pair))?;
    let said = |number: &f64| if number.is_nan() { "missing".to_owned() } else { number.to_string() };
    Some(format!("formula {formula} of enterprise {id} is {}, not {}", said(found), said(expected)))
}
