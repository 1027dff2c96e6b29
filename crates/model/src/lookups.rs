//! Look-ups: the row of a form or a table that keys find. To all that reads its cells it is a form of its own
//! ([`Origin::Found`](shensuan_vocab::Origin)), with the same fields.

use shensuan_vocab::{FieldId, FormId};

use crate::model::Model;
use crate::typed::{Kind, Scope, Typed};

/// The row of a form or a table that keys find.
#[derive(Clone, Debug, PartialEq)]
pub struct LookedUp {
    /// The form that it is.
    pub form: FormId,
    /// Where it is found.
    pub of: FormId,
    /// The keys, in the order of [`LookedUp::columns`].
    pub keys: Vec<KeyAsked>,
    /// What they are held against.
    pub columns: Vec<KeyColumn>,
    /// The rows over which it has values.
    pub scope: Scope,
}

/// A key that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyAsked {
    /// A number, or one that stands for a text.
    Value(Typed),
    /// A text that is written out.
    Words(String),
}

/// What a key is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyColumn {
    /// A field of the rows.
    Field(FieldId),
    /// A part of the key of the subject that filed the row.
    Subject(usize),
    /// The subject that filed the row, which must be the one that asks; no key is written for it.
    Own,
    /// The place of the row itself, which is no key: `the(F.x where …)`.
    Place,
}

impl LookedUp {
    /// The values that it asks by.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Typed> {
        self.keys.iter().filter_map(|key| match key {
            KeyAsked::Value(value) => Some(value),
            KeyAsked::Words(_) => None,
        })
    }
}

impl Model {
    /// What is looked up under a form that nobody files; none for another.
    #[must_use]
    pub fn looked_up(&self, form: FormId) -> Option<&LookedUp> {
        let at = self.found.binary_search_by_key(&form, |found| found.form).ok()?;
        self.found.get(at)
    }

    /// What is looked up where an expression reads a cell of it, or asks whether it is there.
    #[must_use]
    pub fn looked_up_by(&self, kind: &Kind) -> Option<&LookedUp> {
        match kind {
            Kind::Found(form) => self.looked_up(*form),
            kind => self.looked_up(self.vocab.field(kind.cell()?).form),
        }
    }

    /// The keys by which an expression looks something up.
    pub(crate) fn keys_of(&self, kind: &Kind) -> Vec<&Typed> {
        self.looked_up_by(kind).into_iter().flat_map(LookedUp::values).collect()
    }
}
