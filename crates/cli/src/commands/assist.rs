//! `shensuan help [COMMAND]`.

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::suggest;

use super::{ALL, text_of};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, args};

pub(super) fn describe(words: Words) -> Command {
    Command::new("help")
        .about(words.assist())
        .override_usage(words.assist_usage())
        .arg(Arg::new("command").value_name(words.a_command()).help(words.assist_command()))
}

/// Prints the help of everything, or of one command.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let mut all = args::command(words);
    // Names the options of every command to each.
    all.build();
    let wanted = text_of(matches, "command");
    if wanted.is_empty() {
        terminal.say(all.render_help().to_string().trim_end());
        return Status::Done;
    }
    match all.find_subcommand_mut(wanted) {
        Some(command) => {
            terminal.say(command.render_help().to_string().trim_end());
            Status::Done
        }
        None => {
            let near = suggest::nearest(wanted, ALL.iter().map(|known| known.name));
            let near = Some(near.join(terminal.lang.pick("、", ", "))).filter(|near| !near.is_empty());
            let mut said = vec![words.no_such_command(wanted)];
            said.extend(near.map(|near| words.near(&near)));
            said.push(words.see_help().to_owned());
            terminal.refuse(&said.join("\n"));
            Status::Usage
        }
    }
}
