//! Numbers that look like chance and are the same on every machine.

/// SplitMix64.
#[derive(Clone, Copy, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From a seed; those of different seeds have nothing to do with each other.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed);
        dice.bits();
        dice
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }

    /// So many times of a thousand.
    pub fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// From 0 to 1, 1 not among them.
    #[expect(clippy::cast_precision_loss, reason = "53 bits")]
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of some.
    ///
    /// # Panics
    /// There are none.
    #[expect(clippy::indexing_slicing, reason = "a remainder of the length")]
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap_or(0)]
    }

    /// About 1, of either side as often, over some orders of magnitude: roughly log-normal.
    pub fn size(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.share() - 0.5).sum();
        (sum * 2.6).exp()
    }
}
