//! Outcomes: what a judgement says of each row, and the law by which it does.
//!
//! Row by row, the first that fits:
//!
//! 1. `applies` is not true: not applicable, not filed.
//! 2. A `when` is false: not applicable, a `when` is false.
//! 3. No check applies: not applicable, not filed.
//! 4. A `when` is unknown: undetermined.
//! 5. A check that applies is false: fail.
//! 6. A check that applies is unknown: undetermined.
//! 7. Pass.
//!
//! [`judge_row`] says this for one row, [`Decision`] for 64 at once.

use std::ops::AddAssign;

use crate::bits::{Bits, WORD, words_for};

/// What is decided for a row. The number is that of the two bit planes: the low bit and the high bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// All holds.
    Pass = 0,
    /// Something does not hold.
    Fail = 1,
    /// There is nothing to hold; see [`Reason`].
    NotApplicable = 2,
    /// A missing value decides.
    Undetermined = 3,
}

/// Why a judgement is not applicable to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// A `when` is false.
    WhenFalse = 0,
    /// A form that is read is not filed.
    NotFiled = 1,
}

/// The outcome of one row, with the reason if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// The outcome.
    pub outcome: Outcome,
    /// Given exactly for [`Outcome::NotApplicable`].
    pub reason: Option<Reason>,
}

impl Verdict {
    /// Pass.
    pub const PASS: Self = Self { outcome: Outcome::Pass, reason: None };
    /// Fail.
    pub const FAIL: Self = Self { outcome: Outcome::Fail, reason: None };
    /// Undetermined.
    pub const UNDETERMINED: Self = Self { outcome: Outcome::Undetermined, reason: None };
    /// Not applicable because a `when` is false.
    pub const WHEN_FALSE: Self = Self { outcome: Outcome::NotApplicable, reason: Some(Reason::WhenFalse) };
    /// Not applicable because a form is not filed.
    pub const NOT_FILED: Self = Self { outcome: Outcome::NotApplicable, reason: Some(Reason::NotFiled) };
}

/// The law for one row. A check is whether it applies (its condition is true, or it has none) and whether it holds.
#[must_use]
pub fn judge_row(
    applies: bool,
    whens: impl IntoIterator<Item = Option<bool>>,
    checks: impl IntoIterator<Item = (bool, Option<bool>)>,
) -> Verdict {
    let whens: Vec<Option<bool>> = whens.into_iter().collect();
    let holds: Vec<Option<bool>> =
        checks.into_iter().filter_map(|(applies, holds)| applies.then_some(holds)).collect();
    if !applies {
        Verdict::NOT_FILED
    } else if whens.contains(&Some(false)) {
        Verdict::WHEN_FALSE
    } else if holds.is_empty() {
        Verdict::NOT_FILED
    } else if whens.contains(&None) {
        Verdict::UNDETERMINED
    } else if holds.contains(&Some(false)) {
        Verdict::FAIL
    } else if holds.contains(&None) {
        Verdict::UNDETERMINED
    } else {
        Verdict::PASS
    }
}

/// The truth of 64 rows: a row with neither bit is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TruthWord {
    /// The rows that are true.
    pub yes: u64,
    /// The rows that are false.
    pub no: u64,
}

/// The outcomes of 64 rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planes {
    /// The low bits of [`Outcome`].
    pub low: u64,
    /// The high bits of [`Outcome`].
    pub high: u64,
    /// [`Reason`]; zero where the outcome has none.
    pub reason: u64,
}

/// The law for 64 rows at once: tell it the `when`s and the checks in any order, then ask for the planes.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    applies: u64,
    when_false: u64,
    when_unknown: u64,
    check_applies: u64,
    check_false: u64,
    check_unknown: u64,
}

impl Decision {
    /// Begins with the rows for which the judgement's `applies` is true; all of them if it has none.
    #[must_use]
    pub fn new(applies: u64) -> Self {
        Self { applies, when_false: 0, when_unknown: 0, check_applies: 0, check_false: 0, check_unknown: 0 }
    }

    /// Takes a `when` in.
    pub fn when(&mut self, when: TruthWord) {
        self.when_false |= when.no;
        self.when_unknown |= !(when.yes | when.no);
    }

    /// Takes a check in, with the rows for which its `applies` is true; all of them if it has none.
    pub fn check(&mut self, applies: u64, holds: TruthWord) {
        self.check_applies |= applies;
        self.check_false |= applies & holds.no;
        self.check_unknown |= applies & !(holds.yes | holds.no);
    }

    /// The outcomes.
    #[must_use]
    pub fn planes(self) -> Planes {
        let when_false = self.applies & self.when_false;
        let judged = self.applies & !self.when_false & self.check_applies;
        let not_filed = !self.applies | (!self.when_false & !self.check_applies);
        let fail = judged & !self.when_unknown & self.check_false;
        let undetermined = judged & (self.when_unknown | (self.check_unknown & !self.check_false));
        Planes { low: fail | undetermined, high: when_false | not_filed | undetermined, reason: not_filed }
    }
}

/// The outcomes of all rows of a table: two bits a row, and one for the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeColumn {
    low: Bits,
    high: Bits,
    reason: Bits,
}

/// How often each outcome occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// [`Outcome::Pass`].
    pub pass: usize,
    /// [`Outcome::Fail`].
    pub fail: usize,
    /// [`Outcome::NotApplicable`] for [`Reason::WhenFalse`].
    pub when_false: usize,
    /// [`Outcome::NotApplicable`] for [`Reason::NotFiled`].
    pub not_filed: usize,
    /// [`Outcome::Undetermined`].
    pub undetermined: usize,
}

impl Counts {
    /// How many rows have the outcome, whatever the reason.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> usize {
        match outcome {
            Outcome::Pass => self.pass,
            Outcome::Fail => self.fail,
            Outcome::NotApplicable => self.when_false + self.not_filed,
            Outcome::Undetermined => self.undetermined,
        }
    }

    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        let count = match (verdict.outcome, verdict.reason) {
            (Outcome::Pass, _) => &mut self.pass,
            (Outcome::Fail, _) => &mut self.fail,
            (Outcome::NotApplicable, Some(Reason::NotFiled)) => &mut self.not_filed,
            (Outcome::NotApplicable, Some(Reason::WhenFalse) | None) => &mut self.when_false,
            (Outcome::Undetermined, _) => &mut self.undetermined,
        };
        *count += 1;
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.pass + self.fail + self.when_false + self.not_filed + self.undetermined
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.when_false += other.when_false;
        self.not_filed += other.not_filed;
        self.undetermined += other.undetermined;
    }
}

impl OutcomeColumn {
    /// A column of `rows` rows from its planes, 64 rows each; what lies past the end is dropped.
    #[must_use]
    pub fn from_planes(rows: usize, planes: impl IntoIterator<Item = Planes>) -> Self {
        let words = words_for(rows);
        let (mut low, mut high, mut reason) =
            (Vec::with_capacity(words), Vec::with_capacity(words), Vec::with_capacity(words));
        for plane in planes {
            low.push(plane.low);
            high.push(plane.high);
            reason.push(plane.reason & plane.high & !plane.low);
        }
        Self {
            low: Bits::from_words(low, rows),
            high: Bits::from_words(high, rows),
            reason: Bits::from_words(reason, rows),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.low.len()
    }

    /// The first rows alone.
    #[must_use]
    pub fn head(&self, rows: usize) -> Self {
        let rows = 0..rows.min(self.len());
        let [low, high, reason] = [&self.low, &self.high, &self.reason].map(|bits| bits.slice(rows.clone()));
        Self { low, high, reason }
    }

    /// Whether there is no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// The verdict on a row; nothing past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Verdict> {
        (row < self.len()).then(|| match (self.high.get(row), self.low.get(row)) {
            (false, false) => Verdict::PASS,
            (false, true) => Verdict::FAIL,
            (true, false) if self.reason.get(row) => Verdict::NOT_FILED,
            (true, false) => Verdict::WHEN_FALSE,
            (true, true) => Verdict::UNDETERMINED,
        })
    }

    /// The verdicts of all rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = Verdict> + '_ {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    fn planes(&self) -> impl Iterator<Item = (usize, Planes)> + '_ {
        (0..words_for(self.len())).map(|index| {
            let planes = Planes {
                low: self.low.word(index),
                high: self.high.word(index),
                reason: self.reason.word(index),
            };
            (index, planes)
        })
    }

    /// How often each outcome occurs.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, Planes { low, high, reason }) in self.planes() {
            counts.fail += (low & !high).count_ones() as usize;
            counts.undetermined += (low & high).count_ones() as usize;
            counts.not_filed += reason.count_ones() as usize;
            counts.when_false += (high & !low & !reason).count_ones() as usize;
        }
        // The zero bits past the end would count as passes.
        counts.pass = self.len() - counts.rows();
        counts
    }

    /// The rows that have an outcome, in ascending order.
    pub fn rows(&self, outcome: Outcome) -> impl Iterator<Item = usize> + '_ {
        let rows = self.len();
        self.planes().flat_map(move |(index, Planes { low, high, .. })| {
            let word = match outcome {
                Outcome::Pass => !low & !high,
                Outcome::Fail => low & !high,
                Outcome::NotApplicable => high & !low,
                Outcome::Undetermined => low & high,
            };
            let start = index * WORD;
            let bits = Bits::from_words(vec![word], WORD.min(rows - start));
            bits.iter_ones().map(move |bit| start + bit).collect::<Vec<_>>()
        })
    }

    /// Makes room for more rows.
    pub(crate) fn reserve(&mut self, more: usize) {
        [&mut self.low, &mut self.high, &mut self.reason].into_iter().for_each(|bits| bits.reserve(more));
    }

    /// Adds rows from the words of their planes, low, high and reasons one after the other; what lies past the last row is
    /// dropped.
    pub(crate) fn append_words(&mut self, rows: usize, planes: &[u64]) {
        let words = words_for(rows);
        let (low, rest) = planes.split_at_checked(words).unwrap_or_default();
        let (high, reason) = rest.split_at_checked(words).unwrap_or_default();
        self.low.append_words(low.iter().copied(), rows);
        self.high.append_words(high.iter().copied(), rows);
        let of = |(reason, (low, high)): (&u64, (&u64, &u64))| reason & high & !low;
        self.reason.append_words(reason.iter().zip(low.iter().zip(high)).map(of), rows);
    }

    pub(crate) fn append(&mut self, other: &Self) {
        self.low.append(&other.low);
        self.high.append(&other.high);
        self.reason.append(&other.reason);
    }
}
