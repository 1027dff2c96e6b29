//! Slips in the head of a rule: no id, one of several words or of signs, a title without quotes, clauses on its line.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::fold::Folded;
use super::gather::is_clause;
use super::grammar::Rule;
use super::misspelt::{Meant, Refused, is_chinese, reads, words};
use super::words::head;

impl Refused<'_> {
    /// What was meant by the head of a rule whose keyword has this length.
    pub(super) fn head_of_a_rule(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let id = words(line).into_iter().find(|(start, _)| *start >= length);
        let like_an_id = id
            .and_then(|(start, end)| line.get(start..end))
            .is_some_and(|id| id.chars().any(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'));
        let title = || self.title_without_quotes(length);
        self.colon_behind_the_keyword(length)
            .or_else(|| self.own_inline(length))
            .or_else(|| self.id_of_signs(length))
            .or_else(|| self.rule_head(length))
            .or_else(|| title().filter(|_| like_an_id))
            .or_else(|| self.id_of_several_words(length))
            .or_else(title)
            .or_else(|| self.no_check(length))
    }

    /// `规则：A`.
    fn colon_behind_the_keyword(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        line.get(length..)?.trim_start().strip_prefix(':')?;
        let (start, end) = words(line).into_iter().find(|(start, _)| *start > length)?;
        let lines = self.tried(length, start, " ")?;
        let repair = format!("{} {}", line.get(..length)?, line.get(start..end)?);
        let complaint = self.unexpected(0, end).label(self.span(0, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", repair)), lines })
    }

    /// `rule check …` without an id, `rule A severity …` on one line.
    fn rule_head(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let words = words(line);
        let id = words.iter().find(|(start, _)| *start >= length)?;
        if let Some((_, end)) = clause_at(line, id.0) {
            let complaint = Diagnostic::new(codes::RULE_WITHOUT_ID).label(self.span(id.0, end), codes::HERE);
            return Some(Meant { complaint: complaint.help(codes::ID_FIRST), lines: Vec::new() });
        }
        let (start, end) = words.iter().filter(|word| word.0 > id.0).find_map(|word| {
            let before = line.get(..word.0)?.trim_end();
            let may_end = before.len() <= id.1 || !before.ends_with(char::is_alphabetic);
            // 自 and 至 are common words: they begin a line where a date follows.
            let dated = |rule| {
                !matches!(rule, Rule::kw_since | Rule::kw_until) || line.get(word.0..).is_some_and(reads)
            };
            let (rule, end) = clause_at(line, word.0)?;
            (may_end && rule != Rule::kw_check && dated(rule)).then_some((word.0, end))
        })?;
        let mut first = self.folded.replaced(start, line.len(), "");
        first.trim_end();
        reads(&first.text).then_some(())?;
        let mut lines = vec![first];
        lines.extend(clauses(self.folded.replaced(0, start, "")));
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        let new_lines = lines.iter().skip(1).filter_map(|line| {
            let (_, length) = head(&line.text)?;
            Some(codes::NEW_LINE_BEFORE.with("clause", line.text.get(..length)?))
        });
        let complaint = new_lines.fold(complaint, Diagnostic::help);
        Some(Meant { complaint, lines })
    }

    /// `规则 A 从业人数大于零`, `rule A staff is positive check staff > 0`: a title stands in quotes.
    fn title_without_quotes(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let words: Vec<(usize, usize)> =
            words(line).into_iter().filter(|(start, _)| *start >= length).collect();
        let [_, (start, _), ..] = words.as_slice() else { return None };
        if clause_at(line, *start).is_some() {
            return None;
        }
        let clause = words.iter().skip(2).map(|(start, _)| *start).find(|at| clause_at(line, *at).is_some());
        let end = line.get(..clause.unwrap_or(line.len()))?.trim_end().len();
        let title = line.get(*start..end)?;
        if title.contains(['"', '「', '」', '【', '`', '=', '>', '<', '≥', '≤', '≠', '≈']) {
            return None;
        }
        let quoted = if is_chinese(title) { format!("「{title}」") } else { format!("\"{title}\"") };
        let lines = self.tried(*start, end, &quoted)?;
        let complaint = self.unexpected(*start, end).label(self.span(*start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::QUOTE_THE_TITLE.with("title", title)), lines })
    }

    /// `rule 5 check …`, `rule A.1 check …`.
    fn id_of_signs(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let start = length + line.get(length..)?.find(|c: char| c != ' ')?;
        let end = line.get(start..)?.find(' ').map_or(line.len(), |blank| start + blank);
        let written = line.get(start..end)?;
        let of_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let plain: String = written.chars().map(|c| if of_id(c) { c } else { '-' }).collect();
        let plain = plain.trim_matches('-');
        let digit = plain.starts_with(|c: char| c.is_ascii_digit());
        let repair = if digit { format!("R{plain}") } else { plain.to_owned() };
        if written.contains(['"', '「', '`', '【', ':']) || repair.is_empty() || repair == written {
            return None;
        }
        let lines = self.tried(start, end, &repair)?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::AN_ID_IS.with("repair", repair)), lines })
    }

    /// `rule wastewater missing "t"`: an id is one word.
    fn id_of_several_words(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let title = line.find(['"', '「']).unwrap_or(line.len());
        let id: Vec<(usize, usize)> =
            words(line).into_iter().filter(|(start, end)| *start >= length && *end <= title).collect();
        let [(start, _), (second, _), ..] = id.as_slice() else { return None };
        let (_, end) = id.last()?;
        let parts: Vec<&str> = id.iter().filter_map(|(start, end)| line.get(*start..*end)).collect();
        // A word of a clause among them: that one begins another line.
        if line.get(*start..*end)? != parts.join(" ")
            || id.iter().any(|(at, _)| clause_at(line, *at).is_some())
        {
            return None;
        }
        let joined = parts.join("-");
        let lines = self.tried(*start, *end, &joined)?;
        let complaint = self.unexpected(*second, *end).label(self.span(*second, *end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::ID_IS_ONE_WORD.with("repair", joined)), lines })
    }

    /// `rule A if staff > 5 then uses water`: no `check` before what is asked.
    fn no_check(self, length: usize) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let mut words = words(line).into_iter().filter(|(start, _)| *start >= length);
        let (start, end) = words.nth(1).filter(|(start, _)| clause_at(line, *start).is_none())?;
        let check = if is_chinese(line) { "要求" } else { "check" };
        let lines = self.tried(start, start, &format!("{check} "))?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        let repair = format!("{check} {}", line.get(start..end)?);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", repair)), lines })
    }
}

/// The keyword of a clause that stands at `at`, and its end.
fn clause_at(line: &str, at: usize) -> Option<(Rule, usize)> {
    let (rule, length) = head(line.get(at..)?)?;
    is_clause(rule).then_some((rule, at + length))
}

/// A line of clauses, cut where one ends and the next begins.
fn clauses(mut rest: Folded) -> Vec<Folded> {
    let mut lines = Vec::new();
    while let Some(at) = words(&rest.text).into_iter().skip(1).map(|(start, _)| start).find(|at| {
        let named = |rule| matches!(rule, Rule::kw_unit | Rule::kw_also);
        clause_at(&rest.text, *at).is_some_and(|(rule, _)| !named(rule))
            && rest.text.get(..*at).is_some_and(|before| reads(before.trim_end()))
            && rest.text.get(*at..).is_some_and(reads)
    }) {
        lines.push(rest.replaced(at, rest.text.len(), ""));
        rest = rest.replaced(0, at, "");
    }
    lines.push(rest);
    lines
}
