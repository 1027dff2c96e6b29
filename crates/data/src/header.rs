//! Headings to fields and keys.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use shensuan_diagnostics::codes::{data as codes, layouts, names, table_data};
use shensuan_diagnostics::suggest::nearest;
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Message};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{Field, FieldId, FieldType, Form, FormId, Vocab};

use crate::heading_units::{ColumnUnit, of_column, of_line};
use crate::headings::{Heading, Spanned, Title, bracketed, is_its_unit};
use crate::keys::KeyPart;
use crate::layout::{FillDown, Layout};
use crate::merged::Merged;
use crate::touched::Touching;
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
    /// For every column what is done to its numbers, where its unit is not that of the field.
    pub(crate) units: Vec<Option<ColumnUnit>>,
    /// How many columns behind the last one in the file hold what stands above the table, the same in each row.
    pub(crate) added: usize,
    /// The form of a sheet whose labels say whose it is.
    pub(crate) labelled: Option<FormId>,
    /// Of a table on its side the row of each column.
    pub(crate) turned: Vec<u32>,
    /// How it is known which columns headings span.
    pub(crate) spanned: Spanned,
    /// Columns that are a part of another, whose heading is merged over both; with that one.
    pub(crate) parts: Vec<(usize, usize)>,
    /// What the columns are called.
    columns: Vec<Heading>,
}

/// Where the headings stand, for complaints.
pub(crate) struct Placed<'p> {
    /// The row of the first.
    pub(crate) row: u32,
    /// Of a table on its side the row of each.
    pub(crate) turned: &'p [u32],
    /// The units of a line above.
    pub(crate) line: &'p [Unit],
    /// The same of each column, where they differ.
    pub(crate) lines: &'p [Vec<Unit>],
}

impl Placed<'_> {
    /// Headings whose first row is this.
    pub(crate) const fn at(row: u32) -> Self {
        Self { row, turned: &[], line: &[], lines: &[] }
    }

    /// Where a heading stands.
    fn of(&self, column: usize) -> Arg {
        Arg::from(match self.turned.get(column) {
            Some(row) => codes::IN_ROW.with("row", *row as usize),
            None => codes::IN_COLUMN.with("column", letters(column)),
        })
    }
}

/// What headings are matched with, and where complaints go.
pub(crate) struct Wanted<'v> {
    vocab: &'v Vocab,
    id: FormId,
    form: &'v Form,
    parts: &'v [KeyPart],
    /// The path of the file, for complaints.
    path: &'v str,
    names: Arc<Names>,
}

/// The names that headings are matched with, folded.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// The positions of the form's fields by name.
    slots: HashMap<String, usize>,
    /// Every heading that each part of the key goes by.
    of_key: Vec<HashSet<String>>,
}

impl Names {
    /// Those of a form.
    pub(crate) fn of(vocab: &Vocab, form: FormId, parts: &[KeyPart]) -> Self {
        let mut slots = HashMap::new();
        for (slot, field) in vocab.form(form).fields.iter().enumerate() {
            for name in vocab.field(*field).name.all() {
                slots.entry(fold_heading(name)).or_insert(slot);
            }
        }
        let folded = |part: &KeyPart| part.headings.iter().map(|heading| fold_heading(heading)).collect();
        Self { slots, of_key: parts.iter().map(folded).collect() }
    }
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

    /// The places of the fields that have a column.
    pub(crate) fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.slots.iter().copied().flatten()
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
        placed: &Placed<'_>,
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
                        .help(wanted.says(placed.row, &columns, &slots)),
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
        let (written, units) = (written.collect(), Vec::new());
        let turned = placed.turned.to_vec();
        let spanned = columns.iter().map(|heading| heading.spanned).max().unwrap_or_default();
        let (added, labelled, parts) = (0, None, Vec::new());
        let mut header =
            Self { headings: written, slots, keys, units, added, labelled, turned, spanned, parts, columns };
        header.find_parts();
        header.find_units(placed, wanted, diagnostics);
        header.offer_fields(placed, wanted, diagnostics);
        Some(header)
    }

    /// What is done to the numbers of the columns. Those of which nothing can be read are said.
    fn find_units(&mut self, placed: &Placed<'_>, wanted: &Wanted<'_>, diagnostics: &mut Diagnostics) {
        let field = |slot: &Option<usize>| slot.and_then(|slot| wanted.field(slot));
        let own = self.slots.iter().zip(&self.columns);
        let own = own.map(|(slot, heading)| of_column(field(slot)?, &heading.units));
        self.units = own.collect();
        let bare: Vec<bool> = self.columns.iter().map(|heading| !heading.has_unit()).collect();
        let mut lines: Vec<&Vec<Unit>> = placed.lines.iter().filter(|line| !line.is_empty()).collect();
        lines.dedup();
        for (at, line) in lines.iter().enumerate() {
            if lines.get(..at).is_some_and(|before| before.contains(line)) {
                continue;
            }
            let own = |(column, bare): (usize, &bool)| *bare && placed.lines.get(column) == Some(*line);
            let bare: Vec<bool> = bare.iter().enumerate().map(own).collect();
            of_line(line, wanted, &self.slots, &mut self.units, &bare);
        }
        if !placed.line.is_empty() {
            of_line(placed.line, wanted, &self.slots, &mut self.units, &bare);
        }
        for (column, (slot, unit)) in self.slots.iter().zip(&self.units).enumerate() {
            if let (Some(field), Some(ColumnUnit::Misfit(unit))) = (field(slot), unit) {
                let heading = self.headings.get(column).map_or("", String::as_str);
                diagnostics.push(
                    Diagnostic::new(layouts::UNIT_OF_COLUMN)
                        .with("path", wanted.path)
                        .with("place", placed.of(column))
                        .with("heading", one_line(heading))
                        .with("unit", unit.as_str())
                        .with("field", Arg::of(&field.name))
                        .help(codes::WRITE_ITS_UNIT.with("unit", unit_of(field))),
                );
            }
        }
    }

    /// What is done to cells before they are read, as the data set says; a column that is to be filled and is not there is said.
    pub(crate) fn touching(
        &self,
        layout: &Layout,
        wanted: &Wanted<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Touching {
        let fill = match &layout.fill_down {
            FillDown::No => Vec::new(),
            FillDown::Keys => self.keys.clone(),
            FillDown::Columns(names) => {
                let named = |column: usize, name: &str| {
                    let own = self.columns.get(column).into_iter().flat_map(|heading| &heading.titles);
                    let slot = self.slots.get(column).copied().flatten();
                    let field = slot.and_then(|slot| wanted.field(slot));
                    own.into_iter().any(|title| title.folded == name)
                        || field.is_some_and(|field| field.name.all().any(|own| fold_heading(own) == name))
                };
                let mut fill = Vec::new();
                for name in names {
                    let folded = fold_heading(name);
                    let found = (0..self.columns.len()).filter(|column| named(*column, &folded));
                    let before = fill.len();
                    fill.extend(found);
                    if fill.len() == before {
                        diagnostics.push(
                            Diagnostic::new(layouts::NO_COLUMN_TO_FILL)
                                .with("path", wanted.path)
                                .with("name", name.as_str())
                                .quote(layout.place.clone())
                                .help(codes::LEAVE_IT_OUT),
                        );
                    }
                }
                fill
            }
        };
        let touching = Touching::new(&layout.missing, fill, self.keys.clone(), &layout.footers);
        if self.turned.is_empty() { touching } else { touching.turned() }
    }

    /// Finds the columns that are a part of one that is read. What belongs to the key stands in the column of the key.
    fn find_parts(&mut self) {
        let part = |(column, heading): (usize, &Heading)| {
            let of = heading.part_of.filter(|of| self.uses(*of) && !self.keys.contains(of))?;
            Some((column, of))
        };
        self.parts = self.columns.iter().enumerate().filter_map(part).collect();
        for (column, of) in &self.parts {
            if let (Some(whole), true) = (self.headings.get(*of).cloned(), *column < self.headings.len())
                && let Some(heading) = self.headings.get_mut(*column)
            {
                *heading = whole;
            }
        }
    }

    /// The place in the form of the field that a column is, or is a part of.
    pub(crate) fn slot_of(&self, column: usize) -> Option<usize> {
        let part = self.parts.iter().find(|(part, _)| *part == column);
        self.slots.get(part.map_or(column, |(_, of)| *of)).copied().flatten()
    }

    /// The columns in use, but for the key, in which cells are merged over several rows below the headings, and not filled in:
    /// each with the first such row.
    pub(crate) fn merged_below<'h>(
        &'h self,
        merged: &'h Merged,
        touching: &'h Touching,
        below: u32,
    ) -> impl Iterator<Item = (usize, u32)> + 'h {
        let columns =
            (0..self.slots.len()).filter(move |column| self.uses(*column) && !self.keys.contains(column));
        columns.filter(move |column| !touching.fills(*column)).filter_map(move |column| {
            let (top, _) = merged.tall(column, below).first().copied()?;
            Some((column, top + 1))
        })
    }

    /// Whether a column is in use.
    pub(crate) fn uses(&self, column: usize) -> bool {
        self.slots.get(column).is_some_and(Option::is_some) || self.keys.contains(&column)
    }

    /// Whether something stands above a column.
    pub(crate) fn is_headed(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|heading| !heading.written.is_empty())
    }

    /// The headings of columns that are not in use.
    pub(crate) fn ignored(&self) -> impl Iterator<Item = (usize, &str)> {
        let columns = self.headings.iter().enumerate();
        let unused =
            move |column: &usize| !self.uses(*column) && !self.parts.iter().any(|(part, _)| part == column);
        columns.filter(move |(column, _)| unused(column)).map(|(column, heading)| (column, heading.as_str()))
    }

    /// The fields of the form that have no column.
    pub(crate) fn missing(&self, form: &Form) -> Vec<FieldId> {
        let fields = form.fields.iter().enumerate();
        fields.filter(|(slot, _)| !self.slots.contains(&Some(*slot))).map(|(_, field)| *field).collect()
    }

    /// Points at ignored columns that look like a missing field.
    fn offer_fields(&self, placed: &Placed<'_>, wanted: &Wanted<'_>, diagnostics: &mut Diagnostics) {
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
                        .with("place", placed.of(column))
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

    /// What the file at `path` should hold of a form, of which these are the names.
    pub(crate) fn new(
        vocab: &'v Vocab,
        (id, names): (FormId, Arc<Names>),
        parts: &'v [KeyPart],
        path: &'v str,
    ) -> Self {
        Self { vocab, id, form: vocab.form(id), parts, path, names }
    }

    /// The same where the data set names headings that mean parts of the key.
    pub(crate) fn with_keys(mut self, said: &[(String, String)]) -> Self {
        for (part, heading) in said {
            let part = fold_heading(part);
            let at = self.parts.iter().position(|known| fold_heading(&known.name) == part);
            if let Some(names) = at.and_then(|at| Arc::make_mut(&mut self.names).of_key.get_mut(at)) {
                names.insert(fold_heading(heading));
            }
        }
        self
    }

    /// The place of the field that goes by a folded heading.
    pub(crate) fn slot(&self, folded: &str) -> Option<usize> {
        self.names.slots.get(folded).copied()
    }

    /// The field in a place of the form.
    pub(crate) fn field(&self, slot: usize) -> Option<&'v Field> {
        self.form.fields.get(slot).map(|field| self.vocab.field(*field))
    }

    /// How many parts a key has.
    pub(crate) fn key_parts(&self) -> usize {
        self.names.of_key.len()
    }

    /// Which part of the key goes by a folded heading, counted from 0.
    pub(crate) fn part_named(&self, folded: &str) -> impl Iterator<Item = usize> {
        let parts = self.names.of_key.iter().enumerate();
        parts.filter(move |(_, names)| names.contains(folded)).map(|(part, _)| part)
    }

    /// Whether a field goes by a folded heading.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.names.slots.contains_key(folded)
    }

    /// Finds the fields and keys that columns are called after.
    pub(crate) fn settle(&self, columns: &[Heading]) -> Settled {
        let named = |heading: &Heading, from: usize| {
            let mut titles = heading.titles.iter().skip(from);
            titles.find_map(|title| self.names.slots.get(&title.folded).copied())
        };
        let mut slots: Vec<Option<usize>> = columns.iter().map(|heading| named(heading, 0)).collect();
        // Where lower headings are alike, the upper ones tell them apart.
        let mut times: HashMap<usize, usize> = HashMap::new();
        slots.iter().flatten().for_each(|slot| *times.entry(*slot).or_default() += 1);
        for (heading, slot) in columns.iter().zip(&mut slots) {
            let Some(shared) = slot.filter(|slot| times.get(slot).is_some_and(|times| *times > 1)) else {
                continue;
            };
            let others =
                heading.titles.iter().filter_map(|title| self.names.slots.get(&title.folded).copied());
            *slot = others.into_iter().find(|other| *other != shared).or(*slot);
        }
        // A remark in brackets does not count if it is the unit of the field, and no other column is that field.
        let taken: HashSet<usize> = slots.iter().flatten().copied().collect();
        for (heading, slot) in columns.iter().zip(&mut slots).filter(|(_, slot)| slot.is_none()) {
            let in_its_unit = |title: &Title| {
                let (bare, unit) = bracketed(&title.text)?;
                let slot = self.names.slots.get(&fold_heading(bare)).copied()?;
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
        let names = self.names.of_key.get(at);
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

/// The unit of a field, as it is written; of a field without one a percent sign.
fn unit_of(field: &Field) -> Both {
    if let FieldType::Number(unit) = &field.kind {
        Both::new(unit.in_zh(), unit.in_en())
    } else {
        Both::new("%", "%")
    }
}

/// The columns for which something holds.
fn columns_where(slots: &[Option<usize>], holds: impl Fn(usize, &Option<usize>) -> bool) -> Vec<usize> {
    slots.iter().enumerate().filter(|(column, slot)| holds(*column, slot)).map(|(column, _)| column).collect()
}

/// The names that an ignored heading may stand for: the one it is but for a remark in brackets, as in
/// `取水量（吨）`, else those it resembles.
fn offer(heading: &str, known: &[&str]) -> Option<Message> {
    if heading.is_empty() || heading.chars().count() > LONGEST_NAME {
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
#[must_use]
pub fn letters(column: usize) -> String {
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
