//! The headings of the tables, in both languages.

use crate::Cell;
use shensuan_diagnostics::Lang;

use crate::{Evidence, State};

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub(crate) lang: Lang,
}

impl Words {
    /// The words of `lang`.
    #[must_use]
    pub const fn of(lang: Lang) -> Self {
        Self { lang }
    }

    pub(crate) fn findings(self, subject: &str) -> Vec<String> {
        let fixed: [&str; 15] = match self.lang {
            Lang::Zh => [
                "规则",
                "标题",
                "级别",
                "",
                "名称",
                "地区",
                "报表",
                "文件",
                "行",
                "说明",
                "依据的数值",
                "依据",
                "规则位置",
                "规则库",
                "规则库版本",
            ],
            Lang::En => [
                "rule",
                "title",
                "severity",
                "",
                "name",
                "district",
                "form",
                "file",
                "row",
                "message",
                "evidence",
                "basis",
                "rule source",
                "layer",
                "layer version",
            ],
        };
        with_subject(&fixed, subject)
    }

    pub(crate) fn undetermined(self, subject: &str) -> Vec<String> {
        let fixed: [&str; 13] = match self.lang {
            Lang::Zh => [
                "规则",
                "标题",
                "级别",
                "",
                "名称",
                "地区",
                "报表",
                "文件",
                "行",
                "缺少的数值",
                "规则位置",
                "规则库",
                "规则库版本",
            ],
            Lang::En => [
                "rule",
                "title",
                "severity",
                "",
                "name",
                "district",
                "form",
                "file",
                "row",
                "lacking",
                "rule source",
                "layer",
                "layer version",
            ],
        };
        with_subject(&fixed, subject)
    }

    pub(crate) fn values(self, subject: &str) -> Vec<String> {
        let fixed: [&str; 8] = match self.lang {
            Lang::Zh => ["", "报表", "文件", "行", "名称", "数值", "单位", "缺少的数值"],
            Lang::En => ["", "form", "file", "row", "name", "value", "unit", "lacking"],
        };
        with_subject(&fixed, subject)
    }

    pub(crate) fn unreadable(self) -> [&'static str; 5] {
        self.lang.pick(["文件", "行", "列", "原文", "原因"], ["file", "row", "column", "text", "reason"])
    }

    pub(crate) fn orphans(self, subject: &str) -> Vec<String> {
        let fixed = self.lang.pick(["", "报表", "文件", "行", "列"], ["", "form", "file", "row", "column"]);
        with_subject(&fixed, subject)
    }

    pub(crate) fn rejected(self) -> [&'static str; 4] {
        self.lang.pick(["文件", "行", "列", "原因"], ["file", "row", "column", "reason"])
    }

    /// What stands in a cell, and what is wrong with it: `100 立方米`, `缺失`, `“约5”（无法读取）`.
    #[must_use]
    pub fn value(self, evidence: &Evidence) -> String {
        let state = evidence.state.word(self.lang);
        let Some(value) = &evidence.value else { return state.to_owned() };
        let value = if evidence.state == State::Unreadable {
            self.lang.pick(format!("“{value}”"), format!("`{value}`"))
        } else {
            match evidence.unit.as_str() {
                "" => value.clone(),
                "%" => format!("{value}%"),
                unit => format!("{value} {unit}"),
            }
        };
        if evidence.state.is_given() {
            value
        } else {
            self.lang.pick(format!("{value}（{state}）"), format!("{value} ({state})"))
        }
    }

    pub(crate) fn more_cells(self, count: usize) -> String {
        match self.lang {
            Lang::Zh => format!("另有 {count} 个单元格"),
            Lang::En => format!("and {count} more cells"),
        }
    }

    /// A place in the data.
    #[must_use]
    pub fn at(self, cell: &Cell) -> String {
        let place = self.at_row(&cell.file, cell.row);
        match (&cell.column, self.lang) {
            (None, _) => place,
            (Some(column), Lang::Zh) => format!("{place} {column} 列"),
            (Some(column), Lang::En) => format!("{place} column {column}"),
        }
    }

    fn at_row(self, file: &str, row: u32) -> String {
        // Of a map the features are counted.
        let features =
            file.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("geojson"));
        match (self.lang, features) {
            (Lang::Zh, false) => format!("{file} 第 {row} 行"),
            (Lang::En, false) => format!("{file} row {row}"),
            (Lang::Zh, true) => format!("{file} 第 {row} 个要素"),
            (Lang::En, true) => format!("{file} feature {row}"),
        }
    }
}

/// Headings with the word for the subject in the empty place.
fn with_subject(headings: &[&str], subject: &str) -> Vec<String> {
    let word = |word: &&str| if word.is_empty() { subject.to_owned() } else { (*word).to_owned() };
    headings.iter().map(word).collect()
}
