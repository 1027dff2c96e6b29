//! `shensuan show --stage tree|model|plan|clif|asm [PATH…] [--rule ID] [--as-of DATE]`: what the program made of a rulebook.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_engine::{Listing, Parsed};

use super::{as_of, as_of_argument, no_machine_code, path, paths_of, text_of, texts_of};
use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

pub(super) fn describe(words: Words) -> Command {
    Command::new("show")
        .about(words.show())
        .override_usage(words.show_usage())
        .arg(path("path").value_name(words.a_path()).num_args(0..).help(words.show_path()))
        .arg(
            Arg::new("stage")
                .long("stage")
                .value_name("tree|model|plan|clif|asm")
                .value_parser(["tree", "model", "plan", "clif", "asm"])
                .hide_possible_values(true)
                .required(true)
                .help(words.show_stage()),
        )
        .arg(
            Arg::new("rule")
                .long("rule")
                .value_name(words.an_id())
                .action(ArgAction::Append)
                .help(words.show_rule()),
        )
        .arg(as_of_argument(words))
        .arg(Arg::new("places").long("places").action(ArgAction::SetTrue).help(words.show_places()))
}

/// Prints one stage. What is wrong with the rules is said as by `check`.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let mut paths = paths_of(matches, "path");
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let rules = texts_of(matches, "rule");
    let mut parsed = Parsed::read(&paths).as_of(as_of(matches));
    let stage = text_of(matches, "stage");
    if stage == "tree" {
        let text = parsed.print(&rules, matches.get_flag("places"));
        terminal.say(text.trim_end());
        terminal.complain(&parsed.said, &parsed.sources);
        return if parsed.said.has_errors() { Status::Rulebook } else { Status::Done };
    }
    let checked = parsed.check().only(&rules);
    if checked.said.has_errors() {
        terminal.complain(&checked.said, &checked.sources);
        terminal.count(&checked.said);
        return Status::Rulebook;
    }
    if stage == "model" {
        let text = if rules.is_empty() { checked.model.print() } else { checked.model.print_rules() };
        terminal.say(text.trim_end());
        return Status::Done;
    }
    match checked.plan() {
        Ok(ready) => {
            let code = match stage {
                "clif" => Some(Listing::Clif),
                "asm" => Some(Listing::Assembly),
                _ => None,
            };
            let text = match code.map(|listing| ready.print_code(listing)) {
                None => ready.print(),
                Some(Ok(text)) => text,
                Some(Err(refused)) => {
                    terminal.refuse(&no_machine_code(&refused, terminal.lang));
                    return Status::Data;
                }
            };
            terminal.say(text.trim_end());
            Status::Done
        }
        Err(checked) => {
            terminal.complain(&checked.said, &checked.sources);
            Status::Rulebook
        }
    }
}
