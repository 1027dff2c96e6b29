//! Statistics: tables of the results, judged by nobody.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde::Serialize;
use shensuan_diagnostics::Lang;

use crate::Cell;
use crate::account::{heading, heading_of_names};
use crate::csv::MARK;
use crate::excel::cell;
use crate::number::readable;
use crate::words::Words;

/// A table: a row a group, or the largest of each group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatisticTable {
    /// What it is called.
    pub name: String,
    /// What groups are made by.
    pub keys: Vec<String>,
    /// The word for the subject.
    pub subject: String,
    /// What was asked: the word for the subject, or the name of a form.
    pub members: String,
    /// The unit of all its numbers; shares are in percent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How many are listed of each group, where it lists the largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
    /// By key; behind all groups those without a key, where there are any.
    pub rows: Vec<StatisticRow>,
}

/// A group, or one of its largest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatisticRow {
    /// What the group is made by, in the order of the table; nothing for those without a key.
    pub keys: Vec<StatisticKey>,
    /// Who is listed, where the table lists the largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listed>,
    /// The number; none where it is not known.
    pub value: Option<f64>,
    /// How many members of the group were asked: those that the table says, whatever else goes into its number.
    pub asked: usize,
    /// How many of them gave something.
    pub given: usize,
    /// Why there is no number, or what is to be known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<NoNumber>,
}

/// What a row says beside its keys, where none of the largest are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticNumbers {
    /// The number; none where it is not known.
    pub value: Option<f64>,
    /// How many members of the group were asked.
    pub asked: usize,
    /// How many of them gave something.
    pub given: usize,
    /// Why there is no number, or what is to be known of it.
    pub why: Option<NoNumber>,
}

impl StatisticNumbers {
    /// The row with its keys.
    #[must_use]
    pub fn with_keys(self, keys: Vec<StatisticKey>) -> StatisticRow {
        let Self { value, asked, given, why } = self;
        StatisticRow { keys, listed: None, value, asked, given, why }
    }
}

/// What a group is made by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct StatisticKey {
    /// A code, a text, a number.
    pub value: String,
    /// What a code is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One of the largest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// One more than how many of its group are larger.
    pub rank: usize,
    /// The key of the subject.
    pub subject: String,
    /// What it is called, where the rulebook says which field names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The row, where rows are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Cell>,
    /// Its part of the total of the group, in percent; none where a number is negative or the total is 0.
    pub share: Option<f64>,
    /// How many of the same size are left out behind the last.
    #[serde(skip_serializing_if = "none")]
    pub ties: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn none(count: &usize) -> bool {
    *count == 0
}

/// Why a group has no number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoNumber {
    /// These belong to no group: a key of theirs is missing. They may have a number, so that parts add up to the total.
    NoKey,
    /// Nobody gave anything.
    NothingGiven,
    /// Nothing was given in the rows of this form, or by the subjects, which are not those that the table counts.
    NothingGivenIn(String),
    /// The group is too small: so many must give something.
    TooFew(usize),
    /// Numbers are given in units that do not fit, these among them.
    UnitMisfit(Vec<String>),
    /// What it would be divided by is 0.
    DivisionByZero,
    /// What was given has no result: it is too large, it has no logarithm.
    NoResult,
}

impl NoNumber {
    /// What a reader is told of it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::NoKey => lang.pick("分组指标缺失", "no key").to_owned(),
            Self::NothingGiven => lang.pick("没有数值", "nothing given").to_owned(),
            Self::NothingGivenIn(members) => {
                lang.pick(format!("{members}没有数值"), format!("nothing given in {members}"))
            }
            Self::TooFew(least) => {
                lang.pick(format!("数值太少，至少要 {least} 个"), format!("too few: it takes {least}"))
            }
            Self::UnitMisfit(units) if units.is_empty() => {
                lang.pick("计量单位不符", "a unit does not fit").to_owned()
            }
            Self::UnitMisfit(units) => lang.pick(
                format!("计量单位不符：{}", units.join("、")),
                format!("a unit does not fit: {}", units.join(", ")),
            ),
            Self::DivisionByZero => lang.pick("除数为 0", "a division by 0").to_owned(),
            Self::NoResult => lang.pick("无法计算", "no result").to_owned(),
        }
    }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticColumn {
    /// What groups are made by.
    Key,
    /// What the statistic states.
    Value,
    /// Another number: a count, a share, a rank.
    Number,
    /// Another text: a name, a place, a remark.
    Text,
}

impl StatisticColumn {
    fn holds_numbers(self) -> bool {
        matches!(self, Self::Value | Self::Number)
    }
}

/// A column: its heading, and what stands in it.
struct Column {
    heading: String,
    holds: StatisticColumn,
}

impl Words {
    /// A statistic as rows of texts, headings first, and what stands in which column; `share` writes a share in percent.
    #[must_use]
    pub fn statistic(
        self,
        table: &StatisticTable,
        share: impl Fn(f64) -> String,
    ) -> (Vec<Vec<String>>, Vec<StatisticColumn>) {
        let columns = self.statistic_columns(table);
        let named = table.named();
        let mut lines = vec![columns.iter().map(|column| column.heading.clone()).collect()];
        lines.extend(table.rows.iter().map(|row| self.statistic_row(table, row, &named, &share)));
        (lines, columns.iter().map(|column| column.holds).collect())
    }

    fn statistic_columns(self, table: &StatisticTable) -> Vec<Column> {
        let text = |heading: String| Column { heading, holds: StatisticColumn::Text };
        let number = |heading: String| Column { heading, holds: StatisticColumn::Number };
        let mut columns = Vec::new();
        for (key, named) in table.keys.iter().zip(table.named()) {
            columns.push(Column { heading: key.clone(), holds: StatisticColumn::Key });
            if named {
                columns.push(text(heading_of_names(key, self.lang)));
            }
        }
        let word = |zh: &str, en: &str| self.lang.pick(zh, en).to_owned();
        if table.top.is_some() {
            columns.push(number(word("名次", "rank")));
            columns.extend([table.subject.clone(), word("名称", "name"), word("位置", "row")].map(text));
        }
        let heading = heading(&table.name, &table.unit, self.lang);
        columns.push(Column { heading, holds: StatisticColumn::Value });
        if table.top.is_some() {
            columns.push(number(word("占合计（%）", "share of total (%)")));
        }
        let members = &table.members;
        let of_rows = *members != table.subject;
        columns.push(number(match (self.lang, of_rows) {
            (Lang::Zh, true) => format!("{members}行数"),
            (Lang::Zh, false) => format!("{members}数"),
            (Lang::En, true) => format!("rows of {members}"),
            (Lang::En, false) => format!("{members} count"),
        }));
        columns.push(number(word("有值", "given")));
        columns.push(number(word("缺失", "missing")));
        columns.push(text(word("备注", "remark")));
        columns
    }

    fn statistic_row(
        self,
        table: &StatisticTable,
        row: &StatisticRow,
        named: &[bool],
        share: &impl Fn(f64) -> String,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, named) in named.iter().enumerate() {
            let key = row.keys.get(at);
            texts.push(key.map(|key| key.value.clone()).unwrap_or_default());
            if *named {
                texts.push(key.and_then(|key| key.name.clone()).unwrap_or_default());
            }
        }
        let listed = row.listed.as_ref();
        if table.top.is_some() {
            texts.push(listed.map(|listed| listed.rank.to_string()).unwrap_or_default());
            texts.push(listed.map(|listed| listed.subject.clone()).unwrap_or_default());
            texts.push(listed.and_then(|listed| listed.name.clone()).unwrap_or_default());
            let place = listed.and_then(|listed| listed.row.as_ref());
            texts.push(place.map(|place| self.at(place)).unwrap_or_default());
        }
        texts.push(row.value.map(readable).unwrap_or_default());
        if table.top.is_some() {
            texts.push(listed.and_then(|listed| listed.share).map(share).unwrap_or_default());
        }
        texts.push(row.asked.to_string());
        texts.push(row.given.to_string());
        texts.push(row.asked.saturating_sub(row.given).to_string());
        texts.push(self.remark(row));
        texts
    }

    /// Why there is no number, or how many are left out behind the last that is listed; empty where there is nothing to say.
    pub(crate) fn remark(self, row: &StatisticRow) -> String {
        let ties = row.listed.as_ref().map_or(0, |listed| listed.ties);
        match (&row.why, ties) {
            (Some(why), _) => why.text(self.lang),
            (None, 0) => String::new(),
            (None, ties) => self.lang.pick(
                format!("另有 {ties} 个与此相同，未列出"),
                format!("{ties} more of the same size are left out"),
            ),
        }
    }

    /// The headings of a table.
    pub(crate) fn statistic_headings(self, table: &StatisticTable) -> Vec<String> {
        self.statistic_columns(table).into_iter().map(|column| column.heading).collect()
    }
}

impl StatisticTable {
    /// Of each key whether any of its values has a name.
    pub(crate) fn named(&self) -> Vec<bool> {
        let has_name =
            |at: usize| self.rows.iter().any(|row| row.keys.get(at).is_some_and(|key| key.name.is_some()));
        (0..self.keys.len()).map(has_name).collect()
    }
}

/// `statistics.csv`: the tables one behind the other, an empty line between them.
///
/// # Errors
/// What writing gives.
pub fn write_statistics<W: Write>(mut into: W, tables: &[StatisticTable], lang: Lang) -> io::Result<()> {
    into.write_all(MARK)?;
    for (at, table) in tables.iter().enumerate() {
        if at > 0 {
            into.write_all(b"\r\n")?;
        }
        let (lines, columns) = Words::of(lang).statistic(table, readable);
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut into);
        for (line, texts) in lines.iter().enumerate() {
            let plain = |column: &StatisticColumn| column.holds_numbers() && line > 0;
            let cells = texts.iter().zip(&columns);
            let cells = cells
                .map(|(text, column)| if plain(column) { text.clone() } else { cell(text).into_owned() });
            writer.write_record(cells).map_err(io::Error::other)?;
        }
        writer.flush()?;
    }
    into.flush()
}
