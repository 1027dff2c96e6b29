//! One row of any value, on demand: for evidence, and as a second opinion on the columns.

use std::ops::Range;

use crate::column::Column;
use crate::frame::Frame;
use crate::interp::groups::{self, Whole};
use crate::interp::lookup::{fetched, found, outlined};
use crate::interp::memo::Memo;
use crate::interp::plainly::{self, Rows};
use crate::interp::run::Run;
use crate::op::{RowOp, Step, TableStep};
use crate::outcome::{Verdict, judge_row};
use crate::plan::{InputId, JudgementId, Kind, LookupId, Plan, TableId, ValueId};
use crate::scalar::{self, Row, Scalar};

/// Evaluates single rows of a plan over a frame, and remembers what it has evaluated.
///
/// It agrees with [`run`](crate::run()) bit for bit wherever that runs. It does not test plan and frame itself: what
/// they leave open is missing.
#[derive(Clone, Debug)]
pub struct Tracer<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    memo: Memo,
    /// Steps that read everything, where a run has computed them.
    whole: Option<&'a Whole>,
    /// By value its column, where a run has computed it and handed it out row by row.
    columns: Vec<Option<&'a Column>>,
}

/// A row of a value; row 0 of a constant.
type Cell = (ValueId, usize);

impl<'a> Tracer<'a> {
    /// A tracer of a sound plan over a frame that fits it.
    #[must_use]
    pub fn new(plan: &'a Plan, frame: &'a Frame) -> Self {
        Self { plan, frame, memo: Memo::of(plan.values.len()), whole: None, columns: Vec::new() }
    }

    /// A tracer behind a run of the same plan over the same frame: what reads everything is taken from there.
    #[must_use]
    pub fn after(plan: &'a Plan, frame: &'a Frame, run: &'a Run) -> Self {
        Self { whole: Some(&run.whole), ..Self::new(plan, frame) }
    }

    /// The same, and every value that the run handed out is taken from there too.
    #[must_use]
    pub fn behind(plan: &'a Plan, frame: &'a Frame, run: &'a Run) -> Self {
        let mut columns = vec![None; plan.values.len()];
        for (output, column) in plan.outputs.iter().zip(&run.outputs) {
            let own = plan.value(output.value).is_some_and(|value| value.table == Some(output.table));
            if let Some(place) = columns.get_mut(output.value.index()).filter(|_| own) {
                *place = column.by_rows();
            }
        }
        Self { columns, ..Self::after(plan, frame, run) }
    }

    /// Forgets what has been evaluated, to give its memory back.
    pub fn forget(&mut self) {
        self.memo.forget();
    }

    /// A row of a value of either kind.
    pub fn scalar(&mut self, value: ValueId, row: usize) -> Scalar {
        self.known(self.cell(value, row), DEPTH)
    }

    /// A cell, evaluated where it is not known: by calls of ourselves down to a depth, as most chains of values are short.
    fn known(&mut self, cell: Cell, depth: usize) -> Scalar {
        if let Some(known) = self.memo.get(cell) {
            return known;
        }
        let scalar = match self.handed_out(cell) {
            Some(known) => known,
            None if depth == 0 => return self.by_stack(cell),
            None => {
                if !self.know_needs(cell, depth - 1) {
                    return self.by_stack(cell);
                }
                self.compute(cell)
            }
        };
        self.memo.insert(cell, scalar);
        scalar
    }

    /// Evaluates the cells that a cell needs of its own row and of the one above; not those of other rows, of which it may need
    /// very many.
    fn know_needs(&mut self, cell: Cell, depth: usize) -> bool {
        let (id, row) = cell;
        let Some(value) = self.plan.value(id).filter(|_| self.exists(cell)) else { return true };
        let mut need = |operand: ValueId, row: usize| {
            // Only earlier values count, so that the way ends.
            (operand < id).then(|| self.known(self.cell(operand, row), depth))
        };
        match value.step {
            Step::Row(op) => match lazily(op) {
                Some((first, then)) => {
                    if let Some(then) = need(first, row).and_then(|known| then.after(known)) {
                        need(then, row);
                    }
                }
                None => op.reads().into_iter().flatten().for_each(|operand| {
                    need(operand, row);
                }),
            },
            Step::Table(TableStep::Find { .. } | TableStep::Fetch { .. } | TableStep::Outline { .. }) => {
                value.step.operands().for_each(|operand| {
                    need(operand, row);
                });
            }
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(row) = self.row_above(value, row, to).filter(|_| value < id) {
                    self.known(self.cell(value, row), depth);
                }
            }
            // Behind a run it is known.
            Step::Table(TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }) => {
                return self.whole_cell(id, row).is_some();
            }
            Step::Table(TableStep::Fold { .. }) => return false,
        }
        true
    }

    /// A cell, evaluated on a stack of our own: a chain of values may be longer than the machine's stack is deep.
    fn by_stack(&mut self, wanted: Cell) -> Scalar {
        // A cell that waits for others is met again when they are done.
        let mut stack = vec![wanted];
        while let Some(cell) = stack.last().copied() {
            if self.memo.get(cell).is_some() {
                stack.pop();
                continue;
            }
            let before = stack.len();
            self.push_needs(cell, &mut stack);
            if stack.len() == before {
                let scalar = self.compute(cell);
                self.memo.insert(cell, scalar);
                stack.pop();
            }
        }
        self.get(wanted)
    }

    /// A row of a number; missing for a truth, and past the end.
    pub fn number(&mut self, value: ValueId, row: usize) -> Option<f64> {
        self.scalar(value, row).number()
    }

    /// A row of a truth; unknown for a number, and past the end.
    pub fn truth(&mut self, value: ValueId, row: usize) -> Option<bool> {
        self.scalar(value, row).truth()
    }

    /// The verdict on a row; nothing if there is no such judgement or row.
    pub fn outcome(&mut self, judgement: JudgementId, row: usize) -> Option<Verdict> {
        let plan = self.plan;
        let judgement = plan.judgement(judgement)?;
        if row >= self.frame.rows(judgement.table) {
            return None;
        }
        let mut applies = |id: Option<ValueId>| id.is_none_or(|id| self.truth(id, row) == Some(true));
        let all = applies(judgement.applies);
        let checks: Vec<bool> = judgement.checks.iter().map(|check| applies(check.applies)).collect();
        let whens: Vec<Option<bool>> = judgement.when.iter().map(|id| self.truth(*id, row)).collect();
        let holds: Vec<Option<bool>> =
            judgement.checks.iter().map(|check| self.truth(check.holds, row)).collect();
        Some(judge_row(all, whens, checks.into_iter().zip(holds)))
    }

    /// The ancestor's row above a row of a table; see [`Frame::parent_row`].
    #[must_use]
    pub fn parent_row(&self, table: TableId, row: usize, ancestor: TableId) -> Option<usize> {
        self.frame.parent_row(self.plan, table, row, ancestor)
    }

    /// The rows of a table below a row of an ancestor; see [`Frame::child_rows`].
    #[must_use]
    pub fn child_rows(&self, table: TableId, ancestor: TableId, row: usize) -> Range<usize> {
        self.frame.child_rows(self.plan, table, ancestor, row)
    }

    fn cell(&self, value: ValueId, row: usize) -> Cell {
        let constant = self.plan.value(value).is_some_and(|value| value.table.is_none());
        (value, if constant { 0 } else { row })
    }

    /// A cell that has been evaluated; missing, of the value's kind, if it has not.
    fn get(&self, cell: Cell) -> Scalar {
        self.memo.get(cell).unwrap_or_else(|| self.missing(cell.0))
    }

    fn missing(&self, value: ValueId) -> Scalar {
        match self.plan.value(value).map(|value| value.kind) {
            Some(Kind::Truth) => Scalar::Truth(None),
            Some(Kind::Number) | None => Scalar::Number(None),
        }
    }

    fn exists(&self, (value, row): Cell) -> bool {
        self.plan
            .value(value)
            .is_some_and(|value| value.table.is_none_or(|table| row < self.frame.rows(table)))
    }

    /// Pushes the cells that must be evaluated first. Only earlier values count, so that the way ends.
    fn push_needs(&self, cell: Cell, stack: &mut Vec<Cell>) {
        let (id, row) = cell;
        let Some(value) = self.plan.value(id).filter(|_| self.exists(cell)) else { return };
        if self.handed_out(cell).is_some() {
            return;
        }
        let mut need = |operand: ValueId, row: usize| {
            let cell = self.cell(operand, row);
            if operand < id && self.memo.get(cell).is_none() {
                stack.push(cell);
            }
        };
        match value.step {
            Step::Row(op) => match self.decided(op, row) {
                Some(enough) => enough.into_iter().flatten().for_each(|operand| need(operand, row)),
                None => value.step.operands().for_each(|operand| need(operand, row)),
            },
            Step::Table(TableStep::Find { .. } | TableStep::Fetch { .. } | TableStep::Outline { .. }) => {
                value.step.operands().for_each(|operand| need(operand, row));
            }
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(row) = self.row_above(value, row, to) {
                    need(value, row);
                }
            }
            Step::Table(
                step @ (TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }),
            ) => {
                if self.whole_cell(id, row).is_none() {
                    self.rows_read(step, need);
                }
            }
            Step::Table(TableStep::Fold { how: _, from, value, keep, to }) => {
                for child in self.child_rows(from, to, row) {
                    value.into_iter().chain(keep).for_each(|operand| need(operand, child));
                }
            }
        }
    }

    /// What an op needs as far as is known by now, where it may not need all its operands.
    fn decided(&self, op: RowOp, row: usize) -> Option<[Option<ValueId>; 2]> {
        let (first, then) = lazily(op)?;
        let cell = self.cell(first, row);
        let known = self.memo.get(cell).or_else(|| self.handed_out(cell));
        Some([Some(first), known.and_then(|known| then.after(known))])
    }

    /// What a run has handed out of a cell.
    fn handed_out(&self, (id, row): Cell) -> Option<Scalar> {
        let column = self.columns.get(id.index()).copied().flatten().filter(|column| row < column.len())?;
        Some(AtRow::read(Some(column), row))
    }

    /// What a run has found for a row of a step that reads everything.
    fn whole_cell(&self, id: ValueId, row: usize) -> Option<Scalar> {
        let value = self.plan.value(id)?;
        self.whole?.scalar(id, value.table, value.kind, row)
    }

    /// All the cells that a step reads which reads everything.
    fn rows_read(&self, step: TableStep, mut need: impl FnMut(ValueId, usize)) {
        for read in groups::reads(step) {
            (0..self.frame.rows(read.table)).for_each(|row| need(read.value, row));
        }
    }

    /// The numbers that are common in the group of a row, as [`TableStep::Common`] says, and absent from the row; known
    /// behind a run alone.
    pub fn absent(&mut self, id: ValueId, row: usize) -> Vec<f64> {
        let Some(Step::Table(TableStep::Common { value, keep, from, to, .. })) =
            self.plan.value(id).map(|value| value.step)
        else {
            return Vec::new();
        };
        let common = self.whole.and_then(|whole| whole.common(id, row)).unwrap_or_default();
        let mut own = Vec::new();
        for below in self.child_rows(from, to, row) {
            if keep.is_none_or(|keep| self.truth(keep, below) == Some(true)) {
                own.extend(self.number(value, below));
            }
        }
        common.iter().map(|bits| f64::from_bits(*bits)).filter(|number| !own.contains(number)).collect()
    }

    /// The row of a value that a row of a table below gets.
    fn row_above(&self, value: ValueId, row: usize, to: TableId) -> Option<usize> {
        self.parent_row(to, row, self.plan.value(value)?.table?)
    }

    fn compute(&self, cell: Cell) -> Scalar {
        let (id, row) = cell;
        let Some(value) = self.plan.value(id).filter(|_| self.exists(cell)) else { return self.missing(id) };
        if let Some(known) = self.handed_out(cell) {
            return known;
        }
        match value.step {
            Step::Row(op) => scalar::evaluate(op, &AtRow { tracer: self, row }),
            Step::Table(TableStep::Lift { value, to }) => match self.row_above(value, row, to) {
                Some(row) => self.get(self.cell(value, row)),
                None => self.missing(id),
            },
            Step::Table(TableStep::Find { search, keys, to: _ }) => {
                let keys = keys.iter().map(|key| self.get(self.cell(key, row)).number());
                Scalar::Number(found(self.frame, search, &keys.collect::<Vec<_>>()))
            }
            Step::Table(TableStep::Fetch { row: place, what }) => {
                let place = self.get(self.cell(place, row)).number();
                fetched(self.plan, self.frame, place, what)
            }
            Step::Table(TableStep::Outline { asked, row: place, outlines, east, north, to: _ }) => {
                let [place, east, north] =
                    [place, east, north].map(|read| self.get(self.cell(read, row)).number());
                outlined(self.plan, self.frame, asked, outlines, place, (east, north))
            }
            Step::Table(TableStep::Fold { how, from, value, keep, to }) => {
                let read = |id: ValueId, row| self.get(self.cell(id, row));
                let kept = self
                    .child_rows(from, to, row)
                    .filter(|child| keep.is_none_or(|keep| read(keep, *child).truth() == Some(true)));
                let kept = kept.map(|child| value.map_or(Scalar::Number(None), |value| read(value, child)));
                plainly::fold(how, &kept.collect::<Vec<_>>())
            }
            Step::Table(
                step @ (TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }),
            ) => {
                let known = self.whole_cell(id, row).or_else(|| plainly::evaluate(step, self, row));
                known.unwrap_or_else(|| self.missing(id))
            }
        }
    }
}

/// So many calls of ourselves lie within each other at most.
const DEPTH: usize = 64;

/// What an op needs besides the operand that decides.
struct Then {
    /// Where that one is true, or a number that is given.
    yes: Option<ValueId>,
    /// Where it is false.
    no: Option<ValueId>,
    /// Where it is missing or unknown.
    neither: Option<ValueId>,
}

impl Then {
    fn after(&self, first: Scalar) -> Option<ValueId> {
        match first {
            Scalar::Number(Some(_)) | Scalar::Truth(Some(true)) => self.yes,
            Scalar::Truth(Some(false)) => self.no,
            Scalar::Number(None) | Scalar::Truth(None) => self.neither,
        }
    }
}

/// Of an op that may not need all its operands the one that decides, and what else it needs: a branch that is not taken costs
/// nothing.
fn lazily(op: RowOp) -> Option<(ValueId, Then)> {
    if let RowOp::Choose { condition, yes, no } = op {
        Some((condition, Then { yes: Some(yes), no: Some(no), neither: None }))
    } else if let RowOp::Otherwise(first, second) = op {
        Some((first, Then { yes: None, no: None, neither: Some(second) }))
    } else if let RowOp::And(first, second) = op {
        Some((first, Then { yes: Some(second), no: None, neither: Some(second) }))
    } else if let RowOp::Or(first, second) = op {
        Some((first, Then { yes: None, no: Some(second), neither: Some(second) }))
    } else {
        None
    }
}

impl Rows for Tracer<'_> {
    fn read(&self, value: ValueId, row: usize) -> Scalar {
        self.get(self.cell(value, row))
    }

    fn count(&self, table: TableId) -> usize {
        self.frame.rows(table)
    }

    fn below(&self, from: TableId, row: usize, to: TableId) -> Range<usize> {
        if from == to { row..row + 1 } else { self.child_rows(from, to, row) }
    }
}

/// One row, as the scalar ops see it.
struct AtRow<'t, 'a> {
    tracer: &'t Tracer<'a>,
    row: usize,
}

impl AtRow<'_, '_> {
    fn read(column: Option<&Column>, row: usize) -> Scalar {
        match column {
            Some(column @ Column::Truth { .. }) => Scalar::Truth(column.truth(row)),
            Some(column @ Column::Number { .. }) => Scalar::Number(column.number(row)),
            Some(Column::Code { .. }) | None => Scalar::Number(None),
        }
    }

    fn code(&self, id: InputId) -> Option<u32> {
        self.tracer.frame.columns.get(id.index())?.code(self.row)
    }
}

impl Row for AtRow<'_, '_> {
    fn value(&self, id: ValueId) -> Scalar {
        self.tracer.get(self.tracer.cell(id, self.row))
    }

    fn load(&self, id: InputId) -> Scalar {
        Self::read(self.tracer.frame.columns.get(id.index()), self.row)
    }

    fn gather(&self, id: LookupId) -> Scalar {
        let code = self.tracer.plan.lookup(id).and_then(|lookup| self.code(lookup.input));
        // A missing code reads past the end of the dictionary, where all is missing.
        let entry = code.map_or(usize::MAX, |code| code as usize);
        Self::read(self.tracer.frame.lookups.get(id.index()), entry)
    }

    fn given_code(&self, id: InputId) -> bool {
        self.code(id).is_some()
    }
}
