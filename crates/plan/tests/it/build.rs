//! The builder: sharing, folding of constants, lifting only when needed.

use shensuan_plan::{Builder, InputKind, Literal, Origin, RowOp, Step, TableStep};

use crate::sample::op;

#[test]
fn equal_steps_are_one_value() {
    let mut b = Builder::new();
    let t0 = b.table(None);
    let x = b.input(t0, InputKind::Number);
    b.set_origin(Origin(1));
    let a = b.load(x);
    let two = b.number(2.0);
    let first = b.mul(a, two);
    b.set_origin(Origin(2));
    let again = b.load(x);
    let two = b.number(2.0);
    assert_eq!(b.mul(again, two), first);
    let other = b.mul(two, again);
    assert_ne!(other, first);
    assert_eq!(b.plan().value(first).unwrap().origin, Origin(1));
    assert_eq!(b.plan().value(other).unwrap().origin, Origin(2));
    assert_eq!(b.plan().value(first).unwrap().table, Some(t0));
}

#[test]
fn zero_and_minus_zero_are_two() {
    let mut b = Builder::new();
    assert_ne!(b.number(0.0), b.number(-0.0));
    assert_eq!(b.number(-0.0), b.number(-0.0));
}

#[test]
fn constants_fold() {
    let mut b = Builder::new();
    let (one, two, nothing) = (b.number(1.0), b.number(2.0), b.missing());
    let (yes, unknown) = (b.truth(true), b.unknown());
    let sum = b.add(one, two);
    assert_eq!(op(b.plan(), sum), RowOp::Number(Literal::new(3.0)));
    assert_eq!(b.plan().value(sum).unwrap().table, None);
    let zero = b.number(0.0);
    assert_eq!(b.div(one, zero), nothing);
    assert_eq!(b.number(f64::INFINITY), nothing);
    assert_eq!(b.otherwise(nothing, two), two);
    assert_eq!(b.less(one, two, Some(nothing)), yes);
    assert_eq!(b.equal(one, nothing, None), unknown);
    assert_eq!(b.or(unknown, yes), yes);
    assert_eq!(b.choose(yes, one, two), one);
    assert_eq!(b.choose(unknown, yes, yes), unknown);
    assert_eq!(b.known(yes), yes);
}

#[test]
fn what_does_not_fit_is_kept_for_the_verifier() {
    let mut b = Builder::new();
    let (one, yes) = (b.number(1.0), b.truth(true));
    let sum = b.add(one, yes);
    assert_eq!(op(b.plan(), sum), RowOp::Add(one, yes));
    let mixed = b.choose(yes, one, yes);
    assert_eq!(op(b.plan(), mixed), RowOp::Choose { condition: yes, yes: one, no: yes });
    assert_eq!(shensuan_plan::verify(b.plan()).unwrap_err().len(), 2);
}

#[test]
fn lifts_only_when_needed() {
    let mut b = Builder::new();
    let t0 = b.table(None);
    let t1 = b.table(Some(t0));
    let x = b.input(t0, InputKind::Number);
    let x = b.load(x);
    let one = b.number(1.0);
    assert_eq!(b.lift_to(one, t1), one);
    assert_eq!(b.lift_to(x, t0), x);
    let lifted = b.lift_to(x, t1);
    assert_eq!(b.plan().value(lifted).unwrap().step, Step::Table(TableStep::Lift { value: x, to: t1 }));
    assert_eq!(b.plan().value(lifted).unwrap().table, Some(t1));
    assert_eq!(b.lift_to(x, t1), lifted);
    assert_eq!(b.lift_to(lifted, t1), lifted);
}
