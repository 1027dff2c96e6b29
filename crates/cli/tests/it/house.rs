//! The rules of the house that a test can hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::root;

/// All files below a folder with an ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target" && name != ".git") {
                found.extend(files(&path, ending));
            }
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The crates of ours that a manifest's section names, without the prefix.
fn imports(manifest: &str, section: &str) -> BTreeSet<String> {
    let heading = format!("[{section}]");
    manifest
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.strip_prefix("shensuan-"))
        .map(|line| line.split(['.', ' ', '=']).next().unwrap().to_owned())
        .collect()
}

#[test]
fn rooms_import_what_the_map_says() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rooms: BTreeMap<String, BTreeSet<String>> = map
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|line| {
            let mut cells = line.split(" | ");
            let room = cells.next().unwrap().trim_end_matches('`').to_owned();
            let imports = cells.nth(1).unwrap().trim_end_matches(" |");
            let imports = imports.split(", ").filter(|name| *name != "nothing");
            (room, imports.map(str::to_owned).collect())
        })
        .collect();
    let mut found = BTreeMap::new();
    for manifest in files(&root(), "toml").into_iter().filter(|path| path.ends_with("Cargo.toml")) {
        let folder = manifest.parent().unwrap();
        if folder == root() {
            continue;
        }
        let text = fs::read_to_string(&manifest).unwrap();
        let mut all = imports(&text, "dependencies");
        // Benches are nothing but tests: what they name anywhere they import.
        if folder.ends_with("benches") {
            all.extend(imports(&text, "dev-dependencies"));
        }
        found.insert(folder.file_name().unwrap().to_string_lossy().into_owned(), all);
    }
    assert_eq!(found, rooms);
}

#[test]
fn files_stay_under_600_lines() {
    let folders = [
        root().join("crates"),
        root().join("benches"),
        root().join("grammar"),
        root().join("examples"),
        root().join("rulebooks"),
    ];
    for ending in ["rs", "pest", "rule"] {
        for file in folders.iter().flat_map(|folder| files(folder, ending)) {
            let lines = fs::read(&file).unwrap().iter().filter(|byte| **byte == b'\n').count();
            assert!(lines <= 600, "{}: {lines} lines; which room is missing?", file.display());
        }
    }
}

#[test]
fn what_has_one_room_is_named_there_alone() {
    for file in files(&root().join("crates"), "rs") {
        let shown = file.strip_prefix(root()).unwrap().display().to_string();
        if shown.contains("/tests/") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            if line.contains("miette") {
                assert_eq!(shown, "crates/diagnostics/src/render.rs", "{line}");
            }
            if line.contains("pest::") || line.contains("pest_derive") {
                assert!(shown.starts_with("crates/syntax/src/parse/"), "{shown}: {line}");
            }
            if line.contains("cranelift") {
                assert!(shown.starts_with("crates/jit/src/"), "{shown}: {line}");
            }
            let columnar =
                ["arrow_array", "arrow_buffer", "arrow_ipc", "arrow_schema", "parquet::arrow", "memmap2"];
            if columnar.iter().any(|name| line.contains(name)) {
                assert!(shown.starts_with("crates/columnar/src/"), "{shown}: {line}");
            }
            if line.contains("postgres::") {
                assert!(shown.starts_with("crates/data/src/database/"), "{shown}: {line}");
            }
            // `unsafe_code` is the lint that forbids it.
            if line.replace("unsafe_code", "").contains("unsafe") {
                let known = ["crates/jit/src/code.rs", "crates/columnar/src/mapped.rs"];
                assert!(known.contains(&shown.as_str()), "{shown}: {line}");
            }
        }
    }
}

#[test]
fn inner_rooms_touch_no_file_clock_or_environment() {
    for room in ["syntax", "model", "plan", "jit", "findings", "diagnostics", "vocab"] {
        for file in files(&root().join("crates").join(room).join("src"), "rs") {
            let text = fs::read_to_string(&file).unwrap();
            for word in ["std::fs", "std::env", "std::time", "Instant::now", "SystemTime"] {
                assert!(!text.contains(word), "{}: {word}", file.display());
            }
        }
    }
}

#[test]
fn every_crate_opens_with_what_it_is() {
    for file in files(&root().join("crates"), "rs") {
        if file.ends_with("src/lib.rs") || file.ends_with("src/main.rs") {
            let text = fs::read_to_string(&file).unwrap();
            for word in ["hat it is", "hat it is not"] {
                assert!(text.contains(word), "{} does not say {word}", file.display());
            }
        }
    }
}
