//! `shensuan why DATASET --enterprise ID [--rule ID | --value NAME]`: where an outcome or a value comes from; and
//! `shensuan why DATASET --value STATISTIC [--group VALUE]`: what a total is made of.

use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::{NonEmptyStringValueParser, RangedU64ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::data as codes;
use shensuan_engine::{
    Checked, Date, Engine, Following, Parsed, Ready, Telling, Why, WhyStatistic, rulebook_of,
};
use shensuan_findings::why_json;
use shensuan_model::Statistic;

use super::review::refuse;
use super::{as_of, as_of_argument, one_of, path, path_of, text_of};
use crate::Status;
use crate::terminal::Terminal;
use crate::why as tell;
use crate::words::Words;

/// So many rows are shown where not all are asked for.
const MOST: usize = 20;

/// So many parts of a total are named.
const NAMED: usize = 10;

pub(super) fn describe(words: Words) -> Command {
    let text = |name: &'static str| Arg::new(name).long(name).value_parser(NonEmptyStringValueParser::new());
    let row = RangedU64ValueParser::<u32>::new().range(1..=u64::from(u32::MAX));
    Command::new("why")
        .about(words.why())
        .override_usage(words.why_usage())
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.why_dataset()))
        .arg(text("enterprise").value_name(words.a_key()).help(words.why_enterprise()))
        .arg(text("rule").value_name(words.an_id()).conflicts_with("value").help(words.why_rule()))
        .arg(text("value").value_name(words.a_name()).help(words.why_value()))
        .arg(
            text("group")
                .value_name(words.a_value())
                .action(ArgAction::Append)
                .requires("value")
                .help(words.why_group()),
        )
        .arg(Arg::new("row").long("row").value_name("N").value_parser(row).help(words.why_row()))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(words.why_all()))
        .arg(Arg::new("cells").long("cells").action(ArgAction::SetTrue).help(words.why_cells()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()))
        .arg(as_of_argument(words))
        .arg(one_of("format", "text|json|html").help(words.why_format()))
        .arg(path("out").long("out").value_name(words.a_file()).help(words.why_out()))
}

/// Follows an outcome or a value back, or lists all of them.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let dataset = path_of(matches, "dataset").unwrap_or_else(|| PathBuf::from("."));
    let text = match answer(terminal, matches, &dataset) {
        Ok(text) => text,
        Err(status) => return status,
    };
    let Some(out) = path_of(matches, "out") else {
        terminal.print(&text);
        return Status::Done;
    };
    match fs::write(&out, text) {
        Ok(()) => {
            terminal.say(&format!("{} {}", Words::of(terminal.lang).written(), out.display()));
            Status::Done
        }
        Err(error) => {
            let path = out.display().to_string();
            let said = Diagnostic::new(codes::CANNOT_WRITE).with("path", path).with("why", &error);
            terminal.complain_once(said);
            Status::Data
        }
    }
}

fn answer(terminal: &Terminal, matches: &ArgMatches, dataset: &Path) -> Result<String, Status> {
    let words = Words::of(terminal.lang);
    let asked = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (rule, value) = (asked("rule"), asked("value"));
    let folder = match dataset.parent() {
        Some(folder) if dataset.is_file() && folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) if dataset.is_file() => folder,
        Some(_) | None => dataset,
    };
    let named = path_of(matches, "rulebook");
    let rulebook = rulebook_of(folder, named.as_deref()).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    let read = || Parsed::read(std::slice::from_ref(&rulebook)).as_of(as_of(matches)).check();
    let checked = read();
    let goes_into = value.map(|value| checked.statistics_of(value)).unwrap_or_default();
    let checked = checked.keep_asked(rule, value);
    let usage = |said: &str| {
        terminal.refuse(said);
        Status::Usage
    };
    if !checked.said.has_errors() && !checked.model.statistics.is_empty() {
        if matches.contains_id("row") {
            return Err(usage(words.why_no_rows()));
        }
        return total(terminal, matches, dataset, (checked, &|| read().keep_asked(rule, value)));
    }
    if matches.contains_id("group") && !checked.said.has_errors() {
        return Err(usage(words.why_no_groups()));
    }
    let Some(key) = asked("enterprise") else { return Err(usage(words.why_whose())) };
    let ready = planned(terminal, checked.plan())?;
    if rule.is_some() && ready.model.rules.is_empty() {
        // One that is built in, or not in force.
        terminal.refuse(words.why_not_judged());
        return Err(Status::Usage);
    }
    terminal.progress(words.reading());
    let why = Why::of(ready).going_into(goes_into);
    let (data, said) = why.open(dataset, key, &mut |name, at, of| {
        terminal.progress(&words.reading_one(name, at, of));
    });
    terminal.progress("");
    refuse(terminal, &said)?;
    let most = if matches.get_flag("all") { usize::MAX } else { MOST };
    let telling = Telling {
        lang: terminal.lang,
        row: matches.get_one::<u32>("row").copied(),
        most,
        cells: matches.get_flag("cells"),
    };
    let defect = |said: Box<Diagnostic>| {
        terminal.complain_once(*said);
        Status::Data
    };
    let (lang, format) = (terminal.lang, text_of(matches, "format"));
    if rule.is_none() && value.is_none() {
        let told = why.standing(&data, key, telling).map_err(defect)?;
        return Ok(match format {
            "json" => why_json(&told).unwrap_or_default(),
            "html" => tell::page_of_standing(&told, lang),
            _ => tell::standing(&told, lang, terminal.room()) + "\n",
        });
    }
    let told = why.derive(&data, key, telling).map_err(defect)?.ok_or(Status::Data)?;
    Ok(match format {
        "json" => why_json(&told).unwrap_or_default(),
        "html" => tell::page(&told, lang),
        _ => tell::tree(&told, lang) + "\n",
    })
}

/// A rulebook that can run; else what is wrong with it is said.
fn planned(terminal: &Terminal, planned: Result<Ready, Box<Checked>>) -> Result<Ready, Status> {
    match planned {
        Ok(ready) => {
            terminal.complain_of_use(&ready.said, &ready.sources);
            Ok(ready)
        }
        Err(checked) => {
            terminal.complain_of_use(&checked.said, &checked.sources);
            terminal.count(&checked.said);
            Err(Status::Rulebook)
        }
    }
}

/// What a statistic is made of.
fn total(
    terminal: &Terminal,
    matches: &ArgMatches,
    dataset: &Path,
    (checked, rules): (Checked, &dyn Fn() -> Checked),
) -> Result<String, Status> {
    let (words, lang) = (Words::of(terminal.lang), terminal.lang);
    let of_rules = checked.model.statistics.first().is_some_and(Statistic::asks_of_rules);
    let mut why = WhyStatistic::of(planned(terminal, checked.plan_account())?);
    if of_rules {
        // What is to be said of the rulebook has been said.
        why = why.judged_by(rules().plan().map_err(|_| Status::Rulebook)?);
    }
    terminal.progress(words.reading());
    let (data, said) = why.open(dataset, &mut |name, at, of| {
        terminal.progress(&words.reading_one(name, at, of));
    });
    terminal.progress("");
    refuse(terminal, &said)?;
    let group: Vec<String> = matches.get_many::<String>("group").into_iter().flatten().cloned().collect();
    let all = matches.get_flag("all");
    let following = Following {
        lang,
        enterprise: matches.get_one::<String>("enterprise").map(String::as_str),
        group: &group,
        most: if all { usize::MAX } else { MOST },
        named: if all { usize::MAX } else { NAMED },
        threads: None,
        engine: Engine::Fitting,
    };
    let told = why.derive(&data, following).map_err(|said| {
        terminal.complain_once(*said);
        Status::Data
    })?;
    let told = told.ok_or(Status::Data)?;
    if told.groups.is_empty() {
        terminal.refuse(&tell::no_group(&told, lang));
        return Err(Status::Data);
    }
    let again = again(matches, dataset);
    Ok(match text_of(matches, "format") {
        "json" => why_json(&told).unwrap_or_default(),
        "html" => tell::page_of_total(&told, lang, &again),
        _ => tell::total(&told, lang, terminal.room(), &again) + "\n",
    })
}

/// How the next question about the same data is put.
fn again(matches: &ArgMatches, dataset: &Path) -> tell::Again {
    let mut words = vec![dataset.display().to_string()];
    if let Some(rulebook) = path_of(matches, "rulebook") {
        words.extend(["--rulebook".to_owned(), rulebook.display().to_string()]);
    }
    if let Some(date) = matches.get_one::<Date>("as-of") {
        words.extend(["--as-of".to_owned(), date.to_string()]);
    }
    tell::Again::new(words)
}
