//! Rows as text: what stands side by side in rows that follow each other stands in columns.

use unicode_width::UnicodeWidthStr;

use super::Row;

/// So far to the right a second column may begin; what is wider before it stands out.
const FURTHEST: usize = 60;
/// And so far a comment.
const FURTHEST_REMARK: usize = 72;

/// The text of the rows.
pub(super) fn text(rows: &[Row]) -> String {
    let second = aligned(rows, FURTHEST, |row| {
        let column = row.column?;
        Some(row.indent + row.text.get(..column)?.width())
    });
    let spread: Vec<String> = rows.iter().zip(&second).map(|(row, pad)| spread(row, *pad)).collect();
    let widths: Vec<usize> = spread.iter().map(|line| line.width()).collect();
    let mut widths = widths.iter();
    let remarks = aligned(rows, FURTHEST_REMARK, |row| {
        let width = widths.next()?;
        row.remark.as_ref().map(|_| *width)
    });
    let mut out = String::new();
    for ((row, line), pad) in rows.iter().zip(&spread).zip(remarks) {
        if row.after_blank {
            out.push('\n');
        }
        out.push_str(line);
        if let Some(remark) = &row.remark {
            out.push_str(&" ".repeat(pad + 2));
            out.push_str(remark);
        }
        out.push('\n');
    }
    out
}

/// A row, `pad` blanks before its second column.
fn spread(row: &Row, pad: usize) -> String {
    let (first, second) = row.text.split_at_checked(row.column.unwrap_or(0)).unwrap_or((&row.text, ""));
    let blanks = if row.column.is_some() { pad } else { 0 };
    format!("{}{first}{}{second}", " ".repeat(row.indent), " ".repeat(blanks))
}

/// How many blanks each row needs so that those in a run, rows without a blank line between that all have a width,
/// reach the widest of them.
fn aligned(rows: &[Row], furthest: usize, mut width: impl FnMut(&Row) -> Option<usize>) -> Vec<usize> {
    let widths: Vec<Option<usize>> = rows.iter().map(&mut width).collect();
    let mut pads = Vec::with_capacity(rows.len());
    let mut begin = 0;
    while begin < rows.len() {
        let goes_on = |at: &usize| {
            widths.get(*at).is_some_and(Option::is_some) && rows.get(*at).is_some_and(|row| !row.after_blank)
        };
        let end = (begin + 1..rows.len()).find(|at| !goes_on(at)).unwrap_or(rows.len());
        let run = widths.get(begin..end).unwrap_or_default();
        let widest = run.iter().flatten().filter(|width| **width <= furthest).max().copied().unwrap_or(0);
        pads.extend(run.iter().map(|width| width.map_or(0, |width| widest.saturating_sub(width))));
        begin = end;
    }
    pads
}
