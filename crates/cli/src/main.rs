//! The command `shensuan`.
//!
//! *What it is*: arguments, files, the terminal, the status; one file a command in [`commands`].
//!
//! *What it is not*: it judges nothing; everything it prints was decided by the engine.
//!
//! *Its place on the road*: the door through which a person enters it.
#![forbid(unsafe_code)]

mod account;
mod args;
mod bench;
mod commands;
mod fresh;
mod interrupts;
mod layers;
mod layout;
mod markup;
mod output;
mod pages;
mod profile;
mod rewrite;
mod run_file;
mod summary;
mod terminal;
mod words;

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It completed.
    Done = 0,
    /// It completed, and found what it was told to fail for.
    Found = 1,
    /// The rulebook has errors.
    Rulebook = 2,
    /// The data cannot be read, or the answers cannot be written.
    Data = 3,
    /// The command was used wrongly.
    Usage = 64,
}

fn main() -> ExitCode {
    let status = args::run(std::env::args_os().collect());
    ExitCode::from(status as u8)
}
