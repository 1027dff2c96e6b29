//! The book in `docs/`: its pages are in the index, its links lead somewhere, the tutorial is one in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::Lang;
use shensuan_engine::{Checked, Parsed};

use crate::reference::{drawn, meant, text_of};
use crate::run::root;
use crate::transcripts::{Replayed, replay};

/// The pages of the book, without the pages of the numbers.
fn pages() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    pages
}

fn name(page: &Path) -> &str {
    page.file_name().unwrap().to_str().unwrap()
}

/// The pages of the whole repository.
fn all_pages() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["", "docs", "docs/errors", "grammar", "tests"].iter().map(|folder| root().join(folder)).collect();
    for shelf in ["examples", "rulebooks"] {
        folders.extend(fs::read_dir(root().join(shelf)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let inside = |folder: &PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = folders.iter().filter(|folder| folder.is_dir()).flat_map(inside).collect();
    pages.retain(|path| path.extension().is_some_and(|end| end == "md"));
    pages.sort();
    pages
}

/// A page without what stands in its blocks.
fn without_blocks(text: &str) -> String {
    let mut inside = false;
    let outside = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    outside.fold(String::new(), |all, line| all + line + "\n")
}

/// Where the links of a text lead.
fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect()
}

/// The places of a page that a link can name: its headings.
fn places(text: &str) -> BTreeSet<String> {
    let heading = |line: &str| {
        let text = line.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c));
        kept.collect::<String>().replace(' ', "-")
    };
    text.lines().filter(|line| line.starts_with('#')).map(heading).collect()
}

#[test]
fn every_place_that_the_pages_name_is_there() {
    let mut seen = 0;
    for page in all_pages() {
        let text = without_blocks(&fs::read_to_string(&page).unwrap());
        for link in links(&text).into_iter().filter(|link| !link.starts_with("http")) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(file.exists(), "{}: {link}", page.display());
            let named = || places(&without_blocks(&fs::read_to_string(&file).unwrap()));
            assert!(place.is_empty() || named().contains(place), "{}: {link}", page.display());
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen} links");
}

#[test]
fn twins_have_the_same_sections() {
    let sections = |page: &Path| {
        let text = without_blocks(&fs::read_to_string(page).unwrap());
        let levels = text.lines().filter(|line| line.starts_with('#'));
        levels.map(|line| line.chars().take_while(|c| *c == '#').count()).collect::<Vec<_>>()
    };
    let mut seen = 0;
    // The pages of the numbers have a test of their own.
    for page in all_pages().into_iter().filter(|page| !page.parent().unwrap().ends_with("docs/errors")) {
        let twin = page.with_extension("zh-CN.md");
        if twin.exists() {
            assert_eq!(sections(&page), sections(&twin), "{}", page.display());
            seen += 1;
        }
    }
    assert!(seen >= 7, "{seen} twins");
}

#[test]
fn the_index_of_each_language_names_every_page_of_it() {
    let files: BTreeSet<String> = pages().iter().map(|page| name(page).to_owned()).collect();
    for (index, is_zh) in [("README.md", false), ("README.zh-CN.md", true)] {
        let text = fs::read_to_string(root().join("docs").join(index)).unwrap();
        let named: BTreeSet<&str> =
            links(&text).into_iter().map(|link| link.split('#').next().unwrap()).collect();
        for file in &files {
            // A page without a twin is in both languages.
            let of_this = match file.strip_suffix(".zh-CN.md") {
                Some(_) => is_zh,
                None => !is_zh || !files.contains(&file.replace(".md", ".zh-CN.md")),
            };
            assert!(
                !of_this || file == index || named.contains(file.as_str()),
                "{index} does not name {file}"
            );
        }
    }
}

/// The tutorial as it is replayed.
fn tutorial(lang: Lang) -> (String, Replayed) {
    let text = text_of("tutorial", lang);
    let replayed = replay(&text);
    (text, replayed)
}

fn checked(paths: &[PathBuf]) -> Checked {
    let checked = Parsed::read(paths).check();
    assert!(!checked.said.has_errors(), "{}", drawn(&checked));
    checked
}

#[test]
fn the_tutorial_is_one_in_both_languages() {
    let ((en, en_run), (zh, zh_run)) = (tutorial(Lang::En), tutorial(Lang::Zh));
    let steps = |text: &str| {
        let steps = text.lines().filter(|line| line.starts_with("```") || line.starts_with("$ "));
        // Expressions, in quotes, are in the language of the page.
        let step = |line: &str| line.split('"').next().unwrap().replace("--lang zh", "--lang en");
        steps.map(step).collect::<Vec<_>>()
    };
    assert_eq!(steps(&en), steps(&zh));
    // The rules of one page under the vocabulary of the other mean the same.
    let (en, zh) = (en_run.folder.unwrap(), zh_run.folder.unwrap());
    let of =
        |rules: &Path| checked(&[en.path().join("plants/vocabulary.rule"), rules.join("plants/rules.rule")]);
    assert_eq!(meant(&of(en.path())), meant(&of(zh.path())));
    checked(&[zh.path().join("plants")]);
}
