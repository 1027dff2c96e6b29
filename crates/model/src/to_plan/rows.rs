//! `any` and `every`: a row whose own empty cell leaves the condition unknown is passed over, as the fold does; an empty
//! cell of the subject leaves the result unknown.

use shensuan_plan::{How, TableId, ValueId};
use shensuan_vocab::{FieldType, FormId};

use super::Lowering;
use crate::typed::{Kind, Typed};

impl Lowering<'_> {
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
        let (mut own, mut outer) = (Vec::new(), false);
        self.cells_read(rows, condition, &mut own, &mut outer);
        if !outer {
            return result;
        }
        let from = self.table_of.get(&rows).copied().unwrap_or(TableId(0));
        let known = self.builder.known(folded);
        let mut open = self.builder.not(known);
        for given in own {
            open = self.builder.and(open, given);
        }
        let open = self.builder.fold(How::Any, from, Some(open), None, table);
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

    /// Whether each own cell that a condition reads is given, and whether it reads anything else.
    fn cells_read(&mut self, rows: FormId, value: &Typed, own: &mut Vec<ValueId>, outer: &mut bool) {
        match &value.kind {
            kind if let Some(field) = kind.cell() => {
                let declared = self.model.vocab.field(field);
                if declared.form != rows {
                    *outer = true;
                    return;
                }
                let kind = declared.kind.clone();
                let input = self.field(field);
                own.push(match kind {
                    FieldType::Text | FieldType::Code(_) | FieldType::Coordinates => {
                        self.builder.given_code(input)
                    }
                    FieldType::YesNo => {
                        let loaded = self.builder.load(input);
                        self.builder.known(loaded)
                    }
                    FieldType::Number(_)
                    | FieldType::Quantity(_)
                    | FieldType::Integer
                    | FieldType::Percent
                    | FieldType::Date => self.cell_given(field),
                });
            }
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => self.cells_read(rows, &formula.value, own, outer),
                None => *outer = true,
            },
            Kind::Fold { .. } | Kind::Filed(_) | Kind::RowCount(_) => *outer = true,
            kind => kind.inside().into_iter().for_each(|inner| self.cells_read(rows, inner, own, outer)),
        }
    }
}
