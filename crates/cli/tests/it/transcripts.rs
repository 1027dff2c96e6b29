//! The consoles that the repository's pages show, replayed: a page says what the command prints.
//!
//! In a block of ```` ```console ```` a line `$ shensuan …` is run from the root of the repository; below it
//! stands all that it prints, and `? N` where its status is not 0. `TRANSCRIPTS=write cargo test` writes the pages
//! anew, to be read before they are committed. Where a command names no date, a page shows [`DATE`] for today.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{root, shensuan};

/// The day on which the pages were printed, as it were.
const DATE: &str = "2026-01-01";

#[test]
fn pages_say_what_the_command_prints() {
    let pages = pages();
    assert!(!pages.is_empty());
    let write = std::env::var_os("TRANSCRIPTS").is_some_and(|value| value == "write");
    for page in pages {
        let written = fs::read_to_string(&page).unwrap();
        let replayed = replay(&written);
        assert!(replayed.runs > 0 || !written.contains("```console"), "{}", page.display());
        if write {
            fs::write(&page, replayed.page).unwrap();
        } else {
            let differs = written.lines().zip(replayed.page.lines()).find(|(before, after)| before != after);
            let same = written == replayed.page;
            assert!(same, "{}: the page and the command differ: {differs:#?}", page.display());
        }
    }
}

/// The pages at the root, in the documentation and those of the examples and rulebooks.
fn pages() -> Vec<PathBuf> {
    let mut folders = vec![root(), root().join("docs")];
    for shelf in ["examples", "rulebooks"] {
        folders.extend(fs::read_dir(root().join(shelf)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let markdown = |path: &Path| path.extension().is_some_and(|ending| ending == "md");
    let mut pages: Vec<PathBuf> = folders
        .iter()
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| markdown(path))
        .collect();
    pages.sort();
    pages
}

/// The arguments of a command line, with quotes as a shell has them.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let mut words = Vec::new();
    for (index, piece) in quoted {
        if index % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// What was printed, with [`DATE`] for the date of today.
fn dated(command: &str, printed: &str) -> String {
    let heads = ["审核日期 ", "date of the review: "];
    let found = heads.iter().find(|head| printed.starts_with(**head) && !command.contains("--as-of"));
    match (found, printed.split_once('\n')) {
        (Some(head), Some((_, rest))) => format!("{head}{DATE}\n{rest}"),
        _ => printed.to_owned(),
    }
}

struct Replayed {
    page: String,
    runs: usize,
}

/// A page with its consoles printed anew.
fn replay(page: &str) -> Replayed {
    let mut replayed = Replayed { page: String::new(), runs: 0 };
    let mut in_console = false;
    for line in page.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.starts_with("```") {
            in_console = bare == "```console";
        }
        let command = bare.strip_prefix("$ shensuan ").filter(|_| in_console);
        if !in_console || bare == "```console" || command.is_some() {
            replayed.page.push_str(line);
        }
        if let Some(command) = command {
            let arguments = words(command);
            let output = shensuan(arguments.iter().map(String::as_str));
            replayed.page.push_str(&output.said);
            replayed.page.push_str(&dated(command, &output.printed));
            if output.status != 0 {
                replayed.page.push_str(&format!("? {}\n", output.status));
            }
            replayed.runs += 1;
        }
    }
    replayed
}
