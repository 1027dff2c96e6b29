//! `shensuan bench RULEBOOK DATASET`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::Timestamp;
use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::data as codes;
use shensuan_engine::{
    Date, Engine, Measuring, NoMachineCode, Parsed, Ready, Sampling, SingleEngine, rulebook_of,
};

use super::review::refuse;
use super::{
    MOST_REPEAT, MOST_THREADS, as_of, as_of_argument, no_machine_code, number, one_of, path, path_of,
    several, text_of, texts_of,
};
use crate::bench::{self, About, BenchFile, Machine, Stages};
use crate::layout::wrapped;
use crate::run_file::Rulebook;
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output};

/// Samples of each figure, where nothing is said.
const REPEAT: usize = 5;

/// Columns of what the help says behind the options.
const HELP: usize = 78;

pub(super) fn describe(words: Words) -> Command {
    Command::new("bench")
        .about(words.bench())
        .override_usage(words.bench_usage())
        .after_help(paragraphs(words.bench_after()))
        .arg(path("rulebook").value_name(words.a_rulebook()).required(true).help(words.bench_rulebook()))
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.review_dataset()))
        .arg(one_of("engine", "jit|interpreter|both").help(words.bench_engine()))
        .arg(number("threads", MOST_THREADS).help(words.bench_threads()))
        .arg(number("repeat", MOST_REPEAT).help(words.bench_repeat()))
        .arg(several("rule").value_name(words.an_id()).help(words.bench_rule()))
        .arg(several("tag").value_name(words.a_tag()).help(words.bench_tag()))
        .arg(as_of_argument(words))
        .arg(path("out").long("out").value_name(words.a_folder()).help(words.bench_out()))
        .arg(Arg::new("no-write").long("no-write").action(ArgAction::SetTrue).help(words.bench_no_write()))
        .arg(one_of("format", "text|json").help(words.bench_format()))
}

/// Measures a rulebook on a data set.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let begin = Instant::now();
    match measured(terminal, matches, &|| begin.elapsed()) {
        Ok(()) => Status::Done,
        Err(status) => status,
    }
}

fn measured(terminal: &Terminal, matches: &ArgMatches, clock: &dyn Fn() -> Duration) -> Result<(), Status> {
    let words = Words::of(terminal.lang);
    let dataset = path_of(matches, "dataset").unwrap_or_default();
    let rulebook = path_of(matches, "rulebook").unwrap_or_default();
    let out = out(terminal, matches, &dataset)?;
    let (engines, lacking) = engines(text_of(matches, "engine"), Engine::available()).map_err(|why| {
        terminal.refuse(&no_machine_code(&why, terminal.lang));
        Status::Data
    })?;
    let no_machine_code = lacking.map(|why| no_machine_code(&why, terminal.lang));
    if let Some(why) = &no_machine_code {
        let semicolon = terminal.lang.pick("；", "; ");
        terminal.refuse(&format!("{why}{semicolon}{}", words.bench_interpreted()));
    }

    let as_of = as_of(matches);
    let threads = matches.get_one::<usize>("threads").copied().unwrap_or(1);
    let repeat = matches.get_one::<usize>("repeat").copied().unwrap_or(REPEAT);
    let sampling = Sampling { clock, repeat };
    let mut stages = Stages::default();
    let ready = rules(terminal, matches, (&dataset, &rulebook), as_of, &mut stages, sampling)?;
    terminal.progress(words.reading());
    let ((data, said), read) = sampling.once(|| ready.open(&dataset));
    stages.read = read;
    terminal.progress("");
    refuse(terminal, &said)?;
    if data.subjects.is_empty() {
        terminal.refuse(words.bench_nobody());
        return Err(Status::Data);
    }
    // Only now: a mistaken name of the data set has made no folder.
    if let Some(out) = &out {
        output::can_write(out).map_err(|said| unwritten(terminal, *said))?;
    }

    let measuring = Measuring { engines, threads, sampling, lang: terminal.lang };
    let mut watch = |name: &str, at: usize, of: usize| terminal.progress(&words.measuring(name, at, of));
    let measured = ready.measure(&data, &measuring, &mut watch);
    terminal.progress("");
    let measured = measured.map_err(|defect| {
        let mut said = shensuan_diagnostics::Diagnostics::default();
        said.push(*defect);
        terminal.complain(&said, &ready.sources);
        Status::Data
    })?;

    let about = About {
        program: concat!("shensuan ", env!("CARGO_PKG_VERSION")),
        optimised: !cfg!(debug_assertions),
        written: Timestamp::now().to_string(),
        command: command(),
        machine: Machine::this(),
        rulebook: rulebook.display().to_string(),
        rulebooks: Rulebook::all(&ready),
        dataset: dataset.display().to_string(),
        as_of: as_of.map(|date| date.to_string()).unwrap_or_default(),
        threads,
        repeat,
        no_machine_code,
    };
    let file = BenchFile::new(about, stages, &measured);
    // It is printed before it is written: what took its time to measure is not lost where the disk is full.
    let as_json = text_of(matches, "format") == "json";
    if as_json {
        let text = file.json().map_err(|error| {
            terminal.complain_once(Diagnostic::new(codes::CANNOT_PRINT).with("why", &error));
            Status::Data
        })?;
        terminal.print(&text);
    } else {
        terminal.say(&bench::table(&file, terminal.lang, terminal.room()));
    }
    if let Some(out) = &out {
        output::put(out, bench::KNOWN_BY, |folder| bench::fill(folder, &file, terminal.lang))
            .map_err(|said| unwritten(terminal, *said))?;
        if !as_json {
            terminal.say(&format!("{} {}", words.written(), out.display()));
        }
    }
    Ok(())
}

/// Says why the results are not written.
fn unwritten(terminal: &Terminal, said: Diagnostic) -> Status {
    terminal.complain_once(said);
    Status::Data
}

/// Where the results go, unless they go nowhere; whether they may is seen before anything is read.
fn out(terminal: &Terminal, matches: &ArgMatches, dataset: &Path) -> Result<Option<PathBuf>, Status> {
    let named = path_of(matches, "out");
    if matches.get_flag("no-write") {
        if named.is_some() {
            terminal.refuse(Words::of(terminal.lang).bench_no_write_alone());
            return Err(Status::Usage);
        }
        return Ok(None);
    }
    let out = named.unwrap_or_else(|| dataset.join("bench"));
    output::may_write(&out, bench::KNOWN_BY).map_err(|said| unwritten(terminal, *said))?;
    Ok(Some(out))
}

/// The engines that are asked for and can be run, in the order in which they take turns; why machine code is not among
/// them though it was asked for.
///
/// # Errors
/// Machine code alone is asked for, and cannot be run.
fn engines(
    asked: &str,
    available: Result<(), NoMachineCode>,
) -> Result<(&'static [SingleEngine], Option<NoMachineCode>), NoMachineCode> {
    match (asked, available) {
        ("interpreter", _) => Ok((&[SingleEngine::Interpreter], None)),
        ("jit", available) => available.map(|()| (&[SingleEngine::Jit][..], None)),
        (_, Ok(())) => Ok((&[SingleEngine::Jit, SingleEngine::Interpreter], None)),
        (_, Err(why)) => Ok((&[SingleEngine::Interpreter], Some(why))),
    }
}

/// The rulebook as it stands on a day, ready to be measured.
fn rules(
    terminal: &Terminal,
    matches: &ArgMatches,
    (dataset, rulebook): (&Path, &Path),
    as_of: Option<Date>,
    stages: &mut Stages,
    sampling: Sampling<'_>,
) -> Result<Ready, Status> {
    // What is wrong with the description of the data set is said before any rule is read.
    rulebook_of(dataset, Some(rulebook)).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    let paths = [rulebook.to_owned()];
    let (parsed, checked, ready);
    (parsed, stages.parse) = sampling.once(|| Parsed::read(&paths).as_of(as_of));
    (checked, stages.check) = sampling.once(|| parsed.check());
    let (rules, tags) = (texts_of(matches, "rule"), texts_of(matches, "tag"));
    let mut checked = checked.keep_rules(&rules, &tags);
    let selected = !rules.is_empty() || !tags.is_empty();
    if selected {
        checked.model.keep_read_formulas();
    }
    (ready, stages.lower) = sampling.once(|| checked.plan());
    let ready = ready.map_err(|checked| {
        terminal.complain(&checked.said, &checked.sources);
        terminal.count(&checked.said);
        Status::Rulebook
    })?;
    terminal.complain_of_use(&ready.said, &ready.sources);
    let model = &ready.model;
    if model.rules.is_empty() && ready.lowered.outputs.is_empty() && model.statistics.is_empty() {
        let words = Words::of(terminal.lang);
        terminal.refuse(if selected { words.bench_nothing_selected() } else { words.bench_nothing() });
        return Err(Status::Rulebook);
    }
    Ok(ready)
}

/// Paragraphs in lines, which the library does not part where there are no blanks.
fn paragraphs(text: &str) -> String {
    text.lines().map(|line| wrapped(line, HELP)).collect::<Vec<_>>().join("\n")
}

/// The command line by which this program was started.
fn command() -> Vec<String> {
    let given = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once("shensuan".to_owned()).chain(given).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_machine_code_the_interpreter_is_measured_unless_machine_code_alone_is_asked_for() {
        let refused = || Err(NoMachineCode::NoBackEnd("riscv32".to_owned()));
        let both: &[SingleEngine] = &[SingleEngine::Jit, SingleEngine::Interpreter];
        for (asked, here, elsewhere) in [
            ("", both, Some(&both[1..])),
            ("both", both, Some(&both[1..])),
            ("interpreter", &both[1..], Some(&both[1..])),
            ("jit", &both[..1], None),
        ] {
            assert_eq!(engines(asked, Ok(())), Ok((here, None)));
            let told = engines(asked, refused());
            assert_eq!(told.as_ref().ok().map(|(engines, _)| *engines), elsewhere, "{asked}");
            let says_why = told.map_or(true, |(_, why)| why.is_some());
            assert_eq!(says_why, asked != "interpreter", "{asked}");
        }
    }
}
