//! `shensuan account`: the folder that it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::run::shensuan;

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
        "unaccounted.csv",
        "unaccounted.parquet",
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
