//! Days: how they are written. Which days there are is asked when the tree is checked.

use shensuan_diagnostics::codes::text as codes;
use shensuan_diagnostics::{Diagnostic, Message, SourceId, Span};

use super::cursor::{Built, Place};
use super::fold::Folded;
use super::grammar::{Matched, Rule};
use super::words::head;
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

/// What a day that is written otherwise wants: `2019.1.1`, `2019/7/1`, `20190701` the same as it is written here,
/// `2019年1月` and `2019年` a day.
#[must_use]
pub fn day_meant(written: &str) -> Option<Message> {
    let written = written.trim();
    if !written.chars().all(of_day) {
        return None;
    }
    let digits: Vec<&str> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let together = |digits: &str| {
        Some((digits.get(..4)?.to_owned(), digits.get(4..6)?.to_owned(), digits.get(6..)?.to_owned()))
    };
    let (year, month, day) = match digits.as_slice() {
        [year, month, day] => ((*year).to_owned(), (*month).to_owned(), (*day).to_owned()),
        [whole] if whole.len() == 8 => together(whole)?,
        [year, month] if !written.contains('.') => ((*year).to_owned(), (*month).to_owned(), String::new()),
        [year] if written.contains('年') => ((*year).to_owned(), String::new(), String::new()),
        _ => return None,
    };
    let fits = |part: &str, most: u32| {
        part.is_empty() || part.len() <= 2 && part.parse().is_ok_and(|part| (1..=most).contains(&part))
    };
    if year.len() != 4 || !fits(&month, 12) || !fits(&day, 31) {
        return None;
    }
    let or_first = |part: &str| if part.is_empty() { "01".to_owned() } else { format!("{part:0>2}") };
    let date = format!("{year}-{}-{}", or_first(&month), or_first(&day));
    let whole = !day.is_empty();
    if written == date || whole && written.ends_with('日') {
        return None;
    }
    Some(if whole {
        codes::WRITE_INSTEAD.with("repair", date)
    } else {
        codes::A_DATE_HAS_A_DAY.with("date", date)
    })
}

fn of_day(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | '年' | '月' | '日' | '号')
}

/// The complaint about a day that is written otherwise, where the grammar stopped within it.
pub(super) fn otherwise(source: SourceId, folded: &Folded, at: usize) -> Option<Diagnostic> {
    let text = folded.text.as_str();
    let (before, behind) = (text.get(..at)?, text.get(at..)?);
    let start = at - before.chars().rev().take_while(|c| of_day(*c)).map(char::len_utf8).sum::<usize>();
    let end = at + behind.chars().take_while(|c| of_day(*c)).map(char::len_utf8).sum::<usize>();
    let written = text.get(start..end)?.trim_end_matches('.');
    // A number of eight digits is a number, and half a date is a division, where no date is wanted.
    let dated = head(text).is_some_and(|(keyword, _)| matches!(keyword, Rule::kw_since | Rule::kw_until));
    let parts = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    (dated || parts == 3).then_some(())?;
    let help = day_meant(written)?;
    let (from, to) = folded.source(start, start + written.len());
    let said = Diagnostic::new(codes::BAD_DATE).with("date", written);
    Some(said.label(Span::new(source, from, to), codes::HERE).help(help))
}

fn bad(written: &str, span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(codes::BAD_DATE)
            .with("date", written)
            .label(span, codes::EXPECTED.with("expected", codes::A_DATE)),
    )
}
