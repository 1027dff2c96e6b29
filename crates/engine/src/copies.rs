//! Typed copies of data sets: made of what the door reads, and opened instead of it.

use std::io;
use std::path::{Path, PathBuf};

use shensuan_data::{Copied, Copy, DataSet, Described, Origins, Seen};
use shensuan_diagnostics::codes::copies as codes;
use shensuan_diagnostics::{Diagnostic, Diagnostics};

use crate::dataset;
use crate::pipeline::Ready;

/// A data set that was read to be copied.
#[derive(Debug)]
pub struct Import {
    set: DataSet,
    origins: Origins,
    rulebook: PathBuf,
}

/// What was understood of data.
#[derive(Debug, Default)]
pub struct Description {
    /// The data set, without what the rulebook supplies.
    pub set: DataSet,
    /// What columns were taken for, table by table as they were read.
    pub columns: Vec<Described>,
}

impl Import {
    /// The data set, without what the rulebook supplies.
    #[must_use]
    pub const fn set(&self) -> &DataSet {
        &self.set
    }
}

/// What an import is about to do.
#[derive(Debug)]
pub enum Step<'s> {
    /// To read a source, or a form of it: its name, the how manyth, of how many.
    Reading(&'s str, usize, usize),
    /// To hash a source.
    Hashing(&'s Path),
}

impl Ready {
    /// Reads a folder of data to be copied; `rulebook` is the folder of this rulebook, and `watch` hears of each step
    /// before it is done. With errors among what is said there is nothing to copy.
    #[must_use]
    pub fn import(
        &self,
        folder: &Path,
        rulebook: &Path,
        watch: &mut dyn FnMut(Step<'_>),
    ) -> (Option<Import>, Diagnostics) {
        let vocab = &self.model.vocab;
        if shensuan_data::is_copy(folder) {
            let mut said = Diagnostics::default();
            let path = folder.display().to_string();
            said.push(Diagnostic::new(codes::IS_A_COPY).with("path", path).help(codes::IMPORT_THE_SOURCES));
            return (None, said);
        }
        let (assigned, database, mut said) = dataset::assigned(folder, vocab);
        if said.has_errors() {
            return (None, said);
        }
        let seen = Seen::of(folder, &assigned);
        let (mut set, reading) =
            shensuan_data::open_with(folder, vocab, &assigned, &database, &mut |name, at, of| {
                watch(Step::Reading(name, at, of));
            });
        said.append(reading);
        let (period, speaking) = dataset::period(folder, vocab);
        said.append(speaking);
        set.period = period;
        if said.has_errors() {
            return (None, said);
        }
        match seen.hashed(&set, &mut |path| watch(Step::Hashing(path))) {
            Ok(origins) => (Some(Import { set, origins, rulebook: rulebook.to_owned() }), said),
            Err(error) => {
                said.push(*error);
                (None, said)
            }
        }
    }

    /// Writes a copy into an empty folder; `watch` hears of each form before it is written. The program is named with its
    /// version.
    ///
    /// # Errors
    /// Something cannot be written.
    pub fn write_copy(
        &self,
        import: Import,
        into: &Path,
        program: &str,
        watch: &mut dyn FnMut(&str, usize, usize),
    ) -> io::Result<()> {
        let Import { set, origins, rulebook } = import;
        let vocab = &self.model.vocab;
        let copied = Copied { set: &set, vocab, origins, rulebook: Some(&rulebook), program };
        shensuan_data::write_copy(into, &copied, watch)
    }

    /// What is understood of a folder of data, or of one file; `watch` hears of each file.
    #[must_use]
    pub fn describe(&self, path: &Path, watch: &dyn Fn(&str)) -> (Description, Diagnostics) {
        let vocab = &self.model.vocab;
        let only = path.is_file().then_some(path);
        let folder = if only.is_some() { path.parent().unwrap_or(Path::new("")) } else { path };
        if shensuan_data::is_copy(folder) {
            let mut said = Diagnostics::default();
            let path = folder.display().to_string();
            said.push(Diagnostic::new(codes::IS_A_COPY).with("path", path).help(codes::IMPORT_THE_SOURCES));
            return (Description::default(), said);
        }
        let (assigned, database, mut said) = dataset::assigned(folder, vocab);
        if said.has_errors() {
            return (Description::default(), said);
        }
        let (mut set, columns, reading) =
            shensuan_data::describe(folder, only, vocab, &assigned, &database, watch);
        said.append(reading);
        let (period, speaking) = dataset::period(folder, vocab);
        said.append(speaking);
        set.period = period;
        (Description { set, columns }, said)
    }

    /// Opens a copy for one subject alone; the whole of it where it holds no such subject, so that the nearest can be named.
    pub(crate) fn open_copy_of(&self, folder: &Path, key: &str) -> (DataSet, Diagnostics) {
        let vocab = &self.model.vocab;
        let opened =
            Copy::open(folder, vocab).and_then(|(copy, said)| Ok((copy.data_set_of(vocab, key)?, said)));
        match opened {
            Ok((Some(mut data), mut said)) => {
                if data.period.is_none() {
                    said.append(dataset::without_period(vocab));
                }
                data.add_references(&self.references);
                (data, said)
            }
            Ok((None, _)) => self.open_copy(folder),
            Err(error) => {
                let mut said = Diagnostics::default();
                said.push(*error);
                (DataSet::default(), said)
            }
        }
    }

    /// Opens a copy.
    pub(crate) fn open_copy(&self, folder: &Path) -> (DataSet, Diagnostics) {
        let (mut data, mut said) = shensuan_data::open_copy(folder, &self.model.vocab);
        if !said.has_errors() {
            if data.period.is_none() {
                said.append(dataset::without_period(&self.model.vocab));
            }
            data.add_references(&self.references);
        }
        (data, said)
    }
}
