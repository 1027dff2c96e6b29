//! Rows below a table that are none of it: sums, and what was written under the table.

use shensuan_vocab::names::fold_width;

use crate::dataset::RowTrouble;
use crate::sheet::Record;

/// With what a row of sums begins.
const SUMS: [&str; 9] = ["合计", "小计", "总计", "共计", "累计", "total", "subtotal", "grand total", "sum"];

/// With what a remark below a table begins.
const REMARKS: [&str; 16] = [
    "注",
    "备注",
    "附注",
    "说明",
    "填表说明",
    "填报说明",
    "单位负责人",
    "统计负责人",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "报出日期",
    "note",
    "notes",
    "remarks",
];

/// Which rows stand below a table.
pub(crate) struct Footers<'l> {
    /// With what else they begin, as the data set says.
    said: &'l [String],
    /// The rows are columns of a sheet.
    of_columns: bool,
}

impl<'l> Footers<'l> {
    pub(crate) fn new(said: &'l [String]) -> Self {
        Self { said, of_columns: false }
    }

    /// The same where rows may be columns of a sheet.
    pub(crate) fn of_columns(self, of_columns: bool) -> Self {
        Self { of_columns, ..self }
    }

    /// Why a row is none of the table, if its first cell in which something stands says so, and the columns of the key are
    /// blank but for that cell.
    pub(crate) fn why(&self, record: &Record<'_>, keys: &[usize]) -> Option<RowTrouble> {
        let mut given = record.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (first, text) = given.next()?;
        let text = text.trim();
        // A key that begins with such a word may be the name of somebody.
        let is_key = keys.contains(&first);
        let why = if begins(text, &SUMS, is_key) {
            if self.of_columns { RowTrouble::SumColumn } else { RowTrouble::Sum }
        } else if begins(text, &REMARKS, is_key) || self.is_said(text) {
            if self.of_columns { RowTrouble::RemarkColumn } else { RowTrouble::Remark }
        } else {
            return None;
        };
        let blank = |column: usize| column == first || record.text(column).is_empty();
        keys.iter().all(|column| blank(*column)).then_some(why)
    }

    /// Whether a key may be what such a row begins with, at a glance.
    pub(crate) fn may_be(&self, key: &str) -> bool {
        let Some(first) = key.chars().next() else { return true };
        let listed = || SUMS.iter().chain(&REMARKS).any(|word| word.starts_with(first.to_ascii_lowercase()));
        // Most keys begin with a digit.
        (!first.is_ascii_digit() && (!first.is_ascii() || first.is_ascii_alphabetic()) && listed())
            || !self.said.is_empty() && self.is_said(key)
    }

    fn is_said(&self, text: &str) -> bool {
        let said = self.said.iter().filter(|word| !word.trim().is_empty());
        said.into_iter().any(|word| rest_behind(text, word).is_some())
    }
}

/// Whether a text is one of these words, or one of them with something other than a word behind it: `合 计`, `注1：…`; where it
/// must stand alone, with no word but behind a colon.
fn begins(text: &str, words: &[&str], alone: bool) -> bool {
    let ends = |rest: &str| {
        let before_colon = rest.split([':', '：']).next().unwrap_or("");
        let in_brackets = before_colon.starts_with(['(', '（']);
        let is_a_name = alone && !in_brackets && before_colon.contains(char::is_alphabetic);
        !(is_a_name || rest.starts_with(char::is_alphabetic))
    };
    words.iter().any(|word| rest_behind(text, word).is_some_and(ends))
}

/// What stands behind a word that a text begins with. Width, letter case and blanks in it do not count.
fn rest_behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.trim_start();
    for wanted in word.chars().map(fold_width).filter(|c| !c.is_whitespace()) {
        let next = rest.trim_start();
        let found = next.chars().next()?;
        if !fold_width(found).eq_ignore_ascii_case(&wanted) {
            return None;
        }
        rest = next.get(found.len_utf8()..)?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::Footers;
    use crate::dataset::RowTrouble::{Remark, Sum};
    use crate::sheet::Record;

    #[test]
    fn what_stands_below_a_table() {
        let said = ["本表".to_owned()];
        let footers = Footers::new(&said);
        let why = |cells: &[&str]| {
            let cells = cells.iter().map(|cell| (*cell).into()).collect();
            footers.why(&Record { cells, ..Record::default() }, &[1])
        };
        for first in ["合计", "合　计", "Total:", "TOTAL", "小计（吨）", "合计 12"] {
            assert_eq!(why(&[first, "", "3"]), Some(Sum), "{first}");
            assert_eq!(why(&["", first, "3"]), Some(Sum), "{first} as the key");
            assert_eq!(why(&[first, "A", "3"]), None, "{first} beside a key");
            assert!(footers.may_be(first));
        }
        for name in ["Total Energies China", "合计-3号", "sum 1 Ltd", "说明书印刷厂", "Notes & Co"] {
            assert_eq!(why(&["", name, "3"]), None, "{name} is somebody");
        }
        for remark in ["注：按季填报", "注1：按季填报", "单位负责人：示例联系人", "Note: by quarter"]
        {
            assert_eq!(why(&["", remark]), Some(Remark), "{remark} as the key");
        }
        for first in ["注：1. 取水量为全年数。", "注1", "备 注", "填表说明：", "单位负责人：", "本表由甲填"]
        {
            assert_eq!(why(&[first, ""]), Some(Remark), "{first}");
            assert!(footers.may_be(first));
        }
        for first in ["注塑车间", "合计划局", "总计划", "91990000MA5F00018P", "Totals", "甲", ""]
        {
            assert_eq!(why(&["", first, "3"]), None, "{first}");
        }
        assert!(!footers.may_be("91990000MA5F00018P"));
    }
}
