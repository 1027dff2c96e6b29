//! What reaches the grammar: a logical line on one physical line, in half-width signs, blanks collapsed,
//! comments gone, with the way back to the bytes of the source.

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) text: String,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Folded {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            starts: Vec::with_capacity(bytes),
            ends: Vec::with_capacity(bytes),
        }
    }

    /// A text in which there is nothing to fold, from `start` of its source.
    pub(super) fn plain(text: &str, start: u32) -> Self {
        let mut plain = Self::with_room(text.len());
        plain.push_plain(text, start as usize);
        plain
    }

    /// Appends characters that stand for themselves, from `start` of the source.
    pub(super) fn push_plain(&mut self, text: &str, start: usize) {
        self.text.push_str(text);
        if text.is_ascii() {
            let (start, end) = (offset(start), offset(start + text.len()));
            self.starts.extend(start..end);
            self.ends.extend(start + 1..end + 1);
            return;
        }
        for (at, c) in text.char_indices() {
            let (from, to) = (offset(start + at), offset(start + at + c.len_utf8()));
            self.starts.extend(std::iter::repeat_n(from, c.len_utf8()));
            self.ends.extend(std::iter::repeat_n(to, c.len_utf8()));
        }
    }

    /// Appends a character that stands for `start..end` of the source.
    pub(super) fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        let (start, end) = (offset(start), offset(end));
        let length = self.text.len();
        self.starts.resize(length, start);
        self.ends.resize(length, end);
    }

    /// Appends another folded text, a blank between.
    pub(super) fn join(&mut self, other: Self) {
        if self.text.is_empty() {
            *self = other;
            return;
        }
        if let (Some(end), Some(start)) = (self.ends.last().copied(), other.starts.first().copied()) {
            self.push(' ', end as usize, start as usize);
        }
        self.text.push_str(&other.text);
        self.starts.extend_from_slice(&other.starts);
        self.ends.extend_from_slice(&other.ends);
    }

    /// The same with `with` in place of `start..end`, and for the same piece of the source.
    pub(super) fn replaced(&self, start: usize, end: usize, with: &str) -> Self {
        let (from, to) = self.source(start, end);
        let mut out = Self {
            text: self.text.get(..start).unwrap_or("").to_owned(),
            starts: self.starts.iter().take(start).copied().collect(),
            ends: self.ends.iter().take(start).copied().collect(),
        };
        with.chars().for_each(|c| out.push(c, from as usize, to as usize));
        out.text.push_str(self.text.get(end..).unwrap_or(""));
        out.starts.extend(self.starts.iter().skip(end));
        out.ends.extend(self.ends.iter().skip(end));
        out
    }

    /// Takes the blanks off the end.
    pub(super) fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        self.starts.truncate(length);
        self.ends.truncate(length);
    }

    /// How many bytes of the folded text stand before a place of the source.
    pub(super) fn until(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= at)
    }

    /// The bytes of the source under `start..end` of the folded text; past its end, the place behind it.
    pub(super) fn source(&self, start: usize, end: usize) -> (u32, u32) {
        let last = self.ends.last().copied().unwrap_or(0);
        let from = self.starts.get(start).copied().unwrap_or(last);
        let to = end.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(last);
        (from, to.max(from))
    }
}

/// Sources are bounded well below 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The half-width twin of a sign or letter that an input method types in full width.
pub(super) fn half_width(c: char) -> char {
    match c {
        // Whatever Word and web pages put between words, and the mark that editors put before a file.
        '\u{feff}' => ' ',
        c if c.is_whitespace() => ' ',
        '。' => '.',
        '〜' => '~',
        '“' | '”' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Characters that nobody sees, left behind by web pages and word processors: they stand for nothing.
pub(super) fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
}

/// The mark that stands in the folded text for a comma between the arguments of a call.
pub(super) const ARGUMENT_SEPARATOR: char = '\u{1f}';

impl Folded {
    /// The same text, `by` bytes further into the source.
    pub(super) fn moved(&self, by: u32) -> Self {
        let shift = |all: &[u32]| all.iter().map(|at| at.saturating_add(by)).collect();
        Self { text: self.text.clone(), starts: shift(&self.starts), ends: shift(&self.ends) }
    }
}
