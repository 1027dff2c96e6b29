//! `shensuan fields WORD [--rulebook DIR]`: finds a field by any of its names, or by pinyin.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::suggest::readings;
use shensuan_diagnostics::{Lang, Localised, SourceMap};
use shensuan_model::Model;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Field, FieldType};

use super::{path, path_of, text_of, today};
use crate::Status;
use crate::layout::{Sheet, aligned, fits};
use crate::terminal::Terminal;
use crate::words::Words;

/// Columns between two of the table.
const GAP: usize = 2;

pub(super) fn describe(words: Words) -> Command {
    Command::new("fields")
        .about(words.fields())
        .override_usage(words.fields_usage())
        .arg(Arg::new("word").value_name(words.a_word()).required(true).help(words.fields_word()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.fields_rulebook()))
}

/// Lists the fields that a word finds.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let rulebook = path_of(matches, "rulebook").unwrap_or_else(|| PathBuf::from("."));
    let Some(ready) = terminal.ready(&[rulebook], today()) else { return Status::Rulebook };
    let wanted = plain(text_of(matches, "word"));
    let mut rows = vec![words.field_headings().map(str::to_owned).to_vec()];
    let mut remarks = vec![words.remark().to_owned()];
    for (_, field) in ready.model.vocab.fields() {
        if field.name.all().any(|name| found_in(&wanted, name)) {
            rows.push(row(&ready.model, field, &ready.sources.place(field.span), terminal.lang));
            remarks.push(remark(field, &ready.sources));
        }
    }
    if rows.len() == 1 {
        terminal.say(&words.no_such_field(text_of(matches, "word")));
        return Status::Done;
    }
    if remarks.iter().skip(1).any(|remark| !remark.is_empty()) {
        rows.iter_mut().zip(remarks).for_each(|(row, remark)| row.push(remark));
    }
    let room = terminal.room();
    let fits = fits(&rows, GAP, room);
    terminal.say(&if fits {
        aligned(&rows, GAP, room).join("\n")
    } else {
        records(&rows, terminal.lang, room)
    });
    Status::Done
}

/// The fields one below the other, where a table of them has no room: what each column says stands in a line of its own.
fn records(rows: &[Vec<String>], lang: Lang, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    let Some((headings, fields)) = rows.split_first() else { return sheet.text() };
    for field in fields {
        let [form, name, said @ ..] = field.as_slice() else { continue };
        if !sheet.is_empty() {
            sheet.push("");
        }
        sheet.push(format!("{form}.{name}"));
        let colon = lang.pick("：", ": ");
        let headings = headings.iter().skip(2);
        let said = headings.zip(said).filter(|(_, said)| !said.is_empty());
        sheet.extend(said.map(|(heading, said)| format!("  {heading}{colon}{said}")));
    }
    sheet.text()
}

/// A text as it is searched: without regard to width and case.
fn plain(text: &str) -> String {
    fold_name(text).to_lowercase()
}

/// The comment under which a field stands: it says where the field is known from.
fn remark(field: &Field, sources: &SourceMap) -> String {
    let text =
        sources.get(field.span.source).and_then(|source| source.text().get(..field.span.start as usize));
    let above = text.unwrap_or_default().lines().rev().skip(1).map(str::trim);
    let mut inside = above.take_while(|line| !line.is_empty());
    let Some(last) = inside.find(|line| line.starts_with('#')) else { return String::new() };
    let mut lines = vec![last];
    lines.extend(inside.take_while(|line| line.starts_with('#')));
    lines.iter().rev().map(|line| line.trim_start_matches('#').trim()).collect::<Vec<_>>().join(" ")
}

/// Whether a word is part of a name, of its pinyin, or the initials of its pinyin, by any reading of each character.
fn found_in(wanted: &str, name: &str) -> bool {
    let folded = plain(name);
    if folded.contains(wanted) {
        return true;
    }
    let close = wanted.replace([' ', '\''], "");
    let readings: Vec<Vec<&str>> = folded.chars().map(readings).filter(|found| !found.is_empty()).collect();
    let initials: Vec<Vec<&str>> =
        readings.iter().map(|found| found.iter().filter_map(|reading| reading.get(..1)).collect()).collect();
    (0..readings.len()).any(|start| {
        let from = |all: &[Vec<&str>]| all.get(start..).is_some_and(|rest| begins(rest, &close));
        from(&readings) || from(&initials)
    })
}

/// Whether a word is spelled by the first of these, one reading of each; the last may be unfinished.
fn begins(readings: &[Vec<&str>], word: &str) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some((first, rest)) = readings.split_first() else { return false };
    first.iter().any(|reading| {
        reading.starts_with(word) || word.strip_prefix(reading).is_some_and(|word| begins(rest, word))
    })
}

fn row(model: &Model, field: &Field, place: &str, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> =
        model.vocab.lineage(field.form).map(|form| model.vocab.form(form).name.in_lang(lang)).collect();
    names.reverse();
    let form_name = names.join(".");
    let written = field.name.in_lang(lang);
    let others: Vec<&str> = field.name.all().filter(|name| *name != written).collect();
    let kind = match &field.kind {
        FieldType::Number(unit) if unit.is_dimensionless() => lang.pick("数值", "number").to_owned(),
        FieldType::Number(unit) => {
            lang.pick(format!("数值 单位 {}", unit.in_zh()), format!("number in {}", unit.in_en()))
        }
        FieldType::Quantity(unit) => {
            let unit = model.vocab.field(*unit).name.in_lang(lang);
            lang.pick(format!("带单位数值 单位见 {unit}"), format!("quantity in unit from {unit}"))
        }
        FieldType::Formula(cell) => {
            let unit = cell.unit.map(|unit| model.vocab.field(unit).name.in_lang(lang));
            let unit = unit.map(|unit| lang.pick(format!(" 单位见 {unit}"), format!(" in unit from {unit}")));
            let (zh, en) = (cell.parameters.join("、"), cell.parameters.join(", "));
            lang.pick(format!("算式 参数 {zh}"), format!("formula of {en}")) + &unit.unwrap_or_default()
        }
        FieldType::Integer => lang.pick("整数", "integer").to_owned(),
        FieldType::Percent => lang.pick("百分数", "percent").to_owned(),
        FieldType::Text => lang.pick("文本", "text").to_owned(),
        FieldType::Code(list) => {
            let list = model.vocab.list(*list).name.in_lang(lang);
            lang.pick(format!("代码 取自 {list}"), format!("code from {list}"))
        }
        FieldType::Date => lang.pick("日期", "date").to_owned(),
        FieldType::Period => lang.pick("期间", "period").to_owned(),
        FieldType::Coordinates => lang.pick("坐标", "coordinates").to_owned(),
        FieldType::Outline => lang.pick("边界", "outline").to_owned(),
        FieldType::YesNo => lang.pick("是否", "yes/no").to_owned(),
    };
    let kind = match field.private {
        true => format!("{kind} {}", Words::of(lang).private_word()),
        false => kind,
    };
    vec![form_name, written, others.join(lang.pick("、", ", ")), kind, place.to_owned()]
}
