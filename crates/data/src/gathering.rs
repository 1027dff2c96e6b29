//! A table while the pieces of its file are put together.

use crate::columns::{Cells, Growing, arrange};
use crate::dataset::{DataSet, FileAccount, FormTable, RejectedRow, Unreadable};
use crate::keys::Subjects;
use crate::pieces::{Piece, SURPLUS_LISTED, Taking, Tally, Whose};
use crate::table::order;
use crate::threads::of_each;

/// To begin a thread takes longer than the work on so many rows.
const FEW: usize = 1024;

/// What has been gathered of a file.
pub(crate) struct Gathering {
    listed: Listed,
    subject: Vec<u32>,
    /// By the place of the field in the form.
    columns: Vec<Growing>,
    threads: usize,
}

/// The rows of a file, and what of them cannot be used.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    rows: Vec<u32>,
    lines: Vec<u32>,
    rejected: Vec<RejectedRow>,
    unreadable: Vec<Unreadable>,
    /// How many cells to the right of the last heading are listed.
    surplus: usize,
    pub(crate) tally: Tally,
}

/// What is gathered, apart from each other.
pub(crate) struct Apart<'g> {
    pub(crate) listed: &'g mut Listed,
    /// The columns, by the places of their fields in the form.
    pub(crate) columns: &'g mut [Growing],
    /// Whose the rows are.
    pub(crate) subject: &'g mut Vec<u32>,
}

/// How much was gathered at some time.
pub(crate) struct Mark {
    rows: usize,
    subjects: usize,
    /// Of each column how many texts.
    entries: Vec<usize>,
}

/// What is done beside other things to put pieces to the end.
enum Work<'g, 'a> {
    Column(usize, &'g mut Growing, Vec<Option<Cells<'a>>>),
    Whose(&'g mut Vec<u32>, &'g mut Subjects, Vec<Whose<'a>>),
}

impl Listed {
    /// How many rows belong to somebody.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Makes room for so many more rows; false where there is none.
    pub(crate) fn reserve(&mut self, rows: usize) -> bool {
        let lines = if self.lines.is_empty() { 0 } else { rows };
        self.rows.try_reserve_exact(rows).is_ok() && self.lines.try_reserve_exact(lines).is_ok()
    }

    /// Counts a piece and lists its rows and what of them cannot be used.
    pub(crate) fn add(&mut self, piece: Piece<'_>, (rows, lines): (u32, u32)) {
        // Lines are counted apart from where they are not the rows on.
        let apart = !self.lines.is_empty() || rows != lines || piece.lines != piece.rows;
        if apart && self.lines.is_empty() {
            self.lines.clone_from(&self.rows);
        }
        if apart {
            self.lines.extend(piece.lines.iter().map(|line| line.saturating_add(lines)));
        }
        self.rows.extend(piece.rows.iter().map(|row| row.saturating_add(rows)));
        self.rejected.extend(piece.rejected.into_iter().map(|row| RejectedRow {
            row: row.row.saturating_add(rows),
            line: row.line.saturating_add(lines),
            ..row
        }));
        for cell in piece.unreadable {
            let surplus = cell.why == crate::dataset::CellTrouble::WithoutHeading;
            self.surplus += usize::from(surplus);
            if !surplus || self.surplus <= SURPLUS_LISTED {
                let (row, line) = (cell.row.saturating_add(rows), cell.line.saturating_add(lines));
                self.unreadable.push(Unreadable { row, line, ..cell });
            }
        }
        self.tally.add(&piece.tally);
    }
}

impl Gathering {
    pub(crate) fn new(taking: &Taking<'_>, threads: usize) -> Self {
        Self {
            listed: Listed::default(),
            subject: Vec::new(),
            columns: taking.manners.iter().map(Growing::new).collect(),
            threads,
        }
    }

    /// Makes room for so many more rows; false where there is none. For subjects too, of whom some column may be the list.
    pub(crate) fn reserve(&mut self, rows: usize, subjects: Option<(&mut Subjects, bool)>) -> bool {
        let room = self.listed.reserve(rows)
            && self.subject.try_reserve_exact(rows).is_ok()
            && self.columns.iter_mut().all(|column| column.reserve(rows));
        match subjects.filter(|_| room) {
            Some((subjects, true)) => subjects.reserve_spellings(rows),
            Some((subjects, false)) => subjects.reserve(rows),
            None => {}
        }
        room
    }

    /// What is gathered, to be filled elsewhere.
    pub(crate) fn apart(&mut self) -> Apart<'_> {
        Apart { listed: &mut self.listed, columns: &mut self.columns, subject: &mut self.subject }
    }

    /// What is gathered up to here, where there were so many subjects; of whom the column in some place may be the list.
    pub(crate) fn mark(&self, subjects: usize, list: Option<usize>) -> Mark {
        let entries = |(at, growing): (usize, &Growing)| match list {
            Some(list) if list == at => subjects,
            Some(_) | None => growing.entries(),
        };
        let entries = self.columns.iter().enumerate().map(entries).collect();
        Mark { rows: self.listed.rows(), subjects, entries }
    }

    /// Takes back what was put behind a mark, rows of which all is not known.
    pub(crate) fn back_to(&mut self, mark: &Mark, subjects: &mut Subjects) {
        self.subject.truncate(mark.rows);
        subjects.back_to(mark.subjects);
        for (column, entries) in self.columns.iter_mut().zip(&mark.entries) {
            column.back_to(mark.rows, *entries);
        }
    }

    /// Puts pieces to the end, in their order; each with how many rows and lines stand above it.
    pub(crate) fn append(
        &mut self,
        pieces: Vec<(Piece<'_>, (u32, u32))>,
        taking: &Taking<'_>,
        subjects: &mut Subjects,
    ) {
        let mut of_columns: Vec<Vec<Option<Cells<'_>>>> = taking.manners.iter().map(|_| Vec::new()).collect();
        let mut owners = Vec::new();
        let mut rows = Vec::new();
        for (mut piece, above) in pieces {
            rows.push(piece.rows.len());
            for (cells, all) in std::mem::take(&mut piece.cells).into_iter().zip(&mut of_columns) {
                all.push(cells);
            }
            owners.push(std::mem::replace(&mut piece.whose, Whose::Nobody));
            self.listed.add(piece, above);
        }
        let nobody = owners.iter().all(|whose| matches!(whose, Whose::Nobody));
        let mut work: Vec<Work<'_, '_>> = Vec::new();
        if nobody {
            self.subject.resize(self.listed.rows(), 0);
        } else {
            work.push(Work::Whose(&mut self.subject, subjects, owners));
        }
        let mut columns: Vec<_> = self.columns.iter_mut().zip(of_columns).enumerate().collect();
        // Those that take longest come first.
        columns.sort_by_key(|(at, (growing, _))| (std::cmp::Reverse(growing.weight()), *at));
        work.extend(columns.into_iter().map(|(at, (growing, cells))| Work::Column(at, growing, cells)));
        let rows = &rows;
        let threads = threads_for(rows.iter().sum(), self.threads);
        of_each(work, threads, |work| match work {
            Work::Whose(subject, subjects, owners) => {
                owners.into_iter().for_each(|whose| number_subjects(whose, subject, subjects));
            }
            Work::Column(slot, growing, all) => {
                for (cells, rows) in all.into_iter().zip(rows) {
                    match (cells, taking.manners.get(slot)) {
                        (Some(cells), _) => growing.append(cells),
                        (None, Some(manner)) => growing.skip(*rows, manner),
                        (None, None) => {}
                    }
                }
            }
        });
    }

    /// Puts the rows of a piece to the end whose cells and subjects were put there before.
    pub(crate) fn append_rows(&mut self, piece: Piece<'_>) {
        self.listed.add(piece, (0, 0));
        // Of rows that are read ahead it may be known already whose they are.
        let rows = self.listed.rows().max(self.subject.len());
        self.subject.resize(rows, 0);
    }

    /// Adds the table and its account to a data set.
    pub(crate) fn finish(
        self,
        mut account: FileAccount,
        columns: usize,
        taking: &Taking<'_>,
        set: &mut DataSet,
    ) {
        let file = set.files.len();
        let Listed { rows, lines, mut rejected, unreadable, tally, .. } = self.listed;
        tally.settle(&mut account, columns, rows.len());
        let order = order(&self.subject);
        let order = order.as_deref();
        let lines = if lines == rows { Vec::new() } else { lines };
        let lines = if lines.is_empty() { lines } else { arrange(lines, order) };
        let fields = taking.form.fields.iter().copied();
        let threads = threads_for(rows.len(), self.threads);
        let columns = of_each(self.columns, threads, |growing| growing.finish(order));
        let table = FormTable {
            form: account.form,
            file,
            files: Vec::new(),
            rows: arrange(rows, order),
            lines,
            subject: arrange(self.subject, order),
            columns: fields.zip(columns).collect(),
            made_of: Vec::new(),
            rows_of: None,
        };
        if !account.turned.is_empty() {
            // Some are columns and some are rows.
            rejected.sort_by_key(|row| account.place_of(row));
        }
        set.rejected.extend(rejected.into_iter().map(|row| RejectedRow { file, ..row }));
        set.unreadable.extend(unreadable.into_iter().map(|cell| Unreadable { file, ..cell }));
        set.files.push(account);
        set.tables.push(table);
    }
}

/// How many threads share the work on so many rows.
fn threads_for(rows: usize, threads: usize) -> usize {
    if rows < FEW { 1 } else { threads }
}

/// Gives subjects their numbers.
pub(crate) fn number_subjects(whose: Whose<'_>, subject: &mut Vec<u32>, subjects: &mut Subjects) {
    match whose {
        Whose::Nobody => {}
        Whose::Known(known) => subject.extend(known),
        Whose::Single(keys) => subjects.number_each(&keys, subject),
        Whose::Keys(keys) => subject.extend(keys.iter().map(|key| subjects.number(key))),
    }
}
