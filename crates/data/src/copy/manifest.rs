//! `copy.json`: what a copy holds, and where it comes from.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::copies as codes;

use super::damaged;

/// The file by which a copy is known.
pub const MANIFEST: &str = "copy.json";

/// The version of the file.
pub(super) const SCHEMA: &str = "shensuan.copy/1";

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) schema: String,
    /// Which program wrote it.
    pub(super) program: String,
    /// The hash of the vocabulary it was read with.
    pub(super) vocabulary: String,
    /// The rulebook of the data set.
    pub(super) rulebook: Option<RulebookPath>,
    /// The data set, as the user wrote it.
    pub(super) dataset: String,
    /// The first and the last day of the reporting period.
    pub(super) period: Option<(String, String)>,
    /// The files that it was read from.
    pub(super) sources: Vec<SourceFile>,
    /// Where it was read from; none of copies that were made before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<Place>,
    /// What became of each file, or sheet.
    pub(super) files: Vec<Account>,
    /// Files that were not used.
    pub(super) unused: Vec<Unused>,
    /// How many parts keys have that are kept part by part; 0 where keys have one.
    pub(super) key_parts: usize,
    pub(super) subjects: OwnFile,
    pub(super) unreadable: OwnFile,
    pub(super) rejected: OwnFile,
    /// The forms, in their order; reference tables behind them.
    pub(super) forms: Vec<FormFiles>,
}

/// Where a rulebook lies.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulebookPath {
    /// From the root.
    pub(super) path: String,
    /// As the user wrote it.
    pub(super) written: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    /// From the root.
    pub(super) path: String,
    pub(super) bytes: u64,
    /// When it was last changed: seconds after 1970, and the rest in billionths; none where the system does not say.
    pub(super) changed: Option<(u64, u32)>,
    pub(super) sha256: String,
}

/// The folder that a copy was read from, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// From the root.
    pub(super) folder: String,
    /// It and the folders in it where files of the data set lie, and when each was last changed.
    pub(super) folders: BTreeMap<String, Option<(u64, u32)>>,
    /// The patterns by which the data set finds files.
    pub(super) patterns: Vec<String>,
    /// The files there that the copy was not read from.
    pub(super) others: Vec<String>,
}

/// A file of the copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnFile {
    /// Relative to the copy.
    pub(super) path: String,
    pub(super) rows: usize,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    /// Of a file to run on, the hash of all in it that is not cells.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) seal: String,
}

/// What became of a file; see [`FileAccount`](crate::FileAccount).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) path: String,
    /// The form, by its declared name behind that of the form it stands in.
    pub(super) form: Vec<String>,
    pub(super) encoding: String,
    pub(super) delimiter: Option<char>,
    pub(super) rows_above: usize,
    pub(super) header: u32,
    pub(super) header_rows: u32,
    pub(super) rows_in: usize,
    pub(super) rows_used: usize,
    pub(super) rows_rejected: usize,
    pub(super) cells_in: usize,
    pub(super) cells_used: usize,
    pub(super) cells_empty: usize,
    pub(super) cells_rejected: usize,
    pub(super) cells_unreadable: usize,
    pub(super) cells_surplus: usize,
    pub(super) cells_of_rejected_rows: usize,
    pub(super) cells_repaired: usize,
    /// By repair.
    pub(super) repairs: BTreeMap<String, usize>,
    pub(super) cells_ignored: usize,
    pub(super) ignored_columns: Vec<String>,
    pub(super) missing_columns: Vec<String>,
    /// Of a block on its side the row of each field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) turned: Vec<(String, u32)>,
    /// Of such a block the cells that stand beside the column of their row: its number, the field, and their column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) beside: Vec<(u32, String, u32)>,
}

/// A file that was not used.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unused {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) why: String,
}

/// The files of a form.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFiles {
    pub(super) form: Vec<String>,
    /// Whether it is a reference table, whose rows are nobody's.
    pub(super) reference: bool,
    /// Its first file, counted in `files`.
    pub(super) file: usize,
    /// Whether the line of every row is kept, and the file.
    pub(super) lines: bool,
    pub(super) several_files: bool,
    pub(super) columns: Vec<ColumnOf>,
    pub(super) run: OwnFile,
    pub(super) exchange: OwnFile,
}

/// A column of a form.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnOf {
    /// The declared name of the field.
    pub(super) field: String,
    /// Whether its marks stand in the column behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) marks: bool,
}

impl Manifest {
    /// Reads that of a copy.
    pub(super) fn read(folder: &Path) -> Result<Self, Box<Diagnostic>> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(|error| damaged(&path, &error))?;
        let whole: serde_json::Value = serde_json::from_str(&text)
            .map_err(|error| damaged(&path, codes::WHY_NO_MANIFEST.with("why", error.to_string())))?;
        match whole.get("schema").and_then(serde_json::Value::as_str) {
            Some(SCHEMA) => serde_json::from_value(whole)
                .map_err(|error| damaged(&path, codes::WHY_NO_MANIFEST.with("why", error.to_string()))),
            Some(other) => {
                Err(damaged(&path, codes::WHY_OTHER_VERSION.with("found", other).with("known", SCHEMA)))
            }
            None => Err(damaged(&path, codes::WHY_NO_MANIFEST.with("why", "schema"))),
        }
    }

    /// The files of the copy itself.
    pub(super) fn own_files(&self) -> impl Iterator<Item = &OwnFile> {
        let of_forms = self.forms.iter().flat_map(|form| [&form.run, &form.exchange]);
        [&self.subjects, &self.unreadable, &self.rejected].into_iter().chain(of_forms)
    }
}
