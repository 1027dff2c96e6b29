//! Slips at the head of a line: a name that begins like a keyword, an id of several words, a condition that no rule
//! asks for.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::gather::is_clause;
use super::grammar::{Rule, read};
use super::misspelt::{Block, Meant, Refused, reads, words};
use super::words::head;

/// Words of a name that begins like a keyword.
const WORDS: usize = 4;

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

    /// `rule wastewater missing "t"`: an id is one word.
    pub(super) fn id_of_several_words(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let title = line.find(['"', '「']).unwrap_or(line.len());
        let id: Vec<(usize, usize)> =
            words(line).into_iter().filter(|(start, end)| *start >= length && *end <= title).collect();
        let [(start, _), (second, _), ..] = id.as_slice() else { return None };
        let (_, end) = id.last()?;
        let parts: Vec<&str> = id.iter().filter_map(|(start, end)| line.get(*start..*end)).collect();
        // A word of a clause among them: that one begins another line.
        let clause = |(start, _): &(usize, usize)| {
            line.get(*start..).and_then(head).is_some_and(|(keyword, _)| is_clause(keyword))
        };
        if line.get(*start..*end)? != parts.join(" ") || id.iter().any(clause) {
            return None;
        }
        let joined = parts.join("-");
        let lines = self.tried(*start, *end, &joined)?;
        let complaint = self.unexpected(*second, *end).label(self.span(*second, *end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::ID_IS_ONE_WORD.with("repair", joined)), lines })
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
