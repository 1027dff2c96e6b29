//! What other languages say in a whole sentence of their own, and this one otherwise: `a ? b : c`, `a % b`, `a unless b`.
//! A sentence counts only where the line can be read with what is written instead.

use shensuan_diagnostics::codes::text as codes;

use super::fold::ARGUMENT_SEPARATOR;
use super::misspelt::{Meant, Refused, is_chinese, outside_quotes, reads, words};
use super::words::is_operator;

/// A sentence with its holes, and what is written instead in Chinese and English. Into `{a}`, `{b}`, `{c}` fits whatever
/// can be read, into `{x}` and `{y}` one value: its words, its number and unit, or its brackets.
#[rustfmt::skip]
const SENTENCES: [(&str, &str, &str); 18] = [
    ("{a} ? {b} : {c}", "如果 {a} 则 {b} 否则 {c}", "if {a} then {b} else {c}"),
    ("{a} unless {b}", "如果 非 ({b}) 则 {a}", "if not ({b}) then {a}"),
    ("{a} 除非 {b}", "如果 非 ({b}) 则 {a}", "if not ({b}) then {a}"),
    ("{a} implies {b}", "如果 {a} 则 {b}", "if {a} then {b}"),
    ("{a} -> {b}", "如果 {a} 则 {b}", "if {a} then {b}"),
    ("{a} → {b}", "如果 {a} 则 {b}", "if {a} then {b}"),
    ("{a} ⇒ {b}", "如果 {a} 则 {b}", "if {a} then {b}"),
    ("{x} % {y}", "余数({x}, {y})", "remainder({x}, {y})"),
    ("{x} mod {y}", "余数({x}, {y})", "remainder({x}, {y})"),
    ("|{a}|", "绝对值({a})", "abs({a})"),
    ("以 {x} 开头", "开头为 {x}", "starts with {x}"),
    ("以 {x} 开始", "开头为 {x}", "starts with {x}"),
    ("以 {x} 结尾", "结尾为 {x}", "ends with {x}"),
    ("在 {x}-{y} 之间", "属于 {x}..{y}", "in {x}..{y}"),
    ("在 {x}~{y} 之间", "属于 {x}..{y}", "in {x}..{y}"),
    ("is in {x} to {y}", "属于 {x}..{y}", "in {x}..{y}"),
    ("in {x} to {y}", "属于 {x}..{y}", "in {x}..{y}"),
    ("from {x} to {y}", "属于 {x}..{y}", "in {x}..{y}"),
];

/// A part of a sentence.
#[derive(Clone, Copy)]
enum Part {
    Words(&'static str),
    Hole(char),
}

impl Refused<'_> {
    /// The first sentence with which the line can be read.
    pub(super) fn sentence(self) -> Option<Meant> {
        let chinese = is_chinese(&self.folded.text);
        SENTENCES
            .iter()
            .find_map(|(written, zh, en)| self.said_so(&parts(written), if chinese { zh } else { en }))
    }

    fn said_so(self, sentence: &[Part], instead: &'static str) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let spoken = sentence.iter().filter_map(|part| match part {
            Part::Words(words) => Some(*words),
            Part::Hole(_) => None,
        });
        // Where its words stand, from left to right.
        let mut at = 0;
        let mut found = Vec::new();
        for words in spoken {
            let (start, end) = find(line, at, words)?;
            found.push((start, end));
            at = end;
        }
        let (first, last) = (*found.first()?, *found.last()?);
        let starts = match sentence.first()? {
            Part::Words(_) => vec![first.0],
            Part::Hole(hole) => begins(line, first.0, *hole),
        };
        let ends = match sentence.last()? {
            Part::Words(_) => vec![last.1],
            Part::Hole(hole) => finishes(line, last.1, *hole),
        };
        let places = starts.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end)));
        places.take(TRIED).find_map(|(start, end)| {
            // The holes lie between the words, and at either end.
            let bounds = std::iter::once(start).chain(found.iter().flat_map(|(from, to)| [*from, *to]));
            let bounds: Vec<usize> = bounds.chain([end]).collect();
            let between = bounds.chunks_exact(2).filter_map(|two| line.get(*two.first()?..*two.last()?));
            let mut filled = between.map(str::trim).filter(|text| !text.is_empty());
            let mut repair = instead.replace(", ", &format!("{ARGUMENT_SEPARATOR} "));
            for part in sentence {
                if let Part::Hole(hole) = part {
                    repair = repair.replace(&format!("{{{hole}}}"), filled.next()?);
                }
            }
            let repaired = self.folded.replaced(start, end, &repair);
            reads(&repaired.text).then_some(())?;
            let written = repair.replace(ARGUMENT_SEPARATOR, ",");
            let complaint = self.unexpected(first.0, first.1).label(self.span(start, end), codes::HERE);
            let complaint = complaint.help(codes::WRITE_INSTEAD.with("repair", written));
            // What is written instead may be no condition: that is said when it stands there.
            Some(Meant { complaint, lines: Vec::new() })
        })
    }
}

/// Places of a sentence that are tried on a line.
const TRIED: usize = 24;

/// The words and the holes of a sentence.
fn parts(sentence: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        parts.extend(Some(before.trim()).filter(|words| !words.is_empty()).map(Part::Words));
        parts.extend(behind.chars().next().map(Part::Hole));
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    parts.extend(Some(rest.trim()).filter(|words| !words.is_empty()).map(Part::Words));
    parts
}

/// Words from `at` on, outside quotes, that are no piece of longer ones.
fn find(line: &str, at: usize, words: &str) -> Option<(usize, usize)> {
    let wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (opens, closes) = (wordy(words.chars().next()), wordy(words.chars().next_back()));
    let found = line.match_indices(words).map(|(start, _)| (start, start + words.len()));
    found.into_iter().find(|(start, end)| {
        let (before, behind) = (line.get(..*start).unwrap_or(""), line.get(*end..).unwrap_or(""));
        *start >= at
            && outside_quotes(line, *start)
            && !(opens && wordy(before.chars().next_back()))
            && !(closes && wordy(behind.chars().next()))
    })
}

/// Whether a hole takes one value.
fn is_value(hole: char) -> bool {
    matches!(hole, 'x' | 'y')
}

/// Where what fills a hole before `end` may begin, the longest first.
fn begins(line: &str, end: usize, hole: char) -> Vec<usize> {
    let before = line.get(..end).unwrap_or("").trim_end();
    let bracket = before.ends_with(')').then(|| twin(before)).flatten();
    let brackets = before.match_indices('(').map(|(at, _)| at);
    let mut starts: Vec<usize> = words(before).into_iter().map(|(start, _)| start).chain(brackets).collect();
    starts.sort_unstable();
    if !is_value(hole) {
        return starts;
    }
    if let Some(open) = bracket {
        // Those of a call with its name.
        starts.retain(|start| line.get(*start..open).is_some_and(one_name));
        starts.push(open);
    } else {
        starts.retain(|start| before.get(*start..).is_some_and(one_name));
    }
    starts
}

/// Where what fills a hole behind `start` may end, the shortest first for a value.
fn finishes(line: &str, start: usize, hole: char) -> Vec<usize> {
    let behind = line.get(start..).unwrap_or("");
    let mut depth = 0_usize;
    let closed = behind.char_indices().filter(|(at, _)| outside_quotes(line, start + at)).find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ => return matches!(*c, ')' | ARGUMENT_SEPARATOR) && depth == 0,
        }
        false
    });
    let end = closed.map_or(line.len(), |(at, _)| start + at);
    if !is_value(hole) {
        return vec![end];
    }
    let inside = words(line).into_iter().map(|(_, end)| end).filter(|at| *at > start && *at <= end);
    let brackets = behind.match_indices(')').map(|(at, _)| start + at + 1).filter(|at| *at <= end);
    let mut ends: Vec<usize> = inside.chain(brackets).chain([end]).collect();
    ends.sort_unstable();
    ends
}

/// Words with a blank between them, none of them an operator.
fn one_name(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '³' | '²' | '/');
    text.split(' ').all(|word| !word.is_empty() && word.chars().all(plain) && !is_operator(word))
}

/// Where the bracket opens that `text` ends with.
fn twin(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, SENTENCES, parts};

    #[test]
    fn what_is_written_instead_has_the_same_holes() {
        for (written, zh, en) in SENTENCES {
            for part in parts(written) {
                if let Part::Hole(hole) = part {
                    let hole = format!("{{{hole}}}");
                    assert!(zh.contains(&hole) && en.contains(&hole), "{written}");
                }
            }
        }
    }
}
