//! `rulebook.toml`: what a folder of rules says of itself.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use shensuan_diagnostics::codes::rulebook as codes;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, SourceMap};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{FieldId, Rows, Vocab};
use toml::Spanned;

use crate::layers::BuildsOn;

use crate::settings::Settings;

/// The file's name.
const FILE: &str = "rulebook.toml";
/// The version of the language that this program reads.
const LANGUAGE: u32 = 1;

/// What a rulebook says of itself.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RulebookConfig {
    /// A short name: `national`. Empty where the file does not say it, which is complained of.
    #[serde(default)]
    pub id: String,
    /// Its title.
    #[serde(default)]
    pub title: Title,
    /// Its version: numbers parted by dots. Empty where the file does not say it, which is complained of.
    #[serde(default)]
    pub version: String,
    /// The version of the language it is written in.
    pub language: u32,
    /// The rulebooks it builds on.
    #[serde(default)]
    pub builds_on: Vec<Spanned<BuildsOn>>,
    /// What its results are listed by.
    #[serde(default)]
    pub results: ResultsConfig,
    /// Where it lies.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The text of the file, for what is to be said of a place in it.
    #[serde(skip)]
    pub(crate) text: String,
}

/// A title in both languages.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Chinese.
    #[serde(default)]
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

/// What results are listed by.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ResultsConfig {
    /// The field that names a subject.
    pub name: Option<String>,
    /// The field that says in which district a subject is.
    pub district: Option<String>,
}

/// The fields that results are listed by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Names a subject.
    pub name: Option<FieldId>,
    /// Says in which district it is.
    pub district: Option<FieldId>,
}

impl RulebookConfig {
    /// The path of the file.
    pub(crate) fn path(&self) -> String {
        self.folder.join(FILE).display().to_string()
    }

    /// Where its id stands in the text of the file.
    pub(crate) fn place_of_id(&self) -> (usize, usize) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let line_end = start + line.trim_end().len();
            if line.split_once('=').is_some_and(|(key, _)| key.trim() == "id") {
                return (start, line_end);
            }
            start += line.len();
        }
        (0, 0)
    }

    /// Reads the file of a folder, where there is one. A broken one is added to `sources`, for the complaint points
    /// into it.
    pub(crate) fn read(folder: &Path, sources: &mut SourceMap) -> Result<Option<Self>, Box<Diagnostic>> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let shown = path.display().to_string();
        let settings = Settings { broken: codes::BAD_RULEBOOK_FILE, example: "id = \"national\"" };
        let (mut config, text): (Self, String) = settings.read(&path, sources)?;
        if config.language != LANGUAGE {
            let why = codes::WHY_LANGUAGE.with("found", config.language as usize);
            return Err(broken(&shown, Arg::from(why.with("known", LANGUAGE as usize))));
        }
        config.folder = folder.to_owned();
        config.text = text;
        Ok(Some(config))
    }
}

fn broken(place: &str, why: Arg) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(codes::BAD_RULEBOOK_FILE).with("path", place).with("why", why))
}

/// The fields that the rulebooks list results by; a later rulebook decides.
pub(crate) fn named(rulebooks: &[RulebookConfig], vocab: &Vocab) -> (Named, Diagnostics) {
    let mut named = Named::default();
    let mut said = Diagnostics::default();
    for rulebook in rulebooks {
        let mut find = |name: &Option<String>, found: &mut Option<FieldId>| {
            let Some(name) = name else { return };
            let wanted = fold_name(name);
            let field = vocab.fields().find(|(_, field)| {
                vocab.form(field.form).rows == Rows::One
                    && field.name.all().any(|known| fold_name(known) == wanted)
            });
            match field {
                Some((id, _)) => *found = Some(id),
                None => {
                    let place = rulebook.folder.join(FILE).display().to_string();
                    said.push(*broken(
                        &place,
                        Arg::from(codes::WHY_NO_SUCH_FIELD.with("name", name.as_str())),
                    ));
                }
            }
        };
        find(&rulebook.results.name, &mut named.name);
        find(&rulebook.results.district, &mut named.district);
    }
    (named, said)
}
