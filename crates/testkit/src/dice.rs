//! Chance that is the same everywhere.

/// A small generator of our own: samples must not change with a library's version.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another; 0 where there is none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % (sides.max(1) as u64)) as usize
    }

    /// Whether this time, of `one_in` times.
    pub fn happens(&mut self, one_in: usize) -> bool {
        self.roll(one_in) == 0
    }

    /// One of these.
    pub fn one<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        all.get(self.roll(all.len()))
    }
}
