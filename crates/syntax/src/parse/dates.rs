//! Days: how they are written. Which days there are is asked when the tree is checked.

use shensuan_diagnostics::codes::text as codes;
use shensuan_diagnostics::{Diagnostic, Span};

use super::cursor::{Built, Place};
use super::grammar::Matched;
use crate::tree::Node;

/// `2019-07-01`, `2019年7月1日`: the day as `2019-07-01`.
pub(super) fn day(place: Place<'_>, matched: &Matched<'_>) -> Built<Node<String>> {
    let Node { value: written, span } = place.text(matched);
    let parts: Vec<&str> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return Err(bad(&written, span)) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(bad(&written, span));
    }
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    // 2019-7-1 could be the first of July or the seventh of January to its reader.
    if written.contains('-') && written != date {
        return Err(Box::new(
            Diagnostic::new(codes::BAD_DATE)
                .with("date", written)
                .label(span, codes::HERE)
                .help(codes::WRITE_INSTEAD.with("repair", date)),
        ));
    }
    Ok(Node::new(date, span))
}

fn bad(written: &str, span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(codes::BAD_DATE)
            .with("date", written)
            .label(span, codes::EXPECTED.with("expected", codes::A_DATE)),
    )
}
