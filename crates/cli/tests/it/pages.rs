//! The pages of `docs/errors` that are written by hand, a lint each: there, in both languages, in the binary, and true.

use std::collections::BTreeSet;
use std::fs;

use shensuan_diagnostics::codes;
use shensuan_engine::{Checked, Parsed};

use crate::reference::vocabulary;
use crate::run::{root, shensuan};

/// The headings of a page in each language: example, mended, why.
const LANGUAGES: [(&str, &str, [&str; 3]); 2] =
    [("en", ".md", ["For example", "Mended", "Why"]), ("zh", ".zh-CN.md", ["例子", "改为", "为什么"])];

/// The numbers of the codes that have a page.
fn pages() -> Vec<String> {
    let files = fs::read_dir(root().join("docs/errors")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let lints = names.filter(|name| name.starts_with("W10"));
    let numbers: BTreeSet<String> = lints.map(|name| name.split('.').next().unwrap().to_owned()).collect();
    numbers.into_iter().collect()
}

fn read(number: &str, ending: &str) -> String {
    fs::read_to_string(root().join("docs/errors").join(format!("{number}{ending}"))).unwrap()
}

/// The example blocks of a page.
fn examples(page: &str) -> Vec<&str> {
    page.split("```rule\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect()
}

/// An example under the forms of the reference.
fn checked(example: &str) -> Checked {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("example.rule");
    fs::write(&file, example).unwrap();
    let (_held, forms) = vocabulary();
    Parsed::read(&[forms, file]).check()
}

#[test]
fn every_lint_has_a_page_in_both_languages_and_no_page_is_of_nothing() {
    let found: BTreeSet<String> = fs::read_dir(root().join("docs/errors"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("W10"))
        .collect();
    let all: Vec<&str> = codes::all().map(|code| code.row().number).collect();
    let lints = all.iter().filter(|number| number.starts_with("W10")).map(|number| (*number).to_owned());
    let wanted: BTreeSet<String> = pages()
        .into_iter()
        .chain(lints)
        .flat_map(|number| LANGUAGES.map(|(_, ending, _)| format!("{number}{ending}")))
        .collect();
    assert_eq!(found, wanted);
    assert!(pages().iter().all(|number| all.contains(&number.as_str())), "{found:?}");
}

#[test]
fn a_page_says_what_it_means_shows_it_and_mends_it() {
    for number in pages() {
        for (lang, ending, headings) in LANGUAGES {
            let page = read(&number, ending);
            assert!(page.starts_with(&format!("# {number} · ")), "{number} {lang}");
            let found: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(found, headings, "{number} {lang}");
            assert_eq!(examples(&page).len(), 2, "{number} {lang}");
        }
    }
}

#[test]
fn the_first_example_raises_the_lint_and_the_second_nothing() {
    for number in pages() {
        for (lang, ending, _) in LANGUAGES {
            let page = read(&number, ending);
            let raised: Vec<BTreeSet<&str>> = examples(&page)
                .into_iter()
                .map(|example| checked(example).said.iter().map(|said| said.code.row().number).collect())
                .collect();
            assert_eq!(raised, [BTreeSet::from([number.as_str()]), BTreeSet::new()], "{number} {lang}");
        }
    }
}

#[test]
fn the_cases_of_the_examples_come_out_as_they_say() {
    for number in pages() {
        for (lang, ending, _) in LANGUAGES {
            for example in examples(&read(&number, ending)) {
                // The example of an error has none.
                let Ok(ready) = checked(example).plan() else { continue };
                for case in &ready.model.cases {
                    let found = ready.case(case).found;
                    assert_eq!(found, case.expected, "{number} {lang}: {example}");
                }
            }
        }
    }
}

#[test]
fn explain_prints_the_page_in_the_language_of_its_reader() {
    for number in pages() {
        for (lang, ending, headings) in LANGUAGES {
            let printed = shensuan(["--lang", lang, "explain", &number]).printed;
            let page = read(&number, ending);
            // Paragraphs are broken anew to the terminal's width.
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let flat = plain(&printed);
            for line in page.lines().skip(1).filter(|line| !line.starts_with("```") && !line.is_empty()) {
                assert!(flat.contains(&plain(line.trim_start_matches("## "))), "{number} {lang}: {line}");
            }
            assert!(headings.iter().all(|heading| printed.contains(heading)), "{printed}");
            assert!(!printed.contains("```") && !printed.contains("##"), "{printed}");
        }
    }
}

#[test]
fn the_rulebooks_of_this_repository_give_no_cause() {
    for book in ["rulebooks/national", "examples/tri/rulebook", "examples/first-light/rulebook"] {
        let run = shensuan(["--lang", "en", "check", book]);
        assert_eq!((run.status, run.said.as_str()), (0, ""), "{book}");
    }
}

#[test]
fn of_many_lints_of_a_kind_the_first_are_shown_and_the_others_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.rule");
    let lines: String = (0..9).map(|number| format!("constant unread{number} = {number}\n")).collect();
    fs::write(&file, lines).unwrap();
    let file = file.to_str().unwrap();
    let shown = |said: &str| said.matches("is never read").count();
    let run = shensuan(["--lang", "en", "check", file]);
    assert_eq!(run.status, 0);
    assert_eq!(shown(&run.said), 3, "{}", run.said);
    assert!(run.said.contains("W1003 6 more: ") && run.said.contains("many.rule:9:10"), "{}", run.said);
    assert!(run.printed.contains("9 lints"), "{}", run.printed);
    let run = shensuan(["--lang", "zh", "check", file, "--all"]);
    assert_eq!(run.said.matches("没有用到").count(), 9, "{}", run.said);
    assert!(!run.said.contains("另有"), "{}", run.said);
}

#[test]
fn lints_of_a_rulebook_that_is_only_used_are_for_its_authors() {
    let folder = tempfile::tempdir().unwrap();
    let (base, own) = (folder.path().join("base.rule"), folder.path().join("own.rule"));
    fs::write(&base, "constant unread = 1\n").unwrap();
    fs::write(&own, "formula x = 2\n").unwrap();
    let (base, own) = (base.to_str().unwrap(), own.to_str().unwrap());
    assert_eq!(shensuan(["check", own, "--uses", base]).said, "");
    assert!(shensuan(["check", own, base]).said.contains("W1003"));
}
