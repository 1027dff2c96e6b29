//! Exact statistics of groups, by code.

use shensuan_mix::meaning::{Number, Statistic};

use crate::data::{Data, value_of};

/// Every statistic of a mix, by code; one that has no answer is no number. `keeps` are the bits of who is counted, all ones
/// where everybody is.
pub fn answers(groups: &[Number], keeps: &[Option<Vec<u64>>], data: &Data) -> Vec<Vec<f64>> {
    let mut sorted: Vec<(usize, Bucketed)> = Vec::new();
    let mut all = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let Number::Group { how, value, keep, by, least } = group else { panic!("{group:?}") };
        let keep_bits = keeps[place].as_deref();
        let codes = &data.codes[by.index()];
        let entries = by.texts().len();
        let field = value_of(group).map(|(field, _)| field);
        let takes = |w: usize| {
            let given = field.map_or(u64::MAX, |field| data.given[field.index()][w]);
            data.given[by.index()][w] & given & keep_bits.map_or(u64::MAX, |keep| keep[w])
        };
        let number = |row: usize| field.map_or(0.0, |field| data.numbers[field.index()][row]);
        let answers = match how {
            Statistic::Count | Statistic::CountGiven => {
                let mut counts = vec![0u32; entries];
                each(data, takes, |row| counts[codes[row] as usize] += 1);
                counts
                    .into_iter()
                    .map(|count| if count < *least { f64::NAN } else { f64::from(count) })
                    .collect()
            }
            Statistic::Sum => {
                let mut sums = vec![(0.0f64, 0u32); entries];
                each(data, takes, |row| {
                    let sum = &mut sums[codes[row] as usize];
                    sum.0 += number(row);
                    sum.1 += 1;
                });
                // A group with enterprises of whom none is given has no sum; its count, by which it is divided, is 0.
                sums.into_iter().map(|(sum, count)| if count == 0 { f64::NAN } else { sum }).collect()
            }
            Statistic::Max => {
                let mut most = vec![f64::NAN; entries];
                each(data, takes, |row| {
                    let most = &mut most[codes[row] as usize];
                    *most = most.max(number(row));
                });
                most
            }
            Statistic::Median | Statistic::Mad | Statistic::Percentile(_) => {
                let same = |other: &Number| matches!(other, Number::Group { value: v, keep: k, by: b, .. } if v == value && k == keep && b == by);
                let known = sorted.iter().position(|(place, _)| same(&groups[*place]));
                let known = known.unwrap_or_else(|| {
                    sorted.push((place, Bucketed::new(data, codes, entries, takes, number)));
                    sorted.len() - 1
                });
                let bucketed = &mut sorted[known].1;
                (0..entries).map(|entry| bucketed.asked(*how, entry, *least)).collect()
            }
        };
        all.push(answers);
    }
    all
}

/// Calls with every row that is taken.
#[inline(always)]
fn each(data: &Data, takes: impl Fn(usize) -> u64, mut call: impl FnMut(usize)) {
    for w in 0..data.words() {
        let mut word = takes(w);
        if w + 1 == data.words() && data.rows % 64 != 0 {
            word &= (1 << (data.rows % 64)) - 1;
        }
        while word != 0 {
            call(64 * w + word.trailing_zeros() as usize);
            word &= word - 1;
        }
    }
}

/// Numbers lying together by code, as whole numbers of the same order.
struct Bucketed {
    starts: Vec<usize>,
    keys: Vec<i64>,
}

/// A number as a whole number of the same order; 0 and −0 are neighbours.
fn key(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    bits ^ ((bits >> 63) & i64::MAX)
}

fn number(key: i64) -> f64 {
    f64::from_bits((key ^ ((key >> 63) & i64::MAX)).cast_unsigned())
}

impl Bucketed {
    fn new(
        data: &Data,
        codes: &[u32],
        entries: usize,
        takes: impl Fn(usize) -> u64 + Copy,
        number: impl Fn(usize) -> f64,
    ) -> Self {
        let mut counts = vec![0u32; entries];
        each(data, takes, |row| counts[codes[row] as usize] += 1);
        let mut starts = vec![0];
        for count in &counts {
            starts.push(starts[starts.len() - 1] + *count as usize);
        }
        let mut keys = vec![0i64; starts[entries]];
        let mut next = starts.clone();
        each(data, takes, |row| {
            let at = &mut next[codes[row] as usize];
            keys[*at] = key(number(row));
            *at += 1;
        });
        Self { starts, keys }
    }

    fn asked(&mut self, how: Statistic, entry: usize, least: u32) -> f64 {
        let keys = &mut self.keys[self.starts[entry]..self.starts[entry + 1]];
        if keys.is_empty() || keys.len() < least as usize {
            return f64::NAN;
        }
        match how {
            Statistic::Percentile(share) => picked(keys, share),
            Statistic::Mad => {
                let median = picked(keys, 0.5);
                let mut distances: Vec<i64> =
                    keys.iter().map(|one| key((number(*one) - median).abs())).collect();
                picked(&mut distances, 0.5)
            }
            _ => picked(keys, 0.5),
        }
    }
}

/// PERCENTILE.INC.
fn picked(keys: &mut [i64], share: f64) -> f64 {
    let place = share * (keys.len() - 1) as f64;
    let below = (place + 1e-9) as usize;
    let part = (place - below as f64).max(0.0);
    let (_, lower, above) = keys.select_nth_unstable(below);
    let lower = number(*lower);
    if part < 1e-9 || above.is_empty() {
        return lower;
    }
    let upper = number(*above.iter().min().expect("some are above"));
    lower + (upper - lower) * part
}
