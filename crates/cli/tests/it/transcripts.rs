//! The consoles that the repository's pages show, replayed: a page says what the command prints.
//!
//! In a block of ```` ```console ```` a line `$ shensuan …` is run from the root of the repository; below it
//! stands all that it prints, and `? N` where its status is not 0. `TRANSCRIPTS=write cargo test` writes the pages
//! anew, to be read before they are committed. Where a command names no date, a page shows [`DATE`] for today.
//!
//! A page may have files of its own: a block ```` ```rule plants/rules.rule ```` is that file, and a block
//! ```` ```rule >> plants/rules.rule ```` goes on below what is in it, and ```` ```diff plants/rules.rule ```` changes
//! some lines of it. From the first of them on, the page's commands run in a folder made for it, in the order of the
//! page, and `$ cat FILE` shows a file of that folder.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::run::{root, shensuan_in};

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
pub fn pages() -> Vec<PathBuf> {
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

pub struct Replayed {
    page: String,
    runs: usize,
    /// The folder of the page's own files, as the last command left it.
    pub folder: Option<TempDir>,
}

/// What a block does to a file.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Write,
    GoOn,
    Change,
}

/// The file that a block of a page is about.
fn file_of(fence: &str) -> Option<(&str, How)> {
    let (kind, note) = fence.strip_prefix("```")?.split_once(' ')?;
    let (path, how) = match note.strip_prefix(">> ") {
        Some(path) => (path, How::GoOn),
        None => (note, if kind == "diff" { How::Change } else { How::Write }),
    };
    path.contains('/').then_some((path, how))
}

/// Writes what a block says into a file.
fn put(file: &Path, how: How, block: &str) {
    let before = || fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = |gone: char| {
        let kept = block.split_inclusive('\n').filter(move |line| !line.starts_with(gone));
        kept.map(|line| &line[1..]).collect::<String>()
    };
    let text = match how {
        How::Write => block.to_owned(),
        How::GoOn => before() + block,
        How::Change => {
            let before = before();
            assert_eq!(before.matches(&lines('+')).count(), 1, "{}: {block}", file.display());
            before.replace(&lines('+'), &lines('-'))
        }
    };
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A file as a page shows it: without the mark that Excel reads.
fn shown(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// A page with its consoles printed anew.
pub fn replay(page: &str) -> Replayed {
    let mut replayed = Replayed { page: String::new(), runs: 0, folder: None };
    let mut in_console = false;
    let mut writing: Option<(PathBuf, How, String)> = None;
    for line in page.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.starts_with("```") {
            in_console = bare == "```console";
            if let Some((file, how, block)) = writing.take() {
                put(&file, how, &block);
            } else if let Some((path, how)) = file_of(bare) {
                let folder = replayed.folder.get_or_insert_with(|| tempfile::tempdir().unwrap());
                writing = Some((folder.path().join(path), how, String::new()));
            }
        } else if let Some((_, _, block)) = &mut writing {
            block.push_str(line);
        }
        let command = bare.strip_prefix("$ ").filter(|_| in_console);
        if !in_console || bare == "```console" || command.is_some() {
            replayed.page.push_str(line);
        }
        let Some(command) = command else { continue };
        let folder = replayed.folder.as_ref().map_or_else(root, |folder| folder.path().to_owned());
        let arguments = words(command);
        match arguments.split_first().map(|(program, rest)| (program.as_str(), rest)) {
            Some(("shensuan", arguments)) => {
                let output = shensuan_in(&folder, arguments.iter().map(String::as_str));
                replayed.page.push_str(&output.said);
                replayed.page.push_str(&dated(command, &output.printed));
                if output.status != 0 {
                    replayed.page.push_str(&format!("? {}\n", output.status));
                }
            }
            Some(("cat", [file])) => replayed.page.push_str(&shown(&folder.join(file))),
            _ => panic!("a page can run shensuan and cat: {command}"),
        }
        replayed.runs += 1;
    }
    replayed
}
