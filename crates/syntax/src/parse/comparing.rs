//! Words of comparison that everybody writes and the grammar does not have: `超过`, `more than`. Each is answered with
//! the sign that it means; nothing like it in spelling, which may be its opposite, is offered.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::cursor::Place;
use super::fold::Folded;
use super::misspelt::{Meant, Refused, reads};

/// A sign, and the words that mean it.
#[rustfmt::skip]
const WORDS: [(&str, &[&str]); 7] = [
    ("≥", &[
        "不早于", "大于或等于", "大于等于", "高于等于", "不小于", "不少于", "至少", "不得低于", "不得少于", "不得小于", "不应低于", "不应小于",
        "greater than or equal to", "more than or equal to", "equal to or greater than", "at least as much as", "not less than",
        "no less than", "not below", "not under", "not lower than", "no lower than", "not smaller than", "not fewer than",
        "no fewer than", "not before", "not earlier than", "no earlier than", "on or after", "not <", "不 <",
    ]),
    ("≤", &[
        "不晚于", "不迟于", "小于或等于", "小于等于", "低于等于", "不大于", "不多于", "不高于", "至多", "最多", "不得超过", "不得大于", "不得高于",
        "不应超过", "不应大于", "不应高于",
        "less than or equal to", "equal to or less than", "not more than", "no more than", "not greater than", "no greater than",
        "not above", "not over", "not larger than", "not higher than", "no higher than", "does not exceed",
        "must not exceed", "up to", "not after", "not later than", "no later than", "on or before", "not >", "不 >",
    ]),
    (">", &[
        "超过", "超出", "高于", "高出", "多于", "大过", "晚于", "迟于",
        "more than", "greater than", "larger than", "bigger than", "higher than", "exceeds", "exceed", "above", "over", "later than",
        "after",
    ]),
    ("<", &[
        "低于", "少于", "小过", "不到", "不足", "早于",
        "less than", "fewer than", "smaller than", "lower than", "below", "under", "earlier than", "before",
    ]),
    ("=", &["等同于", "相等于", "equals", "equal", "is the same as", "same as"]),
    ("≈", &["约等于", "大约等于", "近似等于", "近似于", "approximately equals", "roughly equals", "is about"]),
    ("≠", &[
        "不同于", "不相等于", "不应等于", "does not equal", "doesn't equal", "do not equal", "not equal", "differs from", "is different from",
        "different from", "not =", "不 =",
    ]),
];

/// States that have no word for their opposite: as written, without the `not`, and what to write.
#[rustfmt::skip]
const DENIED: [(&str, &str, &str); 14] = [
    ("is not true", "is true", "not (… is true)"), ("is not false", "is false", "not (… is false)"),
    ("is not unknown", "is unknown", "not (… is unknown)"),
    ("is not a valid credit code", "is a valid credit code", "not (… is a valid credit code)"),
    ("is not valid credit code", "is a valid credit code", "not (… is a valid credit code)"),
    ("is no valid credit code", "is a valid credit code", "not (… is a valid credit code)"),
    ("is not distinct from", "is distinct from", "not (… is distinct from …)"),
    ("不为真", "为真", "非 (… 为真)"), ("不是真", "为真", "非 (… 为真)"), ("不为假", "为假", "非 (… 为假)"),
    ("不是假", "为假", "非 (… 为假)"), ("不为未知", "为未知", "非 (… 为未知)"),
    ("不是有效信用代码", "是有效信用代码", "非 (… 是有效信用代码)"), ("非有效信用代码", "是有效信用代码", "非 (… 是有效信用代码)"),
];

/// What may stand before them.
const IS: [&str; 5] = ["is ", "are ", "must be ", "应", "为"];

impl Refused<'_> {
    /// `x 超过 3`, `x is more than 3`, `x is not true`.
    pub(super) fn comparing(self) -> Option<Meant> {
        if let Some((start, end, plain, instead)) = denied(&self.folded.text) {
            let lines = self.tried(start, end, plain)?;
            let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
            return Some(Meant {
                complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", instead)),
                lines,
            });
        }
        let found = places(&self.folded.text);
        let one = found.iter().find_map(|&(start, end, sign)| {
            self.tried(start, end, &apart(self.folded, start, end, sign))
                .map(|lines| (start, end, sign, lines))
        });
        let (start, end, sign, lines) = one.or_else(|| {
            let mut repaired = self.folded.clone();
            for &(start, end, sign) in found.iter().rev() {
                repaired = repaired.replaced(start, end, &apart(self.folded, start, end, sign));
            }
            let &(start, end, sign) = found.first().filter(|_| reads(&repaired.text))?;
            Some((start, end, sign, vec![repaired]))
        })?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", sign)), lines })
    }
}

/// Where a state is denied by a word that there is not: from, to, the state, what to write.
fn denied(line: &str) -> Option<(usize, usize, &'static str, &'static str)> {
    let english = line.match_indices(" is no").map(|(at, _)| at + 1);
    english.chain(line.match_indices(['不', '非']).map(|(at, _)| at)).find_map(|start| {
        let (before, rest) = line.split_at_checked(start)?;
        if !before.ends_with([' ', ')', '】', '`']) {
            return None;
        }
        let denied = |(written, ..): &&(&str, _, _)| {
            rest.strip_prefix(*written).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        let (written, plain, instead) = DENIED.iter().find(denied)?;
        let quotes = before.matches(['"', '「', '」', '【', '】', '`']).count();
        (quotes % 2 == 0).then_some((start, start + written.len(), *plain, *instead))
    })
}

/// The sign with the blanks that it wants where the word is run together with what stands beside it.
fn apart(folded: &Folded, start: usize, end: usize, sign: &str) -> String {
    let after = folded.text.get(end..).is_some_and(|rest| !rest.starts_with(' ') && !rest.is_empty());
    let before = folded.text.get(..start).is_some_and(|before| !before.ends_with(' '));
    [if before { " " } else { "" }, sign, if after { " " } else { "" }].concat()
}

/// The first such words within a name, `staff exceeds limit`, with their sign.
pub(super) fn within(name: &str) -> Option<(usize, usize, &'static str)> {
    places(name).into_iter().next()
}

/// `a is more than b`, `a is less than or equal to b`: the grammar would read an `is` or an `or` and names.
pub(super) fn split_up(place: Place<'_>) -> Option<Diagnostic> {
    let line = place.folded.text.as_str();
    if let Some((start, end, _, instead)) = denied(line) {
        let said = Diagnostic::new(codes::UNEXPECTED).with("found", line.get(start..end)?);
        return Some(
            said.label(place.bytes(start, end), codes::HERE)
                .help(codes::WRITE_INSTEAD.with("repair", instead)),
        );
    }
    if ![" than ", " equal to or ", " on or "].iter().any(|word| line.contains(word)) {
        return None; // nearly every line, which is looked at no closer
    }
    let (start, end, sign) = places(line).into_iter().find(|(start, end, _)| {
        let word = line.get(*start..*end).unwrap_or("");
        word.contains(" or ") || IS.iter().any(|is| word.starts_with(is)) && word.contains(" than")
    })?;
    let said = Diagnostic::new(codes::UNEXPECTED).with("found", line.get(start..end)?);
    Some(said.label(place.bytes(start, end), codes::HERE).help(codes::WRITE_INSTEAD.with("repair", sign)))
}

/// Where such words stand in a line outside quotes, from left to right, with the sign of each.
fn places(line: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        quote = match (quote, c) {
            (Some(close), _) => Some(close).filter(|close| *close != c),
            (None, '"' | '`') => Some(c),
            (None, '「') => Some('」'),
            (None, '【') => Some('】'),
            (None, _) => None,
        };
        let begins =
            line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', ')', '】', '`']));
        if quote.is_none()
            && begins
            && let Some((length, sign)) = word(rest)
        {
            found.push((at, at + length, sign));
            at += length;
            continue;
        }
        at += c.len_utf8();
    }
    found
}

/// The longest of these words at the beginning of `rest`, with an `is` before it, and its sign.
fn word(rest: &str) -> Option<(usize, &'static str)> {
    let skipped = IS.into_iter().find(|word| rest.starts_with(*word));
    let skipped = skipped.map_or(0, str::len);
    let from = |skipped: usize| {
        let rest = rest.get(skipped..)?;
        let all = WORDS.iter().flat_map(|(sign, words)| words.iter().map(move |word| (*word, *sign)));
        let ends = |word: &str| {
            let next = rest.get(word.len()..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| matches!(c, ' ' | '(' | '【' | '`') || !word.is_ascii() && c.is_ascii_digit())
        };
        let found = all.filter(|(word, _)| rest.starts_with(word) && ends(word));
        found.max_by_key(|(word, _)| word.len()).map(|(word, sign)| (skipped + word.len(), sign))
    };
    from(skipped).or_else(|| from(0))
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::parse::grammar::{Rule, matches};

    #[test]
    fn no_word_of_the_grammar_is_among_them() {
        for word in WORDS.iter().flat_map(|(_, words)| *words) {
            assert!(!matches(Rule::is_operator, word), "{word}");
        }
    }
}
