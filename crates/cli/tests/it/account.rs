//! `shensuan account`: the folder that it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{root, shensuan};

const LIGHT: &str = "examples/first-light";

/// The files of a folder by name, without that which says when and where.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = named.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    });
    named.filter(|(name, _)| name != "run.json").collect()
}

fn accounted(out: &Path, more: &[&str]) -> i32 {
    let mut arguments = vec!["--lang", "zh", "account", LIGHT, "--out", out.to_str().unwrap()];
    arguments.extend(more);
    shensuan(arguments).status
}

#[test]
fn threads_and_engines_show_in_no_byte() {
    let place = tempfile::tempdir().unwrap();
    let of = |name: &str, more: &[&str]| {
        let out = place.path().join(name);
        assert_eq!(accounted(&out, &[&["--format", "csv,parquet,xlsx"], more].concat()), 0);
        files(&out)
    };
    let one = of("one", &["--threads", "1", "--engine", "interpreter"]);
    let names: Vec<&str> = one.keys().map(String::as_str).collect();
    let wanted = [
        "account.json",
        "account.xlsx",
        "coverage.csv",
        "coverage.parquet",
        "rejected.csv",
        "unaccounted.csv",
        "unaccounted.parquet",
        "unreadable.csv",
        "核算表.csv",
        "核算表.parquet",
    ];
    assert_eq!(names, wanted);
    assert_eq!(one, of("two", &["--threads", "2", "--engine", "jit"]));
    assert_eq!(one, of("seven", &["--threads", "7"]));
}

#[test]
fn results_make_way_for_results_and_for_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("mine.txt"), "mine").unwrap();
    assert_eq!(accounted(&out, &[]), 3);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    fs::remove_file(out.join("mine.txt")).unwrap();
    for _ in 0..2 {
        assert_eq!(accounted(&out, &["--format", "csv"]), 0);
    }
    assert!(out.join("核算表.csv").is_file() && !out.join("核算表.parquet").exists());
    assert!(place.path().join("out.previous/account.json").is_file());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

/// Rows of somebody whom the register does not hold, a row without a key, and a cell that cannot be read: none of them goes
/// into a total, and each is said, counted and listed.
#[test]
fn what_of_the_data_is_not_used_is_said_and_listed() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    fs::create_dir(&data).unwrap();
    for entry in fs::read_dir(root().join("examples/work-sheets")).unwrap().map(|entry| entry.unwrap().path())
    {
        let name = entry.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".csv") || name == "dataset.toml" {
            fs::copy(&entry, data.join(name)).unwrap();
        }
    }
    let rulebook = root().join("rulebooks/accounting");
    let period = format!("rulebook = {rulebook:?}\nperiod = \"2017\"\n");
    fs::write(data.join("dataset.toml"), period).unwrap();
    let sheet = fs::read_to_string(data.join("G106-1.csv")).unwrap();
    let row = sheet.lines().nth(1).unwrap();
    let key = row.split(',').next().unwrap();
    let rows = [row.replace(key, "91990000MA5W0009XX"), row.replace(key, "")].join("\n");
    let gas = fs::read_to_string(data.join("G106-3.csv")).unwrap();
    fs::write(data.join("G106-1.csv"), format!("{}\n{rows}\n", sheet.trim_end())).unwrap();
    let line = gas.lines().nth(1).unwrap();
    let hours = line.split(',').nth(4).unwrap();
    fs::write(data.join("G106-3.csv"), gas.replace(line, &line.replace(hours, "好多"))).unwrap();
    let mut said = Vec::new();
    for lang in ["zh", "en"] {
        let out = place.path().join(lang);
        let run = shensuan([
            "--lang",
            lang,
            "account",
            data.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
            "--format",
            "csv",
        ]);
        assert_eq!(run.status, 0, "{}", run.said);
        let lines = run.printed.lines().rev().take(3).skip(1);
        said.extend(lines.map(str::to_owned).collect::<Vec<_>>().into_iter().rev());
        for name in ["orphans.csv", "rejected.csv", "unreadable.csv"] {
            said.push(format!("{name}: {}", fs::read_to_string(out.join(name)).unwrap().trim_end()));
        }
        let summary = fs::read_to_string(out.join("account.json")).unwrap();
        let summary: Value = serde_json::from_str(&summary).unwrap();
        let sheet = summary["files"].as_array().unwrap().iter().find(|file| file["file"] == "G106-1.csv");
        let counted = |name: &str| sheet.unwrap()[name].as_u64().unwrap();
        assert_eq!(counted("rows"), counted("rows_used") + counted("rows_rejected"));
        assert_eq!(counted("rows_rejected"), 2);
    }
    insta::assert_snapshot!(said.join("\n").replace('\u{feff}', ""));
}
