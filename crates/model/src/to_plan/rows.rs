//! Rows that are brought to one value: a row whose own empty cell leaves its condition unknown is passed over, as the fold
//! does; an empty cell of the subject, a unit that does not fit, rows that disagree or a division by 0 leave the result
//! open.

use shensuan_plan::{How, TableId, ValueId};
use shensuan_vocab::FieldType;

use super::Lowering;
use super::causes::Cause;
use crate::model::{FormulaId, Model};
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

    /// An aggregate over the rows of one table, of their condition or of a value, as a column of another.
    pub(super) fn folded(
        &mut self,
        how: How,
        (value, keep): (Option<&Typed>, Option<&Typed>),
        (from, to): (TableId, TableId),
    ) -> ValueId {
        let condition = matches!(how, How::Any | How::Every);
        let folded = value.map(|value| match condition {
            true => self.unless_all_blank(value, from),
            false => self.value_in(value, from),
        });
        let kept = keep.map(|keep| self.unless_all_blank(keep, from));
        let mut result = self.builder.fold(how, from, folded, kept, to);
        let open = keep.zip(kept).and_then(|(keep, kept)| self.open(keep, kept, (from, to)));
        let open = open.map(|open| self.builder.fold(How::Any, from, Some(open), None, to));
        let Some((value, folded)) = value.zip(folded) else { return self.unless(open, result) };
        if condition {
            let undecided = self.open(value, folded, (from, to));
            let undecided = undecided.map(|open| self.builder.fold(How::Any, from, Some(open), kept, to));
            let open = [undecided, open];
            let open = self.either(open);
            return self.unless_decided(how, open, result);
        }
        let stuck = match how {
            // What each of the rows lacks alike leaves nothing to add up.
            How::Sum | How::Min | How::Max if is_strict(value, self.model) => {
                self.because(Cause::Misfit, value, from)
            }
            _ => self.stuck(value, from),
        };
        let stuck = stuck.map(|stuck| self.builder.fold(How::Any, from, Some(stuck), kept, to));
        result = self.unless(stuck, result);
        self.unless(open, result)
    }

    /// What `any` or `every` comes to, unknown where no row decides it and this is true.
    fn unless_decided(&mut self, how: How, open: Option<ValueId>, result: ValueId) -> ValueId {
        let Some(open) = open else { return result };
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

    /// Whether the condition of a row is unknown for something else than an empty cell of its own, as a column of these
    /// rows; none where it never is.
    pub(super) fn open(
        &mut self,
        condition: &Typed,
        lowered: ValueId,
        (from, to): (TableId, TableId),
    ) -> Option<ValueId> {
        if !self.is_open_from_elsewhere(condition, (from, to), &mut Vec::new()) {
            return None;
        }
        let known = self.there(lowered);
        let mut open = self.builder.not(known);
        let own = self.because(Cause::Own { from, to }, condition, from);
        for passed_over in [own, self.all_blank(&[condition], from)].into_iter().flatten() {
            let counts = self.builder.not(passed_over);
            open = self.builder.and(open, counts);
        }
        Some(open)
    }

    /// Whether anything but the empty cells of the rows that are folded may leave a condition of theirs unknown.
    fn is_open_from_elsewhere(
        &self,
        value: &Typed,
        (from, to): (TableId, TableId),
        seen: &mut Vec<FormulaId>,
    ) -> bool {
        if let Some(field) = value.kind.cell() {
            let declared = self.model.vocab.field(field);
            let made = match &value.kind {
                Kind::Text(text) | Kind::TextId(text, _) => !text.steps.is_empty(),
                Kind::Predicate(predicate) => !predicate.text.steps.is_empty(),
                Kind::Measure(..) => true,
                _ => false,
            };
            // The text beside the number may be no unit, or one that does not fit.
            let has_unit = matches!(declared.kind, FieldType::Quantity(_));
            return made || has_unit || !self.is_own(declared.form, from, to);
        }
        match &value.kind {
            Kind::Formula(id) if seen.contains(id) => false,
            Kind::Formula(id) => {
                seen.push(*id);
                let formula = self.model.formula(*id);
                formula.is_none_or(|formula| self.is_open_from_elsewhere(&formula.value, (from, to), seen))
            }
            Kind::Fold { .. }
            | Kind::Group(_)
            | Kind::Unique(_)
            | Kind::Common(_)
            | Kind::Filed(_)
            | Kind::Found(_)
            | Kind::RowCount(_)
            | Kind::Judged(..)
            | Kind::Over(..)
            | Kind::Power(..)
            | Kind::Call(..)
            | Kind::Worked(_)
            | Kind::Missing => true,
            kind => {
                kind.inside().into_iter().any(|inner| self.is_open_from_elsewhere(inner, (from, to), seen))
            }
        }
    }
}

/// Whether a value is missing as soon as anything that it reads is.
fn is_strict(value: &Typed, model: &Model) -> bool {
    match &value.kind {
        Kind::Formula(id) => model.formula(*id).is_some_and(|formula| is_strict(&formula.value, model)),
        Kind::Otherwise(..)
        | Kind::OverFields(..)
        | Kind::Choose(..)
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Implies(..)
        | Kind::Fold { .. }
        | Kind::Group(_) => false,
        kind => kind.inside().into_iter().all(|inner| is_strict(inner, model)),
    }
}
