//! Accounting by the rulebook that is shipped, over enterprises drawn at random from its handbook.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use shensuan_benches::national_accounts;

use crate::run::{root, shensuan};

/// Enterprises of a city.
const MANY: usize = 2_000;

fn said(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// So many enterprises in a folder, accounted for.
struct City {
    place: tempfile::TempDir,
}

impl City {
    fn new(enterprises: usize) -> Self {
        let city = Self { place: tempfile::tempdir().unwrap() };
        national_accounts::write(&city.data(), enterprises).unwrap();
        city
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn accounted(&self, out: &str, more: &[&str]) -> PathBuf {
        let out = self.place.path().join(out);
        let data = self.data();
        let mut arguments =
            vec!["--lang", "zh", "account", said(&data), "--rulebook", "rulebooks/accounting"];
        arguments.extend(["--out", said(&out)]);
        arguments.extend(more);
        let run = shensuan(arguments);
        assert_eq!(run.status, 0, "{}", run.said);
        out
    }
}

/// The rows of a table by their headings.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn whole(row: &BTreeMap<String, String>, heading: &str) -> usize {
    row[heading].parse().unwrap()
}

/// Python's decimals come to the same in every row and every total, and leave the same rows out.
#[test]
fn every_row_is_recounted_in_decimals() {
    let city = City::new(MANY);
    let out = city.accounted("out", &["--format", "csv"]);
    let script = root().join("benches/peers/python/accounting_peer.py");
    let recount =
        |out: &Path| Command::new("python3").args([said(&script), said(&city.data()), said(out)]).output();
    let Ok(output) = recount(&out) else {
        let _ = writeln!(std::io::stderr(), "skipped, there is no python3 here");
        return;
    };
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    assert!(printed.contains(&format!("G106-1: {} rows", MANY * national_accounts::ROWS)), "{printed}");
    // It finds what is off by one digit in the eleventh place.
    let sheet = out.join("核算表.csv");
    let text = fs::read_to_string(&sheet).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let column = lines[0].split(',').position(|heading| heading == "手册产生量").unwrap();
    let (line, cells) = lines
        .iter()
        .enumerate()
        .skip(1)
        .find_map(|(at, line)| {
            let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            cells.get(column)?.parse::<f64>().ok().filter(|value| *value > 0.0 && !line.contains('"'))?;
            Some((at, cells))
        })
        .unwrap();
    let mut cells = cells;
    cells[column] = format!("{:?}", cells[column].parse::<f64>().unwrap() * (1.0 + 1e-11));
    lines[line] = cells.join(",");
    fs::write(&sheet, lines.join("\r\n") + "\r\n").unwrap();
    let output = recount(&out).unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && printed.contains("DIFFERS 手册产生量"), "{printed}");
}

/// What is accounted and what is not add up: by value in `account.json`, by district in `coverage`, line by line in
/// `unaccounted`.
#[test]
fn what_is_accounted_and_what_is_not_add_up() {
    let city = City::new(MANY);
    let out = city.accounted("out", &["--format", "csv"]);
    let account: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("account.json")).unwrap()).unwrap();
    let (coverage, unaccounted) = (rows(&out.join("coverage.csv")), rows(&out.join("unaccounted.csv")));
    let district = "单位所在地及区划";
    let counting: Vec<&serde_json::Value> = account["formulas"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|formula| formula["intermediate"] != true)
        .collect();
    let names: BTreeSet<&str> = counting.iter().map(|formula| formula["name"].as_str().unwrap()).collect();
    assert!(
        names.contains("手册产生量") && names.contains("手册排放量") && !names.contains("活动水平"),
        "{names:?}"
    );
    for formula in counting {
        let name = formula["name"].as_str().unwrap();
        let lines: Vec<_> = coverage.iter().filter(|line| line["算式"] == name).collect();
        let sum = |heading| lines.iter().map(|line| whole(line, heading)).sum::<usize>();
        let missing = formula["missing"].as_u64().unwrap() as usize;
        assert_eq!(sum("应算"), formula["rows"].as_u64().unwrap() as usize, "{name}");
        assert_eq!([sum("无法核算"), sum("应算") - sum("算出")], [missing; 2], "{name}");
        for line in lines {
            let listed =
                unaccounted.iter().filter(|row| row["算式"] == name && row[district] == line[district]);
            assert_eq!(listed.count(), whole(line, "无法核算"), "{name} {}", line[district]);
        }
    }
    let times: u64 =
        account["reasons"].as_array().unwrap().iter().map(|reason| reason["times"].as_u64().unwrap()).sum();
    assert_eq!(times, unaccounted.len() as u64);
    assert_eq!(account["missing"].as_u64().unwrap(), unaccounted.len() as u64);
    // Each says why, and one line a row and value.
    let mut seen = BTreeSet::new();
    for line in &unaccounted {
        assert!(!line["原因"].is_empty() && !line["指标"].is_empty() && line["指标"] != "算式", "{line:?}");
        assert!(seen.insert((&line["文件"], &line["行"], &line["算式"])), "{line:?}");
    }
}

#[test]
fn threads_show_in_no_byte_of_a_city() {
    let city = City::new(MANY);
    let of = |threads: &str| {
        let out = city.accounted(threads, &["--format", "csv,parquet,xlsx", "--threads", threads]);
        let files = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| !path.ends_with("run.json"));
        files
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect::<BTreeMap<_, _>>()
    };
    let one = of("1");
    assert!(one.len() > 40, "{:?}", one.keys());
    for threads in ["2", "3"] {
        let other = of(threads);
        assert!(one.keys().eq(other.keys()));
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{name:?} differs with {threads} threads");
        }
    }
}
