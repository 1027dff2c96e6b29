//! Blank cells, marks, and aggregates over the fields of one row.

use shensuan_plan::{How, InputKind, TableId, ValueId};
use shensuan_vocab::FieldId;

use super::causes::Cause;
use super::{InputSource, Lowering};
use crate::model::FormulaId;
use crate::typed::{Kind, Typed};

impl Lowering<'_> {
    pub(super) fn table_of_field(&self, field: FieldId) -> TableId {
        let form = self.model.vocab.field(field).form;
        if let Some(found) = self.model.looked_up(form) {
            return self.table(found.scope);
        }
        self.table_of.get(&form).copied().unwrap_or(TableId(0))
    }

    /// Whether the cell of a field is blank in a row that is there.
    pub(super) fn blank(&mut self, field: FieldId) -> ValueId {
        if let Some(fetched) = self.fetched(field, InputSource::Blank, InputKind::Truth) {
            return fetched;
        }
        let table = self.table_of_field(field);
        let input = self.input(InputSource::Blank(field), table, InputKind::Truth);
        self.builder.load(input)
    }

    /// Which mark a cell holds.
    fn mark_of(&mut self, field: FieldId) -> ValueId {
        if let Some(fetched) = self.fetched(field, InputSource::Mark, InputKind::Number) {
            return fetched;
        }
        let table = self.table_of_field(field);
        let input = self.input(InputSource::Mark(field), table, InputKind::Number);
        self.builder.load(input)
    }

    /// Whether the cell of a field of numbers is given, as a number or as a mark.
    pub(super) fn cell_given(&mut self, field: FieldId) -> ValueId {
        let loaded = self.load_field(field);
        let given = self.builder.given(loaded);
        if self.model.vocab.field(field).marks.is_empty() {
            return given;
        }
        let mark = self.mark_of(field);
        let marked = self.builder.given(mark);
        self.builder.or(given, marked)
    }

    /// Whether a cell holds this mark: unknown where it holds nothing, false where it may be blank and is.
    pub(super) fn mark(&mut self, field: FieldId, mark: u8) -> ValueId {
        let held = self.mark_of(field);
        let wanted = self.builder.number(f64::from(mark));
        let same = self.builder.equal(held, wanted, None);
        let marked = self.builder.given(held);
        let given = self.cell_given(field);
        let (no, unknown) = (self.builder.truth(false), self.builder.unknown());
        let otherwise = self.builder.choose(given, no, unknown);
        let asked = self.builder.choose(marked, same, otherwise);
        if !self.model.vocab.field(field).optional {
            return asked;
        }
        let blank = self.blank(field);
        let blank = self.builder.is_true(blank);
        self.builder.choose(blank, no, asked)
    }

    /// A test that is false where one of these fields holds a mark, or is optional and blank.
    pub(super) fn unless_none(&mut self, fields: &[FieldId], asked: &Typed, table: TableId) -> ValueId {
        let mut value = self.value_in(asked, table);
        let mut zeros = Vec::new();
        self.blank_zeros(asked, &mut zeros, &mut Vec::new());
        for field in fields {
            let declared = self.model.vocab.field(*field);
            let (optional, marks) = (declared.optional && !zeros.contains(field), !declared.marks.is_empty());
            let mut none = self.builder.truth(false);
            if optional {
                none = self.blank(*field);
            }
            if marks {
                let mark = self.mark_of(*field);
                let marked = self.builder.given(mark);
                none = self.builder.or(none, marked);
            }
            let none = self.builder.lift_to(none, table);
            let none = self.builder.is_true(none);
            let not = self.builder.truth(false);
            value = self.builder.choose(none, not, value);
        }
        value
    }

    /// Whether a value is a mark: the cell of a field, the first given of several, or what is chosen; none where it never
    /// is.
    pub(super) fn marked(&mut self, value: &Typed, table: TableId) -> Option<ValueId> {
        match &value.kind {
            Kind::Field(field) | Kind::BlankZero(field) => {
                if self.model.vocab.field(*field).marks.is_empty() {
                    return None;
                }
                let mark = self.mark_of(*field);
                let marked = self.builder.given(mark);
                Some(self.builder.lift_to(marked, table))
            }
            Kind::Convert(inner, _) | Kind::Widen(inner, _) | Kind::Narrow(inner, _) => {
                self.marked(inner, table)
            }
            Kind::Formula(id) => {
                let formula = self.model.formula(*id)?;
                self.marked(&formula.value, table)
            }
            Kind::Choose(condition, yes, no) => {
                let of_yes = self.marked(yes, table).map(|marked| (false, marked));
                let of_no = self.marked(no, table).map(|marked| (true, marked));
                let mut either = None;
                for (turned, marked) in [of_yes, of_no].into_iter().flatten() {
                    let mut chosen = self.value_in(condition, table);
                    if turned {
                        chosen = self.builder.not(chosen);
                    }
                    let chosen = self.builder.is_true(chosen);
                    let marked = self.builder.and(chosen, marked);
                    either = self.either([either, Some(marked)]);
                }
                either
            }
            Kind::Otherwise(first, second) => {
                let (of_first, of_second) = (self.marked(first, table), self.marked(second, table));
                let of_second = of_second.map(|marked| {
                    let value = self.value_in(first, table);
                    let given = self.builder.given(value);
                    let stuck = self.stuck(first, table);
                    let kept = self.either([Some(given), stuck]).unwrap_or(given);
                    let replaced = self.builder.not(kept);
                    self.builder.and(replaced, marked)
                });
                match (of_first, of_second) {
                    (Some(first), Some(second)) => Some(self.builder.or(first, second)),
                    (first, second) => first.or(second),
                }
            }
            _ => None,
        }
    }

    /// `a otherwise b`: a mark is given, so nothing takes its place; nor that of what is not blank and yet no value.
    pub(super) fn otherwise(&mut self, a: &Typed, b: &Typed, table: TableId) -> ValueId {
        let (value, fallback) = (self.value_in(a, table), self.value_in(b, table));
        let either = self.builder.otherwise(value, fallback);
        let kept = [self.marked(a, table), self.stuck(a, table)];
        let kept = self.either(kept);
        self.unless(kept, either)
    }

    /// A comparison, false where a side is the first given of several, or one that is chosen, and that is a mark. Of a cell
    /// alone the test itself says so.
    pub(super) fn unless_marked(&mut self, sides: &[&Typed], value: ValueId, table: TableId) -> ValueId {
        let chosen = sides.iter().filter(|side| self.falls_back(side)).copied().collect::<Vec<_>>();
        let mut value = value;
        for side in chosen {
            if let Some(marked) = self.marked(side, table) {
                let no = self.builder.truth(false);
                value = self.builder.choose(marked, no, value);
            }
        }
        value
    }

    fn falls_back(&self, value: &Typed) -> bool {
        match &value.kind {
            Kind::Otherwise(..) | Kind::Choose(..) => true,
            Kind::Convert(inner, _) | Kind::Widen(inner, _) | Kind::Narrow(inner, _) => {
                self.falls_back(inner)
            }
            Kind::Formula(id) => {
                self.model.formula(*id).is_some_and(|formula| self.falls_back(&formula.value))
            }
            _ => false,
        }
    }

    /// The number of a field, 0 where its cell is blank in a row that is filed.
    pub(super) fn blank_zero(&mut self, field: FieldId) -> ValueId {
        let loaded = self.load_field(field);
        let value = self.coherent(field, loaded);
        let blank = self.blank(field);
        let blank = self.builder.is_true(blank);
        let zero = self.builder.number(0.0);
        self.builder.choose(blank, zero, value)
    }

    /// A condition in which a comparison is unknown where all cells are blank that the condition would take for 0. What
    /// asks whether it is known, or true, has an answer all the same. The checks of a rule are asked of the cells of all
    /// of them, as if they were one with `and`; the condition of a row of its own.
    pub(super) fn unless_all_blank(&mut self, condition: &Typed, table: TableId) -> ValueId {
        match self.all_blank(&[condition], table) {
            Some(all) => self.guarded(condition, all, table),
            None => self.value_in(condition, table),
        }
    }

    /// Whether all cells are blank that these conditions would take for 0, and there is one. Of a form that is not filed
    /// none is given.
    pub(super) fn all_blank(&mut self, conditions: &[&Typed], table: TableId) -> Option<ValueId> {
        let mut fields = Vec::new();
        for condition in conditions {
            self.blank_zeros(condition, &mut fields, &mut Vec::new());
        }
        let (mut blanks, mut somewhere, mut beside) = (Vec::new(), Vec::new(), false);
        for field in fields {
            let mut blank = self.blank(field);
            blank = self.builder.is_true(blank);
            if conditions.len() > 1 {
                blank = self.or_not_filed(field, blank);
            }
            let own = self.table_of_field(field);
            if self.is_above(own, table) {
                beside = true;
            } else {
                somewhere.push(self.of_rows(How::Any, own, blank, table));
            }
            blanks.push(self.of_rows(How::Every, own, blank, table));
        }
        let all = blanks.into_iter().reduce(|all, blank| self.builder.and(all, blank))?;
        if beside {
            return Some(all);
        }
        // Of an aggregate over no rows nothing is blank.
        let any = somewhere.into_iter().reduce(|any, blank| self.builder.or(any, blank))?;
        Some(self.builder.and(all, any))
    }

    /// Whether a cell is blank, or its form has one row and is not filed.
    fn or_not_filed(&mut self, field: FieldId, blank: ValueId) -> ValueId {
        let form = self.model.vocab.field(field).form;
        if self.table_of.contains_key(&form) || self.model.looked_up(form).is_some() {
            return blank;
        }
        let filed = self.filed(form);
        let not_filed = self.builder.not(filed);
        self.builder.or(blank, not_filed)
    }

    /// A condition whose parts that take a blank for 0 are unknown where `all` are blank.
    pub(super) fn guarded(&mut self, condition: &Typed, all: ValueId, table: TableId) -> ValueId {
        let mut read = Vec::new();
        self.blank_zeros(condition, &mut read, &mut Vec::new());
        if read.is_empty() {
            return self.value_in(condition, table);
        }
        match &condition.kind {
            Kind::And(parts) | Kind::Or(parts) => {
                let both = matches!(condition.kind, Kind::And(_));
                let parts: Vec<ValueId> = parts.iter().map(|part| self.guarded(part, all, table)).collect();
                let joined = parts.into_iter().reduce(|joined, part| {
                    if both { self.builder.and(joined, part) } else { self.builder.or(joined, part) }
                });
                joined.unwrap_or_else(|| self.builder.truth(both))
            }
            Kind::Not(inner) => {
                let inner = self.guarded(inner, all, table);
                self.builder.not(inner)
            }
            Kind::Implies(a, b) => {
                let (a, b) = (self.guarded(a, all, table), self.guarded(b, all, table));
                let not_a = self.builder.not(a);
                self.builder.or(not_a, b)
            }
            Kind::IsTrue(inner) => {
                let inner = self.guarded(inner, all, table);
                self.builder.is_true(inner)
            }
            Kind::Known(inner) => {
                let inner = self.guarded(inner, all, table);
                self.builder.known(inner)
            }
            _ => {
                let holds = self.value_in(condition, table);
                let unknown = self.builder.unknown();
                self.builder.choose(all, unknown, holds)
            }
        }
    }

    /// What holds, false where it is unknown because a cell is empty in a form that is filed, or all are that a rule would
    /// take for 0.
    pub(super) fn failing_where_blank(
        &mut self,
        check: &Typed,
        holds: ValueId,
        all_blank: Option<ValueId>,
        table: TableId,
    ) -> ValueId {
        let empty = [self.because(Cause::Empty, check, table), all_blank];
        let Some(empty) = self.either(empty) else { return holds };
        let known = self.builder.known(holds);
        let (no, unknown) = (self.builder.truth(false), self.builder.unknown());
        let otherwise = self.builder.choose(empty, no, unknown);
        self.builder.choose(known, holds, otherwise)
    }

    /// Whether a cell of a row that is there holds nothing that can be read.
    pub(super) fn empty(&mut self, field: FieldId) -> ValueId {
        let form = self.model.vocab.field(field).form;
        if let Some(missed) = self.missed(field) {
            return missed;
        }
        let given = self.anything_given(field);
        // Of rows that disagree no cell is empty.
        let conflict = self.rows_disagree(field);
        let given = self.unless(conflict, given);
        let empty = self.builder.not(given);
        if self.table_of.contains_key(&form) {
            return empty;
        }
        let filed = self.filed(form);
        self.builder.and(filed, empty)
    }

    /// An aggregate over values of one row: missing ones are skipped, and of only missing ones it is missing.
    pub(super) fn over_fields(&mut self, how: How, parts: &[Typed], table: TableId) -> ValueId {
        let values: Vec<ValueId> = parts.iter().map(|part| self.value_in(part, table)).collect();
        let (zero, one) = (self.builder.number(0.0), self.builder.number(1.0));
        let folded = match how {
            How::Count | How::CountGiven => {
                let counts: Vec<ValueId> =
                    values.into_iter().map(|given| self.builder.choose(given, one, zero)).collect();
                return counts.into_iter().reduce(|a, b| self.builder.add(a, b)).unwrap_or(zero);
            }
            How::Min => values.into_iter().reduce(|a, b| self.builder.min(a, b)),
            How::Max => values.into_iter().reduce(|a, b| self.builder.max(a, b)),
            How::Sum | How::Any | How::Every => {
                let mut total = zero;
                let mut any = self.builder.truth(false);
                for value in values {
                    let given = self.builder.given(value);
                    any = self.builder.or(any, given);
                    let term = self.builder.otherwise(value, zero);
                    total = self.builder.add(total, term);
                }
                let missing = self.builder.missing();
                Some(self.builder.choose(any, total, missing))
            }
        };
        let folded = folded.unwrap_or_else(|| self.builder.missing());
        self.unless_a_part_is_stuck(parts, folded, table)
    }

    /// The fields that an expression takes for 0 where they are blank. The conditions of rows inside it are asked of
    /// their own.
    fn blank_zeros(&self, value: &Typed, into: &mut Vec<FieldId>, seen: &mut Vec<FormulaId>) {
        match &value.kind {
            Kind::BlankZero(field) if !into.contains(field) => into.push(*field),
            Kind::Formula(id) if !seen.contains(id) => {
                seen.push(*id);
                if let Some(formula) = self.model.formula(*id) {
                    self.blank_zeros(&formula.value, into, seen);
                }
            }
            Kind::Fold { how: How::Any | How::Every, .. } | Kind::Fold { value: None, .. } => return,
            Kind::Fold { value: Some(summed), .. } => return self.blank_zeros(summed, into, seen),
            _ => {}
        }
        value.kind.inside().into_iter().for_each(|inner| self.blank_zeros(inner, into, seen));
    }
}
