//! What a data set says of its files: which forms they hold, and how they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, Quote};
use shensuan_vocab::FormId;

use crate::copied_sheets::CopiedSheets;
use crate::dataset::UnusedWhy;
use crate::layout::Layout;
use crate::patterns;
use crate::sources::Source;
use crate::table::Reading;
use crate::workbook;

/// A file, or all that are like a pattern, of which the data set says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The path relative to the folder, with a star for any piece of a name; that of a sheet stands in brackets behind it. Blank
    /// for what is said of all files of which nothing else is.
    pub name: String,
    /// The forms in it, one beside the other in the same rows; none where its own name says which.
    pub forms: Vec<FormId>,
    /// How it is written.
    pub layout: Layout,
}

/// What a data set says of its files.
pub type Assigned = Vec<Assignment>;

/// A file of the data set.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its path relative to the folder.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) layout: Layout,
    /// Whether the data set speaks of it.
    pub(crate) said: bool,
}

/// What became of all that is said of files.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// By form the files and sheets that hold it.
    pub(crate) files: BTreeMap<FormId, Vec<Source>>,
    /// Files that go by their names, and workbooks of which other sheets may.
    pub(crate) entries: BTreeMap<PathBuf, Entry>,
    /// Files that hold what is said and nothing else, by path.
    pub(crate) taken: BTreeSet<PathBuf>,
    /// The same of sheets.
    pub(crate) taken_sheets: BTreeSet<(PathBuf, String)>,
    /// How sheets are written that are spoken of and go by their names.
    pub(crate) sheets: BTreeMap<(PathBuf, String), Layout>,
    /// Files that are spoken of and are not there.
    pub(crate) lost: bool,
    /// Workbooks that cannot be opened, and what is wrong with each.
    pub(crate) unopened: Vec<(String, Diagnostics)>,
    /// What is said of all files of which nothing else is.
    pub(crate) general: Layout,
    /// Sheets that are named as copies.
    pub(crate) copies: CopiedSheets,
    /// What each file is said to hold, lest it be read twice.
    known: BTreeSet<(PathBuf, Option<String>, FormId)>,
}

impl Told {
    /// Whether something is said of a file.
    pub(crate) fn speaks_of(&self, path: &Path) -> bool {
        self.taken.contains(path) || self.entries.contains_key(path)
    }
}

/// The file, or the pattern of files, that a name means.
pub(crate) fn file_named<'n>(folder: &Path, name: &'n str) -> &'n str {
    parted(folder, name).0
}

/// The files that an assignment speaks of.
pub(crate) fn files_of(folder: &Path, one: &Assignment) -> Vec<PathBuf> {
    if one.name.is_empty() {
        return Vec::new();
    }
    let (file, _) = parted(folder, &one.name);
    if !patterns::is_one(file) {
        return vec![folder.join(file)];
    }
    let found = patterns::find(folder, file).unwrap_or_default();
    found.into_iter().map(|(_, path)| path).collect()
}

/// The file that a name means, and the sheet in brackets behind it.
fn parted<'n>(folder: &Path, name: &'n str) -> (&'n str, Option<&'n str>) {
    let whole = || folder.join(name).exists();
    let Some(inner) = name.strip_suffix(']').filter(|_| !whole()) else { return (name, None) };
    let mut parts = inner.match_indices('[').map(|(at, _)| inner.split_at(at));
    let of_workbook = parts.find(|(file, _)| workbook::is_one(Path::new(file)));
    of_workbook.map_or((name, None), |(file, sheet)| (file, sheet.strip_prefix('[')))
}

impl Reading<'_> {
    /// Finds the files that a data set speaks of. What is said of one counts before what is said of all like it.
    pub(crate) fn told(&mut self, assigned: &Assigned) -> Told {
        let general = assigned.iter().find(|one| one.name.is_empty());
        let general = general.map_or_else(Layout::default, |one| one.layout.clone());
        let mut told = Told { general, ..Told::default() };
        let assigned: Vec<&Assignment> = assigned.iter().filter(|one| !one.name.is_empty()).collect();
        let folder = self.set.folder.clone();
        let (all, single): (Vec<_>, Vec<_>) =
            assigned.into_iter().partition(|one| patterns::is_one(&one.name));
        let mut named: BTreeSet<(PathBuf, Option<String>)> = BTreeSet::new();
        for one in single {
            let (file, sheet) = parted(&folder, &one.name);
            let path = self.set.folder.join(file);
            if let Err(error) = fs::metadata(&path) {
                self.lost(&mut told, unreadable(&path, &error, one.layout.place.as_ref()));
                continue;
            }
            named.insert((path.clone(), sheet.map(str::to_owned)));
            self.take(&mut told, one, file.to_owned(), path, sheet);
        }
        for one in all {
            let (pattern, sheet) = parted(&folder, &one.name);
            let found = match patterns::find(&self.set.folder, pattern) {
                Ok(found) => found,
                Err(error) => {
                    let path = self.set.folder.join(pattern);
                    self.lost(&mut told, unreadable(&path, &error, one.layout.place.as_ref()));
                    continue;
                }
            };
            let mut any = false;
            for (file, path) in found {
                if sheet.is_some_and(|sheet| self.has_sheet(&path, sheet) == Some(false)) {
                    // The workbook of one who does not file this form; what else it holds is looked at.
                    let layout = told.general.clone();
                    let entry = Entry { name: file, path: path.clone(), layout, said: true };
                    told.entries.entry(path).or_insert(entry);
                    continue;
                }
                any = true;
                if !named.contains(&(path.clone(), sheet.map(str::to_owned))) {
                    self.take(&mut told, one, file, path, sheet);
                }
            }
            if !any {
                let said = Diagnostic::new(codes::NO_FILE_MATCHES)
                    .with("path", self.set.folder.display().to_string())
                    .with("pattern", one.name.as_str())
                    .quote(one.layout.place.clone())
                    .help(codes::HOW_PATTERNS_ARE);
                self.lost(&mut told, said);
            }
        }
        told
    }

    fn lost(&mut self, told: &mut Told, said: Diagnostic) {
        told.lost = true;
        self.diagnostics.push(said);
    }

    /// Whether a workbook has a sheet of this name; unknown where it cannot be opened, which is said later.
    fn has_sheet(&mut self, path: &Path, sheet: &str) -> Option<bool> {
        let said = std::mem::take(&mut self.diagnostics);
        let book = self.opened(path);
        self.diagnostics = said;
        let book = book?;
        let has = book.sheet_named(sheet).is_some();
        self.book = Some((path.to_owned(), book));
        Some(has)
    }

    /// Takes one file as what is said of it. Of a workbook it is a sheet: the one that is named, else the first.
    fn take(&mut self, told: &mut Told, one: &Assignment, name: String, path: PathBuf, sheet: Option<&str>) {
        let entry = |layout: &Layout| Entry {
            name: name.clone(),
            path: path.clone(),
            layout: layout.clone(),
            said: true,
        };
        let is_workbook = workbook::is_one(&path);
        if one.forms.is_empty() && sheet.is_none() {
            told.entries.entry(path.clone()).or_insert_with(|| entry(&one.layout));
            return;
        }
        if !is_workbook {
            told.taken.insert(path.clone());
            self.add(told, one, &name, &path, None);
            return;
        }
        let said = std::mem::take(&mut self.diagnostics);
        let opened = self.opened(&path);
        let of_file = std::mem::replace(&mut self.diagnostics, said);
        let Some(mut book) = opened else {
            if patterns::is_one(&one.name) {
                told.unopened.push((name.clone(), of_file));
            } else {
                self.diagnostics.append(of_file);
            }
            told.taken.insert(path.clone());
            let unused = !self.set.unused_files.iter().any(|unused| unused.path == path);
            if unused {
                self.unused(name, path, UnusedWhy::Failed);
            }
            return;
        };
        let found = match sheet {
            Some(sheet) => book.sheet_named(sheet),
            None => Some(book.first_sheet()),
        };
        let sheets = book.sheets().into_iter().map(|(sheet, _)| sheet).collect::<Vec<_>>();
        self.book = Some((path.clone(), book));
        let Some(sheet) = found else {
            let said = Diagnostic::new(codes::NO_SUCH_SHEET)
                .with("path", path.display().to_string())
                .with("sheet", sheet.unwrap_or_default())
                .quote(one.layout.place.clone())
                .help(codes::SHEETS_ARE.with("sheets", sheets));
            return self.lost(told, said);
        };
        let general = told.general.clone();
        told.entries.entry(path.clone()).or_insert_with(|| entry(&general));
        if one.forms.is_empty() {
            told.sheets.entry((path, sheet)).or_insert_with(|| one.layout.clone());
            return;
        }
        told.taken_sheets.insert((path.clone(), sheet.clone()));
        self.add(told, one, &name, &path, Some(sheet));
    }

    fn add(&mut self, told: &mut Told, one: &Assignment, name: &str, path: &Path, sheet: Option<String>) {
        let name = match (patterns::is_one(&one.name), &sheet) {
            (true, Some(sheet)) => crate::sources::with_sheet(name, Some(sheet)),
            (false, Some(_)) => one.name.clone(),
            (_, None) => name.to_owned(),
        };
        for form in &one.forms {
            if told.known.insert((path.to_owned(), sheet.clone(), *form)) {
                let source = Source::new(name.clone(), path.to_owned(), sheet.clone());
                let source = Source { layout: one.layout.clone(), assigned: true, ..source };
                told.files.entry(*form).or_default().push(source);
            }
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error, place: Option<&Quote>) -> Diagnostic {
    let said = Diagnostic::new(codes::FILE_UNREADABLE)
        .with("path", path.display().to_string())
        .with("why", Arg::from(error))
        .quote(place.cloned());
    match place {
        Some(place) => said.help(codes::NAMED_IN.with("path", place.file.as_str())),
        None => said,
    }
}
