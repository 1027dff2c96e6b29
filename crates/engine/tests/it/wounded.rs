//! Rule files of this repository, cut off somewhere or with a line gone, as an editor sees them while they are written:
//! what is wrong is said where it is, and nothing panics.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::Parsed;

/// Every rule file, in order.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> = ["tests", "examples", "rulebooks", "fuzz/corpus", "crates/cli/src"]
        .map(|folder| root.join(folder))
        .into();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rule") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 50);
    files
}

/// So many times each file is wounded in each way: there are many of them.
const TIMES: usize = 20;

/// Places that are the same in every run.
struct Places(u64);

impl Places {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// A text all the way to its model and its plan.
fn taken(text: &str, shown: &Path) {
    crate::robust::formatted(text);
    let mut parsed = Parsed::of_text("a.rule", text);
    let tree = parsed.print(&[], true);
    assert_eq!(tree, parsed.print(&[], true), "{shown:?}");
    let checked = parsed.check();
    assert_eq!(checked.model.print(), checked.model.print(), "{shown:?}");
    let renderer = Renderer { lang: Lang::En, width: 80, colour: false };
    for said in checked.said.iter() {
        assert!(!said.labels.is_empty(), "{shown:?}: said of nothing: {said:?}");
        for label in &said.labels {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(text.get(start..end).is_some(), "{shown:?}: {start}..{end}: {said:?}");
        }
    }
    for said in checked.said.iter().take(5) {
        assert!(!renderer.draw(said, &checked.sources).is_empty());
    }
    if let Err(refused) = checked.plan() {
        let defect = refused.said.iter().find(|said| said.code.row().number.starts_with("E09"));
        assert!(refused.said.has_errors() && defect.is_none(), "{shown:?}: {defect:?}");
    }
}

#[test]
fn whole() {
    for file in files() {
        taken(&String::from_utf8_lossy(&fs::read(&file).unwrap()), &file);
    }
}

#[test]
fn cut_off_anywhere() {
    let mut places = Places(1);
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        for _ in 0..TIMES {
            let end = places.below(bytes.len());
            taken(&String::from_utf8_lossy(bytes.get(..end).unwrap()), &file);
        }
    }
}

#[test]
fn a_line_gone() {
    let mut places = Places(2);
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for _ in 0..TIMES {
            let mut fewer = lines.clone();
            if !fewer.is_empty() {
                fewer.remove(places.below(lines.len()));
            }
            taken(&fewer.concat(), &file);
        }
    }
}

#[test]
fn a_rulebook_prints_the_same_each_time() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["rulebooks/national", "tests/shapes", "examples/tri/rulebook", "examples/layers/shenzhen"]
    {
        let read = || Parsed::read(&[root.join(folder)]).check().model.print();
        assert_eq!(read(), read(), "{folder}");
    }
}
