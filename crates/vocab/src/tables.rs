//! Reference tables: rows that no subject files, found by their keys.

use shensuan_diagnostics::Localised;

use crate::{Field, FieldId, Form, FormId, Vocab};

/// Whose the rows of a form are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Those of subjects, who file them.
    #[default]
    Filed,
    /// Nobody's: a table of the office's or of the rulebook.
    Table(Reference),
    /// The row of that form which keys find, as what looks it up sees it; its fields are that form's, in order.
    Found(FormId),
    /// The subjects themselves: a row each, with the parts of their keys.
    Subjects,
}

impl Origin {
    /// Whether nobody declared it: it is how something else is seen.
    #[must_use]
    pub fn is_made(&self) -> bool {
        matches!(self, Self::Found(_) | Self::Subjects)
    }
}

/// What a reference table says of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What tells them apart, in order.
    pub keys: Vec<Key>,
    /// Where they come from.
    pub file: TableFile,
    /// The fields that say from when to when a row is in force.
    pub in_force: Option<(FieldId, FieldId)>,
}

/// Where the rows of a table come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFile {
    /// The data set.
    Data,
    /// Files of the rulebook, by the name that it has for them.
    Rulebook(String),
}

/// A key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The field that holds it.
    pub field: FieldId,
    /// A cell may hold several codes, and codes that stand for all below them.
    pub groups: bool,
    /// A cell may hold a span of numbers.
    pub ranges: bool,
    /// The text that stands for every value.
    pub any: Option<String>,
    /// Which part of the subject's key it is, if it is one.
    pub subject: Option<usize>,
}

impl Reference {
    /// That of a table of which nothing is known yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self { keys: Vec::new(), file: TableFile::Data, in_force: None }
    }
}

impl Vocab {
    /// All reference tables, in the order of their declaration.
    pub fn tables(&self) -> impl Iterator<Item = (FormId, &Form, &Reference)> {
        self.all_forms().filter_map(|(id, form)| match &form.origin {
            Origin::Table(reference) => Some((id, form, reference)),
            Origin::Filed | Origin::Found(_) | Origin::Subjects => None,
        })
    }

    /// What a table says of its rows; none for another form.
    #[must_use]
    pub fn reference(&self, form: FormId) -> Option<&Reference> {
        match &self.form(form).origin {
            Origin::Table(reference) => Some(reference),
            Origin::Filed | Origin::Found(_) | Origin::Subjects => None,
        }
    }

    /// Whether the rows of a form are nobody's: those of a table, and rows that stand in them.
    #[must_use]
    pub fn is_nobodys(&self, form: FormId) -> bool {
        self.lineage(form).any(|form| self.reference(form).is_some())
    }

    /// The form whose row is found, where a form is what keys find.
    #[must_use]
    pub fn found_in(&self, form: FormId) -> Option<FormId> {
        match self.form(form).origin {
            Origin::Found(of) => Some(of),
            Origin::Filed | Origin::Table(_) | Origin::Subjects => None,
        }
    }

    /// The form of the subjects themselves, where a table is keyed by theirs.
    #[must_use]
    pub fn subjects_form(&self) -> Option<FormId> {
        self.all_forms().find(|(_, form)| form.origin == Origin::Subjects).map(|(id, _)| id)
    }

    /// Which part of the subject's key goes by a name: its own, or that of a field that has it.
    #[must_use]
    pub fn key_part(&self, name: &str) -> Option<usize> {
        let wanted = crate::names::fold_name(name);
        let subject = self.subject.as_ref()?;
        let is = |name: &str| crate::names::fold_name(name) == wanted;
        subject.key.iter().position(|key| {
            let has = |field: &Field| {
                let own = crate::names::fold_name(key);
                field.name.all().any(|name| crate::names::fold_name(name) == own) && field.name.all().any(is)
            };
            let filed = |field: &Field| self.form(field.form).origin == Origin::Filed;
            is(key) || self.fields().any(|(_, field)| filed(field) && has(field))
        })
    }

    /// Makes a form with the fields of another, for what keys find in it.
    pub fn add_found(&mut self, found: Form, of: FormId) -> FormId {
        let fields: Vec<Field> =
            self.form(of).fields.iter().map(|field| self.field(*field).clone()).collect();
        let slot = |field: FieldId| self.form(of).fields.iter().position(|known| *known == field);
        let units: Vec<Option<usize>> =
            fields.iter().map(|field| field.kind.unit_field().and_then(slot)).collect();
        let form = self.add_form(found);
        self.set_origin(form, Origin::Found(of));
        let made: Vec<FieldId> =
            fields.into_iter().map(|field| self.add_field(Field { form, ..field })).collect();
        for (field, unit) in made.iter().zip(units) {
            if let Some(unit) = unit.and_then(|unit| made.get(unit)) {
                let kind = self.field(*field).kind.clone().with_unit_field(*unit);
                self.set_kind(*field, kind);
            }
        }
        form
    }

    /// The name of a table's key, for people.
    #[must_use]
    pub fn key_name(&self, key: &Key, lang: shensuan_diagnostics::Lang) -> String {
        self.field(key.field).name.in_lang(lang)
    }
}
