//! The rulebooks of this repository: over the data of their cases, over the example data that belong to them, and over
//! data at random.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_engine::{Date, Parsed, Ready};
use shensuan_testkit::data::{Spoken, data_set};
use shensuan_testkit::dice::Dice;

use super::{Tally, compared};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ready(rulebook: &Path) -> Ready {
    let checked = Parsed::read(&[rulebook.to_owned()]).as_of(Date::new(2019, 7, 1)).check();
    checked.plan().unwrap_or_else(|checked| panic!("{}: {:?}", rulebook.display(), checked.said))
}

/// What differs, by whom it differs for.
#[derive(Default)]
struct Held {
    tally: Tally,
    differ: Vec<String>,
    told: BTreeSet<String>,
}

impl Held {
    fn over(&mut self, name: &str, ready: &Ready, data: &shensuan_data::DataSet) {
        let (tally, differ) = compared(ready, data);
        self.tally.add(tally);
        for what in differ {
            // Of each rule once.
            let whose = what.split(' ').next().unwrap_or("").to_owned();
            if self.told.insert(whose) {
                self.differ.push(format!("{name}: {what}"));
            }
        }
    }

    fn cases(&mut self, name: &str, ready: &Ready) {
        ready.model.cases.iter().for_each(|case| self.over(name, ready, &ready.data_of(case)));
    }

    fn at_random(&mut self, name: &str, ready: &Ready, times: u64) {
        let spoken = Spoken::of(&ready.model);
        for seed in 0..times {
            let dice = &mut Dice(seed * 7919 + 1);
            let subjects = 1 + dice.roll(14);
            let data = data_set(&ready.model, &spoken, subjects, dice);
            self.over(&format!("{name}, seed {seed}"), ready, &data);
        }
    }

    /// Nothing differs; says how much was compared, and what is not covered.
    fn told(self, what: &str) -> Tally {
        let shown: Vec<&str> = self.differ.iter().take(12).map(String::as_str).collect();
        assert!(self.differ.is_empty(), "{what}: {} differ\n{}", self.differ.len(), shown.join("\n\n"));
        let Tally { outcomes, values, not_covered } = &self.tally;
        eprintln!("{what}: {outcomes} outcomes and {values} values compared; not covered: {not_covered:?}");
        self.tally
    }
}

#[test]
fn the_national_rulebook() {
    let ready = ready(&root().join("rulebooks/national"));
    let mut held = Held::default();
    held.cases("a case", &ready);
    held.over("metalworks", &ready, &ready.open(&root().join("examples/metalworks")).0);
    held.at_random("at random", &ready, 60);
    let tally = held.told("rulebooks/national");
    assert!(tally.outcomes > 20_000);
}

#[test]
fn the_rulebooks_of_the_examples() {
    let mut held = Held::default();
    let books = [
        "coefficients/rulebook",
        "directory/rulebook",
        "first-light/rulebook",
        "layers/shenzhen",
        "look-ups/rulebook",
        "places/rulebook",
        "screens/rulebook",
        "tri/rulebook",
    ];
    for book in books {
        let path = root().join("examples").join(book);
        let ready = ready(&path);
        held.cases(book, &ready);
        if let Some(data) = path.parent().filter(|folder| folder.join("dataset.toml").exists()) {
            held.over(book, &ready, &ready.open(data).0);
        }
        held.at_random(book, &ready, 20);
    }
    for book in ["tests/shapes", "tests/layers/shenzhen"] {
        let ready = ready(&root().join(book));
        held.cases(book, &ready);
        held.at_random(book, &ready, 60);
    }
    held.told("examples and tests");
}

#[test]
fn the_pages_of_the_stages() {
    let mut held = Held::default();
    for (page, ready, data) in crate::stages::ready_pages() {
        held.over(&page, &ready, &data);
        held.cases(&page, &ready);
        held.at_random(&page, &ready, 40);
    }
    held.told("tests/stages");
}

/// All the snippets of the reference are one rulebook.
#[test]
fn the_reference() {
    let text = fs::read_to_string(root().join("docs/language.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
        let inside: String = inside.map(|line| format!("{line}\n")).collect();
        let file = match fence.split_once(' ').unwrap_or((fence, "")) {
            ("rule", "" | "vocabulary") => format!("national/{at:04}.rule"),
            ("csv" | "toml", path) if path.starts_with("national/") => path.to_owned(),
            _ => continue,
        };
        files.insert(file, inside);
    }
    for (file, text) in files {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let ready = ready(&folder.path().join("national"));
    let mut held = Held::default();
    held.cases("a case", &ready);
    held.at_random("at random", &ready, 300);
    held.told("docs/language.md");
}
