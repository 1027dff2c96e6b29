//! `shensuan account DATASET`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::{Diagnostic, Localised};
use shensuan_engine::Options;

use super::review::{checked, engine, opened, planned};
use super::{MOST_THREADS, as_of, as_of_argument, number, one_of, path, path_of};
use crate::account::{Format, KNOWN_BY, fill, table};
use crate::run_file::{Durations, RunFile};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output};

pub(super) fn describe(words: Words) -> Command {
    let formats = Arg::new("format").long("format").value_name("csv,xlsx,parquet").value_parser(Format::all);
    Command::new("account")
        .about(words.account())
        .override_usage(words.account_usage())
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.review_dataset()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()))
        .arg(path("out").long("out").value_name(words.a_folder()).help(words.account_out()))
        .arg(formats.help(words.account_format()))
        .arg(as_of_argument(words))
        .arg(number("threads", MOST_THREADS).help(words.review_threads()))
        .arg(one_of("engine", "jit|interpreter|both").help(words.review_engine()))
}

/// Accounts for a data set, and writes what it comes to.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let dataset = path_of(matches, "dataset").unwrap_or_else(|| PathBuf::from("."));
    accounted(terminal, matches, &dataset).map_or_else(|status| status, |()| Status::Done)
}

fn accounted(terminal: &Terminal, matches: &ArgMatches, dataset: &Path) -> Result<(), Status> {
    let words = Words::of(terminal.lang);
    let defect = |said: Box<Diagnostic>| {
        terminal.complain_once(*said);
        Status::Data
    };
    let out = path_of(matches, "out").unwrap_or_else(|| dataset.join("account"));
    output::may_write(&out, KNOWN_BY).map_err(defect)?;
    let mut durations = Durations::default();
    let begin = Instant::now();
    let as_of = as_of(matches);
    let (checked, left_out) = checked(terminal, matches, dataset, as_of)?.keep_values();
    let ready = planned(terminal, checked.plan_account())?;
    durations.rules = begin.elapsed();

    let begin = Instant::now();
    let data = opened(terminal, matches, &ready, dataset)?;
    durations.data = begin.elapsed();

    let begin = Instant::now();
    terminal.progress(words.accounting());
    let engine = engine(terminal, matches);
    let threads = matches.get_one::<usize>("threads").copied();
    let options = Options { lang: terminal.lang, partial: false, threads, engine };
    let mut account = ready.account(&data, options, &mut |_| {}).map_err(defect)?;
    account.summary.left_out = left_out.iter().map(|name| name.in_lang(terminal.lang)).collect();
    terminal.progress("");
    durations.review = begin.elapsed();

    let formats = matches.get_one::<Vec<Format>>("format").cloned().unwrap_or_else(Format::usual);
    let run = RunFile::new(&ready, dataset, as_of, options.thread_count(), &durations);
    terminal.progress(words.writing());
    let written = output::put(&out, KNOWN_BY, |folder| {
        let threads = options.thread_count();
        fill(folder, &account, &formats, &run, (terminal.lang, threads), &mut |table, at, of| {
            terminal.progress(&words.copying(table, at, of));
        })
    });
    terminal.progress("");
    written.map_err(defect)?;
    if let Some(as_of) = as_of {
        terminal.say(&format!("{} {as_of}", words.as_of()));
    }
    terminal.say(&table(&account, terminal.lang, terminal.room()));
    terminal.say(&format!("{} {}", words.written(), out.display()));
    Ok(())
}
