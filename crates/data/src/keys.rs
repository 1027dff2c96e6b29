//! Who a row belongs to: the headings that a key goes by, and the subjects met so far.

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_vocab::names::{fold_name, fold_text};
use shensuan_vocab::{Subject, Vocab};

/// One declared part of the key.
#[derive(Clone, Debug)]
pub(crate) struct KeyPart {
    /// Its declared name.
    pub(crate) name: String,
    /// Every heading it goes by: its name, and all names of the fields that have this name, in any form.
    pub(crate) headings: Vec<String>,
}

impl KeyPart {
    /// Whether a folded heading names this part.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.headings.iter().any(|heading| fold_text(heading) == folded)
    }
}

/// The parts of a subject's key.
pub(crate) fn parts(subject: &Subject, vocab: &Vocab) -> Vec<KeyPart> {
    let part = |name: &String| {
        let folded = fold_text(name);
        let namesakes = vocab.fields().map(|(_, field)| &field.name);
        let namesakes = namesakes.filter(|field| field.all().any(|known| fold_text(known) == folded));
        let mut headings = vec![name.clone()];
        for heading in namesakes.flat_map(|field| field.all()) {
            if !headings.iter().any(|known| fold_text(known) == fold_text(heading)) {
                headings.push(heading.to_owned());
            }
        }
        KeyPart { name: name.clone(), headings }
    };
    subject.key.iter().map(part).collect()
}

/// The subjects in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    /// First spelling of every key.
    pub(crate) all: Vec<String>,
    by_key: HashMap<String, u32>,
}

impl Subjects {
    /// The number of the subject with this key, trimmed; a new one if nobody has it yet. Keys are the same
    /// when they are spelled the same after their widths are folded.
    pub(crate) fn number(&mut self, key: &str) -> u32 {
        let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
        let folded = if plain { Cow::Borrowed(key) } else { Cow::Owned(fold_name(key)) };
        if let Some(known) = self.by_key.get(folded.as_ref()) {
            return *known;
        }
        let new = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(key.to_owned());
        self.by_key.insert(folded.into_owned(), new);
        new
    }
}
