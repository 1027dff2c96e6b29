//! Groups of rows that never lie in two runs: where rows stand by owners and what tells them apart begins with the owner,
//! what is alike is looked for in one run after the other, and not all over the table.

use std::hash::Hash;
use std::ops::Range;

use crate::column::Column;
use crate::scattered::ByNumbers;
use crate::shares::of_stretches;
use crate::statistic;

/// Where runs of rows begin, and at last where the last one ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Runs(Vec<usize>);

/// In a run of so few rows all keys are compared with each other.
const SHORT: usize = 32;

/// Keys numbered as they come, by row; `none` for a row without one. And the first row of each.
pub(crate) struct InRuns {
    pub(crate) codes: Vec<u32>,
    pub(crate) firsts: Vec<usize>,
}

impl Runs {
    /// The runs of rows with one number, where numbers never descend; a row without one belongs to any. Nothing where they
    /// do, or where runs are mostly too long to be worth it.
    pub(crate) fn of(column: &Column) -> Option<Self> {
        let Column::Number { values, given } = column else { return None };
        let mut edges = vec![0];
        let mut last: Option<f64> = None;
        for (row, number) in values.iter().enumerate().filter(|(row, _)| given.get(*row)) {
            match last {
                Some(last) if *number < last => return None,
                Some(last) if statistic::exact(*number) == statistic::exact(last) => {}
                Some(_) => edges.push(row),
                None => {}
            }
            last = Some(*number);
        }
        edges.push(values.len());
        (edges.len() > values.len() / SHORT).then_some(Self(edges))
    }

    /// Numbers keys which never lie in two runs.
    pub(crate) fn number<K: Copy + Eq + Hash + Send + Sync>(
        &self,
        threads: usize,
        none: u32,
        key: impl Fn(usize) -> Option<K> + Sync,
    ) -> InRuns {
        let runs = self.0.len().saturating_sub(1);
        let edge = |run: usize| self.0.get(run).copied().unwrap_or(0);
        let parts = of_stretches(runs, threads, |stretch| {
            let mut made = InRuns { codes: Vec::new(), firsts: Vec::new() };
            made.codes.reserve(edge(stretch.end) - edge(stretch.start));
            let (mut few, mut many) = (Vec::new(), ByNumbers::default());
            for run in stretch {
                made.run(edge(run)..edge(run + 1), none, &key, (&mut few, &mut many));
            }
            made
        });
        let mut all = InRuns { codes: Vec::new(), firsts: Vec::new() };
        all.codes.reserve(edge(runs));
        for part in parts {
            let before = u32::try_from(all.firsts.len()).unwrap_or(none);
            let code = |code: u32| if code == none { none } else { code.saturating_add(before) };
            all.codes.extend(part.codes.into_iter().map(code));
            all.firsts.extend(part.firsts);
        }
        all
    }
}

impl InRuns {
    /// Numbers the keys of one run.
    fn run<K: Copy + Eq + Hash>(
        &mut self,
        rows: Range<usize>,
        none: u32,
        key: &impl Fn(usize) -> Option<K>,
        (few, many): (&mut Vec<(K, u32)>, &mut ByNumbers<K, u32>),
    ) {
        few.clear();
        let is_short = rows.len() <= SHORT;
        if !is_short {
            many.clear();
        }
        for row in rows {
            let Some(key) = key(row) else {
                self.codes.push(none);
                continue;
            };
            let next = u32::try_from(self.firsts.len()).unwrap_or(none);
            let code = if is_short {
                few.iter().find(|(known, _)| *known == key).map_or(next, |(_, code)| *code)
            } else {
                *many.entry(key).or_insert(next)
            };
            if code == next {
                self.firsts.push(row);
                if is_short {
                    few.push((key, code));
                }
            }
            self.codes.push(code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short runs and long ones, rows without a key, any number of threads: as if each key was looked for among all.
    #[test]
    fn keys_in_runs_are_numbered_as_they_come() {
        let owners: Vec<usize> = (0..40).flat_map(|owner| vec![owner; 1 + owner * owner % 50]).collect();
        let numbers =
            owners.iter().enumerate().map(|(row, owner)| (!row.is_multiple_of(17)).then_some(*owner as f64));
        let runs = Runs::of(&Column::numbers(numbers)).expect("numbers that ascend");
        let key = |row: usize| {
            (!row.is_multiple_of(17) && !row.is_multiple_of(5)).then_some((owners[row], row % 7))
        };
        let mut known: Vec<(usize, usize)> = Vec::new();
        let mut firsts = Vec::new();
        let codes: Vec<u32> = (0..owners.len())
            .map(|row| {
                let Some(key) = key(row) else { return u32::MAX };
                let place = known.iter().position(|known| *known == key).unwrap_or_else(|| {
                    known.push(key);
                    firsts.push(row);
                    known.len() - 1
                });
                u32::try_from(place).expect("few of them")
            })
            .collect();
        for threads in [0, 1, 2, 5] {
            let made = runs.number(threads, u32::MAX, key);
            assert_eq!(made.codes, codes);
            assert_eq!(made.firsts, firsts);
        }
    }

    #[test]
    fn what_descends_has_no_runs() {
        let numbers = |numbers: &[f64]| Column::numbers(numbers.iter().copied().map(Some));
        assert_eq!(Runs::of(&numbers(&[1.0, 2.0, 1.0])), None);
        assert_eq!(Runs::of(&numbers(&[-0.0, 0.0, 3.0])), Some(Runs(vec![0, 2, 3])));
        assert_eq!(Runs::of(&numbers(&[])), Some(Runs(vec![0, 0])));
        assert_eq!(Runs::of(&numbers(&[5.0; 200])), None, "one long run is looked through by a hash");
    }
}
