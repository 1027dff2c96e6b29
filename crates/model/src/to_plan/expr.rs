//! Expressions: each value is computed in the coarsest table in which it has one value, and lifted where it is
//! read.

use shensuan_plan::{How, InputKind, TableId, Unary, ValueId};
use shensuan_vocab::units::Conversion;

use super::causes::{Cause, asks_for_a_cell};
use super::{InputSource, Lookup, Lowering};
use crate::functions::Lower;
use crate::typed::{Kind, Typed};
use crate::types::Type;

impl Lowering<'_> {
    /// A value as a column of `table`.
    pub(super) fn value_in(&mut self, value: &Typed, table: TableId) -> ValueId {
        let lowered = self.value(value);
        self.builder.lift_to(lowered, table)
    }

    /// A value in the table of its own scope.
    pub(super) fn value(&mut self, value: &Typed) -> ValueId {
        let table = self.table(value.scope);
        match &value.kind {
            Kind::Number(number) | Kind::Ratio(number) => self.builder.number(*number),
            Kind::Field(field) => {
                let loaded = self.load_field(*field);
                self.coherent(*field, loaded)
            }
            Kind::Formula(id) => match self.formulas.get(id) {
                Some(value) => *value,
                None => self.builder.missing(),
            },
            Kind::Convert(inner, conversion) => {
                let inner = self.value_in(inner, table);
                self.convert(inner, conversion)
            }
            Kind::Widen(inner, unit) => {
                let inner = self.value_in(inner, table);
                self.widen(inner, unit)
            }
            Kind::Narrow(inner, unit) => self.narrow(inner, unit, table),
            Kind::Sum(terms) => {
                let mut total: Option<ValueId> = None;
                for (minus, term) in terms {
                    let term = self.value_in(term, table);
                    total = Some(match (total, minus) {
                        (None, false) => term,
                        (None, true) => self.builder.neg(term),
                        (Some(total), false) => self.builder.add(total, term),
                        (Some(total), true) => self.builder.sub(total, term),
                    });
                }
                let total = total.unwrap_or_else(|| self.builder.missing());
                let terms: Vec<&Typed> = terms.iter().map(|(_, term)| term).collect();
                let total = self.where_they_fit(&terms, total, table);
                // A date is a whole day, whatever time is added.
                let whole = |term: &&Typed| match term.kind {
                    Kind::Number(number) => number.fract() == 0.0,
                    _ => term.ty == Type::Date,
                };
                if value.ty == Type::Date && !terms.iter().all(whole) {
                    self.builder.unary(Unary::Floor, total)
                } else {
                    total
                }
            }
            Kind::Times(a, b) => {
                let (a, b) = self.pair(a, b, table);
                self.builder.mul(a, b)
            }
            Kind::Over(a, b) => {
                let (a, b) = self.pair(a, b, table);
                self.builder.div(a, b)
            }
            Kind::Negative(inner) => {
                let inner = self.value_in(inner, table);
                self.builder.neg(inner)
            }
            Kind::Power(base, exponent) => {
                let base = self.value_in(base, table);
                self.power(base, *exponent)
            }
            Kind::Otherwise(a, b) => self.otherwise(a, b, table),
            Kind::Less(a, b) => {
                let (left, right, scale) = self.sides(a, b, table);
                let less = self.builder.less(left, right, scale);
                let less = self.where_they_fit(&[a, b], less, table);
                self.unless_marked(&[a, b], less, table)
            }
            Kind::AtMost(a, b) => {
                let (left, right, scale) = self.sides(a, b, table);
                let at_most = self.builder.at_most(left, right, scale);
                let at_most = self.where_they_fit(&[a, b], at_most, table);
                self.unless_marked(&[a, b], at_most, table)
            }
            Kind::Equal(a, b) => {
                let (left, right, scale) = self.sides(a, b, table);
                let equal = self.builder.equal(left, right, scale);
                let equal = self.where_they_fit(&[a, b], equal, table);
                self.unless_marked(&[a, b], equal, table)
            }
            Kind::Near(a, b, relative, absolute) => {
                let near = self.near(a, b, *relative, absolute.as_deref(), table);
                let sides = [Some(&**a), Some(&**b), absolute.as_deref()];
                let near = self.where_they_fit(&sides.into_iter().flatten().collect::<Vec<_>>(), near, table);
                self.unless_marked(&[a, b], near, table)
            }
            Kind::Worked(worked) => self.worked(worked, table),
            Kind::InRowUnit(inner, unit) => self.in_row_unit(inner, *unit, table),
            Kind::Predicate(predicate) => self.gather(Lookup::Test(predicate.clone())),
            // Text itself is no value of the plan; whatever asks for one has been refused.
            Kind::Text(_) | Kind::Words(_) => self.builder.missing(),
            Kind::Measure(text, step) => self.gather(Lookup::Measure(text.clone(), step.clone())),
            Kind::Likeness(a, b, without) => self.likeness(a, b, without, table),
            Kind::TextId(text, exact) => self.gather(Lookup::Identity(text.clone(), *exact)),
            Kind::WordsId(text, exact) => {
                let top = self.builder.plan().top(table);
                self.words_number(text, *exact, top)
            }
            Kind::Call(callee, arguments) => {
                let arguments: Vec<ValueId> =
                    arguments.iter().map(|argument| self.value_in(argument, table)).collect();
                match callee.get().lower {
                    Lower::Row(lower) => lower(&mut self.builder, &arguments),
                    Lower::Nothing | Lower::Text(_) | Lower::Measure(_) => self.builder.missing(),
                }
            }
            Kind::Given(inner) => {
                let given = match inner.kind {
                    // A quantity is given where its number is, whatever stands for its unit; a mark is given too.
                    Kind::Field(field) => self.cell_given(field),
                    _ => {
                        let value = self.value_in(inner, table);
                        let given = self.builder.given(value);
                        let marked = self.marked(inner, table);
                        self.either([Some(given), marked]).unwrap_or(given)
                    }
                };
                let given = self.builder.lift_to(given, table);
                let conflict = self.because(Cause::Conflict, inner, table);
                self.unless(conflict, given)
            }
            Kind::GivenText(field) => {
                let given = self.text_given(*field);
                let conflict = self.because(Cause::Conflict, value, table);
                self.unless(conflict, given)
            }
            Kind::Known(inner) => {
                let value = self.value_in(inner, table);
                let known = self.builder.known(value);
                if !asks_for_a_cell(inner) {
                    return known;
                }
                let conflict = self.because(Cause::Conflict, inner, table);
                self.unless(conflict, known)
            }
            Kind::IsTrue(inner) => {
                let value = self.value_in(inner, table);
                self.builder.is_true(value)
            }
            Kind::Missing => match value.ty {
                Type::Truth => self.builder.unknown(),
                Type::Number(_)
                | Type::Quantity
                | Type::Code(_)
                | Type::Text
                | Type::Date
                | Type::Period
                | Type::Coordinates
                | Type::Outline => self.builder.missing(),
            },
            Kind::Mark(field, mark) => self.mark(*field, *mark),
            Kind::Unless(fields, asked) => self.unless_none(fields, asked, table),
            Kind::BlankZero(field) => self.blank_zero(*field),
            Kind::Fits(inner, unit) => self.fits(inner, unit, table),
            Kind::InUnitOf(inner, of) => {
                let number = self.value_in(inner, table);
                self.in_unit_of(inner, of, number, table)
            }
            Kind::OverFields(how, parts) => self.over_fields(*how, parts, table),
            Kind::Filed(form) => self.filed(*form),
            Kind::Found(form) => self.is_found(*form),
            Kind::RowCount(form) => {
                let input = self.input(InputSource::RowCount(*form), TableId(0), InputKind::Number);
                self.builder.load(input)
            }
            Kind::And(parts) => {
                let parts: Vec<ValueId> = parts.iter().map(|part| self.value_in(part, table)).collect();
                let all = parts.into_iter().reduce(|all, part| self.builder.and(all, part));
                all.unwrap_or_else(|| self.builder.truth(true))
            }
            Kind::Or(parts) => {
                let parts: Vec<ValueId> = parts.iter().map(|part| self.value_in(part, table)).collect();
                let any = parts.into_iter().reduce(|any, part| self.builder.or(any, part));
                any.unwrap_or_else(|| self.builder.truth(false))
            }
            Kind::Not(inner) => {
                let inner = self.value_in(inner, table);
                self.builder.not(inner)
            }
            Kind::Iff(a, b) => {
                let (a, b) = self.pair(a, b, table);
                let (not_a, not_b) = (self.builder.not(a), self.builder.not(b));
                let (forth, back) = (self.builder.or(not_a, b), self.builder.or(not_b, a));
                self.builder.and(forth, back)
            }
            Kind::Implies(a, b) => {
                let (a, b) = self.pair(a, b, table);
                let not_a = self.builder.not(a);
                self.builder.or(not_a, b)
            }
            Kind::Choose(condition, yes, no) => {
                let condition = self.value_in(condition, table);
                let (yes, no) = self.pair(yes, no, table);
                self.builder.choose(condition, yes, no)
            }
            Kind::Judged(which, fails) => {
                let input = self.input(InputSource::Judged(*which), table, InputKind::Truth);
                let passes = self.builder.load(input);
                if *fails { self.builder.not(passes) } else { passes }
            }
            Kind::Group(grouped) => self.grouped(grouped, table),
            Kind::Unique(grouped) => self.unique(grouped, table),
            Kind::Which => {
                let own = self.input(InputSource::SubjectNumber, TableId(0), InputKind::Number);
                self.builder.load(own)
            }
            Kind::Row(form) => {
                let input = self.input(InputSource::Row(*form), table, InputKind::Number);
                self.builder.load(input)
            }
            Kind::Common(common) => self.lists_what_is_common(common),
            Kind::Outlined(outlined) => self.outlined(outlined, table),
            Kind::Inlier(inner, median, mad, within) => self.inlier(inner, (median, mad), *within, table),
            Kind::Fold { how, rows, value, keep } => {
                let from = self.table_of.get(rows).copied().unwrap_or(TableId(0));
                self.folded(*how, (value.as_deref(), keep.as_deref()), (from, table))
            }
        }
    }

    fn pair(&mut self, a: &Typed, b: &Typed, table: TableId) -> (ValueId, ValueId) {
        (self.value_in(a, table), self.value_in(b, table))
    }

    /// One correctly rounded step where the factor or its inverse is a whole number: 1 kg is 1 ÷ 1000 t.
    pub(super) fn convert(&mut self, value: ValueId, conversion: &Conversion) -> ValueId {
        let value = self.scaled(value, conversion);
        if conversion.add() == 0.0 {
            return value;
        }
        let zero = self.builder.number(conversion.add());
        self.builder.add(value, zero)
    }

    /// The number in the other unit without what is added to it.
    fn scaled(&mut self, value: ValueId, conversion: &Conversion) -> ValueId {
        let mut value = value;
        if conversion.multiply().to_bits() != 1.0_f64.to_bits() {
            let factor = self.builder.number(conversion.multiply());
            value = self.builder.mul(value, factor);
        }
        if conversion.divide().to_bits() != 1.0_f64.to_bits() {
            let divisor = self.builder.number(conversion.divide());
            value = self.builder.div(value, divisor);
        }
        value
    }

    fn power(&mut self, base: ValueId, exponent: i32) -> ValueId {
        let one = self.builder.number(1.0);
        let mut product = one;
        for _ in 0..exponent.unsigned_abs() {
            product = if product == one { base } else { self.builder.mul(product, base) };
        }
        if exponent < 0 { self.builder.div(one, product) } else { product }
    }

    /// Both sides of a comparison, and the largest term added on either side, against which equality is measured.
    fn sides(&mut self, a: &Typed, b: &Typed, table: TableId) -> (ValueId, ValueId, Option<ValueId>) {
        let (left, right) = self.pair(a, b, table);
        let scales: Vec<ValueId> =
            [a, b].into_iter().filter_map(|side| self.largest_term(side, table)).collect();
        let scale = scales.into_iter().reduce(|a, b| self.builder.max(a, b));
        (left, right, scale)
    }

    /// The largest terms of two values of which one is taken; none where neither is a sum.
    fn largest_of_either(&mut self, a: &Typed, b: &Typed, table: TableId) -> Option<(ValueId, ValueId)> {
        let (of_a, of_b) = (self.largest_term(a, table), self.largest_term(b, table));
        if of_a.is_none() && of_b.is_none() {
            return None;
        }
        let mut size = |largest: Option<ValueId>, value: &Typed| {
            largest.unwrap_or_else(|| {
                let value = self.value_in(value, table);
                self.builder.abs(value)
            })
        };
        Some((size(of_a, a), size(of_b, b)))
    }

    /// The largest absolute term of what is added up in a value; none where nothing is.
    fn largest_term(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        match &value.kind {
            Kind::Sum(terms) => {
                let mut largest: Option<ValueId> = None;
                for (_, term) in terms {
                    let own = match self.largest_term(term, table) {
                        Some(inner) => inner,
                        None => {
                            let term = self.value_in(term, table);
                            self.builder.abs(term)
                        }
                    };
                    largest = Some(match largest {
                        Some(largest) => self.builder.max(largest, own),
                        None => own,
                    });
                }
                largest
            }
            Kind::Convert(inner, conversion) if conversion.add() != 0.0 => {
                let inner = match self.largest_term(inner, table) {
                    Some(inner) => inner,
                    None => {
                        let inner = self.value_in(inner, table);
                        self.builder.abs(inner)
                    }
                };
                let zero = self.builder.number(conversion.add().abs());
                let scaled = self.scaled(inner, conversion);
                Some(self.builder.max(scaled, zero))
            }
            Kind::Convert(inner, conversion) => {
                let inner = self.largest_term(inner, table)?;
                Some(self.convert(inner, conversion))
            }
            Kind::Widen(inner, unit) => {
                let inner = self.largest_term(inner, table)?;
                Some(self.widen(inner, unit))
            }
            Kind::Narrow(inner, unit) => {
                let inner = self.largest_term(inner, table)?;
                Some(self.out_of_coherent(inner, unit))
            }
            Kind::Negative(inner) => self.largest_term(inner, table),
            Kind::Choose(condition, yes, no) => {
                let (yes, no) = self.largest_of_either(yes, no, table)?;
                let condition = self.value_in(condition, table);
                Some(self.builder.choose(condition, yes, no))
            }
            Kind::Otherwise(value, fallback) => {
                let (value, fallback) = self.largest_of_either(value, fallback, table)?;
                Some(self.builder.otherwise(value, fallback))
            }
            Kind::OverFields(How::Sum, parts) => {
                let sizes = parts.iter().map(|part| match self.largest_term(part, table) {
                    Some(inner) => inner,
                    None => {
                        let part = self.value_in(part, table);
                        self.builder.abs(part)
                    }
                });
                let sizes: Vec<ValueId> = sizes.collect();
                sizes.into_iter().reduce(|a, b| self.builder.max(a, b))
            }
            Kind::Formula(id) => {
                if let Some(known) = self.largest.get(id).copied() {
                    return known.map(|known| self.builder.lift_to(known, table));
                }
                let formula = self.model.formula(*id)?;
                let own = self.table(formula.scope);
                let largest = self.largest_term(&formula.value, own);
                self.largest.insert(*id, largest);
                largest.map(|largest| self.builder.lift_to(largest, table))
            }
            Kind::Fold { how: How::Sum, rows, value: Some(summed), keep } => {
                let from = self.table_of.get(rows).copied()?;
                let summed = self.value_in(summed, from);
                let keep = keep.as_ref().map(|keep| self.unless_all_blank(keep, from));
                let size = self.builder.abs(summed);
                let own = self.table(value.scope);
                let largest = self.builder.fold(How::Max, from, Some(size), keep, own);
                Some(self.builder.lift_to(largest, table))
            }
            _ => None,
        }
    }

    /// |a − b| at most a share of |b|, or at most an amount.
    fn near(
        &mut self,
        a: &Typed,
        b: &Typed,
        relative: Option<f64>,
        absolute: Option<&Typed>,
        table: TableId,
    ) -> ValueId {
        let (left, right, terms) = self.sides(a, b, table);
        let difference = self.builder.sub(left, right);
        let distance = self.builder.abs(difference);
        let (size_a, size_b) = (self.builder.abs(left), self.builder.abs(right));
        let sizes = self.builder.max(size_a, size_b);
        let scale = terms.map_or(sizes, |terms| self.builder.max(terms, sizes));
        let mut within: Option<ValueId> = None;
        let bounds = [
            relative.map(|share| {
                let share = self.builder.number(share);
                self.builder.mul(share, size_b)
            }),
            absolute.map(|amount| self.value_in(amount, table)),
        ];
        for bound in bounds.into_iter().flatten() {
            let close = self.builder.at_most(distance, bound, Some(scale));
            within = Some(match within {
                Some(within) => self.builder.or(within, close),
                None => close,
            });
        }
        within.unwrap_or_else(|| self.builder.unknown())
    }
}
