//! Names that want quotes where they are declared.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::text as codes;

use super::grammar::{Rule, read};
use super::misspelt::{Meant, Refused, reads};

impl Refused<'_> {
    /// Names that want quotes: `field 产值（当年价格）`.
    pub(super) fn unquoted(self, rule: Rule, length: usize) -> Option<Meant> {
        let declares = matches!(
            rule,
            Rule::kw_field
                | Rule::kw_form
                | Rule::kw_rows
                | Rule::kw_formula
                | Rule::kw_constant
                | Rule::kw_set
                | Rule::kw_subject
                | Rule::kw_code_list
                | Rule::kw_define_unit
                | Rule::kw_field_group
                | Rule::kw_named_values
        );
        let line = self.folded.text.as_str();
        let refused: Vec<(usize, usize)> = declared_names(line, length, rule)
            .into_iter()
            .filter(|(start, end)| {
                line.get(*start..*end)
                    .is_some_and(|name| read(Rule::line_also, &format!("also {name}")).is_err())
            })
            .collect();
        let (start, end) = refused.first().copied().filter(|_| declares)?;
        let mut repaired = self.folded.clone();
        for (start, end) in refused.iter().rev() {
            repaired = repaired.replaced(*start, *end, &format!("【{}】", self.written(*start, *end)));
        }
        if !reads(&repaired.text) {
            return None;
        }
        let name = self.written(start, end);
        let digit = name.starts_with(|c: char| c.is_ascii_digit());
        let code = if digit { codes::DIGIT_BEFORE_NAME } else { codes::NAME_WANTS_QUOTES };
        let complaint = Diagnostic::new(code).with("name", name.as_str());
        let complaint = complaint.label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::QUOTE_IT.with("name", name)), lines: vec![repaired] })
    }
}

/// The names that a line declares, before what follows them.
fn declared_names(line: &str, length: usize, rule: Rule) -> Vec<(usize, usize)> {
    const SIGNS: [&str; 5] = [":", "=", "\"", "「", "【"];
    const WORDS: [&str; 6] = [" keyed by ", " 关联键 ", " from ", " 来自 ", " listed in ", " 名录 "];
    const PARTS: [&str; 4] = [" also ", " 又称 ", ",", "、"];
    let rest = line.get(length..).unwrap_or("");
    // Behind the names of a field stands a sign: `field X also used from stock : number`.
    let ended_by_sign = matches!(rule, Rule::kw_field | Rule::kw_formula | Rule::kw_constant | Rule::kw_set);
    let ends = SIGNS.iter().chain(WORDS.iter().filter(|_| !ended_by_sign));
    let end = ends.filter_map(|end| rest.find(end)).min().map_or(line.len(), |end| length + end);
    let mut names = Vec::new();
    let mut start = length;
    let mut depth = 0_usize;
    let mut at = length;
    let mut push = |start: usize, end: usize| {
        let piece = line.get(start..end).unwrap_or("");
        let name = piece.trim();
        let start = start + (piece.len() - piece.trim_start().len());
        if !name.is_empty() {
            names.push((start, start + name.len()));
        }
    };
    while at < end {
        let rest = line.get(at..end).unwrap_or("");
        let part = PARTS.iter().find(|part| depth == 0 && rest.starts_with(**part));
        if let Some(part) = part {
            push(start, at);
            at += part.len();
            start = at;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
    }
    push(start, end);
    names
}
