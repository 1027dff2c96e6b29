//! Rule files as the formatter leaves them.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::Lang;
use shensuan_syntax::{WIDTH, Wording, format, translate};

use crate::show::read;
use crate::write::printed;

fn formatted(text: &str) -> String {
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{text}\n{said:?}");
    format(text, &tree).unwrap_or_else(|| panic!("not the same tree: {text}"))
}

fn translated(text: &str, lang: Lang) -> String {
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{text}\n{said:?}");
    translate(text, &tree, Wording::plain(lang)).unwrap_or_else(|| panic!("not the same tree: {text}"))
}

/// The rule files of the repository.
fn rule_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rule_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rule") {
            found.push(path);
        }
    }
    found.sort();
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let begins = |line: &str| line.match_indices('#').find(|(at, _)| *at == 0 || line[..*at].ends_with(' ')).map(|(at, _)| at);
    let quoted = |line: &str, at: usize| line[..at].matches('"').count() % 2 == 1 || line[..at].contains('「') && !line[..at].contains('」');
    let of_line = |line: &str| begins(line).filter(|at| !quoted(line, *at)).map(|at| line[at..].trim_end().to_owned());
    let mut found: Vec<String> = text.lines().filter_map(of_line).collect();
    found.sort();
    found
}

#[test]
fn the_rule_files_of_the_repository_keep_their_meaning_and_their_comments() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["rulebooks", "examples", "tests"] {
        rule_files(&root.join(folder), &mut files);
    }
    let mut formatted_well = 0;
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let (tree, said) = read(&text);
        if !said.is_empty() {
            continue;
        }
        let once = formatted(&text);
        assert_eq!(once, formatted(&once), "{}", file.display());
        assert_eq!(comments(&text), comments(&once), "{}", file.display());
        for (there, back) in [(Lang::Zh, Lang::En), (Lang::En, Lang::Zh)] {
            let first = translated(&once, back);
            assert_eq!(first, translated(&first, back), "{}", file.display());
            let round = translated(&translated(&first, there), back);
            assert_eq!(comments(&round), comments(&text), "{}", file.display());
            assert_eq!(printed(&tree), printed(&read(&round).0), "{}", file.display());
        }
        formatted_well += 1;
        if std::env::var("SHOW").is_ok() {
            fs::write(format!("/tmp/fmt-show/{}", file.strip_prefix(&root).unwrap().display().to_string().replace('/', "~")), once).unwrap();
        }
    }
    assert!(formatted_well > 50, "{formatted_well}");
    let _ = WIDTH;
}

#[test]
fn everything_finds_its_place() {
    insta::assert_snapshot!(formatted(include_str!("ugly.rule")));
}
