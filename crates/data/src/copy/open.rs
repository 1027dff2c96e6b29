//! Opens a copy, and makes a data set of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use shensuan_columnar::{Column, File, TextList};
use shensuan_diagnostics::codes::copies as codes;
use shensuan_diagnostics::{Diagnostic, Diagnostics};
use shensuan_vocab::{Date, FieldId, FormId, Period, Vocab};

use super::describe::{filed, path_of, vocabulary};
use super::manifest::{Account, FormFiles, MANIFEST, Manifest, OwnFile};
use super::origins::compared;
use super::rows::{self, Named, Reading};
use super::{damaged, why, words};
use crate::columns_as_rows::add_rows_made_of_columns;
use crate::dataset::{DataSet, FieldColumn, FileAccount, FormTable, UnusedFile};
use crate::references::add_subjects_themselves;
use crate::repairs::Repaired;

/// Threads that read the columns of a copy: more have nothing to do.
const MOST_THREADS: usize = 16;

/// Finds a form by the names that a copy has for it.
type FormOf<'f> = dyn Fn(&[String]) -> Result<FormId, Box<Diagnostic>> + Sync + 'f;

/// Whether a folder is a copy.
#[must_use]
pub fn is_copy(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}

/// The rulebook of a copied data set: as it was written at the import, where that leads to it from here too, else from the
/// root. None where it is gone.
///
/// # Errors
/// The copy does not say what it is.
pub fn rulebook_of_copy(folder: &Path) -> Result<Option<PathBuf>, Box<Diagnostic>> {
    let rulebook = Manifest::read(folder)?.rulebook;
    Ok(rulebook.and_then(|rulebook| {
        let (path, written) = (PathBuf::from(rulebook.path), PathBuf::from(rulebook.written));
        let same = fs::canonicalize(&written).is_ok_and(|found| found == path);
        let path = if same { written } else { path };
        path.exists().then_some(path)
    }))
}

/// Opens a copy as a data set: what could not be read is among the diagnostics, and so is that its sources are others
/// now, or gone.
#[must_use]
pub fn open_copy(folder: &Path, vocab: &Vocab) -> (DataSet, Diagnostics) {
    let opened = Copy::open(folder, vocab);
    let read = opened.and_then(|(copy, said)| Ok((copy.data_set(vocab)?, said)));
    read.unwrap_or_else(|error| {
        let mut said = Diagnostics::default();
        said.push(*error);
        (DataSet::default(), said)
    })
}

/// A copy, open; its columns are not read yet.
#[derive(Debug)]
pub struct Copy {
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
    /// The lists: subjects, unreadable cells, rejected rows.
    pub(super) lists: [File; 3],
    /// A file a form.
    pub(super) forms: Vec<File>,
}

impl Copy {
    /// Opens a copy that was read with this vocabulary; what is said is of its sources.
    ///
    /// # Errors
    /// It is damaged, or of another vocabulary.
    pub fn open(folder: &Path, vocab: &Vocab) -> Result<(Self, Diagnostics), Box<Diagnostic>> {
        let manifest = Manifest::read(folder)?;
        if manifest.vocabulary != vocabulary(vocab) {
            let said = Diagnostic::new(codes::OTHER_VOCABULARY).with("path", folder.display().to_string());
            return Err(Box::new(said.help(codes::IMPORT_WITH_THIS)));
        }
        let open = |own: &OwnFile| opened(folder, own);
        let lists = [open(&manifest.subjects)?, open(&manifest.unreadable)?, open(&manifest.rejected)?];
        let forms = manifest.forms.iter().map(|form| open(&form.run)).collect::<Result<_, _>>()?;
        let said = compared(folder, &manifest.sources, manifest.place.as_ref());
        Ok((Self { folder: folder.to_owned(), manifest, lists, forms }, said))
    }

    /// Whether all its files are mapped into memory, not read.
    #[must_use]
    pub fn is_mapped(&self) -> bool {
        self.lists.iter().chain(&self.forms).all(File::is_mapped)
    }

    /// Reads everything.
    ///
    /// # Errors
    /// A file of it is damaged.
    pub fn data_set(&self, vocab: &Vocab) -> Result<DataSet, Box<Diagnostic>> {
        let manifest = &self.manifest;
        let path = self.folder.join(MANIFEST);
        let strange = || damaged(&path, codes::WHY_NOT_OF_ITSELF);
        let forms: Vec<FormId> = filed(vocab).map(|(form, _, _)| form).collect();
        let form_of = |names: &[String]| {
            forms.iter().copied().find(|form| path_of(*form, vocab) == names).ok_or_else(strange)
        };
        let files: Vec<FileAccount> = manifest
            .files
            .iter()
            .map(|file| account(file, form_of(&file.form)?, vocab).ok_or_else(strange))
            .collect::<Result<_, _>>()?;
        let field = |file: usize, name: &str| {
            let form = files.get(file)?.form;
            field_of(form, name, vocab)
        };
        let [of_subjects, of_unreadable, of_rejected] = &self.lists;
        let mut subjects = self.reading(of_subjects, &manifest.subjects)?;
        let of_lists = self.damaged_at(&manifest.subjects);
        let keys = subjects.list("key").ok_or_else(&of_lists)?;
        let parts: Vec<TextList> = (1..=manifest.key_parts)
            .map(|part| subjects.list(&format!("part {part}")).ok_or_else(&of_lists))
            .collect::<Result<_, _>>()?;
        let ends: Vec<Option<Vec<u32>>> = manifest
            .forms
            .iter()
            .map(|form| match form.reference {
                true => Ok(None),
                false => {
                    let ends = subjects.counts(&format!("end {}", form.form.join("-")));
                    ends.map(Some).ok_or_else(&of_lists)
                }
            })
            .collect::<Result<_, _>>()?;
        if !subjects.is_done() {
            return Err(of_lists());
        }
        let unreadable = rows::unreadable(self.reading(of_unreadable, &manifest.unreadable)?, field)
            .ok_or_else(self.damaged_at(&manifest.unreadable))?;
        let rejected = rows::rejected(self.reading(of_rejected, &manifest.rejected)?)
            .ok_or_else(self.damaged_at(&manifest.rejected))?;
        let of_files = unreadable.iter().map(|cell| cell.file).chain(rejected.iter().map(|row| row.file));
        if of_files.max().is_some_and(|last| last >= files.len()) {
            return Err(strange());
        }
        let mut set = DataSet {
            folder: self.folder.clone(),
            subject_parts: together(parts, keys.len()),
            subjects: keys,
            period: period(manifest.period.as_ref()).ok_or_else(strange)?,
            unreadable,
            rejected,
            unused_files: manifest
                .unused
                .iter()
                .map(|file| {
                    let why = words::unused(&file.why)?;
                    Some(UnusedFile { name: file.name.clone(), path: PathBuf::from(&file.path), why })
                })
                .collect::<Option<_>>()
                .ok_or_else(strange)?,
            files,
            tables: Vec::new(),
            references: Vec::new(),
            selected: None,
        };
        let read = self.tables(&ends, set.files.len(), vocab, &form_of);
        for (table, form) in read.into_iter().zip(&manifest.forms) {
            let table = table?;
            if form.reference { set.references.push(table) } else { set.tables.push(table) }
        }
        add_rows_made_of_columns(vocab, &mut set);
        add_subjects_themselves(vocab, &mut set);
        Ok(set)
    }

    /// Reads the tables side by side.
    fn tables(
        &self,
        ends: &[Option<Vec<u32>>],
        files: usize,
        vocab: &Vocab,
        form_of: &FormOf<'_>,
    ) -> Vec<Result<FormTable, Box<Diagnostic>>> {
        let one = |at: usize| {
            let (form, file) = (self.manifest.forms.get(at)?, self.forms.get(at)?);
            let read = form_of(&form.form).and_then(|id| {
                let reading = self.reading(file, &form.run)?;
                table(reading, form, id, ends.get(at).and_then(Option::as_ref), files, vocab)
                    .ok_or_else(self.damaged_at(&form.run))
            });
            Some(read)
        };
        let next = AtomicUsize::new(0);
        let worker = || {
            let mut made = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                match one(at) {
                    Some(table) => made.push((at, table)),
                    None => return made,
                }
            }
        };
        let threads = thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS));
        let threads = threads.min(self.forms.len());
        let mut all = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
            let mut all = worker();
            for other in others {
                match other.join() {
                    Ok(made) => all.extend(made),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        });
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, table)| table).collect()
    }

    /// The columns of a file.
    pub(super) fn reading(&self, file: &File, own: &OwnFile) -> Result<Reading, Box<Diagnostic>> {
        let path = self.folder.join(&own.path);
        let columns: Named = file.columns().map_err(|trouble| damaged(&path, why(&trouble)))?;
        Reading::new(columns, own.rows).ok_or_else(self.damaged_at(own))
    }

    /// The complaint about a file that holds other columns than the copy says.
    pub(super) fn damaged_at(&self, own: &OwnFile) -> impl Fn() -> Box<Diagnostic> + use<> {
        let path = self.folder.join(&own.path);
        move || damaged(&path, codes::WHY_NOT_OF_ITSELF)
    }
}

/// Opens a file of a copy: as long as it was, and with the heads that it had.
fn opened(folder: &Path, own: &OwnFile) -> Result<File, Box<Diagnostic>> {
    let path = folder.join(&own.path);
    let file = File::open(&path).map_err(|trouble| damaged(&path, why(&trouble)))?;
    if file.len() as u64 != own.bytes {
        let other = codes::WHY_OTHER_SIZE.with("found", file.len());
        return Err(damaged(&path, other.with("wanted", usize::try_from(own.bytes).unwrap_or(usize::MAX))));
    }
    if file.seal() != own.seal {
        return Err(damaged(&path, codes::WHY_OTHER_CONTENT));
    }
    Ok(file)
}

pub(super) fn field_of(form: FormId, name: &str, vocab: &Vocab) -> Option<FieldId> {
    vocab.form(form).fields.iter().copied().find(|field| vocab.field(*field).name.declared() == name)
}

/// The table of a form; none where the columns are not those that the copy says.
pub(super) fn table(
    mut reading: Reading,
    form: &FormFiles,
    id: FormId,
    ends: Option<&Vec<u32>>,
    files: usize,
    vocab: &Vocab,
) -> Option<FormTable> {
    let declared = &vocab.form(id).fields;
    if declared.len() != form.columns.len() {
        return None;
    }
    let mut columns = Vec::with_capacity(declared.len());
    for (field, kept) in declared.iter().zip(&form.columns) {
        if vocab.field(*field).name.declared() != kept.field {
            return None;
        }
        let column = reading.next(&kept.field)?;
        let marks = if kept.marks { reading.marks(&format!("{}#mark", kept.field))? } else { Vec::new() };
        let most = vocab.field(*field).marks.len();
        if marks.iter().any(|mark| usize::from(*mark) > most) {
            return None;
        }
        let column = match column {
            Column::Numbers { values, given } => FieldColumn::Number { values, given, marks },
            Column::Truths(values) => FieldColumn::YesNo { values },
            Column::Texts { index, given, entries } => FieldColumn::Text { index, given, entries },
            Column::Counts(_) | Column::Marks(_) => return None,
        };
        columns.push((*field, column));
    }
    let rows = reading.counts("#row")?;
    let lines = if form.lines { reading.counts("#line")? } else { Vec::new() };
    let of_files = if form.several_files { reading.counts("#file")? } else { Vec::new() };
    let of_files: Vec<usize> = of_files.into_iter().map(|file| file as usize).collect();
    let known = of_files.iter().chain(std::iter::once(&form.file)).all(|file| *file < files);
    if !known || !reading.is_done() {
        return None;
    }
    let subject = match ends {
        Some(ends) => subjects(ends, rows.len())?,
        None => vec![0; rows.len()],
    };
    Some(FormTable {
        form: id,
        file: form.file,
        files: of_files,
        rows,
        lines,
        subject,
        columns,
        made_of: Vec::new(),
        rows_of: None,
    })
}

/// The subject of every row, by where the rows of each end; none where they do not.
fn subjects(ends: &[u32], rows: usize) -> Option<Vec<u32>> {
    let mut subject = Vec::with_capacity(rows);
    for (at, end) in (0..).zip(ends) {
        let more = (*end as usize).checked_sub(subject.len())?;
        if *end as usize > rows {
            return None;
        }
        subject.extend(std::iter::repeat_n(at, more));
    }
    (subject.len() == rows).then_some(subject)
}

/// The parts of keys, subject by subject.
fn together(parts: Vec<TextList>, subjects: usize) -> Vec<Vec<String>> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<Vec<String>> = vec![Vec::with_capacity(parts.len()); subjects];
    for part in parts {
        all.iter_mut().zip(&part).for_each(|(key, part)| key.push(part.to_owned()));
    }
    all
}

/// The reporting period; none of it where it is none.
pub(super) fn period(written: Option<&(String, String)>) -> Option<Option<Period>> {
    let Some((first, last)) = written else { return Some(None) };
    Period::new(Date::read(first)?, Date::read(last)?).map(Some)
}

pub(super) fn account(file: &Account, form: FormId, vocab: &Vocab) -> Option<FileAccount> {
    Some(FileAccount {
        name: file.name.clone(),
        path: PathBuf::from(&file.path),
        form,
        encoding: words::encoding(&file.encoding)?,
        delimiter: file.delimiter,
        rows_above: file.rows_above,
        header: file.header,
        header_rows: file.header_rows,
        rows_in: file.rows_in,
        rows_used: file.rows_used,
        rows_rejected: file.rows_rejected,
        cells_in: file.cells_in,
        cells_used: file.cells_used,
        cells_empty: file.cells_empty,
        cells_rejected: file.cells_rejected,
        cells_unreadable: file.cells_unreadable,
        cells_surplus: file.cells_surplus,
        cells_of_rejected_rows: file.cells_of_rejected_rows,
        repaired: Repaired::of_counts(
            file.cells_repaired,
            file.repairs.iter().map(|(name, cells)| Some((words::repair(name)?, *cells))),
        )?,
        cells_ignored: file.cells_ignored,
        ignored_columns: file.ignored_columns.clone(),
        missing_columns: file
            .missing_columns
            .iter()
            .map(|name| field_of(form, name, vocab))
            .collect::<Option<_>>()?,
        turned: file
            .turned
            .iter()
            .map(|(name, row)| Some((field_of(form, name, vocab)?, *row)))
            .collect::<Option<_>>()?,
        beside: file
            .beside
            .iter()
            .map(|(number, name, column)| Some((*number, field_of(form, name, vocab)?, *column)))
            .collect::<Option<_>>()?,
    })
}
