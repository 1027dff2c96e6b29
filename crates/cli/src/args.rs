//! The command line, in the reader's language.

#![allow(clippy::wildcard_enum_match_arm, reason = "the library may make more kinds of mistakes known")]

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use shensuan_diagnostics::Lang;

use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, commands, terminal};

/// Where the options of every command stand among those of one.
const LAST: usize = 1000;

/// Reads the command line and runs the command.
pub(crate) fn run(arguments: Vec<OsString>) -> Status {
    let lang = stated_lang(&arguments).unwrap_or_else(terminal::locale);
    let words = Words::of(lang);
    let terminal = Terminal::new(lang);
    let status = match command(words).try_get_matches_from(arguments) {
        Ok(matches) => {
            let Some((name, inner)) = matches.subcommand() else { return Status::Usage };
            let known = commands::ALL.iter().find(|known| known.name == name);
            known.map_or(Status::Usage, |known| (known.run)(&terminal, inner))
        }
        // Help and version are answers, not mistakes.
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            terminal.say(error.to_string().trim_end());
            Status::Done
        }
        Err(error) => {
            terminal.refuse(&mistake(&error, words));
            Status::Usage
        }
    };
    terminal.ended(status)
}

/// What is wrong with a command line, and the way out.
fn mistake(error: &clap::Error, words: Words) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(" ")).filter(|text| !text.is_empty()),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        // That of the command that lacks one of its own.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return error.to_string(),
        ErrorKind::MissingSubcommand => return command(words).render_help().to_string(),
        ErrorKind::InvalidSubcommand => {
            words.no_such_command(&context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => words.no_such_argument(&argument),
        ErrorKind::MissingRequiredArgument => words.missing_argument(&argument),
        ErrorKind::InvalidValue => match context(ContextKind::InvalidValue) {
            Some(value) => words.bad_value(&value, &argument),
            None => words.no_value(&argument),
        },
        ErrorKind::ValueValidation => {
            words.bad_value(&context(ContextKind::InvalidValue).unwrap_or_default(), &argument)
        }
        ErrorKind::ArgumentConflict => words.given_twice(&argument),
        // What our few arguments cannot bring about, in the words of the library.
        _ => return error.to_string(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::ValidValue];
    let near = near.into_iter().find_map(context).map(|near| words.near(&near));
    // What may stand there is only said where the value itself is wrong.
    let allowed = Some(error.kind()).filter(|kind| *kind == ErrorKind::ValueValidation);
    let allowed = allowed.and_then(|_| words.allowed(&argument));
    [Some(what), allowed, near, Some(words.see_help().to_owned())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// `--lang`, read before everything else so that help and mistakes come in that language too.
fn stated_lang(arguments: &[OsString]) -> Option<Lang> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("zh") => return Some(Lang::Zh),
            Some("en") => return Some(Lang::En),
            Some(_) | None => {}
        }
    }
    None
}

/// The whole command line.
pub(crate) fn command(words: Words) -> Command {
    // Of the options of a command, those that every command has come last.
    let lang = Arg::new("lang")
        .long("lang")
        .value_name("zh|en")
        .value_parser(["zh", "en"])
        .global(true)
        .hide_possible_values(true)
        .display_order(LAST)
        .help(words.lang());
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true)
        .display_order(LAST + 1)
        .help(words.help());
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .display_order(LAST + 2)
        .help(words.version());
    let of_command = |command: Command| {
        let template = if command.has_subcommands() { words.template_of_all() } else { words.template() };
        command.disable_help_flag(true).help_template(template)
    };
    Command::new("shensuan")
        .disable_help_flag(true)
        .help_template(words.template_of_all())
        .about(words.about())
        .override_usage(words.usage())
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(lang)
        .arg(help)
        .arg(version)
        .subcommands(commands::ALL.iter().map(|known| of_command((known.describe)(words))))
}
