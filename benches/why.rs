//! Why a value is what it is: of a typed copy of 100,000 enterprises with 400,000 accounting rows one enterprise, from the
//! rulebook's files to the derivation; and what a statistic takes, which reads everybody. `cargo bench -p shensuan-benches --bench why`, or all bars together by
//! `benches/run-all`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::clock::{bar, hardware, median};
use shensuan_engine::{Engine, Following, Parsed, Telling, Why, WhyStatistic};

const ENTERPRISES: u32 = 100_000;
const ROWS: u32 = 4;
const MATERIALS: u32 = 200;
const SAMPLES: u32 = 21;
const SAMPLES_OF_ALL: u32 = 5;
/// Milliseconds that a derivation may take: who asks on the telephone does not wait.
const AT_MOST: f64 = 50.0;

const RULEBOOK: &str = "subject 企业 also enterprise keyed by 代码
form G101 also basic form
  one per 企业
  field 代码 also code : text
  field 名称 also name : text
  field 区 also district : text
form G103 also boilers
  many per 企业 keyed by 编号
  field 编号 also number : text
  field 含硫量 also sulphur : percent
form G106 also accounting
  many per 企业
  field 设备 also equipment : text
  field 原料 also material : text
  field 用量 also amount : quantity in unit from 用量单位
  field 用量单位 also amount unit : text
  field 去除效率 also efficiency : percent
  field 排放量 also emitted : number in kg
table 手册 also handbook from \"handbook.csv\" keyed by 原料
  field 产污系数 also factor : formula of S = G103[设备].含硫量 in unit from 单位
  field 单位 also factor unit : text
  field 来源 also source : text

generated = amount × handbook.factor
emission = generated × (1 − efficiency)
total = sum(emission as kg)
statistic of districts = sum(emission as kg) by district
rule DIFFERS
  for each accounting
  check emitted ≈ emission within 1%
";

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench why");
    println!("{}", hardware());
    println!(
        "milliseconds of wall clock, from the files of the rulebook and the copy to the derivation; {ENTERPRISES} enterprises, \
         {} accounting rows; {SAMPLES} samples, each another enterprise, of which the median counts",
        ENTERPRISES * ROWS
    );
    match measured() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measured() -> Result<bool, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (book, data, copy) =
        (folder.path().join("book"), folder.path().join("data"), folder.path().join("copy"));
    written(&book, &data)?;
    let ready = Parsed::read(std::slice::from_ref(&book)).check().plan();
    let ready = ready.map_err(|checked| format!("{:?}", checked.said))?;
    let (import, said) = ready.import(&data, &book, &mut |_| {});
    fs::create_dir(&copy)?;
    let import = import.ok_or_else(|| format!("{said:?}"))?;
    ready.write_copy(import, &copy, "bench", &mut |_, _, _| {})?;
    let mut holds = true;
    for (name, rule, value) in [
        ("a rule", Some("DIFFERS"), None),
        ("a value of rows", None, Some("emission")),
        ("a total", None, Some("total")),
    ] {
        let mut samples = Vec::new();
        for sample in 0..SAMPLES {
            let key = key((sample * 4_769 + 17) % ENTERPRISES);
            let start = Instant::now();
            let checked = Parsed::read(std::slice::from_ref(&book)).check().keep_asked(rule, value);
            let why = Why::of(checked.plan().map_err(|checked| format!("{:?}", checked.said))?);
            let (data, _) = why.open(&copy, &key, &mut |_, _, _| {});
            let telling = Telling { lang: shensuan_engine::Lang::Zh, row: None, most: 20, cells: false };
            let told = why.derive(&data, &key, telling).map_err(|said| format!("{said:?}"))?;
            samples.push(start.elapsed().as_secs_f64() * 1e3);
            if told.is_none_or(|told| told.results.is_empty()) {
                return Err(format!("nothing is told of {key}").into());
            }
        }
        let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
        println!("  {name:<16} [{}]", raw.join(", "));
        holds &= bar(&format!("why, {name}"), median(&samples), "ms", AT_MOST);
    }
    of_a_statistic(&book, &copy)?;
    Ok(holds)
}

/// A statistic reads everybody, so that the bar is none of it: what one group, and one enterprise in its group, take.
fn of_a_statistic(book: &Path, copy: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let group = ["D3".to_owned()];
    let key = key(23);
    for (name, enterprise, group) in
        [("a group of a statistic", None, group.as_slice()), ("a share in it", Some(key.as_str()), &[])]
    {
        let mut samples = Vec::new();
        for _ in 0..SAMPLES_OF_ALL {
            let start = Instant::now();
            let checked = Parsed::read(&[book.to_owned()]).check().keep_asked(None, Some("of districts"));
            let ready = checked.plan_account().map_err(|checked| format!("{:?}", checked.said))?;
            let why = WhyStatistic::of(ready);
            let (data, _) = why.open(copy, &mut |_, _, _| {});
            let (lang, engine) = (shensuan_engine::Lang::Zh, Engine::Fitting);
            let asked = Following { lang, enterprise, group, most: 20, named: 10, threads: None, engine };
            let told = why.derive(&data, asked).map_err(|said| format!("{said:?}"))?;
            samples.push(start.elapsed().as_secs_f64() * 1e3);
            if told.is_none_or(|told| told.groups.len() != 1) {
                return Err("not one group is told".into());
            }
        }
        let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.0}")).collect();
        println!("  {name:<22} {:.0} ms [{}]", median(&samples), raw.join(", "));
    }
    Ok(())
}

fn key(enterprise: u32) -> String {
    format!("9199000{enterprise:06}MA5X0")
}

fn written(book: &Path, data: &Path) -> std::io::Result<()> {
    fs::create_dir(book)?;
    fs::create_dir(data)?;
    fs::write(book.join("rulebook.toml"), "id = \"bench\"\nversion = \"1\"\nlanguage = 1\n")?;
    fs::write(book.join("a.rule"), RULEBOOK)?;
    let mut handbook = "原料,产污系数,单位,来源\n".to_owned();
    for material in 0..MATERIALS {
        let factor = if material % 3 == 0 { "16S".to_owned() } else { format!("2.{material}") };
        let _ = writeln!(handbook, "原料{material},{factor},千克/吨,示例手册");
    }
    fs::write(book.join("handbook.csv"), handbook)?;
    let (mut basic, mut boilers, mut rows) = (
        "代码,名称,区\n".to_owned(),
        "代码,编号,含硫量\n".to_owned(),
        "代码,设备,原料,用量,用量单位,去除效率,排放量\n".to_owned(),
    );
    for enterprise in 0..ENTERPRISES {
        let key = key(enterprise);
        let _ = writeln!(basic, "{key},示例企业{enterprise},D{}", enterprise % 10);
        let _ = writeln!(boilers, "{key},1,0.{}%", 3 + enterprise % 7);
        for row in 0..ROWS {
            let (material, amount) = ((enterprise * 7 + row * 31) % MATERIALS, 10 + (enterprise + row) % 900);
            let _ = writeln!(rows, "{key},1,原料{material},{amount},吨,{}%,{}", 10 + row * 20, amount * 3);
        }
    }
    fs::write(data.join("G101.csv"), basic)?;
    fs::write(data.join("G103.csv"), boilers)?;
    fs::write(data.join("G106.csv"), rows)
}
