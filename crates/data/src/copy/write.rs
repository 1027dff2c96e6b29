//! Writes a copy into an empty folder. Whoever calls puts the folder in its place.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use shensuan_columnar::{Cells, Hashing, TextList, Trouble, write_arrow, write_parquet};
use shensuan_vocab::{FieldId, FieldType, FormId, Vocab};

use super::describe::{filed, path_of, vocabulary};
use super::manifest::{
    Account, ColumnOf, FormFiles, MANIFEST, Manifest, OwnFile, RulebookPath, SCHEMA, Unused,
};
use super::origins::Origins;
use super::rows::{self, count};
use super::words;
use crate::dataset::{DataSet, FieldColumn, FileAccount, FormTable};

/// Characters of a form that the names of its files have.
const LONGEST_NAME: usize = 40;

/// What a copy is made of.
#[derive(Debug)]
pub struct Copied<'c> {
    /// The data set as it was read, without what a rulebook supplies.
    pub set: &'c DataSet,
    /// The vocabulary that it was read with.
    pub vocab: &'c Vocab,
    /// The files it was read from.
    pub origins: Origins,
    /// The folder of its rulebook.
    pub rulebook: Option<&'c Path>,
    /// The program that writes it, with its version.
    pub program: &'c str,
}

/// Fills a folder; `watch` hears of each form before it is written: its name, the how manyth, of how many. When this
/// returns, all is on the disk.
///
/// # Errors
/// Something cannot be written.
pub fn write_copy(
    folder: &Path,
    copied: &Copied<'_>,
    watch: &mut dyn FnMut(&str, usize, usize),
) -> io::Result<()> {
    let (set, vocab) = (copied.set, copied.vocab);
    for room in ["run", "exchange"] {
        fs::create_dir_all(folder.join(room))?;
    }
    let kept: Vec<FormId> = filed(vocab).map(|(form, _, _)| form).collect();
    // Rows made of columns are made anew at opening, and so are the subjects themselves.
    let own = |table: &&FormTable| kept.contains(&table.form) && !vocab.form(table.form).is_made_of_columns();
    let tables: Vec<(&FormTable, bool)> = (set.tables.iter().filter(own).map(|table| (table, false)))
        .chain(set.references.iter().filter(own).map(|table| (table, true)))
        .collect();
    let mut writing = Writing { folder, taken: BTreeSet::new() };
    let mut forms = Vec::with_capacity(tables.len());
    let mut subjects = rows::of_subjects(set);
    for (at, (table, reference)) in tables.iter().enumerate() {
        let path = path_of(table.form, vocab);
        watch(path.last().map_or("", String::as_str), at + 1, tables.len());
        if !reference {
            let ends = ends(&table.subject, set.subjects.len());
            subjects.push((format!("end {}", path.join("-")), shensuan_columnar::Column::Counts(ends)));
        }
        forms.push(writing.form(table, *reference, path, copied)?);
    }
    let list = |path: &str, columns: &rows::Named| {
        let columns: Vec<(&str, Cells<'_>)> =
            columns.iter().map(|(name, column)| (name.as_str(), column.cells())).collect();
        writing.run(path.to_owned(), &columns)
    };
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        program: copied.program.to_owned(),
        vocabulary: vocabulary(vocab),
        rulebook: copied.rulebook.and_then(|path| {
            let whole = fs::canonicalize(path).ok()?.display().to_string();
            Some(RulebookPath { path: whole, written: path.display().to_string() })
        }),
        dataset: set.folder.display().to_string(),
        period: set.period.map(|period| (period.first.to_string(), period.last.to_string())),
        sources: copied.origins.sources.clone(),
        place: copied.origins.place.clone(),
        files: set.files.iter().map(|file| account(file, vocab)).collect(),
        unused: set
            .unused_files
            .iter()
            .map(|file| Unused {
                name: file.name.clone(),
                path: file.path.display().to_string(),
                why: words::of_unused(file.why).to_owned(),
            })
            .collect(),
        key_parts: set.subject_parts.first().map_or(0, Vec::len),
        subjects: list("run/subjects.arrow", &subjects)?,
        unreadable: list("run/unreadable.arrow", &rows::of_unreadable(&set.unreadable, vocab))?,
        rejected: list("run/rejected.arrow", &rows::of_rejected(&set.rejected))?,
        forms,
    };
    let mut text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
    text.push(b'\n');
    let mut file = File::create(folder.join(MANIFEST))?;
    file.write_all(&text)?;
    file.sync_all()?;
    for room in ["run", "exchange", ""] {
        sync_folder(&folder.join(room))?;
    }
    Ok(())
}

/// Puts the names in a folder on the disk, where the system can be told to.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

struct Writing<'w> {
    folder: &'w Path,
    /// The names that forms have taken for their files.
    taken: BTreeSet<String>,
}

impl Writing<'_> {
    /// Writes the files of a form.
    fn form(
        &mut self,
        table: &FormTable,
        reference: bool,
        path: Vec<String>,
        copied: &Copied<'_>,
    ) -> io::Result<FormFiles> {
        let stem = self.stem(&path.join("-"));
        let vocab = copied.vocab;
        let (several_files, lines) = (!table.files.is_empty(), !table.lines.is_empty());
        let of_files: Vec<u32> = table.files.iter().map(|file| count(*file)).collect();
        let names: Vec<(String, String)> = table
            .columns
            .iter()
            .map(|(field, _)| vocab.field(*field).name.declared().to_owned())
            .map(|name| (format!("{name}#mark"), name))
            .collect();
        let mut columns: Vec<(&str, Cells<'_>)> = Vec::new();
        let mut kinds = Vec::new();
        for ((_, column), (mark, name)) in table.columns.iter().zip(&names) {
            columns.push((name, cells(column)));
            let marks = match column {
                FieldColumn::Number { marks, .. } if !marks.is_empty() => Some(marks),
                FieldColumn::Number { .. } | FieldColumn::YesNo { .. } | FieldColumn::Text { .. } => None,
            };
            columns.extend(marks.map(|marks| (mark.as_str(), Cells::Marks(marks))));
            kinds.push(ColumnOf { field: name.clone(), marks: marks.is_some() });
        }
        columns.push(("#row", Cells::Counts(&table.rows)));
        if lines {
            columns.push(("#line", Cells::Counts(&table.lines)));
        }
        if several_files {
            columns.push(("#file", Cells::Counts(&of_files)));
        }
        let run = self.run(format!("run/{stem}.arrow"), &columns)?;
        let exchange = self.exchange(format!("exchange/{stem}.parquet"), table, reference, copied)?;
        Ok(FormFiles {
            form: path,
            reference,
            file: table.file,
            lines,
            several_files,
            columns: kinds,
            run,
            exchange,
        })
    }

    /// A name for the files of a form that no other has, whichever case names have.
    fn stem(&mut self, name: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
        let plain: String = name.chars().map(plain).take(LONGEST_NAME).collect();
        let known = ["subjects", "unreadable", "rejected", "con", "prn", "aux", "nul"];
        let names = std::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}_{number}")));
        let mut free = names.filter(|name| {
            let folded = name.to_lowercase();
            !known.contains(&folded.as_str()) && !self.taken.contains(&folded)
        });
        let stem = free.next().unwrap_or(plain);
        self.taken.insert(stem.to_lowercase());
        stem
    }

    /// Writes a file to run on.
    fn run(&self, path: String, columns: &[(&str, Cells<'_>)]) -> io::Result<OwnFile> {
        let whole = self.folder.join(&path);
        let into = Hashing::new(BufWriter::new(File::create(&whole)?));
        let (bytes, sha256) = ended(write_arrow(into, columns).map_err(other)?)?;
        let rows = columns.first().map_or(0, |(_, cells)| cells.rows());
        let seal = shensuan_columnar::File::open(&whole).map_err(other)?.seal();
        Ok(OwnFile { path, rows, bytes, sha256, seal })
    }

    /// Writes a file for other programs: keys, the fields that are not private, and where every row comes from.
    fn exchange(
        &self,
        path: String,
        table: &FormTable,
        reference: bool,
        copied: &Copied<'_>,
    ) -> io::Result<OwnFile> {
        let (set, vocab) = (copied.set, copied.vocab);
        let open: Vec<&(FieldId, FieldColumn)> =
            table.columns.iter().filter(|(field, _)| !vocab.field(*field).private).collect();
        let name = |field: FieldId| vocab.field(field).name.declared();
        let parts = vocab.subject.iter().flat_map(|subject| subject.key.iter().enumerate());
        let parts: Vec<(&str, shensuan_columnar::Column)> = parts
            .filter(|(_, part)| !reference && !open.iter().any(|(field, _)| name(*field) == part.as_str()))
            .map(|(part, name)| (name.as_str(), key_part(set, table, part)))
            .collect();
        let names = Names::of(set, table);
        let shown: Vec<(String, Option<FieldColumn>, &FieldColumn)> = open
            .iter()
            .map(|(field, column)| (name(*field).to_owned(), as_filed(vocab, *field, column), column))
            .collect();
        let marks: Vec<Option<(String, shensuan_columnar::Column)>> = open
            .iter()
            .map(|(field, column)| Some((format!("{}#mark", name(*field)), marks(vocab, *field, column)?)))
            .collect();
        let mut columns: Vec<(&str, Cells<'_>)> =
            parts.iter().map(|(name, column)| (*name, column.cells())).collect();
        for ((field, _), ((name, filed, column), mark)) in open.iter().zip(shown.iter().zip(&marks)) {
            let cells = cells(filed.as_ref().unwrap_or(column));
            columns
                .push((name, if vocab.field(*field).kind == FieldType::Date { days(cells) } else { cells }));
            columns.extend(mark.iter().map(|(name, column)| (name.as_str(), column.cells())));
        }
        columns.push((
            "#file",
            Cells::Texts { index: &names.index, given: &names.given, entries: &names.entries },
        ));
        columns.push(("#row", Cells::Counts(&table.rows)));
        let into = Hashing::new(BufWriter::new(File::create(self.folder.join(&path))?));
        let (bytes, sha256) = ended(write_parquet(into, &columns).map_err(other)?)?;
        Ok(OwnFile { path, rows: table.rows.len(), bytes, sha256, seal: String::new() })
    }
}

/// Puts a file on the disk; how many bytes it has, and their hash.
fn ended(written: Hashing<BufWriter<File>>) -> io::Result<(u64, String)> {
    let (file, bytes, hash) = written.finish();
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok((bytes, hash))
}

fn other(trouble: Trouble) -> io::Error {
    match trouble {
        Trouble::System(error) => error,
        Trouble::Damaged(why) => io::Error::other(why),
    }
}

fn cells(column: &FieldColumn) -> Cells<'_> {
    match column {
        FieldColumn::Number { values, given, .. } => Cells::Numbers { values, given },
        FieldColumn::YesNo { values } => Cells::Truths(values),
        FieldColumn::Text { index, given, entries } => Cells::Texts { index, given, entries },
    }
}

/// Numbers as days.
fn days(cells: Cells<'_>) -> Cells<'_> {
    match cells {
        Cells::Numbers { values, given } => Cells::Days { values, given },
        Cells::Days { .. }
        | Cells::Truths(_)
        | Cells::Texts { .. }
        | Cells::Counts(_)
        | Cells::Whole { .. }
        | Cells::Marks(_) => cells,
    }
}

/// A column as it was filed, where it computes as something else: percents.
fn as_filed(vocab: &Vocab, field: FieldId, column: &FieldColumn) -> Option<FieldColumn> {
    if vocab.field(field).kind != FieldType::Percent {
        return None;
    }
    match column {
        FieldColumn::Number { values, given, marks } => {
            let values = values.iter().map(|ratio| percent(*ratio)).collect();
            Some(FieldColumn::Number { values, given: given.clone(), marks: marks.clone() })
        }
        FieldColumn::YesNo { .. } | FieldColumn::Text { .. } => None,
    }
}

/// The percents that come to a ratio: not one bit beside it.
fn percent(ratio: f64) -> f64 {
    let near = ratio * 100.0;
    let beside = [near, near.next_up(), near.next_down()];
    beside.into_iter().find(|percents| percents / 100.0 == ratio).unwrap_or(near)
}

/// The marks of a column as texts.
fn marks(vocab: &Vocab, field: FieldId, column: &FieldColumn) -> Option<shensuan_columnar::Column> {
    let FieldColumn::Number { marks, .. } = column else { return None };
    let index: Vec<u32> = marks.iter().map(|mark| u32::from(mark.saturating_sub(1))).collect();
    let given: Vec<bool> = marks.iter().map(|mark| *mark > 0).collect();
    let entries = vocab.field(field).marks.iter().collect();
    (!marks.is_empty()).then_some(shensuan_columnar::Column::Texts { index, given, entries })
}

/// A part of the keys of a table's rows.
fn key_part(set: &DataSet, table: &FormTable, part: usize) -> shensuan_columnar::Column {
    let subjects = set.subjects.len();
    let known = |subject: &u32| set.key_part(*subject as usize, part).is_some();
    shensuan_columnar::Column::Texts {
        index: table.subject.clone(),
        given: table.subject.iter().map(known).collect(),
        entries: (0..subjects).map(|at| set.key_part(at, part).unwrap_or("")).collect(),
    }
}

/// The names of the files of a table's rows.
struct Names {
    index: Vec<u32>,
    given: Vec<bool>,
    entries: TextList,
}

impl Names {
    fn of(set: &DataSet, table: &FormTable) -> Self {
        let rows = table.rows.len();
        Self {
            index: (0..rows).map(|row| count(table.file_of(row))).collect(),
            given: (0..rows).map(|row| table.file_of(row) < set.files.len()).collect(),
            entries: set.files.iter().map(|file| &file.name).collect(),
        }
    }
}

/// For every subject where its rows end.
fn ends(subject: &[u32], subjects: usize) -> Vec<u32> {
    (0..subjects).map(|at| count(subject.partition_point(|of| *of as usize <= at))).collect()
}

fn account(file: &FileAccount, vocab: &Vocab) -> Account {
    let FileAccount {
        name,
        path,
        form,
        encoding,
        delimiter,
        rows_above,
        header,
        header_rows,
        rows_in,
        rows_used,
        rows_rejected,
        cells_in,
        cells_used,
        cells_empty,
        cells_rejected,
        cells_unreadable,
        cells_surplus,
        cells_of_rejected_rows,
        repaired,
        cells_ignored,
        ignored_columns,
        missing_columns,
        turned,
        beside,
    } = file;
    let named = |field: &FieldId| vocab.field(*field).name.declared().to_owned();
    let beside = beside.iter().map(|(number, field, column)| (*number, named(field), *column));
    Account {
        name: name.clone(),
        path: path.display().to_string(),
        form: path_of(*form, vocab),
        encoding: words::of_encoding(*encoding).to_owned(),
        delimiter: *delimiter,
        rows_above: *rows_above,
        header: *header,
        header_rows: *header_rows,
        rows_in: *rows_in,
        rows_used: *rows_used,
        rows_rejected: *rows_rejected,
        cells_in: *cells_in,
        cells_used: *cells_used,
        cells_empty: *cells_empty,
        cells_rejected: *cells_rejected,
        cells_unreadable: *cells_unreadable,
        cells_surplus: *cells_surplus,
        cells_of_rejected_rows: *cells_of_rejected_rows,
        cells_repaired: repaired.cells,
        repairs: repaired
            .made()
            .map(|(repair, cells)| (words::of_repair(repair).to_owned(), cells))
            .collect(),
        cells_ignored: *cells_ignored,
        ignored_columns: ignored_columns.clone(),
        missing_columns: missing_columns.iter().map(named).collect(),
        turned: turned.iter().map(|(field, row)| (named(field), *row)).collect(),
        beside: beside.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ends, percent};

    #[test]
    fn percents_come_back_to_the_bit() {
        for written in 0..20_000_u32 {
            let ratio = f64::from(written) / 100.0 / 100.0;
            assert_eq!((percent(ratio) / 100.0).to_bits(), ratio.to_bits(), "{written}");
        }
    }

    #[test]
    fn rows_end_where_those_of_the_next_begin() {
        assert_eq!(ends(&[0, 0, 2], 4), [2, 2, 3, 3]);
        assert_eq!(ends(&[], 2), [0, 0]);
    }
}
