//! `shensuan new rulebook|rule NAME`.

use std::fs;
use std::io;
use std::path::Path;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_engine::Parsed;

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
        .arg(
            Arg::new("name")
                .value_name(words.a_name())
                .required(true)
                .value_parser(NonEmptyStringValueParser::new())
                .help(words.make_name()),
        )
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
        if !is_id(name) {
            terminal.refuse(&Words::of(lang).bad_id(name));
            return Status::Usage;
        }
        terminal.say(pick(RULE).replace("NAME", name).trim_end());
        return Status::Done;
    }
    let folder = Path::new(name);
    let id = folder.file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned());
    let files = [
        ("rulebook.toml", MANIFEST.replace("NAME", &quoted(&id))),
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

/// Whether a rule can go by an id.
fn is_id(name: &str) -> bool {
    let read = Parsed::of_text("", &format!("rule {name} \"x\"\n  check 1 = 1\n"));
    let checked = read.check();
    !checked.said.has_errors() && matches!(checked.model.rules.as_slice(), [rule] if rule.id == name)
}

/// A text as it stands between the double quotes of a file of settings.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
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
