//! Rows that are found by their keys.

use std::collections::BTreeSet;

use shensuan_model::{KeyAsked, KeyColumn};
use shensuan_vocab::{FieldId, FieldType, FormId};

use super::groups::{Key, key_of};
use super::places::{Cell, Place};
use super::text::folded;
use super::value::{Cause, Value};
use super::{NotCovered, Opinion, Second};

impl Second<'_> {
    /// The row that the keys find: the only one that has them. Else why there is none, or nothing where no row has them
    /// or several do.
    pub(crate) fn found(&self, form: FormId, at: &Place) -> Opinion<Result<usize, BTreeSet<Cause>>> {
        let Some(asked) = self.model.looked_up(form) else { return Err(NotCovered("a look-up of nothing")) };
        let vocab = &self.model.vocab;
        if let Some(reference) = vocab.reference(asked.of) {
            if reference.keys.iter().any(|key| key.groups || key.ranges || key.any.is_some()) {
                return Err(NotCovered("a key that holds groups, ranges or any"));
            }
            if reference.in_force.is_some() {
                return Err(NotCovered("a table of which rows are in force"));
            }
        }
        let mut keys = asked.keys.iter();
        let mut wanted: Vec<(KeyColumn, Key)> = Vec::new();
        for column in &asked.columns {
            if *column == KeyColumn::Own {
                continue;
            }
            let key = match keys.next() {
                Some(KeyAsked::Words(text)) => Value::Text(text.clone()),
                Some(KeyAsked::Value(value)) => self.value(value, at)?,
                None => return Err(NotCovered("a look-up with fewer keys than columns")),
            };
            match key {
                Value::Absent(causes) => return Ok(Err(causes)),
                Value::Mark(form) => return Ok(Err([Cause::Marked(form)].into())),
                key => wanted.push((*column, key_of(&key).ok_or(NotCovered("a key of some other kind"))?)),
            }
        }
        let Some(table) = self.data.table(asked.of) else { return Ok(Err(BTreeSet::new())) };
        let mut found = None;
        'rows: for row in 0..table.rows.len() {
            let whose = table.subject.get(row).map(|subject| *subject as usize);
            if asked.columns.contains(&KeyColumn::Own) && whose != at.subject {
                continue;
            }
            for (column, wanted) in &wanted {
                let own = match column {
                    KeyColumn::Field(field) => self.key_cell(*field, row)?,
                    KeyColumn::Subject(part) => whose
                        .and_then(|subject| self.data.key_part(subject, *part))
                        .map(|text| Key::Text(folded(text, false))),
                    KeyColumn::Place => key_of(&Value::number(row as f64)),
                    KeyColumn::Own => None,
                };
                let wanted = match wanted {
                    Key::Text(text) if matches!(column, KeyColumn::Subject(_)) => {
                        Key::Text(folded(text, false))
                    }
                    Key::Text(text) => self.as_in(*column, text),
                    other => other.clone(),
                };
                if own.as_ref() != Some(&wanted) {
                    continue 'rows;
                }
            }
            if found.replace(row).is_some() {
                return Ok(Err(BTreeSet::new()));
            }
        }
        Ok(found.ok_or_else(BTreeSet::new))
    }

    /// A key that is asked for as the column of it compares.
    fn as_in(&self, column: KeyColumn, text: &str) -> Key {
        let KeyColumn::Field(field) = column else { return Key::Text(folded(text, false)) };
        let declared = self.model.vocab.field(field);
        let code = match declared.kind {
            FieldType::Code(list) => self.model.vocab.list(list).find(text).map(|entry| entry.code.clone()),
            _ => None,
        };
        Key::Text(folded(code.as_deref().unwrap_or(text), declared.exact))
    }

    /// What a cell of a key holds.
    fn key_cell(&self, field: FieldId, row: usize) -> Opinion<Option<Key>> {
        let declared = self.model.vocab.field(field);
        let place = Place { subject: None, rows: vec![(declared.form, row)] };
        Ok(match (self.cell(field, &place)?, &declared.kind) {
            (Cell::Text(text), FieldType::Number(_) | FieldType::Integer) => {
                shensuan_vocab::numbers::read(&text).ok().and_then(|number| key_of(&Value::number(number)))
            }
            (Cell::Text(_), FieldType::Quantity(_) | FieldType::Percent | FieldType::Date) => {
                return Err(NotCovered("a key of a table that is no text, code or number"));
            }
            (Cell::Text(text), _) => Some(self.as_in(KeyColumn::Field(field), &text)),
            (Cell::Number(number), _) => key_of(&Value::number(number)),
            (Cell::YesNo(_) | Cell::Mark(_) | Cell::Nothing(_), _) => None,
        })
    }
}
