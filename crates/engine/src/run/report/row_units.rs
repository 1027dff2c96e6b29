//! The unit that a quantity has at an item: what the units in its row come to.

use std::collections::BTreeMap;

use shensuan_model::{FormulaId, Kind, Type, Typed};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, Rows};

use super::{Item, Report};
use crate::run::cells::Content;

/// What the unit of a quantity depends on from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// The text of a field in the row that an item looks at: a unit, or what decides which unit it is.
    Text(FieldId),
    /// Whether the cell of a field is 0 or blank.
    Nothing(FieldId),
}

impl Report<'_> {
    /// All that [`Report::row_unit`] reads of the rows, whatever it decides: rows that agree in it have one unit.
    pub(super) fn unit_reads(&self, value: &Typed) -> Vec<Reads> {
        let mut reads = Vec::new();
        self.unit_reads_of(value, &mut Vec::new(), &mut reads);
        let mut met = Vec::new();
        reads.retain(|read| !met.contains(read) && (met.push(*read), true).1);
        reads
    }

    fn unit_reads_of(&self, value: &Typed, known: &mut Vec<FormulaId>, into: &mut Vec<Reads>) {
        if matches!(value.ty, Type::Number(_)) {
            return;
        }
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => self.unit_read(*field, into),
            Kind::Worked(worked) => worked.field().into_iter().for_each(|field| self.unit_read(field, into)),
            Kind::Formula(id) => {
                if !known.contains(id) {
                    known.push(*id);
                    if let Some(formula) = self.ready.model.formula(*id) {
                        self.unit_reads_of(&formula.value, known, into);
                    }
                }
            }
            Kind::InUnitOf(_, of) => self.unit_reads_of(of, known, into),
            Kind::Widen(..) | Kind::Narrow(..) => {}
            kind => {
                let parts: Vec<&Typed> = match kind {
                    Kind::Choose(condition, a, b) => {
                        into.extend(Self::decided_reads(condition));
                        vec![a, b]
                    }
                    kind => kind.inside(),
                };
                if matches!(
                    kind,
                    Kind::Sum(_) | Kind::OverFields(..) | Kind::Choose(..) | Kind::Otherwise(..)
                ) {
                    parts.iter().for_each(|part| Self::nothing_reads(part, into));
                }
                parts.into_iter().for_each(|part| self.unit_reads_of(part, known, into));
            }
        }
    }

    /// The unit beside a cell.
    fn unit_read(&self, field: FieldId, into: &mut Vec<Reads>) {
        into.extend(self.ready.model.vocab.field(field).kind.unit_field().map(Reads::Text));
    }

    fn decided_reads(condition: &Typed) -> Option<Reads> {
        match &condition.kind {
            Kind::IsTrue(inner) => Self::decided_reads(inner),
            Kind::Predicate(predicate) => Some(Reads::Text(predicate.text.field)),
            _ => None,
        }
    }

    fn nothing_reads(value: &Typed, into: &mut Vec<Reads>) {
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => into.push(Reads::Nothing(*field)),
            Kind::Widen(inner, _)
            | Kind::Narrow(inner, _)
            | Kind::Negative(inner)
            | Kind::Power(inner, _)
            | Kind::Over(inner, _) => Self::nothing_reads(inner, into),
            Kind::Times(a, b) => [a, b].into_iter().for_each(|part| Self::nothing_reads(part, into)),
            Kind::Choose(condition, a, b) => {
                into.extend(Self::decided_reads(condition));
                [a, b].into_iter().for_each(|part| Self::nothing_reads(part, into));
            }
            _ => {}
        }
    }

    /// The unit that a quantity has at an item, made of the units in its row.
    pub(super) fn row_unit(&self, value: &Typed, item: Item) -> Option<Unit> {
        self.row_unit_of(value, item, &mut BTreeMap::new())
    }

    /// The same; `known` are the formulas looked into.
    fn row_unit_of(
        &self,
        value: &Typed,
        item: Item,
        known: &mut BTreeMap<FormulaId, Option<Unit>>,
    ) -> Option<Unit> {
        if let Type::Number(unit) = &value.ty {
            return Some(unit.clone());
        }
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => self.unit_beside(*field, item),
            Kind::Worked(worked) => self.unit_beside(worked.field()?, item),
            Kind::Formula(id) => {
                if let Some(unit) = known.get(id) {
                    return unit.clone();
                }
                let unit = self.row_unit_of(&self.ready.model.formula(*id)?.value, item, known);
                known.insert(*id, unit.clone());
                unit
            }
            Kind::InUnitOf(_, of) => self.row_unit_of(of, item, known),
            Kind::Widen(_, unit) | Kind::Narrow(_, unit) => Some(unit.clone()),
            Kind::Times(a, b) if a == b => Some(self.row_unit_of(a, item, known)?.power(2)),
            Kind::Times(a, b) => {
                let a = self.row_unit_of(a, item, known)?;
                Some(a.times_alike(&self.row_unit_of(b, item, known)?))
            }
            Kind::Over(a, b) => {
                let a = self.row_unit_of(a, item, known)?;
                Some(a.over_alike(&self.row_unit_of(b, item, known)?))
            }
            Kind::Power(base, exponent) => Some(self.row_unit_of(base, item, known)?.power(*exponent)),
            // A cell that is 0 or blank has not given the whole its unit.
            Kind::Sum(terms) => {
                let terms: Vec<&Typed> = terms.iter().map(|(_, term)| term).collect();
                self.row_unit_of_parts(&terms, item, known)
            }
            Kind::OverFields(_, parts) => {
                self.row_unit_of_parts(&parts.iter().collect::<Vec<_>>(), item, known)
            }
            Kind::Choose(condition, a, b) => match self.decided(condition, item) {
                Some(holds) => self.row_unit_of(if holds { a } else { b }, item, known),
                None => self.row_unit_of_parts(&[a, b], item, known),
            },
            Kind::Otherwise(a, b) => self.row_unit_of_parts(&[a, b], item, known),
            kind => kind.inside().into_iter().find_map(|inner| self.row_unit_of(inner, item, known)),
        }
    }

    /// The unit that stands beside a cell in the row that an item looks at.
    fn unit_beside(&self, field: FieldId, item: Item) -> Option<Unit> {
        let unit = self.ready.model.vocab.field(field).kind.unit_field()?;
        let unit = if self.is_found(field) { self.ready.model.vocab.declared(unit) } else { unit };
        self.ready.model.units.parse(&self.unit_text(unit, self.row_beside(field, item))).ok()
    }

    /// The row of a form that an item looks at.
    pub(super) fn row_beside(&self, field: FieldId, item: Item) -> Option<usize> {
        let form = self.ready.model.vocab.field(field).form;
        if self.is_found(field) {
            self.row_found(field, item)
        } else if self.ready.model.vocab.form(form).rows == Rows::One {
            self.cells.rows_of(form, item.subject).next()
        } else {
            self.rows_seen(form, item).next()
        }
    }

    /// The unit of the first part that says something, else of the first that has one.
    fn row_unit_of_parts(
        &self,
        parts: &[&Typed],
        item: Item,
        known: &mut BTreeMap<FormulaId, Option<Unit>>,
    ) -> Option<Unit> {
        let (saying, idle): (Vec<&Typed>, Vec<&Typed>) =
            parts.iter().copied().partition(|part| !self.says_nothing(part, item));
        saying.into_iter().chain(idle).find_map(|part| self.row_unit_of(part, item, known))
    }

    /// Whether a value is made of cells that are 0 or blank.
    fn says_nothing(&self, value: &Typed, item: Item) -> bool {
        match &value.kind {
            Kind::Number(number) => *number == 0.0,
            Kind::Missing => true,
            Kind::Field(field) | Kind::BlankZero(field) => {
                let vocab = &self.ready.model.vocab;
                let content = match vocab.form(vocab.field(*field).form).rows {
                    Rows::One => self.cells.of_subject(*field, item.subject),
                    Rows::Many => self.cells.at(*field, item.row),
                };
                matches!(content, Content::Missing | Content::Number(0.0))
            }
            Kind::Widen(inner, _)
            | Kind::Narrow(inner, _)
            | Kind::Negative(inner)
            | Kind::Power(inner, _) => self.says_nothing(inner, item),
            Kind::Times(a, b) => self.says_nothing(a, item) || self.says_nothing(b, item),
            Kind::Over(a, _) => self.says_nothing(a, item),
            Kind::Choose(condition, a, b) => match self.decided(condition, item) {
                Some(holds) => self.says_nothing(if holds { a } else { b }, item),
                None => self.says_nothing(a, item) && self.says_nothing(b, item),
            },
            _ => false,
        }
    }

    /// Whether a condition that asks for the text of one cell holds, as that by which one of the named values is meant;
    /// none of any other.
    fn decided(&self, condition: &Typed, item: Item) -> Option<bool> {
        match &condition.kind {
            Kind::IsTrue(inner) => self.decided(inner, item),
            Kind::Predicate(predicate) => {
                let field = predicate.text.field;
                let row = self.row_beside(field, item);
                let stands =
                    if self.is_found(field) { self.ready.model.vocab.declared(field) } else { field };
                let text = self.unit_text(stands, row);
                Some(!text.is_empty() && predicate.holds(&self.ready.model.vocab, &text)?)
            }
            _ => None,
        }
    }
}
