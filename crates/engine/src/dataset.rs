//! `dataset.toml`: what a folder of data says of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use shensuan_data::Assigned;
use shensuan_diagnostics::codes::{data as codes, names, table_data};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, SourceMap, suggest};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Period, Vocab};

use crate::books::tidy;
use crate::eval::Refused;
use crate::pipeline::no_rulebook;
use crate::settings::Settings;

/// The file's name.
const FILE: &str = "dataset.toml";

/// What a data set says of itself.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct DatasetConfig {
    /// The folder of its rulebook, relative to the data set.
    pub rulebook: Option<PathBuf>,
    /// The reporting period: `2017`, `2017Q1`.
    pub period: Option<String>,
    /// Files that hold what their names do not say: by path relative to the data set, the forms in it.
    #[serde(default)]
    pub files: BTreeMap<String, Vec<String>>,
}

impl DatasetConfig {
    /// Reads the file where there is one. A broken one is added to `sources`, for the complaint points into it.
    ///
    /// # Errors
    /// It cannot be read, or is not what it should be.
    pub fn read(dataset: &Path, sources: &mut SourceMap) -> Result<Self, Box<Diagnostic>> {
        let path = dataset.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let settings =
            Settings { broken: codes::BAD_DATASET_FILE, example: "rulebook = \"../rulebooks/national\"" };
        settings.read(&path, sources).map(|(config, _)| config)
    }
}

/// The forms of the files that `dataset.toml` speaks of; what it names and is not there is said.
pub(crate) fn assigned(dataset: &Path, vocab: &Vocab) -> (Assigned, Diagnostics) {
    let mut assigned = Assigned::new();
    let mut said = Diagnostics::default();
    let config = match DatasetConfig::read(dataset, &mut SourceMap::default()) {
        Ok(config) => config,
        Err(broken) => {
            said.push(*broken);
            return (assigned, said);
        }
    };
    let path = dataset.join(FILE).display().to_string();
    for (file, forms_named) in config.files {
        if let Err(error) = fs::metadata(dataset.join(&file)) {
            said.push(
                Diagnostic::new(codes::FILE_UNREADABLE)
                    .with("path", dataset.join(&file).display().to_string())
                    .with("why", &error)
                    .help(codes::NAMED_IN.with("path", path.as_str())),
            );
            continue;
        }
        let mut forms = Vec::new();
        for name in forms_named {
            let wanted = fold_name(&name);
            let tables = || vocab.tables().map(|(id, table, _)| (id, table));
            let form = (vocab.forms().chain(tables()))
                .find(|(_, form)| form.name.all().any(|known| fold_name(known) == wanted));
            match form {
                Some((id, _)) => forms.push(id),
                None => {
                    let known = vocab.forms().chain(tables()).flat_map(|(_, form)| form.name.all());
                    let near = suggest::nearest(&name, known);
                    let mut unknown = Diagnostic::new(codes::NO_SUCH_FORM)
                        .with("path", path.as_str())
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

/// The reporting period of a data set; one that cannot be read is said, and so is that there is none where a table has
/// editions.
pub(crate) fn period(dataset: &Path, vocab: &Vocab) -> (Option<Period>, Diagnostics) {
    let mut said = Diagnostics::default();
    let Ok(config) = DatasetConfig::read(dataset, &mut SourceMap::default()) else { return (None, said) };
    let path = dataset.join(FILE).display().to_string();
    if let Some(text) = &config.period {
        let period = Period::read(text);
        if period.is_none() {
            let bad = Diagnostic::new(table_data::BAD_PERIOD).with("path", path).with("text", text.as_str());
            said.push(bad.help(table_data::SAY_THE_PERIOD));
        }
        return (period, said);
    }
    (None, without_period(vocab))
}

/// What is said of a data set that has no reporting period.
pub(crate) fn without_period(vocab: &Vocab) -> Diagnostics {
    let mut said = Diagnostics::default();
    if let Some((_, table, _)) = vocab.tables().find(|(_, _, table)| table.in_force.is_some()) {
        let none = Diagnostic::new(table_data::NO_PERIOD).with("table", Both::of(&table.name));
        said.push(none.help(table_data::SAY_THE_PERIOD));
    }
    said
}

/// The rulebook for a data set: the one named, else the one that `dataset.toml` names, or a copy.
///
/// # Errors
/// Neither names one, or `dataset.toml` is broken.
pub fn rulebook_of(dataset: &Path, named: Option<&Path>) -> Result<PathBuf, Box<Refused>> {
    let mut sources = SourceMap::default();
    let found = if !dataset.is_dir() && named.is_none() {
        let said = Diagnostic::new(codes::NO_DATA_SET).with("path", dataset.display().to_string());
        Err(Box::new(said.help(codes::A_FOLDER_OF_FORMS)))
    } else if shensuan_data::is_copy(dataset) {
        shensuan_data::rulebook_of_copy(dataset).and_then(|copied| {
            named.map(Path::to_owned).or(copied).ok_or_else(|| Box::new(no_rulebook(dataset)))
        })
    } else {
        // Read also where another rulebook is named: what is wrong with it is said before any rule is read.
        DatasetConfig::read(dataset, &mut sources).and_then(|config| match (named, config.rulebook) {
            (Some(named), _) => Ok(named.to_owned()),
            (None, Some(rulebook)) => Ok(tidy(&dataset.join(rulebook))),
            (None, None) => Err(Box::new(no_rulebook(dataset))),
        })
    };
    found.map_err(|complaint| {
        let mut said = Diagnostics::default();
        said.push(*complaint);
        Box::new(Refused { said, sources })
    })
}
