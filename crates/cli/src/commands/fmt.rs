//! `shensuan fmt PATH… [--check]`.

use std::io::{Read, stdin};

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::codes::rulebook as codes;
use shensuan_diagnostics::{Diagnostic, Diagnostics, SourceMap};
use shensuan_engine::{format_files, format_text};

use super::{path, paths_of};
use crate::Status;
use crate::rewrite::settle;
use crate::terminal::Terminal;
use crate::words::Words;

/// What stands for standard input among the paths.
const STDIN: &str = "-";

pub(super) fn describe(words: Words) -> Command {
    Command::new("fmt")
        .about(words.fmt())
        .override_usage(words.fmt_usage())
        .arg(path("path").value_name(words.a_path()).num_args(1..).required(true).help(words.fmt_path()))
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help(words.fmt_check()))
}

/// Writes rule files handsomely; those that cannot be read stay as they are.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let (paths, check) = (paths_of(matches, "path"), matches.get_flag("check"));
    if paths.iter().any(|path| path.as_os_str() == STDIN) {
        if paths.len() > 1 {
            terminal.refuse(Words::of(terminal.lang).fmt_line_alone());
            return Status::Usage;
        }
        return of_standard_input(terminal, check);
    }
    let (written, sources, said) = format_files(&paths);
    settle(terminal, &written, &sources, &said, check)
}

/// For editors: reads a text and prints it.
fn of_standard_input(terminal: &Terminal, check: bool) -> Status {
    let mut text = String::new();
    if let Err(error) = stdin().read_to_string(&mut text) {
        let unread = Diagnostic::new(codes::RULEBOOK_UNREADABLE).with("path", STDIN).with("why", &error);
        terminal.complain_once(unread);
        return Status::Rulebook;
    }
    let (mut sources, mut said) = (SourceMap::default(), Diagnostics::default());
    let Some(after) = format_text(STDIN, &text, &mut sources, &mut said) else {
        terminal.complain(&said, &sources);
        return Status::Rulebook;
    };
    if !check {
        terminal.print(&after);
        return Status::Done;
    }
    if after == text { Status::Done } else { Status::Found }
}
