//! Headings to fields and keys.

use std::collections::{HashMap, HashSet};

use shensuan_diagnostics::codes::{data as codes, names, table_data};
use shensuan_diagnostics::suggest::nearest;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, Message};
use shensuan_vocab::{FieldId, Form, FormId, Vocab};

use crate::headings::{Heading, Title, bracketed, is_its_unit};
use crate::keys::KeyPart;
use crate::words::{fold_heading, one_line, shown};

/// A heading of more characters than this is no misspelt name.
const LONGEST_NAME: usize = 100;

/// Headings that a complaint shows.
const SHOWN_HEADINGS: usize = 8;

/// Columns of one name that are complained of; a table has no more by mistake.
const SHOWN_TWINS: usize = 3;

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
    /// What the columns are called.
    columns: Vec<Heading>,
}

/// What headings are matched with, and where complaints go.
pub(crate) struct Wanted<'v> {
    vocab: &'v Vocab,
    id: FormId,
    form: &'v Form,
    parts: &'v [KeyPart],
    /// The path of the file, for complaints.
    path: &'v str,
    /// The positions of the form's fields by folded name.
    slots: HashMap<String, usize>,
    /// Every heading that each part of the key goes by, folded.
    key_names: Vec<HashSet<String>>,
}

/// What was found of a form in headings.
pub(crate) struct Settled {
    /// For every column the position of its field.
    slots: Vec<Option<usize>>,
    /// For every part of the key the columns that have its name.
    keys: Vec<Vec<usize>>,
}

impl Settled {
    /// Whether every part of the key has a column.
    pub(crate) fn has_keys(&self) -> bool {
        self.keys.iter().all(|columns| !columns.is_empty())
    }

    /// How many fields have a column.
    pub(crate) fn fields(&self) -> usize {
        self.slots.iter().flatten().collect::<HashSet<_>>().len()
    }

    /// How many of them are no part of the key.
    pub(crate) fn fields_beside_keys(&self) -> usize {
        let beside = self.slots.iter().enumerate();
        let beside = beside.filter(|(column, _)| !self.keys.iter().any(|of_part| of_part.contains(column)));
        beside.filter_map(|(_, slot)| *slot).collect::<HashSet<_>>().len()
    }

    /// The columns of the key.
    pub(crate) fn keys(&self) -> impl Iterator<Item = usize> {
        self.keys.iter().filter_map(|columns| columns.first().copied())
    }
}

impl Header {
    /// Reads the headings, of which the first stand in this row; none (and an error) where they do not say which rows are
    /// whose.
    pub(crate) fn read(
        columns: Vec<Heading>,
        row: u32,
        wanted: &Wanted<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let errors = diagnostics.len();
        let Settled { slots, keys: found } = wanted.settle(&columns);
        for (slot, field) in wanted.form.fields.iter().enumerate() {
            let named = columns_where(&slots, |_, found| *found == Some(slot));
            wanted.refuse_twins(&named, &columns, &Arg::of(&wanted.vocab.field(*field).name), diagnostics);
        }
        let mut keys = Vec::new();
        for (part, found) in wanted.parts.iter().zip(found) {
            // Of two columns of one field it was said above.
            let mut apart = found.clone();
            apart.dedup_by_key(|column| slots.get(*column).copied().flatten().ok_or(*column));
            wanted.refuse_twins(&apart, &columns, &Arg::from(part.name.as_str()), diagnostics);
            match found.first() {
                Some(column) => keys.push(*column),
                None => diagnostics.push(
                    wanted
                        .without(part)
                        .help(codes::KEY_HEADINGS.with("names", part.headings.clone()))
                        .help(wanted.says(row, &columns, &slots)),
                ),
            }
        }
        if diagnostics.len() > errors {
            return None;
        }
        let written = columns.iter().zip(0..).map(|(heading, column)| {
            if heading.written.is_empty() {
                format!("[{}]", letters(column))
            } else {
                heading.written.clone()
            }
        });
        let header = Self { headings: written.collect(), slots, keys, columns };
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
            // Of two headings the lower one says what it is.
            let title = self.columns.get(column).and_then(|heading| heading.titles.first());
            let title = title.map_or("", |title| title.text.as_str());
            if let Some(offer) = offer(title, &known) {
                diagnostics.push(
                    Diagnostic::new(codes::COLUMN_LIKE_FIELD)
                        .with("path", wanted.path)
                        .with("column", letters(column))
                        .with("heading", one_line(heading))
                        .with("form", shown(wanted.id, wanted.vocab))
                        .help(offer),
                );
            }
        }
    }
}

impl<'v> Wanted<'v> {
    /// What stands in the row that was taken for the headings. Where it names no field at all it may be a row of data,
    /// which is not repeated if a cell of it could be private.
    fn says(&self, row: u32, columns: &[Heading], slots: &[Option<usize>]) -> Message {
        let private = |field: &FieldId| self.vocab.field(*field).private;
        let row = row as usize;
        if slots.iter().all(Option::is_none) && self.form.fields.iter().any(private) {
            return codes::NO_HEADINGS_ARE.with("row", row);
        }
        codes::HEADINGS_ARE.with("row", row).with("names", listed(columns))
    }

    /// What the file at `path` should hold of a form.
    pub(crate) fn new(vocab: &'v Vocab, id: FormId, parts: &'v [KeyPart], path: &'v str) -> Self {
        let form = vocab.form(id);
        let mut slots = HashMap::new();
        for (slot, field) in form.fields.iter().enumerate() {
            for name in vocab.field(*field).name.all() {
                slots.entry(fold_heading(name)).or_insert(slot);
            }
        }
        let folded = |part: &KeyPart| part.headings.iter().map(|heading| fold_heading(heading)).collect();
        Self { vocab, id, form, parts, path, slots, key_names: parts.iter().map(folded).collect() }
    }

    /// How many parts a key has.
    pub(crate) fn key_parts(&self) -> usize {
        self.key_names.len()
    }

    /// Which part of the key goes by a folded heading, counted from 0.
    pub(crate) fn part_named(&self, folded: &str) -> impl Iterator<Item = usize> {
        let parts = self.key_names.iter().enumerate();
        parts.filter(move |(_, names)| names.contains(folded)).map(|(part, _)| part)
    }

    /// Whether a field goes by a folded heading.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.slots.contains_key(folded)
    }

    /// Finds the fields and keys that columns are called after.
    pub(crate) fn settle(&self, columns: &[Heading]) -> Settled {
        let named = |heading: &Heading, from: usize| {
            let mut titles = heading.titles.iter().skip(from);
            titles.find_map(|title| self.slots.get(&title.folded).copied())
        };
        let mut slots: Vec<Option<usize>> = columns.iter().map(|heading| named(heading, 0)).collect();
        // Where lower headings are alike, the upper ones tell them apart.
        let mut times: HashMap<usize, usize> = HashMap::new();
        slots.iter().flatten().for_each(|slot| *times.entry(*slot).or_default() += 1);
        for (heading, slot) in columns.iter().zip(&mut slots) {
            let Some(shared) = slot.filter(|slot| times.get(slot).is_some_and(|times| *times > 1)) else {
                continue;
            };
            let others = heading.titles.iter().filter_map(|title| self.slots.get(&title.folded).copied());
            *slot = others.into_iter().find(|other| *other != shared).or(*slot);
        }
        // A remark in brackets does not count if it is the unit of the field, and no other column is that field.
        let taken: HashSet<usize> = slots.iter().flatten().copied().collect();
        for (heading, slot) in columns.iter().zip(&mut slots).filter(|(_, slot)| slot.is_none()) {
            let in_its_unit = |title: &Title| {
                let (bare, unit) = bracketed(&title.text)?;
                let slot = self.slots.get(&fold_heading(bare)).copied()?;
                let field = self.form.fields.get(slot).map(|field| self.vocab.field(*field))?;
                (!taken.contains(&slot) && is_its_unit(&field.kind, unit)).then_some(slot)
            };
            *slot = heading.titles.iter().find_map(in_its_unit);
        }
        let keys = self.parts.iter().enumerate();
        let keys = keys.map(|(at, part)| self.key_columns(at, part, columns, &slots)).collect();
        Settled { slots, keys }
    }

    /// The complaint about a key that has no column.
    fn without(&self, part: &KeyPart) -> Diagnostic {
        let said = if self.vocab.reference(self.id).is_some() {
            Diagnostic::new(table_data::NO_TABLE_KEY).with("table", Arg::of(&self.form.name))
        } else {
            Diagnostic::new(codes::NO_KEY_COLUMN).with("subject", self.subject())
        };
        said.with("path", self.path).with("key", part.name.as_str())
    }

    /// What a subject is called.
    fn subject(&self) -> Arg {
        self.vocab.subject.as_ref().map_or_else(|| Arg::from(""), |subject| Arg::of(&subject.name))
    }

    /// The columns of a part of the key, the surest first: a field of this form that has the name of the key;
    /// a column that is no field of this form, under any name of the key; a field of this form under a name
    /// that the key has in another form.
    fn key_columns(
        &self,
        at: usize,
        part: &KeyPart,
        headings: &[Heading],
        slots: &[Option<usize>],
    ) -> Vec<usize> {
        let key = fold_heading(&part.name);
        let own = |slot: usize| self.form.fields.get(slot).map(|field| &self.vocab.field(*field).name);
        let is_key =
            |slot: usize| own(slot).is_some_and(|name| name.all().any(|known| fold_heading(known) == key));
        let names = self.key_names.get(at);
        let has = |column: usize| {
            let mut titles = headings.get(column).into_iter().flat_map(|heading| &heading.titles);
            titles.any(|title| names.is_some_and(|names| names.contains(&title.folded)))
        };
        let declared = columns_where(slots, |_, slot| slot.is_some_and(is_key));
        if !declared.is_empty() {
            return declared;
        }
        let undeclared = columns_where(slots, |column, slot| slot.is_none() && has(column));
        if undeclared.is_empty() { columns_where(slots, |column, _| has(column)) } else { undeclared }
    }

    fn refuse_twins(
        &self,
        found: &[usize],
        headings: &[Heading],
        field: &Arg,
        diagnostics: &mut Diagnostics,
    ) {
        let heading = |column: usize| {
            headings.get(column).map_or_else(String::new, |heading| one_line(&heading.written))
        };
        let (Some(first), twins) = (found.first(), found.iter().skip(1)) else { return };
        for twin in twins.take(SHOWN_TWINS) {
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
fn columns_where(slots: &[Option<usize>], holds: impl Fn(usize, &Option<usize>) -> bool) -> Vec<usize> {
    slots.iter().enumerate().filter(|(column, slot)| holds(*column, slot)).map(|(column, _)| column).collect()
}

/// The names that an ignored heading may stand for: the one it is but for a remark in brackets, as in
/// `取水量（吨）`, else those it resembles.
fn offer(heading: &str, known: &[&str]) -> Option<Message> {
    if heading.chars().count() > LONGEST_NAME {
        return None;
    }
    let folded = fold_heading(heading);
    let bare = folded.split(['(', '[']).next().unwrap_or("").trim_end();
    if let Some(name) = known.iter().find(|name| fold_heading(name) == bare) {
        return Some(codes::HEADING_WITHOUT_BRACKETS.with("names", vec![(*name).to_owned()]));
    }
    let near = nearest(&folded, known.iter().copied());
    (!near.is_empty()).then(|| names::DID_YOU_MEAN.with("names", near))
}

/// The first headings of a file.
fn listed(headings: &[Heading]) -> Vec<String> {
    let given = headings.iter().filter(|heading| !heading.written.is_empty());
    let mut shown: Vec<String> = given.map(|heading| one_line(&heading.written)).collect();
    if shown.len() > SHOWN_HEADINGS {
        shown.truncate(SHOWN_HEADINGS);
        shown.push("…".to_owned());
    }
    shown
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
