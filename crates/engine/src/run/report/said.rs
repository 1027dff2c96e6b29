//! What the keys of statistics say: a text or what is made of it, a code and its name apart.

use std::borrow::Cow;

use shensuan_findings::StatisticKey;
use shensuan_model::{Kind, Type, Typed};
use shensuan_vocab::{FieldId, ListId, Rows};

use super::{Item, Report};
use crate::run::cells::Content;

/// What a key says of a group; texts of the data and names of codes are borrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Said<'s> {
    /// A code, a text.
    pub(super) value: Cow<'s, str>,
    /// What a code is called.
    pub(super) name: Option<&'s str>,
}

impl From<Said<'_>> for StatisticKey {
    fn from(said: Said<'_>) -> Self {
        Self { value: said.value.into_owned(), name: said.name.map(str::to_owned) }
    }
}

impl<'r> Report<'r> {
    /// A text, or what is made of it; a code and its name apart.
    pub(super) fn said_by(&self, field: FieldId, key: &Typed, item: Item) -> Option<Said<'r>> {
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let content = match vocab.form(form).rows {
            Rows::One => self.cells.of_subject(field, item.subject),
            Rows::Many => self.cells.at(field, self.rows_seen(form, item).next()?),
        };
        let Content::Text(text) = content else { return None };
        let (value, list) = match &key.kind {
            Kind::Text(made) if made.steps.is_empty() => (Cow::Borrowed(text), made.list),
            Kind::Text(made) => (Cow::Owned(made.of(vocab, text)?), made.list),
            _ => (Cow::Borrowed(text.trim()), None),
        };
        Some(self.coded(list, value, key))
    }

    /// A text; a code, of the list of its key where it says no other, and its name apart.
    pub(super) fn coded<'s>(&self, list: Option<ListId>, value: Cow<'s, str>, key: &Typed) -> Said<'s>
    where
        'r: 's,
    {
        let vocab = &self.ready.model.vocab;
        let list = list.or(match key.ty {
            Type::Code(list) => Some(list),
            _ => None,
        });
        // Members may have written the name: the group goes by the code.
        let Some(entry) = list.and_then(|list| vocab.list(list).find(&value)) else {
            return Said { value, name: None };
        };
        let name = Some(entry.name.as_str()).filter(|name| !name.is_empty() && *name != entry.code);
        Said { value: Cow::Borrowed(&entry.code), name }
    }
}
