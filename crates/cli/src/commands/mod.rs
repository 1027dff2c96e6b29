//! One file a command: how it is called, and what it does.

mod assist;
mod check;
mod eval;
mod explain;
mod fields;
mod functions;
mod new;
mod review;
mod show;
mod test;

use std::path::PathBuf;

use clap::builder::PathBufValueParser;
use clap::{Arg, ArgMatches, Command};
use jiff::ZonedDateTime;
use jiff::civil::Date;
use shensuan_vocab::names::fold_width;

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
pub(crate) const ALL: [Known; 10] = [
    Known { name: "check", describe: check::describe, run: check::run },
    Known { name: "review", describe: review::describe, run: review::run },
    Known { name: "test", describe: test::describe, run: test::run },
    Known { name: "explain", describe: explain::describe, run: explain::run },
    Known { name: "fields", describe: fields::describe, run: fields::run },
    Known { name: "functions", describe: functions::describe, run: functions::run },
    Known { name: "eval", describe: eval::describe, run: eval::run },
    Known { name: "show", describe: show::describe, run: show::run },
    Known { name: "new", describe: new::describe, run: new::run },
    Known { name: "help", describe: assist::describe, run: assist::run },
];

/// An argument that is a path.
fn path(name: &'static str) -> Arg {
    Arg::new(name).value_parser(PathBufValueParser::new())
}

/// The path given for an argument.
fn path_of(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

/// All paths given for an argument.
fn paths_of(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).map(|paths| paths.cloned().collect()).unwrap_or_default()
}

/// A date as an author writes it: `2019-06-30`, `2019-6-3`, `2019/6/30`, `2019年6月30日`, `20190630`.
fn date(text: &str) -> Result<Date, String> {
    let text: String = text.trim().chars().map(fold_width).collect();
    let parts: Vec<&str> = match text.len() {
        8 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            [0..4, 4..6, 6..8].into_iter().filter_map(|range| text.get(range)).collect()
        }
        _ => text.strip_suffix('日').unwrap_or(&text).split(['-', '/', '.', '年', '月']).collect(),
    };
    let number = |part: &str, digits: usize| {
        let fits = part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| fits)
    };
    let read = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let small = |part| number(part, 2).and_then(|number| i8::try_from(number).ok());
            number(year, 4).zip(small(month).zip(small(day)))
        }
        _ => None,
    };
    read.and_then(|(year, (month, day))| Date::new(year, month, day).ok()).ok_or_else(|| text.clone())
}

/// `--as-of DATE`.
fn as_of_argument(words: Words) -> Arg {
    Arg::new("as-of").long("as-of").value_name(words.a_date()).value_parser(date).help(words.review_as_of())
}

/// The review date that was given.
fn stated_date(matches: &ArgMatches) -> Option<Date> {
    matches.get_one::<Date>("as-of").copied()
}

/// Today, by the clock of this machine.
fn today() -> Date {
    ZonedDateTime::now().date()
}

/// A date for the engine.
fn engine_date(date: Date) -> Option<shensuan_engine::Date> {
    shensuan_engine::Date::new(date.year().into(), date.month().into(), date.day().into())
}

/// The text given for an argument; empty where none is.
fn text_of<'m>(matches: &'m ArgMatches, name: &str) -> &'m str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

/// All texts given for an argument.
fn texts_of(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).map(|texts| texts.cloned().collect()).unwrap_or_default()
}
