//! Functions of numbers: what they give, and that columns give the same bits.

use shensuan_plan::{Binary, Column, Unary, run, scalar};

use crate::sample::{NUMBERS, poisoned, root, root_frame};

#[test]
fn rounding_is_of_the_decimal_that_is_read() {
    let round = |number: f64, places: f64| Binary::Round.of(number, places);
    for (number, places, expected) in [
        (2.675, 2.0, 2.68),
        (1.005, 2.0, 1.01),
        (-2.675, 2.0, -2.68),
        (2.5, 0.0, 3.0),
        (-2.5, 0.0, -3.0),
        (0.5, 0.0, 1.0),
        // What arithmetic leaves behind fifteen digits is not seen: 0.145 × 100.
        (14.499999999999998, 0.0, 15.0),
        (0.49999999999999994, 0.0, 1.0),
        (0.4999999999999, 0.0, 0.0),
        (14.499999999999998, 15.0, 14.5),
        (9_007_199_254_740_991.0, 0.0, 9_007_199_254_740_991.0),
        (1234.5, -2.0, 1200.0),
        (1250.0, -2.0, 1300.0),
        (50.0, -2.0, 100.0),
        (49.0, -2.0, 0.0),
        (5.0, -2.0, 0.0),
        (9.995, 2.0, 10.0),
        (0.1 + 0.2, 15.0, 0.3),
        (1e300, 2.0, 1e300),
        (5e-324, 400.0, 5e-324),
        (5e-324, 323.0, 1e-323),
        (0.07, 2.9, 0.07),
        (0.0, 2.0, 0.0),
    ] {
        assert_eq!(round(number, places), expected, "{number} to {places}");
    }
    assert!(round(-0.0, 2.0).is_sign_negative());
    assert!(!round(f64::MAX, -308.0).is_finite());
    assert!(round(f64::NAN, 2.0).is_nan() && round(1.5, f64::NAN).is_nan());
}

#[test]
fn decimals_are_of_the_decimal_that_is_read() {
    for (number, expected) in [
        (0.1, 1.0),
        (0.1 + 0.2, 1.0),
        (33.3 / 100.0, 3.0),
        (2.675, 3.0),
        (1200.0, 0.0),
        (0.0, 0.0),
        (-0.25, 2.0),
        (1e-7, 7.0),
        (5e-324, 324.0),
    ] {
        assert_eq!(Unary::Decimals.of(number), expected, "{number}");
    }
}

#[test]
fn what_is_whole_on_paper_stays_whole() {
    for (number, floor, ceil) in [
        (0.29 * 100.0, 29.0, 29.0),
        (0.07 * 100.0, 7.0, 7.0),
        (0.3 / 0.1, 3.0, 3.0),
        (-0.29 * 100.0, -29.0, -29.0),
        (0.1 + 0.2 - 0.3, 0.0, 0.0),
        (28.9999, 28.0, 29.0),
        (2.000_000_1, 2.0, 3.0),
        (99_999_999_999.999, 99_999_999_999.0, 100_000_000_000.0),
        (-0.5, -1.0, 0.0),
    ] {
        assert_eq!((Unary::Floor.of(number), Unary::Ceil.of(number)), (floor, ceil), "{number}");
    }
    for (a, b, expected) in [
        (0.3, 0.1, 0.0),
        (0.35, 0.1, 0.05),
        (123_456.7, 0.5, 0.2),
        (1234.567, 0.01, 0.007),
        (100_000_000.05, 0.1, 0.05),
        (1e12, 0.3, 0.1),
        (1e16, 3.0, 1.0),
        (1e300, 7e-300, 1e300 - (1e300_f64 / 7e-300).floor() * 7e-300),
        (17.0, 5.0, 2.0),
        (-1.0, 4.0, 3.0),
        (1.0, -4.0, -3.0),
        (1e9, 0.1, 0.0),
    ] {
        assert_eq!(Binary::Remainder.of(a, b), expected, "{a} by {b}");
    }
    assert!(!Binary::Remainder.of(3.0, 0.0).is_finite() && !Unary::Floor.of(f64::INFINITY).is_finite());
}

/// Against IEEE 754: at most the next whole number, and a whole number is left alone.
#[test]
fn floor_and_ceil_are_within_one_of_the_bits() {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    };
    for _ in 0..200_000 {
        let (digits, how) = (next(), next());
        let number = match how % 4 {
            0 => f64::from_bits(digits << 11 | how),
            1 => digits as f64 / 1e6,
            2 => (digits % 100_000) as f64 * 0.01,
            _ => -((digits % 100_000) as f64) / 0.7,
        };
        if !number.is_finite() {
            continue;
        }
        let (floor, ceil) = (Unary::Floor.of(number), Unary::Ceil.of(number));
        assert!((0.0..=1.0).contains(&(floor - number.floor())), "{number:?}: {floor}");
        assert!((0.0..=1.0).contains(&(number.ceil() - ceil)), "{number:?}: {ceil}");
        assert!(floor <= ceil && ceil - floor <= 1.0, "{number:?}: {floor}, {ceil}");
        for whole in [floor, ceil] {
            assert_eq!((whole.fract(), Unary::Floor.of(whole), Unary::Ceil.of(whole)), (0.0, whole, whole));
        }
    }
}

#[test]
fn a_percentage_is_the_decimal_that_was_filed() {
    for tenths in 0..20_000_u32 {
        for filed in [f64::from(tenths) / 10.0, f64::from(tenths) / 1e4, f64::from(tenths) / 8.0] {
            let percent = Unary::Percent.of(filed / 100.0);
            let (found, places) = (Unary::Decimals.of(percent), Unary::Decimals.of(filed));
            assert!(found <= places && percent / 100.0 == filed / 100.0, "{filed:?}: {percent:?}");
        }
    }
    assert_eq!([0.011, 0.125, 0.805, -0.3].map(|ratio| Unary::Percent.of(ratio)), [1.1, 12.5, 80.5, -30.0]);
}

/// Bits that must be the same on every machine.
#[test]
fn the_same_bits_everywhere() {
    let bits = [
        (Unary::Exp, 1.0, 0x4005_bf0a_8b14_576a_u64),
        (Unary::Ln, 10.0, 0x4002_6bb1_bbb5_5516),
        (Unary::Log10, 1000.0, 0x4008_0000_0000_0000),
        (Unary::Sin, 1.0, 0x3fea_ed54_8f09_0cee),
        (Unary::Cos, 1.0, 0x3fe1_4a28_0fb5_068c),
        (Unary::Asin, 0.5, 0x3fe0_c152_382d_7366),
        (Unary::Sqrt, 2.0, 0x3ff6_a09e_667f_3bcd),
    ];
    let others: Vec<String> = bits
        .iter()
        .filter(|(function, number, expected)| function.of(*number).to_bits() != *expected)
        .map(|(function, number, _)| format!("{function} {number}: {:#x}", function.of(*number).to_bits()))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    assert_eq!(Binary::Power.of(2.0, 0.5).to_bits(), Unary::Sqrt.of(2.0).to_bits());
}

#[test]
fn columns_give_what_the_scalar_gives() {
    for function in Unary::ALL {
        let (mut b, t0, n, _) = root(1, 0);
        let value = b.unary(function, n[0]);
        b.output(t0, value);
        let column = run(&b.finish(), &root_frame(vec![poisoned(NUMBERS)])).unwrap().outputs.remove(0);
        let expected = Column::numbers(NUMBERS.map(|number| scalar::unary(function, number)));
        assert!(column.rows().same(&expected), "{function}\n{column:?}\n{expected:?}");
    }
    for function in Binary::ALL {
        let (mut b, t0, n, _) = root(2, 0);
        let value = b.binary(function, n[0], n[1]);
        b.output(t0, value);
        let pairs = NUMBERS.iter().flat_map(|a| NUMBERS.iter().map(move |b| (*a, *b)));
        let (left, right): (Vec<_>, Vec<_>) = pairs.clone().unzip();
        let frame = root_frame(vec![poisoned(left), poisoned(right)]);
        let column = run(&b.finish(), &frame).unwrap().outputs.remove(0);
        let expected = Column::numbers(pairs.map(|(a, b)| scalar::binary(function, a, b)));
        assert!(column.rows().same(&expected), "{function}\n{column:?}\n{expected:?}");
    }
}
