//! A rule file as it is handsome: one blank between words, one clause a line, lines of at most [`WIDTH`] columns, what
//! is declared side by side in columns, and every comment where it stood.
//!
//! The tree is written anew ([`crate::write`]) and the comments, which no tree knows, are put back at the logical lines
//! that they stood at. What was written is read again: unless it is the same tree, nothing is written at all.

mod columns;
mod wrap;

use shensuan_diagnostics::Lang;
use unicode_width::UnicodeWidthStr;

use crate::parse::comments::{Remark, Stretch, begins_with_keyword, line_at, stretches};
use crate::parse::parse;
use crate::tree::SyntaxTree;
use crate::write::{Line, Lines, Wording, Writer, items, write};
use wrap::{Joint, joints, wrapped};

/// Columns of a line, where a Chinese character takes two; a text or a name that is wider stands whole.
pub const WIDTH: usize = 120;
const INDENT: usize = 2;

/// The text of a tree that was read from `text` without a mistake, handsome: each declaration in the language that it is
/// in. None where what would be written does not read as the same tree, which would be a defect of ours.
#[must_use]
pub fn format(text: &str, tree: &SyntaxTree) -> Option<String> {
    let written = handsome(text, tree, Wording::plain(Lang::Zh), true);
    same_as(&written, tree, Wording::plain(Lang::Zh)).then_some(written)
}

/// The same, all of it in other words.
#[must_use]
pub fn translate(text: &str, tree: &SyntaxTree, wording: Wording<'_>) -> Option<String> {
    let written = handsome(text, tree, wording, false);
    same_as(&written, tree, wording).then_some(written)
}

/// Whether a text reads as a tree does in other words.
fn same_as(text: &str, tree: &SyntaxTree, wording: Wording<'_>) -> bool {
    let (again, said) = parse(tree.source, text);
    said.is_empty() && write(tree, wording) == write(&again, Wording::plain(wording.lang))
}

fn handsome(text: &str, tree: &SyntaxTree, wording: Wording<'_>, keep: bool) -> String {
    let (lines, rest) = stretches(tree.source, text);
    let items = items(tree, |place| {
        let line = place.and_then(|place| lines.get(line_at(&lines, place)?));
        match line.filter(|_| keep) {
            Some(line) => Writer::new(Wording { lang: line.lang(), ..wording }).like(text).in_own_words(),
            None => Writer::new(wording).like(text),
        }
    });
    let mut page = Page { rows: Vec::new(), silent: silent(&lines, &items), lines: &lines };
    let mut before = None;
    for item in &items {
        before = Some(page.item(item, before));
    }
    for line in std::mem::take(&mut page.silent).iter().filter_map(|at| lines.get(*at)) {
        remarks(line).for_each(|remark| page.aside(remark));
    }
    rest.iter().for_each(|remark| page.aside(remark));
    columns::text(&page.rows)
}

/// The logical lines of which nothing is written by itself, the last first: their comments go with what follows.
fn silent(lines: &[Stretch], items: &[Lines]) -> Vec<usize> {
    let mut said = vec![false; lines.len()];
    for line in items.iter().flat_map(|item| &item.lines) {
        let at = line.from.and_then(|at| line_at(lines, at));
        if let Some(said) = at.and_then(|at| said.get_mut(at)) {
            *said = true;
        }
    }
    let silent = said.iter().enumerate().filter(|(_, said)| !**said).map(|(at, _)| at);
    silent.rev().collect()
}

/// All comments at a logical line.
fn remarks(line: &Stretch) -> impl Iterator<Item = &Remark> {
    line.above.iter().chain(line.within.iter().map(|(_, remark)| remark)).chain(&line.behind)
}

/// A row of the page.
struct Row {
    /// Columns that it is set in.
    indent: usize,
    text: String,
    /// Where the second of its columns begins.
    column: Option<usize>,
    /// It is a comment itself.
    is_remark: bool,
    /// A comment at its end.
    remark: Option<String>,
    after_blank: bool,
}

impl Line {
    /// Whether another has room on the same line.
    fn takes(&self, other: &Self) -> bool {
        self.depth * INDENT + self.text.width() + 1 + other.text.width() <= WIDTH
    }
}

struct Page<'t> {
    rows: Vec<Row>,
    /// See [`silent`].
    silent: Vec<usize>,
    lines: &'t [Stretch],
}

impl Page<'_> {
    /// The lines of a declaration, with what is remarked on it; whether it is one line.
    fn item(&mut self, item: &Lines, single_before: Option<bool>) -> bool {
        let place = |line: &Line| line.from.and_then(|at| line_at(self.lines, at));
        let mut joined: Vec<(Option<usize>, Line)> = Vec::new();
        for line in &item.lines {
            let place = place(line);
            match joined.last_mut() {
                // What its author wrote on one line stays on it.
                Some((of, last)) if place.is_some() && *of == place && last.takes(line) => {
                    last.text = format!("{} {}", last.text, line.text);
                }
                _ => joined.push((place, line.clone())),
            }
        }
        let single = joined.len() == 1;
        for (at, (place, line)) in joined.iter().enumerate() {
            let place = *place;
            let is_here =
                |other: usize| joined.get(other).is_some_and(|(other, _)| place.is_some() && *other == place);
            let (first, last) = (at == 0 || !is_here(at - 1), !is_here(at + 1));
            let stretch = place.and_then(|place| self.lines.get(place));
            let mut above = Vec::new();
            while let Some(silent) = self.silent.pop_if(|silent| place.is_some_and(|place| *silent < place)) {
                above.extend(self.lines.get(silent).into_iter().flat_map(remarks));
            }
            let mut within = Vec::new();
            if let Some(stretch) = stretch.filter(|_| first) {
                above.extend(&stretch.above);
                let placed = if last { kept(stretch, &line.text) } else { None };
                match placed {
                    Some(placed) => within = placed,
                    None => above.extend(stretch.within.iter().map(|(_, remark)| remark)),
                }
            }
            let after_blank = first && stretch.is_some_and(|stretch| stretch.after_blank);
            let after_blank = if at == 0 {
                self.apart(&above, after_blank, single_before.map(|before| before && single))
            } else {
                let gap = |remark: &&Remark| item.keeps_blanks && remark.after_blank;
                above.iter().for_each(|remark| self.remark(remark, line.depth, gap(remark)));
                after_blank && item.keeps_blanks
            };
            let behind = stretch.filter(|_| last).and_then(|stretch| stretch.behind.as_ref());
            self.line(line, &within, behind, after_blank);
        }
        single
    }

    /// Comments above a declaration, a blank line where it must stand apart from the one before; `close` where both are
    /// one line each, and may stand close together. Whether a blank line stands before the declaration itself.
    fn apart(&mut self, above: &[&Remark], after_blank: bool, close: Option<bool>) -> bool {
        let gaps = above.iter().map(|remark| remark.after_blank).chain([after_blank]);
        let Some(first_gap) = gaps.enumerate().find(|(_, gap)| *gap).map(|(at, _)| at).or(match close {
            Some(false) => Some(0),
            Some(true) | None => None,
        }) else {
            above.iter().for_each(|remark| self.remark(remark, 0, false));
            return false;
        };
        for (at, remark) in above.iter().enumerate() {
            // What stands right below the declaration before is said of that one.
            let depth = if at < first_gap { usize::from(remark.indented) } else { 0 };
            self.remark(remark, depth, at == first_gap || remark.after_blank);
        }
        first_gap == above.len() || after_blank
    }

    /// A comment behind everything.
    fn aside(&mut self, remark: &Remark) {
        self.remark(remark, usize::from(remark.indented && remark.alone), remark.after_blank);
    }

    fn remark(&mut self, remark: &Remark, depth: usize, after_blank: bool) {
        self.rows.push(Row {
            indent: depth * INDENT,
            text: remark.text.clone(),
            column: None,
            is_remark: true,
            remark: None,
            after_blank,
        });
    }

    /// A written line, parted where it is too wide, and where a comment stood among its parts.
    fn line(&mut self, line: &Line, within: &[(usize, &Remark)], behind: Option<&Remark>, after_blank: bool) {
        // At the margin what goes on must not look like a clause.
        let deeper = if line.depth == 0 { 2 } else { line.depth + 1 };
        let (indent, further) = (line.depth * INDENT, deeper * INDENT);
        let begin = self.rows.len();
        let mut from = 0;
        let mut part = |page: &mut Self, to: usize| {
            let piece = line.text.get(from..to).unwrap_or_default().trim_end();
            from = to;
            if piece.is_empty() {
                return;
            }
            let here = if page.rows.len() == begin { indent } else { further };
            for piece in wrapped(piece, WIDTH.saturating_sub(here), WIDTH.saturating_sub(further)) {
                let indent = if page.rows.len() == begin { indent } else { further };
                page.rows.push(Row {
                    indent,
                    text: piece,
                    column: None,
                    is_remark: false,
                    remark: None,
                    after_blank: false,
                });
            }
        };
        for (to, remark) in within {
            part(self, *to);
            let free = |row: &&mut Row| !remark.alone && !row.is_remark && row.remark.is_none();
            match self.rows.get_mut(begin..).and_then(<[Row]>::last_mut).filter(free) {
                Some(row) => row.remark = Some(remark.text.clone()),
                None => self.remark(remark, deeper, false),
            }
        }
        part(self, line.text.len());
        if let Some(row) = self.rows.last_mut() {
            row.remark = behind.map(|remark| remark.text.clone());
        }
        let whole = self.rows.len() == begin + 1;
        if let Some(row) = self.rows.get_mut(begin) {
            row.after_blank = after_blank && begin > 0;
            row.column = line.column.filter(|_| whole);
        }
    }
}

/// Where the comments among the physical lines of a logical one stand in what is written of it: behind the same comma,
/// before the same `and`. None where one of them has no such place: behind a comma, a name that begins like a keyword
/// would be read as one.
fn kept<'t>(stretch: &'t Stretch, written: &str) -> Option<Vec<(usize, &'t Remark)>> {
    let (old, new) = (joints(&stretch.folded), joints(written));
    let alike = old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.kind == new.kind);
    let place = |(until, remark): &'t (usize, Remark)| {
        let at = old.iter().position(|joint| joint.begin <= until + 1 && *until <= joint.end)?;
        let joint = new.get(at)?;
        let place = if joint.kind == Joint::Comma { joint.end } else { joint.begin };
        (!begins_with_keyword(written.get(place..)?)).then_some((place, remark))
    };
    if alike { stretch.within.iter().map(place).collect() } else { None }
}
