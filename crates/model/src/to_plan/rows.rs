//! `any` and `every`: a row whose own empty cell leaves the condition unknown is passed over, as the fold does; an empty
//! cell of the subject, a unit that does not fit or a division by 0 leaves the result unknown.

use shensuan_plan::{How, TableId, ValueId};
use shensuan_vocab::{FieldType, FormId};

use super::Lowering;
use crate::model::FormulaId;
use crate::typed::{Kind, Typed};

impl Lowering<'_> {
    /// A truth of the rows of `own` as a row of `table` sees it: of its own row or one above it that, of the rows that
    /// an aggregate reads what `how` makes of it.
    pub(super) fn of_rows(&mut self, how: How, own: TableId, truth: ValueId, table: TableId) -> ValueId {
        let mut both = table;
        while !self.is_above(both, own) {
            both = self.builder.plan().table(both).and_then(|table| table.parent).unwrap_or(TableId(0));
        }
        let truth = if self.is_above(own, table) {
            truth
        } else {
            self.builder.fold(how, own, Some(truth), None, both)
        };
        self.builder.lift_to(truth, table)
    }

    /// Whether a row of one table is a row of the other, or lies above one.
    pub(super) fn is_above(&self, upper: TableId, lower: TableId) -> bool {
        upper == lower || self.builder.plan().path(upper, lower).is_some()
    }

    /// Whether the rows of a form vary with those that are folded from one table to another: their cells are no outer
    /// ones.
    fn is_folded(&self, form: FormId, from: TableId, to: TableId) -> bool {
        let path = self.builder.plan().path(to, from).unwrap_or_default();
        self.table_of.get(&form).is_some_and(|table| path.contains(table))
    }

    /// `result`, unknown where it is not decided by a row and the condition of a row is unknown though all cells of
    /// that row are given.
    pub(super) fn outer_unknown(
        &mut self,
        how: How,
        rows: FormId,
        condition: &Typed,
        folded: ValueId,
        result: ValueId,
        table: TableId,
    ) -> ValueId {
        let Some(open) = self.open_from_outside(rows, condition, folded, table) else { return result };
        let unknown = self.builder.unknown();
        if how == How::Any {
            let doubt = self.builder.and(open, unknown);
            self.builder.or(result, doubt)
        } else {
            let closed = self.builder.not(open);
            let doubt = self.builder.or(closed, unknown);
            self.builder.and(result, doubt)
        }
    }

    /// The result of an aggregate with `where`, missing where something else than an empty cell of its row leaves the
    /// condition open.
    pub(super) fn unless_outer_open(
        &mut self,
        rows: FormId,
        condition: &Typed,
        keep: ValueId,
        result: ValueId,
        table: TableId,
    ) -> ValueId {
        let Some(open) = self.open_from_outside(rows, condition, keep, table) else { return result };
        let absent = self.absent(result);
        self.builder.choose(open, absent, result)
    }

    /// Whether the condition of a row is unknown though all cells of that row are given; none where it is known of
    /// every row whose cells are.
    fn open_from_outside(
        &mut self,
        rows: FormId,
        condition: &Typed,
        lowered: ValueId,
        table: TableId,
    ) -> Option<ValueId> {
        let (mut own, mut outer) = (Vec::new(), false);
        let from = self.table_of.get(&rows).copied().unwrap_or(TableId(0));
        self.cells_read((from, table), condition, &mut own, &mut outer, &mut Vec::new());
        if !outer {
            return None;
        }
        let known = self.builder.known(lowered);
        let mut open = self.builder.not(known);
        for given in own {
            open = self.builder.and(open, given);
        }
        if let Some(blank) = self.all_blank(&[condition], from) {
            let counted = self.builder.not(blank);
            open = self.builder.and(open, counted);
        }
        Some(self.builder.fold(How::Any, from, Some(open), None, table))
    }

    /// Whether each own cell that a condition reads is given, and whether anything else may leave it unknown; a formula
    /// is looked into once. The rows are folded from one table to another.
    fn cells_read(
        &mut self,
        (from, to): (TableId, TableId),
        value: &Typed,
        own: &mut Vec<ValueId>,
        outer: &mut bool,
        seen: &mut Vec<FormulaId>,
    ) {
        match &value.kind {
            kind if let Some(field) = kind.cell() => {
                let declared = self.model.vocab.field(field);
                if !self.is_folded(declared.form, from, to) {
                    *outer = true;
                    return;
                }
                *outer |= match &value.kind {
                    Kind::Text(text) | Kind::TextId(text, _) => !text.steps.is_empty(),
                    Kind::Predicate(predicate) => !predicate.text.steps.is_empty(),
                    Kind::Measure(..) => true,
                    _ => false,
                };
                let kind = declared.kind.clone();
                // The text beside the number may be no unit, or one that does not fit.
                *outer |= matches!(kind, FieldType::Quantity(_));
                let given = match kind {
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
                };
                // A blank that counts as 0 leaves nothing open of itself.
                let given = match &value.kind {
                    Kind::BlankZero(_) => {
                        let blank = self.blank(field);
                        self.builder.or(given, blank)
                    }
                    _ => given,
                };
                own.push(self.builder.lift_to(given, from));
            }
            Kind::Formula(id) if seen.contains(id) => {}
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => {
                    seen.push(*id);
                    self.cells_read((from, to), &formula.value, own, outer, seen);
                }
                None => *outer = true,
            },
            // The cells of rows inside a row are its own; what is made of them may be missing all the same.
            Kind::Fold { rows, value: folded, keep, .. } if self.table(value.scope) == from => {
                *outer = true;
                let below = self.table_of.get(rows).copied().unwrap_or(from);
                let mut inner = Vec::new();
                for part in folded.iter().chain(keep) {
                    self.cells_read((below, from), part, &mut inner, &mut false, seen);
                }
                own.extend(
                    inner
                        .into_iter()
                        .map(|given| self.builder.fold(How::Every, below, Some(given), None, from)),
                );
            }
            Kind::Fold { .. }
            | Kind::Group(_)
            | Kind::Unique(_)
            | Kind::Common(_)
            | Kind::Filed(_)
            | Kind::Found(_)
            | Kind::RowCount(_)
            | Kind::Judged(..)
            | Kind::Missing => *outer = true,
            kind => {
                *outer |= matches!(kind, Kind::Over(..) | Kind::Power(..) | Kind::Call(..) | Kind::Worked(_));
                kind.inside()
                    .into_iter()
                    .for_each(|inner| self.cells_read((from, to), inner, own, outer, seen));
            }
        }
    }
}
