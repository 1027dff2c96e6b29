//! How alike two texts are: 1 less the share of edits in the length of the longer, code point by code point.

use shensuan_vocab::names::fold_text;

/// The text that counts: folded, without these words. A text of which nothing would be left counts as it is.
#[must_use]
pub fn that_counts(text: &str, without: &[String]) -> String {
    let folded = fold_text(text);
    let mut left = String::new();
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let behind = without.iter().find_map(|word| rest.strip_prefix(word.as_str()));
        rest = behind.unwrap_or_else(|| {
            left.push(first);
            rest.strip_prefix(first).unwrap_or("")
        });
    }
    if left.len() == folded.len() {
        return folded;
    }
    let left = fold_text(&left);
    if left.is_empty() { folded } else { left }
}

/// Words that do not count, in the order in which they are looked for: of two that begin alike the longer first.
#[must_use]
pub(crate) fn stop_words(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().map(|word| fold_text(&word)).collect();
    words.retain(|word| !word.is_empty());
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// How alike two texts that count are.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_levenshtein(a, b)
}
