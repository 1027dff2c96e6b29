//! Every table step against an evaluator that follows the words of its definition in `op.rs`: plain vectors, every row
//! asked for its parent, groups gathered by their key, nothing shared with the machine. Values have ties, signed zeros
//! and missing ones; groups have one member, few or all; tables are empty, or end around a chunk; and however a run is
//! cut up and shared among threads, it gives the same bits.

mod world;

use std::collections::BTreeMap;

use proptest::prelude::*;
use shensuan_plan::{
    Builder, Fetched, How, InputKind, Kind, Literal, OfOutline, Options, Plan, Run, Statistic, TableId,
    TableStep, ValueId, print, run_with,
};

use self::world::World;
use crate::sample::LENGTHS;
use crate::{outlines, search};

/// Three tables, each in the one before it.
const TABLES: [TableId; 3] = [TableId(0), TableId(1), TableId(2)];
/// Rows of nobody, which keys find.
const APART: TableId = TableId(3);
/// From which table to which above it, or to itself.
const BELOW: [(usize, usize); 3] = [(1, 0), (2, 1), (2, 0)];
const HOWS: [How; 7] = [How::Count, How::CountGiven, How::Sum, How::Min, How::Max, How::Any, How::Every];
/// Entries of the dictionary of the rows that are found.
const ENTRIES: usize = 4;
const RADIUS: f64 = 1000.0;

type Numbers = Vec<Option<f64>>;
type Truths = Vec<Option<bool>>;

/// A column as it should be.
#[derive(Clone, Debug)]
enum Is {
    Numbers(Numbers),
    /// The same up to rounding.
    Near(Numbers),
    Truths(Truths),
}

/// A kept row: its number and its truth.
type Kept = (Option<f64>, Option<bool>);

/// [`How`], by its words.
fn fold(how: How, kept: &[Kept], of_truths: bool) -> Result<Option<f64>, Option<bool>> {
    let numbers: Vec<f64> = kept.iter().filter_map(|(number, _)| *number).collect();
    let truths: Vec<bool> = kept.iter().filter_map(|(_, truth)| *truth).collect();
    let best = |better: fn(f64, f64) -> bool| {
        let mut best: Option<f64> = None;
        for number in &numbers {
            if best.is_none_or(|best| better(*number, best)) {
                best = Some(*number);
            }
        }
        best
    };
    match how {
        How::Count => Ok(Some(kept.len() as f64)),
        How::CountGiven => Ok(Some(if of_truths { truths.len() } else { numbers.len() } as f64)),
        How::Sum if !kept.is_empty() && numbers.is_empty() => Ok(None),
        How::Sum => {
            let mut sum = 0.0;
            for number in &numbers {
                sum += number;
            }
            Ok(Some(sum))
        }
        How::Min => Ok(best(|number, best| number < best)),
        How::Max => Ok(best(|number, best| number > best)),
        How::Any => Err(Some(truths.iter().any(|truth| *truth))),
        How::Every => Err(Some(truths.iter().all(|truth| *truth))),
    }
}

/// The number that stands in a place, from 0, when all stand in order.
fn in_order(numbers: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = Vec::new();
    for number in numbers {
        let at = sorted.partition_point(|other| other <= number);
        sorted.insert(at, *number);
    }
    sorted
}

fn median(numbers: &[f64]) -> Option<f64> {
    let sorted = in_order(numbers);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        len if len % 2 == 1 => Some(sorted[half]),
        _ => Some((sorted[half - 1] + sorted[half]) / 2.0),
    }
}

/// [`Statistic`] of numbers in row order; shares are twentieths.
fn statistic(how: Statistic, numbers: &[f64]) -> Option<f64> {
    let count = numbers.len();
    match how {
        Statistic::Fold(_) | Statistic::Rank => unreachable!("asked elsewhere"),
        Statistic::Distinct => {
            let mut sorted = in_order(numbers);
            sorted.dedup();
            Some(sorted.len() as f64)
        }
        Statistic::Median => median(numbers),
        Statistic::Mad => {
            let middle = median(numbers)?;
            median(&numbers.iter().map(|number| (number - middle).abs()).collect::<Vec<_>>())
        }
        Statistic::StdDev => {
            let mean = numbers.iter().sum::<f64>() / count as f64;
            let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
            (count > 1).then(|| (squares / (count - 1) as f64).sqrt())
        }
        Statistic::Percentile(share) => {
            let twentieths = (share.get() * 20.0).round() as usize;
            let sorted = in_order(numbers);
            let steps = twentieths * count.checked_sub(1)?;
            let (below, above) = (sorted[steps / 20], sorted[steps.div_ceil(20)]);
            Some(below + (above - below) * ((steps % 20) as f64 / 20.0))
        }
    }
}

/// A plan, and what each of its outputs should hold.
struct Asked<'w> {
    world: &'w World,
    b: Builder,
    /// Values, keys and truths of the three tables.
    loads: Vec<[ValueId; 3]>,
    expected: Vec<Is>,
}

impl Asked<'_> {
    fn ask(&mut self, to: usize, value: ValueId, is: Is) {
        self.b.output(TABLES[to], value);
        self.expected.push(is);
    }

    fn lifts(&mut self) {
        for (to, from) in BELOW {
            let world = self.world;
            let from_cells = &world.cells[from];
            let at = |row: usize| world.above(row, to, from);
            let [x, _, t] = self.loads[from].map(|load| self.b.lift_to(load, TABLES[to]));
            self.ask(to, x, Is::Numbers((0..world.rows(to)).map(|row| from_cells.x[at(row)]).collect()));
            self.ask(to, t, Is::Truths((0..world.rows(to)).map(|row| from_cells.t[at(row)]).collect()));
        }
    }

    /// The rows of `from` that are kept, of each row of `to`.
    fn kept(&self, from: usize, rows: &[usize], keep: bool) -> Vec<Kept> {
        let cells = &self.world.cells[from];
        let kept = rows.iter().filter(|row| !keep || cells.t[**row] == Some(true));
        kept.map(|row| (cells.x[*row], cells.t[*row])).collect()
    }

    fn folds(&mut self) {
        for (from, to) in BELOW {
            let below = self.world.below(from, to);
            for (how, keep) in HOWS.into_iter().flat_map(|how| [(how, false), (how, true)]) {
                let [x, _, t] = self.loads[from];
                let of_truths = matches!(how, How::Any | How::Every) || how == How::CountGiven && keep;
                let value = (how != How::Count).then_some(if of_truths { t } else { x });
                let step = self.b.fold(how, TABLES[from], value, keep.then_some(t), TABLES[to]);
                let answers: Vec<_> =
                    below.iter().map(|rows| fold(how, &self.kept(from, rows, keep), of_truths)).collect();
                self.ask(to, step, collected(how.kind(), &answers));
            }
        }
    }

    fn pairs(&mut self) {
        for (table, to) in TABLES.into_iter().enumerate() {
            let [x, k, _] = self.loads[table];
            let step = self.b.table_step(TableStep::Pair { first: x, second: k, to });
            let cells = &self.world.cells[table];
            let mut first: BTreeMap<String, usize> = BTreeMap::new();
            let place = |row: usize| {
                let name = format!("{} {}", cells.x[row]? + 0.0, cells.k[row]? + 0.0);
                Some(*first.entry(name).or_insert(row) as f64)
            };
            let places = (0..self.world.rows(table)).map(place).collect();
            self.ask(table, step, Is::Numbers(places));
        }
    }

    fn group_statistics(&mut self, share: Literal) {
        let mut hows = HOWS.map(Statistic::Fold).to_vec();
        hows.extend([Statistic::Distinct, Statistic::Median, Statistic::Mad, Statistic::StdDev]);
        hows.extend([Statistic::Percentile(share), Statistic::Rank]);
        for (from, to) in BELOW.into_iter().chain([(0, 0), (1, 1), (2, 2)]) {
            for keyed in [false, true] {
                let (groups, of) = self.world.groups(to, keyed);
                let below = self.world.below(from, to);
                let rows: Vec<Vec<usize>> = groups
                    .iter()
                    .map(|group| group.iter().flat_map(|row| below[*row].clone()).collect())
                    .collect();
                for (at, how) in hows.iter().enumerate() {
                    if *how == Statistic::Rank && from != to {
                        continue;
                    }
                    let (keep, least) = (at % 3 > 0, [0, 3][(at + from) % 2]);
                    self.group(*how, (from, to), (keep, least, keyed), &rows, &of);
                }
            }
        }
    }

    fn group(
        &mut self,
        how: Statistic,
        (from, to): (usize, usize),
        (keep, least, keyed): (bool, u32, bool),
        groups: &[Vec<usize>],
        of: &[Option<usize>],
    ) {
        let [x, _, t] = self.loads[from];
        let of_truths = matches!(how, Statistic::Fold(How::Any | How::Every));
        let value = (how != Statistic::Fold(How::Count)).then_some(if of_truths { t } else { x });
        let step = self.b.table_step(TableStep::Group {
            how,
            least,
            from: TABLES[from],
            value,
            keep: keep.then_some(t),
            by: keyed.then_some(self.loads[to][1]),
            to: TABLES[to],
        });
        let numbers = |kept: &[Kept]| -> Vec<f64> { kept.iter().filter_map(|(number, _)| *number).collect() };
        let answer = |kept: &[Kept]| {
            let given = match value {
                None => kept.len(),
                Some(_) if of_truths => kept.iter().filter(|(_, truth)| truth.is_some()).count(),
                Some(_) => numbers(kept).len(),
            };
            (given >= least as usize).then(|| {
                let Statistic::Fold(how) = how else { return Ok(statistic(how, &numbers(kept))) };
                fold(how, kept, of_truths)
            })
        };
        let kept: Vec<Vec<Kept>> = groups.iter().map(|rows| self.kept(from, rows, keep)).collect();
        let missing = || if of_truths { Err(None) } else { Ok(None) };
        let answers: Vec<_> = if how == Statistic::Rank {
            let kept: Vec<Vec<f64>> = kept.iter().map(|kept| in_order(&numbers(kept))).collect();
            let cells = &self.world.cells[from];
            let rank = |(row, group): (usize, &Option<usize>)| {
                let group = &kept[(*group)?];
                let own = cells.x[row].filter(|_| !keep || cells.t[row] == Some(true))?;
                let larger = group.len() - group.partition_point(|other| *other <= own);
                (group.len() >= least as usize).then_some(1.0 + larger as f64)
            };
            of.iter().enumerate().map(|row| Ok(rank(row))).collect()
        } else {
            let answers: Vec<_> = kept.iter().map(|kept| answer(kept).unwrap_or_else(missing)).collect();
            of.iter().map(|group| group.map_or_else(missing, |group| answers[group])).collect()
        };
        let is = match (how, collected(how.kind(), &answers)) {
            (Statistic::StdDev | Statistic::Percentile(_), Is::Numbers(numbers)) => Is::Near(numbers),
            (_, is) => is,
        };
        self.ask(to, step, is);
    }

    fn commons(&mut self, tenths: usize) {
        for (from, to) in BELOW {
            for (keyed, least, keep) in
                [(false, 0, false), (true, 0, false), (true, 3, false), (true, 0, true), (false, 3, true)]
            {
                let step = self.b.table_step(TableStep::Common {
                    value: self.loads[from][0],
                    keep: keep.then_some(self.loads[from][2]),
                    by: keyed.then_some(self.loads[to][1]),
                    share: Literal::new(tenths as f64 / 10.0),
                    least,
                    from: TABLES[from],
                    to: TABLES[to],
                });
                let (groups, of) = self.world.groups(to, keyed);
                let below = self.world.below(from, to);
                let list = |row: usize| -> Numbers {
                    let cells = &self.world.cells[from];
                    let kept = below[row].iter().filter(|row| !keep || cells.t[**row] == Some(true));
                    kept.map(|row| cells.x[*row]).collect()
                };
                let has = |list: &Numbers, number: f64| list.contains(&Some(number));
                let common: Vec<Option<Vec<f64>>> = groups
                    .iter()
                    .map(|group| {
                        let lists: Vec<Numbers> = group.iter().map(|row| list(*row)).collect();
                        let any = lists.iter().filter(|list| list.iter().any(Option::is_some)).count();
                        let mut all =
                            in_order(&lists.iter().flatten().filter_map(|x| *x).collect::<Vec<_>>());
                        all.dedup();
                        all.retain(|number| {
                            let having = lists.iter().filter(|list| has(list, *number)).count();
                            10 * having >= tenths * lists.len()
                        });
                        (any >= least as usize).then_some(all)
                    })
                    .collect();
                let answer = |(row, group): (usize, &Option<usize>)| {
                    let (common, own) = (common[(*group)?].as_ref()?, list(row));
                    let all = common.iter().all(|number| has(&own, *number));
                    if all { Some(true) } else { own.iter().all(Option::is_some).then_some(false) }
                };
                let answers = of.iter().enumerate().map(answer).collect();
                self.ask(to, step, Is::Truths(answers));
            }
        }
    }

    fn finds(&mut self) {
        let searches = [1, 2].map(|keys| self.b.search(APART, keys));
        let [x, _, t] =
            [InputKind::Number, InputKind::Number, InputKind::Truth].map(|kind| self.b.input(APART, kind));
        let code = self.b.input(APART, InputKind::Code);
        let (factor, mark) = (self.b.lookup(code, Kind::Number), self.b.lookup(code, Kind::Truth));
        let outlines = self.b.outlines(code);
        let world = self.world;
        for (table, to) in TABLES.into_iter().enumerate() {
            let cells = &world.cells[table];
            let [east, north, _] = self.loads[table];
            for (at, search) in searches.into_iter().enumerate() {
                let keys: Vec<ValueId> = [north, east].into_iter().take(at + 1).collect();
                let row = self.b.find(search, keys, to);
                let found: Vec<Option<usize>> = (0..world.rows(table))
                    .map(|row| {
                        let keys = [cells.k[row], cells.x[row]];
                        match search::naive(&world.entries[at], &keys[..=at])[..] {
                            [found] => Some(found as usize),
                            _ => None,
                        }
                    })
                    .collect();
                let code = |found: &Option<usize>| world.codes[(*found)?].map(|code| code as usize);
                let places = found.iter().map(|found| found.map(|row| row as f64)).collect();
                self.ask(table, row, Is::Numbers(places));
                let step = self.b.fetch(row, Fetched::Cell(x));
                self.ask(table, step, Is::Numbers(found.iter().map(|row| world.apart.x[(*row)?]).collect()));
                let step = self.b.fetch(row, Fetched::Cell(t));
                self.ask(table, step, Is::Truths(found.iter().map(|row| world.apart.t[(*row)?]).collect()));
                let step = self.b.fetch(row, Fetched::Entry(factor));
                self.ask(
                    table,
                    step,
                    Is::Numbers(found.iter().map(|row| world.factors[code(row)?]).collect()),
                );
                let step = self.b.fetch(row, Fetched::Entry(mark));
                self.ask(table, step, Is::Truths(found.iter().map(|row| world.marks[code(row)?]).collect()));
                let step = self.b.fetch(row, Fetched::GivenCode(code_input(&self.b)));
                let given = found.iter().map(|row| row.map(|_| code(row).is_some())).collect();
                self.ask(table, step, Is::Truths(given));

                let ask = |asked| TableStep::Outline { asked, row, outlines, east, north, to };
                let inside = self.b.table_step(ask(OfOutline::Inside));
                let far = self.b.table_step(ask(OfOutline::Distance(Literal::new(RADIUS))));
                let of = |row: usize| {
                    let rings = &world.rings[code(&found[row])?];
                    let place = [cells.x[row]?, cells.k[row]?];
                    (!rings.is_empty())
                        .then(|| (outlines::naive(rings, place), outlines::nearest(rings, place, RADIUS)))
                };
                let all: Vec<Option<(bool, f64)>> = (0..found.len()).map(of).collect();
                self.ask(table, inside, Is::Truths(all.iter().map(|one| Some((*one)?.0)).collect()));
                let away = all.iter().map(|one| (*one).map(|(inside, far)| if inside { 0.0 } else { far }));
                self.ask(table, far, Is::Numbers(away.collect()));
            }
        }
    }
}

/// The last input of codes.
fn code_input(b: &Builder) -> shensuan_plan::InputId {
    let last = b.plan().inputs.iter().rposition(|input| input.kind == InputKind::Code);
    shensuan_plan::InputId(last.unwrap() as u32)
}

fn collected(kind: Kind, answers: &[Result<Option<f64>, Option<bool>>]) -> Is {
    match kind {
        Kind::Number => Is::Numbers(answers.iter().map(|answer| answer.unwrap()).collect()),
        Kind::Truth => Is::Truths(answers.iter().map(|answer| answer.unwrap_err()).collect()),
    }
}

/// A plan of all steps, and what comes of each.
fn asked(world: &World, seed: u64) -> (Plan, Vec<Is>) {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(TABLES[0]));
    b.table(Some(TABLES[1]));
    b.table(None);
    let kinds = [InputKind::Number, InputKind::Number, InputKind::Truth];
    let inputs = TABLES.map(|table| kinds.map(|kind| b.input(table, kind)));
    let loads = inputs.into_iter().map(|inputs| inputs.map(|input| b.load(input))).collect();
    let mut asked = Asked { world, b, loads, expected: Vec::new() };
    asked.lifts();
    asked.folds();
    asked.pairs();
    asked.group_statistics(Literal::new((seed % 21) as f64 / 20.0));
    asked.commons((seed / 21 % 11) as usize);
    asked.finds();
    (asked.b.finish(), asked.expected)
}

fn compare(world: &World, plan: &Plan, expected: &[Is], run: &Run) {
    for ((output, column), is) in plan.outputs.iter().zip(&run.outputs).zip(expected) {
        let numbers = || -> Numbers { (0..column.len()).map(|row| column.number(row)).collect() };
        let same = match is {
            Is::Numbers(expected) => numbers() == *expected,
            Is::Near(expected) => {
                let near = |(found, expected): (Option<f64>, &Option<f64>)| match (found, expected) {
                    (Some(found), Some(expected)) => {
                        (found - expected).abs() <= 1e-9 * expected.abs().max(10.0)
                    }
                    (found, expected) => found == *expected,
                };
                numbers().len() == expected.len() && numbers().into_iter().zip(expected).all(near)
            }
            Is::Truths(expected) => {
                (0..column.len()).map(|row| column.truth(row)).collect::<Truths>() == *expected
            }
        };
        let step = plan.value(output.value).unwrap().step;
        assert!(same, "{step:?}\n{}\nfound {column:?}\nexpected {is:?}\nof {world:?}", print(plan));
    }
}

fn check(rows: usize, seed: u64, cuts: &[(usize, usize)]) {
    let world = World::new(rows, seed);
    let (plan, expected) = asked(&world, seed);
    let frame = world.frame();
    frame.check(&plan).unwrap();
    let mut first: Option<Run> = None;
    for (chunk_rows, threads) in cuts.iter().copied() {
        let run = run_with(&plan, &frame, Options { chunk_rows, threads }).unwrap();
        assert_eq!(run.outputs.len(), expected.len());
        match &first {
            None => {
                compare(&world, &plan, &expected, &run);
                first = Some(run);
            }
            Some(first) => {
                assert!(
                    first.outputs.iter().zip(&run.outputs).all(|(a, b)| a.same(b)),
                    "{chunk_rows} {threads}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn every_table_step_is_what_its_definition_says(rows in prop::sample::select(&LENGTHS[..]), seed: u64) {
        check(rows, seed, &[(4096, 1), (64, 1), (64, 4), (8, 3), (1, 2)]);
    }
}

/// A random world among whose outlines one is a place named three times.
#[test]
fn an_outline_may_be_one_place() {
    check(130, 4_180_274_135_479_753_776, &[(64, 1)]);
}

#[test]
fn every_length_around_a_chunk() {
    for (rows, seed) in LENGTHS.into_iter().zip(0..) {
        check(rows, seed, &[(rows.max(1), 1), (rows + 1, 2), (rows.saturating_sub(1), 2)]);
    }
    let chunk = Options::default().chunk_rows;
    for (rows, seed) in [chunk - 1, chunk, chunk + 1].into_iter().zip(20..) {
        check(rows, seed, &[(chunk, 1), (chunk, 2), (chunk, 5)]);
    }
}
