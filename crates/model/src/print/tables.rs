//! Reference tables in the canonical print, and the keys of look-ups.

use shensuan_vocab::{FormId, Reference, TableFile};

use super::{Printer, one, quoted};
use crate::lookups::KeyAsked;

impl Printer<'_> {
    pub(super) fn table(&mut self, id: FormId, reference: &Reference) {
        self.form(id, 0);
        let from = match &reference.file {
            TableFile::Data => "from data".to_owned(),
            TableFile::Rulebook(file) => format!("from {}", quoted(file)),
        };
        self.line(1, &from);
        for key in &reference.keys {
            let mut text = format!("key {}", one(&self.model.vocab.field(key.field).name));
            if key.groups {
                text += ", groups";
            }
            if key.ranges {
                text += ", ranges";
            }
            if let Some(any) = &key.any {
                text += &format!(", any {}", quoted(any));
            }
            self.line(1, &text);
        }
        if let Some((from, to)) = reference.in_force {
            let name = |field| one(&self.model.vocab.field(field).name);
            let text = format!("in force {} to {}", name(from), name(to));
            self.line(1, &text);
        }
    }

    /// A key that is asked for.
    pub(super) fn key(&self, key: &KeyAsked) -> String {
        match key {
            KeyAsked::Value(value) => self.expr(value),
            KeyAsked::Words(text) => quoted(text),
        }
    }
}
