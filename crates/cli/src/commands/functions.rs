//! `shensuan functions [WORD]`: lists the functions, or says all of one.

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::codes::Text;
use shensuan_diagnostics::suggest;
use shensuan_model::functions::{ALL, Family, Function, entry};

use super::text_of;
use crate::Status;
use crate::layout::aligned;
use crate::terminal::Terminal;
use crate::words::Words;

pub(super) fn describe(words: Words) -> Command {
    Command::new("functions")
        .about(words.functions())
        .override_usage(words.functions_usage())
        .arg(Arg::new("word").value_name(words.a_word()).help(words.functions_word()))
}

/// Lists all functions, those that a word finds, or the one of that name.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let wanted = text_of(matches, "word").trim().to_lowercase();
    let named = ALL.iter().find(|function| function.spellings().any(|spelling| spelling == wanted));
    let found: Vec<&Function> = ALL.iter().filter(|function| is_found(&wanted, function)).copied().collect();
    let only = if let [only] = found.as_slice() { Some(*only) } else { None };
    match (named.copied().or(only), found.as_slice()) {
        (Some(one), _) => {
            terminal.say(one.name(terminal.lang));
            terminal.say("");
            terminal.say(entry(one, terminal.lang).trim_end());
            Status::Done
        }
        (None, []) => {
            let near = suggest::nearest(&wanted, ALL.iter().flat_map(|function| function.spellings()));
            let near = Some(near.join(terminal.lang.pick("、", ", "))).filter(|near| !near.is_empty());
            let mut said = vec![words.no_such_function(&wanted)];
            said.extend(near.map(|near| words.near(&near)));
            terminal.refuse(&said.join("\n"));
            Status::Usage
        }
        (None, several) => {
            list(terminal, several);
            Status::Done
        }
    }
}

/// Whether a word is part of a spelling or the name of the family; nothing finds everything.
fn is_found(wanted: &str, function: &Function) -> bool {
    let family = function.family.name();
    function.spellings().any(|spelling| spelling.contains(wanted))
        || family.zh == wanted
        || family.en.to_lowercase() == wanted
}

fn list(terminal: &Terminal, functions: &[&Function]) {
    let pick = |text: Text| terminal.lang.pick(text.zh, text.en);
    for family in Family::ALL {
        let rows: Vec<Vec<String>> = functions
            .iter()
            .filter(|function| function.family == family)
            .map(|function| {
                vec![format!("  {}", pick(function.signature)), first_sentence(pick(function.about))]
            })
            .collect();
        if !rows.is_empty() {
            terminal.say(pick(family.name()));
            terminal.say(&aligned(&rows, 2, terminal.room()).join("\n"));
        }
    }
}

/// What stands before the first full stop.
fn first_sentence(about: &str) -> String {
    let end = [about.find('。'), about.find(". ")].into_iter().flatten().min();
    let sentence = end.and_then(|end| about.get(..end)).unwrap_or(about);
    let sentence = sentence.split(['；', ';']).next().unwrap_or(sentence);
    sentence.trim_end_matches('.').to_owned()
}
