//! Tests of one text: the same answer wherever the text stands, so they are evaluated once per distinct text.

use shensuan_vocab::names::fold_text;
use shensuan_vocab::{CodeList, Vocab};

use crate::functions::credit_code;
use crate::text::{Pattern, TextValue};

/// A test of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Predicate {
    /// The text.
    pub text: TextValue,
    /// The test.
    pub test: Test,
}

/// What is asked of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// Nothing but that it is there.
    Given,
    /// A code below one of these, or itself one, or within one of these ranges.
    CodeWithin {
        /// Codes whose subtrees are meant.
        codes: Vec<String>,
        /// Ranges of codes of equal length, both ends included, subtrees meant.
        ranges: Vec<(String, String)>,
    },
    /// Exactly one of these codes.
    CodeIs(Vec<String>),
    /// One of these texts, folded.
    TextIs(Vec<String>),
    /// Holds one of these texts, folded.
    Contains(Vec<String>),
    /// Begins with one of these texts, folded.
    StartsWith(Vec<String>),
    /// Ends with one of these texts, folded.
    EndsWith(Vec<String>),
    /// One of these patterns is found in it, not folded.
    Matches(Vec<Pattern>),
    /// A unified social credit code with both check characters right.
    CreditCode,
}

impl Predicate {
    /// Whether a given text of the field satisfies the test; unknown where what is made of the text is missing. A
    /// code equals its code or its name; a text that is not in the list is in none of its sets.
    #[must_use]
    pub fn holds(&self, vocab: &Vocab, text: &str) -> Option<bool> {
        let list = self.text.list.map(|list| vocab.list(list));
        Some(self.test.holds(list, vocab.field(self.text.field).exact, &self.text.of(vocab, text)?))
    }
}

impl Test {
    /// Whether a text, a code of that list, satisfies the test.
    pub(crate) fn holds(&self, list: Option<&CodeList>, exact: bool, text: &str) -> bool {
        let folded = if exact { text.to_owned() } else { fold_text(text) };
        match self {
            Self::Given => true,
            Self::CodeWithin { codes, ranges } => codes_above(list, &folded, exact).iter().any(|code| {
                codes.contains(code)
                    || ranges.iter().any(|(low, high)| {
                        code.len() == low.len()
                            && low.as_str() <= code.as_str()
                            && code.as_str() <= high.as_str()
                    })
            }),
            Self::CodeIs(codes) => meant(list, &folded, exact).iter().any(|code| codes.contains(code)),
            Self::TextIs(texts) => texts.contains(&folded),
            Self::Contains(texts) => texts.iter().any(|part| folded.contains(part.as_str())),
            Self::StartsWith(texts) => texts.iter().any(|part| folded.starts_with(part.as_str())),
            Self::EndsWith(texts) => texts.iter().any(|part| folded.ends_with(part.as_str())),
            Self::Matches(patterns) => patterns.iter().any(|pattern| pattern.is_in(text)),
            Self::CreditCode => credit_code::is_valid(text),
        }
    }
}

/// The codes that a text means, folded; the text alone where no list holds it. An exact text means the code that is
/// written just so.
fn meant(list: Option<&CodeList>, folded: &str, exact: bool) -> Vec<String> {
    let entries = list.into_iter().flat_map(|list| list.find_all(folded));
    let as_written = entries.filter(|entry| !exact || entry.code == folded || entry.name == folded);
    let codes: Vec<String> = as_written.map(|entry| fold_text(&entry.code)).collect();
    if codes.is_empty() { vec![folded.to_owned()] } else { codes }
}

/// The same with the codes above them.
fn codes_above(list: Option<&CodeList>, folded: &str, exact: bool) -> Vec<String> {
    let Some(list) = list else { return vec![folded.to_owned()] };
    let mut all = Vec::new();
    for code in meant(Some(list), folded, exact) {
        match list.find(&code) {
            Some(entry) => all.extend(list.with_ancestors(entry).map(|above| fold_text(&above.code))),
            None => all.push(code),
        }
    }
    all
}
