//! Texts by their numbers: which of those met before a text is.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use shensuan_columnar::TextList;

/// Finds the numbers of texts that are kept elsewhere, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbered {
    /// Where texts stand: of each the hash above and its number, from 1, below; 0 where none does. Hashes ascend along them.
    slots: Vec<u64>,
    count: usize,
}

/// Places before anything is known.
const FEWEST: usize = 16;

impl Numbered {
    /// Those of texts that all differ.
    pub(crate) fn of(texts: &TextList) -> Self {
        let mut known = Self::default();
        known.reserve(texts.len());
        for text in texts {
            known.find_or_add(hash_of(text), |_| false);
        }
        known
    }

    /// The number of a text; that of a new one if there is none. `same` says whether the text of a number is this one.
    pub(crate) fn find_or_add(&mut self, hash: u32, same: impl Fn(u32) -> bool) -> (u32, bool) {
        if (self.count + 1) * 4 > self.slots.len() * 3 {
            self.grow((self.slots.len() * 2).max(FEWEST));
        }
        match self.look(hash, same) {
            Ok(number) => (number, false),
            Err(place) => {
                let number = u32::try_from(self.count).unwrap_or(u32::MAX);
                if let Some(slot) = self.slots.get_mut(place) {
                    *slot = slot_of(hash, number);
                }
                self.count += 1;
                (number, true)
            }
        }
    }

    /// Brings the places where texts of these hashes may stand near, and the texts that may be the same, of which `touch` reads a
    /// little: asked for one after the other each would be waited for.
    pub(crate) fn bring_near(&self, hashes: &[u32], touch: impl Fn(u32) -> u8) {
        let slot = |hash: &u32| self.slots.get(place_of(*hash, self.slots.len())).copied().unwrap_or(0);
        std::hint::black_box(hashes.iter().fold(0, |all, hash| all ^ slot(hash)));
        let touched = |hash: &u32| {
            let (stands, number) = parts_of(slot(hash));
            if stands == *hash { touch(number) } else { 0 }
        };
        std::hint::black_box(hashes.iter().fold(0, |all, hash| all ^ touched(hash)));
    }

    /// The number of a text, if it is known.
    pub(crate) fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.look(hash, same).ok() }
    }

    /// Makes room for so many more texts.
    pub(crate) fn reserve(&mut self, more: usize) {
        let wanted = (self.count + more) / 2 * 3 + 2;
        if wanted > self.slots.len() {
            self.grow(wanted.max(FEWEST));
        }
    }

    /// The number of a text; or the place where it would stand.
    fn look(&self, hash: u32, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mut place = place_of(hash, self.slots.len());
        loop {
            match self.slots.get(place) {
                Some(0) => return Err(place),
                Some(slot) => {
                    let (stands, number) = parts_of(*slot);
                    if stands == hash && same(number) {
                        return Ok(number);
                    }
                    place += 1;
                }
                // Behind the last comes the first.
                None => place = 0,
            }
        }
    }

    fn grow(&mut self, slots: usize) {
        let before = std::mem::replace(&mut self.slots, vec![0; slots]);
        for slot in before.into_iter().filter(|slot| *slot != 0) {
            // No text is the same as another.
            if let Err(place) = self.look(parts_of(slot).0, |_| false)
                && let Some(free) = self.slots.get_mut(place)
            {
                *free = slot;
            }
        }
    }
}

/// Where the texts of a hash begin to be looked for among so many slots.
#[inline]
fn place_of(hash: u32, slots: usize) -> usize {
    (u64::from(hash).wrapping_mul(slots as u64) >> 32) as usize
}

fn slot_of(hash: u32, number: u32) -> u64 {
    u64::from(hash) << 32 | (u64::from(number) + 1) & 0xffff_ffff
}

#[expect(clippy::cast_possible_truncation, reason = "the halves of a slot")]
fn parts_of(slot: u64) -> (u32, u32) {
    ((slot >> 32) as u32, (slot as u32).wrapping_sub(1))
}

/// The hash of a text: another one in each process, so that nobody can write a file whose texts all fall on one place.
#[inline]
pub(crate) fn hash_of(text: &str) -> u32 {
    static SEED: OnceLock<u64> = OnceLock::new();
    let seed = *SEED.get_or_init(|| RandomState::new().hash_one(0_u8));
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut hash = seed ^ text.len() as u64;
    for word in words {
        hash = folded(hash ^ u64::from_le_bytes(*word));
    }
    // What is left, or the last bytes, of which some were counted before.
    let last = match (rest, text.as_bytes()) {
        ([], _) => 0,
        (_, [.., a, b, c, d, e, f, g, h]) => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
        ([a, b, c, d, ..], [.., e, f, g, h]) => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
        (rest, _) => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    hash = folded(hash ^ last);
    (folded(hash ^ seed.rotate_left(32)) >> 32) as u32
}

/// The first byte of a text among others.
#[inline]
pub(crate) fn first_of(texts: &TextList, number: u32) -> u8 {
    texts.get(number as usize).and_then(|text| text.as_bytes().first()).copied().unwrap_or(0)
}

/// Whether two texts are the same; most are short.
#[inline]
pub(crate) fn are_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        0..4 => one.iter().zip(other).all(|(one, other)| one == other),
        4..8 => one.first_chunk::<4>() == other.first_chunk() && one.last_chunk::<4>() == other.last_chunk(),
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk() && one.last_chunk::<8>() == other.last_chunk()
        }
        _ => one == other,
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves count")]
fn folded(word: u64) -> u64 {
    let wide = u128::from(word) * 0x9e37_79b9_7f4a_7c15_u128;
    wide as u64 ^ (wide >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::{Numbered, hash_of};

    #[test]
    fn numbers_follow_the_order() {
        let mut known = Numbered::default();
        let mut texts: Vec<String> = Vec::new();
        assert_eq!(known.find(hash_of("a"), |_| true), None);
        for round in 0..2 {
            for at in 0..10_000 {
                let text = format!("text {at}");
                let (number, new) = known.find_or_add(hash_of(&text), |at| texts[at as usize] == text);
                assert_eq!((number, new), (at, round == 0));
                if new {
                    texts.push(text);
                }
            }
            known.reserve(50_000);
        }
        assert_eq!(known.find(hash_of("text 7"), |at| texts[at as usize] == "text 7"), Some(7));
        assert_eq!(known.find(hash_of("other"), |at| texts[at as usize] == "other"), None);
    }

    #[test]
    fn all_of_a_text_counts() {
        let texts: Vec<String> = (0..64).map(|length| "\0".repeat(length)).collect();
        let mut hashes: Vec<u32> = texts.iter().map(|text| hash_of(text)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert!(hashes.len() > 60, "{hashes:?}");
    }
}
