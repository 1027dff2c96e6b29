//! One file a command: how it is called, and what it does.

mod account;
mod assist;
mod bench;
mod check;
mod data;
mod describe;
mod eval;
mod explain;
mod fields;
mod fmt;
mod functions;
mod new;
mod profile;
mod review;
mod show;
mod test;
mod translate;

use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser, PathBufValueParser, PossibleValuesParser, RangedU64ValueParser,
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::ZonedDateTime;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Date, NoMachineCode};

use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

/// A command.
pub(crate) struct Known {
    /// What it is called.
    pub(crate) name: &'static str,
    /// How it is called.
    pub(crate) describe: fn(Words) -> Command,
    /// What it does.
    pub(crate) run: fn(&Terminal, &ArgMatches) -> Status,
}

/// Every command, in the order of the help.
pub(crate) const ALL: [Known; 16] = [
    Known { name: "check", describe: check::describe, run: check::run },
    Known { name: "review", describe: review::describe, run: review::run },
    Known { name: "account", describe: account::describe, run: account::run },
    Known { name: "test", describe: test::describe, run: test::run },
    Known { name: "fmt", describe: fmt::describe, run: fmt::run },
    Known { name: "translate", describe: translate::describe, run: translate::run },
    Known { name: "explain", describe: explain::describe, run: explain::run },
    Known { name: "fields", describe: fields::describe, run: fields::run },
    Known { name: "functions", describe: functions::describe, run: functions::run },
    Known { name: "eval", describe: eval::describe, run: eval::run },
    Known { name: "data", describe: data::describe, run: data::run },
    Known { name: "profile", describe: profile::describe, run: profile::run },
    Known { name: "show", describe: show::describe, run: show::run },
    Known { name: "bench", describe: bench::describe, run: bench::run },
    Known { name: "new", describe: new::describe, run: new::run },
    Known { name: "help", describe: assist::describe, run: assist::run },
];

/// The most threads that can be asked for: more than any machine has use for.
pub(crate) const MOST_THREADS: u64 = 1024;
/// The most samples of a figure that can be asked for.
pub(crate) const MOST_REPEAT: u64 = 1000;

/// An argument that is a path.
fn path(name: &'static str) -> Arg {
    Arg::new(name).value_parser(PathBufValueParser::new())
}

/// An option that is a number, from 1 on.
fn number(name: &'static str, most: u64) -> Arg {
    let value = RangedU64ValueParser::<usize>::new().range(1..=most);
    Arg::new(name).long(name).value_name("N").value_parser(value)
}

/// An option that is a text and may be given several times.
fn several(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::Append).value_parser(NonEmptyStringValueParser::new())
}

/// An option that is one of some words, which stand between strokes.
fn one_of(name: &'static str, words: &'static str) -> Arg {
    let known = PossibleValuesParser::new(words.split('|'));
    Arg::new(name).long(name).value_name(words).value_parser(known).hide_possible_values(true)
}

/// The path given for an argument.
fn path_of(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

/// All paths given for an argument.
fn paths_of(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).map(|paths| paths.cloned().collect()).unwrap_or_default()
}

/// `--as-of DATE`.
fn as_of_argument(words: Words) -> Arg {
    let read = |text: &str| Date::read(text).ok_or_else(|| text.to_owned());
    Arg::new("as-of").long("as-of").value_name(words.a_date()).value_parser(read).help(words.review_as_of())
}

/// The review date: the one given, today where none is.
fn as_of(matches: &ArgMatches) -> Option<Date> {
    matches.get_one::<Date>("as-of").copied().or_else(today)
}

/// Today, by the clock of this machine.
fn today() -> Option<Date> {
    let today = ZonedDateTime::now().date();
    Date::new(today.year().into(), today.month().into(), today.day().into())
}

/// Why there is no machine code here.
fn no_machine_code(why: &NoMachineCode, lang: Lang) -> String {
    let (zh, en, why) = match why {
        NoMachineCode::NoBackEnd(why) => {
            ("这台机器的处理器不能用机器码", "no machine code can be made for this processor", why)
        }
        NoMachineCode::NoMemory(why) => {
            ("这台机器不许执行新生成的机器码", "this machine does not let new machine code run", why)
        }
        NoMachineCode::Defect(why) => (
            "生成机器码时出错，这是程序的缺陷",
            "machine code could not be made, a defect of the program",
            why,
        ),
    };
    lang.pick(format!("{zh}（{why}）"), format!("{en} ({why})"))
}

/// The text given for an argument; empty where none is.
fn text_of<'m>(matches: &'m ArgMatches, name: &str) -> &'m str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

/// All texts given for an argument.
fn texts_of(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).map(|texts| texts.cloned().collect()).unwrap_or_default()
}
