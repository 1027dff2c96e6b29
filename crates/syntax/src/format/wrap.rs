//! Where a written line may be parted, and how one that is too wide is.

use unicode_width::UnicodeWidthStr;

use crate::parse::comments::{begins_with_keyword, goes_on_with};

/// The mark that stands in a folded text for a comma of a call.
const SEPARATOR: char = '\u{1f}';

/// What joins two parts of a line: a comma, or a word between conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Comma,
    Logic,
}

/// A joint at its place, the blank behind it with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined {
    pub(super) kind: Joint,
    pub(super) begin: usize,
    pub(super) end: usize,
}

/// The joints outside of quotes.
pub(super) fn joints(text: &str) -> Vec<Joined> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c, _) in outside(text) {
        let joint = match c {
            ',' | '、' | SEPARATOR => Some((Joint::Comma, c.len_utf8())),
            _ if before == ' ' && is_logic(word_at(text, at)) => {
                Some((Joint::Logic, word_at(text, at).len()))
            }
            _ => None,
        };
        if let Some((kind, length)) = joint {
            let blank = text.get(at + length..).is_some_and(|rest| rest.starts_with(' '));
            found.push(Joined { kind, begin: at, end: at + length + usize::from(blank) });
        }
        before = c;
    }
    found
}

fn is_logic(word: &str) -> bool {
    matches!(word, "and" | "or" | "且" | "并且" | "或" | "或者")
}

fn word_at(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default().split(' ').next().unwrap_or_default()
}

/// The characters that stand in no quotes, and those that open some, each with its place and how many brackets are open around it.
fn outside(text: &str) -> Vec<(usize, char, usize)> {
    let mut found = Vec::new();
    let (mut closing, mut texts, mut depth) = (None, 0_usize, 0_usize);
    for (at, c) in text.char_indices() {
        match (closing, c) {
            (Some('」'), '「') => texts += 1,
            (Some('」'), '」') if texts > 1 => texts -= 1,
            (Some(sign), _) if sign == c => closing = None,
            (Some(_), _) => {}
            (None, _) => {
                match c {
                    '「' => (closing, texts) = (Some('」'), 1),
                    '【' => closing = Some('】'),
                    '"' | '`' => closing = Some(c),
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                found.push((at, c, depth));
                if matches!(c, '(' | '[') {
                    depth += 1;
                }
            }
        }
    }
    found
}

/// A place where a line may be parted.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    /// The sooner the lower: brackets around it, then what it is.
    level: (usize, u8),
}

/// How loosely what begins here holds on to what stands before it.
fn class(rest: &str) -> u8 {
    match word_at(rest, 0) {
        word if is_logic(word) => 0,
        "if" | "当且仅当" | "then" | "则" | "那么" | "else" | "否则" | "where" | "其中" => 1,
        "+" | "−" | "-" => 4,
        "×" | "÷" | "*" | "/" | "^" => 5,
        // Behind a name that is given a value, as often as in a comparison.
        "=" => LAST,
        _ => 3,
    }
}

/// Behind a comma.
const COMMA: u8 = 2;
/// Where nothing else helps.
const LAST: u8 = 6;

fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = (' ', ' ');
    // The words of one operator stay together: no line goes on with `not` alone, as it does with `not in`.
    let mut operator = 0..0;
    for (at, c, depth) in outside(text) {
        if before.1 == ' ' && c != ' ' && !operator.contains(&at) {
            let rest = text.get(at..).unwrap_or_default();
            if before.0 == ',' {
                if !begins_with_keyword(rest) {
                    found.push(Candidate { at, level: (depth, COMMA) });
                }
            } else if let Some(said) = goes_on_with(rest) {
                operator = at..at + said.len();
                found.push(Candidate { at, level: (depth, class(rest)) });
            }
        }
        before = (before.1, c);
    }
    found.retain(|candidate| candidate.at > 0);
    found
}

/// A line in pieces, none wider than there is room for, where it can be parted so: `first` columns for the first piece
/// and `rest` for each of the others.
pub(super) fn wrapped(text: &str, first: usize, rest: usize) -> Vec<String> {
    if text.width() <= first {
        return vec![text.to_owned()];
    }
    let candidates = candidates(text);
    let mut levels: Vec<(usize, u8)> = candidates.iter().map(|candidate| candidate.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let parted = |level: &(usize, u8)| {
        let at =
            candidates.iter().filter(|candidate| candidate.level == *level).map(|candidate| candidate.at);
        pieces(text, &at.collect::<Vec<_>>(), level.1 == 0, first, rest)
    };
    let fits = |pieces: &Vec<String>| {
        pieces.iter().enumerate().all(|(at, piece)| piece.width() <= if at == 0 { first } else { rest })
    };
    // Where something stays too wide wherever the line is parted, parting must gain much.
    let over = |at: usize, width: usize| width.saturating_sub(if at == 0 { first } else { rest });
    let gains = |pieces: &Vec<String>| {
        let left: usize = pieces.iter().enumerate().map(|(at, piece)| over(at, piece.width())).sum();
        2 * left < over(0, text.width())
    };
    let others = levels.iter().filter(|level| level.1 != LAST);
    let best = levels.iter().map(parted).find(fits).or_else(|| others.map(parted).find(gains));
    let Some(pieces) = best.filter(|pieces| pieces.len() > 1) else { return vec![text.to_owned()] };
    let pieces = pieces.iter().enumerate();
    pieces.flat_map(|(at, piece)| wrapped(piece, if at == 0 { first } else { rest }, rest)).collect()
}

/// A text parted at all of these places, or where the room ends only.
fn pieces(text: &str, places: &[usize], all: bool, first: usize, rest: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let ends = places.iter().copied().chain([text.len()]);
    let mut begin = 0;
    for end in ends {
        let part = text.get(begin..end).unwrap_or_default().trim_end();
        begin = end;
        let room = if pieces.len() > 1 { rest } else { first };
        match pieces.last_mut() {
            Some(last) if !all && last.width() + 1 + part.width() <= room => {
                last.push(' ');
                last.push_str(part);
            }
            _ => pieces.push(part.to_owned()),
        }
    }
    pieces
}
