//! Bitmaps: every operation against a list of bools, and no bit past the end.

use proptest::prelude::*;
use shensuan_plan::Bits;

use crate::sample::LENGTHS;

fn check(bits: &Bits, expected: &[bool]) {
    assert_eq!(bits.len(), expected.len());
    assert_eq!((0..bits.len()).map(|i| bits.get(i)).collect::<Vec<_>>(), expected);
    assert_eq!(bits.count(), expected.iter().filter(|bit| **bit).count());
    let ones: Vec<usize> = (0..expected.len()).filter(|i| expected[*i]).collect();
    assert_eq!(bits.iter_ones().collect::<Vec<_>>(), ones);
    assert_eq!(bits.words().len(), bits.len().div_ceil(64));
    let in_words: u32 = bits.words().iter().map(|word| word.count_ones()).sum();
    assert_eq!(in_words as usize, ones.len(), "a bit past the end is set");
    assert!(!bits.get(bits.len()) && !bits.get(bits.len() + 64));
}

#[test]
fn filled_bitmaps_have_no_tail() {
    for len in LENGTHS {
        check(&Bits::new(len, true), &vec![true; len]);
        check(&Bits::new(len, false), &vec![false; len]);
        check(&Bits::new(len, false).not(), &vec![true; len]);
        check(&Bits::from_words(vec![u64::MAX; 9], len), &vec![true; len]);
        check(&Bits::from_words(Vec::new(), len), &vec![false; len]);
        let mut runs = Bits::default();
        runs.push_run(true, len);
        runs.push_run(false, len);
        runs.push_run(true, 3);
        check(&runs, &[vec![true; len], vec![false; len], vec![true; 3]].concat());
    }
}

#[test]
fn a_bit_for_each_of_a_list() {
    for len in [0, 1, 63, 64, 65, 130] {
        let all: Vec<bool> = (0..len).map(|at| at * at % 3 == 1).collect();
        check(&Bits::of(&all), &all);
        assert_eq!(Bits::of(&all), all.iter().copied().collect());
    }
}

#[test]
fn setting_past_the_end_does_nothing() {
    let mut bits = Bits::new(9, false);
    bits.set(8, true);
    bits.set(9, true);
    bits.set(64, true);
    check(&bits, &[false, false, false, false, false, false, false, false, true]);
    bits.set(8, false);
    check(&bits, &[false; 9]);
}

proptest! {
    #[test]
    fn as_a_list_of_bools(
        a in prop::collection::vec(any::<bool>(), 0..200),
        b in prop::collection::vec(any::<bool>(), 0..200),
        from in 0_usize..220,
        len in 0_usize..220,
    ) {
        let (x, y): (Bits, Bits) = (a.iter().copied().collect(), b.iter().copied().collect());
        check(&x, &a);
        let other = |i: usize| b.get(i).copied().unwrap_or(false);
        let zipped = |f: fn(bool, bool) -> bool| -> Vec<bool> {
            a.iter().enumerate().map(|(i, bit)| f(*bit, other(i))).collect()
        };
        check(&x.and(&y), &zipped(|a, b| a & b));
        check(&x.or(&y), &zipped(|a, b| a | b));
        check(&x.and_not(&y), &zipped(|a, b| a & !b));
        check(&x.not(), &a.iter().map(|bit| !bit).collect::<Vec<_>>());
        let mut both = x.clone();
        both.append(&y);
        check(&both, &[a.clone(), b.clone()].concat());
        let slice: Vec<bool> = (from..from + len).map(|i| a.get(i).copied().unwrap_or(false)).collect();
        check(&x.slice(from..from + len), &slice);
        let hits = slice.iter().filter(|bit| **bit).count();
        prop_assert_eq!(x.count_in(from..from + len), hits);
        prop_assert_eq!(x.any_in(from..from + len), hits > 0);
    }
}
