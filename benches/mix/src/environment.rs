//! What the environment says of a bench.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;

/// The value of a variable; another where it is not set, or cannot be read.
#[must_use]
pub fn value<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// The values of a variable, apart by blanks.
#[must_use]
pub fn values<T: FromStr>(name: &str, otherwise: &str) -> Vec<T> {
    let said = env::var(name).unwrap_or_else(|_| otherwise.to_owned());
    said.split_whitespace().filter_map(|value| value.parse().ok()).collect()
}

/// The folder for what a bench leaves.
#[must_use]
pub fn scratch() -> PathBuf {
    env::var("MIX_SCRATCH").map_or_else(|_| env::temp_dir().join("shensuan-mix"), PathBuf::from)
}
