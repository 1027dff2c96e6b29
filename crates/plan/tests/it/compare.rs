//! The comparison law: equal when they differ by at most 1e-12 of the largest term.

use shensuan_plan::scalar::{at_most, equal, less};
use shensuan_plan::{Column, run};

use crate::sample::{root, root_frame};

/// Equal, less, and at most, of two numbers.
fn relation(left: f64, right: f64, scale: Option<f64>) -> (bool, bool, bool) {
    let all = [equal, less, at_most].map(|f| f(Some(left), Some(right), scale).unwrap());
    (all[0], all[1], all[2])
}

const EQUAL: (bool, bool, bool) = (true, false, true);
const LESS: (bool, bool, bool) = (false, true, true);
const MORE: (bool, bool, bool) = (false, false, false);

#[test]
fn as_on_paper() {
    assert_eq!(relation(0.1 + 0.2, 0.3, None), EQUAL);
    assert_eq!(relation(0.3, 0.1 + 0.2, None), EQUAL);
    assert_eq!(relation(0.0, -0.0, None), EQUAL);
    assert_eq!(relation(1.0, 2.0, None), LESS);
    assert_eq!(relation(2.0, 1.0, None), MORE);
    assert_eq!(relation(0.0, 5e-324, None), LESS);
}

#[test]
fn the_bound() {
    for size in [1e-300, 1e-3, 1.0, 7.0, 1e9, 1e300] {
        assert_eq!(relation(size, size * (1.0 + 0.9e-12), None), EQUAL, "{size}");
        assert_eq!(relation(size, size * (1.0 + 1.1e-12), None), LESS, "{size}");
        assert_eq!(relation(-size, -size * (1.0 - 0.9e-12), None), EQUAL, "{size}");
        assert_eq!(relation(size * (1.0 + 1.1e-12), size, None), MORE, "{size}");
    }
}

#[test]
fn the_largest_term_sets_the_scale() {
    let (a, b, c) = (0.3, 0.1, 0.2);
    let rest = a - b - c;
    assert_ne!(rest, 0.0);
    assert_eq!(relation(rest, 0.0, None), LESS);
    assert_eq!(relation(rest, 0.0, Some(a)), EQUAL);
    assert_eq!(relation(1.0, 1.0 + 1e-9, Some(1e4)), EQUAL);
    // A scale below the operands, zero or below zero adds nothing.
    for scale in [0.5, 0.0, -1e9] {
        assert_eq!(relation(1.0, 1.0 + 1.1e-12, Some(scale)), LESS);
        assert_eq!(relation(1.0, 1.0 + 0.9e-12, Some(scale)), EQUAL);
    }
}

#[test]
fn in_a_plan_with_the_terms_as_scale() {
    let (mut b, t0, n, _) = root(3, 0);
    let left = b.sub(n[0], n[1]);
    let left = b.sub(left, n[2]);
    let terms: Vec<_> = n.iter().map(|term| b.abs(*term)).collect();
    let scale = terms.into_iter().reduce(|a, c| b.max(a, c)).unwrap();
    let zero = b.number(0.0);
    let exact = b.equal(left, zero, None);
    let on_paper = b.equal(left, zero, Some(scale));
    b.output(t0, exact);
    b.output(t0, on_paper);
    let column = |number: f64| Column::numbers([Some(number), None]);
    let run = run(&b.finish(), &root_frame(vec![column(0.3), column(0.1), column(0.2)])).unwrap();
    assert_eq!([0, 1].map(|row| run.outputs[0].truth(row)), [Some(false), None]);
    assert_eq!([0, 1].map(|row| run.outputs[1].truth(row)), [Some(true), None]);
}

#[test]
fn a_difference_that_overflows_is_a_difference() {
    assert_eq!(relation(f64::MIN, f64::MAX, None), LESS);
    assert_eq!(relation(f64::MAX, f64::MIN, Some(f64::MAX)), MORE);
    assert_eq!(relation(f64::MAX, f64::MAX, Some(f64::MAX)), EQUAL);
}

#[test]
fn missing_operands() {
    for f in [equal, less, at_most] {
        assert_eq!(f(None, Some(1.0), None), None);
        assert_eq!(f(Some(1.0), None, Some(1.0)), None);
        assert_eq!(f(None, None, None), None);
    }
}
