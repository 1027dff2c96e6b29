//! `profile.html`: the profile as one page that needs no other file, no script and no network.

use std::fmt::Write;

use shensuan_engine::profile::{
    Alike, Content, Extreme, FieldProfile, FormProfile, Frequent, Measure, Part, TextLengths,
};

use super::style::STYLE;
use super::{QUANTILES, Reader, filled, rate, share};
use crate::markup::escaped;

/// Parts that the page shows, those with the most rows; the lists hold all.
const PARTS: usize = 100;
/// The middle one of the quantiles.
const MIDDLE: usize = 3;
/// Pixels of a picture of a part, and of the room at its ends.
const WIDTH: f64 = 140.0;
const END: f64 = 5.0;

/// The page.
pub(super) fn html(reader: Reader<'_>) -> String {
    let mut out = String::new();
    let title = reader.pick("数据概况", "Profile of the data");
    let lang = reader.pick("zh-CN", "en");
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<p class=\"dim\">{}</p>\n",
        escaped(&about(reader))
    );
    contents(reader, &mut out);
    for (at, form) in reader.profile.forms.iter().enumerate() {
        section(reader, at, form, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn about(reader: Reader<'_>) -> String {
    let (subjects, subject) = (reader.profile.subjects, reader.subject());
    let mut said =
        vec![reader.lang.pick(format!("{subject} {subjects} 个"), format!("{subjects} × {subject}"))];
    if let Some(by) = reader.profile.by {
        let by = reader.parted_by(by);
        said.push(reader.lang.pick(format!("按 {by} 分组"), format!("parted by {by}")));
    }
    said.join(" · ")
}

/// A link to each form; those without a file are named.
fn contents(reader: Reader<'_>, out: &mut String) {
    out.push_str("<nav>\n");
    for (at, form) in reader.profile.forms.iter().enumerate() {
        let _ = writeln!(out, "<a href=\"#f{at}\">{}</a>", escaped(&reader.form(form.form)));
    }
    out.push_str("</nav>\n");
    let without = reader.without_file();
    if !without.is_empty() {
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&without));
    }
}

fn section(reader: Reader<'_>, at: usize, form: &FormProfile, out: &mut String) {
    let title = reader.vocab.form(form.form).title.as_deref().unwrap_or("");
    let _ = writeln!(
        out,
        "<section id=\"f{at}\">\n<h2>{} <span class=\"dim\">{}</span></h2>\n<p class=\"dim\">{}</p>",
        escaped(&reader.form(form.form)),
        escaped(title),
        escaped(&reader.about(form))
    );
    let mut table = Table::new(
        &[
            (reader.pick("指标", "field"), ""),
            (reader.pick("填写率", "filled"), ""),
            (reader.pick("空白", "blank"), "n"),
            (reader.pick("无法读取", "unreadable"), "n"),
            (reader.pick("不同值", "distinct"), "n"),
            (reader.pick("最小", "least"), "n"),
            (reader.pick("中位数", "median"), "n"),
            (reader.pick("最大", "largest"), "n"),
            (reader.pick("最常见", "most frequent"), "long"),
        ],
        "",
    );
    let in_use = || form.fields.iter().enumerate().filter(|(_, field)| field.has_column);
    for (place, field) in in_use() {
        overview(reader, (at, place), field, &mut table);
    }
    table.end(out);
    let without = reader.without_column(form);
    if !without.is_empty() {
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&without));
    }
    for (place, field) in in_use() {
        details(reader, (at, place), field, out);
    }
    out.push_str("</section>\n");
}

/// A line of a field, or one for each of its units.
fn overview(reader: Reader<'_>, (at, place): (usize, usize), field: &FieldProfile, table: &mut Table) {
    let id = field.field;
    let name = |unit: &str| {
        let name = escaped(&reader.field(id));
        let unit = if unit.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"dim\">{}</span>", escaped(unit))
        };
        format!("<a href=\"#f{at}-{place}\">{name}</a>{unit}")
    };
    let counts = [
        bar(field) + &escaped(&rate(filled(field), field.rows)),
        field.blank.to_string(),
        field.unreadable.to_string(),
        field.distinct.to_string(),
    ];
    let measures = match &field.content {
        Content::Numbers { measures, .. } => measures.as_slice(),
        Content::Private | Content::Texts { .. } | Content::YesNo { .. } => &[],
    };
    if measures.is_empty() {
        let mut cells = vec![name(&reader.declared_unit(id))];
        cells.extend(counts);
        cells.extend([String::new(), String::new(), String::new()]);
        cells.push(escaped(&most(reader, field)));
        return table.row(cells);
    }
    for measure in measures {
        let extreme = |found: Option<&Extreme>| {
            found.map_or_else(String::new, |found| escaped(&reader.number(id, found.value)))
        };
        let middle =
            measure.quantiles.get(MIDDLE).map_or_else(String::new, |found| reader.quantile(id, *found));
        let mut cells = vec![name(&reader.unit(id, &measure.unit))];
        cells.extend(counts.clone());
        cells.extend([extreme(measure.lowest.first()), escaped(&middle), extreme(measure.highest.first())]);
        let frequent = measure.frequent.first();
        let frequent = frequent.map(|found| format!("{} × {}", found.count, reader.number(id, found.value)));
        cells.push(escaped(&frequent.unwrap_or_default()));
        table.row(cells);
    }
}

/// The most frequent value of what holds no numbers, or why none is told.
fn most(reader: Reader<'_>, field: &FieldProfile) -> String {
    match &field.content {
        Content::Private => reader.pick("（不公开）", "(private)").to_owned(),
        Content::Numbers { .. } => String::new(),
        Content::Texts { frequent, .. } => frequent.first().map_or_else(String::new, |found| {
            format!("{} × {}", found.count, reader.value(field.field, &found.value))
        }),
        Content::YesNo { yes, no } => {
            reader.lang.pick(format!("是 {yes}，否 {no}"), format!("yes {yes}, no {no}"))
        }
    }
}

/// How full a field is, and how much of it cannot be read.
fn bar(field: &FieldProfile) -> String {
    let width = |cells: usize| share(cells, field.rows);
    let mut out = "<span class=\"bar\">".to_owned();
    for (cells, class) in [(filled(field), ""), (field.unreadable, " class=\"bad\"")] {
        if cells > 0 {
            let _ = write!(out, "<i{class} style=\"width:{}%\"></i>", width(cells));
        }
    }
    out + "</span>"
}

/// A field in detail, folded.
fn details(reader: Reader<'_>, (at, place): (usize, usize), field: &FieldProfile, out: &mut String) {
    let _ = writeln!(
        out,
        "<details id=\"f{at}-{place}\">\n<summary><b>{}</b><span class=\"dim\">{} · {}</span></summary>\n<div class=\"cards\">",
        escaped(&reader.field(field.field)),
        reader.kind(field.field),
        rate(filled(field), field.rows)
    );
    match &field.content {
        Content::Private => {
            let said = reader.pick(
                "不公开的指标：只计数，不显示内容",
                "private: it is counted, and nothing of what it holds is shown",
            );
            let _ = writeln!(out, "<p>{said}</p>");
        }
        Content::YesNo { yes, no } => {
            let words = [(reader.pick("是", "yes"), *yes), (reader.pick("否", "no"), *no)];
            let all: Vec<(String, usize)> =
                words.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
            bars(reader, "", &all, out);
        }
        Content::Numbers { measures, marks } => {
            for measure in measures {
                numbers(reader, field, measure, out);
            }
            if !marks.is_empty() {
                bars(reader, reader.pick("标记", "marks"), marks, out);
            }
        }
        Content::Texts { frequent, lengths, alike, alike_in_all } => {
            frequent_values(reader, frequent, |text| reader.value(field.field, text), out);
            if let Some(lengths) = lengths {
                of_lengths(reader, lengths, out);
            }
            likenesses(reader, alike, *alike_in_all, out);
        }
    }
    out.push_str("</div>\n</details>\n");
}

fn numbers(reader: Reader<'_>, field: &FieldProfile, measure: &Measure, out: &mut String) {
    let id = field.field;
    let unit = reader.unit(id, &measure.unit);
    let titled = |title: &str| reader.with_unit(title, &unit);
    let mut table = Table::new(&[("", ""), (&titled(reader.pick("分位数", "quantiles")), "n")], "");
    for (name, quantile) in QUANTILES.iter().zip(&measure.quantiles) {
        table.row(vec![(*name).to_owned(), escaped(&reader.quantile(id, *quantile))]);
    }
    if !reader.is_day(id) {
        table.row(vec![reader.pick("零（行数）", "zeros (rows)").to_owned(), measure.zeros.to_string()]);
        table.row(vec![
            reader.pick("负数（行数）", "negative (rows)").to_owned(),
            measure.negatives.to_string(),
        ]);
    }
    card(out, "", table);
    let spans: Vec<(String, usize)> =
        measure.bins.iter().map(|bin| (reader.span(bin.from), bin.count)).collect();
    bars(reader, &titled(reader.pick("分布", "distribution")), &spans, out);
    for (title, all) in
        [(reader.pick("最小", "least"), &measure.lowest), (reader.pick("最大", "largest"), &measure.highest)]
    {
        let mut table = Table::new(
            &[
                (&titled(title), "n"),
                (&reader.subject(), ""),
                (reader.pick("名称", "name"), ""),
                (reader.pick("位置", "place"), ""),
            ],
            "",
        );
        for extreme in all {
            let whose = &extreme.whose;
            table.row(vec![
                escaped(&reader.number(id, extreme.value)),
                escaped(&whose.key),
                escaped(&whose.name),
                escaped(&reader.place(whose)),
            ]);
        }
        card(out, "", table);
    }
    frequent_values(reader, &measure.frequent, |value| reader.number(id, *value), out);
    parts(reader, field, measure, &unit, out);
}

fn frequent_values<T>(
    reader: Reader<'_>,
    frequent: &[Frequent<T>],
    shown: impl Fn(&T) -> String,
    out: &mut String,
) {
    let all: Vec<(String, usize)> = frequent.iter().map(|found| (shown(&found.value), found.count)).collect();
    if !all.is_empty() {
        bars(reader, reader.pick("最常见的值", "most frequent"), &all, out);
    }
}

/// Things with how many rows each has, as bars.
fn bars(reader: Reader<'_>, title: &str, all: &[(String, usize)], out: &mut String) {
    let most = all.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut table = Table::new(&[(title, "long"), (reader.pick("行数", "rows"), "n"), ("", "")], "rows");
    for (name, count) in all {
        let width = share(*count, most);
        let width = if width.is_empty() { "0" } else { &width };
        let bar = format!("<span class=\"bar\"><i style=\"width:{width}%\"></i></span>");
        table.row(vec![escaped(name), count.to_string(), bar]);
    }
    card(out, "", table);
}

fn of_lengths(reader: Reader<'_>, lengths: &TextLengths, out: &mut String) {
    let mut table = Table::new(
        &[
            (reader.pick("长度", "length"), ""),
            (reader.pick("字符", "characters"), "n"),
            (&reader.subject(), ""),
            (reader.pick("位置", "place"), ""),
        ],
        "",
    );
    let row = |title: &str, extreme: &Extreme| {
        let (key, place) = (escaped(&extreme.whose.key), escaped(&reader.place(&extreme.whose)));
        vec![title.to_owned(), extreme.value.to_string(), key, place]
    };
    table.row(row(reader.pick("最短", "shortest"), &lengths.shortest));
    let middle = lengths.middle.to_string();
    table.row(vec![reader.pick("中位数", "median").to_owned(), middle, String::new(), String::new()]);
    table.row(row(reader.pick("最长", "longest"), &lengths.longest));
    card(out, "", table);
}

fn likenesses(reader: Reader<'_>, alike: &[Alike], in_all: usize, out: &mut String) {
    if alike.is_empty() {
        return;
    }
    let title = reader.lang.pick(
        format!("只有全角半角、大小写或空格不同的值：{in_all} 组"),
        format!("alike but for width, case or blanks: {in_all}"),
    );
    let mut table = Table::new(
        &[
            (reader.pick("写法", "spelling"), "long"),
            (reader.pick("行数", "rows"), "n"),
            (&reader.subject(), ""),
            (reader.pick("首见", "first at"), ""),
        ],
        "",
    );
    for alike in alike {
        for spelling in &alike.spellings {
            table.row(vec![
                escaped(&spelling.text),
                spelling.count.to_string(),
                escaped(&spelling.first.key),
                escaped(&reader.place(&spelling.first)),
            ]);
        }
    }
    card(out, &title, table);
}

/// The same within each industry, with a picture: from the least to the largest, a dot at the median.
fn parts(reader: Reader<'_>, field: &FieldProfile, measure: &Measure, unit: &str, out: &mut String) {
    let Some(by) = reader.profile.by.filter(|_| !measure.parts.is_empty()) else { return };
    let id = field.field;
    let mut shown: Vec<&Part> = measure.parts.iter().collect();
    shown.sort_by_key(|part| std::cmp::Reverse(part.count));
    shown.truncate(PARTS);
    let scale = Scale::of(measure);
    let titled = |title: &str| reader.with_unit(title, unit);
    let mut table = Table::new(
        &[
            (&reader.parted_by(by), "long"),
            (reader.pick("行数", "rows"), "n"),
            (&titled(reader.pick("最小", "least")), "n"),
            (reader.pick("中位数", "median"), "n"),
            (reader.pick("最大", "largest"), "n"),
            (reader.pick("最大的是", "largest is of"), ""),
            ("", ""),
        ],
        "",
    );
    for part in shown {
        table.row(vec![
            escaped(format!("{} {}", part.code, part.name).trim_end()),
            part.count.to_string(),
            escaped(&reader.number(id, part.lowest.value)),
            escaped(&reader.quantile(id, part.middle)),
            escaped(&reader.number(id, part.highest.value)),
            escaped(&part.highest.whose.key),
            scale.picture(part),
        ]);
    }
    let more = measure.parts.len().saturating_sub(PARTS);
    let title = if more > 0 {
        reader.lang.pick(format!("另有 {more} 组，见 parts.csv"), format!("{more} more in parts.csv"))
    } else {
        String::new()
    };
    card(out, &title, table);
}

/// Where numbers stand in a picture: by their powers where all are above 0 and far apart.
struct Scale {
    least: f64,
    largest: f64,
    powers: bool,
}

/// So many times the least is far.
const FAR: f64 = 100.0;

impl Scale {
    fn of(measure: &Measure) -> Self {
        let value = |all: &[Extreme]| all.first().map_or(0.0, |extreme| extreme.value);
        let (least, largest) = (value(&measure.lowest), value(&measure.highest));
        let powers = least > 0.0 && largest / least > FAR;
        Self { least, largest, powers }
    }

    fn at(&self, value: f64) -> f64 {
        let to = |value: f64| if self.powers { value.ln() } else { value };
        let (from, whole) = (to(self.least), to(self.largest) - to(self.least));
        let share = if whole > 0.0 { (to(value) - from) / whole } else { 0.5 };
        END + share.clamp(0.0, 1.0) * (WIDTH - 2.0 * END)
    }

    fn picture(&self, part: &Part) -> String {
        let (from, to) = (self.at(part.lowest.value), self.at(part.highest.value));
        let middle = self.at(part.middle.value);
        format!(
            "<svg width=\"{WIDTH}\" height=\"12\" aria-hidden=\"true\"><line x1=\"{from:.1}\" y1=\"6\" x2=\"{to:.1}\" \
             y2=\"6\"/><circle cx=\"{middle:.1}\" cy=\"6\" r=\"4\"/></svg>"
        )
    }
}

/// A table of markup.
struct Table {
    head: String,
    classes: Vec<String>,
    body: String,
}

impl Table {
    /// With headings and the classes of their columns, and a class of its own.
    fn new(columns: &[(&str, &str)], class: &str) -> Self {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let mut head = format!("<table{class}>\n<thead><tr>");
        let classes: Vec<String> = columns
            .iter()
            .map(|(_, class)| if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") })
            .collect();
        for ((heading, _), class) in columns.iter().zip(&classes) {
            let _ = write!(head, "<th{class}>{}</th>", escaped(heading));
        }
        head.push_str("</tr></thead>\n<tbody>\n");
        Self { head, classes, body: String::new() }
    }

    /// A row of cells that are markup already.
    fn row(&mut self, cells: Vec<String>) {
        self.body.push_str("<tr>");
        for (cell, class) in cells.iter().zip(&self.classes) {
            let _ = write!(self.body, "<td{class}>{cell}</td>");
        }
        self.body.push_str("</tr>\n");
    }

    fn end(self, out: &mut String) {
        let _ = writeln!(out, "<div class=\"wide\">{}{}</tbody>\n</table></div>", self.head, self.body);
    }
}

/// A table with a title above.
fn card(out: &mut String, title: &str, table: Table) {
    out.push_str("<div>");
    if !title.is_empty() {
        let _ = write!(out, "<h3>{}</h3>", escaped(title));
    }
    table.end(out);
    out.push_str("</div>\n");
}
