//! Look-ups: 100,000 subjects, each looked up in a table by its own key, in a handbook by code groups and wildcards, and in a
//! handbook by bands of the edition that is in force. `cargo bench -p shensuan-benches --bench lookups`, or all bars together
//! by `benches/run-all`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use shensuan_benches::clock::{Moment, bar, least, machine};
use shensuan_benches::road::shared;
use shensuan_engine::{Options, Parsed};

const SUBJECTS: u32 = 100_000;
/// Classes of industry, in divisions of ten.
const CLASSES: u32 = 400;
const STEPS: u32 = 12;
const SCALES: [&str; 3] = ["大型", "中型", "小型"];
const BANDS: u32 = 20;
const EDITIONS: u32 = 3;
const SAMPLES: usize = 5;
/// Milliseconds that the review of all three rules may take: a third of a second a look-up, so that a rulebook of thirty
/// of them is done with 100,000 subjects before somebody who waits ten seconds goes away.
const AT_MOST: f64 = 1000.0;

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
code list 行业分类 from \"industries.csv\" hierarchical 大类, 小类
form F
  one per 企业
  field 行业 also industry : code from 行业分类
  field 环节 also step : text
  field 档 also scale : text
  field 产能 also capacity : number in t
  field 用量 also used : number in t
table 供水 also supply from data keyed by 代码
  field 供量 also supplied : number in t
table 手册 also handbook from \"handbook.csv\"
  keyed by 行业 (groups), 环节, 档 (any = \"所有\")
  field 系数 also factor : number
table 定额 also quota from \"quota.csv\"
  keyed by 行业, 产能 (ranges)
  field 限 also limit : number in t
  in force 起日 to 止日
";

/// The rules, each by itself.
const RULES: [(&str, &str); 3] = [
    ("equal key", "rule A check used ≤ supply.supplied\n"),
    ("code groups, wildcards", "rule B check used ≤ handbook.factor × 1 t\n"),
    ("bands, edition", "rule C check used ≤ quota.limit\n"),
];

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench lookups");
    println!("{}", machine());
    println!(
        "milliseconds; {SUBJECTS} subjects; {SAMPLES} samples, of which the least counts; rows: supply {SUBJECTS}, \
         handbook {}, quota {}",
        handbook().lines().count() - 1,
        quota().lines().count() - 1
    );
    for (name, rule) in RULES {
        if measured(name, rule).is_none() {
            return ExitCode::FAILURE;
        }
    }
    let all: String = RULES.iter().map(|(_, rule)| *rule).collect();
    let holds = measured("all three", &all)
        .is_some_and(|least| bar("review of look-ups, three rules", least, "ms", AT_MOST));
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The least time of a review of some rules on one thread; none where they do not judge every subject.
fn measured(name: &str, rules: &str) -> Option<f64> {
    let folder = tempfile::tempdir().ok()?;
    let (book, data) = (folder.path().join("book"), folder.path().join("data"));
    written(&book, &data, rules).ok()?;
    let ready =
        Parsed::read(&[book]).check().plan().map_err(|checked| println!("{:?}", checked.said)).ok()?;
    let (data, _) = ready.open(&data);
    let mut samples = Vec::new();
    let mut judged = String::new();
    for _ in 0..SAMPLES {
        let start = Moment::now();
        let review = ready.review(&data, Options { threads: Some(1), ..Options::default() }).ok()?;
        samples.push(start.milliseconds());
        let tallies = || review.summary.rules.iter().map(|rule| rule.tally);
        judged = tallies()
            .map(|tally| format!("{} pass, {} fail", tally.pass, tally.fail))
            .collect::<Vec<_>>()
            .join("; ");
        if tallies().any(|tally| tally.pass + tally.fail != SUBJECTS as usize) {
            println!("  {name}: {judged}, of {SUBJECTS}");
            return None;
        }
    }
    let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
    println!("  {name:<24} [{}]  {judged}", raw.join(", "));
    shared(|options, done| ready.review_watched(&data, options, done));
    Some(least(&samples))
}

fn written(book: &Path, data: &Path, rules: &str) -> std::io::Result<()> {
    fs::create_dir(book)?;
    fs::create_dir(data)?;
    fs::write(book.join("a.rule"), format!("{VOCABULARY}{rules}"))?;
    fs::write(book.join("industries.csv"), industries())?;
    fs::write(book.join("handbook.csv"), handbook())?;
    fs::write(book.join("quota.csv"), quota())?;
    fs::write(data.join("dataset.toml"), "period = \"2017\"\n")?;
    let (form, supply) = subjects();
    fs::write(data.join("F.csv"), form)?;
    fs::write(data.join("供水.csv"), supply)
}

fn division(class: u32) -> u32 {
    10 + class / 10
}

fn industries() -> String {
    let mut text = "code,name,parent\n".to_owned();
    for class in 0..CLASSES {
        let division = division(class);
        if class.is_multiple_of(10) {
            let _ = writeln!(text, "{division},示例大类{division},");
        }
        let _ = writeln!(text, "{division}{:02},示例小类{class},{division}", class % 10);
    }
    text
}

/// Of every step a row for every two divisions and all scales; of every third class one for each scale.
fn handbook() -> String {
    let mut text = "行业,环节,档,系数\n".to_owned();
    for step in 0..STEPS {
        for first in (division(0)..=division(CLASSES - 1)).step_by(2) {
            let _ = writeln!(text, "\"{first}-{}\",环节{step},所有,{}", first + 1, 10 + (first + step) % 7);
        }
        for class in (0..CLASSES).step_by(3) {
            for (scale, at) in SCALES.iter().zip(0..) {
                let factor = 8 + (class + step + at) % 9;
                let _ = writeln!(text, "{}{:02},环节{step},{scale},{factor}", division(class), class % 10);
            }
        }
    }
    text
}

/// Bands of a thousand tonnes for every class, in an edition a year.
fn quota() -> String {
    let mut text = "行业,产能,限,起日,止日\n".to_owned();
    for class in 0..CLASSES {
        for band in 0..BANDS {
            for edition in 0..EDITIONS {
                let (year, limit) = (2016 + edition, 10 + (class + band + edition) % 6);
                let (from, to) = (band * 1000, (band + 1) * 1000);
                let class = format!("{}{:02}", division(class), class % 10);
                let _ = writeln!(text, "{class},\"[{from},{to})\",{limit},{year}-01-01,{year}-12-31");
            }
        }
    }
    text
}

/// The form of the subjects, and what was supplied to them; of a hundred subjects one used more than it should.
fn subjects() -> (String, String) {
    let mut form = "代码,行业,环节,档,产能,用量\n".to_owned();
    let mut supply = "代码,供量\n".to_owned();
    for subject in 0..SUBJECTS {
        let scattered = subject.wrapping_mul(2_654_435_761) >> 8;
        let class = scattered % CLASSES;
        let class = format!("{}{:02}", division(class), class % 10);
        let scale = SCALES.get(scattered as usize / 7 % SCALES.len()).copied().unwrap_or_default();
        let used = if subject.is_multiple_of(100) { 99 } else { 1 + subject % 7 };
        let (step, capacity) = (scattered / 3 % STEPS, scattered % (BANDS * 1000));
        let _ = writeln!(form, "E{subject},{class},环节{step},{scale},{capacity},{used}");
        // Writing to a string cannot fail.
        let _ = writeln!(supply, "E{},{}", SUBJECTS - 1 - subject, 8 + subject % 5);
    }
    (form, supply)
}
