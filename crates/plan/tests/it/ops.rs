//! Each op on all pairs of awkward operands: the columns give what the scalar function gives, bit for bit.

use shensuan_plan::{Builder, Column, ValueId, run, scalar};

use crate::sample::{NUMBERS, TRUTHS, poisoned, root, root_frame};

type Number = Option<f64>;
type Truth = Option<bool>;

/// The column that `build` makes of these columns.
fn column(
    numbers: &[Vec<Number>],
    truths: &[Vec<Truth>],
    build: impl FnOnce(&mut Builder, &[ValueId], &[ValueId]) -> ValueId,
) -> Column {
    let (mut b, t0, n, t) = root(numbers.len(), truths.len());
    let value = build(&mut b, &n, &t);
    b.output(t0, value);
    let plan = b.finish();
    let columns = numbers.iter().map(|rows| poisoned(rows.iter().copied()));
    let columns = columns.chain(truths.iter().map(|rows| Column::truths(rows.iter().copied()))).collect();
    run(&plan, &root_frame(columns)).unwrap().outputs.remove(0).rows().into_owned()
}

fn constant_of(b: &mut Builder, number: Number) -> ValueId {
    match number {
        Some(number) => b.number(number),
        None => b.missing(),
    }
}

fn pairs<T: Copy>(of: &[T]) -> Vec<(T, T)> {
    of.iter().flat_map(|a| of.iter().map(move |b| (*a, *b))).collect()
}

fn assert_numbers(column: &Column, expected: impl Iterator<Item = Number>) {
    let expected: Vec<Number> = expected.collect();
    assert!(column.same(&Column::numbers(expected.iter().copied())), "{column:?}\n{expected:?}");
}

fn assert_truths(column: &Column, expected: impl Iterator<Item = Truth>) {
    assert!(column.same(&Column::truths(expected)), "{column:?}");
}

#[test]
fn numbers_of_two_numbers() {
    type Build = fn(&mut Builder, ValueId, ValueId) -> ValueId;
    type Scalar = fn(Number, Number) -> Number;
    let ops: [(Build, Scalar); 7] = [
        (Builder::add, scalar::add),
        (Builder::sub, scalar::sub),
        (Builder::mul, scalar::mul),
        (Builder::div, scalar::div),
        (Builder::min, scalar::min),
        (Builder::max, scalar::max),
        (Builder::otherwise, scalar::otherwise),
    ];
    let pairs = pairs(&NUMBERS);
    let (left, right): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    for (build, f) in ops {
        let result = column(&[left.clone(), right.clone()], &[], |b, n, _| build(b, n[0], n[1]));
        assert_numbers(&result, pairs.iter().map(|(a, b)| f(*a, *b)));
        // And with a constant on either side.
        for constant in NUMBERS {
            let result = column(std::slice::from_ref(&left), &[], |b, n, _| {
                let c = constant_of(b, constant);
                build(b, n[0], c)
            });
            assert_numbers(&result, left.iter().map(|a| f(*a, constant)));
            let result = column(std::slice::from_ref(&left), &[], |b, n, _| {
                let c = constant_of(b, constant);
                build(b, c, n[0])
            });
            assert_numbers(&result, left.iter().map(|a| f(constant, *a)));
        }
    }
}

#[test]
fn comparisons() {
    type Build = fn(&mut Builder, ValueId, ValueId, Option<ValueId>) -> ValueId;
    type Scalar = fn(Number, Number, Number) -> Truth;
    let ops: [(Build, Scalar); 3] =
        [(Builder::less, scalar::less), (Builder::at_most, scalar::at_most), (Builder::equal, scalar::equal)];
    let pairs = pairs(&NUMBERS);
    let (left, right): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    for (build, f) in ops {
        let result = column(&[left.clone(), right.clone()], &[], |b, n, _| build(b, n[0], n[1], None));
        assert_truths(&result, pairs.iter().map(|(a, b)| f(*a, *b, None)));
        for scale in NUMBERS {
            let result = column(&[left.clone(), right.clone()], &[], |b, n, _| {
                let scale = constant_of(b, scale);
                build(b, n[0], n[1], Some(scale))
            });
            assert_truths(&result, pairs.iter().map(|(a, b)| f(*a, *b, scale)));
        }
        // A scale of its own in each row, missing in some.
        let scales: Vec<Number> =
            (0..pairs.len()).map(|row| NUMBERS[(row * 5 + 3) % NUMBERS.len()]).collect();
        let columns = [left.clone(), right.clone(), scales.clone()];
        let result = column(&columns, &[], |b, n, _| build(b, n[0], n[1], Some(n[2])));
        assert_truths(&result, pairs.iter().zip(scales).map(|((a, b), scale)| f(*a, *b, scale)));
    }
}

#[test]
fn one_number() {
    let rows = NUMBERS.to_vec();
    let result = column(std::slice::from_ref(&rows), &[], |b, n, _| b.neg(n[0]));
    assert_numbers(&result, rows.iter().map(|a| scalar::neg(*a)));
    let result = column(std::slice::from_ref(&rows), &[], |b, n, _| b.abs(n[0]));
    assert_numbers(&result, rows.iter().map(|a| scalar::abs(*a)));
    let result = column(std::slice::from_ref(&rows), &[], |b, n, _| b.given(n[0]));
    assert_truths(&result, rows.iter().map(|a| scalar::given(*a)));
}

#[test]
fn logic_is_kleenes() {
    let pairs = pairs(&TRUTHS);
    let (left, right): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    let columns = [left.clone(), right];
    // In the order of `TRUTHS`: unknown, false, true.
    let (u, f, t) = (None, Some(false), Some(true));
    let and = column(&[], &columns, |b, _, t| b.and(t[0], t[1]));
    assert_truths(&and, [u, f, u, f, f, f, u, f, t].into_iter());
    assert_truths(&and, pairs.iter().map(|(a, b)| scalar::and(*a, *b)));
    let or = column(&[], &columns, |b, _, t| b.or(t[0], t[1]));
    assert_truths(&or, [u, u, t, u, f, t, t, t, t].into_iter());
    assert_truths(&or, pairs.iter().map(|(a, b)| scalar::or(*a, *b)));
    let not = column(&[], &columns, |b, _, t| b.not(t[0]));
    assert_truths(&not, [u, u, u, t, t, t, f, f, f].into_iter());
    let known = column(&[], &columns, |b, _, t| b.known(t[0]));
    assert_truths(&known, [f, f, f, t, t, t, t, t, t].into_iter());
    assert_truths(&known, left.iter().map(|a| scalar::known(*a)));
    let is_true = column(&[], &columns, |b, _, t| b.is_true(t[0]));
    assert_truths(&is_true, [f, f, f, f, f, f, t, t, t].into_iter());
    assert_truths(&is_true, left.iter().map(|a| scalar::is_true(*a)));
}

#[test]
fn choices() {
    let rows: Vec<(Truth, (Number, Number))> =
        TRUTHS.iter().flat_map(|c| pairs(&NUMBERS).into_iter().map(|pair| (*c, pair))).collect();
    let (condition, branches): (Vec<_>, Vec<_>) = rows.iter().copied().unzip();
    let (yes, no): (Vec<_>, Vec<_>) = branches.into_iter().unzip();
    let result = column(&[yes, no], &[condition], |b, n, t| b.choose(t[0], n[0], n[1]));
    assert_numbers(&result, rows.iter().map(|(c, (yes, no))| scalar::choose(*c, *yes, *no)));

    let rows: Vec<(Truth, (Truth, Truth))> =
        TRUTHS.iter().flat_map(|c| pairs(&TRUTHS).into_iter().map(|pair| (*c, pair))).collect();
    let (condition, branches): (Vec<_>, Vec<_>) = rows.iter().copied().unzip();
    let (yes, no): (Vec<_>, Vec<_>) = branches.into_iter().unzip();
    let result = column(&[], &[condition, yes, no], |b, _, t| b.choose(t[0], t[1], t[2]));
    assert_truths(&result, rows.iter().map(|(c, (yes, no))| scalar::choose(*c, *yes, *no)));
}

#[test]
fn nothing_non_finite_leaves_an_op() {
    assert_eq!(scalar::div(Some(1.0), Some(0.0)), None);
    assert_eq!(scalar::div(Some(0.0), Some(-0.0)), None);
    assert_eq!(scalar::add(Some(f64::MAX), Some(f64::MAX)), None);
    assert_eq!(scalar::mul(Some(1e300), Some(-1e300)), None);
    assert_eq!(scalar::sub(Some(f64::MIN), Some(f64::MAX)), None);
}

#[test]
fn min_and_max_skip_what_is_missing_and_keep_the_first_zero() {
    assert_eq!(scalar::min(None, Some(2.0)), Some(2.0));
    assert_eq!(scalar::max(Some(2.0), None), Some(2.0));
    assert_eq!(scalar::max(None, None), None);
    let bits = |number: Number| number.map(f64::to_bits);
    assert_eq!(bits(scalar::min(Some(0.0), Some(-0.0))), bits(Some(0.0)));
    assert_eq!(bits(scalar::max(Some(-0.0), Some(0.0))), bits(Some(-0.0)));
}
