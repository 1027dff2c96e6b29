//! `shensuan table check RULEBOOK [TABLE…] [--all] [--fail-on warning]`.

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::Localised;
use shensuan_diagnostics::codes::Severity;
use shensuan_engine::Parsed;

use super::{as_of, as_of_argument, one_of, path, path_of, text_of, texts_of};
use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

/// Remarks of a kind on a table that are shown.
const SHOWN: usize = 20;

pub(super) fn describe(words: Words) -> Command {
    let check = Command::new("check")
        .about(words.table_check())
        .override_usage(words.table_usage())
        .arg(
            path("rulebook").value_name(words.a_rulebook()).required(true).help(words.table_check_rulebook()),
        )
        .arg(
            Arg::new("table")
                .value_name(words.a_table())
                .action(ArgAction::Append)
                .num_args(0..)
                .help(words.table_check_table()),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(words.table_check_all()))
        .arg(one_of("fail-on", "warning").help(words.table_check_fail_on()))
        .arg(as_of_argument(words));
    let of_command = |command: Command| command.disable_help_flag(true).help_template(words.template());
    Command::new("table")
        .about(words.table())
        .override_usage(words.table_usage())
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(of_command(check))
}

/// Does what is asked with tables.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    match matches.subcommand() {
        Some(("check", matches)) => check(terminal, matches),
        Some(_) | None => Status::Usage,
    }
}

/// Checks the rows of a rulebook's tables.
fn check(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let most = if matches.get_flag("all") { usize::MAX } else { SHOWN };
    let rulebook = path_of(matches, "rulebook").unwrap_or_default();
    let parsed = Parsed::read(&[rulebook]).as_of(as_of(matches));
    let check = parsed.check_tables(&texts_of(matches, "table"), most);
    terminal.complain(&check.said, &check.sources);
    for (number, count) in &check.more {
        terminal.refuse(&format!("{}\n", words.more_warnings(number, *count)));
    }
    for table in &check.tables {
        terminal.say(&words.table_checked(table));
    }
    for name in &check.of_data {
        terminal.say(&words.table_of_data(&name.in_lang(terminal.lang)));
    }
    let errors = check.said.count(Severity::Error);
    let warnings = check.said.count(Severity::Lint) + check.more.values().sum::<usize>();
    if check.sound {
        terminal.say(&words.table_counts(errors, warnings));
    } else {
        terminal.count(&check.said);
    }
    match (errors, warnings) {
        (1.., _) => Status::Rulebook,
        (0, 1..) if text_of(matches, "fail-on") == "warning" => Status::Found,
        (0, _) => Status::Done,
    }
}
