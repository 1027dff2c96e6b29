//! Mistakes that are known: habits of Excel, SQL and C, and Chinese words run together. Each is answered by name.

use shensuan_diagnostics::codes::{text as codes, types};
use shensuan_diagnostics::{Both, Diagnostic, SourceId, Span};

use super::cells;
use super::comparing;
use super::cursor::Place;
use super::databases;
use super::dates;
use super::fold::Folded;
use super::misspelt::reads;

/// The complaint, where what stands at `at` of a line that the grammar refused is a known mistake.
pub(super) fn known(source: SourceId, folded: &Folded, at: usize, found: &str) -> Option<Diagnostic> {
    let text = folded.text.as_str();
    let span = |start: usize, end: usize| {
        let (start, end) = folded.source(start, end);
        Span::new(source, start, end)
    };
    // `doesn't` is a word.
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if matches!(found, "'" | "’")
        && letter(text.get(..at)?.chars().next_back())
        && letter(text.get(at + found.len()..)?.chars().next())
    {
        return None;
    }
    // `1 AND b` reads as far as b: AND might be a unit.
    let before = text.get(..at)?.trim_end();
    let word = before.rsplit(' ').next().unwrap_or("");
    let arrow =
        at.checked_sub(1).and_then(|at| text.get(at..at + 2)).filter(|sign| matches!(*sign, "=>" | "=<"));
    let (at, found) = match foreign(word) {
        _ if arrow.is_some() => (at - 1, arrow?),
        Some(_) if word.chars().all(|c| c.is_ascii_uppercase()) => (before.len() - word.len(), word),
        _ => (at, found),
    };
    if let Some(said) = cells::range(source, folded, at).or_else(|| dates::otherwise(source, folded, at)) {
        return Some(said);
    }
    // `:=` and `**` are read as far as their second sign, or refused at their first.
    let double = [("//", "#"), ("/*", "#"), ("--", "#"), ("−−", "#"), (":=", "="), ("**", "^")].into_iter();
    let double = double.filter_map(|(sign, repair)| {
        let start = at.checked_sub(1).filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(sign)));
        let start = start.or_else(|| text.get(at..)?.starts_with(sign).then_some(at))?;
        Some((start, start + sign.len(), repair))
    });
    let comment =
        ["--", "−−"].into_iter().find(|sign| text.starts_with(sign)).map(|sign| (0, sign.len(), "#"));
    if let Some((start, end, repair)) = comment.or_else(|| double.into_iter().next()) {
        let said = Diagnostic::new(codes::FOREIGN_SIGN).with("found", text.get(start..end)?);
        return Some(
            said.label(span(start, end), codes::HERE).help(codes::WRITE_INSTEAD.with("repair", repair)),
        );
    }
    if let Some((end, repair)) = enclosed(before, text.get(at..)?) {
        let said = Diagnostic::new(codes::FOREIGN_SIGN).with("found", found);
        return Some(
            said.label(span(at, at + end), codes::HERE).help(codes::WRITE_INSTEAD.with("repair", repair)),
        );
    }
    if let Some(sign) = superfluous(text, at, found) {
        let said = Diagnostic::new(codes::FOREIGN_SIGN).with("found", sign);
        // `规则 A：要求` wants a blank instead.
        let after = text.get(at + sign.len()..)?;
        let word = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        if word > 0 {
            let start = before.rfind(' ').map_or(0, |blank| blank + 1);
            let repair = format!("{} {}", text.get(start..at)?, after.get(..word)?);
            let marked = said.label(span(start, at + sign.len() + word), codes::HERE);
            return Some(marked.help(codes::WRITE_INSTEAD.with("repair", repair)));
        }
        return Some(
            said.label(span(at, at + sign.len()), codes::HERE).help(codes::LEAVE_OUT.with("word", sign)),
        );
    }
    if let Some(repair) = foreign(found) {
        return Some(
            Diagnostic::new(codes::FOREIGN_SIGN)
                .with("found", found)
                .label(span(at, at + found.len()), codes::HERE)
                .help(codes::WRITE_INSTEAD.with("repair", repair)),
        );
    }
    if found == "(" && ["any", "every", "存在", "不存在", "每行", "至少一行"].contains(&word) {
        let said = Diagnostic::new(codes::UNEXPECTED).with("found", found);
        return Some(said.label(span(at, at + found.len()), codes::HERE).help(types::A_CONDITION_EACH));
    }
    if matches!(found, ";" | "{" | "}") {
        return Some(
            Diagnostic::new(codes::FOREIGN_SIGN)
                .with("found", found)
                .label(span(at, at + found.len()), codes::HERE)
                .help(codes::A_LINE_A_CLAUSE),
        );
    }
    if text.ends_with('.') && at + 1 >= text.len() {
        let at = text.len() - 1;
        return Some(
            Diagnostic::new(codes::UNEXPECTED)
                .with("found", Both::new("。", "."))
                .label(span(at, text.len()), codes::HERE)
                .help(codes::NO_FULL_STOP),
        );
    }
    if let Some((start, middle, end)) = name_and_number(text, at) {
        return Some(
            Diagnostic::new(codes::UNEXPECTED)
                .with("found", text.get(start..end)?)
                .label(span(start, end), codes::HERE)
                .help(
                    codes::OPERATOR_BETWEEN
                        .with("name", text.get(start..middle)?)
                        .with("number", text.get(middle..end)?),
                ),
        );
    }
    if let Some((start, end)) = thousands(text, at) {
        let number: String = text.get(start..end)?.chars().filter(char::is_ascii_digit).collect();
        return Some(
            Diagnostic::new(codes::THOUSANDS)
                .label(span(start, end), codes::HERE)
                .help(codes::WRITE_NUMBER.with("number", number)),
        );
    }
    // The grammar looks for a code behind it.
    let list = text.get(..at)?.trim_end().strip_suffix('、').map(str::len);
    if let Some(at) = list.or_else(|| (found == "、").then_some(at)).filter(|at| in_a_call(text, *at)) {
        return Some(
            Diagnostic::new(codes::UNEXPECTED)
                .with("found", "、")
                .label(span(at, at + "、".len()), codes::HERE)
                .help(codes::COMMAS_IN_A_CALL),
        );
    }
    // `a ≤ .5` is read as far as the point.
    let at =
        text.get(..at)?.strip_suffix('.').filter(|before| before.ends_with([' ', '('])).map_or(at, str::len);
    if let Some(digits) = text.get(at..)?.strip_prefix('.')
        && !before.ends_with(char::is_alphanumeric)
    {
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            let number = format!("0.{}", digits.get(..length)?);
            return Some(
                Diagnostic::new(codes::NO_LEADING_DIGIT)
                    .label(span(at, at + 1 + length), codes::HERE)
                    .help(codes::WRITE_NUMBER.with("number", number)),
            );
        }
    }
    if let Some(length) = name_with_digits(text) {
        let name = text.get(..length)?;
        return Some(
            Diagnostic::new(codes::DIGIT_BEFORE_NAME)
                .with("name", name)
                .label(span(0, length), codes::HERE)
                .help(codes::QUOTE_IT.with("name", name)),
        );
    }
    let repair = with_blanks(text).filter(|repair| reads(repair))?;
    Some(
        Diagnostic::new(codes::BLANKS_MISSING)
            .with("found", text)
            .label(span(0, text.len()), codes::HERE)
            .help(codes::WITH_BLANKS.with("repair", repair)),
    )
}

/// `a between 1 and 5`, `a is less than or equal to 5`: words that other languages have, and that could be read as others.
pub(super) fn between(place: Place<'_>) -> Option<Diagnostic> {
    if let Some(said) = comparing::split_up(place).or_else(|| databases::word(place)) {
        return Some(said);
    }
    let text = place.folded.text.as_str();
    if !text.contains(" between ")
        && !text.contains(" BETWEEN ")
        && !text.contains(" 介于 ")
        && !text.contains(" 在 ")
    {
        return None;
    }
    ["between", "BETWEEN", "介于", "在"].into_iter().find_map(|word| {
        let at = text.match_indices(word).map(|(at, _)| at).find(|at| {
            let before = text.get(..*at).unwrap_or("");
            before.ends_with(' ') && before.matches(['"', '「', '」']).count() % 2 == 0
        })?;
        let rest = text.get(at + word.len()..)?.strip_prefix(' ')?;
        let (low, rest) = bound(rest)?;
        let joined =
            ["and", "AND", "和", "与", "至", "到"].into_iter().find_map(|word| rest.strip_prefix(word))?;
        let (high, rest) = bound(joined.strip_prefix(' ').unwrap_or(joined))?;
        let end = text.len() - rest.strip_prefix("之间").unwrap_or(rest).len();
        (word != "在" || rest.starts_with("之间")).then_some(())?;
        let range =
            |low: &str, high: &str| Both::new(format!("属于 {low}..{high}"), format!("in {low}..{high}"));
        let said = Diagnostic::new(codes::UNEXPECTED)
            .with("found", word)
            .label(place.bytes(at, end), codes::HERE)
            .help(codes::WRITE_INSTEAD.with("repair", range(low, high)));
        // Which fields are percentages is not known here.
        let bare = |bound: &str| bound.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let share = high == "100" || is_a_share(text.get(..at)?.trim_end());
        let percent = (share && bare(low) && bare(high))
            .then(|| codes::OF_A_PERCENTAGE.with("repair", range(&format!("{low}%"), &format!("{high}%"))));
        Some(percent.into_iter().fold(said, Diagnostic::help))
    })
}

/// Whether a name sounds like that of a percentage.
fn is_a_share(name: &str) -> bool {
    ["率", "比例", "占比", "百分比", "rate", "efficiency", "share", "percentage"]
        .iter()
        .any(|word| name.ends_with(word))
}

/// A number, with its unit where that stands right behind it or is no word that joins; and what follows.
fn bound(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let tail = text.get(digits..)?;
    let joins =
        |word: &str| ["and", "AND", "和", "与", "至", "到", "之间"].iter().any(|join| word.starts_with(join));
    let unit = tail.trim_start();
    let unit = unit.split(' ').next().filter(|unit| !unit.is_empty() && !joins(unit)).unwrap_or("");
    let unit = if unit.starts_with(|c: char| c.is_alphabetic() || c == '%') { unit } else { "" };
    let end = if unit.is_empty() { digits } else { text.len() - tail.trim_start().len() + unit.len() };
    (digits > 0).then(|| (text.get(..end).unwrap_or(""), text.get(end..).unwrap_or("").trim_start()))
}

/// Whether the innermost bracket that is open at `at` is that of a call.
fn in_a_call(text: &str, at: usize) -> bool {
    let mut open = Vec::new();
    let mut quoted = false;
    for (place, c) in text.char_indices().take_while(|(place, _)| *place < at) {
        match c {
            '"' | '「' | '」' | '【' | '】' | '`' => quoted ^= true,
            '(' if !quoted => open.push(place),
            ')' if !quoted => drop(open.pop()),
            _ => {}
        }
    }
    let before = open.last().and_then(|open| text.get(..*open));
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

/// Signs and words of other languages, and what is written instead in Chinese and English.
#[rustfmt::skip]
const SIGNS: [(&str, &str, &str); 24] = [
    ("==", "=", "="), ("&&", "且", "and"), ("AND", "且", "and"), ("∧", "且", "and"), ("||", "或", "or"), ("OR", "或", "or"),
    ("∨", "或", "or"), ("NOT", "非", "not"), ("!", "非", "not"), ("¬", "非", "not"),
    // Either is meant.
    ("=>", "≥”或“如果 … 则 …", "≥` or `if … then …"),
    ("=<", "≤", "≤"), ("≧", "≥", "≥"), ("≮", "≥", "≥"), ("⩾", "≥", "≥"), ("≦", "≤", "≤"), ("≯", "≤", "≤"), ("⩽", "≤", "≤"),
    ("·", "×", "×"), ("⋅", "×", "×"), ("•", "×", "×"),
    ("'", "「…」", "\"…\""), ("‘", "「…」", "\"…\""), ("’", "「…」", "\"…\""),
];

/// What to write instead of a sign of another language.
fn foreign(found: &str) -> Option<Both> {
    SIGNS.iter().find(|(sign, ..)| *sign == found).map(|(_, zh, en)| Both::new(*zh, *en))
}

/// Quotes and brackets that are none here.
const PAIRS: [(char, char); 10] = [
    ('\'', '\''),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('『', '』'),
    ('«', '»'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('[', ']'),
    ('{', '}'),
];

/// What begins with a quote or a bracket that is none here, up to its twin, and the same in ours.
fn enclosed(before: &str, rest: &str) -> Option<(usize, Both)> {
    let open = rest.chars().next()?;
    let (_, close) = PAIRS.iter().find(|(sign, _)| *sign == open)?;
    let inside = rest.get(open.len_utf8()..)?;
    let end = inside.find(*close)?;
    let text = inside.get(..end).map(str::trim).filter(|text| !text.is_empty())?;
    let listed = text.contains([',', '、']) || text.contains("..");
    let member = ["in", "属于"].iter().any(|word| before.ends_with(word));
    let repair = match open {
        '[' | '{' | '〔' | '〖' if listed || member || open == '[' => {
            Both::new(format!("({text})"), format!("({text})"))
        }
        '{' | '〔' | '〖' => Both::new(text, text),
        _ => Both::new(format!("「{text}」"), format!("\"{text}\"")),
    };
    Some((open.len_utf8() + end + close.len_utf8(), repair))
}

/// A sign that means nothing here: the semicolon at the end of a line, the colon behind the id of a rule.
fn superfluous<'t>(text: &str, at: usize, found: &'t str) -> Option<&'t str> {
    let (before, after) = (text.get(..at)?, text.get(at + found.len()..)?);
    let last = found == ";" && after.trim().is_empty();
    let head = ["rule ", "规则 "].iter().find_map(|head| before.strip_prefix(head));
    let behind_id = found == ":" && head.is_some_and(|id| !id.is_empty() && !id.trim_end().contains(' '));
    (last || behind_id).then_some(found)
}

/// The piece `1,200` or `1_200` around a comma between digits, where the error stands at it or behind it.
fn thousands(text: &str, at: usize) -> Option<(usize, usize)> {
    let part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '_');
    let before = text.get(..at)?.chars().rev().take_while(|c| part(*c)).count();
    let after = text.get(at..)?.chars().take_while(|c| part(*c)).count();
    let (start, end) = (at - before, at + after);
    let groups: Vec<&str> = text.get(start..end)?.split([',', '_']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = !first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    (grouped && !rest.is_empty()).then_some((start, end))
}

/// The piece `去除效率80%` that ends behind `at`, and where its number begins.
fn name_and_number(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let end = at + rest.chars().next().filter(|sign| matches!(sign, '%' | '‰'))?.len_utf8();
    let digits = before.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '.').count();
    let middle = at - digits;
    let name = before.get(..middle)?;
    let length: usize = name.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    (digits > 0 && length > 0).then_some((middle - length, middle, end))
}

/// The length of a name that begins with digits at the head of a line: `2018年产量`.
fn name_with_digits(text: &str) -> Option<usize> {
    let length = text.find([' ', '=', '(']).unwrap_or(text.len());
    let word = text.get(..length)?;
    let begins = word.starts_with(|c: char| c.is_ascii_digit());
    (begins && word.chars().all(char::is_alphanumeric) && word.contains(|c: char| !c.is_ascii()))
        .then_some(length)
}

/// Chinese words of the grammar that authors run together with names, longest first.
const RUN_TOGETHER: [&str; 22] = [
    "不低于",
    "不超过",
    "未填报",
    "已填报",
    "不属于",
    "缺失按",
    "换算为",
    "当且仅当",
    "并且",
    "或者",
    "必填",
    "属于",
    "其中",
    "不含",
    "大于",
    "小于",
    "等于",
    "如果",
    "否则",
    "不为",
    "含",
    "且",
];

/// Chinese words at the head of a line that authors run together with what follows.
const HEADS: [&str; 12] =
    ["当", "要求", "令", "逐行", "级别", "说明", "标题", "依据", "规则", "公式", "已知", "预期"];

/// A line or a name that is one unbroken piece, with blanks put around the words of the grammar and between Han and
/// digits; nothing where that changes nothing.
#[must_use]
pub fn with_blanks(text: &str) -> Option<String> {
    let head = HEADS.iter().find(|head| text.starts_with(**head));
    let wordy = text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if text.contains(' ') || (!wordy && head.is_none()) {
        return None;
    }
    let mut out = String::new();
    let mut changed = false;
    let mut quoted = false;
    let mut rest = text;
    if let Some(head) = head {
        out.push_str(head);
        out.push(' ');
        rest = rest.get(head.len()..)?;
        changed = true;
    }
    while let Some(c) = rest.chars().next() {
        quoted ^= c == '"';
        let is_text = |word: &&str| {
            rest.starts_with(*word) && rest.get(word.len()..).is_some_and(|rest| rest.starts_with('"'))
        };
        let word = RUN_TOGETHER.iter().find(|word| rest.starts_with(**word));
        let word = word
            .or_else(|| (head == Some(&"规则")).then_some(&"要求").filter(|word| rest.starts_with(**word)));
        let word = word.or_else(|| ["不为", "为", "是"].iter().find(|word| is_text(word)));
        if let (Some(word), false, false) = (word, out.is_empty(), quoted) {
            out.push(' ');
            out.push_str(word);
            out.push(' ');
            rest = rest.get(word.len()..).unwrap_or("");
            changed = true;
            continue;
        }
        let before = out.chars().next_back();
        let meets = |a: char, b: char| a.is_alphabetic() && !a.is_ascii() && b.is_ascii_digit();
        if !quoted && before.is_some_and(|before| meets(before, c) || meets(c, before)) {
            out.push(' ');
        }
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    changed.then_some(out)
}
