//! No engine shows in what a review writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::run::shensuan;

/// The files of a folder; without that of the run, which says when it was.
fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().unwrap() != "run.json" {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn every_engine_writes_the_same_bytes() {
    for example in ["first-light", "look-ups", "metalworks", "places", "screens"] {
        let data = crate::run::root().join("examples").join(example);
        let mut first = None;
        for engine in ["interpreter", "jit", "both"] {
            for threads in ["1", "3"] {
                let folder = tempfile::tempdir().unwrap();
                let out = folder.path().display().to_string();
                let example = data.display().to_string();
                let arguments = ["review", &example, "--out", &out, "--engine", engine, "--threads", threads];
                let run = shensuan(arguments);
                assert_eq!(run.status, 0, "{}", run.said);
                let printed = run.printed.replace(&out, "OUT");
                let files = (printed, written(folder.path()));
                assert!(files.1.len() > 2, "{example}");
                assert!(*first.get_or_insert_with(|| files.clone()) == files, "{example} by {engine}");
            }
        }
        assert!(first.is_some());
    }
}

#[test]
fn an_unknown_engine_is_answered_with_those_there_are() {
    let run = shensuan(["review", "examples/metalworks", "--engine", "gpu", "--lang", "en"]);
    insta::assert_snapshot!(run.said);
    let run = shensuan(["review", "examples/metalworks", "--engine", "gpu", "--lang", "zh"]);
    insta::assert_snapshot!(run.said);
}
