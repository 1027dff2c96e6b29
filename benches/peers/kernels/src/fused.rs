//! Plain loops, run.

pub use crate::data::{Data, Out};
use crate::groups;
use shensuan_mix::{Mix, Parts};

/// The written loop of a mix.
pub struct Loops {
    pub keeps: &'static [Option<fn(&Data, usize, usize) -> bool>],
    pub run: fn(&Data, &[Vec<f64>], &mut Out),
}

#[inline(always)]
pub fn bit(words: &[u64], row: usize) -> bool {
    words[row / 64] >> (row % 64) & 1 == 1
}

#[inline(always)]
pub fn equal(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(scale)
}

#[inline(always)]
pub fn less(a: f64, b: f64, scale: f64) -> bool {
    (a < b) & !equal(a, b, scale)
}

#[inline(always)]
pub fn at_most(a: f64, b: f64, scale: f64) -> bool {
    (a < b) | equal(a, b, scale)
}

/// The outcome of one rule on one row, put into the bits of the 64 rows around it.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub fn decide(
    planes: &mut [u64; 2],
    row: usize,
    applies: bool,
    when: bool,
    not_when: bool,
    checked: bool,
    yes: bool,
    no: bool,
) {
    let judged = applies & !not_when & checked;
    let fail = judged & when & no;
    let undetermined = judged & (!when | !(yes | no));
    planes[0] |= ((fail | undetermined) as u64) << row;
    planes[1] |= ((!judged | undetermined) as u64) << row;
}

/// Runs the mix.
pub fn run(loops: &Loops, mix: &Mix, parts: &Parts, data: &Data) -> Out {
    let keeps: Vec<Option<Vec<u64>>> = loops
        .keeps
        .iter()
        .map(|keep| {
            keep.map(|keep| {
                let mut bits = vec![0u64; data.words() + 1];
                let bit = |w, i| u64::from(keep(data, w, i)) << i;
                (0..data.words()).for_each(|w| bits[w] = (0..64).fold(0, |word, i| word | bit(w, i)));
                bits
            })
        })
        .collect();
    let answers = groups::answers(&parts.groups, &keeps, data);
    let mut out = Out::new(mix.rules.len(), mix.formulas.len(), data);
    (loops.run)(data, &answers, &mut out);
    out
}
