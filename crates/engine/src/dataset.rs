//! `dataset.toml`: what a folder of data says of itself.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use shensuan_data::{Asked, Assigned, Assignment, Database, Encoding, FillDown, Layout};
use shensuan_diagnostics::codes::{data as codes, names, table_data};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Message, SourceMap, suggest};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Form, FormId, Period, Vocab};
use toml::Spanned;

use crate::books::tidy;
use crate::database::{AskedConfig, PostgresConfig};
use crate::eval::Refused;
use crate::pipeline::no_rulebook;
use crate::secrets::covered;
use crate::settings::{Settings, quote};

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
    /// Cells of these texts are blank, in all files.
    #[serde(default)]
    pub missing: Vec<Spanned<String>>,
    /// Headings that mean parts of the key, in all files.
    #[serde(default)]
    pub keys: BTreeMap<Spanned<String>, String>,
    /// What is said of files, by path relative to the data set.
    #[serde(default)]
    pub files: BTreeMap<Spanned<String>, FileConfig>,
    /// The forms that stand in a database.
    pub postgres: Option<PostgresConfig>,
}

/// What a data set says of a file, or of all files like a pattern: the forms in it, and how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileConfig {
    /// The forms in it; none where its own name says which.
    pub forms: Vec<Spanned<String>>,
    /// How its text is encoded: `GB18030`.
    pub encoding: Option<Spanned<String>>,
    /// What parts its cells: `;`.
    pub delimiter: Option<Spanned<String>>,
    /// The row of its headings, from 1; the upper one of two.
    pub header: Option<Spanned<i64>>,
    /// How many rows its headings take: 1 to 4.
    pub header_rows: Option<Spanned<i64>>,
    /// With what rows begin that stand below the table.
    pub footers: Vec<Spanned<String>>,
    /// Cells of these texts are blank, beside those of all files.
    pub missing: Vec<Spanned<String>>,
    /// Headings that mean parts of the key, beside those of all files.
    pub keys: BTreeMap<Spanned<String>, String>,
    /// Blank cells of the key, or of these columns, hold what the cell above holds.
    pub fill_down: Option<Spanned<FillDownConfig>>,
    /// Whether the tables in sheets of one subject lie on their side.
    pub turned: Option<bool>,
}

/// Which columns are filled down: those of the key, none, or these.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(from = "Either")]
pub struct FillDownConfig(FillDown);

/// The same as it is written.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an array of headings, or a bool")]
enum Either {
    Keys(bool),
    Columns(Vec<String>),
}

impl From<Either> for FillDownConfig {
    fn from(written: Either) -> Self {
        match written {
            Either::Keys(true) => Self(FillDown::Keys),
            Either::Keys(false) => Self(FillDown::No),
            Either::Columns(columns) => Self(FillDown::Columns(columns)),
        }
    }
}

/// The same as it is written with keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTable {
    #[serde(default)]
    forms: Vec<Spanned<String>>,
    encoding: Option<Spanned<String>>,
    delimiter: Option<Spanned<String>>,
    header: Option<Spanned<i64>>,
    header_rows: Option<Spanned<i64>>,
    #[serde(default)]
    footers: Vec<Spanned<String>>,
    #[serde(default)]
    missing: Vec<Spanned<String>>,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, String>,
    fill_down: Option<Spanned<FillDownConfig>>,
    turned: Option<bool>,
}

impl<'de> Deserialize<'de> for FileConfig {
    /// From a list of forms, or from a table.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Listed;
        impl<'de> Visitor<'de> for Listed {
            type Value = FileConfig;

            fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
                words.write_str("an array of forms, or what is said of a file")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<FileConfig, A::Error> {
                let forms = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(FileConfig { forms, ..FileConfig::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<FileConfig, A::Error> {
                let table = FileTable::deserialize(MapAccessDeserializer::new(table))?;
                let FileTable { forms, encoding, delimiter, header, header_rows, .. } = table;
                let FileTable { footers, missing, keys, fill_down, turned, .. } = table;
                Ok(FileConfig {
                    forms,
                    encoding,
                    delimiter,
                    header,
                    header_rows,
                    footers,
                    missing,
                    keys,
                    fill_down,
                    turned,
                })
            }
        }
        deserializer.deserialize_any(Listed)
    }
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
        SETTINGS.read(&path, sources).map(|(config, _)| config)
    }
}

const SETTINGS: Settings =
    Settings { broken: codes::BAD_DATASET_FILE, example: "rulebook = \"../rulebooks/national\"" };

/// What `dataset.toml` says of files, and what of a database; what it says and cannot be is among the diagnostics.
pub(crate) fn assigned(dataset: &Path, vocab: &Vocab) -> (Assigned, Database, Diagnostics) {
    let mut said = Diagnostics::default();
    let path = dataset.join(FILE);
    if !path.exists() {
        return (Assigned::new(), Database::default(), said);
    }
    let (config, text) = match SETTINGS.read::<DatasetConfig>(&path, &mut SourceMap::default()) {
        Ok(read) => read,
        Err(broken) => {
            said.push(*broken);
            return (Assigned::new(), Database::default(), said);
        }
    };
    let mut told = Told { path: path.display().to_string(), text: covered(&text), vocab, said };
    let missing = told.words(config.missing);
    let keys = told.keys(config.keys);
    let mut assigned: Assigned = Vec::new();
    if !missing.is_empty() || !keys.is_empty() {
        // Of files of which nothing else is said.
        let layout = Layout { missing: missing.clone(), keys: keys.clone(), ..Layout::default() };
        assigned.push(Assignment { layout, ..Assignment::default() });
    }
    for (file, config) in config.files {
        let mut one = told.file(file, config);
        one.layout.missing.extend(missing.iter().cloned());
        one.layout.keys.extend(keys.iter().cloned());
        assigned.push(one);
    }
    let mut database = config.postgres.map(|config| told.database(config)).unwrap_or_default();
    for (_, asked) in &mut database.forms {
        asked.layout.missing.extend(missing.iter().cloned());
        asked.layout.keys.extend(keys.iter().cloned());
    }
    (assigned, database, told.said)
}

/// `dataset.toml` while what it says of files is read.
struct Told<'v> {
    path: String,
    text: String,
    vocab: &'v Vocab,
    said: Diagnostics,
}

impl Told<'_> {
    fn file(&mut self, file: Spanned<String>, config: FileConfig) -> Assignment {
        let place = Some(quote(&self.path, &self.text, file.span()));
        let forms = config.forms.iter().filter_map(|name| self.form(name)).collect();
        let encoding = config.encoding.and_then(|name| {
            let names = Encoding::NAMES;
            let known = Encoding::named(name.get_ref());
            self.known(known, &name, codes::WHY_NO_ENCODING.with("found", name.get_ref().as_str()), &names)
        });
        let delimiter = config.delimiter.and_then(|name| {
            let names = Layout::DELIMITER_NAMES;
            let known = Layout::delimiter_named(name.get_ref());
            self.known(known, &name, codes::WHY_NO_DELIMITER.with("found", name.get_ref().as_str()), &names)
        });
        let header = config.header.and_then(|row| {
            let known = u32::try_from(*row.get_ref()).ok().filter(|row| *row > 0);
            self.known(known, &row, codes::WHY_ROWS_FROM_1.into(), &[])
        });
        let header_rows = config.header_rows.and_then(|rows| {
            let known = u32::try_from(*rows.get_ref()).ok().filter(|rows| (1..=4).contains(rows));
            self.known(known, &rows, codes::WHY_ROWS_OF_HEADINGS.into(), &[])
        });
        let (footers, missing) = (self.words(config.footers), self.words(config.missing));
        let keys = self.keys(config.keys);
        let fill_down = config.fill_down.and_then(|written| {
            let FillDownConfig(fill) = written.get_ref().clone();
            let blank =
                matches!(&fill, FillDown::Columns(names) if names.iter().any(|name| name.trim().is_empty()));
            self.known(Some(fill).filter(|_| !blank), &written, codes::WHY_A_BLANK_WORD.into(), &[])
        });
        let fill_down = fill_down.unwrap_or_default();
        let turned = config.turned;
        let layout = Layout {
            encoding,
            delimiter,
            header,
            header_rows,
            footers,
            missing,
            keys,
            fill_down,
            turned,
            place,
        };
        Assignment { name: file.into_inner(), forms, layout }
    }

    fn database(&mut self, config: PostgresConfig) -> Database {
        let mut forms = Vec::with_capacity(config.forms.len());
        for (name, asked) in config.forms {
            let place = quote(&self.path, &self.text, name.span().start..asked.span().end);
            let AskedConfig { of, missing, keys } = asked.into_inner();
            let layout = Layout { missing: self.words(missing), keys: self.keys(keys), ..Layout::default() };
            if let Some(form) = self.form(&name) {
                let what = of.placed(&self.path, &self.text);
                forms.push((form, Asked { what, layout, place }));
            }
        }
        let place = config.url.as_ref().map(|url| quote(&self.path, &self.text, url.span()));
        let place = place.or_else(|| forms.first().map(|(_, asked)| asked.place.clone()));
        Database { url: config.url.as_ref().map(|url| url.get_ref().clone()), place, forms }
    }

    /// Texts of which none may be blank.
    fn words(&mut self, written: Vec<Spanned<String>>) -> Vec<String> {
        let sound = written.into_iter().filter_map(|word| {
            let known = Some(word.get_ref().trim().to_owned()).filter(|text| !text.is_empty());
            self.known(known, &word, codes::WHY_A_BLANK_WORD.into(), &[])
        });
        sound.collect()
    }

    /// Headings that mean parts of the key.
    fn keys(&mut self, written: BTreeMap<Spanned<String>, String>) -> Vec<(String, String)> {
        let parts = self.vocab.subject.as_ref().map_or(&[][..], |subject| &subject.key);
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        let sound = written.into_iter().filter_map(|(part, heading)| {
            let is = |known: &&&str| fold_name(known) == fold_name(part.get_ref());
            let known = names.iter().find(is).map(|name| (*name).to_owned());
            let why = codes::WHY_NO_PART_OF_THE_KEY.with("found", part.get_ref().as_str());
            Some((self.known(known, &part, why, &names)?, heading))
        });
        sound.collect()
    }

    /// A value; what is wrong with it is said where it is none that can be used.
    fn known<T, S>(
        &mut self,
        known: Option<T>,
        written: &Spanned<S>,
        why: Message,
        names: &[&str],
    ) -> Option<T> {
        if known.is_none() {
            let place = quote(&self.path, &self.text, written.span());
            let said = SETTINGS.said(&self.path, Arg::from(why)).quote(Some(place));
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            self.said.push(if names.is_empty() {
                said
            } else {
                said.help(codes::ONE_OF_THESE.with("names", names))
            });
        }
        known
    }

    /// The form or table of a name.
    fn form(&mut self, written: &Spanned<String>) -> Option<FormId> {
        let name = written.get_ref();
        let wanted = fold_name(name);
        let tables = || self.vocab.tables().map(|(id, table, _)| (id, table));
        // A group goes by its own name, or by that of its form before it: 废水表.排放口.
        let in_its_form = |form: &Form| {
            let parents = form.parent.iter().flat_map(|parent| self.vocab.form(*parent).name.all());
            let mut whole = parents.flat_map(|parent| {
                form.name.all().flat_map(move |name| [format!("{parent}.{name}"), format!("{parent}-{name}")])
            });
            whole.any(|known| fold_name(&known) == wanted)
        };
        let all = || self.vocab.forms().chain(tables());
        let form = all().find(|(_, form)| form.name.all().any(|known| fold_name(known) == wanted));
        let form = form.or_else(|| all().find(|(_, form)| in_its_form(form)));
        if let Some((id, _)) = form {
            return Some(id);
        }
        let known = self.vocab.forms().chain(tables()).flat_map(|(_, form)| form.name.all());
        let near = suggest::nearest(name, known);
        let unknown = Diagnostic::new(codes::NO_SUCH_FORM)
            .with("path", self.path.as_str())
            .with("form", name.as_str())
            .quote(Some(quote(&self.path, &self.text, written.span())));
        self.said.push(if near.is_empty() {
            unknown
        } else {
            unknown.help(names::DID_YOU_MEAN.with("names", near))
        });
        None
    }
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
