//! Who a row belongs to: the headings that a key goes by, and the subjects met so far.

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_columnar::TextList;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Subject, Vocab};

use crate::columns::NEAR;
use crate::numbered::{Numbered, are_same, first_of, hash_of};
use crate::repairs::{is_of_no_width, within_marks};

/// One declared part of the key.
#[derive(Clone, Debug)]
pub(crate) struct KeyPart {
    /// Its declared name.
    pub(crate) name: String,
    /// Every heading it goes by: its name, and all names of the fields that have this name, in any form.
    pub(crate) headings: Vec<String>,
}

/// The parts of a subject's key.
pub(crate) fn parts(subject: &Subject, vocab: &Vocab) -> Vec<KeyPart> {
    let part = |name: &String| {
        let folded = fold_text(name);
        let namesakes = vocab.fields().map(|(_, field)| &field.name);
        let namesakes = namesakes.filter(|field| field.all().any(|known| fold_text(known) == folded));
        let mut headings = vec![name.clone()];
        for heading in namesakes.flat_map(|field| field.all()) {
            // The number of an item, such as 01, stands in many places that are no heading of a key.
            let is_number = heading.chars().all(|c| c.is_ascii_digit());
            if !is_number && !headings.iter().any(|known| fold_text(known) == fold_text(heading)) {
                headings.push(heading.to_owned());
            }
        }
        KeyPart { name: name.clone(), headings }
    };
    subject.key.iter().map(part).collect()
}

/// The key of a row, part by part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Key {
    /// As the row spells it, `|` between the parts; blank parts at the end leave no mark.
    written: String,
    /// Where the parts end in it.
    ends: Vec<usize>,
}

impl Key {
    /// Begins the key of another row.
    pub(crate) fn clear(&mut self) {
        self.written.clear();
        self.ends.clear();
    }

    /// Adds a part, trimmed and without what nobody sees or means in it. Blank parts are added too.
    pub(crate) fn add(&mut self, part: &str) {
        if !self.ends.is_empty() {
            self.written.push('|');
        }
        let part = within_marks(part).unwrap_or(part);
        if part.is_ascii() {
            self.written.push_str(part);
        } else {
            self.written.extend(part.chars().filter(|c| !is_of_no_width(*c)));
        }
        self.ends.push(self.written.len());
    }

    /// What is the same for keys that compare the same. The parts are told by their lengths: they may hold
    /// any character.
    fn identity(&self) -> Cow<'_, str> {
        if let [_] = *self.ends {
            return fold(&self.written);
        }
        let mut whole = String::new();
        let mut from = 0;
        for end in &self.ends {
            let part = fold(self.written.get(from..*end).unwrap_or(""));
            whole.push_str(&format!("{}:{part}", part.len()));
            from = end + 1;
        }
        Cow::Owned(whole)
    }

    /// Its parts.
    fn parts(&self) -> Vec<String> {
        let from =
            |at: usize| at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        let part = |(at, end): (usize, &usize)| self.written.get(from(at)..*end).unwrap_or("").to_owned();
        self.ends.iter().enumerate().map(part).collect()
    }

    /// As it is shown.
    pub(crate) fn shown(&self) -> &str {
        let given = |(at, end): (usize, &usize)| {
            let from =
                at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |before| before + 1);
            (from < *end).then_some(*end)
        };
        let last = self.ends.iter().enumerate().rev().find_map(given).unwrap_or(0);
        self.written.get(..last).unwrap_or(&self.written)
    }
}

/// Folds width, blanks and letter case. Most keys are of capitals and digits and stay as they are.
fn fold(text: &str) -> Cow<'_, str> {
    if is_own_identity(text) { Cow::Borrowed(text) } else { Cow::Owned(fold_text(text).to_ascii_uppercase()) }
}

/// Whether a key of one part plainly compares by what it is.
pub(crate) fn is_own_identity(text: &str) -> bool {
    // All of them are looked at, many together, as nearly all texts are.
    text.bytes().fold(true, |all, byte| all & byte.is_ascii_graphic() & !byte.is_ascii_lowercase())
}

/// The subjects in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    /// First spelling of every key.
    pub(crate) all: TextList,
    /// The parts of every key; empty where keys have one.
    pub(crate) parts: Vec<Vec<String>>,
    by_key: Numbered,
    /// What keys compare by, where that is not how they are spelled first.
    identities: HashMap<u32, String>,
}

impl Subjects {
    /// The number of the subject with this key, where somebody has it.
    pub(crate) fn known(&self, key: &Key) -> Option<u32> {
        self.find(&key.identity())
    }

    /// The same, of a key of one part.
    pub(crate) fn known_by(&self, part: &str) -> Option<u32> {
        self.find(&fold(part))
    }

    /// The number of the subject with this key; a new one if nobody has it yet.
    pub(crate) fn number(&mut self, key: &Key) -> u32 {
        let identity = key.identity();
        let (number, new) = self.add(&identity, hash_of(&identity), key.shown());
        if new && key.ends.len() > 1 {
            self.parts.push(key.parts());
        }
        number
    }

    /// The same, of keys of one part, none of them blank.
    pub(crate) fn number_each(&mut self, parts: &[Cow<'_, str>], numbers: &mut Vec<u32>) {
        let mut hashes = Vec::with_capacity(NEAR);
        for some in parts.chunks(NEAR) {
            let identities: Vec<Cow<'_, str>> = some.iter().map(|part| fold(part)).collect();
            hashes.clear();
            hashes.extend(identities.iter().map(|identity| hash_of(identity)));
            self.by_key.bring_near(&hashes, |number| first_of(&self.all, number));
            let each = some.iter().zip(&identities).zip(&hashes);
            numbers.extend(each.map(|((part, identity), hash)| self.add(identity, *hash, part).0));
        }
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.reserve_spellings(more);
        self.by_key.reserve(more);
    }

    /// The same, where they are found elsewhere.
    pub(crate) fn reserve_spellings(&mut self, more: usize) {
        // As much as is likely; without it there is less at once.
        let _ = self.all.reserve_alike(more);
    }

    /// Takes back those behind so many, as if they had not been met.
    pub(crate) fn back_to(&mut self, count: usize) {
        if count == self.all.len() {
            return;
        }
        self.all.truncate(count);
        self.parts.truncate(count);
        self.identities.retain(|number, _| (*number as usize) < count);
        self.by_key = Numbered::default();
        for (shown, number) in self.all.iter().zip(0..) {
            let identity = self.identities.get(&number).map_or(shown, String::as_str);
            self.by_key.find_or_add(hash_of(identity), |_| false);
        }
    }

    /// Whether these are they, and all of them compare by what they are.
    pub(crate) fn are_spelled_as(&self, texts: &TextList) -> bool {
        self.all == *texts && self.parts.is_empty() && self.identities.is_empty()
    }

    /// Adds those behind the ones there are, each of which compares by what it is. Where they are found is told later.
    pub(crate) fn go_on_as(&mut self, texts: &TextList) {
        self.all.extend_from(texts, self.all.len());
    }

    /// Tells where they are found, each of which compares by what it is.
    pub(crate) fn are_found_in(&mut self, by_key: Numbered) {
        self.by_key = by_key;
    }

    fn find(&self, identity: &str) -> Option<u32> {
        self.by_key.find(hash_of(identity), |number| is(&self.all, &self.identities, number, identity))
    }

    fn add(&mut self, identity: &str, hash: u32, shown: &str) -> (u32, bool) {
        let Self { all, by_key, identities, .. } = self;
        let same = |number: u32| is(all, identities, number, identity);
        let (number, new) = by_key.find_or_add(hash, same);
        if new {
            all.push(shown);
            if identity != shown {
                identities.insert(number, identity.to_owned());
            }
        }
        (number, new)
    }
}

/// Whether a subject's key is the same as another.
fn is(all: &TextList, identities: &HashMap<u32, String>, number: u32, identity: &str) -> bool {
    let spelled = all.get(number as usize).is_some_and(|shown| are_same(shown, identity));
    match identities.is_empty() {
        true => spelled,
        // One that is spelled like this may compare by something else.
        false => identities.get(&number).map_or(spelled, |known| known == identity),
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Subjects};

    fn key(parts: &[&str]) -> Key {
        let mut key = Key::default();
        parts.iter().for_each(|part| key.add(part));
        key
    }

    #[test]
    fn keys_of_several_parts_are_told_apart() {
        let mut subjects = Subjects::default();
        let keys: [&[&str]; 6] =
            [&["a|b", "c"], &["a", "b|c"], &["a", "", "c"], &["a|", "c", ""], &["a", ""], &["", "a"]];
        for (number, parts) in (0..).zip(keys) {
            assert_eq!(subjects.number(&key(parts)), number, "{parts:?}");
        }
        assert_eq!(subjects.number(&key(&["Ａ|B", "ｃ"])), 0);
        assert_eq!(subjects.all, ["a|b|c", "a|b|c", "a||c", "a||c", "a", "|a"]);
    }
}
