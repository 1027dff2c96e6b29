//! A sign that does not take what stands behind it: `a = b within 1%`, `a is not 3, 4`. The sign that does is offered
//! where the line can be read with it.

use shensuan_diagnostics::codes::text as codes;

use super::fold::ARGUMENT_SEPARATOR;
use super::grammar::Rule;
use super::misspelt::{Meant, Refused, is_chinese, outside_quotes, reads, words};
use super::words::head;

/// Words of equality, and the set test that takes several.
#[rustfmt::skip]
const SETS: [(&str, &str); 9] = [
    ("is not", "not in"), ("不为", "不属于"), ("不是", "不属于"), ("不等于", "不属于"),
    ("is", "in"), ("为", "属于"), ("是", "属于"), ("等于", "属于"), ("must be", "in"),
];

/// How a tolerance stands behind a value: from, to, and as it is written.
struct Tolerance {
    start: usize,
    end: usize,
    written: String,
}

impl Refused<'_> {
    /// `a = b within 1%`, `a = b ± 5%`, `甲 = 乙（误差不超过 5%）`: a tolerance belongs to `≈`.
    pub(super) fn tolerance(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        let found = tolerance(line)?;
        let before = line.get(..found.start)?;
        let (at, sign) =
            before.char_indices().rev().find(|(_, c)| matches!(c, '=' | '≤' | '<' | '≥' | '>'))?;
        let first = before.get(..at)?.chars().next_back().filter(|c| matches!((c, sign), ('<' | '>', '=')));
        let from = at - first.map_or(0, char::len_utf8);
        let blank = |behind: bool| if behind { " " } else { "" };
        let tight = !before.ends_with(' ');
        let written = format!("{}{}", blank(tight), found.written);
        let repaired = self.folded.replaced(found.start, found.end, &written);
        let repaired = repaired.replaced(from, at + sign.len_utf8(), "≈");
        reads(&repaired.text).then_some(())?;
        let (start, end) = (
            found.start,
            found.start + line.get(found.start..)?.find(' ').unwrap_or(found.end - found.start),
        );
        let complaint = self.unexpected(start, end);
        let (marked, help) = if sign == '=' && first.is_none() {
            let repair = plain(repaired.text.get(from..)?);
            (self.span(from, line.len()), codes::WRITE_INSTEAD.with("repair", repair))
        } else {
            let sign = line.get(from..at + sign.len_utf8())?;
            (self.span(start, end), codes::TOLERANCE_OF_NEAR.with("sign", sign))
        };
        let complaint = complaint.label(marked, codes::HERE);
        Some(Meant { complaint: complaint.help(help), lines: vec![repaired] })
    }

    /// `is not 3, 4`, `为 「甲」、「乙」`: several are a set.
    pub(super) fn several_members(self) -> Option<Meant> {
        let line = self.folded.text.as_str();
        head(line).filter(|(keyword, _)| {
            matches!(*keyword, Rule::kw_check | Rule::kw_when | Rule::kw_must_not | Rule::kw_rule)
        })?;
        let words = words(line);
        let places = [2, 1].into_iter().flat_map(|size| words.windows(size)).filter_map(|window| {
            let (start, end) = (window.first()?.0, window.last()?.1);
            let (_, set) = SETS.iter().find(|(word, _)| line.get(start..end) == Some(*word))?;
            Some((start, end, *set))
        });
        let signs =
            line.match_indices(['=', '≠']).filter(|(at, _)| outside_quotes(line, *at)).map(|(at, sign)| {
                let chinese = is_chinese(line);
                let set = match (sign, chinese) {
                    ("=", true) => "属于",
                    ("=", false) => "in",
                    (_, true) => "不属于",
                    (_, false) => "not in",
                };
                (at, at + sign.len(), set)
            });
        let (start, end, set, lines) = places.chain(signs).find_map(|(start, end, set)| {
            // `staff = 5, uses water` is no list of literals.
            let rest = line.get(end..)?;
            let next = rest.get(rest.find([',', '、'])?..)?.trim_start_matches([',', '、', ' ']);
            next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '「')).then_some(())?;
            let lines = self.tried(start, end, set)?;
            Some((start, end, set, lines))
        })?;
        let complaint = self.unexpected(start, end).label(self.span(start, end), codes::HERE);
        Some(Meant { complaint: complaint.help(codes::WRITE_INSTEAD.with("repair", set)), lines })
    }
}

/// Where a tolerance stands, and how it is written.
fn tolerance(line: &str) -> Option<Tolerance> {
    let within = if is_chinese(line) { "允许误差" } else { "within" };
    if let Some((at, sign)) = line.match_indices('±').find(|(at, _)| outside_quotes(line, *at)) {
        let written = format!("{within} {}", line.get(at + sign.len()..)?.trim());
        return Some(Tolerance { start: at, end: line.len(), written });
    }
    let bracket = ["(误差", "(允许误差", "(偏差", "(相差"].iter().find_map(|word| line.find(word));
    if let Some(start) = bracket.filter(|at| outside_quotes(line, *at)) {
        let inner = line.get(start..)?.strip_suffix(')')?;
        let number = inner.get(inner.find(|c: char| c.is_ascii_digit())?..)?;
        let number =
            ["以内", "之内", "内"].iter().find_map(|word| number.strip_suffix(word)).unwrap_or(number);
        return Some(Tolerance { start, end: line.len(), written: format!("{within} {}", number.trim()) });
    }
    let word = |(start, end): &(usize, usize)| {
        matches!(line.get(*start..*end), Some("允许误差" | "误差" | "within"))
    };
    let (start, _) = words(line).into_iter().find(word)?;
    Some(Tolerance { start, end: line.len(), written: line.get(start..)?.to_owned() })
}

/// A line as an author writes it: the commas of calls are commas.
fn plain(folded: &str) -> String {
    folded.replace(ARGUMENT_SEPARATOR, ",")
}
