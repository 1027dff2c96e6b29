//! The headings of the tables, in both languages.

use shensuan_diagnostics::Lang;

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
        let fixed: [&str; 12] = match self.lang {
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
                "规则位置",
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
                "rule source",
            ],
        };
        fixed
            .iter()
            .map(|word| if word.is_empty() { subject.to_owned() } else { (*word).to_owned() })
            .collect()
    }

    pub(crate) fn values(self, subject: &str) -> Vec<String> {
        let fixed: [&str; 8] = match self.lang {
            Lang::Zh => ["", "报表", "文件", "行", "名称", "数值", "单位", "缺失的指标"],
            Lang::En => ["", "form", "file", "row", "name", "value", "unit", "missing fields"],
        };
        fixed
            .iter()
            .map(|word| if word.is_empty() { subject.to_owned() } else { (*word).to_owned() })
            .collect()
    }

    pub(crate) fn unreadable(self) -> [&'static str; 5] {
        self.lang.pick(["文件", "行", "列", "原文", "原因"], ["file", "row", "column", "text", "reason"])
    }

    pub(crate) fn rejected(self) -> [&'static str; 3] {
        self.lang.pick(["文件", "行", "原因"], ["file", "row", "reason"])
    }

    pub(crate) fn missing(self) -> &'static str {
        self.lang.pick("缺失", "missing")
    }

    pub(crate) fn unreadable_mark(self) -> &'static str {
        self.lang.pick("无法读取", "unreadable")
    }

    pub(crate) fn conflicting(self) -> &'static str {
        self.lang.pick("各行不一致", "rows disagree")
    }

    pub(crate) fn more_cells(self, count: usize) -> String {
        match self.lang {
            Lang::Zh => format!("另有 {count} 个单元格"),
            Lang::En => format!("and {count} more cells"),
        }
    }

    /// A place in the data.
    pub(crate) fn at(self, file: &str, row: u32) -> String {
        match self.lang {
            Lang::Zh => format!("{file} 第 {row} 行"),
            Lang::En => format!("{file} row {row}"),
        }
    }
}
