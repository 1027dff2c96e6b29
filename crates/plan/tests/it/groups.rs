//! What is asked of groups: reference vectors of Excel, and a naive evaluator.

use proptest::prelude::*;
use shensuan_plan::{
    Builder, Column, Frame, How, InputKind, Literal, Options, Statistic, TableId, TableRows, TableStep,
    Tracer, run, run_with,
};

const ROOT: TableId = TableId(0);
const CHILD: TableId = TableId(1);

type Numbers = Vec<Option<f64>>;

/// What each of some rows of the root gets, by their keys.
fn asked_by(how: Statistic, least: u32, keys: Option<&[Option<f64>]>, numbers: &[Option<f64>]) -> Numbers {
    let mut b = Builder::new();
    b.table(None);
    let (x, k) = (b.input(ROOT, InputKind::Number), b.input(ROOT, InputKind::Number));
    let (x, k) = (b.load(x), b.load(k));
    let by = keys.map(|_| k);
    let asked =
        b.table_step(TableStep::Group { how, least, from: ROOT, value: Some(x), keep: None, by, to: ROOT });
    b.output(ROOT, asked);
    let keys = keys.map_or_else(|| vec![None; numbers.len()], <[_]>::to_vec);
    let columns = vec![Column::numbers(numbers.iter().copied()), Column::numbers(keys)];
    let tables = vec![TableRows { rows: numbers.len(), offsets: None }];
    let run = run(&b.finish(), &Frame { tables, columns, ..Frame::default() }).unwrap();
    (0..numbers.len()).map(|row| run.outputs[0].number(row)).collect()
}

/// What all of the numbers come to.
fn asked(how: Statistic, numbers: &[Option<f64>]) -> Option<f64> {
    let all = asked_by(how, 0, None, numbers);
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    all.first().copied().flatten()
}

fn given(numbers: &[f64]) -> Numbers {
    numbers.iter().copied().map(Some).collect()
}

fn percentile(share: f64) -> Statistic {
    Statistic::Percentile(Literal::new(share))
}

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} is not {expected}");
}

#[test]
fn medians_and_deviations_are_those_of_excel() {
    // MEDIAN, and the median of |x − median|.
    assert_eq!(asked(Statistic::Median, &given(&[1.0, 3.0, 2.0])), Some(2.0));
    assert_eq!(asked(Statistic::Median, &given(&[4.0, 1.0, 3.0, 2.0])), Some(2.5));
    assert_eq!(asked(Statistic::Mad, &given(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0])), Some(1.0));
    assert_eq!(asked(Statistic::Mad, &given(&[4.0, 1.0, 3.0, 2.0])), Some(1.0));
    // STDEV.S of the example in its documentation.
    let strengths = [1345.0, 1301.0, 1368.0, 1322.0, 1310.0, 1370.0, 1318.0, 1350.0, 1303.0, 1299.0];
    near(asked(Statistic::StdDev, &given(&strengths)), 27.463_915_719_843_49);
    assert_eq!(
        asked(Statistic::StdDev, &given(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])),
        Some((32.0_f64 / 7.0).sqrt())
    );
}

#[test]
fn percentiles_are_those_of_excel() {
    // PERCENTILE.INC({1,2,3,4}, 0.3) = 1.9, and further shares of them.
    let four = given(&[3.0, 1.0, 4.0, 2.0]);
    near(asked(percentile(0.3), &four), 1.9);
    assert_eq!(asked(percentile(0.0), &four), Some(1.0));
    assert_eq!(asked(percentile(1.0), &four), Some(4.0));
    assert_eq!(asked(percentile(0.5), &four), Some(2.5));
    assert_eq!(asked(percentile(0.25), &four), Some(1.75));
    // QUARTILE.INC({1,2,4,7,8,9,10,12}, 1) = 3.5.
    near(asked(percentile(0.25), &given(&[1.0, 2.0, 4.0, 7.0, 8.0, 9.0, 10.0, 12.0])), 3.5);
    // A place that is a whole number but for the last bit is that place.
    let many: Numbers = (0..21).map(|n| Some(f64::from(n))).collect();
    for twentieth in 0..=20 {
        assert_eq!(asked(percentile(f64::from(twentieth) / 20.0), &many), Some(f64::from(twentieth)));
    }
}

/// Further vectors, each by hand.
#[test]
fn reference_vectors_of_quantiles_and_deviations() {
    // PERCENTILE.INC of 15, 20, 35, 40, 50: the place is (5 − 1) × share. 0.40: place 1.6, 20 + 0.6 × 15 = 29.
    let five = given(&[50.0, 20.0, 35.0, 15.0, 40.0]);
    near(asked(percentile(0.4), &five), 29.0);
    // 0.05: place 0.2, 15 + 0.2 × 5 = 16. 0.95: place 3.8, 40 + 0.8 × 10 = 48.
    near(asked(percentile(0.05), &five), 16.0);
    near(asked(percentile(0.95), &five), 48.0);
    // Ties: 1, 2, 2, 2, 9, 9. 0.9: place 4.5, between 9 and 9. 0.1: place 0.5, 1 + 0.5 × 1 = 1.5.
    let ties = given(&[2.0, 9.0, 2.0, 1.0, 9.0, 2.0]);
    near(asked(percentile(0.9), &ties), 9.0);
    near(asked(percentile(0.1), &ties), 1.5);
    // MEDIAN 2; the distances 1, 0, 0, 0, 7, 7 have the middle ones 0 and 1.
    assert_eq!(asked(Statistic::Median, &ties), Some(2.0));
    assert_eq!(asked(Statistic::Mad, &ties), Some(0.5));
    // STDEV.S of 1, 2, 3, 4: mean 2.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5, by 3.
    near(asked(Statistic::StdDev, &given(&[1.0, 2.0, 3.0, 4.0])), (5.0_f64 / 3.0).sqrt());
    // STDEV.S of 0, 0, 6: mean 2, squares 4 + 4 + 16 = 24, by 2.
    near(asked(Statistic::StdDev, &given(&[0.0, 6.0, 0.0])), 12.0_f64.sqrt());
    // A missing number is no number: MEDIAN of 1, (blank), 4 is 2.5, RANK.EQ goes by the two.
    let gaps = [Some(1.0), None, Some(4.0)];
    assert_eq!(asked(Statistic::Median, &gaps), Some(2.5));
    assert_eq!(asked(Statistic::Mad, &gaps), Some(1.5));
    assert_eq!(asked_by(Statistic::Rank, 0, None, &gaps), [Some(2.0), None, Some(1.0)]);
    // RANK.EQ of 4, 4, 4, 2: three are first, and the last is fourth.
    assert_eq!(
        asked_by(Statistic::Rank, 0, None, &given(&[4.0, 4.0, 4.0, 2.0])),
        given(&[1.0, 1.0, 1.0, 4.0])
    );
}

#[test]
fn ranks_are_those_of_excel() {
    // RANK.EQ, the largest first: equal ones share a rank, and the next is left out.
    let ranks = asked_by(Statistic::Rank, 0, None, &given(&[7.0, 3.5, 3.5, 1.0, 2.0]));
    assert_eq!(ranks, given(&[1.0, 2.0, 2.0, 5.0, 4.0]));
    assert_eq!(
        asked_by(Statistic::Rank, 0, None, &[None, Some(1.0), Some(2.0)]),
        [None, Some(2.0), Some(1.0)]
    );
    assert_eq!(asked_by(Statistic::Rank, 3, None, &[None, Some(1.0), Some(2.0)]), [None; 3]);
}

#[test]
fn ties_constant_single_missing_and_empty() {
    let all = [Statistic::Median, Statistic::Mad, Statistic::StdDev, percentile(0.9), Statistic::Rank];
    let constant = given(&[5.0; 12]);
    let of_constant = [Some(5.0), Some(0.0), Some(0.0), Some(5.0), Some(1.0)];
    assert_eq!(all.map(|how| asked(how, &constant)), of_constant);
    let single = [Some(5.0), Some(0.0), None, Some(5.0), Some(1.0)];
    assert_eq!(all.map(|how| asked(how, &given(&[5.0]))), single);
    let ties = given(&[1.0, 2.0, 2.0, 2.0, 9.0]);
    assert_eq!(asked(Statistic::Median, &ties), Some(2.0));
    assert_eq!(asked(Statistic::Mad, &ties), Some(0.0));
    for how in all {
        assert_eq!(asked_by(how, 0, None, &[None, None]), [None, None], "{how}");
        assert_eq!(asked_by(how, 0, None, &[]), [], "{how}");
    }
    assert_eq!(asked(Statistic::Distinct, &[None, None]), Some(0.0));
    assert_eq!(asked(Statistic::Distinct, &[Some(0.0), Some(-0.0), None, Some(1.0)]), Some(2.0));
    assert_eq!(asked(Statistic::Median, &given(&[f64::MAX, f64::MAX])), Some(f64::MAX));
    assert_eq!(asked(Statistic::Mad, &given(&[f64::MAX, f64::MIN, f64::MIN])), Some(0.0));
}

#[test]
fn groups_go_by_exact_keys_and_a_row_without_one_has_none() {
    let keys = [Some(1.0), Some(2.0), None, Some(1.0), Some(0.0), Some(-0.0)];
    let numbers = given(&[1.0, 10.0, 100.0, 3.0, 5.0, 7.0]);
    let sums = asked_by(Statistic::Fold(How::Sum), 0, Some(&keys), &numbers);
    assert_eq!(sums, [Some(4.0), Some(10.0), None, Some(4.0), Some(12.0), Some(12.0)]);
    let medians = asked_by(Statistic::Median, 2, Some(&keys), &numbers);
    assert_eq!(medians, [Some(2.0), None, None, Some(2.0), Some(6.0), Some(6.0)]);
}

#[test]
fn rows_below_make_up_a_group_and_pairs_tell_groups_apart() {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(ROOT));
    let [k, l] = [0; 2].map(|_| b.input(ROOT, InputKind::Number));
    let x = b.input(CHILD, InputKind::Number);
    let (k, l, x) = (b.load(k), b.load(l), b.load(x));
    let pair = b.table_step(TableStep::Pair { first: k, second: l, to: ROOT });
    let sum = Statistic::Fold(How::Sum);
    let group = |by| TableStep::Group {
        how: sum,
        least: 0,
        from: CHILD,
        value: Some(x),
        keep: None,
        by: Some(by),
        to: ROOT,
    };
    let asked = [k, pair].map(|by| b.table_step(group(by)));
    // A group of groups: what is asked of a group is a value like any other.
    let of_group = b.table_step(TableStep::Group {
        how: Statistic::Median,
        least: 0,
        from: ROOT,
        value: Some(asked[1]),
        keep: None,
        by: Some(k),
        to: ROOT,
    });
    for value in [pair, asked[0], asked[1], of_group] {
        b.output(ROOT, value);
    }
    let plan = b.finish();
    let tables =
        vec![TableRows { rows: 4, offsets: None }, TableRows { rows: 6, offsets: Some(vec![0, 2, 3, 3, 6]) }];
    let columns = vec![
        Column::numbers([1.0, 1.0, 2.0, 1.0].map(Some)),
        Column::numbers([7.0, 8.0, 7.0, 7.0].map(Some)),
        Column::numbers([1.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(Some)),
    ];
    let frame = Frame { tables, columns, ..Frame::default() };
    for threads in 1..4 {
        let run = run_with(&plan, &frame, Options { chunk_rows: 1, threads }).unwrap();
        let column = |at: usize| -> Numbers { (0..4).map(|row| run.outputs[at].number(row)).collect() };
        assert_eq!(column(0), given(&[0.0, 1.0, 2.0, 0.0]));
        assert_eq!(column(1), given(&[63.0, 63.0, 0.0, 63.0]));
        assert_eq!(column(2), given(&[59.0, 4.0, 0.0, 59.0]));
        assert_eq!(column(3), given(&[59.0, 59.0, 0.0, 59.0]));
    }
}

#[test]
fn what_most_have_is_common() {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(ROOT));
    let x = b.input(CHILD, InputKind::Number);
    let x = b.load(x);
    let common = |least| TableStep::Common {
        value: x,
        keep: None,
        by: None,
        share: Literal::new(0.6),
        least,
        from: CHILD,
        to: ROOT,
    };
    let steps = [0, 5].map(|least| b.table_step(common(least)));
    steps.iter().for_each(|step| {
        b.output(ROOT, *step);
    });
    let plan = b.finish();
    // Five rows: 1 is had by four, 2 by three, which is 60 %; 3 by two. The last has nothing.
    let tables = vec![
        TableRows { rows: 5, offsets: None },
        TableRows { rows: 11, offsets: Some(vec![0, 4, 6, 8, 11, 11]) },
    ];
    let numbers = [
        Some(1.0),
        Some(2.0),
        Some(3.0),
        Some(1.0),
        Some(1.0),
        None,
        Some(2.0),
        Some(1.0),
        Some(3.0),
        Some(2.0),
        Some(1.0),
    ];
    let frame = Frame { tables, columns: vec![Column::numbers(numbers)], ..Frame::default() };
    let run = run(&plan, &frame).unwrap();
    let column = |at: usize| -> Vec<Option<bool>> { (0..5).map(|row| run.outputs[at].truth(row)).collect() };
    // The second lacks 2, or it may be the missing one.
    assert_eq!(column(0), [Some(true), None, Some(true), Some(true), Some(false)]);
    assert_eq!(column(1), [None; 5]);
    let mut tracer = Tracer::after(&plan, &frame, &run);
    assert_eq!(tracer.absent(steps[0], 4), [1.0, 2.0]);
    assert_eq!(tracer.absent(steps[0], 1), [2.0]);
    assert!(tracer.absent(steps[1], 1).is_empty());
}

/// The same by counting: the `k`-th smallest number is the one that `k` others do not exceed.
fn smallest(numbers: &[f64], place: usize) -> f64 {
    let fits = |number: &&f64| {
        let less = numbers.iter().filter(|other| other < number).count();
        let equal = numbers.iter().filter(|other| other == number).count();
        (less..less + equal).contains(&place)
    };
    *numbers.iter().find(fits).unwrap()
}

fn naive_median(numbers: &[f64]) -> f64 {
    (smallest(numbers, (numbers.len() - 1) / 2) + smallest(numbers, numbers.len() / 2)) / 2.0
}

proptest! {
    #[test]
    fn statistics_agree_with_a_naive_evaluator(
        rows in prop::collection::vec((prop::option::weighted(0.9, 0..4_i32), prop::option::weighted(0.8, -50..50_i32)), 1..60),
        twentieth in 0..=20_i32,
    ) {
        let keys: Numbers = rows.iter().map(|(key, _)| key.map(f64::from)).collect();
        let numbers: Numbers = rows.iter().map(|(_, number)| number.map(|n| f64::from(n) / 4.0)).collect();
        let ask = |how| asked_by(how, 0, Some(&keys), &numbers);
        let (medians, mads, deviations) = (ask(Statistic::Median), ask(Statistic::Mad), ask(Statistic::StdDev));
        let share = f64::from(twentieth) / 20.0;
        let (percentiles, ranks) = (ask(percentile(share)), ask(Statistic::Rank));
        for (row, key) in keys.iter().enumerate() {
            let group: Vec<f64> = keys.iter().zip(&numbers)
                .filter(|(other, _)| key.is_some() && *other == key)
                .filter_map(|(_, number)| *number).collect();
            if group.is_empty() {
                prop_assert_eq!([medians[row], mads[row], deviations[row], percentiles[row], ranks[row]], [None; 5]);
                continue;
            }
            let median = naive_median(&group);
            prop_assert_eq!(medians[row], Some(median));
            let distances: Vec<f64> = group.iter().map(|number| (number - median).abs()).collect();
            prop_assert_eq!(mads[row], Some(naive_median(&distances)));
            let mean = group.iter().sum::<f64>() / group.len() as f64;
            let squares = group.iter().map(|number| (number - mean).powi(2)).sum::<f64>();
            match deviations[row] {
                Some(found) => prop_assert!((found * found - squares / (group.len() - 1) as f64).abs() < 1e-9),
                None => prop_assert_eq!(group.len(), 1),
            }
            // Type 7: so many twentieths of the way from the first to the last.
            let steps = twentieth as usize * (group.len() - 1);
            let (below, part) = (smallest(&group, steps / 20), (steps % 20) as f64 / 20.0);
            let above = smallest(&group, steps.div_ceil(20));
            prop_assert!((percentiles[row].unwrap() - (below + (above - below) * part)).abs() < 1e-9);
            let larger = |own: f64| group.iter().filter(|number| **number > own).count() as f64;
            prop_assert_eq!(ranks[row], numbers[row].map(|own| larger(own) + 1.0));
        }
    }
}
