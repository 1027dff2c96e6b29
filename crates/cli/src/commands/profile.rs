//! `shensuan profile DATASET`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{ArgMatches, Command};
use shensuan_diagnostics::Localised;
use shensuan_engine::{Profiling, rulebook_of};

use super::review::refuse;
use super::{MOST_THREADS, number, path, path_of, several, text_of, texts_of};
use crate::profile::{Reader, details, lists, overview};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output};

/// How many extremes, frequent values and spellings are listed where nobody says.
const FEW: usize = 5;
/// The most that can be asked for.
const MOST_FEW: u64 = 10_000;

pub(super) fn describe(words: Words) -> Command {
    let text = |name: &'static str| several(name).action(clap::ArgAction::Set);
    Command::new("profile")
        .about(words.profile())
        .override_usage(words.profile_usage())
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.review_dataset()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()))
        .arg(path("out").long("out").value_name(words.a_folder()).help(words.profile_out()))
        .arg(several("form").value_name(words.a_form()).help(words.profile_form()))
        .arg(several("field").value_name(words.a_field()).help(words.profile_field()))
        .arg(text("by").value_name(words.a_field()).help(words.profile_by()))
        .arg(text("level").value_name(words.a_level()).help(words.profile_level()))
        .arg(number("few", MOST_FEW).help(words.profile_few()))
        .arg(number("threads", MOST_THREADS).help(words.review_threads()))
}

/// Profiles a data set; prints it, and writes lists and a page where a folder is named.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    profiled(terminal, matches).map_or_else(|status| status, |()| Status::Done)
}

fn profiled(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Status> {
    let words = Words::of(terminal.lang);
    let dataset = path_of(matches, "dataset").unwrap_or_else(|| PathBuf::from("."));
    let out = path_of(matches, "out");
    let unwritten = |said: Box<shensuan_diagnostics::Diagnostic>| {
        terminal.complain_once(*said);
        Status::Data
    };
    if let Some(out) = &out {
        // What could not be put in its place is not made first.
        output::may_write(out, lists::PAGE).map_err(unwritten)?;
    }
    let rulebook = rulebook_of(&dataset, path_of(matches, "rulebook").as_deref()).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    let ready = terminal.ready(&[rulebook], super::today()).ok_or(Status::Rulebook)?;
    terminal.progress(words.reading());
    let (data, said) = ready.open(&dataset);
    terminal.progress("");
    refuse(terminal, &said)?;

    let threads = matches.get_one::<usize>("threads").copied();
    let one = |name: &str| Some(text_of(matches, name).to_owned()).filter(|text| !text.is_empty());
    let asked = Profiling {
        forms: texts_of(matches, "form"),
        fields: texts_of(matches, "field"),
        by: one("by"),
        level: one("level"),
        few: matches.get_one::<usize>("few").copied().unwrap_or(FEW),
        threads: threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get)),
    };
    let vocab = &ready.model.vocab;
    let (profile, said) = ready.profile(&data, &asked, &mut |form, at, of| {
        terminal.progress(&words.profiling(&vocab.form(form).name.in_lang(terminal.lang), at, of));
    });
    terminal.progress("");
    refuse(terminal, &said)?;
    let profile = profile.ok_or(Status::Data)?;

    let reader = Reader { vocab, profile: &profile, lang: terminal.lang };
    if let Some(out) = &out {
        output::put(out, lists::PAGE, |folder| lists::fill(folder, reader)).map_err(unwritten)?;
    }
    let detailed = !asked.fields.is_empty();
    let room = terminal.room();
    terminal.say(&if detailed { details::text(reader, room) } else { overview::text(reader, room) });
    match out {
        Some(out) => terminal.say(&format!("{} {}", words.written(), out.display())),
        None if !detailed => terminal.say(reader.more()),
        None => {}
    }
    Ok(())
}
