//! The files that a copy was read from: as they were, and whether they still are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use shensuan_columnar::hash_of_file;
use shensuan_diagnostics::codes::{copies as codes, data};
use shensuan_diagnostics::{Diagnostic, Diagnostics};

use super::manifest::SourceFile;
use crate::assigned::{Assigned, files_of};
use crate::dataset::DataSet;
use crate::encoding::Encoding;
use crate::file_names::{kept, of_kept, shown_path};

/// Describes a data set; what it says goes into the copy.
const DESCRIPTION: &str = "dataset.toml";

/// Files that a complaint names.
const NAMED: usize = 5;

/// Size and time of a file.
type Stamp = (u64, Option<(u64, u32)>);

/// The files of a data set as they were before it was read.
#[derive(Debug, Default)]
pub struct Seen {
    stamps: BTreeMap<PathBuf, Stamp>,
    /// The file that describes it, where it has one.
    description: Option<PathBuf>,
}

/// Where a data set comes from.
#[derive(Debug)]
pub struct Origins {
    pub(super) sources: Vec<SourceFile>,
}

impl Seen {
    /// Looks at the files of a folder, and at those that are assigned to forms. What cannot be seen is not there.
    #[must_use]
    pub fn of(folder: &Path, assigned: &Assigned) -> Self {
        let listed = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let named = assigned.iter().flat_map(|one| files_of(folder, one));
        let description = folder.join(DESCRIPTION);
        let stamps = listed.chain(named).filter_map(|path| Some((path.clone(), stamp_of(&path)?)));
        Self { stamps: stamps.collect(), description: Some(description).filter(|path| path.is_file()) }
    }

    /// Hashes the files that a data set was read from.
    ///
    /// # Errors
    /// One of them cannot be read any more, or was changed in the meantime.
    pub fn hashed(&self, set: &DataSet, watch: &mut dyn FnMut(&Path)) -> Result<Origins, Box<Diagnostic>> {
        // What a database handed out has no bytes that could be held against it later.
        let files = set.files.iter().filter(|file| file.encoding != Encoding::Postgres);
        let read = files.map(|file| file.path.clone());
        let paths: BTreeSet<PathBuf> = read.chain(self.description.clone()).collect();
        let mut sources = Vec::with_capacity(paths.len());
        for path in paths {
            watch(&path);
            let shown = path.display().to_string();
            let unreadable = |error: std::io::Error| {
                let said = Diagnostic::new(data::FILE_UNREADABLE).with("path", shown.as_str());
                Box::new(said.with("why", &error).help(data::CLOSE_OR_ALLOW))
            };
            let (sha256, bytes) = hash_of_file(&path).map_err(unreadable)?;
            let whole = fs::canonicalize(&path).map_err(unreadable)?;
            let stamp = stamp_of(&path);
            if self.stamps.get(&path).is_some_and(|before| Some(*before) != stamp) {
                let said = Diagnostic::new(codes::CHANGED_WHILE_READ).with("path", shown.as_str());
                return Err(Box::new(said.help(codes::IMPORT_WHEN_QUIET)));
            }
            let changed = stamp.and_then(|(_, changed)| changed);
            sources.push(SourceFile { path: kept(&whole), bytes, changed, sha256 });
        }
        Ok(Origins { sources })
    }
}

fn stamp_of(path: &Path) -> Option<Stamp> {
    fs::metadata(path).ok().filter(Metadata::is_file).map(|about| (about.len(), changed(&about)))
}

fn changed(about: &Metadata) -> Option<(u64, u32)> {
    let after = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((after.as_secs(), after.subsec_nanos()))
}

/// How a source stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Now {
    Same,
    Changed,
    Gone,
}

/// Compares size and time of a source.
pub(super) fn now(source: &SourceFile) -> Now {
    match stamp_of(&of_kept(&source.path)) {
        None => Now::Gone,
        Some(stamp) if stamp == (source.bytes, source.changed) => Now::Same,
        Some(_) => Now::Changed,
    }
}

/// Says which sources were changed since, and which are gone.
pub(super) fn compared(folder: &Path, sources: &[SourceFile]) -> Diagnostics {
    let mut said = Diagnostics::default();
    let all: Vec<(Now, &str)> = sources.iter().map(|source| (now(source), source.path.as_str())).collect();
    let which = |wanted: Now| {
        let found: Vec<&str> = all.iter().filter(|(now, _)| *now == wanted).map(|(_, path)| *path).collect();
        let mut named: Vec<String> =
            found.iter().take(NAMED).map(|path| shown_path(&of_kept(path))).collect();
        if found.len() > NAMED {
            named.push("…".to_owned());
        }
        named
    };
    let shown = folder.display().to_string();
    for (now, code) in [(Now::Changed, codes::SOURCES_CHANGED), (Now::Gone, codes::SOURCES_GONE)] {
        let files = which(now);
        if !files.is_empty() {
            let one = Diagnostic::new(code).with("path", shown.as_str()).with("files", files);
            said.push(if now == Now::Changed { one.help(codes::IMPORT_ANEW) } else { one });
        }
    }
    said
}
