//! `dataset.toml`: what a folder of data says of itself.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::data as codes;

use crate::pipeline::no_rulebook;

/// The file's name.
const FILE: &str = "dataset.toml";

/// What a data set says of itself.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct DatasetConfig {
    /// The folder of its rulebook, relative to the data set.
    pub rulebook: Option<PathBuf>,
}

impl DatasetConfig {
    /// Reads the file where there is one.
    ///
    /// # Errors
    /// It cannot be read, or is not what it should be.
    pub fn read(dataset: &Path) -> Result<Self, Box<Diagnostic>> {
        let path = dataset.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let broken = |why: String| {
            let path = path.display().to_string();
            Box::new(Diagnostic::new(codes::BAD_DATASET_FILE).with("path", path).with("why", why))
        };
        let text = fs::read_to_string(&path).map_err(|error| broken(error.to_string()))?;
        toml::from_str(&text).map_err(|error| broken(error.message().to_owned()))
    }
}

/// The rulebook for a data set: the one named, else the one that `dataset.toml` names.
///
/// # Errors
/// Neither names one, or `dataset.toml` is broken.
pub fn rulebook_of(dataset: &Path, named: Option<&Path>) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    match DatasetConfig::read(dataset)?.rulebook {
        Some(rulebook) => Ok(dataset.join(rulebook)),
        None => Err(Box::new(no_rulebook(dataset))),
    }
}
