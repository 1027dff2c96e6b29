//! All fields of all forms on a terminal: how full they are, and the extremes of those that hold numbers.

use shensuan_engine::profile::{Alike, Content, FieldProfile, FormProfile, Frequent, Measure};

use super::{Reader, filled, plain, share};
use crate::layout::Sheet;

/// The most columns of a value.
const VALUE: usize = 24;
/// Likenesses that are shown of a field.
const ALIKE: usize = 2;
/// The middle one of the quantiles.
const MIDDLE: usize = 3;

/// The overview, in so many columns.
pub(crate) fn text(reader: Reader<'_>, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    for form in &reader.profile.forms {
        if !sheet.is_empty() {
            sheet.push("");
        }
        sheet.push(format!("{}{}{}", reader.form(form.form), reader.pick("：", ": "), reader.about(form)));
        let full = how_full(reader, form);
        if full.len() > 1 {
            sheet.table(&full);
        }
        let numbers = numbers(reader, form);
        if numbers.len() > 1 {
            sheet.push("");
            sheet.table(&numbers);
        }
        let without = reader.without_column(form);
        if !without.is_empty() {
            sheet.push("");
            sheet.push(without);
        }
        let alike: Vec<String> = form.fields.iter().flat_map(|field| alike(reader, field)).collect();
        if !alike.is_empty() {
            sheet.push("");
            sheet.push(
                reader.pick("只有全角半角、大小写或空格不同的值", "alike but for width, case or blanks"),
            );
            sheet.extend(alike);
        }
    }
    without_file(reader, &mut sheet);
    sheet.text()
}

/// Adds the forms without a file.
pub(super) fn without_file(reader: Reader<'_>, sheet: &mut Sheet) {
    let without = reader.without_file();
    if without.is_empty() {
        return;
    }
    if !sheet.is_empty() {
        sheet.push("");
    }
    sheet.push(without);
}

fn how_full(reader: Reader<'_>, form: &FormProfile) -> Vec<Vec<String>> {
    let headings = match reader.lang {
        shensuan_diagnostics::Lang::Zh => ["指标", "填写率%", "空白", "无法读取", "不同值", "最常见"],
        shensuan_diagnostics::Lang::En => {
            ["field", "filled %", "blank", "unreadable", "distinct", "most frequent"]
        }
    };
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(form.fields.iter().filter(|field| field.has_column).map(|field| {
        vec![
            reader.field(field.field),
            share(filled(field), field.rows),
            field.blank.to_string(),
            field.unreadable.to_string(),
            field.distinct.to_string(),
            frequent(reader, field),
        ]
    }));
    rows
}

/// The most frequent value of a field behind how often it stands there, or why none is told.
fn frequent(reader: Reader<'_>, field: &FieldProfile) -> String {
    let times = |text: String, count: usize| format!("{count} × {}", plain(&text, VALUE));
    match &field.content {
        Content::Private => reader.pick("（不公开）", "(private)").to_owned(),
        Content::Numbers { measures, .. } => {
            let most =
                measures.iter().filter_map(|measure| measure.frequent.first().map(|most| (measure, most)));
            let most = most.max_by_key(|(_, most)| most.count);
            most.map_or_else(String::new, |(measure, Frequent { value, count })| {
                let unit =
                    if measures.len() > 1 { reader.unit(field.field, &measure.unit) } else { String::new() };
                times(format!("{} {unit}", reader.number(field.field, *value)).trim_end().to_owned(), *count)
            })
        }
        Content::Texts { frequent, .. } => frequent
            .first()
            .map_or_else(String::new, |most| times(reader.value(field.field, &most.value), most.count)),
        Content::YesNo { yes, no } => {
            let (zh, en) = (format!("是 {yes}，否 {no}"), format!("yes {yes}, no {no}"));
            reader.lang.pick(zh, en)
        }
    }
}

fn numbers(reader: Reader<'_>, form: &FormProfile) -> Vec<Vec<String>> {
    let headings = match reader.lang {
        shensuan_diagnostics::Lang::Zh => ["数值（单位）", "最小", "中位数", "最大", "零", "负数"],
        shensuan_diagnostics::Lang::En => {
            ["numbers (unit)", "least", "median", "largest", "zeros", "negative"]
        }
    };
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for field in &form.fields {
        let Content::Numbers { measures, .. } = &field.content else { continue };
        rows.extend(measures.iter().map(|measure| row(reader, field, measure)));
    }
    rows
}

fn row(reader: Reader<'_>, field: &FieldProfile, measure: &Measure) -> Vec<String> {
    let id = field.field;
    let extreme = |found: Option<&shensuan_engine::profile::Extreme>| {
        found.map_or_else(String::new, |extreme| reader.number(id, extreme.value))
    };
    let middle =
        measure.quantiles.get(MIDDLE).map_or_else(String::new, |middle| reader.quantile(id, *middle));
    let unit = plain(&reader.unit(id, &measure.unit), VALUE);
    vec![
        reader.with_unit(&reader.field(id), &unit),
        extreme(measure.lowest.first()),
        middle,
        extreme(measure.highest.first()),
        reader.signed(id, measure.zeros),
        reader.signed(id, measure.negatives),
    ]
}

/// What a field holds that is spelt in several ways, a line each.
fn alike(reader: Reader<'_>, field: &FieldProfile) -> Vec<String> {
    let Content::Texts { alike, alike_in_all, .. } = &field.content else { return Vec::new() };
    let name = reader.field(field.field);
    let mut lines: Vec<String> = alike
        .iter()
        .take(ALIKE)
        .map(|alike| format!("  {name}{}{}", reader.pick("：", ": "), spellings(reader, alike)))
        .collect();
    if *alike_in_all > ALIKE {
        let more = alike_in_all - ALIKE;
        lines.push(reader.lang.pick(format!("  {name}：另有 {more} 组"), format!("  {name}: {more} more")));
    }
    lines
}

/// `“Ａ001” 3 行，“a001” 1 行`.
pub(super) fn spellings(reader: Reader<'_>, alike: &Alike) -> String {
    let spelt = alike.spellings.iter().map(|spelling| {
        let (text, count) = (plain(&spelling.text, VALUE * 2), spelling.count);
        reader.lang.pick(format!("“{text}” {count} 行"), format!("`{text}` × {count}"))
    });
    spelt.collect::<Vec<_>>().join(reader.pick("，", ", "))
}
