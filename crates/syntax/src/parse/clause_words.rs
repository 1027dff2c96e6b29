//! Words of their own with which authors begin a clause, `适用 …` for `当`, `verify …` for `check`; and a requirement
//! behind the id of a rule.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::grammar::Rule;
use super::misspelt::{Block, Meant, Refused, is_chinese, words};
use super::words::head;

/// Words that say when a rule applies.
#[rustfmt::skip]
const WHEN: [&str; 20] = [
    "适用范围", "适用条件", "适用于", "适用", "前提条件", "前提", "条件", "如果", "若",
    "applies to", "applies where", "applies if", "applies", "applicable to", "applicable if", "applicable",
    "precondition", "condition", "provided that", "if",
];
/// Words that say what a rule asks.
#[rustfmt::skip]
const CHECK: [&str; 23] = [
    "检查", "校验", "核查", "审核", "检验", "验证", "核对", "必须", "应当", "应该", "应",
    "verify", "validate", "ensure that", "ensure", "assert that", "asserts", "assert", "test", "require", "must", "should", "shall",
];
/// Words for the texts of a rule and its severity, and what is written instead: they may be names as well.
#[rustfmt::skip]
const TEXTS: [(&str, &str); 18] = [
    ("消息", "说明"), ("提示信息", "说明"), ("错误信息", "说明"), ("提示", "说明"), ("描述", "说明"), ("名称", "标题"), ("题目", "标题"),
    ("来源", "依据"), ("根据", "依据"), ("严重", "级别"), ("等级", "级别"), ("error", "message"), ("description", "message"),
    ("text", "message"), ("name", "title"), ("source", "basis"), ("reference", "basis"), ("level", "severity"),
];
/// Words of conditions, too: they count only where the line can be read with what is written instead.
const OF_CONDITIONS: [&str; 3] = ["如果", "若", "if"];

/// What is required of everybody: the sign of it behind the id of a rule, and what is asked of each form.
const REQUIRED: [(&str, &str); 4] =
    [("requires", "is filed"), ("forbids", "is not filed"), ("必填", "已填报"), ("不填", "未填报")];

/// The longest such word at the beginning of `text`, and what is written instead, in the language of the word.
fn word_of(text: &str) -> Option<(&'static str, &'static str)> {
    let all = WHEN.iter().map(|word| (*word, "当", "when"));
    let all = all.chain(CHECK.iter().map(|word| (*word, "要求", "check")));
    let begins = |word: &str| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    };
    let (word, zh, en) = all.filter(|(word, ..)| begins(word)).max_by_key(|(word, ..)| word.len())?;
    Some((word, if is_chinese(word) { zh } else { en }))
}

/// What is written instead of a word with which authors begin a clause; nothing of a word of conditions.
pub(super) fn clause_meant(written: &str) -> Option<&'static str> {
    word_of(written)
        .filter(|(word, _)| *word == written && !OF_CONDITIONS.contains(word))
        .map(|(_, meant)| meant)
}

impl Refused<'_> {
    /// `适用 用水`, `verify staff > 5`.
    pub(super) fn clause_word(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        if !matches!(self.block, Block::Rule | Block::Change) || head(line).is_some() {
            return None;
        }
        if let Some(meant) = self.text_word() {
            return Some(meant);
        }
        let (word, meant) = word_of(line)?;
        let applies = [word, " when "].concat();
        let end = if line.starts_with(&applies) { applies.len() - 1 } else { word.len() };
        let unsure = OF_CONDITIONS.contains(&word);
        let lines = self.tried(0, end, meant);
        // What else is wrong with the line is said when this is mended.
        let lines = lines.or_else(|| (!unsure).then(|| vec![self.folded.replaced(0, end, meant)]))?;
        let complaint = Diagnostic::new(codes::NO_SUCH_BEGINNING).with("found", self.written(0, end));
        let complaint = complaint.label(self.span(0, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", meant)), lines })
    }

    /// `消息 「…」`, `level advisory`.
    fn text_word(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let begins = |word: &str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':']));
        let (word, meant) = TEXTS.iter().find(|(word, _)| begins(word))?;
        let lines = self.tried(0, word.len(), meant)?;
        let complaint = self.no_such_beginning(word.len()).label(self.span(0, word.len()), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", *meant)), lines })
    }

    /// `title staff`, `说明 人数不对`: a text stands in quotes.
    pub(super) fn text_without_quotes(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let of_text = |keyword| {
            matches!(keyword, Rule::kw_title | Rule::kw_message | Rule::kw_basis | Rule::kw_because)
        };
        let (_, length) = head(line).filter(|(keyword, _)| of_text(*keyword))?;
        let start = length + line.get(length..)?.find(|c: char| c != ' ' && c != ':')?;
        let text = line.get(start..).filter(|text| !text.contains(['"', '「', '」']))?;
        let lines = self.tried(start, line.len(), &format!("\"{text}\""))?;
        let written = self.written(start, line.len());
        let complaint = self.unexpected(start, line.len()).label(self.span(start, line.len()), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::QUOTE_A_TEXT.with("text", written)), lines })
    }

    /// `rule J requires wastewater table`, `规则 甲 检查 从业人数 > 5`: behind the id stands no `check`.
    pub(super) fn own_inline(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let mut words = words(line).into_iter().filter(|(start, _)| *start >= length);
        let (_, id) = words.next()?;
        let (start, _) = words.next()?;
        let title = line.get(id..start)?.trim();
        if !title.is_empty() && !title.starts_with(['"', '「']) {
            return None;
        }
        let rest = line.get(start..)?;
        let (end, repair) = required(rest).map(|repair| (line.len(), repair)).or_else(|| {
            let (word, meant) = word_of(rest).filter(|(word, _)| CHECK.contains(word))?;
            Some((start + word.len(), meant.to_owned()))
        })?;
        let lines = self.tried(start, end, &repair)?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", repair)), lines })
    }

    /// `check staff > 5 then uses water`.
    pub(super) fn then_without_if(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let (_, length) = head(line).filter(|(keyword, _)| *keyword == Rule::kw_check)?;
        let of = |word: &str| match word {
            "则" | "那么" => Some("如果"),
            "then" => Some("if"),
            _ => None,
        };
        let found =
            words(line).into_iter().find_map(|(start, end)| Some((start, end, of(line.get(start..end)?)?)));
        let (start, end, word) = found?;
        let at = length + line.get(length..)?.find(|c: char| c != ' ' && c != ':')?;
        let lines = self.tried(at, at, &format!("{word} "))?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        let repair = format!("{word} … {} …", line.get(start..end)?);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", repair)), lines })
    }
}

/// `check F is filed` of `requires F`.
fn required(rest: &str) -> Option<String> {
    let (forms, state) =
        REQUIRED.iter().find_map(|(word, state)| Some((rest.strip_prefix(*word)?, *state)))?;
    let forms = forms.strip_prefix(' ')?.split([',', '、']).map(str::trim);
    let each: Vec<String> = forms.map(|form| format!("{form} {state}")).collect();
    let (check, and) = if is_chinese(state) { ("要求", " 且 ") } else { ("check", " and ") };
    Some(format!("{check} {}", each.join(and)))
}

#[cfg(test)]
mod tests {
    use super::{CHECK, TEXTS, WHEN, head};

    #[test]
    fn none_of_them_is_a_word_of_the_grammar() {
        for word in WHEN.iter().chain(&CHECK).chain(TEXTS.iter().map(|(word, _)| word)) {
            assert!(head(&format!("{word} x")).is_none(), "{word}");
        }
    }
}
