//! What is printed, and how: language, width, colours.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use shensuan_diagnostics::codes::{Severity, data as codes};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Date, Parsed, Ready};
use terminal_size::{Height, Width, terminal_size_of};
use unicode_width::UnicodeWidthChar;

use crate::Status;
use crate::words::Words;

/// Columns where no terminal says otherwise.
const WIDTH: usize = 100;
/// Columns that are made use of: in fewer a message falls apart, and longer lines are hard to follow.
const USABLE: (usize, usize) = (60, 120);

/// The reader's language, by the locale of the system.
pub(crate) fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// Columns, as `COLUMNS` says; or else those that a terminal was seen to have.
fn columns(seen: Option<(Width, Height)>) -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    told.or_else(|| seen.map(|(Width(columns), _)| usize::from(columns)))
}

/// How many of one lint are shown whole; of the others the places are listed.
const SHOWN: usize = 3;
/// How many of those places are listed.
const LISTED: usize = 10;

/// How long a step is shown at least, unless it was the last.
const PAUSE: Duration = Duration::from_millis(50);

/// The beginning of a text that takes so many columns: a line that is broken could not be taken back.
fn cut(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > columns
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or(text)
}

/// Where a command prints.
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    renderer: Renderer,
    /// Why standard output takes no more.
    silenced: RefCell<Option<io::Error>>,
    /// When a step was shown last.
    shown: Cell<Option<Instant>>,
}

impl Terminal {
    pub(crate) fn new(lang: Lang) -> Self {
        let colour = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let width =
            columns(terminal_size_of(stderr())).map_or(WIDTH, |columns| columns.clamp(USABLE.0, USABLE.1));
        Self {
            lang,
            renderer: Renderer { lang, width, colour },
            silenced: RefCell::new(None),
            shown: Cell::new(None),
        }
    }

    /// Its columns.
    pub(crate) fn width(&self) -> usize {
        self.renderer.width
    }

    /// Columns that an answer may take: as many as it likes where nobody looks at it, as in a pipe.
    pub(crate) fn room(&self) -> usize {
        columns(terminal_size_of(stdout())).map_or(usize::MAX, |columns| columns.max(USABLE.0))
    }

    /// A line of an answer.
    pub(crate) fn say(&self, text: &str) {
        self.print(&format!("{text}\n"));
    }

    /// An answer as it stands.
    pub(crate) fn print(&self, text: &str) {
        if self.silenced.borrow().is_some() {
            return;
        }
        let mut out = stdout();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            *self.silenced.borrow_mut() = Some(error);
        }
    }

    /// The status of a command that ended with `status`: an answer that could not be printed is an error, but a
    /// reader that has gone away (`| head`) is none.
    pub(crate) fn ended(&self, status: Status) -> Status {
        match self.silenced.take() {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.complain_once(Diagnostic::new(codes::CANNOT_PRINT).with("why", &error));
                if status == Status::Done || status == Status::Found { Status::Data } else { status }
            }
            Some(_) | None => status,
        }
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

    /// What is said of a rulebook that is to be used, and how many lints of style it has: those are for its authors.
    pub(crate) fn complain_of_use(&self, said: &Diagnostics, sources: &SourceMap) {
        let of_style = |said: &&Diagnostic| said.code.row().number.starts_with('W');
        for other in said.iter().filter(|said| !of_style(said)) {
            let _ = writeln!(stderr(), "{}", self.renderer.draw(other, sources));
        }
        let lints = said.iter().filter(of_style).count();
        if lints > 0 {
            let _ = writeln!(stderr(), "{}", Words::of(self.lang).lints_of_rulebook(lints));
        }
    }

    /// A rulebook that can run, as it stands on a day; what is wrong with it is said.
    pub(crate) fn ready(&self, paths: &[PathBuf], as_of: Option<Date>) -> Option<Ready> {
        match Parsed::read(paths).as_of(as_of).check().plan() {
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

    /// What is being done, on a terminal; the next line takes its place. Of many steps that take no time each not every one
    /// is shown. In a pipe nothing is.
    pub(crate) fn progress(&self, text: &str) {
        if !stderr().is_terminal() {
            return;
        }
        let now = Instant::now();
        let soon = self.shown.get().is_some_and(|shown| now.duration_since(shown) < PAUSE);
        if soon && !text.is_empty() {
            return;
        }
        self.shown.set(if text.is_empty() { None } else { Some(now) });
        let columns = terminal_size_of(stderr()).map_or(WIDTH, |(Width(columns), _)| usize::from(columns));
        let _ = write!(stderr(), "\r\x1b[K{}", cut(text, columns.saturating_sub(1)));
        let _ = stderr().flush();
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
