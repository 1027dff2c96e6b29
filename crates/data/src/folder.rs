//! Files of a folder to forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::{data as codes, rulebook};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};
use shensuan_vocab::{FormId, Vocab};

use crate::columns_as_rows::add_rows_made_of_columns;
use crate::dataset::{DataSet, UnusedFile, UnusedWhy};
use crate::geojson;
use crate::keys::{Subjects, parts};
use crate::parquet;
use crate::references::{TableFiles, add_subjects_themselves, read_tables};
use crate::sheet::Record;
use crate::sources::{FileNames, Source, ambiguous, with_sheet};
use crate::table::Reading;
use crate::words::shown;
use crate::workbook;

/// Describes a data set; read elsewhere, so it counts neither as used nor as unused.
const DESCRIPTION: &str = "dataset.toml";

/// Reads the data set in a folder: one CSV file a form or group of rows of the vocabulary, found by its
/// name. It never fails: what could be read is there, and what could not is among the diagnostics; an error
/// there means that rows are missing which the folder holds.
#[must_use]
pub fn open(folder: &Path, vocab: &Vocab) -> (DataSet, Diagnostics) {
    open_with(folder, vocab, &Assigned::new())
}

/// Files that hold what their names do not say: by path relative to the folder, the forms in it. A file may hold
/// several forms, one beside the other in the same rows.
pub type Assigned = BTreeMap<String, Vec<FormId>>;

/// The same as [`open`], where some files are assigned to forms.
#[must_use]
pub fn open_with(folder: &Path, vocab: &Vocab, assigned: &Assigned) -> (DataSet, Diagnostics) {
    let mut reading = Reading {
        vocab,
        parts: Vec::new(),
        subjects: Subjects::default(),
        listed: false,
        apart: false,
        tables: Vec::new(),
        set: DataSet { folder: folder.to_owned(), ..DataSet::default() },
        diagnostics: Diagnostics::default(),
        book: None,
    };
    match &vocab.subject {
        Some(subject) if !subject.key.is_empty() => {
            reading.parts = parts(subject, vocab);
            match list(folder) {
                Ok(entries) => reading.folder(entries, assigned),
                Err(error) => reading.diagnostics.push(error),
            }
        }
        Some(_) | None => {
            reading.diagnostics.push(Diagnostic::new(rulebook::NO_SUBJECT).help(rulebook::DECLARE_A_SUBJECT))
        }
    }
    let tables = std::mem::take(&mut reading.tables);
    reading.set.subjects = std::mem::take(&mut reading.subjects.all);
    reading.set.subject_parts = std::mem::take(&mut reading.subjects.parts);
    reading.set.unused_files.sort_by(|a, b| a.name.cmp(&b.name));
    reading.set.order_by_form();
    reading.set.put_together();
    reading.set.share_columns();
    add_rows_made_of_columns(vocab, &mut reading.set);
    add_subjects_themselves(vocab, &mut reading.set);
    let (references, said) = read_tables(vocab, &tables);
    reading.set.add_references(&references);
    reading.diagnostics.append(said);
    (reading.set, reading.diagnostics)
}

/// The files of a folder by name. Folders in it are left alone.
fn list(folder: &Path) -> Result<Vec<(String, PathBuf)>, Diagnostic> {
    let path = folder.display().to_string();
    let unreadable = |error: io::Error| {
        let found = if error.kind() == io::ErrorKind::NotFound {
            Diagnostic::new(codes::NO_DATA_SET)
        } else {
            Diagnostic::new(codes::FOLDER_UNREADABLE).with("why", &error)
        };
        found.with("path", path.as_str()).help(codes::A_FOLDER_OF_FORMS)
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name != DESCRIPTION
            && (is_csv(&path) || workbook::is_one(&path) || parquet::is_one(&path) || !path.is_dir())
        {
            files.push((name, path));
        }
    }
    files.sort();
    Ok(files)
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().trim().to_owned()).unwrap_or_default()
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Why a file is left alone for its name alone.
fn passed_over(name: &str, path: &Path) -> Option<UnusedWhy> {
    if name.starts_with("~$") || name.starts_with(".~") {
        Some(UnusedWhy::OpenElsewhere)
    } else if name.starts_with('.') {
        Some(UnusedWhy::Hidden)
    } else if is_csv(path) || workbook::is_one(path) || parquet::is_one(path) {
        None
    } else {
        Some(UnusedWhy::NotCsv)
    }
}

impl Reading<'_> {
    fn folder(&mut self, entries: Vec<(String, PathBuf)>, assigned: &Assigned) {
        let known = FileNames::of(self.vocab);
        let mut files: BTreeMap<FormId, Vec<Source>> = BTreeMap::new();
        let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
        for (name, forms) in assigned {
            let (path, sheet) = self.assigned(name);
            taken.insert(path.clone());
            for form in forms {
                let (name, path, sheet) = (name.clone(), path.clone(), sheet.clone());
                files.entry(*form).or_default().push(Source { name, path, sheet });
            }
        }
        for (name, path) in entries.into_iter().filter(|(_, path)| !taken.contains(path)) {
            let outlines = geojson::is_one(&name) && known.is_of_a_table(&name, self.vocab);
            if let Some(why) = passed_over(&name, &path).filter(|why| !outlines || *why != UnusedWhy::NotCsv)
            {
                self.unused(name, path, why);
            } else if workbook::is_one(&path) {
                self.sheets(&name, &path, &known, &mut files);
            } else {
                let forms = known.find(&stem_of(&path)).to_vec();
                self.assign(&forms, Source { name, path, sheet: None }, &known, &mut files);
            }
        }
        for (form, _, _) in self.vocab.tables() {
            if let Some(files) = files.remove(&form) {
                self.tables.push(TableFiles { form, files });
            }
        }
        if files.is_empty() && !self.diagnostics.iter().any(|found| found.code == codes::FILE_AMBIGUOUS) {
            let mut found =
                Diagnostic::new(codes::NO_FORM_FILE).with("path", self.set.folder.display().to_string());
            found.helps.extend(known.example());
            self.diagnostics.push(found);
        }
        if let Some(register) = self.vocab.subject.as_ref().and_then(|subject| subject.register) {
            // First of all: who is not in it is nobody in the other files.
            match files.remove(&register) {
                Some(its) => self.form(register, its),
                None if files.is_empty() => {}
                None => self.diagnostics.push(
                    Diagnostic::new(codes::NO_REGISTER)
                        .with("path", self.set.folder.display().to_string())
                        .with("form", shown(register, self.vocab))
                        .help(codes::ADD_THE_REGISTER),
                ),
            }
            self.listed = true;
        }
        for (form, files) in files {
            self.form(form, files);
        }
    }

    /// The path of a file that is assigned to forms, and of a workbook its sheet: the one in brackets behind the name, else
    /// the first.
    fn assigned(&mut self, name: &str) -> (PathBuf, Option<String>) {
        let whole = self.set.folder.join(name);
        let (file, sheet) = name
            .strip_suffix(']')
            .and_then(|name| name.split_once('['))
            .filter(|_| !whole.exists())
            .map_or((name, None), |(file, sheet)| (file, Some(sheet.to_owned())));
        let path = self.set.folder.join(file);
        if sheet.is_some() || !workbook::is_one(&path) {
            return (path, sheet);
        }
        let first = self.opened(&path).and_then(|book| {
            let first = book.sheets().into_iter().next();
            self.book = Some((path.clone(), book));
            first
        });
        (path, Some(first.map_or_else(String::new, |(sheet, _)| sheet)))
    }

    /// Finds the forms of a workbook's sheets: each by its own name. Where none has the name of a form the only one in which
    /// something stands goes by the name of the file.
    fn sheets(
        &mut self,
        name: &str,
        path: &Path,
        known: &FileNames<'_>,
        files: &mut BTreeMap<FormId, Vec<Source>>,
    ) {
        let Some(mut book) = self.opened(path) else {
            return self.unused(name.to_owned(), path.to_owned(), UnusedWhy::Failed);
        };
        let mut filled = Vec::new();
        for (sheet, seen) in book.sheets() {
            let blank = book.read(&sheet, |mut rows| rows.next(&mut Record::default()) == Ok(false));
            let why = match (blank, seen) {
                (Ok(true), _) => UnusedWhy::BlankSheet,
                (_, false) => UnusedWhy::HiddenSheet,
                (_, true) => {
                    filled.push(sheet);
                    continue;
                }
            };
            self.unused(with_sheet(name, Some(&sheet)), path.to_owned(), why);
        }
        self.book = Some((path.to_owned(), book));
        let by_sheet: Vec<Vec<FormId>> = filled.iter().map(|sheet| known.find(sheet).to_vec()).collect();
        let of_file = (filled.len() == 1 && by_sheet.iter().all(Vec::is_empty))
            .then(|| known.find(&stem_of(path)).to_vec())
            .filter(|forms| !forms.is_empty());
        for (sheet, forms) in filled.into_iter().zip(by_sheet) {
            let name = with_sheet(name, Some(&sheet));
            let file = Source { name, path: path.to_owned(), sheet: Some(sheet) };
            self.assign(of_file.as_ref().unwrap_or(&forms), file, known, files);
        }
    }

    /// Takes a file or sheet as that of the one form that it is named after.
    fn assign(
        &mut self,
        forms: &[FormId],
        file: Source,
        known: &FileNames<'_>,
        files: &mut BTreeMap<FormId, Vec<Source>>,
    ) {
        match forms {
            [form] => files.entry(*form).or_default().push(file),
            [] => {
                let stem = file.sheet.clone().unwrap_or_else(|| stem_of(&file.path));
                self.diagnostics.push(known.without_form(&stem, &file.place()));
                self.unused(file.name, file.path, UnusedWhy::NoForm);
            }
            several => {
                self.diagnostics.push(ambiguous(&file.name, several, self.vocab));
                self.unused(file.name, file.path, UnusedWhy::FitsSeveral);
            }
        }
    }

    /// Reads the file of a form; of sheets there may be several, as of a workbook for each enterprise.
    fn form(&mut self, form: FormId, files: Vec<Source>) {
        if files.len() > 1 && files.iter().any(|file| file.sheet.is_none()) {
            return self.several(form, files);
        }
        for file in files {
            let (name, path) = (file.name.clone(), file.path.clone());
            if !self.read_one(form, file) {
                self.unused(name, path, UnusedWhy::Failed);
            }
        }
    }

    fn several(&mut self, form: FormId, files: Vec<Source>) {
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        self.diagnostics.push(
            Diagnostic::new(codes::FORM_TWICE)
                .with("form", shown(form, self.vocab))
                .with("files", names)
                .help(codes::KEEP_ONE_FILE),
        );
        for file in files {
            self.unused(file.name, file.path, UnusedWhy::OneOfSeveral);
        }
    }

    fn unused(&mut self, name: String, path: PathBuf, why: UnusedWhy) {
        self.set.unused_files.push(UnusedFile { name, path, why });
    }
}

/// The bytes of an ordinary file; a pipe or a device might never end.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Arg> {
    let about = fs::metadata(path).map_err(|error| Arg::from(&error))?;
    if !about.is_file() {
        return Err(codes::WHY_NOT_A_FILE.into());
    }
    fs::read(path).map_err(|error| Arg::from(&error))
}
