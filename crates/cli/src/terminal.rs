//! What is printed, and how: language, width, colours.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use shensuan_diagnostics::codes::Severity;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Parsed, Ready};

use crate::words::Words;

/// Columns where no terminal says otherwise.
const WIDTH: usize = 100;

/// The reader's language, by the locale of the system.
pub(crate) fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// How many of one lint are shown whole; of the others the places are listed.
const SHOWN: usize = 3;
/// How many of those places are listed.
const LISTED: usize = 10;

/// Where a command prints.
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    renderer: Renderer,
}

impl Terminal {
    pub(crate) fn new(lang: Lang) -> Self {
        let colour = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { lang, renderer: Renderer { lang, width: WIDTH, colour } }
    }

    /// A line of an answer. A reader that has gone away (`| head`) is no error.
    pub(crate) fn say(&self, text: &str) {
        let _ = writeln!(stdout(), "{text}");
    }

    /// What is wrong with the command line, on the error stream.
    pub(crate) fn refuse(&self, text: &str) {
        let _ = writeln!(stderr(), "{}", text.trim_end());
    }

    /// Diagnostics, on the error stream.
    pub(crate) fn complain(&self, said: &Diagnostics, sources: &SourceMap) {
        for diagnostic in said.iter() {
            let _ = writeln!(stderr(), "{}", self.renderer.draw(diagnostic, sources));
        }
    }

    /// What the check of a rulebook says, on the error stream: every error, and the first of each lint. A rulebook of
    /// four hundred rules can have one lint a hundred times.
    pub(crate) fn complain_of_rules(&self, said: &Diagnostics, sources: &SourceMap, all: bool) {
        let mut seen: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for diagnostic in said.iter() {
            if !all && diagnostic.code.row().severity == Severity::Lint {
                let places = seen.entry(diagnostic.code.row().number).or_default();
                places.extend(diagnostic.span().map(|span| sources.place(span)));
                if places.len() > SHOWN {
                    continue;
                }
            }
            let _ = writeln!(stderr(), "{}", self.renderer.draw(diagnostic, sources));
        }
        for (number, places) in seen {
            if let Some(more) = places.get(SHOWN..).filter(|more| !more.is_empty()) {
                let mut listed: Vec<&str> = more.iter().take(LISTED).map(String::as_str).collect();
                if more.len() > LISTED {
                    listed.push("…");
                }
                let _ =
                    writeln!(stderr(), "{}\n", Words::of(self.lang).more_lints(number, more.len(), &listed));
            }
        }
    }

    /// The errors of a rulebook that is to be used, and how many lints it has: those are for its authors.
    fn complain_of_use(&self, said: &Diagnostics, sources: &SourceMap) {
        for error in said.iter().filter(|said| said.code.row().severity == Severity::Error) {
            let _ = writeln!(stderr(), "{}", self.renderer.draw(error, sources));
        }
        let lints = said.count(Severity::Lint);
        if lints > 0 {
            let _ = writeln!(stderr(), "{}", Words::of(self.lang).lints_of_rulebook(lints));
        }
    }

    /// A rulebook that can run; what is wrong with it is said.
    pub(crate) fn ready(&self, paths: &[PathBuf]) -> Option<Ready> {
        match Parsed::read(paths).check().plan() {
            Ok(ready) => {
                self.complain_of_use(&ready.said, &ready.sources);
                Some(ready)
            }
            Err(checked) => {
                self.complain(&checked.said, &checked.sources);
                self.count(&checked.said);
                None
            }
        }
    }

    /// What is being done, on a terminal; the next line takes its place.
    pub(crate) fn progress(&self, text: &str) {
        if stderr().is_terminal() {
            let _ = write!(stderr(), "\r\x1b[K{text}");
            let _ = stderr().flush();
        }
    }

    /// One diagnostic without a place in a source.
    pub(crate) fn complain_once(&self, diagnostic: Diagnostic) {
        let mut said = Diagnostics::default();
        said.push(diagnostic);
        self.complain(&said, &SourceMap::default());
    }

    /// How many errors and lints there were, on the error stream.
    pub(crate) fn count(&self, said: &Diagnostics) {
        let counts = Words::of(self.lang).counts(said.count(Severity::Error), said.count(Severity::Lint));
        let _ = writeln!(stderr(), "{counts}");
    }
}
