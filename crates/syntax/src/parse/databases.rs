//! Words of databases and programs that the grammar would read as names, or refuse without saying why: `= NULL`, `LIKE`,
//! `IN (…)`, `is equal to`. Each is answered with what is written here instead, to be put in its place.

use shensuan_diagnostics::codes::text as codes;
use shensuan_diagnostics::{Both, Diagnostic};

use super::cursor::Place;

/// What is written, in small letters, and what is meant, in Chinese and English. Longer ones first.
#[rustfmt::skip]
const WORDS: [(&str, &str, &str); 12] = [
    ("is not null", "有值", "is given"), ("is null", "缺失", "is missing"),
    ("== null", "缺失", "is missing"), ("!= null", "有值", "is given"), ("<> null", "有值", "is given"),
    ("≠ null", "有值", "is given"), ("= null", "缺失", "is missing"),
    ("is not equal to", "≠", "≠"), ("is equal to", "=", "="), ("not equal to", "≠", "≠"),
    ("不是 null", "有值", "is given"), ("为 null", "缺失", "is missing"),
];

/// The complaint about the first such words of a line.
pub(super) fn word(place: Place<'_>) -> Option<Diagnostic> {
    let line = place.folded.text.as_str();
    let (start, end, repair) = found(line)?;
    let said = Diagnostic::new(codes::FOREIGN_SIGN).with("found", line.get(start..end)?);
    Some(said.label(place.bytes(start, end), codes::HERE).help(codes::WRITE_INSTEAD.with("repair", repair)))
}

fn found(line: &str) -> Option<(usize, usize, Both)> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match quote {
            Some(end) if c == end => quote = None,
            None => quote = closing(c),
            Some(_) => {}
        }
        if c != ' ' || quote.is_some() {
            continue;
        }
        let start = at + 1;
        let rest = line.get(start..)?;
        let plain = WORDS.iter().find(|(written, ..)| is_word(rest, written, str::eq_ignore_ascii_case));
        if let Some((written, zh, en)) = plain {
            return Some((start, start + written.len(), Both::new(*zh, *en)));
        }
        // A small `in` is ours, and a large one may be a name.
        let members = rest.strip_prefix("IN").map(|members| members.trim_start_matches(' '));
        if members.is_some_and(|members| members.starts_with(|c: char| c == '(' || c.is_ascii_digit()))
            && is_word(rest, "IN", |a, b| a == b)
        {
            return Some((start, start + 2, Both::new("属于", "in")));
        }
        if let Some((length, repair)) = like(rest) {
            return Some((start, start + length, repair));
        }
    }
    None
}

/// The sign that closes what `c` opens.
fn closing(c: char) -> Option<char> {
    match c {
        '"' | '`' => Some(c),
        '「' => Some('」'),
        '【' => Some('】'),
        _ => None,
    }
}

/// Whether `rest` begins with a word, and that ends there.
fn is_word(rest: &str, word: &str, same: impl Fn(&str, &str) -> bool) -> bool {
    rest.split_at_checked(word.len()).is_some_and(|(begin, after)| {
        same(begin, word) && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// `LIKE "%a%"` at the beginning of `rest`: how long it is, and which test of texts it is.
fn like(rest: &str) -> Option<(usize, Both)> {
    let denied = is_word(rest, "not like", str::eq_ignore_ascii_case);
    let word = if denied { "not like " } else { "like " };
    let (begin, text) = rest.split_at_checked(word.len())?;
    if !begin.eq_ignore_ascii_case(word) {
        return None;
    }
    let open = text.chars().next().filter(|c| matches!(c, '"' | '「' | '\''))?;
    let close = if open == '\'' { '\'' } else { closing(open)? };
    let inside = text.get(open.len_utf8()..)?;
    let end = inside.find(close)?;
    let pattern = inside.get(..end)?;
    let bare = pattern.trim_matches('%');
    if bare.is_empty() || bare.contains(['%', '_']) {
        return None;
    }
    let (zh, en) = match (pattern.starts_with('%'), pattern.ends_with('%'), denied) {
        (true, true, false) => ("含", "contains"),
        (true, true, true) => ("不含", "does not contain"),
        (false, true, false) => ("开头为", "starts with"),
        (true, false, false) => ("结尾为", "ends with"),
        (false, false, false) => ("=", "="),
        (false, false, true) => ("≠", "≠"),
        (_, _, true) => return None,
    };
    let length = word.len() + open.len_utf8() + end + close.len_utf8();
    Some((length, Both::new(format!("{zh} 「{bare}」"), format!("{en} \"{bare}\""))))
}
