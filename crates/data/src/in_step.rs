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
        let listed = subjects.as_deref().and_then(|subjects| listing(columns, key, numbers, subjects));
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
        match &mut self.subjects {
            Some(subjects) if self.listed.is_some() => list(cells, growing, self.numbers, subjects),
            _ => {
                growing.append(cells);
                self.append(whose, all);
            }
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
        if let (Some(_), Some(subjects)) = (self.listed.take(), &mut self.subjects) {
            part(growing, subjects);
        }
    }

    /// The same at the end of its column, in which nothing is looked for any more.
    pub(crate) fn end(mut self, columns: &mut [Option<&mut Growing>]) {
        let growing = self.listed.take().and_then(|slot| columns.get_mut(slot)?.as_deref_mut());
        if let (Some(growing), Some(subjects)) = (growing, &mut self.subjects) {
            end(growing, subjects);
        }
    }
}

/// The place of the field of the key, whose column lists the subjects so far.
pub(crate) fn listing(
    columns: &[Growing],
    key: Option<usize>,
    numbers: &[u32],
    subjects: &Subjects,
) -> Option<usize> {
    key.filter(|slot| match columns.get(*slot) {
        Some(Growing::Text { index, entries, .. }) => {
            index.len() == numbers.len() && subjects.are_spelled_as(entries)
        }
        Some(Growing::Number { .. } | Growing::YesNo { .. }) | None => false,
    })
}

/// Puts keys, each of which is what it compares by, to the end of the column that lists the subjects; whose the rows are is told by
/// that.
pub(crate) fn list(keys: Cells<'_>, growing: &mut Growing, numbers: &mut Vec<u32>, subjects: &mut Subjects) {
    growing.append(keys);
    if let Growing::Text { index, entries, .. } = growing {
        numbers.extend_from_slice(index.get(numbers.len()..).unwrap_or(&[]));
        subjects.go_on_as(entries);
    }
}

/// From here on the column lists other texts than the keys, and the subjects are looked for by themselves.
pub(crate) fn part(growing: &Growing, subjects: &mut Subjects) {
    if let Growing::Text { known, .. } = growing {
        subjects.are_found_in(known.clone());
    }
}

/// The same at the end of the column, in which nothing is looked for any more.
pub(crate) fn end(growing: &mut Growing, subjects: &mut Subjects) {
    if let Growing::Text { known, .. } = growing {
        subjects.are_found_in(std::mem::take(known));
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
