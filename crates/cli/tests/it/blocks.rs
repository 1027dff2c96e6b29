//! No page shows code that no test runs.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::Lang;

use crate::reference::{Block, PAGES, blocks, text_of};
use crate::run::root;
use crate::transcripts::pages;

/// What may stand behind the fence of a block, by what runs it.
fn runs(page: &str, block: &Block, replayed: bool) -> bool {
    let (kind, note) = (block.kind.as_str(), block.note.as_str());
    let is_file = note.contains('/');
    match kind {
        // `transcripts.rs`, where it has a command.
        "console" => note.is_empty() && block.text.lines().any(|line| line.starts_with("$ ")),
        // `reference.rs`.
        "rule" if PAGES.contains(&page) => {
            let marked = ["error=", "lint="].iter().any(|mark| note.starts_with(mark));
            is_file || marked || ["", "vocabulary", "each"].contains(&note)
        }
        "eval" => PAGES.contains(&page) && note.is_empty(),
        // `grammar.rs`.
        "grammar" => page == "grammar" && note.is_empty(),
        // `logic.rs`.
        "rule" if page == "logic" => note.is_empty(),
        // `example_workbooks.rs`.
        "sheet" => is_file,
        // Files, which what is replayed on the page speaks of, or the rules beside them.
        "rule" | "csv" | "toml" | "diff" => is_file && (replayed || PAGES.contains(&page)),
        _ => false,
    }
}

/// The page without its folder, its language and its ending.
fn name(page: &Path) -> String {
    let stem = page.file_stem().unwrap().to_str().unwrap();
    let of_book = page.parent() == Some(&root().join("docs"));
    if of_book { stem.trim_end_matches(".zh-CN").to_owned() } else { String::new() }
}

#[test]
fn every_block_of_a_page_is_run() {
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let replayed = text.contains("```console");
        for block in blocks(&text) {
            let at = format!("{} line {}", page.display(), block.line);
            assert!(
                runs(&name(&page), &block, replayed),
                "{at}: no test runs a block `{} {}`",
                block.kind,
                block.note
            );
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen} blocks are run");
}

#[test]
fn the_lines_that_stand_set_in_are_programs_of_the_reference() {
    let reference = text_of("language", Lang::En);
    let each: Vec<Block> = blocks(&reference).into_iter().filter(|block| block.note == "each").collect();
    let programs: Vec<&str> = each.iter().flat_map(|block| block.text.lines()).collect();
    for page in pages() {
        // The house has drawings; the examples of functions are a test of their own.
        let of_book = !["", "functions"].contains(&name(&page).as_str());
        let is_first = page.parent() == Some(&root())
            && page.file_name().unwrap().to_str().unwrap().starts_with("README");
        if !of_book && !is_first {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        let mut inside = false;
        for line in text.lines() {
            inside ^= line.starts_with("```");
            let Some(code) = line.strip_prefix("    ").filter(|_| !inside) else { continue };
            // What builds and tests the program is run by the gate.
            let is_gate = code.starts_with("cargo ");
            assert!(is_gate || programs.contains(&code), "{}: {code}", page.display());
        }
    }
}
