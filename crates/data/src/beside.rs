//! Small workbooks of one form, read side by side. What each holds is put together in the order of the files, so that it shows in
//! nothing how many threads there are.

use std::path::PathBuf;
use std::sync::Arc;

use shensuan_diagnostics::Diagnostics;
use shensuan_vocab::{FormId, Vocab};

use crate::blocks::Known;
use crate::database::{Database, Door};
use crate::dataset::DataSet;
use crate::keys::{KeyPart, Subjects};
use crate::shelf::Shelf;
use crate::sources::Source;
use crate::table::Reading;
use crate::threads::of_each;
use crate::twins::Mark;

/// So many files are a share.
const SHARE: usize = 64;

/// And so many shares are read before the first is put to the rest.
const SHARES: usize = 8;

/// What a file holds, as if there were no other.
pub(crate) struct Apart {
    set: DataSet,
    diagnostics: Diagnostics,
    /// Complaints that are made once of all files, by their places among the others.
    once: Vec<(usize, String)>,
}

/// What came of a file, which has been put to the rest.
pub(crate) struct Done {
    /// Its name, and its path.
    pub(crate) name: (String, PathBuf),
    /// Whether a table came of it.
    pub(crate) read: bool,
    /// How much there was before.
    pub(crate) mark: Mark,
    /// What is said of it.
    pub(crate) said: Diagnostics,
}

/// What is known before files are read side by side.
struct Ground<'g, 'v> {
    vocab: &'v Vocab,
    parts: &'g [KeyPart],
    subjects: &'g Subjects,
    known: &'g Known,
    shelf: &'g Arc<Shelf>,
}

impl<'v> Ground<'_, 'v> {
    /// One that has read nothing yet but who there is.
    fn reading(&self) -> Reading<'v> {
        Reading {
            vocab: self.vocab,
            parts: self.parts.to_vec(),
            subjects: self.subjects.clone(),
            listed: true,
            apart: false,
            tables: Vec::new(),
            set: DataSet::default(),
            diagnostics: Diagnostics::default(),
            described: None,
            known: self.known.clone(),
            book: None,
            shelf: Arc::clone(self.shelf),
            door: Door::to(&Database::default()),
            threads: 1,
        }
    }
}

impl Reading<'_> {
    /// Reads the files of a form one after the other, or side by side; `done` hears of each when it has been put to the rest.
    pub(crate) fn read_each(
        &mut self,
        form: FormId,
        files: Vec<Source>,
        watch: &mut dyn FnMut(&str),
        done: &mut dyn FnMut(&mut Self, Done),
    ) {
        let name_of = |file: &Source| (file.name.clone(), file.path.clone());
        if !self.may_part(&files) {
            for file in files {
                watch(&file.name);
                let name = name_of(&file);
                let mark = self.mark();
                let others = std::mem::take(&mut self.diagnostics);
                let read = self.read_one(form, file);
                let said = std::mem::replace(&mut self.diagnostics, others);
                done(self, Done { name, read, mark, said });
            }
            return;
        }
        let mut files = files.into_iter();
        while files.len() > 0 {
            let mut shares: Vec<Vec<Source>> = Vec::new();
            while files.len() > 0 && shares.len() < SHARES {
                shares.push(files.by_ref().take(SHARE).collect());
            }
            let names: Vec<_> = shares.iter().flatten().map(name_of).collect();
            names.iter().for_each(|(name, _)| watch(name));
            let ground = Ground {
                vocab: self.vocab,
                parts: &self.parts,
                subjects: &self.subjects,
                known: &self.known,
                shelf: &self.shelf,
            };
            let read = of_each(shares, self.threads, |share| {
                let mut reading = ground.reading();
                share.into_iter().map(|file| reading.read_apart(form, file)).collect::<Vec<_>>()
            });
            for (name, (apart, read)) in names.into_iter().zip(read.into_iter().flatten()) {
                let mark = self.mark();
                let said = self.put_to_the_rest(apart);
                done(self, Done { name, read, mark, said });
            }
        }
    }

    /// Whether files can be read as if each were alone: it must be known who there is, nobody may ask what they are taken for, and
    /// what each holds must be small.
    fn may_part(&self, files: &[Source]) -> bool {
        self.threads > 1
            && self.listed
            && !self.apart
            && self.described.is_none()
            && files.len() > 1
            && self.subjects.all.len() <= files.len() * SHARE
            && files.iter().all(|file| file.sheet.is_some() && self.shelf.has(&file.path))
    }

    fn read_apart(&mut self, form: FormId, file: Source) -> (Apart, bool) {
        self.known.once.clear();
        let read = self.read_one(form, file);
        let apart = Apart {
            set: std::mem::take(&mut self.set),
            diagnostics: std::mem::take(&mut self.diagnostics),
            once: std::mem::take(&mut self.known.once),
        };
        (apart, read)
    }

    /// Puts what a file holds to the rest; what is said of it.
    fn put_to_the_rest(&mut self, apart: Apart) -> Diagnostics {
        let mut of_file = Diagnostics::default();
        let Apart { set, diagnostics, once } = apart;
        let before = self.set.files.len();
        for (at, said) in diagnostics.iter().enumerate() {
            let mut again = once.iter().filter(|(place, _)| *place == at);
            if again.all(|(_, what)| self.known.said.insert(what.clone())) {
                of_file.push(said.clone());
            }
        }
        let DataSet { files, mut tables, mut rejected, mut unreadable, .. } = set;
        tables.iter_mut().for_each(|table| table.file += before);
        rejected.iter_mut().for_each(|row| row.file += before);
        unreadable.iter_mut().for_each(|cell| cell.file += before);
        self.set.files.extend(files);
        self.set.tables.append(&mut tables);
        self.set.rejected.append(&mut rejected);
        self.set.unreadable.append(&mut unreadable);
        of_file
    }
}
