//! What chooses: numbers that a property test draws, one for each choice.

use shensuan_diagnostics::Lang;

/// Choices that are made already; where they end, the first of everything is chosen, so that a shorter hand makes a
/// simpler rulebook.
pub struct Hand<'c> {
    choices: std::slice::Iter<'c, u16>,
}

impl<'c> Hand<'c> {
    pub fn new(choices: &'c [u16]) -> Self {
        Self { choices: choices.iter() }
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        self.choices.next().map_or(0, |choice| usize::from(*choice) % end.max(1))
    }

    /// Whether this time, of `one_in` times.
    pub fn happens(&mut self, one_in: usize) -> bool {
        self.below(one_in) == one_in - 1
    }

    pub fn one<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    pub fn lang(&mut self) -> Lang {
        if self.happens(2) { Lang::En } else { Lang::Zh }
    }
}
