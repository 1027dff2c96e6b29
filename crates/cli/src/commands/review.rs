//! `shensuan review DATASET`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{ArgMatches, Command};
use shensuan_diagnostics::{Diagnostics, SourceMap};
use shensuan_engine::{Checked, DataSet, Date, Engine, Options, Parsed, Ready, Selection, rulebook_of};
use shensuan_findings::{Review, Severity, summary_json};

use super::{
    MOST_THREADS, as_of, as_of_argument, no_machine_code, number, one_of, path, path_of, several, text_of,
    texts_of,
};
use crate::run_file::{Durations, RunFile};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output, summary};

pub(super) fn describe(words: Words) -> Command {
    Command::new("review")
        .about(words.review())
        .override_usage(words.review_usage())
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.review_dataset()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()))
        .arg(path("out").long("out").value_name(words.a_folder()).help(words.review_out()))
        .arg(several("rule").value_name(words.an_id()).help(words.review_rule()))
        .arg(several("tag").value_name(words.a_tag()).help(words.review_tag()))
        .arg(several("only").value_name(words.a_key()).help(words.review_only()))
        .arg(number("sample", u64::MAX).help(words.review_sample()))
        .arg(as_of_argument(words))
        .arg(number("threads", MOST_THREADS).help(words.review_threads()))
        .arg(one_of("engine", "jit|interpreter|both").help(words.review_engine()))
        .arg(one_of("format", "text|json").help(words.review_format()))
        .arg(one_of("fail-on", "mandatory|any").help(words.review_fail_on()))
}

/// Reviews a data set and writes what it found.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let dataset = path_of(matches, "dataset").unwrap_or_else(|| PathBuf::from("."));
    match reviewed(terminal, matches, &dataset) {
        Ok(review) => {
            let mut counted = review.findings.iter().map(|finding| finding.severity);
            let found = match text_of(matches, "fail-on") {
                "mandatory" => counted.any(|severity| severity == Severity::Mandatory),
                "any" => counted.next().is_some(),
                _ => false,
            };
            if found { Status::Found } else { Status::Done }
        }
        Err(status) => status,
    }
}

/// The engine that is asked for. Where machine code cannot be run here, the interpreter, and a line that says why.
pub(super) fn engine(terminal: &Terminal, matches: &ArgMatches) -> Engine {
    let asked = match text_of(matches, "engine") {
        "jit" => Engine::Jit,
        "interpreter" => Engine::Interpreter,
        "both" => Engine::Both,
        _ => Engine::default(),
    };
    if asked == Engine::Interpreter {
        return asked;
    }
    let Err(refused) = Engine::available() else { return asked };
    let semicolon = terminal.lang.pick("；", "; ");
    let why = no_machine_code(&refused, terminal.lang);
    terminal.refuse(&format!("{why}{semicolon}{}", Words::of(terminal.lang).interpreted()));
    Engine::Interpreter
}

/// Reads a data set on as many threads as are asked for, and shows how far it has come.
pub(super) fn opened(
    terminal: &Terminal,
    matches: &ArgMatches,
    ready: &Ready,
    dataset: &Path,
) -> Result<DataSet, Status> {
    let words = Words::of(terminal.lang);
    terminal.progress(words.reading());
    let threads = matches.get_one::<usize>("threads").copied();
    let (data, said) = ready.open_on(dataset, threads, &mut |name, at, of| {
        terminal.progress(&words.reading_one(name, at, of));
    });
    terminal.progress("");
    refuse(terminal, &said)?;
    Ok(data)
}

fn reviewed(terminal: &Terminal, matches: &ArgMatches, dataset: &Path) -> Result<Review, Status> {
    let words = Words::of(terminal.lang);
    let mut durations = Durations::default();
    let begin = Instant::now();
    let as_of = as_of(matches);
    let ready = rules(terminal, matches, dataset, as_of)?;
    durations.rules = begin.elapsed();

    let begin = Instant::now();
    let data = opened(terminal, matches, &ready, dataset)?;
    let selection =
        Selection { only: texts_of(matches, "only"), sample: matches.get_one::<usize>("sample").copied() };
    let (data, said) = selection.of(data);
    refuse(terminal, &said)?;
    durations.data = begin.elapsed();

    let begin = Instant::now();
    terminal.progress(words.judging());
    let options = Options {
        lang: terminal.lang,
        partial: !selection.only.is_empty() || data.selected.is_some(),
        threads: matches.get_one::<usize>("threads").copied(),
        engine: engine(terminal, matches),
    };
    let review = ready.review(&data, options).map_err(|defect| {
        terminal.complain_once(*defect);
        Status::Data
    })?;
    terminal.progress("");
    durations.review = begin.elapsed();

    let out = path_of(matches, "out").unwrap_or_else(|| dataset.join("out"));
    let run = RunFile::new(&ready, dataset, as_of, options.thread_count(), &durations);
    terminal.progress(words.writing());
    let written = output::write(&out, &review, &run, terminal.lang);
    terminal.progress("");
    written.map_err(|said| {
        terminal.complain_once(*said);
        Status::Data
    })?;
    if text_of(matches, "format") == "json" {
        terminal.say(summary_json(&review.summary).unwrap_or_default().trim_end());
    } else {
        if let Some(as_of) = as_of {
            terminal.say(&format!("{} {as_of}", words.as_of()));
        }
        terminal.say(&summary::table(&review, terminal.lang, terminal.room()));
        let of_lists: Vec<&str> = ready
            .model
            .rules
            .iter()
            .filter(|rule| options.partial && ready.model.judges_a_list(rule))
            .map(|rule| rule.id.as_str())
            .collect();
        if !of_lists.is_empty() {
            terminal.say(&format!(
                "{}{}",
                words.lists_left_out(),
                of_lists.join(terminal.lang.pick("、", ", "))
            ));
        }
        terminal.say(&format!("{} {}", words.written(), out.display()));
    }
    Ok(review)
}

/// The rulebook of the data set as it stands on a day, ready to run.
fn rules(
    terminal: &Terminal,
    matches: &ArgMatches,
    dataset: &Path,
    as_of: Option<Date>,
) -> Result<Ready, Status> {
    let checked = checked(terminal, matches, dataset, as_of)?;
    planned(terminal, checked.keep_rules(&texts_of(matches, "rule"), &texts_of(matches, "tag")).plan())
}

/// The rulebook of the data set as it stands on a day.
pub(super) fn checked(
    terminal: &Terminal,
    matches: &ArgMatches,
    dataset: &Path,
    as_of: Option<Date>,
) -> Result<Checked, Status> {
    let named = path_of(matches, "rulebook");
    let rulebook = rulebook_of(dataset, named.as_deref()).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    Ok(Parsed::read(&[rulebook]).as_of(as_of).check())
}

/// A rulebook that can run, and what is said of it; or what keeps it from that.
pub(super) fn planned(terminal: &Terminal, planned: Result<Ready, Box<Checked>>) -> Result<Ready, Status> {
    match planned {
        Ok(ready) => {
            terminal.complain(&ready.said, &ready.sources);
            Ok(ready)
        }
        Err(checked) => {
            terminal.complain(&checked.said, &checked.sources);
            terminal.count(&checked.said);
            Err(Status::Rulebook)
        }
    }
}

/// Says what is wrong with the data; with errors the run ends.
pub(super) fn refuse(terminal: &Terminal, said: &Diagnostics) -> Result<(), Status> {
    terminal.complain(said, &SourceMap::default());
    if said.has_errors() { Err(Status::Data) } else { Ok(()) }
}
