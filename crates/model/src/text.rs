//! Text as an expression: the cell of a field and the functions it goes through. A text comes to the same wherever it
//! stands, so that all of this is evaluated once per distinct text.

use std::borrow::Cow;
use std::cmp::Ordering;

use regex::Regex;
use shensuan_diagnostics::Lang;
use shensuan_vocab::names::{fold_text, folded};
use shensuan_vocab::{FieldId, ListId, Meaning, Vocab};

use crate::functions::{Callee, Lower};

/// The text of a field, and what is made of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextValue {
    /// The field.
    pub field: FieldId,
    /// What is done with its text, in order.
    pub steps: Vec<TextStep>,
    /// The list whose code comes out; none where it is plain text.
    pub list: Option<ListId>,
}

/// A function of one text with its other arguments, which are literals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextStep {
    /// The function.
    pub function: Callee,
    /// Its other arguments.
    pub arguments: Vec<Literal>,
}

/// An argument that is written out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(String),
    /// A pattern.
    Pattern(Pattern),
    /// A code list.
    List(ListId),
}

/// A regular expression, searched in linear time.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// The memory that a compiled pattern may take.
const PATTERN_SIZE: usize = 1 << 20;

impl Pattern {
    /// The pattern of a text; none where it is none, or too large.
    pub(crate) fn new(text: &str) -> Option<Self> {
        regex::RegexBuilder::new(text).size_limit(PATTERN_SIZE).build().ok().map(Self)
    }

    /// As it is written.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is found in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

impl PartialOrd for Pattern {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pattern {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.as_str().cmp(other.0.as_str())
    }
}

impl TextValue {
    /// The text of a field as it stands.
    pub(crate) fn of_field(field: FieldId, list: Option<ListId>) -> Self {
        Self { field, steps: Vec::new(), list }
    }

    /// What comes of a given text of the field; none where that is missing.
    #[must_use]
    pub fn of(&self, vocab: &Vocab, text: &str) -> Option<String> {
        let mut text = text.to_owned();
        for step in &self.steps {
            text = step.text(vocab, &text)?;
        }
        Some(text)
    }

    /// What is the same for texts that compare as equal, or are exactly equal: of a code its code. None of a name that
    /// several codes share, which equals each of them.
    #[must_use]
    pub fn identity<'t>(&self, vocab: &'t Vocab, text: &'t str, exact: bool) -> Option<Cow<'t, str>> {
        // Mostly it is the text itself.
        let made =
            if self.steps.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(self.of(vocab, text)?) };
        let made = match self.list.map(|list| vocab.list(list).meaning(&made)) {
            Some(Meaning::Code(entry)) => Cow::Borrowed(entry.code.as_str()),
            Some(Meaning::Several) => return None,
            Some(Meaning::None) | None => made,
        };
        Some(match made {
            made if exact => made,
            Cow::Borrowed(text) => folded(text),
            Cow::Owned(text) => Cow::Owned(fold_text(&text)),
        })
    }
}

impl TextStep {
    /// The word behind the dot of what is written so, `industry.name`; none of a function that is called.
    #[must_use]
    pub fn behind_the_dot(&self, lang: Lang) -> Option<&'static str> {
        let function = self.function.get();
        let (_, word) = lang.pick(function.zh, function.en).first()?.split_once('.')?;
        Some(word)
    }

    /// The text that the function makes of a text.
    pub(crate) fn text(&self, vocab: &Vocab, text: &str) -> Option<String> {
        match self.function.get().lower {
            Lower::Text(f) => f(Asked { vocab, text, arguments: &self.arguments }),
            Lower::Nothing | Lower::Row(_) | Lower::Measure(_) => None,
        }
    }

    /// The number that the function makes of a text.
    #[must_use]
    pub fn number(&self, vocab: &Vocab, text: &str) -> Option<f64> {
        match self.function.get().lower {
            Lower::Measure(f) => f(Asked { vocab, text, arguments: &self.arguments }),
            Lower::Nothing | Lower::Row(_) | Lower::Text(_) => None,
        }
    }
}

/// What a function of a text is asked.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) vocab: &'a Vocab,
    /// The text, as it stands in the cell.
    pub(crate) text: &'a str,
    arguments: &'a [Literal],
}

impl<'a> Asked<'a> {
    /// The whole number at this place among the arguments behind the text.
    pub(crate) fn whole(self, at: usize) -> Option<i64> {
        match self.arguments.get(at)? {
            Literal::Whole(number) => Some(*number),
            Literal::Text(_) | Literal::Pattern(_) | Literal::List(_) => None,
        }
    }

    /// A count: a whole number that is not negative.
    pub(crate) fn count(self, at: usize) -> Option<usize> {
        usize::try_from(self.whole(at)?).ok()
    }

    /// The text at this place.
    pub(crate) fn literal(self, at: usize) -> Option<&'a str> {
        match self.arguments.get(at)? {
            Literal::Text(text) => Some(text),
            Literal::Whole(_) | Literal::Pattern(_) | Literal::List(_) => None,
        }
    }

    /// The code list at this place.
    pub(crate) fn list(self, at: usize) -> Option<&'a shensuan_vocab::CodeList> {
        match self.arguments.get(at)? {
            Literal::List(list) => Some(self.vocab.list(*list)),
            Literal::Whole(_) | Literal::Text(_) | Literal::Pattern(_) => None,
        }
    }
}
