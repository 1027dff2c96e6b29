//! The few that have most of something, out of many.

/// At most so many items, those that come first by an order; of equal ones those that were added first.
pub(crate) struct Most<T> {
    kept: Vec<T>,
    few: usize,
}

impl<T> Most<T> {
    /// None yet.
    pub(crate) const fn new(few: usize) -> Self {
        Self { kept: Vec::new(), few }
    }

    /// Adds an item; `before` says whether its first argument comes before its second.
    pub(crate) fn add(&mut self, item: T, before: impl Fn(&T, &T) -> bool) {
        if self.kept.len() >= self.few && !self.kept.last().is_some_and(|last| before(&item, last)) {
            return;
        }
        let place = self.kept.partition_point(|known| !before(&item, known));
        self.kept.insert(place, item);
        self.kept.truncate(self.few);
    }

    /// They, first things first.
    pub(crate) fn all(self) -> Vec<T> {
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::Most;

    #[test]
    fn the_first_of_equal_ones_stay() {
        let mut most = Most::new(3);
        for (place, number) in [2, 9, 2, 9, 1, 9, 9].into_iter().enumerate() {
            most.add((number, place), |a, b| a.0 > b.0);
        }
        assert_eq!(most.all(), [(9, 1), (9, 3), (9, 5)]);
        let mut none = Most::new(0);
        none.add(1, |a, b| a > b);
        assert!(none.all().is_empty());
    }
}
