//! examples/metalworks: every planted fault causes the findings that its list says, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed, Ready, rulebook_of};

use crate::run::root;

/// One line of `faults/faults.csv`.
struct Fault {
    id: String,
    file: String,
    /// `set` a cell, `insert` a row, `remove` one.
    change: String,
    row: usize,
    column: String,
    planted: String,
    clean: String,
    enterprise: String,
    findings: Vec<String>,
}

fn faults(example: &Path) -> Vec<Fault> {
    let mut reader = csv::Reader::from_path(example.join("faults/faults.csv")).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let cell = |at: usize| record[at].to_owned();
            Fault {
                id: cell(0),
                file: cell(1),
                change: cell(2),
                row: cell(3).parse().unwrap_or(0),
                column: cell(4),
                planted: cell(5),
                clean: cell(6),
                enterprise: cell(7),
                findings: cell(8).split_whitespace().map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// `(rule, enterprise, message)` of every finding.
fn findings(ready: &Ready, folder: &Path) -> BTreeSet<(String, String, String)> {
    let (data, said) = ready.open(folder);
    assert!(!said.has_errors(), "{said:?}");
    let review = ready.review(&data, Options { lang: Lang::Zh, ..Options::default() }).unwrap();
    let count = review.findings.len();
    let all: BTreeSet<_> =
        review.findings.into_iter().map(|finding| (finding.rule, finding.subject, finding.message)).collect();
    assert_eq!(all.len(), count, "no two findings are alike");
    all
}

/// Mends one fault in a copy of the data.
fn mend(folder: &Path, fault: &Fault) {
    let path = folder.join(&fault.file);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).unwrap();
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    if fault.change == "set" {
        let column = rows[0].iter().position(|heading| *heading == fault.column).unwrap();
        let cell = &mut rows[fault.row - 1][column];
        assert_eq!(*cell, fault.planted, "{}", fault.id);
        *cell = fault.clean.clone();
    } else if fault.change == "insert" {
        rows.push(fault.clean.split('|').map(str::to_owned).collect());
    } else {
        assert_eq!(rows[fault.row - 1].join("|"), fault.planted, "{}", fault.id);
        rows[fault.row - 1].clear();
    }
    let mut writer = csv::Writer::from_path(&path).unwrap();
    rows.iter().filter(|row| !row.is_empty()).for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn mending_a_fault_takes_exactly_its_findings_away() {
    let example = root().join("examples/metalworks");
    let rulebook = rulebook_of(&example, None).unwrap();
    let ready =
        Parsed::read(&[rulebook]).check().plan().unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let all = findings(&ready, &example);
    let faults = faults(&example);
    assert!(faults.len() >= 25);
    let temporary = tempfile::tempdir().unwrap();
    let mended = temporary.path().join("all");
    copy(&example, &mended);
    let mut explained = BTreeSet::new();
    for fault in &faults {
        let folder = temporary.path().join(&fault.id);
        copy(&example, &folder);
        mend(&folder, fault);
        mend(&mended, fault);
        let left = findings(&ready, &folder);
        let gone: Vec<_> = all.difference(&left).cloned().collect();
        assert_eq!(left.difference(&all).next(), None, "{}: a finding that was not there", fault.id);
        assert!(gone.iter().all(|(_, subject, _)| *subject == fault.enterprise), "{}: {gone:?}", fault.id);
        let rules: Vec<String> = gone.iter().map(|(rule, _, _)| rule.clone()).collect();
        assert_eq!(rules, fault.findings, "{}", fault.id);
        explained.extend(gone);
    }
    assert_eq!(explained, all, "every finding has its fault");
    assert_eq!(findings(&ready, &mended).len(), 0, "nothing is wrong when all is mended");
}
