//! The files that a copy was read from: as they were, and whether they still are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use shensuan_columnar::hash_of_file;
use shensuan_diagnostics::codes::{copies as codes, data};
use shensuan_diagnostics::{Diagnostic, Diagnostics};

use super::manifest::{Place, SourceFile};
use crate::assigned::{Assigned, file_named, files_of};
use crate::dataset::DataSet;
use crate::encoding::Encoding;
use crate::file_names::{kept, of_kept, shown_path};
use crate::folder::list;
use crate::patterns;

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
    /// Its folder, with all in which files of it may lie.
    place: Option<Place>,
    /// The file that describes it, where it has one.
    description: Option<PathBuf>,
}

/// Where a data set comes from.
#[derive(Debug)]
pub struct Origins {
    pub(super) sources: Vec<SourceFile>,
    pub(super) place: Option<Place>,
}

impl Seen {
    /// Looks at the files of a folder, and at those that are assigned to forms. What cannot be seen is not there.
    #[must_use]
    pub fn of(folder: &Path, assigned: &Assigned) -> Self {
        let listed = listed(folder);
        let named = assigned.iter().flat_map(|one| files_of(folder, one));
        let description = folder.join(DESCRIPTION);
        let stamps = listed.chain(named).filter_map(|path| Some((path.clone(), stamp_of(&path)?)));
        let stamps: BTreeMap<PathBuf, Stamp> = stamps.collect();
        let place = Place::of(folder, assigned, stamps.keys());
        Self { stamps, place, description: Some(description).filter(|path| path.is_file()) }
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
        let mut place = self.place.clone();
        if let Some(place) = &mut place {
            let of_copy: BTreeSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
            place.others.retain(|path| !of_copy.contains(path.as_str()));
        }
        Ok(Origins { sources, place })
    }
}

impl Place {
    /// The folder of a data set in which these files lie.
    fn of<'p>(folder: &Path, assigned: &Assigned, files: impl Iterator<Item = &'p PathBuf>) -> Option<Self> {
        let whole = fs::canonicalize(folder).ok()?;
        let others: BTreeSet<PathBuf> = files.filter_map(|path| fs::canonicalize(path).ok()).collect();
        let lead_there = others.iter().flat_map(|path| path.ancestors().skip(1));
        let mut folders: BTreeSet<&Path> = lead_there.filter(|path| path.starts_with(&whole)).collect();
        folders.insert(&whole);
        let folders = folders.into_iter().map(|path| (kept(path), time_of(path))).collect();
        let patterns =
            assigned.iter().map(|one| file_named(folder, &one.name)).filter(|name| patterns::is_one(name));
        let patterns = patterns.map(str::to_owned).collect();
        let others = others.iter().map(|path| kept(path)).collect();
        Some(Self { folder: kept(&whole), folders, patterns, others })
    }

    /// The files that are in it now, and were not then.
    fn added(&self, sources: &[SourceFile]) -> Vec<String> {
        // Who adds a file, takes one away or renames one changes the time of the folder.
        if self.folders.iter().all(|(path, changed)| time_of(&of_kept(path)) == *changed) {
            return Vec::new();
        }
        let folder = &of_kept(&self.folder);
        let found =
            self.patterns.iter().flat_map(|pattern| patterns::find(folder, pattern).unwrap_or_default());
        let all: BTreeSet<PathBuf> = listed(folder).chain(found.map(|(_, path)| path)).collect();
        let known: BTreeSet<&str> =
            sources.iter().map(|source| &source.path).chain(&self.others).map(String::as_str).collect();
        let whole = all.iter().filter(|path| path.is_file()).filter_map(|path| fs::canonicalize(path).ok());
        let new = whole.filter(|path| !known.contains(kept(path).as_str()));
        new.map(|path| shown_path(&path)).collect()
    }
}

/// The files of a folder, and the workbooks in the folders below it that are found by themselves.
fn listed(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let description = folder.join(DESCRIPTION);
    let all = list(folder).unwrap_or_default().into_iter().map(|(_, path)| path);
    all.chain(std::iter::once(description))
}

/// When a folder was last changed; none where it is gone.
fn time_of(folder: &Path) -> Option<(u64, u32)> {
    fs::metadata(folder).ok().and_then(|about| changed(&about))
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

/// Says which sources were changed since, which are gone, and which files came since.
pub(super) fn compared(folder: &Path, sources: &[SourceFile], place: Option<&Place>) -> Diagnostics {
    let mut said = Diagnostics::default();
    let all: Vec<(Now, &str)> = sources.iter().map(|source| (now(source), source.path.as_str())).collect();
    let which = |wanted: Now| {
        let found = all.iter().filter(|(now, _)| *now == wanted);
        found.map(|(_, path)| shown_path(&of_kept(path))).collect::<Vec<_>>()
    };
    let shown = folder.display().to_string();
    for (code, mut files) in [
        (codes::SOURCES_CHANGED, which(Now::Changed)),
        (codes::SOURCES_GONE, which(Now::Gone)),
        (codes::FILES_ADDED, place.map(|place| place.added(sources)).unwrap_or_default()),
    ] {
        if files.is_empty() {
            continue;
        }
        if files.len() > NAMED {
            files.truncate(NAMED);
            files.push("…".to_owned());
        }
        let one = Diagnostic::new(code).with("path", shown.as_str()).with("files", files);
        said.push(if code == codes::SOURCES_GONE { one } else { one.help(codes::IMPORT_ANEW) });
    }
    said
}
