//! The texts of some cells, each of them once where many are the same.

use std::borrow::Cow;

use crate::numbered::{Numbered, are_same, hash_of};
use crate::pieces::{MARKS, is_bare};

/// The place of a missing cell.
pub(crate) const MISSING: u32 = u32::MAX;

/// The texts of the cells of some rows.
#[derive(Debug)]
pub(crate) struct Texts<'a> {
    /// For every row the place of its text among the entries, or [`MISSING`].
    pub(crate) index: Vec<u32>,
    /// The texts as they come first; where nearly all differ one may stand here several times.
    pub(crate) entries: Vec<Cow<'a, str>>,
    /// The hash of each.
    pub(crate) hashes: Vec<u32>,
    /// Where they stand; none where nearly all differ, as it takes longer to look than to keep one twice.
    known: Option<Numbered>,
}

impl<'a> Texts<'a> {
    /// None yet, and room for some rows.
    pub(crate) fn new(rows: usize, differ: bool) -> Self {
        let texts = if differ { rows } else { 0 };
        Self {
            index: Vec::with_capacity(rows),
            entries: Vec::with_capacity(texts),
            hashes: Vec::with_capacity(texts),
            known: (!differ).then(Numbered::default),
        }
    }

    /// Adds a missing one.
    pub(crate) fn skip(&mut self) {
        self.index.push(MISSING);
    }

    /// Adds one that is not empty; its place.
    #[inline]
    pub(crate) fn add(&mut self, text: Cow<'a, str>) -> u32 {
        let hash = hash_of(&text);
        let (place, new) = match &mut self.known {
            Some(known) => {
                let entries = &self.entries;
                let same =
                    |place: u32| entries.get(place as usize).is_some_and(|entry| are_same(entry, &text));
                known.find_or_add(hash, same)
            }
            None => (u32::try_from(self.entries.len()).unwrap_or(MISSING), true),
        };
        self.index.push(place);
        if new {
            self.entries.push(text);
            self.hashes.push(hash);
        }
        place
    }

    /// Adds one that stands in this place.
    #[inline]
    pub(crate) fn again(&mut self, place: u32) {
        self.index.push(place);
    }
}

/// Whether a text that is not empty is itself all that its cell says: neither blanks nor marks stand around it.
#[inline]
pub(crate) fn is_plain_text(text: &str, marked: bool) -> bool {
    is_bare(text) && !(marked && text.starts_with(MARKS))
}
