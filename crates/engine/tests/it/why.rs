//! What `why` says is what the engines computed: of every outcome and of values two hundred rows at random, bit for bit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use shensuan_data::DataSet;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Answer, Engine, Options, Parsed, Ready, Telling, Why, evaluate_text};
use shensuan_findings::{Derivation, Review, State, Step, StepKind, Verdict, why_json};
use shensuan_plan::Outcome;

const RULES: &str = r#"subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 状态 also state : text
  field 取水量 also water : number in m³
  field 证号 also permit : text private
form 锅炉表 also boilers
  many per 企业 keyed by 编号
  field 编号 also number : text
  field 含硫量 also sulphur : percent
  field 灰分 also ash : percent
form 核算表 also accounting
  many per 企业
  field 设备 also equipment : text
  field 原料 also material : text
  field 用量 also amount : quantity in unit from 用量单位
  field 用量单位 also amount unit : text
  field 产量 also output : number in t
  field 系数 also coefficient : number in kg/t
  field 去除效率 also efficiency : percent
  field 排放量 also emitted : number in kg
table 手册 also handbook from "handbook.csv" keyed by 原料
  field 产污系数 also factor : formula of S = 锅炉表[设备].含硫量, A = 锅炉表[设备].灰分 in unit from 单位
  field 单位 also factor unit : text
  field 来源 also source : text

emission = output × coefficient × (1 − efficiency)
generated = amount × handbook.factor
best = if efficiency > 50% then emission else emission × 2
either = emission otherwise generated
total emission = sum(emission)
mean output = mean(accounting.output where output > 20 t)
intensity = water ÷ total emission

rule ROWS
  for each accounting
  when output is given
  check emitted ≈ emission within 5% or 1 kg
rule CELLS
  for each accounting
  when handbook is found
  check emitted ≤ generated
rule WHOLE
  when state is "运行"
  check (water ≤ 500 m³ and total emission < 90000 kg) or state is "停产"
rule PRIVATE
  when permit is given
  check permit starts with "A"
"#;

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// One of these, or nothing in one of eight cases.
    fn cell(&mut self, of: &[&str]) -> String {
        let blank = self.next(8) == 0;
        let at = usize::try_from(self.next(of.len() as u64)).unwrap();
        if blank { String::new() } else { of[at].to_owned() }
    }

    fn number(&mut self, below: u64) -> String {
        match self.next(10) {
            0 => String::new(),
            1 => "约5".to_owned(),
            _ => format!("{}.{}", self.next(below), self.next(1000)),
        }
    }
}

const ENTERPRISES: usize = 400;

fn data(folder: &Path) {
    let mut chance = Chance(7);
    let mut forms = ["代码,状态,取水量,证号\n", "代码,编号,含硫量,灰分\n", ""].map(str::to_owned);
    forms[2] = "代码,设备,原料,用量,用量单位,产量,系数,去除效率,排放量\n".to_owned();
    for at in 0..ENTERPRISES {
        let key = format!("E{at:03}");
        let (state, water) = (chance.cell(&["运行", "停产", "运行"]), chance.number(900));
        if chance.next(12) > 0 {
            writeln!(forms[0], "{key},{state},{water},{}", chance.cell(&["A1", "B2"])).unwrap();
        }
        for boiler in 1..=chance.next(3) {
            writeln!(
                forms[1],
                "{key},{boiler},{},{}",
                chance.cell(&["0.8%", "1.2%"]),
                chance.cell(&["12%", "15.5%"])
            )
            .unwrap();
        }
        for _ in 0..chance.next(5) {
            let cells = [
                chance.cell(&["1", "2"]),
                chance.cell(&["烟煤", "型煤", "天然气", "木柴"]),
                chance.number(90),
                chance.cell(&["吨", "千克", "立方米"]),
                chance.number(40),
                chance.number(9),
                chance.cell(&["20%", "80%", "99.5%"]),
                chance.number(200),
            ];
            writeln!(forms[2], "{key},{}", cells.join(",")).unwrap();
        }
    }
    for (name, text) in ["F.csv", "锅炉表.csv", "核算表.csv"].iter().zip(forms) {
        fs::write(folder.join(name), text).unwrap();
    }
    let handbook = "原料,产污系数,单位,来源\n烟煤,16S,千克/吨,甲\n型煤,1.1+0.3S+0.02A,千克/吨,乙\n天然气,2.19,千克/吨,丙\n";
    fs::write(folder.join("handbook.csv"), handbook).unwrap();
}

fn rulebook(folder: &Path, rules: &str) -> Parsed {
    fs::write(folder.join("rulebook.toml"), "id = \"a\"\nversion = \"1.0\"\nlanguage = 1\n").unwrap();
    fs::write(folder.join("a.rule"), rules).unwrap();
    Parsed::read(&[folder.to_owned()])
}

struct World {
    ready: Ready,
    data: DataSet,
    review: Review,
    folder: tempfile::TempDir,
}

fn options() -> Options {
    Options { lang: Lang::En, partial: false, threads: Some(2), engine: Engine::Both }
}

fn world(rules: &str, fill: fn(&Path)) -> World {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let checked = rulebook(folder.path(), rules).check();
    assert!(!checked.said.has_errors(), "{:?}", checked.said);
    let ready = checked.plan().unwrap();
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let review = ready.review(&data, options()).unwrap();
    World { ready, data, review, folder }
}

impl World {
    fn why(&self, rule: Option<&str>, value: Option<&str>) -> Why {
        let checked = Parsed::read(&[self.folder.path().to_owned()]).check().keep_asked(rule, value);
        Why::of(checked.plan().unwrap())
    }
}

const TELLING: Telling = Telling { lang: Lang::En, row: None, most: usize::MAX, cells: false };

fn told(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Pass => Verdict::Pass,
        Outcome::Fail => Verdict::Fail,
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Undetermined => Verdict::Undetermined,
    }
}

/// The file's row of each result, with what it came to.
fn outcomes(told: &Derivation) -> Vec<(Option<u32>, Verdict)> {
    let mut all: Vec<_> = told
        .results
        .iter()
        .map(|result| (result.row.as_ref().map(|cell| cell.row), result.outcome.unwrap()))
        .collect();
    all.sort();
    all
}

/// Holds what is said of every rule against what the engines judged; how many rows of each outcome there were.
fn hold_rules(world: &World) -> BTreeMap<Verdict, usize> {
    let judged = world.ready.judged(&world.data, options()).unwrap();
    let mut seen: BTreeMap<Verdict, usize> = BTreeMap::new();
    for (rule, judged) in world.ready.model.rules.iter().zip(&judged.rules) {
        let why = world.why(Some(&rule.id), None);
        for (subject, key) in world.data.subjects.iter().enumerate() {
            let derived = why.derive(&world.data, key, TELLING).unwrap().unwrap();
            let own = judged.iter().filter(|(item, _)| item.subject == Some(subject));
            let mut wanted: Vec<(Option<u32>, Verdict)> = own
                .map(|(item, verdict)| {
                    let row = item.row.map(|(form, row)| world.data.table(form).unwrap().rows[row]);
                    (row, told(verdict.outcome))
                })
                .collect();
            wanted.sort();
            assert_eq!(outcomes(&derived), wanted, "{} of {key}", rule.id);
            for result in &derived.results {
                *seen.entry(result.outcome.unwrap()).or_default() += 1;
                let open = result.outcome == Some(Verdict::Undetermined);
                assert_eq!(open, !result.lacking.is_empty(), "{} of {key}", rule.id);
                hold_inside(world, key, result.row.as_ref().map(|cell| cell.row), result.checks.iter());
            }
        }
    }
    seen
}

/// Every formula on the way has the value that the review has for it.
fn hold_inside<'s>(world: &World, key: &str, row: Option<u32>, steps: impl Iterator<Item = &'s Step>) {
    for step in steps {
        if step.kind == StepKind::Formula {
            let mut own = world.review.values.iter().filter(|value| {
                let place = value.row.as_ref().map(|cell| cell.row);
                value.subject == key && value.name == step.name && (place.is_none() || place == row)
            });
            if let Some(value) = own.next() {
                assert_eq!(
                    step.number.map(f64::to_bits),
                    value.value.map(f64::to_bits),
                    "{} of {key}",
                    step.name
                );
            }
        }
        hold_inside(world, key, row, step.parts.iter());
    }
}

/// Holds every value against the review; how many are given and how many missing.
fn hold_values(world: &World) -> (usize, usize) {
    let mut names: Vec<&str> = world.review.values.iter().map(|value| value.name.as_str()).collect();
    names.dedup();
    let (mut given, mut missing) = (0, 0);
    for name in names {
        let why = world.why(None, Some(name));
        for key in &world.data.subjects {
            let derived = why.derive(&world.data, key, TELLING).unwrap().unwrap();
            let own = world.review.values.iter().filter(|value| value.name == name && value.subject == *key);
            let mut wanted: Vec<_> = own
                .map(|value| {
                    let row = value.row.as_ref().map(|cell| cell.row);
                    (row, value.value.map(f64::to_bits), value.unit.clone(), value.lacking.clone())
                })
                .collect();
            wanted.sort_by_key(|value| value.0);
            let mut said: Vec<_> = derived
                .results
                .iter()
                .map(|result| {
                    let step = result.value.as_ref().unwrap();
                    let row = result.row.as_ref().map(|cell| cell.row);
                    (row, step.number.map(f64::to_bits), step.unit.clone(), result.lacking.clone())
                })
                .collect();
            said.sort_by_key(|value| value.0);
            assert_eq!(said, wanted, "{name} of {key}");
            for result in &derived.results {
                let step = result.value.as_ref().unwrap();
                if step.number.is_some() {
                    given += 1
                } else {
                    missing += 1
                }
                assert_eq!(step.state.is_given(), step.number.is_some(), "{name} of {key}");
                let row = result.row.as_ref().map(|cell| cell.row);
                hold_inside(world, key, row, result.value.iter());
            }
        }
    }
    (given, missing)
}

#[test]
fn says_what_the_engines_computed() {
    let world = world(RULES, data);
    assert!(!world.why(Some("ROWS"), None).reads_everybody());
    let seen = hold_rules(&world);
    let (given, missing) = hold_values(&world);
    let many = [Verdict::Pass, Verdict::Fail, Verdict::NotApplicable, Verdict::Undetermined];
    for outcome in many {
        assert!(seen[&outcome] >= 200, "{seen:?}");
    }
    assert!(given >= 200 && missing >= 200, "{given} {missing}");
}

#[test]
fn what_is_private_stays_hidden() {
    let world = world(RULES, data);
    let why = world.why(Some("PRIVATE"), None);
    for key in &world.data.subjects {
        let told = why_json(&why.derive(&world.data, key, TELLING).unwrap().unwrap()).unwrap();
        // The folder of the rules has a name at random.
        let told: Vec<&str> = told.lines().filter(|line| !line.contains("\"file\"")).collect();
        assert!(!told.iter().any(|line| line.contains("A1") || line.contains("B2")), "{told:#?}");
    }
}

const GROUPS: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 行业 also industry : text
  field 人数 also staff : integer
  field 供方 also supplier : text
form 年报 also annual
  many per 企业 keyed by 年份
  field 年份 also year : integer
  field 产量 also output : number in t

rule PEERS check staff ≤ 2 × median(staff) by industry (at least 2)
rule RANK check rank(staff) by industry (at least 1) > 1
rule ROWS
  for each annual
  check output ≤ mean(output) by year
rule FOUND check annual[supplier, 2019].output > 4 t
rule BEFORE
  for each annual
  check annual[year − 1].output > 2 t
rule TWINS check unique by industry, staff
rule JOINED
  for each annual
  check any annual where annual.output = 4 t
relative staff = staff ÷ mean(staff) by industry
before = annual[supplier, 2018].output
";

fn groups(folder: &Path) {
    let form = "代码,行业,人数,供方\nA,x,1,B\nB,x,2,C\nC,x,9,A\nD,y,4,E\nE,y,4,Z\nG,z,,A\nH,,3,B\n";
    fs::write(folder.join("F.csv"), form).unwrap();
    let annual =
        "代码,年份,产量\nA,2018,1\nA,2019,2\nB,2018,3\nB,2019,8\nC,2019,4\nD,2019,5\nE,2018,\nH,2019,x\n";
    fs::write(folder.join("年报.csv"), annual).unwrap();
}

#[test]
fn what_reads_others_says_the_same() {
    let world = world(GROUPS, groups);
    let others = ["PEERS", "RANK", "ROWS", "FOUND", "TWINS"];
    for rule in others {
        assert!(world.why(Some(rule), None).reads_everybody(), "{rule}");
    }
    assert!(!world.why(Some("BEFORE"), None).reads_everybody());
    hold_rules(&world);
    hold_values(&world);
}

#[test]
fn a_copy_is_opened_for_one() {
    let world = world(RULES, data);
    let (import, _) = world.ready.import(world.folder.path(), world.folder.path(), &mut |_| {});
    let copy = tempfile::tempdir().unwrap();
    world.ready.write_copy(import.unwrap(), copy.path(), "test", &mut |_, _, _| {}).unwrap();
    for (rule, value) in [(Some("CELLS"), None), (None, Some("generated")), (None, Some("intensity"))] {
        let why = world.why(rule, value);
        for key in &world.data.subjects {
            let (one, said) = why.open(copy.path(), key, &mut |_, _, _| {});
            assert!(!said.has_errors(), "{said:?}");
            assert_eq!(one.subjects, [key]);
            let [of_one, of_all] = [&one, &world.data].map(|data| why.derive(data, key, TELLING).unwrap());
            assert_eq!(of_one, of_all, "{key}");
        }
    }
}

#[test]
fn a_formula_cell_is_taken_apart() {
    let world = world(RULES, |folder| {
        fs::write(folder.join("F.csv"), "代码,状态,取水量\nA,运行,5\n").unwrap();
        fs::write(folder.join("锅炉表.csv"), "代码,编号,含硫量,灰分\nA,1,0.8%,12%\n").unwrap();
        let rows = "代码,设备,原料,用量,用量单位,产量,系数,去除效率,排放量\nA,1,烟煤,10,吨,,,,\nA,7,烟煤,10,吨,,,,\n";
        fs::write(folder.join("核算表.csv"), rows).unwrap();
        let handbook = "原料,产污系数,单位,来源\n烟煤,16S,千克/吨,甲\n";
        fs::write(folder.join("handbook.csv"), handbook).unwrap();
    });
    let derived = world.why(None, Some("generated")).derive(&world.data, "A", TELLING).unwrap().unwrap();
    let value = derived.results[0].value.as_ref().unwrap();
    let cell = value.parts.iter().find(|part| part.kind == StepKind::FormulaCell).unwrap();
    assert_eq!(cell.written.as_deref(), Some("16S"));
    let missing = derived.results[1].value.as_ref().unwrap();
    assert_eq!(missing.state, State::NotFound);
    let told = why_json(&derived).unwrap();
    insta::assert_snapshot!(told.replace(&world.folder.path().display().to_string(), "folder"));
}

/// The sums that are shown: what is written with numbers, what it came to, and its unit; none for a formula in a cell,
/// whose numbers are bare.
fn sums(step: &Step, into: &mut BTreeSet<(String, String, String)>) {
    let summed =
        [StepKind::Formula, StepKind::Choice, StepKind::Row, StepKind::FormulaCell].contains(&step.kind);
    if let (true, Some(written), Some(number)) = (summed, &step.with_numbers, step.number) {
        let bare = step.kind == StepKind::FormulaCell;
        let unit = if bare { String::new() } else { step.unit.clone() };
        into.insert((written.clone(), number.to_string(), unit));
    }
    for part in &step.parts {
        sums(part, into);
    }
}

/// What a text comes to, in a unit; none where it is no expression by itself, or not of that unit.
fn comes_to(text: &str, unit: &str) -> Option<f64> {
    // As a rule would write it.
    let mut text = text.replace('“', "「").replace('”', "」");
    for (said, holds) in [("是", "1 = 1"), ("否", "1 = 2")] {
        text = text.replace(&format!("如果 {said} 则"), &format!("如果 {holds} 则"));
    }
    let asked = if unit.is_empty() || unit == "%" { text } else { format!("({text}) 换算为 {unit}") };
    let answer = evaluate_text(None, &asked, &[], None, Lang::Zh).ok()?;
    let Answer::Number(number, _) = answer else { return None };
    match (number.strip_suffix('%'), unit) {
        (Some(percent), "%") => percent.parse().ok(),
        (Some(percent), _) => percent.parse::<f64>().ok().map(|percent| percent / 100.0),
        (None, "%") => number.parse::<f64>().ok().map(|ratio| ratio * 100.0),
        (None, _) => number.parse().ok(),
    }
}

#[test]
fn every_sum_that_is_shown_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = BTreeSet::new();
    for (data, rules) in [
        ("examples/work-sheets", "rulebooks/accounting"),
        ("examples/coefficients", "examples/coefficients/rulebook"),
    ] {
        let rules = [root.join(rules)];
        let ready = Parsed::read(&rules).check().plan().unwrap();
        let (data, _) = ready.open(&root.join(data));
        let telling = Telling { lang: Lang::Zh, row: None, most: usize::MAX, cells: false };
        for formula in ready.model.formulas.iter().map(|formula| formula.name.declared()) {
            let Ok(asked) = Parsed::read(&rules).check().keep_asked(None, Some(formula)).plan() else {
                continue;
            };
            let why = Why::of(asked);
            for key in &data.subjects {
                let told = why.derive(&data, key, telling).unwrap();
                let results = told.iter().flat_map(|told| &told.results);
                results.filter_map(|result| result.value.as_ref()).for_each(|step| sums(step, &mut all));
            }
        }
    }
    let (mut checked, mut skipped, mut wrong) = (0, Vec::new(), Vec::new());
    for (written, number, unit) in &all {
        let number: f64 = number.parse().unwrap();
        match comes_to(written, unit) {
            Some(found) if (found - number).abs() <= 1e-9 * number.abs().max(1.0) => checked += 1,
            Some(found) => wrong.push(format!("{written} = {number} {unit}, not {found}")),
            None => skipped.push(format!("{written} = {number} {unit}")),
        }
    }
    eprintln!(
        "{checked} sums hold; {} are no expressions by themselves:\n{}",
        skipped.len(),
        skipped.join("\n")
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked >= 80 && skipped.len() * 10 <= checked, "{checked} of {}", all.len());
}
