//! `shensuan translate --to zh|en PATH… [--uses RULEBOOK] [--check]`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::Lang;
use shensuan_engine::Parsed;

use super::{path, path_of, paths_of, text_of};
use crate::Status;
use crate::rewrite::settle;
use crate::terminal::Terminal;
use crate::words::Words;

pub(super) fn describe(words: Words) -> Command {
    Command::new("translate")
        .about(words.translate())
        .override_usage(words.translate_usage())
        .arg(
            path("path").value_name(words.a_path()).num_args(1..).required(true).help(words.translate_path()),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("zh|en")
                .value_parser(["zh", "en"])
                .hide_possible_values(true)
                .required(true)
                .help(words.translate_to()),
        )
        .arg(path("uses").long("uses").value_name(words.a_rulebook()).help(words.check_uses()))
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help(words.fmt_check()))
}

/// Translates rule files where they lie; of a rulebook with errors none.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let own = paths_of(matches, "path");
    let all: Vec<PathBuf> = path_of(matches, "uses").into_iter().chain(own.iter().cloned()).collect();
    let lang = if text_of(matches, "to") == "zh" { Lang::Zh } else { Lang::En };
    let (written, sources, said) = Parsed::read(&all).translated(&own, lang);
    settle(terminal, &written, &sources, &said, matches.get_flag("check"))
}
