//! `shensuan check PATH… [--uses RULEBOOK] [--all] [--as-of DATE]`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::{Severity, Source, SourceId};
use shensuan_engine::Parsed;

use super::{as_of, as_of_argument, path, path_of, paths_of};
use crate::layout::Sheet;
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, layers};

pub(super) fn describe(words: Words) -> Command {
    Command::new("check")
        .about(words.check())
        .override_usage(words.check_usage())
        .arg(path("path").value_name(words.a_path()).num_args(1..).required(true).help(words.check_path()))
        .arg(path("uses").long("uses").value_name(words.a_rulebook()).help(words.check_uses()))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(words.check_all()))
        .arg(as_of_argument(words))
}

/// Checks rule files together with the vocabulary they use.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let all: Vec<PathBuf> = path_of(matches, "uses").into_iter().chain(paths_of(matches, "path")).collect();
    let checked = Parsed::read(&all).as_of(as_of(matches)).check();
    // What the rulebooks beneath have is for their authors.
    let own = paths_of(matches, "path");
    let is_own = |source: SourceId| {
        let name = checked.sources.get(source).map_or("", Source::name);
        own.iter().any(|path| Path::new(name).starts_with(path))
    };
    let said = checked.said.only(|said| {
        said.code.row().severity == Severity::Error || said.span().is_none_or(|span| is_own(span.source))
    });
    terminal.complain_of_rules(&said, &checked.sources, matches.get_flag("all"));
    let words = Words::of(terminal.lang);
    if said.has_errors() {
        terminal.count(&said);
        return Status::Rulebook;
    }
    let mut sheet = Sheet::new(terminal.room());
    sheet.extend(layers::changes(&checked.changes(), terminal.lang));
    layers::not_in_force(&checked.not_in_force(terminal.lang), terminal.lang, &mut sheet);
    if !sheet.is_empty() {
        terminal.say(&sheet.text());
    }
    let formulas =
        checked.model.formulas.iter().filter(|formula| !formula.constant && !formula.of_rule).count();
    let lints = said.count(Severity::Lint);
    terminal.say(&words.checked(checked.sources.iter().count(), checked.model.rule_count(), formulas, lints));
    terminal.say(words.all_good());
    Status::Done
}
