//! Why a value is missing, where it matters: what passes over a blank, or puts something in its place, does not do so with
//! a cell in which rows disagree or a unit that does not fit; and a row is passed over for an empty cell of its own alone.

use shensuan_plan::{How, InputKind, Kind as PlanKind, TableId, ValueId};
use shensuan_vocab::{FieldId, FieldType, FormId, Origin, Rows};

use super::{InputSource, Lowering};
use crate::grouped::{Asked, Grouped};
use crate::predicate::{Predicate, Test};
use crate::typed::{Kind, Typed};
use crate::types::Type;

/// What leaves a value missing, or a condition unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// The rows of a form that has one disagree in a cell.
    Conflict,
    /// A number whose unit is none, or does not fit.
    Misfit,
    /// An empty cell of the rows that are folded from one table to another, or of rows inside them, or a mark in one.
    Own { from: TableId, to: TableId },
    /// An empty cell of a form that is filed, or keys that are given and find no row.
    Empty,
}

impl Lowering<'_> {
    /// Whether a value is missing and this is among the reasons, as a row of `table`: true or false. None where it never
    /// is, whatever the data.
    pub(super) fn because(&mut self, cause: Cause, value: &Typed, table: TableId) -> Option<ValueId> {
        let found = match &value.kind {
            // What a formula could not compute is missing there, and a statistic counts it so: one unit would leave a whole city
            // without a total.
            Kind::Formula(_) if self.keyless && cause == Cause::Misfit => None,
            Kind::Formula(id) => match self.causes.get(&(*id, cause)) {
                Some(known) => *known,
                None => {
                    let formula = self.model.formula(*id)?;
                    let own = self.table(formula.scope);
                    let found = self.because(cause, &formula.value, own);
                    self.causes.insert((*id, cause), found);
                    found
                }
            },
            _ => self.because_of(cause, value),
        };
        found.map(|found| self.builder.lift_to(found, table))
    }

    /// Whether nothing is put in the place of a value that is missing: it is not blank, it is not one.
    pub(super) fn stuck(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        let causes = [Cause::Conflict, Cause::Misfit].map(|cause| self.because(cause, value, table));
        self.either(causes)
    }

    /// In the table of the value.
    fn because_of(&mut self, cause: Cause, value: &Typed) -> Option<ValueId> {
        let table = self.table(value.scope);
        let kind = &value.kind;
        match kind {
            Kind::Number(_)
            | Kind::Ratio(_)
            | Kind::Words(_)
            | Kind::WordsId(..)
            | Kind::Missing
            | Kind::Filed(_)
            | Kind::RowCount(_)
            | Kind::Which
            | Kind::Row(_)
            | Kind::Judged(..)
            | Kind::IsTrue(_)
            | Kind::Formula(_) => None,
            Kind::Field(field) | Kind::BlankZero(field) => self.cell_because(cause, *field, kind),
            Kind::Text(text) | Kind::Measure(text, _) | Kind::TextId(text, _) => {
                self.cell_because(cause, text.field, kind)
            }
            Kind::Predicate(predicate) => self.cell_because(cause, predicate.text.field, kind),
            Kind::GivenText(field) => match cause {
                Cause::Conflict => self.cell_because(cause, *field, kind),
                Cause::Misfit | Cause::Own { .. } | Cause::Empty => None,
            },
            Kind::Mark(field, _) => {
                let found = self.cell_because(cause, *field, kind);
                self.where_absent(value, found, table)
            }
            Kind::Found(form) => {
                let keys = self.model.looked_up(*form)?.clone();
                let found = self.any_because(cause, keys.values(), table);
                self.where_absent(value, found, table)
            }
            Kind::Convert(inner, _) | Kind::Negative(inner) | Kind::Power(inner, _) | Kind::Not(inner) => {
                self.because(cause, inner, table)
            }
            Kind::Widen(inner, unit) => {
                let found = self.because(cause, inner, table);
                let never = cause == Cause::Misfit && unit.to_coherent().is_none();
                let given = never.then(|| self.is_there(inner, table));
                self.either([found, given])
            }
            Kind::Narrow(inner, _) | Kind::InRowUnit(inner, _) if cause == Cause::Misfit => {
                let there = self.number_there(inner, table);
                self.where_absent(value, Some(there), table)
            }
            Kind::Narrow(inner, _) | Kind::InRowUnit(inner, _) => self.because(cause, inner, table),
            Kind::InUnitOf(inner, of) if cause == Cause::Misfit => {
                let there = self.number_there(inner, table);
                let mut unit = self.number_there(of, table);
                if let Some(dimension) = self.dimension(of, table) {
                    let known = self.builder.given(dimension);
                    unit = self.builder.or(unit, known);
                }
                let both = self.builder.and(there, unit);
                self.where_absent(value, Some(both), table)
            }
            Kind::InUnitOf(inner, of) => {
                let found = self.any_because(cause, [&**inner, &**of], table);
                self.where_absent(value, found, table)
            }
            Kind::Fits(inner, _) => {
                let mut found = self.because(cause, inner, table);
                // The unit is asked for, be there a number or not.
                let unit = inner.kind.cell().and_then(|cell| self.model.vocab.field(cell).kind.unit_field());
                if let Some(disagree) = unit.and_then(|unit| self.rows_disagree(unit)) {
                    let disagree = self.builder.lift_to(disagree, table);
                    if cause == Cause::Conflict {
                        found = self.either([found, Some(disagree)]);
                    } else if let Some(other) = found {
                        let agree = self.builder.not(disagree);
                        found = Some(self.builder.and(other, agree));
                    }
                }
                self.where_absent(value, found, table)
            }
            Kind::Sum(terms) => {
                let terms: Vec<&Typed> = terms.iter().map(|(_, term)| term).collect();
                let found = self.any_because(cause, terms.iter().copied(), table);
                let apart = self.apart(cause, &terms, value, table);
                self.either([found, apart])
            }
            Kind::Less(a, b) | Kind::AtMost(a, b) | Kind::Equal(a, b) => {
                self.compared_because(cause, &[a, b], value, table)
            }
            Kind::Near(a, b, _, bound) => {
                let sides: Vec<&Typed> =
                    [Some(&**a), Some(&**b), bound.as_deref()].into_iter().flatten().collect();
                self.compared_because(cause, &sides, value, table)
            }
            Kind::Otherwise(a, b) => self.otherwise_because(cause, a, b, table),
            Kind::Given(inner) => {
                let conflict = self.because(Cause::Conflict, inner, table)?;
                let found = self.because(cause, inner, table)?;
                Some(self.builder.and(conflict, found))
            }
            Kind::Known(inner) if asks_for_a_cell(inner) => {
                let conflict = self.because(Cause::Conflict, inner, table)?;
                let found = self.because(cause, inner, table)?;
                Some(self.builder.and(conflict, found))
            }
            Kind::Known(_) => None,
            Kind::Unless(_, inner) => {
                let found = self.because(cause, inner, table);
                self.where_absent(value, found, table)
            }
            Kind::OverFields(how, parts) => {
                let found = self.any_because(cause, parts, table);
                let beside: Vec<&Typed> = parts.iter().collect();
                let there = match how {
                    How::Count | How::CountGiven => None,
                    How::Sum | How::Min | How::Max | How::Any | How::Every => {
                        self.one_there(cause, &beside, table)
                    }
                };
                let found = self.either([found, there]);
                self.where_absent(value, found, table)
            }
            Kind::And(parts) | Kind::Or(parts) => {
                let found = self.any_because(cause, parts, table);
                let says_missing = parts.iter().any(|part| part.kind == Kind::Missing);
                let open = if says_missing { self.left_open(cause, value, table) } else { None };
                let found = self.either([found, open]);
                self.where_absent(value, found, table)
            }
            Kind::Implies(a, b) => {
                let found = self.any_because(cause, [&**a, &**b], table);
                self.where_absent(value, found, table)
            }
            Kind::Choose(condition, yes, no) => self.chosen_because(cause, (condition, yes, no), table),
            Kind::Fold { how, rows, value: folded, keep } => {
                let parts = (folded.as_deref(), keep.as_deref());
                self.fold_because(cause, (*how, *rows), parts, value, table)
            }
            Kind::Group(grouped) => self.group_because(cause, grouped, value, table),
            Kind::Unique(grouped) => self.any_because(cause, &grouped.keys, table),
            Kind::Common(common) => self.any_because(cause, &common.keys, table),
            Kind::Worked(_) => {
                let found = self.any_because(cause, kind.inside(), table);
                self.where_absent(value, found, table)
            }
            Kind::Times(..)
            | Kind::Over(..)
            | Kind::Call(..)
            | Kind::Iff(..)
            | Kind::Inlier(..)
            | Kind::Likeness(..)
            | Kind::Outlined(_) => self.any_because(cause, kind.inside(), table),
        }
    }

    /// Of a cell that a value reads: `kind` says how.
    fn cell_because(&mut self, cause: Cause, field: FieldId, kind: &Kind) -> Option<ValueId> {
        let form = self.model.vocab.field(field).form;
        let table = self.table_of_field(field);
        let keys: Vec<Typed> = self.model.keys_of(kind).into_iter().cloned().collect();
        let of_keys = self.any_because(cause, &keys, table);
        let number = matches!(kind, Kind::Field(_) | Kind::BlankZero(_));
        let unit = self.model.vocab.field(field).kind.unit_field().filter(|_| number);
        let own = match cause {
            Cause::Conflict => {
                let cell = self.rows_disagree(field);
                let unit = unit.and_then(|unit| self.rows_disagree(unit)).map(|disagree| {
                    let given = self.number_given(field);
                    self.builder.and(given, disagree)
                });
                self.either([cell, unit])
            }
            Cause::Misfit => unit.map(|unit| {
                let given = self.number_given(field);
                let loaded = self.load_field(field);
                let value = self.coherent(field, loaded);
                let there = self.builder.given(value);
                let lost = self.builder.not(there);
                let lost = self.builder.and(given, lost);
                match self.rows_disagree(unit) {
                    Some(disagree) => {
                        let agree = self.builder.not(disagree);
                        self.builder.and(lost, agree)
                    }
                    None => lost,
                }
            }),
            Cause::Own { from, to } => self.is_own(form, from, to).then(|| {
                // A mark is no number either.
                let given = match self.kind_of(field) {
                    InputKind::Number | InputKind::Truth => self.there_in_cell(field),
                    InputKind::Code => self.anything_given(field),
                };
                let empty = self.builder.not(given);
                self.unless_zero(field, kind, empty)
            }),
            Cause::Empty => {
                let empty = self.empty(field);
                let empty = self.builder.is_true(empty);
                Some(self.unless_zero(field, kind, empty))
            }
        };
        self.either([of_keys, own])
    }

    /// A blank that counts as 0 leaves nothing open of itself.
    fn unless_zero(&mut self, field: FieldId, kind: &Kind, empty: ValueId) -> ValueId {
        if !matches!(kind, Kind::BlankZero(_)) {
            return empty;
        }
        let blank = self.blank(field);
        let blank = self.builder.is_true(blank);
        let unread = self.builder.not(blank);
        self.builder.and(empty, unread)
    }

    /// Whether the rows of a form that has one disagree in a field; none where there is never more than one.
    pub(super) fn rows_disagree(&mut self, field: FieldId) -> Option<ValueId> {
        let form = self.model.vocab.field(field).form;
        let declared = self.model.vocab.form(form);
        let one = declared.rows == Rows::One && declared.origin != Origin::Subjects;
        if !one || self.model.vocab.found_in(form).is_some() {
            return None;
        }
        let input = self.input(InputSource::Agree(field), TableId(0), InputKind::Truth);
        let agree = self.builder.load(input);
        Some(self.builder.not(agree))
    }

    /// Whether the rows of a form vary with those that are folded from one table to another, or lie inside them.
    pub(super) fn is_own(&self, form: FormId, from: TableId, to: TableId) -> bool {
        let path = self.builder.plan().path(to, from).unwrap_or_default();
        let own = |table: TableId| path.contains(&table) || self.is_above(from, table);
        self.table_of.get(&form).is_some_and(|table| own(*table))
    }

    /// Whether a cell holds a number, or a yes or no.
    fn there_in_cell(&mut self, field: FieldId) -> ValueId {
        let loaded = self.load_field(field);
        self.there(loaded)
    }

    fn number_given(&mut self, field: FieldId) -> ValueId {
        let loaded = self.load_field(field);
        self.builder.given(loaded)
    }

    /// Whether the cell of a field holds anything that can be read.
    pub(super) fn anything_given(&mut self, field: FieldId) -> ValueId {
        match self.model.vocab.field(field).kind {
            FieldType::Formula(_)
            | FieldType::Text
            | FieldType::Code(_)
            | FieldType::Period
            | FieldType::Coordinates
            | FieldType::Outline => self.text_given(field),
            FieldType::YesNo => {
                let loaded = self.load_field(field);
                self.builder.known(loaded)
            }
            FieldType::Number(_)
            | FieldType::Quantity(_)
            | FieldType::Integer
            | FieldType::Percent
            | FieldType::Date => self.cell_given(field),
        }
    }

    /// Where the sides of a comparison leave it unknown; a mark decides it whatever the other side is.
    fn compared_because(
        &mut self,
        cause: Cause,
        sides: &[&Typed],
        value: &Typed,
        table: TableId,
    ) -> Option<ValueId> {
        let found = self.any_because(cause, sides.iter().copied(), table);
        let apart = self.apart(cause, sides, value, table);
        let found = match found {
            Some(_) if sides.iter().any(|side| self.marked(side, table).is_some()) => {
                self.where_absent(value, found, table)
            }
            found => found,
        };
        self.either([found, apart])
    }

    /// Whether numbers that are all there come to nothing: their units differ.
    fn apart(&mut self, cause: Cause, sides: &[&Typed], value: &Typed, table: TableId) -> Option<ValueId> {
        let quantities = sides.iter().filter(|side| side.ty == Type::Quantity).count();
        if cause != Cause::Misfit || quantities < 2 {
            return None;
        }
        let mut there: Option<ValueId> = None;
        for side in sides {
            let side = self.is_there(side, table);
            there = Some(there.map_or(side, |there| self.builder.and(there, side)));
        }
        self.where_absent(value, there, table)
    }

    /// Whether one of several quantities beside each other is there: together they come to nothing where they differ.
    fn one_there(&mut self, cause: Cause, sides: &[&Typed], table: TableId) -> Option<ValueId> {
        let quantities = sides.iter().filter(|side| side.ty == Type::Quantity).count();
        if cause != Cause::Misfit || quantities < 2 {
            return None;
        }
        let there: Vec<ValueId> = sides.iter().map(|side| self.is_there(side, table)).collect();
        there.into_iter().reduce(|any, there| self.builder.or(any, there))
    }

    fn otherwise_because(&mut self, cause: Cause, a: &Typed, b: &Typed, table: TableId) -> Option<ValueId> {
        let of_first = self.because(cause, a, table);
        let of_second = self.because(cause, b, table);
        let stuck = self.stuck(a, table);
        let first = match (of_first, stuck) {
            (Some(first), Some(stuck)) if first != stuck => Some(self.builder.and(first, stuck)),
            (Some(first), Some(_)) => Some(first),
            (_, None) | (None, _) => None,
        };
        let second = of_second.map(|second| {
            let there = self.is_there(a, table);
            let kept = [Some(there), stuck, self.marked(a, table)];
            match self.either(kept) {
                Some(kept) => {
                    let replaced = self.builder.not(kept);
                    self.builder.and(replaced, second)
                }
                None => second,
            }
        });
        self.either([first, second])
    }

    fn chosen_because(
        &mut self,
        cause: Cause,
        (condition, yes, no): (&Typed, &Typed, &Typed),
        table: TableId,
    ) -> Option<ValueId> {
        let of_condition = self.because(cause, condition, table);
        let of_yes = self.because(cause, yes, table);
        let of_no = match no.kind {
            Kind::Missing => self.left_open(cause, condition, table),
            _ => self.because(cause, no, table),
        };
        if of_yes.is_none() && of_no.is_none() {
            return of_condition;
        }
        let asked = self.value_in(condition, table);
        let holds = self.builder.is_true(asked);
        let of_yes = of_yes.map(|found| self.builder.and(holds, found));
        let of_no = of_no.map(|found| {
            let not = self.builder.not(asked);
            let fails = self.builder.is_true(not);
            self.builder.and(fails, found)
        });
        self.either([of_condition, of_yes, of_no])
    }

    /// What leaves the condition of a row open where it is asked whether that is known of each.
    fn left_open(&mut self, cause: Cause, asked: &Typed, table: TableId) -> Option<ValueId> {
        match &asked.kind {
            Kind::Fold { how: How::Every, rows, value: Some(value), keep: None } => {
                let Kind::Known(condition) = &value.kind else { return None };
                let from = self.table_of.get(rows).copied()?;
                let found = self.because(cause, condition, from)?;
                let own = self.table(asked.scope);
                let any = self.builder.fold(How::Any, from, Some(found), None, own);
                Some(self.builder.lift_to(any, table))
            }
            Kind::Fold { .. } => None,
            Kind::Given(inner) | Kind::Known(inner) | Kind::IsTrue(inner) => {
                self.because(cause, inner, table)
            }
            Kind::GivenText(field) => {
                let found = self.cell_because(cause, *field, &Kind::Field(*field))?;
                Some(self.builder.lift_to(found, table))
            }
            kind => {
                let open = kind.inside().into_iter().map(|inner| self.left_open(cause, inner, table));
                let open: Vec<Option<ValueId>> = open.collect();
                self.either(open)
            }
        }
    }

    fn fold_because(
        &mut self,
        cause: Cause,
        (how, rows): (How, FormId),
        (folded, keep): (Option<&Typed>, Option<&Typed>),
        value: &Typed,
        table: TableId,
    ) -> Option<ValueId> {
        let from = self.table_of.get(&rows).copied().unwrap_or(TableId(0));
        let of_keep = keep.and_then(|keep| self.because(cause, keep, from));
        let of_rows = folded.and_then(|folded| self.because(cause, folded, from));
        if of_keep.is_none() && of_rows.is_none() {
            return None;
        }
        let kept = keep.map(|keep| self.unless_all_blank(keep, from));
        let open = keep.zip(kept).and_then(|(keep, kept)| self.open(keep, kept, (from, table)));
        let of_keep = of_keep.zip(open).map(|(found, open)| {
            let found = self.builder.and(open, found);
            self.builder.fold(How::Any, from, Some(found), None, table)
        });
        let of_rows = folded.zip(of_rows).and_then(|(folded, found)| {
            let found = match how {
                How::Any | How::Every => {
                    let asked = self.unless_all_blank(folded, from);
                    let open = self.open(folded, asked, (from, table))?;
                    self.builder.and(open, found)
                }
                How::Count | How::CountGiven | How::Sum | How::Min | How::Max => found,
            };
            let any = self.builder.fold(How::Any, from, Some(found), kept, table);
            // What is not known to be counted in is asked for first.
            Some(match open {
                Some(open) => {
                    let open = self.builder.fold(How::Any, from, Some(open), None, table);
                    let closed = self.builder.not(open);
                    self.builder.and(closed, any)
                }
                None => any,
            })
        });
        let found = self.either([of_keep, of_rows]);
        self.where_absent(value, found, table)
    }

    /// What a group says comes from elsewhere: a row's own are its key, and what is ranked.
    fn group_because(
        &mut self,
        cause: Cause,
        grouped: &Grouped,
        value: &Typed,
        table: TableId,
    ) -> Option<ValueId> {
        let keys = self.any_because(cause, &grouped.keys, table);
        let ranked = match (grouped.asked, &grouped.value) {
            (Asked::Of(shensuan_plan::Statistic::Rank), Some(ranked)) => {
                let found = self.because(cause, ranked, table);
                self.where_absent(value, found, table)
            }
            _ => None,
        };
        self.either([keys, ranked])
    }

    /// Whether one of these values is missing for that.
    fn any_because<'t>(
        &mut self,
        cause: Cause,
        values: impl IntoIterator<Item = &'t Typed>,
        table: TableId,
    ) -> Option<ValueId> {
        let found: Vec<Option<ValueId>> =
            values.into_iter().map(|value| self.because(cause, value, table)).collect();
        self.either(found)
    }

    /// Whether one of these truths is true, of those that are ever.
    pub(super) fn either(&mut self, truths: impl IntoIterator<Item = Option<ValueId>>) -> Option<ValueId> {
        let mut any: Option<ValueId> = None;
        for truth in truths.into_iter().flatten() {
            any = Some(match any {
                Some(any) if any == truth => any,
                Some(any) => self.builder.or(any, truth),
                None => truth,
            });
        }
        any
    }

    fn where_absent(&mut self, value: &Typed, found: Option<ValueId>, table: TableId) -> Option<ValueId> {
        let found = found?;
        let there = self.is_there(value, table);
        let absent = self.builder.not(there);
        Some(self.builder.and(absent, found))
    }

    /// Whether a value is given, or a condition known.
    fn is_there(&mut self, value: &Typed, table: TableId) -> ValueId {
        let value = self.value_in(value, table);
        self.there(value)
    }

    pub(super) fn there(&mut self, value: ValueId) -> ValueId {
        match self.builder.plan().value(value).map(|value| value.kind) {
            Some(PlanKind::Truth) => self.builder.known(value),
            Some(PlanKind::Number) | None => self.builder.given(value),
        }
    }

    /// Whether there is a number to be converted, be it without a unit.
    fn number_there(&mut self, value: &Typed, table: TableId) -> ValueId {
        if let Kind::Field(field) = value.kind {
            let given = self.number_given(field);
            let unit = self.model.vocab.field(field).kind.unit_field();
            let given = match unit.and_then(|unit| self.rows_disagree(unit)) {
                Some(disagree) => {
                    let agree = self.builder.not(disagree);
                    self.builder.and(given, agree)
                }
                None => given,
            };
            return self.builder.lift_to(given, table);
        }
        let there = self.is_there(value, table);
        match self.because(Cause::Misfit, value, table) {
            Some(misfit) => self.builder.or(there, misfit),
            None => there,
        }
    }
}

/// Whether it is asked if a cell is given, and not if a condition is decided.
pub(super) fn asks_for_a_cell(inner: &Typed) -> bool {
    match &inner.kind {
        Kind::Field(_) => true,
        // Whether what is made of a text is given.
        Kind::Predicate(Predicate { test, .. }) => *test == Test::Given,
        _ => false,
    }
}
