//! What a phase has to say: a code, its place, and the way out.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::codes::{Code, Note, Severity};
use crate::lang::Lang;
use crate::source::Span;
use crate::template::{Arg, Args, fill};

/// A registered text with what fills it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Which text.
    pub note: Note,
    /// What fills its placeholders.
    pub args: Args,
}

impl Message {
    /// A text without placeholders.
    #[must_use]
    pub fn new(note: Note) -> Self {
        Self { note, args: Args::default() }
    }

    /// Fills one placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push(name, value);
        self
    }

    /// The text in `lang`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let row = self.note.text();
        fill(lang.pick(row.zh, row.en), &self.args, lang)
    }
}

impl From<Note> for Message {
    fn from(note: Note) -> Self {
        Self::new(note)
    }
}

/// A marked piece of source and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The piece.
    pub span: Span,
    /// What is said under it.
    pub message: Message,
}

/// A line of a file that is no source, such as a row of a table, and the piece of it that is marked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quote {
    /// The file, as the user wrote it.
    pub file: String,
    /// The number of the line, from 1.
    pub line: u32,
    /// The line with its line feed, for a mark may stand behind the last character.
    pub text: String,
    /// First byte of the piece.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What is said under it.
    pub message: Message,
}

/// One complaint. The first label is the place it is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its row in the registry.
    pub code: Code,
    /// What fills the title.
    pub args: Args,
    /// Marked pieces of source; the first is the place.
    pub labels: Vec<Label>,
    /// Lines of files that are no sources; they are drawn where nothing is labelled.
    pub quotes: Vec<Quote>,
    /// Ways out.
    pub helps: Vec<Message>,
}

impl Diagnostic {
    /// A complaint without a place yet.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, args: Args::default(), labels: Vec::new(), quotes: Vec::new(), helps: Vec::new() }
    }

    /// Fills a placeholder of the title.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push(name, value);
        self
    }

    /// Marks a piece of source.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<Message>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Shows a line of a file, where there is one to show.
    #[must_use]
    pub fn quote(mut self, quote: Option<Quote>) -> Self {
        self.quotes.extend(quote);
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, message: impl Into<Message>) -> Self {
        self.helps.push(message.into());
        self
    }

    /// The one-sentence title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let title = self.code.row().title;
        fill(lang.pick(title.zh, title.en), &self.args, lang)
    }

    /// Where it points.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// What a phase, or a whole run, has to say.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// Their hashes: a file may have an error in every line.
    seen: HashSet<u64>,
}

impl PartialEq for Diagnostics {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Diagnostics {}

fn hashed(diagnostic: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    diagnostic.hash(&mut hasher);
    hasher.finish()
}

impl Diagnostics {
    /// Adds one, unless the very same is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert(hashed(&diagnostic)) || !self.all.contains(&diagnostic) {
            self.all.push(diagnostic);
        }
    }

    /// Adds all of another.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.all {
            self.push(diagnostic);
        }
    }

    /// The same, `by` bytes further into their sources: what was said of a piece, said of the whole.
    #[must_use]
    pub fn moved(mut self, by: u32) -> Self {
        for label in self.all.iter_mut().flat_map(|diagnostic| &mut diagnostic.labels) {
            label.span.start = label.span.start.saturating_add(by);
            label.span.end = label.span.end.saturating_add(by);
        }
        self.seen = self.all.iter().map(hashed).collect();
        self
    }

    /// In the order of the sources and the places in them; what has no place comes first.
    pub fn sort(&mut self) {
        self.all.sort_by_key(Diagnostic::span);
    }

    /// Whether there is an error (lints do not count).
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Those that are wanted.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Diagnostic) -> bool) -> Self {
        let mut kept = Self::default();
        self.iter()
            .filter(|diagnostic| wanted(diagnostic))
            .for_each(|diagnostic| kept.push(diagnostic.clone()));
        kept
    }

    /// The errors alone: lints are for the authors of a rulebook, not for those who use it.
    #[must_use]
    pub fn errors(&self) -> Self {
        self.only(|diagnostic| diagnostic.code.row().severity == Severity::Error)
    }

    /// How many of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.code.row().severity == severity).count()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }
}
