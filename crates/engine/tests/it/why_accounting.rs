//! `why` over the accounting rulebook and enterprises at random: of every outcome, of values that are given and of those that
//! are missing two hundred at random are what the interpreter and machine code computed, bit for bit; and the statistics are
//! what `account` writes, with parts that add up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_data::DataSet;
use shensuan_diagnostics::{Lang, Localised};
use shensuan_engine::{Engine, Following, Options, Parsed, Ready, Telling, Why, WhyStatistic};
use shensuan_findings::{FollowedStatistic, ResultCells, ResultTable, State, Verdict};
use shensuan_plan::{Outcome, Scalar};

const ENTERPRISES: usize = 500;
const OF_EACH: usize = 200;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below as u64).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.next(all.len())]
    }

    /// So many of all, none twice.
    fn some<T: Copy>(&mut self, mut all: Vec<T>, count: usize) -> Vec<T> {
        let mut some = Vec::new();
        while some.len() < count && !all.is_empty() {
            let at = self.next(all.len());
            some.push(all.swap_remove(at));
        }
        some
    }

    /// A cell of a work sheet as somebody else may have filled it in.
    fn cell(&mut self, cell: &str, others: &[&str]) -> String {
        let number = cell.parse::<f64>().ok();
        match (self.next(16), number) {
            (0, _) => String::new(),
            (1, _) => others[self.next(others.len())].to_owned(),
            (2, Some(number)) => format!("-{number}"),
            (3, Some(_)) => "约5".to_owned(),
            (4..12, Some(number)) => format!("{}", number * (1 + self.next(400)) as f64 / 128.0),
            _ => cell.to_owned(),
        }
    }
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(at(path)).unwrap();
    assert!(!text.contains('"'), "{path} is split at commas here");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// Enterprises whose rows are those of the work sheets with cells that are blank, of another row, larger or no numbers.
fn fill(folder: &Path) {
    let mut chance = Chance(11);
    let (basic, sheets) = (rows("examples/work-sheets/G101-1.csv"), rows("examples/work-sheets/G106-1.csv"));
    let districts = ["440305", "440306", "440307", ""];
    let mut registered = basic[0].join(",") + "\n";
    let mut filed = sheets[0].join(",") + "\n";
    for enterprise in 0..ENTERPRISES {
        let key = format!("9199000{enterprise:04}MA5X00");
        let of = chance.of(&basic[1..]);
        let hours = chance.cell(&of[5], &["0", "x"]);
        writeln!(registered, "{key},示例{enterprise},{},{},1,{hours}", of[2], chance.of(&districts)).unwrap();
        let own: Vec<&Vec<String>> = sheets[1..].iter().filter(|row| row[0] == of[0]).collect();
        for _ in 0..chance.next(6) {
            let row = if own.is_empty() || chance.next(8) == 0 {
                &sheets[1 + chance.next(sheets.len() - 1)]
            } else {
                *chance.of(&own)
            };
            // One of three rows is as it stands but for its amounts.
            let calm = chance.next(3) == 0;
            let cells = row.iter().enumerate().skip(1).map(|(column, cell)| {
                let others: Vec<&str> = sheets[1..].iter().map(|row| row[column].as_str()).collect();
                if calm && cell.parse::<f64>().is_err() { cell.clone() } else { chance.cell(cell, &others) }
            });
            let cells: Vec<String> = cells.collect();
            writeln!(filed, "{key},{}", cells.join(",")).unwrap();
        }
    }
    fs::write(folder.join("G101-1.csv"), registered).unwrap();
    fs::write(folder.join("G106-1.csv"), filed).unwrap();
    fs::write(folder.join("dataset.toml"), "period = \"2017\"\n").unwrap();
}

struct World {
    ready: Ready,
    data: DataSet,
    _folder: tempfile::TempDir,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let ready = Parsed::read(&[at("rulebooks/accounting")]).check().plan().unwrap();
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    World { ready, data, _folder: folder }
}

fn options(engine: Engine, threads: usize) -> Options {
    Options { lang: Lang::Zh, partial: false, threads: Some(threads), engine }
}

const TELLING: Telling = Telling { lang: Lang::Zh, row: None, most: usize::MAX, cells: false };

fn asked(rule: Option<&str>, value: Option<&str>) -> Why {
    Why::of(Parsed::read(&[at("rulebooks/accounting")]).check().keep_asked(rule, value).plan().unwrap())
}

fn told(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Pass => Verdict::Pass,
        Outcome::Fail => Verdict::Fail,
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Undetermined => Verdict::Undetermined,
    }
}

/// What was judged or computed, and where: the rule or formula, the subject, the row of its file.
type Place = (usize, usize, Option<u32>);

#[test]
fn two_hundred_rows_of_every_outcome() {
    let World { ready, data, .. } = &world();
    let by = |engine| ready.judged(data, options(engine, 2)).unwrap();
    let (interpreted, compiled) = (by(Engine::Interpreter), by(Engine::Jit));
    let row = |item: &shensuan_engine::Item| item.row.map(|(form, row)| data.table(form).unwrap().rows[row]);
    let mut all: BTreeMap<Verdict, Vec<Place>> = BTreeMap::new();
    for (rule, (own, other)) in interpreted.rules.iter().zip(&compiled.rules).enumerate() {
        assert_eq!(own, other, "{}", ready.model.rules[rule].id);
        for (item, verdict) in own {
            if let Some(subject) = item.subject {
                all.entry(told(verdict.outcome)).or_default().push((rule, subject, row(item)));
            }
        }
    }
    let mut chance = Chance(23);
    let mut wanted: BTreeMap<usize, Vec<(usize, Option<u32>, Verdict)>> = BTreeMap::new();
    for verdict in [Verdict::Pass, Verdict::Fail, Verdict::NotApplicable, Verdict::Undetermined] {
        let of = all.remove(&verdict).unwrap_or_default();
        assert!(of.len() >= OF_EACH, "{verdict:?}: {}", of.len());
        for (rule, subject, row) in chance.some(of, OF_EACH) {
            wanted.entry(rule).or_default().push((subject, row, verdict));
        }
    }
    let mut held = 0;
    for (rule, places) in wanted {
        let rule = &ready.model.rules[rule].id;
        let why = asked(Some(rule), None);
        for (subject, row, verdict) in places {
            let key = data.subjects.get(subject).unwrap();
            let derived = why.derive(data, key, TELLING).unwrap().unwrap();
            let mut own = derived.results.iter();
            let own = own.find(|result| result.row.as_ref().map(|cell| cell.row) == row);
            let own = own.unwrap_or_else(|| panic!("{rule} of {key} row {row:?}"));
            assert_eq!(own.outcome, Some(verdict), "{rule} of {key} row {row:?}");
            assert_eq!(
                own.lacking.is_empty(),
                verdict != Verdict::Undetermined,
                "{rule} of {key} row {row:?}"
            );
            assert_eq!(own.message.is_some(), verdict == Verdict::Fail, "{rule} of {key} row {row:?}");
            held += 1;
        }
    }
    assert_eq!(held, 4 * OF_EACH);
}

#[test]
fn two_hundred_values_of_every_kind() {
    let World { ready, data, .. } = &world();
    let by = |engine| ready.judged(data, options(engine, 2)).unwrap();
    let (interpreted, compiled) = (by(Engine::Interpreter), by(Engine::Jit));
    // The review brings the numbers into the units in which they are shown.
    let review = ready.review(data, options(Engine::Both, 2)).unwrap();
    let shown: BTreeMap<(&str, &str, Option<u32>), _> = review
        .values
        .iter()
        .map(|value| {
            ((value.name.as_str(), value.subject.as_str(), value.row.as_ref().map(|cell| cell.row)), value)
        })
        .collect();
    let (mut given, mut missing, mut truths) = (Vec::new(), Vec::new(), Vec::new());
    let mut states: BTreeSet<&str> = BTreeSet::new();
    for (at, ((id, own), (_, other))) in interpreted.values.iter().zip(&compiled.values).enumerate() {
        let name = ready.model.formula(*id).unwrap().name.in_lang(Lang::Zh);
        for ((item, scalar), (_, compiled)) in own.iter().zip(other) {
            let same = match (scalar, compiled) {
                (Scalar::Number(a), Scalar::Number(b)) => a.map(f64::to_bits) == b.map(f64::to_bits),
                (a, b) => a == b,
            };
            assert!(same, "{name}: {scalar:?}, {compiled:?}");
            let Some(subject) = item.subject else { continue };
            let row = item.row.map(|(form, row)| data.table(form).unwrap().rows[row]);
            let place: (Place, Scalar) = ((at, subject, row), *scalar);
            match scalar {
                Scalar::Number(Some(_)) => given.push(place),
                Scalar::Truth(Some(_)) => truths.push(place),
                Scalar::Number(None) | Scalar::Truth(None) => missing.push(place),
            }
        }
    }
    let mut chance = Chance(31);
    let mut wanted: BTreeMap<usize, Vec<(usize, Option<u32>, Scalar)>> = BTreeMap::new();
    for of in [given, missing, truths] {
        assert!(of.len() >= OF_EACH, "{}", of.len());
        for ((at, subject, row), scalar) in chance.some(of, OF_EACH) {
            wanted.entry(at).or_default().push((subject, row, scalar));
        }
    }
    for (at, places) in wanted {
        let name = ready.model.formula(interpreted.values[at].0).unwrap().name.in_lang(Lang::Zh);
        let why = asked(None, Some(&name));
        for (subject, row, scalar) in places {
            let key = data.subjects.get(subject).unwrap();
            let derived = why.derive(data, key, TELLING).unwrap().unwrap();
            let mut own = derived.results.iter();
            let own = own.find(|result| result.row.as_ref().map(|cell| cell.row) == row);
            let own = own.unwrap_or_else(|| panic!("{name} of {key} row {row:?}"));
            let step = own.value.as_ref().unwrap();
            assert_eq!(step.state.is_given(), own.lacking.is_empty(), "{name} of {key} row {row:?}");
            match scalar {
                Scalar::Truth(truth) => assert_eq!(step.truth, truth, "{name} of {key} row {row:?}"),
                Scalar::Number(number) => {
                    assert_eq!(step.number.is_some(), number.is_some(), "{name} of {key} row {row:?}");
                    let shown = shown[&(name.as_str(), key, row)];
                    let bits = |number: Option<f64>| number.map(f64::to_bits);
                    assert_eq!(bits(step.number), bits(shown.value), "{name} of {key} row {row:?}");
                    assert_eq!((&step.unit, &own.lacking), (&shown.unit, &shown.lacking), "{name} of {key}");
                }
            }
            if !step.state.is_given() {
                states.insert(step.state.word(Lang::En));
                assert_ne!(step.state, State::Computed);
            }
        }
    }
    // A blank cell, no row in the handbook, a unit that does not fit, a cell that cannot be read.
    assert!(states.len() >= 4, "{states:?}");
}

/// The column of the values of a statistic.
fn column<'t>(table: &'t ResultTable<'_>, name: &str) -> (&'t [f64], &'t [bool]) {
    let mut columns = table.columns.iter();
    let column = columns.find(|column| {
        column.heading.starts_with(name) && matches!(column.cells, ResultCells::Numbers { .. })
    });
    match &column.unwrap().cells {
        ResultCells::Numbers { values, given } => (values, given),
        _ => panic!("{name} holds no numbers"),
    }
}

#[test]
fn statistics_are_what_account_writes() {
    let World { data, .. } = &world();
    let parsed = || Parsed::read(&[at("rulebooks/accounting")]).check();
    let accounting = parsed().keep_values().0.plan_account().unwrap();
    let account = accounting.account(data, options(Engine::Both, 2), &mut |_| {}).unwrap();
    let mut chance = Chance(5);
    let (mut sums, mut rested, mut lacking, mut nobodys) = (0, 0, 0, 0);
    for table in &account.statistics {
        let why = WhyStatistic::of(parsed().keep_asked(None, Some(&table.name)).plan_account().unwrap());
        let ask = |engine, threads, group: &[String], enterprise: Option<&str>, named| -> FollowedStatistic {
            let (lang, most, threads) = (Lang::Zh, usize::MAX, Some(threads));
            let following = Following { lang, enterprise, group, most, named, threads, engine };
            why.derive(data, following).unwrap().unwrap()
        };
        let all = ask(Engine::Interpreter, 1, &[], None, 3);
        assert_eq!(all, ask(Engine::Jit, 2, &[], None, 3));
        let (values, given) = column(table, &table.name);
        assert_eq!(all.groups.len(), values.len(), "{}", table.name);
        for (at, group) in all.groups.iter().enumerate() {
            let wanted = given[at].then(|| values[at].to_bits());
            assert_eq!(group.value.map(f64::to_bits), wanted, "{} {:?}", table.name, group.keys);
            nobodys += usize::from(group.keys.is_empty());
        }
        let places: Vec<usize> =
            (0..all.groups.len()).filter(|at| !all.groups[*at].keys.is_empty()).collect();
        for at in chance.some(places, 3) {
            let of = &all.groups[at];
            let group: Vec<String> = of.keys.iter().map(|key| key.value.clone()).collect();
            let named = 1 + chance.next(4);
            let one = ask(Engine::Interpreter, 1, &group, None, named);
            assert_eq!(one, ask(Engine::Interpreter, 2, &group, None, named));
            let own = one.groups.iter().find(|other| other.keys == of.keys).unwrap();
            assert_eq!(own.value.map(f64::to_bits), of.value.map(f64::to_bits));
            for aggregate in &own.aggregates {
                assert_eq!(
                    aggregate.lacking.len() + aggregate.lacking_left_out,
                    aggregate.missing + aggregate.undecided
                );
                assert!(aggregate.lacking.iter().all(|member| !member.lacking.is_empty()), "{aggregate:?}");
                lacking += aggregate.lacking.len();
                let shares = aggregate.largest.windows(2).all(|two| two[0].value >= two[1].value);
                assert!(shares && aggregate.largest.len() <= named, "{aggregate:?}");
                let rows = aggregate.largest.iter().map(|one| one.given).sum::<usize>();
                let rest = aggregate.rest.as_ref();
                assert_eq!(rows + rest.map_or(0, |rest| rest.given), aggregate.given);
                assert_eq!(
                    aggregate.largest.len() + rest.map_or(0, |rest| rest.subjects),
                    aggregate.subjects
                );
                let (Some(total), true) = (aggregate.value, aggregate.adds_up) else { continue };
                let parts = aggregate.largest.iter().map(|one| one.value);
                let parts = parts.chain(rest.and_then(|rest| rest.value));
                let added = parts.fold(0.0, |sum, part| sum + part);
                assert_eq!((added + aggregate.rounding).to_bits(), (total + 0.0).to_bits(), "{aggregate:?}");
                assert!(aggregate.rounding.abs() <= 1e-13 * total.abs(), "{aggregate:?}");
                sums += 1;
                rested += usize::from(rest.is_some());
                // From the total to one of those who made it, and its rows.
                let Some(largest) = aggregate.largest.first() else { continue };
                let back = ask(Engine::Fitting, 2, &group, Some(&largest.subject), usize::MAX);
                let back = back.groups.iter().find(|other| other.keys == of.keys).unwrap();
                let mine = back.aggregates.iter().find(|other| other.written == aggregate.written).unwrap();
                let mine = mine.own.as_ref().unwrap();
                assert_eq!(mine.value.map(f64::to_bits), Some(largest.value.to_bits()));
                assert_eq!((mine.rank, mine.rows.len()), (Some(1), largest.given));
                assert!(mine.rows.iter().all(|row| row.follow.is_some()), "{mine:?}");
            }
        }
    }
    assert!(
        sums >= 30 && rested >= 10 && lacking >= 10 && nobodys > 0,
        "{sums} {rested} {lacking} {nobodys}"
    );
}

#[test]
fn every_row_that_makes_a_total_is_the_value_that_it_leads_to() {
    let World { data, .. } = &world();
    let statistic = Parsed::read(&[at("rulebooks/accounting")]).check().keep_asked(None, Some("分区排放量"));
    let statistic = WhyStatistic::of(statistic.plan_account().unwrap());
    let value = asked(None, Some("手册排放量"));
    let mut held = 0;
    for key in data.subjects.iter().step_by(7) {
        let following = Following {
            lang: Lang::Zh,
            enterprise: Some(key),
            group: &[],
            most: usize::MAX,
            named: usize::MAX,
            threads: Some(1),
            engine: Engine::Fitting,
        };
        let told = statistic.derive(data, following).unwrap().unwrap();
        let derived = value.derive(data, key, TELLING).unwrap().unwrap();
        for row in told
            .groups
            .iter()
            .flat_map(|group| &group.aggregates)
            .flat_map(|of| &of.own)
            .flat_map(|own| &own.rows)
        {
            let follow = row.follow.as_ref().unwrap();
            assert_eq!((follow.enterprise.as_str(), follow.value.as_str()), (key, "手册排放量"));
            let mut results = derived.results.iter();
            let result =
                results.find(|result| result.row.as_ref().map(|cell| cell.row) == follow.row).unwrap();
            let step = result.value.as_ref().unwrap();
            assert_eq!(step.unit, "千克");
            // Tonnes of kilograms.
            let tonnes = step.number.unwrap() / 1000.0;
            assert!((tonnes - row.value).abs() <= 1e-15 * tonnes.abs().max(1e-300), "{tonnes} {}", row.value);
            held += 1;
        }
    }
    assert!(held >= 20, "{held}");
}

#[test]
fn what_a_review_states_of_its_judgements_is_followed_too() {
    let rules = [at("examples/screens/rulebook")];
    let parsed = || Parsed::read(&rules).check();
    let ready = parsed().plan().unwrap();
    let (data, _) = ready.open(&at("examples/screens"));
    let review = ready.review(&data, options(Engine::Both, 2)).unwrap();
    assert_eq!(review.statistics.len(), ready.model.statistics.len());
    for (table, statistic) in review.statistics.iter().zip(&ready.model.statistics) {
        let kept = || parsed().keep_asked(None, Some(&table.name));
        let mut why = WhyStatistic::of(kept().plan_account().unwrap());
        if statistic.asks_of_rules() {
            why = why.judged_by(kept().plan().unwrap());
        }
        let (lang, most, engine) = (Lang::Zh, usize::MAX, Engine::Both);
        let ask = |group: &[String]| {
            let following =
                Following { lang, enterprise: None, group, most, named: most, threads: Some(2), engine };
            why.derive(&data, following).unwrap().unwrap()
        };
        let told = ask(&[]);
        if table.top.is_some() {
            // Its largest are those that it lists.
            let listed = table.rows.iter().map(|row| row.listed.as_ref().unwrap().subject.as_str());
            let largest = &told.groups[0].aggregates[0].largest;
            let named = largest.iter().map(|one| one.subject.as_str());
            assert!(listed.zip(named).all(|(listed, named)| listed == named), "{}", table.name);
            continue;
        }
        assert_eq!(told.groups.len(), table.rows.len(), "{}", table.name);
        for (group, row) in told.groups.iter().zip(&table.rows) {
            assert_eq!(group.keys, row.keys);
            assert_eq!(
                group.value.map(f64::to_bits),
                row.value.map(f64::to_bits),
                "{} {:?}",
                table.name,
                row.keys
            );
            let keys: Vec<String> = row.keys.iter().map(|key| key.value.clone()).collect();
            // Those without a key cannot be asked for by one.
            if keys.is_empty() {
                continue;
            }
            let detailed = ask(&keys);
            let own = detailed.groups.iter().find(|other| other.keys == row.keys).unwrap();
            assert_eq!((own.aggregates[0].given, own.aggregates.len()), (row.given, 1), "{}", table.name);
        }
    }
}
