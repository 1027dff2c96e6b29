//! Message templates: a text with `{placeholders}`, and what fills them.

use std::io;

use crate::codes::{Note, data};
use crate::diagnostic::Message;
use crate::lang::{Both, Lang, Localised};

/// A value for a placeholder, printed in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// The same in both languages: source text, a number.
    Text(String),
    /// Known in both.
    Both(Both),
    /// Names, each quoted as the language does.
    Names(Vec<String>),
}

impl Arg {
    /// Of anything localised.
    #[must_use]
    pub fn of(thing: &impl Localised) -> Self {
        Self::Both(Both::of(thing))
    }

    fn print(&self, lang: Lang, into: &mut String) {
        match self {
            Self::Text(text) => into.extend(plain(text)),
            Self::Both(both) => into.push_str(lang.pick(&both.zh, &both.en)),
            Self::Names(names) => {
                for (index, name) in names.iter().enumerate() {
                    if index > 0 {
                        into.push_str(lang.pick("、", ", "));
                    }
                    into.push_str(lang.pick("“", "`"));
                    into.extend(plain(name));
                    into.push_str(lang.pick("”", "`"));
                }
            }
        }
    }
}

/// The characters of a text of others; what a terminal would take for an order is none.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| if c.is_control() { '?' } else { c })
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Both> for Arg {
    fn from(both: Both) -> Self {
        Self::Both(both)
    }
}

/// Why the system refused, in both languages where it is a common reason.
impl From<&io::Error> for Arg {
    fn from(error: &io::Error) -> Self {
        let known = [
            (io::ErrorKind::NotFound, data::WHY_NOT_FOUND),
            (io::ErrorKind::PermissionDenied, data::WHY_NOT_ALLOWED),
            (io::ErrorKind::ReadOnlyFilesystem, data::WHY_READ_ONLY),
            (io::ErrorKind::NotADirectory, data::WHY_NOT_A_FOLDER),
            (io::ErrorKind::IsADirectory, data::WHY_NOT_A_FILE),
            (io::ErrorKind::AlreadyExists, data::WHY_EXISTS),
            (io::ErrorKind::StorageFull, data::WHY_NO_SPACE),
        ];
        if let Some((_, note)) = known.iter().find(|(kind, _)| *kind == error.kind()) {
            return Self::from(*note);
        }
        let text = error.to_string();
        Self::from(text.split(" (os error").next().unwrap_or_default())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Both(Both::new(message.text(Lang::Zh), message.text(Lang::En)))
    }
}

impl From<Note> for Arg {
    fn from(note: Note) -> Self {
        let text = note.text();
        Self::Both(Both::new(text.zh, text.en))
    }
}

impl From<Vec<String>> for Arg {
    fn from(names: Vec<String>) -> Self {
        Self::Names(names)
    }
}

/// What fills the placeholders of a template, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// Adds a value.
    pub fn push(&mut self, name: &'static str, value: impl Into<Arg>) {
        self.0.push((name, value.into()));
    }

    fn get(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Fills a template. A placeholder without a value stays visible as `{name}`, so that a test sees it.
pub(crate) fn fill(template: &str, args: &Args, lang: Lang) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match args.get(name) {
            Some(value) => value.print(lang, &mut out),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The placeholders of a template, sorted.
#[cfg(test)]
pub(crate) fn placeholders(template: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        template.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found.dedup();
    found
}
