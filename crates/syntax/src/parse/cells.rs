//! Cells of spreadsheets: `VLOOKUP(staff, A1:B2, 2)`. No rule knows where a cell stands.

use shensuan_diagnostics::codes::{names, text as codes};
use shensuan_diagnostics::{Diagnostic, SourceId, Span};

use super::fold::Folded;

/// Functions of spreadsheets that find a value in a range of cells.
pub const LOOK_UPS: [&str; 6] = ["VLOOKUP", "XLOOKUP", "HLOOKUP", "LOOKUP", "INDEX", "MATCH"];

/// The complaint about a range of cells around the colon at `at`; where it is that of a look-up, about this.
pub(super) fn range(source: SourceId, folded: &Folded, at: usize) -> Option<Diagnostic> {
    let text = folded.text.as_str();
    let span = |start: usize, end: usize| {
        let (start, end) = folded.source(start, end);
        Span::new(source, start, end)
    };
    let (before, behind) = (text.get(..at)?, text.get(at..)?.strip_prefix(':')?);
    let of_cell = |c: &char| c.is_ascii_alphanumeric() || *c == '$';
    let first = before.chars().rev().take_while(of_cell).count();
    let second = behind.chars().take_while(of_cell).count();
    let start = at - first;
    if !is_cell(before.get(start..)?) || !is_cell(behind.get(..second)?) {
        return None;
    }
    let function = called(text.get(..start)?).filter(|(from, to)| {
        let name = text.get(*from..*to).unwrap_or("").to_ascii_uppercase();
        LOOK_UPS.contains(&name.as_str())
    });
    if let Some((from, to)) = function {
        let unknown = Diagnostic::new(names::UNKNOWN_FUNCTION).with("name", text.get(from..to)?);
        return Some(unknown.label(span(from, to), codes::HERE).help(names::EXCEL_LOOKUP));
    }
    let end = at + 1 + second;
    let foreign = Diagnostic::new(codes::FOREIGN_SIGN).with("found", text.get(start..end)?);
    Some(foreign.label(span(start, end), codes::HERE).help(codes::NO_CELLS))
}

/// `A1`, `$B$20`, and a whole column `C`.
fn is_cell(text: &str) -> bool {
    let plain = text.replace('$', "");
    let digits = plain.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = plain.len() - digits.len();
    (1..=3).contains(&letters) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name before the bracket that is open at the end of `text`.
fn called(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let open = text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '(' => depth -= 1,
            _ => {}
        }
        None
    })?;
    let name = text.get(..open)?.chars().rev().take_while(char::is_ascii_alphanumeric).count();
    (name > 0).then_some((open - name, open))
}
