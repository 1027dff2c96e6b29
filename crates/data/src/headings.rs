//! What the columns of a sheet are called, in one row of headings or in two.
//!
//! In two rows a heading of the upper one spans those to its right that have none of their own, as merged cells do:
//! `取水量` above `自来水` and `自备水`. Such a column is called by its lower heading, else by both: `取水量-自来水`.

use std::borrow::Cow;
use std::sync::LazyLock;

use shensuan_vocab::FieldType;
use shensuan_vocab::units::UnitTable;

use crate::sheet::Record;
use crate::words::fold_heading;

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
    fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { folded: fold_heading(&text), text }
    }
}

/// The headings of one row, or of two.
pub(crate) fn headings(upper: &Record<'_>, lower: Option<&Record<'_>>) -> Vec<Heading> {
    let width = upper.width().max(lower.map_or(0, Record::width));
    let mut span: Option<&str> = None;
    (0..width)
        .map(|column| {
            let above = upper.text(column);
            let Some(lower) = lower else { return one(above) };
            let below = lower.text(column);
            // What has nothing below it stands in both rows, and spans nothing.
            if !above.is_empty() {
                span = (!below.is_empty()).then_some(above);
            }
            match (above.is_empty(), below.is_empty(), span) {
                (_, true, _) => one(above),
                (_, false, Some(upper)) => both(upper, below, !above.is_empty()),
                (_, false, None) => one(below),
            }
        })
        .collect()
}

fn one(text: &str) -> Heading {
    let titles = if text.is_empty() { Vec::new() } else { vec![Title::new(text)] };
    Heading { written: text.to_owned(), titles }
}

/// What a column is called below an upper heading, which begins above it or further to the left.
fn both(upper: &str, lower: &str, begins: bool) -> Heading {
    let bare = OF_WHICH.iter().find_map(|words| lower.strip_prefix(*words)).map_or(lower, str::trim);
    let mut titles = vec![Title::new(lower)];
    let mut add = |title: Title| {
        if !titles.contains(&title) {
            titles.push(title);
        }
    };
    add(Title::new(bare));
    JOINTS.iter().for_each(|joint| add(Title::new(format!("{upper}{joint}{bare}"))));
    if begins && is_column_number(lower) {
        add(Title::new(upper));
    } else if begins {
        // The lower row may hold the units.
        let unit = lower.trim_matches(|c| "（）()[]［］".contains(c));
        add(Title::new(format!("{upper}({unit})")));
    }
    Heading { written: format!("{upper}-{lower}"), titles }
}

/// Whether a lower heading only numbers the columns: 1, 2, 3, or 甲, 乙.
fn is_column_number(text: &str) -> bool {
    let folded = fold_heading(text);
    let digits = !folded.is_empty() && folded.len() <= 3 && folded.bytes().all(|byte| byte.is_ascii_digit());
    digits || matches!(folded.as_str(), "甲" | "乙" | "丙" | "丁" | "戊" | "己")
}

/// A heading without the brackets at its end, and what stands in them.
pub(crate) fn bracketed(heading: &str) -> Option<(&str, &str)> {
    let whole = heading.trim_end().strip_suffix([')', '）', ']', '］'])?;
    let (bare, inside) = whole.rsplit_once(['(', '（', '[', '［'])?;
    Some((bare, inside.trim()))
}

/// Whether a text names the unit that the values of a field are filed in.
pub(crate) fn is_its_unit(kind: &FieldType, text: &str) -> bool {
    static UNITS: LazyLock<UnitTable> = LazyLock::new(UnitTable::base);
    let text = text.strip_prefix("单位").map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    match kind {
        FieldType::Number(unit) => {
            let named = [unit.in_zh(), unit.in_en(), unit.symbol()];
            let same = |known: Result<_, _>| {
                known.is_ok_and(|way: shensuan_vocab::units::Conversion| way.is_identity())
            };
            !unit.is_dimensionless()
                && (named.iter().any(|name| fold_heading(name) == fold_heading(text))
                    || UNITS.parse(text).is_ok_and(|read| same(read.compatible(unit))))
        }
        FieldType::Percent => matches!(text, "%" | "％"),
        FieldType::Quantity(_)
        | FieldType::Formula(_)
        | FieldType::Integer
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
    use super::{bracketed, headings};
    use crate::sheet::Record;

    fn record<'a>(cells: &[&'a str]) -> Record<'a> {
        Record { cells: cells.iter().map(|cell| (*cell).into()).collect(), ..Record::default() }
    }

    #[test]
    fn upper_headings_span_those_to_their_right() {
        let upper = record(&["代码", "取水量", "", "用水量", "", "备注", ""]);
        let lower = record(&["", "其中：自来水", "自备水", "自来水", "自备水", "", "x", " "]);
        let found = headings(&upper, Some(&lower));
        let written: Vec<&str> = found.iter().map(|heading| heading.written.as_str()).collect();
        let expected =
            ["代码", "取水量-其中：自来水", "取水量-自备水", "用水量-自来水", "用水量-自备水", "备注", "x"];
        assert_eq!(written, expected);
        let titles: Vec<&str> = found[1].titles.iter().map(|title| title.folded.as_str()).collect();
        assert_eq!(titles[..4], ["其中:自来水", "自来水", "取水量-自来水", "取水量自来水"]);
        assert_eq!(found[0].titles.len(), 1);
    }

    #[test]
    fn brackets_at_the_end() {
        assert_eq!(bracketed("取水量（ 吨 ）"), Some(("取水量", "吨")));
        assert_eq!(bracketed("产生量（干基）(kg/t)"), Some(("产生量（干基）", "kg/t")));
        assert_eq!(bracketed("取水量"), None);
        assert_eq!(bracketed("取水量（吨）合计"), None);
    }
}
