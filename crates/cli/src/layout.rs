//! Text and tables in so many columns, where a Han character takes two.

use shensuan_vocab::names::is_han;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that the last cell of a row has at least: in fewer a text falls apart, and had better run over.
const NARROWEST: usize = 16;

/// An answer in the making: text and tables, no wider than there is room for where they can be broken.
pub(crate) struct Sheet {
    lines: Vec<String>,
    room: usize,
}

impl Sheet {
    /// An empty one of so many columns.
    pub(crate) fn new(room: usize) -> Self {
        Self { lines: Vec::new(), room }
    }

    /// Adds a line; what it has no room for goes on below, set in further.
    pub(crate) fn push(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let further = indent + 4;
        let pieces = broken(text, self.room.saturating_sub(indent), self.room.saturating_sub(further));
        let indents = std::iter::once(indent).chain(std::iter::repeat(further));
        self.lines.extend(pieces.iter().zip(indents).map(|(piece, indent)| " ".repeat(indent) + piece));
    }

    /// Adds lines.
    pub(crate) fn extend(&mut self, lines: impl IntoIterator<Item = String>) {
        lines.into_iter().for_each(|line| self.push(line));
    }

    /// Adds a table, headings first.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        self.lines.extend(aligned(rows, 2, self.room));
    }

    /// Whether nothing stands on it.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text of it. What a terminal would take for an order is none.
    pub(crate) fn text(&self) -> String {
        let plain = |line: &String| line.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
        self.lines.iter().map(plain).collect::<Vec<String>>().join("\n")
    }
}

/// A paragraph in lines of so many columns: broken at blanks, and between Chinese characters but not before a closing
/// sign.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    broken(text, width, width).join("\n")
}

/// The lines of a text, `first` columns for the first of them and `rest` for each of the others.
fn broken(text: &str, first: usize, rest: usize) -> Vec<String> {
    if text.width() <= first {
        return vec![text.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let opening = matches!(c, '“' | '（' | '【' | '「');
        match pieces.last_mut() {
            Some(last)
                if is_closing(c)
                    || last.ends_with(['“', '（', '【', '「'])
                    || !(opening || is_han(c) || last.ends_with(breaks_after)) =>
            {
                last.push(c);
            }
            _ => pieces.push(c.to_string()),
        }
    }
    let mut lines = vec![String::new()];
    for piece in pieces {
        let room = if lines.len() == 1 { first } else { rest };
        match lines.last_mut() {
            Some(line) if line.is_empty() || line.width() + piece.trim_end().width() <= room => {
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether a line may break behind a character.
fn breaks_after(c: char) -> bool {
    c == ' ' || is_han(c) || is_closing(c)
}

fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '”' | '）' | '】' | '」')
}

/// Rows in columns, headings first; all cells but the last padded, numbers with their points one below the other. Where
/// there is no room for that, headings of several words stand in several lines, and so do texts in the last column.
pub(crate) fn aligned(rows: &[Vec<String>], gap: usize, room: usize) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let kinds: Vec<Column> = (0..columns).map(|column| Column::of(rows, column)).collect();
    let mut rows: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let cells = row.iter().zip(&kinds);
            cells.map(|(cell, kind)| if at == 0 { cell.clone() } else { kind.pointed(cell) }).collect()
        })
        .collect();
    let too_wide = |rows: &[Vec<String>]| !fits(rows, gap, room);
    let mut headings = 1;
    if too_wide(&rows) && kinds.iter().any(|kind| kind.numeric) {
        headings = break_headings(&mut rows, &kinds);
    }
    if too_wide(&rows) && kinds.last().is_some_and(|last| !last.numeric) {
        let all = widths(&rows, columns);
        let before = all.iter().take(columns - 1).sum::<usize>() + gap * (columns - 1);
        rows = break_last(&rows, columns, room.saturating_sub(before).max(NARROWEST));
    }
    let widths = widths(&rows, columns);
    let line = |(at, row): (usize, &Vec<String>)| {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths.get(column).copied().unwrap_or(0).saturating_sub(cell.width()));
            let right =
                kinds.get(column).is_some_and(|kind| kind.numeric) && (at < headings || !cell.is_empty());
            line.push_str(&if right { pad + cell } else { cell.clone() + &pad });
            if column + 1 < row.len() {
                line.push_str(&" ".repeat(gap));
            }
        }
        line.trim_end().to_owned()
    };
    rows.iter().enumerate().map(line).collect()
}

/// Whether rows have room in columns, each in one line.
pub(crate) fn fits(rows: &[Vec<String>], gap: usize, room: usize) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    widths(rows, columns).iter().sum::<usize>() + gap * columns.saturating_sub(1) <= room
}

/// What a column holds.
struct Column {
    /// Numbers, or nothing.
    numeric: bool,
    /// The most digits behind a point, the point with them.
    fraction: usize,
}

impl Column {
    fn of(rows: &[Vec<String>], column: usize) -> Self {
        let cells = || rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        let counts = |cell: &String| {
            cell.starts_with(|c: char| c.is_ascii_digit()) && cell.contains(['(', '（']) || is_number(cell)
        };
        // Codes of groups stand first, and one of them may be blank: they are no numbers.
        let codes = column == 0 && rows.iter().any(|row| row.first().is_some_and(String::is_empty));
        let numeric = !codes && cells().next().is_some() && cells().all(counts);
        let fraction = cells().map(|cell| fraction(cell)).max().unwrap_or(0);
        Self { numeric, fraction }
    }

    /// A cell with blanks for the digits behind the point that others have.
    fn pointed(&self, cell: &str) -> String {
        let lacking = if self.numeric && is_number(cell) { self.fraction - fraction(cell) } else { 0 };
        cell.to_owned() + &" ".repeat(lacking)
    }
}

/// Digits, with a sign before them and a point among them.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '−']).unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn fraction(cell: &str) -> usize {
    if is_number(cell) { cell.find('.').map_or(0, |at| cell.len() - at) } else { 0 }
}

fn widths(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    (0..columns).map(|column| width(column).unwrap_or(0)).collect()
}

/// Columns that a word of a heading takes: of a long Chinese one, half of it.
fn narrowest(word: &str) -> usize {
    let count = word.chars().count();
    if count >= 4 && word.chars().all(is_han) { 2 * count.div_ceil(2) } else { word.width() }
}

/// Headings of numbers in as many lines as their words take beside the cells below; how many lines there are.
fn break_headings(rows: &mut Vec<Vec<String>>, kinds: &[Column]) -> usize {
    let below = widths(rows.get(1..).unwrap_or_default(), kinds.len());
    let Some(headings) = rows.first() else { return 0 };
    let broken: Vec<Vec<String>> = headings
        .iter()
        .zip(kinds.iter().zip(&below))
        .map(|(heading, (kind, below))| {
            let width = heading.split(' ').map(narrowest).max().unwrap_or(0).max(*below);
            if kind.numeric { broken(heading, width, width) } else { vec![heading.clone()] }
        })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(1);
    let line = |at: usize| {
        // The last words stand right above the cells.
        let words = |lines: &Vec<String>| {
            (at + lines.len()).checked_sub(height).and_then(|at| lines.get(at)).cloned()
        };
        broken.iter().map(|lines| words(lines).unwrap_or_default()).collect()
    };
    rows.splice(0..1, (0..height).map(line).collect::<Vec<_>>());
    height
}

/// The texts of the last column in lines of so many columns.
fn break_last(rows: &[Vec<String>], columns: usize, width: usize) -> Vec<Vec<String>> {
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let Some((last, before)) = row.split_last().filter(|_| row.len() == columns) else {
            out.push(row.clone());
            continue;
        };
        let mut before = before.to_vec();
        for piece in broken(last, width, width) {
            let blank = vec![String::new(); before.len()];
            let mut row = std::mem::replace(&mut before, blank);
            row.push(piece);
            out.push(row);
        }
    }
    out
}

/// A text in at most so many columns.
pub(crate) fn shortened(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_owned();
    }
    let mut left = columns - 1;
    let fits = |c: &char| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = if fits { left - width } else { 0 };
        fits
    };
    name.chars().take_while(fits).collect::<String>() + "…"
}
