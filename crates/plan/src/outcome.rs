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

use std::fmt::{self, Debug, Formatter};
use std::ops::{AddAssign, Range};
use std::sync::Arc;

use crate::bits::{Bits, WORD, low_mask, ones, words_for};

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
///
/// They stay where they were made: some rows at a time, those of all judgements one after the other, so that a run writes
/// one stretch of memory and nobody moves it. Columns of one run share these stretches.
#[derive(Clone, Default)]
pub struct OutcomeColumn {
    pieces: Vec<Piece>,
    len: usize,
}

/// Some rows of a column, from its first row on up to the next piece.
#[derive(Clone)]
struct Piece {
    start: usize,
    /// The planes of these rows: so many words of low bits, of high bits, and of reasons, from a place on. What lies past
    /// the last row, and the reason of a row that has none, mean nothing.
    planes: Arc<Vec<u64>>,
    at: usize,
    words: usize,
}

/// How many planes a column has.
pub(crate) const PLANES: usize = 3;

/// The planes that stand one after the other, of equal length: low bits, high bits, reasons.
fn parted(planes: &[u64], words: usize) -> [&[u64]; PLANES] {
    let (low, rest) = planes.split_at_checked(words).unwrap_or_default();
    let (high, rest) = rest.split_at_checked(words).unwrap_or_default();
    [low, high, rest.get(..words).unwrap_or_default()]
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

impl Piece {
    fn planes(&self) -> [&[u64]; PLANES] {
        parted(self.planes.get(self.at..).unwrap_or_default(), self.words)
    }
}

impl OutcomeColumn {
    /// A column of `rows` rows from its planes, 64 rows each; what lies past the end is dropped.
    #[must_use]
    pub fn from_planes(rows: usize, planes: impl IntoIterator<Item = Planes>) -> Self {
        let words = words_for(rows);
        let mut made = vec![0; PLANES * words];
        fill(&mut made, planes);
        let mut column = Self::default();
        column.push(rows, &Arc::new(made), 0);
        column
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The first rows alone.
    #[must_use]
    pub fn head(&self, rows: usize) -> Self {
        let len = rows.min(self.len);
        let pieces = self.pieces.iter().take_while(|piece| piece.start < len).cloned();
        Self { pieces: pieces.collect(), len }
    }

    /// Whether there is no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The verdict on a row; nothing past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Verdict> {
        let place = self.pieces.partition_point(|piece| piece.start <= row);
        let piece = self.pieces.get(place.checked_sub(1)?).filter(|_| row < self.len)?;
        let row = row - piece.start;
        let [low, high, reason] = piece.planes().map(|plane| {
            let word = plane.get(row / WORD).copied().unwrap_or(0);
            word >> (row % WORD) & 1 == 1
        });
        Some(match (high, low) {
            (false, false) => Verdict::PASS,
            (false, true) => Verdict::FAIL,
            (true, false) if reason => Verdict::NOT_FILED,
            (true, false) => Verdict::WHEN_FALSE,
            (true, true) => Verdict::UNDETERMINED,
        })
    }

    /// The verdicts of all rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = Verdict> + '_ {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    /// The pieces, each with its rows.
    fn stretches(&self) -> impl Iterator<Item = (&Piece, Range<usize>)> {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.start).chain([self.len]);
        self.pieces.iter().zip(ends).map(|(piece, end)| (piece, piece.start..end))
    }

    /// The planes, at most 64 rows each, with the first of these rows and how many they are; zero past the last.
    fn planes(&self) -> impl Iterator<Item = (usize, usize, Planes)> + '_ {
        self.stretches().flat_map(|(piece, rows)| {
            let [low, high, reason] = piece.planes();
            let words = low.iter().zip(high).zip(reason);
            rows.clone().step_by(WORD).zip(words).map(move |(start, ((low, high), reason))| {
                let count = (rows.end - start).min(WORD);
                let set = low_mask(count);
                let planes = Planes { low: low & set, high: high & set, reason: reason & high & !low & set };
                (start, count, planes)
            })
        })
    }

    /// How often each outcome occurs.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, _, Planes { low, high, reason }) in self.planes() {
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
        self.planes().flat_map(move |(start, count, Planes { low, high, .. })| {
            let word = match outcome {
                Outcome::Pass => !low & !high & low_mask(count),
                Outcome::Fail => low & !high,
                Outcome::NotApplicable => high & !low,
                Outcome::Undetermined => low & high,
            };
            ones(word).map(move |bit| start + bit)
        })
    }

    /// Adds so many rows, whose planes stand in these words from a place on: words of low bits, as many as the rows need,
    /// as many of high bits, and of reasons. What lies past the last row, and the reason of a row that has none, mean nothing.
    pub(crate) fn push(&mut self, rows: usize, planes: &Arc<Vec<u64>>, at: usize) {
        if rows > 0 {
            let planes = Arc::clone(planes);
            self.pieces.push(Piece { start: self.len, planes, at, words: words_for(rows) });
            self.len += rows;
        }
    }

    pub(crate) fn append(&mut self, other: &Self) {
        let moved = other.pieces.iter().map(|piece| Piece { start: self.len + piece.start, ..piece.clone() });
        self.pieces.extend(moved);
        self.len += other.len;
    }

    /// The planes of all rows; the reason alone of rows that have one.
    fn whole(&self) -> [Bits; PLANES] {
        let mut whole = <[Bits; PLANES]>::default();
        for (piece, rows) in self.stretches() {
            let [low, high, reason] = piece.planes();
            let own = |(reason, (low, high)): (&u64, (&u64, &u64))| reason & high & !low;
            let reason: Vec<u64> = reason.iter().zip(low.iter().zip(high)).map(own).collect();
            for (whole, words) in whole.iter_mut().zip([low, high, reason.as_slice()]) {
                whole.append_words(words, rows.len());
            }
        }
        whole
    }
}

/// Two columns are equal that say the same of each row, whatever they were made with.
impl PartialEq for OutcomeColumn {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.whole() == other.whole()
    }
}

impl Eq for OutcomeColumn {}

impl Debug for OutcomeColumn {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Writes planes, 64 rows each, to words of low bits, as many of high bits, and of reasons.
pub(crate) fn fill(words: &mut [u64], planes: impl IntoIterator<Item = Planes>) {
    let each = words.len() / PLANES;
    let (low, rest) = words.split_at_mut_checked(each).unwrap_or_default();
    let (high, reason) = rest.split_at_mut_checked(each).unwrap_or_default();
    for (((low, high), reason), planes) in low.iter_mut().zip(high).zip(reason).zip(planes) {
        (*low, *high, *reason) = (planes.low, planes.high, planes.reason);
    }
}
