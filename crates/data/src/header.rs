//! Headings to fields and keys.

use shensuan_diagnostics::codes::{data as codes, names};
use shensuan_diagnostics::suggest::nearest;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, Form, Vocab};

use crate::keys::KeyPart;
use crate::records::Record;

/// What a file's columns hold.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// The headings as written, trimmed; letters for a column that has none. Blank headings at the end are
    /// no columns.
    pub(crate) headings: Vec<String>,
    /// For every column the position of its field in the form.
    pub(crate) slots: Vec<Option<usize>>,
    /// For every part of the key its column.
    pub(crate) keys: Vec<usize>,
}

/// What headings are matched with, and where complaints go.
pub(crate) struct Wanted<'v> {
    pub(crate) vocab: &'v Vocab,
    pub(crate) form: &'v Form,
    pub(crate) parts: &'v [KeyPart],
    /// The path of the file, for complaints.
    pub(crate) path: &'v str,
}

impl Header {
    /// Reads the row of headings; none (and an error) where it does not say which rows are whose.
    pub(crate) fn read(
        record: &Record<'_>,
        wanted: &Wanted<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let errors = diagnostics.len();
        let last = record.cells.iter().rposition(|cell| !cell.trim().is_empty());
        let cells = record.cells.iter().take(last.map_or(0, |last| last + 1));
        let headings: Vec<&str> = cells.map(|cell| cell.trim()).collect();
        let folded: Vec<String> = headings.iter().map(|heading| fold_text(heading)).collect();
        let slots: Vec<Option<usize>> = folded.iter().map(|heading| wanted.slot(heading)).collect();

        for (slot, field) in wanted.form.fields.iter().enumerate() {
            let named = columns(&slots, |_, found| *found == Some(slot));
            wanted.refuse_twins(&named, &headings, &Arg::of(&wanted.vocab.field(*field).name), diagnostics);
        }
        let mut keys = Vec::new();
        for part in wanted.parts {
            let found = wanted.key_columns(part, &folded, &slots);
            let mut undeclared = found.clone();
            undeclared.retain(|column| slots.get(*column).is_some_and(Option::is_none));
            wanted.refuse_twins(&undeclared, &headings, &Arg::from(part.name.as_str()), diagnostics);
            match found.first() {
                Some(column) => keys.push(*column),
                None => diagnostics.push(
                    Diagnostic::new(codes::NO_KEY_COLUMN)
                        .with("path", wanted.path)
                        .with("key", part.name.as_str())
                        .help(codes::KEY_HEADINGS.with("names", part.headings.clone())),
                ),
            }
        }
        if diagnostics.len() > errors {
            return None;
        }
        let written = headings.iter().zip(0..).map(|(heading, column)| {
            if heading.is_empty() { format!("[{}]", letters(column)) } else { (*heading).to_owned() }
        });
        let header = Self { headings: written.collect(), slots, keys };
        header.offer_fields(wanted, diagnostics);
        Some(header)
    }

    /// Whether a column is in use.
    pub(crate) fn uses(&self, column: usize) -> bool {
        self.slots.get(column).is_some_and(Option::is_some) || self.keys.contains(&column)
    }

    /// The headings of columns that are not in use.
    pub(crate) fn ignored(&self) -> impl Iterator<Item = (usize, &str)> {
        let columns = self.headings.iter().enumerate();
        columns.filter(|(column, _)| !self.uses(*column)).map(|(column, heading)| (column, heading.as_str()))
    }

    /// The fields of the form that have no column.
    pub(crate) fn missing(&self, form: &Form) -> Vec<FieldId> {
        let fields = form.fields.iter().enumerate();
        fields.filter(|(slot, _)| !self.slots.contains(&Some(*slot))).map(|(_, field)| *field).collect()
    }

    /// Points at ignored columns that look like a missing field.
    fn offer_fields(&self, wanted: &Wanted<'_>, diagnostics: &mut Diagnostics) {
        let missing = self.missing(wanted.form);
        let known: Vec<&str> =
            missing.iter().flat_map(|field| wanted.vocab.field(*field).name.all()).collect();
        for (column, heading) in self.ignored() {
            let near = nearest(&fold_text(heading), known.iter().copied());
            if !near.is_empty() {
                diagnostics.push(
                    Diagnostic::new(codes::COLUMN_LIKE_FIELD)
                        .with("path", wanted.path)
                        .with("column", letters(column))
                        .with("heading", heading)
                        .with("form", Arg::of(&wanted.form.name))
                        .help(names::DID_YOU_MEAN.with("names", near)),
                );
            }
        }
    }
}

impl Wanted<'_> {
    /// The position of the field that a folded heading names.
    fn slot(&self, folded: &str) -> Option<usize> {
        let names = |field: &FieldId| self.vocab.field(*field).name.all();
        self.form.fields.iter().position(|field| names(field).any(|name| fold_text(name) == folded))
    }

    /// The columns of a part of the key. A column that is a field of this form counts if the field has the
    /// name of the key; under a name that the key has in another form only where nothing better is found.
    fn key_columns(&self, part: &KeyPart, folded: &[String], slots: &[Option<usize>]) -> Vec<usize> {
        let key = fold_text(&part.name);
        let own = |slot: usize| self.form.fields.get(slot).map(|field| &self.vocab.field(*field).name);
        let is_key =
            |slot: usize| own(slot).is_some_and(|name| name.all().any(|known| fold_text(known) == key));
        let has = |column: usize| folded.get(column).is_some_and(|heading| part.has(heading));
        let sure = columns(slots, |column, slot| slot.map_or_else(|| has(column), is_key));
        if sure.is_empty() { columns(slots, |column, _| has(column)) } else { sure }
    }

    fn refuse_twins(&self, found: &[usize], headings: &[&str], field: &Arg, diagnostics: &mut Diagnostics) {
        let heading = |column: usize| headings.get(column).copied().unwrap_or("");
        let (Some(first), twins) = (found.first(), found.iter().skip(1)) else { return };
        for twin in twins {
            diagnostics.push(
                Diagnostic::new(codes::HEADING_TWICE)
                    .with("path", self.path)
                    .with("a", letters(*first))
                    .with("first", heading(*first))
                    .with("b", letters(*twin))
                    .with("second", heading(*twin))
                    .with("field", field.clone())
                    .help(codes::DROP_OR_RENAME),
            );
        }
    }
}

/// The columns for which something holds.
fn columns(slots: &[Option<usize>], holds: impl Fn(usize, &Option<usize>) -> bool) -> Vec<usize> {
    slots.iter().enumerate().filter(|(column, slot)| holds(*column, slot)).map(|(column, _)| column).collect()
}

/// The letters of a column, from 0, as a spreadsheet shows it: A, B, …, Z, AA.
pub(crate) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_of_columns() {
        let known = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (column, expected) in known {
            assert_eq!(letters(column), expected);
        }
    }
}
