//! `shensuan test RULEBOOK… [--as-of DATE]`.

use std::collections::BTreeSet;

use clap::{ArgMatches, Command};
use shensuan_diagnostics::Diagnostics;

use super::{as_of, as_of_argument, path, paths_of};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, layers};

pub(super) fn describe(words: Words) -> Command {
    Command::new("test")
        .about(words.test())
        .override_usage(words.test_usage())
        .arg(path("path").value_name(words.a_rulebook()).num_args(1..).required(true).help(words.test_path()))
        .arg(as_of_argument(words))
}

/// Runs the cases of a rulebook.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let Some(ready) = terminal.ready(&paths_of(matches, "path"), as_of(matches)) else {
        return Status::Rulebook;
    };
    let words = Words::of(terminal.lang);
    let mut failed = Diagnostics::default();
    for (at, case) in ready.model.cases.iter().enumerate() {
        terminal.progress(&words.testing(at + 1, ready.model.cases.len()));
        ready.case(case).complaint.into_iter().for_each(|complaint| failed.push(complaint));
    }
    terminal.progress("");
    terminal.complain(&failed, &ready.sources);
    let tested: BTreeSet<usize> = ready.model.cases.iter().flat_map(|case| &case.rules).copied().collect();
    let rules = ready.model.rules.iter().enumerate();
    let mut untested: Vec<&str> =
        rules.filter(|(index, _)| !tested.contains(index)).map(|(_, rule)| rule.id.as_str()).collect();
    // Of a rule over several forms each has one.
    untested.dedup();
    if !untested.is_empty() {
        terminal.say(&words.untested(&untested));
    }
    for line in layers::skipped(&ready.model, terminal.lang) {
        terminal.say(&line);
    }
    terminal.say(&words.tested(ready.model.rule_count(), ready.model.cases.len(), failed.len()));
    if failed.is_empty() { Status::Done } else { Status::Found }
}
