//! No engine shows in what a review writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Output, ended, root, shensuan};

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
        let data = root().join("examples").join(example);
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

/// A command that runs another one where no memory may be executed that was written to; none, with the reason, where
/// that cannot be had here.
fn refusing(folder: &Path) -> Result<PathBuf, String> {
    if !cfg!(target_os = "linux") {
        return Err("only Linux refuses a process what it asks of memory".to_owned());
    }
    let (source, refusing) = (root().join("crates/cli/tests/it/refused.c"), folder.join("refused"));
    let made = Command::new("cc").arg("-o").args([&refusing, &source]).output();
    let made = made.map_err(|error| format!("there is no C compiler: {error}"))?;
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    match Command::new(&refusing).arg("/bin/true").status().unwrap().code() {
        Some(77) => Err("this system does not know how to refuse it".to_owned()),
        status => {
            assert_eq!(status, Some(0));
            Ok(refusing)
        }
    }
}

#[test]
fn where_no_memory_may_be_executed_the_interpreter_writes_the_same_bytes_and_one_line_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let refusing = match refusing(folder.path()) {
        Ok(refusing) => refusing,
        Err(why) => return eprintln!("not tested: {why}"),
    };
    let review = |lang: &str, engine: &str, refused: bool| {
        let out = folder.path().join(format!("{lang}-{engine}-{refused}"));
        let shown = out.display().to_string();
        let mut command = Command::new(if refused { refusing.as_path() } else { Path::new("env") });
        command.arg(env!("CARGO_BIN_EXE_shensuan")).args(["review", "examples/metalworks"]);
        command.args(["--fail-on", "any", "--engine", engine, "--out", &shown, "--lang", lang]);
        let Output { printed, said, status } = ended(command.current_dir(root()).env_remove("COLUMNS"));
        ((printed.replace(&shown, "OUT"), status, written(&out)), said)
    };
    for lang in ["en", "zh"] {
        let (interpreted, silent) = review(lang, "interpreter", false);
        assert_eq!((interpreted.1, silent.as_str()), (1, ""), "it finds something and says nothing");
        for engine in ["jit", "both"] {
            assert_eq!(review(lang, engine, false), (interpreted.clone(), String::new()));
            let (refused, said) = review(lang, engine, true);
            assert!(refused == interpreted, "{lang}, {engine}");
            assert_eq!(said.lines().count(), 1, "{said}");
            insta::assert_snapshot!(format!("refused-{lang}"), said);
        }
        let asked_for = review(lang, "interpreter", true);
        assert!(asked_for == (interpreted, String::new()), "who asks for the interpreter is told nothing");
    }
}
