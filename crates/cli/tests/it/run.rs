//! The command, run from the root of the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Output {
    /// Standard output.
    pub printed: String,
    /// Standard error.
    pub said: String,
    pub status: i32,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

pub fn shensuan<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Output {
    shensuan_in(&root(), arguments)
}

/// As in a pipe.
pub fn shensuan_in<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    ended(shensuan_command(folder, arguments).env_remove("COLUMNS"))
}

/// In so many columns.
pub fn shensuan_wide<'a>(
    folder: &Path,
    columns: usize,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Output {
    ended(shensuan_command(folder, arguments).env("COLUMNS", columns.to_string()))
}

fn shensuan_command<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shensuan"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "en_US.UTF-8");
    command
}

pub fn ended(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    Output {
        printed: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
    }
}
