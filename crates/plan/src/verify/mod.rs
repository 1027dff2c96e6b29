//! The verifier: what is wrong with a plan.
//!
//! A fault is a mistake in the translation that made the plan, never in a rule; its text is for us, not for the
//! author of the rule.

mod fault;
pub(crate) mod typing;

pub use fault::{Place, PlanFault, Wrong};

use crate::op::{Fetched, How, Literal, OfOutline, RowOp, Step, TableStep};
use crate::plan::{
    InputId, InputKind, JudgementId, Kind, LookupId, OutlinesId, OutputId, Plan, SearchId, TableId, Value,
    ValueId,
};
use crate::search::MOST_KEYS;
use crate::statistic::Statistic;

/// Whether the plan is sound; else everything that is wrong with it, in the order of the plan.
///
/// # Errors
///
/// All the faults found.
pub fn verify(plan: &Plan) -> Result<(), Vec<PlanFault>> {
    let mut verifier = Verifier { plan, place: Place::Table(TableId(0)), faults: Vec::new() };
    verifier.tables();
    verifier.inputs();
    verifier.searches();
    verifier.values();
    verifier.judgements();
    verifier.outputs();
    if verifier.faults.is_empty() { Ok(()) } else { Err(verifier.faults) }
}

struct Verifier<'a> {
    plan: &'a Plan,
    place: Place,
    faults: Vec<PlanFault>,
}

impl Verifier<'_> {
    fn wrong(&mut self, what: Wrong) {
        self.faults.push(PlanFault { place: self.place, what });
    }

    fn known_table(&mut self, table: TableId) -> bool {
        let known = self.plan.table(table).is_some();
        if !known {
            self.wrong(Wrong::UnknownTable(table));
        }
        known
    }

    fn tables(&mut self) {
        for (index, table) in self.plan.tables.iter().enumerate() {
            let id = TableId::at(index);
            self.place = Place::Table(id);
            match table.parent {
                Some(_) if index == 0 => self.wrong(Wrong::RootWithParent),
                Some(parent) if parent >= id => self.wrong(Wrong::ParentNotEarlier(parent)),
                Some(_) | None => {}
            }
        }
    }

    fn inputs(&mut self) {
        for (index, input) in self.plan.inputs.iter().enumerate() {
            self.place = Place::Input(InputId::at(index));
            self.known_table(input.table);
        }
        for (index, lookup) in self.plan.lookups.iter().enumerate() {
            self.place = Place::Lookup(LookupId::at(index));
            self.code_input(lookup.input);
        }
        for (index, outlines) in self.plan.outlines.iter().enumerate() {
            self.place = Place::Outlines(OutlinesId::at(index));
            self.code_input(outlines.input);
        }
    }

    fn code_input(&mut self, id: InputId) {
        match self.plan.input(id).map(|input| input.kind) {
            None => self.wrong(Wrong::UnknownInput(id)),
            Some(InputKind::Code) => {}
            Some(InputKind::Number | InputKind::Truth) => self.wrong(Wrong::NotACode(id)),
        }
    }

    fn searches(&mut self) {
        for (index, search) in self.plan.searches.iter().enumerate() {
            self.place = Place::Search(SearchId::at(index));
            self.known_table(search.table);
            if search.keys == 0 || search.keys > MOST_KEYS {
                self.wrong(Wrong::KeyCount(MOST_KEYS));
            }
        }
    }

    fn values(&mut self) {
        for (id, value) in self.plan.values_with_ids() {
            self.place = Place::Value(id);
            let faults = self.faults.len();
            self.operands(id, value);
            match value.step {
                Step::Row(op) => self.row_op(op, value),
                Step::Table(step) => self.table_step(step),
            }
            // What a broken step makes cannot be told; one mistake makes one fault.
            if self.faults.len() == faults {
                self.declared(value);
            }
        }
    }

    /// Operands exist, come earlier, and have the kinds that the step needs.
    fn operands(&mut self, id: ValueId, value: &Value) {
        for operand in value.step.typed_operands() {
            match self.plan.value(operand.value) {
                None => self.wrong(Wrong::UnknownValue(operand.value)),
                Some(_) if operand.value >= id => self.wrong(Wrong::NotEarlier(operand.value)),
                Some(found) => self.kind(operand.value, found.kind, operand.kind),
            }
        }
    }

    fn kind(&mut self, operand: ValueId, found: Kind, needed: Option<Kind>) {
        if let Some(needed) = needed
            && needed != found
        {
            self.wrong(Wrong::Kind { operand, needed });
        }
    }

    /// The operand is a value of `table`, or a constant.
    fn lies_in(&mut self, operand: ValueId, table: TableId) {
        let found = self.plan.value(operand).and_then(|value| value.table);
        if found.is_some_and(|found| found != table) {
            self.wrong(Wrong::Table { operand, needed: table });
        }
    }

    fn row_op(&mut self, op: RowOp, value: &Value) {
        match op {
            RowOp::Number(literal) if !literal.get().is_finite() => self.wrong(Wrong::NotFinite),
            RowOp::Load(id) => match self.plan.input(id).map(|input| input.kind) {
                None => self.wrong(Wrong::UnknownInput(id)),
                Some(InputKind::Code) => self.wrong(Wrong::LoadOfCode(id)),
                Some(InputKind::Number | InputKind::Truth) => {}
            },
            RowOp::Gather(id) if self.plan.lookup(id).is_none() => self.wrong(Wrong::UnknownLookup(id)),
            RowOp::GivenCode(id) => self.code_input(id),
            RowOp::Choose { yes, no, .. } => {
                if let Some(kind) = self.plan.value(yes).map(|yes| yes.kind)
                    && let Some(found) = self.plan.value(no).map(|no| no.kind)
                {
                    self.kind(no, found, Some(kind));
                }
            }
            RowOp::Number(_)
            | RowOp::MissingNumber
            | RowOp::Truth(_)
            | RowOp::Gather(_)
            | RowOp::Add(..)
            | RowOp::Sub(..)
            | RowOp::Mul(..)
            | RowOp::Div(..)
            | RowOp::Neg(_)
            | RowOp::Abs(_)
            | RowOp::Min(..)
            | RowOp::Max(..)
            | RowOp::Unary(..)
            | RowOp::Binary(..)
            | RowOp::Otherwise(..)
            | RowOp::Less { .. }
            | RowOp::AtMost { .. }
            | RowOp::Equal { .. }
            | RowOp::And(..)
            | RowOp::Or(..)
            | RowOp::Not(_)
            | RowOp::Given(_)
            | RowOp::Known(_)
            | RowOp::IsTrue(_) => {}
        }
        if let Some(table) = typing::table(self.plan, value.step) {
            for operand in value.step.operands() {
                self.lies_in(operand, table);
            }
        }
    }

    fn table_step(&mut self, step: TableStep) {
        match step {
            TableStep::Lift { value, to } => {
                if !self.known_table(to) {
                    return;
                }
                match self.plan.value(value).map(|value| value.table) {
                    None => {}
                    Some(None) => self.wrong(Wrong::LiftOfConstant(value)),
                    Some(Some(from)) if self.plan.path(from, to).is_none() => {
                        self.wrong(Wrong::LiftNotDown { from, to });
                    }
                    Some(Some(_)) => {}
                }
            }
            TableStep::Fold { how, from, value, keep, to } => {
                if !self.known_table(from) | !self.known_table(to) {
                    return;
                }
                if self.plan.path(to, from).is_none() {
                    self.wrong(Wrong::FoldNotUp { from, to });
                }
                match (how, value) {
                    (How::Count, Some(_)) => self.wrong(Wrong::FoldWithValue(how)),
                    (How::Count, None) => {}
                    (How::CountGiven | How::Sum | How::Min | How::Max | How::Any | How::Every, Some(_)) => {}
                    (How::CountGiven | How::Sum | How::Min | How::Max | How::Any | How::Every, None) => {
                        self.wrong(Wrong::FoldWithoutValue(how));
                    }
                }
                for operand in value.into_iter().chain(keep) {
                    self.lies_in(operand, from);
                }
            }
            TableStep::Find { search, keys, to } => {
                if !self.known_table(to) {
                    return;
                }
                match self.plan.searches.get(search.index()) {
                    None => self.wrong(Wrong::UnknownSearch(search)),
                    Some(found) if found.keys != keys.len() => self.wrong(Wrong::KeyCount(found.keys)),
                    Some(_) => {}
                }
                keys.iter().for_each(|key| self.lies_in(key, to));
            }
            TableStep::Fetch { row, what } => {
                if self.plan.value(row).is_some_and(|row| row.table.is_none()) {
                    self.wrong(Wrong::FetchOfConstant(row));
                }
                match what {
                    Fetched::Cell(id) => match self.plan.input(id).map(|input| input.kind) {
                        None => self.wrong(Wrong::UnknownInput(id)),
                        Some(InputKind::Code) => self.wrong(Wrong::LoadOfCode(id)),
                        Some(InputKind::Number | InputKind::Truth) => {}
                    },
                    Fetched::Entry(id) if self.plan.lookup(id).is_none() => {
                        self.wrong(Wrong::UnknownLookup(id));
                    }
                    Fetched::Entry(_) => {}
                    Fetched::GivenCode(id) => self.code_input(id),
                }
            }
            TableStep::Outline { asked, row, outlines, east, north, to } => {
                if !self.known_table(to) {
                    return;
                }
                if self.plan.outlines.get(outlines.index()).is_none() {
                    self.wrong(Wrong::UnknownOutlines(outlines));
                }
                if self.plan.value(row).is_some_and(|row| row.table.is_none()) {
                    self.wrong(Wrong::FetchOfConstant(row));
                }
                if let OfOutline::Distance(radius) = asked
                    && !radius.get().is_finite()
                {
                    self.wrong(Wrong::NotFinite);
                }
                [row, east, north].into_iter().for_each(|operand| self.lies_in(operand, to));
            }
            TableStep::Pair { first, second, to } => {
                if self.known_table(to) {
                    self.lies_in(first, to);
                    self.lies_in(second, to);
                }
            }
            TableStep::Group { how, least: _, from, value, keep, by, to } => {
                if !self.known_table(from) | !self.known_table(to) {
                    return;
                }
                self.group(how, from, value, to);
                value.into_iter().chain(keep).for_each(|operand| self.lies_in(operand, from));
                by.into_iter().for_each(|operand| self.lies_in(operand, to));
            }
            TableStep::Common { value, keep, by, share, least: _, from, to } => {
                if !self.known_table(from) | !self.known_table(to) {
                    return;
                }
                if self.plan.path(to, from).is_none() {
                    self.wrong(Wrong::GroupNotBelow { from, to });
                }
                self.share(share);
                self.lies_in(value, from);
                keep.into_iter().for_each(|operand| self.lies_in(operand, from));
                by.into_iter().for_each(|operand| self.lies_in(operand, to));
            }
        }
    }

    /// What is asked of a group fits the rows it is made of.
    fn group(&mut self, how: Statistic, from: TableId, value: Option<ValueId>, to: TableId) {
        if from != to && self.plan.path(to, from).is_none() {
            self.wrong(Wrong::GroupNotBelow { from, to });
        }
        match how {
            Statistic::Rank if from != to => self.wrong(Wrong::RankOfOthers),
            Statistic::Percentile(share) => self.share(share),
            Statistic::Fold(_)
            | Statistic::Distinct
            | Statistic::Median
            | Statistic::Mad
            | Statistic::StdDev
            | Statistic::Rank => {}
        }
        if (how == Statistic::Fold(How::Count)) == value.is_some() {
            self.wrong(Wrong::GroupValue);
        }
    }

    fn share(&mut self, share: Literal) {
        if !(0.0..=1.0).contains(&share.get()) {
            self.wrong(Wrong::ShareOutside);
        }
    }

    /// The value says of itself what its step makes.
    fn declared(&mut self, value: &Value) {
        let kind = typing::kind(self.plan, value.step);
        if kind != value.kind {
            self.wrong(Wrong::DeclaredKind(kind));
        }
        let table = typing::table(self.plan, value.step);
        if table != value.table {
            self.wrong(Wrong::DeclaredTable(table));
        }
    }

    /// A value read by a judgement or an output of a table.
    fn read(&mut self, id: ValueId, kind: Option<Kind>, table: TableId) {
        match self.plan.value(id) {
            None => self.wrong(Wrong::UnknownValue(id)),
            Some(found) => {
                self.kind(id, found.kind, kind);
                self.lies_in(id, table);
            }
        }
    }

    fn judgements(&mut self) {
        for (index, judgement) in self.plan.judgements.iter().enumerate() {
            self.place = Place::Judgement(JudgementId::at(index));
            self.known_table(judgement.table);
            for id in judgement.operands() {
                self.read(id, Some(Kind::Truth), judgement.table);
            }
            if judgement.checks.is_empty() {
                self.wrong(Wrong::NoChecks);
            }
        }
    }

    fn outputs(&mut self) {
        for (index, output) in self.plan.outputs.iter().enumerate() {
            self.place = Place::Output(OutputId::at(index));
            self.known_table(output.table);
            self.read(output.value, None, output.table);
        }
    }
}
