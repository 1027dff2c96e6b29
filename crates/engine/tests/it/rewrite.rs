//! Rulebooks translated into the other language and back.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Parsed, Rewritten, format_files};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Translates the rule files of a folder where they lie.
fn translate(folder: &Path, lang: Lang) {
    let own = [folder.to_owned()];
    let (files, sources, said) = Parsed::read(&own).translated(&own, lang);
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    let errors: Vec<String> = said.errors().iter().map(|said| renderer.draw(said, &sources)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(!files.is_empty());
    files.iter().for_each(|file| fs::write(&file.path, &file.after).unwrap());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let below = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &below);
        } else {
            fs::copy(&path, &below).unwrap();
        }
    }
}

/// The rule texts of a folder, one behind the other.
fn texts(folder: &Path) -> String {
    let (files, _, _) = format_files(&[folder.to_owned()]);
    files.iter().map(|file: &Rewritten| file.before.as_str()).collect()
}

fn model(folder: &Path) -> String {
    Parsed::read(&[folder.to_owned()]).check().model.print()
}

/// Rulebooks of the repository.
const BOOKS: &[&str] = &[
    "rulebooks/national",
    "examples/first-light/rulebook",
    "examples/screens/rulebook",
    "examples/look-ups/rulebook",
    "examples/places/rulebook",
    "examples/coefficients/rulebook",
    "examples/directory/rulebook",
    "examples/tri/rulebook",
    "examples/layers/national",
    "tests/shapes",
];

#[test]
fn there_and_back_is_where_it_was() {
    for book in BOOKS {
        let folder = tempfile::tempdir().unwrap();
        copy(&root().join(book), folder.path());
        let meaning = model(folder.path());
        for (there, back) in [(Lang::En, Lang::Zh), (Lang::Zh, Lang::En)] {
            translate(folder.path(), back);
            let text = texts(folder.path());
            translate(folder.path(), there);
            assert!(model(folder.path()) == meaning, "{book}");
            translate(folder.path(), back);
            let again = texts(folder.path());
            let differs = text.lines().zip(again.lines()).find(|(a, b)| a != b);
            assert!(text == again, "{book}: {differs:#?}");
            assert!(model(folder.path()) == meaning, "{book}");
        }
    }
}

#[test]
fn what_is_formatted_stays_so() {
    for book in BOOKS {
        let folder = tempfile::tempdir().unwrap();
        copy(&root().join(book), folder.path());
        let meaning = model(folder.path());
        let (files, _, said) = format_files(&[folder.path().to_owned()]);
        assert!(!said.has_errors(), "{book}");
        files.iter().for_each(|file| fs::write(&file.path, &file.after).unwrap());
        assert!(model(folder.path()) == meaning, "{book}");
        let (files, _, _) = format_files(&[folder.path().to_owned()]);
        assert!(files.iter().all(|file| !file.differs()), "{book}");
    }
}

/// A name stays as it is where its twin would mean something else, or two things.
#[test]
fn names_are_translated_where_that_is_safe() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.rule");
    let text = "subject 企业 also enterprise keyed by 代码
form A also 甲表, first form
  one per 企业
  field 产量 also output : number in 吨
  field 上年产量 also before : number in 吨
form B also 乙表, second form
  one per 企业
  field 数量 also output : number in 吨
constant 限值 also limit = 5 t

# 产量 alone would be ambiguous in English.
规则 R-1 要求 产量 ≤ 限值 + 上年产量
规则 R-2 要求 甲表.产量 不超过 乙表.数量
规则 R-3
  令 limit 2 = 3 t
  要求 limit 2 < 限值 且 上年产量 > limit 2
";
    fs::write(&path, text).unwrap();
    translate(folder.path(), Lang::En);
    insta::assert_snapshot!(fs::read_to_string(&path).unwrap());
}
