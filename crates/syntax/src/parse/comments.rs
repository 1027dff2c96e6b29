//! Comments, and the logical lines that they stand at: no tree knows them.

use shensuan_diagnostics::{Lang, SourceId};

use super::grammar::{Rule, read};
use super::lines::{Comment, split_with_comments};
use super::words::head;

/// A comment.
pub(crate) struct Remark {
    /// From its sign on.
    pub(crate) text: String,
    /// A blank line stands before it.
    pub(crate) after_blank: bool,
    /// Nothing else stands on its line.
    pub(crate) alone: bool,
    /// Blanks stand before it.
    pub(crate) indented: bool,
}

/// A logical line in its source, and the comments at it.
pub(crate) struct Stretch {
    start: usize,
    end: usize,
    /// What reached the grammar of it.
    pub(crate) folded: String,
    /// A blank line stands before it.
    pub(crate) after_blank: bool,
    /// On lines of their own above it.
    pub(crate) above: Vec<Remark>,
    /// Among its physical lines, each behind so many bytes of the folded text.
    pub(crate) within: Vec<(usize, Remark)>,
    /// At its end.
    pub(crate) behind: Option<Remark>,
}

impl Stretch {
    /// The language of its keyword; without one, that of a line in which a Chinese word stands is Chinese.
    pub(crate) fn lang(&self) -> Lang {
        let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
        let chinese = if head(&self.folded).is_some() {
            self.folded.starts_with(han)
        } else {
            let english = ["requires", "forbids"];
            self.folded.contains(han) && !self.folded.split(' ').any(|word| english.contains(&word))
        };
        if chinese { Lang::Zh } else { Lang::En }
    }
}

/// The logical lines of a text with the comments at them, and the comments behind the last.
pub(crate) fn stretches(source: SourceId, text: &str) -> (Vec<Stretch>, Vec<Remark>) {
    let (lines, comments, _) = split_with_comments(source, text);
    let mut found: Vec<Stretch> = Vec::with_capacity(lines.len());
    for line in &lines {
        let (start, end) = line.folded.source(0, line.folded.text.len());
        found.push(Stretch {
            start: start as usize,
            end: end as usize,
            folded: line.folded.text.clone(),
            after_blank: below_blank(text, start as usize),
            above: Vec::new(),
            within: Vec::new(),
            behind: None,
        });
    }
    let mut rest = Vec::new();
    for comment in &comments {
        let remark = remark(text, comment);
        let next = found.partition_point(|line| line.start <= comment.start);
        let before = next.checked_sub(1).and_then(|at| found.get_mut(at).zip(lines.get(at)));
        match before {
            Some((line, read)) if comment.start < line.end => {
                line.within.push((read.folded.until(comment.start), remark));
            }
            Some((line, _)) if !comment.alone => line.behind = Some(remark),
            _ => match found.get_mut(next) {
                Some(line) => line.above.push(remark),
                None => rest.push(remark),
            },
        }
    }
    (found, rest)
}

/// Which of the lines a place stands in.
pub(crate) fn line_at(lines: &[Stretch], at: u32) -> Option<usize> {
    lines.partition_point(|line| line.start <= at as usize).checked_sub(1)
}

fn remark(text: &str, comment: &Comment) -> Remark {
    let said = text.get(comment.start..comment.end).unwrap_or_default();
    let said = said.strip_prefix('＃').map_or_else(|| said.to_owned(), |said| format!("#{said}"));
    let before = text.get(..comment.start).unwrap_or_default();
    Remark {
        text: said,
        after_blank: below_blank(text, comment.start),
        alone: comment.alone,
        indented: !before.is_empty() && !before.ends_with(['\n', '\r']),
    }
}

/// Whether the physical line above that of a place is blank.
fn below_blank(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let Some(line) = before.rfind(['\n', '\r']) else { return false };
    let above = before.get(..line).unwrap_or_default();
    let above = if before.get(line..).is_some_and(|end| end.starts_with('\n')) {
        above.strip_suffix('\r').unwrap_or(above)
    } else {
        above
    };
    above.rsplit(['\n', '\r']).next().is_none_or(|above| above.trim().is_empty())
}

/// The operator with which a line may go on in this text on the next one.
pub(crate) fn goes_on_with(text: &str) -> Option<&str> {
    let operator = read(Rule::begins_with_operator, text).ok()?.next()?;
    head(text).is_none().then_some(operator.as_str())
}

/// Whether a text begins with the keyword of a declaration or clause.
pub(crate) fn begins_with_keyword(text: &str) -> bool {
    head(text).is_some()
}
