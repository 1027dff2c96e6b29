//! `shensuan data import DATASET --out DIR`, `shensuan data verify COPY`; `describe` has its own file.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use shensuan_diagnostics::codes::Severity;
use shensuan_diagnostics::{Diagnostic, Diagnostics, SourceMap};
use shensuan_engine::{COPY_MANIFEST, Import, Step, rulebook_of, verify_copy};

use super::review::refuse;
use super::{describe, path, path_of};
use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output};

/// The program, as a copy names it.
const PROGRAM: &str = concat!("shensuan ", env!("CARGO_PKG_VERSION"));

pub(super) fn describe(words: Words) -> Command {
    let import = Command::new("import")
        .about(words.data_import())
        .override_usage(words.data_import_usage())
        .arg(path("dataset").value_name(words.a_dataset()).required(true).help(words.review_dataset()))
        .arg(
            path("out").long("out").value_name(words.a_folder()).required(true).help(words.data_import_out()),
        )
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()));
    let verify = Command::new("verify")
        .about(words.data_verify())
        .override_usage(words.data_verify_usage())
        .arg(path("copy").value_name(words.a_copy()).required(true).help(words.data_verify_copy()));
    let of_command = |command: Command| command.disable_help_flag(true).help_template(words.template());
    Command::new("data")
        .about(words.data())
        .override_usage(words.data_usage())
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([describe::command(words), import, verify].map(of_command))
}

/// Does what is asked with a copy.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let done = match matches.subcommand() {
        Some(("describe", matches)) => describe::run(terminal, matches),
        Some(("import", matches)) => import(terminal, matches).map(|()| Status::Done),
        Some(("verify", matches)) => verify(terminal, &path_of(matches, "copy").unwrap_or_default()),
        Some(_) | None => return Status::Usage,
    };
    done.unwrap_or_else(|status| status)
}

/// Reads a data set and writes a copy of it: whole, or none.
fn import(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Status> {
    let words = Words::of(terminal.lang);
    let dataset = path_of(matches, "dataset").unwrap_or_default();
    let out = path_of(matches, "out").unwrap_or_default();
    // What could not be put in its place is not read first.
    output::may_write(&out, COPY_MANIFEST).map_err(|said| unwritten(terminal, *said))?;
    let rulebook = rulebook_of(&dataset, path_of(matches, "rulebook").as_deref()).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    let import = read(terminal, &dataset, &rulebook)?;
    let (import, ready) = import;
    let set = import.set();
    let rows = set.files.iter().map(|file| file.rows_used).sum();
    let left = (set.rejected.len(), set.unreadable.len());
    let copied = words.copied(set.subjects.len(), forms(&import), rows, left);
    let written = output::put(&out, COPY_MANIFEST, |folder| {
        ready.write_copy(import, folder, PROGRAM, &mut |form, at, of| {
            terminal.progress(&words.copying(form, at, of));
        })
    });
    terminal.progress("");
    written.map_err(|said| unwritten(terminal, *said))?;
    terminal.say(&copied);
    terminal.say(&format!("{} {}", words.copy_written(), out.display()));
    Ok(())
}

/// How many forms have a file, or several.
fn forms(import: &Import) -> usize {
    let mut forms: Vec<_> = import.set().files.iter().map(|file| file.form).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.len()
}

/// Reads a data set; what is wrong with it is said.
fn read(
    terminal: &Terminal,
    dataset: &Path,
    rulebook: &PathBuf,
) -> Result<(Import, shensuan_engine::Ready), Status> {
    let words = Words::of(terminal.lang);
    let today = super::today();
    let ready = terminal.ready(std::slice::from_ref(rulebook), today).ok_or(Status::Rulebook)?;
    terminal.progress(words.reading());
    let (import, said) = ready.import(dataset, rulebook, &mut |step| match step {
        Step::Reading(name, at, of) => terminal.progress(&words.reading_one(name, at, of)),
        Step::Hashing(path) => terminal.progress(&words.hashing(&path.display().to_string())),
    });
    terminal.progress("");
    refuse(terminal, &said)?;
    Ok((import.ok_or(Status::Data)?, ready))
}

fn unwritten(terminal: &Terminal, said: Diagnostic) -> Status {
    terminal.complain_once(said);
    Status::Data
}

/// Holds a copy against itself and its sources.
fn verify(terminal: &Terminal, copy: &Path) -> Result<Status, Status> {
    let words = Words::of(terminal.lang);
    let verified =
        verify_copy(copy, &mut |path| terminal.progress(&words.hashing(&path.display().to_string())));
    terminal.progress("");
    let verified = verified.map_err(|said| {
        terminal.complain_once(*said);
        Status::Data
    })?;
    let said: &Diagnostics = &verified.said;
    terminal.complain(said, &SourceMap::default());
    let differing = said.count(Severity::Error);
    terminal.say(&words.verified(verified.own, verified.sources, differing));
    if verified.asked > 0 {
        terminal.say(&words.not_compared(verified.asked));
    }
    Ok(if differing > 0 { Status::Found } else { Status::Done })
}
