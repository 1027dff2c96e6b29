//! The lines of this shelf, each with what is decided of it. Included by the tests that replay them.

use std::fs;
use std::path::Path;

/// What is decided of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is read, and so are its conditions and values, in order; none are given where only names are declared.
    Read(Vec<String>),
    /// It is refused with one complaint of this code, under the text that is written, which is empty where
    /// something is missing.
    Refused(String, String),
    /// It is read, and checking complains with these codes.
    Then(Vec<String>),
    /// It needs what the language does not have yet: a complaint says where.
    Later,
}

/// A snippet of the corpus.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// The heading over it.
    pub heading: String,
    /// What an author wrote.
    pub text: String,
    /// What is decided.
    pub decided: Decided,
}

/// Every snippet of one file.
pub fn snippets(file: &str) -> Vec<Snippet> {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let text = fs::read_to_string(shelf.join(file)).unwrap();
    let parts = text.split("=== ").skip(1);
    parts.map(snippet).collect()
}

fn snippet(part: &str) -> Snippet {
    let (heading, body) = part.split_once('\n').unwrap();
    let marked = |mark: &str| -> Vec<String> {
        body.lines().filter_map(|line| line.strip_prefix(mark)).map(str::to_owned).collect()
    };
    let written = body.lines().filter(|line| !line.starts_with(['→', '^']));
    let text = written.collect::<Vec<_>>().join("\n").trim_end().to_owned() + "\n";
    let (decided, _) = heading.split_once(" · ").unwrap_or_else(|| panic!("{heading}"));
    let (word, rest) = decided.split_once(' ').unwrap_or((decided, ""));
    let decided = match word {
        "read" => Decided::Read(marked("→ ")),
        "refused" => Decided::Refused(
            rest.to_owned(),
            marked("^").into_iter().next().unwrap_or_default().trim().to_owned(),
        ),
        "then" => Decided::Then(rest.split(' ').map(str::to_owned).collect()),
        "later" => Decided::Later,
        _ => panic!("{heading}"),
    };
    Snippet { heading: heading.to_owned(), text, decided }
}
