//! Columns and tracer agree bit for bit, on random plans and frames, however the run is cut up.

use proptest::prelude::*;
use shensuan_plan::{
    Builder, Check, Column, Frame, How, InputKind, Judgement, JudgementId, Kind, Options, OutputId, Plan,
    Run, Scalar, Statistic, TableId, TableStep, Tracer, print, run, run_with, verify,
};

use crate::sample::{self, LENGTHS};

fn same_runs(plan: &Plan, a: &Run, b: &Run) {
    assert_eq!(a.outcomes, b.outcomes);
    for (index, (a, b)) in a.outputs.iter().zip(&b.outputs).enumerate() {
        assert!(a.same(b), "{}\n{:?}: {a:?}\n{b:?}", print(plan), plan.outputs[index]);
    }
}

fn check(plan: &Plan, frame: &Frame) {
    verify(plan).unwrap_or_else(|faults| panic!("{}\n{faults:?}", print(plan)));
    let whole = run(plan, frame).unwrap();
    let mut tracer = Tracer::new(plan, frame);
    let mut after = Tracer::after(plan, frame, &whole);
    let mut behind = Tracer::behind(plan, frame, &whole);
    for (output, column) in plan.outputs.iter().zip(&whole.outputs) {
        let value = plan.value(output.value).unwrap();
        assert_eq!(column.len(), frame.rows(output.table));
        for row in 0..column.len() {
            let here = match value.kind {
                Kind::Number => Scalar::Number(column.number(row)),
                Kind::Truth => Scalar::Truth(column.truth(row)),
            };
            let there = tracer.scalar(output.value, row);
            assert!(here.same(there), "{}\n{output:?} row {row}: {here:?}, traced {there:?}", print(plan));
            assert!(here.same(after.scalar(output.value, row)));
            assert!(here.same(behind.scalar(output.value, row)));
        }
        if let Column::Number { values, given } = &*column.rows() {
            assert!(values.iter().all(|value| value.is_finite()));
            let missing = given.not();
            assert!(missing.iter_ones().all(|row| values[row].to_bits() == 0));
        }
    }
    for (index, outcomes) in whole.outcomes.iter().enumerate() {
        let id = JudgementId(index as u32);
        assert_eq!(outcomes.len(), frame.rows(plan.judgements[index].table));
        for row in 0..outcomes.len() {
            assert_eq!(outcomes.get(row), tracer.outcome(id, row), "{}\n{id} row {row}", print(plan));
        }
        assert_eq!(tracer.outcome(id, outcomes.len()), None);
    }
    // With few outputs values are freed early and some are not computed at all.
    let mut thin = plan.clone();
    thin.outputs = plan.outputs.iter().skip(4).step_by(5).copied().collect();
    let outputs = whole.outputs.iter().skip(4).step_by(5).cloned().collect();
    let expected = Run { outcomes: whole.outcomes.clone(), outputs, ..Run::default() };
    same_runs(&thin, &expected, &run(&thin, frame).unwrap());
    // A cone fits the same frame, and gives what the whole gives.
    let judged: Vec<JudgementId> =
        (0..plan.judgements.len() as u32).rev().step_by(2).map(JudgementId).collect();
    let wanted: Vec<OutputId> = (0..plan.outputs.len() as u32).skip(2).step_by(7).map(OutputId).collect();
    for (judged, wanted) in [(&judged[..], &wanted[..]), (&judged[..1], &[]), (&[], &wanted[..])] {
        let cone = plan.cone(judged, wanted);
        verify(&cone).unwrap_or_else(|faults| panic!("{}\n{faults:?}", print(&cone)));
        assert!(cone.values.len() <= plan.values.len());
        let outcomes = judged.iter().map(|id| whole.outcomes[id.index()].clone()).collect();
        let outputs = wanted.iter().map(|id| whole.outputs[id.index()].clone()).collect();
        let expected = Run { outcomes, outputs, ..Run::default() };
        same_runs(&cone, &expected, &run(&cone, frame).unwrap());
    }
    for (chunk_rows, threads) in [(0, 0), (1, 3), (5, 1), (64, 2), (100, 9)] {
        same_runs(plan, &whole, &run_with(plan, frame, Options { chunk_rows, threads }).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn columns_agree_with_the_tracer(
        recipes in prop::collection::vec(any::<sample::Recipe>(), 0..60),
        rows in prop::sample::select(&LENGTHS[..]),
        seed in any::<u64>(),
    ) {
        let plan = sample::plan(&recipes);
        check(&plan, &sample::frame(&plan, rows, seed));
    }
}

/// A list and rows inside it, beside a root that has more rows, fewer or none.
#[test]
fn tables_that_stand_apart() {
    for (rows, root) in LENGTHS.into_iter().zip(LENGTHS.into_iter().rev()) {
        let mut b = Builder::new();
        let top = b.table(None);
        let list = b.table(None);
        let inside = b.table(Some(list));
        let of_root = b.input(top, InputKind::Number);
        let [x, y, truth] =
            [(list, InputKind::Number), (inside, InputKind::Number), (inside, InputKind::Truth)]
                .map(|(table, kind)| b.input(table, kind));
        let [of_root, x, y, truth] = [of_root, x, y, truth].map(|input| b.load(input));
        let above = b.lift_to(x, inside);
        let less = b.less(above, y, None);
        let either = b.or(less, truth);
        let any = b.fold(How::Any, inside, Some(either), None, list);
        let sum = b.fold(How::Sum, inside, Some(y), Some(truth), list);
        let how = Statistic::Fold(How::Sum);
        let of_all = TableStep::Group {
            how,
            least: 0,
            from: list,
            value: Some(sum),
            keep: None,
            by: Some(x),
            to: list,
        };
        let of_all = b.table_step(of_all);
        for (table, value) in [(top, of_root), (inside, either), (list, any), (list, sum), (list, of_all)] {
            b.output(table, value);
        }
        b.judge(Judgement {
            table: list,
            applies: None,
            when: Vec::new(),
            checks: vec![Check { applies: None, holds: any }],
        });
        let plan = b.finish();
        let mut frame = sample::frame(&plan, rows, rows as u64);
        frame.tables[0].rows = root;
        frame.columns[0] = Column::numbers((0..root).map(|row| Some(row as f64)));
        check(&plan, &frame);
    }
}

#[test]
fn every_length() {
    // One recipe of each op, several times with other operands.
    let recipes: Vec<sample::Recipe> =
        (0..34 * 20).map(|n| (n as u8, n * 7, n * 13 + 1, n * 5 + 2)).collect();
    let plan = sample::plan(&recipes);
    for rows in LENGTHS {
        check(&plan, &sample::frame(&plan, rows, rows as u64));
    }
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let (mut b, t0, numbers, _) = sample::root(2, 0);
    let mut sum = numbers[0];
    for _ in 0..50_000 {
        sum = b.add(sum, numbers[1]);
    }
    b.output(t0, sum);
    let plan = b.finish();
    let column = |number: f64| Column::numbers([Some(number), None]);
    let frame = sample::root_frame(vec![column(0.5), column(1.0)]);
    let mut tracer = Tracer::new(&plan, &frame);
    assert_eq!(tracer.number(sum, 0), Some(50_000.5));
    assert_eq!(tracer.number(sum, 1), None);
    let run = run(&plan, &frame).unwrap();
    assert_eq!(run.outputs[0].number(0), Some(50_000.5));
}

/// Of values that need not all be known, each of which decides about the one before.
#[test]
fn a_long_chain_of_choices_does_not_exhaust_the_stack() {
    let (mut b, t0, numbers, _) = sample::root(3, 0);
    let mut chosen = numbers[0];
    for at in 0..20_000 {
        let given = b.given(chosen);
        chosen = match at % 3 {
            0 => b.otherwise(numbers[2], chosen),
            1 => b.choose(given, chosen, numbers[1]),
            _ => b.choose(given, numbers[1], chosen),
        };
    }
    b.output(t0, chosen);
    let plan = b.finish();
    let column = |rows: [Option<f64>; 2]| Column::numbers(rows);
    let frame = sample::root_frame(vec![
        column([Some(0.5), None]),
        column([Some(1.0), Some(2.0)]),
        column([None, None]),
    ]);
    let run = run(&plan, &frame).unwrap();
    for row in [0, 1] {
        let traced = Tracer::new(&plan, &frame).number(chosen, row);
        assert_eq!(traced, run.outputs[0].number(row));
    }
    assert_eq!(run.outputs[0].number(1), Some(2.0));
}

#[test]
fn the_tracer_takes_anything() {
    let plan = sample::plan(&[]);
    let empty = Frame::default();
    let mut tracer = Tracer::new(&plan, &empty);
    let load = sample::v(40);
    assert_eq!(tracer.number(load, 3), None);
    assert_eq!(tracer.truth(sample::v(9999), 0), None);
    assert_eq!(tracer.outcome(JudgementId(0), 0), None);
    assert_eq!(tracer.outcome(JudgementId(99), 0), None);
    assert_eq!(tracer.child_rows(TableId(1), TableId(0), 0), 0..0);
    tracer.forget();
    assert_eq!(tracer.number(load, 3), None);
}
