//! Quantities whose unit stands in their row: they compute in coherent units, and their dimension travels with them
//! as a number ([`Dimension::code`](shensuan_vocab::units::Dimension::code)). Where dimensions have to be equal and
//! are not, the result is missing; 0 fits every dimension.

use shensuan_plan::{TableId, ValueId};
use shensuan_vocab::units::{Dimension, Unit};
use shensuan_vocab::{FieldId, FieldType};

use super::misfits::where_given;
use super::nouns::Nouns;
use super::{Lookup, Lowering};
use crate::percent::is_percent;
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Lowering<'_> {
    /// The cell of a field: a quantity in coherent units, anything else as it is.
    pub(super) fn coherent(&mut self, field: FieldId, loaded: ValueId) -> ValueId {
        let FieldType::Quantity(unit) = self.model.vocab.field(field).kind else { return loaded };
        let (multiply, divide) = (self.gather(Lookup::Multiply(unit)), self.gather(Lookup::Divide(unit)));
        let multiplied = self.builder.mul(loaded, multiply);
        self.builder.div(multiplied, divide)
    }

    /// A number in a unit, in coherent units; missing where the unit has a zero of its own.
    pub(super) fn widen(&mut self, value: ValueId, unit: &Unit) -> ValueId {
        match unit.to_coherent() {
            Some(conversion) => self.convert(value, &conversion),
            None => self.builder.missing(),
        }
    }

    /// A number in coherent units, in a unit.
    pub(super) fn out_of_coherent(&mut self, value: ValueId, unit: &Unit) -> ValueId {
        match unit.to_coherent() {
            Some(conversion) => self.convert(value, &conversion.inverse()),
            None => self.builder.missing(),
        }
    }

    /// A quantity in a unit; missing where it is of another dimension and not 0, or where the unit is that of a scale.
    pub(super) fn narrow(&mut self, inner: &Typed, unit: &Unit, table: TableId) -> ValueId {
        let value = self.value_in(inner, table);
        let value = self.out_of_coherent(value, unit);
        match self.dimension(inner, table) {
            Some(found) => {
                let wanted = self.builder.number(unit.dimension().code());
                let nouns = Some(Nouns::Of(unit.clone()));
                let fits = self.in_dimension(inner, found, (wanted, nouns), table);
                let missing = self.builder.missing();
                self.builder.choose(fits, value, missing)
            }
            None => value,
        }
    }

    /// Whether the unit of a quantity fits; of a number with a unit of its own that is known beforehand.
    pub(super) fn fits(&mut self, inner: &Typed, unit: &Unit, table: TableId) -> ValueId {
        if let Type::Number(own) = &inner.ty {
            let fits = own.convertible(unit).is_ok();
            return self.builder.truth(fits);
        }
        match self.dimension(inner, table) {
            Some(found) => {
                let wanted = self.builder.number(unit.dimension().code());
                self.in_dimension(inner, found, (wanted, Some(Nouns::Of(unit.clone()))), table)
            }
            None => self.builder.truth(true),
        }
    }

    /// Missing or unknown, of the kind of a value.
    pub(super) fn absent(&mut self, value: ValueId) -> ValueId {
        match self.builder.plan().value(value).map(|value| value.kind) {
            Some(shensuan_plan::Kind::Truth) => self.builder.unknown(),
            Some(shensuan_plan::Kind::Number) | None => self.builder.missing(),
        }
    }

    /// `value`, missing or unknown where the dimensions or the nouns of `sides` differ. A side that is 0 fits all.
    pub(super) fn where_they_fit(&mut self, sides: &[&Typed], value: ValueId, table: TableId) -> ValueId {
        let own = self.dimensions_of(sides, table);
        let mut value = value;
        for (index, (dimension, side)) in own.iter().enumerate().skip(1) {
            let before = own.get(..index).unwrap_or(&[]);
            let of_dimension = self.dimension_fits(*dimension, side, before, table);
            let nouns = before.iter().filter_map(|(_, other)| self.nouns_of_sides(other, side, table));
            let fits: Vec<ValueId> = nouns.collect();
            for fits in of_dimension.into_iter().chain(fits) {
                let absent = self.absent(value);
                value = self.builder.choose(fits, value, absent);
            }
        }
        value
    }

    /// Whether a side is of the dimension of those before it; none where it always is.
    fn dimension_fits(
        &mut self,
        dimension: ValueId,
        side: &Typed,
        before: &[(ValueId, &Typed)],
        table: TableId,
    ) -> Option<ValueId> {
        let common = self.common(before, table).filter(|common| *common != dimension)?;
        let mut fits = self.builder.equal(common, dimension, None);
        if self.is_bare(side) {
            let counts = self.counts(common);
            fits = self.builder.or(fits, counts);
        }
        let nothing = [self.all_nothing(before, table), self.nothing(side, table)];
        Some(nothing.into_iter().flatten().fold(fits, |fits, nothing| self.builder.or(fits, nothing)))
    }

    /// Whether the nouns of two sides fit, or one is 0; none where they always do.
    fn nouns_of_sides(&mut self, a: &Typed, b: &Typed, table: TableId) -> Option<ValueId> {
        let (of_a, of_b) = (self.nouns(a)?, self.nouns(b)?);
        let fits = self.nouns_fit(&of_a, &of_b, table)?;
        let nothing = [self.nothing(a, table), self.nothing(b, table)];
        Some(nothing.into_iter().flatten().fold(fits, |fits, nothing| self.builder.or(fits, nothing)))
    }

    /// Whether a side is a bare number, which fits what counts; a percentage counts nothing.
    fn is_bare(&self, side: &Typed) -> bool {
        let Kind::Widen(inner, unit) = &side.kind else { return false };
        let formula = |id| self.model.formula(id).map(|formula| &formula.value);
        unit.is_dimensionless() && !is_percent(inner, &self.model.vocab, &formula)
    }

    /// Whether a dimension is that of a count.
    fn counts(&mut self, dimension: ValueId) -> ValueId {
        let no = self.builder.truth(false);
        Dimension::counted_codes().fold(no, |counts, code| {
            let code = self.builder.number(code);
            let same = self.builder.equal(dimension, code, None);
            if counts == no { same } else { self.builder.or(counts, same) }
        })
    }

    /// The quantities among these sides, each with its dimension; bare numbers behind those that may count.
    fn dimensions_of<'t>(&mut self, sides: &[&'t Typed], table: TableId) -> Vec<(ValueId, &'t Typed)> {
        let quantities = sides.iter().filter(|side| side.ty == Type::Quantity);
        let mut own: Vec<(ValueId, &'t Typed)> =
            quantities.filter_map(|side| Some((self.dimension(side, table)?, *side))).collect();
        own.sort_by_key(|(_, side)| self.is_bare(side));
        own
    }

    /// The dimension of the first of these that is not 0.
    fn common(&mut self, own: &[(ValueId, &Typed)], table: TableId) -> Option<ValueId> {
        let mut common = own.first()?.0;
        for (index, (dimension, _)) in own.iter().enumerate().skip(1) {
            if *dimension != common
                && let Some(nothing) = self.all_nothing(own.get(..index).unwrap_or(&[]), table)
            {
                common = self.builder.choose(nothing, *dimension, common);
            }
        }
        Some(common)
    }

    /// Whether all of these are 0; none where one never is.
    fn all_nothing(&mut self, own: &[(ValueId, &Typed)], table: TableId) -> Option<ValueId> {
        let each: Option<Vec<ValueId>> = own.iter().map(|(_, side)| self.nothing(side, table)).collect();
        each?.into_iter().reduce(|all, nothing| self.builder.and(all, nothing))
    }

    /// Whether a quantity is 0, which is never unknown; none of a number that is written out and is not.
    fn nothing(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        if let Kind::Widen(inner, _) = &value.kind
            && matches!(inner.kind, Kind::Number(number) if number != 0.0)
        {
            return None;
        }
        let value = self.value_in(value, table);
        let zero = self.builder.number(0.0);
        let is = self.builder.equal(value, zero, None);
        Some(self.builder.is_true(is))
    }

    /// The number of `inner`, missing where it is not 0 and the unit of `of` is of another dimension.
    pub(super) fn in_unit_of(
        &mut self,
        inner: &Typed,
        of: &Typed,
        number: ValueId,
        table: TableId,
    ) -> ValueId {
        let (Some(own), Some(wanted)) = (self.dimension(inner, table), self.dimension(of, table)) else {
            return number;
        };
        let nouns = self.nouns(of);
        let fits = self.in_dimension(inner, own, (wanted, nouns), table);
        let missing = self.builder.missing();
        self.builder.choose(fits, number, missing)
    }

    /// Whether a quantity of dimension `own` is of dimension `wanted` and its nouns fit, or it is 0.
    pub(super) fn in_dimension(
        &mut self,
        value: &Typed,
        own: ValueId,
        (wanted, nouns): (ValueId, Option<Nouns>),
        table: TableId,
    ) -> ValueId {
        let mut same = self.builder.equal(own, wanted, None);
        if let Some((own, wanted)) = self.nouns(value).zip(nouns)
            && let Some(nouns) = self.nouns_fit(&own, &wanted, table)
        {
            same = self.builder.and(same, nouns);
        }
        match self.nothing(value, table) {
            Some(nothing) => self.builder.or(same, nothing),
            None => same,
        }
    }

    /// The dimension of a quantity, as a number; none for a zero, which fits every dimension.
    pub(super) fn dimension(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        let own = self.own_dimension(value)?;
        Some(self.builder.lift_to(own, table))
    }

    fn own_dimension(&mut self, value: &Typed) -> Option<ValueId> {
        let table = self.table(value.scope);
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => {
                let FieldType::Quantity(unit) = self.model.vocab.field(*field).kind else { return None };
                Some(self.gather(Lookup::Dimension(unit)))
            }
            Kind::Worked(worked) => {
                let unit = worked.declared(&self.model.vocab)?.unit?;
                Some(self.gather(Lookup::Dimension(unit)))
            }
            Kind::Formula(id) => {
                if let Some(known) = self.dimensions.get(id) {
                    return *known;
                }
                let formula = self.model.formula(*id)?;
                let own = self.own_dimension(&formula.value);
                self.dimensions.insert(*id, own);
                own
            }
            Kind::Widen(_, unit) => Some(self.builder.number(unit.dimension().code())),
            Kind::InUnitOf(inner, of) => self.dimension(inner, table).or_else(|| self.dimension(of, table)),
            Kind::OverFields(_, parts) => {
                let parts = where_given(parts);
                let own = self.dimensions_of(&parts.iter().collect::<Vec<_>>(), table);
                self.common(&own, table)
            }
            Kind::Sum(terms) => {
                let terms: Vec<&Typed> = terms.iter().map(|(_, term)| term).collect();
                let own = self.dimensions_of(&terms, table);
                self.common(&own, table)
            }
            Kind::Times(a, b) => {
                let (a, b) = (self.dimension(a, table)?, self.dimension(b, table)?);
                Some(self.builder.add(a, b))
            }
            Kind::Over(a, b) => {
                let (a, b) = (self.dimension(a, table)?, self.dimension(b, table)?);
                Some(self.builder.sub(a, b))
            }
            Kind::Negative(inner) => self.dimension(inner, table),
            Kind::Power(base, exponent) => {
                let base = self.dimension(base, table)?;
                let exponent = self.builder.number(f64::from(*exponent));
                Some(self.builder.mul(base, exponent))
            }
            Kind::Otherwise(a, b) => {
                let (first, second) = (self.dimension(a, table), self.dimension(b, table));
                let (Some(first), Some(second)) = (first, second) else { return first };
                let value = self.value_in(a, table);
                let given = self.builder.given(value);
                Some(self.builder.choose(given, first, second))
            }
            Kind::Choose(condition, yes, no) => match (self.dimension(yes, table), self.dimension(no, table))
            {
                (Some(yes), Some(no)) => {
                    let condition = self.value_in(condition, table);
                    Some(self.builder.choose(condition, yes, no))
                }
                (yes, no) => yes.or(no),
            },
            _ => None,
        }
    }
}
