//! Source texts, their line tables, and spans in them.

/// Names a source within its [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A piece of a source, in byte offsets: `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`.
    #[must_use]
    pub const fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// The smallest span that holds both (both in one source).
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place as a person counts it: line and character column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (not bytes, not cells), from 1.
    pub column: u32,
}

/// A named text with its line table.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// The text as it may be printed, where that is not itself; byte for byte at the same places, and with a line
    /// feed at its end, so that a mark can stand behind the last character.
    shown: Option<String>,
    line_starts: Vec<u32>,
}

/// Control characters, which a terminal might obey.
fn unprintable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

impl Source {
    fn new(name: String, text: String) -> Self {
        // A carriage return alone ends a line too.
        let bytes = text.as_bytes();
        let ends = |at: usize, byte: u8| byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        let breaks = bytes.iter().enumerate().filter(|(at, byte)| ends(*at, **byte));
        let line_starts = std::iter::once(0)
            .chain(breaks.clone().map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
            .collect();
        let returns = breaks.clone().any(|(_, byte)| *byte == b'\r');
        let shown = (returns || !text.ends_with('\n') || text.contains(unprintable)).then(|| {
            let mut shown = String::with_capacity(text.len() + 1);
            for (at, c) in text.char_indices() {
                match unprintable(c) {
                    true => (0..c.len_utf8()).for_each(|_| shown.push('?')),
                    false if c == '\r' && ends(at, b'\r') => shown.push('\n'),
                    false => shown.push(c),
                }
            }
            if !shown.ends_with('\n') {
                shown.push('\n');
            }
            shown
        });
        Self { name, text, shown, line_starts }
    }

    /// The name it is shown by: its path as the user wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with a `?` for every byte of a control character, and whole lines.
    pub(crate) fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// Line and character column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.text.get(start..offset as usize).unwrap_or("");
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: count(line), column: count(before.chars().count() + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Source};

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let source = Source::new(String::new(), "甲\r乙\r\n丙\n丁".to_owned());
        assert_eq!(source.position(4), Position { line: 2, column: 1 });
        assert_eq!(source.position(9), Position { line: 3, column: 1 });
        assert_eq!(source.shown(), "甲\n乙\r\n丙\n丁\n");
        assert_eq!(Source::new(String::new(), "甲\n".to_owned()).shown(), "甲\n");
    }
}

/// All texts of one run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a text under the name it is shown by.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(Source::new(name.into(), text.into()));
        id
    }

    /// The source of an id that this map gave out.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// All sources in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources.iter().zip(0..).map(|(source, id)| (SourceId(id), source))
    }

    /// The text under a span; empty where the span fits no text.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source)
            .and_then(|source| source.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// Where a span begins.
    #[must_use]
    pub fn position(&self, span: Span) -> Option<Position> {
        Some(self.get(span.source)?.position(span.start))
    }

    /// `path:line:column` of a span's beginning.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        match self.get(span.source) {
            Some(source) => {
                let at = source.position(span.start);
                format!("{}:{}:{}", source.name, at.line, at.column)
            }
            None => String::new(),
        }
    }
}
