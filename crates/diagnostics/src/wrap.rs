//! Where a message may be broken at the edge of a terminal: not within what it quotes, nor before a sign that closes.

use textwrap::WordSeparator;
use textwrap::core::Word;
use unicode_width::UnicodeWidthStr;

/// Quotes and brackets that hold a piece together.
const PAIRS: [(char, char); 6] =
    [('“', '”'), ('「', '」'), ('【', '】'), ('（', '）'), ('(', ')'), ('`', '`')];
/// Signs that begin no line.
const CLOSING: [char; 16] =
    ['，', '。', '；', '：', '、', '？', '！', '”', '」', '】', '）', '》', '…', '%', '‰', ')'];
/// Columns of a piece that is held together; a longer one would leave half of a line empty.
const LONGEST: usize = 56;

/// Characters of the name of a function; more are a sentence that ends in a bracket.
const LONGEST_NAME: usize = 12;

/// The words of a line, as Unicode parts them, those of a quoted piece in one.
pub(crate) const SEPARATOR: WordSeparator = WordSeparator::Custom(words);

fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let held = held(line);
    let found = WordSeparator::UnicodeBreakProperties.find_words(line);
    let mut ends: Vec<usize> = found
        .scan(0, |end, word| {
            *end += word.word.len() + word.whitespace.len();
            Some(*end)
        })
        .collect();
    // Unicode parts nothing from a quote; Chinese has no blank there.
    ends.extend(held.iter().flat_map(|(from, to)| [*from, *to]).filter(|at| between_chinese(line, *at)));
    ends.push(line.len());
    ends.sort_unstable();
    let mut start = 0;
    let mut parted = Vec::new();
    for end in ends {
        let (before, behind) = line.split_at_checked(end).unwrap_or((line, ""));
        // Nor before the bracket of a call.
        let call = behind.starts_with(['(', '[']) && !before.ends_with(' ');
        let whole = behind.is_empty() || !held.iter().any(|(from, to)| *from < end && end < *to);
        if end > start && whole && !call && !behind.starts_with(CLOSING) {
            parted.extend(line.get(start..end).map(Word::from));
            start = end;
        }
    }
    Box::new(parted.into_iter())
}

/// Whether Chinese stands on either side of a place, and no quote opens before it.
fn between_chinese(line: &str, at: usize) -> bool {
    let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
    let opens = PAIRS.iter().any(|(open, _)| before.ends_with(*open));
    let chinese = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    chinese(before.chars().next_back()) && chinese(behind.chars().next()) && !opens
}

/// The quoted pieces that are held together.
fn held(line: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let begin = at + c.len_utf8();
        let piece = PAIRS.iter().find(|(open, _)| *open == c).and_then(|(open, close)| {
            let inside = line.get(begin..)?;
            let end = begin + closing(inside, *open, *close)? + close.len_utf8();
            let at = if *open == '(' { at - called(line.get(..at)?) } else { at };
            Some((at, end))
                .filter(|(at, end)| line.get(*at..*end).is_some_and(|piece| piece.width() <= LONGEST))
        });
        at = piece.map_or(begin, |(_, end)| end);
        pieces.extend(piece);
    }
    pieces
}

/// The bytes of the function's name that `text` ends with.
fn called(text: &str) -> usize {
    let name = text.chars().rev().take_while(|c| c.is_alphanumeric());
    let (chars, bytes) = name.fold((0, 0), |(chars, bytes), c| (chars + 1, bytes + c.len_utf8()));
    if chars <= LONGEST_NAME { bytes } else { 0 }
}

/// Where the twin of a sign stands that was opened before `inside`.
fn closing(inside: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices() {
        match c {
            c if c == close && depth == 0 => return Some(at),
            c if c == close => depth -= 1,
            c if c == open => depth += 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{SEPARATOR, words};

    #[test]
    fn pieces_in_quotes_stay_whole() {
        let line = "参照表中的，写“参照表.指标 其中 条件”或“参照表[关联键].指标”。";
        let found: Vec<&str> = words(line).map(|word| word.word).collect();
        assert!(found.contains(&"“参照表.指标 其中 条件”"), "{found:?}");
        assert!(found.contains(&"“参照表[关联键].指标”。"), "{found:?}");
        assert!(found.contains(&"写"), "{found:?}");
        assert_eq!(found.concat().replace(' ', ""), line.replace(' ', ""));
    }

    #[test]
    fn no_line_begins_with_a_sign_that_closes() {
        let line = "例如：「甲」、「乙」，写成 `rule ID check …`, and so on（见 A1）。".repeat(4);
        for width in 12..60 {
            let options = textwrap::Options::new(width).word_separator(SEPARATOR).break_words(false);
            for part in textwrap::wrap(&line, options) {
                assert!(!part.starts_with(super::CLOSING), "{width}: {part}");
            }
        }
    }
}
