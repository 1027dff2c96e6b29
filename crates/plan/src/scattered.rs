//! Numbers by which rows are told apart, scattered over hash tables of our own making.
//!
//! The hash that the standard library takes withstands whoever wants its tables to be slow; that costs more than all the
//! rest of a search. Here the worst that a table can bring about is a slow review of itself.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An odd number whose bits are as good as drawn: the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number whose low bits depend on all bits of some others.
pub(crate) fn scattered(numbers: &[u64]) -> usize {
    let mut hasher = Scattering::default();
    numbers.iter().for_each(|number| hasher.write_u64(*number));
    #[expect(clippy::cast_possible_truncation, reason = "any of its bits will do")]
    let scattered = hasher.finish() as usize;
    scattered
}

/// A map by numbers, or by several of them.
pub type ByNumbers<K, V> = HashMap<K, V, BuildHasherDefault<Scattering>>;

/// A hash that folds the two halves of a product into one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scattering(u64);

impl Hasher for Scattering {
    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0.rotate_left(23) ^ number ^ FACTOR) * u128::from(FACTOR);
        let [low, high] = [product, product >> 64].map(|half| (half & u128::from(u64::MAX)) as u64);
        self.0 = low ^ high;
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.write_u64(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)));
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
