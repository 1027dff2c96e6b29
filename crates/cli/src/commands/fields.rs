//! `shensuan fields WORD [--rulebook DIR]`: finds a field by any of its names, or by pinyin.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use pinyin::ToPinyin;
use shensuan_diagnostics::{Lang, Localised};
use shensuan_model::Model;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Field, FieldType};

use super::{engine_date, path, path_of, text_of, today};
use crate::Status;
use crate::summary::aligned;
use crate::terminal::Terminal;
use crate::words::Words;

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
    let Some(ready) = terminal.ready(&[rulebook], engine_date(today())) else { return Status::Rulebook };
    let wanted = fold_name(text_of(matches, "word"));
    let mut rows = vec![words.field_headings().map(str::to_owned).to_vec()];
    for (_, field) in ready.model.vocab.fields() {
        if field.name.all().any(|name| found_in(&wanted, name)) {
            rows.push(row(&ready.model, field, &ready.sources.place(field.span), terminal.lang));
        }
    }
    if rows.len() == 1 {
        terminal.say(&words.no_such_field(text_of(matches, "word")));
        return Status::Done;
    }
    terminal.say(&aligned(&rows, 2).join("\n"));
    Status::Done
}

/// Whether a word is part of a name, of its pinyin, or the initials of its pinyin.
fn found_in(wanted: &str, name: &str) -> bool {
    let folded = fold_name(name);
    if folded.contains(wanted) {
        return true;
    }
    let syllables: Vec<&str> =
        folded.as_str().to_pinyin().flatten().map(|syllable| syllable.plain()).collect();
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    let close = wanted.replace([' ', '\''], "");
    !syllables.is_empty() && (syllables.concat().contains(&close) || initials.contains(&close))
}

fn row(model: &Model, field: &Field, place: &str, lang: Lang) -> Vec<String> {
    let form = model.vocab.form(field.form);
    let form_name = match form.parent {
        Some(outer) => {
            format!("{}.{}", model.vocab.form(outer).name.in_lang(lang), form.name.in_lang(lang))
        }
        None => form.name.in_lang(lang),
    };
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
        FieldType::Integer => lang.pick("整数", "integer").to_owned(),
        FieldType::Percent => lang.pick("百分数", "percent").to_owned(),
        FieldType::Text => lang.pick("文本", "text").to_owned(),
        FieldType::Code(list) => {
            let list = model.vocab.list(*list).name.in_lang(lang);
            lang.pick(format!("代码 取自 {list}"), format!("code from {list}"))
        }
        FieldType::YesNo => lang.pick("是否", "yes/no").to_owned(),
    };
    vec![form_name, written, others.join(lang.pick("、", ", ")), kind, place.to_owned()]
}
