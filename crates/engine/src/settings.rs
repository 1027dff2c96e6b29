//! Files of settings (`dataset.toml`, `rulebook.toml`): read, and what is wrong with them said at its place.

use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::secrets::covered;
use serde::de::DeserializeOwned;
use shensuan_diagnostics::codes::{data as codes, database, names, text};
use shensuan_diagnostics::{Arg, Code, Diagnostic, Note, Quote, SourceMap, Span, suggest};

/// A file of settings that is broken in one way has this code, and an example of how it is written.
pub(crate) struct Settings {
    /// What is said of a broken one.
    pub(crate) broken: Code,
    /// A line of it as it should be.
    pub(crate) example: &'static str,
}

impl Settings {
    /// Reads a file, and its text; a broken one is added to `sources`, for the complaint points into it.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        path: &Path,
        sources: &mut SourceMap,
    ) -> Result<(T, String), Box<Diagnostic>> {
        let shown = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Box::new(self.said(&shown, Arg::from(&error))))?;
        let Ok(written) = String::from_utf8(bytes) else {
            let said = Diagnostic::new(text::NOT_UTF8).with("path", shown);
            return Err(Box::new(said.help(text::SAVE_AS_UTF8)));
        };
        let written = written.strip_prefix('\u{feff}').unwrap_or(&written);
        toml::from_str(written).map(|read| (read, written.to_owned())).map_err(|error| {
            let range = marked(written, error.span().unwrap_or(0..0));
            let source = sources.add(shown.as_str(), covered(written));
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let span = Span::new(source, offset(range.start), offset(range.end));
            Box::new(self.explained(&shown, error.message(), span))
        })
    }

    /// The complaint, without a place.
    pub(crate) fn said(&self, shown: &str, why: Arg) -> Diagnostic {
        Diagnostic::new(self.broken).with("path", shown).with("why", why)
    }

    /// What the library says, in our words.
    fn explained(&self, shown: &str, message: &str, span: Span) -> Diagnostic {
        let said = |why: Arg| self.said(shown, why).label(span, text::HERE);
        let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
        if message.starts_with("unknown field") {
            let key = quoted.next().unwrap_or_default();
            let known: Vec<String> = quoted.collect();
            let near = suggest::nearest(&key, known.iter().map(String::as_str));
            let said = said(codes::WHY_UNKNOWN_KEY.with("key", covered(&key)).into());
            return if near.is_empty() {
                said.help(codes::KEYS_ARE.with("names", known))
            } else {
                said.help(names::DID_YOU_MEAN.with("names", near))
            };
        }
        if message.starts_with("missing field") {
            let key = quoted.next().unwrap_or_default();
            return said(codes::WHY_KEY_MISSING.with("key", key).into());
        }
        if let Some((found, wanted)) = message
            .strip_prefix("invalid type: ")
            .or_else(|| message.strip_prefix("invalid value: "))
            .and_then(|rest| rest.split_once(", expected "))
        {
            let why = codes::WHY_WRONG_VALUE.with("wanted", kind(wanted)).with("found", kind(found));
            return said(why.into());
        }
        if message.starts_with("duplicate key") {
            return said(codes::WHY_KEY_TWICE.into());
        }
        if message.starts_with("data did not match") || message.starts_with("unknown variant") {
            return said(codes::WHY_NO_SUCH_VALUE.into());
        }
        said(codes::WHY_NOT_TOML.into()).help(codes::WRITE_KEY_VALUE.with("example", self.example))
    }
}

/// A piece of a file of settings, for a complaint about what it says.
pub(crate) fn quote(path: &str, written: &str, piece: Range<usize>) -> Quote {
    let piece = marked(written, piece);
    let before = written.get(..piece.start).unwrap_or("");
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let line = written.get(from..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    Quote {
        file: path.to_owned(),
        line: u32::try_from(number).unwrap_or(u32::MAX),
        text: line.to_owned() + "\n",
        start: (piece.start - from).min(line.len()),
        end: (piece.end - from).min(line.len()),
        message: text::HERE.into(),
    }
}

/// What the library calls a kind of value, in our words.
fn kind(words: &str) -> Note {
    let has = |pieces: &[&str]| pieces.iter().any(|piece| words.contains(piece));
    if has(&["a query"]) {
        database::A_TABLE_OR_A_QUERY
    } else if has(&["integer", "u32", "u64", "i64", "usize"]) {
        codes::A_WHOLE_NUMBER
    } else if has(&["float"]) {
        codes::A_FRACTION
    } else if has(&["sequence", "array"]) {
        codes::A_LIST
    } else if has(&["bool"]) {
        codes::A_TRUTH
    } else if has(&["string"]) {
        codes::A_QUOTED_TEXT
    } else if has(&["map", "table", "struct"]) {
        codes::A_TABLE
    } else {
        codes::SOMETHING_ELSE
    }
}

/// The piece of the first line of a range that has something in it; the first line of the file where the whole is
/// meant.
fn marked(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.start.min(text.len());
    let end = range.end.clamp(start, text.len());
    let inside = text.get(start..end).unwrap_or("");
    let first = inside.lines().next().unwrap_or("");
    start..start + first.trim_end().len()
}
