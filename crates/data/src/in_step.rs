//! The subjects of a register whose key is a field too: as long as the texts of that field are the keys, letter for letter, its
//! column lists the subjects already, and none is looked for twice.

use std::borrow::Cow;

use crate::columns::{Cells, Growing};
use crate::gathering::number_subjects;
use crate::keys::{Subjects, is_own_identity};
use crate::pieces::Whose;

/// Whose the rows of a text are, while they are put to the end.
pub(crate) struct Owned<'g> {
    /// Of each row the number of its subject.
    numbers: &'g mut Vec<u32>,
    /// The subjects, where each row may bring one.
    subjects: Option<&'g mut Subjects>,
    /// By the place of its field in the form: the column that lists them.
    listed: Option<usize>,
}

impl<'g> Owned<'g> {
    /// Beside these columns, the field of the key being in this place if it is one.
    pub(crate) fn beside(
        columns: &[Growing],
        key: Option<usize>,
        numbers: &'g mut Vec<u32>,
        subjects: Option<&'g mut Subjects>,
    ) -> Self {
        let lists = |slot: &usize| match (columns.get(*slot), &subjects) {
            (Some(Growing::Text { index, entries, .. }), Some(subjects)) => {
                index.len() == numbers.len() && subjects.are_spelled_as(entries)
            }
            _ => false,
        };
        let listed = key.filter(lists);
        Self { numbers, subjects, listed }
    }

    /// Puts the cells of the column of the key to its end, and whose their rows are, which they tell as long as it lists the
    /// subjects.
    pub(crate) fn append_with(
        &mut self,
        (cells, growing): (Cells<'_>, &mut Growing),
        whose: Whose<'_>,
        all: usize,
    ) {
        if self.listed.is_some() && !are_keys(&cells, &whose) {
            self.part_from(growing);
        }
        growing.append(cells);
        match (growing, &mut self.subjects) {
            (Growing::Text { index, entries, .. }, Some(subjects)) if self.listed.is_some() => {
                let before = self.numbers.len();
                self.numbers.extend_from_slice(index.get(before..).unwrap_or(&[]));
                subjects.go_on_as(entries);
            }
            _ => self.append(whose, all),
        }
    }

    /// Puts to the end whose rows are; they are so many with those above.
    pub(crate) fn append(&mut self, whose: Whose<'_>, all: usize) {
        match (whose, self.subjects.as_mut()) {
            (Whose::Nobody, _) => self.numbers.resize(all, 0),
            (Whose::Known(known), _) => self.numbers.extend(known),
            (whose, Some(subjects)) => number_subjects(whose, self.numbers, subjects),
            (Whose::Single(_) | Whose::Keys(_), None) => {}
        }
    }

    /// Makes room for so many more rows, as much as is likely; without it there is less at once.
    pub(crate) fn reserve(&mut self, rows: usize) {
        let _ = self.numbers.try_reserve_exact(rows);
        match (&mut self.subjects, self.listed) {
            (Some(subjects), None) => subjects.reserve(rows),
            (Some(subjects), Some(_)) => subjects.reserve_spellings(rows),
            (None, _) => {}
        }
    }

    /// From here on the subjects are looked for by themselves.
    fn part_from(&mut self, growing: &Growing) {
        if let (Some(_), Growing::Text { known, .. }, Some(subjects)) =
            (self.listed.take(), growing, &mut self.subjects)
        {
            subjects.are_found_in(known.clone());
        }
    }

    /// The same at the end of its column, in which nothing is looked for any more.
    pub(crate) fn end(mut self, columns: &mut [Option<&mut Growing>]) {
        let growing = self.listed.take().and_then(|slot| columns.get_mut(slot)?.as_deref_mut());
        if let (Some(Growing::Text { known, .. }), Some(subjects)) = (growing, &mut self.subjects) {
            subjects.are_found_in(std::mem::take(known));
        }
    }
}

/// Whether cells are the keys of their rows, and each of them is what it compares by.
fn are_keys(cells: &Cells<'_>, whose: &Whose<'_>) -> bool {
    let (Cells::Texts { cells, .. }, Whose::Single(keys)) = (cells, whose) else { return false };
    let is_same = |(place, key): (&u32, &Cow<'_, str>)| {
        // Both are mostly the same place of the same text.
        cells.entries.get(*place as usize).is_some_and(|entry| {
            let (entry, key) = (entry.as_ref(), key.as_ref());
            std::ptr::eq(entry, key) || entry == key
        })
    };
    cells.index.len() == keys.len()
        && cells.index.iter().zip(keys).all(is_same)
        && cells.entries.iter().all(|entry| is_own_identity(entry))
}
