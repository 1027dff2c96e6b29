//! `dataset.toml`: what a folder of data says of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use shensuan_data::Assigned;
use shensuan_diagnostics::codes::{data as codes, names};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, suggest};
use shensuan_vocab::Vocab;
use shensuan_vocab::names::fold_name;

use crate::books::tidy;
use crate::pipeline::no_rulebook;

/// The file's name.
const FILE: &str = "dataset.toml";

/// What a data set says of itself.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct DatasetConfig {
    /// The folder of its rulebook, relative to the data set.
    pub rulebook: Option<PathBuf>,
    /// Files that hold what their names do not say: by path relative to the data set, the forms in it.
    #[serde(default)]
    pub files: BTreeMap<String, Vec<String>>,
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
        let broken = |place: String, why: Arg| {
            Box::new(Diagnostic::new(codes::BAD_DATASET_FILE).with("path", place).with("why", why))
        };
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| broken(shown.clone(), Arg::from(&error)))?;
        toml::from_str(&text).map_err(|error| {
            let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
            let place = format!("{shown}:{}", before.matches('\n').count() + 1);
            broken(place, Arg::from(error.message()))
        })
    }
}

/// The forms of the files that `dataset.toml` speaks of; what it names and is not there is said.
pub(crate) fn assigned(dataset: &Path, vocab: &Vocab) -> (Assigned, Diagnostics) {
    let mut assigned = Assigned::new();
    let mut said = Diagnostics::default();
    let config = match DatasetConfig::read(dataset) {
        Ok(config) => config,
        Err(broken) => {
            said.push(*broken);
            return (assigned, said);
        }
    };
    for (file, forms_named) in config.files {
        let mut forms = Vec::new();
        for name in forms_named {
            let wanted = fold_name(&name);
            let form =
                vocab.forms().find(|(_, form)| form.name.all().any(|known| fold_name(known) == wanted));
            match form {
                Some((id, _)) => forms.push(id),
                None => {
                    let known = vocab.forms().flat_map(|(_, form)| form.name.all());
                    let near = suggest::nearest(&name, known);
                    let mut unknown = Diagnostic::new(codes::NO_SUCH_FORM)
                        .with("path", dataset.join(FILE).display().to_string())
                        .with("form", name.as_str());
                    if !near.is_empty() {
                        unknown = unknown.help(names::DID_YOU_MEAN.with("names", near));
                    }
                    said.push(unknown);
                }
            }
        }
        assigned.insert(file, forms);
    }
    (assigned, said)
}

/// The rulebook for a data set: the one named, else the one that `dataset.toml` names.
///
/// # Errors
/// Neither names one, or `dataset.toml` is broken.
pub fn rulebook_of(dataset: &Path, named: Option<&Path>) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    if !dataset.is_dir() {
        let said = Diagnostic::new(codes::NO_DATA_SET).with("path", dataset.display().to_string());
        return Err(Box::new(said.help(codes::A_FOLDER_OF_FORMS)));
    }
    match DatasetConfig::read(dataset)?.rulebook {
        Some(rulebook) => Ok(tidy(&dataset.join(rulebook))),
        None => Err(Box::new(no_rulebook(dataset))),
    }
}
