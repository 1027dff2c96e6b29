//! Rows among all there are that are passed over: their own key is blank, and nobody can tell to whom they belong.

use std::ops::Range;

use shensuan_model::{Join, JoinKey};
use shensuan_plan::TableId;
use shensuan_vocab::{FieldId, Origin};

use super::Report;
use crate::run::bind::content;
use crate::run::cells::Content;
use crate::run::everywhere::cell_of;

/// Which rows of a form have no key.
pub(super) struct Unkeyed {
    rows: Vec<bool>,
    count: usize,
}

impl Report<'_> {
    /// Of rows among all there are, where an aggregate is over such: how many there are, and how many of them have no key,
    /// without those that were found by another.
    pub(super) fn unkeyed(&self, table: TableId, found: Range<usize>) -> Option<(usize, usize)> {
        let copy = self.form(table)?;
        let join = self.ready.model.joins.get(&copy).filter(|join| join.everywhere)?;
        let of_all = &self.cells.table(copy)?.rows_of.as_ref()?.rows;
        let mut known = self.unkeyed.borrow_mut();
        let blank = known.entry(copy).or_insert_with(|| self.without_a_key(join));
        let blank_too = |row: &&u32| blank.rows.get(**row as usize) == Some(&true);
        let found = of_all.get(found)?.iter().filter(blank_too).count();
        Some((blank.rows.len(), blank.count.saturating_sub(found)))
    }

    /// The rows of which none of the ways to find them has all its keys.
    fn without_a_key(&self, join: &Join) -> Unkeyed {
        let vocab = &self.ready.model.vocab;
        let of_subjects = vocab.form(join.of).origin == Origin::Subjects;
        let all = if of_subjects { self.cells.data.subjects.len() } else { self.cells.row_count(join.of) };
        let cell = |key: &JoinKey| match key {
            JoinKey::Equal(_, own) => cell_of(own),
            JoinKey::Alike { own, .. } => Some(own.field),
        };
        let ways: Vec<Vec<FieldId>> =
            join.ways.iter().map(|way| way.iter().filter_map(cell).collect()).collect();
        // A blank that is none is a key that equals no other.
        let blank = |field: &FieldId, row| {
            let empty = match content(vocab, self.cells, *field, row, false) {
                Content::Missing | Content::Unreadable(_) | Content::Conflicting => true,
                Content::Number(_) | Content::YesNo(_) | Content::Text(_) | Content::Mark(_) => false,
            };
            empty && !vocab.field(*field).optional
        };
        let rows: Vec<bool> =
            (0..all).map(|row| ways.iter().all(|way| way.iter().any(|field| blank(field, row)))).collect();
        let count = rows.iter().filter(|blank| **blank).count();
        Unkeyed { rows, count }
    }
}
