//! Formulas in cells: of each distinct text the coefficients of a polynomial are known, and what goes in is multiplied by
//! them.

use shensuan_plan::{TableId, ValueId};
use shensuan_vocab::{FieldId, MOST_MULTIPLIED, Monomial};

use super::nouns::Nouns;
use super::{Evidence, GoesIn, Lookup, Lowering};
use crate::formula_cells::WorkedCell;
use crate::typed::Typed;

impl Lowering<'_> {
    /// (c + a × (cₐ + cₐₐ × a + cₐᵦ × b) + b × (…)) ÷ (a or 1) ÷ …: a parameter that the cell does not write is 0, given or
    /// not; one that it does not divide by is 1 below the line.
    pub(super) fn worked(&mut self, worked: &WorkedCell, table: TableId) -> ValueId {
        let Some(field) = worked.field() else { return self.builder.missing() };
        let values: Vec<ValueId> = worked
            .parameters
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let value = self.value_in(value, table);
                let reads = self.gather_in(Lookup::Reads(field, place), table);
                let zero = self.builder.number(0.0);
                self.builder.choose(reads, value, zero)
            })
            .collect();
        let mut total = self.gather_in(Lookup::Coefficient(field, Monomial::One), table);
        for (place, value) in values.iter().enumerate() {
            let mut factor = self.gather_in(Lookup::Coefficient(field, Monomial::Of(place)), table);
            let multiplied: &[ValueId] = if values.len() > MOST_MULTIPLIED { &[] } else { &values };
            for (other, by) in multiplied.iter().enumerate().skip(place) {
                let of = Monomial::Both(place, other);
                let coefficient = self.gather_in(Lookup::Coefficient(field, of), table);
                let product = self.builder.mul(coefficient, *by);
                factor = self.builder.add(factor, product);
            }
            let product = self.builder.mul(*value, factor);
            total = self.builder.add(total, product);
        }
        let one = self.builder.number(1.0);
        let under: Vec<ValueId> = values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let over = self.gather_in(Lookup::Over(field, place), table);
                self.builder.choose(over, *value, one)
            })
            .collect();
        if let Some(under) = under.into_iter().reduce(|product, by| self.builder.mul(product, by)) {
            total = self.builder.div(total, under);
        }
        match worked.declared(&self.model.vocab).and_then(|cell| cell.unit) {
            Some(unit) => {
                let multiply = self.gather_in(Lookup::Multiply(unit), table);
                let divide = self.gather_in(Lookup::Divide(unit), table);
                let multiplied = self.builder.mul(total, multiply);
                self.builder.div(multiplied, divide)
            }
            None => total,
        }
    }

    /// The number of a quantity in the unit that a cell names.
    pub(super) fn in_row_unit(&mut self, inner: &Typed, unit: FieldId, table: TableId) -> ValueId {
        let value = self.value_in(inner, table);
        let multiply = self.gather_in(Lookup::Multiply(unit), table);
        let divide = self.gather_in(Lookup::Divide(unit), table);
        let divided = self.builder.mul(value, divide);
        let number = self.builder.div(divided, multiply);
        let Some(own) = self.dimension(inner, table) else { return number };
        let wanted = self.gather_in(Lookup::Dimension(unit), table);
        let fits = self.in_dimension(inner, own, (wanted, Some(Nouns::Cell(unit))), table);
        let missing = self.builder.missing();
        self.builder.choose(fits, number, missing)
    }

    /// What a finding shows of it besides its cells: what goes in, and what comes out.
    pub(super) fn evidence_of_worked(
        &mut self,
        worked: &WorkedCell,
        value: &Typed,
        into: &mut Vec<Evidence>,
    ) {
        let result = self.value(value);
        if into.iter().any(|known| matches!(known, Evidence::Worked(_, other, _) if *other == result)) {
            return;
        }
        let parameters = worked.parameters.iter().map(|parameter| {
            let mut evidence = Vec::new();
            self.evidence(parameter, &mut evidence);
            evidence.retain(|known| !into.contains(known));
            GoesIn { value: self.value(parameter), evidence }
        });
        let parameters = parameters.collect();
        into.push(Evidence::Worked(worked.clone(), result, parameters));
    }

    fn gather_in(&mut self, asked: Lookup, table: TableId) -> ValueId {
        let gathered = self.gather(asked);
        self.builder.lift_to(gathered, table)
    }
}
