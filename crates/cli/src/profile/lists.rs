//! The profile as lists that open right in Excel, and the page beside them.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_engine::profile::{Content, Extreme, FieldProfile, Measure, Whose};
use shensuan_findings::{ListCell, write_list};

use super::{QUANTILES, Reader, filled, page, share};

/// The page, by which such a folder is known.
pub(crate) const PAGE: &str = "profile.html";

/// Writes everything into a folder.
pub(crate) fn fill(folder: &Path, reader: Reader<'_>) -> io::Result<()> {
    let subject = reader.subject();
    list(folder, "fields.csv", &of_fields(reader.lang), &each(reader, fields))?;
    list(folder, "extremes.csv", &of_extremes(reader.lang, &subject), &each(reader, extremes))?;
    list(folder, "frequent.csv", of_frequent(reader.lang), &each(reader, frequent))?;
    list(folder, "alike.csv", &of_alike(reader.lang, &subject), &each(reader, alike))?;
    if reader.profile.by.is_some() {
        list(folder, "parts.csv", &of_parts(reader.lang, &subject), &each(reader, parts))?;
    }
    fs::write(folder.join(PAGE), page::html(reader))
}

fn list<H: AsRef<str>>(folder: &Path, name: &str, headings: &[H], rows: &[Vec<ListCell>]) -> io::Result<()> {
    write_list(BufWriter::new(File::create(folder.join(name))?), headings, rows)
}

/// What a line is about: the form and the field.
struct About<'a> {
    reader: Reader<'a>,
    form: String,
    field: &'a FieldProfile,
}

fn each<'a>(reader: Reader<'a>, lines: fn(&About<'a>) -> Vec<Vec<ListCell>>) -> Vec<Vec<ListCell>> {
    let all = reader.profile.forms.iter().flat_map(|form| form.fields.iter().map(move |field| (form, field)));
    all.flat_map(|(form, field)| lines(&About { reader, form: reader.form(form.form), field })).collect()
}

fn text(text: impl Into<String>) -> ListCell {
    ListCell::Text(text.into())
}

fn number(number: impl ToString) -> ListCell {
    ListCell::Number(number.to_string())
}

impl About<'_> {
    /// A line that begins with form and field.
    fn line(&self, cells: impl IntoIterator<Item = ListCell>) -> Vec<ListCell> {
        let name = self.reader.field(self.field.field);
        [text(self.form.as_str()), text(name)].into_iter().chain(cells).collect()
    }

    fn number(&self, value: f64) -> ListCell {
        number(self.reader.number(self.field.field, value))
    }

    fn measures(&self) -> &[Measure] {
        match &self.field.content {
            Content::Numbers { measures, .. } => measures,
            Content::Private | Content::Texts { .. } | Content::YesNo { .. } => &[],
        }
    }
}

/// Key, name, file and row.
fn whose(whose: &Whose) -> [ListCell; 4] {
    let row = if whose.file.is_empty() { String::new() } else { whose.row.to_string() };
    [text(whose.key.as_str()), text(whose.name.as_str()), text(whose.file.as_str()), number(row)]
}

fn of_fields(lang: Lang) -> Vec<&'static str> {
    let (before, behind) = match lang {
        Lang::Zh => (
            [
                "报表",
                "指标",
                "类型",
                "单位",
                "行",
                "填写",
                "填写率%",
                "标记",
                "空白",
                "无法读取",
                "不同值",
                "数值个数",
                "零",
                "负数",
                "最小",
            ],
            ["最大", "最短字符", "最长字符", "写法不一（组）", "备注"],
        ),
        Lang::En => (
            [
                "form",
                "field",
                "type",
                "unit",
                "rows",
                "filled",
                "filled %",
                "marks",
                "blank",
                "unreadable",
                "distinct",
                "numbers",
                "zeros",
                "negative",
                "least",
            ],
            ["largest", "shortest", "longest", "spelt in several ways", "remark"],
        ),
    };
    before.into_iter().chain(QUANTILES).chain(behind).collect()
}

fn fields(about: &About<'_>) -> Vec<Vec<ListCell>> {
    let (reader, field) = (about.reader, about.field);
    let counts = |unit: String| {
        vec![
            text(reader.kind(field.field)),
            text(unit),
            number(field.rows),
            number(filled(field)),
            number(share(filled(field), field.rows)),
            number(field.marked),
            number(field.blank),
            number(field.unreadable),
            number(field.distinct),
        ]
    };
    let blank = || number("");
    let remark = if !field.has_column {
        reader.pick("文件中没有这一列", "no column")
    } else if reader.is_private(field) {
        reader.pick("不公开，只计数", "private: counted, not shown")
    } else {
        ""
    };
    let measures = about.measures();
    if measures.is_empty() {
        let mut cells = counts(reader.declared_unit(field.field));
        cells.extend((0..4 + QUANTILES.len() + 1).map(|_| blank()));
        let (lengths, alike) = match &field.content {
            Content::Texts { lengths, alike_in_all, .. } => (lengths.as_ref(), Some(*alike_in_all)),
            Content::Private | Content::Numbers { .. } | Content::YesNo { .. } => (None, None),
        };
        cells.push(lengths.map_or_else(blank, |lengths| number(lengths.shortest.value)));
        cells.push(lengths.map_or_else(blank, |lengths| number(lengths.longest.value)));
        cells.push(alike.map_or_else(blank, number));
        cells.push(text(remark));
        return vec![about.line(cells)];
    }
    let lines = measures.iter().map(|measure| {
        let mut cells = counts(reader.unit(field.field, &measure.unit));
        cells.push(number(measure.count));
        let day = reader.is_day(field.field);
        cells.push(if day { blank() } else { number(measure.zeros) });
        cells.push(if day { blank() } else { number(measure.negatives) });
        let extreme = |found: Option<&Extreme>| found.map_or_else(blank, |found| about.number(found.value));
        cells.push(extreme(measure.lowest.first()));
        cells.extend(measure.quantiles.iter().map(|found| number(reader.quantile(field.field, *found))));
        cells.push(extreme(measure.highest.first()));
        cells.extend([blank(), blank(), blank(), text(remark)]);
        about.line(cells)
    });
    lines.collect()
}

fn of_extremes(lang: Lang, subject: &str) -> [&str; 10] {
    match lang {
        Lang::Zh => ["报表", "指标", "单位", "哪一端", "名次", "数值", subject, "名称", "文件", "行"],
        Lang::En => ["form", "field", "unit", "end", "rank", "value", subject, "name", "file", "row"],
    }
}

fn extremes(about: &About<'_>) -> Vec<Vec<ListCell>> {
    let reader = about.reader;
    let mut lines = Vec::new();
    for measure in about.measures() {
        let ends = [
            (reader.pick("最小", "least"), &measure.lowest),
            (reader.pick("最大", "largest"), &measure.highest),
        ];
        for (end, all) in ends {
            lines.extend(all.iter().enumerate().map(|(rank, extreme)| {
                let unit = reader.unit(about.field.field, &measure.unit);
                let cells = [text(unit), text(end), number(rank + 1), about.number(extreme.value)];
                about.line(cells.into_iter().chain(whose(&extreme.whose)))
            }));
        }
    }
    lines
}

fn of_frequent(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Zh => &["报表", "指标", "单位", "值", "名称", "行数", "占填写%"],
        Lang::En => &["form", "field", "unit", "value", "name", "rows", "% of filled"],
    }
}

fn frequent(about: &About<'_>) -> Vec<Vec<ListCell>> {
    let (reader, field) = (about.reader, about.field);
    let line = |unit: String, value: ListCell, name: &str, count: usize| {
        about.line([text(unit), value, text(name), number(count), number(share(count, filled(field)))])
    };
    match &field.content {
        Content::Private => Vec::new(),
        Content::Numbers { measures, marks } => {
            let numbers = measures.iter().flat_map(|measure| {
                let unit = reader.unit(field.field, &measure.unit);
                let all = measure.frequent.iter();
                all.map(move |found| line(unit.clone(), about.number(found.value), "", found.count))
            });
            let marks =
                marks.iter().map(|(mark, count)| line(String::new(), text(mark.as_str()), "", *count));
            numbers.chain(marks).collect()
        }
        Content::Texts { frequent, .. } => frequent
            .iter()
            .map(|found| {
                let meaning = reader.meaning(field.field, &found.value);
                line(String::new(), text(found.value.as_str()), meaning, found.count)
            })
            .collect(),
        Content::YesNo { yes, no } => [(reader.pick("是", "yes"), yes), (reader.pick("否", "no"), no)]
            .into_iter()
            .filter(|(_, count)| **count > 0)
            .map(|(word, count)| line(String::new(), text(word), "", *count))
            .collect(),
    }
}

fn of_alike(lang: Lang, subject: &str) -> [&str; 9] {
    match lang {
        Lang::Zh => ["报表", "指标", "组", "写法", "行数", subject, "名称", "文件", "首见行"],
        Lang::En => ["form", "field", "group", "spelling", "rows", subject, "name", "file", "first row"],
    }
}

fn alike(about: &About<'_>) -> Vec<Vec<ListCell>> {
    let Content::Texts { alike, .. } = &about.field.content else { return Vec::new() };
    let all = alike
        .iter()
        .enumerate()
        .flat_map(|(group, alike)| alike.spellings.iter().map(move |spelling| (group + 1, spelling)));
    all.map(|(group, spelling)| {
        let cells = [number(group), text(spelling.text.as_str()), number(spelling.count)];
        about.line(cells.into_iter().chain(whose(&spelling.first)))
    })
    .collect()
}

fn of_parts(lang: Lang, subject: &str) -> Vec<String> {
    let whose = |of: &str| {
        let parts = lang.pick([subject, "名称", "文件", "行"], [subject, "name", "file", "row"]);
        parts.map(|part| lang.pick(format!("{of}的{part}"), format!("{part} of the {of}")))
    };
    let least = lang.pick("最小", "least");
    let largest = lang.pick("最大", "largest");
    let before = lang.pick(
        ["报表", "指标", "单位", "分组", "代码", "名称", "个数", least],
        ["form", "field", "unit", "by", "code", "name", "numbers", least],
    );
    let mut all: Vec<String> = before.map(str::to_owned).to_vec();
    all.extend(whose(least));
    all.extend([lang.pick("中位数", "median"), largest].map(str::to_owned));
    all.extend(whose(largest));
    all
}

fn parts(about: &About<'_>) -> Vec<Vec<ListCell>> {
    let reader = about.reader;
    let by = reader.profile.by.map(|by| reader.parted_by(by)).unwrap_or_default();
    let all =
        about.measures().iter().flat_map(|measure| measure.parts.iter().map(move |part| (measure, part)));
    all.map(|(measure, part)| {
        let unit = reader.unit(about.field.field, &measure.unit);
        let mut cells =
            vec![text(unit), text(by.as_str()), text(part.code.as_str()), text(part.name.as_str())];
        cells.push(number(part.count));
        cells.push(about.number(part.lowest.value));
        cells.extend(whose(&part.lowest.whose));
        cells.push(number(reader.quantile(about.field.field, part.middle)));
        cells.push(about.number(part.highest.value));
        cells.extend(whose(&part.highest.whose));
        about.line(cells)
    })
    .collect()
}
