//! Many texts in one piece of memory.

use std::fmt;
use std::ops::Range;

/// Texts in their order: the bytes of all of them in one piece, and where each ends. One takes eight bytes beside its own, and
/// none has to be asked of the system.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TextList {
    bytes: String,
    ends: Vec<usize>,
}

impl TextList {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: String::new(), ends: Vec::new() }
    }

    /// A list of none that lives for ever.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: TextList = TextList::new();
        &NONE
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes all of them have together.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// One of them, counted from 0.
    #[inline]
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |begin| *begin);
        self.bytes.get(begin..end)
    }

    /// The first of them.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.get(0)
    }

    /// The last of them.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All of them.
    #[must_use]
    pub const fn iter(&self) -> TextListIter<'_> {
        TextListIter { list: self, rest: 0..self.ends.len() }
    }

    /// Adds one behind the others.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// Adds those of another list from this one on.
    pub fn extend_from(&mut self, other: &Self, from: usize) {
        let Some(ends) = other.ends.get(from..) else { return };
        let begin = from.checked_sub(1).and_then(|before| other.ends.get(before)).map_or(0, |begin| *begin);
        let before = self.bytes.len();
        self.bytes.push_str(other.bytes.get(begin..).unwrap_or(""));
        self.ends.extend(ends.iter().map(|end| end - begin + before));
    }

    /// Takes away those behind so many.
    pub fn truncate(&mut self, count: usize) {
        self.ends.truncate(count);
        self.bytes.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Makes room for so many more that are about as long as those before; false where there is no such room.
    #[must_use]
    pub fn reserve_alike(&mut self, more: usize) -> bool {
        // As long as they are, and a little: to move all of them for the last few takes long.
        let (bytes, texts) = (self.bytes.len(), self.len().max(1));
        let alike = bytes / texts * more + bytes % texts * more / texts;
        let bytes = alike + alike / 64;
        self.ends.try_reserve_exact(more).is_ok() && self.bytes.try_reserve_exact(bytes).is_ok()
    }
}

impl fmt::Debug for TextList {
    fn fmt(&self, into: &mut fmt::Formatter<'_>) -> fmt::Result {
        into.debug_list().entries(self).finish()
    }
}

impl<T: AsRef<str>> FromIterator<T> for TextList {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut list = Self::new();
        list.extend(texts);
        list
    }
}

impl<T: AsRef<str>> Extend<T> for TextList {
    fn extend<I: IntoIterator<Item = T>>(&mut self, texts: I) {
        texts.into_iter().for_each(|text| self.push(text.as_ref()));
    }
}

impl<T: AsRef<str>> PartialEq<[T]> for TextList {
    fn eq(&self, other: &[T]) -> bool {
        self.iter().eq(other.iter().map(AsRef::as_ref))
    }
}

impl<T: AsRef<str>, const N: usize> PartialEq<[T; N]> for TextList {
    fn eq(&self, other: &[T; N]) -> bool {
        self == other.as_slice()
    }
}

impl<'t> IntoIterator for &'t TextList {
    type Item = &'t str;
    type IntoIter = TextListIter<'t>;

    fn into_iter(self) -> TextListIter<'t> {
        self.iter()
    }
}

/// Hands out the texts of a list.
#[derive(Clone, Debug)]
pub struct TextListIter<'t> {
    list: &'t TextList,
    rest: Range<usize>,
}

impl<'t> Iterator for TextListIter<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        self.rest.next().and_then(|at| self.list.get(at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }

    fn nth(&mut self, skipped: usize) -> Option<&'t str> {
        self.rest.nth(skipped).and_then(|at| self.list.get(at))
    }
}

impl DoubleEndedIterator for TextListIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_back().and_then(|at| self.list.get(at))
    }
}

impl ExactSizeIterator for TextListIter<'_> {}

#[cfg(test)]
mod tests {
    use super::TextList;

    #[test]
    fn texts_come_back_as_they_were_put() {
        let texts = ["甲", "", "a,b", "", "é"];
        let mut list: TextList = texts.iter().collect();
        assert_eq!(list, texts);
        assert_eq!((list.len(), list.bytes(), list.is_empty()), (5, 8, false));
        assert_eq!([list.first(), list.get(2), list.get(3)], [Some("甲"), Some("a,b"), Some("")]);
        assert_eq!([list.last(), list.get(5), TextList::new().last()], [Some("é"), None, None]);
        assert_eq!(list.iter().rev().collect::<Vec<_>>(), ["é", "", "a,b", "", "甲"]);
        assert_eq!((list.iter().nth(2), list.iter().len()), (Some("a,b"), 5));
        assert_eq!(format!("{list:?}"), r#"["甲", "", "a,b", "", "é"]"#);
        list.truncate(3);
        assert!(list.reserve_alike(2));
        list.push("乙");
        assert_eq!(list, ["甲", "", "a,b", "乙"]);
        // The same bytes, cut elsewhere.
        assert_ne!(list, ["甲", "a", ",b", "乙"].iter().collect::<TextList>());
        let mut more: TextList = ["丙"].iter().collect();
        more.extend_from(&list, 2);
        more.extend_from(&list, 9);
        assert_eq!(more, ["丙", "a,b", "乙"]);
        more.extend_from(&list, 0);
        assert_eq!(more.get(3), Some("甲"));
        list.truncate(0);
        assert_eq!(list, TextList::new());
    }
}
