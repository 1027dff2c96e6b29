//! Names: a declared thing has one name in each language and any number of aliases; all are accepted, one
//! is written.

use std::borrow::Cow;

use shensuan_diagnostics::{Lang, Localised};

/// Folds what a Chinese input method types to its half-width twin: full-width ASCII, the ideographic
/// blank. Superscripts and circled digits are left alone (m² is not m2).
#[must_use]
pub fn fold_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// The form in which texts are compared: trimmed, widths folded, runs of blanks one blank, ASCII case
/// folded.
#[must_use]
pub fn fold_text(text: &str) -> String {
    folded(text).into_owned()
}

/// The same; a text that is in this form already is borrowed.
#[must_use]
pub fn folded(text: &str) -> Cow<'_, str> {
    // Keys and codes mostly are of this kind.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    // As names and headings are of this one.
    if text.chars().all(is_folded) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().map(fold_width) {
        if c.is_whitespace() {
            blank = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            folded.push(' ');
        }
        folded.push(c.to_ascii_lowercase());
    }
    Cow::Owned(folded)
}

/// Whether a character stays what it is wherever it stands in a text that is folded. Of others that may not be said.
const fn is_folded(c: char) -> bool {
    matches!(c, '!'..='@' | '['..='~' | '\u{3001}'..='\u{d7ff}')
}

/// Whether a text is Chinese: it holds a Han character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// All names of one thing, the declared one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    all: Vec<String>,
}

impl Name {
    /// A name and its aliases in the order of their declaration.
    #[must_use]
    pub fn new(declared: impl Into<String>, aliases: impl IntoIterator<Item = String>) -> Self {
        Self { all: std::iter::once(declared.into()).chain(aliases).collect() }
    }

    /// The name it was declared by.
    #[must_use]
    pub fn declared(&self) -> &str {
        self.all.first().map_or("", String::as_str)
    }

    /// Every spelling that is accepted.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// The name written in `lang`: the first in that language, else the declared one.
    #[must_use]
    pub fn written(&self, lang: Lang) -> &str {
        let chinese = lang == Lang::Zh;
        self.all().find(|name| name.chars().any(is_han) == chinese).unwrap_or(self.declared())
    }
}

impl Localised for Name {
    fn in_lang(&self, lang: Lang) -> String {
        self.written(lang).to_owned()
    }
}

/// The form in which declared names are compared: widths folded, runs of blanks one blank. Case counts:
/// `As` is a name, `as` an operator.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let folded: String = name.chars().map(fold_width).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same; most names are written so already.
#[must_use]
pub fn folded_name(name: &str) -> Cow<'_, str> {
    let blanks = name.starts_with(' ') || name.ends_with(' ') || name.contains("  ");
    let as_folded = !blanks && name.chars().all(|c| fold_width(c) == c && (c == ' ' || !c.is_whitespace()));
    if as_folded { Cow::Borrowed(name) } else { Cow::Owned(fold_name(name)) }
}
