//! examples/tri on the real file, where it is: the counts are those of the page.
//!
//! The file is not the project's to hand out. It is looked for at `SHENSUAN_TRI`, then in the example itself.

use std::fs;
use std::path::PathBuf;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed};

use crate::run::root;

const FILE: &str = "tri_2021_il.csv";

fn file() -> Option<PathBuf> {
    let named = std::env::var_os("SHENSUAN_TRI").map(PathBuf::from);
    named.or_else(|| Some(root().join("examples/tri").join(FILE))).filter(|file| file.is_file())
}

/// `(rule, [pass, fail, not applicable, undetermined])` of the page's table.
fn counts(page: &str) -> Vec<(String, [usize; 4])> {
    page.lines()
        .filter(|line| line.starts_with("| TRI-"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let count = |at: usize| cells[at].parse().unwrap_or_else(|_| panic!("{line}"));
            (cells[1].to_owned(), [count(4), count(5), count(6), count(7)])
        })
        .collect()
}

#[test]
fn the_inventory_gives_the_counts_of_its_page() {
    let example = root().join("examples/tri");
    let page = counts(&fs::read_to_string(example.join("README.md")).unwrap());
    assert!(page.len() >= 15);
    let Some(file) = file() else {
        eprintln!("skipped: {FILE} is neither at SHENSUAN_TRI nor in examples/tri");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    fs::copy(file, folder.path().join(FILE)).unwrap();
    fs::copy(example.join("dataset.toml"), folder.path().join("dataset.toml")).unwrap();
    let checked = Parsed::read(&[example.join("rulebook")]).check();
    let ready = checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let review = ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap();
    let found: Vec<(String, [usize; 4])> = review
        .summary
        .rules
        .iter()
        .map(|rule| {
            let tally = rule.tally;
            let not_applicable = tally.when_false + tally.not_filed;
            (rule.rule.clone(), [tally.pass, tally.fail, not_applicable, tally.undetermined])
        })
        .collect();
    assert_eq!(found, page);
}
