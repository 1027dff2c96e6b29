//! Files of a folder to forms.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shensuan_diagnostics::codes::{Severity, data as codes, layouts, rulebook};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Lang};
use shensuan_vocab::{FormId, Vocab};

use crate::assigned::{Assigned, Entry, Told};
use crate::beside::Done;
use crate::columns_as_rows::add_rows_made_of_columns;
use crate::database::{Database, Door};
use crate::dataset::{DataSet, UnusedFile, UnusedWhy};
use crate::describe::Describing;
use crate::file_names;
use crate::geojson;
use crate::keys::{Subjects, parts};
use crate::parquet;
use crate::references::{TableFiles, add_subjects_themselves, read_tables_through};
use crate::shelf::Shelf;
use crate::sources::{FileNames, Source, ambiguous, with_sheet};
use crate::table::Reading;
use crate::words::shown;
use crate::workbook;

/// Describes a data set; read elsewhere, so it counts neither as used nor as unused.
const DESCRIPTION: &str = "dataset.toml";

/// Reads the data set in a folder: a file of text or a sheet for each form or group of rows of the vocabulary, found by its
/// name. It never fails: what could be read is there, and what could not is among the diagnostics; an error
/// there means that rows are missing which the folder holds.
#[must_use]
pub fn open(folder: &Path, vocab: &Vocab) -> (DataSet, Diagnostics) {
    open_with(folder, vocab, &Assigned::new(), &Database::default(), &mut |_, _, _| {})
}

/// The same as [`open`], where the data set says something of its files, or asks a database for some of its forms.
/// `watch` hears of each source, or form of it, before it is read: its name, the how manyth, of how many.
#[must_use]
pub fn open_with(
    folder: &Path,
    vocab: &Vocab,
    assigned: &Assigned,
    database: &Database,
    watch: &mut dyn FnMut(&str, usize, usize),
) -> (DataSet, Diagnostics) {
    open_on(folder, vocab, assigned, database, available(), watch)
}

/// The same as [`open_with`], on so many threads. How many there are shows in nothing that is read.
#[must_use]
pub fn open_on(
    folder: &Path,
    vocab: &Vocab,
    assigned: &Assigned,
    database: &Database,
    threads: usize,
    watch: &mut dyn FnMut(&str, usize, usize),
) -> (DataSet, Diagnostics) {
    read_folder(folder, vocab, Opening { assigned, database, threads, only: None, described: None }, watch)
}

/// How a folder is opened.
pub(crate) struct Opening<'o, 'v> {
    /// What the data set says of its files.
    pub(crate) assigned: &'o Assigned,
    /// The forms that it asks a database for.
    pub(crate) database: &'o Database,
    pub(crate) threads: usize,
    /// The one file that is read.
    pub(crate) only: Option<&'o Path>,
    /// Takes what files are taken for, and hears of each.
    pub(crate) described: Option<Describing<'v>>,
}

/// Reads a folder, or one file of it.
pub(crate) fn read_folder<'v>(
    folder: &Path,
    vocab: &'v Vocab,
    opening: Opening<'_, 'v>,
    watch: &mut dyn FnMut(&str, usize, usize),
) -> (DataSet, Diagnostics) {
    let Opening { assigned, database, threads, only, described } = opening;
    let mut reading = Reading {
        vocab,
        parts: Vec::new(),
        subjects: Subjects::default(),
        listed: false,
        apart: false,
        tables: Vec::new(),
        set: DataSet { folder: folder.to_owned(), ..DataSet::default() },
        diagnostics: Diagnostics::default(),
        described,
        known: Default::default(),
        sheet_owners: Default::default(),
        book: None,
        shelf: Arc::default(),
        door: Door::to(database),
        threads,
    };
    match &vocab.subject {
        Some(subject) if !subject.key.is_empty() => {
            reading.parts = parts(subject, vocab);
            match list(folder) {
                Ok(entries) => reading.folder(entries, (assigned, database), only, watch),
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
    let (references, said) = read_tables_through(vocab, &tables, &mut reading.door);
    reading.set.add_references(&references);
    reading.diagnostics.append(said);
    (reading.set, reading.diagnostics)
}

/// As many threads as the machine has by default.
pub(crate) fn available() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The files of a folder by name. Folders in it are left alone.
pub(crate) fn list(folder: &Path) -> Result<Vec<(String, PathBuf)>, Diagnostic> {
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
        let name = path.file_name().map(file_names::shown).unwrap_or_default();
        if name != DESCRIPTION
            && (is_text(&path) || workbook::is_one(&path) || parquet::is_one(&path) || !path.is_dir())
        {
            files.push((name, path));
        }
    }
    below(folder, "", DEPTH, &mut files);
    files.sort();
    Ok(files)
}

/// Workbooks are sought in folders so far below that of the data set.
const DEPTH: usize = 3;

/// By these files a folder is known as results or a copy: it holds no data.
const NO_DATA: [&str; 2] = ["summary.json", "copy.json"];

fn holds_data(path: &Path) -> bool {
    is_text(path) || workbook::is_one(path) || parquet::is_one(path)
}

/// Finds the workbooks in the folders of a folder: by district, by who files.
fn below(folder: &Path, before: &str, depth: usize, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = file_names::shown(&entry.file_name());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let named = if before.is_empty() { name.clone() } else { format!("{before}/{name}") };
        if is_folder
            && depth > 0
            && !name.starts_with('.')
            && !NO_DATA.iter().any(|known| path.join(known).exists())
        {
            below(&path, &named, depth - 1, files);
        } else if !before.is_empty() && workbook::is_one(&path) && !path.is_dir() {
            files.push((named, path));
        }
    }
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| file_names::shown(stem).trim().to_owned()).unwrap_or_default()
}

/// Whether a file is a text of cells, by its name.
fn is_text(path: &Path) -> bool {
    has_ending(path, "csv") || has_ending(path, "tsv")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// Why a file is left alone for its name alone.
fn passed_over(name: &str, path: &Path) -> Option<UnusedWhy> {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    if name.starts_with("~$") || name.starts_with(".~") {
        Some(UnusedWhy::OpenElsewhere)
    } else if name.starts_with('.') {
        Some(UnusedWhy::Hidden)
    } else if is_text(path) || workbook::is_one(path) || parquet::is_one(path) {
        None
    } else {
        Some(UnusedWhy::NotCsv)
    }
}

impl Entry {
    /// It, or a sheet of it.
    fn source(&self, sheet: Option<String>) -> Source {
        let source = Source::new(with_sheet(&self.name, sheet.as_deref()), self.path.clone(), sheet);
        Source { layout: self.layout.clone(), assigned: self.said, ..source }
    }
}

impl Reading<'_> {
    fn folder(
        &mut self,
        entries: Vec<(String, PathBuf)>,
        (assigned, database): (&Assigned, &Database),
        only: Option<&Path>,
        watch: &mut dyn FnMut(&str, usize, usize),
    ) {
        let known = FileNames::of(self.vocab);
        let books = entries.iter().filter(|(name, path)| {
            workbook::is_one(path)
                && passed_over(name, path).is_none()
                && only.is_none_or(|only| only == path)
        });
        self.shelf = Arc::new(Shelf::of(books.map(|(_, path)| path.clone()).collect(), self.threads));
        let mut told = self.told(assigned);
        if told.lost {
            // Read without what it was told, a folder would seem to lack what it holds.
            return;
        }
        let mut all: BTreeMap<PathBuf, Entry> = entries
            .into_iter()
            .map(|(name, path)| {
                (path.clone(), Entry { name, path, layout: told.general.clone(), said: false })
            })
            .collect();
        // Workbooks in folders are found by themselves where no data stands beside these; else they have to be spoken of.
        let holds = |path: &Path| {
            holds_data(path) && (workbook::is_one(path) || !known.find(&stem_of(path)).is_empty())
        };
        let beside = all.values().any(|entry| !entry.name.contains('/') && holds(&entry.path));
        if beside {
            let inside = |entry: &Entry| entry.name.contains('/');
            for entry in all.values().filter(|entry| inside(entry) && !told.speaks_of(&entry.path)) {
                self.unused(entry.name.clone(), entry.path.clone(), UnusedWhy::InFolder);
            }
            all.retain(|_, entry| !inside(entry));
        }
        all.append(&mut told.entries);
        all.retain(|path, _| !told.taken.contains(path));
        if let Some(only) = only {
            all.retain(|path, _| path == only);
            told.files.values_mut().for_each(|files| files.retain(|file| file.path == only));
            told.files.retain(|_, files| !files.is_empty());
        }
        for entry in all.into_values() {
            let (name, path) = (&entry.name, &entry.path);
            let outlines = geojson::is_one(name) && known.is_of_a_table(name, self.vocab);
            let forms = known.find(&stem_of(path)).to_vec();
            let why = passed_over(name, path);
            if workbook::is_one(path) && why.is_none() {
                self.sheets(&entry, &known, &mut told);
            } else if has_ending(path, "txt") && why == Some(UnusedWhy::NotCsv) && !forms.is_empty()
                || outlines && why == Some(UnusedWhy::NotCsv)
                || why.is_none()
            {
                self.assign(&forms, entry.source(None), &known, &mut told.files);
            } else if let Some(why) = why {
                let why =
                    if has_ending(path, "txt") && why == UnusedWhy::NotCsv { UnusedWhy::NoForm } else { why };
                self.unused(entry.name, entry.path, why);
            }
        }
        let others = told.files.values().flatten().any(|source| source.sheet.is_some());
        for (name, said) in std::mem::take(&mut told.unopened) {
            self.left_out(&name, said, others);
        }
        let mut files = told.files;
        for source in database.sources() {
            files.entry(source.0).or_default().push(source.1);
        }
        files.values_mut().for_each(|files| told.copies.put_behind(files));
        self.say_what_is_named_as_a_copy(&files, &told.copies);
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
        let (mut read, all) = (0, files.values().map(Vec::len).sum());
        let mut watch = |name: &str| {
            read += 1;
            watch(name, read, all);
        };
        if let Some(register) = self.vocab.subject.as_ref().and_then(|subject| subject.register) {
            // First of all: who is not in it is nobody in the other files.
            match files.remove(&register) {
                Some(its) => self.form(register, its, &mut watch),
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
            self.form(form, files, &mut watch);
        }
        self.say_whose_sheets_differ();
    }

    /// Finds the forms of a workbook's sheets: each by its own name. Where none has the name of a form the only one in which
    /// something stands goes by the name of the file.
    fn sheets(&mut self, entry: &Entry, known: &FileNames<'_>, told: &mut Told) {
        let (name, path) = (entry.name.as_str(), entry.path.as_path());
        let said = std::mem::take(&mut self.diagnostics);
        let opened = self.opened(path);
        let of_file = std::mem::replace(&mut self.diagnostics, said);
        let Some(mut book) = opened else {
            if known.find(&stem_of(path)).is_empty() {
                told.unopened.push((name.to_owned(), of_file));
            } else {
                // All of a form may be in it.
                self.diagnostics.append(of_file);
            }
            return self.unused(name.to_owned(), path.to_owned(), UnusedWhy::Failed);
        };
        let mut filled = Vec::new();
        let of_others = |sheet: &String| told.taken_sheets.contains(&(path.to_owned(), sheet.clone()));
        let sheets = book.sheets();
        let alone = !sheets.iter().any(|(sheet, _)| of_others(sheet));
        for (sheet, seen) in sheets.into_iter().filter(|(sheet, _)| !of_others(sheet)) {
            let seen = seen || told.sheets.contains_key(&(path.to_owned(), sheet.clone()));
            let why = match (book.is_blank(&sheet), seen) {
                (Some(true), _) => UnusedWhy::BlankSheet,
                (_, false) => UnusedWhy::HiddenSheet,
                (_, true) => {
                    filled.push(sheet);
                    continue;
                }
            };
            self.unused(with_sheet(name, Some(&sheet)), path.to_owned(), why);
        }
        self.book = Some((path.to_owned(), book));
        for sheet in filled.iter().filter(|sheet| known.find_sheet(sheet).1) {
            told.copies.add(&with_sheet(name, Some(sheet)));
        }
        let by_sheet: Vec<Vec<FormId>> =
            filled.iter().map(|sheet| known.find_sheet(sheet).0.to_vec()).collect();
        let of_file = (alone && filled.len() == 1 && by_sheet.iter().all(Vec::is_empty))
            .then(|| known.find(&stem_of(path)).to_vec())
            .filter(|forms| !forms.is_empty());
        for (sheet, forms) in filled.into_iter().zip(by_sheet) {
            let said = told.sheets.get(&(path.to_owned(), sheet.clone()));
            let layout = said.unwrap_or(&entry.layout).clone();
            let file = Source { layout, ..entry.source(Some(sheet)) };
            self.assign(of_file.as_ref().unwrap_or(&forms), file, known, &mut told.files);
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
    fn form(&mut self, form: FormId, files: Vec<Source>, watch: &mut dyn FnMut(&str)) {
        if files.len() > 1 && files.iter().any(|file| file.sheet.is_none() && !file.assigned) {
            return self.several(form, files);
        }
        let several = files.len() > 1;
        let mut twins = BTreeMap::new();
        let mut failed = Vec::new();
        let mut any = false;
        self.read_each(form, files, watch, &mut |all, Done { name: (name, path), read, mark, said }| {
            // Of a file that breaks off nobody knows what is in the rest of it.
            let whole = read && !(several && said.has_errors());
            any |= whole;
            if whole {
                all.diagnostics.append(said);
                if several {
                    all.drop_if_twin(mark, &mut twins);
                }
            } else {
                all.back_to(mark);
                failed.push((name.clone(), said));
                all.unused(name, path, UnusedWhy::Failed);
            }
        });
        for (name, said) in failed {
            self.left_out(&name, said, any);
        }
        if several {
            self.say_who_is_in_several(form);
        }
    }

    /// Says what is wrong with a file. Where others of its form were read, that is no reason to read none.
    pub(crate) fn left_out(&mut self, name: &str, said: Diagnostics, others: bool) {
        for one in said.iter() {
            if !others || one.code.row().severity != Severity::Error {
                self.diagnostics.push(one.clone());
                continue;
            }
            let why = Both::new(one.title(Lang::Zh), one.title(Lang::En));
            let mut left = Diagnostic::new(layouts::FILE_LEFT_OUT).with("path", name).with("why", why);
            left.helps.clone_from(&one.helps);
            left.quotes.clone_from(&one.quotes);
            self.diagnostics.push(left);
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

    pub(crate) fn unused(&mut self, name: String, path: PathBuf, why: UnusedWhy) {
        self.set.unused_files.push(UnusedFile { name, path, why });
    }
}

/// How many bytes an ordinary file has; a pipe or a device might never end.
pub(crate) fn ordinary(path: &Path) -> Result<usize, Arg> {
    let about = fs::metadata(path).map_err(|error| Arg::from(&error))?;
    if about.is_file() {
        Ok(usize::try_from(about.len()).unwrap_or(usize::MAX))
    } else {
        Err(codes::WHY_NOT_A_FILE.into())
    }
}

/// The bytes of an ordinary file.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Arg> {
    ordinary(path)?;
    fs::read(path).map_err(|error| Arg::from(&error))
}
