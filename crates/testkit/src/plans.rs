//! Numbers, frames and plans to try things on, and a plan carried out in every way there is.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these are made for tests: one that panics fails, as it should"
)]

use shensuan_plan::{
    Binary, Bits, Bound, Builder, Check, Column, Entry, Fetched, Frame, How, Index, InputId, InputKind,
    Judgement, Kernels, Kind, Literal, LookupId, OfOutline, Options, Outline, OutlinesId, Pattern, Plan,
    Program, RowOp, Run, Search, SearchId, Statistic, Step, TableId, TableRows, TableStep, Unary, ValueId,
    print, run,
};

pub use crate::dice::Dice;

/// Around the edges of a byte, a word, and two words.
pub const LENGTHS: [usize; 9] = [0, 1, 7, 8, 9, 63, 64, 65, 130];

/// Numbers that are apt to go wrong, and the missing one.
pub const NUMBERS: [Option<f64>; 28] = [
    None,
    Some(0.0),
    Some(-0.0),
    Some(1.0),
    Some(-1.0),
    Some(0.1),
    Some(0.2),
    Some(0.3),
    Some(0.1 + 0.2),
    Some(1.0 + 0.9e-12),
    Some(1.0 + 1.1e-12),
    Some(1.0 - 0.9e-12),
    Some(1.0 - 1.1e-12),
    Some(3.0),
    Some(1e6),
    Some(1e6 + 0.9e-6),
    Some(1e6 + 1.1e-6),
    Some(-1e6),
    Some(1e300),
    Some(-1e300),
    Some(f64::MAX),
    Some(f64::MIN),
    Some(f64::MIN_POSITIVE),
    Some(5e-324),
    Some(-5e-324),
    Some(1e-300),
    Some(9_007_199_254_740_993.0),
    Some(2.5),
];

/// All three truths.
pub const TRUTHS: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// A column of numbers whose missing slots hold what would do harm if it were read.
pub fn poisoned(rows: impl IntoIterator<Item = Option<f64>>) -> Column {
    let rows: Vec<Option<f64>> = rows.into_iter().collect();
    let harm = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 7.0];
    let values = rows.iter().enumerate().map(|(i, row)| row.unwrap_or(harm[i % 4])).collect();
    Column::Number { values, given: rows.iter().map(Option::is_some).collect() }
}

/// Codes whose missing slots lie in the dictionary or far outside.
fn poisoned_codes(entries: u32, rows: Vec<Option<u32>>) -> Column {
    let given: Bits = rows.iter().map(Option::is_some).collect();
    let index = rows.iter().enumerate().map(|(i, row)| row.unwrap_or([1, u32::MAX][i % 2])).collect();
    Column::Code { index, given, entries }
}

fn some_number(dice: &mut Dice) -> Option<f64> {
    match dice.roll(3) {
        0 => NUMBERS[dice.roll(NUMBERS.len())],
        1 => Some(dice.roll(2000) as f64 / 10.0 - 100.0),
        _ => Some(dice.roll(7) as f64),
    }
}

/// Dictionary entries of every sample.
const ENTRIES: usize = 5;

/// Random data for a plan, with about `rows` rows in every table.
pub fn frame(plan: &Plan, rows: usize, seed: u64) -> Frame {
    let mut dice = Dice(seed);
    let mut frame = Frame::default();
    for table in &plan.tables {
        let rows = match table.parent {
            None => TableRows { rows, offsets: None },
            Some(parent) => {
                let mut offsets = vec![0];
                for _ in 0..frame.rows(parent) {
                    // A parent with a whole word of rows now and then.
                    let some = [0, 0, 1, 1, 2, 3, 66][dice.roll(if rows < 20 { 7 } else { 6 })];
                    offsets.push(offsets.last().unwrap() + some);
                }
                TableRows { rows: *offsets.last().unwrap() as usize, offsets: Some(offsets) }
            }
        };
        frame.tables.push(rows);
    }
    for input in &plan.inputs {
        let rows = frame.rows(input.table);
        frame.columns.push(match input.kind {
            InputKind::Number => poisoned((0..rows).map(|_| some_number(&mut dice))),
            InputKind::Truth => Column::truths((0..rows).map(|_| TRUTHS[dice.roll(3)])),
            InputKind::Code => {
                let mut code = || Some(dice.roll(ENTRIES + 1) as u32).filter(|code| *code < ENTRIES as u32);
                poisoned_codes(ENTRIES as u32, (0..rows).map(|_| code()).collect())
            }
        });
    }
    for lookup in &plan.lookups {
        frame.lookups.push(match lookup.kind {
            Kind::Number => poisoned((0..ENTRIES).map(|_| some_number(&mut dice))),
            Kind::Truth => Column::truths((0..ENTRIES).map(|_| TRUTHS[dice.roll(3)])),
        });
    }
    for search in &plan.searches {
        let rows = frame.rows(search.table);
        frame.searches.push(Index::new(search.keys, entries(rows, search, &mut dice)));
    }
    for _ in &plan.outlines {
        frame.outlines.push((0..ENTRIES).map(|_| Outline::new(&rings(&mut dice))).collect());
    }
    frame.check(plan).expect("the sample fits");
    frame
}

/// A few random rings, so small that numbers of the sample lie in them and on them; now and then none.
pub fn rings(dice: &mut Dice) -> Vec<Vec<[f64; 2]>> {
    let place = |dice: &mut Dice| [dice.roll(13) as f64 / 2.0, dice.roll(13) as f64 / 2.0];
    (0..dice.roll(3)).map(|_| (0..3 + dice.roll(6)).map(|_| place(dice)).collect()).collect()
}

/// Random patterns for some of the rows of a table, so few different ones that many match.
pub fn entries(rows: usize, search: &Search, dice: &mut Dice) -> Vec<Entry> {
    let pattern = |dice: &mut Dice| match dice.roll(6) {
        0 => Pattern::Any,
        1 => {
            let low =
                (dice.roll(4) > 0).then(|| Bound { number: dice.roll(4) as f64, included: dice.roll(2) > 0 });
            let high =
                (dice.roll(4) > 0).then(|| Bound { number: dice.roll(7) as f64, included: dice.roll(2) > 0 });
            Pattern::Between(low, high)
        }
        2 => Pattern::Among((0..dice.roll(4)).map(|_| (dice.roll(7) as f64, dice.roll(4) as u32)).collect()),
        _ => Pattern::Among(vec![(if dice.roll(9) == 0 { -0.0 } else { dice.roll(7) as f64 }, 0)]),
    };
    let some: Vec<usize> = (0..rows).filter(|_| dice.roll(4) > 0).collect();
    some.into_iter()
        .map(|row| Entry { row: row as u32, patterns: (0..search.keys).map(|_| pattern(dice)).collect() })
        .collect()
}

/// What is built: an op, and where in the lists of what there is its operands are.
pub type Recipe = (u8, u16, u16, u16);

/// The bytes of a recipe.
const RECIPE: usize = 7;

/// So many recipes of a text of bytes are built: longer plans show nothing more, and take longer.
const MOST_RECIPES: usize = 120;

/// A plan and data for it, made of bytes whatever they are: how many rows, how few outputs, the seed of the data, and
/// behind these ten a recipe for every seven. What is not there is 0.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> (Plan, Frame) {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let two = |at: usize| u16::from_le_bytes([byte(at), byte(at + 1)]);
    let head = 10;
    let recipes: Vec<Recipe> = (head..bytes.len())
        .step_by(RECIPE)
        .take(MOST_RECIPES)
        .map(|at| (byte(at), two(at + 1), two(at + 3), two(at + 5)))
        .collect();
    let whole = plan(&recipes);
    let seed = u64::from_le_bytes(std::array::from_fn(|at| byte(at + 2)));
    let frame = frame(&whole, LENGTHS[byte(0) as usize % LENGTHS.len()], seed);
    (thinned(&whole, [1, 5, 40][byte(1) as usize % 3]), frame)
}

/// The plan with fewer outputs, so that values are not stored and sections grow.
#[must_use]
pub fn thinned(plan: &Plan, every: usize) -> Plan {
    let mut thin = plan.clone();
    thin.outputs = plan.outputs.iter().skip(every / 2).step_by(every).copied().collect();
    thin
}

/// How a run may be cut up: rows of a chunk, and threads.
pub const CUTS: [(usize, usize); 4] = [(4096, 1), (1, 3), (64, 2), (100, 9)];

/// Holds the outcomes and outputs of two runs against each other, to the bit.
pub fn same_runs(plan: &Plan, a: &Run, b: &Run) {
    for (index, (a, b)) in a.outcomes.iter().zip(&b.outcomes).enumerate() {
        assert!(a == b, "{}\nj{index}\n{a:?}\n{b:?}", print(plan));
    }
    for (index, (a, b)) in a.outputs.iter().zip(&b.outputs).enumerate() {
        assert!(a.same(b), "{}\n{:?}: {a:?}\n{b:?}", print(plan), plan.outputs[index]);
    }
}

/// Carries a plan out by the interpreter and by these kernels, however the run is cut up: the bits are the same.
pub fn in_every_way<K: Kernels>(plan: &Plan, frame: &Frame, kernels: impl FnOnce(&Program<'_>) -> K) {
    let program = Program::new(plan).expect("the sample is sound");
    let kernels = kernels(&program);
    let expected = run(plan, frame).expect("the sample fits");
    for (chunk_rows, threads) in CUTS {
        let options = Options { chunk_rows, threads };
        let interpreted = program.run(frame, options, None).expect("the sample fits");
        same_runs(plan, &expected, &interpreted);
        let made = program.run(frame, options, Some(&kernels)).expect("the sample fits");
        same_runs(plan, &expected, &made);
    }
}

/// The values that a recipe may use, by table (the last for constants) and kind.
struct Pool {
    values: Vec<(ValueId, Option<TableId>, Kind)>,
}

impl Pool {
    fn pick(&self, kind: Kind, table: Option<TableId>, at: u16) -> ValueId {
        let fits =
            |(_, of, is): &&(ValueId, Option<TableId>, Kind)| *is == kind && (of.is_none() || *of == table);
        let fitting: Vec<_> = self.values.iter().filter(fits).collect();
        // Late values are the interesting ones.
        fitting[fitting.len() - 1 - (at as usize) % fitting.len()].0
    }
}

/// Four tables: `t1` and `t2` below the root, `t3` below `t1`.
pub fn tables(b: &mut Builder) -> [TableId; 4] {
    let t0 = b.table(None);
    let t1 = b.table(Some(t0));
    let t2 = b.table(Some(t0));
    let t3 = b.table(Some(t1));
    [t0, t1, t2, t3]
}

/// A sound plan made of recipes: every value is an output, and each table is judged.
pub fn plan(recipes: &[Recipe]) -> Plan {
    let mut b = Builder::new();
    let tables = tables(&mut b);
    // Rows of nobody, and those of a table with a parent: both can be found.
    let apart = b.table(None);
    let searched = [(apart, 1), (apart, 3), (tables[1], 2)].map(|(table, keys)| b.search(table, keys));
    let mut outlines = Vec::new();
    let found = [apart, tables[1]].map(|table| {
        let (x, t) = (b.input(table, InputKind::Number), b.input(table, InputKind::Truth));
        let code = b.input(table, InputKind::Code);
        let (factor, is) = (b.lookup(code, Kind::Number), b.lookup(code, Kind::Truth));
        let (factor, is) = (Fetched::Entry(factor), Fetched::Entry(is));
        outlines.push(b.outlines(code));
        [Fetched::Cell(x), Fetched::Cell(t), factor, is, Fetched::GivenCode(code)]
    });
    let mut made: Vec<ValueId> = vec![b.missing(), b.unknown(), b.truth(true), b.truth(false)];
    made.extend(NUMBERS.iter().flatten().map(|number| b.number(*number)));
    for table in tables {
        let [x, y] = [0; 2].map(|_| b.input(table, InputKind::Number));
        let (truth, code) = (b.input(table, InputKind::Truth), b.input(table, InputKind::Code));
        let (factor, is) = (b.lookup(code, Kind::Number), b.lookup(code, Kind::Truth));
        made.extend([
            b.load(x),
            b.load(y),
            b.load(truth),
            b.gather(factor),
            b.gather(is),
            b.given_code(code),
        ]);
    }
    for recipe in recipes {
        let pool = pool(&b, &made);
        made.push(match *recipe {
            (op, x, y, z) if op % 10 == 9 => {
                look_up(&mut b, &pool, &tables, (searched, &found, &outlines), [x, y, z])
            }
            recipe => cook(&mut b, &pool, &tables, recipe),
        });
    }
    for value in made.clone() {
        b.output(b.plan().value(value).unwrap().table.unwrap_or(tables[0]), value);
    }
    for (table, at) in tables.into_iter().zip([1, 2, 3, 4]) {
        let pool = pool(&b, &made);
        let truth = |n: u16| pool.pick(Kind::Truth, Some(table), at * n);
        let checks = vec![
            Check { applies: Some(truth(1)), holds: truth(2) },
            Check { applies: (at % 2 == 0).then(|| truth(3)), holds: truth(4) },
        ];
        let applies = (at > 1).then(|| truth(5));
        b.judge(Judgement { table, applies, when: vec![truth(6), truth(7)], checks });
    }
    b.finish()
}

fn pool(b: &Builder, made: &[ValueId]) -> Pool {
    let entry = |id: &ValueId| {
        let value = b.plan().value(*id).unwrap();
        (*id, value.table, value.kind)
    };
    Pool { values: made.iter().map(entry).collect() }
}

/// What stands in a row that keys find, or its place.
fn look_up(
    b: &mut Builder,
    pool: &Pool,
    tables: &[TableId; 4],
    (searched, found, outlines): ([SearchId; 3], &[[Fetched; 5]; 2], &[OutlinesId]),
    [x, y, z]: [u16; 3],
) -> ValueId {
    let to = tables[(x ^ y) as usize % 4];
    let which = z as usize % 3;
    let keys = b.plan().searches[which].keys;
    let keys: Vec<ValueId> =
        [x, y, z].iter().take(keys).map(|at| pool.pick(Kind::Number, Some(to), *at)).collect();
    let row = b.find(searched[which], keys, to);
    match y as usize % 8 {
        7 => row,
        at @ (5 | 6) => {
            let asked = if at == 5 { OfOutline::Inside } else { OfOutline::Distance(Literal::new(100.0)) };
            let [east, north] = [x ^ z, y ^ z].map(|at| pool.pick(Kind::Number, Some(to), at));
            let outlines = outlines[which / 2];
            b.table_step(TableStep::Outline { asked, row, outlines, east, north, to })
        }
        at => b.fetch(row, found[which / 2][at]),
    }
}

fn cook(b: &mut Builder, pool: &Pool, tables: &[TableId; 4], (op, x, y, z): Recipe) -> ValueId {
    let table = tables[(x ^ y ^ z) as usize % 4];
    let number = |at| pool.pick(Kind::Number, Some(table), at);
    let truth = |at| pool.pick(Kind::Truth, Some(table), at);
    let scale = (z % 3 > 0).then(|| number(z / 3));
    match op % 34 {
        0 => b.add(number(x), number(y)),
        1 => b.sub(number(x), number(y)),
        2 => b.mul(number(x), number(y)),
        3 => b.div(number(x), number(y)),
        4 => b.neg(number(x)),
        5 => b.abs(number(x)),
        6 => b.min(number(x), number(y)),
        7 => b.max(number(x), number(y)),
        8 => b.choose(truth(x), number(y), number(z)),
        9 => b.choose(truth(x), truth(y), truth(z)),
        10 => b.otherwise(number(x), number(y)),
        11 => b.less(number(x), number(y), scale),
        12 => b.at_most(number(x), number(y), scale),
        13 => b.equal(number(x), number(y), scale),
        14 => b.and(truth(x), truth(y)),
        15 => b.or(truth(x), truth(y)),
        16 => b.not(truth(x)),
        17 => b.given(number(x)),
        18 => b.known(truth(x)),
        19 => b.is_true(truth(x)),
        22 => b.unary(Unary::ALL[z as usize % Unary::ALL.len()], number(x)),
        23 => b.binary(Binary::ALL[z as usize % Binary::ALL.len()], number(x), number(y)),
        20 | 21 => {
            let to = tables[1 + z as usize % 3];
            let from = if to == tables[3] && z % 2 == 0 { tables[1] } else { tables[0] };
            let kind = if op % 2 == 0 { Kind::Number } else { Kind::Truth };
            let value = pool.pick(kind, Some(from), x);
            b.lift_to(value, to)
        }
        24 => b.table_step(TableStep::Pair { first: number(x), second: number(y), to: table }),
        25..=28 => group(b, pool, tables, table, (op, x, y, z)),
        29 => {
            let from = tables[1 + z as usize % 3];
            let to = if from == tables[3] && z % 2 == 0 { tables[1] } else { tables[0] };
            b.table_step(TableStep::Common {
                value: pool.pick(Kind::Number, Some(from), x),
                keep: (x % 3 > 0).then(|| pool.pick(Kind::Truth, Some(from), y)),
                by: (y % 3 > 0).then(|| pool.pick(Kind::Number, Some(to), y)),
                share: Literal::new(f64::from(y % 11) / 10.0),
                least: u32::from(x % 4),
                from,
                to,
            })
        }
        _ => {
            let from = tables[1 + z as usize % 3];
            let to = if from == tables[3] && z % 2 == 0 { tables[1] } else { tables[0] };
            let how = [How::Count, How::CountGiven, How::Sum, How::Min, How::Max, How::Any, How::Every]
                [op as usize % 7];
            let kind = match how {
                How::Any | How::Every => Kind::Truth,
                How::CountGiven if y % 2 == 0 => Kind::Truth,
                How::Count | How::CountGiven | How::Sum | How::Min | How::Max => Kind::Number,
            };
            let value = (how != How::Count).then(|| pool.pick(kind, Some(from), x));
            let keep = (y % 3 > 0).then(|| pool.pick(Kind::Truth, Some(from), y / 3));
            b.fold(how, from, value, keep, to)
        }
    }
}

/// Something asked of a group: of rows of the table itself, or of one below.
fn group(
    b: &mut Builder,
    pool: &Pool,
    tables: &[TableId; 4],
    table: TableId,
    (op, x, y, z): Recipe,
) -> ValueId {
    let folds = [How::Count, How::CountGiven, How::Sum, How::Min, How::Max, How::Any, How::Every];
    let share = Literal::new(f64::from(x % 21) / 20.0);
    let how = match (op ^ z as u8) % 14 {
        0 => Statistic::Distinct,
        1 => Statistic::Median,
        2 => Statistic::Mad,
        3 => Statistic::StdDev,
        4 => Statistic::Percentile(share),
        5 => Statistic::Rank,
        fold => Statistic::Fold(folds[fold as usize % 7]),
    };
    let below = if table == tables[0] { tables[1 + y as usize % 3] } else { tables[3] };
    let from = if y % 2 == 0 && table.0 < 2 && how != Statistic::Rank { below } else { table };
    let of_truths = matches!(how, Statistic::Fold(How::Any | How::Every))
        || how == Statistic::Fold(How::CountGiven) && y % 2 == 0;
    let kind = if of_truths { Kind::Truth } else { Kind::Number };
    let value = (how != Statistic::Fold(How::Count)).then(|| pool.pick(kind, Some(from), x));
    let keep = (y % 3 > 0).then(|| pool.pick(Kind::Truth, Some(from), y / 3));
    let by = (z % 4 > 0).then(|| pool.pick(Kind::Number, Some(table), z / 4));
    let least = u32::from(z % 5);
    b.table_step(TableStep::Group { how, least, from, value, keep, by, to: table })
}

/// A plan of the root alone, with inputs of numbers and of truths, for trying one op.
pub fn root(numbers: usize, truths: usize) -> (Builder, TableId, Vec<ValueId>, Vec<ValueId>) {
    let mut b = Builder::new();
    let t0 = b.table(None);
    let mut load = |kind| {
        let input = b.input(t0, kind);
        b.load(input)
    };
    let numbers = (0..numbers).map(|_| load(InputKind::Number)).collect();
    let truths = (0..truths).map(|_| load(InputKind::Truth)).collect();
    (b, t0, numbers, truths)
}

/// A frame of the root alone.
pub fn root_frame(columns: Vec<Column>) -> Frame {
    let rows = columns.first().map_or(0, Column::len);
    Frame { tables: vec![TableRows { rows, offsets: None }], columns, ..Frame::default() }
}

/// The step of a value.
pub fn op(plan: &Plan, id: ValueId) -> RowOp {
    match plan.value(id).unwrap().step {
        Step::Row(op) => op,
        Step::Table(step) => panic!("{step:?} is no row op"),
    }
}

/// The ids that tests write out.
pub const fn v(id: u32) -> ValueId {
    ValueId(id)
}

/// An input's id.
pub const fn i(id: u32) -> InputId {
    InputId(id)
}

/// A lookup's id.
pub const fn l(id: u32) -> LookupId {
    LookupId(id)
}
