//! What was probably meant by a line that the grammar refused: a misspelt keyword, a name that wants quotes, a blank
//! within a number. A guess about the inside of a line counts only where the line can be read with it.

use shensuan_diagnostics::codes::{names, text as codes};
use shensuan_diagnostics::{Both, Diagnostic, SourceId, Span, suggest};

use super::clause_words::clause_meant;
use super::comparing;
use super::fold::Folded;
use super::gather::entry;
use super::grammar::{Rule, matches, read};
use super::phrases::stresses;
use super::words::head;

/// Words of a line that are looked at.
const LOOKED_AT: usize = 16;
/// Guesses that are tried on a line.
const TRIED: usize = 12;

/// What the lines stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing that takes clauses, or what could not be read.
    Any,
    Rule,
    Formula,
    Form,
    Case,
    /// What a layer changes in a rule of another.
    Change,
}

/// Words that begin a line, Chinese and English, and the block that they stand in; a declaration may stand in any.
#[rustfmt::skip]
pub(super) const HEADS: [(&str, &str, Block); 42] = [
    ("要求", "check", Block::Rule), ("当", "when", Block::Rule), ("令", "let", Block::Rule),
    ("逐行", "for each", Block::Rule), ("逐组", "for each group of", Block::Rule), ("级别", "severity", Block::Rule), ("说明", "message", Block::Rule),
    ("标题", "title", Block::Rule), ("依据", "basis", Block::Rule),
    ("空白按 0", "blank counts as 0", Block::Rule), ("缺失视为不通过", "missing counts as failure", Block::Rule),
    ("又称", "also", Block::Formula), ("单位", "unit", Block::Formula), ("逐行", "for each", Block::Formula),
    ("指标", "field", Block::Form), ("每", "one per", Block::Form), ("每", "many per", Block::Form),
    ("明细", "rows", Block::Form), ("指标组", "field group", Block::Form), ("命名值", "named values", Block::Form),
    ("已知", "given", Block::Case), ("预期", "expect", Block::Case),
    ("规则", "rule", Block::Any), ("公式", "formula", Block::Any), ("常量", "constant", Block::Any),
    ("集合", "set", Block::Any), ("统计", "statistic", Block::Any), ("对象", "subject", Block::Any), ("报表", "form", Block::Any),
    ("代码表", "code list", Block::Any), ("定义单位", "define unit", Block::Any), ("内置规则", "built-in rule", Block::Any),
    ("用例", "case", Block::Any), ("停用", "disable", Block::Any), ("调整", "override", Block::Any),
    ("自", "since", Block::Rule), ("至", "until", Block::Rule), ("标签", "tags", Block::Rule),
    ("因为", "because", Block::Change), ("参照表", "table", Block::Any), ("关联键", "keyed by", Block::Form),
    ("有效期", "in force", Block::Form),
];

/// English words inside a line that are offered instead of one like them.
#[rustfmt::skip]
const INSIDE_EN: [&str; 69] = [
    "keyed by", "listed in", "from", "hierarchical", "also", "private", "optional", "required", "exact", "number",
    "integer", "percent", "text", "code", "code from", "quantity in unit from", "yes/no", "mandatory", "advisory", "pass",
    "fail", "not applicable", "undetermined", "check", "requires", "forbids", "otherwise", "otherwise none", "where",
    "within", "contains", "does not contain", "contains any of", "starts with", "ends with", "is missing", "is given",
    "is filed", "is not filed", "is not missing", "not in", "then", "else", "if and only if", "severity", "is true",
    "is false", "is unknown", "is distinct from", "every", "any of", "unit of", "has", "similar to",
    "is an outlier", "is not an outlier", "includes every", "by", "is found", "is not found", "unique", "groups", "ranges", "data",
    "inside", "not inside", "outline", "formula of", "in unit from",
];

/// Chinese words inside a line.
#[rustfmt::skip]
const INSIDE_ZH: [&str; 70] = [
    "关联键", "名录", "来自", "取自", "分级", "又称", "不公开", "可空", "必填", "原样", "数值", "单位", "整数", "百分数", "文本",
    "代码", "是否", "带单位数值", "单位见", "强制", "提示", "核实", "通过", "不通过", "不适用", "无法判定", "要求", "不填",
    "否则不填", "缺失按", "其中", "允许误差", "包含", "不包含", "含任一", "开头为", "结尾为", "缺失", "有值", "已填报",
    "未填报", "属于", "不属于", "否则", "满足", "换算为", "当且仅当", "大于", "小于", "等于", "不超过", "不低于", "可换算为",
    "级别", "相似于", "离群", "不离群", "包含全部", "稳健", "至少", "唯一", "查得", "未查得", "代码组", "区间", "数据",
    "位于", "不位于", "边界", "算式 参数",
];

/// Words that begin a type.
const TYPES: [&str; 17] = [
    "number",
    "outline",
    "quantity",
    "integer",
    "percent",
    "text",
    "code",
    "yes/no",
    "数值",
    "带单位数值",
    "整数",
    "百分数",
    "文本",
    "代码",
    "是否",
    "formula",
    "算式",
];

/// Characters of the keywords as they are written in Hong Kong and Taiwan, each before its twin.
const TRADITIONAL: &str = "規规則则報报對对標标級级別别說说説说據据單单稱称預预當当設设戶户條条應应滿满碼码義义計计內内組组問问題题細细\
                           於于屬属換换關关鍵键來来數数値值錄录開开頭头結结為为過过誤误許许強强實实樣样";

/// What a line was probably meant to be.
pub(super) struct Meant {
    pub(super) complaint: Diagnostic,
    /// The line, or the lines, to read in its place; none where nothing can be made of it.
    pub(super) lines: Vec<Folded>,
}

/// A refused line.
#[derive(Clone, Copy)]
pub(super) struct Refused<'l> {
    pub(super) source: SourceId,
    /// The text of the whole source.
    pub(super) text: &'l str,
    pub(super) folded: &'l Folded,
    pub(super) block: Block,
}

impl Refused<'_> {
    pub(super) fn span(self, start: usize, end: usize) -> Span {
        let (start, end) = self.folded.source(start, end);
        Span::new(self.source, start, end)
    }

    /// As the author wrote it.
    pub(super) fn written(self, start: usize, end: usize) -> String {
        let span = self.span(start, end);
        self.text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned()
    }

    pub(super) fn unexpected(self, start: usize, end: usize) -> Diagnostic {
        Diagnostic::new(codes::UNEXPECTED).with("found", self.written(start, end))
    }

    pub(super) fn no_such_beginning(self, end: usize) -> Diagnostic {
        Diagnostic::new(codes::NO_SUCH_BEGINNING).with("found", self.written(0, end))
    }

    /// The guess, where there is one.
    pub(super) fn meant(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let head = head(line);
        if let Some((Rule::kw_rule, length)) = head
            && let Some(meant) = self.head_of_a_rule(length)
        {
            return Some(meant);
        }
        let guess = self
            .clause_word()
            .or_else(|| self.text_without_quotes())
            .or_else(|| self.parted())
            .or_else(|| self.comparing());
        let guess = guess.or_else(|| self.phrase()).or_else(|| self.tolerance());
        let guess = guess.or_else(|| self.sentence()).or_else(|| self.then_without_if());
        let guess = guess.or_else(|| self.several_members()).or_else(|| self.name_in_brackets());
        let guess = guess.or_else(|| self.comma_for_and());
        match head {
            Some((rule, length)) => guess
                .or_else(|| self.name_at_the_head(rule))
                .or_else(|| self.colon(rule, length))
                .or_else(|| self.colon_for_equals(rule))
                .or_else(|| self.word(length))
                .or_else(|| self.unquoted(rule, length)),
            None => self
                .other_language()
                .or(guess)
                .or_else(|| self.run_together())
                .or_else(|| self.word(0))
                .or_else(|| self.beginning())
                .or_else(|| self.alone())
                .or_else(|| self.condition_of_no_rule()),
        }
    }

    /// The line with a piece replaced, where it can be read so.
    pub(super) fn tried(self, start: usize, end: usize, with: &str) -> Option<Vec<Folded>> {
        let repaired = self.folded.replaced(start, end, with);
        reads(&repaired.text).then(|| vec![repaired])
    }

    /// `field staff integer`: no colon before the type.
    fn colon(self, rule: Rule, length: usize) -> Option<Meant> {
        if rule != Rule::kw_field {
            return None;
        }
        let line = self.folded.text.as_str();
        words(line).into_iter().filter(|(start, _)| *start > length).find_map(|(start, end)| {
            TYPES.contains(&line.get(start..end)?).then_some(())?;
            let lines = self.tried(start, start, ": ")?;
            let expected = codes::EXPECTED.with("expected", codes::A_COLON);
            let complaint = self.unexpected(start, end).label(self.span(start, end), expected);
            Some(Meant { complaint, lines })
        })
    }

    /// `211 0`: a blank within a number or a code.
    fn parted(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let words = words(line);
        words.windows(2).find_map(|two| {
            let [(start, middle), (next, end)] = two else { return None };
            let number = |from: usize, to: usize| {
                line.get(from..to).filter(|word| word.chars().all(|c| c.is_ascii_digit()))
            };
            let (first, second) = (number(*start, *middle)?, number(*next, *end)?);
            (line.get(*middle..*next)? == " ").then_some(())?;
            let together = format!("{first}{second}");
            let lines = self.tried(*start, *end, &together)?;
            let complaint = self.unexpected(*next, *end).label(self.span(*start, *end), codes::HERE);
            let complaint = complaint.help(codes::NO_BLANK_WITHIN.with("number", together));
            let listed = self.tried(*middle, *next, ", ").is_some();
            let list = listed.then(|| codes::COMMAS_BETWEEN.with("list", format!("{first}, {second}")));
            let complaint = list.into_iter().fold(complaint, Diagnostic::help);
            Some(Meant { complaint, lines })
        })
    }

    /// A misspelt word inside the line.
    fn word(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let words = words(line);
        let mut tries = 0;
        for size in [1, 2, 3] {
            for window in words.windows(size) {
                let (Some((start, _)), Some((_, end))) = (window.first(), window.last()) else { continue };
                let (start, end) = (*start, *end);
                let Some(written) = line.get(start..end).filter(|_| start >= length) else { continue };
                if written.split(' ').count() != size || written.chars().count() < 2 {
                    continue;
                }
                // To leave out a word is no spelling.
                let part = |word: &String| written.split(' ').any(|part| part == word);
                for word in like(written).into_iter().filter(|word| !part(word)) {
                    tries += 1;
                    if tries > TRIED {
                        return None;
                    }
                    if let Some(lines) = self.tried(start, end, &word) {
                        let complaint = match start {
                            0 => self.no_such_beginning(end),
                            _ => self.unexpected(start, end),
                        };
                        let complaint = complaint.label(self.span(start, end), codes::HERE);
                        let help = names::DID_YOU_MEAN.with("names", vec![word]);
                        return Some(Meant { complaint: complaint.help(help), lines });
                    }
                }
            }
        }
        None
    }

    /// A misspelt word at the beginning.
    fn beginning(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let ends: Vec<usize> = words(line)
            .iter()
            .take(4)
            .map(|(_, end)| *end)
            .take_while(|end| {
                line.get(..*end).is_some_and(|words| !words.contains(['"', '「', '=', '(', '>', '<']))
            })
            .collect();
        let mut found: Vec<(usize, Vec<String>)> = Vec::new();
        for end in ends.into_iter().rev() {
            let near = heads_like(line.get(..end)?, self.block);
            match found.last() {
                Some((_, before)) if before.first() != near.first() => break,
                _ if near.is_empty() => {}
                _ => found.push((end, near)),
            }
        }
        // The fewest words that are like it, `one pr`, not `one pr e`; fewest of those with which the line can be read.
        let readable = |(end, near): &&(usize, Vec<String>)| {
            near.first().is_some_and(|word| self.tried(0, *end, word).is_some())
        };
        let (end, near) = found.iter().rev().find(readable).or(found.last())?.clone();
        // A sign behind it: it is a name.
        let next = line.get(end..)?.trim_start().chars().next();
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '"' | '「' | '【' | '`' | ':' | '(');
        next.is_none_or(goes_on).then_some(())?;
        let lines = vec![self.folded.replaced(0, end, near.first()?)];
        let complaint = self.no_such_beginning(end).label(self.span(0, end), codes::HERE);
        Some(Meant { complaint: complaint.help(names::DID_YOU_MEAN.with("names", near)), lines })
    }

    /// A formula whose name begins like a keyword: `formla x = …`, `lett x = …` in a rule.
    pub(super) fn formula_word(self) -> Option<Meant> {
        const DECLARE: [&str; 4] = ["formula", "constant", "define unit", "statistic"];
        let line = self.folded.text.as_str();
        let name = line.split_once('=')?.0.trim_end();
        let of_rule = matches!(self.block, Block::Rule | Block::Change);
        let ends: Vec<usize> =
            words(name).iter().take(3).map(|(_, end)| *end).filter(|end| *end < name.len()).collect();
        ends.into_iter().rev().find_map(|end| {
            let written = line.get(..end)?;
            let own = HEADS.iter().filter(|(.., of)| self.block != Block::Any && stands_in(*of, self.block));
            let own = own.flat_map(|(zh, en, _)| [*zh, *en]);
            // `net emission = …` is a name.
            let same = |word: &&str| word.chars().next() == written.chars().next();
            let word = match written {
                // Of a formula it is the clause; what declares one has two words.
                "unit" if self.block == Block::Formula => "define unit".to_owned(),
                "单位" if self.block == Block::Formula => "定义单位".to_owned(),
                _ if of_rule && clause_meant(written).is_some() => clause_meant(written)?.to_owned(),
                _ => suggest::nearest(written, own.chain(DECLARE).filter(same)).into_iter().next()?,
            };
            let complaint = self.no_such_beginning(end).label(self.span(0, end), codes::HERE);
            let lines = vec![self.folded.replaced(0, end, &word)];
            let complaint = complaint.help(names::DID_YOU_MEAN.with("names", vec![word]));
            let quoted = codes::QUOTE_THE_NAME.with("name", self.written(0, end));
            Some(Meant { complaint: complaint.help(quoted), lines })
        })
    }

    /// A condition without the word that says what it is for; a word that nothing is like.
    fn alone(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        if self.block == Block::Form
            && let Some(lines) = self.tried(0, 0, "field ")
        {
            let complaint = Diagnostic::new(codes::INCOMPLETE).label(self.span(0, line.len()), codes::HERE);
            return Some(Meant { complaint: complaint.help(codes::BEGIN_WITH_FIELD), lines });
        }
        if !matches!(self.block, Block::Rule | Block::Form | Block::Case | Block::Change)
            || read(Rule::alone, line).is_err()
        {
            return None;
        }
        let words = words(line);
        let asks = |(start, end): &(usize, usize)| {
            line.get(*start..*end).is_some_and(|word| matches(Rule::is_operator, word))
        };
        if !line.contains(['>', '<', '≥', '≤', '≠', '≈', '=']) && !words.iter().any(asks) {
            let (start, end) = words.first().copied()?;
            let own = HEADS.iter().filter(|(.., of)| stands_in(*of, self.block));
            let (zh, en): (Vec<&str>, Vec<&str>) = own.map(|(zh, en, _)| (*zh, *en)).unzip();
            let words = Both::new(zh.join("、"), en.join(", "));
            let complaint = self.no_such_beginning(end).label(self.span(start, end), codes::HERE);
            return Some(Meant {
                complaint: complaint.help(codes::BEGINNINGS_ARE.with("words", words)),
                lines: Vec::new(),
            });
        }
        if self.block != Block::Rule {
            return None;
        }
        let complaint = Diagnostic::new(codes::INCOMPLETE).label(self.span(0, line.len()), codes::HERE);
        let lines = vec![self.folded.replaced(0, 0, "check ")];
        Some(Meant { complaint: complaint.help(codes::BEGIN_WITH_CHECK), lines })
    }
}

/// Whether a line can be read.
pub(super) fn reads(line: &str) -> bool {
    read(head(line).map_or(Rule::line_bare, |(rule, _)| entry(rule)), line).is_ok()
}

/// The words of a line outside quotes.
pub(super) fn words(line: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut close = None;
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let part = close.is_none() && (c.is_alphanumeric() || matches!(c, '_' | '/' | '-' | '.'));
        match (start, part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, at));
                start = None;
                if words.len() == LOOKED_AT {
                    break;
                }
            }
            (None, false) | (Some(_), true) => {}
        }
        close = match (close, c) {
            (Some(sign), _) if sign == c => None,
            (None, '"') => Some('"'),
            (None, '`') => Some('`'),
            (None, '「') => Some('」'),
            (None, '【') => Some('】'),
            (close, _) => close,
        };
    }
    words
}

/// Whether no quote is open at `at`.
pub(super) fn outside_quotes(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| before.matches(['"', '「', '」', '【', '】', '`']).count() % 2 == 0)
}

pub(super) fn is_chinese(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// A word with the characters of keywords as they are written on the mainland.
fn simplified(word: &str) -> String {
    let twin = |c: char| {
        let at = TRADITIONAL.find(c).filter(|_| !c.is_ascii())?;
        let before = TRADITIONAL.get(..at)?.chars().count();
        TRADITIONAL.get(at..)?.chars().nth(1).filter(|_| before % 2 == 0)
    };
    word.chars().map(|c| twin(c).unwrap_or(c)).collect()
}

/// A word within a name that is like a word of the language: what stands before it, the word, and what it is like.
#[must_use]
pub fn misspelt_within(name: &str) -> Option<(&str, &str, String)> {
    if let Some((start, end, sign)) = comparing::within(name) {
        return Some((name.get(..start)?.trim_end(), name.get(start..end)?, sign.to_owned()));
    }
    let words = words(name);
    // `从业人数 大 于`: blanks within a word.
    let parted = words.windows(2).skip(1).find_map(|two| {
        let [(start, _), (_, end)] = two else { return None };
        let written = name.get(*start..*end)?;
        let together = written.replace(' ', "");
        let operator = is_chinese(&together) && matches(Rule::is_operator, &together);
        operator.then(|| Some((name.get(..*start)?.trim_end(), written, together)))?
    });
    parted.or_else(|| {
        words.into_iter().skip(1).find_map(|(start, end)| {
            let written = name.get(start..end)?;
            let meant = like(written)
                .into_iter()
                .filter(|_| !stresses(written))
                .find(|word| matches(Rule::is_operator, word))?;
            Some((name.get(..start)?.trim_end(), written, meant))
        })
    })
}

/// Words of the inside of a line that are like `written`, in its language.
fn like(written: &str) -> Vec<String> {
    // `keyed` without `by`.
    let begun = |word: &&&str| word.strip_prefix(written).is_some_and(|rest| rest.starts_with(' '));
    if is_chinese(written) {
        let plain = simplified(written);
        let mut near = suggest::nearest(&plain, INSIDE_ZH);
        near.extend(INSIDE_ZH.iter().filter(begun).map(|word| (*word).to_owned()));
        return near.into_iter().filter(|word| word != written).collect();
    }
    if written.len() < 3 {
        return Vec::new();
    }
    let mut near = suggest::nearest(written, INSIDE_EN);
    near.extend(INSIDE_EN.iter().filter(begun).map(|word| (*word).to_owned()));
    near.into_iter().filter(|word| word != written).collect()
}

/// Whether a clause `of` one block stands in another: what changes a rule has its clauses too.
fn stands_in(of: Block, block: Block) -> bool {
    of == block || of == Block::Rule && block == Block::Change
}

/// Words that begin a line of this block, or a declaration, and are like `written`.
fn heads_like(written: &str, block: Block) -> Vec<String> {
    let chinese = is_chinese(written);
    let words = |wanted: fn(Block, Block) -> bool| {
        HEADS.iter().filter(move |(.., of)| wanted(*of, block)).map(
            move |(zh, en, _)| {
                if chinese { *zh } else { *en }
            },
        )
    };
    let plain = simplified(written);
    if chinese
        && plain != written
        && let Some(same) = words(|_, _| true).find(|word| *word == plain)
    {
        return vec![same.to_owned()];
    }
    let own = |of: Block, block: Block| stands_in(of, block) || of == Block::Any || block == Block::Any;
    suggest::nearest(&plain, words(own))
}

#[cfg(test)]
mod tests {
    use super::{HEADS, INSIDE_EN, INSIDE_ZH, TRADITIONAL, head, simplified};

    #[test]
    fn what_is_offered_begins_a_line() {
        for (zh, en, _) in HEADS {
            for word in [zh, en] {
                let length = head(&format!("{word} x")).map(|(_, length)| length);
                assert_eq!(length, Some(word.len()), "{word}");
            }
        }
    }

    #[test]
    fn what_is_offered_inside_is_a_word_of_the_grammar() {
        let words = include_str!("../../../../grammar/words.pest");
        for word in INSIDE_EN.iter().chain(&INSIDE_ZH) {
            let known = |word: &str| {
                words.contains(&format!("\"{word}\"")) || words.contains(&format!("{word} 单位见"))
            };
            assert!(known(word) || matches!(*word, "code from" | "单位见"), "{word}");
        }
    }

    #[test]
    fn traditional_characters_stand_beside_their_twins() {
        assert_eq!(TRADITIONAL.chars().count() % 2, 0);
        assert_eq!(simplified("規則"), "规则");
        assert_eq!(simplified("定義單位"), "定义单位");
    }
}
