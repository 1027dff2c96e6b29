//! What the columns of a sheet are called, in up to four rows of headings.
//!
//! An upper heading spans the columns that it is merged over: `取水量` above `自来水` and `自备水`. Where nothing is merged, as
//! in a text, it spans those to its right that have none of their own in its row, if anything stands below it. Such a column is
//! called by its lowest heading, else by several: `取水量-自来水`. One below which nothing stands of its own is a part of the
//! column that its heading begins in.

use std::borrow::Cow;

use shensuan_vocab::FieldType;

use crate::heading_units::{Standing, Written, is_counted, is_unit, unit_named};
use crate::merged::{Merged, MergedHeadings};
use crate::sheet::Record;
use crate::words::{fold_heading, without_marks};

/// Headings take at most so many rows.
pub(crate) const MOST_ROWS: usize = 4;

/// What stands between an upper and a lower heading in the name of a field.
const JOINTS: [&str; 6] = ["-", "", ":", "_", "/", "."];

/// What a lower heading begins with that is one part of the upper.
const OF_WHICH: [&str; 4] = ["其中：", "其中:", "of which:", "of which"];

/// What one column is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// As it is shown; blank where there is none.
    pub(crate) written: String,
    /// The titles that fields are looked for by, the surest first.
    pub(crate) titles: Vec<Title>,
    /// What may be the unit of its cells; the nearest first.
    pub(crate) units: Vec<Written>,
    /// How it is known that an upper heading spans it.
    pub(crate) spanned: Spanned,
    /// The column that it is a part of: the heading of that is merged over both, and it has none of its own.
    pub(crate) part_of: Option<usize>,
}

/// How it is known which columns a heading spans; what is less sure is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spanned {
    /// None spans several.
    #[default]
    Nothing,
    /// The file says which cells are merged.
    Merged,
    /// By blank cells beside it: the file does not say what is merged, or nothing is.
    Guessed,
}

/// A title of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// As written.
    pub(crate) text: String,
    /// As it is compared.
    pub(crate) folded: String,
}

impl Title {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { folded: fold_heading(&text), text }
    }
}

impl Heading {
    /// Whether a unit is written to it.
    pub(crate) fn has_unit(&self) -> bool {
        self.units.iter().any(|one| one.standing == Standing::Apart || is_unit(&one.text))
    }
}

/// The headings of rows, the upper ones first.
pub(crate) fn headings(rows: &[&Record<'_>], merged: &Merged) -> Vec<Heading> {
    match merged.of_headings(rows) {
        Some(merged) => as_merged(rows, &merged),
        None => by_blanks(rows),
    }
}

/// The headings of rows in which cells are merged.
fn as_merged(rows: &[&Record<'_>], merged: &MergedHeadings) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.width()).max().unwrap_or(0).max(merged.width());
    let of_column = |column: usize| {
        // The headings above each other, and whether each begins in this column.
        let mut path: Vec<(&str, bool)> = Vec::new();
        let mut part_of = None;
        for row in rows {
            let above = row.row.saturating_sub(1);
            match merged.around(above, column) {
                // What is merged over several rows is one heading; what is hidden below it is none.
                Some(region) if region.top < above => {}
                Some(region) => {
                    let first = region.left as usize;
                    path.push((row.text(first), first == column));
                    part_of = Some(first);
                }
                None if row.text(column).is_empty() => {}
                None => path.push((row.text(column), true)),
            }
        }
        if path.iter().any(|(_, begins)| *begins) {
            let spanned =
                if path.iter().all(|(_, begins)| *begins) { Spanned::Nothing } else { Spanned::Merged };
            return Heading { spanned, ..called(&path) };
        }
        Heading {
            spanned: part_of.map_or(Spanned::Nothing, |_| Spanned::Merged),
            part_of,
            ..Heading::default()
        }
    };
    (0..width).map(of_column).collect()
}

/// The headings of rows of which it is not known what is merged.
fn by_blanks(rows: &[&Record<'_>]) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.width()).max().unwrap_or(0);
    let mut spans: Vec<Option<&str>> = vec![None; rows.len()];
    (0..width)
        .map(|column| {
            let own: Vec<&str> = rows.iter().map(|row| row.text(column)).collect();
            let goes_on = |level: usize| own.iter().skip(level + 1).any(|text| !text.is_empty());
            // The headings above each other, and whether each begins in this column.
            let mut path: Vec<(&str, bool)> = Vec::new();
            for (level, text) in own.iter().enumerate() {
                if !text.is_empty() {
                    // What has nothing below it stands in all rows, and spans nothing.
                    spans.iter_mut().skip(level).for_each(|span| *span = None);
                    if let Some(span) = spans.get_mut(level).filter(|_| goes_on(level)) {
                        *span = Some(text);
                    }
                    path.push((text, true));
                } else if let Some(span) = spans.get(level).copied().flatten().filter(|_| goes_on(level)) {
                    path.push((span, false));
                }
            }
            let guessed = path.iter().any(|(_, begins)| !begins);
            Heading { spanned: if guessed { Spanned::Guessed } else { Spanned::Nothing }, ..called(&path) }
        })
        .collect()
}

/// What is called by one text.
pub(crate) fn one(text: &str) -> Heading {
    let titles = if text.is_empty() { Vec::new() } else { vec![Title::new(text)] };
    let units = bracketed(text).map(|(_, unit)| Written::new(unit, Standing::Own)).into_iter().collect();
    Heading { written: text.to_owned(), titles, units, ..Heading::default() }
}

/// What a column is called below headings, of which the upper ones may begin further to the left.
fn called(path: &[(&str, bool)]) -> Heading {
    let Some(((lower, _), uppers)) = path.split_last() else { return Heading::default() };
    let Some((nearest, begins)) = uppers.last() else { return one(lower) };
    let bare = without_of_which(lower);
    let mut titles = vec![Title::new(*lower)];
    let mut add = |title: Title| {
        if !titles.contains(&title) {
            titles.push(title);
        }
    };
    add(Title::new(bare));
    let joined = |joint: &str| {
        let names = uppers.iter().map(|(upper, _)| *upper).chain([bare]);
        Title::new(names.collect::<Vec<_>>().join(joint))
    };
    JOINTS.iter().for_each(|joint| add(joined(joint)));
    if uppers.len() > 1 {
        JOINTS.iter().for_each(|joint| add(Title::new(format!("{nearest}{joint}{bare}"))));
    }
    let above = || called(uppers).titles;
    if *begins && is_column_number(lower) {
        above().into_iter().for_each(&mut add);
    } else if *begins {
        // The lower row may hold the units.
        let unit = lower.trim_matches(|c| "（）()[]［］".contains(c));
        add(Title::new(format!("{nearest}({unit})")));
        if is_unit(lower) {
            above().into_iter().for_each(&mut add);
        }
    }
    let mut units: Vec<Written> = Vec::new();
    for (level, (text, _)) in path.iter().rev().enumerate() {
        if is_unit(text) {
            units.push(Written::new(*text, Standing::Upper));
            continue;
        }
        let standing = if level == 0 { Standing::Own } else { Standing::Upper };
        units.extend(bracketed(text).map(|(_, unit)| Written::new(unit, standing)));
    }
    let written: Vec<&str> = path.iter().map(|(text, _)| *text).collect();
    Heading { written: written.join("-"), titles, units, ..Heading::default() }
}

/// A heading without the words that it is one part of another.
pub(crate) fn without_of_which(text: &str) -> &str {
    OF_WHICH.iter().find_map(|words| text.strip_prefix(*words)).map_or(text, str::trim)
}

/// Whether a lower heading only numbers the columns: 1, 2, 3, or 甲, 乙.
pub(crate) fn is_column_number(text: &str) -> bool {
    let folded = fold_heading(text);
    let digits = !folded.is_empty() && folded.len() <= 3 && folded.bytes().all(|byte| byte.is_ascii_digit());
    digits || matches!(folded.as_str(), "甲" | "乙" | "丙" | "丁" | "戊" | "己" | "庚" | "辛")
}

/// A heading without the brackets at its end, and what stands in them.
pub(crate) fn bracketed(heading: &str) -> Option<(&str, &str)> {
    let whole = without_marks(heading.trim()).strip_suffix([')', '）', ']', '］'])?;
    let (bare, inside) = whole.rsplit_once(['(', '（', '[', '［'])?;
    Some((bare, inside.trim()))
}

/// Whether a text names the unit that the values of a field are filed in.
pub(crate) fn is_its_unit(kind: &FieldType, text: &str) -> bool {
    match kind {
        FieldType::Number(unit) => {
            let named = [unit.in_zh(), unit.in_en(), unit.symbol()];
            !unit.is_dimensionless()
                && (named.iter().any(|name| fold_heading(name) == fold_heading(text))
                    || unit_named(text).is_some_and(|read| read.compatible(unit).is_ok()))
                || unit.is_dimensionless() && is_counted(text)
        }
        FieldType::Integer => is_counted(text),
        FieldType::Percent => matches!(text, "%" | "％"),
        FieldType::Quantity(_)
        | FieldType::Formula(_)
        | FieldType::Text
        | FieldType::Code(_)
        | FieldType::YesNo
        | FieldType::Date
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => false,
    }
}

impl Record<'_> {
    /// How many columns it has up to its last cell in which something stands.
    pub(crate) fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// A cell without the blanks around it.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell: &Cow<'_, str>| cell.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::{Spanned, bracketed, headings};
    use crate::merged::{Merged, Region};
    use crate::sheet::Record;

    fn record<'a>(cells: &[&'a str]) -> Record<'a> {
        Record { cells: cells.iter().map(|cell| (*cell).into()).collect(), ..Record::default() }
    }

    #[test]
    fn marks_and_brackets_around_a_heading_with_its_unit() {
        for heading in ["取水量（万m³）", "取水量（万m³）*", "※取水量（万m³）※ ", "【取水量（万m³）】"]
        {
            assert_eq!(bracketed(heading), Some(("取水量", "万m³")), "{heading}");
        }
        assert_eq!((bracketed("取水量*"), bracketed("【取水量】")), (None, None));
    }

    #[test]
    fn upper_headings_span_those_to_their_right() {
        let upper = record(&["代码", "取水量", "", "用水量", "", "备注", ""]);
        let lower = record(&["", "其中：自来水", "自备水", "自来水", "自备水", "", "x", " "]);
        let found = headings(&[&upper, &lower], &Merged::default());
        assert_eq!((found[1].spanned, found[2].spanned), (Spanned::Nothing, Spanned::Guessed));
        let written: Vec<&str> = found.iter().map(|heading| heading.written.as_str()).collect();
        let expected =
            ["代码", "取水量-其中：自来水", "取水量-自备水", "用水量-自来水", "用水量-自备水", "备注", "x"];
        assert_eq!(written, expected);
        let titles: Vec<&str> = found[1].titles.iter().map(|title| title.folded.as_str()).collect();
        assert_eq!(titles[..4], ["其中:自来水", "自来水", "取水量-自来水", "取水量自来水"]);
        assert_eq!(found[0].titles.len(), 1);
    }

    #[test]
    fn four_rows_of_headings() {
        let rows = [
            record(&["代码", "产品", "", "", "备注", ""]),
            record(&["", "名称", "产量", "", "", "x"]),
            record(&["", "", "生产能力", "实际", "", ""]),
            record(&["甲", "乙", "吨", "（千克）", "丙", ""]),
        ];
        let found = headings(&rows.iter().collect::<Vec<_>>(), &Merged::default());
        let written: Vec<&str> = found.iter().map(|heading| heading.written.as_str()).collect();
        let expected = [
            "代码-甲",
            "产品-名称-乙",
            "产品-产量-生产能力-吨",
            "产品-产量-实际-（千克）",
            "备注-丙",
            "备注-x",
        ];
        assert_eq!(written, expected);
        let has = |column: usize, name: &str| found[column].titles.iter().any(|title| title.folded == name);
        assert!(has(0, "代码") && has(1, "产品名称") && has(2, "产品产量生产能力") && has(3, "产量实际"));
        let units =
            |column: usize| found[column].units.iter().map(|unit| unit.text.as_str()).collect::<Vec<_>>();
        assert_eq!(units(2), ["吨"]);
        assert_eq!(units(3), ["（千克）"]);
    }

    #[test]
    fn merged_headings_span_what_they_are_merged_over() {
        let mut upper = record(&["代码", "取水量", "", "", "用水量", "", "备注", ""]);
        let mut lower = record(&["", "自来水", "自备水", "核定", "数量", "", "", ""]);
        (upper.row, lower.row) = (3, 4);
        let region = |top, left, bottom, right| Region { top, left, bottom, right };
        let merged = Merged::told(vec![
            region(2, 0, 3, 0),
            region(2, 1, 2, 2),
            region(2, 4, 2, 5),
            region(2, 6, 3, 7),
            region(0, 0, 0, 7),
        ]);
        let found = headings(&[&upper, &lower], &merged);
        let written: Vec<&str> = found.iter().map(|heading| heading.written.as_str()).collect();
        // 核定 has no heading above it, though there is a blank.
        let expected = ["代码", "取水量-自来水", "取水量-自备水", "核定", "用水量-数量", "", "备注", ""];
        assert_eq!(written, expected);
        let parts: Vec<Option<usize>> = found.iter().map(|heading| heading.part_of).collect();
        assert_eq!(parts, [None, None, None, None, None, Some(4), None, Some(6)]);
        assert_eq!((found[2].spanned, found[3].spanned), (Spanned::Merged, Spanned::Nothing));
        // Where nothing is merged in the headings it is guessed.
        let found = headings(&[&upper, &lower], &Merged::told(vec![region(0, 0, 0, 7), region(2, 0, 3, 0)]));
        assert_eq!((found[3].written.as_str(), found[3].spanned), ("取水量-核定", Spanned::Guessed));
    }

    #[test]
    fn brackets_at_the_end() {
        assert_eq!(bracketed("取水量（ 吨 ）"), Some(("取水量", "吨")));
        assert_eq!(bracketed("产生量（干基）(kg/t)"), Some(("产生量（干基）", "kg/t")));
        assert_eq!(bracketed("取水量"), None);
        assert_eq!(bracketed("取水量（吨）合计"), None);
    }
}
