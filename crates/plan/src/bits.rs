//! A packed bitmap: one bit a row, 64 rows a word.

use std::ops::Range;

/// Rows that share one word.
pub const WORD: usize = 64;

/// A bitmap of fixed length.
///
/// Bit `i` is bit `i % 64` of word `i / 64`. Bits of the last word past the length are always zero, so that words can
/// be compared and counted as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

/// The number of words that hold `len` bits.
pub(crate) const fn words_for(len: usize) -> usize {
    len.div_ceil(WORD)
}

/// A word whose lowest `count` bits are set; all of them from 64 on.
pub(crate) const fn low_mask(count: usize) -> u64 {
    if count >= WORD { u64::MAX } else { (1 << count) - 1 }
}

/// The places of the set bits of a word, in ascending order.
pub(crate) fn ones(word: u64) -> impl Iterator<Item = usize> {
    let next = |rest: &u64| Some(rest & rest.wrapping_sub(1)).filter(|rest| *rest != 0);
    std::iter::successors(Some(word).filter(|word| *word != 0), next)
        .map(|rest| rest.trailing_zeros() as usize)
}

impl Bits {
    /// `len` bits, all equal to `value`.
    #[must_use]
    pub fn new(len: usize, value: bool) -> Self {
        let word = if value { u64::MAX } else { 0 };
        Self::from_words(vec![word; words_for(len)], len)
    }

    /// `len` bits from words; missing words are zero, surplus words and bits are dropped.
    #[must_use]
    pub fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(words_for(len), 0);
        let mut bits = Self { words, len };
        bits.clear_tail();
        bits
    }

    /// A bit for each of these.
    #[must_use]
    pub fn of(all: &[bool]) -> Self {
        let word = |some: &[bool]| some.iter().rev().fold(0, |word, bit| word << 1 | u64::from(*bit));
        Self { words: all.chunks(WORD).map(word).collect(), len: all.len() }
    }

    fn clear_tail(&mut self) {
        let used = self.len % WORD;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= low_mask(used);
        }
    }

    /// How many bits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no bit at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words, lowest rows first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Word `index`, zero past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> u64 {
        self.words.get(index).copied().unwrap_or(0)
    }

    /// Bit `index`, false past the end.
    #[must_use]
    pub fn get(&self, index: usize) -> bool {
        (self.word(index / WORD) >> (index % WORD)) & 1 == 1
    }

    /// Sets bit `index`; nothing happens past the end.
    pub fn set(&mut self, index: usize, value: bool) {
        if index >= self.len {
            return;
        }
        if let Some(word) = self.words.get_mut(index / WORD) {
            let bit = 1 << (index % WORD);
            if value { *word |= bit } else { *word &= !bit }
        }
    }

    fn zip(&self, other: &Self, f: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.words.iter().enumerate().map(|(i, word)| f(*word, other.word(i))).collect();
        Self::from_words(words, self.len)
    }

    /// Bits set in both. The result is as long as `self`; a shorter `other` counts as false.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    /// Bits set in either. The result is as long as `self`.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    /// Bits set in `self` and not in `other`. The result is as long as `self`.
    #[must_use]
    pub fn and_not(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    /// Every bit turned over.
    #[must_use]
    pub fn not(&self) -> Self {
        Self::from_words(self.words.iter().map(|word| !word).collect(), self.len)
    }

    /// How many bits are set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The set bits in ascending order.
    pub fn iter_ones(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| ones(*word).map(move |bit| index * WORD + bit))
    }

    /// The words that overlap `range`, cut to it.
    fn words_in(&self, range: Range<usize>) -> impl Iterator<Item = u64> + '_ {
        let end = range.end.min(self.len);
        let start = range.start.min(end);
        (start / WORD..words_for(end)).map(move |index| {
            let from = start.saturating_sub(index * WORD);
            let to = end - index * WORD;
            self.word(index) & low_mask(to) & !low_mask(from)
        })
    }

    /// How many bits of `range` are set.
    #[must_use]
    pub fn count_in(&self, range: Range<usize>) -> usize {
        self.words_in(range).map(|word| word.count_ones() as usize).sum()
    }

    /// Whether a bit of `range` is set.
    #[must_use]
    pub fn any_in(&self, range: Range<usize>) -> bool {
        self.words_in(range).any(|word| word != 0)
    }

    /// The bits of `range`; false past the end.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let len = range.end.saturating_sub(range.start);
        let (first, shift) = (range.start / WORD, range.start % WORD);
        let words = self.words.get(first..).unwrap_or(&[]);
        let mut sliced: Vec<u64> = Vec::with_capacity(words_for(len));
        if shift == 0 {
            sliced.extend(words.iter().take(words_for(len)));
        } else {
            let next = words.iter().skip(1).chain([&0]);
            let both = words.iter().zip(next).map(|(low, high)| low >> shift | high << (WORD - shift));
            sliced.extend(both.take(words_for(len)));
        }
        Self::from_words(sliced, len)
    }

    /// Adds the lowest `count` bits of `word`, at most 64, at the end.
    fn push_word(&mut self, word: u64, count: usize) {
        let (word, used) = (word & low_mask(count), self.len % WORD);
        if used == 0 {
            if count > 0 {
                self.words.push(word);
            }
        } else {
            if let Some(last) = self.words.last_mut() {
                *last |= word << used;
            }
            if used + count > WORD {
                self.words.push(word >> (WORD - used));
            }
        }
        self.len += count;
    }

    /// Adds all bits of `other` at the end.
    pub fn append(&mut self, other: &Self) {
        if self.len.is_multiple_of(WORD) {
            self.words.extend_from_slice(&other.words);
            self.len += other.len;
            return;
        }
        let mut left = other.len;
        for word in &other.words {
            self.push_word(*word, left.min(WORD));
            left = left.saturating_sub(WORD);
        }
    }

    /// Adds `len` bits at the end, from as many words as hold them; surplus ones are dropped.
    pub(crate) fn append_words(&mut self, words: &[u64], len: usize) {
        if self.len.is_multiple_of(WORD) {
            self.words.extend_from_slice(words);
            self.len += len;
            self.words.resize(words_for(self.len), 0);
            self.clear_tail();
            return;
        }
        let mut left = len;
        for word in words {
            self.push_word(*word, left.min(WORD));
            left = left.saturating_sub(WORD);
        }
    }

    /// Makes room for more bits.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.words.reserve(words_for(self.len + more) - self.words.len());
    }

    /// Adds `count` bits equal to `value` at the end.
    pub fn push_run(&mut self, value: bool, count: usize) {
        let word = if value { u64::MAX } else { 0 };
        let mut left = count;
        while left > 0 {
            self.push_word(word, left.min(WORD));
            left = left.saturating_sub(WORD);
        }
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(iter: I) -> Self {
        let mut bits = Self::default();
        let mut iter = iter.into_iter();
        loop {
            let (mut word, mut count) = (0, 0);
            for value in iter.by_ref().take(WORD) {
                word |= u64::from(value) << count;
                count += 1;
            }
            bits.push_word(word, count);
            if count < WORD {
                return bits;
            }
        }
    }
}
