//! `shensuan eval EXPRESSION --row name=value… [--rulebook DIR]`.

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_engine::{Answer, evaluate_text};

use super::{path, path_of, text_of, texts_of, today};
use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

pub(super) fn describe(words: Words) -> Command {
    Command::new("eval")
        .about(words.eval())
        .override_usage(words.eval_usage())
        .arg(
            Arg::new("expression")
                .value_name(words.an_expression())
                .required(true)
                // `-5 + 3` is no option.
                .allow_hyphen_values(true)
                .help(words.eval_expression()),
        )
        .arg(
            Arg::new("row")
                .long("row")
                .value_name(words.a_given())
                .action(ArgAction::Append)
                .num_args(1..)
                .help(words.eval_row()),
        )
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.eval_rulebook()))
}

/// Evaluates one expression on one row.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let rulebook = path_of(matches, "rulebook");
    let rows = texts_of(matches, "row");
    let day = today();
    match evaluate_text(rulebook.as_deref(), text_of(matches, "expression"), &rows, day, terminal.lang) {
        Ok(Answer::Number(number, unit)) if unit.is_empty() => terminal.say(&number),
        Ok(Answer::Number(number, unit)) => terminal.say(&format!("{number} {unit}")),
        Ok(Answer::Text(text)) => terminal.say(&text),
        Ok(Answer::Truth(Some(true))) => terminal.say(words.true_word()),
        Ok(Answer::Truth(Some(false))) => terminal.say(words.false_word()),
        Ok(Answer::Truth(None)) => terminal.say(words.unknown_word()),
        Ok(Answer::Missing) => terminal.say(words.missing_word()),
        Err(refused) => {
            terminal.complain(&refused.said, &refused.sources);
            terminal.count(&refused.said);
            return Status::Rulebook;
        }
    }
    Status::Done
}
