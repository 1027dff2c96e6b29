//! Of several words for one thing, the one that its author wrote.

use shensuan_diagnostics::{Lang, Span};

use super::Writer;
use super::words::{has, own};
use crate::tree::Node;
use crate::tree_expr::CompareOp;

impl Writer<'_> {
    /// The word of a grammar rule, or the one of its others that its author wrote at a place.
    pub(super) fn said(&self, at: Span, rule: &str) -> String {
        let lang = self.wording.lang;
        let spelt = self.spelt(at).filter(|spelt| self.own_words && is_of(spelt, lang) && has(rule, spelt));
        spelt.unwrap_or_else(|| self.word(rule).to_owned())
    }

    /// The words at a place of what the tree was read from.
    pub(super) fn spelt(&self, at: Span) -> Option<String> {
        let text = self.text?.get(at.start as usize..at.end as usize)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A sign of comparison; in words where it was written so, and both languages have them.
    pub(super) fn comparison(&self, op: &Node<CompareOp>) -> String {
        let (sign, rules): (_, &[&str]) = match op.value {
            CompareOp::Equal => ("=", &["kw_is", "equal"]),
            CompareOp::NotEqual => ("≠", &["kw_is_not", "not_equal"]),
            CompareOp::Less => ("<", &["less"]),
            CompareOp::AtMost => ("≤", &["at_most"]),
            CompareOp::Greater => (">", &["greater"]),
            CompareOp::AtLeast => ("≥", &["at_least"]),
        };
        let lang = self.wording.lang;
        let words = self.spelt(op.span).and_then(|spelt| {
            let rule = rules.iter().find(|rule| has(rule, &spelt))?;
            if self.own_words && is_of(&spelt, lang) {
                return Some(spelt);
            }
            own(rule, Lang::Zh).and(own(rule, Lang::En))?;
            own(rule, lang).map(str::to_owned)
        });
        words.unwrap_or_else(|| sign.to_owned())
    }
}

/// Whether words are those of a language.
fn is_of(words: &str, lang: Lang) -> bool {
    words.is_ascii() == (lang == Lang::En)
}
