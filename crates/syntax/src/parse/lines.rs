//! Cuts a source into logical lines.
//!
//! A line goes on where a bracket is open, where it ends with an operator or a comma, or where the next one
//! begins with an operator. A blank line or a line that begins with a keyword ends it in any case, so that one
//! bracket left open does not swallow the file.

use shensuan_diagnostics::codes::{limits, text as codes};
use shensuan_diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

use super::fold::{ARGUMENT_SEPARATOR, Folded, half_width, invisible};
use super::grammar::{Rule, matches};
use super::misspelt::reads;
use super::slips::may_begin_a_name;
use super::words::{head, is_operator, leading, may_end_open, trailing};

/// Bytes of the longest operator, `有则必填、无则不填`.
const LONGEST_OPERATOR: usize = 27;
/// Brackets and what else opens a level may nest this deep.
const DEPTH: usize = 64;
/// A logical line may hold this many bytes.
const LENGTH: usize = 64 * 1024;
/// Of a line that is too long this much is looked at, for the names it declares.
const GLANCE: usize = 512;

/// A logical line.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) folded: Folded,
    /// A blank line stands before it.
    pub(super) after_blank: bool,
    /// Something was wrong with it that has been said: it is not parsed.
    pub(super) broken: bool,
    /// How deep it nests.
    pub(super) depth: usize,
    /// The keyword it begins with and its length, where that is known already.
    pub(super) head: Option<(Rule, usize)>,
    start: usize,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    sign: char,
    at: Span,
    call: bool,
}

struct Splitter<'t> {
    source: SourceId,
    text: &'t str,
    lines: Vec<Line>,
    comments: Vec<Comment>,
    current: Option<Line>,
    open: Vec<Open>,
    /// Brackets open beyond [`DEPTH`], which are counted and no more.
    beyond: usize,
    blank: bool,
    said: Diagnostics,
}

/// One physical line, folded.
struct Piece {
    folded: Folded,
    /// Where a comment begins.
    comment: Option<usize>,
    open: Vec<Open>,
    beyond: usize,
    broken: bool,
    said: Diagnostics,
}

/// A comment, from its sign to the end of its physical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Nothing else stands on its line.
    pub(super) alone: bool,
}

/// Cuts `text` into logical lines.
pub(super) fn split(source: SourceId, text: &str) -> (Vec<Line>, Diagnostics) {
    let (lines, _, said) = split_with_comments(source, text);
    (lines, said)
}

/// The same, and the comments of the text.
pub(super) fn split_with_comments(source: SourceId, text: &str) -> (Vec<Line>, Vec<Comment>, Diagnostics) {
    let mut splitter = Splitter {
        source,
        text,
        lines: Vec::new(),
        comments: Vec::new(),
        current: None,
        open: Vec::new(),
        beyond: 0,
        blank: true,
        said: Diagnostics::default(),
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A carriage return alone ends a line too.
        let mut at = start;
        for line in line.trim_end_matches(['\n', '\r']).split('\r') {
            splitter.physical_line(at, line);
            at += line.len() + 1;
        }
        start += line.len();
    }
    splitter.close();
    (splitter.lines, splitter.comments, splitter.said)
}

impl Splitter<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.source, offset(start), offset(end))
    }

    fn physical_line(&mut self, start: usize, line: &str) {
        if line.trim().is_empty() {
            self.close();
            self.blank = true;
            return;
        }
        let mut piece = self.piece(start, line, self.open.clone());
        if let Some(from) = piece.comment {
            let end = start + line.trim_end().len();
            self.comments.push(Comment { start: from, end, alone: piece.folded.text.is_empty() });
        }
        if piece.folded.text.is_empty() && !piece.broken {
            return; // a comment alone
        }
        if self.current.is_some() && !self.open.is_empty() && head(&piece.folded.text).is_some() {
            self.close();
            piece = self.piece(start, line, Vec::new());
        }
        let mut known = None;
        if self.current.is_some() && self.open.is_empty() {
            known = head(&piece.folded.text);
            // A line that begins with a keyword is a new one: most do, so that is asked first.
            let text = piece.folded.text.as_str();
            let goes_on = match known {
                Some((keyword, _)) => may_begin_a_name(keyword) && self.ends_open() && is_condition(text),
                None => self.goes_on(text),
            };
            if !goes_on {
                self.close();
            }
        }
        // Alone on its line the keyword may turn out to be a name: `unit`, and on the next line `= 5`.
        let known = known.filter(|(_, length)| piece.folded.text.len() > *length);
        self.said.append(piece.said);
        (self.open, self.beyond) = (piece.open, piece.beyond);
        let current = self.current.get_or_insert_with(|| Line {
            folded: Folded::default(),
            after_blank: self.blank,
            broken: false,
            depth: 0,
            head: known,
            start,
        });
        self.blank = false;
        if current.folded.text.len() + piece.folded.text.len() <= LENGTH {
            current.folded.join(piece.folded);
        } else if !current.broken {
            let start = current.start;
            current.broken = true;
            let complaint = self.too_long(start);
            self.said.push(complaint);
        }
        if let Some(current) = &mut self.current {
            current.broken |= piece.broken;
        }
    }

    /// One physical line, folded; of one that is too long only the beginning.
    fn piece(&self, start: usize, line: &str, open: Vec<Open>) -> Piece {
        if line.len() <= LENGTH {
            return self.fold(start, line, open);
        }
        let glance = line.get(..line.floor_char_boundary(GLANCE)).unwrap_or("");
        let mut piece = self.fold(start, glance, open.clone());
        (piece.open, piece.beyond) = (open, self.beyond);
        piece.broken = true;
        piece.said = Diagnostics::default();
        piece.said.push(self.too_long(start));
        piece
    }

    fn too_long(&self, start: usize) -> Diagnostic {
        let first = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let at = self.span(start, start + first);
        Diagnostic::new(limits::LINE_TOO_LONG).with("limit", LENGTH).label(at, codes::BEGINS_HERE)
    }

    /// Whether the line in hand goes on with `next`, which begins with no keyword.
    fn goes_on(&self, next: &str) -> bool {
        self.ends_open() || matches(Rule::begins_with_operator, next)
    }

    /// Whether the line in hand ends with an operator or a comma.
    fn ends_open(&self) -> bool {
        self.current.as_ref().is_some_and(|current| is_open(&current.folded.text))
    }

    /// Ends the line in hand.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.beyond = 0;
        let Some(mut line) = self.current.take() else { return };
        line.folded.trim_end();
        if let Some(bracket) = open.last().filter(|_| !line.broken) {
            self.said.push(
                Diagnostic::new(codes::UNCLOSED_BRACKET)
                    .with("sign", bracket.sign.to_string())
                    .label(bracket.at, codes::OPENED_HERE),
            );
            line.broken = true;
        }
        if !line.broken {
            match nesting(&line.folded.text) {
                Ok(depth) => line.depth = depth,
                Err(at) => {
                    let (start, end) = line.folded.source(at, at + 1);
                    let at = Span::new(self.source, start, end);
                    let deep = Diagnostic::new(limits::TOO_DEEP).with("limit", DEPTH);
                    self.said.push(deep.label(at, codes::BEGINS_HERE));
                    line.broken = true;
                }
            }
        }
        self.lines.push(line);
    }

    /// Folds one physical line; `open` are the brackets open before it.
    fn fold(&self, start: usize, line: &str, open: Vec<Open>) -> Piece {
        let mut piece = Piece {
            folded: Folded::with_room(line.len()),
            comment: None,
            open,
            beyond: self.beyond,
            broken: false,
            said: Diagnostics::default(),
        };
        let mut at = 0;
        while let Some(rest) = line.get(at..)
            && let Some(c) = rest.chars().next()
        {
            let from = start + at;
            // Words stand for themselves.
            let word = leading(rest);
            if !word.is_empty() {
                piece.folded.push_plain(word, from);
                at += word.len();
                continue;
            }
            at += c.len_utf8();
            let to = start + at;
            let previous = piece.folded.text.chars().next_back();
            match half_width(c) {
                c if invisible(c) => {}
                '#' if previous.is_none_or(|c| c == ' ') => {
                    piece.comment = Some(from);
                    break;
                }
                ' ' => {
                    if previous.is_some_and(|c| c != ' ') {
                        piece.folded.push(' ', from, to);
                    }
                }
                '"' | '「' | '【' | '`' => {
                    let body = self.text.get(to..start + line.len()).unwrap_or("");
                    let Some(length) = quoted_length(c, body) else {
                        let at = self.span(from, start + line.len());
                        piece.said.push(
                            Diagnostic::new(codes::UNCLOSED_TEXT)
                                .with("sign", closing(c).to_string())
                                .label(at, codes::OPENED_HERE),
                        );
                        piece.broken = true;
                        // What stands behind may be names that the line declares.
                        for (at, c) in self.text.get(to..start + line.len()).unwrap_or("").char_indices() {
                            let from = to + at;
                            piece.folded.push(half_width(c), from, from + c.len_utf8());
                        }
                        piece.folded.trim_end();
                        return piece;
                    };
                    self.fold_quoted(&mut piece.folded, c, from, to, length);
                    at += length;
                }
                sign @ ('(' | '[') => {
                    let call = is_call(&piece.folded.text);
                    piece.folded.push(sign, from, to);
                    if piece.open.len() < DEPTH {
                        piece.open.push(Open { sign, at: self.span(from, to), call });
                        continue;
                    }
                    // Counted, so that what closes it is no stray.
                    piece.beyond += 1;
                    if !piece.broken && !self.current.as_ref().is_some_and(|line| line.broken) {
                        let deep = Diagnostic::new(limits::TOO_DEEP).with("limit", DEPTH);
                        piece.said.push(deep.label(self.span(from, to), codes::BEGINS_HERE));
                        piece.broken = true;
                    }
                }
                sign @ (')' | ']') => {
                    if piece.beyond > 0 {
                        piece.beyond -= 1;
                    } else if piece.open.pop().is_none() {
                        let stray = Diagnostic::new(codes::STRAY_BRACKET).with("sign", sign.to_string());
                        piece.said.push(stray.label(self.span(from, to), codes::NOTHING_OPEN));
                        piece.broken = true;
                    }
                    piece.folded.push(sign, from, to);
                }
                ',' if piece.open.last().is_some_and(|open| open.call) => {
                    piece.folded.push(ARGUMENT_SEPARATOR, from, to);
                }
                sign => piece.folded.push(sign, from, to),
            }
        }
        piece.folded.trim_end();
        piece
    }

    /// Appends a quoted piece: texts in the quotes of the grammar, names and 「…」 as they stand.
    fn fold_quoted(&self, folded: &mut Folded, opening: char, from: usize, to: usize, length: usize) {
        folded.push(half_width(opening), from, to);
        let body = self.text.get(to..to + length).unwrap_or("");
        let close = body.chars().next_back().map_or(0, char::len_utf8);
        let inner = body.get(..length - close).unwrap_or("");
        folded.push_plain(inner, to);
        folded.push(half_width(closing(opening)), to + length - close, to + length);
    }
}

/// The sign that ends what `opening` begins.
fn closing(opening: char) -> char {
    match opening {
        '“' | '”' => '”',
        '「' => '」',
        '【' => '】',
        other => other,
    }
}

/// Bytes up to and with the closing sign of a quoted piece whose opening sign stands before `body`.
fn quoted_length(opening: char, body: &str) -> Option<usize> {
    let mut depth = 1_usize;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        match opening {
            '「' if c == '「' => depth += 1,
            '「' if c == '」' => {
                depth -= 1;
                if depth == 0 {
                    return Some(end);
                }
            }
            '「' => {}
            '"' | '＂' if c == '"' || c == '＂' => {
                // A doubled quote stands for one.
                if c == '"' && chars.peek().is_some_and(|(_, next)| *next == '"') {
                    chars.next();
                } else {
                    return Some(end);
                }
            }
            '“' | '”' if c == '”' || c == '"' => return Some(end),
            _ if c == closing(opening) => return Some(end),
            _ => {}
        }
    }
    None
}

/// Whether a line that begins with a keyword is none of its lines, and a condition: `unit name contains "plating"`
/// behind `or`. One that nests is left alone: it may need more stack than there is here.
fn is_condition(text: &str) -> bool {
    nesting(text).is_ok_and(|depth| depth <= 1) && !reads(text) && matches(Rule::alone, text)
}

/// Whether a bracket opened behind `text` opens the arguments of a call: a name stands right before it.
fn is_call(text: &str) -> bool {
    let word_start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '_')
        .last()
        .map(|(at, _)| at);
    word_start.and_then(|at| text.get(at..)).is_some_and(|word| !is_operator(word))
}

/// Words behind which everything up to the closing bracket, the next argument or the end stands a level deeper.
const OPENING_WORDS: [&str; 7] = ["if", "如果", "若", "any", "存在", "every", "每行"];

/// Words before the condition of rows. They open a level where no word above did: `no` is a name elsewhere.
const BEFORE_CONDITIONS: [&str; 4] = ["where", "其中", "has", "满足"];
/// Of the words above, those that a word before a condition follows.
const OF_ROWS: [&str; 4] = ["any", "存在", "every", "每行"];

/// Whether one of these could begin so; most words of a line do not.
fn may_open(c: char) -> bool {
    OPENING_WORDS.iter().chain(&BEFORE_CONDITIONS).any(|word| word.starts_with(c))
}

/// How deep a folded line nests, or where it goes deeper than [`DEPTH`].
fn nesting(text: &str) -> Result<usize, usize> {
    let mut outer = Vec::new();
    let (mut level, mut deepest, mut quote, mut texts) = (0_usize, 0_usize, None, 0_usize);
    // Levels opened for rows whose condition is still to come.
    let mut awaited = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some('」'), '「') => texts += 1,
            (Some('」'), '」') if texts > 1 => texts -= 1,
            (Some(sign), _) if sign == c => (quote, texts) = (None, 0),
            (Some(_), _) => {}
            (None, '「') => (quote, texts) = (Some('」'), 1),
            (None, '"' | '`' | '【') => quote = Some(closing(c)),
            (None, '(' | '[') => {
                outer.push((level, awaited));
                (level, awaited) = (level + 1, 0);
            }
            (None, ')' | ']') => (level, awaited) = outer.pop().unwrap_or((0, 0)),
            (None, ARGUMENT_SEPARATOR) => {
                (level, awaited) = (outer.last().map_or(0, |(outer, _)| outer + 1), 0);
            }
            (None, _) if !before.is_alphanumeric() && may_open(c) => {
                let word = word_at(text, at);
                if BEFORE_CONDITIONS.contains(&word) {
                    level += usize::from(awaited == 0);
                    awaited = awaited.saturating_sub(1);
                } else if opens_a_level(text, at) {
                    level += 1;
                    awaited += usize::from(OF_ROWS.contains(&word));
                }
            }
            (None, _) => {}
        }
        before = c;
        deepest = deepest.max(level + texts);
        if deepest > DEPTH {
            return Err(at);
        }
    }
    Ok(deepest)
}

/// Whether the word that begins at `at` opens a level; the second `if` of `if and only if` does not.
fn opens_a_level(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    OPENING_WORDS.contains(&word_at(text, at))
        && !rest.starts_with("if and only if")
        && !text.get(..at).is_some_and(|before| before.ends_with("if and only "))
}

/// The word that begins at `at`.
fn word_at(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("").split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// Whether a text ends with an operator or a comma.
fn is_open(text: &str) -> bool {
    let last = trailing(text);
    if last.is_empty() {
        let sign = text.char_indices().next_back().map_or("", |(at, _)| text.get(at..).unwrap_or(""));
        return !sign.starts_with(['"', '」', ')', '】', '`', ']', '%', '³'])
            && matches(Rule::is_operator, sign);
    }
    // An operator has up to four words (`if and only if`).
    let words = text.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(4);
    may_end_open(text)
        && words
            .filter_map(|at| text.get(at..))
            .filter(|end| end.len() <= LONGEST_OPERATOR)
            .chain([last])
            .any(|end| matches(Rule::is_operator, end) && !matches(Rule::ends_complete, end))
        && !is_yes(text, last)
}

/// `= 是`: behind an operator the word is a value, not the operator that it also is.
fn is_yes(text: &str, last: &str) -> bool {
    let before = text.strip_suffix(last).filter(|_| last == "是").map(str::trim_end);
    before.is_some_and(|before| !before.is_empty() && is_open(before))
}
