//! So many rows that threads share the work of one step: the same bits with any number of them, and what a plain look at
//! every row comes to.

use std::collections::HashMap;

use shensuan_plan::{
    Builder, Column, Frame, How, InputKind, Literal, Options, Plan, Run, Statistic, TableId, TableRows,
    TableStep, ValueId, run_with,
};

use crate::sample::Dice;

const ROOT: TableId = TableId(0);
const CHILD: TableId = TableId(1);

/// More than a step is begun together for, and no whole number of words.
const ROWS: usize = 40_011;

fn statistics() -> [Statistic; 11] {
    [
        Statistic::Fold(How::Sum),
        Statistic::Fold(How::Count),
        Statistic::Fold(How::CountGiven),
        Statistic::Fold(How::Min),
        Statistic::Fold(How::Max),
        Statistic::Distinct,
        Statistic::Median,
        Statistic::Mad,
        Statistic::StdDev,
        Statistic::Percentile(Literal::new(0.3)),
        Statistic::Rank,
    ]
}

/// What groups are made by: nothing, few numbers, a number of almost each row's own.
struct World {
    keys: [Vec<Option<f64>>; 2],
    numbers: Vec<Option<f64>>,
    keep: Vec<Option<bool>>,
    /// Where the rows below each row begin, and their numbers.
    offsets: Vec<u32>,
    below: Vec<Option<f64>>,
}

impl World {
    fn new() -> Self {
        let mut dice = Dice(11);
        let mut offsets = vec![0];
        for _ in 0..ROWS {
            offsets.push(offsets.last().unwrap() + dice.roll(4) as u32);
        }
        // Of such numbers a sum depends on the order in which they are added.
        let number = |dice: &mut Dice| match dice.roll(8) {
            0 => None,
            1 => Some(-0.0),
            size => Some((2.0 * dice.roll(20_000) as f64 - 19_999.0) / 7.0 * 10_f64.powi(size as i32 * 2)),
        };
        let key = |sides: usize, dice: &mut Dice| Some(dice.roll(sides) as f64).filter(|key| *key != 3.0);
        let mut rows = |sides| (0..ROWS).map(|_| key(sides, &mut dice)).collect();
        let keys = [rows(37), rows(10 * ROWS)];
        let numbers = (0..ROWS).map(|_| number(&mut dice)).collect();
        let keep = (0..ROWS).map(|_| [Some(true), Some(true), Some(false), None][dice.roll(4)]).collect();
        let below = (0..*offsets.last().unwrap()).map(|_| Some(dice.roll(9) as f64).filter(|n| *n < 8.0));
        let below = below.collect();
        Self { keys, numbers, keep, offsets, below }
    }

    fn frame(&self) -> Frame {
        let below = self.below.len();
        Frame {
            tables: vec![
                TableRows { rows: ROWS, offsets: None },
                TableRows { rows: below, offsets: Some(self.offsets.clone()) },
            ],
            columns: vec![
                Column::numbers(self.keys[0].iter().copied()),
                Column::numbers(self.keys[1].iter().copied()),
                Column::numbers(self.numbers.iter().copied()),
                Column::truths(self.keep.iter().copied()),
                Column::numbers(self.below.iter().copied()),
            ],
            ..Frame::default()
        }
    }

    /// The kept numbers of each group, in row order; all rows are in one without a key.
    fn groups(&self, by: Option<usize>) -> HashMap<u64, Vec<Option<f64>>> {
        let mut groups: HashMap<u64, Vec<Option<f64>>> = HashMap::new();
        for row in (0..ROWS).filter(|row| self.keep[*row] == Some(true)) {
            if let Some(key) = self.key(by, row) {
                groups.entry(key).or_default().push(self.numbers[row]);
            }
        }
        groups
    }

    fn key(&self, by: Option<usize>, row: usize) -> Option<u64> {
        by.map_or(Some(0), |by| self.keys[by][row].map(f64::to_bits))
    }
}

/// All statistics of the rows by each key, then steps of other kinds.
fn plan() -> Plan {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(ROOT));
    let [few, many, x] = [InputKind::Number; 3].map(|kind| b.input(ROOT, kind));
    let keep = b.input(ROOT, InputKind::Truth);
    let below = b.input(CHILD, InputKind::Number);
    let [few, many, x, keep, below] = [few, many, x, keep, below].map(|input| b.load(input));
    let group = |how, value: ValueId, keep, from, by| {
        let value = (how != Statistic::Fold(How::Count)).then_some(value);
        TableStep::Group { how, least: 2, from, value, keep, by, to: ROOT }
    };
    let mut steps = Vec::new();
    for by in [None, Some(few), Some(many)] {
        steps.extend(statistics().map(|how| group(how, x, Some(keep), ROOT, by)));
    }
    steps.push(TableStep::Pair { first: few, second: x, to: ROOT });
    for (by, least) in [(few, 3), (many, 1)] {
        steps.push(TableStep::Common {
            value: below,
            keep: None,
            by: Some(by),
            share: Literal::new(0.15),
            least,
            from: CHILD,
            to: ROOT,
        });
    }
    for how in [Statistic::Fold(How::Sum), Statistic::Median] {
        steps.push(group(how, below, None, CHILD, Some(few)));
    }
    for how in [How::Any, How::Every] {
        steps.push(group(Statistic::Fold(how), keep, None, ROOT, Some(few)));
    }
    for step in steps {
        let value = b.table_step(step);
        b.output(ROOT, value);
    }
    b.finish()
}

fn ran(plan: &Plan, frame: &Frame, threads: usize) -> Run {
    run_with(plan, frame, Options { threads, ..Options::default() }).unwrap()
}

#[test]
fn a_step_that_threads_share_is_the_same_with_any_number_of_them() {
    let (plan, frame) = (plan(), World::new().frame());
    let alone = ran(&plan, &frame, 1);
    for threads in [2, 3, 7, 64] {
        assert_eq!(alone.difference(&ran(&plan, &frame, threads)), None, "{threads} threads");
    }
}

#[test]
fn what_threads_share_is_what_a_plain_look_at_every_row_comes_to() {
    let world = World::new();
    let run = ran(&plan(), &world.frame(), 3);
    for (at, by) in [None, Some(0), Some(1)].into_iter().enumerate() {
        let groups = world.groups(by);
        let answers: HashMap<u64, [Option<f64>; 7]> =
            groups.iter().map(|(key, numbers)| (*key, plainly(numbers))).collect();
        for row in 0..ROWS {
            let found: Vec<Option<f64>> =
                (0..7).map(|how| run.outputs[at * statistics().len() + how].number(row)).collect();
            let own = world.key(by, row).and_then(|key| answers.get(&key)).copied().unwrap_or([None; 7]);
            let bits = |numbers: &[Option<f64>]| -> Vec<Option<u64>> {
                numbers.iter().map(|number| number.map(f64::to_bits)).collect()
            };
            assert_eq!(bits(&found), bits(&own), "row {row} by {by:?}: {found:?}, {own:?}");
        }
    }
    let mut firsts: HashMap<(u64, u64), usize> = HashMap::new();
    for row in 0..ROWS {
        let own = world.keys[0][row].zip(world.numbers[row]);
        let first = own.map(|(key, number)| {
            *firsts.entry((key.to_bits(), (number + 0.0).to_bits())).or_insert(row) as f64
        });
        assert_eq!(run.outputs[3 * statistics().len()].number(row), first, "the pair of row {row}");
    }
}

/// Sum, counts, least, most, how many different ones, median; nothing of fewer than two.
fn plainly(kept: &[Option<f64>]) -> [Option<f64>; 7] {
    let numbers: Vec<f64> = kept.iter().filter_map(|number| *number).collect();
    let count = |count: usize| Some(count as f64).filter(|count| *count >= 2.0);
    if numbers.len() < 2 {
        return [None, count(kept.len()), None, None, None, None, None];
    }
    let mut sorted = numbers.clone();
    sorted.sort_by(f64::total_cmp);
    let mut different: Vec<f64> = sorted.iter().map(|number| number + 0.0).collect();
    different.dedup();
    let middle = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    let median = if sorted.len() % 2 == 1 { middle.0 } else { (middle.0 + middle.1) / 2.0 };
    let sum = numbers.iter().fold(0.0, |sum, number| sum + number);
    let least = numbers.iter().copied().reduce(f64::min);
    let most = numbers.iter().copied().reduce(f64::max);
    [
        Some(sum),
        count(kept.len()),
        count(numbers.len()),
        least,
        most,
        Some(different.len() as f64),
        Some(median),
    ]
}
