//! What is printed, and how: language, width, colours.

use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use shensuan_diagnostics::codes::{Severity, data as codes};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Date, Parsed, Ready};

use crate::Status;
use crate::words::Words;

/// Columns where no terminal says otherwise.
const WIDTH: usize = 100;

/// The reader's language, by the locale of the system.
pub(crate) fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// Where a command prints.
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    renderer: Renderer,
    /// Why standard output takes no more.
    silenced: RefCell<Option<io::Error>>,
}

impl Terminal {
    pub(crate) fn new(lang: Lang) -> Self {
        let colour = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { lang, renderer: Renderer { lang, width: WIDTH, colour }, silenced: RefCell::new(None) }
    }

    /// A line of an answer.
    pub(crate) fn say(&self, text: &str) {
        if self.silenced.borrow().is_some() {
            return;
        }
        let mut out = stdout();
        if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush()) {
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

    /// A rulebook that can run, as it stands on a day; what is wrong with it is said.
    pub(crate) fn ready(&self, paths: &[PathBuf], as_of: Option<Date>) -> Option<Ready> {
        match Parsed::read(paths).as_of(as_of).check().plan() {
            Ok(ready) => {
                self.complain(&ready.said, &ready.sources);
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
