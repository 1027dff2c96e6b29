//! Fields in detail on a terminal.

use shensuan_engine::profile::{Bin, Content, Extreme, FieldProfile, Frequent, Measure, Part, TextLengths};

use super::overview::{spellings, without_file};
use super::{QUANTILES, Reader, filled, plain, rate, share};
use crate::layout::Sheet;
use crate::words::plural;

/// The most columns of a value.
const VALUE: usize = 40;
/// Parts that are listed, those with the most rows.
const PARTS: usize = 20;
/// Columns of the longest bar.
const BAR: usize = 30;

/// The fields, in so many columns.
pub(crate) fn text(reader: Reader<'_>, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    for form in &reader.profile.forms {
        for field in &form.fields {
            if !sheet.is_empty() {
                sheet.push("");
            }
            sheet.push(format!(
                "{}.{}{}{}",
                reader.form(form.form),
                reader.field(field.field),
                reader.pick("：", ": "),
                reader.about(form)
            ));
            of_field(reader, field, &mut sheet);
        }
    }
    without_file(reader, &mut sheet);
    sheet.text()
}

fn of_field(reader: Reader<'_>, field: &FieldProfile, sheet: &mut Sheet) {
    sheet.push(counts(reader, field));
    match &field.content {
        Content::Private => sheet.push(reader.pick(
            "不公开的指标：只计数，不显示内容",
            "private: it is counted, and nothing of what it holds is shown",
        )),
        Content::YesNo { yes, no } => {
            sheet.push(reader.lang.pick(format!("是 {yes}，否 {no}"), format!("yes {yes}, no {no}")));
        }
        Content::Numbers { measures, marks } => {
            for (mark, count) in marks {
                sheet.push(reader.lang.pick(format!("“{mark}” {count} 行"), format!("`{mark}` × {count}")));
            }
            measures.iter().for_each(|measure| numbers(reader, field, measure, sheet));
        }
        Content::Texts { frequent, lengths, alike, alike_in_all } => {
            table(sheet, most(reader, frequent, field, |text| reader.value(field.field, text)));
            if let Some(lengths) = lengths {
                section(sheet, reader.pick("长度（字符）", "length in characters"));
                sheet.table(&of_lengths(reader, lengths));
            }
            if !alike.is_empty() {
                section(
                    sheet,
                    &reader.lang.pick(
                        format!("只有全角半角、大小写或空格不同的值：{alike_in_all} 组"),
                        format!("alike but for width, case or blanks: {alike_in_all}"),
                    ),
                );
                sheet.extend(alike.iter().map(|alike| format!("  {}", spellings(reader, alike))));
            }
        }
    }
}

/// How many cells there are of each kind.
fn counts(reader: Reader<'_>, field: &FieldProfile) -> String {
    if !field.has_column {
        return reader.pick("文件中没有这一列", "no file has a column for it").to_owned();
    }
    let FieldProfile { rows, blank, unreadable, distinct, .. } = field;
    let (filled, rate) = (filled(field), rate(filled(field), *rows));
    reader.lang.pick(
        format!("填写 {filled}（{rate}），空白 {blank}，无法读取 {unreadable}，不同值 {distinct}"),
        format!("{filled} filled ({rate}), {blank} blank, {unreadable} unreadable, {distinct} distinct"),
    )
}

fn section(sheet: &mut Sheet, title: &str) {
    sheet.push("");
    sheet.push(title);
}

/// Adds a table if it holds more than its headings.
fn table(sheet: &mut Sheet, rows: Vec<Vec<String>>) {
    if rows.len() > 1 {
        sheet.push("");
        sheet.table(&rows);
    }
}

fn headings(all: &[&str]) -> Vec<Vec<String>> {
    vec![all.iter().map(|heading| (*heading).to_owned()).collect()]
}

fn numbers(reader: Reader<'_>, field: &FieldProfile, measure: &Measure, sheet: &mut Sheet) {
    let id = field.field;
    let unit = reader.unit(id, &measure.unit);
    let unit = plain(&unit, VALUE);
    let Measure { count, zeros, negatives, .. } = measure;
    if !reader.is_day(id) {
        sheet.push("");
        let (zh, en) = match unit.as_str() {
            "" => (String::new(), plural(*count, "number")),
            unit => (format!("{unit}，"), format!("{} in {unit}", plural(*count, "number"))),
        };
        sheet.push(reader.lang.pick(
            format!("{zh}{count} 个，零 {zeros}，负数 {negatives}"),
            format!("{en}, {zeros} zero, {negatives} negative"),
        ));
    }
    let mut rows = headings(&QUANTILES);
    rows.push(measure.quantiles.iter().map(|quantile| reader.quantile(id, *quantile)).collect());
    sheet.table(&rows);
    for (title, all) in
        [(reader.pick("最小", "least"), &measure.lowest), (reader.pick("最大", "largest"), &measure.highest)]
    {
        sheet.push("");
        sheet.table(&extremes(reader, field, &reader.with_unit(title, &unit), all));
    }
    table(sheet, most(reader, &measure.frequent, field, |value| reader.number(id, *value)));
    let span = reader.with_unit(reader.pick("范围", "from, to"), &unit);
    sheet.push("");
    sheet.table(&spans(reader, &span, measure));
    parts(reader, field, measure, sheet);
}

/// Numbers and whose they are.
fn extremes(reader: Reader<'_>, field: &FieldProfile, title: &str, all: &[Extreme]) -> Vec<Vec<String>> {
    let named = all.iter().any(|extreme| !extreme.whose.name.is_empty());
    let mut heading = vec![title.to_owned(), reader.subject(), reader.pick("位置", "place").to_owned()];
    if named {
        heading.push(reader.pick("名称", "name").to_owned());
    }
    let mut rows = vec![heading];
    rows.extend(all.iter().map(|extreme| {
        let whose = &extreme.whose;
        let mut row =
            vec![reader.number(field.field, extreme.value), plain(&whose.key, VALUE), reader.place(whose)];
        if named {
            row.push(plain(&whose.name, VALUE));
        }
        row
    }));
    rows
}

fn most<T>(
    reader: Reader<'_>,
    frequent: &[Frequent<T>],
    field: &FieldProfile,
    shown: impl Fn(&T) -> String,
) -> Vec<Vec<String>> {
    let mut rows = headings(&[
        reader.pick("行数", "rows"),
        reader.pick("占比", "share"),
        reader.pick("最常见的值", "most frequent"),
    ]);
    rows.extend(frequent.iter().map(|frequent| {
        vec![
            frequent.count.to_string(),
            format!("{}%", share(frequent.count, field.given)),
            plain(&shown(&frequent.value), VALUE),
        ]
    }));
    rows
}

fn of_lengths(reader: Reader<'_>, lengths: &TextLengths) -> Vec<Vec<String>> {
    let mut rows =
        headings(&["", reader.pick("字符", "characters"), &reader.subject(), reader.pick("位置", "place")]);
    let row = |title: &str, extreme: &Extreme| {
        let (key, place) = (plain(&extreme.whose.key, VALUE), reader.place(&extreme.whose));
        vec![title.to_owned(), extreme.value.to_string(), key, place]
    };
    rows.push(row(reader.pick("最短", "shortest"), &lengths.shortest));
    rows.push(vec![reader.pick("中位数", "median").to_owned(), lengths.middle.to_string()]);
    rows.push(row(reader.pick("最长", "longest"), &lengths.longest));
    rows
}

fn spans(reader: Reader<'_>, title: &str, measure: &Measure) -> Vec<Vec<String>> {
    let mut rows = headings(&[title, reader.pick("行数", "rows"), ""]);
    let most = measure.bins.iter().map(|bin| bin.count).max().unwrap_or(0);
    rows.extend(measure.bins.iter().map(|Bin { from, count }| {
        let bar = (count * BAR).div_ceil(most.max(1));
        vec![reader.span(*from), count.to_string(), "█".repeat(bar)]
    }));
    rows
}

/// The same within each industry, those with the most rows.
fn parts(reader: Reader<'_>, field: &FieldProfile, measure: &Measure, sheet: &mut Sheet) {
    let Some(by) = reader.profile.by.filter(|_| !measure.parts.is_empty()) else { return };
    let mut shown: Vec<&Part> = measure.parts.iter().collect();
    shown.sort_by_key(|part| std::cmp::Reverse(part.count));
    shown.truncate(PARTS);
    let mut rows = vec![vec![
        reader.parted_by(by),
        reader.pick("行数", "rows").to_owned(),
        reader.pick("最小", "least").to_owned(),
        reader.pick("中位数", "median").to_owned(),
        reader.pick("最大", "largest").to_owned(),
        reader.pick("最大的是", "largest is of").to_owned(),
    ]];
    rows.extend(shown.iter().map(|part| {
        vec![
            plain(format!("{} {}", part.code, part.name).trim_end(), VALUE),
            part.count.to_string(),
            reader.number(field.field, part.lowest.value),
            reader.quantile(field.field, part.middle),
            reader.number(field.field, part.highest.value),
            plain(&part.highest.whose.key, VALUE),
        ]
    }));
    sheet.push("");
    sheet.table(&rows);
    let more = measure.parts.len() - shown.len();
    if more > 0 {
        sheet.push(
            reader
                .lang
                .pick(format!("另有 {more} 组，--out 全部写出"), format!("{more} more; --out writes all")),
        );
    }
    if measure.apart > 0 {
        let apart = measure.apart;
        sheet.push(
            reader.lang.pick(format!("不属于任何一组：{apart} 行"), format!("in none of them: {apart}")),
        );
    }
}
