//! What authors say in words of their own: `不得为空` for `不为空`, a comma for `and`, a code behind a name that ends in a
//! number. Each is known by its wording and counts only where the line can be read with what is written instead.

use shensuan_diagnostics::codes::{names, text as codes};
use shensuan_diagnostics::{Both, Diagnostic, suggest};

use super::fold::Folded;
use super::grammar::{Rule, matches, read};
use super::misspelt::{Block, Meant, Refused, is_chinese, reads, words};
use super::words::head;

/// Phrases that no keyword is spelt like, and what is written instead; the last of several is what may stand behind a
/// value.
#[rustfmt::skip]
const PHRASES: [(&str, &[&str]); 54] = [
    ("不得为空", &["不为空"]), ("不能为空", &["不为空"]), ("不应为空", &["不为空"]), ("不可为空", &["不为空"]),
    ("必须填报", &["必填", "不为空"]), ("必须填写", &["必填", "不为空"]), ("应填报", &["必填", "不为空"]),
    ("应填写", &["必填", "不为空"]),
    ("严重程度", &["级别"]), ("严重性", &["级别"]),
    ("缺失时取", &["缺失按"]), ("缺失取", &["缺失按"]), ("缺失时按", &["缺失按"]), ("为空按", &["缺失按"]),
    ("为空取", &["缺失按"]), ("为空时按", &["缺失按"]), ("为空时取", &["缺失按"]), ("切", &["且"]),
    ("must not be empty", &["is given"]), ("must not be blank", &["is given"]), ("must not be missing", &["is given"]),
    ("每一个", &["每行"]), ("每一行", &["每行"]), ("每个", &["每行"]), ("所有", &["每行"]), ("各行", &["每行"]),
    ("each", &["every"]),
    ("单位取自", &["单位见"]), ("单位来自", &["单位见"]), ("with unit from", &["in unit from"]),
    ("没有填报", &["缺失"]), ("没有填", &["缺失"]), ("没填", &["缺失"]), ("未填", &["缺失"]), ("是空", &["缺失"]),
    ("已填", &["有值"]), ("填了", &["有值"]), ("非空", &["有值"]), ("不空", &["有值"]), ("是空值", &["缺失"]),
    ("包括", &["含"]), ("含有", &["含"]), ("includes", &["contains"]), ("has", &["contains"]), ("have", &["contains"]),
    ("begins with", &["starts with"]), ("start with", &["starts with"]), ("end with", &["ends with"]),
    ("exists", &["any"]), ("there exists", &["any"]), ("at least one", &["any"]),
    ("must file", &["requires"]), ("if missing", &["otherwise"]), ("when missing", &["otherwise"]),
];

/// Words that join conditions elsewhere; between names they may mean a sum.
#[rustfmt::skip]
const JOINS: [(&str, &[&str]); 19] = [
    ("和", &["且"]), ("以及", &["且"]), ("同时", &["且"]), ("并", &["且"]), ("而且", &["且"]), ("但是", &["且"]), ("但", &["且"]),
    ("又", &["且"]), ("还是", &["或"]), ("其他", &["否则"]), ("不然", &["否则"]), ("那", &["则"]), ("就", &["则"]),
    ("and also", &["and"]), ("but also", &["and"]), ("but", &["and"]), ("as well as", &["and"]), ("or else", &["or"]),
    ("elseif", &["else if"]),
];

/// What a case may expect, in other words.
#[rustfmt::skip]
const OUTCOMES: [(&str, &[&str]); 24] = [
    ("合格", &["通过"]), ("成功", &["通过"]), ("正确", &["通过"]), ("符合", &["通过"]), ("真", &["通过"]),
    ("不合格", &["不通过"]), ("失败", &["不通过"]), ("错误", &["不通过"]), ("不符合", &["不通过"]), ("未通过", &["不通过"]),
    ("假", &["不通过"]), ("跳过", &["不适用"]), ("未知", &["无法判定"]), ("无法判断", &["无法判定"]),
    ("success", &["pass"]), ("ok", &["pass"]), ("true", &["pass"]), ("failure", &["fail"]), ("error", &["fail"]),
    ("false", &["fail"]), ("violation", &["fail"]), ("n/a", &["not applicable"]), ("skip", &["not applicable"]),
    ("unknown", &["undetermined"]),
];

/// What a severity is called elsewhere.
#[rustfmt::skip]
const SEVERITIES: [(&str, &[&str]); 14] = [
    ("错误", &["强制"]), ("严重", &["强制"]), ("必须", &["强制"]), ("强制性", &["强制"]), ("警告", &["提示"]), ("提醒", &["提示"]),
    ("一般", &["提示"]), ("提示性", &["提示"]), ("error", &["mandatory"]), ("fatal", &["mandatory"]), ("critical", &["mandatory"]),
    ("warning", &["advisory"]), ("info", &["advisory"]), ("hint", &["advisory"]),
];

/// What is said of a number behind its name, and the comparison that says it.
#[rustfmt::skip]
const STATED: [(&str, &str); 9] = [
    ("不为负", "≥ 0"), ("不为负数", "≥ 0"), ("不得为负", "≥ 0"), ("不能为负", "≥ 0"), ("不应为负", "≥ 0"), ("非负", "≥ 0"),
    ("为正", "> 0"), ("为正数", "> 0"), ("大于零", "> 0"),
];

/// Words that only stress what stands beside them.
const STRESS: [&str; 9] = ["必须", "应当", "必需", "应", "时", "must", "should", "shall", "be"];

/// A phrase and what is written instead.
type Phrase = (&'static str, &'static [&'static str]);

/// The phrase of a table that begins at a word of a line.
fn phrase_at(table: &'static [Phrase], line: &str, start: usize) -> Option<&'static Phrase> {
    let rest = line.get(start..)?;
    table.iter().find(|(written, _)| {
        rest.strip_prefix(written).is_some_and(|behind| !behind.starts_with(char::is_alphabetic))
    })
}

/// A phrase within a name that is a word of the language in other words: what stands before it, the phrase, and what is
/// written instead; nothing where it only stresses what follows.
#[must_use]
pub fn phrase_within(name: &str) -> Option<(&str, &str, Option<&'static str>)> {
    let words = words(name);
    words.iter().skip(1).find_map(|(start, _)| {
        let before = name.get(..*start)?.trim_end();
        if let Some((written, meant)) = phrase_at(&PHRASES, name, *start) {
            return Some((before, *written, Some(*meant.last()?)));
        }
        let rest = name.get(*start..)?;
        if let Some((_, meant)) = STATED.iter().find(|(written, _)| *written == rest) {
            return Some((before, rest, Some(*meant)));
        }
        rest.split(' ').all(|word| STRESS.contains(&word)).then_some((before, rest, None))
    })
}

/// Whether a word only stresses what follows.
pub(super) fn stresses(word: &str) -> bool {
    STRESS.contains(&word)
}

impl Refused<'_> {
    /// A phrase for which there is a word.
    pub(super) fn phrase(self) -> Option<Meant> {
        match head(&self.folded.text) {
            Some((Rule::kw_expect, _)) => self.phrase_of(&OUTCOMES),
            Some((Rule::kw_severity, _)) => self.phrase_of(&SEVERITIES),
            _ => self.phrase_of(&PHRASES).or_else(|| self.joined()),
        }
    }

    /// A word that joins conditions elsewhere.
    pub(super) fn joined(self) -> Option<Meant> {
        self.phrase_of(&JOINS)
    }

    fn phrase_of(self, table: &'static [Phrase]) -> Option<Meant> {
        let line = self.folded.text.as_str();
        words(line).into_iter().find_map(|(start, _)| {
            let (written, meant) = phrase_at(table, line, start)?;
            let end = start + written.len();
            let in_place = meant.iter().find_map(|word| {
                let lines = self.tried(start, end, word)?;
                Some(((*word).to_owned(), lines))
            });
            // `取水量 必须填报`, of a rule: a whole condition.
            // `要求 行业 3360 必须填报 废水表`: what is required stands without `要求`.
            let without_check = || {
                let (_, length) = head(line).filter(|(keyword, _)| *keyword == Rule::kw_check)?;
                let repaired = self.folded.replaced(start, end, meant.first()?);
                let bare = repaired.replaced(0, length + 1, "");
                reads(&bare.text).then(|| (bare.text.clone(), vec![bare]))
            };
            let (repair, lines) = in_place.or_else(without_check).or_else(|| {
                let word = meant.last().filter(|_| self.block == Block::Rule)?;
                let repaired = self.folded.replaced(start, end, word);
                let check = if is_chinese(line) { "要求 " } else { "check " };
                let repair = format!("{check}{}", repaired.text);
                reads(&repair).then(|| (repair, vec![repaired.replaced(0, 0, check)]))
            })?;
            let complaint = if start == 0 {
                Diagnostic::new(codes::NO_SUCH_BEGINNING).with("found", self.written(0, end))
            } else {
                self.unexpected(start, end)
            };
            let complaint = complaint.label(self.span(start, end), codes::HERE);
            Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", repair)), lines })
        })
    }

    /// `取水量 > 0，从业人数 > 0`: a comma joins no conditions.
    pub(super) fn comma_for_and(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let commas = commas(line);
        let first = *commas.first()?;
        let ends = commas.iter().skip(1).copied().chain([line.len()]);
        let asks = |(comma, end): (usize, usize)| {
            line.get(comma + 1..end).is_some_and(|piece| {
                let asks = piece.contains(['>', '<', '≥', '≤', '≠', '≈', '='])
                    || words(piece).iter().any(|(start, end)| {
                        piece.get(*start..*end).is_some_and(|w| matches(Rule::is_operator, w))
                    });
                asks && read(Rule::alone, piece.trim()).is_ok()
            })
        };
        if !commas.iter().copied().zip(ends).all(asks) {
            return None;
        }
        let and = if is_chinese(line) { " 且" } else { " and" };
        let repaired = commas.iter().rev().fold(self.folded.clone(), |repaired, at| {
            // Without a blank `且乙` would be a name, or a unit.
            let blank = if line.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) { "" } else { " " };
            repaired.replaced(*at, at + 1, &format!("{and}{blank}"))
        });
        reads(&repaired.text).then(|| {
            let complaint = self.unexpected(first, first + 1).label(self.span(first, first + 1), codes::HERE);
            let help = codes::WRITE_INSTEAD.with("repair", Both::new("且", "and"));
            Meant { complaint: complaint.help(help), lines: vec![repaired] }
        })
    }

    /// `> 5 m³ an staff > 1`: behind a unit stands a word that is like `and` or `or`.
    pub(super) fn misspelt_and(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        words(line).windows(3).find_map(|three| {
            let [number, _, (start, end)] = three else { return None };
            let digits = line.get(number.0..number.1)?;
            let written = line.get(*start..*end).filter(|word| word.len() > 1)?;
            if !digits.starts_with(|c: char| c.is_ascii_digit()) || ["and", "or"].contains(&written) {
                return None;
            }
            let meant = suggest::nearest(written, ["and", "or"]).into_iter().next()?;
            let lines = self.tried(*start, *end, &meant)?;
            let complaint = self.unexpected(*start, *end).label(self.span(*start, *end), codes::HERE);
            let help = names::DID_YOU_MEAN.with("names", vec![meant]);
            Some(Meant { complaint: complaint.help(help), lines })
        })
    }
}

/// A line in which a name ends in a number and a code stands behind it, `code 1 33–37`, with the name in quotes, where it
/// can be read so.
pub(super) fn numbered_name(folded: &Folded, head: usize) -> Option<Folded> {
    let line = folded.text.as_str();
    let words: Vec<(usize, usize)> = words(line).into_iter().filter(|(start, _)| *start >= head).collect();
    let blank = |from: usize, to: usize| line.get(from..to) == Some(" ");
    words.windows(3).enumerate().find_map(|(index, three)| {
        let [(_, before), (start, end), (next, next_end)] = three else { return None };
        let digits = line.get(*start..*end)?.bytes().all(|byte| byte.is_ascii_digit());
        let code = line.get(*next..*next_end)?.starts_with(|c: char| c.is_ascii_digit());
        if !digits || !code || !blank(*before, *start) || !blank(*end, *next) {
            return None;
        }
        // The words before the number that may be its name.
        let of_name = |(start, end): &(usize, usize)| {
            let word = line.get(*start..*end).unwrap_or("");
            word.starts_with(char::is_alphabetic) && !matches(Rule::is_reserved, word)
        };
        let own = words.get(..=index)?;
        let mut first = None;
        let mut behind = *start;
        for word in own.iter().rev().take_while(|word| of_name(word)) {
            if !blank(word.1, behind) {
                break;
            }
            behind = word.0;
            first = Some(word.0);
        }
        let first = first?;
        let quoted = folded.replaced(first, *end, &format!("【{}】", line.get(first..*end)?));
        reads(&quoted.text).then_some(quoted)
    })
}

/// The commas of a line outside brackets and quotes.
fn commas(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut close = None;
    for (at, c) in line.char_indices() {
        if let Some(sign) = close {
            close = if c == sign { None } else { close };
            continue;
        }
        match c {
            '"' | '`' => close = Some(c),
            '「' => close = Some('」'),
            '【' => close = Some('】'),
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{JOINS, OUTCOMES, PHRASES, SEVERITIES};

    #[test]
    fn what_is_offered_is_a_word_of_the_grammar() {
        let words = include_str!("../../../../grammar/words.pest");
        for word in
            PHRASES.iter().chain(&JOINS).chain(&OUTCOMES).chain(&SEVERITIES).flat_map(|(_, meant)| *meant)
        {
            let known = |word: &str| words.contains(&format!("\"{word}\""));
            assert!(known(word) || word.split(' ').all(known), "{word}");
        }
    }
}
