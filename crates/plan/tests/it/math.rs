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
        (0.49999999999999994, 0.0, 0.0),
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
    for (number, expected) in
        [(0.1, 1.0), (2.675, 3.0), (1200.0, 0.0), (0.0, 0.0), (-0.25, 2.0), (1e-7, 7.0), (5e-324, 324.0)]
    {
        assert_eq!(Unary::Decimals.of(number), expected, "{number}");
    }
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
        assert!(column.same(&expected), "{function}\n{column:?}\n{expected:?}");
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
        assert!(column.same(&expected), "{function}\n{column:?}\n{expected:?}");
    }
}
