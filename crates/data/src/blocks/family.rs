//! What a sheet of one subject may hold: a form, and the groups of rows in it.

use std::collections::{HashMap, HashSet};

use shensuan_vocab::{FormId, Vocab};

use crate::headings::{Heading, bracketed, is_its_unit, without_of_which};
use crate::keys::KeyPart;
use crate::words::fold_heading;

/// A field, by the place of its form in the family and its own in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) form: usize,
    pub(crate) slot: usize,
}

/// A form with its groups.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) forms: Vec<FormId>,
    /// The fields that go by a name, folded.
    names: HashMap<String, Vec<Spot>>,
}

impl Family {
    pub(crate) fn of(vocab: &Vocab, form: FormId) -> Self {
        let groups = vocab.forms().filter(|(_, group)| group.parent == Some(form));
        let groups = groups.filter(|(_, group)| !group.is_made_of_columns() && group.copy_of.is_none());
        let forms: Vec<FormId> = std::iter::once(form).chain(groups.map(|(id, _)| id)).collect();
        let mut names: HashMap<String, Vec<Spot>> = HashMap::new();
        for (at, form) in forms.iter().enumerate() {
            for (slot, field) in vocab.form(*form).fields.iter().enumerate() {
                for name in vocab.field(*field).name.all() {
                    let spots = names.entry(fold_heading(name)).or_default();
                    let spot = Spot { form: at, slot };
                    if !spots.contains(&spot) {
                        spots.push(spot);
                    }
                }
            }
        }
        Self { forms, names }
    }

    /// The fields that a folded text names, by more than a number.
    pub(crate) fn named(&self, folded: &str) -> &[Spot] {
        if is_code(folded) { &[] } else { self.coded(folded) }
    }

    /// The fields that a folded text names, be it their number.
    pub(crate) fn coded(&self, folded: &str) -> &[Spot] {
        self.names.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The fields that an item is called after, by its own name, as a part of another, or with its unit in brackets.
    pub(crate) fn item(&self, text: &str, vocab: &Vocab) -> Vec<Spot> {
        let part = Some(without_of_which(text)).filter(|part| part.len() < text.len());
        let mut found = [Some(text), part].into_iter().flatten().map(|text| self.named(&fold_heading(text)));
        if let Some(found) = found.find(|found| !found.is_empty()) {
            return found.to_vec();
        }
        let Some((bare, unit)) = bracketed(text) else { return Vec::new() };
        let fits = |spot: &&Spot| {
            let form = self.forms.get(spot.form).map(|form| vocab.form(*form));
            let field = form.and_then(|form| form.fields.get(spot.slot));
            field.is_some_and(|field| is_its_unit(&vocab.field(*field).kind, unit))
        };
        self.named(&fold_heading(bare)).iter().filter(fits).copied().collect()
    }

    /// How many fields of each form headings name; the best form, and how many.
    pub(crate) fn best(&self, headings: &[Heading], vocab: &Vocab) -> Option<(usize, usize)> {
        let mut fields: Vec<HashSet<usize>> = vec![HashSet::new(); self.forms.len()];
        for heading in headings {
            let by_title = heading.titles.iter().map(|title| self.named(&title.folded).to_vec());
            let found =
                by_title.chain(heading.titles.iter().take(1).map(|title| self.item(&title.text, vocab)));
            for spot in found.into_iter().find(|found| !found.is_empty()).unwrap_or_default() {
                if let Some(known) = fields.get_mut(spot.form) {
                    known.insert(spot.slot);
                }
            }
        }
        let counted = fields.iter().map(HashSet::len).enumerate().filter(|(_, count)| *count > 0);
        // Of equals the first.
        counted.rev().max_by_key(|(_, count)| *count)
    }
}

/// Whether a name is the number of a field: `01`, `21.lon`, `13b`.
fn is_code(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// What the values above a table may be labelled with: all names of fields, and of the key.
pub(crate) fn label_names(vocab: &Vocab, parts: &[KeyPart]) -> HashSet<String> {
    let fields = vocab.fields().flat_map(|(_, field)| field.name.all());
    let keys = parts.iter().flat_map(|part| part.headings.iter().map(String::as_str));
    fields.chain(keys).map(fold_heading).filter(|name| !is_code(name)).collect()
}
