//! What a profile says, for readers: on a terminal, as lists, as a page.

pub(crate) mod details;
pub(crate) mod lists;
pub(crate) mod overview;
mod page;
mod style;

use shensuan_diagnostics::{Lang, Localised};
use shensuan_engine::profile::{
    BinFrom, FieldProfile, FormProfile, PartedBy, Profile, Quantile, UnitOf, Whose,
};
use shensuan_engine::{Date, profile};
use shensuan_findings::{Cell, Words, decimals, exact, percent, readable};
use shensuan_vocab::{FieldId, FieldType, FormId, Vocab};

use crate::layout::shortened;
use crate::words::plural;

/// A profile in a language.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'r> {
    pub(crate) vocab: &'r Vocab,
    pub(crate) profile: &'r Profile,
    pub(crate) lang: Lang,
}

/// The names of [`profile::SHARES`].
const QUANTILES: [&str; 7] = ["p1", "p5", "p25", "p50", "p75", "p95", "p99"];
const _: () = assert!(QUANTILES.len() == profile::SHARES.len());

impl<'r> Reader<'r> {
    /// One of two texts.
    fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(zh, en)
    }

    /// How to see more.
    pub(crate) const fn more(self) -> &'static str {
        match self.lang {
            Lang::Zh => "--field 指标 详细列出一个指标；--out 文件夹 写出清单和网页",
            Lang::En => "--field FIELD shows a field in detail; --out DIR writes lists and a page",
        }
    }

    /// A form, behind those that it stands in.
    fn form(self, form: FormId) -> String {
        let mut names: Vec<String> =
            self.vocab.lineage(form).map(|form| self.vocab.form(form).name.in_lang(self.lang)).collect();
        names.reverse();
        names.join(".")
    }

    fn field(self, field: FieldId) -> String {
        self.vocab.field(field).name.in_lang(self.lang)
    }

    /// The word for whoever files the forms.
    fn subject(self) -> String {
        self.vocab.subject.as_ref().map_or_else(String::new, |subject| subject.name.in_lang(self.lang))
    }

    fn is_private(self, field: &FieldProfile) -> bool {
        self.vocab.field(field.field).private
    }

    /// What a field holds, in a word.
    fn kind(self, field: FieldId) -> &'static str {
        let (zh, en) = match &self.vocab.field(field).kind {
            FieldType::Number(_) => ("数值", "number"),
            FieldType::Quantity(_) => ("带单位数值", "quantity"),
            FieldType::Formula(_) => ("算式", "formula"),
            FieldType::Integer => ("整数", "integer"),
            FieldType::Percent => ("百分数", "percent"),
            FieldType::Text => ("文本", "text"),
            FieldType::Code(_) => ("代码", "code"),
            FieldType::YesNo => ("是否", "yes/no"),
            FieldType::Date => ("日期", "date"),
            FieldType::Period => ("期间", "period"),
            FieldType::Coordinates => ("坐标", "coordinates"),
            FieldType::Outline => ("边界", "outline"),
        };
        self.lang.pick(zh, en)
    }

    /// The unit of numbers; empty where they have none.
    fn unit(self, field: FieldId, unit: &UnitOf) -> String {
        match (unit, &self.vocab.field(field).kind) {
            (UnitOf::Cell(text), _) => text.clone(),
            (UnitOf::Blank, _) => self.pick("（单位空白）", "(no unit)").to_owned(),
            (UnitOf::Declared, FieldType::Number(unit)) if !unit.is_dimensionless() => {
                self.lang.pick(unit.in_zh(), unit.in_en())
            }
            (UnitOf::Declared, FieldType::Percent) => "%".to_owned(),
            (UnitOf::Declared, _) => String::new(),
        }
    }

    /// The unit that a field has of itself.
    fn declared_unit(self, field: FieldId) -> String {
        self.unit(field, &UnitOf::Declared)
    }

    /// Whether a field holds days, of which none is zero or negative.
    fn is_day(self, field: FieldId) -> bool {
        self.vocab.field(field).kind == FieldType::Date
    }

    /// How many numbers of a sort there are; empty of days.
    fn signed(self, field: FieldId, count: usize) -> String {
        if self.is_day(field) { String::new() } else { count.to_string() }
    }

    /// A name with a unit behind it.
    fn with_unit(self, name: &str, unit: &str) -> String {
        match unit {
            "" => name.to_owned(),
            unit if unit.starts_with(['(', '（']) => format!("{name}{}{unit}", self.pick("", " ")),
            unit => self.lang.pick(format!("{name}（{unit}）"), format!("{name} ({unit})")),
        }
    }

    /// A number that was filed: a day as a day, a percent as one, without its unit.
    fn number(self, field: FieldId, value: f64) -> String {
        if self.is_day(field) {
            return day(value);
        }
        exact(if self.vocab.field(field).kind == FieldType::Percent { percent(value) } else { value })
    }

    /// A quantile: one that was filed as it was, one between two without the noise of binary arithmetic, of two days the
    /// earlier.
    fn quantile(self, field: FieldId, quantile: Quantile) -> String {
        if quantile.filed || self.is_day(field) {
            return self.number(field, quantile.value);
        }
        let percents = self.vocab.field(field).kind == FieldType::Percent;
        readable(if percents { quantile.value * 100.0 } else { quantile.value })
    }

    /// What a code stands for; empty where that is not known.
    fn meaning(self, field: FieldId, text: &str) -> &'r str {
        let FieldType::Code(list) = self.vocab.field(field).kind else { return "" };
        let found = self.vocab.list(list).find(text).map_or("", |entry| entry.name.as_str());
        if found == text { "" } else { found }
    }

    /// A value with what it stands for.
    fn value(self, field: FieldId, text: &str) -> String {
        match self.meaning(field, text) {
            "" => text.to_owned(),
            meaning => format!("{text} {meaning}"),
        }
    }

    /// By what the profile is parted: `行业代码 大类`.
    fn parted_by(self, by: PartedBy) -> String {
        let field = self.vocab.field(by.field);
        let level = match (&field.kind, by.level) {
            (FieldType::Code(list), Some(level)) => self.vocab.list(*list).levels.get(level),
            _ => None,
        };
        let name = field.name.in_lang(self.lang);
        level.map_or(name.clone(), |level| format!("{name} {}", level.in_lang(self.lang)))
    }

    /// Where a row stands: `G102.csv 第 3 行`.
    fn place(self, whose: &Whose) -> String {
        if whose.file.is_empty() {
            return String::new();
        }
        let cell = Cell { file: whose.file.clone(), row: whose.row, column: None };
        Words::of(self.lang).at(&cell)
    }

    /// A span of numbers, in the unit of the field.
    fn span(self, from: BinFrom) -> String {
        let ten = |power: i32| {
            let number = format!("1e{power}").parse().unwrap_or(f64::INFINITY);
            if (-4..7).contains(&power) { exact(number) } else { format!("1e{power}") }
        };
        match from {
            BinFrom::Negative => self.pick("负数", "below 0").to_owned(),
            BinFrom::Zero => "0".to_owned(),
            BinFrom::BelowTen(power) => format!("0–{}", ten(power)),
            BinFrom::Ten(power) => format!("{}–{}", ten(power), ten(power + 1)),
            BinFrom::Share(share) => {
                format!("{}–{}", exact(percent(share)), exact(percent(share) + 10.0))
            }
            BinFrom::AboveAll => self.pick("超过 100", "above 100").to_owned(),
            BinFrom::Years(year, 1) => year.to_string(),
            BinFrom::Years(year, years) => format!("{year}–{}", year + years - 1),
        }
    }

    /// The forms without a file; empty where there are none.
    fn without_file(self) -> String {
        let names = self.profile.without_file.iter().map(|form| self.form(*form));
        self.listed("没有文件的报表：", "forms without a file: ", names.collect())
    }

    /// The fields of a form without a column; empty where there are none.
    fn without_column(self, form: &FormProfile) -> String {
        let without = form.fields.iter().filter(|field| !field.has_column);
        let names = without.map(|field| self.field(field.field));
        self.listed("没有列的指标：", "fields without a column: ", names.collect())
    }

    fn listed(self, zh: &str, en: &str, names: Vec<String>) -> String {
        if names.is_empty() {
            return String::new();
        }
        format!("{}{}", self.lang.pick(zh, en), names.join(self.lang.pick("、", ", ")))
    }

    /// What is said of a form above its fields.
    fn about(self, form: &FormProfile) -> String {
        let rows = form.rows;
        let mut said = vec![self.lang.pick(format!("{rows} 行"), plural(rows, "row"))];
        if let Some(subjects) = form.subjects {
            let subject = self.subject();
            said.push(self.lang.pick(format!("{subject} {subjects} 个"), format!("{subjects} × {subject}")));
        }
        said.push(match form.files.as_slice() {
            [file] => file.clone(),
            files => self.lang.pick(format!("{} 个文件", files.len()), plural(files.len(), "file")),
        });
        said.join(self.pick("，", ", "))
    }
}

/// Cells of a field that say something.
fn filled(field: &FieldProfile) -> usize {
    field.given + field.marked
}

/// A text on one line of a terminal, cut where it takes more columns than that.
fn plain(text: &str, columns: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shortened(&line, columns)
}

/// A day of a number of days.
fn day(days: f64) -> String {
    Date::of_number(days).map_or_else(|| readable(days), |date| date.to_string())
}

/// A share of a whole in percent, without the sign; empty of nothing. All and none are said of all and none alone.
fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of cells")]
    let percent = part as f64 / whole as f64 * 100.0;
    let shown = decimals(percent, 1);
    match shown.as_str() {
        "100.0" if part < whole => "99.9".to_owned(),
        "0.0" if part > 0 => "0.1".to_owned(),
        _ => shown.strip_suffix(".0").unwrap_or(&shown).to_owned(),
    }
}

/// The same with its sign; a dash of nothing.
fn rate(part: usize, whole: usize) -> String {
    match share(part, whole).as_str() {
        "" => "—".to_owned(),
        share => format!("{share}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::{rate, share};

    #[test]
    fn all_and_none_are_said_of_all_and_none() {
        assert_eq!([rate(0, 0), rate(3, 3), rate(0, 7), rate(1, 3)], ["—", "100%", "0%", "33.3%"]);
        assert_eq!([share(99_999, 100_000), share(1, 100_000)], ["99.9", "0.1"]);
    }
}
