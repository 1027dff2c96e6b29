//! What the environment says of a bench.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;

/// The value of a variable; another where it is not set. One that cannot be read ends the bench.
#[must_use]
pub fn value<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).map_or(otherwise, |said| read(name, &said))
}

/// The values of a variable, apart by blanks. One that cannot be read ends the bench.
#[must_use]
pub fn values<T: FromStr>(name: &str, otherwise: &str) -> Vec<T> {
    let said = env::var(name).unwrap_or_else(|_| otherwise.to_owned());
    said.split_whitespace().map(|value| read(name, value)).collect()
}

fn read<T: FromStr>(name: &str, said: &str) -> T {
    said.parse().unwrap_or_else(|_| {
        println!("FAIL {name}: `{said}` cannot be read");
        std::process::exit(2)
    })
}

/// The folder for what a bench leaves.
#[must_use]
pub fn scratch() -> PathBuf {
    env::var("MIX_SCRATCH").map_or_else(|_| env::temp_dir().join("shensuan-mix"), PathBuf::from)
}
