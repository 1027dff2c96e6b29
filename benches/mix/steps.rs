//! Table steps one at a time, by the wall, on one thread and on two: what a million rows take, columns in memory to columns
//! in memory. `cargo bench -p shensuan-mix --bench steps`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `STEPS_ROWS` (1000000), `STEPS_SAMPLES` (7).

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::clock::{bar, hardware, least};
use shensuan_mix::environment;
use shensuan_plan::{
    Builder, Column, Entry, Fetched, Frame, How, Index, InputKind, Literal, Options, Outline, Pattern, Plan,
    Program, Statistic, TableId, TableRows, TableStep, ValueId,
};

const TOP: TableId = TableId(0);
const BELOW: TableId = TableId(1);
const LIST: TableId = TableId(2);
/// Industries, by which most groups are made.
const CLASSES: usize = 400;
const BANDS: usize = 20;
/// Corners of each outline.
const CORNERS: u32 = 2_000;
/// Of two threads steps may take this part of the time that one takes: all that read every row before they answer together,
/// and all others.
const AT_MOST: f64 = 0.75;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench steps");
    println!("{}; wall time", hardware());
    let (rows, samples) =
        (environment::value("STEPS_ROWS", 1_000_000), environment::value("STEPS_SAMPLES", 7));
    println!(
        "milliseconds; {rows} rows, three below each; the least of {samples} samples, on one thread and on two"
    );
    let frame = frame(rows);
    let mut same = true;
    let mut sums: BTreeMap<bool, (f64, f64)> = BTreeMap::new();
    for (name, step) in STEPS {
        let plan = plan(*step);
        let Ok(program) = Program::new(&plan) else {
            println!("FAIL {name}: its plan is not sound");
            return ExitCode::FAILURE;
        };
        let run = |threads| {
            let options = Options { threads, ..Options::default() };
            let start = Instant::now();
            let run = program.run(&frame, options, None);
            (start.elapsed().as_secs_f64() * 1e3, run.ok())
        };
        let agree = run(1).1.zip(run(2).1).is_some_and(|(one, two)| one.difference(&two).is_none());
        same &= agree;
        // In turn, so that whatever else the machine does falls on both.
        let times: Vec<[f64; 2]> = (0..samples).map(|_| [1, 2].map(|threads| run(threads).0)).collect();
        let least_of = |place: usize| {
            least(&times.iter().filter_map(|pair| pair.get(place).copied()).collect::<Vec<f64>>())
        };
        let (one, two) = (least_of(0), least_of(1));
        let raw: Vec<String> = times.iter().map(|[one, two]| format!("{one:.1} {two:.1}")).collect();
        let differ = if agree { "" } else { "  they differ" };
        println!("  {name:<34} {one:8.1} {two:8.1}  [{}]{differ}", raw.join(", "));
        let kind = plan
            .values
            .iter()
            .any(|value| matches!(value.step, shensuan_plan::Step::Table(step) if step.reads_everything()));
        let (alone, shared) = sums.entry(kind).or_insert((0.0, 0.0));
        *alone += one;
        *shared += two;
    }
    let mut holds = same;
    for (reads_everything, (alone, shared)) in sums {
        let name = if reads_everything { "steps that read every row" } else { "steps row by row" };
        println!("  {name:<34} {alone:8.1} {shared:8.1}");
        holds &= bar(&format!("{name}, two threads against one"), shared / alone, "×", AT_MOST);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a step reads.
#[derive(Clone, Copy)]
struct Of {
    /// Of the rows: a number, a number from few, one of each.
    amount: ValueId,
    class: ValueId,
    code: ValueId,
    /// Of the rows below: a number, and one from few.
    below: ValueId,
    kind: ValueId,
    east: ValueId,
    north: ValueId,
    /// The row of the list by the code; by class and band.
    listed: ValueId,
    banded: ValueId,
    what: Fetched,
    outlines: shensuan_plan::OutlinesId,
}

type Step = fn(&mut Builder, Of) -> ValueId;

const STEPS: &[(&str, Step)] = &[
    ("fold: sum of the rows below", |b, of| b.fold(How::Sum, BELOW, Some(of.below), None, TOP)),
    ("group: counts by class", |b, of| group(b, Statistic::Fold(How::Count), None, Some(of.class))),
    ("group: mean by class", |b, of| {
        let [sum, count] = [How::Sum, How::CountGiven]
            .map(|how| group(b, Statistic::Fold(how), Some((TOP, of.amount)), Some(of.class)));
        b.div(sum, count)
    }),
    ("group: median by class", |b, of| group(b, Statistic::Median, Some((TOP, of.amount)), Some(of.class))),
    ("group: outliers by class", |b, of| {
        let shares = [0.25, 0.5, 0.75].map(|share| Statistic::Percentile(Literal::new(share)));
        let [low, middle, high] = shares.map(|how| group(b, how, Some((TOP, of.amount)), Some(of.class)));
        let mad = group(b, Statistic::Mad, Some((TOP, of.amount)), Some(of.class));
        let [low, high] = [b.add(low, middle), b.add(high, mad)];
        b.sub(low, high)
    }),
    ("group: median of all", |b, of| group(b, Statistic::Median, Some((TOP, of.amount)), None)),
    ("group: median below, by class", |b, of| {
        group(b, Statistic::Median, Some((BELOW, of.below)), Some(of.class))
    }),
    ("group: rank by class", |b, of| group(b, Statistic::Rank, Some((TOP, of.amount)), Some(of.class))),
    ("group: counts by a key of each", |b, of| group(b, Statistic::Fold(How::Count), None, Some(of.code))),
    ("pair: class and amount", |b, of| {
        b.table_step(TableStep::Pair { first: of.class, second: of.amount, to: TOP })
    }),
    ("common: kinds below, by class", |b, of| {
        b.table_step(TableStep::Common {
            value: of.kind,
            keep: None,
            by: Some(of.class),
            share: Literal::new(0.5),
            least: 3,
            from: BELOW,
            to: TOP,
        })
    }),
    ("find: one key", |_, of| of.listed),
    ("find: class and band", |_, of| of.banded),
    ("find and fetch: one key", |b, of| b.fetch(of.listed, of.what)),
    ("outline: inside", |b, of| {
        let asked = shensuan_plan::OfOutline::Inside;
        let (row, outlines) = (of.listed, of.outlines);
        b.table_step(TableStep::Outline { asked, row, outlines, east: of.east, north: of.north, to: TOP })
    }),
];

fn group(b: &mut Builder, how: Statistic, value: Option<(TableId, ValueId)>, by: Option<ValueId>) -> ValueId {
    let from = value.map_or(TOP, |(from, _)| from);
    let value = value.map(|(_, value)| value);
    b.table_step(TableStep::Group { how, least: 0, from, value, keep: None, by, to: TOP })
}

/// A plan that hands out one step.
fn plan(step: Step) -> Plan {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(TOP));
    b.table(None);
    let [amount, class, code, band, east, north] = [TOP; 6].map(|table| b.input(table, InputKind::Number));
    let [below, kind] = [BELOW; 2].map(|table| b.input(table, InputKind::Number));
    let held = b.input(LIST, InputKind::Number);
    let outlined = b.input(LIST, InputKind::Code);
    let outlines = b.outlines(outlined);
    let [one, two] = [1, 2].map(|keys| b.search(LIST, keys));
    let [amount, class, code, band, east, north, below, kind] =
        [amount, class, code, band, east, north, below, kind].map(|input| b.load(input));
    let listed = b.find(one, [code], TOP);
    let banded = b.find(two, [class, band], TOP);
    let what = Fetched::Cell(held);
    let of = Of { amount, class, code, below, kind, east, north, listed, banded, what, outlines };
    let value = step(&mut b, of);
    let table = b.plan().value(value).and_then(|value| value.table).unwrap_or(TOP);
    b.output(table, value);
    b.finish()
}

/// A number that scatters another.
fn scattered(number: usize) -> usize {
    let mixed = (number ^ (number >> 7)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 17
}

#[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
fn float(number: usize) -> f64 {
    number as f64
}

/// The data of all plans. The list has a row for each code, which names a class and a band too.
fn frame(rows: usize) -> Frame {
    let numbers = |rows: usize, of: &dyn Fn(usize) -> usize| {
        Column::numbers((0..rows).map(|row| Some(float(of(scattered(row)))).filter(|_| row % 50 != 7)))
    };
    let class = |row: usize| scattered(row + rows) % CLASSES;
    let angle = |row: usize| float(scattered(row) % 6283) / 1000.0;
    let radius = |row: usize| float(row % 1000) / 1000.0;
    let below = 3 * rows;
    let columns = vec![
        numbers(rows, &|row| row % 1_000_003),
        Column::numbers((0..rows).map(|row| Some(float(class(row))))),
        Column::numbers((0..rows).map(|row| Some(float(scattered(row) % rows)))),
        numbers(rows, &|row| row % (1000 * BANDS)),
        Column::numbers((0..rows).map(|row| Some(radius(row) * angle(row).cos()))),
        Column::numbers((0..rows).map(|row| Some(radius(row) * angle(row).sin()))),
        numbers(below, &|row| row % 100_003),
        numbers(below, &|row| (row % 12).min(row / 12 % 12)),
        numbers(rows, &|row| row % 977),
        Column::codes(4, (0..rows).map(|row| u32::try_from(row % 4).ok())),
    ];
    let offsets = (0..=rows).map(|row| u32::try_from(3 * row).unwrap_or(u32::MAX)).collect();
    let tables = vec![
        TableRows { rows, offsets: None },
        TableRows { rows: below, offsets: Some(offsets) },
        TableRows { rows, offsets: None },
    ];
    let exactly = |number: usize| Pattern::Among(vec![(float(number), 0)]);
    let entry = |row: usize, patterns| Entry { row: u32::try_from(row).unwrap_or(u32::MAX), patterns };
    let bound = |number: usize, included| Some(shensuan_plan::Bound { number: float(number), included });
    let banded = |at: usize| {
        let band = at / CLASSES;
        let span = Pattern::Between(bound(1000 * band, true), bound(1000 * (band + 1), false));
        entry(at % rows, vec![exactly(at % CLASSES), span])
    };
    let outline = |number: u32| {
        let ring = (0..CORNERS).map(|at| {
            let angle = std::f64::consts::TAU * f64::from(at) / f64::from(CORNERS);
            let radius = 0.8 + 0.02 * (angle * f64::from(50 + number)).sin();
            [radius * angle.cos(), radius * angle.sin()]
        });
        Outline::new(&[ring.collect()])
    };
    Frame {
        tables,
        columns,
        lookups: Vec::new(),
        searches: vec![
            Index::new(1, (0..rows).map(|row| entry(row, vec![exactly(row)])).collect()),
            Index::new(2, (0..CLASSES * BANDS).map(banded).collect()),
        ],
        outlines: vec![(0..4).map(outline).collect()],
    }
}
