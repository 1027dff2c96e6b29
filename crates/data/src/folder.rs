//! Files of a folder to forms.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::{data as codes, names, rulebook};
use shensuan_diagnostics::suggest::nearest;
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Message};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FormId, TableFile, Vocab};

use crate::columns_as_rows::add_rows_made_of_columns;
use crate::dataset::{DataSet, UnusedFile, UnusedWhy};
use crate::geojson;
use crate::keys::{Subjects, parts};
use crate::references::{TableFiles, add_subjects_themselves, read_tables};
use crate::table::{FormFile, Reading};
use crate::words::shown;

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
        if name != DESCRIPTION && (is_csv(&path) || !path.is_dir()) {
            files.push((name, path));
        }
    }
    files.sort();
    Ok(files)
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
    } else if is_csv(path) {
        None
    } else {
        Some(UnusedWhy::NotCsv)
    }
}

impl Reading<'_> {
    fn folder(&mut self, entries: Vec<(String, PathBuf)>, assigned: &Assigned) {
        let known = FileNames::of(self.vocab);
        let mut files: BTreeMap<FormId, Vec<FormFile>> = BTreeMap::new();
        for (name, forms) in assigned {
            for form in forms {
                let path = self.set.folder.join(name);
                files.entry(*form).or_default().push(FormFile { form: *form, name: name.clone(), path });
            }
        }
        for (name, path) in entries.into_iter().filter(|(name, _)| !assigned.contains_key(name)) {
            let outlines = geojson::is_one(&name) && known.is_of_a_table(&name, self.vocab);
            if let Some(why) = passed_over(&name, &path).filter(|why| !outlines || *why != UnusedWhy::NotCsv)
            {
                self.unused(name, path, why);
                continue;
            }
            let stem =
                path.file_stem().map(|stem| stem.to_string_lossy().trim().to_owned()).unwrap_or_default();
            match known.find(&stem) {
                [form] => files.entry(*form).or_default().push(FormFile { form: *form, name, path }),
                [] => {
                    self.diagnostics.push(known.without_form(&stem, &path));
                    self.unused(name, path, UnusedWhy::NoForm);
                }
                several => {
                    self.diagnostics.push(ambiguous(&name, several, self.vocab));
                    self.unused(name, path, UnusedWhy::FitsSeveral);
                }
            }
        }
        for (form, _, _) in self.vocab.tables() {
            if let Some(files) = files.remove(&form) {
                let files = files.into_iter().map(|file| (file.name, file.path)).collect();
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

    /// Reads the file of a form.
    fn form(&mut self, form: FormId, mut files: Vec<FormFile>) {
        match (files.pop(), files.is_empty()) {
            (Some(file), true) => self.read(file),
            (last, _) => {
                files.extend(last);
                self.several(form, files);
            }
        }
    }

    fn read(&mut self, file: FormFile) {
        let (name, path) = (file.name.clone(), file.path.clone());
        let used = match read_bytes(&path) {
            Ok(bytes) => self.file(file, bytes),
            Err(why) => {
                self.diagnostics.push(
                    Diagnostic::new(codes::FILE_UNREADABLE)
                        .with("path", path.display().to_string())
                        .with("why", why)
                        .help(codes::CLOSE_OR_ALLOW),
                );
                false
            }
        };
        if !used {
            self.unused(name, path, UnusedWhy::Failed);
        }
    }

    fn several(&mut self, form: FormId, files: Vec<FormFile>) {
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

/// The file names that forms go by, the plainest first: the name of a form, its title, form and group, the
/// name of a group alone.
struct FileNames<'v> {
    tiers: [BTreeMap<String, Vec<FormId>>; 4],
    written: Vec<&'v str>,
}

impl<'v> FileNames<'v> {
    fn of(vocab: &'v Vocab) -> Self {
        let mut known = Self { tiers: Default::default(), written: Vec::new() };
        let [by_name, by_title, by_both, by_group] = &mut known.tiers;
        let add = |tier: &mut BTreeMap<String, Vec<FormId>>, name: &str, form: FormId| {
            let forms = tier.entry(fold_text(name)).or_default();
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        let supplied = vocab.tables().filter(|(_, _, table)| table.file == TableFile::Data);
        let supplied = supplied.map(|(id, form, _)| (id, form));
        let filed = vocab.forms().filter(|(_, form)| !form.is_made_of_columns());
        for (id, form) in filed.chain(supplied) {
            let names = if form.parent.is_some() { &mut *by_group } else { &mut *by_name };
            for name in form.name.all() {
                add(names, name, id);
                known.written.push(name);
            }
            if let Some(title) = &form.title {
                add(by_title, title, id);
                known.written.push(title);
            }
            for parent in form.parent.iter().flat_map(|parent| vocab.form(*parent).name.all()) {
                for group in form.name.all() {
                    add(by_both, &format!("{parent}-{group}"), id);
                    add(by_both, &format!("{parent}.{group}"), id);
                }
            }
        }
        known
    }

    /// The forms that a file's stem names; more than one where it does not say which.
    fn find(&self, stem: &str) -> &[FormId] {
        let folded = fold_text(stem);
        self.tiers.iter().find_map(|tier| tier.get(&folded)).map_or(&[], Vec::as_slice)
    }

    /// Whether a file of outlines is named after a table; others are of no concern here.
    fn is_of_a_table(&self, name: &str, vocab: &Vocab) -> bool {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.find(stem.trim()).iter().any(|form| vocab.reference(*form).is_some())
    }

    fn without_form(&self, stem: &str, path: &Path) -> Diagnostic {
        let mut found = Diagnostic::new(codes::FILE_WITHOUT_FORM)
            .with("name", stem)
            .with("path", path.display().to_string());
        let folded = fold_text(stem);
        let near = match nearest(&folded, self.written.iter().copied()) {
            near if near.is_empty() => self.beginning_of(&folded).into_iter().collect(),
            near => near,
        };
        if near.is_empty() {
            found.helps.extend(self.example());
            return found;
        }
        found.help(names::DID_YOU_MEAN.with("names", near))
    }

    /// The name that a folded stem begins with: copies are called `G102 (1)` or `G102-副本`.
    fn beginning_of(&self, folded: &str) -> Option<String> {
        let begins = |name: &&&str| {
            let rest = folded.strip_prefix(&fold_text(name));
            rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
        };
        self.written.iter().filter(begins).max_by_key(|name| name.len()).map(|name| (*name).to_owned())
    }

    /// How files are named, by the example of the first form.
    fn example(&self) -> Option<Message> {
        let name = self.written.first()?;
        Some(codes::NAME_FILES_AFTER_FORMS.with("example", format!("{name}.csv")))
    }
}

fn ambiguous(name: &str, forms: &[FormId], vocab: &Vocab) -> Diagnostic {
    let unmistakable = |form: &FormId| {
        let declared = vocab.form(*form);
        let parent = declared.parent.map(|parent| format!("{}-", vocab.form(parent).name.declared()));
        format!("{}{}.csv", parent.unwrap_or_default(), declared.name.declared())
    };
    let written = |form: &FormId| shown(*form, vocab);
    Diagnostic::new(codes::FILE_AMBIGUOUS)
        .with("file", name)
        .with("forms", list_of(forms.iter().map(written)))
        .help(codes::NAME_IT_ONE_OF.with("names", forms.iter().map(unmistakable).collect::<Vec<_>>()))
}

/// Names that are written in each language, as the language lists them.
fn list_of(names: impl Iterator<Item = Both>) -> Both {
    let (zh, en): (Vec<String>, Vec<String>) =
        names.map(|name| (format!("“{}”", name.zh), format!("`{}`", name.en))).unzip();
    Both::new(zh.join("、"), en.join(", "))
}
