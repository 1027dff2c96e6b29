//! The frame: the data of one run.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use crate::column::Column;
use crate::outline::Outline;
use crate::plan::{InputId, InputKind, Kind, LookupId, OutlinesId, Plan, SearchId, TableId};
use crate::search::Index;

/// The rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRows {
    /// How many rows there are.
    pub rows: usize,
    /// Where the rows of each parent row begin, and at last the number of rows: one more than the parent has rows,
    /// ascending from 0. `None` where there is no parent.
    pub offsets: Option<Vec<u32>>,
}

/// The data of one run.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The rows, by [`TableId`].
    pub tables: Vec<TableRows>,
    /// The columns, by [`InputId`]; as long as their tables have rows.
    pub columns: Vec<Column>,
    /// The dictionary columns, by [`LookupId`]; as long as the dictionaries of their inputs.
    pub lookups: Vec<Column>,
    /// The rows that can be found, by [`SearchId`].
    pub searches: Vec<Index>,
    /// The outlines, by [`OutlinesId`]; as many as the dictionaries of their inputs have entries.
    pub outlines: Vec<Vec<Outline>>,
}

/// What in a frame does not fit its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameFault {
    /// The plan has another number of tables.
    Tables {
        /// As many as the plan has.
        needed: usize,
    },
    /// The plan has another number of inputs.
    Columns {
        /// As many as the plan has.
        needed: usize,
    },
    /// The plan has another number of lookups.
    Lookups {
        /// As many as the plan has.
        needed: usize,
    },
    /// The plan has another number of searches.
    Searches {
        /// As many as the plan has.
        needed: usize,
    },
    /// The plan has another number of columns of outlines.
    Outlines {
        /// As many as the plan has.
        needed: usize,
    },
    /// There are not as many outlines as the dictionary has entries.
    OutlinesLength(OutlinesId),
    /// An index has another number of keys, or a row that its table has not.
    SearchBroken(SearchId),
    /// A table without a parent has offsets, or another has none.
    OffsetsMisplaced(TableId),
    /// Offsets are not as many as needed, do not ascend from 0, or do not end with the number of rows.
    OffsetsBroken(TableId),
    /// A column is not of its input's kind.
    ColumnKind(InputId),
    /// A column, or a bitmap in it, is not as long as its table has rows.
    ColumnLength(InputId),
    /// A given number is not finite.
    ColumnNotFinite(InputId),
    /// A row is true and false at once.
    ColumnTorn(InputId),
    /// A given index is not less than the number of entries.
    ColumnIndex(InputId),
    /// A dictionary column is not of its lookup's kind.
    LookupKind(LookupId),
    /// A dictionary column, or a bitmap in it, is not as long as the dictionary.
    LookupLength(LookupId),
    /// A given number is not finite.
    LookupNotFinite(LookupId),
    /// An entry is true and false at once.
    LookupTorn(LookupId),
}

impl Display for FrameFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables { needed } => write!(f, "the frame must have {needed} tables"),
            Self::Columns { needed } => write!(f, "the frame must have {needed} columns"),
            Self::Lookups { needed } => write!(f, "the frame must have {needed} lookups"),
            Self::Searches { needed } => write!(f, "the frame must have {needed} searches"),
            Self::Outlines { needed } => write!(f, "the frame must have {needed} columns of outlines"),
            Self::OutlinesLength(id) => {
                write!(f, "{id}: there are not as many outlines as the dictionary has entries")
            }
            Self::SearchBroken(id) => write!(f, "{id}: the index does not fit its table"),
            Self::OffsetsMisplaced(id) => {
                write!(f, "{id}: a table with a parent must have offsets, no other")
            }
            Self::OffsetsBroken(id) => write!(f, "{id}: the offsets do not cover the rows in order"),
            Self::ColumnKind(id) => write!(f, "{id}: the column is of another kind"),
            Self::ColumnLength(id) => write!(f, "{id}: the column is not as long as its table"),
            Self::ColumnNotFinite(id) => write!(f, "{id}: a given number is not finite"),
            Self::ColumnTorn(id) => write!(f, "{id}: a row is true and false at once"),
            Self::ColumnIndex(id) => write!(f, "{id}: a given index lies outside the dictionary"),
            Self::LookupKind(id) => write!(f, "{id}: the column is of another kind"),
            Self::LookupLength(id) => write!(f, "{id}: the column is not as long as the dictionary"),
            Self::LookupNotFinite(id) => write!(f, "{id}: a given number is not finite"),
            Self::LookupTorn(id) => write!(f, "{id}: an entry is true and false at once"),
        }
    }
}

impl std::error::Error for FrameFault {}

/// What in a column is broken, whatever it is a column of.
enum Broken {
    NotFinite,
    Torn,
    Index,
}

/// Whether something holds for all; told a stretch at a time, so that the loop over one has one end.
fn all<T>(rows: &[T], holds: impl Fn(&T) -> bool) -> bool {
    rows.chunks(1024).all(|rows| rows.iter().fold(true, |all, row| all & holds(row)))
}

/// Whether a column and its bitmaps are so long.
fn is_as_long(column: &Column, rows: usize) -> bool {
    match column {
        Column::Number { values, given } => values.len() == rows && given.len() == rows,
        Column::Truth { yes, no } => yes.len() == rows && no.len() == rows,
        Column::Code { index, given, .. } => index.len() == rows && given.len() == rows,
    }
}

/// What is broken in some rows of a column that is long enough.
fn broken(column: &Column, rows: Range<usize>) -> Option<Broken> {
    match column {
        Column::Number { values, given } => {
            let some = values.get(rows.clone()).unwrap_or(&[]);
            let at = |row: usize| values.get(row).is_some_and(|value| value.is_finite());
            let all_finite = all(some, |value| value.is_finite())
                || given.slice(rows.clone()).iter_ones().all(|row| at(rows.start + row));
            (!all_finite).then_some(Broken::NotFinite)
        }
        Column::Truth { yes, no } => {
            let (yes, no) = (yes.slice(rows.clone()), no.slice(rows));
            let torn = yes.words().iter().zip(no.words()).any(|(yes, no)| yes & no != 0);
            torn.then_some(Broken::Torn)
        }
        Column::Code { index, given, entries } => {
            let some = index.get(rows.clone()).unwrap_or(&[]);
            let at = |row: usize| index.get(row).is_some_and(|index| index < entries);
            let all_inside = all(some, |index| index < entries)
                || given.slice(rows.clone()).iter_ones().all(|row| at(rows.start + row));
            (!all_inside).then_some(Broken::Index)
        }
    }
}

impl Frame {
    /// Whether the frame fits the plan, a sound one.
    ///
    /// # Errors
    ///
    /// The first thing that does not fit.
    pub fn check(&self, plan: &Plan) -> Result<(), FrameFault> {
        self.check_form(plan)?;
        for (index, (input, column)) in plan.inputs.iter().zip(&self.columns).enumerate() {
            let id = InputId::at(index);
            match broken(column, 0..self.rows(input.table)) {
                None => {}
                Some(Broken::NotFinite) => return Err(FrameFault::ColumnNotFinite(id)),
                Some(Broken::Torn) => return Err(FrameFault::ColumnTorn(id)),
                Some(Broken::Index) => return Err(FrameFault::ColumnIndex(id)),
            }
        }
        Ok(())
    }

    /// Whether nothing is broken in some rows of each column, told by its table: what [`Frame::check`] asks beyond
    /// [`Frame::check_form`]. Whoever is about to compute these rows asks here, so that they are fetched from far away
    /// once, and in order.
    pub(crate) fn is_whole(&self, plan: &Plan, rows: impl Fn(TableId) -> Range<usize>) -> bool {
        let inputs = plan.inputs.iter().zip(&self.columns);
        inputs.fold(true, |whole, (input, column)| whole & broken(column, rows(input.table)).is_none())
    }

    /// Whether the frame fits the plan, a sound one, whatever stands in the rows of its columns.
    ///
    /// # Errors
    ///
    /// The first thing that does not fit.
    pub(crate) fn check_form(&self, plan: &Plan) -> Result<(), FrameFault> {
        if self.tables.len() != plan.tables.len() {
            return Err(FrameFault::Tables { needed: plan.tables.len() });
        }
        if self.columns.len() != plan.inputs.len() {
            return Err(FrameFault::Columns { needed: plan.inputs.len() });
        }
        if self.lookups.len() != plan.lookups.len() {
            return Err(FrameFault::Lookups { needed: plan.lookups.len() });
        }
        if self.searches.len() != plan.searches.len() {
            return Err(FrameFault::Searches { needed: plan.searches.len() });
        }
        if self.outlines.len() != plan.outlines.len() {
            return Err(FrameFault::Outlines { needed: plan.outlines.len() });
        }
        for (index, (search, held)) in plan.searches.iter().zip(&self.searches).enumerate() {
            let rows = self.rows(search.table);
            if held.keys() != search.keys || held.rows().any(|row| row as usize >= rows) {
                return Err(FrameFault::SearchBroken(SearchId::at(index)));
            }
        }
        for (index, (table, rows)) in plan.tables.iter().zip(&self.tables).enumerate() {
            let id = TableId::at(index);
            match (table.parent, &rows.offsets) {
                (None, None) => {}
                (Some(parent), Some(offsets)) => {
                    let complete = offsets.len() == self.rows(parent) + 1
                        && offsets.first() == Some(&0)
                        && offsets.is_sorted()
                        && offsets.last().map(|last| *last as usize) == Some(rows.rows);
                    if !complete {
                        return Err(FrameFault::OffsetsBroken(id));
                    }
                }
                (None, Some(_)) | (Some(_), None) => return Err(FrameFault::OffsetsMisplaced(id)),
            }
        }
        for (index, (input, column)) in plan.inputs.iter().zip(&self.columns).enumerate() {
            let id = InputId::at(index);
            if column.kind() != input.kind {
                return Err(FrameFault::ColumnKind(id));
            }
            if !is_as_long(column, self.rows(input.table)) {
                return Err(FrameFault::ColumnLength(id));
            }
        }
        for (index, (lookup, column)) in plan.lookups.iter().zip(&self.lookups).enumerate() {
            let id = LookupId::at(index);
            match (lookup.kind, column.kind()) {
                (Kind::Number, InputKind::Number) | (Kind::Truth, InputKind::Truth) => {}
                (Kind::Number | Kind::Truth, _) => return Err(FrameFault::LookupKind(id)),
            }
            let entries = self.entries(lookup.input);
            if !is_as_long(column, entries) {
                return Err(FrameFault::LookupLength(id));
            }
            match broken(column, 0..entries) {
                // A lookup has no codes: see its kind above.
                None | Some(Broken::Index) => {}
                Some(Broken::NotFinite) => return Err(FrameFault::LookupNotFinite(id)),
                Some(Broken::Torn) => return Err(FrameFault::LookupTorn(id)),
            }
        }
        for (index, (outlines, held)) in plan.outlines.iter().zip(&self.outlines).enumerate() {
            if held.len() != self.entries(outlines.input) {
                return Err(FrameFault::OutlinesLength(OutlinesId::at(index)));
            }
        }
        Ok(())
    }

    /// How many rows a table has; none if there is no such table.
    #[must_use]
    pub fn rows(&self, table: TableId) -> usize {
        self.tables.get(table.index()).map_or(0, |table| table.rows)
    }

    fn entries(&self, input: InputId) -> usize {
        match self.columns.get(input.index()) {
            Some(Column::Code { entries, .. }) => *entries as usize,
            Some(Column::Number { .. } | Column::Truth { .. }) | None => 0,
        }
    }

    /// Where the rows of the parent's row begin in a table; its number of rows past the parent's end.
    fn offset(&self, table: TableId, parent_row: usize) -> usize {
        let Some(rows) = self.tables.get(table.index()) else { return 0 };
        let offset = rows.offsets.as_ref().and_then(|offsets| offsets.get(parent_row));
        offset.map_or(rows.rows, |offset| *offset as usize)
    }

    /// Where the rows of some rows of the parent begin in a table, and at last where they end.
    pub(crate) fn edges(&self, table: TableId, rows: Range<usize>) -> &[u32] {
        let offsets = self.tables.get(table.index()).and_then(|table| table.offsets.as_ref());
        offsets.and_then(|offsets| offsets.get(rows.start..=rows.end)).unwrap_or(&[])
    }

    /// Where an ancestor's row begins at the end of `path` (as [`Plan::path`] gives it).
    pub(crate) fn edge(&self, path: &[TableId], row: usize) -> usize {
        path.iter().fold(row, |row, table| self.offset(*table, row))
    }

    /// The rows of a table that lie below a row of an ancestor; none if it is no ancestor.
    #[must_use]
    pub fn child_rows(&self, plan: &Plan, table: TableId, ancestor: TableId, row: usize) -> Range<usize> {
        match plan.path(ancestor, table) {
            Some(path) if row < self.rows(ancestor) => self.edge(&path, row)..self.edge(&path, row + 1),
            Some(_) | None => 0..0,
        }
    }

    /// The ancestor's row above a row of a table: itself if both are the same table; none if it is no ancestor or
    /// there is no such row.
    #[must_use]
    pub fn parent_row(&self, plan: &Plan, table: TableId, row: usize, ancestor: TableId) -> Option<usize> {
        if row >= self.rows(table) {
            return None;
        }
        if table == ancestor {
            return Some(row);
        }
        let path = plan.path(ancestor, table)?;
        path.iter().rev().try_fold(row, |row, table| {
            let offsets = self.tables.get(table.index())?.offsets.as_ref()?;
            offsets.partition_point(|offset| *offset as usize <= row).checked_sub(1)
        })
    }
}
