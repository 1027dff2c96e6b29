//! What a run hands out of a value.

use std::borrow::Cow;
use std::sync::Arc;

use crate::column::Column;
use crate::interp::gathered::Groups;
use crate::plan::InputKind;

/// A value of all rows of its table: row by row, or, where a row has what its group has, by groups. Which of them shows in
/// no row.
#[derive(Clone, Debug)]
pub struct HandedOut {
    /// By row, or by group.
    column: Arc<Column>,
    groups: Option<Arc<Groups>>,
}

impl HandedOut {
    pub(crate) fn by_rows_of(column: Arc<Column>) -> Self {
        Self { column, groups: None }
    }

    pub(crate) fn by(groups: Arc<Groups>, column: Arc<Column>) -> Self {
        Self { column, groups: Some(groups) }
    }

    /// The row of the column that is a row's.
    fn at(&self, row: usize) -> Option<usize> {
        match &self.groups {
            None => Some(row),
            Some(groups) => groups.of(row),
        }
    }

    /// The number of a row; missing if it is, past the end, or if this is no column of numbers.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        self.column.number(self.at(row)?)
    }

    /// The truth of a row; unknown if it is, past the end, or if this is no column of truths.
    #[must_use]
    pub fn truth(&self, row: usize) -> Option<bool> {
        self.column.truth(self.at(row)?)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.as_ref().map_or(self.column.len(), |groups| groups.codes().len())
    }

    /// Whether there is no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it holds: numbers or truths.
    #[must_use]
    pub fn kind(&self) -> InputKind {
        self.column.kind()
    }

    /// The column row by row; where it is held by groups, it is made for this.
    #[must_use]
    pub fn rows(&self) -> Cow<'_, Column> {
        let Some(groups) = &self.groups else { return Cow::Borrowed(&self.column) };
        let rows = (0..self.len()).map(|row| groups.of(row));
        Cow::Owned(match *self.column {
            Column::Truth { .. } => Column::truths(rows.map(|group| self.column.truth(group?))),
            Column::Number { .. } | Column::Code { .. } => {
                Column::numbers(rows.map(|group| self.column.number(group?)))
            }
        })
    }

    /// The column, where it is held row by row.
    pub(crate) fn by_rows(&self) -> Option<&Column> {
        self.groups.is_none().then_some(&*self.column)
    }

    /// Of each row the number of its group among so many, where it is held by groups; past all of them for a row of none.
    #[must_use]
    pub fn by_groups(&self) -> Option<(&[u32], usize)> {
        self.groups.as_ref().map(|groups| (groups.codes(), groups.count()))
    }

    /// How many bytes it takes: those of its column and, where it is held by groups, of the number of each row's group, which
    /// other values may share.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.column.bytes() + self.by_groups().map_or(0, |(codes, _)| size_of_val(codes))
    }

    /// Whether both have the same rows, as [`Column::same`] says.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (&self.groups, &other.groups) {
            (Some(a), Some(b)) if a.codes() == b.codes() => self.column.same(&other.column),
            _ => self.rows().same(&other.rows()),
        }
    }
}

impl From<Column> for HandedOut {
    fn from(column: Column) -> Self {
        Self::by_rows_of(Arc::new(column))
    }
}
