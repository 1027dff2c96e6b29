//! Slips at the head of a line: a name that begins like a keyword, a keyword that is run together with what follows, a
//! line of another language, a condition that no rule asks for.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::gather::is_clause;
use super::grammar::{Rule, read};
use super::misspelt::{Block, HEADS, Meant, Refused, outside_quotes, reads, words};
use super::words::head;

/// Words of a name that begins like a keyword.
const WORDS: usize = 4;

/// First words of queries and programs.
#[rustfmt::skip]
const OTHER_LANGUAGES: [&str; 20] = [
    "select", "insert", "update", "delete", "create", "import", "include", "function", "func", "while", "return", "print", "var",
    "begin", "查询", "选择", "返回", "导入", "引入", "打印",
];

/// Whether a keyword is a noun, with which names begin; before a verb such as `check` another line is meant.
pub(super) fn may_begin_a_name(keyword: Rule) -> bool {
    matches!(
        keyword,
        Rule::kw_unit
            | Rule::kw_title
            | Rule::kw_message
            | Rule::kw_form
            | Rule::kw_set
            | Rule::kw_case
            | Rule::kw_rule
            | Rule::kw_subject
    )
}

impl Refused<'_> {
    /// `unit name contains "plating" requires wastewater table`: at the head of a line the keyword wins.
    pub(super) fn name_at_the_head(self, rule: Rule) -> Option<Meant> {
        may_begin_a_name(rule).then_some(())?;
        let line = self.folded.text.as_str();
        words(line).iter().take(WORDS).skip(1).find_map(|(_, end)| {
            let name = self.written(0, *end);
            let lines = self.tried(0, *end, &format!("`{}`", line.get(..*end)?))?;
            let complaint = Diagnostic::new(codes::NAME_WANTS_QUOTES).with("name", name.clone());
            let complaint = complaint.label(self.span(0, *end), codes::HERE);
            Some(Meant { complaint: complaint.help(codes::QUOTE_IT.with("name", name)), lines })
        })
    }

    /// `规则T-05 要求 从业人数 > 5`: the keyword wants a blank behind it.
    pub(super) fn run_together(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let (_, end) = words(line).into_iter().next().filter(|(start, _)| *start == 0)?;
        let first = line.get(..end)?;
        let begins = |word: &&str| first.starts_with(word) && first.len() > word.len();
        let (keyword, lines) = HEADS
            .iter()
            .map(|(zh, ..)| *zh)
            .filter(begins)
            .find_map(|keyword| Some((keyword, self.tried(keyword.len(), keyword.len(), " ")?)))?;
        let parted = format!("{keyword} {}", first.get(keyword.len()..)?);
        let complaint = Diagnostic::new(codes::BLANKS_MISSING).with("found", first);
        let complaint = complaint.label(self.span(0, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WITH_BLANKS.with("repair", parted)), lines })
    }

    /// `要求 [从业人数] > 5`: the grammar reads a name and what is looked up by it.
    pub(super) fn name_in_brackets(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        line.match_indices('[').filter(|(at, _)| outside_quotes(line, *at)).find_map(|(at, _)| {
            let inside = line.get(at + 1..)?.split(']').next()?;
            let end = at + inside.len() + 2;
            let lines = self.tried(at, end, inside)?;
            let foreign = Diagnostic::new(codes::FOREIGN_SIGN).with("found", line.get(at..end)?);
            let complaint = foreign.label(self.span(at, end), codes::HERE);
            Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", inside)), lines })
        })
    }

    /// `select * from basic form`.
    pub(super) fn other_language(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let (start, end) = words(line).into_iter().next().filter(|(start, _)| *start == 0)?;
        let first = line.get(start..end)?.to_ascii_lowercase();
        OTHER_LANGUAGES.contains(&first.as_str()).then_some(())?;
        let complaint = self.no_such_beginning(end).label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::NO_PROGRAM), lines: Vec::new() })
    }

    /// `formula x: staff + 1`, `集合 甲：1，2`: what is declared stands behind `=`.
    pub(super) fn colon_for_equals(self, keyword: Rule) -> Option<Meant> {
        let of_value = matches!(
            keyword,
            Rule::kw_formula | Rule::kw_constant | Rule::kw_set | Rule::kw_statistic | Rule::kw_let
        );
        let line = self.folded.text.as_str();
        let at = line.find(':').filter(|at| of_value && outside_quotes(line, *at))?;
        let behind = line.get(..at).is_some_and(|before| !before.ends_with(' '));
        let sign = if behind { " = " } else { "= " };
        let lines = self.tried(at, at + 1, sign)?;
        let complaint = self.unexpected(at, at + 1).label(self.span(at, at + 1), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", "=")), lines })
    }

    /// `废水排放量 ≤ 取水量` where no rule is open.
    pub(super) fn condition_of_no_rule(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let compares = line.contains(['>', '<', '≥', '≤', '≠', '≈']);
        if self.block != Block::Any || !compares || read(Rule::alone, line).is_err() {
            return None;
        }
        let complaint = Diagnostic::new(codes::INCOMPLETE).label(self.span(0, line.len()), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::CONDITION_OF_A_RULE), lines: Vec::new() })
    }
}

/// The word of a clause that stands within a name, where what begins with it is that clause: `wastewater table severity
/// mandatory`.
#[must_use]
pub fn clause_within(name: &str) -> Option<&str> {
    words(name).into_iter().skip(1).find_map(|(start, _)| {
        let rest = name.get(start..)?;
        let (keyword, length) = head(rest)?;
        // `product unit price` is a name like others.
        let clause = is_clause(keyword) && !matches!(keyword, Rule::kw_unit | Rule::kw_also);
        (clause && reads(rest)).then_some(rest.get(..length)?)
    })
}
