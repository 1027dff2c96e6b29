//! The counted nouns of quantities whose unit stands in their row (吨-产品): they travel with the dimension, as numbers
//! ([`NounCode`]). A noun cancels with its own or with the bare unit, fits its own or the bare unit, and no other.

use shensuan_plan::{TableId, ValueId};
use shensuan_vocab::units::{NOTHING_CANCELLED, NounCode, Unit};
use shensuan_vocab::{FieldId, FieldType};

use super::{Lookup, Lowering};
use crate::typed::{Kind, Typed};

/// The nouns of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Nouns {
    /// Those of a unit that is written out.
    Of(Unit),
    /// Those of a unit that stands in its row, by the field of the unit.
    Cell(FieldId),
    /// Those of what is computed.
    Made(Made),
}

/// The numbers of nouns that were computed: see [`NounCode`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Made {
    which: ValueId,
    measured: ValueId,
    above: ValueId,
    below: ValueId,
}

impl Made {
    /// The nouns of `1 ÷` it.
    fn inverse(self, lowering: &mut Lowering<'_>) -> Self {
        let (which, measured) = (lowering.builder.neg(self.which), lowering.builder.neg(self.measured));
        Self { which, measured, above: self.below, below: self.above }
    }

    /// Each number made of those of two.
    fn join(self, other: Self, mut join: impl FnMut(ValueId, ValueId) -> ValueId) -> Self {
        Self {
            which: join(self.which, other.which),
            measured: join(self.measured, other.measured),
            above: join(self.above, other.above),
            below: join(self.below, other.below),
        }
    }
}

impl Nouns {
    /// Whether no noun is among them, whatever the data.
    fn are_none(&self) -> bool {
        matches!(self, Self::Of(unit) if unit.noun_code(NounCode::Which) == 0.0)
    }

    /// Whether they are those of a bare number.
    fn measure_nothing(&self) -> bool {
        let measures = |unit: &Unit| {
            [NounCode::Which, NounCode::BareAbove, NounCode::BareBelow]
                .into_iter()
                .any(|asked| unit.noun_code(asked) != 0.0)
        };
        matches!(self, Self::Of(unit) if !measures(unit))
    }
}

impl Lowering<'_> {
    /// Whether the nouns of two quantities of one dimension fit; none where they always do.
    pub(super) fn nouns_fit(&mut self, a: &Nouns, b: &Nouns, table: TableId) -> Option<ValueId> {
        let sure = |nouns: &Nouns, other: &Nouns| {
            nouns.are_none() && !nouns.measure_nothing() && !matches!(other, Nouns::Made(_))
        };
        if a == b || a.are_none() && b.are_none() || sure(a, b) || sure(b, a) {
            return None;
        }
        let (which_a, which_b) = (self.which(a, table), self.which(b, table));
        let mut fits = self.builder.equal(which_a, which_b, None);
        let zero = self.builder.number(0.0);
        for (bare, other) in [(a, b), (b, a)] {
            let which = self.which(bare, table);
            let mut stands = self.builder.equal(which, zero, None);
            if let Nouns::Made(made) = other {
                let measured = self.builder.lift_to(made.measured, table);
                let cancelled = self.builder.equal(measured, zero, None);
                let kept = self.builder.not(cancelled);
                stands = self.builder.and(stands, kept);
            }
            // 千克-硫/吨-煤 has nouns on both sides of the line: 千克/吨 stands against them, a bare number does not.
            if bare.measure_nothing() {
                let measured = self.noun_code(other, NounCode::Measured, table);
                let opposed = self.builder.number(NOTHING_CANCELLED);
                let opposed = self.builder.equal(measured, opposed, None);
                let alone = self.builder.not(opposed);
                stands = self.builder.and(stands, alone);
            }
            fits = self.builder.or(fits, stands);
        }
        Some(fits)
    }

    /// The nouns of a quantity; none of a zero, which fits whatever there is.
    pub(super) fn nouns(&mut self, value: &Typed) -> Option<Nouns> {
        let table = self.table(value.scope);
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => {
                let FieldType::Quantity(unit) = self.model.vocab.field(*field).kind else { return None };
                Some(Nouns::Cell(unit))
            }
            Kind::Worked(worked) => worked.declared(&self.model.vocab)?.unit.map(Nouns::Cell),
            Kind::Formula(id) => {
                if let Some(known) = self.nouns.get(id) {
                    return known.clone();
                }
                let formula = self.model.formula(*id)?;
                let own = self.nouns(&formula.value);
                self.nouns.insert(*id, own.clone());
                own
            }
            Kind::Widen(_, unit) => Some(Nouns::Of(unit.clone())),
            Kind::InUnitOf(inner, of) => self.nouns(inner).or_else(|| self.nouns(of)),
            Kind::OverFields(_, parts) => self.nouns_of_given(parts, table),
            Kind::Sum(terms) => {
                let terms: Vec<&Typed> = terms.iter().map(|(_, term)| term).collect();
                self.nouns_of_first(&terms, table)
            }
            Kind::Times(a, b) => self.nouns_of_product(a, b, false, table),
            Kind::Over(a, b) => self.nouns_of_product(a, b, true, table),
            Kind::Negative(inner) => self.nouns(inner),
            Kind::Power(base, exponent) => self.nouns_of_power(base, *exponent, table),
            Kind::Otherwise(a, b) => {
                let (Some(first), Some(second)) = (self.nouns(a), self.nouns(b)) else {
                    return self.nouns(a);
                };
                let value = self.value_in(a, table);
                let given = self.builder.given(value);
                Some(self.nouns_chosen(given, &first, &second, table))
            }
            Kind::Choose(condition, yes, no) => match (self.nouns(yes), self.nouns(no)) {
                (Some(yes), Some(no)) => {
                    let condition = self.value_in(condition, table);
                    Some(self.nouns_chosen(condition, &yes, &no, table))
                }
                (yes, no) => yes.or(no),
            },
            _ => None,
        }
    }

    /// Those of the first of these that has any.
    fn nouns_of_first(&mut self, sides: &[&Typed], table: TableId) -> Option<Nouns> {
        let all: Vec<Nouns> = sides.iter().filter_map(|side| self.nouns(side)).collect();
        all.into_iter().reduce(|first, next| {
            if next == first || next.are_none() {
                return first;
            }
            let (which, zero) = (self.which(&first, table), self.builder.number(0.0));
            let bare = self.builder.equal(which, zero, None);
            self.nouns_chosen(bare, &next, &first, table)
        })
    }

    /// Those of the first value beside others that is given and has any.
    fn nouns_of_given(&mut self, parts: &[Typed], table: TableId) -> Option<Nouns> {
        let mut before: Option<(Nouns, ValueId)> = None;
        for part in parts {
            let Some(next) = self.nouns(part) else { continue };
            let value = self.value_in(part, table);
            let given = self.builder.given(value);
            before = Some(match before {
                None => (next, given),
                Some((first, any)) => {
                    let any_now = self.builder.or(any, given);
                    if next == first {
                        (first, any_now)
                    } else {
                        let (which, zero) = (self.which(&first, table), self.builder.number(0.0));
                        let bare = self.builder.equal(which, zero, None);
                        let blank = self.builder.not(any);
                        let other = self.builder.or(bare, blank);
                        let other = self.builder.and(given, other);
                        (self.nouns_chosen(other, &next, &first, table), any_now)
                    }
                }
            });
        }
        before.map(|(nouns, _)| nouns)
    }

    fn nouns_chosen(&mut self, condition: ValueId, yes: &Nouns, no: &Nouns, table: TableId) -> Nouns {
        if yes == no {
            return yes.clone();
        }
        let (yes, no) = (self.made(yes, table), self.made(no, table));
        Nouns::Made(yes.join(no, |yes, no| self.builder.choose(condition, yes, no)))
    }

    /// A noun above the line cancels with the bare unit below it: 吨-原料 × 千克/吨 is 千克.
    fn nouns_of_product(&mut self, a: &Typed, b: &Typed, over: bool, table: TableId) -> Option<Nouns> {
        let (a, b) = (self.nouns(a)?, self.nouns(b)?);
        if let (Nouns::Of(a), Nouns::Of(b)) = (&a, &b) {
            return Some(Nouns::Of(if over { a.over(b) } else { a.times(b) }));
        }
        let (a, b) = (self.made(&a, table), self.made(&b, table));
        let b = if over { b.inverse(self) } else { b };
        let mut product = a.join(b, |a, b| self.builder.add(a, b));
        let zero = self.builder.number(0.0);
        for (noun, bare) in [(a, b), (b, a)] {
            let without = self.builder.equal(bare.which, zero, None);
            let below = self.builder.equal(bare.below, noun.measured, None);
            let under = self.builder.neg(bare.above);
            let above = self.builder.equal(under, noun.measured, None);
            let opposite = self.builder.or(below, above);
            let cancels = self.builder.and(without, opposite);
            product.which = self.builder.choose(cancels, zero, product.which);
            product.measured = self.builder.choose(cancels, zero, product.measured);
        }
        Some(Nouns::Made(product))
    }

    fn nouns_of_power(&mut self, base: &Typed, exponent: i32, table: TableId) -> Option<Nouns> {
        let base = self.nouns(base)?;
        if let Nouns::Of(unit) = &base {
            return Some(Nouns::Of(unit.power(exponent)));
        }
        let size = self.builder.number(f64::from(exponent.unsigned_abs()));
        let base = self.made(&base, table);
        let power = base.join(base, |code, _| self.builder.mul(code, size));
        Some(Nouns::Made(if exponent < 0 { power.inverse(self) } else { power }))
    }

    fn which(&mut self, nouns: &Nouns, table: TableId) -> ValueId {
        self.noun_code(nouns, NounCode::Which, table)
    }

    fn made(&mut self, nouns: &Nouns, table: TableId) -> Made {
        Made {
            which: self.noun_code(nouns, NounCode::Which, table),
            measured: self.noun_code(nouns, NounCode::Measured, table),
            above: self.noun_code(nouns, NounCode::BareAbove, table),
            below: self.noun_code(nouns, NounCode::BareBelow, table),
        }
    }

    fn noun_code(&mut self, nouns: &Nouns, asked: NounCode, table: TableId) -> ValueId {
        let code = match nouns {
            Nouns::Of(unit) => self.builder.number(unit.noun_code(asked)),
            Nouns::Cell(unit) => self.gather(Lookup::Nouns(asked, *unit)),
            Nouns::Made(made) => match asked {
                NounCode::Which => made.which,
                NounCode::Measured => made.measured,
                NounCode::BareAbove => made.above,
                NounCode::BareBelow => made.below,
            },
        };
        self.builder.lift_to(code, table)
    }
}
