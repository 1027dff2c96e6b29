//! Rule files as the formatter leaves them.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
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

/// The comments of a text, sorted.
fn comments(text: &str) -> Vec<String> {
    let of_line = |line: &str| {
        let mut signs = line.match_indices('#').map(|(at, _)| at);
        let at = signs.find(|at| line[..*at].is_empty() || line[..*at].ends_with(' '))?;
        let before = &line[..at];
        let quoted = before.matches('"').count() % 2 == 1
            || before.matches('「').count() > before.matches('」').count();
        (!quoted).then(|| line[at..].trim_end().to_owned())
    };
    let text = text.replace('＃', "#");
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
    }
    assert!(formatted_well > 50, "{formatted_well}");
}

#[test]
fn everything_finds_its_place() {
    insta::assert_snapshot!(formatted(include_str!("ugly.rule")));
}

#[test]
fn no_operator_is_parted() {
    let widths = || WIDTH - 20..WIDTH;
    for operator in ["not in", "includes every", "contains any of", "is not"] {
        for (left, right) in widths().flat_map(|left| widths().map(move |right| (left, right))) {
            let (left, right) = ("a".repeat(left), "b".repeat(right));
            let parted = formatted(&format!("rule A-1\n  check {left} {operator} {right}\n"));
            assert!(parted.contains(operator), "{parted}");
        }
    }
}

/// A text with a comment or a new line at each of these of the places where one may stand.
fn remarked(text: &str, places: &[prop::sample::Index], kinds: &[u8]) -> String {
    let free: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| {
            *c == '\n' || *c == ' ' && (text[..*at].ends_with(',') || text[at + 1..].starts_with("and "))
        })
        .map(|(at, _)| at)
        .collect();
    let mut chosen: Vec<(usize, u8)> =
        places.iter().zip(kinds).map(|(place, kind)| (free[place.index(free.len())], *kind)).collect();
    chosen.sort_unstable();
    chosen.dedup_by_key(|(at, _)| *at);
    let mut out = text.to_owned();
    for (number, (at, kind)) in chosen.iter().enumerate().rev() {
        let added = match (out[*at..].starts_with('\n'), kind) {
            (true, 0) => format!("  # c{number}"),
            (true, 1) => format!("\n# c{number}"),
            (true, _) => format!("\n\n    # c{number}\n"),
            (false, 0) => format!("  # c{number}\n   "),
            (false, 1) => format!("\n  # c{number}\n   "),
            (false, _) => "\n".to_owned(),
        };
        out.insert_str(*at, &added);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_comments_stand_none_is_lost(
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..8),
        kinds in prop::collection::vec(0_u8..3, 8),
        which in any::<prop::sample::Index>(),
    ) {
        let all = [include_str!("ugly.rule"), &crate::write::CASES.join("\n")];
        let text = remarked(all[which.index(all.len())], &places, &kinds);
        let (tree, said) = read(&text);
        // A comment may part a line that nothing joins again.
        prop_assume!(said.is_empty());
        let once = formatted(&text);
        prop_assert_eq!(comments(&text), comments(&once), "{}\n---\n{}", text, once);
        prop_assert_eq!(printed(&tree), printed(&read(&once).0));
        prop_assert_eq!(&once, &formatted(&once), "{}", text);
        for lang in [Lang::Zh, Lang::En] {
            let other = translated(&text, lang);
            prop_assert_eq!(comments(&text), comments(&other), "{}\n---\n{}", text, other);
        }
    }
}
