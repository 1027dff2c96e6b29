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
    rows: Vec<u32>,
    lines: Vec<u32>,
    subject: Vec<u32>,
    /// By the place of the field in the form.
    columns: Vec<Growing>,
    rejected: Vec<RejectedRow>,
    unreadable: Vec<Unreadable>,
    /// How many cells to the right of the last heading are listed.
    surplus: usize,
    pub(crate) tally: Tally,
    threads: usize,
}

/// What is done beside other things to put pieces to the end.
enum Work<'g, 'a> {
    Column(usize, &'g mut Growing, Vec<Option<Cells<'a>>>),
    Whose(&'g mut Vec<u32>, &'g mut Subjects, Vec<Whose<'a>>),
}

impl Gathering {
    pub(crate) fn new(taking: &Taking<'_>, threads: usize) -> Self {
        Self {
            rows: Vec::new(),
            lines: Vec::new(),
            subject: Vec::new(),
            columns: taking.manners.iter().map(Growing::new).collect(),
            rejected: Vec::new(),
            unreadable: Vec::new(),
            surplus: 0,
            tally: Tally::default(),
            threads,
        }
    }

    /// How many rows belong to somebody.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Makes room for so many more rows; false where there is none.
    pub(crate) fn reserve(&mut self, rows: usize, subjects: Option<&mut Subjects>) -> bool {
        let room = self.rows.try_reserve_exact(rows).is_ok()
            && self.lines.try_reserve_exact(if self.lines.is_empty() { 0 } else { rows }).is_ok()
            && self.subject.try_reserve_exact(rows).is_ok()
            && self.columns.iter_mut().all(|column| column.reserve(rows));
        if let (true, Some(subjects)) = (room, subjects) {
            subjects.reserve(rows);
        }
        room
    }

    /// The columns, by the places of their fields in the form, and whose the rows are: to be filled elsewhere.
    pub(crate) fn parts(&mut self) -> (&mut [Growing], &mut Vec<u32>) {
        (&mut self.columns, &mut self.subject)
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
            self.list(piece, above);
        }
        let nobody = owners.iter().all(|whose| matches!(whose, Whose::Nobody));
        let mut work: Vec<Work<'_, '_>> = Vec::new();
        if nobody {
            self.subject.resize(self.rows.len(), 0);
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
        self.list(piece, (0, 0));
        self.subject.resize(self.rows.len(), 0);
    }

    /// Counts a piece and lists its rows and what of them cannot be used.
    fn list(&mut self, piece: Piece<'_>, (rows, lines): (u32, u32)) {
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

    /// Adds the table and its account to a data set.
    pub(crate) fn finish(
        self,
        mut account: FileAccount,
        columns: usize,
        taking: &Taking<'_>,
        set: &mut DataSet,
    ) {
        let file = set.files.len();
        self.tally.settle(&mut account, columns, self.rows.len());
        let order = order(&self.subject);
        let order = order.as_deref();
        let lines = if self.lines == self.rows { Vec::new() } else { self.lines };
        let lines = if lines.is_empty() { lines } else { arrange(lines, order) };
        let fields = taking.form.fields.iter().copied();
        let threads = threads_for(self.rows.len(), self.threads);
        let columns = of_each(self.columns, threads, |growing| growing.finish(order));
        let table = FormTable {
            form: account.form,
            file,
            files: Vec::new(),
            rows: arrange(self.rows, order),
            lines,
            subject: arrange(self.subject, order),
            columns: fields.zip(columns).collect(),
            made_of: Vec::new(),
            rows_of: None,
        };
        set.rejected.extend(self.rejected.into_iter().map(|row| RejectedRow { file, ..row }));
        set.unreadable.extend(self.unreadable.into_iter().map(|cell| Unreadable { file, ..cell }));
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
