//! The builder: one small method per op.
//!
//! Equal steps become one value, and a row op of constants becomes a constant, through the functions of
//! [`scalar`]. The builder takes everything; [`verify`](crate::verify()) finds what does not fit.

use std::collections::HashMap;

use crate::math::{Binary, Unary};
use crate::op::{Fetched, How, Literal, RowOp, Step, TableStep};
use crate::plan::{
    Input, InputId, InputKind, Judgement, JudgementId, Kind, Lookup, LookupId, Origin, Outlines, OutlinesId,
    Output, OutputId, Plan, Search, SearchId, Table, TableId, Value, ValueId,
};
use crate::scalar::{self, Row, Scalar};
use crate::search::Keys;
use crate::verify::typing;

/// Makes a [`Plan`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    plan: Plan,
    made: HashMap<Step, ValueId>,
    origin: Origin,
}

impl Builder {
    /// An empty plan; its first table must be the root.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From here on new values carry this origin. A value that exists already keeps its own.
    pub fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    /// What has been built so far.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The finished plan.
    #[must_use]
    pub fn finish(self) -> Plan {
        self.plan
    }

    /// A new table; the first, without a parent, is the root, others without one stand apart.
    pub fn table(&mut self, parent: Option<TableId>) -> TableId {
        let id = TableId::at(self.plan.tables.len());
        self.plan.tables.push(Table { parent });
        id
    }

    /// A new input of a table.
    pub fn input(&mut self, table: TableId, kind: InputKind) -> InputId {
        let id = InputId::at(self.plan.inputs.len());
        self.plan.inputs.push(Input { table, kind });
        id
    }

    /// A new lookup by the codes of an input.
    pub fn lookup(&mut self, input: InputId, kind: Kind) -> LookupId {
        let id = LookupId::at(self.plan.lookups.len());
        self.plan.lookups.push(Lookup { input, kind });
        id
    }

    /// A new search among the rows of a table.
    pub fn search(&mut self, table: TableId, keys: usize) -> SearchId {
        let id = SearchId::at(self.plan.searches.len());
        self.plan.searches.push(Search { table, keys });
        id
    }

    /// The outlines that the codes of an input stand for.
    pub fn outlines(&mut self, input: InputId) -> OutlinesId {
        let id = OutlinesId::at(self.plan.outlines.len());
        self.plan.outlines.push(Outlines { input });
        id
    }

    /// A new judgement.
    pub fn judge(&mut self, judgement: Judgement) -> JudgementId {
        let id = JudgementId::at(self.plan.judgements.len());
        self.plan.judgements.push(judgement);
        id
    }

    /// A new column to be handed out; a constant is repeated for each row of the table.
    pub fn output(&mut self, table: TableId, value: ValueId) -> OutputId {
        let id = OutputId::at(self.plan.outputs.len());
        self.plan.outputs.push(Output { table, value });
        id
    }

    /// The value that a step makes: an earlier one if there is an equal one.
    pub fn step(&mut self, step: Step) -> ValueId {
        let step = self.fold_constants(step);
        if let Some(id) = self.made.get(&step) {
            return *id;
        }
        let id = ValueId::at(self.plan.values.len());
        let value = Value {
            step,
            kind: typing::kind(&self.plan, step),
            table: typing::table(&self.plan, step),
            origin: self.origin,
        };
        self.plan.values.push(value);
        self.made.insert(step, id);
        id
    }

    fn row(&mut self, op: RowOp) -> ValueId {
        self.step(Step::Row(op))
    }

    /// The constant that a row op of constants is; other steps stay as they are, and so do those with an operand of
    /// the wrong kind, for `verify` to see.
    fn fold_constants(&self, step: Step) -> Step {
        let Step::Row(op) = step else { return step };
        let constants = Constants(&self.plan);
        let mut operands = step.typed_operands().peekable();
        let foldable = operands.peek().is_some()
            && operands.all(|operand| {
                constants.get(operand.value).is_some_and(|scalar| match (operand.kind, scalar) {
                    (None, _)
                    | (Some(Kind::Number), Scalar::Number(_))
                    | (Some(Kind::Truth), Scalar::Truth(_)) => true,
                    (Some(Kind::Number), Scalar::Truth(_)) | (Some(Kind::Truth), Scalar::Number(_)) => false,
                })
            })
            && !self.mixed_branches(op);
        if !foldable {
            return step;
        }
        Step::Row(match scalar::evaluate(op, &constants) {
            Scalar::Number(Some(number)) => RowOp::Number(Literal::new(number)),
            Scalar::Number(None) => RowOp::MissingNumber,
            Scalar::Truth(truth) => RowOp::Truth(truth),
        })
    }

    fn mixed_branches(&self, op: RowOp) -> bool {
        let kind = |id| self.plan.value(id).map(|value| value.kind);
        matches!(op, RowOp::Choose { yes, no, .. } if kind(yes) != kind(no))
    }

    /// A number; one that is not finite is missing.
    pub fn number(&mut self, number: f64) -> ValueId {
        match scalar::finite(number) {
            Some(number) => self.row(RowOp::Number(Literal::new(number))),
            None => self.missing(),
        }
    }

    /// The missing number.
    pub fn missing(&mut self) -> ValueId {
        self.row(RowOp::MissingNumber)
    }

    /// True or false.
    pub fn truth(&mut self, truth: bool) -> ValueId {
        self.row(RowOp::Truth(Some(truth)))
    }

    /// The unknown truth.
    pub fn unknown(&mut self) -> ValueId {
        self.row(RowOp::Truth(None))
    }

    /// [`RowOp::Load`].
    pub fn load(&mut self, input: InputId) -> ValueId {
        self.row(RowOp::Load(input))
    }

    /// [`RowOp::Gather`].
    pub fn gather(&mut self, lookup: LookupId) -> ValueId {
        self.row(RowOp::Gather(lookup))
    }

    /// [`RowOp::GivenCode`].
    pub fn given_code(&mut self, input: InputId) -> ValueId {
        self.row(RowOp::GivenCode(input))
    }

    /// [`RowOp::Add`].
    pub fn add(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Add(a, b))
    }

    /// [`RowOp::Sub`].
    pub fn sub(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Sub(a, b))
    }

    /// [`RowOp::Mul`].
    pub fn mul(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Mul(a, b))
    }

    /// [`RowOp::Div`].
    pub fn div(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Div(a, b))
    }

    /// [`RowOp::Neg`].
    pub fn neg(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::Neg(a))
    }

    /// [`RowOp::Abs`].
    pub fn abs(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::Abs(a))
    }

    /// [`RowOp::Min`].
    pub fn min(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Min(a, b))
    }

    /// [`RowOp::Max`].
    pub fn max(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Max(a, b))
    }

    /// [`RowOp::Unary`].
    pub fn unary(&mut self, function: Unary, a: ValueId) -> ValueId {
        self.row(RowOp::Unary(function, a))
    }

    /// [`RowOp::Binary`].
    pub fn binary(&mut self, function: Binary, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Binary(function, a, b))
    }

    /// [`RowOp::Choose`].
    pub fn choose(&mut self, condition: ValueId, yes: ValueId, no: ValueId) -> ValueId {
        self.row(RowOp::Choose { condition, yes, no })
    }

    /// [`RowOp::Otherwise`].
    pub fn otherwise(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Otherwise(a, b))
    }

    /// [`RowOp::Less`].
    pub fn less(&mut self, left: ValueId, right: ValueId, scale: Option<ValueId>) -> ValueId {
        self.row(RowOp::Less { left, right, scale })
    }

    /// [`RowOp::AtMost`].
    pub fn at_most(&mut self, left: ValueId, right: ValueId, scale: Option<ValueId>) -> ValueId {
        self.row(RowOp::AtMost { left, right, scale })
    }

    /// [`RowOp::Equal`].
    pub fn equal(&mut self, left: ValueId, right: ValueId, scale: Option<ValueId>) -> ValueId {
        self.row(RowOp::Equal { left, right, scale })
    }

    /// [`RowOp::And`].
    pub fn and(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::And(a, b))
    }

    /// [`RowOp::Or`].
    pub fn or(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.row(RowOp::Or(a, b))
    }

    /// [`RowOp::Not`].
    pub fn not(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::Not(a))
    }

    /// [`RowOp::Given`].
    pub fn given(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::Given(a))
    }

    /// [`RowOp::Known`].
    pub fn known(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::Known(a))
    }

    /// [`RowOp::IsTrue`].
    pub fn is_true(&mut self, a: ValueId) -> ValueId {
        self.row(RowOp::IsTrue(a))
    }

    /// The value as a column of `table`: itself if it is one, or a constant; else lifted ([`TableStep::Lift`]).
    pub fn lift_to(&mut self, value: ValueId, to: TableId) -> ValueId {
        match self.plan.value(value).and_then(|value| value.table) {
            None => value,
            Some(table) if table == to => value,
            Some(_) => self.step(Step::Table(TableStep::Lift { value, to })),
        }
    }

    /// [`TableStep::Find`].
    pub fn find(
        &mut self,
        search: SearchId,
        keys: impl IntoIterator<Item = ValueId>,
        to: TableId,
    ) -> ValueId {
        self.step(Step::Table(TableStep::Find { search, keys: Keys::new(keys), to }))
    }

    /// [`TableStep::Fetch`].
    pub fn fetch(&mut self, row: ValueId, what: Fetched) -> ValueId {
        self.step(Step::Table(TableStep::Fetch { row, what }))
    }

    /// [`TableStep::Fold`].
    pub fn fold(
        &mut self,
        how: How,
        from: TableId,
        value: Option<ValueId>,
        keep: Option<ValueId>,
        to: TableId,
    ) -> ValueId {
        self.step(Step::Table(TableStep::Fold { how, from, value, keep, to }))
    }

    /// A table step, as it stands.
    pub fn table_step(&mut self, step: TableStep) -> ValueId {
        self.step(Step::Table(step))
    }
}

/// The constants of a plan, as a row that has nothing else.
struct Constants<'a>(&'a Plan);

impl Constants<'_> {
    fn get(&self, id: ValueId) -> Option<Scalar> {
        match self.0.value(id)?.step {
            Step::Row(op @ (RowOp::Number(_) | RowOp::MissingNumber | RowOp::Truth(_))) => {
                Some(scalar::evaluate(op, self))
            }
            Step::Row(_) | Step::Table(_) => None,
        }
    }
}

impl Row for Constants<'_> {
    fn value(&self, id: ValueId) -> Scalar {
        self.get(id).unwrap_or(Scalar::Number(None))
    }

    fn load(&self, _: InputId) -> Scalar {
        Scalar::Number(None)
    }

    fn gather(&self, _: LookupId) -> Scalar {
        Scalar::Number(None)
    }

    fn given_code(&self, _: InputId) -> bool {
        false
    }
}
