//! `shensuan new rulebook|rule NAME`.

use std::fs;
use std::io;
use std::path::Path;

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostic, Lang};

use super::text_of;
use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

const MANIFEST: &str = include_str!("new/rulebook.toml");
const VOCABULARY: [&str; 2] =
    [include_str!("new/vocabulary.zh.rule"), include_str!("new/vocabulary.en.rule")];
const RULES: [&str; 2] = [include_str!("new/rules.zh.rule"), include_str!("new/rules.en.rule")];
const RULE: [&str; 2] = [include_str!("new/rule.zh.rule"), include_str!("new/rule.en.rule")];

pub(super) fn describe(words: Words) -> Command {
    Command::new("new")
        .about(words.make())
        .override_usage(words.make_usage())
        .arg(
            Arg::new("what")
                .value_name("rulebook|rule")
                .value_parser(["rulebook", "rule"])
                .hide_possible_values(true)
                .required(true)
                .help(words.make_what()),
        )
        .arg(Arg::new("name").value_name(words.a_name()).required(true).help(words.make_name()))
}

/// Makes a rulebook that runs, or prints a rule to start from.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let name = text_of(matches, "name");
    let lang = terminal.lang;
    let pick = |[zh, en]: [&'static str; 2]| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    if text_of(matches, "what") == "rule" {
        terminal.say(pick(RULE).replace("NAME", name).trim_end());
        return Status::Done;
    }
    let folder = Path::new(name);
    let id = folder.file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned());
    let files = [
        ("rulebook.toml", MANIFEST.replace("NAME", &id)),
        ("vocabulary.rule", pick(VOCABULARY).to_owned()),
        ("rules.rule", pick(RULES).to_owned()),
    ];
    match write(folder, &files) {
        Ok(()) => {
            terminal.say(&Words::of(lang).made(name));
            Status::Done
        }
        Err(error) => {
            let said = Diagnostic::new(codes::CANNOT_CREATE).with("path", name).with("why", &error);
            terminal.complain_once(said);
            Status::Data
        }
    }
}

/// Writes the files into a new folder; one that exists is left alone.
fn write(folder: &Path, files: &[(&str, String)]) -> io::Result<()> {
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent)?;
    }
    fs::create_dir(folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
