//! What was looked up: the row, its key, and the edition it belongs to.

use shensuan_findings::{Evidence, HIDDEN, State, exact};
use shensuan_model::{KeyAsked, KeyColumn, Kind, LookedUp, Type, Typed};
use shensuan_plan::{Step, TableId, TableStep, Tracer, ValueId};
use shensuan_vocab::{FieldId, FormId, Reference};

use super::evidence::{SHOWN_ROWS, day};
use super::{Item, Report};

impl Report<'_> {
    /// Whether a field is one of what is looked up.
    pub(super) fn is_found(&self, field: FieldId) -> bool {
        let vocab = &self.ready.model.vocab;
        vocab.found_in(vocab.field(field).form).is_some()
    }

    /// The value that holds the place of what is looked up, and the rows of its table that an item looks at.
    pub(super) fn askers(&self, form: FormId, item: Item) -> Option<(ValueId, std::ops::Range<usize>)> {
        let value = *self.ready.lowered.found.get(&form)?;
        let table = self.ready.lowered.plan.value(value)?.table?;
        let rows = if table == item.table {
            item.row..item.row + 1
        } else if table == TableId(0) {
            item.subject..item.subject.saturating_add(1)
        } else {
            self.frame.child_rows(&self.ready.lowered.plan, table, TableId(0), item.subject)
        };
        Some((value, rows))
    }

    /// The row that an item looks up for a field.
    pub(super) fn row_found(&self, field: FieldId, item: Item) -> Option<usize> {
        let (value, mut rows) = self.askers(self.ready.model.vocab.field(field).form, item)?;
        let mut tracer = Tracer::new(&self.ready.lowered.plan, self.frame);
        place(&mut tracer, value, rows.next()?)
    }

    /// The cells of a field that an item looks up.
    pub(super) fn cells_found(
        &self,
        field: FieldId,
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) {
        let form = self.ready.model.vocab.field(field).form;
        let Some((value, rows)) = self.askers(form, item) else { return };
        let found = self.ready.model.looked_up(form);
        let by_place = found.is_some_and(|found| found.columns.as_slice() == [KeyColumn::Place]);
        for row in rows.take(SHOWN_ROWS) {
            let shown = match place(tracer, value, row) {
                // The only row is one of its own; that there is none, or more, is told by its aggregate.
                Some(found) if by_place => {
                    let field = self.ready.model.vocab.declared(field);
                    self.evidence(field, &self.cells.at(field, found), Some(found))
                }
                None if by_place => continue,
                Some(found) => self.cell_found(self.ready.model.vocab.declared(field), found, None),
                None => self.not_found(form, row),
            };
            if !into.contains(&shown) {
                let missed = shown.state == State::NotFound;
                into.push(shown);
                if missed {
                    self.near_rows(form, row, into);
                }
            }
        }
    }

    /// A cell of a row that was looked up: its name says in which table, by which key, of which edition.
    pub(super) fn cell_found(&self, field: FieldId, row: usize, state: Option<State>) -> Evidence {
        let form = self.ready.model.vocab.field(field).form;
        let mut shown = self.evidence(field, &self.cells.at(field, row), Some(row));
        let mut key = self.key_of_row(form, row);
        if let Some(edition) = self.edition(form, row) {
            key = format!("{key}; {edition}");
        }
        shown.name = format!("{}[{key}].{}", self.form_name(form), shown.name);
        if shown.state.is_given() {
            shown.state = state.unwrap_or(shown.state);
        }
        shown
    }

    /// Keys that no row has.
    pub(super) fn not_found(&self, form: FormId, row: usize) -> Evidence {
        let found = self.ready.model.looked_up(form);
        let of = found.map_or(form, |found| found.of);
        let keys: Vec<String> = found
            .into_iter()
            .flat_map(|found| (0..).zip(&found.keys).map(|(place, key)| self.asked(found, (place, key), row)))
            .collect();
        Evidence {
            name: self.form_name(of),
            value: Some(keys.join(" | ")),
            unit: String::new(),
            state: State::NotFound,
            cell: None,
        }
    }

    /// A key that is asked for, as it stands where it is read or as it is made there.
    pub(super) fn asked(&self, found: &LookedUp, (place, key): (usize, &KeyAsked), row: usize) -> String {
        let value = match key {
            KeyAsked::Words(text) => return text.clone(),
            KeyAsked::Value(value) if self.is_made_of_private(value) => return "…".to_owned(),
            KeyAsked::Value(value) => value,
        };
        let table = self.ready.lowered.found.get(&found.form);
        let table = table.and_then(|value| self.ready.lowered.plan.value(*value)?.table);
        let item = self.item(table.unwrap_or(TableId(0)), row);
        // Where a function makes it of a text, what it makes.
        if let Kind::TextId(made, _) = &value.kind
            && !made.steps.is_empty()
        {
            return self.text_of(value, item).unwrap_or_else(|| "…".to_owned());
        }
        let mut shown = Vec::new();
        match value.kind.cell().filter(|_| matches!(value.kind, Kind::TextId(..) | Kind::Field(_))) {
            Some(field) if self.is_found(field) => {
                if let Some(at) = self.row_found(field, item) {
                    shown.push(self.cell_found(self.ready.model.vocab.declared(field), at, None));
                }
            }
            Some(field) => self.cells_of(field, item, &mut shown),
            None => {}
        }
        let text = shown.into_iter().next().and_then(|evidence| evidence.value);
        text.unwrap_or_else(|| {
            self.number_asked(found, (place, value), row).unwrap_or_else(|| "…".to_owned())
        })
    }

    /// A key that is a number or a date, whatever it is made of; none of what stands for a text.
    fn number_asked(&self, found: &LookedUp, (place, value): (usize, &Typed), row: usize) -> Option<String> {
        if stands_for_text(value) {
            return None;
        }
        let plan = &self.ready.lowered.plan;
        let Step::Table(TableStep::Find { keys, .. }) =
            plan.value(*self.ready.lowered.found.get(&found.form)?)?.step
        else {
            return None;
        };
        // Whose row it is to be comes first, and is written nowhere.
        let unwritten = keys.iter().count().checked_sub(found.keys.len())?;
        let key = keys.iter().nth(unwritten + place)?;
        let number = Tracer::new(plan, self.frame).number(key, row)?;
        Some(if value.ty == Type::Date { day(number) } else { exact(number) })
    }

    /// The key of a row of a table, or of a form; hidden where it says what stands in a private cell.
    pub(super) fn key_of_row(&self, form: FormId, row: usize) -> String {
        let vocab = &self.ready.model.vocab;
        let fields: Vec<FieldId> = match vocab.reference(form) {
            Some(reference) => reference.keys.iter().map(|key| key.field).collect(),
            None => vocab.form(form).key.clone(),
        };
        let mut parts: Vec<String> = Vec::new();
        if vocab.reference(form).is_none()
            && let Some(subject) = self.cells.table(form).and_then(|table| table.subject.get(row))
        {
            let hidden = self.is_asked_by_private(form, |column| matches!(column, KeyColumn::Subject(_)));
            parts.push(if hidden { HIDDEN.to_owned() } else { self.subject_key(*subject as usize) });
        }
        parts.extend(fields.into_iter().map(|field| {
            if vocab.field(field).private
                || self.is_asked_by_private(form, |column| column == KeyColumn::Field(field))
            {
                return HIDDEN.to_owned();
            }
            self.text(field, &self.cells.at(field, row)).unwrap_or_default()
        }));
        parts.join(", ")
    }

    /// Whether a private value is a key by which rows of a form are found.
    fn is_asked_by_private(&self, form: FormId, is: impl Fn(KeyColumn) -> bool) -> bool {
        let asked = self.ready.model.found.iter().filter(|found| found.of == form);
        let mut keys = asked.flat_map(|found| {
            let columns = found.columns.iter().filter(|column| **column != KeyColumn::Own);
            columns.zip(&found.keys)
        });
        keys.any(|(column, key)| match key {
            KeyAsked::Value(value) => is(*column) && self.is_made_of_private(value),
            KeyAsked::Words(_) => false,
        })
    }

    /// From when to when a row is in force.
    pub(super) fn edition(&self, form: FormId, row: usize) -> Option<String> {
        let (from, to) =
            self.ready.model.vocab.reference(form).and_then(|Reference { in_force, .. }| *in_force)?;
        let shown = |field: FieldId| match self.cells.at(field, row) {
            crate::run::cells::Content::Number(days) => day(days),
            _ => String::new(),
        };
        let (from, to) = (shown(from), shown(to));
        (!from.is_empty() || !to.is_empty()).then(|| format!("{from}–{to}"))
    }
}

/// The place of the row that is found.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place of a row")]
pub(crate) fn place(tracer: &mut Tracer<'_>, value: ValueId, row: usize) -> Option<usize> {
    tracer.number(value, row).map(|place| place as usize)
}

/// Whether a number stands for a text: what it is says nothing.
fn stands_for_text(value: &Typed) -> bool {
    match &value.kind {
        Kind::TextId(..) | Kind::WordsId(..) | Kind::Words(_) => true,
        Kind::Choose(_, yes, no) => stands_for_text(yes) || stands_for_text(no),
        Kind::Otherwise(first, second) => stands_for_text(first) || stands_for_text(second),
        _ => false,
    }
}
