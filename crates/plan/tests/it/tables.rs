//! Lifts and folds, by hand.

use shensuan_plan::{Builder, Column, Frame, How, InputKind, TableId, TableRows, Tracer, run};

const ROOT: TableId = TableId(0);
const CHILD: TableId = TableId(1);
const GRANDCHILD: TableId = TableId(2);

/// Three subjects with 2, 0 and 3 rows; those with 1, 2, 0, 1 and 2 rows of their own.
fn frame(columns: Vec<Column>) -> Frame {
    let below = |offsets: &[u32]| TableRows {
        rows: *offsets.last().unwrap() as usize,
        offsets: Some(offsets.to_vec()),
    };
    let tables = vec![TableRows { rows: 3, offsets: None }, below(&[0, 2, 2, 5]), below(&[0, 1, 3, 3, 4, 6])];
    Frame { tables, columns, ..Frame::default() }
}

fn builder() -> Builder {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(ROOT));
    b.table(Some(CHILD));
    b
}

/// The folds of a column of numbers of the child table, kept by a column of truths if there is one.
fn folded(how: How, numbers: [Option<f64>; 5], keep: Option<[Option<bool>; 5]>) -> [Option<f64>; 3] {
    let mut b = builder();
    let (x, k) = (b.input(CHILD, InputKind::Number), b.input(CHILD, InputKind::Truth));
    let (x, k) = (b.load(x), b.load(k));
    let value = (how != How::Count).then_some(x);
    let fold = b.fold(how, CHILD, value, keep.map(|_| k), ROOT);
    b.output(ROOT, fold);
    let columns = vec![Column::numbers(numbers), Column::truths(keep.unwrap_or([None; 5]))];
    let run = run(&b.finish(), &frame(columns)).unwrap();
    [0, 1, 2].map(|row| run.outputs[0].number(row))
}

fn folded_truths(how: How, truths: [Option<bool>; 5], keep: [Option<bool>; 5]) -> [Option<bool>; 3] {
    let mut b = builder();
    let (x, k) = (b.input(CHILD, InputKind::Truth), b.input(CHILD, InputKind::Truth));
    let (x, k) = (b.load(x), b.load(k));
    let fold = b.fold(how, CHILD, Some(x), Some(k), ROOT);
    b.output(ROOT, fold);
    let run = run(&b.finish(), &frame(vec![Column::truths(truths), Column::truths(keep)])).unwrap();
    [0, 1, 2].map(|row| run.outputs[0].truth(row))
}

#[test]
fn sums_and_counts() {
    let some = [Some(1.0), None, Some(2.0), Some(3.0), Some(4.0)];
    assert_eq!(folded(How::Sum, some, None), [Some(1.0), Some(0.0), Some(9.0)]);
    assert_eq!(folded(How::Count, some, None), [Some(2.0), Some(0.0), Some(3.0)]);
    assert_eq!(folded(How::CountGiven, some, None), [Some(1.0), Some(0.0), Some(3.0)]);
    // Of no rows 0, of only missing ones missing; a row whose condition is unknown is not kept.
    let none = [None; 5];
    assert_eq!(folded(How::Sum, none, None), [None, Some(0.0), None]);
    let keep = Some([Some(false), None, Some(true), None, Some(true)]);
    assert_eq!(folded(How::Sum, some, keep), [Some(0.0), Some(0.0), Some(6.0)]);
    assert_eq!(folded(How::Count, some, keep), [Some(0.0), Some(0.0), Some(2.0)]);
    assert_eq!(folded(How::CountGiven, none, keep), [Some(0.0), Some(0.0), Some(0.0)]);
}

#[test]
fn sums_go_from_left_to_right_and_must_be_finite() {
    let rows = [Some(1e16), Some(1.0), Some(f64::MAX), Some(f64::MAX), Some(f64::MIN)];
    assert_eq!(folded(How::Sum, rows, None), [Some(1e16 + 1.0), Some(0.0), None]);
    let rows = [Some(-0.0), Some(-0.0), Some(f64::MAX), Some(f64::MIN), Some(f64::MAX)];
    let sums = folded(How::Sum, rows, None);
    assert_eq!(sums[0].map(f64::to_bits), Some(0));
    assert_eq!(sums[2], Some(f64::MAX));
}

#[test]
fn smallest_and_largest() {
    let rows = [Some(1.0), None, Some(-2.0), Some(5.0), Some(4.0)];
    assert_eq!(folded(How::Min, rows, None), [Some(1.0), None, Some(-2.0)]);
    assert_eq!(folded(How::Max, rows, None), [Some(1.0), None, Some(5.0)]);
    let keep = Some([Some(false), Some(true), Some(true), None, Some(true)]);
    assert_eq!(folded(How::Max, rows, keep), [None, None, Some(4.0)]);
}

#[test]
fn any_and_every() {
    let (u, f, t) = (None, Some(false), Some(true));
    assert_eq!(folded_truths(How::Any, [u, f, u, t, f], [t; 5]), [f, f, t]);
    assert_eq!(folded_truths(How::Every, [u, t, u, t, f], [t; 5]), [t, t, f]);
    assert_eq!(folded_truths(How::Any, [t, t, t, t, t], [f, u, f, u, f]), [f, f, f]);
    assert_eq!(folded_truths(How::Every, [f, f, f, f, f], [f, u, f, u, f]), [t, t, t]);
}

#[test]
fn over_two_levels() {
    let mut b = builder();
    let name = b.input(ROOT, InputKind::Number);
    let weight = b.input(GRANDCHILD, InputKind::Number);
    let (name, weight) = (b.load(name), b.load(weight));
    let lifted = b.lift_to(name, GRANDCHILD);
    let sum = b.fold(How::Sum, GRANDCHILD, Some(weight), None, ROOT);
    let ones = b.number(1.0);
    let count = b.fold(How::Sum, GRANDCHILD, Some(ones), None, CHILD);
    b.output(GRANDCHILD, lifted);
    b.output(ROOT, sum);
    b.output(CHILD, count);
    let plan = b.finish();
    let weights = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(Some);
    let frame = frame(vec![Column::numbers([Some(10.0), Some(20.0), None]), Column::numbers(weights)]);
    let run = run(&plan, &frame).unwrap();
    let numbers = |at: usize| -> Vec<Option<f64>> {
        (0..run.outputs[at].len()).map(|row| run.outputs[at].number(row)).collect()
    };
    assert_eq!(numbers(0), [Some(10.0), Some(10.0), Some(10.0), None, None, None]);
    assert_eq!(numbers(1), [Some(7.0), Some(0.0), Some(56.0)]);
    assert_eq!(numbers(2), [1.0, 2.0, 0.0, 1.0, 2.0].map(Some));
    let tracer = Tracer::new(&plan, &frame);
    assert_eq!(tracer.child_rows(GRANDCHILD, ROOT, 2), 3..6);
    assert_eq!(tracer.child_rows(GRANDCHILD, ROOT, 1), 3..3);
    assert_eq!(tracer.child_rows(CHILD, ROOT, 0), 0..2);
    assert_eq!(tracer.child_rows(CHILD, ROOT, 3), 0..0);
    assert_eq!(tracer.child_rows(ROOT, CHILD, 0), 0..0);
    assert_eq!([0, 2, 3, 5].map(|row| tracer.parent_row(GRANDCHILD, row, CHILD)), [0, 1, 3, 4].map(Some));
    assert_eq!([0, 2, 3, 5].map(|row| tracer.parent_row(GRANDCHILD, row, ROOT)), [0, 0, 2, 2].map(Some));
    assert_eq!(tracer.parent_row(CHILD, 4, CHILD), Some(4));
    assert_eq!(tracer.parent_row(GRANDCHILD, 6, ROOT), None);
    assert_eq!(tracer.parent_row(ROOT, 0, CHILD), None);
}
