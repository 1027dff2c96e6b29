//! What a tracer has evaluated: mostly one row of each value, and that at hand.

use std::collections::HashMap;

use crate::plan::ValueId;
use crate::scalar::Scalar;
use crate::scattered::ByNumbers;

/// Rows of values with what they are.
#[derive(Clone, Debug)]
pub(crate) struct Memo {
    /// By value: the first row of it.
    first: Vec<First>,
    /// All others.
    others: ByNumbers<(u32, usize), Scalar>,
    /// What was put before is forgotten.
    now: u32,
}

#[derive(Clone, Copy, Debug)]
struct First {
    when: u32,
    row: usize,
    scalar: Scalar,
}

impl Memo {
    /// For so many values; nothing is known.
    pub(crate) fn of(values: usize) -> Self {
        let none = First { when: 0, row: 0, scalar: Scalar::Number(None) };
        Self { first: vec![none; values], others: HashMap::default(), now: 1 }
    }

    pub(crate) fn get(&self, (value, row): (ValueId, usize)) -> Option<Scalar> {
        let first = self.first.get(value.index()).filter(|first| first.when == self.now)?;
        if first.row == row {
            return Some(first.scalar);
        }
        self.others.get(&(value.0, row)).copied()
    }

    pub(crate) fn insert(&mut self, (value, row): (ValueId, usize), scalar: Scalar) {
        match self.first.get_mut(value.index()) {
            Some(first) if first.when != self.now || first.row == row => {
                *first = First { when: self.now, row, scalar };
            }
            Some(_) => {
                self.others.insert((value.0, row), scalar);
            }
            None => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn forget(&mut self) {
        if !self.others.is_empty() {
            self.others.clear();
        }
        match self.now.checked_add(1) {
            Some(next) => self.now = next,
            None => *self = Self::of(self.first.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_are_known_until_they_are_forgotten() {
        let mut memo = Memo::of(2);
        let number = |number: usize| Scalar::Number(Some(number as f64));
        for round in 0..3 {
            for value in [0, 1] {
                for row in 0..4 {
                    assert_eq!(memo.get((ValueId(value), row)), None, "{round} {value} {row}");
                    memo.insert((ValueId(value), row), number(row + round));
                }
                for row in 0..4 {
                    assert_eq!(memo.get((ValueId(value), row)), Some(number(row + round)));
                }
            }
            memo.insert((ValueId(0), 0), number(9));
            assert_eq!(memo.get((ValueId(0), 0)), Some(number(9)));
            memo.forget();
        }
        // What no plan holds is not known.
        memo.insert((ValueId(7), 0), number(1));
        assert_eq!(memo.get((ValueId(7), 0)), None);
    }
}
